"""Single values as the specifications write them: URLs, instants, texts in a language, digests.

Rules:
1. What is not in its form raises Nonconforming, which names the place and what was expected.
2. A URL is absolute and holds no space; nobody looks whether something is there.
3. An instant is a dateTimeStamp of XML Schema 1.1: a real day, with an offset or `Z`.

Source: https://www.w3.org/TR/vc-data-model-2.0/ (4.4, 4.9, 5.3, 11.1), and for SRI
https://www.w3.org/TR/SRI/#the-integrity-attribute.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from certpress import keys
from certpress.errors import CertpressError
from tests.vcdm import resources

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class Nonconforming(CertpressError):
    """A document breaks a rule of the data model; `where` is the place in the document."""


def url(value: Any, where: str) -> None:
    """Check one absolute URL; raises Nonconforming."""
    if not isinstance(value, str) or not _URL.fullmatch(value):
        raise Nonconforming(where, "expected one URL")


def instant(value: Any, where: str) -> datetime:
    """The aware instant of a dateTimeStamp; raises Nonconforming."""
    if not isinstance(value, str) or not _STAMP.fullmatch(value):
        raise Nonconforming(where, "expected a dateTimeStamp", "write 2026-01-15T00:00:00Z")
    whole = re.sub(r"\.(\d+)", lambda parts: "." + parts[1][:6].ljust(6, "0"), value)
    try:
        return datetime.fromisoformat(whole)
    except ValueError as cause:
        raise Nonconforming(where, f"no such instant: {value}") from cause


def text(value: Any, where: str) -> None:
    """Check a name or description: a string, a language value object, or several of these."""
    for one in value if isinstance(value, list) and value else [value]:
        if isinstance(one, str):
            continue
        if not isinstance(one, Mapping) or not isinstance(one.get("@value"), str):
            raise Nonconforming(where, "expected a string or a language value object")
        extra = set(one) - {"@value", "@language", "@direction"}
        if extra:
            raise Nonconforming(where, f"a language value object holds {min(extra)!r} besides")
        language, direction = one.get("@language", "en"), one.get("@direction", "ltr")
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise Nonconforming(f"{where}.@language", "expected a language tag")
        if direction not in ("ltr", "rtl"):
            raise Nonconforming(f"{where}.@direction", "expected ltr or rtl")


def digest_sri(value: Any, resource: str, where: str) -> None:
    """Check `digestSRI`, against the resource's bytes where they are known."""
    tokens = value.split() if isinstance(value, str) else []
    if not tokens:
        raise Nonconforming(where, "expected a digest such as sha384-…")
    for token in tokens:
        algorithm, _, encoded = token.partition("-")
        try:
            digest = base64.b64decode(encoded, validate=True)
        except binascii.Error as cause:
            raise Nonconforming(where, "the digest is not in base64") from cause
        if len(digest) != _SIZES.get(algorithm):
            raise Nonconforming(where, "not a whole digest of sha256, sha384 or sha512")
        _compare(digest, algorithm, resource, where)


def digest_multibase(value: Any, resource: str, where: str) -> None:
    """Check `digestMultibase`: a multihash, or a bare SHA-256 as the test suite writes it."""
    data = _multibase(value, where)
    algorithm = _MULTIHASHES.get(data[:2])
    if algorithm and len(data) == 2 + _SIZES[algorithm]:
        _compare(data[2:], algorithm, resource, where)
    elif len(data) == _SIZES["sha256"]:
        _compare(data, "sha256", resource, where)
    else:
        raise Nonconforming(where, "not a whole digest of sha256, sha384 or sha512")


def _multibase(value: Any, where: str) -> bytes:
    if not isinstance(value, str) or value[:1] not in ("u", "z"):
        raise Nonconforming(where, "expected multibase in base64url or base58")
    body = value[1:]
    try:
        if value[0] == "z":
            return keys.unbase58(body)
        padded = body.replace("-", "+").replace("_", "/") + "=" * (-len(body) % 4)
        return base64.b64decode(padded, validate=True)
    except (ValueError, binascii.Error) as cause:
        raise Nonconforming(where, f"not multibase: {cause}") from cause


def _compare(digest: bytes, algorithm: str, resource: str, where: str) -> None:
    known = resources.DIGESTS.get(resource)
    if known is not None and base64.b64decode(known[algorithm]) != digest:
        raise Nonconforming(where, f"not the {algorithm} of {resource}")
