"""The evidence pack on paper: the manifest as a PDF that carries it.

Rules:
1. PDF/A-3a and PDF/UA-1, set by typst with the bundled fonts alone: same manifest, same bytes.
2. Data reaches the template as JSON, never as part of its text.
3. A character that no bundled font has stands as its code point (U+1F600): a text of the body's
   keeps nobody from the rest of the pack.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, cast

import typst

from certpress import fonts, labels, pdf, resources, shape, sheet
from certpress.clauses import Audience, State
from certpress.dossier.manifest import Item, Manifest, identity
from certpress.errors import CertpressError
from certpress.model import Body

_AUDIENCES = {
    Audience.PUBLIC: "Owed to the public, without request",
    Audience.ON_REQUEST: "Owed on request",
    Audience.APPLICANT: "Owed to applicants, candidates and certified persons",
    Audience.ASSESSOR: "For the assessor",
}
_STATES = {
    State.FOUND: "found",
    State.MISSING: "missing",
    State.OVERDUE: "review overdue",
    State.CONTRADICTORY: "contradictory",
    State.NOT_APPLICABLE: "not applicable",
}
_DIGEST_GROUP = 16  # characters: a digest is compared in four pieces


def render(manifest: Manifest, document: dict[str, Any], data: bytes, *, body: Body) -> bytes:
    """The pack as a PDF. `document` is the manifest as signed, `data` the bytes of its file.

    Raises CertpressError when it cannot be set.
    """
    inputs = {
        "data": json.dumps(_data(manifest, document, body), ensure_ascii=False),
        "manifest": data.decode("utf-8"),
    }
    try:
        pages = _compiler().compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=pdf.STANDARDS,
            timestamp=int(shape.instant(manifest.made).timestamp()),
        )
    except typst.TypstError as error:
        raise CertpressError(
            "evidence", f"the pack cannot be set: {error.message}", "please report this"
        ) from error
    return cast(bytes, pages)


@cache
def _compiler() -> typst.Compiler:
    bundled = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )
    folder = resources.PACKAGE / "typst"
    return typst.Compiler(input=str(folder / "evidence.typ"), root=str(folder), font_paths=bundled)


def _data(manifest: Manifest, document: dict[str, Any], body: Body) -> dict[str, Any]:
    families = [family for family in fonts.load().families if family != sheet.DISPLAY]
    made = shape.instant(manifest.made)
    return {
        "title": f"Public information by clause, {_day(manifest.day)}",
        "fonts": {"text": families, "display": [sheet.DISPLAY, *families]},
        "colour": body.colour,
        "demonstration": body.demonstration,
        "draft": manifest.draft,
        "body": _printable(manifest.body),
        "standard": manifest.standard,
        "day": _day(manifest.day),
        "facts": [
            ["Site", manifest.address],
            ["As published on", f"{_day(manifest.day)}, recorded {made:%H:%M} UTC"],
            ["Files recorded", str(len(manifest.files))],
            ["Signed with", str(document["proof"]["verificationMethod"])],
            ["Digest of the record", _grouped(identity(document))],
        ],
        "counts": _counts(manifest),
        "groups": [
            {"title": title, "clauses": _clauses(manifest, audience)}
            for audience, title in _AUDIENCES.items()
            if any(item.audience == audience for item in manifest.items)
        ],
        "command": f"certpress evidence check evidence-{manifest.day}.json",
        "file": f"evidence-{manifest.day}.json",
    }


def _counts(manifest: Manifest) -> list[list[str]]:
    """How many entries have each state, those that none has left out."""
    found = [item.state for item in manifest.items]
    return [[str(found.count(s)), said] for s, said in _STATES.items() if found.count(s)]


def _clauses(manifest: Manifest, audience: Audience) -> list[dict[str, Any]]:
    """The clauses of one audience, each with its entries."""
    items = [item for item in manifest.items if item.audience == audience]
    digests = {file.path: file.sha256 for file in manifest.files}
    return [
        {
            "number": number or "\N{EN DASH}",
            "known": number[:1].isdigit(),
            "title": title,
            "entries": [_entry(item, manifest, digests) for item in group],
        }
        for (number, title), group in groupby(items, key=lambda item: (item.number, item.title))
    ]


def _entry(item: Item, manifest: Manifest, digests: dict[str, str]) -> dict[str, Any]:
    link = item.page + (f"#{item.anchor}" if item.anchor else "")
    approval = [
        f"Approved {_day(item.approved)}" if item.approved else "",
        f"by {item.approved_by}" if item.approved_by else "",
        f"Owner {item.owner}" if item.owner else "",
        f"Review by {_day(item.review_by)}" if item.review_by else "",
    ]
    return {
        "edition": f"{item.scheme} {item.edition}".strip(),
        "state": _STATES[State(item.state)],
        "good": item.state in (State.FOUND, State.NOT_APPLICABLE),
        "address": manifest.address + link if item.page else "",
        "shown": link if item.page else "across the site" if item.state == State.FOUND else "",
        "digest": _grouped(digests.get(item.file, "")),
        "approval": [_printable(line) for line in approval if line],
        "reason": _printable(item.reason),
    }


def _grouped(digest: str) -> str:
    return " ".join(
        digest[start : start + _DIGEST_GROUP] for start in range(0, len(digest), _DIGEST_GROUP)
    )


def _day(day: str) -> str:
    return labels.ENGLISH.written(date.fromisoformat(day))


def _printable(text: str) -> str:
    """The text with each character that no font has as its code point."""
    carried = fonts.load()
    while cluster := carried.missing(text):
        text = text.replace(cluster, "".join(f"[U+{ord(char):04X}]" for char in cluster))
    return text
