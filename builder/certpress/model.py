"""The values that the rooms hand to each other: frozen, typed, and free of any source.

Rules:
1. A value here was parsed and checked at a door (`content`, `intake`, `register`); nothing below
   checks it again.
2. Days are `date`s: the certification body's calendar days. Instants are aware UTC `datetime`s.
3. The words are those of ISO/IEC 17024: certification scheme, scope, decision, certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """Who accredits the body, under which number, for which schemes, since when."""

    body: str
    number: str
    schemes: tuple[str, ...]
    since: date
    until: date | None = None
    standard: str = "ISO/IEC 17024"
    url: str = ""
    symbol: str = ""  # the name of a picture; empty when the body shows none

    def covers(self, scheme: str, on: date) -> bool:
        """True when the scheme is inside the accreditation's scope and dates on that day."""
        return (
            scheme in self.schemes and self.since <= on and (self.until is None or on <= self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a body's certificates look, as far as it says so in content/certificate/."""

    languages: tuple[str, ...] = ()  # one or two; empty: the body's first
    colour: str = ""  # "#rrggbb"; empty: the body's
    logo: str = ""  # the name of a picture; empty: the body's
    signatures: tuple[tuple[str, str], ...] = ()  # who signs, the name of a picture
    card: bool = False  # whether there is a card for the wallet, too
    template: bool = False  # whether certificate.typ is among the files
    files: tuple[tuple[str, bytes], ...] = ()  # template and pictures, by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A certification body, as it presents itself to the public."""

    name: str
    short_name: str
    base_url: str  # ends with "/"; what documents and codes say, wherever the site is served
    timezone: ZoneInfo
    telephone: str
    email: str
    address: tuple[str, ...]
    url: str
    languages: tuple[str, ...]
    colour: str  # "#rrggbb"
    accreditations: tuple[Accreditation, ...]
    logo: str = ""  # a path below content/, an SVG; empty when the body has none
    demonstration: bool = False
    paper: str = "a4"  # "a4" or "us-letter"
    linkedin: str = ""  # the number of the body's page on LinkedIn; empty: its name is given
    layout: Layout = Layout()

    def accreditation(self, scheme: str, on: date) -> Accreditation | None:
        """The accreditation that covers a scheme on a day, or None."""
        return next((a for a in self.accreditations if a.covers(scheme, on)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeItem:
    """One thing a person can be certified for; `code` is its name in decisions and anchors."""

    code: str
    name: str
    framework: str  # "ISO 9712"
    description: str = ""
    level: str = ""  # "Level 2", where the scheme has levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One edition of a certification scheme, as issuing needs it (its pages: `content.Page`)."""

    id: str  # "ndt"
    edition: str  # "2019-1"
    name: str
    description: str
    code: str  # "NDT", the first part of certificate numbers
    owner: str
    effective: date
    interval_months: int  # 7.2.2 f: certification to recertification
    items: tuple[ScopeItem, ...]
    date_of_birth_on_certificate: bool = False
    document: bytes = b""  # scheme.json, the edition's public, machine-readable form

    def item(self, code: str) -> ScopeItem | None:
        """The scope item of that code, or None."""
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A certified person, as a certificate names them."""

    id: str  # random, never derived from the person
    name: str
    name_latin: str = ""
    date_of_birth: date | None = None


class Kind(StrEnum):
    """The kinds of decision on certification that a register can hold."""

    GRANT = "grant"
    RECERTIFY = "recertify"
    EXPAND = "expand"
    REDUCE = "reduce"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"
    END = "end"  # at the person's request
    DIED = "died"
    ANNUL = "annul"  # on appeal: the number's latest decision against the person is void
    CORRECT = "correct"
    TAKE_OVER = "take-over"  # from a former register


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person of the body with the role in which they act."""

    name: str
    role: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


class Audience(StrEnum):
    """To whom a certified person may agree to be shown; nobody is public without that."""

    BADGE_PAGE = "badge-page"
    DIRECTORY = "directory"
    SEARCH_ENGINES = "search-engines"  # those may list the badge page


class Purpose(StrEnum):
    """What a status list says, in the order in which a certificate names its three lists."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"
    REFRESH = "refresh"


BADGES = "badges"  # the folder of the badges' lists below status/; they say "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A certificate's place, the same in the three lists; or a badge's, in a list of its own."""

    list: int  # 1, 2, …: the n of /status/<purpose>/<n>.json
    index: int  # 0 … 131,071


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Everything a certificate says (ISO/IEC 17024, 9.4), before it takes a form."""

    id: str  # a random UUID, lower case, without "urn:uuid:"
    number: str  # stays through recertification
    person: Person
    scheme: Scheme
    scope: tuple[ScopeItem, ...]
    conditions: str  # conditions and limitations; empty when there are none
    valid_from: date
    valid_until: date  # the last day
    authorised_by: Signatory
    accreditation: Accreditation | None
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Bits:
    """The three status bits of one certificate (credential profile, "which bits mean what")."""

    revocation: bool = False
    suspension: bool = False
    refresh: bool = False


class StatusBits:
    """The bits of every place in the lists; a place of which nothing was said is clear.

    They are held as the bitstrings that the lists publish, 16 kB for each purpose of a list, so
    that a million certificates take no more room than their lists.
    """

    LENGTH = 16_384  # bytes of a list

    def __init__(self, bits: Mapping[Position, Bits] | None = None) -> None:
        self._strings: dict[tuple[int, Purpose], bytearray] = {}
        for position, said in (bits or {}).items():
            self.put(position, said)

    def put(self, position: Position, bits: Bits) -> None:
        """Say what holds of a place; what was said before no longer counts."""
        at, mask = position.index >> 3, 0x80 >> (position.index & 7)
        for purpose in Purpose:
            said, string = getattr(bits, purpose), self._strings.get((position.list, purpose))
            if said and string is None:
                string = self._strings[position.list, purpose] = bytearray(self.LENGTH)
            if string is not None:
                string[at] = string[at] | mask if said else string[at] & ~mask

    def __getitem__(self, position: Position) -> Bits:
        at, mask = position.index >> 3, 0x80 >> (position.index & 7)
        found = (self._strings.get((position.list, purpose)) for purpose in Purpose)
        revocation, suspension, refresh = (bool(s is not None and s[at] & mask) for s in found)
        return Bits(revocation=revocation, suspension=suspension, refresh=refresh)

    def string(self, purpose: Purpose, number: int) -> bytes:
        """The bits of one list, the i-th of them that of index i, most significant first."""
        return bytes(self._strings.get((number, purpose), bytes(self.LENGTH)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A certificate that was signed: the bytes as they were signed, kept and never recomputed."""

    id: str
    number: str
    decision: int  # the sequence number of the decision that called for it
    position: Position
    scheme: str
    edition: str
    document: bytes  # the signed JSON credential
    code: bytes  # the compact form, before it is written as digits
    issued_at: datetime
    current: bool  # no later certificate of this number


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture of a badge in its two forms, without any credential in it."""

    png: bytes
    svg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A badge that was signed, as Issued is a certificate."""

    id: str
    certificate: str  # the identifier of the certificate it was made of
    number: str
    position: Position  # in the lists of badges
    picture: str  # SHA-256 of its PNG in hexadecimal
    document: bytes
    issued_at: datetime
