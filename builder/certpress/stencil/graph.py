"""From a document's members to the quads that they become, read as JSON-LD once for a structure.

Rules:
1. Documents have one structure when they have the same members in the same order, lists of the
   same lengths, and the same values in every member that is not cut out (`slots.may_vary`).
2. The quads are those of the document with a marker in each place that is cut out. A marker has
   to come back whole, as a literal or as an identifier; else the structure is refused.
3. A structure is refused where JSON-LD looks into values or orders them (numbers, JSON literals,
   lists), and where contexts are not bundled ones, named at the top and nowhere else.

Source: https://www.w3.org/TR/json-ld11-api/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certpress import canonical, contexts
from certpress.stencil import labels, outline, slots
from certpress.stencil.outline import Leaf

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LISTS = {f"{_RDF}{name}" for name in ("first", "rest", "nil")}
_LOOKED_INTO = {f"{_XSD}{name}" for name in ("double", "float", "decimal", "integer", "boolean")}
_COMPARED = (str, bool, int, type(None))  # equal values of one of these types are the same in JSON
_MARK = "stencil.cut"
_MARKER = re.compile(rf"{_MARK}\.([0-9]+)\.")


class Refused(ValueError):
    """JSON-LD reads the document in a way that no stencil can follow."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a text that is cut out, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Node:
    """A blank node, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A term with a text cut out of it."""

    before: bytes
    slot: Slot
    after: bytes


Term = bytes | Node | Cut
Quad = tuple[Term, bytes, Term, Term]  # subject, predicate, object, graph (b"": the default one)
Piece = bytes | Slot | Node  # what texts and lines are made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The quads of all documents of one structure."""

    constant: tuple[Quad, ...]
    cut: tuple[Quad, ...]  # those with a text cut out
    whole: tuple[labels.Quad, ...]  # the constant ones, as `labels` takes them
    beginnings: tuple[str, ...]  # of each slot: what an identifier begins with; "": a literal
    size: int  # blank nodes

    def fill(self, texts: Sequence[bytes]) -> list[labels.Quad]:
        """The quads of the document that has these texts, as written by `slots.write`."""
        return [*self.whole, *(_fill(quad, texts) for quad in self.cut)]


def _fill(quad: Quad, texts: Sequence[bytes]) -> labels.Quad:
    subject, predicate, value, graph = quad
    return _term(subject, texts), predicate, _term(value, texts), _term(graph, texts)


def _term(term: Term, texts: Sequence[bytes]) -> labels.Term:
    if isinstance(term, bytes):
        return term
    if isinstance(term, Node):
        return term.number
    return term.before + texts[term.slot.number] + term.after


def read(document: Mapping[str, Any], cut: Sequence[Leaf]) -> Graph:
    """The graph of a document with these of its leaves cut out, all of them texts.

    Raises Refused; canonical.NotCanonical and contexts.UnknownContext where JSON-LD does.
    """
    _check_contexts(document)
    if any(type(leaf.value) not in _COMPARED for leaf in outline.leaves(document)):
        raise Refused("a value that is neither a text, a word nor a whole number")
    reading = _Reading()
    quads = reading.quads(canonical.dataset(mark(document, cut)))
    if reading.seen != set(range(len(cut))):
        raise Refused("a text that JSON-LD leaves out")
    schemes = (slots.scheme(leaf.value) for leaf in cut)
    constant = tuple(q for q in quads if not any(isinstance(term, Cut) for term in q))
    return Graph(
        constant=constant,
        cut=tuple(quad for quad in quads if quad not in constant),
        whole=tuple(_fill(quad, ()) for quad in constant),
        beginnings=tuple(s if n in reading.named else "" for n, s in enumerate(schemes)),
        size=len(reading.nodes),
    )


def _check_contexts(document: Mapping[str, Any]) -> None:
    named = document.get("@context")
    if not isinstance(named, list) or not all(isinstance(address, str) for address in named):
        raise Refused("contexts that are not a list of addresses")
    for address in named:
        contexts.get(address)
    if sum("@context" in leaf.path for leaf in outline.leaves(document)) != len(named):
        raise Refused("a context inside the document")


def mark(document: Mapping[str, Any], cut: Sequence[Leaf]) -> dict[str, Any]:
    """A copy of the document with a marker in the place of each leaf that is cut out.

    The marker keeps the scheme of the text. The document has no such text (`is_marked`).
    """
    texts = {leaf.number: slots.scheme(leaf.value) + marker(slot) for slot, leaf in enumerate(cut)}
    return outline.replace(document, texts)


def is_marked(document: Mapping[str, Any]) -> bool:
    """True when a text of the document looks like a marker."""
    return any(_MARK in str(leaf.value) for leaf in outline.leaves(document))


def marker(slot: int) -> str:
    """The text that stands for a slot."""
    return f"{_MARK}.{slot}."


def split(text: str) -> Iterator[Piece]:
    """A text with markers as pieces; the scheme in front of a marker goes with it."""
    end = 0
    for found in re.finditer(rf"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://)?)?{_MARKER.pattern}", text):
        yield text[end : found.start()].encode("utf-8")
        yield Slot(int(found[1]))
        end = found.end()
    yield text[end:].encode("utf-8")


class _Reading:
    """PyLD's dataset into quads."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.named: set[int] = set()  # slots that hold identifiers
        self.nodes: dict[str, Node] = {}

    def quads(self, dataset: Mapping[str, Any]) -> tuple[Quad, ...]:
        """Each quad once."""
        found: dict[Quad, None] = {}
        for name, triples in dataset.items():
            graph = b"" if name == "@default" else self._resource(name)
            for triple in triples:
                subject, value = (self._term(triple[part]) for part in ("subject", "object"))
                predicate = f"<{triple['predicate']['value']}>".encode()
                found[(subject, predicate, value, graph)] = None
        return tuple(found)

    def _term(self, term: Mapping[str, Any]) -> Term:
        return self._literal(term) if term["type"] == "literal" else self._resource(term["value"])

    def _resource(self, name: str) -> Term:
        if name.startswith("_:"):
            return self.nodes.setdefault(name, Node(len(self.nodes)))
        if name in _LISTS:
            raise Refused("a list that JSON-LD orders")
        number = self._slot(name)
        if number is None:
            return f"<{name}>".encode()
        self.named.add(number)
        return Cut(b"<", Slot(number), b">")

    def _literal(self, term: Mapping[str, Any]) -> Term:
        text, datatype = term["value"], term["datatype"]
        number = self._slot(text)
        end = f'"^^<{datatype}>'.encode()
        if datatype == f"{_XSD}string":
            end = b'"'
        elif datatype == f"{_RDF}langString":
            end = b'"@' + term["language"].encode("ascii")
        if number is None:
            return b'"' + slots.write([text])[0] + end
        if datatype in _LOOKED_INTO:
            raise Refused(f"a text that is a {datatype}")
        return Cut(b'"', Slot(number), end)

    def _slot(self, text: str) -> int | None:
        """The number of the slot whose marker a text is."""
        if _MARK not in text:
            return None
        found = _MARKER.fullmatch(text.removeprefix(slots.scheme(text)))
        if found is None:
            raise Refused("a text that JSON-LD changes")
        self.seen.add(int(found[1]))
        return int(found[1])
