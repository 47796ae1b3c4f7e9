"""Issuing, step by step: what decisions call for is signed and stored, page by page.

Rules:
1. One command issues at a time; another waits for its turn, and says whose it is when that takes
   long.
2. A page of orders is read, signed and stored in one transaction: what is counted as signed is on
   the disk. A command that dies loses the page under way, of which nothing was stored, and the next
   run goes on there.
3. An order that cannot become a certificate stops no other.
4. Signing comes first and is whole; documents are made afterwards (`papers`), without any key.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from certpress import refresh, store
from certpress.cli.workspace import Workspace, entropy
from certpress.errors import ConfigurationError
from certpress.issuance import Press, Unissuable
from certpress.keys import Role
from certpress.register import Made, Order, Overtaken, Places, Preset, Register

_BATCH = 2_000  # certificates signed in one transaction

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
    presets: dict[tuple[str, str], Preset] = field(default_factory=dict)
    failed: dict[int, Unissuable] = field(default_factory=dict)

    def all(self) -> None:
        """Every order that waits, page by page."""
        total, seen, after = self.register.waiting(), 0, 0
        places = self.register.places(entropy)
        while page := self.register.orders(after, _BATCH):
            self._freeze(page)
            try:
                made = self._made(page, places)
                self.register.store(made, self.presets, now=self.workspace.now)
            except Overtaken:  # by a version of certpress that takes no turns
                places = self.register.places(entropy)
                continue
            after, seen = page[-1].decision, seen + len(page)
            self.done += len(made)
            self.watch(seen, max(total, seen))

    def _made(self, page: Sequence[Order], places: Places) -> list[Made]:
        made = []
        for order in page:
            identifier, position = places.identifier(), places.draw()
            try:
                document, code = self.press.make(order, identifier, position)
            except Unissuable as problem:
                self.failed[order.decision] = problem
                continue
            one = Made(order=order, id=identifier, position=position, document=document, code=code)
            made.append(one)
        return made

    def _freeze(self, page: Sequence[Order]) -> None:
        """Keep for ever what the certificates will need: editions, dictionaries, presets."""
        for key in sorted({(o.scheme, o.edition) for o in page} - self.presets.keys()):
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
            self.presets[key] = self.register.add_preset(self.press.preset(scheme), now=now)

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
