"""What a certificate says on paper: the dictionary of values that a template sets, and no more.

Rules:
1. A template sees this dictionary and its pictures: no file, no package, no other person.
2. What is said in several languages is a list, a text a language, the first language first.
3. The template decides nothing but the look: dates, words, fonts and the size of the code are made
   here.

The values are described for bodies in docs/staff/certificates.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from certpress import fonts, labels, qr
from certpress.labels import Labels
from certpress.model import Body, Certificate, Person

MODULE: Final = 0.4  # millimetres; a telephone and a 150 dpi scan read 0.38
SMALLEST_CODE: Final = 36.0  # millimetres, quiet zone included
CARD_MODULE: Final = 0.38  # version 20 has 39.9 mm on the back of a card, which is 54 mm high
SMALLEST_CARD_CODE: Final = 30.0
DISPLAY: Final = "Source Serif 4"  # headings, and names in the scripts that it has
_DEMONSTRATION: Final = {
    "name": "Demonstration",
    "said": "an invented body, not a real certificate",
    "short": "Demonstration: not a real certificate",
}
_SAMPLE: Final = {
    "name": "Sample",
    "said": "an invented person, not a certificate",
    "short": "Sample: not a certificate",
}
_OWN_FONT: Final = {"zh": "Noto Sans SC"}  # of a script that several families have, each its way


def values(certificate: Certificate, body: Body, code: qr.Symbol, address: str) -> dict[str, Any]:
    """The values of one certificate; `address` is that of the verifier page without a payload."""
    scheme, number, name = certificate.scheme, certificate.number, certificate.person.name
    modules = code.size + 2 * qr.QUIET_ZONE
    edition = f"{body.base_url}schemes/{scheme.id}/{scheme.edition}/"
    spoken = languages(body)
    main = spoken[0]
    return {
        "title": f"{main.certificate} {number}: {name}",
        "description": f"{scheme.name}, {main.valid_until} {main.written(certificate.valid_until)}",
        "languages": [_language(one) for one in spoken],
        "fonts": _fonts(main),
        "colour": body.layout.colour or body.colour,
        "paper": body.paper,
        "demonstration": body.demonstration,
        "body": {"name": body.name},
        "person": _person(certificate.person),
        "scheme": {"name": scheme.name, "address": edition, "shown": _apart(_bare(edition), main)},
        "scope": [
            {"code": item.code, "name": item.name, "framework": item.framework}
            for item in certificate.scope
        ],
        "conditions": [_apart(line, main) for line in certificate.conditions.splitlines()],
        "number": number,
        "authorised": {
            "name": certificate.authorised_by.name,
            "role": certificate.authorised_by.role,
        },
        "accreditation": _accreditation(certificate, spoken),
        "code": {
            "side": max(SMALLEST_CODE, modules * MODULE),
            "card": max(SMALLEST_CARD_CODE, modules * CARD_MODULE),
            "alt": qr.TITLE,
        },
        "address": _apart(_bare(address), main),
        "words": _words(certificate, body, spoken),
        "imprint": [
            ", ".join(_apart(part, main) for part in (body.name, ", ".join(body.address))),
            " \N{MIDDLE DOT} ".join(
                _apart(part, main) for part in (body.telephone, body.email, _bare(body.url))
            ),
        ],
    }


def mark(body: Body, *, sample: bool) -> dict[str, str] | None:
    """What a page says that is no certificate of anybody; None where it is one."""
    if sample:
        return _SAMPLE
    return _DEMONSTRATION if body.demonstration else None


def languages(body: Body) -> tuple[Labels, ...]:
    """The languages of a body's certificates: those it asks for, else its first, else English."""
    asked = body.layout.languages or body.languages[:1]
    return tuple(labels.LANGUAGES[one] for one in asked if one in labels.LANGUAGES) or (
        labels.ENGLISH,
    )


def accreditation(certificate: Certificate) -> str:
    """What a certificate says of the body's accreditation, in English and in one line."""
    return " ".join(_accreditation(certificate, (labels.ENGLISH,)))


def _words(certificate: Certificate, body: Body, spoken: Sequence[Labels]) -> dict[str, list[str]]:
    """Everything that is said in each language."""
    number, edition = certificate.number, certificate.scheme.edition
    plain = (
        *("certificate", "opening", "joining", "scope", "conditions", "valid_from", "valid_until"),
        *("number", "authorised", "accreditation", "check", "scan", "screen", "elsewhere"),
    )
    birth = certificate.person.date_of_birth
    shown = birth if certificate.scheme.date_of_birth_on_certificate else None
    return {
        **{name: [getattr(one, name) for one in spoken] for name in plain},
        "from": [one.written(certificate.valid_from) for one in spoken],
        "until": [one.written(certificate.valid_until) for one in spoken],
        "edition": [one.edition.format(edition=edition) for one in spoken],
        "born": [one.born.format(day=one.written(shown)) for one in spoken] if shown else [],
        "ask": [one.ask.format(telephone=body.telephone, number=number) for one in spoken],
    }


def _language(one: Labels) -> dict[str, Any]:
    return {"lang": one.language, "rtl": one.rtl, "fonts": _fonts(one)}


def _fonts(one: Labels) -> dict[str, list[str]]:
    own = _OWN_FONT.get(one.language)
    others = [family for family in fonts.load().families if family not in (DISPLAY, own)]
    text = [others[0], *([own] if own else []), *others[1:]]
    return {"text": text, "display": [DISPLAY, *text]}


def _person(person: Person) -> dict[str, Any]:
    families = fonts.load().families
    display = fonts.load().has(DISPLAY, person.name)
    wide = any(unicodedata.east_asian_width(char) == "W" for char in person.name)
    strong = (unicodedata.bidirectional(char) for char in person.name)
    return {
        "name": person.name,
        "latin": person.name_latin,
        "font": [family for family in families if display or family != DISPLAY],
        "rtl": next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L",
        "parts": [person.name[:1]] if wide else person.name.split(),  # what a line cannot break
    }


def _accreditation(certificate: Certificate, spoken: Sequence[Labels]) -> list[str]:
    given = certificate.accreditation
    if given is None:
        if len(spoken) == 1:
            return [spoken[0].unaccredited]
        return [f"{labels.ITS_OWN}{one.unaccredited}{labels.END}" for one in spoken]
    told = spoken[0].accredited.format(number=given.number, standard=given.standard)
    return [given.body, told]


def _apart(text: str, main: Labels) -> str:
    """A text that runs from the left, on a page that runs from the right."""
    right = main.rtl and not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"{labels.LTR}{text}{labels.END}" if right else text


def _bare(address: str) -> str:
    """An address as people read it, without its scheme."""
    return address.removeprefix("https://").removeprefix("http://")
