"""Badges: one for a certificate, on demand, with a place of its own in lists of its own.

Rules:
1. A certificate has one badge at most; asked for again, it is the one that was made.
2. Places are drawn as those of certificates are, among those that no badge ever had. So nobody can
   tell from the places that a badge and a certificate belong together.
3. A badge's bit is set while its certificate is suspended, withdrawn or replaced.
4. The picture that a badge names is kept for as long as the badge, which is for ever.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from certpress.model import Badge, Bits, Issued, Picture, Position, StatusBits
from certpress.register import rows, sql
from certpress.register.issuing import Places

Make = Callable[[Issued, str, Position], tuple[bytes, str]]


def issue(
    connection: sqlite3.Connection,
    certificates: Iterable[Issued],
    make: Make,
    *,
    now: datetime,
    entropy: Callable[[int], bytes],
) -> Iterator[str]:
    """Make and store a badge for each certificate without one; the identifiers of those made."""
    places = Places(connection, entropy, sql.BADGE_LISTS)
    for one in certificates:
        if connection.execute(sql.HAS_BADGE, (one.id,)).fetchone():
            continue
        name, position = places.identifier(), places.draw()
        document, picture = make(one, name, position)
        row = (
            *(name, one.id, one.number, position.list, position.index, picture),
            *(document.decode("utf-8"), rows.instant(now)),
        )
        connection.execute(sql.ADD_BADGE, row)
        yield name


def read(
    connection: sqlite3.Connection, statement: str, values: tuple[str, ...]
) -> Iterator[Badge]:
    """The badges that a statement of `sql` selects."""
    return (rows.badge(row) for row in connection.execute(statement, values))


def bits(connection: sqlite3.Connection, certificates: StatusBits) -> StatusBits:
    """The bits of badges by their places, from those of certificates by theirs (rule 3)."""
    found = StatusBits()
    for row in connection.execute(sql.BADGE_STEPS):
        state = certificates[Position(list=row[2], index=row[3])]
        place = Position(list=row[0], index=row[1])
        found.put(place, Bits(suspension=state.revocation or state.suspension))
    return found


def keep_picture(connection: sqlite3.Connection, picture: Picture, now: datetime) -> str:
    """Keep a picture in both forms; the SHA-256 of its PNG in hexadecimal, which names it."""
    name = hashlib.sha256(picture.png).hexdigest()
    if connection.execute(sql.PICTURE, (name,)).fetchone() is None:
        row = (name, rows.encode(picture.png), rows.encode(picture.svg), rows.instant(now))
        connection.execute(sql.ADD_PICTURE, row)
    return name


def pictures(connection: sqlite3.Connection) -> Iterator[tuple[str, Picture]]:
    """Every picture that a badge names, by its name."""
    for name, png, svg in connection.execute(sql.PICTURES):
        yield name, Picture(png=rows.decode(png), svg=rows.decode(svg))
