"""Data Integrity proofs with Ed25519: `eddsa-jcs-2022` and `eddsa-rdfc-2022`.

Rules:
1. What is signed is SHA-256(canonical proof options) followed by SHA-256(canonical document).
2. A certificate carries both as a proof set: each stands over the document alone.
3. A status list carries a chain: `eddsa-rdfc-2022` over the list, then `eddsa-jcs-2022` over the
   list with that proof, so that one check sees every change of the file.
4. Keys come from outside: this room knows bytes and points, not who may sign what (`verify`).

Source: https://www.w3.org/TR/vc-di-eddsa/ and https://www.w3.org/TR/vc-data-integrity/.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import nacl.exceptions
import nacl.signing

from certpress import canonical, contexts, keys
from certpress.keys import Signer

JCS = "eddsa-jcs-2022"
RDFC = "eddsa-rdfc-2022"
SUITES = (RDFC, JCS)


def stamp(moment: datetime) -> str:
    """An instant as proofs write it: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(
    document: Mapping[str, Any],
    signer: Signer,
    suite: str,
    created: datetime,
    **extra: str,
) -> dict[str, Any]:
    """The finished proof of one suite over a document that has no proof of its own.

    For a chained proof, the document holds the proofs it follows, and `extra` is `previousProof`.
    Raises canonical.NotCanonical for a document that cannot be signed.
    """
    chosen = options(document.get("@context"), suite, stamp(created), signer.method, **extra)
    return {**chosen, "proofValue": multibase(signer.sign(digest(document, chosen)))}


def options(context: Any, suite: str, created: str, method: str, **extra: str) -> dict[str, Any]:
    """A proof without its signature; `context` is the document's, or None."""
    made: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        **extra,
    }
    return made if suite != JCS or context is None else {**made, "@context": context}


def multibase(signature: bytes) -> str:
    """A signature as `proofValue`."""
    return "z" + keys.base58(signature)


def sign_set(document: Mapping[str, Any], signer: Signer, created: datetime) -> dict[str, Any]:
    """The document with both proofs as a set, `eddsa-rdfc-2022` first."""
    return {**document, "proof": [add(document, signer, suite, created) for suite in SUITES]}


def sign_chain(
    document: Mapping[str, Any], signer: Signer, created: datetime, identifier: str
) -> dict[str, Any]:
    """The document with a chain of both proofs; `identifier` names the first (`urn:uuid:…`)."""
    first = add(document, signer, RDFC, created, id=identifier)
    chained = {**document, "proof": [first]}
    second = add(chained, signer, JCS, created, previousProof=identifier)
    return {**document, "proof": [first, second]}


def digest(
    document: Mapping[str, Any], options: Mapping[str, Any], load: contexts.Load = contexts.load
) -> bytes:
    """The 64 bytes that are signed, for options without `proofValue`.

    Raises canonical.NotCanonical, or ValueError for a cryptosuite that is not known.
    """
    head = options_digest(document.get("@context"), options, load)
    if options["cryptosuite"] == JCS:
        return head + _hash(canonical.jcs(document))
    return head + _hash(canonical.rdfc(document, load))


def options_digest(
    context: Any, options: Mapping[str, Any], load: contexts.Load = contexts.load
) -> bytes:
    """The first 32 of these bytes; `context` is the document's. Raises as `digest` does."""
    if options["cryptosuite"] == JCS:
        return _hash(canonical.jcs(dict(options)))
    if options["cryptosuite"] == RDFC:
        return _hash(canonical.rdfc({**options, "@context": context}, load))
    raise ValueError(f"unknown cryptosuite {options['cryptosuite']!r}")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def signature(proof: Mapping[str, Any]) -> bytes:
    """The 64 bytes of a `proofValue`; raises ValueError when it is not their multibase."""
    text = proof["proofValue"]
    data = keys.unbase58(text[1:])
    if text[:1] != "z" or len(data) != 64:
        raise ValueError("not a signature in base58")
    return data


def holds(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    public: bytes,
    load: contexts.Load = contexts.load,
) -> bool:
    """True when a proof's signature over the document is by the 32-byte public key.

    `document` is without proofs, or with those that a chained proof follows. A proof's `@context`,
    where it has one, has to be the beginning of the document's. Raises contexts.UnknownContext
    for a context that `load` does not have.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if not _context_agrees(document, options):
        return False
    try:
        value = signature(proof)
        signed = digest(document, options, load)
        nacl.signing.VerifyKey(public).verify(signed, value)
    except (canonical.NotCanonical, nacl.exceptions.BadSignatureError, ValueError):
        return False
    return True


def _context_agrees(document: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    if "@context" not in options:
        return True
    mine, theirs = options["@context"], document["@context"]
    mine = mine if isinstance(mine, list) else [mine]
    theirs = theirs if isinstance(theirs, list) else [theirs]
    return bool(theirs[: len(mine)] == mine)


def identity(document: Mapping[str, Any]) -> str:
    """A certificate's digest for receipts and logs: SHA-256 in hexadecimal, `proof` left out."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    return _hash(canonical.jcs(bare)).hex()
