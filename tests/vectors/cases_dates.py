"""Days and bits: when a certificate is valid, and what its status makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from certpress import proof
from certpress.model import Bits, Position, Purpose
from tests import world
from tests.vectors.case import GOOD, Case


def lists_at(moment: datetime) -> dict[str, bytes | None]:
    """The status lists as they would be published at another time."""
    since, until = moment - timedelta(hours=1), moment + timedelta(days=7)
    dates = {"validFrom": proof.stamp(since), "validUntil": proof.stamp(until)}
    return {
        f"{world.BASE}status/{p}/1.json": world.status_list(p, {world.PLACE: Bits()}, **dates)
        for p in Purpose
    }


def dates() -> Iterator[Case]:
    summer = world.signed(world.facts(valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 30)))
    edges = (
        ("2026-05-31T22:59:59+00:00", "not_yet_valid", "dates.not_yet_valid"),
        ("2026-05-31T23:00:00+00:00", GOOD, "dates.current"),
        ("2026-06-30T22:59:59+00:00", GOOD, "dates.current"),
        ("2026-06-30T22:59:59.900000+00:00", GOOD, "dates.current"),
        ("2026-06-30T23:00:00+00:00", "expired", "dates.expired"),
        ("2026-06-30T23:00:00.100000+00:00", "expired", "dates.expired"),
    )
    for instant, outcome, code in edges:
        now = datetime.fromisoformat(instant)
        yield Case(
            name=f"at {instant}", evidence=summer, outcome=outcome, code=code, now=now,
            files=lists_at(now),
        )  # fmt: skip
    future = datetime.fromisoformat("2036-11-20T09:00:00+00:00")
    yield Case(
        name="expired, and the lists out of date", evidence=world.signed(), outcome="expired",
        code="status.expired", now=future,
    )  # fmt: skip


_BITS = {
    "000": GOOD, "001": GOOD, "010": "suspended", "011": "suspended",
    "110": "withdrawn", "111": "withdrawn", "100": "withdrawn", "101": "replaced",
}  # fmt: skip


def bits() -> Iterator[Case]:
    for pattern, outcome in _BITS.items():
        revocation, suspension, refresh = (digit == "1" for digit in pattern)
        state = Bits(revocation=revocation, suspension=suspension, refresh=refresh)
        files: dict[str, bytes | None] = {
            f"{world.BASE}status/{p}/1.json": world.status_list(p, {world.PLACE: state})
            for p in Purpose
        }
        code = "status.revoked" if revocation else "status.not_revoked"
        for kind, evidence in (("", world.signed()), (", code", world.digits(world.signed()))):
            yield Case(
                name=f"bits {pattern}{kind}", evidence=evidence, outcome=outcome, code=code,
                files=files,
            )  # fmt: skip
    neighbours = {Position(list=1, index=i): Bits(revocation=True) for i in (94_566, 94_568)}
    beside = {
        f"{world.BASE}status/revocation/1.json": world.status_list(Purpose.REVOCATION, neighbours)
    }
    yield Case(
        name="the neighbours withdrawn", evidence=world.signed(), outcome=GOOD,
        code="status.not_revoked", files=beside,
    )  # fmt: skip
