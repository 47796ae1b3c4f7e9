"""Documents like one that was seen before: matched against the profile by what differs.

Rules:
1. The first document of its kind is matched in full. Of each like it only the values that differ
   are looked at.
2. Alike is: the same members in the same order, lists of the same lengths. The profile says of each
   member what its value may be and nothing about two values together, so a document whose values
   are the first one's, or satisfy the same rules, matches as the first one did.
3. Anything that is not alike is matched in full, with the same result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certpress import shape

KINDS = 512  # that are remembered at a time


class Frame:
    """The first document of its kind, and how others differ from it."""

    def __init__(self, document: Mapping[str, Any], name: str) -> None:
        """Raises shape.Malformed when the document does not match the shape of that name."""
        shape.match(document, name)
        self._flat = flat(document)
        self._rules = shape.rules(document, name)

    def match(self, document: Mapping[str, Any]) -> bool:
        """True when the document is alike and matches; False says that it is not alike.

        Raises shape.Malformed when a value that differs is not as the profile says.
        """
        found = flat(document)
        if len(found) != len(self._flat):
            return False
        for mine, other, rule in zip(self._flat, found, self._rules, strict=True):
            if mine is other or (mine == other and type(mine) is type(other)):
                continue
            if rule is None or type(other) is not str:
                return False
            rule(other)
        return True


class Frames:
    """Frames by whatever the caller tells kinds apart with."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._frames: dict[object, Frame] = {}

    def match(self, kind: object, document: Mapping[str, Any]) -> None:
        """What `shape.match` does; raises shape.Malformed."""
        known = self._frames.get(kind)
        if known is not None and known.match(document):
            return
        made = Frame(document, self._name)
        if len(self._frames) >= KINDS:
            self._frames.clear()
        self._frames[kind] = made


def flat(value: Any) -> list[Any]:
    """A document's values in order; before them each object's names, each list's length."""
    found: list[Any] = []
    pending = [value]
    while pending:
        one = pending.pop()
        if type(one) is dict:
            found.append(tuple(one))
            pending += reversed(one.values())
        elif type(one) is list:
            found.append((len(one),))
            pending += reversed(one)
        else:
            found.append(one)
    return found
