"""What search engines read of a scheme: a credential that people can earn, as schema.org has it.

Rules:
1. It says what the page says, and nothing that the page does not.
2. It stands in a script element, so no text in it can end that element.

Source: https://schema.org/EducationalOccupationalCredential
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from markupsafe import Markup

from certpress.content import Content, SchemeText

_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}
_CATEGORY = "certification"


def script(content: Content, text: SchemeText, address: str, today: date) -> Markup:
    """The script element of an edition's page, whose full address is given."""
    said = json.dumps(_value(content, text, address, today), ensure_ascii=False, sort_keys=True)
    for character, escaped in _IN_SCRIPT.items():
        said = said.replace(character, escaped)
    return Markup(f'<script type="application/ld+json">{said}</script>')  # noqa: S704 - rule 2


def _value(content: Content, text: SchemeText, address: str, today: date) -> dict[str, Any]:
    body, scheme = content.body, text.scheme
    organisation = {"@type": "Organization", "name": body.name, "url": body.base_url}
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "@id": f"{body.base_url}schemes/{scheme.id}/{scheme.edition}/",
        "url": address,
        "name": scheme.name,
        "description": scheme.description,
        "inLanguage": text.language,
        "credentialCategory": _CATEGORY,
        "identifier": scheme.code,
        "version": scheme.edition,
        "dateCreated": scheme.effective.isoformat(),
        "validFor": f"P{scheme.interval_months}M",
        "recognizedBy": organisation,
        "competencyRequired": [item.name for item in scheme.items],
    }
    held = body.accreditation(scheme.id, today)
    if held:
        recogniser = {"@type": "Organization", "name": held.body}
        value["recognizedBy"] = [
            organisation,
            {**recogniser, **({"url": held.url} if held.url else {})},
        ]
    return value
