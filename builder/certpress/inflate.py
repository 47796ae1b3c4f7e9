"""DEFLATE (RFC 1951), unpacked exactly: every bit is accounted for, or the data is damaged.

Libraries tell what a stream holds, not whether its padding is clean; a code on paper has to have
one accepted form, so the compact form unpacks with these few lines, the same as
`verifier/src/inflate.ts`.

Rules:
1. The last code's bits end in the last byte, and the bits after it are zero.
2. Stored blocks, over-subscribed codes, and distances before the dictionary are refused; incomplete
   codes are refused but for the single distance code that RFC 1951 allows.
3. Unpacking stops at the limit.
"""

from __future__ import annotations

from collections.abc import Sequence

_LENGTH_BASE = (3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99,
                115, 131, 163, 195, 227, 258)  # fmt: skip
_LENGTH_BITS = (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5,
                5, 0)  # fmt: skip
_DISTANCE_BASE = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769,
                  1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577)  # fmt: skip
_DISTANCE_BITS = (0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11,
                  12, 12, 13, 13)  # fmt: skip
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
_WINDOW = 32_768


class Damaged(ValueError):
    """The data is not one DEFLATE stream from its first bit to its last."""


class _Bits:
    """A reader of bits, least significant first."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data, "little")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        if count > self._left:
            raise Damaged("the data ends too early")
        value = self._number & ((1 << count) - 1)
        self._number >>= count
        self._left -= count
        return value

    def is_spent(self) -> bool:
        return self._left < 8 and self._number == 0


Code = dict[tuple[int, int], int]  # (length, bits most significant first) -> symbol


def _code(lengths: Sequence[int], may_be_single: bool) -> Code:
    """The canonical Huffman code of the given lengths (RFC 1951, 3.2.2)."""
    used = sorted((length, symbol) for symbol, length in enumerate(lengths) if length)
    code: Code = {}
    value, last = 0, 0
    for length, symbol in used:
        value <<= length - last
        if value >> length:
            raise Damaged("an over-subscribed code")
        code[(length, value)] = symbol
        value, last = value + 1, length
    complete = bool(used) and value == 1 << last
    if not complete and not (may_be_single and (not used or used == [(1, used[0][1])])):
        raise Damaged("an incomplete code")
    return code


def _symbol(bits: _Bits, code: Code) -> int:
    value = 0
    for length in range(1, 16):
        value = value << 1 | bits.take(1)
        symbol = code.get((length, value))
        if symbol is not None:
            return symbol
    raise Damaged("no such code")


_FIXED = (
    _code([8] * 144 + [9] * 112 + [7] * 24 + [8] * 8, False),
    _code([5] * 32, False),
)


def inflate(data: bytes, dictionary: bytes, limit: int) -> bytes:
    """The text of a raw DEFLATE stream with a preset dictionary; raises Damaged.

    More than `limit` bytes of text are damage as well, found as soon as they appear.
    """
    bits = _Bits(data)
    preset = dictionary[-_WINDOW:]
    out = bytearray(preset)
    final = False
    while not final:
        final = bool(bits.take(1))
        kind = bits.take(2)
        if kind not in (1, 2):
            raise Damaged("a block of a kind that is not accepted")
        literals, distances = _FIXED if kind == 1 else _codes(bits)
        _block(bits, literals, distances, out, len(preset) + limit)
    if not bits.is_spent():
        raise Damaged("something stands after the last code")
    return bytes(out[len(preset) :])


def _codes(bits: _Bits) -> tuple[Code, Code]:
    """The two codes of a dynamic block (RFC 1951, 3.2.7)."""
    literals, distances, lengths = bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4
    if literals > 286 or distances > 30:
        raise Damaged("too many codes")
    sizes = [0] * 19
    for place in _ORDER[:lengths]:
        sizes[place] = bits.take(3)
    code, found = _code(sizes, False), list[int]()
    while len(found) < literals + distances:
        symbol = _symbol(bits, code)
        if symbol < 16:
            found.append(symbol)
        elif symbol == 16:
            if not found:
                raise Damaged("a repetition of nothing")
            found.extend([found[-1]] * (3 + bits.take(2)))
        else:
            found.extend([0] * (3 + bits.take(3) if symbol == 17 else 11 + bits.take(7)))
    if len(found) > literals + distances or not found[256]:
        raise Damaged("code lengths that do not fit")
    return _code(found[:literals], False), _code(found[literals:], True)


def _block(bits: _Bits, literals: Code, distances: Code, out: bytearray, limit: int) -> None:
    while (symbol := _symbol(bits, literals)) != 256:
        if symbol < 256:
            out.append(symbol)
        else:
            _copy(bits, symbol - 257, distances, out)
        if len(out) > limit:
            raise Damaged("too long a text")


def _copy(bits: _Bits, kind: int, distances: Code, out: bytearray) -> None:
    if kind >= len(_LENGTH_BASE):
        raise Damaged("no such length")
    length = _LENGTH_BASE[kind] + bits.take(_LENGTH_BITS[kind])
    place = _symbol(bits, distances)
    if place >= len(_DISTANCE_BASE):
        raise Damaged("no such distance")
    distance = _DISTANCE_BASE[place] + bits.take(_DISTANCE_BITS[place])
    if distance > len(out):
        raise Damaged("a distance before the dictionary")
    for _ in range(length):
        out.append(out[-distance])
