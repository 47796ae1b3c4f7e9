"""What a field of a content file may hold: a line, a day, a number, a code, an address, a colour.

Rules:
1. Every value arrives as text (`source`, rule 2) and leaves typed.
2. A refusal says what was expected and what was found; the hint names a likely value.
3. Identifiers that end up in addresses and file names come from an allow-list of characters.
4. What is owed and not written yet (`Owed…`) reads as None: `clauses` says that it is missing.
5. Each kind says what an editor may offer and accept for it. YAML reads `40` as a number and `yes`,
   in its older edition, as true; both stand for what was written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_LONGEST_LINE = 400


def refuse(expected: str, found: object, hint: str = "") -> PydanticCustomError:
    """The error of a field: what was expected, what was found, what to write."""
    shown = found if isinstance(found, str) else type(found).__name__
    got = f'"{shown[:60]}{"…" if len(shown) > 60 else ""}"'
    if isinstance(found, list | dict):
        got = "a list" if isinstance(found, list) else "fields"
    problem = f"expected {expected}, got {got}" if found != "" else f"expected {expected}"
    return PydanticCustomError("field", "{problem}", {"problem": problem, "hint": hint})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("text", value, "write one value after the colon")
    if _CONTROL.search(value):
        raise refuse("text without control characters", value, "type it again by hand")
    return value.strip()


def _line(value: object) -> str:
    text = _text(value)
    if not text:
        raise refuse("a text", "", "write it after the colon, or leave the field out")
    if "\n" in text or len(text) > _LONGEST_LINE:
        raise refuse(f"one line of at most {_LONGEST_LINE} characters", text)
    return text


def _prose(value: object) -> str:
    text = _text(value)
    if not text:
        raise refuse("a text", "", "write one or more sentences")
    return text


def _absent(value: object) -> object:
    """None for a field that is there and says nothing: `owner:`."""
    return None if isinstance(value, str) and not value.strip() else value


def _nearest_day(text: str) -> str:
    match = _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        return "write a day as 2026-02-28"
    numbers = [int(part) for part in match.groups()]
    year, month, day = numbers if match.re is _DAY else numbers[::-1]
    if year < 1 or day < 1 or not 1 <= month <= 12:
        return "write a day as 2026-02-28"
    return f"write {date(year, month, min(day, monthrange(year, month)[1])).isoformat()}"


def _day(value: object) -> date:
    text = _text(value)
    match = _DAY.fullmatch(text)
    if match is not None and text.isascii():
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise refuse("a date", text, _nearest_day(text))


def _whole(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise refuse("a whole number", text, "write it with digits alone, as 60")
    return int(text)


def _yes_no(value: object) -> bool:
    text = _text(value).casefold()
    if text not in {"yes", "no", "true", "false"}:
        raise refuse("yes or no", text, "write yes or no")
    return text in {"yes", "true"}


def _timezone(value: object) -> ZoneInfo:
    text = _text(value)
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise refuse("a time zone", text, "write it as Europe/London") from None


_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)


def base_url(value: object) -> str:
    """The body's address, normalised to end in "/"; https, or http on a local network."""
    text = _text(value)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    path_is_plain = re.fullmatch(r"(/[A-Za-z0-9._~-]+)*/?", parts.path)
    if (
        not host
        or not _HOST.fullmatch(host)
        or parts.scheme not in {"https", "http"}
        or "@" in parts.netloc
        or parts.query
        or parts.fragment
        or not path_is_plain
    ):
        raise refuse("an address", text, "write it as https://certs.example.org/")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def _link(value: object) -> str:
    text = _line(value)
    parts = urlsplit(text)
    if parts.scheme not in {"https", "http"} or not parts.hostname or re.search(r"[\s<>\"]", text):
        raise refuse("an address", text, "write it as https://www.example.org/")
    return text


def _matching(pattern: str, expected: str, hint: str) -> Callable[[object], str]:
    compiled = re.compile(pattern)

    def check(value: object) -> str:
        text = _text(value)
        if not compiled.fullmatch(text):
            raise refuse(expected, text, hint)
        return text

    return check


def _plain(**more: Any) -> WithJsonSchema:
    """For editors: a text, or what YAML reads as a number though it is one (`edition: 2026`)."""
    return WithJsonSchema({"type": ["string", "number"], **more})


def _written(pattern: str, **more: Any) -> WithJsonSchema:
    """For editors: a text of a given form."""
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **more})


_ADDRESS = WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://[^ ]+$"})

Line = Annotated[str, BeforeValidator(_line), _plain(minLength=1, maxLength=_LONGEST_LINE)]
Prose = Annotated[str, BeforeValidator(_prose), WithJsonSchema({"type": "string", "minLength": 1})]
Cell = Annotated[
    str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "number", "boolean"]})
]
Day = Annotated[date, BeforeValidator(_day), _written(_DAY.pattern, examples=["2026-02-28"])]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
YesNo = Annotated[
    bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no", True, False]})
]
OwedLine = Annotated[Line | None, BeforeValidator(_absent)]
OwedProse = Annotated[Prose | None, BeforeValidator(_absent)]
OwedDay = Annotated[Day | None, BeforeValidator(_absent)]
OwedYesNo = Annotated[YesNo | None, BeforeValidator(_absent)]
TimeZone = Annotated[
    ZoneInfo,
    BeforeValidator(_timezone),
    WithJsonSchema({"type": "string", "minLength": 1, "examples": ["Europe/London"]}),
]
BaseUrl = Annotated[str, BeforeValidator(base_url), _ADDRESS]
Link = Annotated[str, BeforeValidator(_link), _ADDRESS]
_SCHEME_ID = "[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?"
_EDITION = "[0-9A-Za-z](?:[0-9A-Za-z.-]{0,30}[0-9A-Za-z])?"
_CODE = "[A-Z0-9](?:[A-Z0-9-]{0,30}[A-Z0-9])?"
_SCHEME_CODE = "[A-Z][A-Z0-9]{0,11}"
_NAME = "[a-z][a-z0-9-]{0,40}"
_LANGUAGE = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
_PROMISE = "[a-z]+:[a-z0-9-]+"
_COLOUR = "#[0-9a-f]{6}"
_TELEPHONE = r"\+[0-9][0-9 ()-]{5,24}"
_EMAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"

SchemeId = Annotated[
    str,
    BeforeValidator(_matching(_SCHEME_ID, "small letters, digits and hyphens", "write it as ndt")),
    _written(_SCHEME_ID),
]
Edition = Annotated[
    str,
    BeforeValidator(_matching(_EDITION, "letters, digits, dots and hyphens", "write it as 2026-1")),
    _plain(pattern=f"^(?:{_EDITION})$"),
]
Code = Annotated[
    str,
    BeforeValidator(_matching(_CODE, "capital letters, digits and hyphens", "write it as UT-2-W")),
    _plain(pattern=f"^(?:{_CODE})$"),
]
SchemeCode = Annotated[
    str,
    BeforeValidator(_matching(_SCHEME_CODE, "capital letters and digits", "write it as NDT")),
    _written(_SCHEME_CODE),
]
Name = Annotated[
    str,
    BeforeValidator(_matching(_NAME, "small letters, digits and hyphens", "write it as fees")),
    _written(_NAME),
]
Language = Annotated[
    str,
    BeforeValidator(_matching(_LANGUAGE, "a language", "write it as en")),
    _written(_LANGUAGE),
]
PromiseKey = Annotated[
    str,
    BeforeValidator(_matching(_PROMISE, "a kind, a colon, a name", "write it as fee:renewal")),
    _written(_PROMISE),
]
Colour = Annotated[
    str,
    BeforeValidator(_matching(_COLOUR, "a colour", 'write it as "#0b4f6c", in quotes')),
    _written(_COLOUR),
]
Telephone = Annotated[
    str,
    BeforeValidator(
        _matching(_TELEPHONE, "a telephone number with its country", "write it as +44 1632 960417")
    ),
    _written(_TELEPHONE),
]
Email = Annotated[
    str,
    BeforeValidator(_matching(_EMAIL, "an e-mail address", "write it as ask@example.org")),
    _written(_EMAIL),
]
