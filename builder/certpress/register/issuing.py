"""Issuing: each order gets a random identifier and a random free place in the status lists.

Rules:
1. A place is drawn evenly among the free ones of the newest list, and never used again. When that
   list is three quarters full the next one is opened, so that a free place is found in four draws
   at the most, on average; which places are free is known without asking the register.
2. That no place and no order is used twice is a constraint of the register. Whoever finds that
   another command came first (`Overtaken`) reads again and draws anew.
3. The signed bytes are kept as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from certpress.errors import ConfigurationError
from certpress.model import Issued, Position
from certpress.register import packing, rows, sql
from certpress.register.values import Made, Order

LIST_LENGTH = 131_072  # 2**17, the least that a status list may have
FULL = LIST_LENGTH * 3 // 4

_NOT_VERSION = ~(0xF000 << 64 | 0xC000 << 48)
_VERSION_4 = 0x4000 << 64 | 0x8000 << 48

Entropy = Callable[[int], bytes]
Make = Callable[[Order, str, Position], tuple[bytes, bytes]]


class Overtaken(Exception):
    """Another command has meanwhile issued an order, or used a place, of this batch."""


class Places:
    """Draws identifiers and free places; good while nobody else issues."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        entropy: Entropy,
        lists: sql.Lists = sql.CERTIFICATE_LISTS,
    ) -> None:
        self._entropy = entropy
        self._list: int = connection.execute(lists.last).fetchone()[0] or 1
        self._taken = bytearray(LIST_LENGTH)
        self._size = 0
        for (index,) in connection.execute(lists.taken, (self._list,)):
            self._taken[index] = 1
            self._size += 1

    def identifier(self) -> str:
        """A new random UUID."""
        drawn = int.from_bytes(self._entropy(16), "big")
        text = f"{drawn & _NOT_VERSION | _VERSION_4:032x}"  # RFC 9562, 5.4
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def draw(self) -> Position:
        """The next place (rule 1)."""
        if self._size >= FULL:
            self._list, self._size, self._taken = self._list + 1, 0, bytearray(LIST_LENGTH)
        while True:
            index = int.from_bytes(self._entropy(3), "big") % LIST_LENGTH
            if not self._taken[index]:
                self._taken[index] = 1
                self._size += 1
                return Position(list=self._list, index=index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How the documents of a scheme edition are packed."""

    name: str
    pack: Callable[[bytes], str]


PLAIN = Preset(name="", pack=packing.packer(b""))


def store(
    connection: sqlite3.Connection,
    page: Iterable[Made],
    presets: Mapping[tuple[str, str], Preset],
    now: datetime,
) -> None:
    """Keep what was signed; raises Overtaken when some of it is there already."""
    moment = rows.instant(now)
    try:
        connection.executemany(sql.ADD_CERTIFICATE, (_row(one, presets, moment) for one in page))
    except sqlite3.IntegrityError as cause:
        raise Overtaken(str(cause)) from cause


def _row(made: Made, presets: Mapping[tuple[str, str], Preset], moment: str) -> tuple[object, ...]:
    preset = presets.get((made.scheme, made.edition), PLAIN)
    packed = preset.pack(made.document)
    return (*made[:7], packed, preset.name, rows.encode(made.code), moment)


def made(order: Order, identifier: str, place: Position, document: bytes, code: bytes) -> Made:
    """What was made for an order, as it is stored."""
    by = (order.decision, order.number, place.list, place.index, order.scheme, order.edition)
    return Made(identifier, *by, document, code)


def make_all(
    connection: sqlite3.Connection, orders: Iterable[Order], make: Make, entropy: Entropy
) -> Iterator[Made]:
    """Make the orders that are not issued yet, one after the other; nothing is stored."""
    places = Places(connection, entropy)
    for order in orders:
        if connection.execute(sql.ISSUED_ALREADY, (order.decision,)).fetchone():
            continue
        identifier, position = places.identifier(), places.draw()
        document, code = make(order, identifier, position)
        yield made(order, identifier, position, document, code)


PAGE = 500  # certificates read at a time, so that no reader keeps the register from tidying up


class Placed(NamedTuple):
    """As much of a certificate as tells where it stands in the lists."""

    id: str
    number: str
    position: Position


class Packed(NamedTuple):
    """Some issued certificates as they are kept: less to hand to another process than they are."""

    rows: list[rows.Row]
    presets: dict[str, bytes]  # those that are needed, by their names

    def placed(self) -> Iterator[Placed]:
        """Where they stand, without unpacking them."""
        for row in self.rows:
            yield Placed(row[0], row[1], Position(list=row[3], index=row[4]))

    def unpack(self, at: int) -> Issued:
        """The certificate at a place of the page; raises ConfigurationError for a damaged one."""
        row = self.rows[at]
        try:
            return rows.issued(row, self.presets[row[rows.PRESET]])
        except ValueError as cause:
            hint = "restore the register from a backup"
            raise ConfigurationError(row[1], str(cause), hint) from cause


def packed(
    connection: sqlite3.Connection, statement: str, values: tuple[str, ...], size: int
) -> Iterator[Packed]:
    """The certificates that a statement of `sql` selects, in pages by their decisions."""
    presets: dict[str, bytes] = {"": b""}
    after = 0
    while page := connection.execute(statement, (*values, after, size)).fetchall():
        names = {row[rows.PRESET] for row in page}
        for name in names - presets.keys():
            content = connection.execute(sql.PRESET, (name,)).fetchone()[0]
            presets[name] = rows.decode(content)
        yield Packed(page, {name: presets[name] for name in names})
        after = page[-1][rows.DECISION]


def read(
    connection: sqlite3.Connection, statement: str, values: tuple[str, ...]
) -> Iterator[Issued]:
    """The same certificates, one by one; raises ConfigurationError for a damaged one."""
    for page in packed(connection, statement, values, PAGE):
        yield from map(page.unpack, range(len(page.rows)))
