"""Issuing many: signed first, stored page by page by another process, printed afterwards."""

from __future__ import annotations

import io
import json
import os
import signal
import string
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from certpress import store
from certpress.cli import certificates, papers, workers
from certpress.cli.progress import Progress, spoken
from certpress.errors import CertpressError, ConfigurationError
from certpress.finishing import Leaf
from certpress.issuance import Press
from certpress.register import Made, Overtaken, Register
from tests.office import COLUMNS, Office, environment, row
from tests.test_issuance import decided, whole

GRANTS = 5


def events(text: str) -> list[dict[str, Any]]:
    """The events on standard output."""
    return [json.loads(line) for line in text.splitlines()]


def test_signed_now_and_printed_later(empty: Office) -> None:
    """It is said that documents are missing; making them needs no key."""
    done = decided(empty).ok("issue", "--no-documents")
    assert "5 certificates signed" in done.err
    assert "certpress documents" in done.err
    assert not empty.documents.exists()
    made = empty.ok("documents", env={"CERTPRESS_PASSPHRASE": None})
    assert "documents of 5 certificates written" in made.err
    whole(empty)


def test_documents_of_some_numbers(empty: Office) -> None:
    """Those that are named, the earlier certificates of a number among them."""
    decided(empty).ok("issue", "--no-documents")
    assert "documents of 2 certificates" in empty.ok("documents", "NDT-2020-00001").err
    assert [path.name for path in empty.documents.iterdir()] == ["NDT-2020-00001"]
    assert "there is no certification" in empty.run("documents", "NDT-2020-99999").err


def test_events_for_programs(empty: Office) -> None:
    """Progress with rate and time left, then what was done; nothing else on standard output."""
    found = events(decided(empty).ok("issue", "--json").out)
    assert {event["event"] for event in found} == {"progress", "signed", "documents"}
    last = [event for event in found if event["event"] == "progress"][-1]
    assert (last["step"], last["done"], last["total"]) == ("printed", 5, 5)
    (signed,) = (event for event in found if event["event"] == "signed")
    assert (signed["signed"], signed["waiting"], signed["not_issued"]) == (5, 0, [])


# What happens on the way


def failing(monkeypatch: pytest.MonkeyPatch, at: int, error: Exception) -> None:
    """The n-th certificate cannot be made, for a reason that concerns all."""
    sign, calls = Press.sign, [0]

    def fails(self: Press, *order: Any) -> Leaf:
        calls[0] += 1
        if calls[0] == at:
            raise error
        return sign(self, *order)

    monkeypatch.setattr(certificates, "_BATCH", 2)
    monkeypatch.setattr(Press, "sign", fails)


@pytest.mark.parametrize("few", [0, GRANTS])
def test_a_key_that_is_locked_in_the_middle(
    empty: Office, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """What was stored stays, it is said how to go on, and the next run does; whether another
    process stores or this one."""
    decided(empty)
    monkeypatch.setattr(certificates, "_FEW", few)
    with monkeypatch.context() as patched:
        failing(patched, 4, ConfigurationError("key", "is locked", "unlock it"))
        done = empty.run("issue")
    assert done.code == 3
    assert "run it again" in done.err
    with empty.register() as register:
        left = GRANTS - register.count()
    assert left in ((3,) if few else (3, 5))  # another process may not have begun yet
    assert f"{left} certificates signed" in empty.ok("issue").err
    whole(empty)


def test_a_full_disk(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own "database or disk is full": nothing is torn, and the next run goes on."""
    desk = certificates.Desk.__init__

    def full(self: certificates.Desk, *arguments: Any) -> None:
        desk(self, *arguments)
        (pages,) = self.register._db.execute("PRAGMA page_count").fetchone()
        self.register._db.execute(f"PRAGMA max_page_count = {pages}")

    decided(empty)
    with monkeypatch.context() as patched:
        patched.setattr(certificates.Desk, "__init__", full)
        done = empty.run("issue")
    assert done.code == 1
    assert "disk is full" in done.err
    assert "make room" in done.err
    empty.ok("issue")
    whole(empty)


def test_another_command_came_first(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places and orders are read again; nothing is issued twice."""
    decided(empty)
    keep, calls = Register.store, [0]

    def overtaken(self: Register, *arguments: Any, **options: Any) -> None:
        calls[0] += 1
        if calls[0] == 1:
            raise Overtaken
        keep(self, *arguments, **options)

    monkeypatch.setattr(Register, "store", overtaken)
    assert "5 certificates signed" in empty.ok("issue").err
    whole(empty)


def test_a_place_that_was_used_meanwhile_is_refused(empty: Office) -> None:
    """The tables themselves refuse a second certificate for an order, or at a place."""
    decided(empty).ok("issue", "--no-documents")
    with empty.register() as register:
        one = next(register.issued())
        row = Made(*("0" * 36, one.decision, one.number, 9, 9, one.scheme, one.edition, b"{}", b""))
        with pytest.raises(Overtaken):
            register.store([row], {}, now=empty.now)


def test_the_second_command_says_who_is_at_work(
    empty: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its patience has ended; with the process and since when."""
    decided(empty)
    monkeypatch.setattr(store, "_PATIENCE", 0.1)
    who = "process 4711, since 2026-11-20 09:00:00 UTC"
    with store.turn(empty.folder / "credentials", "issuing certificates", who):
        done = empty.run("issue")
    assert done.code == 1
    assert f"another certpress command is issuing certificates ({who})" in done.err
    empty.ok("issue")
    whole(empty)


def many(office: Office, count: int, *more: str) -> Office:
    """A body with so many grants, and others among them."""
    rows = [
        row("grant", f"NDT-2021-{n:05}", "2021-03-01", f"Nomen {n},,,ndt,UT-2-W,,,")
        for n in range(count)
    ]
    rows[count // 2 : count // 2] = more
    office.ok("import", office.file(COLUMNS + "\n" + "".join(rows)))
    return office


def test_odd_ones_among_many(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no stencil decides goes the long way, what cannot be made is named; the rest is issued
    by another process."""
    monkeypatch.setattr(certificates, "_FEW", 0)
    alike, noise = "NDT-2022-00001", "NDT-2022-00002"
    letters = Random(17024).choices(string.ascii_letters + string.digits, k=900)
    text = "".join(" " if at % 13 == 0 else one for at, one in enumerate(letters, start=1))
    same = row("grant", alike, "2021-03-01", "Same Name,Same Name,,ndt,UT-2-W,,,")
    large = row("grant", noise, "2021-03-01", f"Nomen Longum,,,ndt,UT-2-W,{text},,")
    done = many(empty, 40, same, large).run("issue", "--no-documents", "--json")
    assert done.code == 1
    (signed,) = (event for event in events(done.out) if event["event"] == "signed")
    assert (signed["signed"], signed["waiting"], signed["not_issued"]) == (41, 1, [noise])
    empty.ok("status", "refresh")
    found = empty.ok("verify", "--all", "--json").object
    assert (found["certificates"], found["findings"]) == (41, [])


# A disk that is full: no file may grow beyond a size, which is what a process can be told by the
# system. The log of the register is the first to reach it.
_LIMITED = """
import resource, sys
from certpress import cli
from certpress.cli import certificates
certificates._BATCH, certificates._FEW = 2, 0
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
def test_a_disk_that_is_full_in_the_middle(empty: Office) -> None:
    """What was stored before stays, it is said what to do, and the next run goes on."""
    register_path = many(empty, 40).folder / "credentials" / "register.sqlite"
    size = register_path.stat().st_size + 200_000
    words = ["--folder", str(empty.folder), "--now", empty.now.isoformat(), "issue"]
    command = [sys.executable, "-c", _LIMITED, str(size), *words, "--no-documents"]
    done = subprocess.run(
        command, env=environment(), capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 1, done.stderr
    assert "could not be written" in done.stderr
    assert "make room" in done.stderr
    with empty.register() as register:
        assert 0 < register.count() < 40
        assert not register.check().failed
    empty.ok("issue", "--no-documents")
    complete(empty, 40)


def complete(office: Office, count: int) -> None:
    """None lost, none doubled, no place used twice."""
    with office.register() as register:
        issued = list(register.issued())
        assert register.orders() == ()
        assert not register.check().failed
    assert len({one.decision for one in issued}) == len(issued) == count
    assert len({one.position for one in issued}) == count


# Another process stores; any of them may be killed

_KILLED = """
import os, signal, sys
from certpress import cli
from certpress.cli import certificates
from certpress.issuance import Press
certificates._BATCH, certificates._FEW = 3, 0
left, sign = [int(sys.argv.pop(1))], Press.sign
def count(*arguments):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return sign(*arguments)
Press.sign = count
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_killed_while_another_process_stores(empty: Office) -> None:
    """Again and again, at any certificate: none lost, none doubled, no place used twice."""
    many(empty, 30)
    words = ["--folder", str(empty.folder), "--now", empty.now.isoformat(), "issue"]
    for moment in (5, 11, 14):
        command = [sys.executable, "-c", _KILLED, str(moment), *words, "--no-documents"]
        ended = subprocess.run(command, env=environment(), capture_output=True, check=False)
        assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    empty.ok("issue", "--no-documents")
    complete(empty, 30)


# Workers


def double(state: int, job: int) -> int:
    """The work of a test."""
    if job == 13:
        raise ConfigurationError("job", "unlucky", "take another")
    return state * job


def ends(_state: int, _job: int) -> None:
    """Work in which the process is killed, as a system does that has no memory left."""
    os._exit(137)


def secrets(_state: int, _job: int) -> list[str]:
    """The passphrases that a worker has."""
    return [name for name in os.environ if "PASSPHRASE" in name]


def process(_state: int, _job: int) -> int:
    """The process that does the work."""
    return os.getpid()


def test_work_is_spread_and_gathered() -> None:
    """All jobs are done, each once, whichever is ready first."""
    found = workers.spread(double, iter([1, 2, 3, 4, 5, 6, 7]), int, (2,), 2)
    assert sorted(found) == [2, 4, 6, 8, 10, 12, 14]
    assert list(workers.spread(double, [], int, (2,), 2)) == []


def test_what_a_worker_raises_is_raised_here() -> None:
    """With place, problem and hint, and no process is left."""
    with pytest.raises(ConfigurationError, match="unlucky"):
        list(workers.spread(double, [13], int, (2,), 1))


def test_a_worker_that_is_killed_is_told() -> None:
    """With the next step; no process is left, and nothing waits for ever."""
    with pytest.raises(CertpressError, match="ended from outside"):
        list(workers.spread(ends, iter(range(9)), int, (2,), 2))


def test_a_worker_knows_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is it this process, whose memory has the key."""
    monkeypatch.setenv("CERTPRESS_PASSPHRASE", "not for workers")
    assert list(workers.spread(secrets, [1], int, (2,), 1)) == [[]]
    (other,) = workers.spread(process, [1], int, (2,), 1)
    assert other != os.getpid()


def test_a_worker_ends_with_its_command() -> None:
    """When the results are no longer wanted, the processes are gone."""
    found: Iterator[int] = workers.spread(process, iter(range(100)), int, (2,), 1)
    other = next(found)
    found.close()  # type: ignore[attr-defined]
    for _ in range(100):
        try:
            os.kill(other, 0)
        except OSError:
            return
        time.sleep(0.05)
    raise AssertionError("the worker is still there")


def test_many_documents_are_made_by_workers(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files as in one process."""
    monkeypatch.setattr(papers, "FEW", 1)
    assert "documents of 5 certificates" in decided(empty).ok("issue").err
    whole(empty)


# Progress


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_for_people() -> None:
    """A line that counts, with the rate and the time left; not more often than can be read."""
    stream, ticks = Terminal(), iter([0.0, 0.05, 2.0, 4.0])
    told = Progress(step="signed", stream=stream, clock=lambda: next(ticks))
    for done in (0, 10, 2_000, 10_000):
        told(done, 10_000)
    shown = stream.getvalue()
    assert "signed 2,000 of 10,000, 1,000 a second, 8 s left" in shown
    assert "signed 10 of" not in shown
    assert shown.endswith("\n")


def test_progress_is_quiet_where_nobody_watches() -> None:
    """Logs stay short."""
    stream = io.StringIO()
    Progress(step="signed", stream=stream)(5, 5)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (45, "45 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_times_for_people(seconds: float, said: str) -> None:
    """Seconds, minutes, hours."""
    assert spoken(seconds) == said


def test_memory_does_not_grow_with_the_register(empty: Office) -> None:
    """Orders and certificates are read in pages, each after the last of the one before."""
    decided(empty)
    with empty.register() as register:
        assert register.waiting() == GRANTS
        first = register.orders(limit=2)
        rest = register.orders(first[-1].decision)
        assert [*first, *rest] == [*register.orders()]
        assert len(first) == 2
    assert Path(empty.folder).is_dir()
