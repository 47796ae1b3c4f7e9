"""RDFC-1.0 in full, on quads whose terms are written already: nodes named, lines in order.

Rules:
1. A blank node that its first-degree hash tells apart is named by it; the others by their paths
   (Hash N-Degree Quads).
2. A graph that would take too long is refused at the same bounds as in `canonical`.
3. Nothing is known here of JSON-LD, of stencils, or of what the terms mean.

Source: https://www.w3.org/TR/rdf-canon/, 4.4 to 4.8; the names are those of the specification.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from certpress.canonical import MOST_ALIKE, MOST_STEPS, NotCanonical

Term = bytes | int  # a term as N-Quads writes it, or the number of a blank node
Quad = tuple[Term, bytes, Term, Term]  # subject, predicate, object, graph (b"": the default one)

_PLACES = ((0, b"s"), (2, b"o"), (3, b"g"))


@dataclass(slots=True)
class _Issuer:
    """Names for blank nodes in the order in which they are asked for."""

    prefix: bytes
    names: dict[int, bytes] = field(default_factory=dict)

    def issue(self, node: int) -> bytes:
        """The node's name, a new one when it has none."""
        if node not in self.names:
            self.names[node] = b"%s%d" % (self.prefix, len(self.names))
        return self.names[node]

    def copy(self) -> _Issuer:
        """An issuer that knows the same names and forgets none of its own."""
        return _Issuer(self.prefix, dict(self.names))


def canonical(quads: Iterable[Quad]) -> bytes:
    """The canonical N-Quads of a set of quads; raises NotCanonical for a poison graph."""
    found = set(quads)
    names = _Labelling(found).label()
    return b"".join(sorted(line(quad, names.__getitem__) for quad in found))


def line(quad: Quad, name: Callable[[int], bytes]) -> bytes:
    """A quad as a line of N-Quads, its blank nodes under the names that `name` gives them."""
    terms = [term if isinstance(term, bytes) else name(term) for term in quad]
    return b"%s %s %s .\n" % (terms[0], terms[1], b" ".join(terms[2:] if terms[3] else terms[2:3]))


class _Labelling:
    """The state of one run of the algorithm."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads: dict[int, list[Quad]] = defaultdict(list)
        for quad in quads:
            for node in {quad[place] for place, _ in _PLACES}:
                if isinstance(node, int):
                    self._quads[node].append(quad)
        self._first = {node: self._hash_first_degree(node) for node in self._quads}
        self._canonical = _Issuer(b"_:c14n")
        self._steps = 0

    def label(self) -> Mapping[int, bytes]:
        """The canonical name of each blank node (4.4.3)."""
        alike: dict[str, list[int]] = defaultdict(list)
        for node, made in self._first.items():
            alike[made].append(node)
        ordered = sorted(alike.items())
        for _, nodes in ordered:
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        for _, nodes in ordered:
            if len(nodes) > 1:
                self._tell_apart(nodes)
        return self._canonical.names

    def _tell_apart(self, nodes: Sequence[int]) -> None:
        paths: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node not in self._canonical.names:
                issuer = _Issuer(b"_:b")
                issuer.issue(node)
                paths.append(self._hash_n_degree(node, issuer))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for node in issuer.names:
                self._canonical.issue(node)

    def _hash_first_degree(self, node: int) -> str:
        """4.6.3: the node is `_:a` in its quads, every other is `_:z`."""
        lines = [
            line(quad, lambda other: b"_:a" if other == node else b"_:z")
            for quad in self._quads[node]
        ]
        return hashlib.sha256(b"".join(sorted(lines))).hexdigest()

    def _hash_related(self, related: int, quad: Quad, issuer: _Issuer, place: bytes) -> str:
        """4.7.3."""
        name = self._canonical.names.get(related) or issuer.names.get(related)
        known = name or self._first[related].encode("ascii")
        predicate = b"" if place == b"g" else quad[1]
        return hashlib.sha256(place + predicate + known).hexdigest()

    def _hash_n_degree(self, node: int, issuer: _Issuer) -> tuple[str, _Issuer]:
        """4.8.3: the hash of all that can be reached from a node, and the names on the way."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise NotCanonical("", "too many blank nodes that look alike")
        data = hashlib.sha256()
        for made, nodes in sorted(self._related(node, issuer).items()):
            if len(nodes) > MOST_ALIKE:
                raise NotCanonical("", "too many blank nodes that look alike")
            path, issuer = self._shortest(nodes, issuer)
            data.update(made.encode("ascii") + path)
        return data.hexdigest(), issuer

    def _related(self, node: int, issuer: _Issuer) -> Mapping[str, list[int]]:
        """The blank nodes beside a node, by their hashes in relation to it."""
        found: dict[str, list[int]] = defaultdict(list)
        for quad in self._quads[node]:
            for place, letter in _PLACES:
                other = quad[place]
                if isinstance(other, int) and other != node:
                    found[self._hash_related(other, quad, issuer, letter)].append(other)
        return found

    def _shortest(self, nodes: Sequence[int], issuer: _Issuer) -> tuple[bytes, _Issuer]:
        """4.8.3, step 5.4: the first of the paths through all orders of nodes that look alike."""
        chosen: tuple[bytes, _Issuer] = b"", issuer
        for order in itertools.permutations(nodes):
            found = self._path(order, issuer.copy(), chosen[0])
            if found is not None and (not chosen[0] or found[0] < chosen[0]):
                chosen = found
        return chosen

    def _path(
        self, order: Sequence[int], issuer: _Issuer, chosen: bytes
    ) -> tuple[bytes, _Issuer] | None:
        """The path of one order of nodes; None as soon as it cannot come before the chosen one."""
        path, unnamed = b"", []
        for node in order:
            if node in self._canonical.names:
                path += self._canonical.names[node]
            else:
                if node not in issuer.names:
                    unnamed.append(node)
                path += issuer.issue(node)
            if _later(path, chosen):
                return None
        for node in unnamed:
            made, found = self._hash_n_degree(node, issuer)
            path += issuer.issue(node) + b"<%s>" % made.encode("ascii")
            issuer = found
            if _later(path, chosen):
                return None
        return path, issuer


def _later(path: bytes, chosen: bytes) -> bool:
    return bool(chosen) and len(path) >= len(chosen) and path > chosen
