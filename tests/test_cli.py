"""The command line: every command helps, says what it wrote, and ends with the right code."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from certpress import cli
from certpress.cli import serving
from tests import office
from tests.office import BY, PHRASE, SUSPENDED, VALID, Office
from tests.world import PASSPHRASE


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command below a group, as it is typed."""
    for name, command in sorted(group.commands.items()):
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = list(commands(cli.certpress))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...]) -> None:
    """Help says what a command does; a command that is typed alone shows how."""
    done = office.call(*words, "--help")
    assert done.code == 0
    assert "Usage: " in done.out
    group = words[-1] in ("keys", "new", "register", "status")
    assert group or f"certpress {' '.join(words)}" in done.out.split("Example", 1)[1]


def test_the_first_help_shows_the_way() -> None:
    """Without a word, the commands are listed in the order in which they are needed."""
    shown = office.call("-h").out
    steps = ["init", "keys init", "import", "issue", "build", "status refresh", "verify", "demo"]
    places = [shown.index(f"certpress {step}") for step in steps]
    assert places == sorted(places)


def test_the_module_and_the_script_are_one() -> None:
    """`python -m certpress` is the command."""
    command = [sys.executable, "-m", "certpress", "--version"]
    shown = subprocess.run(
        command, env=office.environment(), capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("certpress, version ")


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("import",),
        ("import", "absent.csv"),
        ("--now", "yesterday", "build"),
        ("--now", "0000-00-00", "build"),
        ("--now", "0001-01-01", "build"),
        ("--now", "9999-12-31", "status", "refresh"),
        ("show", "\udcff"),
        ("decide", "suspend", VALID, "--decided-by", "\udcff", "--basis", "x"),
        ("status", "refresh", "--for", "0d"),
        ("status", "refresh", "--for", "a week"),
        ("decide", "grant", "--valid-from", "2026-02-30"),
        ("decide", "suspend"),
        ("decide", "promote", VALID),
        ("verify",),
        ("verify", "1234", "--site", "absent-folder"),
        ("--folder", "absent-folder", "verify", "1234"),
        ("keys", "restore", "absent.json"),
        ("--passphrase-fd", "one", "issue"),
    ],
    ids=ascii,
)
def test_a_command_that_cannot_work_is_a_usage_error(body: Office, words: tuple[str, ...]) -> None:
    """Exit code 2, and words on standard error."""
    assert body.refused(*words, code=2)


@pytest.mark.parametrize(
    "words",
    [
        ("issue",),
        ("build",),
        ("serve",),
        ("status", "refresh"),
        ("status", "show"),
        ("register", "check"),
        ("show", VALID),
        ("keys", "init"),
        ("keys", "check"),
        ("decide", "suspend", VALID),
    ],
    ids=" ".join,
)
def test_outside_a_body_every_command_says_how_to_begin(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """In a folder that is no body's: exit code 3, the next step, nothing written."""
    done = office.call("--folder", str(tmp_path), *words, env={PHRASE: PASSPHRASE})
    assert done.code == 3
    assert "\nhint: " in done.err
    assert list(tmp_path.iterdir()) == []


def test_verify_outside_a_body_asks_whose_certificates_to_accept(tmp_path: Path) -> None:
    """A verifier that trusts whoever signed would be none."""
    done = office.call("--folder", str(tmp_path), "verify", "1234")
    assert done.code == 2
    assert "--issuer did:web:" in done.err


# A new body


def test_an_example_names_what_it_wrote(tmp_path: Path) -> None:
    """A folder to begin with: texts and settings, no register, no key, no decision."""
    done = office.call("init", str(tmp_path / "mine"), "--example")
    assert done.code == 0
    assert done.err.count("wrote ") == 5
    names = {path.name for path in (tmp_path / "mine").rglob("*")}
    assert {"body.yml", "mkdocs.yml", "impartiality.md"} <= names
    assert not {"register.sqlite", "did.json", "documents", "demonstration.csv"} & names
    assert {"README.md"} == {path.name for path in (tmp_path / "mine" / "credentials").iterdir()}


def test_init_leaves_a_folder_alone_that_is_not_empty(tmp_path: Path) -> None:
    """Nobody's files are mixed with a body's."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = office.call("init", str(tmp_path))
    assert done.code == 2
    assert "not empty" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    """What the system refuses is told with its place, and the next step."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = office.call("init", str(tmp_path / "letter.txt" / "body"), "--example")
    assert done.code == 1
    assert "letter.txt" in done.err
    assert "\nhint: " in done.err


def test_keys_init_makes_keys_that_open(tmp_path: Path) -> None:
    """Two encrypted keys, a backup and the public document, each named."""
    office.call("init", str(tmp_path / "b"), "--example")
    new = Office(tmp_path / "b")
    done = new.ok("keys", "init")
    assert done.err.count("wrote ") == 4
    assert new.ok("keys", "check").err == "certificates-1: opens\nstatus-1: opens\n"
    assert "there are keys already" in new.refused("keys", "init", code=3)
    did = json.loads((new.folder / "keys" / "did.json").read_text(encoding="utf-8"))
    assert did["id"] == "did:web:certs.example.org"
    if os.name == "posix":
        assert (new.folder / "keys" / "status-1.key.json").stat().st_mode & 0o077 == 0


def test_keys_come_back_from_the_backup_alone(body: Office, tmp_path: Path) -> None:
    """On an empty machine: content, the backup file, the passphrase, and issuing goes on."""
    backup = tmp_path / "usb.json"
    (body.folder / "keys" / "backup.json").rename(backup)
    for path in (body.folder / "keys").glob("*.json"):
        path.unlink()
    body.ok("keys", "restore", backup)
    body.ok("keys", "check")
    assert body.ok("build").err.startswith(str(body.site))


def test_restore_overwrites_no_other_key(body: Office, tmp_path: Path) -> None:
    """A backup of other keys changes nothing."""
    other = office.begun(tmp_path / "other")
    backup = other.folder / "keys" / "backup.json"
    assert "another key of this name" in body.refused("keys", "restore", backup, code=3)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b"[]", b'{"certpress":"backup"}'])
def test_a_backup_that_is_none(body: Office, data: bytes) -> None:
    """A file of another kind is named, with the next step."""
    said = body.refused("keys", "restore", body.file(data, "b.json"), code=3)
    assert "not a backup of certpress" in said


def test_a_damaged_key_file_is_named(body: Office) -> None:
    """A key file that was cut short says which, and how to get it back."""
    path = body.folder / "keys" / "status-1.key.json"
    path.write_bytes(path.read_bytes()[:100])
    said = body.refused("keys", "check", code=3)
    assert "status-1.key.json" in said
    assert "keys restore" in said


# Looking


def test_show_tells_where_a_certification_stands(published: Office) -> None:
    """Outcome, person, scope, dates, decisions; the same as one JSON object."""
    shown = published.ok("show", SUSPENDED).out
    assert f"{SUSPENDED}: suspended" in shown
    assert "محمد الفاسي" in shown
    found = published.ok("show", SUSPENDED, "--json").object
    assert (found["outcome"], found["scope"]) == ("suspended", ["LA-MFG"])
    assert len(found["certificates"]) == 1


def test_show_of_an_unknown_number(published: Office) -> None:
    """A number that is not there is said."""
    assert "there is no certification" in published.refused("show", "NDT-1999-1", code=1)


def test_register_check_finds_nothing_to_say(published: Office) -> None:
    """An untouched register passes, on the terminal and as JSON."""
    assert "12 decisions, the last with the hash " in published.ok("register", "check").err
    assert published.ok("register", "check", "--json").object["decisions"] == 12


def test_register_check_finds_a_changed_decision(body: Office) -> None:
    """A decision that was changed by hand is found: exit code 1."""
    with sqlite3.connect(body.folder / "credentials" / "register.sqlite") as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE decision SET basis='forged' WHERE seq=1")
    raw.close()
    assert body.run("register", "check").code == 1


def test_status_show_says_until_when(published: Office) -> None:
    """Nothing due after a build; a day later everything is."""
    found = published.ok("status", "show", "--json").object
    assert found == {"due": [], "until": "2026-11-27 09:00:00 UTC"}
    later = published.now.replace(day=22)
    assert len(published.ok("status", "show", "--json", now=later).object["due"]) == 3


@pytest.mark.parametrize("listen", ["8000", "host:", "127.0.0.1:99999", "127.0.0.1:-1", ":80"])
def test_an_address_to_listen_on_is_host_and_port(published: Office, listen: str) -> None:
    """Anything else is a usage error, before anything is made."""
    assert "--listen" in published.refused("serve", "--listen", listen, code=2)


def test_a_port_in_use_is_a_clear_error(published: Office) -> None:
    """The next step is another port."""
    with serving.start(published.site, "127.0.0.1:0") as server:
        port = server.server_port
        said = published.refused("serve", "--listen", f"127.0.0.1:{port}", code=3)
    assert "choose another" in said


# Deciding


def test_a_decision_says_what_comes_next(body: Office) -> None:
    """A grant calls for a certificate, a suspension for new status lists."""
    granted = body.decide(
        *("grant", "--name", "Eve Ngo", "--scheme", "ndt", "--scope", "UT-2-W"), *office.AUTHORISED
    )
    assert "recorded: NDT-2026-00007: grant, decided on 2026-11-20" in granted.err
    assert "certpress issue" in granted.err
    assert "next: certpress status refresh" in body.decide("suspend", VALID).err


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("reinstate", (VALID,), "not suspended"),
        ("suspend", (SUSPENDED,), "suspended"),
        ("withdraw", ("NDT-1999-1",), "no certification"),
        ("suspend", (VALID, "--decided-on", "2027-01-01"), "decided_on"),
        ("expand", (VALID, "--scope", "XX-9"), "XX-9"),
        ("correct", (VALID, "--name", "x" * 500), "characters"),
    ],
)
def test_what_the_state_does_not_allow_is_refused(
    body: Office, kind: str, words: tuple[str, ...], said: str
) -> None:
    """The reason, and nothing changed on the disk."""
    more = office.AUTHORISED if kind in ("expand", "correct") else ()
    told = body.refused("decide", kind, *words, *BY, *more, code=1)
    assert said in told
    assert f"decide {kind}" in told


def test_who_examined_a_person_cannot_decide_on_them(body: Office) -> None:
    """Certification follows a decision by people who took no part in the examination."""
    words = ("--name", "A B", "--scheme", "ndt", "--scope", "UT-2-W", *BY, *office.AUTHORISED)
    said = body.refused("decide", "grant", *words, "--examiner", "tomás  brightwater", code=1)
    assert "examined or trained this person" in said
