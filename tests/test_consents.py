"""Consents: nothing of a person is public before one was recorded."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from certpress import consents
from certpress.errors import ConfigurationError, Refused
from certpress.model import Audience, Person
from certpress.register import Consent, Register, database, sql
from certpress.register.consents import is_minor, standing
from tests.office import AUTHORISED, DATED, SUSPENDED, VALID, WITHDRAWN, Office
from tests.world import NOW

PAGE, LIST, ENGINES = Audience.BADGE_PAGE, Audience.DIRECTORY, Audience.SEARCH_ENGINES


def held(office: Office, number: str = VALID) -> dict[Audience, Consent]:
    """The consents of a number that hold."""
    with Register.open(office.folder / "credentials" / "register.sqlite") as register:
        return dict(register.consented().get(number, {}))


def step(audience: Audience, *, given: bool = True) -> Consent:
    """A step on one number."""
    return Consent(
        number=VALID, audience=audience, given=given, on=date(2026, 1, 1), language="en",
        version="1", guardian="", address="", entered_by="me", entered_at=NOW,
    )  # fmt: skip


def test_a_consent_is_recorded_with_its_text(body: Office) -> None:
    """Who, when, to what, by which words: version and language, and the bytes themselves."""
    body.ok("consent", "give", VALID, "--to", "directory", "--language", "de")
    given = held(body)[LIST]
    assert (given.on, given.language, given.version) == (date(2026, 11, 20), "de", "2026-1")
    with Register.open(body.folder / "credentials" / "register.sqlite") as register:
        (text,) = register.consent_texts()
    assert text.document == (body.folder / "content/consents/directory.de.md").read_bytes()


def test_a_place_is_kept_with_the_consent(body: Office) -> None:
    """In the person's own words; another one replaces it, and a withdrawal takes it away."""
    give = ("consent", "give", VALID, "--to", "directory")
    for said, kept in (("  Köln  am Rhein ", "Köln am Rhein"), ("قم\u200cآباد", "قم\u200cآباد")):
        body.ok(*give, "--place", said)
        assert held(body)[LIST].place == kept
    assert "to be found in Köln am Rhein" in body.ok("consent", "show", VALID).out
    steps = json.loads(body.ok("consent", "show", VALID, "--json").out)
    assert steps[0]["place"] == "Köln am Rhein"
    assert "recorded already" in body.refused(*give, "--place", "قم\u200cآباد", code=1)
    body.ok(*give)
    assert held(body)[LIST].place == ""


def test_a_place_may_be_emptied_and_not_changed(body: Office) -> None:
    """It is personal data, as the name of a guardian is."""
    body.ok("consent", "give", VALID, "--to", "directory", "--place", "Bern")
    with body.register() as register:
        with pytest.raises(sqlite3.IntegrityError):
            register._db.execute("UPDATE consent SET place = 'Basel'")
        register._db.execute("UPDATE consent SET place = ''")


def test_consents_of_an_older_register_have_no_place(tmp_path: Path) -> None:
    """A register from before places were kept is brought up to date when it is opened."""
    path = tmp_path / "register.sqlite"
    before = next(n for n, script in enumerate(sql.MIGRATIONS) if "ADD COLUMN place" in str(script))
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        database.migrate(path, old, sql.MIGRATIONS[:before], sql.GUARDS[:before])
        old.execute("INSERT INTO certification VALUES ('NDT-1', 'p', 'ndt')")
        old.execute(
            "INSERT INTO consent VALUES (1, 'NDT-1', 'directory', 1, '2026-01-01', 'en', '1', '', "
            "'', 'me', '2026-01-01T00:00:00+00:00')"
        )
    with Register.open(path) as register:
        assert [one.place for one in register.consents()] == [""]


def test_a_badge_page_has_a_random_address(body: Office) -> None:
    """It stays while the consent does; after a withdrawal a new consent has a new one."""
    body.ok("consent", "give", VALID, "--to", "badge-page")
    first = held(body)[PAGE].address
    body.ok("consent", "give", VALID, "--to", "badge-page", "--language", "de")
    assert held(body)[PAGE].address == first
    body.ok("consent", "withdraw", VALID, "--to", "badge-page")
    assert held(body) == {}
    body.ok("consent", "give", VALID, "--to", "badge-page")
    assert held(body)[PAGE].address not in ("", first)
    assert len(first) == 24


def test_search_engines_need_a_page() -> None:
    """Whoever withdraws the page withdraws its listing as well."""
    steps = [step(PAGE), step(ENGINES), step(PAGE, given=False), step(PAGE)]
    assert set(standing(steps)[VALID]) == {PAGE}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("give", VALID, "--to", "search-engines"), "no badge page"),
        (("give", WITHDRAWN, "--to", "directory"), "has ended"),
        (("give", "NDT-1999-00001", "--to", "directory"), "no certification"),
        (("give", VALID, "--to", "directory", "--on", "2026-11-21"), "has not come yet"),
        (("give", VALID, "--to", "directory", "--language", "fr"), "directory.fr.md"),
        (("withdraw", VALID, "--to", "directory"), "no consent to the directory"),
        (("give", VALID, "--to", "badge-page", "--place", "Bern"), "in the directory alone"),
        (("give", VALID, "--to", "directory", "--place", "x" * 81), "81 characters"),
        (("give", VALID, "--to", "directory", "--place", "Be\u202ern"), "nobody sees"),
        (("show", "NDT-1999-00001"), "no certification"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    body: Office, words: tuple[str, ...], said: str
) -> None:
    """And nothing is changed by it."""
    done = body.run("consent", *words)
    assert done.code in (1, 3)
    assert said in done.err
    assert held(body) == {}


def test_a_suspended_person_may_agree(body: Office) -> None:
    """Their page says that the certification is not currently valid."""
    body.ok("consent", "give", SUSPENDED, "--to", "directory")
    assert LIST in held(body, SUSPENDED)


def test_the_same_consent_twice_is_told(body: Office) -> None:
    """So is a day before what was said last."""
    body.ok("consent", "give", VALID, "--to", "directory")
    assert "recorded already" in body.refused("consent", "give", VALID, "--to", "directory", code=1)
    earlier = ("consent", "withdraw", VALID, "--to", "directory", "--on", "2026-11-19")
    assert "2026-11-20 or a later day" in body.refused(*earlier, code=1)


def test_changed_words_need_a_new_version(body: Office) -> None:
    """What somebody agreed to stays what it was."""
    body.ok("consent", "give", VALID, "--to", "directory")
    path = body.folder / "content/consents/directory.en.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    said = body.refused("consent", "give", DATED, "--to", "directory", code=3)
    assert "words have changed" in said
    text = path.read_text(encoding="utf-8").replace("2026-1", "2026-2")
    path.write_text(text, encoding="utf-8")
    body.ok("consent", "give", DATED, "--to", "directory")


@pytest.mark.parametrize(
    ("born", "minor"),
    [(None, False), (date(2008, 11, 20), False), (date(2008, 11, 21), True)],
)
def test_who_is_under_18(born: date | None, minor: bool) -> None:
    """On the birthday itself a person is of age; who is not known to be a minor is none."""
    person = Person(id="p", name="A", date_of_birth=born)
    assert is_minor(person, date(2026, 11, 20)) is minor


def test_a_guardian_agrees_for_a_minor(body: Office) -> None:
    """Their name is kept with the consent, and may be emptied like other personal data."""
    decided = ("--decided-by", "Tomás Brightwater", "--basis", "file 1")
    signed = ("--authorised-by", "Dr Maren Okafor-Lindqvist")
    body.ok("decide", "correct", VALID, "--date-of-birth", "2010-05-01", *decided, *signed,
            "--authorised-role", "Head of Certification")  # fmt: skip
    give = ("consent", "give", VALID, "--to", "directory")
    assert "under 18" in body.refused(*give, code=1)
    body.ok(*give, "--guardian", "Ada  Quill")
    assert held(body)[LIST].guardian == "Ada Quill"


def test_consents_stay_as_they_were(body: Office) -> None:
    """The database itself refuses; a guardian's name alone may be emptied."""
    body.ok("consent", "give", VALID, "--to", "directory")
    with Register.open(body.folder / "credentials" / "register.sqlite") as register:
        for statement in (
            "UPDATE consent SET given = 0",
            "DELETE FROM consent",
            "UPDATE consent_text SET document = ''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="stay as they were"):
                register._db.execute(statement)
        register._db.execute("UPDATE consent SET guardian = ''")


def test_consents_are_shown(body: Office) -> None:
    """What was given, what was taken back, and what holds."""
    body.ok("consent", "give", VALID, "--to", "directory")
    assert "directory: given, text 2026-1 (en), holds" in body.ok("consent", "show").out
    body.ok("consent", "withdraw", VALID, "--to", "directory")
    assert "holds" not in body.ok("consent", "show", VALID).out
    listed = json.loads(body.ok("consent", "show", "--json").out)
    assert [one["given"] for one in listed] == [True, False]


# The texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "consents").mkdir()
    return tmp_path


def test_texts_say_what_has_to_be_told() -> None:
    """A directory can be copied; and what will be read of a suspension."""
    content = Path(__file__).parent.parent / "content"
    found = consents.load(content)
    assert len(found) == 9
    for language, copied, word in (
        ("en", "copied as a whole", "not currently valid"),
        ("de", "als Ganzes kopiert", "derzeit nicht gültig"),
        ("ar", "ويمكن نسخه كله", "غير سارية حاليًا"),
    ):
        assert copied in found[LIST, language].document.decode()
        assert word in found[LIST, language].document.decode()
        assert word in found[PAGE, language].document.decode()


def test_every_fault_of_the_texts_is_told(folder: Path) -> None:
    """An audience that is none, a version that is missing: file and line."""
    (folder / "consents" / "poster.en.md").write_text("---\nversion: 1\n---\nYes.\n")
    (folder / "consents" / "directory.en.md").write_text("---\ntitle: A\n---\nYes.\n")
    with pytest.raises(Refused) as refused:
        consents.load(folder)
    assert "poster.en.md" in str(refused.value)
    assert "directory.en.md" in str(refused.value)


def test_a_text_that_is_missing(folder: Path) -> None:
    """Nobody can have agreed to it."""
    with pytest.raises(ConfigurationError, match="nobody can have agreed"):
        consents.find(consents.load(folder), PAGE, "en")


# The badges of those who agreed


def test_a_decision_on_somebody_who_is_shown_asks_for_a_build(body: Office) -> None:
    """Page and directory follow with it; a new certificate needs a new badge before."""
    assert "build" not in body.decide("suspend", VALID).err
    body.ok("consent", "give", VALID, "--to", "directory")
    assert "status refresh, then certpress build" in body.decide("reinstate", VALID).err
    body.ok("consent", "give", VALID, "--to", "badge-page")
    name = ("--name", "Łucja Nowak")
    steps = body.decide("correct", VALID, *name, *AUTHORISED).err
    assert "then certpress badge issue --all-consented, then certpress status" in steps


def test_badges_for_everybody_who_agreed(body: Office) -> None:
    """Those who are not in force are named and left out; a body's own picture is taken."""
    (body.folder / "content" / "badges").mkdir()
    own = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (body.folder / "content" / "badges" / "ndt.svg").write_text(own, encoding="utf-8")
    for number in (VALID, SUSPENDED):
        body.ok("consent", "give", number, "--to", "badge-page")
    said = body.ok("badge", "issue", "--all-consented").err
    assert "badges signed: 1" in said
    assert f"left out: {SUSPENDED}: this certification is suspended" in said
    assert b"M0 0h9v9z" in body.paper(VALID, "badge.svg").read_bytes()
    assert "whose badge" in body.refused("badge", "issue", code=2)


def test_a_body_s_own_picture_holds_nothing_foreign(body: Office) -> None:
    """It is refused with the person's number, before a badge is signed."""
    (body.folder / "content" / "badges").mkdir()
    path = body.folder / "content" / "badges" / "ndt.svg"
    path.write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    said = body.refused("badge", "issue", VALID, code=1)
    assert f"{VALID}: content/badges/ndt.svg" in said
    assert not body.paper(VALID, "badge.json").exists()
