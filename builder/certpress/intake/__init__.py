"""Intake: the rows of a CSV or XLSX file become entries for the register.

Rules:
1. One row is one decision. All faults of a file are gathered, each with its place, and a file with
   a fault gives no entry at all.
2. Columns, in any order; those that a kind of decision does not need may be empty or absent:

   | column | what it holds |
   |---|---|
   | kind | one of `model.Kind`: grant, suspend, reinstate … |
   | number | the certificate number; empty for a grant: the next free one is given |
   | person | for a grant: a number that the same person holds already |
   | name, name_latin | in the person's script; in Latin letters as in the passport |
   | date_of_birth | a day |
   | scheme, edition | the edition may be empty while only one is in effect |
   | scope | items between semicolons; for expand those added, for reduce those taken away |
   | conditions | conditions and limitations; empty: as held; `-`: none |
   | valid_from, valid_until | first and last day; empty: as the scheme says |
   | decided_on, decided_by, basis | when, who (several between semicolons), on what grounds |
   | reason | private |
   | authorised_by, authorised_role | who authorised the certificate |
   | examiners, trainers | of this person, between semicolons |
   | entered_by | empty: whoever runs the import |
   | reference | the body's own name for the decision, which makes a second import harmless |

3. Without a reference, the row's content stands for it: importing a file twice records once.
4. Scope items that end on different days become certifications of their own. The first item's
   keeps the number; the others, in order, get `-2`, `-3` behind it.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from certpress.errors import CertpressError, Refused
from certpress.intake import cells, table
from certpress.model import Kind, Scheme, Signatory
from certpress.register import Entry, chain, rules, terms
from certpress.register.catalogue import Catalogue
from certpress.register.values import FIRST
from certpress.report import Finding, Result

COLUMNS = (
    *("kind", "number", "person", "name", "name_latin", "date_of_birth", "scheme", "edition"),
    *("scope", "conditions", "valid_from", "valid_until", "decided_on", "decided_by", "basis"),
    *("reason", "authorised_by", "authorised_role", "examiners", "trainers", "entered_by"),
    "reference",
)
REQUIRED = ("kind", "decided_on")
_DAYS = ("date_of_birth", "valid_from", "valid_until", "decided_on")
_NAMES = ("name", "name_latin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The entries of a file, and what staff should look at in it (`unknown`: look and judge)."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def read(path: Path, *, schemes: Iterable[Scheme], today: date, entered_by: str) -> Intake:
    """The decisions written in a file, checked as far as that goes without the register.

    `today` is the body's calendar day. Raises CertpressError when the file cannot be read, and
    Refused with a problem for every fault in it.
    """
    found = understand(
        table.read(path, COLUMNS, REQUIRED), schemes=schemes, today=today, entered_by=entered_by
    )
    if not found.entries:
        raise CertpressError(path.name, "the file holds no decisions", "write one in each row")
    return found


def understand(
    rows: Iterable[table.Row | CertpressError],
    *,
    schemes: Iterable[Scheme],
    today: date,
    entered_by: str,
) -> Intake:
    """The decisions that rows of any origin stand for; raises Refused as `read` does."""
    reading = _Reading(Catalogue(schemes), today, entered_by)
    entries: list[Entry] = []
    for row in rows:
        if isinstance(row, CertpressError):
            reading.problems.append(row)
        else:
            entries += reading.entries(row)
    if reading.problems:
        raise Refused(reading.problems)
    return Intake(entries=tuple(entries), findings=tuple(reading.findings))


class _Faulty(Exception):
    """The row's problems are noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the cells of a row say, each by itself."""

    kind: Kind
    texts: Mapping[str, str]
    days: Mapping[str, date]
    items: tuple[tuple[str, date | None], ...]


class _Reading:
    """Reads the rows of one file, and gathers what is wrong or odd."""

    def __init__(self, catalogue: Catalogue, today: date, entered_by: str) -> None:
        self._catalogue = catalogue
        self._today = today
        self._entered_by = entered_by
        self._references: dict[str, str] = {}
        self.problems: list[CertpressError] = []
        self.findings: list[Finding] = []

    def entries(self, row: table.Row) -> tuple[Entry, ...]:
        """The entries that a row stands for; none when it is faulty."""
        try:
            said = self._cells(row)
            found = tuple(self._split(row, said, self._entry(row, said)))
        except _Faulty:
            return ()
        self.findings += (
            Finding(code=code, outcome=Result.UNKNOWN, text=text, where=row.place(column))
            for column in _NAMES
            for code, text in cells.oddities(said.texts.get(column, ""))
        )
        return found

    def _cells(self, row: table.Row) -> _Said:
        """The cells as values; texts are shared between rows where they are equal."""
        texts: dict[str, str] = {}
        days: dict[str, date] = {}
        kind = Kind.GRANT
        items: tuple[tuple[str, date | None], ...] = ()
        before = len(self.problems)
        for column, cell in row.cells.items():
            try:
                if column in _DAYS:
                    days[column] = cells.day(cell)
                else:
                    texts[column] = sys.intern(cells.text(cell))
                if column == "scope":
                    items = cells.scope(texts[column])
            except cells.Fault as fault:
                self._fault(row, column, fault)
        try:
            kind = _kind(texts.get("kind", ""))
        except cells.Fault as fault:
            self._fault(row, "kind", fault)
        if "decided_on" not in row.cells:
            missing = cells.Fault("every decision needs its day, and this is empty", "fill it in")
            self._fault(row, "decided_on", missing)
        if len(self.problems) > before:
            raise _Faulty
        return _Said(kind=kind, texts=texts, days=days, items=items)

    def _fault(self, row: table.Row, column: str, fault: cells.Fault) -> None:
        self.problems.append(CertpressError(row.place(column), fault.problem, fault.hint))

    def _entry(self, row: table.Row, said: _Said) -> Entry:
        content = _content(said)
        get, days = said.texts.get, said.days
        signatory = Signatory(name=get("authorised_by", ""), role=get("authorised_role", ""))
        return Entry(
            where=row.where,
            kind=said.kind,
            number=get("number", ""),
            person=get("person", ""),
            name=get("name", ""),
            name_latin=_or_kept(get("name_latin")),
            date_of_birth=days.get("date_of_birth"),
            scheme=get("scheme", ""),
            edition=get("edition", ""),
            conditions=_or_kept(get("conditions")),
            valid_from=days.get("valid_from"),
            valid_until=days.get("valid_until"),
            decided_on=days["decided_on"],
            decided_by=cells.parts(get("decided_by", "")),
            basis=get("basis", ""),
            reason=get("reason", ""),
            authorised_by=signatory if signatory.name or signatory.role else None,
            examiners=cells.parts(get("examiners", "")),
            trainers=cells.parts(get("trainers", "")),
            entered_by=get("entered_by", "") or self._entered_by,
            reference=self._reference(row, get("reference", ""), content),
            content=content,
        )

    def _reference(self, row: table.Row, reference: str, content: str) -> str:
        """The row's reference; a fault when an earlier row has the same."""
        name = reference or content
        first = self._references.setdefault(name, row.where)
        if first != row.where:
            problem = f"{first} has the same reference" if reference else f"{first} says the same"
            hint = "leave one out; if they are two decisions, give each a reference of its own"
            self._fault(row, "reference", cells.Fault(problem, hint))
            raise _Faulty
        return name

    def _split(self, row: table.Row, said: _Said, entry: Entry) -> Iterator[Entry]:
        """The row's entry, or one for each day on which scope items end (rule 4)."""
        items = said.items
        if entry.kind not in FIRST and any(until for _, until in items):
            misplaced = cells.Fault(
                f"{entry.kind} cannot end scope items on days of their own",
                "grant a certification with a number of its own for those items",
            )
            self._fault(row, "scope", misplaced)
            raise _Faulty
        ends = {code: until or entry.valid_until for code, until in items}
        if len(ends) < len(items):
            twice = cells.Fault("an item is named twice", "name each scope item once")
            self._fault(row, "scope", twice)
            raise _Faulty
        for part, end in enumerate(dict.fromkeys(ends.values()) or [entry.valid_until], start=1):
            group = tuple(code for code in ends if ends[code] == end)
            yield self._checked(row, _part(entry, part, group, end))

    def _checked(self, row: table.Row, entry: Entry) -> Entry:
        """The entry, when nothing is wrong with it that shows without the register."""
        found = list(rules.problems(entry, self._today))
        if entry.kind in FIRST and entry.scheme:
            try:
                terms.first(entry, self._catalogue)
            except CertpressError as error:
                found.append(error)
        if found:
            self.problems += (_placed(row, entry, error) for error in found)
            raise _Faulty
        return entry


def _placed(row: table.Row, entry: Entry, error: CertpressError) -> CertpressError:
    """The same problem at the place of its cell."""
    column = error.where.removeprefix(f"{entry.where}: ")
    return CertpressError(row.place(column), error.problem, error.hint)


def _part(entry: Entry, part: int, items: tuple[str, ...], end: date | None) -> Entry:
    if part == 1:
        return replace(entry, items=items, valid_until=end)
    return replace(
        entry,
        number="",
        items=items,
        valid_until=end,
        reference=f"{entry.reference}#{part}",
        part=part,
        part_of=entry.reference,
    )


def _or_kept(text: str | None) -> str | None:
    return "" if text == "-" else text


def _kind(word: str) -> Kind:
    """A kind of decision; Fault with the nearest one for any other word."""
    try:
        return Kind(word.lower())
    except ValueError:
        kinds = [kind.value for kind in Kind]
        near = difflib.get_close_matches(word.lower(), kinds, n=1)
        hint = f"did you mean {near[0]}?" if near else f"write one of: {', '.join(kinds)}"
        raise cells.Fault(f'"{word[:40]}" is not a kind of decision', hint) from None


def _content(said: _Said) -> str:
    """A digest of what the row says, whoever enters it."""
    texts = {
        column: text
        for column, text in said.texts.items()
        if column not in ("entered_by", "reference")
    }
    return chain.digest(texts | {column: found.isoformat() for column, found in said.days.items()})
