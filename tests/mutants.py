"""Mutants of vectors: what an attacker, a bad copy or a careless hand may make of them.

Every mutant comes from the generator of random numbers that it is given, so a run can be repeated.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None, 1, 0, -1, 1.5, True, False, "", "x", [], {}, "0", "00", 999_999_999, 1_000_000_000,
    "2026-02-30T00:00:00Z", "9999-12-31T23:59:59-14:00", "1000-01-01T00:00:00+14:00", "\ud800",
    "\0", "\ufdd0", "a" * 1_000, "a" * 1_001, "\U0001f600" * 1_000, "did:web:a.b", "https://a.b/",
    "eddsa-rdfc-2022", "eddsa-jcs-2022", "later-2030",
)  # fmt: skip
NAMES = ("extra", "@context", "id", "type", "__proto__", "description", "narrative")
DAYS = (0, 0, 6, 8, -400, 4 * 365)


def mutants(vectors: list[dict[str, Any]], count: int, random: Random) -> list[dict[str, Any]]:
    """So many mutants of the given vectors, each of them changed in one respect."""
    return [_mutant(deepcopy(random.choice(vectors)), random) for _ in range(count)]


def _mutant(vector: dict[str, Any], random: Random) -> dict[str, Any]:
    kind = random.choice(("evidence", "evidence", "evidence", "document", "document", "memory"))
    if kind == "evidence":
        vector["evidence"] = _content(vector["evidence"], random)
    elif kind == "document":
        address = random.choice(list(vector["documents"]))
        changed = _content(vector["documents"].pop(address), random)
        if random.random() < 0.8:
            vector["documents"][address] = changed
    else:
        vector["memory"] = _memory(vector, random)
    moved = datetime.fromisoformat(vector["now"]) + timedelta(days=random.choice(DAYS))
    vector["now"] = moved.strftime("%Y-%m-%dT%H:%M:%SZ")
    return vector


def _memory(vector: dict[str, Any], random: Random) -> dict[str, dict[str, str]]:
    ago = timedelta(seconds=random.randrange(-86_400, 864_000))
    moment = (datetime.fromisoformat(vector["now"]) - ago).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {random.choice(("newest", "fetched")): dict.fromkeys(vector["documents"], moment)}


def _content(content: Any, random: Random) -> Any:
    """A text or bytes, changed: digits by the digit, JSON by the member, anything by the byte."""
    if isinstance(content, str) and content.isdigit():
        return _digits(content, random)
    document = _parsed(content) if random.random() < 0.7 else None
    if document:
        return {"base64": _base64(_json(document, random))}
    raw = content.encode() if isinstance(content, str) else base64.b64decode(content["base64"])
    return {"base64": _base64(_bytes(raw, random))}


def _parsed(content: Any) -> Any:
    """The object or list that a text stands for, or None."""
    try:
        document = json.loads(content)
    except (TypeError, ValueError, RecursionError):
        return None
    return document if isinstance(document, (dict, list)) else None


def _digits(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    middle = random.choice((str(random.randrange(10)), "", "00", " ", "-", "\u0663"))
    return text[:at] + middle + text[at + 1 :] if random.random() < 0.9 else text[:at]


def _bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    middle = bytes([random.randrange(256)])
    end = random.choice((at, at + 1, at + 1, len(data)))
    return data[:at] + middle + data[end:]


def _json(document: Any, random: Random) -> bytes:
    owner = random.choice([node for node in _nodes(document) if node])
    place = random.choice(list(owner) if isinstance(owner, dict) else range(len(owner)))
    value = deepcopy(random.choice((*ODD, *_nodes(document))))
    kind = random.choice(("change", "change", "remove", "add"))
    if kind == "change":
        owner[place] = value
    elif kind == "remove":
        del owner[place]
    elif isinstance(owner, dict):
        owner[random.choice(NAMES)] = value
    else:
        owner.insert(place, value)
    return json.dumps(document).encode("ascii")


def _nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for member in value.values() if isinstance(value, dict) else value:
            yield from _nodes(member)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
