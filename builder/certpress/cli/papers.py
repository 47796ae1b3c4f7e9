"""Documents, step by step: printed from what was signed, by processes that hold no key.

Rules:
1. Documents are made from the signed bytes in the register; making them again changes nothing.
2. Which are missing is seen on the disk, so an interruption costs only what was under way.
3. One that cannot be printed is named and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from certpress import documents, store
from certpress.cli import workers
from certpress.cli.workspace import Workspace
from certpress.errors import CertpressError
from certpress.model import Body, Issued
from certpress.register import Register

FEW = 40  # documents that are made sooner than other processes are started
BUNDLE = 8  # certificates handed to a process at a time

Watch = Callable[[int, int], None]  # done, of how many
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Certificates whose documents were written, and those that could not be printed."""

    written: int
    problems: tuple[CertpressError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """What printing needs beside the signed bytes."""

    folder: Path
    body: Body
    schemes: documents.Schemes
    logo: bytes
    wanted: tuple[str, ...]  # the names of the files that are to be made


def printer(workspace: Workspace, forms: Collection[str] = ()) -> Printer:
    """The printer of a body, for some of the forms or for all."""
    body = workspace.content.body
    asked = [name for form in forms for name in documents.FORMS[form]]
    if documents.CARD in asked and not body.layout.card:
        raise CertpressError(
            "content/certificate/layout.yml", "this body has no cards", "write there: card: yes"
        )
    return Printer(
        folder=workspace.documents,
        body=body,
        schemes=workspace.schemes,
        logo=workspace.content.logo,
        wanted=tuple(asked) if forms else documents.names(body),
    )


def make(
    workspace: Workspace,
    register: Register,
    watch: Watch,
    numbers: Sequence[str] = (),
    forms: Collection[str] = (),
) -> Papers:
    """Write the documents that are missing, of all certificates or of those of some numbers.

    `forms` are keys of `documents.FORMS`; none stands for all. Raises CertpressError when cards are
    asked for and the body has none.
    """
    machine = printer(workspace, forms)
    machine.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # for the owner alone
    ahead, rest = _first(_missing(machine, register, numbers), FEW)
    total = len(ahead) + sum(1 for _ in rest)
    if total <= FEW:
        results: Iterable[tuple[CertpressError, ...]] = (_print(machine, [one]) for one in ahead)
        return _gather(results, 1, total, watch)
    bundles = workers.bundles(_missing(machine, register, numbers), BUNDLE)
    results = workers.spread(_print, bundles, _itself, (machine,), workers.cores())
    return _gather(results, BUNDLE, total, watch)


def count_missing(workspace: Workspace, register: Register) -> int:
    """Certificates whose documents are not all there."""
    return sum(1 for _ in _missing(printer(workspace), register, ()))


def _itself(machine: Printer) -> Printer:
    return machine


def _missing(machine: Printer, register: Register, numbers: Sequence[str]) -> Iterator[Issued]:
    def place(name: str) -> Path:
        return machine.folder.joinpath(*name.split("/"))

    def exists(name: str) -> bool:
        return place(name).is_file()

    found = (one for number in numbers or (None,) for one in register.issued(number))
    for one in found:
        if documents.missing(one, machine.wanted, lambda n: store.read(place(n)), exists):
            yield one


def _print(machine: Printer, bundle: Sequence[Issued]) -> tuple[CertpressError, ...]:
    """Print and write a bundle; what could not be printed."""
    problems = []
    for one in bundle:
        try:
            made = documents.again(one, machine.body, machine.schemes, machine.logo, machine.wanted)
        except CertpressError as problem:
            problems.append(CertpressError(one.number, problem.problem, problem.hint))
            continue
        place = machine.folder.joinpath(*documents.folder(one).split("/"))
        for name, data in documents.ordered(made):
            store.write(place / name, data)
    return tuple(problems)


def _gather(
    results: Iterable[tuple[CertpressError, ...]], each: int, total: int, watch: Watch
) -> Papers:
    done, problems = 0, list[CertpressError]()
    for found in results:
        done = min(done + each, total)
        problems += found
        watch(done, total)
    return Papers(written=total - len(problems), problems=tuple(problems))


def _first(items: Iterator[Item], count: int) -> tuple[list[Item], Iterator[Item]]:
    """The first items, and what comes after them."""
    first = [one for _, one in zip(range(count), items, strict=False)]
    return first, items
