"""Signed documents in the register: packed, and given back byte for byte."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import compact
from certpress.register import packing
from tests import world

PRESET = compact.as_json(world.signed())


@given(st.text(max_size=2000), st.binary(max_size=300))
def test_what_was_packed_comes_back(text: str, preset: bytes) -> None:
    """Any text, with any preset and with none."""
    document = text.encode("utf-8")
    assert packing.unpack(packing.packer(preset)(document), preset) == document


def test_a_document_like_the_preset_takes_little() -> None:
    """Some 400 characters in place of 4,000."""
    other = world.signed(world.facts(number="NDT-2026-99999"))
    assert len(packing.packer(PRESET)(compact.as_json(other))) < 600


@pytest.mark.parametrize("at", range(0, 600, 25))
def test_damage_is_seen(at: int) -> None:
    """What was changed unpacks to nothing, or to something else than what was signed."""
    document = compact.as_json(world.signed())
    packed = bytearray(base64.b64decode(packing.packer(PRESET[:1000])(document)))
    packed[at % len(packed)] ^= 0x55
    assert _unpacked(base64.b64encode(packed).decode("ascii"), PRESET[:1000]) != document


def _unpacked(text: str, preset: bytes) -> bytes | None:
    try:
        return packing.unpack(text, preset)
    except ValueError:
        return None


def test_what_follows_a_document_is_told() -> None:
    """A packed document ends where it ends."""
    packed = base64.b64decode(packing.packer(PRESET)(b"text"))
    with pytest.raises(ValueError, match="damaged"):
        packing.unpack(base64.b64encode(packed + b"more").decode("ascii"), PRESET)
    with pytest.raises(ValueError, match="damaged"):
        packing.unpack(base64.b64encode(packed[:-2]).decode("ascii"), PRESET)


def test_rows_of_older_releases_are_the_text_itself() -> None:
    """Without a preset nothing is packed; what was erased is empty."""
    assert packing.unpack('{"a": "ü"}', b"") == '{"a": "ü"}'.encode()
    assert packing.unpack("", PRESET) == b""
