"""Python and the browser, side by side, on what vectors do not show: the same verdict, each time.

These mutants are signed by the body's own keys after they were changed, so that they come as far as
a mistake of the body would come.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

from nacl.bindings import crypto_core_ed25519_add

from certpress import certificate, keys, proof
from certpress.errors import CertpressError
from certpress.keys import Role, Signer
from certpress.model import BADGES, Bits, Person, Purpose
from tests import sample, world
from tests.test_keys import SMALL_ORDER
from tests.test_proof import ORDER
from tests.test_vectors import in_python, in_typescript
from tests.vectors.make import content

HARD = (
    "李建国", "محمد بن عبد الرحمن", "Işıl İnan", "Zoe\u0308", "O'Brien \"Q\"", "back\\slash",
    "\u202eevil\u202c", "a\u200db", "😀 Ω", "\ue000", "<b>x</b>", "_:b0", "\u2028\u2029", "\ufeffx",
    "é" * 500, " a ", "\\u0041", "%00", "a\U000e0041b", "𝒳", "\u00a0",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "", "x", "\u00a0", "a\u0085b", "\ufffd", "\ufdd0", "0", "00", "-0", "131071", "131072",
    "2026-02-29T00:00:00Z", "2028-02-29T23:59:59-14:00", "2026-01-15T00:00:00+05:45",
    "1000-01-01T00:00:00Z",
    "https://a.b/", "https://a.b/%41", "https://a.b//", "did:web:a.b", world.DID, None, True, False,
    0, 7, 999_999_999, [], {}, [[]], ["x"], {"@value": "x"}, {"@id": "urn:x:y"},
    f"{world.BASE}status/revocation/1.json", f"{world.BASE}status/refresh/999999.json",
)  # fmt: skip


def vector(evidence: str, **documents: bytes) -> dict[str, Any]:
    """A vector in the form that both verifiers read; `documents` by purpose or name."""
    named = {"editions": world.EDITIONS, "controller": world.CONTROLLER}
    named |= {str(p): f"{world.BASE}status/{p}/1.json" for p in (*Purpose, BADGES)}
    published = {**world.files(), **{named[name]: data for name, data in documents.items()}}
    return {
        "evidence": evidence,
        "site": {
            "base": world.BASE,
            "did": world.DID,
            "dictionaries": list(world.SITE.dictionaries),
        },
        "documents": {address: content(data) for address, data in published.items()},
        "now": proof.stamp(world.NOW),
        "memory": {},
    }


def agree(vectors: list[dict[str, Any]]) -> list[str]:
    """The outcomes of vectors, after both verifiers were found to agree on every one."""
    outcomes = []
    for one, theirs in zip(vectors, in_typescript(vectors), strict=True):
        ours = in_python(one)
        as_of = proof.stamp(ours.status_as_of) if ours.status_as_of else None
        mine = (
            ours.outcome,
            list(world.codes(ours)),
            ours.newer_exists,
            ours.issuer or None,
            as_of,
        )
        names = ("outcome", "codes", "newer_exists", "issuer", "status_as_of")
        assert mine == tuple(theirs[name] for name in names), one["evidence"]
        assert (theirs["certificate"] is None) == (ours.certificate is None)
        if ours.certificate is not None:
            assert theirs["certificate"]["name"] == ours.certificate.name
            assert theirs["certificate"]["conditions"] == ours.certificate.conditions
        outcomes.append(str(ours.outcome))
    return outcomes


def mutated(document: Any, generator: random.Random) -> Any:
    """A copy with one member set, removed, or added."""
    copy = json.loads(json.dumps(document))
    owner = generator.choice([place for place in objects(copy) if place])
    member = generator.choice(list(owner) if isinstance(owner, dict) else range(len(owner)))
    how = generator.choice(("set", "set", "set", "remove", "add"))
    if how == "remove":
        del owner[member]
    elif how == "add" and isinstance(owner, dict):
        owner[generator.choice(("x", "narrative", "description", "id", "image"))] = "https://a.b/"
    else:
        owner[member] = generator.choice(VALUES)
    return copy


def objects(value: Any) -> list[Any]:
    """Every object and list in a document."""
    if not isinstance(value, (dict, list)):
        return []
    members = value.values() if isinstance(value, dict) else value
    return [value, *(place for member in members for place in objects(member))]


def signed(document: Mapping[str, Any], signer: Signer, suite: str) -> dict[str, Any]:
    """A document with a proof of ours; where it has no canonical form, with no signature."""
    options = {
        "type": "DataIntegrityProof", "cryptosuite": suite, "created": proof.stamp(world.NOW),
        "verificationMethod": signer.method, "proofPurpose": "assertionMethod",
    }  # fmt: skip
    try:
        value = signer.sign(proof.digest(document, options))
    except (CertpressError, KeyError, ValueError):
        value = bytes(64)
    return {**document, "proof": {**options, "proofValue": "z" + keys.base58(value)}}


def test_the_rdfc_proof_of_any_name_holds_in_both() -> None:
    """Whatever the name, a certificate with the RDFC proof alone is valid in both."""
    vectors = []
    for name in HARD:
        made = world.signed(world.facts(person=Person(id="p", name=name), conditions=name * 2))
        vectors.append(vector(json.dumps({**made, "proof": made["proof"][:1]})))
        vectors.append(vector(world.digits(made)))
    assert set(agree(vectors)) == {"valid"}


def test_signed_mutants_of_certificates_get_one_verdict() -> None:
    """Certificates that the body signed with something odd in them get the same verdict in both."""
    generator, vectors = random.Random(17024), []
    good = certificate.unsigned(world.facts(), world.BODY)
    for number in range(sample.count(160, 10_000)):
        made = mutated(good, generator)
        suite = proof.SUITES[number % 2]
        vectors.append(vector(json.dumps(signed(made, world.signer(Role.CERTIFICATES), suite))))
    outcomes = agree(vectors)
    assert {"valid", "not_genuine", "not_checked"} <= set(outcomes)


def test_signed_mutants_of_badges_get_one_verdict() -> None:
    """Badges that the body signed with something odd in them get the same verdict in both."""
    generator, vectors = random.Random(30), []
    listed = world.status_list(BADGES, {world.BADGE_PLACE: Bits()})
    for _ in range(sample.count(80, 5_000)):
        made = signed(
            mutated(world.unsigned_badge(), generator), world.signer(Role.CERTIFICATES), proof.RDFC
        )
        whole = json.dumps({**made, "proof": [made["proof"]]})
        vectors.append(vector(whole, badges=listed))
    assert {"valid", "not_genuine"} <= set(agree(vectors))


def test_signed_mutants_of_lists_get_one_verdict() -> None:
    """Lists that the body signed with something odd in them get the same verdict in both."""
    generator, vectors = random.Random(9712), []
    evidence = world.digits(world.signed())
    listed = json.loads(world.files()[f"{world.BASE}status/suspension/1.json"])
    bare = {name: value for name, value in listed.items() if name != "proof"}
    for _ in range(sample.count(100, 5_000)):
        made = mutated(bare, generator)
        first = listed["proof"][0]
        second = signed({**made, "proof": [first]}, world.signer(Role.STATUS), proof.JCS)["proof"]
        whole = {**made, "proof": [first, {**second, "previousProof": first["id"]}]}
        vectors.append(vector(evidence, suspension=json.dumps(whole).encode()))
    assert "not_checked" in agree(vectors)


def test_odd_controller_documents_and_editions_get_one_verdict() -> None:
    """Keys and editions files with something odd in them get the same verdict in both."""
    generator, vectors = random.Random(9001), []
    evidence = world.digits(world.signed())
    for _ in range(sample.count(40, 3_000)):
        for name, address in (("controller", world.CONTROLLER), ("editions", world.EDITIONS)):
            made = mutated(json.loads(world.files()[address]), generator)
            vectors.append(vector(evidence, **{name: json.dumps(made).encode()}))
    assert {"valid", "not_checked"} <= set(agree(vectors))


def odd_signatures(good: bytes) -> list[bytes]:
    """Signatures that some libraries accept and others do not, made from a good one."""
    point, scalar = good[:32], int.from_bytes(good[32:], "little")
    shifted = [crypto_core_ed25519_add(point, bytes.fromhex(low)) for low in SMALL_ORDER[1:10]]
    points = [*shifted, *(bytes.fromhex(low) for low in SMALL_ORDER), bytes(32)]
    larger = [scalar + ORDER * times for times in (1, 2, 7)]
    scalars = [number.to_bytes(32, "little") for number in (0, 1, ORDER, ORDER - scalar, *larger)]
    topped = [good[:63] + bytes([good[63] | bit]) for bit in (0x20, 0x40, 0x80)]
    signed = [good[:31] + bytes([good[31] ^ 0x80]) + good[32:]]
    odd = [each + good[32:] for each in points] + [point + each for each in scalars]
    return [each for each in (*odd, *topped, *signed) if each != good]


def test_odd_signatures_are_refused_by_both() -> None:
    """Points of small or mixed order and scalars that are too large are accepted by neither."""
    made = world.signed()
    good = keys.unbase58(made["proof"][1]["proofValue"][1:])
    vectors = []
    for odd in odd_signatures(good):
        one = {**made["proof"][1], "proofValue": "z" + keys.base58(odd)}
        vectors.append(vector(json.dumps({**made, "proof": one})))
    assert len(vectors) > 30
    assert set(agree(vectors)) == {"not_genuine"}


def test_odd_texts_of_json_get_one_verdict() -> None:
    """Texts of JSON with characters dropped, doubled and exchanged get the same verdict in both."""
    generator, vectors = random.Random(8259), []
    good = json.dumps(world.signed(), ensure_ascii=False)
    odd = "{}[]:,\"\\/ \t\r\n0123456789-+.eEu\ufeff\u0000\u2028\u00a0truefalsnxX'\ud800"
    for _ in range(sample.count(150, 10_000)):
        at = generator.randrange(len(good))
        cut = generator.choice((0, 0, 1, 1, 2))
        text = (
            good[:at]
            + generator.choice((*odd, "", "\\u0000", "\\ud83d", "/**/"))
            + good[at + cut :]
        )
        vectors.append(vector(text) if "\ud800" not in text else vector(""))
    assert "not_genuine" in agree(vectors)
