"""Whether a certificate can be printed, told before it is signed and mostly without printing it.

Rules:
1. Every character is looked up in the bundled fonts, and the version of the code follows from its
   length: both always.
2. Whether the text fits the page is told by a trial: a certificate of the same kind (edition,
   number of scope items, who signs, accreditation) is printed once, with the longest items of the
   edition, a code of the largest version, and more text about the person than a modest certificate
   has. Where that fits, every modest certificate of the kind does.
3. Modest is what nearly all are: a name of up to 48 characters, conditions of up to 300, in scripts
   whose letters are not much wider than high. All others are printed in full, as is every
   certificate of a kind whose trial does not fit, or of a body with a template of its own.
4. The page is laid out in the smallest of its sizes before it is given up. What has to be less than
   in the trial is the height at that size: the lines that the trial has besides (`_SPARE`) make up
   for names that are set larger because they are shorter, and for high letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from certpress import compact, documents, pdf, qr
from certpress.errors import CertpressError
from certpress.model import Body, Certificate, Person, ScopeItem

NAME, WORD, CONDITIONS, NUMBER = 48, 24, 300, 24  # characters that are modest
_SPARE = 8  # lines
_WIDER = 32  # W that are as wide as any word of 24 modest letters
_LARGEST_CODE = "9" * 1_590  # digits that need version 20 with a short address
_MODEST = re.compile(
    "(?:["
    " -~\u00a0-\u02af"  # Latin
    "\u0370-\u03ff\u0400-\u0527\u0531-\u058a\u10a0-\u10ff"  # Greek, Cyrillic, Armenian, Georgian
    "\u05d0-\u05ea\u0621-\u064a\u0660-\u06d3"  # Hebrew, Arabic
    "\u0900-\u09fe\u0a81-\u0af1\u0e01-\u0e5b"  # Devanagari, Bengali, Gujarati, Thai
    "\u1e00-\u1fff\u2010-\u2014\u2018-\u201f"  # Latin and Greek with marks, punctuation
    "\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3"  # Kana, Chinese characters, Hangul
    "][\u0300-\u036f]{0,2})*"
)


@dataclass(slots=True, kw_only=True)
class Trial:
    """Tells whether certificates of one body can be printed; remembers what was tried."""

    body: Body
    made: datetime
    logo: bytes
    _fits: dict[object, bool] = field(default_factory=dict)
    _held: dict[int, bool] = field(default_factory=dict)  # by the length of a code

    def check(self, printed: Certificate, document: bytes, code: bytes) -> None:
        """Raises CertpressError when the certificate cannot be printed, as `documents.files`."""
        address = compact.address(self.body.base_url)
        qr.version(address, compact.digits(code))
        pdf.check_characters(printed, self.body)
        person = printed.person
        texts = (person.name, person.name_latin, printed.conditions, printed.number)
        if not (is_modest(*texts) and self.has_room(printed)):
            papers = documents.papers(self.body)
            documents.files(printed, self.body, document, code, self.made, self.logo, papers)

    def holds(self, length: int) -> bool:
        """True when any code of so many bytes fits a symbol."""
        if length not in self._held:
            try:
                largest = compact.digits(b"\xff" * length)
                qr.version(compact.address(self.body.base_url), largest)
                self._held[length] = True
            except CertpressError:
                self._held[length] = False
        return self._held[length]

    def has_room(self, printed: Certificate) -> bool:
        """True when every modest certificate of this one's kind fits the page (rule 2)."""
        person, scheme = printed.person, printed.scheme
        who = (bool(person.name_latin), bool(person.date_of_birth))
        by = (printed.authorised_by, printed.accreditation)
        if self.body.layout.template:  # where it takes more room for less text, nobody knows
            return False
        kind = (scheme.id, scheme.edition, len(printed.scope), *who, *by)
        if kind not in self._fits:
            self._fits[kind] = self._try(printed)
        return self._fits[kind]

    def _try(self, printed: Certificate) -> bool:
        address = compact.address(self.body.base_url)
        largest = qr.encode(address, _LARGEST_CODE[: _room(address)])
        try:
            for render in documents.papers(self.body).values():
                render(
                    _ample(printed),
                    self.body,
                    code=largest,
                    address=address.removesuffix("#"),
                    credential=b"{}",
                    made=self.made,
                    logo=self.logo,
                )
        except CertpressError:
            return False
        return True


def _room(address: str) -> int:
    """Digits that a symbol of the largest version holds beside the address, or a few less."""
    return len(_LARGEST_CODE) - 3 * len(address.encode("utf-8"))


def is_modest(name: str, name_latin: str, conditions: str, number: str) -> bool:
    """True when there is no more text about the person than in the trial (rule 3)."""
    return (
        len(name) <= NAME
        and len(name_latin) <= NAME
        and len(number) <= NUMBER
        and len(conditions) <= CONDITIONS
        and max(map(len, (name + " " + name_latin).split()), default=0) <= WORD
        and _MODEST.fullmatch(f"{name}{name_latin}{conditions}{number}") is not None
    )


def _ample(printed: Certificate) -> Certificate:
    """A certificate of the same kind with as much text as any modest one, and more."""
    word = "W" * _WIDER
    name = f"{word} {word}"
    born = date(1888, 9, 28) if printed.person.date_of_birth else None
    latin = name if printed.person.name_latin else ""
    lines = ["W" * 40 + " " + "W" * 24] * (_SPARE + CONDITIONS // 40)
    return replace(
        printed,
        number="W" * NUMBER,
        person=Person(id="", name=name, name_latin=latin, date_of_birth=born),
        scope=(_longest(printed.scheme.items),) * len(printed.scope),
        conditions="\n".join(lines),
        valid_from=date(1888, 9, 28),
        valid_until=date(1888, 9, 28),
    )


def _longest(items: Sequence[ScopeItem]) -> ScopeItem:
    """An item at least as long as each of the edition, in each of its parts."""
    return ScopeItem(
        code=max((item.code for item in items), key=len) + "W",
        name=max((item.name for item in items), key=len) + " WWWWWWWW",
        framework=max((item.framework for item in items), key=len) + " WW",
    )
