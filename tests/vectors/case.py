"""A vector before it is written, and how one is made from a good certificate."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from certpress import certificate, proof
from certpress.keys import Role
from certpress.verify import Memory
from tests import world

GOOD = "valid"
FORGED = "not_genuine"
OPEN = "not_checked"

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A vector before it is written; `code` is the one that decides and must be found."""

    name: str
    evidence: Any
    outcome: str
    code: str
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    now: datetime = world.NOW
    memory: Memory = field(default_factory=Memory)


def changed(path: str, value: Any, document: Document | None = None) -> Document:
    """A signed certificate with one member set after signing; `...` removes it."""
    made = copy.deepcopy(document or world.signed())
    place: Any = made
    *way, last = path.split("/")
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    elif isinstance(place, list) and key == len(place):
        place.append(value)
    else:
        place[key] = value
    return made


def resigned(path: str, value: Any) -> Document:
    """A certificate with one member set before signing with the body's own key."""
    document = changed(path, value, certificate.unsigned(world.facts(), world.BODY))
    return proof.sign_set(document, world.signer(Role.CERTIFICATES), world.NOW)


def text(document: Mapping[str, Any]) -> str:
    """A document as the text of a file."""
    return json.dumps(document, ensure_ascii=False)


def other(value: str, at: int) -> str:
    """The text with another character at one place."""
    return value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]
