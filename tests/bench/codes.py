"""The sizes of the demonstration's QR codes: what the compact form is for."""

from __future__ import annotations

import json
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from certpress import compact, qr
from certpress.model import Issued
from certpress.register import Register
from tests.bench.tables import Table, table

BASE = "https://certs.example.org/"
LATIN = "Latin"
LATIN_AND = "Latin, with marks"
TYPICAL_ITEMS = 3
TYPICAL_NAME = 40  # characters, at most
TYPICAL_VERSION = 12  # the most that a typical certificate may take
ITEMS = {"1": range(1, 2), "2": range(2, 3), "3": range(3, 4), "4 or more": range(4, 1_000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A certificate's code, and what made it as long as it is."""

    number: str
    script: str
    name: int  # characters
    alone: bool  # no second spelling, no date of birth
    items: int
    conditions: bool
    version: int
    bytes: int
    digits: int

    @property
    def typical(self) -> bool:
        """A Latin name, nothing else about the person, three scope items, and no conditions."""
        latin = self.script in (LATIN, LATIN_AND) and self.name <= TYPICAL_NAME
        return latin and self.alone and self.items == TYPICAL_ITEMS and not self.conditions


def tables(place: Path) -> Iterator[Table]:
    """The table of sizes over the demonstration that `commands` left below `place`."""
    register = place / "demonstration" / "credentials" / "register.sqlite"
    with Register.open(register) as opened:
        yield sizes([measured(issued) for issued in opened.issued()])


def measured(issued: Issued) -> Code:
    """The code of an issued certificate."""
    subject = json.loads(issued.document)["credentialSubject"]
    digits = compact.digits(issued.code)
    return Code(
        number=issued.number,
        script=script(subject["name"]),
        name=len(subject["name"]),
        alone=len(subject["identifier"]) == 1,
        items=len(subject["achievement"]["alignment"]),
        conditions="narrative" in subject,
        version=qr.version(compact.address(BASE), digits),
        bytes=len(issued.code),
        digits=len(digits),
    )


def script(name: str) -> str:
    """The script of a name, after its first letter; Latin beyond ASCII is told apart."""
    if name.isascii():
        return LATIN
    letter = next(character for character in name if character.isalpha())
    word = unicodedata.name(letter).split()[0].split("-")[0]
    found = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}.get(word)
    return found or {"LATIN": LATIN_AND}.get(word, word.capitalize())


def sizes(codes: Sequence[Code]) -> Table:
    """Smallest, median and largest: of typical ones, by script, by scope items, and of all."""
    above = f"above version {TYPICAL_VERSION}"
    head = ("certificates", "how many", "version", "digits", "bytes", above)
    return table("codes", head, (_row(label, group) for label, group in _groups(codes) if group))


def _groups(codes: Sequence[Code]) -> Iterator[tuple[str, list[Code]]]:
    yield "typical: Latin name alone, three items", [code for code in codes if code.typical]
    for name in sorted({code.script for code in codes}):
        yield f"name: {name}", [code for code in codes if code.script == name]
    for label, items in ITEMS.items():
        yield f"scope items: {label}", [code for code in codes if code.items in items]
    yield "all", list(codes)


def _row(label: str, codes: Sequence[Code]) -> tuple[object, ...]:
    above = sum(code.version > TYPICAL_VERSION for code in codes)
    return (
        label,
        len(codes),
        _spread(code.version for code in codes),
        _spread(code.digits for code in codes),
        _spread(code.bytes for code in codes),
        above,
    )


def _spread(values: Iterable[int]) -> str:
    """Smallest, median, largest."""
    found = sorted(values)
    return f"{found[0]} / {statistics.median_low(found)} / {found[-1]}"
