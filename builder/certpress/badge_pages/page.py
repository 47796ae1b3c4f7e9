"""A person's badge page in every language of the body, with the files that it offers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self

from markupsafe import Markup

from certpress import certificate
from certpress.badge_pages import outward
from certpress.badge_pages.frame import Frame, Ways, part, words
from certpress.badge_pages.values import Profile
from certpress.certificate import Facts, Item
from certpress.model import Body


def person(frame: Frame, one: Profile) -> Iterator[tuple[str, bytes]]:
    """A person's page in every language, below the site."""
    body, address = frame.body, f"{frame.body.base_url}b/{one.address}/"
    shared = {
        "one": one,
        "facts": one.facts,
        "alternates": _alternates(body, address),
        "linkedin": outward.linkedin(one.facts, body, address),
        "embed": outward.embedded(body, address),
    }
    for language in body.languages:
        below = "" if language == body.languages[0] else f"{language}/"
        values = shared | _values(frame, one, language, below)
        page = frame.render("page.html.j2", language, _ways(below), values)
        yield f"b/{one.address}/{below}index.html", page


def _ways(below: str) -> Ways:
    return Ways(top="../" * (3 if below else 2), own="../" if below else "")


def gone(frame: Frame, address: str) -> Iterator[tuple[str, bytes]]:
    """What stands at an address whose consent was withdrawn: the same for all of them."""
    for language in frame.body.languages:
        below = "" if language == frame.body.languages[0] else f"{language}/"
        values = {"title": words(language)("gone")}
        page = frame.render("gone.html.j2", language, _ways(below), values)
        yield f"b/{address}/{below}index.html", page


def _values(frame: Frame, one: Profile, language: str, below: str) -> dict[str, object]:
    body, facts, t = frame.body, one.facts, words(language)
    title = t("title", name=facts.name, scheme=facts.scheme)
    live = {
        "src": "../badge.json" if below else "badge.json",
        "language": t.language,
        "in_force": one.in_force,
        "copied": t("copied"),
        "status": [{"purpose": p, "address": a, "index": n} for p, a, n in one.status],
    }
    return {
        "title": title.replace("\u2068", "").replace("\u2069", ""),
        "card": t("card", scheme=facts.scheme, number=facts.number, body=facts.body),
        "address": f"{body.base_url}b/{one.address}/{below}",
        "scope": _scope(frame, language, facts.scope),
        "criteria": _criteria(frame, language, one.scheme, _Granted.of(facts)),
        "valid_from": t.day(date.fromisoformat(facts.valid_from)),
        "valid_until": t.day(date.fromisoformat(facts.valid_until)),
        "live": block(live),
    }


class _Granted(NamedTuple):
    """What is the same for many persons of a scheme edition."""

    edition: str
    edition_address: str
    accreditation_body: str
    accreditation_number: str
    authorised_by: str

    @classmethod
    def of(cls, facts: Facts) -> Self:
        return cls(*(getattr(facts, name) for name in cls._fields))


@lru_cache(maxsize=1024)
def _criteria(frame: Frame, language: str, scheme: str, facts: _Granted) -> Markup:
    """What it takes, who accredits the body, who authorised."""
    below = "" if language == frame.body.languages[0] else f"{language}/"
    return part(
        frame,
        "criteria.html.j2",
        language,
        top=_ways(below).top,
        facts=facts,
        edition=frame.editions.get((language, scheme, facts.edition)),
        edition_link=_edition(facts.edition_address, frame.body, language),
        accredited=facts.accreditation_body not in ("", certificate.NOT_ACCREDITED),
    )


@lru_cache(maxsize=1024)
def _scope(frame: Frame, language: str, scope: tuple[Item, ...]) -> Markup:
    return part(frame, "scope.html.j2", language, scope=scope)


def _alternates(body: Body, address: str) -> list[tuple[str, str]]:
    first = body.languages[0]
    return [(one, address if one == first else f"{address}{one}/") for one in body.languages]


def _edition(address: str, body: Body, language: str) -> str:
    """The edition's page in a language, relative to the site's root."""
    path = address.removeprefix(body.base_url)
    return path if language == body.languages[0] else f"{language}/{path}"


def block(value: object) -> str:
    """JSON for a data block of a page: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
