"""certpress keys: make, back up and restore the body's keys."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from certpress import controller, store
from certpress import keys as rooms
from certpress.cli.workspace import STATUS_PASSPHRASE, Workspace, entropy, say, short
from certpress.errors import ConfigurationError
from certpress.keys import MODERATE, Cost, Role

BACKUP = "backup.json"
NEW_PASSPHRASE = "CERTPRESS_NEW_PASSPHRASE"  # noqa: S105  # the name of a variable


@click.group()
def keys() -> None:
    """Make, back up and restore the keys that sign."""


@keys.command("init")
@click.pass_obj
def init(workspace: Workspace) -> None:
    """Make the two keys: one for certificates, one for status lists.

    Both are encrypted with the passphrase that is asked for, taken from CERTPRESS_PASSPHRASE, or
    read from --passphrase-fd. Copy keys/backup.json to another place, and keep the passphrase in a
    third: without both, no certificate can ever be issued again under these keys.

    \b
    Example:
      certpress keys init
    """
    if list(workspace.keys.glob("*.key.json")):
        raise ConfigurationError(
            short(workspace.keys),
            "there are keys already",
            "certificates in use need them; to check that they open: certpress keys check",
        )
    make(workspace, workspace.chosen_passphrase(), MODERATE)


def make(workspace: Workspace, passphrase: str, cost: Cost) -> None:
    """Make both keys, their backup and the controller document, and name the files."""
    own = {Role.STATUS: os.environ.get(STATUS_PASSPHRASE)}
    made = tuple(
        rooms.generate(role, 1, own.get(role) or passphrase, cost, entropy) for role in Role
    )
    document = rooms.controller(workspace.content.body.base_url, made)
    write(workspace, rooms.Backup(keys=made, controller=rooms.dump_controller(document)))


def write(workspace: Workspace, kept: rooms.Backup) -> None:
    """Write key files, their backup and the controller document, and name each."""
    for key in kept.keys:
        path = workspace.keys / f"{key.fragment}.key.json"
        store.write(path, rooms.dump(key), private=True)
        say(f"wrote {short(path)}")
    backup = workspace.keys / BACKUP
    store.write(backup, rooms.backup(kept), private=True)
    say(f"wrote {short(backup)}: copy it to another place")
    store.write(workspace.controller, kept.controller)
    say(f"wrote {short(workspace.controller)}: public, part of every build")


@keys.command("check")
@click.pass_obj
def check(workspace: Workspace) -> None:
    """Check that the passphrase opens every key.

    \b
    Example:
      certpress keys check
    """
    did = rooms.did(workspace.content.body.base_url)
    for key in workspace.key_files():
        rooms.unlock(key, did, workspace.passphrase(key.role))
        say(f"{key.fragment}: opens")


@keys.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(workspace: Workspace, backup: Path) -> None:
    """Put the keys of a backup file back into keys/.

    A key that is there already and is another one is never overwritten, and what the controller
    document says since (a key revoked, a newer key) stays.

    \b
    Example:
      certpress keys restore /media/usb/backup.json
    """
    found = rooms.unbackup(backup.read_bytes(), short(backup))
    kept = {key.fragment: key for key in _present(workspace)}
    for key in found.keys:
        if kept.setdefault(key.fragment, key).public != key.public:
            raise ConfigurationError(
                short(workspace.keys / f"{key.fragment}.key.json"),
                "another key of this name is there already",
                "move it away first if the backup is the right one",
            )
    document = _merged(workspace, found.controller, short(backup))
    write(workspace, rooms.Backup(keys=tuple(kept.values()), controller=document))


def _present(workspace: Workspace) -> tuple[rooms.KeyFile, ...]:
    return workspace.key_files() if list(workspace.keys.glob("*.key.json")) else ()


def _merged(workspace: Workspace, restored: bytes, where: str) -> bytes:
    """The backup's controller document, with whatever the one in place says since."""
    did = rooms.did(workspace.content.body.base_url)
    try:
        controller.read(restored, did)
        present = store.read(workspace.controller)
        if present is None:
            return restored
        controller.read(present, did)
        return rooms.dump_controller(rooms.merge(json.loads(present), json.loads(restored)))
    except ValueError as cause:
        raise ConfigurationError(
            where,
            f"its controller document does not fit {did}: {cause}",
            "take the backup of this body, and check keys/did.json",
        ) from cause


@keys.command("passphrase")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@click.pass_obj
def passphrase(workspace: Workspace, role: str) -> None:
    """Give the keys of a role another passphrase.

    So the machine that signs status lists every day need not know the one of the certificate key:
    take only the status key's file there. The new passphrase is asked for, or taken from
    CERTPRESS_NEW_PASSPHRASE; afterwards copy keys/backup.json anew.

    \b
    Example:
      certpress keys passphrase status
    """
    did, chosen = rooms.did(workspace.content.body.base_url), ""
    resealed = []
    for key in workspace.key_files():
        if key.role == role:
            signer = rooms.unlock(key, did, workspace.passphrase(key.role))
            chosen = chosen or _new_passphrase()
            resealed.append(rooms.reseal(key, signer, chosen, key.cost, entropy))
        else:
            resealed.append(key)
    document = store.read(workspace.controller)
    if document is None:
        raise ConfigurationError(
            short(workspace.controller), "is missing", "restore it: certpress keys restore BACKUP"
        )
    write(workspace, rooms.Backup(keys=tuple(resealed), controller=document))


def _new_passphrase() -> str:
    given = os.environ.get(NEW_PASSPHRASE)
    if given:
        return given
    if not os.isatty(0):
        raise ConfigurationError(
            "passphrase", "there is no new passphrase, and nobody to ask", f"set {NEW_PASSPHRASE}"
        )
    asked = "New passphrase (four or five random words)"
    return str(click.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))
