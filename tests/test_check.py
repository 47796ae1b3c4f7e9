"""What `certpress check` and the gate of a build have to do, as the staff of a body meets them."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tests.office import BASE, Office
from tests.test_site import without_pages

__all__ = ["without_pages"]  # a fixture

APPEALS = "content/pages/appeals.md"
NDT = "content/schemes/ndt/2017-1"


def found(office: Office, *words: str) -> dict[str, Any]:
    """The review of a body, for machines."""
    return office.run("check", "--json", *words).object


def without(office: Office, name: str) -> None:
    """Take a text out, with its translations."""
    path = office.folder / name
    for place in (path, *(path.parent / language / path.name for language in ("de", "ar"))):
        place.unlink()


def test_the_demonstration_has_nothing_to_mend(published: Office) -> None:
    """Where nothing is missing the check ends well and says what comes next, and no more."""
    said = published.ok("check").out
    assert "Nothing that is owed was found missing" in said
    assert "conform" not in said.casefold()


def test_each_clause_says_where_it_stands(published: Office) -> None:
    """A line holds the state, number, title, page and anchor, and the approval stands below."""
    lines = published.ok("check").out.splitlines()
    row = next(n for n, line in enumerate(lines) if "Statement on impartiality" in line)
    assert lines[row].split() == [
        "found",
        "4.3.2",
        "Statement",
        "on",
        "impartiality",
        "impartiality/",
    ]
    assert "approved 2025-02-03 by Prof. Elias Corrigan-Adeyemi" in lines[row + 1]
    assert any("7.2.2 b" in line and "#prerequisites" in line for line in lines)


def test_another_edition_of_the_standard(published: Office) -> None:
    """The numbers are those of the edition that is asked for."""
    lines = published.ok("check", "--standard", "2012").out.splitlines()
    assert any("9.8.3" in line and "appeals/" in line for line in lines)


def test_a_finding_says_file_line_what_is_wanted_and_an_example(empty: Office) -> None:
    """A manager without a developer knows what to do."""
    empty.replace(APPEALS, "who: Registrar", 'who: "[[to write: who answers]]"')
    text = (empty.folder / APPEALS).read_text(encoding="utf-8")
    line = text[: text.index("[[to write")].count("\n") + 1
    done = empty.run("check")
    said = " ".join(done.out.split())
    assert done.code == 1
    assert f"1. {APPEALS} (How appeals are handled) line {line}: to be written: who answers" in said
    assert "wanted: the steps of an appeal, who decides, and within what time" in said
    assert "example: steps:" in said
    assert "certpress build --allow-draft" in said


def test_findings_for_machines(empty: Office) -> None:
    """With --json everything is there, by clause, and how many findings stop a build."""
    without(empty, APPEALS)
    value = found(empty)
    entries = value["entries"]
    (entry,) = (one for one in entries if one["clause"] == "redress.appeals")
    assert (entry["state"], entry["number"]) == ("missing", None)
    assert entry["findings"][0]["where"] == APPEALS
    told = [fault for one in entries for fault in one["findings"]] + value["findings"]
    assert value["stops"] == sum(1 for fault in told if fault["weight"] == "stop")


def test_everything_in_one_go(empty: Office) -> None:
    """What is malformed, missing and unapproved is told together, by one run."""
    empty.replace("content/pages/fees.md", "review_by: 2044-01-31", "review_by: soon")
    empty.replace(APPEALS, "approved_by:", "#")
    without(empty, f"{NDT}/surveillance.md")
    said = empty.run("check").out.partition("To be mended")[2]
    for name in ("content/pages/fees.md", APPEALS, f"{NDT}/surveillance.md"):
        assert name in said


def test_a_body_file_that_cannot_be_read(empty: Office) -> None:
    """Without a body nothing can be told but what is wrong with its file."""
    empty.replace("content/body.yml", "telephone: +44", "telephone: 44")
    assert "telephone: expected a telephone number" in empty.refused("check", code=1)


def test_what_falls_due(published: Office) -> None:
    """Reviews within so many days are listed, the earliest first, with file and owner."""
    assert "Nothing falls due within 90 days" in published.ok("check", "--due", "90").out
    later = published.now.replace(year=2044, month=1, day=2)
    lines = published.ok("check", "--due", "90", now=later).out.splitlines()
    days = [line.split()[0] for line in lines[1::2]]
    assert days == sorted(days)
    assert "review: " in lines[1]


def test_what_is_late_comes_first(empty: Office) -> None:
    """A review that is late is marked, and the command ends with findings."""
    empty.replace(APPEALS, "review_by: 2044-03-31", "review_by: 2026-01-31")
    done = empty.run("check", "--due", "30", "--json")
    (due,) = done.object["due"]
    assert (done.code, due["late"], due["where"]) == (1, True, f"{APPEALS}:7")


# The gate


@pytest.mark.usefixtures("without_pages")
def test_a_build_without_something_owed_is_refused(body: Office) -> None:
    """What the public is owed stops a build; the site stays as it was."""
    without(body, APPEALS)
    said = body.refused("build", code=1)
    assert f"{APPEALS}: this page is missing" in said
    assert "certpress build --allow-draft" in said


@pytest.mark.usefixtures("without_pages")
def test_what_is_owed_to_others_is_reported(body: Office) -> None:
    """What is owed to others is told after the build, which goes on."""
    body.replace("content/pages/privacy.md", "approved_by:", "#")
    assert "1 finding to be mended: certpress check" in body.ok("build").err


def test_a_draft(body: Office) -> None:
    """A draft is built though something is missing; each page says so and keeps robots away."""
    without(body, APPEALS)  # others link to it
    said = body.ok("build", "--allow-draft").err
    assert "this is a draft: " in said
    for page in ("index.html", "de/complaints/index.html"):
        html = (body.site / page).read_text(encoding="utf-8")
        assert 'name="robots" content="noindex' in html


@pytest.mark.usefixtures("without_pages")
def test_what_cannot_be_read_stops_a_draft_too(body: Office) -> None:
    """A text with a slip cannot be shown, not even in a draft."""
    body.replace(APPEALS, "review_by: 2044-03-31", "review_by: soon")
    assert "expected a date" in body.refused("build", "--allow-draft", code=1)


@pytest.mark.usefixtures("without_pages")
def test_a_certificate_that_the_pages_contradict(body: Office) -> None:
    """An interval shorter than that of certificates in the register is told, with one of them."""
    body.replace(f"{NDT}/scheme.yml", "interval_months: 60", "interval_months: 48")
    said = body.run("check").out
    assert "more certificates have a longer period than the 48 months" in " ".join(said.split())


def test_an_edition_that_certificates_name_and_that_has_changed(body: Office) -> None:
    """The check names the parts of the edition that are no longer as certificates name them."""
    path = body.folder / NDT / "process.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert "it has changed since: process" in " ".join(body.run("check").out.split())


def test_an_address_that_certificates_do_not_carry(body: Office) -> None:
    """It is told as what it is: the pages have not changed."""
    path = body.folder / "content" / "body.yml"
    text = path.read_text(encoding="utf-8").replace(BASE, "https://new.example.org/")
    path.write_text(text, encoding="utf-8")
    said = " ".join(body.run("build").err.split())
    assert "base_url in content/body.yml is for ever: put back" in said
    assert "schemes/" not in said


def test_words_that_are_on_no_page(body: Office) -> None:
    """What is wrong with consents and letters is told before somebody agrees or is written to."""
    texts = body.folder / "content"
    (texts / "consents" / "directory.en.md").write_text(
        "---\ntitle: T\nversion: 1\n---\n[[to write: what]]\n", encoding="utf-8"
    )
    (texts / "letters" / "de.md").write_text("---\nsubject: S\n---\n{nmae}\n", encoding="utf-8")
    done = body.run("check")
    assert done.code == 1
    assert "directory.en.md:5" in done.out.replace("\n     line ", ":")
    assert "there is no field {nmae}" in done.out
    assert "2 findings to be mended" in body.ok("build").err


def test_pictures_that_no_badge_is_made_with(body: Office) -> None:
    """One that is none, and one of a scheme that there is not, before somebody asks for a badge."""
    (body.folder / "content" / "badges").mkdir()
    for name in ("ndt.svg", "nd.png"):
        (body.folder / "content" / "badges" / name).write_text("x", encoding="utf-8")
    told = " ".join(body.run("check").out.split())
    assert "content/badges/ndt.svg this is no plain picture" in told
    assert "content/badges/nd.png there is no scheme nd" in told


def test_a_copied_demonstration(body: Office) -> None:
    """The demonstration's approvals are worth nothing at another address."""
    body.replace("content/body.yml", "https://certs.example.org/", "https://certs.institute.io/")
    said = body.refused("build", "--allow-draft", code=3)  # and the keys are another address's
    assert "did:web:certs.institute.io" in said
    shutil.rmtree(body.folder / "keys")
    said = body.refused("build", code=1)
    assert "is an invented person of the demonstration" in said
