"""The stencils that were cut, and what each document gets out of them.

Rules:
1. A document's structure is read as JSON-LD once; a stencil is cut when a second document wants it.
2. What no stencil can decide goes to the full algorithm on the quads of the structure
   (`labels`); what no structure covers, to `canonical`. Each case is counted.
3. A structure and a stencil are kept only after they gave what `canonical` gives for the document
   that they were made from.
4. Memory is bounded: the stencil that was used longest ago is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from certpress import canonical
from certpress.errors import CertpressError
from certpress.stencil import cut, graph, labels, outline, slots
from certpress.stencil.cut import Domain, Form, Stencil, Take
from certpress.stencil.graph import Graph, Refused
from certpress.stencil.outline import Leaf, Outlines
from certpress.stencil.sheet import Alike
from certpress.stencil.slots import Outside

_MOST_KINDS = 64  # structures of one outline, which differ in types or in values that are no texts
_MOST_TRIES = 10  # for a structure that is refused each time, and for a stencil


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many documents went which way."""

    filled: int = 0  # through a stencil
    full: int = 0  # through the full algorithm on the quads of a structure
    plain: int = 0  # through `canonical`
    structures: int = 0  # read as JSON-LD
    stencils: int = 0  # cut
    refused: int = 0  # structures and stencils that cannot be


class Canonical(NamedTuple):
    """A document's canonical forms; where they come from a stencil, that and its texts.

    A tuple, for one is made for every document.
    """

    rdfc: bytes  # empty when it was not asked for
    jcs: bytes
    stencil: Stencil | None = None
    texts: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure:
    """All documents with one outline and the same values where nothing is cut out."""

    leaves: tuple[Leaf, ...]  # those that are cut out
    graph: Graph
    domain: Domain
    jcs: Form


@dataclass(slots=True, kw_only=True)
class _Kept:
    """A stencil, or None until a second document wants it, and when it was used last."""

    stencil: Stencil | None = None
    used: int = 0
    tries: int = 0


@dataclass(slots=True, kw_only=True)
class _Kinds:
    """The structures and stencils of one outline."""

    leaves: tuple[Leaf, ...]  # those that are cut out, of the first document
    held: Take  # what has to be the same for one structure
    same: Take  # what has to be the same for one stencil
    structures: dict[tuple[Any, ...], _Structure] = field(default_factory=dict)
    stencils: dict[tuple[Any, ...], _Kept] = field(default_factory=dict)
    tries: int = 0


class Rack:
    """Gives the canonical forms of documents, the quicker the more alike they are."""

    def __init__(self, most: int = 512) -> None:
        """`most` stencils are kept; with 0 every document goes through the full algorithm."""
        self.counts = Counts()
        self._most = most
        self._outlines = Outlines()
        self._kept: list[tuple[_Kinds, tuple[Any, ...]]] = []  # where all stencils are

    def canonical(self, document: Mapping[str, Any], *, rdfc: bool = True) -> Canonical:
        """Both canonical forms, or the JCS form alone; raises what `canonical` raises for them."""
        found = self._outlines.read(document) or self._learn(document)
        made = self._find(document, found[0], found[1], rdfc) if found else None
        if made is not None:
            return made
        self.counts.plain += 1
        quads = canonical.rdfc(document) if rdfc else b""
        return Canonical(rdfc=quads, jcs=canonical.jcs(document))

    def _learn(self, document: Mapping[str, Any]) -> tuple[Any, list[Any]] | None:
        leaves = outline.leaves(document)
        chosen = tuple(
            leaf for leaf in leaves if isinstance(leaf.value, str) and slots.may_vary(leaf.path)
        )
        varying = [leaf for leaf in chosen if leaf.path in slots.VARYING]
        kinds = _Kinds(
            leaves=chosen,
            held=cut.taker([leaf.number for leaf in leaves if leaf not in chosen]),
            same=cut.taker([leaf.number for leaf in leaves if leaf not in varying]),
        )
        return self._outlines.read(document) if self._outlines.keep(document, kinds) else None

    def _find(
        self, document: Mapping[str, Any], kinds: _Kinds, members: list[Any], rdfc: bool
    ) -> Canonical | None:
        same = kinds.same(members)
        try:
            kept = kinds.stencils.get(same)
        except TypeError:  # an object or a list where a text stood
            return None
        if kept is not None and kept.stencil is not None:
            kept.used = self.counts.filled
            made = _fill(kept.stencil, members, rdfc)
            if made is not None:
                self.counts.filled += 1
                return made
        return self._in_full(document, kinds, members, rdfc, kept)

    def _in_full(
        self,
        document: Mapping[str, Any],
        kinds: _Kinds,
        members: list[Any],
        rdfc: bool,
        kept: _Kept | None,
    ) -> Canonical | None:
        """What the full algorithm gives; the stencil is cut meanwhile when it is worth while."""
        held = kinds.held(members)
        key = (*held, *map(type, held))  # True equals 1 in Python, and not in JSON
        structure = kinds.structures.get(key) or self._read(document, kinds, key, members, rdfc)
        made = _full(structure, members, rdfc) if structure else None
        if structure is None or made is None:
            return None
        self.counts.full += 1
        if kept is None:
            self._keep(kinds, kinds.same(members))
        elif kept.stencil is None and rdfc and kept.tries < _MOST_TRIES:
            kept.tries += 1
            kept.stencil = self._cut(structure, document, members, made)
        return made

    def _read(
        self, document: Mapping[str, Any], kinds: _Kinds, key: Any, members: list[Any], rdfc: bool
    ) -> _Structure | None:
        """The structure of a document; None when it cannot be, or not from this document.

        It is read when both forms are asked for, as a document may have only one of them.
        """
        if not rdfc or kinds.tries >= _MOST_TRIES or graph.is_marked(document):
            return None
        expected = canonical.rdfc(document), canonical.jcs(document)  # what is refused ends here
        leaves = tuple(replace(leaf, value=members[leaf.number]) for leaf in kinds.leaves)
        try:
            made = _structure(document, leaves)
            found = _full(made, members, rdfc=True)
        except (Refused, CertpressError):
            found = None
            kinds.tries += 1
        if found is None or (found.rdfc, found.jcs) != expected:
            self.counts.refused += 1
            return None
        if len(kinds.structures) >= _MOST_KINDS:
            kinds.structures.clear()
        kinds.structures[key] = made
        self.counts.structures += 1
        return made

    def _cut(
        self,
        structure: _Structure,
        document: Mapping[str, Any],
        members: list[Any],
        expected: Canonical,
    ) -> Stencil | None:
        """A stencil for documents like this one, if it gives what the full algorithm gave."""
        leaves = tuple(replace(leaf, value=members[leaf.number]) for leaf in structure.leaves)
        if graph.is_marked(document):
            return None
        try:
            made = cut.cut(document, structure.graph, leaves)
        except Refused:
            self.counts.refused += 1
            return None
        found = _fill(made, members, rdfc=True)
        if found is None:
            return None
        if (found.rdfc, found.jcs) != (expected.rdfc, expected.jcs):
            self.counts.refused += 1
            return None
        self.counts.stencils += 1
        return made

    def _keep(self, kinds: _Kinds, same: tuple[Any, ...]) -> None:
        """Expect a second document of this kind; forget what was used longest ago."""
        kinds.stencils[same] = _Kept(used=self.counts.filled)
        self._kept.append((kinds, same))
        if len(self._kept) > self._most:
            self._kept.sort(key=lambda place: place[0].stencils[place[1]].used)
            old = len(self._kept) - self._most // 2
            for kind, key in self._kept[:old]:
                del kind.stencils[key]
            del self._kept[:old]


def _structure(document: Mapping[str, Any], leaves: tuple[Leaf, ...]) -> _Structure:
    read = graph.read(document, leaves)
    return _Structure(
        leaves=leaves,
        graph=read,
        domain=Domain.of([leaf.number for leaf in leaves], read.beginnings),
        jcs=cut.form(canonical.jcs(graph.mark(document, leaves)), len(leaves)),
    )


def _fill(stencil: Stencil, members: Sequence[Any], rdfc: bool) -> Canonical | None:
    """What a stencil gives; None where it cannot decide."""
    if not stencil.agrees(members):
        return None
    try:
        texts = stencil.domain.write(members)
        quads = stencil.fill(texts) if rdfc else b""
    except (Outside, Alike):
        return None
    return Canonical(quads, stencil.jcs.fill(texts), stencil, texts)


def _full(structure: _Structure, members: Sequence[Any], rdfc: bool) -> Canonical | None:
    """What the full algorithm gives on the quads of a structure; None outside its domain."""
    try:
        texts = structure.domain.write(members)
    except Outside:
        return None
    quads = labels.canonical(structure.graph.fill(texts)) if rdfc else b""
    return Canonical(rdfc=quads, jcs=structure.jcs.fill(texts))
