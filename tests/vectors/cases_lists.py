"""Status lists and editions files that must not be believed."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from certpress import certificate, keys, proof
from certpress.keys import Role
from certpress.model import Bits, Position, Purpose
from certpress.verify import Memory
from tests import world
from tests.vectors.case import GOOD, OPEN, Case, Document, changed, other

Published = tuple[str, bytes | None, str]  # a name, the list at its address, the code that decides

_ADDRESS = f"{world.BASE}status/revocation/1.json"
_CLEAR = "status.not_revoked"
_MISMATCH = "status.mismatch"
_MALFORMED = "status.malformed"
_FORGED = "status.signature_invalid"


def lists() -> Iterator[Case]:
    for name, data, code in (*_meant(), *_signed(), *_shaped(), *_dated(), *_encoded()):
        yield Case(
            name=f"list: {name}", evidence=world.signed(), code=code, files={_ADDRESS: data},
            outcome=GOOD if code == _CLEAR else OPEN,
        )  # fmt: skip
    yield from _remembered()
    yield from _addresses()


def _meant() -> Iterator[Published]:
    """No list, or another than the one that was meant."""
    good, subject = _list(), _subject()
    elsewhere = {**subject, "id": f"{_ADDRESS}#x"}
    suspending = {**subject, "statusPurpose": "suspension"}
    suspension = f"{world.BASE}status/suspension/1.json"
    yield "missing", None, "status.unavailable"
    yield "empty", b"", _MALFORMED
    yield "half", good[: len(good) // 2], _MALFORMED
    yield "not JSON", b"<!doctype html>", _MALFORMED
    yield "another issuer", _list(issuer="did:web:other.example"), _MISMATCH
    yield "another id", _list(id=f"{world.BASE}status/revocation/2.json"), _MISMATCH
    yield "another subject", _list(credentialSubject=elsewhere), _MISMATCH
    yield "the suspension list in its place", world.files()[suspension], _MISMATCH
    yield "another purpose", _list(credentialSubject=suspending), _MISMATCH
    yield "a purpose of its own", _altered("credentialSubject/statusPurpose", "praise"), _MALFORMED
    yield "another type", _altered("type", ["VerifiableCredential"]), _MALFORMED


def _signed() -> Iterator[Published]:
    """Signed by a key that may not, or changed after it was signed."""
    first, second = (one["proofValue"] for one in json.loads(_list())["proof"])
    changed_list = other(_subject()["encodedList"], 20)
    yield "a stranger's key", _by(world.signer(Role.STATUS, 1, "stranger")), _FORGED
    yield "the certificate key", _by(world.signer(Role.CERTIFICATES)), _FORGED
    yield "the list changed", _altered("credentialSubject/encodedList", changed_list), _FORGED
    yield "the end moved", _altered("validUntil", "2036-01-01T00:00:00Z"), _FORGED
    created = _altered("proof/0/created", "2020-01-01T00:00:00Z")
    yield "the first proof changed", created, _FORGED
    yield "the first proof's value changed", _altered("proof/0/proofValue", second), _FORGED
    yield "the second proof's value changed", _altered("proof/1/proofValue", first), _FORGED


def _shaped() -> Iterator[Published]:
    """Not the two proofs in a chain, or not the members, that a list has."""
    document = json.loads(_list())
    swapped = json.dumps({**document, "proof": document["proof"][::-1]}).encode()
    nowhere = _altered("proof/1/previousProof", "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c99")
    yield "the first proof removed", _altered("proof/0", ...), _MALFORMED
    yield "the second proof removed", _altered("proof/1", ...), _MALFORMED
    yield "proofs in another order", swapped, _MALFORMED
    yield "a chain to nowhere", nowhere, _MALFORMED
    yield "no chain", _altered("proof/1/previousProof", ...), _MALFORMED
    yield "a message", _altered("credentialSubject/statusMessage", []), _MALFORMED
    yield "a time to live as text", _altered("credentialSubject/ttl", "300000"), _MALFORMED
    no_day = _altered("validFrom", "2026-02-30T00:00:00Z")
    yield "a date that does not exist", no_day, _MALFORMED


def _dated() -> Iterator[Published]:
    """The edges of the time in which a list is believed."""
    now, second = world.NOW, timedelta(seconds=1)
    early, late = proof.stamp(now + second), proof.stamp(now - second)
    yield "from the future", _list(validFrom=early), "status.not_yet_valid"
    yield "from this second", _list(validFrom=proof.stamp(now)), _CLEAR
    yield "until this second", _list(validUntil=proof.stamp(now)), _CLEAR
    yield "past its end", _list(validUntil=late), "status.expired"


def _encoded() -> Iterator[Published]:
    """Lists that do not unpack to a whole one."""
    for name, text, code in (
        ("not base64url", "uH4s*", _MALFORMED),
        ("not multibase base64url", "z" + _subject()["encodedList"][1:], _MALFORMED),
        ("not gzip", "uAAAAAAAA", _MALFORMED),
        ("too short a list", _gzip(bytes(8_192)), _MALFORMED),
        ("not a whole list", _gzip(bytes(16_385)), _MALFORMED),
        ("a larger list", _gzip(bytes(32_768)), _CLEAR),
        ("too large a list", _gzip(bytes(147_456)), _MALFORMED),
        ("a bomb", _gzip(bytes(16 * 1024 * 1024)), _MALFORMED),
        ("two members of gzip", _gzip(bytes(16_384), bytes(16_384)), _MALFORMED),
        ("a byte after gzip", _gzip(bytes(16_384)) + "AAAA", _MALFORMED),
    ):
        yield name, _list(credentialSubject={**_subject(), "encodedList": text}), code


def _list(**changes: Any) -> bytes:
    return world.status_list(Purpose.REVOCATION, {world.PLACE: Bits()}, **changes)


def _subject() -> Document:
    subject: Document = json.loads(_list())["credentialSubject"]
    return subject


def _altered(path: str, value: Any) -> bytes:
    """The list with one member set after signing; `...` removes it."""
    return json.dumps(changed(path, value, json.loads(_list()))).encode()


def _by(signer: keys.Signer) -> bytes:
    """The list, signed by somebody else."""
    unsigned = {k: v for k, v in json.loads(_list()).items() if k != "proof"}
    name = "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c11"
    return json.dumps(proof.sign_chain(unsigned, signer, world.NOW, name)).encode()


def _gzip(*members: bytes) -> str:
    data = b"".join(gzip.compress(member, mtime=0) for member in members)
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def _remembered() -> Iterator[Case]:
    for name, seconds, code in (("same", 0, _CLEAR), ("newer", 1, "status.older_than_seen")):
        seen = world.NOW - timedelta(hours=1) + timedelta(seconds=seconds)
        yield Case(
            name=f"a {name} list was seen", evidence=world.signed(), code=code,
            outcome=GOOD if seconds == 0 else OPEN, memory=Memory(newest={_ADDRESS: seen}),
        )  # fmt: skip


def _addresses() -> Iterator[Case]:
    """Certificates that the body signed and that point at lists which are not its own."""
    for place in (
        "https://evil.example/status/revocation/1.json",
        "https://certs.example.org.evil.example/status/revocation/1.json",
        "https://certs.example.org/status/suspension/1.json",
        "https://certs.example.org/status/revocation/0.json",
        "https://certs.example.org/status/revocation/01.json",
        "https://certs.example.org/status/../status/revocation/1.json",
        "https://certs.example.org/other/status/revocation/1.json",
        "http://certs.example.org/status/revocation/1.json",
    ):
        document = certificate.unsigned(world.facts(), world.BODY)
        document["credentialStatus"][0]["statusListCredential"] = place
        document["credentialStatus"][0]["id"] = f"{place}#{world.PLACE.index}"
        made = proof.sign_set(document, world.signer(Role.CERTIFICATES), world.NOW)
        yield Case(name=f"list at {place}", evidence=made, outcome=OPEN, code="status.mismatch")
    far = world.signed(world.facts(position=Position(list=1, index=131_072)))
    yield Case(name="beyond the list", evidence=far, outcome=OPEN, code="status.index_out_of_range")
    absent = world.signed(world.facts(position=Position(list=2, index=5)))
    yield Case(
        name="a list that is not there", evidence=absent, outcome=OPEN, code="status.unavailable"
    )


def editions() -> Iterator[Case]:
    edition = f"{world.BASE}schemes/ndt/2017-1/scheme.json"
    another = json.dumps({"editions": {edition: "sha384-x"}}).encode()
    cases = (
        ("missing", None, "edition.unavailable"),
        ("not JSON", b"none", "edition.unavailable"),
        ("without editions", b"{}", "edition.unavailable"),
        ("editions as a list", b'{"editions": []}', "edition.unavailable"),
        ("another digest", another, "edition.not_published"),
        ("no such edition", b'{"editions": {}}', "edition.not_published"),
    )
    for name, data, code in cases:
        yield Case(
            name=f"editions: {name}", evidence=world.signed(), outcome=OPEN, code=code,
            files={world.EDITIONS: data},
        )  # fmt: skip
