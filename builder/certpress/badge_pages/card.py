"""The picture that networks show beside a link to a badge page: name, scheme, badge, body.

Rules:
1. 1200 by 630 pixels. It holds no status and no date: networks keep it for days.
2. It is named by what it shows, so that it is drawn again only when that changes.
3. A name that fits at no size, or has a character without a font, is an error with the number.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import cast

import typst

from certpress import fonts, resources
from certpress.errors import CertpressError

_PPI = 144.0  # 600 points make 1200 pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the picture shows."""

    number: str  # for errors; shown as well
    name: str
    latin: str
    scheme: str
    body: str
    colour: str
    badge: str  # the SVG of the badge's picture
    demonstration: str = ""  # what a demonstration says of itself

    @property
    def digest(self) -> str:
        """What names the picture: SHA-256 over all that it is made of."""
        said = (self.number, self.name, self.latin, self.scheme, self.body, self.colour)
        drawn = (_digest_of_drawing(self.badge), _digest_of_drawing(_typst()), resources.drawing())
        return _digest(json.dumps([*said, self.demonstration, *drawn], ensure_ascii=False))


def draw(card: Card) -> bytes:
    """The picture, PNG; CertpressError when a text has no font or no room."""
    for text in (card.name, card.latin, card.scheme, card.body):
        missing = fonts.load().missing(text)
        if missing:
            raise CertpressError(
                f"{card.number}: the picture of the badge page",
                f'no font has the character "{missing}" of "{text}"',
                "correct the name, or withdraw the consent to the page",
            )
    data = {**asdict(card), "fonts": list(fonts.load().families), "rtl": _is_rtl(card.name)}
    try:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        return cast(bytes, _compiler().compile(format="png", ppi=_PPI, sys_inputs=inputs))
    except typst.TypstError as cause:
        said = cause.message.removeprefix("panicked with: ").strip('"')
        where = f"{card.number}: the picture of the badge page"
        raise CertpressError(where, f"it cannot be drawn: {said}") from cause


def _is_rtl(text: str) -> bool:
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


@lru_cache(maxsize=64)  # drawings are long, and shared by many
def _digest_of_drawing(text: str) -> str:
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _typst() -> str:
    return (resources.PACKAGE / "typst" / "card.typ").read_text(encoding="utf-8")


@cache
def _compiler() -> typst.Compiler:
    bundled = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )
    folder = resources.PACKAGE / "typst"
    return typst.Compiler(input=str(folder / "card.typ"), root=str(folder), font_paths=bundled)
