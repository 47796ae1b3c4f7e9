"""The index of public information: each clause of the map, and where on the site it is met with.

Rules:
1. What is owed to everybody stands first, then what the body publishes beside it.
2. A clause that has no page of its own is not listed: that is for the body and its assessor.
3. The page says where something stands, never that it conforms.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from certpress.clauses import Audience, Entry, Review, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The entries about one scheme edition, or about the body."""

    scheme_edition: tuple[str, str] | None
    owed: tuple[Entry, ...]  # to everybody
    others: tuple[Entry, ...]


def groups(review: Review) -> tuple[Group, ...]:
    """The entries that readers find something at, or that are owed to them; the body's first."""
    shown = [entry for entry in review.entries if _shown(entry)]
    shown.sort(key=lambda entry: entry.scheme_edition or ("", ""))
    found = []
    for name, entries in groupby(shown, key=lambda entry: entry.scheme_edition):
        listed = tuple(entries)
        owed = tuple(e for e in listed if e.clause.audience is Audience.PUBLIC)
        others = tuple(e for e in listed if e.clause.audience is not Audience.PUBLIC)
        found.append(Group(scheme_edition=name, owed=owed, others=others))
    return tuple(found)


def _shown(entry: Entry) -> bool:
    missing = entry.state is State.MISSING
    return bool(entry.page) or (missing and entry.clause.audience is Audience.PUBLIC)
