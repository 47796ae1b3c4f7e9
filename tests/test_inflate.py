"""DEFLATE: what zlib makes is read, and nothing is read otherwise than zlib reads it."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import inflate
from tests import sample, world

LIMIT = 32_768
STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE)


def deflate(text: bytes, dictionary: bytes, strategy: int, level: int = 9) -> bytes:
    """What zlib makes of a text."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy, dictionary)
    return packer.compress(text) + packer.flush()


def zlib_says(data: bytes, dictionary: bytes) -> bytes | None:
    """What zlib reads in data, all of which has to be used; None for damage."""
    unpacker = zlib.decompressobj(-15, zdict=dictionary)
    try:
        text = unpacker.decompress(data)
    except zlib.error:
        return None
    return text if unpacker.eof and not unpacker.unused_data else None


def ours(data: bytes, dictionary: bytes) -> bytes | None:
    """What our own reader reads in data; None for damage."""
    try:
        return inflate.inflate(data, dictionary, LIMIT)
    except inflate.Damaged:
        return None


def packed(text: bytes, strategy: int) -> bytes:
    """A stream without stored blocks, which the compact form refuses."""
    return deflate(text, world.DICTIONARY, strategy)


@given(
    st.text(st.sampled_from('{}":,abcdefNDTé'), max_size=600),
    st.binary(max_size=80),
    st.sampled_from(STRATEGIES),
)
def test_what_zlib_packs_is_unpacked(text: str, dictionary: bytes, strategy: int) -> None:
    """Texts packed with any dictionary and strategy come back, unless zlib stored them."""
    data = deflate(text.encode(), dictionary, strategy)
    found = ours(data, dictionary)
    assert found == text.encode() or (found is None and data[0] & 0b110 == 0)


@given(st.binary(min_size=1, max_size=60), st.binary(max_size=60))
def test_random_bytes_are_read_as_zlib_reads_them(data: bytes, dictionary: bytes) -> None:
    """Whatever our reader accepts, zlib accepts, with the same text."""
    found = ours(data, dictionary)
    assert found is None or found == zlib_says(data, dictionary)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_altered_streams_are_read_as_zlib_reads_them(strategy: int) -> None:
    """Streams with bits flipped, bytes dropped, doubled or exchanged: never another text."""
    text = bytes(world.signed()["credentialSubject"]["achievement"]["name"] * 8, "ascii")
    good, generator = packed(text, strategy), random.Random(strategy)
    accepted = 0
    for _ in range(sample.count(400, 20_000)):
        data = bytearray(good)
        for _ in range(generator.randrange(1, 4)):
            at = generator.randrange(len(data))
            data[at] ^= 1 << generator.randrange(8)
        found = ours(bytes(data), world.DICTIONARY)
        accepted += found is not None
        assert found is None or found == zlib_says(bytes(data), world.DICTIONARY)
    assert accepted or strategy != zlib.Z_FIXED


def test_what_zlib_reads_and_we_do_not_is_for_a_reason() -> None:
    """Of altered streams that zlib reads to the end, we refuse only padding and stored blocks."""
    good, generator = packed(b"Ultrasonic testing, level 2" * 4, zlib.Z_FIXED), random.Random(1)
    for _ in range(sample.count(400, 20_000)):
        data = bytearray(good)
        data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
        found, expected = (
            ours(bytes(data), world.DICTIONARY),
            zlib_says(bytes(data), world.DICTIONARY),
        )
        if found is None and expected is not None:
            assert only_padding_differs(bytes(data)) or expected == b"", data


def only_padding_differs(data: bytes) -> bool:
    """True when the stream is accepted once its last bits are cleared."""
    return any(ours(data[:-1] + bytes([data[-1] & mask]), world.DICTIONARY) for mask in range(128))


def test_every_padding_bit_counts() -> None:
    """A bit set after the last code makes another number, so it is refused."""
    for length in range(1, 60):
        data = packed(b"Ultrasonic testing, level 2, welds"[:length], zlib.Z_FIXED)
        for bit in range(8):
            altered = data[:-1] + bytes([data[-1] | 1 << bit])
            if altered != data:
                found = ours(altered, world.DICTIONARY)
                assert found is None or found != ours(data, world.DICTIONARY)


@pytest.mark.parametrize("more", [b"\0", b"\1", b"\0\0", b"\x03\0"])
def test_nothing_may_follow(more: bytes) -> None:
    """A byte after the last code is refused, be it zero."""
    data = packed(b"Ultrasonic testing", zlib.Z_FIXED)
    assert ours(data, world.DICTIONARY) == b"Ultrasonic testing"
    assert ours(data + more, world.DICTIONARY) is None


def test_every_beginning_is_refused() -> None:
    """A stream that ends early, anywhere, is damage."""
    data = packed(b"Ultrasonic testing, level 2, welds; " * 3, zlib.Z_DEFAULT_STRATEGY)
    assert all(ours(data[:end], world.DICTIONARY) is None for end in range(len(data)))


@pytest.mark.parametrize(
    "data",
    [
        "010000ffff",  # a stored block of nothing
        "010100feff41",  # a stored block of one byte
        "07",  # a block of a kind that does not exist
        "030000",  # an empty block, and a byte
        "4b04",  # the letter a, and half a code
        "0306",  # distance 32,768 with no such text
        "05c08109000000000000",  # code lengths that are incomplete
        "fdff" + "ff" * 40,  # 29 distances and more than the code allows
    ],
)
def test_streams_that_are_refused(data: str) -> None:
    """Stored blocks, codes that do not exist, distances before the text."""
    assert ours(bytes.fromhex(data), b"") is None


def dynamic(literals: int, distances: int) -> bytes:
    """A block with codes of its own, for so many literals and distances, and no text.

    Only the end of the block (256) and literal 0 have codes, of one bit each; no distance has any.
    The code lengths are written with three symbols: 1 (code 0), 0 (10), and 18 (11).
    """
    fields = [(1, 1), (2, 2), (literals - 257, 5), (distances - 1, 5), (18 - 4, 4)]
    order = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1)
    fields += [({1: 1, 18: 2, 0: 2}.get(symbol, 0), 3) for symbol in order]
    fields += [(0, 1)]  # literal 0: length 1
    fields += [(0b11, 2), (138 - 11, 7), (0b11, 2), (117 - 11, 7)]  # 255 times nothing
    fields += [(0, 1)]  # the end of the block: length 1
    fields += [(0b01, 2)] * (literals - 257 + distances)  # nothing, one by one
    fields += [(1, 1)]  # the end of the block
    number, width = 0, 0
    for value, size in fields:
        number, width = number | value << width, width + size
    return number.to_bytes((width + 7) // 8, "little")


@pytest.mark.parametrize(
    ("literals", "distances"), [(257, 1), (286, 30), (287, 1), (288, 30), (257, 31), (286, 32)]
)
def test_codes_for_symbols_that_do_not_exist_are_refused(literals: int, distances: int) -> None:
    """A block may describe 286 literals and lengths, and 30 distances; more is damage."""
    data = dynamic(literals, distances)
    expected = b"" if literals <= 286 and distances <= 30 else None
    assert ours(data, b"") == zlib_says(data, b"") == expected


def test_a_distance_ends_at_the_dictionary() -> None:
    """With its dictionary cut short, a stream that reaches before its start is refused."""
    dictionary = b"ABCDEFGHIJ"
    data = deflate(dictionary, dictionary, zlib.Z_FIXED)
    assert ours(data, dictionary) == dictionary
    assert ours(data, dictionary[2:]) is None


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1, 16 * 1024 * 1024])
def test_unpacking_stops_at_the_limit(size: int) -> None:
    """A text of the limit is read; one byte more, or a bomb, is refused."""
    found = ours(deflate(b"a" * size, b"", zlib.Z_DEFAULT_STRATEGY), b"")
    assert found == (b"a" * size if size == LIMIT else None)
