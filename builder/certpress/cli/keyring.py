"""certpress keys: make, back up and restore the body's keys."""

from __future__ import annotations

from pathlib import Path

import click

from certpress import keys as rooms
from certpress import store
from certpress.cli.workspace import Workspace, entropy, say, short
from certpress.errors import ConfigurationError
from certpress.keys import MODERATE, Cost, Role

BACKUP = "backup.json"


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
    made = tuple(rooms.generate(role, 1, passphrase, cost, entropy) for role in Role)
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

    A key that is there already and is another one is never overwritten.

    \b
    Example:
      certpress keys restore /media/usb/backup.json
    """
    found = rooms.unbackup(backup.read_bytes(), short(backup))
    for key in found.keys:
        path = workspace.keys / f"{key.fragment}.key.json"
        present = store.read(path)
        if present is not None and rooms.parse(present, short(path)).public != key.public:
            raise ConfigurationError(
                short(path),
                "another key of this name is there already",
                "move it away first if the backup is the right one",
            )
    write(workspace, found)
