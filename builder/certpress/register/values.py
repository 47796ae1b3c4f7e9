"""What goes into the register and what comes out of it.

Rules:
1. An `Entry` is what somebody wrote down; a `Decision` is what the register made of it and keeps
   for ever. Whatever an entry may leave out is filled in by the register.
2. `items` are the scope items that a decision names (for an expansion those added, for a reduction
   those taken away); `scope` is the whole scope of certification after it.
3. A certificate number stands for one certification of one person under one scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from certpress.errors import CertpressError
from certpress.model import Audience, Kind, Person, Signatory
from certpress.report import Outcome

FIRST = frozenset({Kind.GRANT, Kind.TAKE_OVER})
CERTIFYING = FIRST | {Kind.RECERTIFY, Kind.EXPAND, Kind.REDUCE, Kind.CORRECT}
ENDING = frozenset({Kind.WITHDRAW, Kind.END, Kind.DIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision as it was written down, parsed; `where` is its file and line or its command.

    `name_latin` and `conditions` are None where nothing was said (what is held stays) and empty
    where there is none. `person` is the number of another certification of the same person. An
    entry with `part_of` takes the number of the entry with that reference, with `-<part>` behind
    it, and its person. `content` is a digest of what was written, to see whether a reference that
    is recorded already was used again for something else.
    """

    where: str
    kind: Kind
    decided_on: date
    entered_by: str
    number: str = ""
    person: str = ""
    name: str = ""
    name_latin: str | None = None
    date_of_birth: date | None = None
    scheme: str = ""
    edition: str = ""
    items: tuple[str, ...] = ()
    conditions: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    decided_by: tuple[str, ...] = ()
    basis: str = ""
    reason: str = ""
    authorised_by: Signatory | None = None
    examiners: tuple[str, ...] = ()
    trainers: tuple[str, ...] = ()
    reference: str = ""
    content: str = ""
    part: int = 1
    part_of: str = ""


def refusal(entry: Entry, field: str, problem: str, hint: str) -> CertpressError:
    """An error at a field of an entry."""
    return CertpressError(f"{entry.where}: {field}", problem, hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A recorded decision on certification; it never changes.

    `person` and `person_version` name the record with the person's data, of which the decision
    itself holds a salted digest only; the same goes for the reason. `certifies` says whether it
    calls for a certificate, and then `scope`, `conditions` and the dates are that certificate's.
    """

    seq: int
    kind: Kind
    number: str
    person: str
    person_version: int
    scheme: str
    edition: str
    items: tuple[str, ...]
    scope: tuple[str, ...]
    conditions: str
    valid_from: date | None
    valid_until: date | None
    certifies: bool
    annuls: int | None
    decided_on: date
    decided_by: tuple[str, ...]
    basis: str
    authorised_by: Signatory | None
    examiners: tuple[str, ...]
    trainers: tuple[str, ...]
    entered_by: str
    entered_at: datetime
    source: str
    personal_digest: str
    reason_digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What one run of `Register.record` did; `skipped` entries were recorded before."""

    decisions: tuple[Decision, ...]
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A certificate that a decision calls for and that has not been issued yet.

    The person is named as at that decision, before any later correction.
    """

    decision: int
    number: str
    person: Person
    scheme: str
    edition: str
    scope: tuple[str, ...]
    conditions: str
    valid_from: date
    valid_until: date
    authorised_by: Signatory
    decided_on: date


class Made(NamedTuple):
    """A certificate that was made for an order and is to be stored.

    `document` is the signed JSON, `code` the compact bytes. A tuple, for it is handed to another
    process in very large numbers.
    """

    id: str
    decision: int
    number: str
    list_number: int
    list_index: int
    scheme: str
    edition: str
    document: bytes
    code: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """Where one certification stands after its decisions, and these decisions themselves.

    `person` is None once the personal data was erased. `ended` is the kind of decision that ended
    the certification (withdraw, end, died), or None. `runs_until` is the end of the period before
    a recertification, which still counts while the newest has not begun.
    """

    number: str
    person: Person | None
    scheme: str
    edition: str
    scope: tuple[str, ...]
    conditions: str
    valid_from: date
    valid_until: date
    runs_until: date | None
    suspended: bool
    ended: Kind | None
    history: tuple[Decision, ...]

    def outcome(self, on: date) -> Outcome:
        """Where the certification stands on a day, in the order of precedence."""
        if self.ended is not None:
            return Outcome.WITHDRAWN
        if self.suspended:
            return Outcome.SUSPENDED
        if on > self.valid_until:
            return Outcome.EXPIRED
        running = self.runs_until is not None and on <= self.runs_until
        return Outcome.VALID if running or on >= self.valid_from else Outcome.NOT_YET_VALID


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A scheme edition as it was when the first certificate under it was issued.

    `digest` is a subresource integrity value (`sha384-…`) of the bytes in `document`.
    """

    scheme: str
    edition: str
    digest: str
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """What somebody agrees to, in one language; `document` are the bytes of its file."""

    audience: Audience
    language: str
    version: str
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent that was given or withdrawn; recorded once and never changed.

    `version` and `language` name the text that was agreed to. `guardian` is who agreed for a
    minor. `address` is the random name of the badge page, the same from a consent to its
    withdrawal; empty for other audiences and for a withdrawal. `place` is where the person wants to
    be found in the directory; empty without one.
    """

    number: str
    audience: Audience
    given: bool
    on: date
    language: str
    version: str
    guardian: str
    address: str
    entered_by: str
    entered_at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingText:
    """What somebody undertakes, in one language; `document` are the bytes of its file."""

    language: str
    version: str
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """An undertaking to use certificate and mark as the rules say; recorded once.

    `on` is the day on which it was signed, `version` and `language` name the text that was signed,
    `guardian` is who signed for a minor.
    """

    number: str
    on: date
    language: str
    version: str
    guardian: str
    entered_by: str
    entered_at: datetime
