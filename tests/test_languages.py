"""What `content.languages` has to do: translations read, held against originals, shown."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from certpress import content
from certpress.content import Lack, words
from certpress.errors import CertpressError

ROOT = Path(__file__).parent.parent / "content"
NDT = "schemes/ndt/2017-1"
STEP = """  - title: Zertifikat
    who: Zertifizierte Person
    what: Geltungsbereich nach Verfahren, Stufe und Sektor
"""

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration's content."""
    return Path(shutil.copytree(ROOT, tmp_path / "content"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replaces the first place where a text stands in a file of the copy."""

    def replace(path: str, old: str, new: str) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return replace


def refusal(folder: Path) -> str:
    """Everything that loading the folder prints."""
    with pytest.raises(CertpressError) as caught:
        content.load(folder)
    return str(caught.value)


def lacks(folder: Path, file: str) -> set[Lack]:
    """What the gaps say of one file."""
    return {gap.lack for gap in content.gaps(content.load(folder)) if gap.file.endswith(file)}


def test_an_edition_is_spoken_in_another_language() -> None:
    """A translated edition has its words in that language, and the facts of the original."""
    loaded = content.load(ROOT)
    text = next(t for t in content.spoken(loaded, "de").texts if t.scheme.id == "ndt")
    own = next(t for t in loaded.texts if t.scheme.id == "ndt")
    item = text.scheme.item("UT-2-W")
    assert text.language == "de"
    assert item is not None
    assert item.name == "Ultraschallprüfung, Stufe 2, Schweißverbindungen"
    assert (text.scheme.interval_months, text.cells) == (own.scheme.interval_months, own.cells)


def test_certificates_name_the_original(folder: Path, edit: Edit) -> None:
    """scheme.json is that of the authoritative language, whatever a translation says."""
    own = {scheme.id: scheme.document for scheme in content.load(ROOT).schemes}
    edit(f"{NDT}/de/scheme.yml", "Personal der", "Fachkräfte der")
    loaded = content.load(folder)
    spoken = content.spoken(loaded, "de").texts
    assert {text.scheme.id: text.scheme.document for text in spoken} == own
    assert {scheme.id: scheme.document for scheme in loaded.schemes} == own


def test_without_a_translation_the_original_is_shown(folder: Path) -> None:
    """A text that is not translated keeps its language, and the gap is told with its file."""
    (folder / NDT / "de" / "scope.md").unlink()
    text = next(t for t in content.spoken(content.load(folder), "de").texts if t.scheme.id == "ndt")
    section = text.section("scope")
    assert section is not None
    assert section.language == "en"
    assert lacks(folder, f"{NDT}/de/scope.md") == {Lack.MISSING}


def test_a_translation_older_than_its_original_is_told(folder: Path, edit: Edit) -> None:
    """When the original was approved after the translation, somebody has to look at it."""
    edit(f"{NDT}/de/scheme.yml", "approved: 2016", "approved: 2015")
    assert lacks(folder, f"{NDT}/de/scheme.yml") == {Lack.OLDER}


def test_other_numbers_in_a_section_are_told(folder: Path, edit: Edit) -> None:
    """A section that says another number than its original is told."""
    edit(f"{NDT}/de/scope.md", "Stufe 3", "Stufe 1")
    assert lacks(folder, f"{NDT}/de/scope.md") == {Lack.NUMBERS}


def test_another_number_in_a_table_is_refused(folder: Path, edit: Edit) -> None:
    """A fee is the same in every language, in whatever way it is written."""
    edit(f"{NDT}/de/scheme.yml", "95 £]", "90 £]")
    assert "tables.3.rows.0.1: other numbers than in the original" in refusal(folder)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- code: ET", "- code: XX", "scope.axes.0.values: ET has no translation"),
        (STEP, "", "process: 7 entries, the original has 8"),
        ("- id: fees", "- id: dues", "tables: fees has no translation here"),
        ("    question: Erteilt?\n    otherwise: G", "    what: G", "question has no translation"),
        ("{method}, Stufe", "Stufe", "scope.name: expected {method}"),
        ("name: Personal", "code: NDT\nname: Personal", "code: there is no such field"),
    ],
)
def test_another_structure_is_refused(
    folder: Path, edit: Edit, old: str, new: str, expected: str
) -> None:
    """A translated edition has every entry of its original and no other."""
    edit(f"{NDT}/de/scheme.yml", old, new)
    assert expected in refusal(folder)


def test_sections_need_the_words_of_their_edition(folder: Path) -> None:
    """Sections are translated after scheme.yml, not before."""
    (folder / NDT / "de" / "scheme.yml").unlink()
    assert f"content/{NDT}/de/scheme.yml: this file is missing" in refusal(folder)


def test_a_folder_of_a_language_that_is_not_named(folder: Path) -> None:
    """A translation into a language that body.yml does not name would be lost, and is refused."""
    (folder / NDT / "fr").mkdir()
    assert "fr is no further language of the body" in refusal(folder)


def test_a_page_without_an_original_is_refused(folder: Path) -> None:
    """The first language binds, so nothing is said in another alone."""
    (folder / "pages" / "de").mkdir(exist_ok=True)
    shutil.copy(folder / "pages" / "fees.md", folder / "pages" / "de" / "prices.md")
    assert "there is no page prices in the body's first language" in refusal(folder)


def test_an_edition_replaces_one_before_it(folder: Path, edit: Edit) -> None:
    """An edition replaces one that took effect earlier: so editions cannot replace in a circle."""
    edit(f"{NDT}/scheme.yml", "  published: 2016", "  replaces: 2017-1\n  published: 2016")
    assert "change.replaces: 2017-1 takes effect on 2017-01-01" in refusal(folder)
    edit(f"{NDT}/scheme.yml", "replaces: 2017-1", "replaces: 1999-1")
    assert "there is no edition 1999-1 of ndt" in refusal(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [("£ 1,200", ("1", "200")), ("١٢ شهرًا", ("12",)), ("five", ()), ("2 of 10", ("10", "2"))],
)
def test_numbers_of_any_script(text: str, found: tuple[str, ...]) -> None:
    """Numbers compare across scripts and ways to write them."""
    assert words.numbers(text) == found


@pytest.mark.parametrize("language", ["ar", "de"])
def test_a_translated_heading_keeps_the_anchor_of_its_original(language: str) -> None:
    """Whatever leads to a place of a text leads there in every language of the demonstration."""
    for said in ROOT.rglob(f"{language}/*.md"):
        original = said.parent.parent / said.name
        if original.is_file():
            assert headings(said) == headings(original), said


def headings(path: Path) -> list[str]:
    """The anchors of a text's headings: as given by hand, or as MkDocs makes them."""
    found = re.findall(r"^#+ +(.+?)(?: \{ #(\S+) \})?$", path.read_text(encoding="utf-8"), re.M)
    return [anchor or "-".join(re.findall(r"[\w-]+", title.lower())) for title, anchor in found]


def test_a_slip_in_the_original_is_told_once(folder: Path, edit: Edit) -> None:
    """An original that cannot be read is there: its translations are not said to have none."""
    edit("pages/fees.md", "review_by: 2044-01-31", "review_by: 31.01.2044")
    problems = content.survey(folder).problems
    assert [one.problem for one in problems] == ['review_by: expected a date, got "31.01.2044"']


def test_promises_of_an_edition_that_cannot_be_read(folder: Path, edit: Edit) -> None:
    """What an edition promises is not asked for while its scheme.yml cannot be read."""
    edit(f"{NDT}/scheme.yml", "id: ndt\n", "id: ndt\nid: ndt\n")
    assert [one.problem for one in content.survey(folder).problems] == ["id is written twice"]
