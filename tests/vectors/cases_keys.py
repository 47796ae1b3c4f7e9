"""Other issuers, and controller documents that are not what they should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from certpress import keys
from certpress.keys import Role
from certpress.verify import Memory
from tests import world
from tests.vectors.case import FORGED, GOOD, OPEN, Case, Document, resigned

Change = Callable[[Document], object]

_INVALID = "key.controller_invalid"
_SMALL_ORDER = (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)


def issuers() -> Iterator[Case]:
    other = resigned("issuer/id", "did:web:other.example")
    yield Case(name="another body", evidence=other, outcome=OPEN, code="issuer.other")
    path = resigned("issuer/id", "did:web:certs.example.org:sub")
    yield Case(name="another path", evidence=path, outcome=OPEN, code="issuer.other")


def controller(change: Change) -> dict[str, bytes | None]:
    """The controller document with one thing changed."""
    document = json.loads(world.files()[world.CONTROLLER])
    change(document)
    return {world.CONTROLLER: json.dumps(document).encode()}


def controllers() -> Iterator[Case]:
    for name, change, outcome, code in (*_documents(), *_methods()):
        files = controller(change)
        yield Case(
            name=f"keys: {name}", evidence=world.signed(), outcome=outcome, code=code, files=files
        )
    for name, data in (
        ("missing", None),
        ("empty", b""),
        ("not JSON", b"<html>"),
        ("a list", b"[]"),
    ):
        code = "key.unavailable" if data is None else _INVALID
        yield Case(
            name=f"keys: {name}", evidence=world.signed(), outcome=OPEN, code=code,
            files={world.CONTROLLER: data},
        )  # fmt: skip
    for days, outcome, code in (
        (6, GOOD, "key.valid"),
        (8, OPEN, "key.controller_stale"),
        (-2, OPEN, "key.controller_stale"),
    ):
        kept = Memory(fetched={world.CONTROLLER: world.NOW - timedelta(days=days)})
        yield Case(
            name=f"keys kept {days} days", evidence=world.signed(), outcome=outcome, code=code,
            memory=kept,
        )  # fmt: skip


def _method(**members: Any) -> Change:
    return lambda document: document["verificationMethod"][0].update(members)


def _documents() -> Iterator[tuple[str, Change, str, str]]:
    """Documents that are not the body's, or are not of their shape: nothing was learned."""
    nothing: Document = {"verificationMethod": [{}], "assertionMethod": []}
    yield "another id", lambda d: d.update(id="did:web:other.example"), OPEN, _INVALID
    yield "another controller", _method(controller="did:web:other.example"), OPEN, _INVALID
    foreign = "did:web:other.example#certificates-1"
    yield "a method of another DID", _method(id=foreign), OPEN, _INVALID
    yield "a method twice", _twice, OPEN, _INVALID
    yield "another type", _method(type="JsonWebKey"), OPEN, _INVALID
    yield "no methods", lambda d: d.update(nothing), OPEN, _INVALID
    yield "an unknown member", lambda d: d.update(service=[]), OPEN, _INVALID
    yield "other contexts", lambda d: d.update({"@context": []}), OPEN, _INVALID
    yield "a key of another kind", _method(publicKeyMultibase="zDn" + "a" * 44), OPEN, _INVALID


def _twice(document: Document) -> None:
    document["verificationMethod"].append(document["verificationMethod"][0])


def _methods() -> Iterator[tuple[str, Change, str, str]]:
    """Documents of good shape whose key may not, or did not, sign the certificate."""
    day, point = "2026-11-18T00:00:00Z", "key.point_invalid"
    low, torsion = (keys.multikey(bytes.fromhex(each)) for each in _SMALL_ORDER)
    stranger = world.key(Role.CERTIFICATES, 1, "other").public
    signature = "proof.signature_invalid"
    yield "the key removed", lambda d: d["verificationMethod"].pop(0), FORGED, "key.not_found"
    yield "not for assertions", lambda d: d["assertionMethod"].pop(0), FORGED, "key.relationship"
    yield "revoked", _method(revoked=day), FORGED, "key.revoked"
    yield "revoked in the future", _method(revoked="2030-01-01T00:00:00Z"), FORGED, "key.revoked"
    yield "expired before signing", _method(expires=day), FORGED, "key.expired"
    yield "expired after signing", _method(expires="2026-11-19T23:00:00Z"), GOOD, "key.valid"
    yield "a point of small order", _method(publicKeyMultibase=low), FORGED, point
    yield "another point of small order", _method(publicKeyMultibase=torsion), FORGED, point
    yield "another key of that name", _method(publicKeyMultibase=stranger), FORGED, signature
