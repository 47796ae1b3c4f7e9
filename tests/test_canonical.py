"""Canonical forms: equal to those of independent implementations, or refused."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import canonical, certificate, proof
from certpress.model import Person
from tests import sample, world

NAMES = (
    "Jane Q. Doe", "李建国", "محمد بن عبد الرحمن", "Işıl İnan", "Nguyễn Thị Ánh", "Zoe\u0308",
    "Zoë", "O'Brien", 'Ann "Annie" B', "back\\slash", "tab\there", "line\nbreak", "return\r",
    "\u202eevil", "a\u200db", "😀 Ω", "\ue000 private", "<b>bold</b>", "_:b0", "@en", "^^<x>",
    "\u0085", "\u2028\u2029", "\ufeffmark", "é" * 500, " leading", "trailing ", "%41", "\\u0041",
)  # fmt: skip


def document(name: str, **changes: Any) -> dict[str, Any]:
    """An unsigned certificate of a person of that name."""
    person = Person(id="p", name=name, name_latin=f"{name} latin")
    return certificate.unsigned(world.facts(person=person, **changes), world.BODY)


def independent(quads: bytes) -> bytes:
    """The canonical N-Quads that another implementation of RDFC-1.0 makes of N-Quads."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(quads, pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (f"{quad} .\n".encode() for quad in dataset)
    return b"".join(sorted(lines))


def relabelled(quads: bytes) -> bytes:
    """The same graph with other names for its blank nodes."""
    return quads.replace(b"_:c14n", b"_:other")


@pytest.mark.parametrize("name", NAMES)
def test_rdfc_is_what_another_implementation_makes(name: str) -> None:
    """For names that are hard to write, the canonical form is that of another implementation."""
    made = canonical.rdfc(document(name))
    assert independent(relabelled(made)) == made


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=40,
    )
)
def test_rdfc_agrees_on_any_name(name: str) -> None:
    """For any name without control characters, both implementations agree."""
    made = canonical.rdfc(document(name))
    assert independent(relabelled(made)) == made


def test_items_that_look_alike_are_labelled_alike() -> None:
    """Scope items that differ in nothing, twice the same name: both implementations agree."""
    item = world.ITEMS[0]
    for count in (2, 3, 5):
        made = canonical.rdfc(document("Same", scope=(item,) * count))
        assert independent(relabelled(made)) == made


def test_proof_options_and_lists_agree_too() -> None:
    """What is signed beside certificates has the form of another implementation as well."""
    listed = json.loads(world.files()[f"{world.BASE}status/refresh/1.json"])
    options = {"@context": listed["@context"], **listed["proof"][0]}
    bare = {name: value for name, value in listed.items() if name != "proof"}
    for value in (bare, {k: v for k, v in options.items() if k != "proofValue"}):
        made = canonical.rdfc(value)
        assert independent(relabelled(made)) == made


@pytest.mark.parametrize(
    "code", [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xD800, 0xFFFE, 0xFFFF]
)
def test_control_characters_are_refused_in_every_text(code: int) -> None:
    """A control character in any text of a certificate is refused before anything is signed."""
    for place in ("name", "id"):
        with pytest.raises(canonical.NotCanonical, match="control character"):
            canonical.rdfc({**document("x"), place: f"urn:x:{chr(code)}"})
    with pytest.raises(canonical.NotCanonical, match="control character"):
        canonical.rdfc(document(f"a{chr(code)}b"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("unknown",), "x"),
        (("issuer", "unknown"), {"a": "b"}),
        (("credentialSubject", "achievement", "extra"), ["x"]),
        (("credentialSubject", "achievement", "alignment"), [{"type": "Alignment", "odd": 1}]),
        (("credentialStatus",), [{"type": "BitstringStatusListEntry", "odd": 1}]),
        (("evidence",), [{"type": ["Evidence"], "odd": "x"}]),
    ],
)
def test_a_term_that_no_context_defines_is_refused(path: tuple[str, ...], value: Any) -> None:
    """JSON-LD drops what no context defines; here nothing is dropped unseen, at any depth."""
    changed = document("x")
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(canonical.NotCanonical):
        canonical.rdfc(changed)


@pytest.mark.parametrize(
    "identifier", ["relative", "/path", "#x", "a b:c", "../x", "", "1:x", "@foo", "@id", "?x"]
)
def test_relative_identifiers_are_refused(identifier: str) -> None:
    """An identifier that is not absolute would be dropped, so it is refused."""
    with pytest.raises(canonical.NotCanonical):
        canonical.rdfc({**document("x"), "id": identifier})
    with pytest.raises(canonical.NotCanonical):
        canonical.rdfc({**document("x"), "type": ["VerifiableCredential", identifier]})


@pytest.mark.parametrize("size", [*range(3, 11)])
def test_cliques_end_within_half_a_second(size: int) -> None:
    """Blank nodes that all point at each other are labelled or refused, in bounded time."""
    nodes = [{"value": f"_:n{n}", "type": "blank node"} for n in range(size)]
    predicate = {"value": "urn:x:p", "type": "IRI"}
    triples = [
        {"subject": one, "predicate": predicate, "object": other}
        for one in nodes
        for other in nodes
        if one is not other
    ]
    begun = time.process_time()
    if size > 5:
        with pytest.raises(canonical.NotCanonical, match="look alike"):
            canonical.quads({"@default": triples})
    else:
        assert canonical.quads({"@default": triples}).count(b"\n") == len(triples)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "value", [None, 1, {"@value": {}}, {"@id": None}, {"@list": [[]]}, {"@id": {}}]
)
@pytest.mark.parametrize(
    "member", ["id", "type", "issuer", "@graph", "@included", "credentialStatus"]
)
def test_odd_documents_are_refused_or_written(member: str, value: Any) -> None:
    """Whatever a document holds, it has a canonical form or is refused in our own words."""
    with contextlib.suppress(canonical.NotCanonical):
        assert canonical.rdfc({**document("x"), member: value})


def test_a_document_without_end_is_refused() -> None:
    """A document nested beyond all bounds is refused, not a crash."""
    deep: Any = "x"
    for _ in range(5_000):
        deep = {"issuer": deep}
    with pytest.raises(canonical.NotCanonical):
        canonical.rdfc({**document("x"), "issuer": deep})


def test_jcs_sorts_by_utf_16_units() -> None:
    """Members are sorted by UTF-16 code units, which differs from code points beyond U+FFFF."""
    assert canonical.jcs({"\ufb33": 1, "😀": 2, "b": 3}) == '{"b":3,"😀":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize("value", ["\ud800", float("nan"), float("inf"), {1: 2}, {"a": object()}])
def test_jcs_refuses_what_is_no_json(value: Any) -> None:
    """A value without a form in JSON has no canonical form."""
    with pytest.raises(canonical.NotCanonical):
        canonical.jcs(value)


def test_rdfc_signatures_see_every_member() -> None:
    """Changing any text of a certificate changes what is signed."""
    original = world.signed()
    bare = {name: value for name, value in original.items() if name != "proof"}
    options = {k: v for k, v in original["proof"][0].items() if k != "proofValue"}
    before, seen = proof.digest(bare, options), 0
    for path in sample.of(list(texts(bare)), 12):
        changed = json.loads(json.dumps(bare))
        place = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] += "x"
        try:
            assert proof.digest(changed, options) != before, path
        except (canonical.NotCanonical, ValueError):
            continue
        finally:
            seen += 1
    assert seen >= 12


def texts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all texts in a document but its contexts."""
    if isinstance(value, str):
        return [path]
    if not isinstance(value, (dict, list)):
        return []
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        p for name, member in members if name != "@context" for p in texts(member, (*path, name))
    ]
