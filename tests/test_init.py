"""A new body's folder: files full of guidance, and what remains to be written found in them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from certpress import clauses, consents, content, starter, store
from certpress.clauses import State
from certpress.cli import building, checking, starting
from certpress.cli.workspace import Workspace
from certpress.content import source
from certpress.errors import Refused, UsageError
from certpress.starter import answers
from tests import office
from tests.world import NOW

TODAY = date(2026, 11, 20)
ANSWERS = """\
name: "Harbour: Certification & Sons"
short_name: Harbour
base_url: https://certs.harbour.example/
timezone: Europe/Lisbon
telephone: +351 21 000 0000
email: ask@harbour.example
hours: weekdays, 9 to 5
url: https://www.harbour.example/
address: [1 Quay Street, Lisbon]
languages: [en]
top_manager: Ana "Anita" Duarte
decider: Rui Tavares
scheme_id: weld
scheme_name: Welding inspectors
interval_months: 36
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A file of answers."""
    path = tmp_path / "answers.yml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new body in which nothing was answered."""
    assert office.call("init", str(tmp_path / "mine"), "--yes").code == 0
    return tmp_path / "mine"


def test_every_file_is_named_and_three_commands_follow(tmp_path: Path) -> None:
    """Who begins a body sees what was written and what to do next."""
    done = office.call("init", str(tmp_path / "mine"), "--yes")
    files = [path for path in (tmp_path / "mine").rglob("*") if path.is_file()]
    assert done.err.count("wrote ") == len(files)
    after = done.err.split("next:")[1]
    assert [line.split("  ")[1].split()[0] for line in after.strip("\n").splitlines()] == [
        "cd",
        "certpress",
        "certpress",
    ]


def test_a_new_body_is_read_without_a_fault_of_form(begun: Path) -> None:
    """Nothing is malformed: what is missing is for the review to say."""
    found = content.load(begun / "content")
    assert {page.slug for page in found.pages} == set(content.PAGES)
    assert [section.kind for section in found.texts[0].sections] == list(content.KINDS)


def test_the_review_names_what_remains(begun: Path) -> None:
    """Each clause owed to the public is missing where guidance stands in its place."""
    review = clauses.review(content.load(begun / "content"), TODAY)
    owed = [one for one in review.entries if one.clause.check in ("section", "procedure")]
    assert owed
    assert {one.state for one in owed} == {State.MISSING}


def test_what_has_to_have_a_form_remains_too(begun: Path) -> None:
    """An address or a number that is nobody's stops the build as a mark in a text does."""
    faults = clauses.review(content.load(begun / "content"), TODAY).stops
    left = {one.problem for one in faults if one.code == "text.unanswered"}
    fields = ("base_url", "email", "url", "telephone", "the framework of the scope")
    assert {f"{field} is still open" for field in fields} <= left
    assert "the name of the scope item A is still open" in left


def test_answers_leave_nothing_open(tmp_path: Path, given: Path) -> None:
    """What was answered is not asked for again."""
    office.call("init", str(tmp_path / "mine"), "--answers", str(given))
    faults = clauses.review(content.load(tmp_path / "mine" / "content"), TODAY).faults
    assert [one.where for one in faults if one.where.startswith("content/body.yml")] == []


def test_the_impartiality_statement_remains_in_all_its_parts(begun: Path) -> None:
    """Its three elements and its signature are top management's own words."""
    statement = content.load(begun / "content").impartiality
    assert statement.signed_on is None
    for element in (
        statement.importance,
        statement.conflicts_of_interest,
        statement.objectivity,
    ):
        assert element.startswith("[[to write: ")


def test_no_text_is_approved_by_being_written(begun: Path) -> None:
    """An approval is a person's: none is there before somebody gives it."""
    found = content.load(begun / "content")
    approvals = [page.approval for page in found.pages] + [found.texts[0].approval]
    assert {(one.approved_by, one.approved, one.review_by) for one in approvals} == {
        ("", None, None)
    }


def test_guidance_is_never_published(begun: Path) -> None:
    """Notes for the writer stand in comments, not in texts."""
    found = content.load(begun / "content")
    texts = [page.text for page in found.pages]
    texts += [section.text for section in found.texts[0].sections]
    assert [text for text in texts if "Owed to" in text or "<!--" in text] == []


def test_answers_come_back_as_they_were_given(tmp_path: Path, given: Path) -> None:
    """Colons, quotation marks and ampersands survive the way into the files."""
    office.call("init", str(tmp_path / "mine"), "--answers", str(given))
    found = content.load(tmp_path / "mine" / "content")
    assert found.body.name == "Harbour: Certification & Sons"
    assert str(found.body.timezone) == "Europe/Lisbon"
    assert [person.name for person in found.people] == ['Ana "Anita" Duarte', "Rui Tavares"]
    (scheme,) = found.schemes
    assert (scheme.id, scheme.code, scheme.interval_months) == ("weld", "WELD", 36)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("timezone: Europe/Lisbon", "timezone: Lisbon", "timezone: expected a time zone"),
        ("telephone: +351 21 000 0000", "telephone: 21000", "telephone: expected a telephone"),
        ("short_name:", "shortname:", "did you mean short_name?"),
        ("interval_months: 36", "interval_months: 999", "expected 1 to 240 months"),
    ],
)
def test_a_wrong_answer_is_told_with_its_line(
    tmp_path: Path, given: Path, old: str, new: str, said: str
) -> None:
    """File, line, what was expected; and no folder is begun."""
    given.write_text(ANSWERS.replace(old, new), encoding="utf-8")
    done = office.call("init", str(tmp_path / "mine"), "--answers", str(given))
    assert done.code == 1
    assert "answers.yml:" in done.err
    assert said in done.err
    assert not (tmp_path / "mine").exists()


def test_with_nobody_to_ask_the_way_out_is_told(tmp_path: Path) -> None:
    """Without a terminal, a file of answers or --yes is needed."""
    done = office.call("init", str(tmp_path / "mine"))
    assert done.code == 2
    assert "--answers" in done.err
    assert "--yes" in done.err


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder in which something lies is left alone."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "body.yml").write_text("mine", encoding="utf-8")
    done = office.call("init", str(tmp_path), "--yes")
    assert (done.code, "not empty" in done.err) == (2, True)
    assert (tmp_path / "content" / "body.yml").read_text(encoding="utf-8") == "mine"


def test_a_folder_may_hold_its_answers_and_what_is_hidden(tmp_path: Path, given: Path) -> None:
    """The file of answers, .git and an environment of Python are no body's files."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").write_text("", encoding="utf-8")
    assert office.call("init", str(tmp_path), "--answers", str(given)).code == 0
    assert (tmp_path / "content" / "body.yml").is_file()


def test_what_is_private_stays_out_of_git(begun: Path) -> None:
    """Who keeps the folder in Git publishes neither register nor keys."""
    ignored = (begun / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"credentials/*", "keys/*", "site/"} <= set(ignored)


def test_the_same_answers_give_the_same_bytes() -> None:
    """Nothing in the files depends on the machine."""
    complete = answers.complete({})
    assert starter.body(complete, TODAY) == starter.body(complete, TODAY)


def test_every_line_ends_as_on_every_system() -> None:
    """LF alone, and a last line that ends."""
    for name, data in starter.body(answers.complete({}), TODAY):
        assert b"\r" not in data, name
        assert data.endswith(b"\n"), name


def test_every_question_has_an_answer_of_its_kind() -> None:
    """A default, a mark, or something that is nobody's: no field is left without a value."""
    complete = answers.complete({})
    assert set(complete) == {question.key for question in answers.QUESTIONS}
    assert complete["base_url"] == answers.NOWHERE


def test_a_file_of_answers_has_every_question(tmp_path: Path) -> None:
    """What can be asked can be answered in a file."""
    path = tmp_path / "a.yml"
    path.write_text(ANSWERS, encoding="utf-8")
    assert set(answers.read(path)) <= {question.key for question in answers.QUESTIONS}
    assert set(answers.AnswersShape.model_fields) == {q.key for q in answers.QUESTIONS}


def test_writing_stops_before_the_first_file_when_one_is_there(tmp_path: Path) -> None:
    """All files or none."""
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(UsageError, match="there already"):
        starting.write(tmp_path, [("a", b""), ("b", b"")])
    assert not (tmp_path / "a").exists()


@pytest.mark.skipif(os.name != "posix", reason="a terminal of its own is made as POSIX does")
def test_questions_are_asked_at_a_terminal(tmp_path: Path) -> None:
    """Enter leaves one open, a wrong answer is asked again, and the rest is guidance."""
    lines = ["Harbour Institute", "Harbour", "harbour", "https://certs.harbour.example/", "Lisbon"]
    lines += ["Europe/Lisbon"] + [""] * 20
    import pty  # Windows has none

    master, slave = pty.openpty()
    os.write(master, ("\n".join(lines) + "\n").encode())
    done = subprocess.run(
        [sys.executable, "-m", "certpress", "init", str(tmp_path / "mine")],
        stdin=slave,
        capture_output=True,
        env=office.environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = done.stderr.decode()
    assert "write it as https://certs.example.org/" in said
    assert "write it as Europe/London" in said
    body = source.read(tmp_path / "mine" / "content" / "body.yml", "body.yml").values
    assert (body["name"], body["timezone"]) == ("Harbour Institute", "Europe/Lisbon")


def test_a_new_body_shows_its_pages(begun: Path) -> None:
    """Guidance can be looked at as pages before anything is written."""
    with store.staging(begun / "out") as folder:
        workspace = Workspace(folder=begun, now=NOW)
        _, review = checking.look(workspace)
        building.render_pages(workspace, folder / "site", NOW, review)
        assert (folder / "site" / "appeals" / "index.html").is_file()


def test_a_zone_that_nobody_named_is_still_open(begun: Path) -> None:
    """The days of certificates depend on it."""
    _, review = checking.look(Workspace(folder=begun, now=NOW))
    assert "timezone is still open" in [fault.problem for fault in review.faults]


def test_letters_and_consents_are_the_new_bodys_own(tmp_path: Path, given: Path) -> None:
    """They are there in its languages, and speak of nobody else."""
    assert office.call("init", str(tmp_path / "mine"), "--answers", str(given)).code == 0
    folder = tmp_path / "mine" / "content"
    assert [path.name for path in (folder / "letters").iterdir()] == ["en.md"]
    texts = [path.read_text(encoding="utf-8") for path in (folder / "consents").iterdir()]
    assert len(texts) == 3
    assert any("Harbour" in text for text in texts)
    assert not any("Northmere" in text for text in texts)


def test_a_new_body_has_an_undertaking_and_no_mark(tmp_path: Path, given: Path) -> None:
    """What people sign is there, with guidance; the mark is the body's own to bring."""
    assert office.call("init", str(tmp_path / "mine"), "--answers", str(given)).code == 0
    mark = content.load(tmp_path / "mine" / "content").mark
    (words,) = mark.undertakings
    assert (words.language, mark.files) == ("en", ())
    assert words.version.endswith("-1")
    assert "Harbour" in words.text
    assert b"\n# What certified persons sign" in words.document


def test_nobody_agrees_to_a_text_that_is_still_to_be_written(begun: Path) -> None:
    """A consent text names the body; while it has no name, the text is refused with its line."""
    with pytest.raises(Refused, match=r"consents/[a-z.-]+\.md:\d+: to be written: "):
        consents.load(begun / "content")
