"""Signed documents in the register: packed, and given back byte for byte.

Rules:
1. A document is kept as DEFLATE (RFC 1951) with a preset dictionary, in base64: some 400 characters
   in place of 4,000, so that a million certificates are one gigabyte and not five.
2. A preset is a sample of the documents of a scheme edition, without any person. It is kept for
   ever, under its SHA-256, beside what was packed with it.
3. What was stored by a version that did not pack has no preset and is the text itself.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable

LEVEL = 6  # above it a hundredth is gained, and half the speed lost
LARGEST = 1_048_576  # bytes that a document may unpack to
_WINDOW = -15  # raw DEFLATE with the largest window


def name(preset: bytes) -> str:
    """A preset's name: its SHA-256 in hexadecimal; empty for the empty preset."""
    return hashlib.sha256(preset).hexdigest() if preset else ""


def packer(preset: bytes) -> Callable[[bytes], str]:
    """The function that packs documents with a preset; with an empty one they stay as they are."""
    if not preset:
        return lambda document: document.decode("utf-8")
    begun = zlib.compressobj(LEVEL, zlib.DEFLATED, _WINDOW, zlib.DEF_MEM_LEVEL, 0, preset)

    def pack(document: bytes) -> str:
        packing = begun.copy()  # the preset has been read already
        packed = packing.compress(document) + packing.flush()
        return base64.b64encode(packed).decode("ascii")

    return pack


def unpack(text: str, preset: bytes) -> bytes:
    """A document as it was stored; raises ValueError for what is not exactly one."""
    if not preset or not text:  # not packed, or erased
        return text.encode("utf-8")
    try:
        unpacking = zlib.decompressobj(_WINDOW, preset)
        document = unpacking.decompress(base64.b64decode(text, validate=True), LARGEST)
    except zlib.error as cause:
        raise ValueError(f"a packed document is damaged: {cause}") from cause
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("a packed document is damaged: it ends too early or too late")
    return document
