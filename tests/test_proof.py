"""Proofs: made and checked, sets and chains, and every way in which they do not hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from certpress import canonical, certificate, contexts, keys, proof
from certpress.keys import Role
from tests import world

ORDER = 2**252 + 27742317777372353535851937790883648493


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """A document without its proofs."""
    return {name: value for name, value in document.items() if name != "proof"}


def public(role: Role = Role.CERTIFICATES) -> bytes:
    """A key's public half."""
    return keys.unmultikey(world.key(role).public)


@pytest.mark.parametrize("number", [0, 1])
def test_each_proof_of_a_set_stands_for_itself(number: int) -> None:
    """Both proofs of a certificate hold over the document alone."""
    signed = world.signed()
    assert proof.holds(bare(signed), signed["proof"][number], public())


def test_a_set_is_the_same_every_time() -> None:
    """The same document, key and instant give the same bytes: Ed25519 uses no randomness."""
    assert world.signed() == world.signed()
    assert [p["cryptosuite"] for p in world.signed()["proof"]] == list(proof.SUITES)


def test_the_second_proof_of_a_chain_stands_over_the_first() -> None:
    """In a chain the second proof fails when the first is missing or changed."""
    listed = json.loads(world.files()[f"{world.BASE}status/refresh/1.json"])
    first, second = listed["proof"]
    document = bare(listed)
    assert proof.holds({**document, "proof": [first]}, second, public(Role.STATUS))
    assert proof.holds(document, first, public(Role.STATUS))
    assert not proof.holds(document, second, public(Role.STATUS))
    moved = {**first, "created": "2020-01-01T00:00:00Z"}
    assert not proof.holds({**document, "proof": [moved]}, second, public(Role.STATUS))


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("created", "2026-11-19T09:00:01Z"),
        ("verificationMethod", f"{world.DID}#certificates-2"),
        ("proofPurpose", "authentication"),
        ("type", "Ed25519Signature2020"),
        ("cryptosuite", "eddsa-2022"),
        ("domain", "x.example"),
        ("expires", "2030-01-01T00:00:00Z"),
        ("id", "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c11"),
    ],
)
def test_every_member_of_a_proof_is_signed(number: int, member: str, value: str) -> None:
    """A proof with any of its members changed or added does not hold."""
    signed = world.signed()
    changed = {**signed["proof"][number], member: value}
    assert not proof.holds(bare(signed), changed, public())


@pytest.mark.parametrize(
    "context",
    [
        ["https://www.w3.org/ns/credentials/v2", "https://evil.example/"],
        list(contexts.CERTIFICATE[::-1]),
        [*contexts.CERTIFICATE, "https://www.w3.org/ns/credentials/examples/v2"],
        "https://evil.example/",
    ],
)
def test_a_proof_s_context_is_the_document_s(context: Any) -> None:
    """The context of a proof begins the document's, or the proof does not hold."""
    signed = world.signed()
    for one in signed["proof"]:
        assert not proof.holds(bare(signed), {**one, "@context": context}, public())


@pytest.mark.parametrize(
    "value",
    ["z", "", "z1", "z" + "1" * 64, "z" + "2" * 87, "z" + "2" * 88, "zOIl0", "u" + "A" * 86],
)
def test_what_is_no_signature_does_not_hold(value: str) -> None:
    """A signature of another length, or in another alphabet, does not hold and raises nothing."""
    signed = world.signed()
    for one in signed["proof"]:
        assert not proof.holds(bare(signed), {**one, "proofValue": value}, public())


def test_a_signature_has_one_form() -> None:
    """The same signature with the group's order added to its second half is not accepted."""
    signed = world.signed()
    one = signed["proof"][1]
    data = keys.unbase58(one["proofValue"][1:])
    larger = int.from_bytes(data[32:], "little") + ORDER
    forged = data[:32] + larger.to_bytes(32, "little")
    changed = {**one, "proofValue": "z" + keys.base58(forged)}
    assert not proof.holds(bare(signed), changed, public())


def test_leading_ones_do_not_make_another_text_of_a_signature() -> None:
    """A `1` in front of a signature is a zero byte more, which is refused."""
    signed = world.signed()
    one = signed["proof"][1]
    changed = {**one, "proofValue": "z1" + one["proofValue"][1:]}
    assert not proof.holds(bare(signed), changed, public())


@pytest.mark.parametrize("prefix", ["", "u", "m", "Z", "x", " z", "zz"])
def test_a_signature_says_that_it_is_base58(prefix: str) -> None:
    """A signature with another letter in front than base58's is refused, not guessed."""
    signed = world.signed()
    for one in signed["proof"]:
        changed = {**one, "proofValue": prefix + one["proofValue"][1:]}
        assert not proof.holds(bare(signed), changed, public())


def test_another_body_s_key_does_not_hold() -> None:
    """A document signed by somebody else does not hold under the body's key."""
    signed = world.signed(by=world.signer(Role.CERTIFICATES, 1, "stranger"))
    assert not any(proof.holds(bare(signed), one, public()) for one in signed["proof"])


def test_nothing_is_signed_that_would_be_lost() -> None:
    """A document with an undefined term, or a control character, is not signed at all."""
    document = certificate.unsigned(world.facts(), world.BODY)
    for member, value in (("unknown", "x"), ("name", "a\u0007"), ("id", "relative")):
        with pytest.raises(canonical.NotCanonical):
            proof.sign_set({**document, member: value}, world.signer(Role.STATUS), world.NOW)


def test_a_certificate_s_digest_is_the_same_for_both_forms() -> None:
    """Receipts name a certificate by one digest, whichever of its proofs came along."""
    signed = world.signed()
    assert proof.identity(signed) == proof.identity({**signed, "proof": signed["proof"][1]})
    assert proof.identity(signed) != proof.identity({**signed, "name": "Another"})


def test_instants_of_proofs_are_in_utc() -> None:
    """A proof says when it was made in UTC, to the second."""
    assert proof.stamp(world.NOW.replace(microsecond=999_999)) == "2026-11-20T09:00:00Z"
