"""Lines with cut-out places, put in order once: what can be proved is not sorted again.

Rules:
1. What is known of a line without any value is its text up to the first cut-out place, and what the
   value there is known to begin with. One line stands before another for all values when the known
   parts, after what both have in common, differ, and the first is the smaller.
2. "Before" passes on, so it is enough to prove it between neighbours.
3. Lines for which it cannot be proved stand in a cluster, which is sorted when it is filled.
4. Where no two lines may be equal, a cluster is searched for equal ones; lines in different places
   cannot be equal, as one is proved to stand before the other.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from certpress.stencil.graph import Node, Piece, Slot

_ANY_NODE = b"_:c14n"

Line = tuple[Piece, ...]
Pick = Callable[[Sequence[bytes]], tuple[bytes, ...]]


class Alike(ValueError):
    """Two lines are equal, or two blank nodes alike: the full algorithm has to decide."""


class Case:
    """The place of every piece in the one list, the pool, from which a stencil is filled.

    It holds the values of the slots, the names of the nodes, and then all else: constant texts, and
    room for sorted clusters.
    """

    def __init__(self, slots: int, nodes: int) -> None:
        self.first_node = slots
        self._first_text = slots + nodes
        self.texts: list[bytes] = [b""]
        self._places: dict[bytes, int] = {b"": 0}

    def place(self, piece: Piece) -> int:
        """Where a piece stands."""
        if isinstance(piece, Slot):
            return piece.number
        if isinstance(piece, Node):
            return self.first_node + piece.number
        if piece not in self._places:
            self._places[piece] = len(self.texts)
            self.texts.append(piece)
        return self._first_text + self._places[piece]

    def room(self) -> int:
        """A new place for a cluster."""
        self.texts.append(b"")
        return self._first_text + len(self.texts) - 1

    def picker(self, places: Iterable[int]) -> Pick:
        """What takes the texts at these places out of a pool, in this order."""
        empty = self.place(b"")
        pick: Pick = operator.itemgetter(empty, empty, *places)  # of one place it makes no tuple
        return pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Lines in order, ready to be filled."""

    places: tuple[int, ...]  # of its texts, in a pool
    pick: Pick  # what takes them
    clusters: tuple[Cluster, ...]

    def fill(self, pool: list[bytes]) -> bytes:
        """The lines with what stands in the pool; raises Alike."""
        for cluster in self.clusters:
            cluster.fill(pool)
        return b"".join(self.pick(pool))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Lines that are sorted each time, and the place in the pool where they are put then."""

    place: int
    lines: tuple[Pick, ...]
    distinct: bool  # equal lines are refused

    def fill(self, pool: list[bytes]) -> None:
        """Sort the lines with what stands in the pool; raises Alike."""
        lines = sorted([b"".join(pick(pool)) for pick in self.lines])
        if self.distinct and len(set(lines)) < len(lines):
            raise Alike
        pool[self.place] = b"".join(lines)


def set_up(clusters: Sequence[Sequence[Line]], case: Case, *, distinct: bool) -> Sheet:
    """The sheet of clusters that `arrange` has put in order."""
    places: list[int] = []
    loose: list[Cluster] = []
    for single, group in itertools.groupby(clusters, key=lambda lines: len(lines) == 1):
        if single:
            places += map(case.place, join(itertools.chain(*(lines[0] for lines in group))))
            continue
        for lines in group:
            picks = tuple(case.picker(map(case.place, line)) for line in lines)
            loose.append(Cluster(place=case.room(), lines=picks, distinct=distinct))
            places.append(loose[-1].place)
    return Sheet(places=tuple(places), pick=case.picker(places), clusters=tuple(loose))


def join(pieces: Iterable[Piece]) -> Line:
    """The pieces with constant texts that meet made one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            joined[-1] = last + piece
        elif piece != b"":
            joined.append(piece)
    return tuple(joined)


def arrange(lines: Iterable[Line], known: Mapping[int, bytes]) -> list[list[Line]]:
    """The clusters of lines in their order, most of one line.

    `known` says what the value of a slot begins with, where that is known.
    """
    clusters: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: _key(line, known)):
        new = [line]
        while clusters and not _proved(clusters[-1], new, known):
            new = clusters.pop() + new
        clusters.append(new)
    return clusters


def _proved(these: Sequence[Line], those: Sequence[Line], known: Mapping[int, bytes]) -> bool:
    return all(before(one, other, known) for one in these for other in those)


def before(one: Line, other: Line, known: Mapping[int, bytes]) -> bool:
    """True when one line stands before the other for all values (rule 1)."""
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    mine, theirs = _known(one[common:], known), _known(other[common:], known)
    shorter = min(len(mine), len(theirs))
    return mine[:shorter] < theirs[:shorter]


def _known(line: Line, known: Mapping[int, bytes]) -> bytes:
    text = b""
    for piece in line:
        if isinstance(piece, bytes):
            text += piece
        elif isinstance(piece, Node):
            return text + _ANY_NODE
        else:
            return text + known.get(piece.number, b"")
    return text


def _key(line: Line, known: Mapping[int, bytes]) -> bytes:
    """What puts lines in an order that `before` agrees with wherever it decides."""
    return b"".join(
        piece if isinstance(piece, bytes) else _known((piece,), known) + b"\0%d" % piece.number
        for piece in line
    )
