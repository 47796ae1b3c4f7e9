"""certpress pack: the documents of many certificates in one file, with a manifest.

Rules:
1. A certificate has a folder; those that a later one took the place of are left out, and those
   that are not in force, unless their numbers are named.
2. The manifest names every file with its SHA-256, so that what is missing can be seen. It is last.
3. Same documents, same bytes: order, times and rights in the file are fixed, and nothing is
   compressed, for PDF and PNG are.
4. The certification mark goes with the documents of those alone who are given it (`marks`).
5. The file is there when all of it is. A certificate without documents stops it before it begins.

Source: APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from certpress import documents, store
from certpress.archive import Archive
from certpress.cli import marks
from certpress.cli.workspace import Workspace, say, short
from certpress.errors import CertpressError
from certpress.model import Issued
from certpress.register import Register

MANIFEST = "manifest.json"

Files = Iterable[tuple[str, bytes]]  # by name


@click.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Those whose certificates were issued on this day or later.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The ZIP file to write.",
)
@click.pass_obj
def pack(
    workspace: Workspace, numbers: tuple[str, ...], since: datetime | None, target: Path
) -> None:
    """Put the documents of certificates into one ZIP file, with a manifest.

    \b
    Examples:
      certpress pack --to all.zip
      certpress pack --since 2026-11-01 --to november.zip
      certpress pack NDT-2026-00417 --to one.zip
    """
    if numbers and since:
        raise click.UsageError("name numbers, or a day with --since")
    with workspace.register() as register:
        for number in numbers:
            register.certification(number)  # one that there is none of is told at once
        wanted = _Wanted(workspace, register, numbers, since)
        for one in wanted.certificates():
            wanted.check(one)
        with (
            store.assemble(target) as file,
            store.scratch(target, "names") as names,
            store.scratch(target, "rows") as rows,
        ):
            packed = Archive(file=file, notes=names)
            count = fill(packed, rows, ((one, wanted.files(one)) for one in wanted.certificates()))
    say(f"documents of {count} certificates in {short(target)}")


class _Wanted:
    """The certificates that were asked for."""

    def __init__(
        self,
        workspace: Workspace,
        register: Register,
        numbers: tuple[str, ...],
        since: datetime | None,
    ) -> None:
        self._workspace = workspace
        self._register = register
        self._numbers = tuple(dict.fromkeys(numbers))
        self._since = since.date() if since else None

    def certificates(self) -> Iterator[Issued]:
        """One after the other, in the order of their decisions or of the numbers."""
        zone = self._workspace.content.body.timezone
        for number in self._numbers or (None,):
            for one in self._register.issued(number):
                day = one.issued_at.astimezone(zone).date()
                asked = one.current and (self._since is None or day >= self._since)
                if asked and (number or self._in_force(one.number)):
                    yield one

    def _in_force(self, number: str) -> bool:
        return marks.in_force(self._register.certification(number), self._workspace)

    def check(self, one: Issued) -> None:
        """Raises CertpressError when documents of a certificate are missing."""
        folder = self._folder(one)
        wanted = documents.names(self._workspace.content.body)

        def read(name: str) -> bytes | None:
            return store.read(folder / Path(name).name)

        if documents.missing(one, wanted, read, lambda name: (folder / Path(name).name).is_file()):
            raise CertpressError(
                one.number, "its documents are not all there", "certpress documents"
            )

    def files(self, one: Issued) -> Files:
        """The files of a certificate, one after the other, those of the mark in their folder."""
        for name in documents.every(self._workspace.content.body):
            data = store.read(self._folder(one) / name)
            if data is not None:
                yield name, data
        for name, data in marks.given(self._workspace, self._register, one.number).items():
            yield f"{marks.FOLDER}/{name}", data

    def _folder(self, one: Issued) -> Path:
        return self._workspace.documents.joinpath(*documents.folder(one).split("/"))


def fill(packed: Archive, rows: BinaryIO, certificates: Iterable[tuple[Issued, Files]]) -> int:
    """Every file, then the manifest, whose rows gather in `rows`; returns how many certificates."""
    count = 0
    for one, files in certificates:
        digests = {}
        for name, data in files:
            packed.add(f"{one.number}/{name}", (data,))
            digests[name] = hashlib.sha256(data).hexdigest()
        row = json.dumps({"number": one.number, "certificate": one.id, "sha256": digests})
        rows.write((",\n" if count else "").encode() + row.encode("utf-8"))
        count += 1
    packed.add(MANIFEST, _manifest(rows))
    packed.finish()
    return count


def _manifest(rows: BinaryIO) -> Iterator[bytes]:
    rows.seek(0)
    yield b"[\n"
    while piece := rows.read(_PIECE):
        yield piece
    yield b"\n]\n"


_PIECE = 65_536  # bytes
