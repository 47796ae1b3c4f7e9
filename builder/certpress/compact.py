"""The compact form: a certificate and its signature in the few bytes that fit a QR code.

Rules:
1. Bytes are: format, dictionary id, UUID, DEFLATE over the certificate's JCS text with a preset
   dictionary, signature. As a number in decimal they are the fragment of the code's address.
2. One certificate has one accepted text: no leading zero, every byte and bit accounted for, the
   text its own canonical form.
3. Compressed bytes are made once and kept.
4. Anything that does not unpack is `Malformed`; what a later release may have written is `Unknown`.

Source: `docs/developers/compact-form.md`; its twin is `verifier/src/compact.ts`.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from certpress import canonical, inflate, keys, proof, shape
from certpress.errors import CertpressError

FORMAT = 1
LONGEST_TEXT = 32_768
_LONGEST_DIGITS = 1_700
_LARGEST_CODE = 1_700  # bytes; a symbol of version 20 holds 666
_ID, _UUID, _SIGNATURE = 4, 16, 64
_HEAD = 1 + _ID + _UUID
_DIGITS = re.compile(r"[1-9][0-9]*", re.ASCII)
_PREFIX = "urn:uuid:"


class Malformed(ValueError):
    """The digits are not a certificate in compact form."""


class UnknownFormat(ValueError):
    """The digits begin with a format that this release does not know."""


class UnknownDictionary(ValueError):
    """The digits need a dictionary that cannot be had."""


def name(dictionary: bytes) -> str:
    """A dictionary's name below `qr/`: its SHA-256 in hexadecimal."""
    return hashlib.sha256(dictionary).hexdigest()


def dictionary(samples: Sequence[Mapping[str, Any]]) -> bytes:
    """A preset dictionary from signed sample certificates of one scheme edition.

    The last sample is the likeliest: its text stands whole at the end, where DEFLATE reaches it
    with the fewest bits. Of the others only what is new is kept. At most 32,768 bytes.
    """
    texts = [_text(sample) for sample in samples]
    pieces: list[str] = []
    for text in texts[:-1]:
        for piece in re.findall(r'\{[^{}]*\}|"[^"]*":|[^{}"]+|"', text):
            if len(piece) > 8 and piece not in texts[-1] and piece not in pieces:
                pieces.append(piece)
    return ("".join(pieces) + texts[-1]).encode("utf-8")[-LONGEST_TEXT:]


def pack(document: Mapping[str, Any], preset: bytes) -> bytes:
    """The compact bytes of a signed certificate; its `eddsa-jcs-2022` proof goes along.

    Raises ValueError when the document has no such proof.
    """
    signature = keys.unbase58(_jcs_proof(document)["proofValue"][1:])
    return Packer(preset).pack(_text(document).encode("utf-8"), document["id"], signature)


class Packer:
    """Packs the texts of certificates of one scheme edition; made once for each dictionary."""

    def __init__(self, preset: bytes) -> None:
        self._head = bytes([FORMAT]) + bytes.fromhex(name(preset))[:_ID]
        self._start = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, preset)

    def pack(self, text: bytes, identifier: str, signature: bytes) -> bytes:
        """The compact bytes of a text as `frame` describes it, with what it leaves out.

        DEFLATE writes the shorter of its fixed and its own codes. Ed25519 signatures have 64 bytes.
        """
        packer = self._start.copy()
        packed = packer.compress(text) + packer.flush()
        return self._head + uuid.UUID(identifier.removeprefix(_PREFIX)).bytes + packed + signature


def _jcs_proof(document: Mapping[str, Any]) -> Mapping[str, Any]:
    proofs = document["proof"]
    for one in proofs if isinstance(proofs, list) else [proofs]:
        if one["cryptosuite"] == proof.JCS:
            return dict(one)
    raise ValueError("the certificate has no eddsa-jcs-2022 proof")


def _text(document: Mapping[str, Any]) -> str:
    return canonical.jcs(frame(document, _jcs_proof(document))).decode("utf-8")


def frame(document: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """What is packed: the certificate without UUID, with its one proof, without its signature."""
    options = {key: value for key, value in one.items() if key != "proofValue"}
    return {**document, "id": _PREFIX, "proof": options}


def address(base_url: str) -> str:
    """The address in front of a code's digits."""
    return f"{base_url}v/#"


def digits(code: bytes) -> str:
    """The bytes as a decimal number, as a QR code's numeric mode carries them best.

    Raises CertpressError for more bytes than any QR code holds.
    """
    if len(code) > _LARGEST_CODE:
        raise CertpressError(
            "QR code",
            f"the certificate needs {len(code)} bytes, more than any QR code holds",
            "shorten the conditions and limitations, or put some of the scope items on a "
            "certificate of their own",
        )
    return str(int.from_bytes(code, "big"))


def undigits(text: str) -> bytes:
    """The bytes that a decimal number stands for; raises Malformed."""
    if len(text) > _LONGEST_DIGITS or not _DIGITS.fullmatch(text):
        raise Malformed("not a number in its one accepted form")
    number = int(text)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def unpack(text: str, dictionaries: Iterable[bytes]) -> dict[str, Any]:
    """The signed certificate in a code's digits.

    Raises UnknownFormat, UnknownDictionary, or Malformed for everything else that is not exactly
    one certificate's one text. What comes out is JSON of no checked shape.
    """
    code = undigits(text)
    if len(code) < _HEAD + 1 + _SIGNATURE:
        raise Malformed("too short")
    if code[0] != FORMAT:
        raise UnknownFormat(f"format {code[0]}")
    wanted = code[1 : 1 + _ID]
    preset = next((d for d in dictionaries if bytes.fromhex(name(d))[:_ID] == wanted), None)
    if preset is None:
        raise UnknownDictionary(wanted.hex())
    try:
        packed = code[_HEAD:-_SIGNATURE]
        raw = inflate.inflate(packed, preset, LONGEST_TEXT)
        document = shape.parse(raw, LONGEST_TEXT)
        if canonical.jcs(document) != raw:
            raise Malformed("not the canonical text")
    except (inflate.Damaged, shape.Malformed, canonical.NotCanonical) as cause:
        raise Malformed(str(cause)) from cause
    return _restore(document, code[1 + _ID : _HEAD], code[-_SIGNATURE:])


def says(code: bytes, document: Mapping[str, Any], dictionaries: Mapping[str, bytes]) -> bool:
    """True when the compact bytes are those of a signed certificate that has the profile's shape.

    For many certificates of one's own: it reads with zlib, several times as fast as `unpack`, by
    which others read and which alone says what is accepted. `dictionaries` are by their names.
    """
    preset = next((d for n, d in dictionaries.items() if bytes.fromhex(n)[:_ID] == code[1:5]), b"")
    try:
        unpacking = zlib.decompressobj(-15, preset)
        raw = unpacking.decompress(code[_HEAD:-_SIGNATURE], LONGEST_TEXT)
        one = _jcs_proof(document)
    except (zlib.error, ValueError):
        return False
    whole = unpacking.eof and not unpacking.unused_data and code[0] == FORMAT
    identifier = uuid.UUID(document["id"].removeprefix(_PREFIX)).bytes
    signature = keys.unbase58(one["proofValue"][1:])
    ends = (code[1 + _ID : _HEAD], code[-_SIGNATURE:]) == (identifier, signature)
    return whole and ends and raw == _plain_text(document, one)


_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain_text(document: Mapping[str, Any], one: Mapping[str, Any]) -> bytes:
    """What `_text` gives; for members with ASCII names, and without numbers, it is RFC 8785."""
    bare = {key: value for key, value in one.items() if key != "proofValue"}
    return _SORTED.encode({**document, "id": _PREFIX, "proof": bare}).encode("utf-8")


def _restore(document: Mapping[str, Any], identifier: bytes, signature: bytes) -> dict[str, Any]:
    one = document.get("proof")
    framed = document.get("id") == _PREFIX and isinstance(one, dict) and "proofValue" not in one
    if not framed or not isinstance(one, dict) or one.get("cryptosuite") != proof.JCS:
        raise Malformed("not the frame of a certificate")
    return {
        **document,
        "id": f"{_PREFIX}{uuid.UUID(bytes=identifier)}",
        "proof": {**one, "proofValue": "z" + keys.base58(signature)},
    }


def as_json(document: Mapping[str, Any]) -> bytes:
    """A signed certificate as its file has it: members in order, readable, ending in a newline."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
