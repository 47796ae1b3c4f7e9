"""Proofs checked through stencils: what `proof.holds` says, for many documents that are alike.

Rules:
1. A proof holds when `proof.holds` says so. What a stencil cannot tell is asked there.
2. Both proofs of a document are checked on one filling. What a proof says of itself is hashed once
   for as long as it is the same as in the proof before.
3. Whose key it is, and whether it may sign, is decided outside (`controller`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import nacl.bindings
import nacl.exceptions

from certpress import canonical, proof
from certpress.errors import CertpressError
from certpress.stencil.rack import Canonical, Rack

_KEY = nacl.bindings.crypto_sign_PUBLICKEYBYTES
_NAMES = {
    ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"),
    (
        *("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "@context"),
        "proofValue",
    ),
}

KeyOf = Callable[[Mapping[str, Any]], bytes | None]


class Checker:
    """Checks proofs; `rack` None: through `proof` alone."""

    def __init__(self, rack: Rack | None) -> None:
        self._rack = rack
        self._latest: dict[str, tuple[Mapping[str, Any], bytes]] = {}  # by cryptosuite

    def check(self, document: Mapping[str, Any], key_of: KeyOf) -> tuple[bool, ...]:
        """For each proof of a set, whether it holds for the key that `key_of` gives for it.

        Without a key it does not hold. Raises contexts.UnknownContext as `proof.holds` does.
        """
        bare = {name: value for name, value in document.items() if name != "proof"}
        proofs = document["proof"]
        proofs = proofs if isinstance(proofs, list) else [proofs]
        found = self._canonical(bare, any(p.get("cryptosuite") == proof.RDFC for p in proofs))
        holds = []
        for one in proofs:
            public = key_of(one)
            holds.append(public is not None and self._holds(bare, found, one, public))
        return tuple(holds)

    def _canonical(self, bare: Mapping[str, Any], rdfc: bool) -> Canonical | None:
        if self._rack is None:
            return None
        try:
            return self._rack.canonical(bare, rdfc=rdfc)
        except CertpressError:
            return None

    def _holds(
        self,
        bare: Mapping[str, Any],
        found: Canonical | None,
        one: Mapping[str, Any],
        public: bytes,
    ) -> bool:
        options = self._digest(bare.get("@context"), one)
        if found is None or options is None or len(public) != _KEY:
            return proof.holds(bare, one, public)
        form = found.rdfc if one["cryptosuite"] == proof.RDFC else found.jcs
        try:
            signed = proof.signature(one) + options + hashlib.sha256(form).digest()
            nacl.bindings.crypto_sign_open(signed, public)
        except (nacl.exceptions.BadSignatureError, ValueError):
            return False
        return True

    def _digest(self, context: Any, one: Mapping[str, Any]) -> bytes | None:
        """The digest of a proof's options; None when only `proof.holds` is to look at them."""
        if self._rack is None or not isinstance(context, list):
            return None
        if not isinstance(one["cryptosuite"], str):
            return None
        said = {**one, "proofValue": context}  # not the signature, but what it is read with
        latest = self._latest.get(one["cryptosuite"])
        if latest is not None and latest[0] == said:  # a text equals nothing but itself
            return latest[1]
        if tuple(one) not in _NAMES or one.get("@context", context) != context:
            return None
        texts = [text for name, text in said.items() if name not in ("@context", "proofValue")]
        if not all(isinstance(text, str) for text in (*texts, *context)):
            return None
        try:
            found = _hash(self._rack, context, one)
        except CertpressError:
            return None
        self._latest[one["cryptosuite"]] = (said, found)
        return found


def _hash(rack: Rack, context: list[str], one: Mapping[str, Any]) -> bytes:
    options = {name: value for name, value in one.items() if name != "proofValue"}
    if options["cryptosuite"] == proof.JCS:
        return hashlib.sha256(canonical.jcs(options)).digest()
    if options["cryptosuite"] == proof.RDFC:
        return hashlib.sha256(rack.canonical({**options, "@context": context}).rdfc).digest()
    raise CertpressError("proof", "an unknown cryptosuite")
