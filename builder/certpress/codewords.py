"""The codewords of a QR code at level M (ISO/IEC 18004, 7.4 to 7.6).

Rules:
1. Two segments, bytes and then digits; the end, the padding and the blocks as the standard has
   them.
2. A block's correction is the remainder of its bytes by the generator. A remainder is one integer,
   moved on by a byte a step; what each byte adds to it is looked up (`_remainders`).

The `qrcode` package says how many blocks of what size a version has, and has the field's tables.
Its own codewords, which are the same, take it nine times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Final

from qrcode import base, util
from qrcode.constants import ERROR_CORRECT_M

BYTES: Final = 4  # mode indicators, 18004 table 2
DIGITS: Final = 1
_END = 4  # zeros after the last segment, or as many as there is room for
_BITS = (0, 4, 7, 10)  # for so many digits


def encode(version: int, data: bytes, digits: str) -> bytes:
    """The codewords of `data` and ASCII `digits`, which the version has to have room for."""
    blocks = base.rs_blocks(version, ERROR_CORRECT_M)
    words = _padded(_bits(version, data, digits), sum(block.data_count for block in blocks))
    parts, corrections, at = [], [], 0
    for block in blocks:
        part = words[at : at + block.data_count]
        parts.append(part)
        corrections.append(correction(part, block.total_count - block.data_count))
        at += block.data_count
    return _interleaved(parts) + _interleaved(corrections)


def correction(block: bytes, count: int) -> bytes:
    """The `count` correction codewords of a block."""
    rows, top = _remainders(count), 8 * (count - 1)
    below, state = (1 << top) - 1, 0
    for byte in block:
        state = (state & below) << 8 ^ rows[state >> top ^ byte]
    return state.to_bytes(count, "big")


def _bits(version: int, data: bytes, digits: str) -> str:
    lengths = util.mode_sizes_for_version(version)
    groups = (digits[start : start + 3] for start in range(0, len(digits), 3))
    return "".join(
        (
            f"{BYTES:04b}{len(data):0{lengths[BYTES]}b}",
            *(f"{byte:08b}" for byte in data),
            f"{DIGITS:04b}{len(digits):0{lengths[DIGITS]}b}",
            *(f"{int(group):0{_BITS[len(group)]}b}" for group in groups),
        )
    )


def _padded(bits: str, count: int) -> bytes:
    """The bits as `count` bytes: their end, zeros up to a whole byte, and the padding."""
    bits += "0" * min(_END, 8 * count - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return words + (b"\xec\x11" * count)[: count - len(words)]


def _interleaved(parts: Sequence[bytes]) -> bytes:
    """The first byte of each part, then the second of each; some parts are a byte shorter."""
    return bytes(byte for row in zip_longest(*parts) for byte in row if byte is not None)


@cache
def _remainders(count: int) -> tuple[int, ...]:
    """For each byte what it leaves, `count` places on, when divided by the generator."""
    generator = [1]
    for power in range(count):  # times (x + 2 ** power)
        moved = [*generator, 0]
        for place, factor in enumerate(generator):
            moved[place + 1] ^= _times(factor, base.EXP_TABLE[power])
        generator = moved
    return tuple(
        int.from_bytes(bytes(_times(factor, byte) for factor in generator[1:]), "big")
        for byte in range(256)
    )


def _times(a: int, b: int) -> int:
    """The product in the field of 256 elements."""
    return base.EXP_TABLE[(base.LOG_TABLE[a] + base.LOG_TABLE[b]) % 255] if a and b else 0
