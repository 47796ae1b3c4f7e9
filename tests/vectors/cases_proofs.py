"""Proofs by other keys, proof sets that do not hold, and documents changed after signing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from certpress import proof
from certpress.keys import Role
from tests import world
from tests.vectors.case import FORGED, Case, Document, changed, other


def proofs() -> Iterator[Case]:
    signed = world.signed()
    stranger = world.signed(by=world.signer(Role.CERTIFICATES, 1, "stranger"))
    yield Case(
        name="a stranger's key", evidence=stranger, outcome=FORGED, code="proof.signature_invalid"
    )
    yield Case(
        name="a stranger's key, code", evidence=world.digits(stranger), outcome=FORGED,
        code="proof.signature_invalid",
    )  # fmt: skip
    by_status = world.signed(by=world.signer(Role.STATUS))
    yield Case(name="the status key", evidence=by_status, outcome=FORGED, code="key.role")
    foreign = world.signed(by=world.signer(Role.CERTIFICATES, did="did:web:other.example"))
    yield Case(name="a key of another DID", evidence=foreign, outcome=FORGED, code="key.not_found")
    retired = world.signed(by=world.signer(Role.CERTIFICATES, 2))
    yield Case(
        name="a key that is not published", evidence=retired, outcome=FORGED, code="key.not_found"
    )
    yield from _sets(signed)
    generator = random.Random(9712)
    for path, value in _TAMPERED:
        yield Case(
            name=f"tampered: {path}", evidence=changed(path, value), outcome=FORGED,
            code="proof.signature_invalid",
        )  # fmt: skip
    for number in range(10):
        at = generator.randrange(1, 85)
        value = other(signed["proof"][1]["proofValue"], at)
        yield Case(
            name=f"signature character {at} ({number})",
            evidence=changed("proof/1/proofValue", value),
            outcome=FORGED, code="proof.signature_invalid",
        )  # fmt: skip


def _sets(signed: Document) -> Iterator[Case]:
    """Proof sets of which at least one proof does not hold."""
    rdfc, jcs = signed["proof"]
    as_jcs, as_rdfc = {"cryptosuite": proof.JCS}, {"cryptosuite": proof.RDFC}
    of_jcs, of_rdfc = ({"proofValue": one["proofValue"]} for one in (jcs, rdfc))
    forged = "proof.signature_invalid"
    sets: tuple[tuple[str, Any, str], ...] = (
        ("one proof twice", [jcs, jcs], "proof.repeated"),
        ("only suites of the future", [{**jcs, "cryptosuite": "new-2030"}], "proof.none_known"),
        ("suites exchanged", [{**rdfc, **as_jcs}, {**jcs, **as_rdfc}], "shape.profile"),
        ("values exchanged", [{**rdfc, **of_jcs}, {**jcs, **of_rdfc}], forged),
        ("a good one and a bad one", [rdfc, {**jcs, **of_rdfc}], forged),
        ("another day of signing", [rdfc, {**jcs, "created": "2026-11-18T09:00:00Z"}], forged),
        ("five proofs", [rdfc, jcs, jcs, jcs, jcs], "shape.profile"),
        ("a short signature", [{**jcs, "proofValue": "z" + "2" * 80}], forged),
    )
    for name, value, code in sets:
        yield Case(name=name, evidence={**signed, "proof": value}, outcome=FORGED, code=code)


_TAMPERED: tuple[tuple[str, Any], ...] = (
    ("id", "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c12"),
    ("issuer/name", "Another Institute"),
    ("issuer/official", "Nobody, of No Role"),
    ("issuer/phone", "+44 1632 960999"),
    ("name", "Welding inspectors"),
    ("validUntil", "2041-01-14T23:59:59Z"),
    ("validFrom", "2025-01-15T00:00:00Z"),
    ("credentialSubject/licenseNumber", "NDT-2026-00418"),
    ("credentialSubject/narrative", "No limits"),
    ("credentialSubject/achievement/version", "2018-1"),
    ("credentialSubject/achievement/alignment/0/targetName", "Ultrasonic testing, level 3, welds"),
    ("credentialSubject/achievement/alignment/1", ...),
    ("evidence/0/name", "Another Council"),
    ("evidence/0/description", ...),
    ("relatedResource/0/digestSRI", "sha384-" + "A" * 64),
    ("proof/0/created", "2026-11-18T09:00:00Z"),
)
