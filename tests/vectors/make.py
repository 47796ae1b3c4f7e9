"""Makes the shared vectors: `python -m tests.vectors.make` writes `tests/vectors/*.json`.

Rules:
1. What each vector must come to is written here by hand: its outcome and the code that decides. The
   other codes are taken down from the Python verifier, and the browser's has to agree.
2. Everything is fixed: keys, identifiers, times. Making them twice gives the same files.
3. A file shares its site, its time and what is published; a vector names only what is different.
   A published file that is `null` is missing.
"""

from __future__ import annotations

import base64
import copy
import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from certpress import certificate, compact, keys, proof, verify
from certpress.keys import Role
from certpress.model import Bits, Person, Position, Purpose
from certpress.verify import Memory
from tests import world

HERE = Path(__file__).parent
GOOD = "valid"
FORGED = "not_genuine"
OPEN = "not_checked"

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A vector before it is written: `code` is the one that decides, and must be among the codes."""

    name: str
    evidence: Any
    outcome: str
    code: str
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    now: datetime = world.NOW
    memory: Memory = field(default_factory=Memory)


def changed(path: str, value: Any, document: Document | None = None) -> Document:
    """A signed certificate with one member set after signing; `...` removes it."""
    made = copy.deepcopy(document or world.signed())
    place: Any = made
    *way, last = path.split("/")
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    elif isinstance(place, list) and key == len(place):
        place.append(value)
    else:
        place[key] = value
    return made


def resigned(path: str, value: Any) -> Document:
    """A certificate with one member set before signing with the body's own key."""
    document = changed(path, value, certificate.unsigned(world.facts(), world.BODY))
    return proof.sign_set(document, world.signer(Role.CERTIFICATES), world.NOW)


def text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


# ---- what is good --------------------------------------------------------------------------------


def good() -> Iterator[Case]:
    yield Case(name="file", evidence=world.signed(), outcome=GOOD, code="proof.valid")
    yield Case(name="code", evidence=world.digits(world.signed()), outcome=GOOD, code="proof.valid")
    for name in (
        "李建国",
        "محمد بن عبد الرحمن",
        "Işıl İnan",
        "Nguyễn Thị Ánh",
        "Zoë",
        "Эльвира",
        "😀 Ω",
    ):
        person = Person(id="p", name=name, name_latin="Latin Spelling")
        made = world.signed(world.facts(person=person))
        yield Case(name=f"name {name}", evidence=made, outcome=GOOD, code="proof.valid")
        yield Case(
            name=f"name {name}, code", evidence=world.digits(made), outcome=GOOD, code="proof.valid"
        )
    limited = world.signed(world.facts(conditions='Only "dry" parts\\ up to 5 kg / day'))
    yield Case(name="conditions", evidence=limited, outcome=GOOD, code="proof.valid")
    bare = world.signed(world.facts(accreditation=None))
    yield Case(name="not accredited", evidence=bare, outcome=GOOD, code="proof.valid")
    one = [p for p in world.signed()["proof"] if p["cryptosuite"] == proof.JCS]
    yield Case(
        name="the JCS proof alone", evidence={**world.signed(), "proof": one},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip
    other = [p for p in world.signed()["proof"] if p["cryptosuite"] == proof.RDFC]
    yield Case(
        name="the RDFC proof alone", evidence={**world.signed(), "proof": other[0]},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip
    unknown = {**one[0], "cryptosuite": "mldsa44-jcs-2024"}
    yield Case(
        name="a suite of the future beside known ones",
        evidence={**world.signed(), "proof": [*world.signed()["proof"], unknown]},
        outcome=GOOD, code="proof.suite_unknown",
    )  # fmt: skip
    bare_proof = {k: v for k, v in one[0].items() if k != "@context"}
    document = {k: v for k, v in world.signed().items() if k != "proof"}
    made_without = _sign_jcs(document, bare_proof)
    yield Case(
        name="a JCS proof without its context", evidence={**document, "proof": made_without},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip


def _sign_jcs(document: Document, options: Document) -> Document:
    bare = {k: v for k, v in options.items() if k != "proofValue"}
    signature = world.signer(Role.CERTIFICATES).sign(proof.digest(document, bare))
    return {**bare, "proofValue": "z" + keys.base58(signature)}


# ---- shape ---------------------------------------------------------------------------------------

_MEMBERS = (
    "@context", "id", "type", "issuer", "name", "validFrom", "validUntil", "credentialSubject",
    "evidence", "relatedResource", "credentialStatus", "proof", "issuer/id", "issuer/name",
    "issuer/official", "issuer/phone", "credentialSubject/name", "credentialSubject/licenseNumber",
    "credentialSubject/identifier", "credentialSubject/achievement",
    "credentialSubject/achievement/alignment", "credentialSubject/achievement/version",
    "credentialStatus/0/statusPurpose", "credentialStatus/2/statusListIndex",
    "proof/0/type", "proof/0/cryptosuite", "proof/0/verificationMethod", "proof/1/proofPurpose",
    "proof/1/proofValue", "proof/0/created",
)  # fmt: skip

_VALUES: tuple[tuple[str, Any], ...] = (
    ("id", "urn:uuid:3F1D9D1E-6F3C-4C6B-9D53-0B6F7A3F5C11"),
    ("id", "https://certs.example.org/1"),
    ("type", ["VerifiableCredential"]),
    ("type", ["OpenBadgeCredential", "VerifiableCredential"]),
    ("type", "VerifiableCredential"),
    ("issuer", "did:web:certs.example.org"),
    ("issuer/id", "did:key:z6Mk"),
    ("issuer/name", ""),
    ("issuer/name", {"@value": "Northmere Institute"}),
    ("issuer/name", "Northmere\u0007Institute"),
    ("issuer/name", "Northmere\u0085Institute"),
    ("issuer/name", "Northmere\uffffInstitute"),
    ("issuer/name", "x" * 1001),
    ("issuer/url", "javascript:alert(1)"),
    ("issuer/url", "//evil.example"),
    ("validFrom", "2026-01-15"),
    ("validFrom", "2026-02-30T00:00:00Z"),
    ("validFrom", "2026-01-15T24:00:00Z"),
    ("validFrom", "2026-01-15T00:00:60Z"),
    ("validFrom", "2026-01-15T00:00:00+15:00"),
    ("validFrom", "2026-01-15T00:00:00+01:60"),
    ("validFrom", "2026-01-15T00:00:00.5Z"),
    ("validFrom", "2032-01-15T00:00:00Z"),
    ("validUntil", "0999-01-14T23:59:59Z"),
    ("credentialSubject", []),
    ("credentialSubject/id", "urn:x"),
    ("credentialSubject/identifier/0/hashed", True),
    ("credentialSubject/identifier/0/hashed", 0),
    ("credentialSubject/identifier/0/hashed", "false"),
    ("credentialSubject/identifier/0/identityHash", "Somebody Else"),
    ("credentialSubject/identifier/0/identityType", "ext:dateOfBirth"),
    ("credentialSubject/achievement/criteria/id", "https://evil.example/"),
    ("credentialSubject/achievement/alignment", []),
    ("credentialSubject/achievement/alignment/0/targetUrl", "https://x.example/a?b"),
    ("credentialSubject/achievement/alignment/0/extra", "x"),
    ("credentialStatus/0/statusListIndex", 94567),
    ("credentialStatus/0/statusListIndex", "094567"),
    ("credentialStatus/0/statusListIndex", "-1"),
    ("credentialStatus/0/statusPurpose", "refresh"),
    ("credentialStatus/0/id", "https://certs.example.org/status/revocation/1.json#1"),
    ("credentialStatus/3", {}),
    ("evidence/0/genre", "praise"),
    ("evidence", []),
    ("relatedResource/0/digestSRI", "sha256-AAAA"),
    ("proof/0/proofPurpose", "authentication"),
    ("proof/0/previousProof", "urn:uuid:1"),
    ("proof/0/domain", "example.org"),
    ("proof/0/expires", "2030-01-01T00:00:00Z"),
    ("proof/1/@context", ["https://www.w3.org/ns/credentials/v2"]),
    ("proof/1/proofValue", "u" + "1" * 85),
    ("proof/1/proofValue", "z0OIl" + "1" * 80),
    ("proof", []),
    ("proof", "none"),
    ("unknown", "member"),
    ("termsOfUse", []),
    ("nonTransferable", True),
)


def shapes() -> Iterator[Case]:
    for path in _MEMBERS:
        code = "shape.context" if path == "@context" else "shape.profile"
        made = changed(path, ...)
        yield Case(name=f"without {path}", evidence=made, outcome=FORGED, code=code)
    for number, (path, value) in enumerate(_VALUES):
        made = changed(path, value)
        name = f"{path} as {json.dumps(value)[:40]} ({number})"
        yield Case(name=name, evidence=made, outcome=FORGED, code="shape.profile")
    for context in (
        [],
        "https://www.w3.org/ns/credentials/v2",
        list(reversed(world.signed()["@context"])),
        [*world.signed()["@context"], "https://evil.example/context"],
        [*world.signed()["@context"], {"name": "https://evil.example/name"}],
        ["https://www.w3.org/2018/credentials/v1", world.signed()["@context"][1]],
    ):
        made = changed("@context", context)
        name = f"contexts {json.dumps(context)[:50]}"
        yield Case(name=name, evidence=made, outcome=FORGED, code="shape.context")


def texts() -> Iterator[Case]:
    whole = text(world.signed())
    raw = whole.encode()
    odd: dict[str, str | bytes] = {
        "empty object": "{}x",
        "a list": f"[{whole}]",
        "a string": '"certificate"',
        "cut short": whole[:-1],
        "two documents": whole + whole,
        "duplicate member": whole.replace('"name":', '"name": "x", "name":', 1),
        "duplicate member, escaped": whole.replace('"name":', '"n\\u0061me": "x", "name":', 1),
        "a byte order mark": "\ufeff" + whole,
        "a comment": whole.replace("{", "{/* */", 1),
        "a trailing comma": whole[:-1] + ",}",
        "single quotes": whole.replace('"', "'"),
        "not a number": whole.replace('"type":', '"x": NaN, "type":', 1),
        "infinity": whole.replace('"type":', '"x": -Infinity, "type":', 1),
        "a fraction": whole.replace('"type":', '"x": 1.0, "type":', 1),
        "an exponent": whole.replace('"type":', '"x": 1e3, "type":', 1),
        "a negative number": whole.replace('"type":', '"x": -1, "type":', 1),
        "a number of ten digits": whole.replace('"type":', '"x": 1234567890, "type":', 1),
        "a leading zero": whole.replace('"type":', '"x": 01, "type":', 1),
        "a control character": whole.replace("Northmere", "North\nmere", 1),
        "a bad escape": whole.replace("Northmere", "North\\xmere", 1),
        "deep": whole.replace('"type":', '"x": ' + "[" * 17 + "]" * 17 + ', "type":', 1),
        "very deep": "[" * 30000,
        "too long": whole[:-1] + " " * 66_000 + "}",
        "not UTF-8": raw.replace(b"Northmere", b"North\xffere", 1),
        "UTF-8 of a surrogate": raw.replace(b"Northmere", b"North\xed\xa0\x80ere", 1),
        "an overlong form": raw.replace(b"Northmere", b"North\xc0\xafere", 1),
        "UTF-16": whole.encode("utf-16"),
        "nothing but a space": " ",
        "a null byte": raw + b"\0",
        "a vertical tab as a space": whole.replace(": ", ":\v", 1),
        "a no-break space": whole.replace(": ", ":\u00a0", 1),
    }
    for name, evidence in odd.items():
        yield Case(name=name, evidence=evidence, outcome=FORGED, code="shape.json")
    lone = whole.replace("Northmere", "North\\ud800mere", 1)
    yield Case(name="a lone surrogate", evidence=lone, outcome=FORGED, code="shape.profile")
    small = whole.replace('"type":', '"x": 123456789, "type":', 1)
    yield Case(name="a number", evidence=small, outcome=FORGED, code="shape.profile")
    proto = whole.replace('"type":', '"__proto__": {"a": 1}, "type":', 1)
    yield Case(name="__proto__", evidence=proto, outcome=FORGED, code="shape.profile")
    spaced = json.dumps(world.signed(), indent=3, ensure_ascii=True)
    yield Case(name="other white space", evidence=spaced, outcome=GOOD, code="proof.valid")


# ---- codes ---------------------------------------------------------------------------------------


def qr_codes() -> Iterator[Case]:
    digits = world.digits(world.signed())
    code = compact.undigits(digits)
    odd = {
        "a leading zero": "0" + digits,
        "nothing": "",
        "one digit": "7",
        "a digit more": digits + "1",
        "a digit less": digits[:-1],
        "half": digits[: len(digits) // 2],
        "1,701 digits": "1" * 1701,
        "1,700 digits that are no certificate": compact.digits(b"\1" + b"\xa5" * 704)[:1700],
    }
    for name, evidence in odd.items():
        outcome, why = _judged(evidence, code)
        yield Case(name=f"code: {name}", evidence=evidence, outcome=outcome, code=why)
    yield from _altered_bytes(code)
    generator = random.Random(17024)
    for _ in range(30):
        place = generator.randrange(40, len(digits))
        digit = str((int(digits[place]) + generator.randrange(1, 10)) % 10)
        changed_digits = digits[:place] + digit + digits[place + 1 :]
        why = _why(changed_digits)
        yield Case(
            name=f"digit {place} as {digit}", evidence=changed_digits, outcome=FORGED, code=why
        )


def _judged(digits: str, good: bytes) -> tuple[str, str]:
    """What digits come to that hold no certificate, by the order of `compact-form.md`."""
    if not digits or digits[0] == "0" or len(digits) > 1700:
        return FORGED, "compact.malformed"
    number = int(digits)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(data) < 86:
        return FORGED, "compact.malformed"
    if data[0] != 1:
        return OPEN, "compact.format_unknown"
    if data[1:5] != good[1:5]:
        return OPEN, "compact.dictionary_unavailable"
    return FORGED, "compact.malformed"


def _why(digits: str) -> str:
    """Damage shows while unpacking, or the signature fails: which of the two is noted, not chosen."""
    codes = world.codes(world.check(digits))
    return next(
        c for c in codes if c in ("compact.malformed", "shape.profile", "proof.signature_invalid")
    )


def _altered_bytes(code: bytes) -> Iterator[Case]:
    malformed, unknown = "compact.malformed", "compact.dictionary_unavailable"
    last = code[-65]
    cases = {
        "format 2": (b"\2" + code[1:], OPEN, "compact.format_unknown"),
        "another dictionary": (code[:1] + b"abcd" + code[5:], OPEN, unknown),
        "another uuid": (
            code[:6] + bytes([code[6] ^ 1]) + code[7:],
            FORGED,
            "proof.signature_invalid",
        ),
        "a uuid of version 1": (code[:11] + b"\x1c" + code[12:], FORGED, "shape.profile"),
        "a byte after the stream": (code[:-64] + b"\0" + code[-64:], FORGED, malformed),
        "a byte fewer": (code[:-65] + code[-64:], FORGED, malformed),
        "another signature": (code[:-1] + bytes([code[-1] ^ 1]), FORGED, "proof.signature_invalid"),
        "an empty stream": (code[:21] + b"\x03\0" + code[-64:], FORGED, malformed),
        "a stored block": (code[:21] + b"\1\0\0\xff\xff" + code[-64:], FORGED, malformed),
    }
    for bit in range(8):
        if not any(last >> b & 1 for b in range(bit, 8)):
            padded = code[:-65] + bytes([last | 1 << bit]) + code[-64:]
            cases[f"padding bit {bit}"] = (padded, FORGED, malformed)
    for name, (data, outcome, why) in cases.items():
        yield Case(name=name, evidence=compact.digits(data), outcome=outcome, code=why)
    no_dictionary = {f"{world.BASE}qr/{compact.name(world.DICTIONARY)}": None}
    wrong = {f"{world.BASE}qr/{compact.name(world.DICTIONARY)}": b"something else"}
    for name, files in (("missing", no_dictionary), ("of other bytes", wrong)):
        yield Case(
            name=f"a dictionary {name}", evidence=compact.digits(code), outcome=OPEN, code=unknown,
            files=files,
        )  # fmt: skip


# ---- issuer, keys, proofs ------------------------------------------------------------------------


def issuers() -> Iterator[Case]:
    other = resigned("issuer/id", "did:web:other.example")
    yield Case(name="another body", evidence=other, outcome=OPEN, code="issuer.other")
    path = resigned("issuer/id", "did:web:certs.example.org:sub")
    yield Case(name="another path", evidence=path, outcome=OPEN, code="issuer.other")


def controller(change: Callable[[Document], object]) -> dict[str, bytes | None]:
    """The controller document with one thing changed."""
    document = json.loads(world.files()[world.CONTROLLER])
    change(document)
    return {world.CONTROLLER: json.dumps(document).encode()}


def controllers() -> Iterator[Case]:
    def method(**members: Any) -> Callable[[Document], object]:
        return lambda d: d["verificationMethod"][0].update(members)

    low = keys.multikey(bytes([1]) + bytes(31))
    torsion = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
    bad = keys.multikey(bytes.fromhex(torsion))
    invalid, day = "key.controller_invalid", "2026-11-18T00:00:00Z"
    both = {"verificationMethod": [{}], "assertionMethod": []}
    cases: tuple[tuple[str, Callable[[Document], object], str, str], ...] = (
        ("another id", lambda d: d.update(id="did:web:other.example"), OPEN, invalid),
        ("another controller", method(controller="did:web:other.example"), OPEN, invalid),
        ("a method of another DID", method(id="did:web:other.example#certificates-1"), OPEN, invalid),
        ("a method twice", lambda d: d["verificationMethod"].append(d["verificationMethod"][0]), OPEN, invalid),
        ("another type", method(type="JsonWebKey"), OPEN, invalid),
        ("no methods", lambda d: d.update(both), OPEN, invalid),
        ("an unknown member", lambda d: d.update(service=[]), OPEN, invalid),
        ("other contexts", lambda d: d.update({"@context": []}), OPEN, invalid),
        ("a key of another kind", method(publicKeyMultibase="zDn" + "a" * 44), OPEN, invalid),
        ("the key removed", lambda d: d["verificationMethod"].pop(0), FORGED, "key.not_found"),
        ("not for assertions", lambda d: d["assertionMethod"].pop(0), FORGED, "key.relationship"),
        ("revoked", method(revoked=day), FORGED, "key.revoked"),
        ("revoked in the future", method(revoked="2030-01-01T00:00:00Z"), FORGED, "key.revoked"),
        ("expired before signing", method(expires=day), FORGED, "key.expired"),
        ("expired after signing", method(expires="2026-11-19T23:00:00Z"), GOOD, "key.valid"),
        ("a point of small order", method(publicKeyMultibase=low), FORGED, "key.point_invalid"),
        ("another point of small order", method(publicKeyMultibase=bad), FORGED, "key.point_invalid"),
        (
            "another key of that name",
            method(publicKeyMultibase=world.key(Role.CERTIFICATES, 1, "other").public),
            FORGED,
            "proof.signature_invalid",
        ),
    )  # fmt: skip
    for name, change, outcome, code in cases:
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
        code = "key.unavailable" if data is None else invalid
        yield Case(
            name=f"keys: {name}", evidence=world.signed(), outcome=OPEN, code=code,
            files={world.CONTROLLER: data},
        )  # fmt: skip
    for days, outcome, code in ((6, GOOD, "key.valid"), (8, OPEN, "key.controller_stale")):
        kept = Memory(fetched={world.CONTROLLER: world.NOW - timedelta(days=days)})
        yield Case(
            name=f"keys kept {days} days", evidence=world.signed(), outcome=outcome, code=code,
            memory=kept,
        )  # fmt: skip


def proofs() -> Iterator[Case]:
    signed = world.signed()
    rdfc, jcs = signed["proof"]
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
    sets: tuple[tuple[str, Any, str], ...] = (
        ("one proof twice", [jcs, jcs], "proof.repeated"),
        ("only suites of the future", [{**jcs, "cryptosuite": "new-2030"}], "proof.none_known"),
        ("suites exchanged", [{**rdfc, "cryptosuite": "eddsa-jcs-2022"}, {**jcs, "cryptosuite": "eddsa-rdfc-2022"}], "proof.signature_invalid"),
        ("values exchanged", [{**rdfc, "proofValue": jcs["proofValue"]}, {**jcs, "proofValue": rdfc["proofValue"]}], "proof.signature_invalid"),
        ("a good one and a bad one", [rdfc, {**jcs, "proofValue": rdfc["proofValue"]}], "proof.signature_invalid"),
        ("another day of signing", [rdfc, {**jcs, "created": "2026-11-18T09:00:00Z"}], "proof.signature_invalid"),
        ("five proofs", [rdfc, jcs, jcs, jcs, jcs], "shape.profile"),
        ("a short signature", [{**jcs, "proofValue": "z" + "2" * 80}], "proof.signature_invalid"),
    )  # fmt: skip
    for name, value, code in sets:
        yield Case(name=name, evidence={**signed, "proof": value}, outcome=FORGED, code=code)
    generator = random.Random(9712)
    for path, value in _TAMPERED:
        yield Case(
            name=f"tampered: {path}", evidence=changed(path, value), outcome=FORGED,
            code="proof.signature_invalid",
        )  # fmt: skip
    for number in range(10):
        at = generator.randrange(1, 85)
        value = _other(jcs["proofValue"], at)
        yield Case(
            name=f"signature character {at} ({number})",
            evidence=changed("proof/1/proofValue", value),
            outcome=FORGED, code="proof.signature_invalid",
        )  # fmt: skip


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


# ---- dates and status ----------------------------------------------------------------------------


def lists_at(moment: datetime) -> dict[str, bytes | None]:
    """The status lists as they would be published at another time."""
    since, until = moment - timedelta(hours=1), moment + timedelta(days=7)
    dates = {"validFrom": proof.stamp(since), "validUntil": proof.stamp(until)}
    return {
        f"{world.BASE}status/{p}/1.json": world.status_list(p, {world.PLACE: Bits()}, **dates)
        for p in Purpose
    }


def dates() -> Iterator[Case]:
    summer = world.signed(world.facts(valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 30)))
    edges = (
        ("2026-05-31T22:59:59+00:00", "not_yet_valid", "dates.not_yet_valid"),
        ("2026-05-31T23:00:00+00:00", GOOD, "dates.current"),
        ("2026-06-30T22:59:59+00:00", GOOD, "dates.current"),
        ("2026-06-30T22:59:59.900000+00:00", GOOD, "dates.current"),
        ("2026-06-30T23:00:00+00:00", "expired", "dates.expired"),
        ("2026-06-30T23:00:00.100000+00:00", "expired", "dates.expired"),
    )
    for instant, outcome, code in edges:
        now = datetime.fromisoformat(instant)
        yield Case(
            name=f"at {instant}", evidence=summer, outcome=outcome, code=code, now=now,
            files=lists_at(now),
        )  # fmt: skip
    future = datetime.fromisoformat("2036-11-20T09:00:00+00:00")
    yield Case(
        name="expired, and the lists out of date", evidence=world.signed(), outcome="expired",
        code="status.expired", now=future,
    )  # fmt: skip


_BITS = {
    "000": GOOD, "001": GOOD, "010": "suspended", "011": "suspended",
    "110": "withdrawn", "111": "withdrawn", "100": "withdrawn", "101": "replaced",
}  # fmt: skip


def bits() -> Iterator[Case]:
    for pattern, outcome in _BITS.items():
        revocation, suspension, refresh = (digit == "1" for digit in pattern)
        state = Bits(revocation=revocation, suspension=suspension, refresh=refresh)
        files: dict[str, bytes | None] = {
            f"{world.BASE}status/{p}/1.json": world.status_list(p, {world.PLACE: state})
            for p in Purpose
        }
        code = "status.revoked" if revocation else "status.not_revoked"
        for kind, evidence in (("", world.signed()), (", code", world.digits(world.signed()))):
            yield Case(
                name=f"bits {pattern}{kind}", evidence=evidence, outcome=outcome, code=code,
                files=files,
            )  # fmt: skip
    neighbours = {Position(list=1, index=i): Bits(revocation=True) for i in (94_566, 94_568)}
    beside = {
        f"{world.BASE}status/revocation/1.json": world.status_list(Purpose.REVOCATION, neighbours)
    }
    yield Case(
        name="the neighbours withdrawn", evidence=world.signed(), outcome=GOOD,
        code="status.not_revoked", files=beside,
    )  # fmt: skip


def _list(purpose: Purpose, **changes: Any) -> bytes:
    return world.status_list(purpose, {world.PLACE: Bits()}, **changes)


def lists() -> Iterator[Case]:
    base, revocation = f"{world.BASE}status/", Purpose.REVOCATION
    address = f"{base}revocation/1.json"
    good = _list(revocation)
    document = json.loads(good)
    subject = document["credentialSubject"]
    stranger = world.signer(Role.STATUS, 1, "stranger")
    unsigned = {k: v for k, v in document.items() if k != "proof"}

    def by(signer: keys.Signer, source: Document = unsigned) -> bytes:
        name = "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c11"
        return json.dumps(proof.sign_chain(source, signer, world.NOW, name)).encode()

    def encoded(value: str) -> bytes:
        return _list(revocation, credentialSubject={**subject, "encodedList": value})

    def altered(path: str, value: Any) -> bytes:
        return json.dumps(changed(path, value, document)).encode()

    mismatch, malformed, forged = "status.mismatch", "status.malformed", "status.signature_invalid"
    cases: tuple[tuple[str, bytes | None, str], ...] = (
        ("missing", None, "status.unavailable"),
        ("empty", b"", malformed),
        ("half", good[: len(good) // 2], malformed),
        ("not JSON", b"<!doctype html>", malformed),
        ("another issuer", _list(revocation, issuer="did:web:other.example"), mismatch),
        ("another id", _list(revocation, id=f"{base}revocation/2.json"), mismatch),
        ("another subject", _list(revocation, credentialSubject={**subject, "id": f"{address}#x"}), mismatch),
        ("the suspension list in its place", world.files()[f"{base}suspension/1.json"], mismatch),
        ("another purpose", _list(revocation, credentialSubject={**subject, "statusPurpose": "suspension"}), mismatch),
        ("a purpose of its own", altered("credentialSubject/statusPurpose", "praise"), malformed),
        ("another type", altered("type", ["VerifiableCredential"]), malformed),
        ("a stranger's key", by(stranger), forged),
        ("the certificate key", by(world.signer(Role.CERTIFICATES)), forged),
        ("the list changed", altered("credentialSubject/encodedList", _other(subject["encodedList"], 20)), forged),
        ("the end moved", altered("validUntil", "2036-01-01T00:00:00Z"), forged),
        ("the first proof changed", altered("proof/0/created", "2020-01-01T00:00:00Z"), forged),
        ("the first proof's value changed", altered("proof/0/proofValue", document["proof"][1]["proofValue"]), forged),
        ("the second proof's value changed", altered("proof/1/proofValue", document["proof"][0]["proofValue"]), forged),
        ("the first proof removed", altered("proof/0", ...), malformed),
        ("the second proof removed", altered("proof/1", ...), malformed),
        ("proofs in another order", json.dumps({**document, "proof": document["proof"][::-1]}).encode(), malformed),
        ("a chain to nowhere", altered("proof/1/previousProof", "urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c99"), malformed),
        ("no chain", altered("proof/1/previousProof", ...), malformed),
        ("a message", altered("credentialSubject/statusMessage", []), malformed),
        ("a time to live as text", altered("credentialSubject/ttl", "300000"), malformed),
        ("a date that does not exist", altered("validFrom", "2026-02-30T00:00:00Z"), malformed),
        ("from the future", _list(revocation, validFrom=proof.stamp(world.NOW + timedelta(seconds=1))), "status.not_yet_valid"),
        ("from this second", _list(revocation, validFrom=proof.stamp(world.NOW)), "status.not_revoked"),
        ("until this second", _list(revocation, validUntil=proof.stamp(world.NOW)), "status.not_revoked"),
        ("past its end", _list(revocation, validUntil=proof.stamp(world.NOW - timedelta(seconds=1))), "status.expired"),
        ("not base64url", encoded("uH4s*"), malformed),
        ("not multibase base64url", encoded("z" + subject["encodedList"][1:]), malformed),
        ("not gzip", encoded("uAAAAAAAA"), malformed),
        ("too short a list", encoded(_gzip(bytes(8_192))), malformed),
        ("not a whole list", encoded(_gzip(bytes(16_385))), malformed),
        ("a larger list", encoded(_gzip(bytes(32_768))), "status.not_revoked"),
        ("too large a list", encoded(_gzip(bytes(147_456))), malformed),
        ("a bomb", encoded(_gzip(bytes(16 * 1024 * 1024))), malformed),
        ("two members of gzip", encoded(_gzip(bytes(16_384), bytes(16_384))), malformed),
        ("a byte after gzip", encoded(_gzip(bytes(16_384)) + "AAAA"), malformed),
    )  # fmt: skip
    for name, data, code in cases:
        outcome = GOOD if code == "status.not_revoked" else OPEN
        yield Case(
            name=f"list: {name}", evidence=world.signed(), outcome=outcome, code=code,
            files={address: data},
        )  # fmt: skip
    yield from _remembered(address)
    yield from _addresses()


def _other(value: str, at: int) -> str:
    """The text with another character at one place."""
    return value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]


def _gzip(*members: bytes) -> str:
    data = b"".join(gzip.compress(member, mtime=0) for member in members)
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def _remembered(address: str) -> Iterator[Case]:
    for name, seconds, code in (
        ("same", 0, "status.not_revoked"),
        ("newer", 1, "status.older_than_seen"),
    ):
        seen = world.NOW - timedelta(hours=1) + timedelta(seconds=seconds)
        yield Case(
            name=f"a {name} list was seen", evidence=world.signed(),
            outcome=GOOD if seconds == 0 else OPEN, code=code, memory=Memory(newest={address: seen}),
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
    cases = (
        ("missing", None, "edition.unavailable"),
        ("not JSON", b"none", "edition.unavailable"),
        ("without editions", b"{}", "edition.unavailable"),
        ("editions as a list", b'{"editions": []}', "edition.unavailable"),
        ("another digest", b'{"editions": {"https://certs.example.org/schemes/ndt/2017-1/scheme.json": "sha384-x"}}', "edition.not_published"),
        ("no such edition", b'{"editions": {}}', "edition.not_published"),
    )  # fmt: skip
    for name, data, code in cases:
        yield Case(
            name=f"editions: {name}", evidence=world.signed(), outcome=OPEN, code=code,
            files={world.EDITIONS: data},
        )  # fmt: skip


# ---- writing -------------------------------------------------------------------------------------

FILES: Mapping[str, Callable[[], Iterator[Case]]] = {
    "good": good,
    "shape": shapes,
    "json": texts,
    "codes": qr_codes,
    "issuer": issuers,
    "keys": controllers,
    "proofs": proofs,
    "dates": dates,
    "bits": bits,
    "lists": lists,
    "editions": editions,
}


def run(case: Case) -> verify.Verdict:
    """The Python verdict on a case."""
    published = {**world.files(), **case.files}
    present = {address: data for address, data in published.items() if data is not None}
    return world.check(case.evidence, present, case.now, case.memory)


def vector(case: Case) -> dict[str, Any]:
    """A case as it is written; raises AssertionError when it does not come to what it must."""
    verdict = run(case)
    codes = world.codes(verdict)
    found = (str(verdict.outcome), case.code in codes)
    if found != (case.outcome, True):
        raise AssertionError(f"{case.name}: expected {case.outcome} {case.code}, got {verdict}")
    evidence = text(case.evidence) if isinstance(case.evidence, dict) else case.evidence
    written: dict[str, Any] = {"name": case.name, "evidence": content(evidence)}
    if case.files:
        written["documents"] = {a: content(data) for a, data in case.files.items()}
    if case.now != world.NOW:
        written["now"] = case.now.isoformat().replace("+00:00", "Z")
    memory = {
        name: {address: proof.stamp(moment) for address, moment in kept.items()}
        for name, kept in (("newest", case.memory.newest), ("fetched", case.memory.fetched))
        if kept
    }
    if memory:
        written["memory"] = memory
    return {**written, "expect": {"outcome": case.outcome, "codes": list(codes)}}


def content(data: str | bytes | None) -> Any:
    """Text where it is text, base64 where it is not, null where there is nothing."""
    if data is None or isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def whole(name: str) -> bytes:
    """A file of vectors."""
    site = world.SITE
    document = {
        "site": {"base": site.base, "did": site.did, "dictionaries": list(site.dictionaries)},
        "now": proof.stamp(world.NOW),
        "documents": {address: content(data) for address, data in world.files().items()},
        "vectors": [vector(case) for case in FILES[name]()],
    }
    return (json.dumps(document, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def main() -> None:
    """Write every file and say how many vectors it holds."""
    total = 0
    for name in FILES:
        data = whole(name)
        (HERE / f"{name}.json").write_bytes(data)
        count = len(json.loads(data)["vectors"])
        total += count
        print(f"{name}.json: {count}")
    print(f"{total} vectors")


if __name__ == "__main__":
    main()
