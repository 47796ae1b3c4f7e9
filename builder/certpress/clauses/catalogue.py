"""The clause map, read from `map.yml` once and checked whole: a slip in it is our mistake."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from certpress.clauses.values import Audience, Clause
from certpress.content import source

EDITIONS = ("2026", "2012")  # of the standard; bodies are in a transition between the two
TO_BE_CONFIRMED = "to be confirmed"

_YesNo = Annotated[bool, BeforeValidator(lambda value: value == "yes")]


class _Row(BaseModel):
    """A row of the map as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    numbers: dict[str, str]
    title: dict[str, str]
    audience: Audience
    per_scheme: _YesNo = False
    may_not_apply: _YesNo = False
    place: str
    anchor: str = ""
    differs: _YesNo = False
    check: str
    wanted: str
    example: str


class _Map(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    clauses: list[_Row]


@cache
def clauses() -> tuple[Clause, ...]:
    """Every row of the map, what is owed to the public first."""
    read = source.read(Path(__file__).with_name("map.yml"), "map.yml")
    return tuple(_clause(row) for row in _Map.model_validate(read.values).clauses)


def clause(key: str) -> Clause:
    """The clause of that key; KeyError when there is none."""
    return {one.key: one for one in clauses()}[key]


def _clause(row: _Row) -> Clause:
    numbers = {
        edition: None if number == TO_BE_CONFIRMED else number
        for edition, number in row.numbers.items()
    }
    return Clause(
        key=row.key,
        numbers=numbers,
        titles=row.title,
        audience=row.audience,
        per_scheme=row.per_scheme,
        may_not_apply=row.may_not_apply,
        place=row.place,
        anchor=row.anchor,
        differs=row.differs,
        check=row.check,
        wanted=row.wanted,
        example=row.example,
    )
