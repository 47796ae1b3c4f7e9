"""Sentences that harm impartiality (5.2.2), but for those that the body allows with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from certpress import wording
from certpress.clauses.case import Case
from certpress.clauses.values import Entry, Fault, State, Weight
from certpress.content import Allowed


def check(case: Case) -> Entry:
    """Every public text in every language that has phrases."""
    checks = case.inputs.content.checks
    weight = Weight.STOP if checks.wording == "error" else Weight.REPORT
    used: set[str] = set()
    faults = [replace(fault, weight=weight) for fault in _hits(case, used)]
    state = State.CONTRADICTORY if faults else State.FOUND
    faults += _allowances(case, used)
    return case.entry(state, findings=tuple(faults))


def _hits(case: Case, used: set[str]) -> Iterator[Fault]:
    content = case.inputs.content
    for passage in case.inputs.passages:
        for hit in wording.find(passage.text, passage.language, passage.line):
            allowed = _allowed(hit.sentence, content.checks.allowed_wording)
            if allowed:
                used.add(allowed.sentence)
                continue
            line = hit.line if passage.long else passage.line
            yield case.fault(
                f"wording.{hit.rule}",
                f"{passage.source}:{line}",
                f'"{hit.sentence}" {hit.why}',
                hit.instead,
                "or, where it harms nobody: checks: allowed_wording: in body.yml",
            )


def _allowed(sentence: str, listed: tuple[Allowed, ...]) -> Allowed | None:
    said = " ".join(sentence.split())
    return next((one for one in listed if " ".join(one.sentence.split()) in said), None)


def _allowances(case: Case, used: set[str]) -> Iterator[Fault]:
    """Allowances that nobody of the body stands for, or that allow nothing."""
    content = case.inputs.content
    people = {person.name for person in content.people}
    for number, one in enumerate(content.checks.allowed_wording):
        place = ("checks", "allowed_wording", number)
        where = content.places.where(f"{case.root}/body.yml", *place)
        if one.by not in people:
            wanted = "one of the people in body.yml decides that a sentence may stay"
            yield case.fault("wording.by", where, f"{one.by} is none of the people", wanted)
        if one.sentence not in used:
            wanted = "take it out, so that it does not allow a sentence that is written later"
            fault = case.fault("wording.unused", where, "it allows no sentence of today", wanted)
            yield replace(fault, weight=Weight.NOTE)
