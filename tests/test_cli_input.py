"""Bad input: a clear error with place and next step, and nothing changed on the disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import office
from tests.office import COLUMNS, DECISIONS, PHRASE, RECERTIFIED, SUSPENDED, VALID, Office, row
from tests.world import PASSPHRASE

ONE = COLUMNS + "\n" + row("grant", "", "2026-10-01", "Ann Ode,,,ndt,UT-2-W,,,")


def line(said: str) -> str:
    """A file with one grant, its cells from name to valid_until as given."""
    return COLUMNS + "\n" + row("grant", "", "2026-10-01", said)


# Files of decisions


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + ONE.encode(),
        ONE.replace(",", ";").encode(),
        ONE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ONE.replace(",", ";").replace("\n", "\r\n").encode(),
        ONE.replace(",", "\t").encode(),
        ONE.rstrip("\n").encode(),
        (ONE + "\n\n").encode(),
    ],
    ids=["bom", "semicolons", "crlf", "all three", "tabs", "no last line end", "empty lines"],
)
def test_the_forms_that_spreadsheets_save_are_read(empty: Office, data: bytes) -> None:
    """What a spreadsheet makes of a CSV file is accepted as it is."""
    assert "1 decisions recorded" in empty.ok("import", empty.file(data)).err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "decisions.csv"),
        ("\n\n", "decisions.csv"),
        (COLUMNS + "\n", "holds no decisions"),
        (line("Ann Ode,,,welding,UT-2-W,,,"), "decisions.csv:2: scheme"),
        (line("Ann Ode,,,ndt,UT-9-W,,,"), "decisions.csv:2: scope"),
        (line("Ann Ode,,,ndt,UT-2-W,,2026-02-31,"), "write 2026-02-28"),
        (line("Ann Ode,,,ndt,UT-2-W,,31.02.2026,"), "write 2026-02-28"),
        (line("Ann Ode,,29/13/1999,ndt,UT-2-W,,,"), "date_of_birth"),
        (line("x" * 500 + ",,,ndt,UT-2-W,,,"), "decisions.csv:2: name"),
        (line("Ann\u0007Ode,,,ndt,UT-2-W,,,"), "decisions.csv:2"),
        (line(",,,ndt,UT-2-W,,,"), "decisions.csv:2: name"),
        (ONE.replace("kind", "art"), "art"),
        (ONE.replace("grant", "garnt"), "did you mean grant?"),
        (ONE + row("reinstate", VALID, "2026-10-01"), "not suspended"),
        (ONE + row("suspend", SUSPENDED, "2026-10-01"), "suspended"),
        (ONE + row("suspend", "../../x", "2026-10-01"), "../../x"),
        (ONE + row("grant", "../../x", "2026-10-01", "A B,,,ndt,UT-2-W,,,"), "number"),
        (ONE + row("grant", "CON", "2026-10-01", "A B,,,ndt,UT-2-W,,,"), "number"),
        (ONE + ONE.splitlines()[1] + "\n", "decisions.csv:2 says the same"),
        (ONE.encode("utf-16"), "UTF-8"),
        (b"\x00\x01\x02" * 400, "decisions.csv"),
        (b"PK\x03\x04" + b"\x00" * 400, "decisions.csv"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(body: Office, data: str | bytes, said: str) -> None:
    """The fault is named with its place and the next step; not even the good rows are recorded."""
    told = body.refused("import", body.file(data), code=1)
    assert said in told
    assert "\nhint: " in told


def test_every_fault_of_a_file_is_named_at_once(body: Office) -> None:
    """Ten faulty rows are ten places, not ten attempts."""
    rows = "".join(
        row("grant", "", "2026-10-01", f"N {n},,,ndt,UT-{n}-X,,,") for n in range(10, 20)
    )
    told = body.refused("import", body.file(COLUMNS + "\n" + rows), code=1)
    assert [f"decisions.csv:{n}: scope" in told for n in range(2, 12)] == [True] * 10


def test_a_first_import_with_a_fault_leaves_no_register(empty: Office) -> None:
    """A register begins with its first decision, not with a failed attempt."""
    said = empty.refused("import", empty.file(line("Ann Ode,,,ndt,UT-9-W,,,")), code=1)
    assert "UT-9-W" in said


def test_a_first_decision_that_is_refused_leaves_no_register(empty: Office) -> None:
    """The same when the register itself is who refuses."""
    empty.refused("decide", "suspend", VALID, *office.BY, code=1)


def test_importing_twice_records_once(empty: Office) -> None:
    """The second import finds everything recorded, and changes nothing."""
    path = empty.file(DECISIONS)
    assert "12 decisions recorded" in empty.ok("import", path).err
    with empty.register() as register:
        head = register.head()
    again = empty.ok("import", path).err
    assert "0 decisions recorded" in again
    assert "12 were recorded before" in again
    with empty.register() as register:
        assert register.head() == head


def test_a_file_that_grew_records_what_is_new(empty: Office) -> None:
    """Staff keep one file and add to it."""
    empty.ok("import", empty.file(DECISIONS))
    more = DECISIONS + row("suspend", VALID, "2026-10-01")
    assert "1 decisions recorded" in empty.ok("import", empty.file(more)).err


# The register


def test_a_register_of_a_newer_version_is_left_alone(body: Office) -> None:
    """Every command that needs it says which version to install; not a byte changes."""
    path = body.folder / "credentials" / "register.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    raw.close()
    for words in (
        ("issue",),
        ("build",),
        ("show", VALID),
        ("decide", "suspend", VALID, *office.BY),
    ):
        said = body.refused(*words, code=3)
        assert "newer version of certpress" in said
        assert "hint: install the newer version" in said


@pytest.mark.parametrize("data", [b"not a register", b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_register_that_is_none(body: Office, data: bytes) -> None:
    """A file of another kind in its place is named, and left alone."""
    for path in (body.folder / "credentials").glob("register.sqlite*"):
        path.unlink()
    (body.folder / "credentials" / "register.sqlite").write_bytes(data)
    said = body.refused("issue", code=3)
    assert "register.sqlite" in said
    assert "hint: " in said


# Passphrases


@pytest.mark.parametrize("words", [("issue",), ("status", "refresh", "--all"), ("keys", "check")])
def test_without_a_passphrase_and_nobody_to_ask(body: Office, words: tuple[str, ...]) -> None:
    """Exit code 3, and the ways to give one; nothing is signed."""
    body.decide("correct", VALID, "--name", "Łucja Nowak", *office.AUTHORISED)
    said = body.refused(*words, code=3, env={PHRASE: None})
    assert "there is no passphrase" in said
    assert "set CERTPRESS_PASSPHRASE" in said


@pytest.mark.parametrize("words", [("issue",), ("status", "refresh", "--all"), ("keys", "check")])
def test_a_wrong_passphrase(body: Office, words: tuple[str, ...]) -> None:
    """Exit code 3, the key's name and the next step; nothing is signed."""
    body.decide("correct", VALID, "--name", "Łucja Nowak", *office.AUTHORISED)
    said = body.refused(*words, code=3, env={PHRASE: "wrong horse battery"})
    assert "the passphrase does not open this key" in said
    assert PASSPHRASE not in said
    assert "wrong horse" not in said


def test_a_passphrase_that_is_too_short_makes_no_keys(tmp_path: Path) -> None:
    """New keys need a passphrase worth the name."""
    office.call("init", str(tmp_path / "b"), "--example")
    new = Office(tmp_path / "b")
    assert "characters" in new.refused("keys", "init", code=2, env={PHRASE: "short"})


def test_keys_without_a_passphrase(tmp_path: Path) -> None:
    """With nobody to ask, no keys are made."""
    office.call("init", str(tmp_path / "b"), "--example")
    said = Office(tmp_path / "b").refused("keys", "init", code=3, env={PHRASE: None})
    assert "there is no passphrase" in said


def test_the_status_key_may_have_a_passphrase_of_its_own(body: Office) -> None:
    """Where lists are signed every day, the certificates' passphrase need not be known."""
    own = {PHRASE: None, "CERTPRESS_STATUS_PASSPHRASE": PASSPHRASE}
    assert "3 of 3 status lists signed" in body.ok("status", "refresh", "--all", env=own).err


def given(body: Office, data: bytes) -> tuple[int, str]:
    """`keys check` with a passphrase from a file descriptor: exit code and what it says."""
    read, write = os.pipe()
    os.write(write, data)
    os.close(write)
    environment = {k: v for k, v in office.environment().items() if k != PHRASE}
    done = subprocess.run(
        [sys.executable, "-m", "certpress", "--folder", body.folder, "--passphrase-fd", str(read),
         "keys", "check"],
        env=environment, pass_fds=(read,), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    os.close(read)
    return done.returncode, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="descriptors are handed on this way on POSIX alone")
def test_a_passphrase_from_a_file_descriptor(body: Office) -> None:
    """Its first line, whatever ends it, opens both keys."""
    assert given(body, PASSPHRASE.encode() + b"\r\n")[0] == 0
    code, said = given(body, "pass\xff".encode("latin-1"))
    assert code == 2
    assert "Traceback" not in said


def test_a_file_descriptor_that_is_not_open(body: Office) -> None:
    """A number that is no descriptor is a usage error."""
    said = body.refused("--passphrase-fd", "987", "keys", "check", code=2, env={PHRASE: None})
    assert "--passphrase-fd" in said


# Status lists


@pytest.mark.parametrize(
    "data", [b"", b"{", b"{}", b"[]", b"null", b"\xff\xfe", b'{"validFrom":1}']
)
@pytest.mark.parametrize("command", [("status", "refresh"), ("build",)], ids=" ".join)
def test_a_half_written_status_list_is_told(
    body: Office, command: tuple[str, ...], data: bytes
) -> None:
    """Whatever is left of a list: its place, the next step, nothing changed; that step mends it."""
    path = body.folder / "credentials" / "status" / "revocation" / "1.json"
    path.write_bytes(data)
    said = body.refused(*command, code=3)
    assert "status/revocation/1.json" in said
    assert "status refresh --all" in said
    body.ok("status", "refresh", "--all")
    assert body.verify(body.paper(RECERTIFIED)).object["outcome"] == "valid"


def test_a_list_cut_at_any_place_is_told(body: Office) -> None:
    """Wherever the disk stopped, it is told, and signing all lists makes checks work again."""
    path = body.folder / "credentials" / "status" / "suspension" / "1.json"
    whole = path.read_bytes()
    for share in (0.1, 0.4, 0.7, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert "suspension/1.json" in body.refused("status", "refresh", code=3)
    body.ok("status", "refresh", "--all")
    assert body.verify(body.paper(VALID)).code == 0


def test_a_list_with_a_changed_letter_is_signed_again(body: Office) -> None:
    """A list that is whole and yet not what was signed would end every check: it is due."""
    path = body.folder / "credentials" / "status" / "suspension" / "1.json"
    data = path.read_text(encoding="utf-8")
    path.write_text(data.replace('"proofValue": "z', '"proofValue": "z2', 1), encoding="utf-8")
    body.ok("status", "refresh")
    assert body.verify(body.paper(VALID)).code == 0


# Content and settings


def test_a_wrong_field_of_the_body_is_named(body: Office) -> None:
    """The file, the field, what was expected; the site stays as it was."""
    body.replace("content/body.yml", "telephone:", "telefone:")
    for words in (("build",), ("status", "refresh")):
        assert "body.yml:16: telefone" in body.refused(*words, code=1)


def test_a_source_date_that_is_no_number(body: Office) -> None:
    """SOURCE_DATE_EPOCH is a number of seconds."""
    assert "SOURCE_DATE_EPOCH" in body.refused("build", code=3, env={"SOURCE_DATE_EPOCH": "today"})
    assert "SOURCE_DATE_EPOCH" in body.refused("build", code=3, env={"SOURCE_DATE_EPOCH": "9" * 30})
