"""What `content` has to do: read a body's texts, and refuse what is wrong with its place."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from certpress import content
from certpress.errors import CertpressError

ROOT = Path(__file__).parent.parent / "content"
NDT = "schemes/ndt/2017-1"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration's content, without its translations."""
    without = shutil.ignore_patterns("ar", "de")
    return Path(shutil.copytree(ROOT, tmp_path / "content", ignore=without))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replaces a text that occurs once or more in a file of the copy."""

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


def test_the_demonstration_has_three_schemes() -> None:
    """The demonstration body has three scheme editions with their scope and interval."""
    schemes = {scheme.id: scheme for scheme in content.load(ROOT).schemes}
    assert set(schemes) == {"dpo", "ndt", "qms"}
    assert schemes["ndt"].interval_months == 60
    item = schemes["ndt"].item("UT-2-W")
    assert item is not None
    assert (item.name, item.framework) == ("Ultrasonic testing, level 2, welds", "ISO 9712")


def test_the_demonstration_works_for_decades() -> None:
    """Each scheme is in force since 2017, and no approval, review or accreditation ends by 2040."""
    loaded = content.load(ROOT)
    begun = {scheme.id for scheme in loaded.schemes if scheme.effective <= date(2017, 1, 1)}
    assert begun == {scheme.id for scheme in loaded.schemes}
    approvals = [page.approval for page in (*loaded.pages, loaded.impartiality.page)]
    approvals += [text.approval for text in loaded.texts]
    assert all(a.approved and a.approved < date(2026, 11, 1) for a in approvals)
    assert not any(a.overdue(date(2040, 1, 1)) for a in approvals)
    assert loaded.body.accreditation("ndt", date(2040, 1, 1)) is not None
    assert loaded.body.accreditation("dpo", date(2026, 1, 1)) is None


def test_every_clause_section_is_there() -> None:
    """Each of the seven subjects of 7.2.2 is a section, or says why it does not apply."""
    for text in content.load(ROOT).texts:
        for kind in content.KINDS[:7]:
            section = text.section(kind.anchor)
            assert section is not None, (text.scheme.id, kind.anchor)
            assert section.text or section.not_applicable


def test_every_owner_and_signatory_is_a_person_of_the_body() -> None:
    """Who answers for a text of the demonstration is one of the people that body.yml names."""
    loaded = content.load(ROOT)
    people = {person.name for person in loaded.people}
    owners = {page.approval.owner for page in loaded.pages}
    owners |= {text.approval.owner for text in loaded.texts}
    assert owners | {loaded.impartiality.signed_by.name} <= people


def test_a_date_that_does_not_exist(folder: Path, edit: Edit) -> None:
    """A wrong field names file, line, path, what was expected and found, and the nearest day."""
    edit("body.yml", "since: 2014-05-01", "since: 31.02.2026")
    text = (folder / "body.yml").read_text(encoding="utf-8")
    line = text[: text.index("since:")].count("\n") + 1
    assert refusal(folder) == (
        f'content/body.yml:{line}: accreditations.0.since: expected a date, got "31.02.2026"\n'
        "hint: write 2026-02-28"
    )


def test_front_matter_counts_the_lines_of_the_file(folder: Path, edit: Edit) -> None:
    """A wrong field in a front matter names the line of the file, not of the front matter."""
    edit("pages/fees.md", "approved: 2026-01-12", "approved: soon")
    assert 'content/pages/fees.md:6: approved: expected a date, got "soon"' in refusal(folder)


def test_all_problems_at_once(folder: Path, edit: Edit) -> None:
    """One run shows every problem, of several files."""
    edit("body.yml", "timezone: Europe/London", "timezone: Europe/Northmere")
    edit(f"{NDT}/scheme.yml", "interval_months: 60", "interval_months: sixty")
    edit("pages/ask.md", "review_by: 2044-01-31", "review_by: 2044-01-32")
    printed = refusal(folder)
    assert "timezone: expected a time zone" in printed
    assert "interval_months: expected a whole number" in printed
    assert "content/pages/ask.md:7: review_by: expected a date" in printed


def test_a_key_written_twice(folder: Path, edit: Edit) -> None:
    """A key that stands twice is refused, since one of the two would be lost."""
    edit("body.yml", "paper: a4", "paper: a4\npaper: us-letter")
    assert "paper is written twice" in refusal(folder)


def test_an_unknown_field_names_the_likely_one(folder: Path, edit: Edit) -> None:
    """A slip of the pen in a field's name is refused with the name that was meant."""
    edit("body.yml", "telephone:", "telefone:")
    assert "did you mean telephone?" in refusal(folder)


def test_an_alias_is_refused(folder: Path, edit: Edit) -> None:
    """YAML's aliases, which can repeat a value a million times, are refused."""
    edit("body.yml", "short_name: Northmere", "short_name: &x Northmere")
    edit("body.yml", "hours: Monday", "hours: *x # Monday")
    assert "an alias (&, *) is not used here" in refusal(folder)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "https://", "https://a.example/?x", "https://u@a.example/", "a"]
)
def test_a_base_address_that_cannot_be(folder: Path, edit: Edit, address: str) -> None:
    """The base address is http or https, with a host, and nothing behind its path."""
    edit("body.yml", "https://certs.example.org/", address)
    assert "base_url: expected an address" in refusal(folder)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://Certs.example.org", "https://certs.example.org/"),
        ("http://192.168.1.7:8000", "http://192.168.1.7:8000/"),
        ("https://a.example/certs", "https://a.example/certs/"),
    ],
)
def test_the_caller_may_set_the_base_address(given: str, expected: str) -> None:
    """A caller's base address takes the place of the body's, ends in "/", and is in scheme.json."""
    loaded = content.load(ROOT, base_url=given)
    assert loaded.body.base_url == expected
    value = json.loads(loaded.schemes[0].document)
    assert value["address"] == f"{expected}schemes/dpo/2017-1/"


def test_scheme_json_is_the_same_for_the_same_text(folder: Path) -> None:
    """The same texts give the same bytes, with line ends of another system too."""
    before = [scheme.document for scheme in content.load(ROOT).schemes]
    for path in folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [scheme.document for scheme in content.load(folder).schemes] == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scope.md", "level and a product", "level, and a product"),
        ("scheme.yml", "interval_months: 60", "interval_months: 48"),
        ("scheme.yml", "[Eddy current testing (ET), 40", "[Eddy current testing (ET), 41"),
        ("scheme.yml", "within: 15 working days", "within: 16 working days"),
        ("scheme.yml", "Roman N 4.5", "Roman N 5"),
    ],
)
def test_a_change_of_public_text_changes_scheme_json(
    folder: Path, edit: Edit, file: str, old: str, new: str
) -> None:
    """Any change to the public text of an edition changes its scheme.json."""
    before = content.load(folder).schemes[1].document
    edit(f"{NDT}/{file}", old, new)
    assert content.load(folder).schemes[1].document != before


def test_a_private_section_stays_private(folder: Path, edit: Edit) -> None:
    """A section marked `public: no` is in neither the page's sections nor scheme.json."""
    edit(f"{NDT}/competence.md", "The competence", "---\npublic: no\n---\nThe competence")
    text = content.load(folder).texts[1]
    assert text.section("competence") is None
    assert b"The competence that" not in text.scheme.document


def test_not_applicable_needs_an_absent_text(folder: Path) -> None:
    """A subject cannot have a text and not apply."""
    path = folder / "schemes/dpo/2017-1/surveillance.md"
    path.write_text("Every year.\n", encoding="utf-8")
    assert "surveillance has a text and is not applicable" in refusal(folder)


def test_only_what_is_owed_if_any_can_be_not_applicable(folder: Path, edit: Edit) -> None:
    """Recertification always applies: only prerequisites and surveillance may not."""
    edit("schemes/dpo/2017-1/scheme.yml", "  surveillance: >-", "  recertification: >-")
    assert "not_applicable.recertification: there is no such field" in refusal(folder)


def test_a_section_with_a_wrong_name(folder: Path) -> None:
    """A section file with a slip in its name is refused, not left out in silence."""
    (folder / NDT / "prerequisites.md").rename(folder / NDT / "prerequsites.md")
    assert "did you mean prerequisites.md?" in refusal(folder)


def test_two_items_of_one_code(folder: Path, edit: Edit) -> None:
    """A code names one scope item."""
    edit("schemes/dpo/2017-1/scheme.yml", "code: PUB", "code: GEN")
    assert "the scope item GEN exists twice" in refusal(folder)


def test_a_folder_that_is_named_otherwise(folder: Path, edit: Edit) -> None:
    """The folder of an edition has the name of the edition, since it becomes the address."""
    edit(f"{NDT}/scheme.yml", "edition: 2017-1", "edition: 2018-1")
    assert "this is the scheme ndt, edition 2018-1" in refusal(folder)


def test_an_edition_that_would_leave_its_folder(folder: Path, edit: Edit) -> None:
    """Identifiers come from an allow-list: no path can hide in one."""
    edit(f"{NDT}/scheme.yml", "edition: 2017-1", "edition: ../2017-1")
    assert "edition: expected letters, digits, dots and hyphens" in refusal(folder)


def test_accreditation_of_a_scheme_that_is_not_there(folder: Path, edit: Edit) -> None:
    """An accreditation names schemes that exist."""
    edit("body.yml", "      - qms", "      - qsm")
    assert "there is no scheme qsm" in refusal(folder)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![a weld](https://elsewhere.example/weld.png)",
        '<img src="//elsewhere.example/x.png">',
        '<p onclick="x()">',
        "[x](javascript:alert(1))",
        "![a weld][weld]",
        "<svg/onload=alert(1)>",
        '<a href="&#106;avascript:alert(1)">x</a>',
        "<iframe src=x></iframe>",
        "<form action=//elsewhere.example>",
        '<img src="x" onerror=alert(1)>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_a_text_that_loads_from_elsewhere(folder: Path, edit: Edit, text: str) -> None:
    """A text holds no script and loads nothing from another site."""
    edit("pages/fees.md", "## Access", f"## Access\n\n{text}\n")
    assert "content/pages/fees.md:12: a text runs nothing and loads nothing" in refusal(folder)


def test_a_script_is_named_once_for_its_line(folder: Path, edit: Edit) -> None:
    """The words that run or load something are quoted, so that they are found and taken out."""
    edit("pages/fees.md", "## Access", "## Access\n\n<script>x()</script> [x](javascript:x)\n")
    said = refusal(folder)
    assert said.count("from another site: <script>") == 1
    assert "from another site: javascript:" in said


@pytest.mark.parametrize(
    "text",
    ["a < b and c > d", "<https://www.example.org/>", "`<script>` in code", "<kbd>Enter</kbd>"],
)
def test_a_text_that_only_shows_something(folder: Path, edit: Edit, text: str) -> None:
    """Marks that look like HTML, HTML that shows something, and code are no scripts."""
    edit("pages/fees.md", "## Access", f"## Access\n\n{text}\n")
    assert content.load(folder)


def test_an_anchor_that_stands_twice(folder: Path, edit: Edit) -> None:
    """Two things with one anchor are refused: a link could lead to one of them alone."""
    edit("pages/fees.md", "## Access", "## Access { #way }")
    edit("pages/fees.md", "## Fees", "## Fees { #way }")
    assert "the anchor way stands twice" in refusal(folder)


def test_an_anchor_of_a_section_that_is_taken(folder: Path, edit: Edit) -> None:
    """A text cannot give a heading the anchor of a section or of a scope item."""
    edit(f"{NDT}/prerequisites.md", "### Training", "### Training { #ut-2-w }")
    assert "content/schemes/ndt/2017-1/prerequisites.md:4: the anchor ut-2-w" in refusal(folder)


def test_a_tab_in_yaml(folder: Path, edit: Edit) -> None:
    """A tab, which YAML does not take for indentation, is told as one."""
    edit("body.yml", "  - name: Tomás", "\t- name: Tomás")
    assert "a tab stands here" in refusal(folder)


def test_a_page_of_ten_megabytes(folder: Path) -> None:
    """A file that is far too large is refused by its size, before it is read as a text."""
    (folder / "pages/fees.md").write_text("---\n" + "word " * 2_000_000, encoding="utf-8")
    assert "content/pages/fees.md: this file has 10.0 MB" in refusal(folder)


def test_marks_without_end_take_no_time(folder: Path, edit: Edit) -> None:
    """A text of a megabyte that opens pictures and tags without end is looked at in seconds."""
    for mark in ("![", "<", "`", "{#"):
        edit("pages/fees.md", "## Access", f"{mark * (200_000 // len(mark))}\n\n## Access")
    started = time.perf_counter()
    content.survey(folder)
    assert time.perf_counter() - started < 20


def test_an_edition_published_after_it_takes_effect(folder: Path, edit: Edit) -> None:
    """An edition is public before it takes effect."""
    edit(f"{NDT}/scheme.yml", "  published: 2016-05-23", "  published: 2017-02-01")
    assert "change.published: 2017-02-01 is after the day it takes effect" in refusal(folder)


def test_an_edition_approved_after_it_takes_effect(folder: Path) -> None:
    """An edition that names no publication was approved before it takes effect."""
    text = (folder / NDT / "scheme.yml").read_text(encoding="utf-8")
    head, _, _ = text.partition("\nchange:")
    late = head.replace("approved: 2016-05-23", "approved: 2017-01-02")
    (folder / NDT / "scheme.yml").write_text(late, encoding="utf-8")
    assert "page.approved: 2017-01-02 is after the day" in refusal(folder)


def test_a_cycle_of_editions(folder: Path, edit: Edit) -> None:
    """Two editions that replace each other are refused: one of them came first."""
    shutil.copytree(folder / NDT, folder / "schemes/ndt/2018-1")
    for name, other in (("2017-1", "2018-1"), ("2018-1", "2017-1")):
        path = f"schemes/ndt/{name}/scheme.yml"
        edit(path, "  published:", f"  replaces: {other}\n  published:")
    edit("schemes/ndt/2018-1/scheme.yml", "edition: 2017-1", "edition: 2018-1")
    edit("schemes/ndt/2018-1/scheme.yml", "effective: 2017-01-01", "effective: 2018-01-01")
    assert "change.replaces: 2018-1 takes effect on 2018-01-01" in refusal(folder)


def test_a_symbol_that_is_not_there(folder: Path, edit: Edit) -> None:
    """The accreditation symbol is a picture of the body's own."""
    edit("body.yml", "    since: 2014-05-01", "    since: 2014-05-01\n    symbol: acni.svg")
    assert "symbol: there is no picture acni.svg" in refusal(folder)


def test_a_logo_that_was_cut_off(folder: Path) -> None:
    """It is told with file and line, before a page or a certificate is made with it."""
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">\n<path', "utf-8")
    assert "logo.svg:2: logo: this drawing is broken" in refusal(folder)


def test_a_logo_with_a_script(folder: Path, edit: Edit) -> None:
    """The logo is a plain drawing."""
    edit("logo.svg", "<title>", "<script>x()</script><title>")
    assert "logo: expected an SVG file" in refusal(folder)


def test_what_is_missing_is_not_malformed(folder: Path, edit: Edit) -> None:
    """What the body owes and has not written yet reads as empty, so that `clauses` can tell it."""
    edit("impartiality.md", "  on: 2025-02-03\n", "")
    edit("pages/fees.md", "approved: 2026-01-12\n", "approved:\n")
    (folder / "pages/ask.md").unlink()
    loaded = content.load(folder)
    pages = {page.slug: page for page in loaded.pages}
    assert loaded.impartiality.signed_on is None
    assert pages["fees"].approval.approved is None
    assert pages["ask"].text == ""


def test_what_can_be_read_is_there_beside_the_problems(folder: Path, edit: Edit) -> None:
    """A survey holds the texts that can be read, and what is the matter with the others."""
    edit("pages/fees.md", "approved: 2026-01-12", "approved: soon")
    found = content.survey(folder)
    assert found.content is not None
    assert "appeals" in {page.slug for page in found.content.pages}
    assert [problem.where for problem in found.problems] == ["content/pages/fees.md:6"]


def test_every_field_and_text_knows_its_line(folder: Path) -> None:
    """Where a field or a text stands is known after reading, for findings that come later."""
    places = content.load(folder).places
    assert places.where("content/pages/fees.md", "approved") == "content/pages/fees.md:6"
    assert places.text("content/pages/fees.md") == 10


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    """A file in another encoding is refused with the line of the first wrong byte."""
    data = (folder / "pages/fees.md").read_bytes()
    (folder / "pages/fees.md").write_bytes(data + b"\nCaf\xe9\n")
    lines = data.count(b"\n") + 2
    assert f"content/pages/fees.md:{lines}: expected UTF-8 text" in refusal(folder)


def test_a_folder_without_a_body(tmp_path: Path) -> None:
    """In a folder that is no body's, the error says how to make one."""
    assert "certpress init" in refusal(tmp_path)


def test_pages_in_another_language(folder: Path) -> None:
    """Pages in a further language of the body stand in a folder of its name."""
    (folder / "pages/de").mkdir()
    shutil.copy(folder / "pages/fees.md", folder / "pages/de/fees.md")
    pages = content.load(folder).pages
    assert [page.language for page in pages if page.slug == "fees"] == ["en", "de"]


def test_a_page_in_a_language_that_the_body_does_not_name(folder: Path) -> None:
    """A language has to be among those of the body."""
    (folder / "pages/xx").mkdir()
    shutil.copy(folder / "pages/fees.md", folder / "pages/xx/fees.md")
    assert "xx is no language" in refusal(folder)


def test_files_that_systems_leave_behind(folder: Path) -> None:
    """Files that an operating system puts into folders are no pages and no sections."""
    before = content.load(folder)
    for place in ("pages", NDT):
        (folder / place / ".DS_Store").write_bytes(b"\x00")
        (folder / place / "Thumbs.db").write_bytes(b"\x00")
    assert content.load(folder) == before
