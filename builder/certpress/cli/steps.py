"""The steps that several commands share: issue, refresh, build; each says what it did.

Gather everything, check everything, then write: nothing on the disk changes before all checks pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from certpress import (
    controller,
    documents,
    keys,
    lookup,
    pages,
    refresh,
    render,
    resources,
    shape,
    site,
    status,
    store,
)
from certpress.cli.workspace import Workspace, clock, entropy, short
from certpress.errors import ConfigurationError
from certpress.issuance import Press, Unissuable
from certpress.keys import Role, Signer
from certpress.model import Bits, Issued, Position, Purpose
from certpress.refresh import Lists
from certpress.register import Order, Register
from certpress.report import Outcome

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
        signer=_signer(workspace, Role.CERTIFICATES),
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


# Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What the register says about status, all of it at one moment."""

    bits: Mapping[Position, Bits]
    lists: int


def current(workspace: Workspace) -> Current:
    """The status bits of the body's calendar day; none when there is no register yet."""
    if not workspace.register_path.is_file():
        _nothing_was_issued(workspace)
        return Current(bits={}, lists=0)
    with workspace.register() as register:
        return Current(bits=register.bits(), lists=register.lists())


def _nothing_was_issued(workspace: Workspace) -> None:
    """Without a register there may be no sign of a certificate either: else it was lost."""
    traces = (workspace.documents.glob("*"), (workspace.site / "qr").glob("*"))
    if any(any(found) for found in traces) or any(
        any(_bits(data)) for data in workspace.published_lists().values()
    ):
        raise ConfigurationError(
            short(workspace.register_path),
            "the register is missing, and certificates were issued",
            "bring it back from its backup: lists signed without it would call every withdrawn "
            "certificate valid. A machine that signs lists needs a copy of the register too",
        )


def _bits(data: bytes) -> bytes:
    """The bitstring of a signed list, as far as it can be read at all."""
    try:
        listed = shape.parse(data, shape.LIST_LIMIT)
        return status.decode(str(listed["credentialSubject"]["encodedList"]))
    except (shape.Malformed, status.Unusable, KeyError, TypeError):
        return b""


def published(workspace: Workspace) -> dict[str, bytes]:
    """The lists as they were last signed, without those that no check would believe any more."""
    base, found = workspace.content.body.base_url, workspace.published_lists()
    if not found:
        return {}
    known = controller.read(_controller(workspace), keys.did(base))

    def believed(path: str) -> bool:
        asked = lookup.Asked(
            base=base,
            issuer=keys.did(base),
            purpose=Purpose(path.split("/")[1]),
            address=base + path,
            index=0,
        )
        try:
            lookup.find(asked, known, lambda _: found[path], workspace.now, None)
        except lookup.Unknown:
            return False
        return True

    return {path: data for path, data in found.items() if believed(path)}


def refreshed(
    workspace: Workspace, found: Current, life: timedelta, *, all_lists: bool = False
) -> Lists:
    """The status lists as they are to be published; the key is asked for only when needed.

    Raises ConfigurationError for a list that was half written (`all_lists` signs it again), and for
    a register that knows less than what was published: a withdrawal is never taken back.
    """
    for path, data in workspace.published_lists().items():
        if not all_lists and not _bits(data):
            raise ConfigurationError(
                short(workspace.folder / "credentials" / path),
                "this status list is damaged or half written",
                "sign all lists again from the register: certpress status refresh --all",
            )
        _not_taken_back(workspace, found, path, data)
    return refresh.sign(
        found.bits,
        found.lists,
        published(workspace),
        workspace.content.body.base_url,
        lambda: _signer(workspace, Role.STATUS),
        workspace.now,
        life,
        entropy,
        all_lists=all_lists,
    )


def _not_taken_back(workspace: Workspace, found: Current, path: str, data: bytes) -> None:
    """A bit for withdrawn or renewed, once published, stays set (credential profile)."""
    _, purpose, file = path.split("/")
    old, number = _bits(data), int(file.removesuffix(".json"))
    if purpose == Purpose.SUSPENSION or not old:
        return
    new = status.bitstring(found.bits, Purpose(purpose), number)
    if any(before & ~after for before, after in zip(old, new, strict=False)):
        raise ConfigurationError(
            short(workspace.register_path),
            "the register is older than what was published: it would take back a withdrawal or "
            "a newer certificate",
            "bring back its newest backup, and record again what was decided since; only then "
            f"remove {short(workspace.folder / 'credentials' / path)} and refresh",
        )


def publish_lists(workspace: Workspace, lists: Lists) -> list[Path]:
    """Write signed lists to credentials/status, and into the site where there is one.

    Suspensions come first: whichever of a certificate's lists arrives first, it never reads better
    than it is.
    """
    ordered = sorted(lists.files.items(), key=lambda item: (_ORDER[item[0].split("/")[1]], item[0]))
    written = workspace.write(workspace.folder / "credentials", ordered)
    if workspace.site.is_dir():
        written += workspace.write(workspace.site, ordered)
    return written


_ORDER = {"suspension": 0, "revocation": 1, "refresh": 2}


# Build


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made: files, certificates by outcome, and until when checks work."""

    files: int
    changed: bool
    counts: Mapping[Outcome, int]
    until: datetime
    signed: int


def build(workspace: Workspace, epoch: datetime) -> BuildResult:
    """Build the site beside the old one, check it whole, and swap it in.

    `epoch` is the time that pages and the verifier show; `SOURCE_DATE_EPOCH` sets it.
    """
    target = workspace.site
    refreshed(workspace, current(workspace), status.LIFE)  # a missing key shows at once
    with store.staging(target) as staged:
        _render(workspace, staged, epoch)
        with publishing(workspace):
            lists, inputs, counts = _fill(workspace, staged, epoch)
            total = sum(1 for path in staged.rglob("*") if path.is_file())
            store.flush(staged)
            workspace.write(workspace.folder / "credentials", sorted(lists.files.items()))
            changed = store.swap(staged, target)
    return BuildResult(
        files=total,
        changed=changed,
        counts=counts,
        until=site.until(inputs),
        signed=len(lists.signed),
    )


@contextmanager
def publishing(workspace: Workspace) -> Iterator[None]:
    """This command's turn: what it reads of the register stays the newest until it has published.

    Without it a build that takes long could put lists over those of a refresh made meanwhile.
    """
    _ = workspace.content  # where there is no body, nothing is written
    with store.turn(workspace.folder / "credentials"):
        workspace.tick()
        store.recover(workspace.site, clock())  # files know the machine's time, not a rehearsed one
        yield


def _fill(
    workspace: Workspace, staged: Path, epoch: datetime
) -> tuple[Lists, site.Inputs, Mapping[Outcome, int]]:
    """Put everything beside the pages into the staged folder, once all of it verifies."""
    found = current(workspace)
    lists = refreshed(workspace, found, status.LIFE)
    with workspace.register() if workspace.register_path.is_file() else nullcontext() as register:
        inputs = _inputs(workspace, register, lists)
        files = dict(site.plan(inputs, epoch))
        issued = register.issued() if register else ()
        known = (one for one in issued if one.position in found.bits)  # none since that moment
        counts = site.check(known, found.bits, inputs.body, files, workspace.now)
    store.fill(staged, files.items())
    return lists, inputs, counts


def _inputs(workspace: Workspace, register: Register | None, lists: Lists) -> site.Inputs:
    verifier = resources.built("verifier")
    return site.Inputs(
        body=workspace.content.body,
        schemes=workspace.content.schemes,
        logo=workspace.content.logo,
        controller=_controller(workspace),
        lists=lists.files,
        dictionaries=register.dictionaries() if register else {},
        editions=register.editions() if register else (),
        verifier={
            path.relative_to(verifier).as_posix(): path.read_bytes()
            for path in sorted(verifier.rglob("*"))
            if path.is_file()
        },
    )


def _signer(workspace: Workspace, role: Role) -> Signer:
    """The newest key of a role, once it is sure that the published document is this body's."""
    _controller(workspace)
    return workspace.signer(role)


def _controller(workspace: Workspace) -> bytes:
    """The controller document that is published; ConfigurationError when it is not this body's."""
    path, did = workspace.controller, keys.did(workspace.content.body.base_url)
    data = store.read(path)
    if data is None:
        raise ConfigurationError(
            short(path), "there are no keys yet", "make them: certpress keys init"
        )
    try:
        controller.read(data, did)
    except shape.Malformed as cause:
        raise ConfigurationError(
            short(path),
            f"this is not the controller document of {did}: {cause}",
            "base_url in content/body.yml is for ever: put back the one that the keys were made "
            "for, or restore the keys: certpress keys restore BACKUP",
        ) from cause
    return data


def _render(workspace: Workspace, staged: Path, epoch: datetime) -> None:
    """Run MkDocs from generated pages into the staged folder."""
    settings = store.read(workspace.folder / "mkdocs.yml") or b""
    with store.staging(workspace.folder / "pages") as generated:
        store.fill(generated, pages.plan(workspace.content, workspace.today, settings))
        render.run(generated / "docs", generated / "mkdocs.yml", staged, int(epoch.timestamp()))


def named(paths: Sequence[Path], limit: int = 12) -> list[str]:
    """Paths as lines for people; many are summed up."""
    lines = [f"  {short(path)}" for path in paths[:limit]]
    return lines + ([f"  … and {len(paths) - limit} more"] if len(paths) > limit else [])
