"""A series of documents, signed by one key at one instant.

Rules:
1. The bytes are those of `proof.add`: what is signed is the same, and Ed25519 has one signature
   for it.
2. Without a rack nothing is filled in: each document goes through `proof` alone.
3. What cannot be canonicalised, `proof` refuses in its own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

from certpress import canonical, compact, proof
from certpress.compact import Packer
from certpress.errors import CertpressError
from certpress.keys import Signer, base58
from certpress.stencil import cut, graph, slots
from certpress.stencil.cut import Form, Stencil
from certpress.stencil.rack import Canonical, Rack

_VALUES = 2  # what comes before the signatures among the texts of proofs: instant, and key


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What all documents of a series with the same contexts have in common."""

    parts: tuple[tuple[str, dict[str, Any], bytes], ...]  # suite, options and their digest


class Draft(NamedTuple):
    """All that a signed document is written from, in this process or in another.

    A tuple, for it is handed over in very large numbers; the forms are the same for many.
    """

    file: Form | bytes
    frame: Form | bytes
    texts: tuple[bytes, ...]  # what the forms are filled with
    identifier: str
    signature: bytes  # of the `eddsa-jcs-2022` proof

    def json(self) -> bytes:
        """The document as its file has it: what `compact.as_json` gives."""
        return self.file if isinstance(self.file, bytes) else self.file.fill(self.texts)

    def code(self, packer: Packer) -> bytes:
        """The compact bytes: what `compact.pack` gives."""
        return packer.pack(self.text(), self.identifier, self.signature)

    def text(self) -> bytes:
        """What the compact bytes hold packed: `compact.frame` in JCS."""
        return self.frame if isinstance(self.frame, bytes) else self.frame.fill(self.texts)


class Signed(NamedTuple):
    """A signed document, and the bytes in which it is kept."""

    document: dict[str, Any]
    signatures: tuple[bytes, ...]
    suites: tuple[str, ...]
    canonical: Canonical | None  # None: it was signed by `proof` alone
    written: tuple[bytes, ...] = ()  # when and by whom, as JSON writes it

    def json(self) -> bytes:
        """The document as its file has it: what `compact.as_json` gives."""
        found = self.canonical
        if found is None or found.stencil is None:
            return compact.as_json(self.document)
        return found.stencil.form(("json", *self.suites), _json).fill(self._texts())

    def draft(self) -> Draft:
        """What file and compact form are written from.

        Raises ValueError when there is no `eddsa-jcs-2022` proof.
        """
        found, place = self.canonical, self.suites.index(proof.JCS)
        named = (self.document["id"], self.signatures[place])
        if found is None or found.stencil is None:
            frame = canonical.jcs(compact.frame(self.document, self.document["proof"][place]))
            return Draft(compact.as_json(self.document), frame, (), *named)
        file = found.stencil.form(("json", *self.suites), _json)
        return Draft(
            file, found.stencil.form(("frame", *self.suites), _frame), self._texts(), *named
        )

    def code(self, packer: Packer) -> bytes:
        """The compact bytes; raises ValueError when there is no `eddsa-jcs-2022` proof."""
        return self.draft().code(packer)

    def _texts(self) -> tuple[bytes, ...]:
        """The texts of the document, and after them those of its proofs."""
        values = (one["proofValue"].encode("ascii") for one in self.document["proof"])
        return (*(self.canonical.texts if self.canonical else ()), *self.written, *values)

    def identity(self) -> str:
        """The digest for receipts and logs: what `proof.identity` gives."""
        if self.canonical is None:
            return proof.identity(self.document)
        return sha256(self.canonical.jcs).hexdigest()


class Series:
    """Signs documents with one key, as of one instant; `rack` None: by `proof` alone."""

    def __init__(
        self,
        *,
        signer: Signer,
        created: datetime,
        rack: Rack | None,
        suites: Sequence[str] = proof.SUITES,
    ) -> None:
        self._signer, self._created, self._rack = signer, created, rack
        self._suites = tuple(suites)
        self._secret = crypto_sign_seed_keypair(signer.seed)[1]
        self._written = tuple(slots.write([proof.stamp(created), signer.method]))
        self._stamps: dict[tuple[str, ...], Stamp] = {}

    def sign(self, document: Mapping[str, Any]) -> Signed:
        """The document with a proof of each suite, as a set.

        Raises canonical.NotCanonical for a document that cannot be signed, and
        contexts.UnknownContext for a context that is not bundled.
        """
        found = self._canonical(document)
        if found is None:
            return self._by_proof(document)
        proofs, signatures = [], []
        for suite, options, head in self._stamp(document["@context"]).parts:
            form = found.rdfc if suite == proof.RDFC else found.jcs
            digest = head + sha256(form).digest()
            signature = crypto_sign(digest, self._secret)[:64]
            proofs.append({**options, "proofValue": "z" + base58(signature)})
            signatures.append(signature)
        made = {**document, "proof": proofs}
        return Signed(made, tuple(signatures), self._suites, found, self._written)

    def _canonical(self, document: Mapping[str, Any]) -> Canonical | None:
        """The canonical forms; None when `proof` is to sign the document, or to refuse it."""
        if self._rack is None or not _plainly_signed(document):
            return None
        try:
            return self._rack.canonical(document, rdfc=proof.RDFC in self._suites)
        except CertpressError:
            return None

    def _by_proof(self, document: Mapping[str, Any]) -> Signed:
        proofs = [proof.add(document, self._signer, suite, self._created) for suite in self._suites]
        return Signed(
            document={**document, "proof": proofs},
            signatures=tuple(proof.signature(one) for one in proofs),
            suites=self._suites,
            canonical=None,
        )

    def _stamp(self, context: list[str]) -> Stamp:
        key = tuple(context)  # texts, as the document was canonicalised with them
        if key not in self._stamps:
            instant, method = proof.stamp(self._created), self._signer.method
            options = [proof.options(context, suite, instant, method) for suite in self._suites]
            self._stamps[key] = Stamp(
                parts=tuple(
                    (suite, one, proof.options_digest(context, one))
                    for suite, one in zip(self._suites, options, strict=True)
                )
            )
        return self._stamps[key]


def _plainly_signed(document: Mapping[str, Any]) -> bool:
    """True for a document with contexts by their addresses, and without a proof."""
    if "proof" in document or not isinstance(document.get("@context"), list):
        return False
    for address in document["@context"]:  # noqa: SIM110  # half the time of all()
        if type(address) is not str:
            return False
    return True


def _json(stencil: Stencil, suites: Sequence[str]) -> Form:
    """A signed document's file; the texts of the proofs follow those of the document."""
    proofs = []
    for number, suite in enumerate(suites, stencil.count + _VALUES):
        value = {"proofValue": graph.marker(number)}
        proofs.append({**_marked_options(stencil, suite), **value})
    text = compact.as_json({**stencil.document, "proof": proofs})
    return cut.form(text, stencil.count + _VALUES + len(suites))


def _frame(stencil: Stencil, suites: Sequence[str]) -> Form:
    """What is packed for a QR code (`compact.frame`), filled with the same texts."""
    one = _marked_options(stencil, proof.JCS)
    text = canonical.jcs(compact.frame(stencil.document, one))
    return cut.form(text, stencil.count + _VALUES + len(suites))


def _marked_options(stencil: Stencil, suite: str) -> dict[str, Any]:
    first, second = graph.marker(stencil.count), graph.marker(stencil.count + 1)
    return proof.options(stencil.document["@context"], suite, first, second)
