"""Work spread over processes, none of which ever holds a key.

Rules:
1. A worker is a process of its own that begins empty (`spawn`): what this process has unlocked is
   not in its memory, and it forgets the passphrases of the environment before it does anything.
2. Jobs are handed out as workers get free, a few ahead, so that memory does not grow with them;
   results come in the order in which they are ready.
3. A worker computes in one thread: there are as many workers as processors.
4. A worker ends when this process does, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any, TypeVar

from certpress.cli.workspace import PASSPHRASE, STATUS_PASSPHRASE
from certpress.errors import CertpressError

Job = TypeVar("Job")
Result = TypeVar("Result")
THREADS = "RAYON_NUM_THREADS"  # read by typst when it prints its first page
AHEAD = 2  # jobs that a worker has before it

Setup = Callable[..., Any]


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Any, Job], Result],
    jobs: Iterable[Job],
    setup: Setup,
    arguments: tuple[Any, ...],
    count: int,
) -> Iterator[Result]:
    """The results of `work(state, job)` for all jobs, as they get ready.

    `setup(*arguments)` makes the state, once in each of `count` processes. What `work` raises is
    raised here.
    """
    context = multiprocessing.get_context("spawn")
    crew: list[tuple[Any, connection.Connection]] = []
    try:
        for _ in range(count):
            mine, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs, work, setup, arguments), daemon=True
            )
            process.start()
            theirs.close()
            crew.append((process, mine))
        yield from _hand_out([pipe for _, pipe in crew], iter(jobs))
    finally:
        for _, pipe in crew:
            pipe.close()
        for process, _ in crew:
            process.join()


def bundles(items: Iterable[Job], size: int) -> Iterator[list[Job]]:
    """Items in lists of that size; handing over one at a time would cost more than the work."""
    bundle: list[Job] = []
    for one in items:
        bundle.append(one)
        if len(bundle) == size:
            yield bundle
            bundle = []
    if bundle:
        yield bundle


def in_order(results: Iterable[tuple[int, Result]]) -> Iterator[Result]:
    """Numbered results in the order of their numbers, which begin at 0."""
    early, number = dict[int, Result](), 0
    for place, result in results:
        early[place] = result
        while number in early:
            yield early.pop(number)
            number += 1


def _hand_out(pipes: list[connection.Connection], jobs: Iterator[Any]) -> Iterator[Any]:
    waiting = dict.fromkeys(pipes, 0)  # jobs that each worker has

    def give(pipe: connection.Connection) -> None:
        for job in jobs:
            with _explained():
                pipe.send(job)
            waiting[pipe] += 1
            return

    for _ in range(AHEAD):
        for pipe in pipes:
            give(pipe)
    while any(waiting.values()):
        ready_ones = connection.wait([pipe for pipe in pipes if waiting[pipe]])
        for ready in (pipe for pipe in pipes if pipe in ready_ones):
            with _explained():
                good, result = ready.recv()
            waiting[ready] -= 1
            if not good:
                raise result
            give(ready)
            yield result


@contextmanager
def _explained() -> Iterator[None]:
    """Raises CertpressError when nobody is at the other end of a pipe any more."""
    try:
        yield
    except (EOFError, ConnectionError) as cause:
        raise CertpressError(
            "",
            "one of the processes that this command had begun was ended from outside",
            "see whether the machine ran out of memory, and run the command again: what was "
            "counted is kept",
        ) from cause


def _serve(
    pipe: connection.Connection, work: Callable[[Any, Any], Any], setup: Setup, arguments: Any
) -> None:
    """A worker's life: it ends when nobody is at the other end any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command itself stops, and this with it
    for name in (PASSPHRASE, STATUS_PASSPHRASE):
        os.environ.pop(name, None)
    os.environ[THREADS] = "1"
    state = setup(*arguments)
    try:
        while True:
            job = pipe.recv()
            try:
                result = True, work(state, job)
            except Exception as error:  # told to the command, which raises it
                result = False, error
            pipe.send(result)
    except (EOFError, OSError):
        return
