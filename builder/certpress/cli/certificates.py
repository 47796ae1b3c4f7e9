"""Issuing, step by step: what decisions call for is signed, stored, and written out.

Gather everything, check everything, then write: nothing on the disk changes before all checks pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from certpress import documents, store
from certpress.cli import badges
from certpress.cli.workspace import Workspace, entropy
from certpress.errors import ConfigurationError
from certpress.issuance import Press, Unissuable
from certpress.keys import Role
from certpress.model import Issued
from certpress.register import Order, Register

_BATCH = 100  # certificates signed in one transaction

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResult:
    """What issuing did: certificates signed, and those whose documents were written again.

    The latter are earlier certificates of a number, which move to a folder of their own, and
    whatever an interruption left undone. `problems` are orders that could not become certificates;
    those in `overtaken` no longer need to: a later decision took their place.
    """

    issued: int
    rewritten: int
    problems: tuple[Unissuable, ...] = ()
    overtaken: tuple[Unissuable, ...] = ()


def issue(workspace: Workspace, progress: Progress) -> IssueResult:
    """Sign what decisions call for, and write the documents of what was signed.

    An order that cannot become a certificate (a name that no font can print) stops no other.
    """
    with workspace.register() as register:
        orders = register.orders()
        issued, failed = _sign(workspace, register, orders, progress) if orders else (0, {})
        rewritten = _write_missing(workspace, register)
        badges.write(workspace, register)
        overtaken = {seq for seq in failed if _is_overtaken(register, seq, failed[seq].where)}
    return IssueResult(
        issued=issued,
        rewritten=rewritten,
        problems=tuple(failed[seq] for seq in sorted(failed.keys() - overtaken)),
        overtaken=tuple(failed[seq] for seq in sorted(overtaken)),
    )


def _is_overtaken(register: Register, decision: int, number: str) -> bool:
    """True when a later certificate took the place of an order's, or its certification ended."""
    later = any(one.decision > decision for one in register.issued(number))
    return later or register.certification(number).ended is not None


def _sign(
    workspace: Workspace, register: Register, orders: Sequence[Order], progress: Progress
) -> tuple[int, dict[int, Unissuable]]:
    """Issue in batches; how many were signed, and what was wrong with the other decisions."""
    press = Press(
        body=workspace.content.body,
        schemes=workspace.schemes,
        people=workspace.content.people,
        signer=workspace.signer(Role.CERTIFICATES),
        now=workspace.now,
        logo=workspace.content.logo,
    )
    _freeze(workspace, register, press, orders)
    done, failed = 0, dict[int, Unissuable]()
    for start in range(0, len(orders), _BATCH):
        done += _issue(workspace, register, press, orders[start : start + _BATCH], failed)
        progress(min(start + _BATCH, len(orders)), len(orders))
    return done, failed


def _issue(
    workspace: Workspace,
    register: Register,
    press: Press,
    orders: Sequence[Order],
    failed: dict[int, Unissuable],
) -> int:
    """Issue orders in one transaction, then write them out; one by one when one of them fails."""
    try:
        made = register.issue(orders, press.make, now=workspace.now, entropy=entropy)
    except Unissuable as problem:
        if len(orders) == 1:
            failed[orders[0].decision] = problem
            return 0
        return sum(_issue(workspace, register, press, [one], failed) for one in orders)
    finally:
        printed = dict(press.printed)
        press.printed.clear()
    for one in made:
        if one.current:
            _write_documents(workspace, one, printed[one.id])
    return len(made)


def _freeze(
    workspace: Workspace, register: Register, press: Press, orders: Sequence[Order]
) -> None:
    """Keep for ever what the certificates will need: editions and dictionaries."""
    for key in sorted({(order.scheme, order.edition) for order in orders}):
        scheme = workspace.schemes.get(key)
        if scheme is None:
            raise ConfigurationError(
                f"content/schemes/{key[0]}/{key[1]}",
                "decisions name this scheme edition, and it is gone",
                "put it back: old editions stay readable",
            )
        register.freeze_edition(scheme, now=workspace.now)
        register.add_dictionary(press.dictionary(scheme), now=workspace.now)


def _write_documents(workspace: Workspace, issued: Issued, made: Mapping[str, bytes]) -> None:
    workspace.documents.mkdir(mode=0o700, parents=True, exist_ok=True)  # for the owner alone
    place = workspace.documents.joinpath(*documents.folder(issued).split("/"))
    workspace.write(place, documents.ordered(made))


def _write_missing(workspace: Workspace, register: Register) -> int:
    """Write documents that are not there: of earlier certificates, and after an interruption."""
    root, count = workspace.documents, 0

    def place(name: str) -> Path:
        return root.joinpath(*name.split("/"))

    for one in register.issued():
        if documents.missing(one, lambda n: store.read(place(n)), lambda n: place(n).is_file()):
            body, logo = workspace.content.body, workspace.content.logo
            _write_documents(workspace, one, documents.again(one, body, workspace.schemes, logo))
            count += 1
    return count
