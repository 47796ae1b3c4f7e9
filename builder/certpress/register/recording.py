"""One run of recording: entries become decisions, one after the other.

Rules:
1. Every entry is looked at; the faults of all are gathered. What follows from a faulty entry (a
   later decision on its number) is not reported besides.
2. A reference that is recorded already is skipped when it stands for the same content, and refused
   when it stands for something else.
3. A number that is not given is `<CODE>-<year of the decision>-<five digits>`, the one after the
   highest in the register and among the entries. Parts of one entry share it: `…`, `…-2`, `…-3`.
4. Memory does not grow with the register: what is read of it is forgotten from time to time.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from certpress.errors import CertpressError
from certpress.model import Kind, Signatory
from certpress.register import chain, rows, rules, sql
from certpress.register import state as states
from certpress.register.catalogue import Catalogue
from certpress.register.state import State
from certpress.register.terms import Terms, resolve
from certpress.register.values import FIRST, Decision, Entry, refusal

REMEMBERED = 20_000  # certifications, or persons, kept in memory between two entries
_SERIAL = re.compile(r"([A-Z0-9]+-[0-9]{4}-)([0-9]{5,})")

Entropy = Callable[[int], bytes]


@dataclass(slots=True)
class _Case:
    """A certification in the making: its decisions and what they add up to."""

    history: list[Decision] = field(default_factory=list)
    state: State | None = None


@dataclass(frozen=True, slots=True)
class _Personal:
    """A version of a person's record, with the digest that decisions hold of it."""

    person: str
    version: int
    name: str
    name_latin: str
    date_of_birth: str
    digest: str


class Recording:
    """Writes decisions through one connection, inside the caller's transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        catalogue: Catalogue,
        *,
        now: datetime,
        today: date,
        entropy: Entropy,
    ) -> None:
        self._db = connection
        self._catalogue = catalogue
        self._now = rows.instant(now)
        self._today = today
        self._entropy = entropy
        self._cases: dict[str, _Case] = {}
        self._involved: dict[tuple[str, str], set[str]] = {}
        self._serials: dict[str, int] = {}  # the highest number seen after each prefix
        self._counted: set[str] = set()  # the prefixes whose numbers in the register were seen
        self._faulty: set[str] = set()
        self._head: tuple[int, str] = connection.execute(sql.HEAD).fetchone() or (0, chain.START)
        self.problems: list[CertpressError] = []
        self.skipped = 0

    def run(self, entries: Iterable[Entry]) -> tuple[Decision, ...]:
        """Record entries in order; `problems` and `skipped` say what was not."""
        entries = tuple(entries)
        for entry in entries:
            if entry.kind in FIRST:
                self._reserve(entry.number)
        return tuple(decision for entry in entries for decision in self._one(entry))

    def _one(self, entry: Entry) -> Iterator[Decision]:
        try:
            if self._recorded(entry):
                self.skipped += 1
                return
            if {entry.number, entry.part_of, entry.person} & self._faulty:
                raise _Follows
            found = tuple(rules.problems(entry, self._today))
            if found:
                self.problems += found
                raise _Follows
            yield from self._record(entry)
        except _Follows:
            self._faulty |= {entry.number, entry.reference} - {""}
        except CertpressError as error:
            self.problems.append(error)
            self._faulty |= {entry.number, entry.reference} - {""}

    def _recorded(self, entry: Entry) -> bool:
        if not entry.reference:
            return False
        row = self._db.execute(sql.ENTRY, (entry.reference,)).fetchone()
        if row is None:
            return False
        if row[2] != entry.content:
            problem = f'"{entry.reference}" is recorded already, for something else ({row[0]})'
            hint = "a recorded decision stays as it is: give the new decision a new reference"
            raise refusal(entry, "reference", problem, hint)
        return True

    def _record(self, entry: Entry) -> tuple[Decision, ...]:
        number, person = self._identity(entry)
        case = self._case(number)
        if case.state is not None:
            person = case.state.person
            self._matches(entry, case.state)
        terms = resolve(entry, number, case.history, case.state, self._catalogue)
        if any(one.certifies for one in terms):
            self._stop_at(rules.authorised(entry, needed=True))
        scheme = terms[0].scheme
        involved = self._took_part(person, scheme) if person else set()
        self._stop_at(rules.impartial(entry, involved))
        record = self._personal(entry, person)
        if case.state is None:
            self._db.execute(sql.ADD_CERTIFICATION, (number, record.person, scheme))
        added = [self._add(entry, number, terms[0], record)]
        for one in terms[1:]:
            carried = replace(entry, reason="", reference="")
            added.append(self._add(carried, number, one, record))
        self._took_part(record.person, scheme).update(
            rules.same_name(name) for name in entry.examiners + entry.trainers
        )
        case.history += added
        for decision in added:
            annulled = decision.kind is Kind.ANNUL
            case.state = (
                states.replay(case.history[: case.history.index(decision) + 1])
                if annulled
                else states.after(case.state, decision)
            )
        return tuple(added)

    def _stop_at(self, found: Iterable[CertpressError]) -> None:
        gathered = tuple(found)
        if gathered:
            self.problems += gathered
            raise _Follows

    def _identity(self, entry: Entry) -> tuple[str, str]:
        """The entry's number, and the person's id where an earlier certification tells it."""
        if entry.part_of:
            row = self._db.execute(sql.ENTRY, (entry.part_of,)).fetchone()
            if row is None:
                problem = f'there is no entry "{entry.part_of}" to be a part of'
                raise refusal(entry, "reference", problem, "record the whole before its parts")
            return entry.number or f"{row[0]}-{entry.part}", str(row[1])
        person = ""
        if entry.person:
            row = self._db.execute(sql.CERTIFICATION, (entry.person,)).fetchone()
            if row is None:
                problem = f'there is no certification "{entry.person}"'
                hint = "give the number of a certification that the same person holds"
                raise refusal(entry, "person", problem, hint)
            person = str(row[0])
        return entry.number or self._assigned(entry), person

    def _assigned(self, entry: Entry) -> str:
        """Rule 3."""
        day = entry.valid_from or entry.decided_on
        scheme = self._catalogue.find(entry, entry.scheme, entry.edition, day)
        prefix = f"{scheme.code}-{entry.decided_on.year}-"
        if prefix not in self._counted:
            self._counted.add(prefix)
            for (number,) in self._db.execute(sql.NUMBERS_LIKE, (f"{prefix}%",)):
                self._reserve(number)
        self._serials[prefix] = self._serials.get(prefix, 0) + 1
        return f"{prefix}{self._serials[prefix]:05d}"

    def _reserve(self, number: str) -> None:
        match = _SERIAL.match(number)
        if match:
            prefix, serial = match[1], int(match[2])
            self._serials[prefix] = max(serial, self._serials.get(prefix, 0))

    def _case(self, number: str) -> _Case:
        case = self._cases.get(number)
        if case is None:
            if len(self._cases) >= REMEMBERED:
                self._cases.clear()
            history = [
                rows.decision(row) for row in self._db.execute(sql.NUMBER_DECISIONS, (number,))
            ]
            case = self._cases[number] = _Case(history, states.replay(history))
        return case

    def _matches(self, entry: Entry, state: State) -> None:
        """What an entry repeats of the certification has to be what the register holds."""
        if entry.scheme and entry.scheme != state.scheme:
            problem = f"{state.number} belongs to the scheme {state.scheme}"
            raise refusal(entry, "scheme", problem, "check the number, or leave the scheme empty")
        other = entry.edition and entry.edition != state.edition
        if other and entry.kind is not Kind.RECERTIFY and entry.kind not in FIRST:
            problem = f"{state.number} was certified under edition {state.edition}"
            raise refusal(entry, "edition", problem, "leave it empty; recertifying may change it")
        if entry.name and entry.kind not in FIRST and entry.kind is not Kind.CORRECT:
            row = self._db.execute(sql.NEWEST_PERSON, (state.person,)).fetchone()
            if row and rules.same_name(row[1]) != rules.same_name(entry.name):
                problem = f'{state.number} is certified to another name than "{entry.name}"'
                hint = "check the number; a change of name is a decision of the kind correct"
                raise refusal(entry, "name", problem, hint)

    def _took_part(self, person: str, scheme: str) -> set[str]:
        """Who examined or trained the person under the scheme, in the form of `same_name`."""
        known = self._involved.get((person, scheme))
        if known is None:
            if len(self._involved) >= REMEMBERED:
                self._involved.clear()
            lists = self._db.execute(sql.INVOLVED, (person, scheme))
            names = {name for row in lists for text in row for name in rows.untexts(text)}
            known = {rules.same_name(name) for name in names}
            self._involved[person, scheme] = known
        return known

    def _personal(self, entry: Entry, person: str) -> _Personal:
        """The person's record, a new one or a new version where the entry calls for it."""
        born = entry.date_of_birth.isoformat() if entry.date_of_birth else ""
        if not person:
            latin = entry.name_latin or ""
            return self._add_person(self._entropy(16).hex(), 1, entry.name, latin, born)
        row = self._db.execute(sql.NEWEST_PERSON, (person,)).fetchone()
        if row is None:
            problem = "this person's data has been erased"
            hint = "nothing more can be decided on this certification; grant a new number"
            raise refusal(entry, "number", problem, hint)
        version, name, latin, held, salt = row
        if entry.kind is Kind.CORRECT:
            latin = latin if entry.name_latin is None else entry.name_latin
            wanted = (entry.name or name, latin, born or held)
            if wanted != (row[1], row[2], row[3]):
                return self._add_person(person, version + 1, *wanted)
        elif entry.name and rules.same_name(entry.name) != rules.same_name(name):
            problem = f'the other certification is of another name than "{entry.name}"'
            raise refusal(entry, "name", problem, "check the number in the column person")
        return _Personal(
            person, version, name, latin, held, chain.personal(salt, name, latin, held)
        )

    def _add_person(self, person: str, version: int, name: str, latin: str, born: str) -> _Personal:
        salt = self._entropy(16).hex()
        self._db.execute(sql.ADD_PERSON, (person, version, name, latin, born, salt))
        digest = chain.personal(salt, name, latin, born)
        return _Personal(person, version, name, latin, born, digest)

    def _add(self, entry: Entry, number: str, terms: Terms, record: _Personal) -> Decision:
        """Write the decision, linked to the one before it."""
        seq, previous = self._head[0] + 1, self._head[1]
        salt = self._entropy(16).hex() if entry.reason else ""
        signatory = entry.authorised_by if terms.certifies else None
        columns: rows.Columns = {
            "seq": seq,
            "kind": (terms.kind or entry.kind).value,
            "number": number,
            "person": record.person,
            "person_version": record.version,
            **_stored(terms),
            "decided_on": entry.decided_on.isoformat(),
            "decided_by": rows.texts(entry.decided_by),
            "basis": entry.basis,
            **_signed(signatory),
            "examiners": rows.texts(entry.examiners),
            "trainers": rows.texts(entry.trainers),
            "entered_by": entry.entered_by,
            "entered_at": self._now,
            "source": entry.where,
            "personal_digest": record.digest,
            "reason_digest": chain.salted(salt, entry.reason) if entry.reason else "",
            "previous": previous,
        }
        columns["hash"] = chain.link(columns)
        row = tuple(columns[name] for name in sql.DECISION_COLUMNS)
        self._db.execute(sql.ADD_DECISION, row)
        if entry.reason:
            self._db.execute(sql.ADD_REASON, (seq, entry.reason, salt))
        if entry.reference:
            self._db.execute(sql.ADD_ENTRY, (entry.reference, seq, entry.content))
        self._head = (seq, str(columns["hash"]))
        return rows.decision(row)


class _Follows(Exception):
    """The entry's problems are noted; what follows from it is to be passed over."""


def _stored(terms: Terms) -> rows.Columns:
    return {
        "scheme": terms.scheme,
        "edition": terms.edition,
        "items": rows.texts(terms.items),
        "scope": rows.texts(terms.scope),
        "conditions": terms.conditions,
        "valid_from": terms.valid_from.isoformat() if terms.valid_from else "",
        "valid_until": terms.valid_until.isoformat() if terms.valid_until else "",
        "certifies": int(terms.certifies),
        "annuls": terms.annuls,
    }


def _signed(signatory: Signatory | None) -> rows.Columns:
    return {
        "authorised_by": signatory.name if signatory else "",
        "authorised_role": signatory.role if signatory else "",
    }
