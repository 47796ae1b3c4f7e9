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

from certpress.clauses import checks, passages, remarks
from certpress.clauses.approvals import Due, due
from certpress.clauses.case import Case, Inputs
from certpress.clauses.catalogue import EDITIONS, clause, clauses
from certpress.clauses.invented import at_home
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
from certpress.errors import CertpressError
from certpress.register import Edition

__all__ = [
    "EDITIONS",
    "Audience",
    "Certified",
    "Clause",
    "Due",
    "Entry",
    "Fault",
    "Review",
    "State",
    "Weight",
    "at_home",
    "clause",
    "clauses",
    "due",
    "malformed",
    "review",
]


def review(
    content: Content,
    today: date,
    certified: Iterable[Certified] = (),
    *,
    frozen: Iterable[Edition] = (),
    problems: Iterable[CertpressError] = (),
    draft: bool = False,
) -> Review:
    """What is there of each clause, in the order of the map, each scheme edition apart.

    `today` is the body's calendar day, `certified` what the register knows of certificates,
    `frozen` the editions as certificates name them, `problems` what `content.survey` could not
    read. `draft` says that the site is to be built though something owed to the public is missing.
    """
    inputs = Inputs(
        content=content,
        today=today,
        certified=tuple(certified),
        frozen=tuple(frozen),
        problems=tuple(problems),
        passages=tuple(passages.everything(content)),
    )
    entries = []
    for one in clauses():
        check = checks.CHECKS[one.check]
        texts = content.texts if one.per_scheme else (None,)
        entries += [check(Case(inputs=inputs, clause=one, text=text)) for text in texts]
    return Review(
        today=today,
        edition=content.checks.standard,
        entries=tuple(entries),
        findings=(*malformed(inputs.problems), *remarks.all_of(inputs, entries)),
        draft=draft,
    )


def malformed(problems: Iterable[CertpressError]) -> tuple[Fault, ...]:
    """What could not be read, as findings; each of them stops the build."""
    return tuple(
        Fault(
            code="content.malformed",
            weight=Weight.STOP,
            where=one.where,
            problem=one.problem,
            wanted=one.hint,
        )
        for one in problems
    )
