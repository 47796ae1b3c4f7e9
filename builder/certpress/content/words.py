"""The words of a text in another language: shapes that hold words alone, and how they fit.

Rules:
1. A translation has the structure of its original: the same axes, items, tables, rows and steps.
   Entries are found by their `key`, `code` or `id`, all others by their place.
2. Codes, days, intervals and who signed stand in the original alone, so they cannot differ.
3. A translation is whole or absent: a field that the original has may not be left out, and one
   that it has not may not be added.
4. A number that the original writes in digits is the same number in digits in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, Field

from certpress.content.kinds import Code, Line, Name, Prose
from certpress.content.shapes import (
    ApprovalShape,
    NotApplicableShape,
    PageShape,
    PrerequisitesShape,
    Shape,
    StepShape,
    SummaryShape,
    TableShape,
)
from certpress.content.source import Place, Source
from certpress.errors import CertpressError

_S = TypeVar("_S", bound=BaseModel)

_NAMES = ("key", "code", "id")  # what an entry of a list is found by
_NOT_WORDS = ("page", "section", *_NAMES)


class BodyWords(Shape):
    """content/<language>/body.yml: what of body.yml is said in words."""

    name: Line | None = None
    hours: Line


class ImpartialityWords(PageShape):
    """The front matter of content/<language>/impartiality.md; who signed and when is not in it."""

    importance: Prose
    conflicts_of_interest: Prose
    objectivity: Prose
    role: Line


class AxisValueWords(Shape):
    """One value on an axis of the scope, found by its code."""

    code: Code
    name: Line
    title: Line | None = None
    description: Prose


class AxisWords(Shape):
    """An axis of the scope, found by its key."""

    key: Name
    title: Line
    values: list[AxisValueWords]


class ItemWords(Shape):
    """A scope item that is written out, found by its code."""

    code: Code
    name: Line
    description: Prose | None = None


class ScopeWords(Shape):
    """The words of the scope."""

    name: Line | None = None
    items: list[ItemWords] = Field(default_factory=list)
    axes: list[AxisWords] = Field(default_factory=list)


class TableWords(TableShape):
    """A table, found by its id; in which section it stands is for the original to say."""

    section: Name | None = None  # type: ignore[assignment]


class ChangeWords(Shape):
    """What the edition changed, in words."""

    what: Prose
    certified_persons: Prose


class SchemeWords(Shape):
    """content/schemes/<id>/<edition>/<language>/scheme.yml."""

    page: ApprovalShape
    name: Line
    description: Prose
    scope: ScopeWords
    prerequisites: PrerequisitesShape = PrerequisitesShape()
    not_applicable: NotApplicableShape = NotApplicableShape()
    tables: list[TableWords] = Field(default_factory=list)
    process: list[StepShape] = Field(default_factory=list)
    summary: SummaryShape | None = None
    change: ChangeWords | None = None


def problems(original: BaseModel, words: BaseModel, read: Source) -> Iterator[CertpressError]:
    """Where the words of a file do not have the structure or the numbers of their original."""
    yield from _compared(original, words, (), read)


def filled(original: _S, words: BaseModel) -> _S:
    """The original with the words of another language in the places of its own."""
    update = {
        field: _filled(getattr(original, field), getattr(words, field))
        for field in type(words).model_fields
        if field not in (*_NAMES, "section") and getattr(words, field) is not None
    }
    return original.model_copy(update=update)


def _filled(original: Any, words: Any) -> Any:
    if isinstance(words, BaseModel) and isinstance(original, BaseModel):
        return filled(original, words)
    if isinstance(words, list) and isinstance(original, list):
        return [_filled(own, other) for own, other, _ in _pairs(original, words)]
    return words


def _compared(original: Any, words: Any, place: Place, read: Source) -> Iterator[CertpressError]:
    if isinstance(words, BaseModel):
        for field in (name for name in type(words).model_fields if name not in _NOT_WORDS):
            own, other = getattr(original, field), getattr(words, field)
            if bool(own) != bool(other):
                yield _absent(read, (*place, field), f"{field}", known=bool(other))
            elif other:
                yield from _compared(own, other, (*place, field), read)
    elif isinstance(words, list):
        yield from _listed(original, words, place, read)
    elif numbers(original) != numbers(words):
        where, said = read.where(place), ", ".join(numbers(original)) or "none"
        hint = (
            f"the original's numbers are: {said}; write digits where it does, words where it does"
        )
        yield CertpressError(where, f"{_path(place)}: other numbers than in the original", hint)


def _listed(
    original: list[Any], words: list[Any], place: Place, read: Source
) -> Iterator[CertpressError]:
    own, other = [_named(entry) for entry in original], [_named(entry) for entry in words]
    if any(own):
        for name in sorted({*own, *other} - ({*own} & {*other})):
            yield _absent(read, place, f"{_path(place)}: {name}", known=name in other)
        if len(set(other)) < len(other):
            yield CertpressError(read.where(place), f"{_path(place)}: one entry is written twice")
    elif len(own) != len(other):
        problem = f"{_path(place)}: {len(other)} entries, the original has {len(own)}"
        yield CertpressError(read.where(place), problem, "write one entry for each of the original")
    for mine, theirs, at in _pairs(original, words):
        yield from _compared(mine, theirs, (*place, at), read)


def _pairs(original: list[Any], words: list[Any]) -> Iterator[tuple[Any, Any, int]]:
    """Entries that belong together, in the original's order, with the place in the words."""
    if any(_named(entry) for entry in original):
        places = {_named(entry): at for at, entry in enumerate(words)}
        found = ((entry, places.get(_named(entry))) for entry in original)
        yield from ((entry, words[at], at) for entry, at in found if at is not None)
    else:
        pairs = zip(original, words, strict=False)
        yield from ((own, other, at) for at, (own, other) in enumerate(pairs))


def _named(entry: Any) -> str:
    return next((str(getattr(entry, name)) for name in _NAMES if hasattr(entry, name)), "")


def _absent(read: Source, place: Place, what: str, *, known: bool) -> CertpressError:
    if known:
        hint = "take it out: a translation has what its original has, and nothing else"
        return CertpressError(read.where(place), f"{what} is not in the original", hint)
    hint = "translate it too, or take the whole file out: the original then stands in its place"
    return CertpressError(read.where(place), f"{what} has no translation here", hint)


def _path(place: Place) -> str:
    return ".".join(str(part) for part in place)


def numbers(text: str) -> tuple[str, ...]:
    """The numbers that a text writes in digits of any script, sorted, as ASCII digits.

    What divides them (a decimal point or comma, a thousands mark) is left out: it differs by
    language.
    """
    found = re.findall(r"\d+", text)
    return tuple(sorted("".join(str(unicodedata.digit(c)) for c in run) for run in found))
