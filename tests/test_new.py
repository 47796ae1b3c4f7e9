"""New schemes, editions and pages: files with guidance, that overwrite nothing."""

from __future__ import annotations

from datetime import date

import pytest

from certpress import content, starter
from certpress.content import Content, source
from certpress.starter.editions import Change
from tests.office import Office

CHANGE = Change(
    edition="2030-1",
    replaces="2017-1",
    effective=date(2030, 1, 1),
    published=date(2026, 11, 20),
    transition_until=None,
    what="Level 3 is examined anew.",
    certified_persons="",
)
EDITION = ("new", "edition", "qms", "2030-1", "--effective", "2030-01-01")


def read(body: Office) -> Content:
    """The content of a body as it is now."""
    return content.load(body.folder / "content")


def test_a_new_scheme_has_every_section(empty: Office) -> None:
    """Its facts and one file for each section, with codes of its own."""
    done = empty.ok("new", "scheme", "weld", "--name", "Welding: inspectors", "--code", "WELD")
    (text,) = [text for text in read(empty).texts if text.scheme.id == "weld"]
    assert (text.scheme.name, text.scheme.code) == ("Welding: inspectors", "WELD")
    assert [section.kind for section in text.sections] == list(content.KINDS)
    assert done.err.count("wrote ") == 1 + len(content.KINDS)
    assert "certpress check" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scheme", "ndt"), "there is a scheme ndt already"),
        (("scheme", "weld", "--code", "NDT"), "another scheme has the code NDT"),
        (("scheme", "Weld & Co"), "expected small letters"),
        (("edition", "none", "2030-1", "--effective", "2030-01-01"), "there is no scheme none"),
        (("edition", "qms", "2017-1", "--effective", "2030-01-01"), "has an edition 2017-1"),
        (("edition", "qms", "2030-1", "--effective", "2016-01-01"), "choose a later day"),
        (("edition", "qms", "2030-1"), "the day is missing"),
        (
            (*EDITION[1:], "--transition-until", "2029-01-01"),
            "would end before this one begins",
        ),
        (("page", "fees"), "this file is there already"),
        (("page", "../fees"), "expected small letters"),
    ],
)
def test_what_cannot_be_begun_is_refused(empty: Office, words: tuple[str, ...], said: str) -> None:
    """A usage error with the next step, and nothing is written."""
    assert said in empty.refused("new", *words, code=2)


def test_a_new_edition_is_a_copy_with_its_own_days(empty: Office) -> None:
    """Texts stay; edition, day, approval and what changed are other ones."""
    empty.ok(*EDITION, "--what", "One part more.", "--certified-persons", "Nothing to do.")
    before, after = (text for text in read(empty).texts if text.scheme.id == "qms")
    assert (after.scheme.edition, after.scheme.effective) == ("2030-1", date(2030, 1, 1))
    assert after.scheme.items == before.scheme.items
    assert [s.text for s in after.sections] == [s.text for s in before.sections]
    assert after.change is not None
    assert after.change.replaces == before.scheme.edition
    assert after.change.what == "One part more."


def test_an_approval_is_not_copied(empty: Office) -> None:
    """Who approved the edition before did not approve this one."""
    empty.ok(*EDITION)
    (approval,) = [t.approval for t in read(empty).texts if t.scheme.edition == "2030-1"]
    assert approval.owner
    assert (approval.approved_by, approval.approved, approval.review_by) == ("", None, None)


def test_the_edition_before_stays_byte_for_byte(empty: Office) -> None:
    """Certificates name it."""
    folder = empty.folder / "content" / "schemes" / "qms" / "2017-1"
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    empty.ok(*EDITION)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_what_nobody_said_is_left_to_be_written(empty: Office) -> None:
    """Without answers, what changed is marked for the review to find."""
    empty.ok(*EDITION)
    (text,) = [text for text in read(empty).texts if text.scheme.edition == "2030-1"]
    assert text.change is not None
    assert text.change.what.startswith("[[to write: ")
    assert text.change.certified_persons.startswith("[[to write: ")


def test_comments_and_order_survive_a_copy() -> None:
    """A scheme.yml stays the file that its owner knows."""
    old = b"# Edition notes\nid: qms\nedition: 2017-1\neffective: 2017-01-01\n# kept\npage: {}\n"
    made = dict(starter.copied({"scheme.yml": old}, CHANGE))["scheme.yml"].decode()
    kept = ["# Edition notes", "id: qms", "edition: 2030-1", "effective: 2030-01-01", "# kept"]
    assert made.splitlines()[:5] == kept


def test_an_edition_that_is_a_number_stays_a_text() -> None:
    """Editors read 2030 as a number; it is written in quotes."""
    old = b"edition: 2029\n"
    change = Change(**{**{n: getattr(CHANGE, n) for n in Change.__slots__}, "edition": "2030"})
    assert b'edition: "2030"\n' in dict(starter.copied({"scheme.yml": old}, change))["scheme.yml"]


def test_a_translated_edition_is_marked_where_it_has_to_be_translated_anew(empty: Office) -> None:
    """The rest of the translation is kept."""
    old = b"name: Beispiel\nchange:\n  what: Alt.\n  certified_persons: >-\n    Nichts.\n"
    made = dict(starter.copied({"de/scheme.yml": old}, CHANGE))["de/scheme.yml"]
    path = empty.file(made, "scheme.yml")
    change = source.read(path, "scheme.yml").values["change"]
    assert isinstance(change, dict)
    assert change["what"] == "[[to write: in this language: Level 3 is examined anew.]]"
    assert b"name: Beispiel" in made
    assert b"Alt." not in made
    assert b"Nichts." not in made


def test_a_new_page_becomes_an_address(empty: Office) -> None:
    """Its title comes from its name, and the way to link to it is told."""
    done = empty.ok("new", "page", "examination-dates")
    (page,) = [page for page in read(empty).pages if page.slug == "examination-dates"]
    assert page.title == "Examination dates"
    assert "(examination-dates.md)" in done.err


def test_a_page_that_every_body_has_begins_with_its_guidance(empty: Office) -> None:
    """Who took the appeals page away gets it back as `init` writes it."""
    for path in (empty.folder / "content" / "pages").rglob("appeals.md"):
        path.unlink()
    empty.ok("new", "page", "appeals")
    (page,) = [p for p in read(empty).pages if p.slug == "appeals" and p.language == "en"]
    assert page.title == "Appeals"
    assert len(page.steps) == 4


def test_schemas_are_written_anew(empty: Office) -> None:
    """After an update of certpress, editors check with what it knows."""
    schema = empty.folder / "content" / ".schemas" / "body.json"
    schema.write_text("{}", encoding="utf-8")
    assert empty.ok("new", "schemas").err.count("wrote ") == 1
    assert "up to date" in empty.ok("new", "schemas").err
