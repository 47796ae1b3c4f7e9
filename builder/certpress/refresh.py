"""Refreshing status lists: what the register says today, signed where it is due.

Rules:
1. Every list has one file for each of the three purposes; a body without certificates has list 1.
2. A list is signed again when its bits changed, when it is a day old, or when it cannot be read;
   the bytes of all others stay.
3. `until` is the instant after which checks would answer "could not be checked".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from certpress import proof, shape, status
from certpress.keys import Entropy, Signer
from certpress.model import Bits, Position, Purpose
from certpress.status import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Signed lists by their path below the site, and which of them were signed just now."""

    files: Mapping[str, bytes]
    signed: tuple[str, ...]
    until: datetime


def path(purpose: Purpose, number: int) -> str:
    """Where a list lies below the site."""
    return f"status/{purpose}/{number}.json"


def due(
    bits: Mapping[Position, Bits],
    lists: int,
    published: Mapping[str, bytes],
    base_url: str,
    now: datetime,
) -> tuple[str, ...]:
    """The paths of the lists that have to be signed again."""
    known = _by_list(bits)
    return tuple(
        path(purpose, number)
        for number in range(1, max(lists, 1) + 1)
        for purpose in Purpose
        if status.is_due(
            published.get(path(purpose, number)),
            status.bitstring(known.get(number, {}), purpose, number),
            base_url,
            now,
        )
    )


def _by_list(bits: Mapping[Position, Bits]) -> Mapping[int, Mapping[Position, Bits]]:
    """The bits of each list: to make one, nobody has to go through those of all."""
    found: dict[int, dict[Position, Bits]] = {}
    for position, state in bits.items():
        found.setdefault(position.list, {})[position] = state
    return found


def sign(
    bits: Mapping[Position, Bits],
    lists: int,
    published: Mapping[str, bytes],
    base_url: str,
    signer: Callable[[], Signer],
    now: datetime,
    life: timedelta,
    entropy: Entropy,
    *,
    all_lists: bool = False,
) -> Lists:
    """All lists as they are to be published; `signer` is asked only when one has to be signed."""
    whole = tuple(path(p, n) for n in range(1, max(lists, 1) + 1) for p in Purpose)
    wanted = whole if all_lists else due(bits, lists, published, base_url, now)
    files = {name: published[name] for name in whole if name not in wanted}
    if wanted:
        key, period, known = signer(), Period(since=now, until=now + life), _by_list(bits)
        for name in wanted:
            _, purpose, file = name.split("/")
            number = int(file.removesuffix(".json"))
            data = status.bitstring(known.get(number, {}), Purpose(purpose), number)
            unsigned = status.unsigned(base_url, Purpose(purpose), number, data, period)
            files[name] = status.sign(unsigned, key, now, entropy)
    return Lists(files=files, signed=wanted, until=until(files))


def until(files: Mapping[str, bytes]) -> datetime:
    """The earliest end of the given lists; they are readable ones."""
    return min(
        shape.instant(shape.parse(data, shape.LIST_LIMIT)["validUntil"]) for data in files.values()
    )


def spoken(moment: datetime) -> str:
    """An instant for people and logs alike."""
    return proof.stamp(moment).replace("T", " ").replace("Z", " UTC")
