"""Refreshing status lists: what the register says today, signed where it is due.

Rules:
1. Every list of certificates has one file for each of the three purposes; a body without
   certificates has list 1. A list of badges has one file, and there is none without a badge.
2. A list is signed again when its bits changed, when it is a day old, or when it cannot be read;
   the bytes of all others stay.
3. `until` is the instant after which checks would answer "could not be checked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from certpress import proof, shape, status
from certpress.keys import Entropy, Signer
from certpress.model import BADGES, Purpose, StatusBits
from certpress.status import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Signed lists by their path below the site, and which of them were signed just now."""

    files: Mapping[str, bytes]
    signed: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register says about certificates, or about badges: bits, and how many lists."""

    bits: StatusBits
    lists: int


NONE = Known(bits=StatusBits(), lists=0)


def path(folder: str, number: int) -> str:
    """Where a list lies below the site; `folder` is a purpose, or `model.BADGES`."""
    return f"status/{folder}/{number}.json"


def due(
    certificates: Known,
    badges: Known,
    published: Mapping[str, bytes],
    base_url: str,
    now: datetime,
) -> tuple[str, ...]:
    """The paths of the lists that have to be signed again."""
    return tuple(
        path(folder, number)
        for folder, number, bits in _lists(certificates, badges)
        if status.is_due(
            published.get(path(folder, number)),
            bits.string(status.purpose(folder), number),
            base_url,
            now,
        )
    )


def _lists(certificates: Known, badges: Known) -> Iterator[tuple[str, int, StatusBits]]:
    """Each list that there is to be: its folder, its number, and the bits of all its kind."""
    for number in range(1, max(certificates.lists, 1) + 1):
        for purpose in Purpose:
            yield purpose, number, certificates.bits
    for number in range(1, badges.lists + 1):
        yield BADGES, number, badges.bits


def sign(
    certificates: Known,
    badges: Known,
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
    whole = {path(folder, n): (folder, n, bits) for folder, n, bits in _lists(certificates, badges)}
    wanted = tuple(whole) if all_lists else due(certificates, badges, published, base_url, now)
    files = {name: published[name] for name in whole if name not in wanted}
    if wanted:
        key, period = signer(), Period(since=now, until=now + life)
        for name in wanted:
            folder, number, bits = whole[name]
            data = bits.string(status.purpose(folder), number)
            unsigned = status.unsigned(base_url, folder, number, data, period)
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
