"""The codewords of a QR code: the same as those of the package that they took the place of."""

from __future__ import annotations

import random

import pytest
from qrcode import util
from qrcode.constants import ERROR_CORRECT_M

from certpress import codewords, qr

ADDRESS = "https://certs.example.org/v/#"


@pytest.mark.parametrize("version", range(1, qr.LARGEST_VERSION + 1))
def test_the_codewords_are_those_of_another_encoder(version: int) -> None:
    """From nearly empty to nearly full, with one, two and three digits in the last group."""
    chance = random.Random(version)
    for count in (*range(8), *range(10, 1600, 83)):
        address = ADDRESS[: chance.randrange(len(ADDRESS))]
        digits = "".join(chance.choices("0123456789", k=count))
        segments = [
            util.QRData(address.encode(), mode=codewords.BYTES, check_data=False),
            util.QRData(digits.encode(), mode=codewords.DIGITS, check_data=False),
        ]
        try:
            expected = util.create_data(version, ERROR_CORRECT_M, segments)
        except Exception:  # more than the version holds
            return
        assert codewords.encode(version, address.encode(), digits) == bytes(expected)


def test_the_standards_example_of_correction() -> None:
    """18004, annex I: sixteen codewords at version 1-M and their ten of correction."""
    block = bytes([16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17])
    assert list(codewords.correction(block, 10)) == [165, 36, 212, 193, 237, 54, 199, 135, 44, 85]
