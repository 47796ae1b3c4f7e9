"""Rows of the register's tables, to values and back.

Rules:
1. Days and instants are ISO 8601 in UTC, lists are JSON arrays; an empty text is "none".
2. What was stored is what was given, byte for byte.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from certpress.model import Audience, Badge, Issued, Kind, Person, Position, Signatory
from certpress.register import chain, packing, sql
from certpress.register.values import Consent, Decision, Order, Undertaking

Columns: TypeAlias = "dict[str, str | int | None]"
Row: TypeAlias = Sequence[Any]  # what the database driver hands over
WIDTH = len(sql.DECISION_COLUMNS)
DECISION = 2  # the column of `sql.ALL_ISSUED` by which pages are counted
PRESET = 11  # the column of `sql.ALL_ISSUED` that names how the document is packed


def instant(moment: datetime) -> str:
    """An instant as text; it must be aware."""
    return moment.astimezone(UTC).isoformat()


def day(text: str) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=4096)  # the same few lists of names and items come again and again
def texts(value: tuple[str, ...]) -> str:
    """A list of texts as stored."""
    return chain.canonical(value).decode("utf-8") if value else "[]"


@lru_cache(maxsize=4096)
def untexts(text: str) -> tuple[str, ...]:
    """A stored list of texts."""
    return tuple(json.loads(text)) if text != "[]" else ()


def encode(data: bytes) -> str:
    """Bytes as stored."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Stored bytes."""
    return base64.b64decode(text)


def decision(row: Row) -> Decision:
    """A row of `sql.DECISION_COLUMNS`, which may have more columns behind."""
    columns = dict(zip(sql.DECISION_COLUMNS, row, strict=False))
    signatory, role = columns.pop("authorised_by"), columns.pop("authorised_role")
    for name in ("valid_from", "valid_until", "decided_on"):
        columns[name] = day(columns[name])
    for name in ("items", "scope", "decided_by", "examiners", "trainers"):
        columns[name] = untexts(columns[name])
    columns["kind"] = Kind(columns["kind"])
    columns["certifies"] = columns["certifies"] == 1
    columns["entered_at"] = datetime.fromisoformat(columns["entered_at"])
    return Decision(
        **columns, authorised_by=Signatory(name=signatory, role=role) if signatory else None
    )


def order(row: Row) -> Order:
    """A row of `sql.ORDERS`."""
    return Order(
        decision=row[0],
        number=row[1],
        person=person(row[2], row[3:6]),
        scheme=row[6],
        edition=row[7],
        scope=untexts(row[8]),
        conditions=row[9],
        valid_from=date.fromisoformat(row[10]),
        valid_until=date.fromisoformat(row[11]),
        authorised_by=Signatory(name=row[12], role=row[13]),
        decided_on=date.fromisoformat(row[14]),
    )


def person(identity: str, row: Row) -> Person:
    """A person from the columns name, name_latin, date_of_birth."""
    return Person(id=identity, name=row[0], name_latin=row[1], date_of_birth=day(row[2]))


def issued(row: Row, preset: bytes) -> Issued:
    """A row of `sql.ALL_ISSUED`, with the content of the preset that it names.

    Raises ValueError when its document is damaged.
    """
    return Issued(
        id=row[0],
        number=row[1],
        decision=row[2],
        position=Position(list=row[3], index=row[4]),
        scheme=row[5],
        edition=row[6],
        document=packing.unpack(row[7], preset),
        code=decode(row[8]),
        issued_at=datetime.fromisoformat(row[9]),
        current=row[10] == 1,
    )


def badge(row: Row) -> Badge:
    """A row of `sql.ALL_BADGES`."""
    return Badge(
        id=row[0],
        certificate=row[1],
        number=row[2],
        position=Position(list=row[3], index=row[4]),
        picture=row[5],
        document=row[6].encode("utf-8"),
        issued_at=datetime.fromisoformat(row[7]),
    )


def consent(row: Row) -> Consent:
    """A row of `sql.ALL_CONSENTS`."""
    return Consent(
        number=row[0],
        audience=Audience(row[1]),
        given=row[2] == 1,
        on=date.fromisoformat(row[3]),
        language=row[4],
        version=row[5],
        guardian=row[6],
        address=row[7],
        entered_by=row[8],
        entered_at=datetime.fromisoformat(row[9]),
        place=row[10],
    )


def undertaking(row: Row) -> Undertaking:
    """A row of `sql.ALL_UNDERTAKINGS`."""
    return Undertaking(
        number=row[0],
        on=date.fromisoformat(row[1]),
        language=row[2],
        version=row[3],
        guardian=row[4],
        entered_by=row[5],
        entered_at=datetime.fromisoformat(row[6]),
    )
