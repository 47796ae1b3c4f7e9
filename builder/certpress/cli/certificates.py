"""Issuing, step by step: what decisions call for is signed and stored, page by page.

Rules:
1. One command issues at a time; another waits for its turn, and says whose it is when that takes
   long.
2. A page of orders is read, signed and stored in one transaction: what is counted as signed is on
   the disk. A command that dies loses the pages under way, of which nothing was stored, and the
   next run goes on there. The key stays in this process; storing is another one's work.
3. An order that cannot become a certificate stops no other.
4. Signing comes first and is whole; documents are made afterwards (`papers`), without any key.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from certpress import refresh, store
from certpress.cli import workers
from certpress.cli.workspace import Workspace, entropy
from certpress.errors import ConfigurationError
from certpress.issuance import Press, Unissuable
from certpress.keys import Role
from certpress.register import Made, Order, Overtaken, Places, Preset, Register, made

_BATCH = 1_000  # certificates signed in one transaction
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
                logo=workspace.content.logo,
            )
            run = _Run(workspace=workspace, register=register, press=press, watch=watch)
            run.all()
            return run.result()


class Page(NamedTuple):
    """Certificates that are to be stored in one transaction, made for so many orders."""

    orders: int
    made: list[Made]
    presets: dict[tuple[str, str], bytes]


class Desk:
    """Where pages are stored: another process than the one that holds the key, when there are many.

    Packing and storing take as long as signing does, so they go on at the same time.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        self.register, self.now = Register.open(path), now
        self.presets: dict[tuple[str, str], Preset] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.register.close()


def store_page(desk: Desk, page: Page) -> tuple[int, int]:
    """Store a page; for how many orders, and how many certificates. Raises Overtaken."""
    for key in page.presets.keys() - desk.presets.keys():
        desk.presets[key] = desk.register.add_preset(page.presets[key], now=desk.now)
    desk.register.store(page.made, desk.presets, now=desk.now)
    return page.orders, len(page.made)


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
    presets: dict[tuple[str, str], bytes] = field(default_factory=dict)
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
        desk = (self.workspace.register_path, self.workspace.now)
        stored: Iterable[tuple[int, int]]
        if total <= _FEW:
            with Desk(*desk) as one:
                stored = [store_page(one, page) for page in pages]
        else:
            stored = workers.spread(store_page, pages, Desk, desk, 1)
        for asked, issued in stored:
            seen, self.done = seen + asked, self.done + issued
            self.watch(seen, max(total, seen))

    def _pages(self, places: Places) -> Iterator[Page]:
        after = 0
        while orders := self.register.orders(after, _BATCH):
            self._freeze(orders)
            yield Page(len(orders), self._made(orders, places), self.presets)
            after = orders[-1].decision

    def _made(self, orders: Sequence[Order], places: Places) -> list[Made]:
        page = []
        for order in orders:
            identifier, position = places.identifier(), places.draw()
            try:
                document, code = self.press.make(order, identifier, position)
            except Unissuable as problem:
                self.failed[order.decision] = problem
                continue
            page.append(made(order, identifier, position, document, code))
        return page

    def _freeze(self, orders: Sequence[Order]) -> None:
        """Keep for ever what the certificates will need: editions and dictionaries."""
        for key in sorted({(o.scheme, o.edition) for o in orders} - self.presets.keys()):
            scheme = self.workspace.schemes.get(key)
            if scheme is None:
                raise ConfigurationError(
                    f"content/schemes/{key[0]}/{key[1]}",
                    "decisions name this scheme edition, and it is gone",
                    "put it back: old editions stay readable",
                )
            now = self.workspace.now
            self.register.freeze_edition(scheme, now=now)
            self.register.add_dictionary(self.press.dictionary(scheme), now=now)
            self.presets[key] = self.press.preset(scheme)

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
