"""Tables: printed as Markdown, and put between the markers of a page.

A marker is a line `<!-- bench NAME -->`; its table ends at the next `<!-- end -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of measurements; the first column names what was measured."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: Mapping[str, float] = field(default_factory=dict)  # for `docs/benchmarks.json`


def table(
    name: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    figures: Mapping[str, float] | None = None,
) -> Table:
    """A table of anything that can be written, and those of its figures that have a name."""
    written = tuple(tuple(map(str, row)) for row in rows)
    return Table(name=name, head=tuple(head), rows=written, figures=figures or {})


def markdown(table: Table) -> str:
    """The table in Markdown; columns after the first are numbers and stand at the right."""
    rule = ["---", *("---:" for _ in table.head[1:])]
    lines = [table.head, rule, *table.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def places(page: str) -> list[str]:
    """The names of the tables that a page has places for."""
    return re.findall(r"<!-- bench (\w+) -->\n", page)


def rewrite(page: str, table: Table) -> str:
    """The page with the table in its place; raises ValueError when the page has no such place."""
    found = re.compile(rf"(<!-- bench {re.escape(table.name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    text, count = found.subn(lambda match: f"{match[1]}\n{markdown(table)}\n{match[2]}", page)
    if count != 1:
        raise ValueError(f"the page has {count} places for the table {table.name!r}, not one")
    return text
