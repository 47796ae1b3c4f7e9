"""What a certification body makes known, clause by clause, and what a review finds of it.

Rules:
1. The clause map is data (`map.yml`): keys and anchors name subjects, numbers are labels beside
   them, so that another edition of the standard breaks no link.
2. A review says found, missing, overdue, contradictory or not applicable; never that anything
   conforms, which is the accreditation body's word.
3. Only what is owed to the public without request can stop a build; all else is reported.
4. A review is pure: content, day and what the register knows are given, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from certpress.clauses import deciding
from certpress.clauses.catalogue import EDITIONS, clause, clauses
from certpress.clauses.values import (
    Audience,
    Certified,
    Clause,
    Entry,
    Fault,
    Review,
    State,
    Weight,
)
from certpress.content import Content

__all__ = [
    "EDITIONS",
    "Audience",
    "Certified",
    "Clause",
    "Entry",
    "Fault",
    "Review",
    "State",
    "Weight",
    "clause",
    "clauses",
    "review",
]


def review(
    content: Content,
    today: date,
    certified: Iterable[Certified] = (),
    *,
    edition: str = EDITIONS[0],
    draft: bool = False,
) -> Review:
    """What is there of each clause, in the order of the map, each scheme edition apart.

    `today` is the body's calendar day, `certified` what the register knows of certificates,
    `edition` that of the standard whose numbers are shown. `draft` says that the site is to be
    built though something owed to the public is missing.
    """
    inputs = deciding.Inputs(content=content, today=today, certified=tuple(certified))
    entries = []
    for one in clauses():
        texts = content.texts if one.per_scheme else (None,)
        check = deciding.CHECKS[one.check]
        entries += [check(deciding.Case(inputs=inputs, clause=one, text=text)) for text in texts]
    return Review(today=today, edition=edition, entries=tuple(entries), draft=draft)
