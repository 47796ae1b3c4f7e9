"""A review as lines for people and as values for machines.

Rules:
1. What is to be done stands at the end, where a terminal shows it; numbered, the gravest first.
2. No line says that anything conforms.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import click

from certpress.clauses import Audience, Due, Entry, Fault, Review, State, Weight, clause
from certpress.content import Approval, Content

_STATES = {
    State.FOUND: ("found", "green"),
    State.MISSING: ("MISSING", "red"),
    State.OVERDUE: ("OVERDUE", "yellow"),
    State.CONTRADICTORY: ("CONTRADICTS", "red"),
    State.NOT_APPLICABLE: ("not applicable", "green"),
}
_HEADS = {
    Weight.STOP: "To be mended before the site can be built",
    Weight.REPORT: "To be mended; the site is built all the same",
    Weight.NOTE: "Worth knowing",
}
_WIDTH = 96
_MARGIN = " " * 27


def lines(content: Content, review: Review, edition: str) -> Iterator[str]:
    """The whole review, as a certification manager reads it."""
    yield f"{content.body.name}: what is made known, {review.today}"
    yield f"Clause numbers of ISO/IEC 17024:{edition}; ? is a number still to be confirmed."
    for public in (True, False):
        chosen = [e for e in review.entries if (e.clause.audience is Audience.PUBLIC) is public]
        head = (
            "Owed to the public without request" if public else "Owed to others, or good practice"
        )
        yield from ("", click.style(head, bold=True))
        chosen.sort(key=lambda entry: entry.scheme_edition or ("", ""))
        for name, entries in groupby(chosen, key=lambda entry: entry.scheme_edition):
            yield from _group(name, list(entries), edition)
    for weight in _HEADS:
        yield from _findings(review, weight, edition)
    yield from ("", *_summary(review))


def due_lines(listed: Sequence[Due], today: date, days: int) -> Iterator[str]:
    """What falls due, the earliest first."""
    if not listed:
        yield f"Nothing falls due within {days} days of {today}."
        return
    yield f"Due within {days} days of {today}:"
    for one in listed:
        late = click.style("LATE  ", fg="red") if one.late else "      "
        owner = f", {one.owner}" if one.owner else ""
        yield f"  {one.day}  {late}{one.what}: {one.title}{owner}"
        yield f"                      {one.source}"


def value(content: Content, review: Review, edition: str) -> dict[str, Any]:
    """The whole review, for machines."""
    return {
        "body": content.body.name,
        "date": review.today.isoformat(),
        "standard": f"ISO/IEC 17024:{edition}",
        "entries": [_entry_value(entry, edition) for entry in review.entries],
        "findings": [fault_value(fault) for fault in review.findings],
        "stops": len(review.stops),
    }


def due_value(one: Due) -> dict[str, Any]:
    """Something that falls due, for machines."""
    return {
        "day": one.day.isoformat(),
        "what": one.what,
        "title": one.title,
        "owner": one.owner,
        "where": one.source,
        "late": one.late,
    }


def fault_value(fault: Fault) -> dict[str, str]:
    """A finding, for machines."""
    return {name: str(getattr(fault, name)) for name in Fault.__slots__}


def _entry_value(entry: Entry, edition: str) -> dict[str, Any]:
    scheme, number = entry.scheme_edition or ("", "")
    return {
        "clause": entry.clause.key,
        "number": entry.clause.numbers.get(edition),
        "title": entry.clause.title,
        "audience": str(entry.clause.audience),
        "scheme": scheme,
        "edition": number,
        "state": str(entry.state),
        "page": entry.page,
        "anchor": entry.anchor,
        "source": entry.source,
        "approval": _approval_value(entry.approval),
        "reason": entry.reason,
        "findings": [fault_value(fault) for fault in entry.findings],
    }


def _approval_value(approval: Approval | None) -> dict[str, str] | None:
    if approval is None:
        return None
    return {
        "owner": approval.owner,
        "approved_by": approval.approved_by,
        "approved": str(approval.approved or ""),
        "review_by": str(approval.review_by or ""),
    }


def _group(name: tuple[str, str] | None, entries: Sequence[Entry], edition: str) -> Iterator[str]:
    """The entries about the body, or about one edition with its approval in one line."""
    if name is not None:
        approval = next((entry.approval for entry in entries if entry.approval), None)
        yield f"  Scheme {name[0]}, edition {name[1]}: schemes/{name[0]}/{name[1]}/"
        yield from ([f"{_MARGIN}{_approved(approval)}"] if approval else [])
    for entry in entries:
        word, colour = _STATES[entry.state]
        number = "?" if "confirmed" in entry.clause.label(edition) else entry.clause.label(edition)
        place = entry.link if name is None else f"#{entry.anchor}" if entry.anchor else ""
        line = f"  {click.style(f'{word:<14}', fg=colour)}  {number:<8} {entry.clause.title:<43}"
        yield f"{line} {place}".rstrip()
        if name is None and entry.approval and entry.state is not State.MISSING:
            yield f"{_MARGIN}{_approved(entry.approval)}"
        if entry.reason:
            reason = f"because: {entry.reason}"
            yield from textwrap.wrap(
                reason, _WIDTH, initial_indent=_MARGIN, subsequent_indent=_MARGIN
            )


def _approved(approval: Approval) -> str:
    by = f" by {approval.approved_by}" if approval.approved_by else ""
    review = f", review by {approval.review_by}" if approval.review_by else ""
    return f"approved {approval.approved}{by}{review}" if approval.approved else "not approved yet"


def _findings(review: Review, weight: Weight, edition: str) -> Iterator[str]:
    faults = [fault for fault in review.faults if fault.weight is weight]
    if not faults:
        return
    yield from ("", click.style(f"{_HEADS[weight]} ({len(faults)})", bold=True))
    if weight is Weight.NOTE:
        yield from (f"  {fault.where}: {fault.problem}" for fault in faults)
        return
    for number, (_, alike) in enumerate(groupby(faults, key=_kind), 1):
        yield ""
        yield from _together(number, list(alike), edition)


def _kind(fault: Fault) -> tuple[str, ...]:
    """Findings that are told together: of one file, about one clause, mended in one way."""
    return (fault.where.partition(":")[0], fault.clause, fault.wanted, fault.example)


def _together(number: int, faults: Sequence[Fault], edition: str) -> Iterator[str]:
    first = faults[0]
    file = first.where.partition(":")[0]
    yield f"{number:3}. {click.style(file, bold=True)}{_about(first, edition)}"
    for fault in sorted(faults, key=lambda fault: int(fault.where.partition(":")[2] or 0)):
        line = fault.where.partition(":")[2]
        yield from _indented(fault.problem, f"line {line}: " if line else "")
    yield from _indented(first.wanted, "wanted:  ")
    yield from _indented(first.example, "example: ")


def _about(fault: Fault, edition: str) -> str:
    if not fault.clause:
        return ""
    about = clause(fault.clause)
    label = about.label(edition)
    number = f"{label} " if label and "confirmed" not in label else ""
    return f" ({number}{about.title})"


def _indented(text: str, label: str) -> Iterator[str]:
    rest = " " * (5 + len(label))
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=f"     {label}", subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _summary(review: Review) -> Iterator[str]:
    stops = len(review.stops)
    reported = sum(1 for fault in review.faults if fault.weight is Weight.REPORT)
    if stops:
        yield f"{stops} to be mended before a build, {reported} more reported."
        yield "next: mend the first, then run certpress check again; to look at the pages"
        yield "      meanwhile: certpress serve, or certpress build --allow-draft"
    elif reported:
        yield f"Nothing stops a build; {reported} to be mended."
        yield "next: certpress build"
    else:
        yield "Nothing that is owed was found missing, overdue or contradictory."
        yield "next: certpress build; what falls due soon: certpress check --due 90"
