"""What an audit is given beside certificates, and what it has found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from certpress import status
from certpress.keys import Entropy
from certpress.model import Issued
from certpress.register import Placed
from certpress.report import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How many of how many certificates are verified in full, drawn at random."""

    full: int
    of: int
    entropy: Entropy

    def takes(self) -> bool:
        """True for the share of calls that is to be verified in full."""
        drawn = int.from_bytes(self.entropy(4), "big")
        return drawn * self.of < self.full << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A certificate that is not what it should be: its number, its identifier, the codes why."""

    number: str
    id: str
    codes: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What an audit has found so far."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    full: int = 0  # verified by the full algorithm
    erased: int = 0  # with their person's data: nothing is left to check

    def add(self, other: Tally) -> None:
        """Count what another part of the same audit found."""
        for outcome, count in other.counts.items():
            self.counts[outcome] = self.counts.get(outcome, 0) + count
        self.faults += other.faults
        self.full += other.full
        self.erased += other.erased

    @property
    def checked(self) -> int:
        """Certificates that were looked at."""
        return sum(self.counts.values()) + self.erased


class Places:
    """The places that were seen, to find one that is used twice."""

    def __init__(self) -> None:
        self._taken: dict[int, bytearray] = {}

    def add(self, issued: Issued | Placed) -> Iterator[Fault]:
        """A fault when another certificate was seen at this place."""
        place = issued.position
        taken = self._taken.setdefault(place.list, bytearray(status.ENTRIES))
        if taken[place.index]:
            yield Fault(number=issued.number, id=issued.id, codes=("audit.place_used_twice",))
        taken[place.index] = 1
