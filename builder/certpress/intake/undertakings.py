"""Rows of a file into signed undertakings, a fault for every bad cell.

| column | what |
|---|---|
| number | the certificate number |
| on | the day on which the undertaking was signed |
| version | of the text that was signed; empty: the current one |
| language | of the text that was signed; empty: the body's first |
| guardian | who signed for a minor |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from certpress.errors import CertpressError, Refused
from certpress.intake import cells, table

COLUMNS = ("number", "on", "version", "language", "guardian")
REQUIRED = ("number", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a row says; `where` is its place."""

    where: str
    number: str
    on: date
    version: str
    language: str
    guardian: str


def read(path: Path) -> tuple[Signature, ...]:
    """The rows of a CSV or XLSX file; raises Refused with a problem for every fault in it."""
    found, problems = list[Signature](), list[CertpressError]()
    for row in table.read(path, COLUMNS, REQUIRED):
        if isinstance(row, CertpressError):
            problems.append(row)
            continue
        faults = list(_faults(row))
        problems += faults
        if not faults:
            found.append(_signature(row))
    if not found and not problems:
        hint = "write one in each row"
        problems.append(CertpressError(path.name, "the file holds no undertakings", hint))
    if problems:
        raise Refused(problems)
    return tuple(found)


def _faults(row: table.Row) -> Iterator[CertpressError]:
    for column in COLUMNS:
        cell = row.cells.get(column)
        if cell is None:
            if column in REQUIRED:
                yield CertpressError(row.place(column), "this cell is empty", f"write the {column}")
            continue
        try:
            cells.day(cell) if column == "on" else cells.text(cell)
        except cells.Fault as fault:
            yield CertpressError(row.place(column), fault.problem, fault.hint)


def _signature(row: table.Row) -> Signature:
    said = {name: cells.text(row.cells[name]) for name in row.cells if name != "on"}
    return Signature(
        where=row.where,
        number=said["number"],
        on=cells.day(row.cells["on"]),
        version=said.get("version", ""),
        language=said.get("language", ""),
        guardian=said.get("guardian", ""),
    )
