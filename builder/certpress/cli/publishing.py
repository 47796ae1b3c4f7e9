"""What certified persons agreed to show, gathered from the register and put into the site.

Rules:
1. Who agreed is asked of the register at the build; nobody else is looked up.
2. Where there is nobody to show any more (withdrawn consent, death, erased data, no badge yet), the
   address answers with the page that is the same for all.
3. What was made for the last build and depends on nothing that has changed is linked, not made
   again. On what the files of each number depend, and which they were, stands in
   `credentials/pages.txt`, a line for each number in the order of the numbers.
4. Pictures for networks are kept below `credentials/cards/`, named by what they show. One that no
   page has any more is removed.
5. Numbers are taken up one by one and made by all processors: memory grows with nothing but the
   entries of the directory, which are one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from certpress import badge_pages, store
from certpress.cli import parts, persons, workers
from certpress.cli.lists import Current
from certpress.cli.parts import Case, Maker
from certpress.cli.persons import Done
from certpress.cli.workspace import Workspace
from certpress.model import Audience
from certpress.register import Consent, Register, standing

STATE = "pages.txt"
FEW = 150  # persons whose files are there sooner than other processes are started
BUNDLE = 16  # persons handed to a process at a time

Job = tuple[Case, str]  # and the line of the last build


def fill(
    workspace: Workspace,
    register: Register,
    found: Current,
    staged: Path,
    count: int,
    wanted: tuple[str, ...] = parts.PARTS,
) -> None:
    """Put the files of all badge pages and of the directory into a folder that nobody reads yet.

    `count` processes take part where there are many; `wanted` are the parts of each page.
    """
    state = workspace.folder / "credentials" / STATE
    maker = replace(parts.maker(workspace, register.pictures(), staged), parts=wanted)
    cards, rows = set[bytes](), list[str]()
    with store.assemble(state) as file, closing(store.lines(state)) as lines:
        jobs = _remembered(lines, cases(register, found))
        for done in put(maker, jobs, count):
            file.write(done.line.encode("utf-8"))
            cards.add(done.card.encode("ascii"))
            rows += [done.row] if done.row else []
        made = badge_pages.directory(maker.frame, rows, workspace.today)
        store.fill(staged, made, workspace.site)
    _tidy(maker.cards, cards)


def cases(register: Register, found: Current) -> Iterator[Case]:
    """What the register knows of each number of which a consent was ever recorded, in order."""
    for number, steps in register.agreements():
        yield _case(register, found, number, steps)


def _case(register: Register, found: Current, number: str, steps: Sequence[Consent]) -> Case:
    held = standing(steps).get(number, {}) if register.is_here(number) else {}
    page, listed = held.get(Audience.BADGE_PAGE), held.get(Audience.DIRECTORY)
    badges = [one for one in register.badges(number) if one.document] if page else []
    address = page.address if page and badges else ""
    issued = [one for one in register.issued(number) if one.document] if held else []
    return Case(
        number=number,
        address=address,
        indexed=Audience.SEARCH_ENGINES in held,
        listed=listed is not None,
        place=listed.place if listed else "",
        gone=tuple(sorted({one.address for one in steps if one.address} - {address})),
        badges=tuple((one, not found.badges.bits[one.position].suspension) for one in badges),
        issued=tuple(
            (one, not (bits.revocation or bits.suspension))
            for one, bits in ((one, found.certificates.bits[one.position]) for one in issued)
        ),
    )


def _remembered(lines: Iterator[str], found: Iterable[Case]) -> Iterator[Job]:
    """The cases with what the last build noted of them; both are in the order of the numbers."""
    line = next(lines, "")
    for case in found:
        while line and persons.number(line) < case.number:
            line = next(lines, "")
        yield case, line if persons.number(line) == case.number else ""


def put(maker: Maker, jobs: Iterator[Job], count: int) -> Iterator[Done]:
    """What was put into the site for each case, in their order."""
    ahead = list(islice(jobs, FEW))
    if len(ahead) < FEW or count == 1:
        yield from (persons.put(maker, *job) for job in chain(ahead, jobs))
        return
    bundles = enumerate(workers.bundles(chain(ahead, jobs), BUNDLE))
    results = workers.spread(_work, bundles, _itself, (maker,), count)
    for bundle in workers.in_order(results):
        yield from bundle


def _itself(maker: Maker) -> Maker:
    return maker


def _work(maker: Maker, job: tuple[int, Sequence[Job]]) -> tuple[int, list[Done]]:
    number, bundle = job
    return number, [persons.put(maker, *one) for one in bundle]


def _tidy(folder: Path, used: set[bytes]) -> None:
    """Pictures that no page has any more hold names: they go."""
    for path in folder.glob("*.png"):
        if path.stem.encode("ascii", "replace") not in used:
            path.unlink(missing_ok=True)
