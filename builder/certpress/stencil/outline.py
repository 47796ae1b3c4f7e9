"""Documents taken apart: their members, level by level, and which structure they have.

Rules:
1. Members are numbered level by level, objects and lists among them. So the numbers of two
   documents agree for as long as their members' names and their lists' lengths do.
2. Two documents with one outline agree in all names, in their order, and in all lengths. What they
   hold is compared by those who ask.
3. Only plain dictionaries and lists are followed. Anything else counts as a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from certpress.stencil.slots import Path

_MOST_BRANCHES = 20_000  # all that is known is forgotten beyond; a certificate adds about 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A member's value that is neither an object nor a list, and its number among all members."""

    number: int
    path: Path
    value: Any


@dataclass(slots=True, kw_only=True)
class Outline:
    """What is known of documents up to one of their containers."""

    inner: tuple[
        int, ...
    ] = ()  # the members of the container before that are containers themselves
    branches: dict[Any, Outline] = field(default_factory=dict)  # by the names, or the length
    found: Any = None  # what is kept for documents that end here


class Outlines:
    """All outlines that were seen, each with what is kept for it."""

    def __init__(self) -> None:
        self._start = Outline()
        self._branches = 0

    def read(self, document: Any) -> tuple[Any, list[Any]] | None:
        """What is kept for a document's outline, and its members; None for an unknown outline."""
        outline, pending = self._start, [document]
        members: list[Any] = []
        take = members.__getitem__
        try:
            for container in pending:  # grows while it is walked
                if type(container) is dict:
                    outline = outline.branches[tuple(container)]
                    members += container.values()
                elif type(container) is list:
                    outline = outline.branches[len(container)]
                    members += container
                else:
                    return None
                if outline.inner:
                    pending += map(take, outline.inner)
        except KeyError:
            return None
        return None if outline.found is None else (outline.found, members)

    def keep(self, document: Any, found: Any) -> bool:
        """Keep something for all documents with this one's outline.

        False when it cannot be told from another, which has a text where this one has an object.
        """
        if self._branches > _MOST_BRANCHES:
            self._start, self._branches = Outline(), 0
        outline, count, pending = self._start, 0, [document]
        for container in pending:  # grows while it is walked
            values = list(container.values() if isinstance(container, dict) else container)
            inner = [n for n, value in enumerate(values) if isinstance(value, (dict, list))]
            numbers = tuple(count + n for n in inner)
            branch = tuple(container) if isinstance(container, dict) else len(container)
            if branch not in outline.branches:
                outline.branches[branch] = Outline(inner=numbers)
                self._branches += 1
            outline = outline.branches[branch]
            if outline.inner != numbers:
                return False
            pending += [values[n] for n in inner]
            count += len(values)
        outline.found = found
        return True


def leaves(document: Any) -> list[Leaf]:
    """The values of a document, level by level."""
    found: list[Leaf] = []
    pending: list[tuple[Path, Any]] = [((), document)]
    count = 0
    for path, container in pending:  # grows while it is walked
        members = container.items() if isinstance(container, dict) else [("", v) for v in container]
        for number, (name, value) in enumerate(members, count):
            inner = (*path, name) if name else path
            if isinstance(value, (dict, list)):
                pending.append((inner, value))
            else:
                found.append(Leaf(number=number, path=inner, value=value))
        count += len(container)
    return found


def replace(document: Mapping[str, Any], texts: Mapping[int, str]) -> dict[str, Any]:
    """A copy of the document with other texts for the leaves of these numbers."""
    copy = dict(document)
    pending: list[Any] = [copy]
    count = 0
    for container in pending:  # grows while it is walked
        places: Any = list(container) if isinstance(container, dict) else range(len(container))
        for number, place in enumerate(places, count):
            value = container[place]
            if isinstance(value, (dict, list)):
                container[place] = dict(value) if isinstance(value, dict) else list(value)
                pending.append(container[place])
            else:
                container[place] = texts.get(number, value)
        count += len(container)
    return copy
