"""Whether pages, register and certificates say the same (7.2.3).

Rules:
1. Every certificate names an edition and scope items that are published, and lasts no longer than
   the interval on the edition's page.
2. An edition that certificates name stays as it was.
3. A code of a scope item in a text is one of the edition's; an interval in a text is the edition's.
4. An amount or time limit that the body states once is stated nowhere differently.
5. The accreditation symbol goes with its number alone: no text shows it, no logo and no picture of
   a badge holds it.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from certpress import wording
from certpress.clauses import passages, quantities
from certpress.clauses.case import Case
from certpress.clauses.passages import Passage
from certpress.clauses.values import Certified, Entry, Fault, State, Weight
from certpress.content import Content, SchemeText
from certpress.content.promises import Promise
from certpress.register.catalogue import last_day

_SPAN = re.compile(r"`([^`\n]+)`")
_SHOWN = 3  # certificates named in a finding that concerns many


def check(case: Case) -> Entry:
    """All cross-checks but those of accreditation, which the page on it is told with."""
    faults = [
        *_certificates(case),
        *_frozen(case),
        *_codes(case),
        *_intervals(case),
        *_promises(case),
        *_symbols(case),
    ]
    state = State.CONTRADICTORY if faults else State.FOUND
    return case.entry(state, findings=tuple(faults))


def accreditations(case: Case) -> Iterator[Fault]:
    """Accreditations that have ended, and texts that claim one that does not hold."""
    content, today = case.inputs.content, case.inputs.today
    body = f"{case.root}/body.yml"
    for number, one in enumerate(content.body.accreditations):
        if one.until is not None and one.until < today:
            where = content.places.where(body, "accreditations", number, "until")
            problem = f"the accreditation {one.number} ended on {one.until}"
            wanted = (
                "its renewal, with the new days; it stays as it is for certificates of that time"
            )
            fault = case.fault("agreement.ended", where, problem, wanted)
            yield replace(fault, weight=Weight.REPORT)
    for text in content.texts:
        if content.body.accreditation(text.scheme.id, today) is None:
            yield from _claims(case, text)


def _claims(case: Case, text: SchemeText) -> Iterator[Fault]:
    """Sentences of an edition that say it is accredited, though no accreditation holds today."""
    for passage in _of_edition(case, text):
        for hit in wording.claims(passage.text, passage.language, passage.line):
            line = hit.line if passage.long else passage.line
            problem = f'"{hit.sentence}" {hit.why}; none covers {text.scheme.id} today'
            yield case.fault(
                "agreement.accredited", f"{passage.source}:{line}", problem, hit.instead
            )


def _certificates(case: Case) -> Iterator[Fault]:
    editions = {(t.scheme.id, t.scheme.edition): t for t in case.inputs.content.texts}
    grouped: dict[tuple[str, str], list[Certified]] = defaultdict(list)
    for one in case.inputs.certified:
        grouped[one.scheme, one.edition].append(one)
    for name, held in sorted(grouped.items()):
        text = editions.get(name)
        where = f"{case.root}/schemes/{name[0]}/{name[1]}"
        if text is None and case.inputs.unreadable(where):
            continue  # it is there; the findings on its files say why it is not read
        if text is None:
            problem = f"{_named(held)} this edition, and it is not here"
            wanted = "put its folder back: an edition stays as long as certificates name it"
            yield case.fault("agreement.edition", where, problem, wanted)
        else:
            yield from _items(case, text, held)
            yield from _periods(case, text, held)


def _frozen(case: Case) -> Iterator[Fault]:
    """Editions whose public facts are no longer those that certificates name."""
    editions = {(t.scheme.id, t.scheme.edition): t for t in case.inputs.content.texts}
    for kept in case.inputs.frozen:
        text = editions.get((kept.scheme, kept.edition))
        if text is None or text.scheme.document == kept.document:
            continue
        differs = _differs(json.loads(kept.document), json.loads(text.scheme.document))
        if not differs:
            continue
        problem = f"certificates name this edition, and it has changed since: {', '.join(differs)}"
        wanted = "put back what was there, and publish the change as a new edition"
        example = f"certpress new edition {kept.scheme} EDITION"
        yield case.fault("agreement.frozen", text.source, problem, wanted, example)


def _differs(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The parts of a scheme.json that differ, sections by their subject."""
    old, new = ({one["subject"]: one for one in value["sections"]} for value in (before, now))
    aside = (
        "sections",
        "address",
    )  # another address is refused with the keys that were made for it
    names = [name for name in before | now if name not in aside]
    found = [name for name in names if before.get(name) != now.get(name)]
    return found + [name for name in sorted(old | new) if old.get(name) != new.get(name)]


def _items(case: Case, text: SchemeText, held: list[Certified]) -> Iterator[Fault]:
    known = {item.code for item in text.scheme.items}
    unknown = sorted({code for one in held for code in one.items} - known)
    for code in unknown:
        holders = [one for one in held if code in one.items]
        where = case.inputs.content.places.where(text.source, "scope")
        problem = f"{_named(holders)} the scope item {code}, which this page does not have"
        wanted = f"put {code} back into the scope of this edition"
        yield case.fault("agreement.item", where, problem, wanted)


def _periods(case: Case, text: SchemeText, held: list[Certified]) -> Iterator[Fault]:
    months = text.scheme.interval_months
    longer = [one for one in held if one.valid_until > last_day(one.valid_from, months)]
    if longer:
        where = case.inputs.content.places.where(text.source, "interval_months")
        problem = f"{_named(longer)} a longer period than the {months} months of this page"
        wanted = "the interval under which these certificates were granted"
        yield case.fault("agreement.interval", where, problem, wanted)


def _named(held: list[Certified]) -> str:
    """Subject and verb for some certificates: "NDT-1 and 2 more certificates have"."""
    numbers = sorted({one.number for one in held})
    rest = len(numbers) - _SHOWN
    listed = ", ".join(numbers[:_SHOWN])
    if rest > 0:
        return f"{listed} and {rest} more certificates have"
    return f"{listed} {'has' if len(numbers) == 1 else 'have'}"


def _codes(case: Case) -> Iterator[Fault]:
    """Codes in a text that look like items of the edition's scope and are none (rule 3)."""
    for text in case.inputs.content.texts:
        known = {item.code for item in text.scheme.items}
        first = {code.split("-")[0] for code in known if "-" in code}
        for passage in _of_edition(case, text):
            for span in _SPAN.finditer(passage.text):
                code = span[1]
                alike = (
                    re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", code) and code.split("-")[0] in first
                )
                if alike and code not in known and code not in _parts(known):
                    line = passage.line + passage.text.count("\n", 0, span.start()) * passage.long
                    problem = f"{code} is no scope item of this edition"
                    wanted = f"one of its codes, such as {sorted(known)[0]}"
                    yield case.fault("agreement.code", f"{passage.source}:{line}", problem, wanted)


def _parts(known: set[str]) -> set[str]:
    """What codes begin with: `UT-2` of `UT-2-W`."""
    return {"-".join(code.split("-")[:n]) for code in known for n in range(2, code.count("-") + 1)}


def _intervals(case: Case) -> Iterator[Fault]:
    """How long a certificate lasts, in the words of an edition's texts (rule 3)."""
    for text in case.inputs.content.texts:
        months = text.scheme.interval_months
        for passage in _of_edition(case, text):
            for line, said, count in quantities.validity(passage.text, passage.language):
                if count != months:
                    where = f"{passage.source}:{passage.line + line * passage.long}"
                    problem = f'"{said}", and interval_months in scheme.yml is {months}'
                    wanted = "leave the number out: the page shows the interval of scheme.yml"
                    yield case.fault("agreement.interval", where, problem, wanted)


def _promises(case: Case) -> Iterator[Fault]:
    content = case.inputs.content
    own = {text.source.rpartition("/")[0]: text.promises for text in content.texts}
    for passage in case.inputs.passages:
        folder = next((place for place in own if passage.source.startswith(f"{place}/")), "")
        said = {one.key: one for one in (*content.promises, *own.get(folder, ()))}
        for promise in said.values():
            yield from _broken(case, passage, promise)


def _broken(case: Case, passage: Passage, promise: Promise) -> Iterator[Fault]:
    words = promise.words.get(passage.language, "")
    for language, phrase in promise.wordings:
        if language != passage.language or not words:
            continue
        for line, said in quantities.differing(passage.text, phrase, words):
            where = f"{passage.source}:{passage.line + line * passage.long}"
            problem = f'"{said}", and {promise.key} in {promise.source} says {words}'
            wanted = f"refer to it, so that it is said once: [[{promise.key}]]"
            yield case.fault("agreement.promise", where, problem, wanted)


def _symbols(case: Case) -> Iterator[Fault]:
    content = case.inputs.content
    pictures = dict(content.pictures)
    body = f"{case.root}/body.yml"
    for number, one in enumerate(content.body.accreditations):
        if not one.symbol:
            continue
        data = pictures.get(one.symbol)
        same = {name for name, other in content.pictures if other == data}
        if data and data == content.logo:
            where = content.places.where(body, "accreditations", number, "symbol")
            wanted = (
                "the body's own logo: the symbol goes with the number of the accreditation alone"
            )
            yield case.fault("agreement.symbol", where, "the symbol is the body's logo", wanted)
        for name, picture in content.badges:
            if symbol_in(content, name, picture) == one.symbol:
                where, wanted = f"{case.root}/badges/{name}", "a picture of the body's own"
                problem = f"the accreditation symbol {one.symbol} stands in a badge"
                yield case.fault("agreement.symbol", where, problem, wanted)
        for passage in case.inputs.passages:
            for name in sorted(same):
                if f"pictures/{name}" in passage.text:
                    problem = f"the accreditation symbol {name} is shown without its number"
                    wanted = "take it out: the page on accreditation shows it beside the number"
                    yield case.fault("agreement.symbol", passage.where, problem, wanted)


def symbol_in(content: Content, name: str, data: bytes) -> str:
    """The accreditation symbol that a picture is, holds or is named like; empty for none.

    A drawing holds a symbol as its very bytes, or as data in base64. What was drawn or scanned
    anew looks the same and is not found: the body answers for that.
    """
    pictures = dict(content.pictures)
    for symbol in (one.symbol for one in content.body.accreditations if one.symbol):
        drawn = pictures.get(symbol, b"")
        inside = drawn and (drawn.strip() in data or base64.b64encode(drawn) in data)
        if name == symbol or inside or symbol.encode("utf-8") in data:
            return symbol
    return ""


def _of_edition(case: Case, text: SchemeText) -> Iterator[Passage]:
    places = case.inputs.content.places
    yield from passages.of_edition(places, text)
    for section in text.sections:
        yield from passages.of_section(places, text, section)
