"""Status lists, step by step: what the register says, signed where it is due, published in turn.

Gather everything, check everything, then write: nothing on the disk changes before all checks pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from certpress import controller, keys, lookup, refresh, shape, status, store
from certpress.cli.workspace import Workspace, clock, entropy, short
from certpress.errors import ConfigurationError
from certpress.keys import Role
from certpress.model import Purpose
from certpress.refresh import Known, Lists
from certpress.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What the register says about status, all of it at one moment."""

    certificates: Known
    badges: Known


def current(workspace: Workspace) -> Current:
    """The status bits of the body's calendar day; none when there is no register yet."""
    with register(workspace) as open_register, open_register.reading():
        return standing(open_register)


def register(workspace: Workspace) -> Register:
    """The open register; an empty one as long as nothing was decided or issued."""
    if workspace.register_path.is_file():
        return workspace.register()
    _nothing_was_issued(workspace)
    return Register.in_memory()


def standing(book: Register) -> Current:
    """What an open register says about status."""
    bits = book.bits()
    badges = book.badge_bits(bits)
    return Current(
        certificates=Known(bits=bits, lists=book.lists()),
        badges=Known(bits=badges, lists=book.badge_lists()),
    )


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
    known = controller.read(workspace.controller_document(), keys.did(base))

    def believed(path: str) -> bool:
        asked = lookup.Asked(
            base=base,
            issuer=keys.did(base),
            folder=path.split("/")[1],
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
        found.certificates,
        found.badges,
        published(workspace),
        workspace.content.body.base_url,
        lambda: workspace.signer(Role.STATUS),
        workspace.now,
        life,
        entropy,
        all_lists=all_lists,
    )


def _not_taken_back(workspace: Workspace, found: Current, path: str, data: bytes) -> None:
    """A bit for withdrawn or renewed, once published, stays set (credential profile)."""
    _, folder, file = path.split("/")
    old, number = _bits(data), int(file.removesuffix(".json"))
    if status.purpose(folder) is Purpose.SUSPENSION or not old:
        return
    new = found.certificates.bits.string(Purpose(folder), number)
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

    Suspensions and badges come first: whichever of a certificate's lists arrives first, it never
    reads better than it is.
    """
    ordered = sorted(lists.files.items(), key=lambda item: (_ORDER[item[0].split("/")[1]], item[0]))
    written = workspace.write(workspace.folder / "credentials", ordered)
    if workspace.site.is_dir():
        written += workspace.write(workspace.site, ordered)
    return written


_ORDER = {"suspension": 0, "badges": 0, "revocation": 1, "refresh": 2}


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
