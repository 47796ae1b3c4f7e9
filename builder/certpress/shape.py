"""Bytes to documents that are exactly what the profile says, or a finding (the twin of `shape.ts`).

Rules:
1. JSON is read strictly: UTF-8, no duplicate members, bounded size and depth, and no number that
   two languages could read differently.
2. A document matches `profile.json`, one table that both languages interpret: nothing missing,
   nothing besides, every value in its form.
3. Instants are of real days; a certificate's calendar day is the first ten characters.

Source: `docs/developers/verification.md`, "The data's shape".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import resources as package
from typing import Any

DOCUMENT_LIMIT = 65_536
LIST_LIMIT = 1_048_576
CONTROLLER_LIMIT = 262_144
EDITIONS_LIMIT = 1_048_576

_DEPTH = 16
_TEXT_LIMIT = 1_000
_INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")
_TEXT = re.compile(
    "[^\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]+"
)
_INSTANT = re.compile(
    r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
)


class Malformed(ValueError):
    """The bytes are not strict JSON, or the document is not of the shape asked for."""


def parse(data: bytes | str, limit: int) -> dict[str, Any]:
    """The object that strict JSON of at most `limit` bytes stands for; raises Malformed."""
    try:
        raw = data.encode("utf-8") if isinstance(data, str) else data
        if len(raw) > limit:
            raise Malformed(f"more than {limit} bytes")
        text = raw.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (UnicodeError, json.JSONDecodeError, RecursionError) as cause:
        raise Malformed(f"not JSON: {cause}") from cause
    if not isinstance(value, dict):
        raise Malformed("not a JSON object")
    _measure(value, 1)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a member appears twice")
    return members


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise Malformed(f"a number that not every reader reads alike: {text[:20]}")
    return int(text)


def _no_number(text: str) -> Any:
    raise Malformed(f"a number that not every reader reads alike: {text[:20]}")


def _measure(value: Any, depth: int) -> None:
    if not isinstance(value, (dict, list)):
        return
    if depth > _DEPTH:
        raise Malformed(f"nested more than {_DEPTH} deep")
    for member in value.values() if isinstance(value, dict) else value:
        _measure(member, depth + 1)


@cache
def _profile() -> tuple[Mapping[str, Any], Mapping[str, re.Pattern[str]]]:
    table = json.loads((package.files("certpress") / "profile.json").read_text(encoding="utf-8"))
    patterns = {name: re.compile(text) for name, text in table["patterns"].items()}
    return table["shapes"], patterns


def match(document: Mapping[str, Any], name: str) -> None:
    """Check a document against the shape of that name in `profile.json`; raises Malformed.

    The message names the path of the first member that is not as the table says.
    """
    _match(document, _profile()[0][name], "")


Check = Callable[[str], None]  # raises Malformed


def rules(document: Mapping[str, Any], name: str) -> list[Check | None]:
    """What the shape says of each value of a document that matches it, as a check for a text.

    Objects and lists come before what they hold, members and items in the document's order; None
    for what is not a text.
    """
    found: list[Check | None] = []
    _gather(document, _profile()[0][name], "", found)
    return found


def _gather(value: Any, rule: Any, path: str, found: list[Check | None]) -> None:
    while isinstance(rule, str) and rule not in ("text", "integer"):
        rule = _profile()[0][rule]
    if isinstance(rule, dict) and "one-or-list" in rule:
        inner = rule["one-or-list"]
        return _gather(value, {"list": inner} if isinstance(value, list) else inner, path, found)
    if isinstance(value, dict):
        found.append(None)
        members = {name.removesuffix("?"): inner for name, inner in _members(rule).items()}
        for name, member in value.items():
            _gather(member, members.get(name), f"{path}/{name}", found)
    elif isinstance(value, list):
        found.append(None)
        inner = rule.get("list") if isinstance(rule, dict) else None
        for number, item in enumerate(value):
            _gather(item, inner, f"{path}/{number}", found)
    else:
        varies = isinstance(value, str) and rule is not None
        found.append((lambda text: _match(text, rule, path)) if varies else None)
    return None


def _members(rule: Any) -> Mapping[str, Any]:
    """The members that a rule gives an object; none for a constant one."""
    found: Mapping[str, Any] = rule.get("object", {}) if isinstance(rule, dict) else {}
    return found


def _match(value: Any, rule: Any, path: str) -> None:
    shapes, patterns = _profile()
    if rule == "text":
        _expect(_is_text(value), path, "a text without control characters")
    elif rule == "integer":
        _expect(isinstance(value, int) and not isinstance(value, bool), path, "an integer")
    elif isinstance(rule, str):
        _match(value, shapes[rule], path)
    elif "const" in rule:
        _expect(_same(value, rule["const"]), path, json.dumps(rule["const"]))
    elif "one" in rule:
        _expect(isinstance(value, str) and value in rule["one"], path, f"one of {rule['one']}")
    elif "match" in rule:
        fits = isinstance(value, str) and patterns[rule["match"]].fullmatch(value) is not None
        _expect(fits, path, f"the form of {rule['match']}")
        if rule["match"] == "instant":
            instant(value, path)
    elif "object" in rule:
        _match_object(value, rule["object"], path)
    else:
        _match_list(value, rule, path)


def _match_object(value: Any, members: Mapping[str, Any], path: str) -> None:
    _expect(isinstance(value, dict), path, "an object")
    rules = {name.removesuffix("?"): rule for name, rule in members.items()}
    for name in value:
        _expect(name in rules, f"{path}/{name}", "no such member")
    for name, rule in members.items():
        if name.endswith("?") and name[:-1] not in value:
            continue
        plain = name.removesuffix("?")
        _expect(plain in value, f"{path}/{plain}", "a member that is missing")
        _match(value[plain], rule, f"{path}/{plain}")


def _match_list(value: Any, rule: Mapping[str, Any], path: str) -> None:
    if "one-or-list" in rule:
        if isinstance(value, dict):
            return _match(value, rule["one-or-list"], path)
        rule = {"list": rule["one-or-list"], "min": 1, "max": rule["max"]}
    _expect(isinstance(value, list), path, "a list")
    _expect(rule["min"] <= len(value) <= rule["max"], path, f"{rule['min']} to {rule['max']} items")
    for number, item in enumerate(value):
        _match(item, rule["list"], f"{path}/{number}")
    return None


def _expect(holds: bool, path: str, expected: str) -> None:
    if not holds:
        raise Malformed(f"{path or '/'}: expected {expected}")


def check_text(text: str, path: str) -> None:
    """What the profile asks of a text; raises Malformed."""
    _expect(_is_text(text), path, "a text without control characters")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _TEXT_LIMIT and bool(_TEXT.fullmatch(value))


def _same(value: Any, constant: Any) -> bool:
    """Equality as JSON has it: Python's True equals 1, JSON's does not."""
    if isinstance(value, bool) or isinstance(constant, bool):
        return value is constant
    return bool(value == constant)


def instant(text: str, path: str = "") -> datetime:
    """The aware instant that an RFC 3339 text of the profile stands for; raises Malformed."""
    parts = _INSTANT.fullmatch(text)
    if parts is None:
        raise Malformed(f"{path or '/'}: expected an instant of the years 1000 to 9999")
    year, month, day, hour, minute, second = (int(part) for part in parts.groups()[:6])
    sign, hours, minutes = parts.group(7), int(parts.group(8) or 0), int(parts.group(9) or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise Malformed(f"{path or '/'}: expected an offset of at most 14 hours")
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError as cause:
        raise Malformed(f"{path or '/'}: no such instant: {text}") from cause
