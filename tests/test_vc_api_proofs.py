"""Proofs, sets and chains of them, and presentations, as the door checks them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from certpress import keys, proof
from tests.vcdm import resources
from tests.vcdm.caller import ABSENT, PLAIN, SIGNER, open_door, present, proved, refused, verify

V2 = resources.CREDENTIALS_V2
HELD: dict[str, Any] = {"@context": [V2], "type": ["VerifiablePresentation"]}
SESSION = {"domain": "checker.example", "challenge": "u1234"}
BOTH = pytest.mark.parametrize("suite", proof.SUITES)


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """The http origin of an open door."""
    with open_door() as origins:
        yield origins[0]


OPTIONS: list[tuple[str, dict[str, Any]]] = [
    ("proof.type", {"type": ABSENT}),
    ("proof.type", {"type": "UnknownProofType"}),
    ("proof.cryptosuite", {"cryptosuite": ABSENT}),
    ("proof.cryptosuite", {"cryptosuite": "unknown-2017"}),
    ("proof.cryptosuite", {"cryptosuite": [proof.JCS]}),
    ("proof.proofPurpose", {"proofPurpose": ABSENT}),
    ("proof.proofPurpose", {"proofPurpose": "authentication"}),
    ("proof.verificationMethod", {"verificationMethod": ABSENT}),
    ("proof.verificationMethod", {"verificationMethod": "did:key:nobody"}),
    ("proof.verificationMethod", {"verificationMethod": SIGNER.method.split("#")[0]}),
    ("proof.verificationMethod", {"verificationMethod": "https://example.org/#key"}),
    ("proof.created", {"created": "yesterday"}),
    ("proof.created", {"created": "2026-02-01T00:00:00"}),
    ("proof.expires", {"expires": "2026-02-28T23:59:59Z"}),
    ("proof.expires", {"expires": "some day"}),
    ("proof.id", {"id": "no URL"}),
    ("proof.domain", {"domain": [1]}),
    ("proof.challenge", {"challenge": 1}),
    ("proof.previousProof", {"previousProof": "urn:proof:missing"}),
    ("proof.previousProof", {"previousProof": ["urn:proof:missing"]}),
    ("proof.previousProof", {"previousProof": 456321}),
    ("proof.previousProof", {"previousProof": "urn:proof:self", "id": "urn:proof:self"}),
]


@pytest.mark.parametrize(("place", "changes"), OPTIONS)
def test_a_proof_that_is_not_as_it_must_be(plain: str, place: str, changes: dict[str, Any]) -> None:
    """Though the signature is good, a proof with a member missing, odd or unknown is refused."""
    signed = {**PLAIN, "proof": proved(PLAIN, **changes)}
    refused(verify(plain, signed), place)


@BOTH
def test_a_term_that_no_context_defines_in_a_proof(plain: str, suite: str) -> None:
    """A member of the proof that would not be signed as data is refused in either cryptosuite."""
    bare = {**PLAIN, "@context": [V2], "credentialSubject": {"id": "did:example:person"}}
    one = {**proved(bare, suite), "invented": "x"}
    refused(verify(plain, {**bare, "proof": one}), "invented")


@BOTH
def test_an_undefined_term_though_it_was_signed(plain: str, suite: str) -> None:
    """A type that no context defines is refused at checking, in either cryptosuite."""
    bare = {**PLAIN, "@context": [V2], "credentialSubject": {"id": "did:example:person"}}
    one = proved(bare, suite)
    refused(
        verify(plain, {**bare, "type": [*bare["type"], "Undefined"], "proof": one}), "Undefined"
    )


@pytest.mark.parametrize(
    "value", [ABSENT, None, 5, "", "z", "zz", "z0OIl", "z" + "1" * 63, "z" * 5000]
)
def test_a_proof_value_that_is_none(plain: str, value: Any) -> None:
    """A value that is missing, not base58 or not of 64 bytes is refused."""
    one = {**proved(PLAIN), "proofValue": value}
    if value is ABSENT:
        del one["proofValue"]
    refused(verify(plain, {**PLAIN, "proof": one}), "proof.proofValue")


def test_a_proof_value_without_its_header(plain: str) -> None:
    """The value without the `z` in front is refused."""
    one = proved(PLAIN)
    refused(
        verify(plain, {**PLAIN, "proof": {**one, "proofValue": one["proofValue"][1:]}}),
        "proofValue",
    )


@pytest.mark.parametrize("none", [None, [], "proof", 5, [None], [[]]])
def test_a_proof_that_is_none(plain: str, none: Any) -> None:
    """Null, an empty list, a text or a number is no proof."""
    refused(verify(plain, {**PLAIN, "proof": none}), "proof")
    refused(verify(plain, PLAIN), "proof")


def test_a_set_holds_when_all_of_it_holds(plain: str) -> None:
    """Two proofs of different suites and signers verify together; a bad one spoils the set."""
    both = [proved(PLAIN, suite) for suite in proof.SUITES]
    assert verify(plain, {**PLAIN, "proof": both})[0] == 200
    spoiled = {**both[1], "proofValue": both[0]["proofValue"]}
    refused(verify(plain, {**PLAIN, "proof": [both[0], spoiled]}), "the signature does not hold")
    refused(verify(plain, {**PLAIN, "proof": [both[0], {"type": "Other"}]}), "proof.type")


@pytest.mark.parametrize("listed", [False, True])
def test_a_chain_holds_over_what_it_follows(plain: str, listed: bool) -> None:
    """A proof over another verifies, named as text or in a list; not over a replaced one."""
    name = "urn:proof:first"
    first = proved(PLAIN, id=name)
    over = {**PLAIN, "proof": [first]}
    second = proved(over, previousProof=[name] if listed else name)
    assert verify(plain, {**PLAIN, "proof": [first, second]})[0] == 200
    other = proved(PLAIN, id=name, created="2026-02-02T00:00:00Z")
    refused(verify(plain, {**PLAIN, "proof": [other, second]}), "the signature does not hold")
    refused(verify(plain, {**PLAIN, "proof": [first, first]}), "two proofs of one name")


def test_domain_and_challenge_of_a_credential(plain: str) -> None:
    """Where a domain or challenge is asked for, the proof has to be for it."""
    signed = {**PLAIN, "proof": proved(PLAIN, **SESSION)}
    assert verify(plain, signed, **SESSION)[0] == 200
    refused(verify(plain, signed, domain="other.example"), "proof.domain")
    refused(verify(plain, signed, challenge="other"), "proof.challenge")


def shown(suite: str = proof.RDFC, **members: Any) -> dict[str, Any]:
    """A presentation with these members, signed for the session."""
    bare = {**HELD, **members}
    return {**bare, "proof": proved(bare, suite, proofPurpose="authentication", **SESSION)}


@BOTH
@pytest.mark.parametrize("holder", ["did:example:person", {"id": "did:example:person"}])
def test_a_presentation_verifies(plain: str, suite: str, holder: Any) -> None:
    """A presentation verifies with the credentials in it, for its domain and challenge."""
    credential = {**PLAIN, "proof": proved(PLAIN)}
    whole = shown(suite, id="urn:presentation:1", holder=holder, verifiableCredential=[credential])
    assert present(plain, whole, **SESSION) == (200, {"verified": True, "checks": ["proof"]})
    assert present(plain, shown(suite), **SESSION)[0] == 200
    assert present(plain, shown(suite, verifiableCredential=credential), **SESSION)[0] == 200


ENVELOPE = {
    "@context": V2,
    "type": "EnvelopedVerifiableCredential",
    "id": "data:application/vc+jwt,eyJ",
}
PRESENTED: list[tuple[str, dict[str, Any]]] = [
    ("@context", {"@context": [resources.EXAMPLES_V2, V2]}),
    ("type", {"type": []}),
    ("type", {"type": "https://example.org/#Presentation"}),
    ("id", {"id": "https ://no-url/"}),
    ("holder", {"holder": "nobody"}),
    ("holder", {"holder": {"name": "Nobody"}}),
    ("termsOfUse.type", {"termsOfUse": {"id": "urn:terms:1"}}),
    ("credential: expected an object", {"verifiableCredential": [None]}),
    ("proof", {"verifiableCredential": [PLAIN]}),
    ("data: URL", {"verifiableCredential": [{**ENVELOPE, "id": "urn:no:data"}]}),
    ("enveloped", {"verifiableCredential": [ENVELOPE]}),
]


@pytest.mark.parametrize(("place", "members"), PRESENTED)
def test_a_presentation_against_the_data_model(
    plain: str, place: str, members: dict[str, Any]
) -> None:
    """What the data model forbids, or what cannot be checked here, is refused in a presentation."""
    refused(present(plain, shown(proof.JCS, **members), **SESSION), place)


def test_credentials_as_texts_are_refused_in_presentations(plain: str) -> None:
    """A credential in a presentation is an object, not a text such as a token."""
    refused(present(plain, shown(proof.JCS, verifiableCredential=["eyJ.eyJ.sig"])), "an object")


def test_a_presentation_is_for_its_session(plain: str) -> None:
    """Another domain or challenge, another purpose, or another signature is refused."""
    whole = shown()
    refused(present(plain, whole, domain="other.example"), "proof.domain")
    refused(present(plain, whole, challenge="other"), "proof.challenge")
    refused(present(plain, {**HELD, "proof": proved(HELD)}), "proof.proofPurpose")
    short = {**whole["proof"], "proofValue": "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"}
    refused(present(plain, {**whole, "proof": short}, **SESSION), "proof.proofValue")


def test_an_envelope_is_never_taken_for_verified(plain: str) -> None:
    """What lies in a JOSE envelope is refused: nobody here checks its signature."""
    refused(verify(plain, ENVELOPE), "enveloped")
    refused(verify(plain, {**ENVELOPE, "@context": []}), "@context")
    wrapped = {**ENVELOPE, "type": ["EnvelopedVerifiablePresentation"]}
    refused(present(plain, wrapped), "enveloped")
    refused(present(plain, {**wrapped, "id": "eyJ"}), "id")


def test_a_key_of_small_order_signs_nothing(plain: str) -> None:
    """A `did:key` whose point is of small order is no key."""
    weak = keys.multikey(bytes([1]) + bytes(31))
    one = {**proved(PLAIN), "verificationMethod": f"did:key:{weak}#{weak}"}
    refused(verify(plain, {**PLAIN, "proof": one}), "not a point of prime order")
