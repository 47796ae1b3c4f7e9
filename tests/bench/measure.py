"""Stopwatches: for a process (time and peak memory), and for a function (computing time)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "a bench measures"
COLUMNS = ("seconds", "CPU seconds", "peak memory, MB")
_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in a unit of ru_maxrss


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a process took.

    `cpu` is what it and its own processes computed, `memory` the peak of the largest of them in
    bytes; None where the system does not tell.
    """

    seconds: float
    cpu: float | None
    memory: int | None

    def cells(self) -> tuple[str, str, str]:
        """Seconds, CPU seconds and megabytes for people; see COLUMNS."""
        cpu = "–" if self.cpu is None else f"{self.cpu:,.1f}"
        memory = "–" if self.memory is None else f"{self.memory / 1e6:,.0f}"
        return f"{self.seconds:,.1f}", cpu, memory

    def each(self, count: int) -> str:
        """Milliseconds of computing for one of so many."""
        return ms((self.seconds if self.cpu is None else self.cpu) / count)


def certpress(folder: Path, *arguments: str) -> Run:
    """A certpress command on a body's folder, started as a user would."""
    return run([sys.executable, "-m", "certpress", "--folder", str(folder), *arguments])


def run(command: Sequence[str], folder: Path = ROOT) -> Run:
    """Run a command to its end; raises RuntimeError with what it said when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    with process.stderr as stream:
        said = stream.read()
    code, cpu, memory = _wait(process)
    if code != 0:
        raise RuntimeError(f"{' '.join(command)}\n{said}")
    return Run(seconds=time.perf_counter() - started, cpu=cpu, memory=memory)


def _environment() -> Mapping[str, str]:
    path = [str(ROOT / "builder"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "CERTPRESS_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
    }


def _wait(process: subprocess.Popen[str]) -> tuple[int, float | None, int | None]:
    """The exit code, CPU seconds and peak memory of a process and those that it waited for."""
    if sys.platform == "win32":
        return process.wait(), None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT


def timed(work: Callable[[], object], rounds: int) -> float:
    """The time of so many calls in seconds."""
    started = time.perf_counter()
    for _ in range(rounds):
        work()
    return time.perf_counter() - started


def undisturbed(work: Callable[[], object], rounds: int) -> float:
    """The same, without the time that other processes had the processor."""
    started, spent = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        work()
    return min(time.perf_counter() - started, time.process_time() - spent)


def computed(work: Callable[[], object], rounds: int) -> float:
    """The computing time of one call in seconds, in the quickest of ten groups of rounds.

    So what other processes do meanwhile hardly counts.
    """
    work()
    return min(_group(work, max(1, rounds // 10)) for _ in range(10))


def _group(work: Callable[[], object], rounds: int) -> float:
    started = time.process_time()
    for _ in range(rounds):
        work()
    return (time.process_time() - started) / rounds


def ms(seconds: float) -> str:
    """A time in milliseconds, with three figures."""
    value = seconds * 1000
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"
