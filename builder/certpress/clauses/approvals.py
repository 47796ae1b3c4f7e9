"""Who answers for each public text, and what falls due (7.2.3).

Rules:
1. Each text names its owner, who approved it, when, and by when it is looked at again.
2. Who approved it is one of the people that body.yml names, and did so on a day that has come.
3. A lack stops the build where the text is owed to the public without request; else it is reported.
4. A superseded edition is history: nobody has to look at it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from certpress.clauses.case import Case, Inputs
from certpress.clauses.catalogue import clauses
from certpress.clauses.values import Audience, Entry, Fault, State, Weight
from certpress.content import Approval, Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A text with its approval; `place` leads to the approval's fields in the file."""

    source: str
    title: str
    approval: Approval
    place: tuple[str, ...]
    owed: bool  # to the public without request
    translation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that falls due: a review, or the end of an accreditation."""

    day: date
    source: str  # "content/pages/fees.md:7"
    title: str
    owner: str
    what: str  # "review"
    late: bool


def check(case: Case) -> Entry:
    """Every approval: its four fields, who approved, when, and whether a review is late."""
    faults = []
    for text in approved(case.inputs):
        if case.inputs.unreadable(text.source):
            continue  # its approval may well be there
        found = [*_lacks(case, text), *_contradictions(case, text)]
        owed = text.owed and not text.translation
        faults += [f if owed else replace(f, weight=Weight.REPORT) for f in found]
        if not found:
            faults += _late(case, text)
    return case.entry(_state(faults), source=f"{case.root}/", findings=tuple(faults))


def approved(inputs: Inputs) -> Iterator[Approved]:
    """Every text with an approval, those of superseded editions left out."""
    content, first = inputs.content, inputs.content.body.languages[0]
    owed = {one.place for one in clauses() if one.audience is Audience.PUBLIC}
    statements = [content.impartiality, *(t.impartiality for t in content.translations)]
    pages = [statement.page for statement in statements if statement]
    for page in (*pages, *content.pages):
        yield Approved(
            source=page.source,
            title=page.title,
            approval=page.approval,
            place=(),
            owed=page.source.partition("/")[2] in owed,
            translation=page.language != first,
        )
    for text in (*content.texts, *(text for t in content.translations for text in t.texts)):
        if not inputs.superseded(text):
            yield Approved(
                source=text.source,
                title=f"{text.scheme.name}, edition {text.scheme.edition}",
                approval=text.approval,
                place=("page",),
                owed=True,
                translation=text.language != first,
            )


def due(content: Content, today: date, days: int) -> tuple[Due, ...]:
    """What falls due within so many days, the earliest first; what is late is among it."""
    until = today + timedelta(days=days)
    found = [_due(content, text, today) for text in approved(Inputs(content=content, today=today))]
    for number, one in enumerate(content.body.accreditations):
        source = content.impartiality.page.source.rpartition("/")[0] + "/body.yml"
        if one.until is not None:
            found.append(
                Due(
                    day=one.until,
                    source=content.places.where(source, "accreditations", number, "until"),
                    title=f"{one.body}, {one.number}",
                    owner="",
                    what="end of the accreditation",
                    late=one.until < today,
                )
            )
    listed = [one for one in found if one is not None and one.day <= until]
    return tuple(sorted(listed, key=lambda one: (one.day, one.source)))


def _due(content: Content, text: Approved, today: date) -> Due | None:
    if text.approval.review_by is None:
        return None
    return Due(
        day=text.approval.review_by,
        source=content.places.where(text.source, *text.place, "review_by"),
        title=text.title,
        owner=text.approval.owner,
        what="review",
        late=text.approval.overdue(today),
    )


_FIELDS = {
    "owner": "A. Name",
    "approved_by": "B. Name",
    "approved": "2026-01-12",
    "review_by": "2027-01-31",
}


def _lacks(case: Case, text: Approved) -> Iterator[Fault]:
    lacking = [field for field in _FIELDS if not getattr(text.approval, field)]
    if lacking:
        where = case.inputs.content.places.where(text.source, *text.place, lacking[0])
        wanted = "who answers for the text, who approved it and when, and when it is due again"
        example = " / ".join(f"{field}: {_FIELDS[field]}" for field in lacking)
        problem = f"its approval lacks {', '.join(lacking)}"
        yield case.fault("approval.missing", where, problem, wanted, example)


def _contradictions(case: Case, text: Approved) -> Iterator[Fault]:
    content, today, approval = case.inputs.content, case.inputs.today, text.approval
    people = [person.name for person in content.people]
    if approval.approved_by and approval.approved_by not in people:
        where = content.places.where(text.source, *text.place, "approved_by")
        problem = f"{approval.approved_by} is none of the people in body.yml"
        wanted = f"one of: {', '.join(people)}; or add the person with the role"
        yield case.fault("agreement.approver", where, problem, wanted)
    if approval.approved and approval.approved > today:
        where = content.places.where(text.source, *text.place, "approved")
        problem = f"approved on {approval.approved}, a day that has not come"
        wanted = "the day on which it was approved; a text is published after that"
        yield case.fault("agreement.approved", where, problem, wanted)


def _late(case: Case, text: Approved) -> Iterator[Fault]:
    """Late reviews of texts that no clause names; those of clauses are told with the clause."""
    named = text.place or text.source.partition("/")[2] in {one.place for one in clauses()}
    if text.approval.overdue(case.inputs.today) and (text.translation or not named):
        where = case.inputs.content.places.where(text.source, *text.place, "review_by")
        problem = f"the review was due by {text.approval.review_by}"
        wanted = f"{text.approval.owner} looks at the text again and sets the new days"
        fault = case.fault("approval.overdue", where, problem, wanted)
        yield replace(fault, weight=Weight.REPORT)


def _state(faults: list[Fault]) -> State:
    codes = {fault.code for fault in faults}
    if "approval.missing" in codes:
        return State.MISSING
    if any(code.startswith("agreement.") for code in codes):
        return State.CONTRADICTORY
    return State.OVERDUE if codes else State.FOUND
