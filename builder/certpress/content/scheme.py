"""From the shape of a scheme edition and its sections to the scheme, its text and its scheme.json.

Rules:
1. Scope items are written out, or made from axes: every combination but those left out, the first
   axis outermost.
2. A code names one item; in lower case it is an anchor of the page, so it must not be a section's.
3. `scheme.json` holds everything public that the edition says and nothing else, as canonical JSON
   (RFC 8785): the same texts give the same bytes, another text gives others. Who approved the page
   and when it is reviewed is not part of it, so that a review without a change keeps the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import rfc8785

from certpress import model
from certpress.content import promises, shapes, summary
from certpress.content.source import Place, Source
from certpress.content.values import (
    KINDS,
    Approval,
    Axis,
    AxisValue,
    Change,
    SchemeText,
    Section,
    Step,
    Table,
)
from certpress.errors import CertpressError

_FRAME = frozenset({"edition", "items", "summary", "vision"})  # anchors beside the sections
LEVEL = "level"  # the key of the axis whose values are levels
_CODE = re.compile("[A-Z0-9](?:[A-Z0-9-]{0,30}[A-Z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFile:
    """A section as its Markdown file has it."""

    text: str
    public: bool
    source: str
    anchors: tuple[tuple[str, int], ...] = ()  # given by hand, with their lines


def approval(shape: shapes.ApprovalShape) -> Approval:
    """Who answers for a text, from its front matter."""
    return Approval(
        owner=shape.owner or "",
        approved_by=shape.approved_by or "",
        approved=shape.approved,
        review_by=shape.review_by,
    )


def steps(listed: list[shapes.StepShape]) -> tuple[Step, ...]:
    """The steps of a procedure."""
    return tuple(
        Step(
            title=step.title,
            who=step.who or "",
            what=step.what or "",
            within=step.within or "",
            question=step.question or "",
            otherwise=step.otherwise or "",
        )
        for step in listed
    )


def build(
    shape: shapes.SchemeShape, files: dict[str, SectionFile], source: Source, body: model.Body
) -> SchemeText:
    """The edition with its text; call `problems` first."""
    made = list(_items(shape.scope))
    address = f"{body.base_url}schemes/{shape.id}/{shape.edition}/"
    language = body.languages[0]
    scheme = model.Scheme(
        id=shape.id,
        edition=shape.edition,
        name=shape.name,
        description=_joined(shape.description),
        code=shape.code,
        owner=shape.owner or "",
        effective=shape.effective,
        interval_months=shape.interval_months,
        items=tuple(item for _, item in made),
        date_of_birth_on_certificate=shape.date_of_birth_on_certificate,
    )
    text = SchemeText(
        scheme=scheme,
        language=language,
        approval=approval(shape.page),
        framework=shape.scope.framework,
        sections=tuple(_sections(shape, files, language)),
        process=steps(shape.process),
        axes=tuple(_axis(axis) for axis in shape.scope.axes),
        cells=tuple((codes, item.code) for codes, item in made if codes),
        near_vision=_joined(shape.prerequisites.near_vision or ""),
        colour_vision=_joined(shape.prerequisites.colour_vision or ""),
        source=source.name,
        promises=tuple(promises.listed(shape.promises, language, source.name).values()),
        change=_change(shape.change),
        summary=summary.made(shape.summary),
    )
    return replace(text, scheme=replace(scheme, document=document(text, address)))


def problems(
    shape: shapes.SchemeShape, files: dict[str, SectionFile], source: Source
) -> Iterator[CertpressError]:
    """What the files of one edition say that does not fit together."""
    yield from _scope_problems(shape.scope, source)
    yield from _days(shape, source)
    yield from _anchors(shape, files, source)
    yield from summary.problems(shape, {name: file.text for name, file in files.items()}, source)
    for number, table in enumerate(shape.tables):
        if table.section not in {kind.anchor for kind in KINDS}:
            where = source.where(("tables", number, "section"))
            hint = f"the sections are: {', '.join(kind.anchor for kind in KINDS)}"
            yield CertpressError(where, f"there is no section {table.section}", hint)
    for name in shapes.NotApplicableShape.model_fields:
        anchor = name.replace("_", "-")
        if getattr(shape.not_applicable, name) and anchor in files:
            where = source.where(("not_applicable", name))
            hint = f"remove {files[anchor].source}, or this line"
            yield CertpressError(where, f"{anchor} has a text and is not applicable", hint)


def _anchors(
    shape: shapes.SchemeShape, files: dict[str, SectionFile], source: Source
) -> Iterator[CertpressError]:
    """An anchor of the edition's page that stands for two things."""
    taken = {kind.anchor for kind in KINDS} | _FRAME
    taken |= {axis.key for axis in shape.scope.axes}
    taken |= {item.code.lower() for _, item in _items(shape.scope)}
    seen: set[str] = set()
    for number, table in enumerate(shape.tables):
        where = source.where(("tables", number, "section"))
        if table.id in taken:
            hint = "it is already the anchor of something else on the page: rename the table"
            yield CertpressError(where, f"a table cannot be called {table.id}", hint)
        if table.id in seen:
            yield CertpressError(where, f"the table {table.id} is written twice", "rename one")
        seen.add(table.id)
    for file in files.values():
        for anchor, line in file.anchors:
            if anchor in taken | seen:
                hint = "it is already the anchor of something else on the page: rename it"
                yield CertpressError(f"{file.source}:{line}", f"the anchor {anchor} is taken", hint)
        seen |= {anchor for anchor, _ in file.anchors}


def _days(shape: shapes.SchemeShape, source: Source) -> Iterator[CertpressError]:
    """An edition is public and approved before it takes effect; a later approval is a renewed one
    only where the edition says since when it was public."""
    change, effective = shape.change, shape.effective
    if change is not None and change.published > effective:
        problem = f"change.published: {change.published} is after the day it takes effect"
        hint = f"it takes effect on {effective}: an edition is made public before that"
        yield CertpressError(source.where(("change", "published")), problem, hint)
    elif change is None and shape.page.approved and shape.page.approved > effective:
        problem = f"page.approved: {shape.page.approved} is after the day the edition takes effect"
        hint = (
            f"it takes effect on {effective}; where the approval was renewed, add change: with the "
            "day on which the edition was published"
        )
        yield CertpressError(source.where(("page", "approved")), problem, hint)


def successions(texts: Sequence[SchemeText]) -> Iterator[CertpressError]:
    """What editions say of each other that does not fit: one replaces another that came before."""
    known = {(text.scheme.id, text.scheme.edition): text.scheme for text in texts}
    for text in texts:
        change, own = text.change, text.scheme
        if change is None or not change.replaces:
            continue
        before = known.get((own.id, change.replaces))
        if before is None:
            others = sorted(
                name for scheme, name in known if scheme == own.id and name != own.edition
            )
            problem = f"change.replaces: there is no edition {change.replaces} of {own.id}"
            hint = f"known are: {', '.join(others) or 'none'}"
            yield CertpressError(text.source, problem, hint)
        elif before.effective >= own.effective:
            problem = f"change.replaces: {change.replaces} takes effect on {before.effective}"
            hint = f"an edition replaces one that took effect before it, on {own.effective}"
            yield CertpressError(text.source, problem, hint)
        if change.transition_until and change.transition_until < own.effective:
            problem = "change.transition_until: the transition ends before the edition takes effect"
            hint = f"it takes effect on {own.effective}: write a later day, or leave the line out"
            yield CertpressError(text.source, problem, hint)


def document(text: SchemeText, address: str) -> bytes:
    """scheme.json: the public, machine-readable form of an edition, as canonical JSON."""
    scheme = text.scheme
    value: dict[str, Any] = {
        "id": scheme.id,
        "edition": scheme.edition,
        "address": address,
        "name": scheme.name,
        "description": scheme.description,
        "code": scheme.code,
        "owner": scheme.owner,
        "effective": scheme.effective.isoformat(),
        "intervalMonths": scheme.interval_months,
        "scope": [_item_value(item) for item in scheme.items],
        "vision": {"near": text.near_vision, "colour": text.colour_vision},
        "process": [_step_value(step) for step in text.process],
        "sections": [_section_value(section) for section in text.sections if section.public],
    }
    return rfc8785.dumps(value)


def _item_value(item: model.ScopeItem) -> dict[str, str]:
    return {
        "code": item.code,
        "name": item.name,
        "description": item.description,
        "framework": item.framework,
    }


def _step_value(step: Step) -> dict[str, str]:
    return {name: getattr(step, name) for name in Step.__slots__ if getattr(step, name)}


def _section_value(section: Section) -> dict[str, Any]:
    return {
        "subject": section.kind.anchor,
        "text": section.text,
        "notApplicable": section.not_applicable,
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "columns": list(table.columns),
                "rows": [list(row) for row in table.rows],
                "notes": list(table.notes),
            }
            for table in section.tables
        ],
    }


def _joined(text: str) -> str:
    return " ".join(text.split())


def _axis(shape: shapes.AxisShape) -> Axis:
    values = tuple(
        AxisValue(
            code=value.code,
            name=value.name,
            title=_title(value),
            description=_joined(value.description),
        )
        for value in shape.values
    )
    return Axis(key=shape.key, title=shape.title, values=values)


def _title(value: shapes.AxisValueShape) -> str:
    return value.title or value.name[:1].upper() + value.name[1:]


def _items(scope: shapes.ScopeShape) -> Iterator[tuple[tuple[str, ...], model.ScopeItem]]:
    for item in scope.items:
        yield (
            (),
            model.ScopeItem(
                code=item.code,
                name=item.name,
                framework=scope.framework,
                description=_joined(item.description or ""),
                level=item.level or "",
            ),
        )
    keys = [axis.key for axis in scope.axes]
    for values in product(*(axis.values for axis in scope.axes)) if keys else ():
        code = _filled(scope.code or "", keys, [value.code for value in values])
        if code not in scope.left_out:
            made = model.ScopeItem(
                code=code,
                name=_filled(scope.name or "", keys, [value.name for value in values]),
                framework=scope.framework,
                description=" ".join(_joined(value.description) for value in values),
                level="".join(_title(values[at]) for at, key in enumerate(keys) if key == LEVEL),
            )
            yield tuple(value.code for value in values), made


def _filled(template: str, keys: list[str], values: list[str]) -> str:
    for key, value in zip(keys, values, strict=True):
        template = template.replace(f"{{{key}}}", value)
    return template


def _change(shape: shapes.ChangeShape | None) -> Change | None:
    if shape is None:
        return None
    return Change(
        published=shape.published,
        what=_joined(shape.what),
        certified_persons=_joined(shape.certified_persons),
        replaces=shape.replaces or "",
        transition_until=shape.transition_until,
    )


def _sections(
    shape: shapes.SchemeShape, files: dict[str, SectionFile], language: str
) -> Iterator[Section]:
    for kind in KINDS:
        tables = tuple(
            _table(table, number)
            for number, table in enumerate(shape.tables)
            if table.section == kind.anchor
        )
        reason = getattr(shape.not_applicable, kind.anchor.replace("-", "_"), None) or ""
        file = files.get(kind.anchor)
        has_data = kind.anchor == "process" and shape.process
        if file is None and not (tables or reason or has_data):
            continue
        yield Section(
            kind=kind,
            language=language,
            text=file.text if file else "",
            tables=tables,
            not_applicable=_joined(reason),
            public=file.public if file else True,
            source=file.source if file else "",
        )


def _table(shape: shapes.TableShape, number: int) -> Table:
    return Table(
        id=shape.id,
        title=shape.title,
        columns=tuple(shape.columns),
        rows=tuple(tuple(row) for row in shape.rows),
        notes=tuple(_joined(note) for note in shape.notes),
        number=number,
    )


def placeholders(scope: shapes.ScopeShape, source: Source) -> Iterator[CertpressError]:
    """Templates of codes and names that do not hold each axis exactly once."""
    keys = [axis.key for axis in scope.axes]
    for field in ("code", "name") if keys else ():
        used = re.findall(r"\{([^{}]*)\}", getattr(scope, field))
        place: Place = ("scope", field)
        if sorted(used) != sorted(keys):
            expected = ", ".join(f"{{{key}}}" for key in keys)
            hint = "each axis stands in it exactly once"
            yield CertpressError(source.where(place), f"scope.{field}: expected {expected}", hint)


def _scope_problems(scope: shapes.ScopeShape, source: Source) -> Iterator[CertpressError]:
    where = source.where(("scope",))
    yield from placeholders(scope, source)
    made = [item.code for _, item in _items(shapes.ScopeShape(**{**dict(scope), "left_out": []}))]
    for code in sorted({code for code in made if made.count(code) > 1}):
        yield CertpressError(where, f"the scope item {code} exists twice", "give one another code")
    for code in made:
        if not _CODE.fullmatch(code):
            hint = "capital letters, digits and hyphens make up a code"
            yield CertpressError(where, f"{code} cannot be the code of a scope item", hint)
        if code.lower() in {kind.anchor for kind in KINDS} | _FRAME:
            hint = "its anchor would be that of a section: choose another code"
            yield CertpressError(where, f"{code} cannot be the code of a scope item", hint)
    for number, code in enumerate(scope.left_out):
        if code not in made:
            hint = "left_out names codes that the axes would make"
            place = ("scope", "left_out", number)
            yield CertpressError(source.where(place), f"no scope item {code} to leave out", hint)
