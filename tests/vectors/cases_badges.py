"""Badges: their form, their one proof, their one status entry, and what their one bit means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from certpress import badge, keys, proof
from certpress.keys import Role
from certpress.model import BADGES, Bits, Person, Position, Purpose
from certpress.verify import Memory
from tests import world
from tests.vectors.case import FORGED, GOOD, OPEN, Case, Document, changed
from tests.vectors.cases_dates import lists_at

_CLEAR, _SET = "status.badge_in_force", "status.badge_not_in_force"
_SHAPE = "shape.profile"
_FORGED = "proof.signature_invalid"


def badges() -> Iterator[Case]:
    for case in (*_good(), *_bits(), *_dates(), *_signed(), *_shaped(), *_lists(), *_entries()):
        listed = {world.BADGE_LIST: _list()}
        yield Case(
            name=f"badge: {case.name}", evidence=case.evidence, outcome=case.outcome,
            code=case.code, files={**listed, **case.files}, now=case.now, memory=case.memory,
        )  # fmt: skip


def _list(bits: Mapping[Position, Bits] | None = None, /, **changes: Any) -> bytes:
    return world.status_list(BADGES, bits or {world.BADGE_PLACE: Bits()}, **changes)


def _resigned(path: str, value: Any) -> Document:
    """A badge with one member set before the body signed it."""
    return _by(world.signer(Role.CERTIFICATES), changed(path, value, world.unsigned_badge()))


def _by(signer: keys.Signer, document: Document | None = None) -> Document:
    return badge.sign(document or world.unsigned_badge(), signer, world.NOW)


def _good() -> Iterator[Case]:
    limited = world.facts(conditions='Only "dry" parts\\ up to 5 kg', accreditation=None)
    named = world.facts(person=Person(id="p", name="李建国", name_latin="Li Jianguo"))
    arabic = world.facts(person=Person(id="p", name="محمد بن عبد الرحمن"))
    for name, made in (
        ("in force", world.badge()),
        ("conditions, not accredited", world.badge(limited)),
        ("two spellings", world.badge(named)),
        ("from right to left", world.badge(arabic)),
    ):
        yield Case(name=name, evidence=made, outcome=GOOD, code=_CLEAR)


def _bits() -> Iterator[Case]:
    """The one bit; those of certificates at the same index say nothing about a badge."""
    place = world.BADGE_PLACE
    not_in_force = {world.BADGE_LIST: _list({place: Bits(suspension=True)})}
    yield Case(
        name="not in force", evidence=world.badge(), outcome="suspended", code=_SET,
        files=not_in_force,
    )  # fmt: skip
    beside = {Position(list=1, index=place.index + by): Bits(suspension=True) for by in (-1, 1)}
    yield Case(
        name="the neighbours not in force", evidence=world.badge(), outcome=GOOD, code=_CLEAR,
        files={world.BADGE_LIST: _list(beside)},
    )  # fmt: skip
    every = Bits(revocation=True, suspension=True, refresh=True)
    yield Case(
        name="a certificate withdrawn at its index", evidence=world.badge(), outcome=GOOD,
        code=_CLEAR,
        files={
            f"{world.BASE}status/{p}/1.json": world.status_list(p, {place: every}) for p in Purpose
        },
    )  # fmt: skip


def _dates() -> Iterator[Case]:
    for name, day, outcome, code in (
        ("expired", "2031-01-15T00:00:00+00:00", "expired", "dates.expired"),
        ("its last second", "2031-01-14T23:59:59+00:00", GOOD, "dates.current"),
        ("not yet valid", "2026-01-14T23:59:59+00:00", "not_yet_valid", "dates.not_yet_valid"),
    ):
        now = datetime.fromisoformat(day)
        since, until = now - timedelta(hours=1), now + timedelta(days=7)
        dates = {"validFrom": proof.stamp(since), "validUntil": proof.stamp(until)}
        yield Case(
            name=name, evidence=world.badge(), outcome=outcome, code=code, now=now,
            files={**lists_at(now), world.BADGE_LIST: _list(**dates)},
        )  # fmt: skip
        suspended = _list({world.BADGE_PLACE: Bits(suspension=True)}, **dates)
        yield Case(
            name=f"{name}, not in force", evidence=world.badge(), outcome="suspended", code=_SET,
            now=now, files={world.BADGE_LIST: suspended},
        )  # fmt: skip


_TAMPERED: tuple[tuple[str, Any], ...] = (
    ("id", "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c12"),
    ("image/id", "https://certs.example.org/badges/other.png"),
    ("issuer/name", "Another Institute"),
    ("issuer/official", "Nobody, of No Role"),
    ("issuer/phone", "+44 1632 960999"),
    ("name", "Welding inspectors"),
    ("validFrom", "2025-01-15T00:00:00Z"),
    ("validUntil", "2041-01-14T23:59:59Z"),
    ("credentialSubject/licenseNumber", "NDT-2026-00418"),
    ("credentialSubject/narrative", "No limits"),
    ("credentialSubject/achievement/version", "2018-1"),
    ("credentialSubject/achievement/alignment/0/targetName", "Ultrasonic testing, level 3"),
    ("credentialSubject/achievement/alignment/1", ...),
    ("evidence/0/description", ...),
    ("relatedResource/0/digestSRI", "sha384-" + "A" * 64),
    ("proof/0/created", "2026-11-18T09:00:00Z"),
)


def _signed() -> Iterator[Case]:
    """Changed after signing, or signed by a key that may not."""
    for path, value in _TAMPERED:
        yield Case(
            name=f"tampered: {path}", evidence=changed(path, value, world.badge()),
            outcome=FORGED, code=_FORGED,
        )  # fmt: skip
    moved = {
        **world.badge()["credentialStatus"], "statusListIndex": "5",
        "id": f"{world.BADGE_LIST}#5",
    }  # fmt: skip
    for name, made, code in (
        ("another place", changed("credentialStatus", moved, world.badge()), _FORGED),
        ("a stranger's key", _by(world.signer(Role.CERTIFICATES, 1, "stranger")), _FORGED),
        ("the status key", _by(world.signer(Role.STATUS)), "key.role"),
        ("a key that is not published", _by(world.signer(Role.CERTIFICATES, 2)), "key.not_found"),
    ):
        yield Case(name=name, evidence=made, outcome=FORGED, code=code)
    yield Case(
        name="another body's", evidence=_resigned("issuer/id", "did:web:other.example"),
        outcome=OPEN, code="issuer.other",
    )  # fmt: skip


def _shaped() -> Iterator[Case]:
    """Not the one proof, the one status entry or the picture that a badge has."""
    made, entry = world.badge(), world.badge()["credentialStatus"]
    one, unsigned = made["proof"][0], world.unsigned_badge()
    jcs = proof.add(unsigned, world.signer(Role.CERTIFICATES), proof.JCS, world.NOW)
    forms: tuple[tuple[str, str, Any], ...] = (
        ("a JCS proof", "proof", [jcs]),
        ("both proofs", "proof", [one, jcs]),
        ("its proof twice", "proof", [one, one]),
        ("its proof and one of the future", "proof", [one, {**one, "cryptosuite": "new-2030"}]),
        ("a proof of the future", "proof", [{**one, "cryptosuite": "new-2030"}]),
        ("a proof that is no list", "proof", one),
        ("no proof in the list", "proof", []),
        ("without a proof", "proof", ...),
        ("a context in the proof", "proof", [{**one, "@context": made["@context"]}]),
        ("another purpose of the proof", "proof", [{**one, "proofPurpose": "authentication"}]),
        ("a list of one status entry", "credentialStatus", [entry]),
        ("the three entries of a certificate", "credentialStatus",
         world.signed()["credentialStatus"]),
        ("without a status", "credentialStatus", ...),
        ("a status without an id", "credentialStatus/id", ...),
        ("a status id of another index", "credentialStatus/id", f"{world.BADGE_LIST}#1"),
        ("without its picture", "image", ...),
        ("a picture that is a text", "image", "https://certs.example.org/badges/x.png"),
        ("a picture in the document", "image/id", "data:image/png;base64,iVBORw0KGgo="),
        ("a caption of its own", "image/caption", "Level 3"),
        ("without an id", "id", ...),
    )  # fmt: skip
    for name, path, value in forms:
        yield Case(name=name, evidence=changed(path, value, made), outcome=FORGED, code=_SHAPE)
    yield Case(
        name="a certificate with a picture", outcome=FORGED, code=_SHAPE,
        evidence=changed("image", made["image"], world.signed()),
    )  # fmt: skip
    yield Case(
        name="in a code", evidence=world.digits({**unsigned, "proof": jcs}), outcome=FORGED,
        code=_SHAPE,
    )  # fmt: skip


def _lists() -> Iterator[Case]:
    """Lists of badges that are not believed."""
    now, second = world.NOW, timedelta(seconds=1)
    subject = json.loads(_list())["credentialSubject"]
    revoking = {**subject, "statusPurpose": "revocation"}
    damaged = {**subject, "encodedList": "uAAAAAAAA"}
    of_certificates = world.files()[f"{world.BASE}status/suspension/1.json"]
    stolen = json.loads(_list())
    stolen["validUntil"] = "2036-01-01T00:00:00Z"
    for name, data, code in (
        ("missing", None, "status.unavailable"),
        ("half", _list()[:500], "status.malformed"),
        ("damaged", _list(credentialSubject=damaged), "status.malformed"),
        ("another issuer", _list(issuer="did:web:other.example"), "status.mismatch"),
        ("another purpose", _list(credentialSubject=revoking), "status.mismatch"),
        ("that of certificates", of_certificates, "status.mismatch"),
        ("the end moved", json.dumps(stolen).encode(), "status.signature_invalid"),
        ("past its end", _list(validUntil=proof.stamp(now - second)), "status.expired"),
        ("from the future", _list(validFrom=proof.stamp(now + second)), "status.not_yet_valid"),
    ):
        yield Case(
            name=f"list {name}", evidence=world.badge(), outcome=OPEN, code=code,
            files={world.BADGE_LIST: data},
        )  # fmt: skip
    yield Case(
        name="a newer list was seen", evidence=world.badge(), outcome=OPEN,
        code="status.older_than_seen", memory=Memory(newest={world.BADGE_LIST: now}),
    )  # fmt: skip


def _entries() -> Iterator[Case]:
    """Badges that the body signed and that point elsewhere, or at certificates' lists."""
    for place in (
        f"{world.BASE}status/suspension/1.json",
        f"{world.BASE}status/revocation/1.json",
        f"{world.BASE}status/badges/01.json",
        "https://evil.example/status/badges/1.json",
    ):
        made = _elsewhere(place, world.BADGE_PLACE.index)
        yield Case(name=f"list at {place}", evidence=made, outcome=OPEN, code="status.mismatch")
    far = _elsewhere(world.BADGE_LIST, 131_072)
    yield Case(name="beyond the list", evidence=far, outcome=OPEN, code="status.index_out_of_range")
    revoking = _resigned("credentialStatus/statusPurpose", "revocation")
    yield Case(name="the purpose revocation", evidence=revoking, outcome=FORGED, code=_SHAPE)
    entries = world.signed()["credentialStatus"]
    entries[1] = {**entries[1], "statusListCredential": world.BADGE_LIST}
    entries[1]["id"] = f"{world.BADGE_LIST}#{world.PLACE.index}"
    borrowed = {**world.signed(), "credentialStatus": entries}
    bare = {name: value for name, value in borrowed.items() if name != "proof"}
    signed = proof.sign_set(bare, world.signer(Role.CERTIFICATES), world.NOW)
    yield Case(
        name="a certificate that names a list of badges", evidence=signed, outcome=OPEN,
        code="status.mismatch",
    )  # fmt: skip


def _elsewhere(address: str, index: int) -> Document:
    entry = {
        **world.unsigned_badge()["credentialStatus"], "id": f"{address}#{index}",
        "statusListIndex": str(index), "statusListCredential": address,
    }  # fmt: skip
    return _resigned("credentialStatus", entry)
