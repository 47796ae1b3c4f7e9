"""A stencil: the canonical N-Quads and the JSON of documents that differ in a few texts alone.

Rules:
1. A blank node whose quads hold no cut-out text has a constant first-degree hash; the others are
   hashed for each document.
2. When all hashes differ, RDFC-1.0 names the blank nodes in the order of the hashes and looks no
   further (4.4.3, step 5). When two are equal, the document is not for a stencil.
3. Lines begin with their subject: all with an identifier (`<`) stand before all with a blank
   node (`_`), and lines of one blank node stand together, in the order of the names as texts.
4. A stencil with two constant hashes that are equal could never be filled: it is refused.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from certpress import canonical
from certpress.stencil import graph, sheet, slots
from certpress.stencil.graph import Cut, Graph, Node, Piece, Quad, Refused, Slot, Term
from certpress.stencil.outline import Leaf, leaves
from certpress.stencil.sheet import Alike, Case, Cluster, Line, Sheet

NAMES = tuple(b"_:c14n%d" % number for number in range(200))
_END = b" .\n"
_MOST_ORDERS = 256  # of the blank nodes of one stencil

Texts = Sequence[bytes]
Take = Callable[[Sequence[Any]], tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Which texts are cut out of a document, and what they may be."""

    texts: Take  # of a document's members
    named: Take  # of these texts: those that are identifiers
    pattern: re.Pattern[str]  # of the identifiers, one in a line

    @staticmethod
    def of(numbers: Sequence[int], beginnings: Sequence[str]) -> Domain:
        """The members of these numbers; a text that is an identifier has a beginning."""
        named = [place for place, beginning in enumerate(beginnings) if beginning]
        pattern = slots.identifiers([beginnings[place] for place in named])
        return Domain(texts=taker(numbers), named=taker(named), pattern=pattern)

    def write(self, members: Sequence[Any]) -> list[bytes]:
        """A document's texts as they are filled in; raises slots.Outside when one may not be."""
        texts = self.texts(members)
        try:
            if not self.pattern.fullmatch("\n".join(self.named(texts))):
                raise slots.Outside("an identifier of another form")
            return slots.write(texts)
        except TypeError as cause:
            raise slots.Outside("no text") from cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank node: its hash, or the lines that are hashed; and the lines that begin with it."""

    hash: bytes
    hashed: Sheet | None
    lines: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A JSON text with cut-out places."""

    pick: sheet.Pick
    texts: tuple[bytes, ...]

    def fill(self, texts: Texts) -> bytes:
        """The text with these values."""
        return b"".join(self.pick((*texts, *self.texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stencil:
    """What all documents have in common that differ in the varying texts alone."""

    document: Mapping[str, Any]  # with a marker in each place that is cut out
    domain: Domain
    types: tuple[tuple[int, type], ...]  # of the members that are no texts
    jcs: Form
    head: Sheet  # the lines that begin with an identifier
    blanks: tuple[Blank, ...]
    texts: tuple[bytes, ...]  # the constant part of the pool
    count: int  # slots
    clusters: tuple[Cluster, ...]  # of all sheets but the hashed ones
    forms: dict[tuple[str, ...], Form] = field(default_factory=dict)  # as they are asked for
    orders: dict[tuple[int, ...], sheet.Pick] = field(default_factory=dict)  # of blank nodes

    def form(self, name: tuple[str, ...], make: Callable[[Stencil, Sequence[str]], Form]) -> Form:
        """A form of that name and these suites (`series`); made when it is first asked for."""
        found = self.forms.get(name)
        if found is None:
            found = self.forms[name] = make(self, name[1:])
        return found

    def agrees(self, members: Sequence[Any]) -> bool:
        """False when a value that is no text is of another type: in Python True equals 1."""
        for number, kind in self.types:  # noqa: SIM110  # half the time of all()
            if type(members[number]) is not kind:
                return False
        return True

    def fill(self, texts: list[bytes]) -> bytes:
        """The canonical N-Quads; raises Alike for what only the full algorithm decides."""
        blanks = self.blanks
        pool = [*texts, *NAMES[: len(blanks)], *self.texts]
        hashes = [
            sha256(one.hashed.fill(pool)).digest() if one.hashed else one.hash for one in blanks
        ]
        if len(set(hashes)) < len(hashes):
            raise Alike
        order = tuple(sorted(range(len(hashes)), key=hashes.__getitem__))
        for name, number in zip(NAMES, order, strict=False):
            pool[self.count + number] = name
        for cluster in self.clusters:
            cluster.fill(pool)
        pick = self.orders.get(order) or self._order(order)
        return b"".join(pick(pool))

    def _order(self, order: tuple[int, ...]) -> sheet.Pick:
        """What takes the texts of all lines out of a pool, the blank nodes named in this order."""
        if len(self.orders) >= _MOST_ORDERS:
            self.orders.clear()
        named = sorted(zip(NAMES, order, strict=False))  # as texts: _:c14n10 before _:c14n2
        lines = (self.blanks[number].lines.places for _, number in named)
        empty = self.count + len(self.blanks)  # the first of the constant texts
        places = (empty, *itertools.chain(self.head.places, *lines))
        pick: sheet.Pick = operator.itemgetter(empty, *places)
        self.orders[order] = pick
        return pick


def _hash(data: bytes) -> bytes:
    return sha256(data).digest()


def cut(document: Mapping[str, Any], read: Graph, chosen: Sequence[Leaf]) -> Stencil:
    """The stencil of a document; `chosen` are those of `read`'s slots, and those in VARYING vary.

    Raises Refused when no document could be filled in.
    """
    varying = [number for number, leaf in enumerate(chosen) if leaf.path in slots.VARYING]
    known = {
        new: slots.directory(chosen[old].value).encode("ascii") if read.beginnings[old] else b""
        for new, old in enumerate(varying)
    }
    quads = _fix(read, [leaf.value for leaf in chosen], varying)
    case = Case(len(varying), read.size)
    blanks = tuple(_blank(Node(number), quads, known, case) for number in range(read.size))
    constant = [one.hash for one in blanks if one.hashed is None]
    if len(set(constant)) < len(constant) or len(blanks) > len(NAMES):
        raise Refused("blank nodes that look alike in every document")
    marked = graph.mark(document, [chosen[number] for number in varying])
    numbers = [chosen[number].number for number in varying]
    head = _lines(quads, None, known, case)
    return Stencil(
        document=marked,
        domain=Domain.of(numbers, [text.decode("ascii") for text in known.values()]),
        types=tuple(
            (leaf.number, type(leaf.value))
            for leaf in leaves(document)
            if not isinstance(leaf.value, str)
        ),
        jcs=form(canonical.jcs(marked), len(varying)),
        head=head,
        blanks=blanks,
        texts=tuple(case.texts),
        count=len(varying),
        clusters=(*head.clusters, *(found for one in blanks for found in one.lines.clusters)),
    )


def taker(numbers: Sequence[int]) -> Take:
    """What takes the members of these numbers, in this order."""
    if len(numbers) > 1:
        return operator.itemgetter(*numbers)
    return lambda members: tuple(members[number] for number in numbers)


def form(text: bytes, count: int) -> Form:
    """The form of a JSON text (UTF-8) that has the markers of `count` slots in it."""
    case = Case(count, 0)
    places = [case.place(piece) for piece in graph.split(text.decode("utf-8"))]
    return Form(pick=case.picker(places), texts=tuple(case.texts))


def _fix(read: Graph, values: Sequence[str], varying: Sequence[int]) -> list[Quad]:
    """The quads with the values of all slots but the varying ones, which are numbered anew."""
    written = slots.write(values)
    numbers = {Slot(old): Slot(new) for new, old in enumerate(varying)}

    def fix(term: Term) -> Term:
        if not isinstance(term, Cut):
            return term
        if term.slot in numbers:
            return Cut(term.before, numbers[term.slot], term.after)
        return term.before + written[term.slot.number] + term.after

    quads = ((fix(s), p, fix(o), fix(g)) for s, p, o, g in (*read.constant, *read.cut))
    return list(dict.fromkeys(quads))


def _blank(node: Node, quads: Iterable[Quad], known: Mapping[int, bytes], case: Case) -> Blank:
    lines = [_renamed(quad, node) for quad in quads if node in quad]
    hashed = sheet.set_up(sheet.arrange(lines, known), case, distinct=False)
    pieces = [piece for line in lines for piece in line]
    constant = [piece for piece in pieces if isinstance(piece, bytes)]  # a line is one of them
    varies = len(constant) < len(pieces)
    return Blank(
        hash=b"" if varies else _hash(b"".join(sorted(constant))),
        hashed=hashed if varies else None,
        lines=_lines(quads, node, known, case),
    )


def _renamed(quad: Quad, node: Node) -> Line:
    """A quad's line as the first-degree hash of a node has it (RDFC-1.0, 4.6.3)."""
    return sheet.join([_rename(piece, node) for piece in _line(quad)])


def _rename(piece: Piece, node: Node) -> Piece:
    if isinstance(piece, Node):
        return b"_:a" if piece == node else b"_:z"
    return piece


def _lines(
    quads: Iterable[Quad], node: Node | None, known: Mapping[int, bytes], case: Case
) -> Sheet:
    """The lines that begin with a blank node; None: with an identifier."""
    lines = [
        _line(quad)
        for quad in quads
        if quad[0] == node or (node is None and not isinstance(quad[0], Node))
    ]
    return sheet.set_up(sheet.arrange(lines, known), case, distinct=True)


def _line(quad: Quad) -> Line:
    """A quad's line, as N-Quads writes it."""
    subject, predicate, value, graph = quad
    parts = [*_pieces(subject), b" ", predicate, b" ", *_pieces(value)]
    return sheet.join([*parts, *([b" ", *_pieces(graph)] if graph else []), _END])


def _pieces(term: Term) -> tuple[Piece, ...]:
    return (term.before, term.slot, term.after) if isinstance(term, Cut) else (term,)
