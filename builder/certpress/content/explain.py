"""What a shape refused: the file and line, the field, what was expected, and the next step."""

from __future__ import annotations

import difflib

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from certpress.content import kinds
from certpress.content.source import Source
from certpress.errors import CertpressError, UsageError

_EXPECTED = {
    "list_type": ("expected a list", "write one entry a line, each after a hyphen"),
    "model_type": ("expected fields", "write name: value, one a line, further in"),
    "too_short": ("expected more entries", "write one entry a line, each after a hyphen"),
    "too_long": ("expected fewer entries", "leave some out"),
}


def problem(read: Source, shape: type[BaseModel], detail: ErrorDetails) -> CertpressError:
    """A pydantic error as `file:line: path: expected …, got …` with its hint."""
    place = tuple(detail["loc"])
    path = ".".join(str(part) for part in place)
    context = detail.get("ctx", {})
    hint = str(context.get("hint", ""))
    if detail["type"] == "missing":
        problem, hint = "this field is missing", f"add a line {place[-1]}: …"
    elif detail["type"] == "extra_forbidden":
        known = [*shape.model_fields]
        near = difflib.get_close_matches(str(place[-1]), known, 1) if len(place) == 1 else []
        problem = "there is no such field"
        hint = f"did you mean {near[0]}?" if near else "take the line out, or mend its name"
    elif detail["type"] == "field":
        problem = detail["msg"]
    elif detail["type"] == "literal_error":
        problem = f'expected {context.get("expected", "")}, got "{detail["input"]}"'
    else:
        problem, hint = _EXPECTED.get(detail["type"], (detail["msg"], hint))
    where = read.where(place)
    return CertpressError(where, f"{path}: {problem}" if path else problem, hint)


def base_url(given: str | None) -> str | None:
    """A base address from outside the content, normalised; raises CertpressError."""
    if given is None:
        return None
    try:
        return kinds.base_url(given)
    except PydanticCustomError as error:
        hint = str((error.context or {}).get("hint", ""))
        raise UsageError("base address", error.message(), hint) from None
