"""Issuing: each order gets a random identifier and a random free place in the status lists.

Rules:
1. A place is drawn evenly among the free ones of the newest list, and never used again. When that
   list is three quarters full the next one is opened, so that a free place is found in four draws
   on average.
2. An order that another command has issued meanwhile is passed over.
3. The signed bytes are kept as they are.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from certpress.model import Issued, Position
from certpress.register import rows, sql
from certpress.register.values import Order

LIST_LENGTH = 131_072  # 2**17, the least that a status list may have
FULL = LIST_LENGTH * 3 // 4

Make = Callable[[Order, str, Position], tuple[bytes, bytes]]


class Positions:
    """Draws free places; it must live inside one transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        entropy: Callable[[int], bytes],
        places: sql.Places = sql.CERTIFICATE_PLACES,
    ) -> None:
        self._db = connection
        self._entropy = entropy
        self._taken = places.taken
        self._list: int = connection.execute(places.last).fetchone()[0] or 1
        self._size: int = connection.execute(places.size, (self._list,)).fetchone()[0]

    def draw(self) -> Position:
        """The next place (rule 1); the caller stores it before drawing another."""
        if self._size >= FULL:
            self._list, self._size = self._list + 1, 0
        while True:
            index = int.from_bytes(self._entropy(3), "big") % LIST_LENGTH
            if self._db.execute(self._taken, (self._list, index)).fetchone() is None:
                self._size += 1
                return Position(list=self._list, index=index)


def issue(
    connection: sqlite3.Connection,
    orders: Iterable[Order],
    make: Make,
    *,
    now: datetime,
    entropy: Callable[[int], bytes],
) -> Iterator[str]:
    """Make and store a certificate for each order; the identifiers of those made here."""
    positions = Positions(connection, entropy)
    for order in orders:
        if connection.execute(sql.ISSUED_ALREADY, (order.decision,)).fetchone():
            continue
        name = str(uuid.UUID(bytes=entropy(16), version=4))
        position = positions.draw()
        document, code = make(order, name, position)
        row = (
            *(name, order.decision, order.number, position.list, position.index),
            *(order.scheme, order.edition, document.decode("utf-8"), rows.encode(code)),
            rows.instant(now),
        )
        connection.execute(sql.ADD_CERTIFICATE, row)
        yield name


def read(
    connection: sqlite3.Connection, statement: str, values: tuple[str, ...]
) -> Iterator[Issued]:
    """The certificates that a statement of `sql` selects."""
    return (rows.issued(row) for row in connection.execute(statement, values))
