"""Status: positions, bitstrings, signed status lists, and how fresh they are.

Rules:
1. A list has 131,072 entries and one purpose; bit i is the i-th, most significant first.
2. A list says what is known at `validFrom`; after `validUntil` nobody believes it.
3. A signed list is kept as bytes: compressors differ, so lists are compared by their bits.
4. A list unpacks to an exact length or not at all.

Source: https://www.w3.org/TR/vc-bitstring-status-list/.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from certpress import certificate, contexts, keys, proof
from certpress.keys import Entropy, Signer
from certpress.model import BADGES, Bits, Position, Purpose
from certpress.shape import instant

ENTRIES = 131_072
_BYTES = ENTRIES // 8
_LARGEST = 8 * _BYTES
LIFE = timedelta(days=7)
RENEW_AFTER = timedelta(days=1)
_TTL_MS = 300_000


class Unusable(ValueError):
    """An encoded list does not unpack to a bitstring of an exact length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when a list speaks, and until when it is believed."""

    since: datetime
    until: datetime


def bitstring(bits: Mapping[Position, Bits], purpose: Purpose, number: int) -> bytes:
    """The bits of one list: 16,384 bytes, a bit set where the certificate's status has it."""
    data = bytearray(_BYTES)
    for position, state in bits.items():
        if position.list == number and getattr(state, purpose):
            data[position.index >> 3] |= 0x80 >> (position.index & 7)
    return bytes(data)


def purpose(folder: str) -> Purpose:
    """What the lists in a folder below `status/` say: the folder's name, for badges suspension."""
    return Purpose.SUSPENSION if folder == BADGES else Purpose(folder)


def encode(data: bytes) -> str:
    """`encodedList`: multibase base64url without padding over gzip, the same bytes every time."""
    packed = gzip.compress(data, compresslevel=9, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def decode(text: str) -> bytes:
    """The bitstring that an `encodedList` holds; raises Unusable.

    Its length is a multiple of 16,384 bytes, at most 131,072; nothing follows the gzip member.
    """
    body = text[1:]
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        if base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=") != body:
            raise Unusable("base64url with stray bits")
        unpacker = zlib.decompressobj(wbits=31)
        data = unpacker.decompress(packed, _LARGEST + 1)
    except (binascii.Error, ValueError, zlib.error) as cause:
        raise Unusable(f"not gzip in base64url: {cause}") from cause
    if not unpacker.eof or unpacker.unused_data or len(data) % _BYTES or not data:
        raise Unusable("not a whole list")
    return data


def bit(data: bytes, index: int) -> bool:
    """The bit at an index; raises IndexError outside the list."""
    return bool(data[index >> 3] & (0x80 >> (index & 7)))


def unsigned(
    base_url: str, folder: str, number: int, data: bytes, period: Period
) -> dict[str, Any]:
    """The list credential without proofs, as it is published in a folder below `status/`."""
    address = certificate.list_address(base_url, folder, number)
    return {
        "@context": list(contexts.LIST),
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": keys.did(base_url),
        "validFrom": proof.stamp(period.since),
        "validUntil": proof.stamp(period.until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": str(purpose(folder)),
            "encodedList": encode(data),
            "ttl": _TTL_MS,
        },
    }


def sign(document: Mapping[str, Any], signer: Signer, now: datetime, entropy: Entropy) -> bytes:
    """The signed list as it is published: both proofs, the second over the first."""
    identifier = f"urn:uuid:{uuid.UUID(bytes=entropy(16), version=4)}"
    signed = proof.sign_chain(document, signer, now, identifier)
    return (json.dumps(signed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def is_due(signed: bytes | None, data: bytes, base_url: str, now: datetime) -> bool:
    """True when a published list has to be signed again.

    That is: it is missing or unreadable, its bits are not `data`, it was made for another address,
    it is a day old, or it comes from the future of `now`.
    """
    if signed is None:
        return True
    try:
        document = json.loads(signed)
        since = instant(document["validFrom"])
        until = instant(document["validUntil"])
        bits = decode(document["credentialSubject"]["encodedList"])
        same = bits == data and str(document["id"]).startswith(base_url)
    except (ValueError, KeyError, TypeError):
        return True
    return not same or not since <= now < min(since + RENEW_AFTER, until)
