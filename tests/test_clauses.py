"""What `clauses` has to do: know what is owed to whom, and find it, or say where it is missing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from certpress import clauses, content
from certpress.clauses import Audience, Certified, Entry, Fault, State, Weight, checks, quality
from certpress.clauses import invented as demonstration

ROOT = Path(__file__).parent.parent / "content"
NDT = "schemes/ndt/2017-1"
TODAY = date(2026, 11, 20)
PUBLIC = (
    *("4.3.2", "7.2.2 a", "7.2.2 b", "7.2.2 c", "7.2.2 d", "7.2.2 e", "7.2.2 f", "7.2.2 g"),
    "7.2.3",
)
HELD = Certified(
    number="NDT-2026-00001",
    scheme="ndt",
    edition="2017-1",
    items=("UT-2-W",),
    valid_from=date(2026, 1, 15),
    valid_until=date(2031, 1, 14),
)

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration's content in its first language."""
    without = shutil.ignore_patterns("ar", "de")
    copied = Path(shutil.copytree(ROOT, tmp_path / "content", ignore=without))
    body = (copied / "body.yml").read_text(encoding="utf-8")
    (copied / "body.yml").write_text(body.replace("  - de\n  - ar\n", ""), encoding="utf-8")
    return copied


@pytest.fixture
def change(folder: Path) -> Change:
    """Replaces what a pattern finds in a file of the copy, once."""

    def replace(path: str, pattern: str, text: str) -> None:
        before = (folder / path).read_text(encoding="utf-8")
        after, count = re.subn(pattern, lambda _: text, before, count=1, flags=re.MULTILINE | re.S)
        assert count == 1
        (folder / path).write_text(after, encoding="utf-8", newline="\n")

    return replace


def review(folder: Path, *held: Certified, today: date = TODAY) -> clauses.Review:
    """The review of a folder."""
    found = content.survey(folder)
    assert found.content is not None
    return clauses.review(found.content, today, held, problems=found.problems)


def entry(folder: Path, key: str, scheme: str = "ndt", today: date = TODAY) -> Entry:
    """What a review found of one clause."""
    entries = (e for e in review(folder, today=today).entries if e.clause.key == key)
    return next(e for e in entries if e.scheme_edition in (None, (scheme, "2017-1")))


def fault(folder: Path, code: str, *held: Certified, today: date = TODAY) -> Fault:
    """The one finding of that code."""
    (found,) = (f for f in review(folder, *held, today=today).faults if f.code == code)
    return found


# The map


def test_every_row_names_a_check_that_exists() -> None:
    """Each row of the map is decided by a check."""
    assert {clause.check for clause in clauses.clauses()} == set(checks.CHECKS)


def test_keys_are_names_of_their_own() -> None:
    """A key stands for one clause."""
    keys = [clause.key for clause in clauses.clauses()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "zh"])
def test_titles_in_every_language(language: str) -> None:
    """Each clause has a title in every language of the product."""
    assert all(clause.titles.get(language) for clause in clauses.clauses())


def test_what_is_owed_to_the_public() -> None:
    """The rows that can stop a build are those that the requirements list as public."""
    public = [c for c in clauses.clauses() if c.audience is Audience.PUBLIC]
    assert set(PUBLIC) <= {clause.label("2026") for clause in public}


def test_a_number_to_be_confirmed_says_so() -> None:
    """A number that nobody has confirmed is never made up."""
    assert clauses.clause("redress.appeals").label("2026") == "number to be confirmed"
    assert clauses.clause("redress.appeals").label("2012") == "9.8.3"


def test_every_section_that_is_owed_is_in_the_map() -> None:
    """Each kind of section but the fees of a scheme is a row, with the same anchor."""
    anchors = {clause.anchor for clause in clauses.clauses() if clause.anchor}
    assert {kind.anchor for kind in content.KINDS} - anchors == {"fees-and-access"}


def test_not_applicable_is_an_answer_where_the_section_says_so() -> None:
    """The map and the kinds of sections agree on what may not apply."""
    allowed = {clause.anchor for clause in clauses.clauses() if clause.may_not_apply}
    assert allowed == {kind.anchor for kind in content.KINDS if kind.if_any}


# Found, missing, overdue


def test_the_demonstration_lacks_nothing() -> None:
    """Everything owed to anybody is found in the demonstration."""
    found = review(ROOT)
    assert [f for f in found.faults if f.weight is not Weight.NOTE] == []
    assert {e.state for e in found.entries} == {State.FOUND, State.NOT_APPLICABLE}


def pages() -> Iterator[str]:
    """The keys of clauses that stand on a page of their own."""
    for clause in clauses.clauses():
        if clause.place.startswith("pages/") and clause.place.endswith(".md"):
            yield clause.key


@pytest.mark.parametrize("key", [*pages(), "impartiality.statement"])
def test_a_page_that_is_missing(folder: Path, key: str) -> None:
    """Without its page a clause is missing, at the file where it belongs."""
    place = clauses.clause(key).place
    (folder / place).unlink()
    found = entry(folder, key)
    assert (found.state, found.source) == (State.MISSING, f"content/{place}")
    assert found.stops is (found.clause.audience is Audience.PUBLIC)


SECTIONS = [c.key for c in clauses.clauses() if c.anchor]


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_that_is_missing(folder: Path, key: str) -> None:
    """Without its section a clause is missing for that edition alone, at the section's file."""
    place = clauses.clause(key).place
    (folder / NDT / place).unlink()
    found = entry(folder, key)
    assert (found.state, found.source) == (State.MISSING, f"content/{NDT}/{place}")
    assert found.findings[0].wanted
    assert found.findings[0].example
    assert entry(folder, key, "qms").state is State.FOUND


def test_an_interval_that_is_missing(folder: Path, change: Change) -> None:
    """Without the interval the edition cannot be read, and its file is named."""
    change(f"{NDT}/scheme.yml", "^interval_months: 60\n", "")
    found = fault(folder, "content.malformed")
    assert found.where.startswith(f"content/{NDT}/scheme.yml:")
    assert "interval_months: this field is missing" in found.problem


def test_a_scheme_without_an_owner(folder: Path, change: Change) -> None:
    """A scheme names its owner."""
    change(f"{NDT}/scheme.yml", "^owner: .*?\n", "")
    assert entry(folder, "scheme.owner").state is State.MISSING


def test_a_scheme_without_a_table_of_assessments(folder: Path, change: Change) -> None:
    """The assessments are listed with their pass marks."""
    change(f"{NDT}/scheme.yml", "section: initial-certification", "section: application")
    change(f"{NDT}/initial-certification.md", r"\[\[examination\]\]\n", "")
    assert fault(folder, "assessment.table").where.startswith(f"content/{NDT}/scheme.yml:")


@pytest.mark.parametrize("name", ["importance", "conflicts_of_interest", "objectivity"])
def test_an_element_of_the_statement_that_is_missing(
    folder: Path, change: Change, name: str
) -> None:
    """Each of the three elements of the statement on impartiality is looked for."""
    change("impartiality.md", rf"^{name}: >-\n(  .*?\n)+?(?=\w)", "")
    found = entry(folder, "impartiality.statement")
    assert (found.state, found.findings[0].code) == (State.MISSING, "text.empty")


@pytest.mark.parametrize("name", ["name", "role", "on"])
def test_a_statement_that_is_not_signed(folder: Path, change: Change, name: str) -> None:
    """Top management signs with name, role and day."""
    change("impartiality.md", rf"^  {name}: .*?\n", "")
    assert fault(folder, "impartiality.signature").weight is Weight.STOP


def test_a_procedure_without_steps(folder: Path, change: Change) -> None:
    """A page on appeals says the steps."""
    change("pages/appeals.md", r"^steps:\n.*?(?=^---)", "")
    assert fault(folder, "procedure.steps").clause == "redress.appeals"


def test_a_procedure_without_time_limits(folder: Path) -> None:
    """A page on complaints says within what time somebody is answered."""
    path = folder / "pages/complaints.md"
    text = re.sub("^    within: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    assert fault(folder, "procedure.within").clause == "redress.complaints"


def test_a_statement_on_artificial_intelligence_that_does_not_say(
    folder: Path, change: Change
) -> None:
    """The statement says whether artificial intelligence is used or not."""
    change("pages/artificial-intelligence.md", "^used: yes$", "used:")
    assert fault(folder, "intelligence.used").weight is Weight.REPORT


def test_an_edition_that_does_not_say_what_it_changes(folder: Path, change: Change) -> None:
    """Each edition but a scheme's first says what it changed."""
    shutil.copytree(folder / NDT, folder / "schemes/ndt/2019-1")
    path = "schemes/ndt/2019-1/scheme.yml"
    change(path, "^edition: 2017-1", "edition: 2019-1")
    change(path, "^effective: 2017-01-01", "effective: 2019-01-01")
    change(path, r"^change:\n.*\Z", "")
    assert fault(folder, "changes.untold").where == "content/schemes/ndt/2019-1/scheme.yml:1"


def test_a_section_owed_to_the_public_and_kept_from_it(folder: Path) -> None:
    """What the public is owed cannot be kept from it."""
    path = folder / NDT / "prerequisites.md"
    path.write_text(f"---\npublic: no\n---\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert fault(folder, "section.private").weight is Weight.STOP


def test_a_section_owed_to_the_assessor_may_be_kept_back(folder: Path) -> None:
    """What is owed to the assessor is found although it is not published, and has no address."""
    path = folder / NDT / "competence.md"
    path.write_text(f"---\npublic: no\n---\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    found = entry(folder, "scheme.competence")
    assert (found.state, found.page) == (State.FOUND, "")


def test_a_reason_why_something_does_not_apply() -> None:
    """A scheme without surveillance says why, and the review repeats it."""
    found = entry(ROOT, "scheme.surveillance", "dpo")
    assert found.state is State.NOT_APPLICABLE
    assert found.reason.startswith("The law and the guidance")


def test_a_reason_that_says_nothing(folder: Path, change: Change) -> None:
    """A reason of a word is none."""
    change(
        "schemes/dpo/2017-1/scheme.yml",
        r"  surveillance: >-\n(    .*?\n)+?\n",
        "  surveillance: no need\n\n",
    )
    assert entry(folder, "scheme.surveillance", "dpo").state is State.MISSING


def test_a_review_that_is_late(folder: Path, change: Change) -> None:
    """A late review is reported while the body's days of grace run, and stops the build after."""
    change("pages/appeals.md", "^review_by: .*?$", "review_by: 2026-11-01")
    found = entry(folder, "redress.appeals")
    assert (found.state, found.stops) == (State.OVERDUE, False)
    assert entry(folder, "redress.appeals", today=date(2026, 12, 2)).stops


def test_a_late_review_of_what_nobody_is_owed(folder: Path, change: Change) -> None:
    """A late review of what is owed to others never stops a build."""
    change("pages/privacy.md", "^review_by: .*?$", "review_by: 2026-04-01")
    found = entry(folder, "privacy.notice")
    assert (found.state, found.stops) == (State.OVERDUE, False)


def test_a_superseded_edition_is_history(folder: Path, change: Change) -> None:
    """Nothing about an edition stops a build once a later one is in force: it cannot be changed."""
    shutil.copytree(folder / NDT, folder / "schemes/ndt/2020-1")
    path = "schemes/ndt/2020-1/scheme.yml"
    change(path, "^edition: 2017-1", "edition: 2020-1")
    change(path, "^effective: 2017-01-01", "effective: 2020-01-01")
    change(f"{NDT}/scheme.yml", "review_by: .*?$", "review_by: 2018-01-01")
    (folder / NDT / "scope.md").unlink()
    assert review(folder).stops == ()
    assert entry(folder, "scheme.scope").state is State.MISSING


def test_what_cannot_be_read_is_not_called_missing(folder: Path, change: Change) -> None:
    """A page with a slip in its front matter is there: the finding says that it cannot be read."""
    change("pages/appeals.md", "^approved: .*?$", "approved: soon")
    assert "cannot be read as it is" in entry(folder, "redress.appeals").findings[0].problem
    assert fault(folder, "content.malformed").where == "content/pages/appeals.md:6"


# Content, not presence

PLACEHOLDERS = [
    *(
        "TBD",
        "TODO: ask Maren",
        "Lorem ipsum dolor sit amet.",
        "…",
        "...",
        "[[to write: the scope]]",
    ),
    *(
        "Noch zu ergänzen",
        "à compléter",
        "por definir",
        "سيتم إضافة النص لاحقاً",
        "待补充",
        "[your text]",
    ),
    *("Coming soon", "- xxx", "later", "<insert text>", "???"),
]
HONEST = [
    "You may write first … and then call.",
    "| Part | – |\n|---|---|\n| Theory | 40 questions |",
    "Write to [your authority](https://www.example.org/).",
    "The text\nis later than the title.",
    "Nothing else is asked.",
    "A todo list is part of the examination.",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_no_text(folder: Path, text: str) -> None:
    """What stands for a text still to be written counts as missing, with its line."""
    path = folder / NDT / "scope.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    found = entry(folder, "scheme.scope")
    line = path.read_text(encoding="utf-8").count("\n")
    assert found.state is State.MISSING
    assert found.findings[0].where == f"content/{NDT}/scope.md:{line}"


def test_a_mark_over_several_lines_is_told_whole() -> None:
    """What is still to be written is said to its end, though the text breaks within it."""
    assert quality.placeholder("Fine. [[to write: a version, such as\n2027-01]] More.") == (
        0,
        "to be written: a version, such as 2027-01",
    )


@pytest.mark.parametrize("text", HONEST)
def test_what_is_no_placeholder(text: str) -> None:
    """Marks and words that a text may hold are no placeholders."""
    assert quality.placeholder(text) is None


@pytest.mark.parametrize("text", ["", "<!-- nothing -->", "See below.", "[[items]]"])
def test_a_text_that_says_next_to_nothing(folder: Path, text: str) -> None:
    """An empty section, a comment, or a few words are no text."""
    (folder / NDT / "scope.md").write_text(text + "\n", encoding="utf-8")
    assert entry(folder, "scheme.scope").state is State.MISSING


def test_chinese_says_more_in_fewer_characters() -> None:
    """Length counts what is said: a Chinese sentence of twenty characters is a sentence."""
    assert quality.letters("获证人员应当在认证范围内从事检测工作并遵守规则") > quality.SECTION


def test_two_schemes_cannot_have_the_same_scope(folder: Path) -> None:
    """A text that cannot be the same in two schemes, and is, contradicts."""
    shutil.copy(folder / NDT / "scope.md", folder / "schemes/qms/2017-1/scope.md")
    found = entry(folder, "scheme.scope", "qms")
    assert (found.state, found.stops) == (State.CONTRADICTORY, True)
    assert "schemes/ndt/2017-1/scope.md" in found.findings[0].problem


def test_a_placeholder_that_certificates_would_print(folder: Path, change: Change) -> None:
    """A name that is not written yet stops the build: certificates print it."""
    change("body.yml", "^name: .*?$", 'name: "[[to write: the name]]"')
    found = fault(folder, "text.placeholder")
    assert (found.weight, found.problem) == (Weight.STOP, "to be written: the name")


def test_an_address_without_encryption(folder: Path, change: Change) -> None:
    """Certificates carry no address at which others could answer in the body's place."""
    change("body.yml", "^base_url: .*?$", "base_url: http://certs.northmere.org/")
    assert "begins with http" in fault(folder, "text.unanswered").problem
    change("body.yml", "^base_url: .*?$", "base_url: http://192.168.0.17:8000/")
    assert "text.unanswered" not in {one.code for one in review(folder).faults}


def test_an_approval_that_cannot_be_read_is_not_missing(folder: Path, change: Change) -> None:
    """A slip in a file is told once, not as an approval that it lacks too."""
    change("impartiality.md", "^objectivity:", "objectivty:")
    assert "approval.missing" not in {one.code for one in review(folder).faults}


def test_a_site_without_a_home_page(folder: Path) -> None:
    """There is no site without a home page, though no clause asks for one."""
    (folder / "pages/home.md").unlink()
    assert fault(folder, "site.home").weight is Weight.STOP


# The demonstration's approvals


@pytest.mark.parametrize(
    "address",
    [
        "https://certs.example.org/",
        "http://127.0.0.1:8000/",
        "http://192.0.2.17/",
        "http://laptop/",
    ],
)
def test_addresses_that_are_nobodys(address: str) -> None:
    """The demonstration may live on this machine, in private networks, and under reserved names."""
    assert demonstration.at_home(address)


@pytest.mark.parametrize("address", ["https://certs.institute.io/", "https://8.8.8.8/"])
def test_addresses_that_are_somebodys(address: str) -> None:
    """Any other address is somebody's."""
    assert not demonstration.at_home(address)


def test_a_copied_demonstration_cannot_be_published(folder: Path, change: Change) -> None:
    """Under another domain the demonstration's approvals, signature and accreditation stop all."""
    change("body.yml", "https://certs.example.org/", "https://certs.institute.io/")
    change("body.yml", "^demonstration: yes", "demonstration: no")
    stops = {(f.code, f.where.partition(":")[0]) for f in review(folder).stops}
    assert ("invented.accreditation", "content/body.yml") in stops
    approved = {file for code, file in stops if code == "invented.approval"}
    assert {
        "content/impartiality.md",
        "content/pages/fees.md",
        f"content/{NDT}/scheme.yml",
    } <= approved


def test_a_demonstration_lives_at_no_real_address(folder: Path, change: Change) -> None:
    """A body that says it is a demonstration is refused at a real address."""
    change("body.yml", "https://certs.example.org/", "https://certs.institute.io/")
    assert fault(folder, "invented.body").weight is Weight.STOP


def test_the_invented_names_are_those_of_the_demonstration() -> None:
    """The list of invented people and accreditations is that of the demonstration's body.yml."""
    loaded = content.load(ROOT)
    assert demonstration.names().people == {person.name for person in loaded.people}
    assert demonstration.names().accreditations == {a.number for a in loaded.body.accreditations}
