"""The compact form: one certificate, one text, and nothing else is accepted."""

from __future__ import annotations

import itertools
import json
import uuid
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import canonical, certificate, compact, keys, proof
from certpress.keys import Role
from certpress.model import Person
from tests import sample, world

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), min_size=1, max_size=80
)


def as_scanned(document: dict[str, Any]) -> dict[str, Any]:
    """What a code gives back: the document with its one JCS proof."""
    one = next(p for p in document["proof"] if p["cryptosuite"] == proof.JCS)
    return {**document, "proof": one}


def unpack(code: bytes) -> dict[str, Any]:
    """The certificate in compact bytes."""
    return compact.unpack(compact.digits(code), [world.DICTIONARY])


def forged(text: bytes) -> bytes:
    """Compact bytes with another text in them."""
    good = compact.pack(world.signed(), world.DICTIONARY)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FIXED, world.DICTIONARY)
    return good[:21] + packer.compress(text) + packer.flush() + good[-64:]


def frame(**changes: Any) -> bytes:
    """The text inside a code, with members changed."""
    bare = as_scanned(world.signed())
    one = {name: value for name, value in bare["proof"].items() if name != "proofValue"}
    return canonical.jcs({**bare, "id": "urn:uuid:", "proof": one, **changes})


@given(NAMES, st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=200))
def test_a_certificate_comes_back(name: str, conditions: str) -> None:
    """Whatever the name and the conditions, the code gives back what was signed."""
    document = _signed(name, conditions)
    assert unpack(compact.pack(document, world.DICTIONARY)) == as_scanned(document)


def _signed(name: str, conditions: str) -> dict[str, Any]:
    """A certificate signed with the JCS proof alone, which is all that a code carries."""
    made = world.facts(person=Person(id="p", name=name), conditions=conditions)
    document = certificate.unsigned(made, world.BODY)
    one = proof.add(document, world.signer(Role.CERTIFICATES), proof.JCS, world.NOW)
    return {**document, "proof": [one]}


@given(st.binary(min_size=1, max_size=600).filter(lambda data: data[0] != 0))
def test_digits_and_bytes_are_one_to_one(data: bytes) -> None:
    """Bytes that begin with a format come back from their digits."""
    assert compact.undigits(compact.digits(data)) == data


@pytest.mark.parametrize("text", ["", "0", "01", "1 ", "+1", "1_0", "0x1", "１", "٣", "1.0", "1e3"])
def test_a_number_has_one_form(text: str) -> None:
    """Digits in any other form than the one that is printed are refused."""
    with pytest.raises(compact.Malformed):
        compact.undigits(text)


def test_the_longest_number_ends_at_1700_digits() -> None:
    """1,701 digits are refused before anything is computed with them."""
    assert compact.undigits("9" * 1700)
    with pytest.raises(compact.Malformed):
        compact.undigits("9" * 1701)


def test_packing_is_the_same_every_time() -> None:
    """The same certificate and dictionary give the same bytes."""
    assert len({compact.pack(world.signed(), world.DICTIONARY) for _ in range(3)}) == 1


def test_every_beginning_of_a_code_is_refused() -> None:
    """A code cut short at any byte or digit gives no certificate."""
    code = compact.pack(world.signed(), world.DICTIONARY)
    digits = compact.digits(code)
    for end in range(1, len(code)):
        with pytest.raises((compact.Malformed, compact.UnknownFormat, compact.UnknownDictionary)):
            unpack(code[:end])
    for end in range(len(digits)):
        with pytest.raises((compact.Malformed, compact.UnknownFormat, compact.UnknownDictionary)):
            compact.unpack(digits[:end], [world.DICTIONARY])


def test_no_replaced_digit_gives_the_same_certificate() -> None:
    """Every digit of a code replaced by every other: never what the code gave."""
    digits = world.digits(world.signed())
    expected = as_scanned(world.signed())
    places = list(itertools.product(range(len(digits)), "0123456789"))
    for place, digit in sample.of(places, 700):
        changed = digits[:place] + digit + digits[place + 1 :]
        if changed == digits:
            continue
        try:
            assert compact.unpack(changed, [world.DICTIONARY]) != expected
        except (compact.Malformed, compact.UnknownFormat, compact.UnknownDictionary):
            continue


def test_no_flipped_bit_gives_the_same_certificate() -> None:
    """Every bit of a code flipped: another signature, another text, or nothing."""
    code = compact.pack(world.signed(), world.DICTIONARY)
    expected = as_scanned(world.signed())
    for bit in sample.of(range(len(code) * 8), 600):
        changed = bytearray(code)
        changed[bit >> 3] ^= 1 << (bit & 7)
        try:
            assert unpack(bytes(changed)) != expected
        except (compact.Malformed, compact.UnknownFormat, compact.UnknownDictionary):
            continue


def test_what_another_compressor_packed_is_read() -> None:
    """Compressors differ, decompressors do not: the same text packed otherwise is the same."""
    code = forged(frame())
    assert unpack(code) == as_scanned(world.signed())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        frame().replace(b'":', b'": ', 1),
        frame().replace(b"{", b"{ ", 1),
        frame() + b" ",
        frame().replace(b"Northmere", b"\\u004eorthmere", 1),
        frame(id="urn:uuid:3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c11"),
        frame(id=""),
        frame(proof=[]),
        frame(proof=[{"type": "DataIntegrityProof"}]),
        frame(proof={"proofValue": "z1"}),
        frame(proof={"proofValue": None}),
        b"\xef\xbb\xbf" + frame(),
        frame(extra=1.5),
        b'{"id":"urn:uuid:","id":"urn:uuid:","proof":{}}',
        b" " * 32_769,
    ],
)
def test_other_texts_are_refused(text: bytes) -> None:
    """A text that is not the canonical frame of one certificate is refused."""
    with pytest.raises(compact.Malformed):
        unpack(forged(text))


@pytest.mark.parametrize("first", [0x02, 0x7F, 0xFF])
def test_a_later_format_is_unknown_not_malformed(first: int) -> None:
    """A code of a later release is not called a forgery."""
    code = compact.pack(world.signed(), world.DICTIONARY)
    with pytest.raises(compact.UnknownFormat):
        unpack(bytes([first]) + code[1:])


def test_a_dictionary_is_found_by_its_name() -> None:
    """Among several dictionaries the right one is taken; without it, nothing is guessed."""
    code = compact.digits(compact.pack(world.signed(), world.DICTIONARY))
    assert compact.unpack(code, [b"another", world.DICTIONARY, b"third"])
    for others in ([], [b"another"], [world.DICTIONARY[:-1]]):
        with pytest.raises(compact.UnknownDictionary):
            compact.unpack(code, others)


def test_the_parts_stand_where_the_specification_says() -> None:
    """Format, four bytes of the dictionary's name, the uuid's sixteen, and last the signature."""
    signed = world.signed()
    code = compact.pack(signed, world.DICTIONARY)
    assert code[:5] == b"\1" + bytes.fromhex(compact.name(world.DICTIONARY))[:4]
    assert uuid.UUID(bytes=code[5:21]) == uuid.UUID(world.UUID)
    assert "z" + keys.base58(code[-64:]) == signed["proof"][1]["proofValue"]


def test_a_certificate_without_the_proof_for_codes_is_not_packed() -> None:
    """A document that has no JCS proof has no code."""
    signed = world.signed()
    with pytest.raises(ValueError, match="no eddsa-jcs-2022 proof"):
        compact.pack({**signed, "proof": signed["proof"][:1]}, world.DICTIONARY)


def test_the_file_is_the_document() -> None:
    """The JSON file of a certificate reads as the document, and ends in a newline."""
    data = compact.as_json(world.signed())
    assert json.loads(data) == world.signed()
    assert data.endswith(b"}\n")
    assert b"\r" not in data
