"""A case: one clause to be decided, for the body or for one scheme edition, and how it is told.

Rules:
1. A check looks at the language that the body declares authoritative, its first.
2. What is missing or contradicts stops the build when it is owed to the public without request, and
   when its edition of the scheme is in force or still to come; all else is reported.
3. A late review is reported at first, and stops the build once the body's days of grace are over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from certpress.clauses.passages import Passage
from certpress.clauses.values import Audience, Certified, Clause, Entry, Fault, State, Weight
from certpress.content import Approval, Content, Page, SchemeText
from certpress.errors import CertpressError
from certpress.register import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What all checks look at."""

    content: Content
    today: date
    certified: tuple[Certified, ...] = ()
    frozen: tuple[Edition, ...] = ()  # editions as certificates name them
    problems: tuple[CertpressError, ...] = ()  # of files that cannot be read as they are
    passages: tuple[Passage, ...] = ()  # everything that readers see

    def page(self, slug: str) -> Page | None:
        """The page of that name in the authoritative language."""
        language = self.content.body.languages[0]
        found = (p for p in self.content.pages if (p.slug, p.language) == (slug, language))
        return next(found, None)

    def unreadable(self, source: str) -> bool:
        """True when a file, or one in that folder, is there and cannot be read as it is."""
        return any(
            problem.where == source or problem.where.startswith((f"{source}:", f"{source}/"))
            for problem in self.problems
        )

    def superseded(self, text: SchemeText) -> bool:
        """True when a later edition of the scheme has taken effect."""
        others = (t.scheme for t in self.content.texts if t.scheme.id == text.scheme.id)
        return any(text.scheme.effective < s.effective <= self.today for s in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One clause to be decided."""

    inputs: Inputs
    clause: Clause
    text: SchemeText | None = None

    @property
    def scheme_edition(self) -> tuple[str, str] | None:
        """The scheme and edition that the entry is about."""
        return (self.text.scheme.id, self.text.scheme.edition) if self.text else None

    @property
    def address(self) -> str:
        """The page of the edition, below the site; empty when the case is the body's."""
        return "schemes/{}/{}/".format(*self.scheme_edition) if self.scheme_edition else ""

    @property
    def source(self) -> str:
        """The file in which the text of this clause is looked for."""
        folder = self.text.source.rpartition("/")[0] if self.text else self.root
        return f"{folder}/{self.clause.place}"

    @property
    def root(self) -> str:
        """The content folder, as people write it."""
        return self.inputs.content.impartiality.page.source.rpartition("/")[0]

    @property
    def weight(self) -> Weight:
        """What a missing or contradictory text of this clause weighs (rule 2)."""
        past = self.text is not None and self.inputs.superseded(self.text)
        public = self.clause.audience is Audience.PUBLIC
        return Weight.STOP if public and not past else Weight.REPORT

    def fault(
        self, code: str, where: str, problem: str, wanted: str = "", example: str = ""
    ) -> Fault:
        """A finding about this clause; what is wanted is the clause's own unless said otherwise."""
        return Fault(
            code=code,
            weight=self.weight,
            where=where,
            problem=problem,
            wanted=wanted or self.clause.wanted,
            example=example or ("" if wanted else self.clause.example),
            clause=self.clause.key,
        )

    def missing(self, problem: str) -> Entry:
        """The entry of a clause whose text is not there."""
        if self.inputs.unreadable(self.source):
            problem = "it cannot be read as it is; the findings on this file say why"
        return self.entry(
            State.MISSING, findings=(self.fault("clause.missing", self.source, problem),)
        )

    def judged(
        self,
        faults: Iterable[Fault],
        *,
        page: str,
        anchor: str = "",
        source: str = "",
        approval: Approval | None = None,
    ) -> Entry:
        """The entry of a text that is there: found, unless a fault or a late review says more."""
        found = tuple(faults)
        state = State.FOUND
        if found:
            contradicts = all(fault.code.startswith("agreement.") for fault in found)
            state = State.CONTRADICTORY if contradicts else State.MISSING
        elif approval is not None and approval.overdue(self.inputs.today):
            state, found = State.OVERDUE, (self._overdue(approval, source or self.source),)
        return self.entry(
            state, page=page, anchor=anchor, source=source, approval=approval, findings=found
        )

    def entry(
        self,
        state: State,
        *,
        page: str = "",
        anchor: str = "",
        source: str = "",
        approval: Approval | None = None,
        reason: str = "",
        findings: tuple[Fault, ...] = (),
    ) -> Entry:
        """The entry of this case."""
        return Entry(
            clause=self.clause,
            scheme_edition=self.scheme_edition,
            state=state,
            page=page,
            anchor=anchor,
            source=source or self.source,
            approval=approval,
            reason=reason,
            findings=findings,
        )

    def _overdue(self, approval: Approval, source: str) -> Fault:
        """A late review (rule 3)."""
        assert approval.review_by is not None  # noqa: S101 - else it would not be late
        content, today = self.inputs.content, self.inputs.today
        grace = timedelta(days=content.checks.grace_days)
        late = today > approval.review_by + grace
        file = self.text.source if self.text else source
        place = ("page", "review_by") if self.text else ("review_by",)
        until = approval.review_by + grace
        rest = "" if late else f"; after {until} the site is not built without it"
        return Fault(
            code="clause.overdue",
            weight=self.weight if late else Weight.REPORT,
            where=content.places.where(file, *place),
            problem=f"the review was due by {approval.review_by}"
            + (rest if self.weight is Weight.STOP else ""),
            wanted=f"{approval.owner or 'its owner'} looks at the text again and sets the new days",
            example=f"approved: {today} / review_by: {today.replace(day=1, year=today.year + 1)}",
            clause=self.clause.key,
        )
