"""Digits that hold no certificate, or another one than was signed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from certpress import compact
from tests import world
from tests.vectors.case import FORGED, OPEN, Case


def qr_codes() -> Iterator[Case]:
    digits = world.digits(world.signed())
    code = compact.undigits(digits)
    odd = {
        "a leading zero": "0" + digits,
        "nothing": "",
        "one digit": "7",
        "a digit more": digits + "1",
        "a digit less": digits[:-1],
        "half": digits[: len(digits) // 2],
        "1,701 digits": "1" * 1701,
        "1,700 digits that are no certificate": compact.digits(b"\1" + b"\xa5" * 704)[:1700],
    }
    for name, evidence in odd.items():
        outcome, why = _judged(evidence, code)
        yield Case(name=f"code: {name}", evidence=evidence, outcome=outcome, code=why)
    yield from _altered_bytes(code)
    generator = random.Random(17024)
    for _ in range(30):
        place = generator.randrange(40, len(digits))
        digit = str((int(digits[place]) + generator.randrange(1, 10)) % 10)
        changed_digits = digits[:place] + digit + digits[place + 1 :]
        why = _why(changed_digits)
        yield Case(
            name=f"digit {place} as {digit}", evidence=changed_digits, outcome=FORGED, code=why
        )


def _judged(digits: str, good: bytes) -> tuple[str, str]:
    """What digits come to that hold no certificate, by the order of `compact-form.md`."""
    if not digits or digits[0] == "0" or len(digits) > 1700:
        return FORGED, "compact.malformed"
    number = int(digits)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(data) < 86:
        return FORGED, "compact.malformed"
    if data[0] != 1:
        return OPEN, "compact.format_unknown"
    if data[1:5] != good[1:5]:
        return OPEN, "compact.dictionary_unavailable"
    return FORGED, "compact.malformed"


def _why(digits: str) -> str:
    """Damage shows while unpacking, or the signature fails: noted which, not chosen."""
    codes = world.codes(world.check(digits))
    return next(
        c for c in codes if c in ("compact.malformed", "shape.profile", "proof.signature_invalid")
    )


def _altered_bytes(code: bytes) -> Iterator[Case]:
    malformed, unknown = "compact.malformed", "compact.dictionary_unavailable"
    last = code[-65]
    cases = {
        "format 2": (b"\2" + code[1:], OPEN, "compact.format_unknown"),
        "another dictionary": (code[:1] + b"abcd" + code[5:], OPEN, unknown),
        "another uuid": (
            code[:6] + bytes([code[6] ^ 1]) + code[7:],
            FORGED,
            "proof.signature_invalid",
        ),
        "a uuid of version 1": (code[:11] + b"\x1c" + code[12:], FORGED, "shape.profile"),
        "a byte after the stream": (code[:-64] + b"\0" + code[-64:], FORGED, malformed),
        "a byte fewer": (code[:-65] + code[-64:], FORGED, malformed),
        "another signature": (code[:-1] + bytes([code[-1] ^ 1]), FORGED, "proof.signature_invalid"),
        "an empty stream": (code[:21] + b"\x03\0" + code[-64:], FORGED, malformed),
        "a stored block": (code[:21] + b"\1\0\0\xff\xff" + code[-64:], FORGED, malformed),
    }
    for bit in range(8):
        if not any(last >> b & 1 for b in range(bit, 8)):
            padded = code[:-65] + bytes([last | 1 << bit]) + code[-64:]
            cases[f"padding bit {bit}"] = (padded, FORGED, malformed)
    for name, (data, outcome, why) in cases.items():
        yield Case(name=name, evidence=compact.digits(data), outcome=outcome, code=why)
    no_dictionary = {f"{world.BASE}qr/{compact.name(world.DICTIONARY)}": None}
    wrong = {f"{world.BASE}qr/{compact.name(world.DICTIONARY)}": b"something else"}
    for name, files in (("missing", no_dictionary), ("of other bytes", wrong)):
        yield Case(
            name=f"a dictionary {name}", evidence=compact.digits(code), outcome=OPEN, code=unknown,
            files=files,
        )  # fmt: skip
