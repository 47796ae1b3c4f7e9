"""The checks that the clause map names: what each looks at, and what it finds.

Rules:
1. Presence is not enough: an empty text, a placeholder, or a few words are a text that is missing.
2. What cannot be the same in two schemes, and is, contradicts.
3. Nothing is read and nothing is written here: content and day are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from certpress.clauses import agreement, approvals, impartial, passages, quality
from certpress.clauses.case import Case
from certpress.clauses.passages import Passage
from certpress.clauses.values import Entry, Fault, State
from certpress.content import Page, SchemeText, Section

Check = Callable[[Case], Entry]

_FEWEST_STEPS = 3


def placeholders(case: Case, found: Iterable[Passage]) -> Iterator[Fault]:
    """A fault for each passage that holds words for a text still to be written."""
    for passage in found:
        place = quality.placeholder(passage.text)
        if place is not None:
            line, words = place
            where = f"{passage.source}:{passage.line + (line if passage.long else 0)}"
            yield case.fault("text.placeholder", where, words)


def short(case: Case, where: str, text: str, fewest: int) -> Iterator[Fault]:
    """A fault for a text that is too short to say what is owed."""
    count = quality.letters(text)
    if quality.placeholder(text) is None and count < fewest:
        said = "nothing is written here" if not count else f"this has {count} letters, too few"
        yield case.fault("text.short" if count else "text.empty", where, said)


def _the_page(case: Case) -> Page | None:
    return case.inputs.page(case.clause.place.rpartition("/")[2].removesuffix(".md"))


def _page_faults(case: Case, page: Page) -> Iterator[Fault]:
    places = case.inputs.content.places
    yield from placeholders(case, passages.of_page(places, page))
    where = f"{page.source}:{places.text(page.source)}"
    said = " ".join((page.text, *(f"{s.title} {s.who} {s.what}" for s in page.steps)))
    yield from short(case, where, said, quality.PAGE)


def _page(case: Case, more: Callable[[Page], Iterator[Fault]] | None = None) -> Entry:
    page = _the_page(case)
    if page is None or not (page.text or page.approval.owner):
        return case.missing("this page is missing")
    faults = [*_page_faults(case, page), *(more(page) if more else ())]
    return case.judged(faults, page=f"{page.slug}/", source=page.source, approval=page.approval)


def _procedure(case: Case) -> Entry:
    return _page(case, lambda page: _procedure_faults(case, page))


def _procedure_faults(case: Case, page: Page) -> Iterator[Fault]:
    where = case.inputs.content.places.where(page.source, "steps")
    if len(page.steps) < _FEWEST_STEPS:
        problem = f"the procedure has {len(page.steps) or 'no'} steps in its front matter"
        yield case.fault("procedure.steps", where, problem)
    elif not any(step.within for step in page.steps):
        wanted = "a time limit for each step that somebody waits for"
        yield case.fault("procedure.within", where, "no step says within what time", wanted)
    elif not all(step.who for step in page.steps):
        wanted = "who acts or decides in each step"
        yield case.fault("procedure.who", where, "a step does not say who acts or decides", wanted)


def _intelligence(case: Case) -> Entry:
    return _page(case, lambda page: _used(case, page))


def _used(case: Case, page: Page) -> Iterator[Fault]:
    if page.used is None:
        where = case.inputs.content.places.where(page.source, "used")
        yield case.fault("intelligence.used", where, "it does not say whether it is used")


def _accreditation(case: Case) -> Entry:
    return _page(case, lambda _: agreement.accreditations(case))


def _impartiality(case: Case) -> Entry:
    statement, places = case.inputs.content.impartiality, case.inputs.content.places
    page, source = statement.page, statement.page.source
    if not any((page.text, page.approval.owner, statement.importance, statement.signed_by.name)):
        return case.missing("the statement is missing")
    faults = list(placeholders(case, passages.of_statement(places, statement)))
    for name in ("importance", "conflicts_of_interest", "objectivity"):
        where, words = places.where(source, name), getattr(statement, name)
        faults += short(case, where, words, quality.STATEMENT)
    signed = {"name": statement.signed_by.name, "role": statement.signed_by.role}
    for name, said in {**signed, "on": statement.signed_on}.items():
        if not said:
            where = places.where(source, "signed", name)
            wanted = "top management signs with name, role and day"
            example = "signed: name: A. Name / role: Director / on: 2026-01-12"
            problem = f"the signature has no {name if name != 'on' else 'day'}"
            faults.append(case.fault("impartiality.signature", where, problem, wanted, example))
    return case.judged(faults, page="impartiality/", source=source, approval=page.approval)


def _section(case: Case) -> Entry:
    assert case.text is not None  # noqa: S101 - the map says: one for each scheme edition
    text, places = case.text, case.inputs.content.places
    anchor = case.clause.anchor
    section = next((s for s in text.sections if s.kind.anchor == anchor), None)
    if section is None or not (section.text or section.not_applicable):
        return case.missing("this section is missing")
    beside = (one for one in passages.of_edition(places, text) if one.part == anchor)
    faults = list(placeholders(case, chain(passages.of_section(places, text, section), beside)))
    source = section.source or text.source
    if section.not_applicable and not faults:
        reason = section.not_applicable
        where = places.where(text.source, "not_applicable", anchor.replace("-", "_"))
        faults = list(short(case, where, reason, quality.REASON))
        if not faults:
            return case.entry(
                State.NOT_APPLICABLE,
                page=case.address,
                anchor=anchor,
                source=text.source,
                approval=text.approval,
                reason=reason,
            )
    faults += _section_faults(case, text, section)
    page, anchor = (case.address, anchor) if section.public else ("", "")
    return case.judged(faults, page=page, anchor=anchor, source=source, approval=text.approval)


def _section_faults(case: Case, text: SchemeText, section: Section) -> Iterator[Fault]:
    source = section.source or text.source
    where = f"{source}:{case.inputs.content.places.text(section.source)}"
    if case.weight is not case.weight.REPORT and not section.public:
        wanted = "the public is owed this without asking: take out `public: no`"
        yield case.fault("section.private", f"{source}:1", "it is kept from the public", wanted)
    if not section.not_applicable:
        yield from short(case, where, section.text, quality.SECTION)
    for other in case.inputs.content.texts if case.clause.differs else ():
        twin = next((s for s in other.sections if s.kind.anchor == section.kind.anchor), None)
        another = other.scheme.id != text.scheme.id and section.text
        if another and twin and quality.plain(twin.text) == quality.plain(section.text):
            problem = f"word for word what {twin.source} says of another scheme"
            wanted = "what is true of this scheme alone"
            yield case.fault("agreement.twins", where, problem, wanted)


def _process(case: Case) -> Entry:
    entry = _section(case)
    if entry.state is State.MISSING or case.text is None or len(case.text.process) >= _FEWEST_STEPS:
        return entry
    where = case.inputs.content.places.where(case.text.source, "process")
    problem = f"the process has {len(case.text.process) or 'no'} steps in scheme.yml"
    fault = case.fault("process.steps", where, problem)
    return case.judged(
        (*entry.findings, fault),
        page=entry.page,
        anchor=entry.anchor,
        source=entry.source,
        approval=entry.approval,
    )


def _assessment(case: Case) -> Entry:
    entry = _section(case)
    assert case.text is not None  # noqa: S101 - the map says: one for each scheme edition
    section = next((s for s in case.text.sections if s.kind.anchor == case.clause.anchor), None)
    if entry.state is State.MISSING or section is None or section.tables:
        return entry
    where = case.inputs.content.places.where(case.text.source, "tables")
    fault = case.fault("assessment.table", where, "no table lists the assessments")
    return case.judged((fault,), page=entry.page, anchor=entry.anchor, source=entry.source)


def _owner(case: Case) -> Entry:
    assert case.text is not None  # noqa: S101 - the map says: one for each scheme edition
    where = case.inputs.content.places.where(case.text.source, "owner")
    owner = case.text.scheme.owner
    faults = []
    if not owner or quality.placeholder(owner):
        faults = [case.fault("scheme.owner", where, "the scheme names no owner")]
    return case.judged(
        faults, page=case.address, source=case.text.source, approval=case.text.approval
    )


def _changes(case: Case) -> Entry:
    return _page(case, lambda _: _untold(case))


def _untold(case: Case) -> Iterator[Fault]:
    content = case.inputs.content
    first = {text.scheme.id: text for text in reversed(content.texts)}
    for text in content.texts:
        if text.change is None and text is not first[text.scheme.id]:
            problem = f"edition {text.scheme.edition} does not say what it changes"
            yield case.fault("changes.untold", f"{text.source}:1", problem)


def _certificates(case: Case) -> Entry:
    return case.judged((), page="v/", source=f"{case.root}/body.yml")


CHECKS: Mapping[str, Check] = {
    "accreditation": _accreditation,
    "agreement": agreement.check,
    "approvals": approvals.check,
    "assessment": _assessment,
    "certificates": _certificates,
    "changes": _changes,
    "impartiality": _impartiality,
    "intelligence": _intelligence,
    "owner": _owner,
    "page": _page,
    "procedure": _procedure,
    "process": _process,
    "section": _section,
    "wording": impartial.check,
}
