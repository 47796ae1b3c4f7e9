"""A person's badge page in every language of the body, with the files that it offers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from certpress import certificate
from certpress.badge_pages import outward
from certpress.badge_pages.frame import Frame, words
from certpress.badge_pages.values import Profile
from certpress.model import Body


def person(frame: Frame, one: Profile) -> Iterator[tuple[str, bytes]]:
    """A person's page in every language, below the site."""
    body = frame.body
    for language in body.languages:
        below = "" if language == body.languages[0] else f"{language}/"
        page = frame.render("page.html.j2", language, **_values(frame, one, language, below))
        yield f"b/{one.address}/{below}index.html", page


def gone(frame: Frame, address: str) -> Iterator[tuple[str, bytes]]:
    """What stands at an address whose consent was withdrawn: the same for all of them."""
    for language in frame.body.languages:
        below = "" if language == frame.body.languages[0] else f"{language}/"
        top = "../" * (3 if below else 2)
        values = {"top": top, "own": "../" if below else "", "title": words(language)("gone")}
        yield f"b/{address}/{below}index.html", frame.render("gone.html.j2", language, **values)


def _values(frame: Frame, one: Profile, language: str, below: str) -> dict[str, object]:
    body, facts = frame.body, one.facts
    address = f"{body.base_url}b/{one.address}/"
    edition = frame.editions.get((language, one.scheme, facts.edition))
    t = words(language)
    live = {
        "src": "../badge.json" if below else "badge.json",
        "language": t.language,
        "in_force": one.in_force,
        "copied": t("copied"),
        "status": [{"purpose": p, "address": a, "index": n} for p, a, n in one.status],
    }
    return {
        "top": "../" * (3 if below else 2),
        "own": "../" if below else "",
        "title": t("title", name=facts.name, scheme=facts.scheme)
        .replace("\u2068", "")
        .replace("\u2069", ""),
        "one": one,
        "facts": facts,
        "address": address + below,
        "alternates": _alternates(body, address),
        "edition": edition,
        "edition_link": _edition(facts.edition_address, body, language),
        "valid_from": t.day(date.fromisoformat(facts.valid_from)),
        "valid_until": t.day(date.fromisoformat(facts.valid_until)),
        "accredited": facts.accreditation_body not in ("", certificate.NOT_ACCREDITED),
        "linkedin": outward.linkedin(facts, body, address),
        "embed": outward.embedded(body, address),
        "live": block(live),
    }


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
