"""What `certpress init` asks, each question with what a good answer looks like.

Rules:
1. An answer is checked by the same kinds as the field that it becomes.
2. A question that is not answered leaves a mark in the text, or an address, a telephone number of a
   kind that is nobody's (RFC 2606's `.invalid`), so that the review finds it.

Source: https://www.rfc-editor.org/rfc/rfc2606#section-2
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from certpress.content import explain, shapes, source
from certpress.content.kinds import (
    BaseUrl,
    Colour,
    Email,
    Language,
    Line,
    Link,
    SchemeCode,
    SchemeId,
    Telephone,
    TimeZone,
)
from certpress.content.source import Value
from certpress.errors import CertpressError, Refused

NOWHERE = "https://to-write.invalid/"
NOBODY = "+00 000 000000"
NO_ZONE = "Etc/UTC"  # which `clauses` takes for open; a body of that zone writes UTC


def to_write(what: str) -> str:
    """The mark of a text that is still to be written."""
    return f"[[to write: {what}]]"


class AnswersShape(shapes.Shape):
    """A file of answers for `certpress init --answers`; every field may be left out."""

    name: Line | None = None
    """The full name of the certification body."""
    short_name: Line | None = None
    """A short name, for places with little room."""
    base_url: BaseUrl | None = None
    """The address of the site; certificates carry it for as long as they live."""
    timezone: TimeZone | None = None
    """The time zone of first and last days, such as Europe/London."""
    telephone: Telephone | None = None
    """For those who cannot scan a code."""
    email: Email | None = None
    """For questions about certificates."""
    hours: Line | None = None
    """When the telephone is answered."""
    url: Link | None = None
    """The body's main web site."""
    address: Annotated[list[Line], Field(min_length=1)] | None = None
    """The postal address, one line an entry."""
    languages: Annotated[list[Language], Field(min_length=1)] | None = None
    """The languages of the site; the first is authoritative."""
    colour: Colour | None = None
    """The body's colour, in quotes."""
    paper: Literal["a4", "us-letter"] | None = None
    """The paper of certificates: a4 or us-letter."""
    top_manager: Line | None = None
    """Who signs the statement on impartiality."""
    top_manager_role: Line | None = None
    """That person's role."""
    decider: Line | None = None
    """Who decides on certification."""
    decider_role: Line | None = None
    """That person's role."""
    scheme_id: SchemeId | None = None
    """The id of the first certification scheme."""
    scheme_name: Line | None = None
    """Its name, as certificates print it."""
    scheme_code: SchemeCode | None = None
    """Its code; certificate numbers begin with it."""
    interval_months: shapes.Interval | None = None
    """How long its certificates last, in months."""


Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: what is asked, why, and the answer that stands when nobody gives one."""

    key: str
    asked: str
    why: str = ""
    default: Callable[[Given], str] = lambda _: ""
    many: str = ""  # what separates several answers on a line; empty where there is one
    missing: str = ""  # what is still to be written where there is no answer


def _fixed(value: str) -> Callable[[Given], str]:
    return lambda _: value


def _code(given: Given) -> str:
    letters = "".join(c for c in str(given["scheme_id"]).upper() if c.isascii() and c.isalnum())
    return letters.lstrip("0123456789")[:12] or "CERT"


QUESTIONS = (
    Question(
        key="name",
        asked="Full name of the certification body",
        missing="the full name of the certification body",
    ),
    Question(
        key="short_name",
        asked="Short name",
        why="for places with little room",
        default=lambda given: str(given.get("name") or ""),
    ),
    Question(
        key="base_url",
        asked="Address of the site, such as https://certs.example.org/",
        why="every certificate carries it for as long as it lives: choose one that you will keep",
    ),
    Question(
        key="timezone",
        asked="Time zone, such as Europe/London",
        why="first and last days of certificates are days there",
    ),
    Question(
        key="telephone",
        asked="Telephone with its country, such as +44 1632 960417",
        why="printed beside every code, for those who cannot scan it",
    ),
    Question(key="email", asked="E-mail address for questions about certificates"),
    Question(
        key="hours",
        asked="When is the telephone answered",
        missing="when the telephone is answered",
    ),
    Question(
        key="url",
        asked="Your main web site",
        default=lambda given: str(given.get("base_url") or ""),
    ),
    Question(
        key="address",
        asked="Postal address, its lines separated by ;",
        many=";",
        missing="the postal address, one line an entry",
    ),
    Question(
        key="languages",
        asked="Languages of the site, such as en, de",
        why="the first is authoritative",
        default=_fixed("en"),
        many=",",
    ),
    Question(key="colour", asked="Your colour", default=_fixed("#0b4f6c")),
    Question(key="paper", asked="Paper of certificates, a4 or us-letter", default=_fixed("a4")),
    Question(
        key="top_manager",
        asked="Name of the head of the body",
        why="signs the statement on impartiality",
        missing="the name of the head of the body",
    ),
    Question(key="top_manager_role", asked="Role of this person", default=_fixed("Director")),
    Question(
        key="decider",
        asked="Name of a person who decides on certification",
        why="somebody who neither trains nor examines the candidate",
        missing="the name of a person who decides on certification",
    ),
    Question(
        key="decider_role", asked="Role of this person", default=_fixed("Head of Certification")
    ),
    Question(
        key="scheme_id",
        asked="A short id for your first scheme, such as ndt",
        why="it stands in addresses",
        default=_fixed("first"),
    ),
    Question(
        key="scheme_name",
        asked="Name of this scheme, as certificates print it",
        missing="the name of the scheme, as certificates print it",
    ),
    Question(
        key="scheme_code",
        asked="Its code, in capital letters",
        why="certificate numbers begin with it",
        default=_code,
    ),
    Question(
        key="interval_months", asked="How many months does a certificate last", default=_fixed("60")
    ),
)

_UNANSWERED: Mapping[str, Any] = {
    "base_url": NOWHERE,
    "timezone": NO_ZONE,
    "telephone": NOBODY,
    "email": "to-write@to-write.invalid",
    "url": NOWHERE,
}


def read(path: Path) -> dict[str, Any]:
    """A file of answers; raises Refused with every problem in it, CertpressError for no file."""
    found = source.read(path, path.name)
    try:
        shape = AnswersShape.model_validate(found.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Refused(
            [explain.problem(found, AnswersShape, detail) for detail in details]
        ) from None
    return {name: value for name, value in shape if value is not None}


def answer(question: Question, text: str) -> Any:
    """What a typed text answers to a question; raises CertpressError with the next step."""
    value: Value = text
    if question.many:
        value = [part.strip() for part in text.split(question.many) if part.strip()]
    try:
        return _kinds()[question.key].validate_python(value, strict=True)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        problem = str(context.get("problem", detail["msg"]))
        raise CertpressError("", problem, str(context.get("hint", ""))) from None


def complete(given: Given) -> dict[str, Any]:
    """Every answer: those given, else the default of the question, else a mark."""
    found = dict(given)
    for question in QUESTIONS:
        if question.key in found:
            continue
        default = question.default(found)
        if default:
            found[question.key] = answer(question, default)
        elif question.key in _UNANSWERED:
            found[question.key] = answer(question, _UNANSWERED[question.key])
        else:
            mark = to_write(question.missing)
            found[question.key] = [mark] if question.many else mark
    return found


@cache
def _kinds() -> Mapping[str, TypeAdapter[Any]]:
    hints = get_type_hints(AnswersShape, include_extras=True)
    return {question.key: TypeAdapter(hints[question.key]) for question in QUESTIONS}
