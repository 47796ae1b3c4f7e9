"""Documents that are not of the profile's shape, and texts that are not strict JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from certpress import contexts
from tests import world
from tests.vectors.case import FORGED, GOOD, Case, changed, text

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
    ("proof/0/@context", list(contexts.CERTIFICATE)),
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
