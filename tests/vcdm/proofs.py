"""Proofs of any document: who signed is whoever the `did:key` says, policy is left to others.

Rules:
1. Every proof of a set has to hold, and every one has to be of a kind that is known.
2. A chained proof stands over the document with the proofs that `previousProof` names; one that
   names none of the document's is refused.
3. A proof serves the purpose that is asked for, and the domain and challenge, where these are.
4. A proof whose `expires` has passed is refused; `created` may lie anywhere.

Source: https://www.w3.org/TR/vc-data-integrity/ (2.1, 4.3 to 4.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certpress import keys, proof
from certpress.keys import Signer
from tests.vcdm import resources, rules, values
from tests.vcdm.values import Nonconforming

_DID = "did:key:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a proof has to be good for; None: not asked."""

    purpose: str
    domain: Any = None
    challenge: Any = None


def method(public: str) -> str:
    """The verification method of a Multikey: `did:key:z6Mk…#z6Mk…`."""
    return f"{_DID}{public}#{public}"


def sign(
    document: Mapping[str, Any], signer: Signer, suite: str, created: datetime
) -> dict[str, Any]:
    """The document with a proof of one suite; raises CertpressError for what cannot be signed."""
    options: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": proof.stamp(created),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    if suite == proof.JCS:
        options["@context"] = document["@context"]
    signature = signer.sign(proof.digest(document, options, resources.load))
    return {**document, "proof": {**options, "proofValue": "z" + keys.base58(signature)}}


def check(document: Mapping[str, Any], asked: Asked, now: datetime) -> None:
    """Check all proofs of a document; raises CertpressError for the first that does not hold."""
    found = document.get("proof")
    every: list[Any] = _listed(found)
    if not every or not all(isinstance(one, Mapping) for one in every):
        raise Nonconforming("proof", "expected a proof, or a list of them")
    names = [one["id"] for one in every if "id" in one]
    for name in names:
        values.url(name, "proof.id")
    if len(set(names)) != len(names):
        raise Nonconforming("proof.id", "two proofs of one name")
    for one in every:
        _form(one, now)
        _fits(one, asked)
        _holds(document, one, every)


def _form(one: Mapping[str, Any], now: datetime) -> None:
    """2.1: the members of a proof, each in its form."""
    if one.get("type") != "DataIntegrityProof":
        raise Nonconforming("proof.type", "expected DataIntegrityProof")
    if one.get("cryptosuite") not in proof.SUITES:
        raise Nonconforming("proof.cryptosuite", f"expected one of {', '.join(proof.SUITES)}")
    for name in ("challenge", "nonce"):
        if not isinstance(one.get(name, ""), str):
            raise Nonconforming(f"proof.{name}", "expected a string")
    if not all(isinstance(domain, str) for domain in _listed(one.get("domain", ""))):
        raise Nonconforming("proof.domain", "expected strings")
    if "created" in one:
        values.instant(one["created"], "proof.created")
    if "expires" in one and values.instant(one["expires"], "proof.expires") <= now:
        raise Nonconforming("proof.expires", "in the past")
    if len(_signature(one)) != 64:
        raise Nonconforming("proof.proofValue", "expected the 64 bytes of a signature")


def _signature(one: Mapping[str, Any]) -> bytes:
    text = one.get("proofValue")
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 100:
        raise Nonconforming("proof.proofValue", "expected multibase in base58, which begins with z")
    try:
        return keys.unbase58(text[1:])
    except ValueError as cause:
        raise Nonconforming("proof.proofValue", str(cause)) from cause


def _fits(one: Mapping[str, Any], asked: Asked) -> None:
    """4.4, last steps: the purpose, and domain and challenge where they were asked for."""
    if one.get("proofPurpose") != asked.purpose:
        raise Nonconforming("proof.proofPurpose", f"expected {asked.purpose}")
    if asked.domain is not None and one.get("domain") != asked.domain:
        raise Nonconforming("proof.domain", "not the domain that was asked for")
    if asked.challenge is not None and one.get("challenge") != asked.challenge:
        raise Nonconforming("proof.challenge", "not the challenge that was asked for")


def _holds(
    document: Mapping[str, Any], one: Mapping[str, Any], every: list[Mapping[str, Any]]
) -> None:
    bare = {name: member for name, member in document.items() if name != "proof"}
    before = _before(one, every)
    over = {**bare, "proof": before} if before else bare
    options = {name: member for name, member in one.items() if name != "proofValue"}
    rules.linked({**options, "@context": document["@context"]})
    if not proof.holds(over, one, _public(one), resources.load):
        raise Nonconforming("proof.proofValue", "the signature does not hold")


def _before(one: Mapping[str, Any], every: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """4.5: the proofs that a chained proof follows, in the document's order."""
    named = _listed(one["previousProof"]) if "previousProof" in one else []
    known = {other["id"] for other in every if "id" in other and other is not one}
    for name in named:
        if not isinstance(name, str) or name not in known:
            raise Nonconforming("proof.previousProof", "names no other proof of this document")
    return [other for other in every if other.get("id") in named]


def _public(one: Mapping[str, Any]) -> bytes:
    """The 32 bytes of the key that a `did:key` method spells out."""
    name = one.get("verificationMethod")
    if not isinstance(name, str) or not name.startswith(_DID):
        raise Nonconforming("proof.verificationMethod", "expected did:key:z6Mk…#z6Mk…")
    public, _, fragment = name.removeprefix(_DID).partition("#")
    try:
        if public != fragment:
            raise ValueError("the key and its fragment differ")
        return keys.unmultikey(public)
    except ValueError as cause:
        raise Nonconforming("proof.verificationMethod", str(cause)) from cause


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
