"""What an entry must say, and must not say, before the register looks at the state.

Rules:
1. Each kind of decision has fields it needs and fields it may have; any other is refused, so that
   nothing somebody wrote is silently left aside.
2. A decision names who decided, on what basis, and who entered it. Taking over from a former
   register, ending at request and a death need no decider.
3. Who decides took no part in examining or training the person under that scheme, neither now nor
   in any earlier decision (ISO/IEC 17024, 4.2 and 9.4).
4. Names are kept as they were given; control characters, half characters and noncharacters are
   refused everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from certpress.errors import CertpressError
from certpress.model import Kind
from certpress.register.values import CERTIFYING, FIRST, Entry, refusal

NAME_LIMIT = 200
TEXT_LIMIT = 2000
NUMBER = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
NUMBER_LIMIT = 40
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?")
_BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)
_OLDEST = date(1900, 1, 1)
_NEWEST = date(2200, 12, 31)

UNDECIDED = frozenset({Kind.TAKE_OVER, Kind.END, Kind.DIED})

_ALWAYS = ("number", "decided_on", "entered_by")
_MAY = ("number", "name", "decided_by", "basis", "reason", "examiners", "trainers")
_PERSON = ("person", "name_latin", "date_of_birth")
_DATES = ("valid_from", "valid_until")
_NEEDS: dict[Kind, tuple[str, ...]] = {
    Kind.GRANT: ("name", "scheme", "items"),
    Kind.TAKE_OVER: ("number", "name", "scheme", "items", "valid_from"),
    Kind.EXPAND: ("items",),
    Kind.REDUCE: ("items",),
}
_ALLOWS: dict[Kind, tuple[str, ...]] = {
    Kind.GRANT: (*_PERSON, *_DATES, "edition", "conditions"),
    Kind.TAKE_OVER: (*_PERSON, *_DATES, "edition", "conditions"),
    Kind.RECERTIFY: (*_DATES, "edition", "items", "conditions"),
    Kind.EXPAND: ("valid_from", "conditions"),
    Kind.REDUCE: ("conditions",),
    Kind.CORRECT: ("name_latin", "date_of_birth", "conditions"),
}
COLUMN = {"items": "scope"}  # fields whose column has another name


def problems(entry: Entry, today: date) -> Iterator[CertpressError]:
    """Every fault that shows in the entry alone; `today` is the body's calendar day."""
    yield from _fields(entry)
    yield from _texts(entry)
    yield from _days(entry, today)
    if entry.number and not valid_number(entry.number):
        hint = 'use capital letters, digits, "-" and ".", 40 at most, such as NDT-2026-00417'
        yield refusal(entry, "number", f'"{entry.number}" cannot be a certificate number', hint)
    yield from _impartial(entry, entry.examiners + entry.trainers)
    if entry.kind is Kind.CORRECT and not _corrects(entry):
        problem = "the correction changes nothing"
        yield refusal(entry, "name", problem, "give the corrected name, spelling or conditions")


def valid_number(number: str) -> bool:
    """True when a number can name a folder on every system, and reads the same to everybody."""
    return (
        NUMBER.fullmatch(number) is not None
        and len(number) <= NUMBER_LIMIT
        and _DEVICES.fullmatch(number) is None
    )


def bad_characters(text: str) -> tuple[str, ...]:
    """The code points that no field may hold, such as `U+0007`: controls, surrogates,
    noncharacters, and the separators of lines and paragraphs."""
    return tuple(f"U+{ord(character):04X}" for character in dict.fromkeys(_BAD.findall(text)))


def same_name(name: str) -> str:
    """A form in which two spellings of one name are equal: NFC, case folded, single spaces."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


def impartial(entry: Entry, involved: Iterable[str]) -> Iterator[CertpressError]:
    """Rule 3 against those who took part earlier, given in the form of `same_name`."""
    known = frozenset(involved)
    for name in entry.decided_by:
        if same_name(name) in known:
            problem = f'"{name}" examined or trained this person under the scheme'
            hint = "have somebody decide who took no part in examining or training them"
            yield refusal(entry, "decided_by", problem, hint)


def _impartial(entry: Entry, involved: Iterable[str]) -> Iterator[CertpressError]:
    return impartial(entry, (same_name(name) for name in involved))


def _corrects(entry: Entry) -> bool:
    changes = (entry.name or None, entry.name_latin, entry.date_of_birth, entry.conditions)
    return any(change is not None for change in changes)


def _given(entry: Entry, field: str) -> bool:
    return getattr(entry, field) not in (None, "", ())


def _fields(entry: Entry) -> Iterator[CertpressError]:
    """Rule 1 and rule 2."""
    kind = entry.kind
    needs = [*_NEEDS.get(kind, ()), "entered_by"]
    if kind not in FIRST:
        needs.append("number")
    if kind not in UNDECIDED:
        needs += ["decided_by", "basis"]
    if kind in CERTIFYING:
        needs.append("authorised_by")
    for field in needs:
        numbered = field == "number" and entry.part_of
        if not _given(entry, field) and not numbered:
            problem = f"{kind} needs this field, and it is empty"
            yield refusal(entry, COLUMN.get(field, field), problem, "fill it in")
    yield from authorised(entry)
    allowed = {*needs, *_ALWAYS, *_MAY, *_ALLOWS.get(kind, ())}
    for field in (*_PERSON, *_DATES, "scheme", "edition", "items", "conditions"):
        if field not in allowed and _given(entry, field) and field not in ("scheme", "edition"):
            problem = f"{kind} has no use for this field"
            yield refusal(entry, COLUMN.get(field, field), problem, "leave it empty")


def authorised(entry: Entry, *, needed: bool = False) -> Iterator[CertpressError]:
    """A certificate names who authorised it, and their role (ISO/IEC 17024, 9.4)."""
    signatory = entry.authorised_by
    if signatory is None and needed:
        problem = "the decision calls for a certificate, and nobody is named who authorised it"
        yield refusal(entry, "authorised_by", problem, "give name and role")
    if signatory is not None and not signatory.name:
        yield refusal(entry, "authorised_by", "a role without a name", "give the name")
    if signatory is not None and not signatory.role:
        problem = f'"{signatory.name}" has no role'
        yield refusal(entry, "authorised_role", problem, "give the role they authorise in")


def _texts(entry: Entry) -> Iterator[CertpressError]:
    for limit, said in ((NAME_LIMIT, _names(entry)), (TEXT_LIMIT, _prose(entry))):
        for field, value in said:
            if len(value) > limit:
                problem = f"{len(value)} characters are more than the {limit} there is room for"
                yield refusal(entry, field, problem, "shorten it")
            if not value.isprintable() and (bad := bad_characters(value)):
                problem = f"there are characters that cannot be printed: {', '.join(bad)}"
                yield refusal(entry, field, problem, "type the text anew without them")


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each name in the entry with its field."""
    yield "name", entry.name
    yield "name_latin", entry.name_latin or ""
    yield "entered_by", entry.entered_by
    yield "reference", entry.reference
    if entry.authorised_by:
        yield "authorised_by", entry.authorised_by.name
        yield "authorised_role", entry.authorised_by.role
    for name in entry.decided_by:
        yield "decided_by", name
    for name in entry.examiners:
        yield "examiners", name
    for name in entry.trainers:
        yield "trainers", name


def _prose(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Each longer text in the entry with its field."""
    return (
        ("conditions", entry.conditions or ""),
        ("basis", entry.basis),
        ("reason", entry.reason),
    )


def _days(entry: Entry, today: date) -> Iterator[CertpressError]:
    if entry.decided_on > today:
        problem = f"{entry.decided_on} lies in the future (today is {today})"
        yield refusal(entry, "decided_on", problem, "record a decision once it has been taken")
    for field in ("valid_from", "valid_until", "decided_on", "date_of_birth"):
        day = getattr(entry, field)
        if day is not None and not _OLDEST <= day <= _NEWEST:
            hint = f"write a day from {_OLDEST} to {_NEWEST}"
            yield refusal(entry, field, f"{day} cannot be right", hint)
    if entry.date_of_birth is not None and entry.date_of_birth >= entry.decided_on:
        problem = f"{entry.date_of_birth} is not before the day of the decision"
        yield refusal(entry, "date_of_birth", problem, "check the date of birth")
