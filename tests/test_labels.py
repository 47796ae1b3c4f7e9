"""RDFC-1.0 in full: the W3C's graphs, and graphs of all sorts beside two other implementations."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pyoxigraph
import pytest
from pyld.nquads import parse_nquads, serialize_nquad

from certpress import canonical
from certpress.stencil import labels
from tests import sample
from tests.test_w3c_vectors import CLOSED, RDFC, entries


def quads(dataset: Mapping[str, Any]) -> Iterator[labels.Quad]:
    """A dataset in PyLD's form as quads."""
    nodes: dict[str, int] = {}

    def term(part: Mapping[str, Any]) -> labels.Term:
        if part["type"] == "blank node":
            return nodes.setdefault(part["value"], len(nodes))
        iri = {"type": "IRI", "value": "x"}
        line = serialize_nquad({"subject": iri, "predicate": iri, "object": part})
        return str(line)[len("<x> <x> ") : -len(" .\n")].encode()

    for name, triples in dataset.items():
        kind = "blank node" if name.startswith("_:") else "IRI"
        graph = b"" if name == "@default" else term({"type": kind, "value": name})
        for triple in triples:
            predicate = f"<{triple['predicate']['value']}>".encode()
            yield term(triple["subject"]), predicate, term(triple["object"]), graph


@pytest.mark.skipif(not RDFC.is_dir(), reason="the published vectors are not beside this checkout")
def test_the_graphs_of_the_w3c() -> None:
    """The published graphs have their published canonical forms."""
    for entry in entries():
        if entry["id"] not in CLOSED:
            text = (RDFC / entry["action"]).read_text(encoding="utf-8")
            made = labels.canonical(quads(parse_nquads(text)))
            assert made == (RDFC / entry["result"]).read_bytes(), entry["id"]


def graph(random: Random) -> str:
    """N-Quads of a few blank nodes that point at each other, many of them alike."""
    nodes = [f"_:n{number}" for number in range(random.randrange(1, 7))]
    others = ["<urn:x>", '"x"', '"y"@en', '"1"^^<urn:t>']
    lines = []
    for _ in range(random.randrange(1, 14)):
        subject = random.choice((*nodes, "<urn:s>"))
        value = random.choice(nodes * 2 + others)
        name = random.choice(("", "", "", " <urn:g>", f" {random.choice(nodes)}"))
        lines.append(f"{subject} <urn:{random.choice('pq')}> {value}{name} .\n")
    return "".join(dict.fromkeys(lines))


def test_graphs_of_all_sorts() -> None:
    """Random graphs full of nodes that look alike: two other implementations agree."""
    random = Random(17024)
    for _ in range(sample.count(400, 20_000)):
        text = graph(random)
        made = labels.canonical(quads(parse_nquads(text)))
        assert made == canonical.quads(parse_nquads(text)), text
        dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        assert made == b"".join(sorted(f"{quad} .\n".encode() for quad in dataset)), text


@pytest.mark.parametrize("size", range(3, 12))
def test_cliques_end_as_in_canonical(size: int) -> None:
    """Blank nodes that all point at each other are refused at the same size, and soon."""
    clique = [
        (one, b"<urn:p>", two, b"") for one in range(size) for two in range(size) if one != two
    ]
    begun = time.process_time()
    if size > canonical.MOST_ALIKE:
        with pytest.raises(canonical.NotCanonical, match="look alike"):
            labels.canonical(clique)
    else:
        assert labels.canonical(clique).count(b"\n") == len(clique)
    assert time.process_time() - begun < 0.5
