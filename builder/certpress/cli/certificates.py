"""Issuing, step by step: what decisions call for is signed and stored, page by page.

Rules:
1. One command issues at a time; another waits for its turn, and says whose it is when that takes
   long.
2. A page of orders is read, signed and stored in one transaction: what is counted as signed is on
   the disk. A command that dies loses the pages under way, of which nothing was stored, and the
   next run goes on there. The key stays in this process; all that needs none is another one's work.
3. An order that cannot become a certificate stops no other.
4. Signing comes first and is whole; documents are made afterwards (`papers`), without any key.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from certpress import refresh, store
from certpress.cli import workers
from certpress.cli.workspace import Workspace, entropy
from certpress.errors import ConfigurationError
from certpress.finishing import Finishing, Leaf, Unissuable
from certpress.issuance import Press
from certpress.keys import Role
from certpress.model import Body, Scheme
from certpress.register import Made, Order, Overtaken, Places, Preset, Register

_BATCH = 5_000  # certificates signed in one transaction, once it is seen that there are many
_FIRST = 500  # in the first, so that the other process does not wait for long
_FEW = 4_000  # certificates that are stored before another process has begun

Watch = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What signing did; `waiting` are orders that are still there afterwards.

    `problems` are orders that could not become certificates; those in `overtaken` no longer need
    to: a later decision took their place.
    """

    issued: int
    waiting: int
    problems: tuple[Unissuable, ...] = ()
    overtaken: tuple[Unissuable, ...] = ()


def sign(workspace: Workspace, watch: Watch) -> Signed:
    """Sign and store every certificate that a decision calls for."""
    with workspace.register() as register:
        if not register.waiting():
            return Signed(issued=0, waiting=0)
        signer = workspace.signer(Role.CERTIFICATES)  # asked for while others may still issue
        with _turn(workspace):
            press = Press(
                body=workspace.content.body,
                schemes=workspace.schemes,
                people=workspace.content.people,
                signer=signer,
                now=workspace.now,
            )
            run = _Run(workspace=workspace, register=register, press=press, watch=watch)
            run.all()
            return run.result()


class Kept(NamedTuple):
    """What is kept for ever of a scheme edition: for the register, and for codes."""

    preset: bytes
    dictionary: bytes


class Page(NamedTuple):
    """Certificates that are to be stored in one transaction, signed for so many orders."""

    orders: int
    leaves: list[Leaf]
    kept: dict[tuple[str, str], Kept]  # by scheme and edition


class Stored(NamedTuple):
    """What became of a page."""

    orders: int
    issued: int
    failed: dict[int, Unissuable]  # by decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a desk is set up with."""

    path: Path
    body: Body
    schemes: Mapping[tuple[str, str], Scheme]
    now: datetime
    logo: bytes


class Desk:
    """Where pages are written out, looked at and stored: when there are many, in another process
    than the one that holds the key, for it takes about as long as signing does."""

    def __init__(self, place: Place) -> None:
        self.now, self.register = place.now, Register.open(place.path)
        self.finishing = Finishing(
            body=place.body, schemes=place.schemes, now=place.now, logo=place.logo
        )
        self.presets: dict[tuple[str, str], Preset] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.register.close()


def store_page(desk: Desk, page: Page) -> Stored:
    """Store a page, but for what must not be. Raises Overtaken."""
    for edition, kept in page.kept.items():
        desk.finishing.use(edition, kept.dictionary)
        if edition not in desk.presets:
            desk.presets[edition] = desk.register.add_preset(kept.preset, now=desk.now)
    made, failed = list[Made](), dict[int, Unissuable]()
    for leaf in page.leaves:
        try:
            made.append(desk.finishing.finish(leaf))
        except Unissuable as problem:
            failed[leaf.decision] = problem
    desk.register.store(made, desk.presets, now=desk.now)
    return Stored(page.orders, len(made), failed)


@contextmanager
def _turn(workspace: Workspace) -> Iterator[None]:
    """This command's turn to issue."""
    who = f"process {os.getpid()}, since {refresh.spoken(workspace.now)}"
    with store.turn(workspace.folder / "credentials", "issuing certificates", who):
        yield


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of signing: from the first waiting order to the last."""

    workspace: Workspace
    register: Register
    press: Press
    watch: Watch
    done: int = 0
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)
    failed: dict[int, Unissuable] = field(default_factory=dict)

    def all(self) -> None:
        """Every order that waits, page by page."""
        while True:
            try:
                return self._once()
            except Overtaken:  # a command that was killed has stored its last page meanwhile
                continue

    def _once(self) -> None:
        total, seen = self.register.waiting(), 0
        pages = self._pages(self.register.places(entropy))
        place = Place(
            path=self.workspace.register_path,
            body=self.press.body,
            schemes=self.press.schemes,
            now=self.press.now,
            logo=self.workspace.content.logo,
        )
        stored: Iterable[Stored]
        if total <= _FEW:
            with Desk(place) as desk:
                stored = [store_page(desk, page) for page in pages]
        else:
            stored = workers.spread(store_page, pages, Desk, (place,), 1)
        for page in stored:
            seen, self.done = seen + page.orders, self.done + page.issued
            self.failed |= page.failed
            self.watch(seen, max(total, seen))

    def _pages(self, places: Places) -> Iterator[Page]:
        after, size = 0, min(_FIRST, _BATCH)
        while orders := self.register.orders(after, size):
            self._freeze(orders)
            yield Page(len(orders), self._signed(orders, places), self.kept)
            after, size = orders[-1].decision, min(2 * size, _BATCH)

    def _signed(self, orders: Sequence[Order], places: Places) -> list[Leaf]:
        leaves = []
        for order in orders:
            try:
                leaves.append(self.press.sign(order, places.identifier(), places.draw()))
            except Unissuable as problem:
                self.failed[order.decision] = problem
        return leaves

    def _freeze(self, orders: Sequence[Order]) -> None:
        """Keep for ever what the certificates will need: editions and dictionaries."""
        for key in sorted({(o.scheme, o.edition) for o in orders} - self.kept.keys()):
            scheme = self.workspace.schemes.get(key)
            if scheme is None:
                raise ConfigurationError(
                    f"content/schemes/{key[0]}/{key[1]}",
                    "decisions name this scheme edition, and it is gone",
                    "put it back: old editions stay readable",
                )
            now = self.workspace.now
            self.register.freeze_edition(scheme, now=now)
            dictionary = self.press.dictionary(scheme)
            self.register.add_dictionary(dictionary, now=now)
            self.kept[key] = Kept(self.press.preset(scheme), dictionary)

    def result(self) -> Signed:
        """What was done, once it is done."""
        failed = self.failed
        gone = {seq for seq in failed if self._is_overtaken(seq, failed[seq].where)}
        return Signed(
            issued=self.done,
            waiting=self.register.waiting(),
            problems=tuple(failed[seq] for seq in sorted(failed.keys() - gone)),
            overtaken=tuple(failed[seq] for seq in sorted(gone)),
        )

    def _is_overtaken(self, decision: int, number: str) -> bool:
        """True when a later certificate took the place of an order's, or its number has ended."""
        later = any(one.decision > decision for one in self.register.issued(number))
        return later or self.register.certification(number).ended is not None
