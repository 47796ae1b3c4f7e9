"""Digests: what ties decisions together, and personal data to them without holding it.

Rules:
1. A decision's hash is SHA-256 over the canonical form (RFC 8785) of all its columns but the hash,
   the previous decision's hash among them.
2. Personal data and reasons enter as SHA-256 over a random salt followed by the canonical form of
   the data. Once data and salt are erased, nothing can be found out from the digest by guessing,
   and the chain still holds.

RFC 8785: https://www.rfc-editor.org/rfc/rfc8785
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
START = "0" * 64  # what the first decision has in place of a previous hash

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value] | None"


def canonical(value: Value) -> bytes:
    """The RFC 8785 form of a value made of text, integers, null, lists and objects.

    For these, and with ASCII names, Python's own encoder writes exactly that form (no floats, which
    differ, and integers below 2**53); it is several times faster than a general implementation.
    """
    return _ENCODER.encode(value).encode("utf-8")


def digest(value: Value) -> str:
    """SHA-256 over the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def salted(salt: str, value: Value) -> str:
    """SHA-256 over the salt (given in hexadecimal) and the canonical form, in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def personal(salt: str, name: str, name_latin: str, date_of_birth: str) -> str:
    """The digest that a decision holds of a person's data; the date is ISO 8601 or empty."""
    return salted(salt, {"name": name, "name_latin": name_latin, "date_of_birth": date_of_birth})


def link(columns: Mapping[str, str | int | None]) -> str:
    """A decision's hash over its stored columns, `previous` included and `hash` left out."""
    return digest({name: value for name, value in columns.items() if name != "hash"})
