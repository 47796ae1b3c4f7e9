"""The register itself: one open file, and everything that can be asked of it or put into it."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.model import (
    Audience,
    Badge,
    Bits,
    Issued,
    Kind,
    Picture,
    Position,
    Scheme,
    StatusBits,
)
from certpress.register import (
    badges,
    chain,
    checking,
    consents,
    database,
    issuing,
    packing,
    rows,
    sql,
    undertakings,
)
from certpress.register import state as states
from certpress.register.catalogue import Catalogue
from certpress.register.issuing import Packed, Places, Preset
from certpress.register.recording import Entropy, Recording
from certpress.register.values import (
    Certification,
    Consent,
    ConsentText,
    Decision,
    Edition,
    Entry,
    Made,
    Order,
    Recorded,
    Undertaking,
    UndertakingText,
)
from certpress.report import Report

_ALWAYS = "9999-12-31"
_NO_LIMIT = 2**31 - 1


class Register:
    """A register of decisions on certification; use it in a `with` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def create(cls, path: Path) -> Self:
        """Start a new register; ConfigurationError when there is something already."""
        return cls(path, database.create(path))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a register; ConfigurationError when it is absent, broken, newer, or another file."""
        return cls(path, database.open_existing(path))

    @classmethod
    def in_memory(cls) -> Self:
        """A new register that is gone when closed: whether a first import would be refused can be
        seen before there is a file."""
        return cls(Path(":memory:"), database.in_memory())

    def keep(self, path: Path) -> None:
        """Put a copy of this register on the disk; ConfigurationError as for `create`."""
        database.create(path, self._db).close()

    def close(self) -> None:
        """Close the file; what was recorded is safe."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing for several calls; the register is locked for writing meanwhile."""
        return database.transaction(self.path, self._db)

    def reading(self) -> AbstractContextManager[None]:
        """Several questions answered as of one moment, whatever other commands record meanwhile."""
        return database.reading(self._db)

    # Decisions

    def record(
        self,
        entries: Iterable[Entry],
        *,
        schemes: Iterable[Scheme],
        now: datetime,
        today: date,
        entropy: Entropy,
    ) -> Recorded:
        """Record all entries, in their order, or none of them.

        `today` is the body's calendar day. Entries whose reference is recorded already are skipped
        and counted. Raises Refused with a problem for every fault in every entry.
        """
        with self.transaction():
            recording = Recording(
                self._db, Catalogue(schemes), now=now, today=today, entropy=entropy
            )
            decisions = recording.run(entries)
            if recording.problems:
                raise Refused(recording.problems)
        return Recorded(decisions=decisions, skipped=recording.skipped)

    def decisions(self, number: str | None = None) -> Iterator[Decision]:
        """The decisions in their order, all of them or those of one number."""
        if number is None:
            found = self._db.execute(sql.ALL_DECISIONS)
        else:
            found = self._db.execute(sql.NUMBER_DECISIONS, (number,))
        return (rows.decision(row) for row in found)

    def reasons(self, number: str) -> Mapping[int, str]:
        """The private reasons of a number's decisions, by decision, as far as not erased."""
        return dict(self._db.execute(sql.REASONS, (number,)).fetchall())

    def certification(self, number: str) -> Certification:
        """Where a certification stands; CertpressError when there is none of that number."""
        history = tuple(self.decisions(number))
        state = states.replay(history)
        if state is None:
            problem = f'there is no certification "{number}"'
            raise CertpressError(str(self.path), problem, "check the number")
        row = self._db.execute(sql.NEWEST_PERSON, (state.person,)).fetchone()
        return Certification(
            number=number,
            person=rows.person(state.person, row[1:4]) if row else None,
            scheme=state.scheme,
            edition=state.edition,
            scope=state.scope,
            conditions=state.conditions,
            valid_from=state.valid_from,
            valid_until=state.valid_until,
            runs_until=state.runs_until,
            suspended=state.suspended,
            ended=state.ended,
            history=history,
        )

    def is_here(self, number: str) -> bool:
        """False for a number of nobody, of the dead, and of those whose data was erased."""
        known, died = self._db.execute(sql.HERE, (number,)).fetchone() or (0, 0)
        if known and died:  # unless that was annulled
            return self.certification(number).ended is not Kind.DIED
        return bool(known)

    def head(self) -> tuple[int, str]:
        """The number of decisions and the last one's hash, which stands for all of them."""
        row = self._db.execute(sql.HEAD).fetchone()
        return (row[0], row[1]) if row else (0, chain.START)

    def check(self) -> Report:
        """Whether the decisions, and the data they hold digests of, are as they were recorded."""
        return checking.check(self._db, str(self.path))

    # Certificates

    def waiting(self) -> int:
        """How many certificates decisions call for that are not issued yet."""
        called: int = self._db.execute(sql.CALLED_FOR).fetchone()[0]
        return called - self.count()

    def count(self) -> int:
        """How many certificates were issued."""
        found: int = self._db.execute(sql.COUNT_ISSUED).fetchone()[0]
        return found

    def orders(self, after: int = 0, limit: int = -1) -> tuple[Order, ...]:
        """The certificates that decisions call for and that are not issued yet, in order.

        Those of decisions after `after`, and at most `limit` (-1: all): a page, so that memory
        does not grow with their number.
        """
        most = limit if limit >= 0 else _NO_LIMIT
        return tuple(rows.order(row) for row in self._db.execute(sql.ORDERS, (after, most)))

    def places(self, entropy: Entropy) -> Places:
        """What draws identifiers and free places while nobody else issues."""
        return Places(self._db, entropy)

    def add_preset(self, content: bytes, *, now: datetime) -> Preset:
        """Keep for ever what documents are packed with: a sample of them, without any person."""
        name = packing.name(content)
        with self.transaction():
            if self._db.execute(sql.PRESET, (name,)).fetchone() is None:
                row = (name, rows.encode(content), rows.instant(now))
                self._db.execute(sql.ADD_PRESET, row)
        return Preset(name=name, pack=packing.packer(content))

    def store(
        self,
        page: Sequence[Made],
        presets: Mapping[tuple[str, str], Preset],
        *,
        now: datetime,
    ) -> None:
        """Store what was made, all of it or nothing; on the disk when this returns.

        `presets` are by scheme and edition. Raises issuing.Overtaken when another command issued
        one of the orders, or used one of the places, meanwhile.
        """
        with self.transaction():
            issuing.store(self._db, page, presets, now)

    def issue(
        self,
        orders: Sequence[Order],
        make: issuing.Make,
        *,
        now: datetime,
        entropy: Callable[[int], bytes],
    ) -> tuple[Issued, ...]:
        """Issue the orders, all or none: `make(order, uuid, position)` gives document and code.

        Returns what was issued here; an order that another command issued meanwhile is left out.
        Whatever `make` raises is raised, and nothing was stored.
        """
        with self.transaction():
            made = tuple(issuing.make_all(self._db, orders, make, entropy))
            issuing.store(self._db, made, {}, now)
        return tuple(next(issuing.read(self._db, sql.ONE_ISSUED, (one.id,))) for one in made)

    def issued(self, number: str | None = None) -> Iterator[Issued]:
        """The issued certificates in the order of their decisions, all or those of one number."""
        if number is None:
            return issuing.read(self._db, sql.ALL_ISSUED, ())
        return issuing.read(self._db, sql.NUMBER_ISSUED, (number,))

    def packed(self, size: int) -> Iterator[Packed]:
        """All issued certificates in the same order, as they are kept, so many at a time."""
        return issuing.packed(self._db, sql.ALL_ISSUED, (), size)

    def bits(self, on: date | None = None) -> StatusBits:
        """The status bits of every issued certificate, by its place in the lists.

        Only numbers with more decisions than their first are looked at: all others are clear.
        `on` leaves out the decisions of later days, and the certificates they called for.
        """
        found = StatusBits()
        until = on.isoformat() if on else _ALWAYS
        steps = self._db.execute(sql.STEPS, (until,))
        for _, group in groupby(steps, key=lambda row: str(row[0])):
            for position, bits in _bits(list(group)):
                found.put(position, bits)
        return found

    def lists(self) -> int:
        """The highest number of a status list in use; 0 when nothing was issued."""
        return self._db.execute(sql.CERTIFICATE_LISTS.last).fetchone()[0] or 0

    # Badges

    def issue_badges(
        self,
        certificates: Iterable[Issued],
        make: badges.Make,
        *,
        now: datetime,
        entropy: Callable[[int], bytes],
    ) -> tuple[Badge, ...]:
        """A badge for each certificate that has none, all or none.

        `make(certificate, uuid, position)` gives the signed document and the name of its picture,
        which was kept before (`keep_picture`). Returns the badges made here.
        """
        with self.transaction():
            made = list(badges.issue(self._db, certificates, make, now=now, entropy=entropy))
        return tuple(next(badges.read(self._db, sql.ONE_BADGE, (uuid,))) for uuid in made)

    def badges(self, number: str | None = None) -> Iterator[Badge]:
        """The badges in the order of their certificates, all or those of one number."""
        if number is None:
            return badges.read(self._db, sql.ALL_BADGES, ())
        return badges.read(self._db, sql.NUMBER_BADGES, (number,))

    def count_badges(self) -> int:
        """How many badges were made."""
        found: int = self._db.execute(sql.COUNT_BADGES).fetchone()[0]
        return found

    def badge_bits(self, certificates: StatusBits) -> StatusBits:
        """The bits of badges by their places; `certificates` are the bits of these (`bits`)."""
        return badges.bits(self._db, certificates)

    def badge_lists(self) -> int:
        """The highest number of a list of badges in use; 0 when there is no badge."""
        return self._db.execute(sql.BADGE_LISTS.last).fetchone()[0] or 0

    def keep_picture(self, picture: Picture, *, now: datetime) -> str:
        """Keep a badge's picture for ever; the SHA-256 of its PNG, which names it."""
        with self.transaction():
            return badges.keep_picture(self._db, picture, now)

    def pictures(self) -> Mapping[str, Picture]:
        """Every picture that badges were made with, by its name."""
        return dict(badges.pictures(self._db))

    # Consents

    def consent(
        self, step: Consent, text: ConsentText | None, *, today: date, entropy: Entropy
    ) -> Consent:
        """Record a consent that was given, or (without a text) withdrawn; the step as it is kept.

        Raises CertpressError when there is no such certification or the step is not allowed,
        ConfigurationError when the text of that version was another one.
        """
        with self.transaction():
            case = self.certification(step.number)
            return consents.add(self._db, step, text, case, today=today, entropy=entropy)

    def consents(self, number: str | None = None) -> Iterator[Consent]:
        """Consents given and withdrawn, in order, all of them or those of one number."""
        return consents.read(self._db, number)

    def consented(self, number: str | None = None) -> Mapping[str, Mapping[Audience, Consent]]:
        """The consents that hold, by number and audience."""
        return consents.standing(consents.read(self._db, number))

    def agreements(self) -> Iterator[tuple[str, tuple[Consent, ...]]]:
        """Each number's consents given and withdrawn, number by number in their order."""
        return consents.by_number(self._db)

    def consent_texts(self) -> tuple[ConsentText, ...]:
        """Every text that somebody agreed to, as it was then."""
        return tuple(consents.texts(self._db))

    # Undertakings

    def undertake(self, one: Undertaking, text: UndertakingText, *, today: date) -> None:
        """Record that a person undertook a text.

        Raises CertpressError when there is no such certification or it cannot be,
        ConfigurationError when the text of that version was another one.
        """
        with self.transaction():
            undertakings.add(self._db, one, text, self.certification(one.number), today=today)

    def undertakings(self, number: str | None = None) -> Iterator[Undertaking]:
        """Undertakings in the order in which they were recorded, all or those of one number."""
        return undertakings.read(self._db, number)

    def undertaking_texts(self) -> tuple[UndertakingText, ...]:
        """Every text that somebody signed, as it was then."""
        return tuple(undertakings.texts(self._db))

    # What certificates were made with, and need for ever

    def add_dictionary(self, content: bytes, *, now: datetime) -> str:
        """Keep a compression dictionary for ever; its SHA-256 in hexadecimal, which names it."""
        name = hashlib.sha256(content).hexdigest()
        with self.transaction():
            if self._db.execute(sql.DICTIONARY, (name,)).fetchone() is None:
                row = (name, rows.encode(content), rows.instant(now))
                self._db.execute(sql.ADD_DICTIONARY, row)
        return name

    def dictionaries(self) -> Mapping[str, bytes]:
        """Every dictionary that was ever in use, by its hash."""
        found = self._db.execute(sql.DICTIONARIES)
        return {name: rows.decode(content) for name, content in found}

    def freeze_edition(self, scheme: Scheme, *, now: datetime) -> Edition:
        """Keep an edition's document for ever, as certificates name it by its digest.

        Raises ConfigurationError when it was kept before with other content.
        """
        digest = "sha384-" + base64.b64encode(hashlib.sha384(scheme.document).digest()).decode()
        with self.transaction():
            row = self._db.execute(sql.EDITION, (scheme.id, scheme.edition)).fetchone()
            if row is not None and row[0] != digest:
                where = f"schemes/{scheme.id}/{scheme.edition}"
                problem = "certificates were issued under this edition, and it has changed since"
                hint = "undo the change, and publish it as a new edition"
                raise ConfigurationError(where, problem, hint)
            if row is None:
                document = rows.encode(scheme.document)
                values = (scheme.id, scheme.edition, digest, document, rows.instant(now))
                self._db.execute(sql.ADD_EDITION, values)
        return Edition(
            scheme=scheme.id, edition=scheme.edition, digest=digest, document=scheme.document
        )

    def editions(self) -> tuple[Edition, ...]:
        """Every edition that a certificate was issued under, by scheme and edition."""
        return tuple(
            Edition(scheme=row[0], edition=row[1], digest=row[2], document=rows.decode(row[3]))
            for row in self._db.execute(sql.EDITIONS)
        )


def _bits(case: Sequence[rows.Row]) -> Iterator[tuple[Position, Bits]]:
    """The bits of one number's issued certificates, from its rows of `sql.STEPS`."""
    by_decision = states.bits(
        states.Step(seq=row[1], kind=Kind(row[2]), certifies=row[3] == 1, annuls=row[4])
        for row in case
    )
    for row in case:
        if row[5] is not None:
            yield Position(list=row[5], index=row[6]), by_decision[row[1]]
