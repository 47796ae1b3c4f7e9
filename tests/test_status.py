"""Status: bits at their places, lists as they are published, and when one is due."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import shape, status
from certpress.keys import Role
from certpress.model import Bits, Position, Purpose
from tests import sample, world

BYTES = status.ENTRIES // 8
MINUTE = timedelta(minutes=1)


def encoded(*members: bytes) -> str:
    """A text as `encodedList` has it, over members of gzip."""
    data = b"".join(gzip.compress(member, mtime=0) for member in members)
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_single_bit_is_at_its_place_and_nowhere_else() -> None:
    """Published with one certificate withdrawn, a list says so for that one, and for no other."""
    for index in sample.of(range(status.ENTRIES), 64):
        revoked = {Position(list=1, index=index): Bits(revocation=True)}
        data = status.decode(status.encode(status.bitstring(revoked, Purpose.REVOCATION, 1)))
        assert status.bit(data, index)
        assert int.from_bytes(data, "big") == 1 << (status.ENTRIES - 1 - index)


@pytest.mark.parametrize("index", [0, 7, 8, status.ENTRIES - 1])
def test_each_purpose_and_list_has_its_own_bits(index: int) -> None:
    """A bit of one purpose, or of another list, is in no other list."""
    bits = {Position(list=2, index=index): Bits(suspension=True)}
    found = {
        (purpose, number)
        for purpose in Purpose
        for number in (1, 2)
        if any(status.bitstring(bits, purpose, number))
    }
    assert found == {(Purpose.SUSPENSION, 2)}


@given(st.sets(st.integers(0, status.ENTRIES - 1), max_size=50))
def test_bits_come_back_from_the_published_text(indices: set[int]) -> None:
    """What was put into a list is what a reader gets out of it."""
    bits = {Position(list=1, index=index): Bits(refresh=True) for index in indices}
    data = status.bitstring(bits, Purpose.REFRESH, 1)
    assert status.decode(status.encode(data)) == data
    assert {i for i in indices if status.bit(data, i)} == indices
    assert data.count(0) >= BYTES - len(indices)


def test_a_list_s_text_is_the_same_every_time() -> None:
    """Packing the same bits gives the same bytes: no time stands in them."""
    assert status.encode(bytes(BYTES)) == status.encode(bytes(BYTES))


@pytest.mark.parametrize("size", [BYTES, 2 * BYTES, 8 * BYTES])
def test_whole_lists_are_read(size: int) -> None:
    """Lists of 131,072 entries and multiples of that, up to eight, are read."""
    assert len(status.decode(encoded(bytes(size)))) == size


@pytest.mark.parametrize("size", [0, 1, BYTES - 1, BYTES + 1, 9 * BYTES, 16 * 1024 * 1024])
def test_lists_of_other_sizes_are_refused(size: int) -> None:
    """A list that is short, has bytes over, or is a bomb, is no list."""
    with pytest.raises(status.Unusable):
        status.decode(encoded(bytes(size)))


@pytest.mark.parametrize(
    "text",
    [
        "u",
        "uAAAA",
        "u####",
        encoded(bytes(BYTES)) + "=",
        encoded(bytes(BYTES))[:-3],
        encoded(bytes(BYTES)) + "AAAA",
        encoded(bytes(BYTES), bytes(BYTES)),
        encoded(bytes(BYTES)).replace("A", "+", 1),
        encoded(bytes(BYTES)) + "\n",
    ],
)
def test_what_is_not_one_gzip_in_base64url_is_refused(text: str) -> None:
    """Padding, other alphabets, members after the first, and cut texts are refused."""
    with pytest.raises(status.Unusable):
        status.decode(text)


def test_stray_bits_of_base64url_are_refused() -> None:
    """The unused bits of the last character are zero, so a list has one text."""
    text = next(
        text for fill in range(9) if len(text := status.encode(bytes([fill * 7]) * BYTES)) % 4 != 1
    )
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = text[:-1] + alphabet[alphabet.index(text[-1]) | 1]
    with pytest.raises(status.Unusable):
        status.decode(other)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_published_list_has_the_profile_s_shape(purpose: Purpose) -> None:
    """A signed list is of the profile's shape and smaller than a reader's limit."""
    data = world.status_list(purpose, {world.PLACE: Bits(revocation=True)})
    document = shape.parse(data, shape.LIST_LIMIT)
    shape.match(document, "list")
    assert document["credentialSubject"]["statusPurpose"] == purpose
    assert b"\r" not in data


def test_the_fullest_list_is_within_the_limit() -> None:
    """Even a list of random bits, which does not pack, can be read."""
    data = world.entropy("worst")(BYTES)
    period = status.Period(since=world.NOW, until=world.NOW + status.LIFE)
    document = status.unsigned(world.BASE, Purpose.REVOCATION, 1, data, period)
    signed = status.sign(document, world.signer(Role.STATUS), world.NOW, world.entropy("x"))
    shape.match(shape.parse(signed, shape.LIST_LIMIT), "list")


def due(signed: bytes | None, age: timedelta = MINUTE, **changes: Any) -> bool:
    """Whether a list, signed an hour before NOW, has to be signed again at some age."""
    given = {"data": bytes(BYTES), "base_url": world.BASE, **changes}
    return status.is_due(signed, now=world.NOW - timedelta(hours=1) + age, **given)


def test_a_fresh_list_is_left_alone() -> None:
    """A list whose bits are the same is signed again after a day, not earlier."""
    signed = world.status_list(Purpose.REFRESH, {})
    assert not due(signed)
    assert not due(signed, timedelta(hours=24) - MINUTE)
    assert due(signed, timedelta(hours=24))


def test_a_list_is_due_when_it_says_something_else() -> None:
    """New bits, another address, or a list from the future: it is signed again at once."""
    signed = world.status_list(Purpose.REFRESH, {})
    assert due(signed, data=b"\1" + bytes(BYTES - 1))
    assert due(signed, base_url="https://other.example/")
    assert due(signed, -MINUTE)


@pytest.mark.parametrize(
    "signed", [None, b"", b"{}", b"[]", b"null", b"half a li", b'{"validFrom": 7}', b"\xff"]
)
def test_an_unreadable_list_is_due(signed: bytes | None) -> None:
    """A list that is missing, or half written, is made again."""
    assert due(signed)
    whole = world.status_list(Purpose.REFRESH, {})
    assert due(whole[: len(whole) // 2])


def test_a_list_past_its_end_is_due() -> None:
    """A list with a short life is signed again when it ends, be it younger than a day."""
    document = json.loads(world.status_list(Purpose.REFRESH, {}))
    document["validUntil"] = "2026-11-20T10:00:00Z"
    signed = json.dumps(document).encode()
    assert not due(signed, timedelta(hours=1))
    assert due(signed, timedelta(hours=3))
