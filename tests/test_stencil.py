"""Stencils: the same bytes as without them, for every document that is alike, or the long way."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import nacl.signing
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import canonical, certificate, compact, contexts, proof
from certpress.keys import Role
from certpress.model import Person, Purpose
from certpress.stencil import Checker, Rack, Series
from tests import sample, series, world

SIGNER = world.signer(Role.CERTIFICATES)
PUBLIC = bytes(nacl.signing.SigningKey(SIGNER.seed).verify_key)
PACKER = compact.Packer(world.DICTIONARY)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
    max_size=30,
)
KINDS = (series.certificates, series.badges)


def independent(quads: bytes) -> bytes:
    """The canonical form that another implementation makes, of nodes with other names."""
    renamed = b"\n".join(b" ".join(map(other, line.split(b" ", 2))) for line in quads.split(b"\n"))
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(renamed, pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return b"".join(sorted(f"{quad} .\n".encode() for quad in dataset))


def other(term: bytes) -> bytes:
    """A term that begins with a blank node, with another name for it."""
    return b"_:other" + term.removeprefix(b"_:c14n") if term.startswith(b"_:c14n") else term


def documents(everyday: int, campaign: int) -> Iterator[dict[str, Any]]:
    """Certificates and badges, half of each plain and half hostile."""
    count = sample.count(everyday, campaign) // 4
    for kind, hostile in itertools.product(KINDS, (False, True)):
        yield from kind(17024, count, hostile=hostile)


def on_and_off(**options: Any) -> tuple[Series, Series]:
    """The same series with stencils and without."""
    made = {"signer": SIGNER, "created": world.NOW, **options}
    return Series(rack=Rack(), **made), Series(rack=None, **made)


def named(name: str, **changes: Any) -> dict[str, Any]:
    """The certificate of a person of that name."""
    person = Person(id="p", name=name)
    return certificate.unsigned(world.facts(person=person, **changes), world.BODY)


def warm(*like: dict[str, Any]) -> Rack:
    """A rack with a stencil for documents like these."""
    rack = Rack()
    for document in like * 2:
        rack.canonical(document)
    assert rack.counts.stencils == len(like)
    return rack


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_stencils_give_what_the_full_algorithm_gives(kind: series.Kind, hostile: bool) -> None:
    """10,000 documents in all (in the campaign 1,000,000): the bytes of RDFC-1.0 in full."""
    filled, full = Rack(), Rack(most=0)
    for document in kind(17024, sample.count(2_500, 250_000), hostile=hostile):
        mine, theirs = filled.canonical(document), full.canonical(document)
        assert (mine.rdfc, mine.jcs) == (theirs.rdfc, theirs.jcs), document
    assert full.counts.filled == 0
    assert filled.counts.filled > 400
    assert filled.counts.refused == full.counts.refused == full.counts.plain == 0


def test_stencils_give_what_pyld_gives() -> None:
    """A sample of other documents: the bytes are those of `canonical`, in both forms."""
    rack = Rack()
    for document in documents(800, 40_000):
        made = rack.canonical(document)
        assert made.rdfc == canonical.rdfc(document), document
        assert made.jcs == canonical.jcs(document)
    assert rack.counts.filled > 40


def test_stencils_give_what_another_implementation_gives() -> None:
    """A sample of the documents: another implementation of RDFC-1.0 names and orders alike."""
    rack = Rack()
    for document in documents(1_600, 100_000):
        made = rack.canonical(document).rdfc
        assert independent(made) == made, document


@pytest.mark.parametrize("number", range(3))
def test_lists_and_proofs_have_stencils_too(number: int) -> None:
    """Status lists and what proofs say of themselves are filled in alike."""
    listed = json.loads(world.files()[f"{world.BASE}status/refresh/1.json"])
    options = {k: v for k, v in listed["proof"][0].items() if k not in ("proofValue", "id")}
    bare = {name: value for name, value in listed.items() if name != "proof"}
    for document in (bare, {"@context": bare["@context"], **options}):
        rack, member = Rack(), "created" if "created" in document else "validUntil"
        for day in range(3 + number):
            moved = {**document, member: proof.stamp(world.NOW + timedelta(days=day))}
            assert rack.canonical(moved).rdfc == canonical.rdfc(moved)
        assert rack.counts.filled == 1 + number


@given(TEXTS, TEXTS, TEXTS)
def test_any_texts_are_written_alike(name: str, latin: str, conditions: str) -> None:
    """For any texts without control characters, filled in or not, the bytes are the same."""
    person = Person(id="p", name=name, name_latin=latin)
    facts = world.facts(person=person, conditions=conditions)
    document = certificate.unsigned(facts, world.BODY)
    made = RACK.canonical(document)
    assert made.rdfc == canonical.rdfc(document)
    assert made.jcs == canonical.jcs(document)


RACK = Rack()  # kept between the examples, so that they are filled in


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode_is_written_alike(plane: int) -> None:
    """Characters of every plane, assigned or not, stand in the bytes as they are."""
    rack, random = warm(named("Jane Q. Doe")), Random(plane)
    for _ in range(12):
        codes = (plane * 0x10000 + random.randrange(0x10000) for _ in range(8))
        name = "".join(c for c in map(chr, codes) if not canonical.CONTROL.match(c))
        assert rack.canonical(named(name)).rdfc == canonical.rdfc(named(name))
    assert rack.counts.filled == 12


def test_a_series_is_the_same_without_stencils() -> None:
    """Signed documents, files, compact bytes and digests: one flag off, the same bytes."""
    on, off = on_and_off()
    for document in documents(80, 4_000):
        mine, theirs = on.sign(document), off.sign(document)
        assert mine.document == theirs.document == proof.sign_set(document, SIGNER, world.NOW)
        assert mine.json() == theirs.json() == compact.as_json(mine.document)
        assert mine.identity() == theirs.identity() == proof.identity(mine.document)
        code = compact.pack(mine.document, world.DICTIONARY)
        assert mine.code(PACKER) == theirs.code(PACKER) == code


@pytest.mark.parametrize("suite", proof.SUITES)
def test_a_series_has_the_suites_that_it_is_asked_for(suite: str) -> None:
    """A badge is signed with one suite alone: the bytes are those of `proof.add`."""
    on, _ = on_and_off(suites=(suite,))
    for document in series.badges(1, 40):
        signed = on.sign(document)
        one = proof.add(document, SIGNER, suite, world.NOW)
        assert signed.document == {**document, "proof": [one]}
        assert signed.json() == compact.as_json(signed.document)


@pytest.mark.parametrize(
    "code", [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xD800, 0xFFFE, 0xFFFF]
)
def test_control_characters_are_refused_as_without_stencils(code: int) -> None:
    """A text that must not be signed is refused although a stencil is there."""
    on, _ = on_and_off()
    for name in ("Jane", "John", "Joan"):
        on.sign(named(name))
    with pytest.raises(canonical.NotCanonical, match="control character"):
        on.sign(named(f"a{chr(code)}b"))


IDENTIFIERS = (
    "relative", "/path", "#x", "a b:c", "../x", "", "1:x", "@foo", "@id", "_:b0", "urn:uuid: x",
    "urn:uuid:é", "urn:uuid:<x>", 'urn:uuid:"', "urn:uuid:\\", "urn:uuid:a\nb", "urn://x", "URN:x",
    "schema:x", "https:x", "https:///x", "did:web:certs.example.org", "urn:", "urn:a/../b#c#d",
    f"{world.BASE}status/revocation/1.json", f"{world.BASE}schemes/ndt/2017-1/", "urn:uuid:%41",
    "urn:uuid:" + "a" * 3_000,
)  # fmt: skip


@pytest.mark.parametrize("identifier", IDENTIFIERS)
@pytest.mark.parametrize("path", [("id",), ("credentialStatus", 0, "id")])
def test_odd_identifiers_are_signed_or_refused_as_without_stencils(
    path: tuple[Any, ...], identifier: str
) -> None:
    """An identifier outside the checked domain takes the long way, and ends the same."""
    on, off = on_and_off()
    for name in ("Jane", "John", "Joan"):
        on.sign(named(name))
    document = series.changed(named("Jane"), path, identifier)
    assert ended(on, document) == ended(off, document)


VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, 1.0, -0.0, 0.0, 2**53, [], {}, [None], ["x"], {"id": "urn:x"}, "",
    {"@value": "x"}, {"@value": 1}, {"@value": "x", "@language": "en"}, "urn:x", "x", ("x",),
)  # fmt: skip
PATHS = (
    ("id",), ("name",), ("type",), ("@context",), ("issuer",), ("validFrom",), ("evidence",),
    ("credentialSubject", "name"), ("credentialSubject", "type"), ("issuer", "id"),
    ("credentialSubject", "identifier", 0, "hashed"), ("credentialStatus", 1),
    ("credentialSubject", "identifier", 0, "identityHash"), ("unknown",),
    ("credentialSubject", "achievement", "alignment", 0, "targetCode"),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_other_values_are_signed_or_refused_as_without_stencils(value: Any) -> None:
    """A value of another kind, anywhere, gives what it gives without stencils."""
    on, off = on_and_off()
    for name in ("Jane", "John", "Joan"):
        on.sign(named(name))
    for path in PATHS:
        for other in (value, value):  # what was learned from it the first time does no harm
            document = series.changed(named("Jane"), path, other)
            assert ended(on, document) == ended(off, document), path


def ended(made: Series, document: dict[str, Any]) -> Any:
    """The signed document, or what was raised."""
    try:
        return json.dumps(made.sign(document).document)
    except Exception as error:
        return type(error), str(error)


def test_true_is_not_one() -> None:
    """A number that Python takes for a word of JSON is signed as the number that it is."""
    rack = warm(named("Jane"))
    path = ("credentialSubject", "identifier", 0, "hashed")
    for value in (0, False, 0, False, 0):
        document = series.changed(named("Jane"), path, value)
        assert rack.canonical(document).jcs == canonical.jcs(document)
        assert rack.canonical(document).rdfc == canonical.rdfc(document)


def test_members_in_another_order_keep_it() -> None:
    """The file of a certificate has the members in the order in which they were given."""
    on, _ = on_and_off()
    document = named("Jane")
    for other in (document, dict(reversed(document.items()))) * 4:
        signed = on.sign(other)
        assert signed.json() == compact.as_json(signed.document)


def test_nodes_that_look_alike_take_the_long_way() -> None:
    """Equal names in two entries, and equal scope items, are decided by the full algorithm."""
    twice = {"scope": world.ITEMS[:1] * 2}
    rack = warm(named("Jane"))
    before = rack.counts.full
    for name in ("Jane", "John", "Joan"):
        assert rack.canonical(named(name, **twice)).rdfc == canonical.rdfc(named(name, **twice))
    assert rack.counts.full == before + 3
    assert rack.counts.plain == 0


def test_equal_lines_are_one_line() -> None:
    """Two entries with the same identifier are one node: its lines stand there once."""
    document = named("Jane")
    rack, entries = warm(document), document["credentialStatus"]
    document["credentialStatus"] = [entries[0], entries[0], entries[2]]
    made = rack.canonical(document).rdfc
    assert made == canonical.rdfc(document)
    assert len(set(made.splitlines())) == made.count(b"\n")


def test_a_text_that_looks_like_a_marker_is_a_text() -> None:
    """Nobody can put a value into another place by writing what a stencil uses inside."""
    for name in ("stencil.cut.0.", "stencil.cut.1.", "urn:stencil.cut.3.", "stencil.cut."):
        rack = Rack()
        for other in (name, "Jane", name, "Jane", name):
            assert rack.canonical(named(other)).rdfc == canonical.rdfc(named(other))
            assert rack.canonical(named(other)).jcs == canonical.jcs(named(other))


def test_memory_is_bounded() -> None:
    """A rack keeps so many stencils, forgets what was used longest ago, and stays right."""
    rack = Rack(most=8)
    for number in range(60):
        document = {**named("Jane"), "name": f"Scheme {number % 20}"}
        for _ in range(3):
            assert rack.canonical(document).jcs == canonical.jcs(document)
    assert rack.counts.filled == 60
    assert len(rack._kept) <= 8


def test_a_context_that_is_not_bundled_is_refused() -> None:
    """An unknown context is refused as without stencils; one in a document is not filled in."""
    on, _ = on_and_off()
    with pytest.raises(contexts.UnknownContext):
        on.sign({**named("Jane"), "@context": [*contexts.CERTIFICATE, "https://evil.example/"]})
    own = {**named("Jane"), "@context": [*contexts.CERTIFICATE, {"extra": "urn:x:extra"}]}
    signed = on.sign({**own, "extra": "x"})
    assert signed.canonical is None
    assert signed.document == proof.sign_set({**own, "extra": "x"}, SIGNER, world.NOW)


def test_a_document_with_a_proof_is_signed_as_without_stencils() -> None:
    """A proof in the document is signed along, and takes the long way."""
    on, _ = on_and_off(suites=(proof.JCS,))
    first = proof.add(named("Jane"), SIGNER, proof.RDFC, world.NOW)
    document = {**named("Jane"), "proof": [first]}
    assert on.sign(document).document["proof"] == [
        proof.add(document, SIGNER, proof.JCS, world.NOW)
    ]


def check(checker: Checker, document: dict[str, Any]) -> Any:
    """What a checker says of a document, or what it raises."""
    try:
        return checker.check(document, lambda _proof: PUBLIC)
    except Exception as error:
        return type(error)


def test_checks_are_those_of_proof_holds() -> None:
    """Signed documents, and each with one member changed: stencils say what `proof` says."""
    rack = Rack()
    with_stencils, without = Checker(rack), Checker(None)
    made, random = Series(signer=SIGNER, created=world.NOW, rack=rack), Random(1)
    for document in documents(60, 4_000):
        signed = made.sign(document).document
        assert check(with_stencils, signed) == (True, True)
        path = random.choice(list(paths(signed)))
        other = series.changed(signed, path, random.choice(("x", "2026-01-01T00:00:00Z", 1, None)))
        assert check(with_stencils, other) == check(without, other), path


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values in a document."""
    if not isinstance(value, (dict, list)):
        yield path
        return
    for name, member in value.items() if isinstance(value, dict) else enumerate(value):
        yield from paths(member, (*path, name))


def test_a_check_without_a_key_fails() -> None:
    """A proof by a key that is not known, or by another key, does not hold."""
    checker, signed = Checker(Rack()), world.signed()
    stranger = bytes(nacl.signing.SigningKey(b"x" * 32).verify_key)
    for public in (None, stranger, b"short", b""):
        assert ended_check(checker, signed, public) in ((False, False), ValueError)


def ended_check(checker: Checker, signed: dict[str, Any], public: bytes | None) -> Any:
    """What a checker says with that key, or what it raises."""
    try:
        return checker.check(signed, lambda _proof: public)
    except ValueError:
        return ValueError


def test_certificates_of_a_code_are_checked_too() -> None:
    """A certificate out of a QR code has its small proof alone, as an object."""
    signed = world.signed()
    scanned = compact.unpack(world.digits(signed), [world.DICTIONARY])
    assert Checker(Rack()).check(scanned, lambda _proof: PUBLIC) == (True,)
    assert {p["cryptosuite"] for p in signed["proof"]} == set(proof.SUITES)
    assert [str(p) for p in Purpose] == [e["statusPurpose"] for e in scanned["credentialStatus"]]
