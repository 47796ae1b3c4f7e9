"""Entries and a register to put them in, for tests: one scheme, fixed clock, counted randomness."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from certpress.errors import Refused
from certpress.model import Bits, Kind, Position, Scheme, ScopeItem, Signatory
from certpress.register import Certification, Decision, Entry, Order, Recorded, Register

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HEAD = Signatory(name="Maren Okafor", role="Head of Certification")
NUMBER = "NDT-2024-00417"


def scheme(edition: str = "2017-1", effective: date = date(2017, 1, 1)) -> Scheme:
    """An edition of a scheme with four items and an interval of five years."""
    items = tuple(
        ScopeItem(code=code, name=code, framework="ISO 9712")
        for code in ("UT-2-W", "MT-2-W", "PT-2-W", "VT-2-W")
    )
    return Scheme(
        id="ndt",
        edition=edition,
        name="Non-destructive testing personnel",
        description="",
        code="NDT",
        owner="the body",
        effective=effective,
        interval_months=60,
        items=items,
        document=f'{{"edition":"{edition}"}}'.encode(),
    )


_references = count(1)


def entry(kind: str, on: str, number: str = NUMBER, **changes: Any) -> Entry:
    """An entry that is in order, but for what is changed; each has a reference of its own."""
    line = next(_references)
    values: dict[str, Any] = {
        "where": f"decisions.csv:{line}",
        "kind": Kind(kind),
        "number": number,
        "decided_on": date.fromisoformat(on),
        "decided_by": ("Dana Decider",),
        "basis": "file complete",
        "authorised_by": HEAD,
        "entered_by": "Clara Clerk",
        "reference": f"r{line}",
        "content": f"row {line}",
    }
    return Entry(**values | changes)


def grant(on: str = "2024-01-15", number: str = NUMBER, **changes: Any) -> Entry:
    """A grant of two scope items."""
    values: dict[str, Any] = {
        "name": "Jane Q. Doe",
        "scheme": "ndt",
        "items": ("UT-2-W", "MT-2-W"),
        "examiners": ("Edwin Examiner",),
    }
    return replace(entry("grant", on, number), **values | changes)


class Book:
    """A register with what a test needs to say."""

    def __init__(self, register: Register, *schemes: Scheme) -> None:
        self.register = register
        self.schemes = schemes or (scheme(),)
        self.entropy: Callable[[int], bytes] = random.Random(17024).randbytes

    def record(self, *entries: Entry, today: date = TODAY) -> Recorded:
        """Record entries."""
        return self.register.record(
            entries, schemes=self.schemes, now=NOW, today=today, entropy=self.entropy
        )

    def refuse(self, *entries: Entry) -> str:
        """What is said when the entries are refused; the register must be as it was."""
        before = self.register.head()
        with pytest.raises(Refused) as caught:
            self.record(*entries)
        assert self.register.head() == before
        return str(caught.value)

    def issue(self) -> None:
        """Issue everything that is called for."""
        self.register.issue(self.register.orders(), make, now=NOW, entropy=self.entropy)

    def bits(self, number: str = NUMBER) -> list[str]:
        """The bits of the number's certificates in order, as `revocation suspension refresh`."""
        found = self.register.bits()
        return [_digits(found[one.position]) for one in self.register.issued(number)]

    def case(self, number: str = NUMBER) -> Certification:
        """Where a number stands."""
        return self.register.certification(number)

    def decided(self) -> list[Decision]:
        """Every decision."""
        return list(self.register.decisions())


def make(order: Order, uuid: str, position: Position) -> tuple[bytes, bytes]:
    """A stand-in for a signed certificate, with a text that is not ASCII and bytes that are not."""
    place = f"https://certs.example.org/status/revocation/{position.list}.json#{position.index}"
    document = {
        "id": f"urn:uuid:{uuid}",
        "credentialSubject": {"name": order.person.name, "licenseNumber": order.number},
        "credentialStatus": [{"id": place}],
    }
    text = json.dumps(document, ensure_ascii=False)
    return text.encode(), b"\x00\xff" + uuid.encode()


@contextmanager
def book(folder: Path, *schemes: Scheme) -> Iterator[Book]:
    """A new register in a folder."""
    with Register.create(folder / "register.sqlite") as register:
        yield Book(register, *schemes)


def _digits(bits: Bits) -> str:
    return f"{bits.revocation:d}{bits.suspension:d}{bits.refresh:d}"
