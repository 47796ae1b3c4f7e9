"""The register's file: what it refuses to open, its chain, issuing, and two commands at once."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certpress.errors import CertpressError, ConfigurationError
from certpress.model import Position
from certpress.register import Order, Register, chain, database, issuing, sql
from tests.entries import NOW, NUMBER, Book, book, entry, grant, make, scheme


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    """A register with a certification that was suspended."""
    with book(tmp_path) as opened:
        opened.record(grant(), entry("suspend", "2025-01-01", reason="overdue"))
        yield opened


def snapshot(folder: Path) -> dict[str, str]:
    """Every file of a folder with the digest of its content."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def refused(path: Path) -> str:
    """What is said when a register cannot be opened; the folder must be as it was."""
    before = snapshot(path.parent)
    with pytest.raises(ConfigurationError) as caught:
        Register.open(path)
    assert snapshot(path.parent) == before
    return str(caught.value)


def test_a_register_can_be_opened_again(ledger: Book) -> None:
    """What was recorded is there for the next command."""
    with Register.open(ledger.register.path) as again:
        assert again.head() == ledger.register.head()


def test_there_is_no_register(tmp_path: Path) -> None:
    """A register that is not there is an error, and is not made by opening it."""
    assert "there is no register here" in refused(tmp_path / "register.sqlite")


def test_a_register_in_memory_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first import can be tried without leaving a register behind when it is refused."""
    monkeypatch.chdir(tmp_path)
    with Register.in_memory() as register:
        assert "there is no certification" in Book(register).refuse(
            entry("reinstate", "2025-01-01")
        )
        assert Book(register).record(grant()).decisions
    assert list(tmp_path.iterdir()) == []


def test_a_register_is_not_started_twice(ledger: Book) -> None:
    """Starting a register where there is one is refused."""
    with pytest.raises(ConfigurationError, match="there is a register already"):
        Register.create(ledger.register.path)


@pytest.mark.parametrize("content", [b"", b"kind,number\n", b"SQLite format 3\x00" + b"x" * 500])
def test_a_file_that_is_no_register(tmp_path: Path, content: bytes) -> None:
    """Another file, an empty one, or a broken database is refused and left alone."""
    path = tmp_path / "register.sqlite"
    path.write_bytes(content)
    assert "hint: " in refused(path)


def test_a_start_that_was_killed_after_its_commit(tmp_path: Path) -> None:
    """What stands only in the write-ahead log, since the command was killed, is not lost."""
    path, copy = tmp_path / "register.sqlite", tmp_path / "copy" / "register.sqlite"
    copy.parent.mkdir()
    with book(tmp_path) as ledger:
        ledger.record(grant())
        for end in ("", "-wal"):
            copy.with_name(copy.name + end).write_bytes(
                path.with_name(path.name + end).read_bytes()
            )
    with Register.open(copy) as register:
        assert register.head()[0] == 1
        assert not register.check().failed


def test_another_programs_database(tmp_path: Path) -> None:
    """A database without the register's tables is refused and left alone."""
    path = tmp_path / "register.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmark (address TEXT)")
    other.close()
    assert "not a certpress register" in refused(path)


def test_a_register_of_a_newer_version(tmp_path: Path) -> None:
    """A newer version's register is refused, and nothing on disk changes."""
    with book(tmp_path) as ledger:
        ledger.register._db.execute(sql.NEXT_VERSION, ("999",))
    said = refused(tmp_path / "register.sqlite")
    assert "a newer version of certpress wrote this register (schema 999" in said
    assert "hint: install the newer version" in said


def test_migrations_run_in_order_and_once(ledger: Book) -> None:
    """A later script is applied to an older register, in one transaction, and keeps its data."""
    path, connection = ledger.register.path, ledger.register._db
    scripts = (*sql.MIGRATIONS, ("CREATE TABLE extra (name TEXT)",))
    for _ in range(2):
        database.migrate(path, connection, scripts)
    assert connection.execute(sql.VERSION).fetchone() == (str(len(scripts)),)
    assert len(ledger.decided()) == 2
    broken = (*scripts, ("CREATE TABLE more (name TEXT)", "NONSENSE"))
    with pytest.raises(CertpressError):
        database.migrate(path, connection, broken)
    assert connection.execute(sql.VERSION).fetchone() == (str(len(scripts)),)


@pytest.mark.parametrize("statement", ["UPDATE decision SET basis = 'x'", "DELETE FROM decision"])
def test_decisions_are_append_only(ledger: Book, statement: str) -> None:
    """The database itself refuses to change or remove a decision."""
    with pytest.raises(sqlite3.IntegrityError, match="stay as they were recorded"):
        ledger.register._db.execute(statement)


def test_the_chain_holds(ledger: Book) -> None:
    """An untouched register checks out."""
    ledger.issue()
    report = ledger.register.check()
    assert not report.failed
    assert report.codes()[0] == "register.chain"


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("UPDATE decision SET conditions = 'none' WHERE seq = 1", "register.chain"),
        ("UPDATE decision SET seq = 3 WHERE seq = 2", "register.chain"),
        ("UPDATE person SET name = 'John Doe'", "register.personal_data"),
        ("UPDATE reason SET text = 'nothing'", "register.reasons"),
    ],
)
def test_tampering_is_seen(ledger: Book, tampering: str, code: str) -> None:
    """A change behind the register's back, triggers removed, shows in the check."""
    connection = ledger.register._db
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TRIGGER decision_no_update")
    connection.execute(tampering)
    found = {finding.code: finding.outcome for finding in ledger.register.check().findings}
    assert [name for name, outcome in found.items() if outcome == "fail"] == [code]


def test_erasing_personal_data_breaks_no_chain(ledger: Book) -> None:
    """Without the person and the reason the decisions still check out, and name nobody."""
    for table in ("person", "reason", "entry"):
        ledger.register._db.execute(f"DELETE FROM {table}")
    report = ledger.register.check()
    assert not report.failed
    assert "erased for 2 of 2" in report.findings[1].text
    assert ledger.case().person is None


_VALUES = st.dictionaries(
    st.text(st.characters(max_codepoint=127)),
    st.one_of(st.text(), st.integers(-(2**53) + 1, 2**53 - 1), st.lists(st.text()), st.none()),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(_VALUES)
def test_canonical_form_is_that_of_rfc_8785(value: dict[str, str | int | list[str] | None]) -> None:
    """What is hashed is the JSON Canonicalization Scheme, as another implementation writes it."""
    assert chain.canonical(value) == rfc8785.dumps(value)


def test_issuing_keeps_the_bytes(ledger: Book) -> None:
    """Document and code come back byte for byte, with their place; nothing is called for twice."""
    made = ledger.register.issue(ledger.register.orders(), make, now=NOW, entropy=ledger.entropy)
    (again,) = ledger.register.issued(NUMBER)
    assert made == (again,)
    assert again.code.startswith(b"\x00\xff")
    assert str(again.position.index).encode() in again.document
    assert ledger.register.orders() == ()


def test_the_newest_certificate_is_current(ledger: Book) -> None:
    """Of a number's certificates the last is the current one."""
    ledger.record(entry("recertify", "2025-02-01"))
    ledger.issue()
    assert [one.current for one in ledger.register.issued()] == [False, True]


def test_a_failure_while_making_issues_nothing(ledger: Book) -> None:
    """When the second of two certificates cannot be made, the first is not issued either."""
    ledger.record(grant(number="NDT-2024-00418"))

    def fail(order: Order, uuid: str, position: Position) -> tuple[bytes, bytes]:
        if order.number != NUMBER:
            raise CertpressError("", "too long for a code")
        return make(order, uuid, position)

    with pytest.raises(CertpressError, match="too long"):
        ledger.register.issue(ledger.register.orders(), fail, now=NOW, entropy=ledger.entropy)
    assert list(ledger.register.issued()) == []
    assert len(ledger.register.orders()) == 2


def test_a_taken_place_is_drawn_again(ledger: Book) -> None:
    """When the drawn place is taken, another is drawn; no two certificates share one."""
    ledger.record(grant(number="NDT-2024-00418"))
    draws = iter([b"\x00\x00\x07", b"\x00\x00\x07", b"\x02\x00\x07", b"\x00\x00\x08"])
    names = iter([b"a" * 16, b"b" * 16])
    ledger.register.issue(
        ledger.register.orders(), make, now=NOW, entropy=lambda n: next(names if n > 3 else draws)
    )
    assert [one.position.index for one in ledger.register.issued()] == [7, 8]


def test_a_list_is_left_when_three_quarters_full(
    ledger: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next list is opened before free places become hard to find."""
    monkeypatch.setattr(issuing, "FULL", 3)
    ledger.record(*(grant(number=f"NDT-2024-009{serial:02d}") for serial in range(6)))
    ledger.issue()
    lists = Counter(one.position.list for one in ledger.register.issued())
    assert lists == {1: 3, 2: 3, 3: 1}
    assert ledger.register.lists() == 3


def _compete(path: Path, serial: int) -> None:
    """Record and issue ten certifications, as a command of its own."""
    with Register.open(path) as register:
        ours = Book(register)
        ours.entropy = os.urandom
        for number in range(10):
            ours.record(grant(number=f"NDT-2025-{serial}{number:04d}", reference=""))
            ours.issue()


def test_two_commands_at_once(tmp_path: Path) -> None:
    """Of commands at once each waits for its turn: nothing is lost and no place is used twice."""
    with book(tmp_path) as ledger:
        ledger.record(grant())
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "register.sqlite"
    workers = [context.Process(target=_compete, args=(path, serial)) for serial in (1, 2, 3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with Register.open(path) as register:
        issued = list(register.issued())
        assert len({one.position for one in issued}) == len(issued) == 31
        assert not register.check().failed


def test_dictionaries_are_kept_under_their_hash(ledger: Book) -> None:
    """A dictionary is named by its SHA-256, and adding it again changes nothing."""
    content = bytes(range(256))
    for _ in range(2):
        name = ledger.register.add_dictionary(content, now=NOW)
    assert ledger.register.dictionaries() == {hashlib.sha256(content).hexdigest(): content}
    assert name == hashlib.sha256(content).hexdigest()


def test_an_edition_in_use_cannot_change(ledger: Book) -> None:
    """The document of an edition is kept byte for byte; a change of it is refused."""
    first = ledger.register.freeze_edition(scheme(), now=NOW)
    assert ledger.register.freeze_edition(scheme(), now=NOW) == first
    assert ledger.register.editions() == (first,)
    assert json.loads(first.document) == {"edition": "2017-1"}
    with pytest.raises(ConfigurationError, match="has changed since"):
        ledger.register.freeze_edition(replace(scheme(), document=b"{}"), now=NOW)


def test_what_was_signed_stays_as_it_was_signed(ledger: Book) -> None:
    """A certificate's place cannot be changed, so its bit cannot be made another's."""
    ledger.issue()
    database = sqlite3.connect(ledger.register.path)
    with pytest.raises(sqlite3.IntegrityError, match="stay as they were"):
        database.execute("UPDATE certificate SET list_index = 7")


def test_a_certificate_that_was_moved_is_found(ledger: Book) -> None:
    """Even without the guard: a document that says another place than its row is a fault."""
    ledger.issue()
    database = sqlite3.connect(ledger.register.path)
    database.execute("DROP TRIGGER certificate_no_update")
    database.execute("UPDATE certificate SET list_index = (list_index + 1) % 131072")
    database.commit()
    database.close()
    found = {f.code: f.outcome.value for f in ledger.register.check().findings}
    assert found["register.certificates"] == "fail"


def test_a_file_that_is_being_written_is_not_called_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another command writes, a look at the file alone may find it half written."""
    look, calls = database._version, [0]

    def torn(connection: sqlite3.Connection) -> int | None:
        calls[0] += 1
        if calls[0] == 1:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return look(connection)

    with book(tmp_path) as ledger:
        ledger.record(grant())
        monkeypatch.setattr(database, "_version", torn)
        with Register.open(tmp_path / "register.sqlite") as other:
            assert other.head()[0] == 1
