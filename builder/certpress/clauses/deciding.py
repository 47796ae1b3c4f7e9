"""The checks that the clause map names: what each looks at, and what it finds.

Rules:
1. A check looks at the language that the body declares authoritative, its first.
2. What is missing or contradicts stops the build when it is owed to the public without request,
   and when its edition of the scheme is in force or still to come; all else is reported.
3. A check reads nothing and writes nothing: content and day are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from certpress.clauses.values import Audience, Certified, Clause, Entry, Fault, State, Weight
from certpress.content import Approval, Content, Page, SchemeText


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What all checks look at."""

    content: Content
    today: date
    certified: tuple[Certified, ...]

    def page(self, slug: str) -> Page | None:
        """The page of that name in the authoritative language."""
        language = self.content.body.languages[0]
        return next(
            (p for p in self.content.pages if p.slug == slug and p.language == language), None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One clause to be decided: for the body, or for one scheme edition."""

    inputs: Inputs
    clause: Clause
    text: SchemeText | None

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
        folder = self.text.source.rpartition("/")[0] if self.text else "content"
        return f"{folder}/{self.clause.place}"

    @property
    def weight(self) -> Weight:
        """What a missing text of this clause weighs (rule 2)."""
        return Weight.STOP if self.clause.audience is Audience.PUBLIC else Weight.REPORT

    def missing(self, problem: str) -> Entry:
        """The entry of a clause whose text is not there."""
        fault = Fault(
            code="clause.missing",
            weight=self.weight,
            where=self.source,
            problem=problem,
            wanted=self.clause.wanted,
            example=self.clause.example,
            clause=self.clause.key,
        )
        return self.entry(State.MISSING, findings=(fault,))

    def found(
        self, page: str, anchor: str = "", source: str = "", approval: Approval | None = None
    ) -> Entry:
        """The entry of a clause whose text is there."""
        return self.entry(State.FOUND, page=page, anchor=anchor, source=source, approval=approval)

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


Check = Callable[[Case], Entry]


def _page(case: Case) -> Entry:
    slug = case.clause.place.rpartition("/")[2].removesuffix(".md")
    page = case.inputs.page(slug)
    if page is None:
        return case.missing("this page is missing")
    return case.found(f"{slug}/", case.clause.anchor, page.source, page.approval)


def _impartiality(case: Case) -> Entry:
    page = case.inputs.content.impartiality.page
    return case.found("impartiality/", "", page.source, page.approval)


def _section(case: Case) -> Entry:
    section = case.text.section(case.clause.anchor) if case.text else None
    if case.text is None or section is None:
        return case.missing("this section is missing")
    source = section.source or case.text.source
    return case.found(case.address, case.clause.anchor, source, case.text.approval)


def _edition(case: Case) -> Entry:
    return case.found(case.address, approval=case.text.approval if case.text else None)


def _whole(case: Case) -> Entry:
    return case.found("")


CHECKS: Mapping[str, Check] = {
    "accreditation": _page,
    "agreement": _whole,
    "approvals": _whole,
    "assessment": _section,
    "certificates": _whole,
    "changes": _page,
    "impartiality": _impartiality,
    "intelligence": _page,
    "owner": _edition,
    "page": _page,
    "procedure": _page,
    "process": _section,
    "section": _section,
    "wording": _whole,
}
