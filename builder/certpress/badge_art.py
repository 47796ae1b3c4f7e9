"""The picture of a badge, drawn from the body's brand: SVG and PNG, in any script.

Rules:
1. A picture shows the body, the scheme and the scope items, and names no person: badges of the same
   scheme and scope share it.
2. Nothing of an accreditation is in `Art`, so its symbol can never stand in a badge.
3. A character that no bundled font has is an error that names it.
4. Only bundled fonts are used, and letters are drawn as outlines: same inputs, same bytes, and the
   same look everywhere.
"""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from xml.sax.saxutils import escape

import typst
from PIL import Image

from certpress import fonts, resources
from certpress.certificate import Facts
from certpress.errors import CertpressError
from certpress.model import Body, Picture

_MOST_ITEMS = 5  # codes on the picture; how many more there are is said in a last one
_PPI = 129.6  # 400 points make 720 pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """What the picture of a badge shows."""

    body: str
    colour: str  # "#rrggbb"
    scheme: str
    code: str
    items: tuple[str, ...]  # codes of scope items
    demonstration: bool = False


def of(facts: Facts, body: Body) -> Art:
    """What the picture of a certificate's badge shows: its scheme, in the body's brand."""
    return Art(
        body=body.short_name,
        colour=body.colour,
        scheme=facts.scheme,
        code=facts.scheme_code,
        items=tuple(item.code for item in facts.scope),
        demonstration=body.demonstration,
    )


def draw(art: Art) -> Picture:
    """The picture in both forms: a square, 720 pixels wide as PNG, clear around the shield.

    Raises CertpressError for a character that no bundled font has.
    """
    for text in (art.body, art.scheme, art.code, *art.items):
        missing = fonts.load().missing(text)
        if missing:
            raise CertpressError(
                "the badge's picture",
                f'no font has the character "{missing}" of "{text}"',
                "write it in another way, or give the badge a picture of your own",
            )
    inputs = {"data": json.dumps(_data(art), ensure_ascii=False)}
    try:
        svg = cast(bytes, _compiler().compile(format="svg", sys_inputs=inputs))
        png = cast(bytes, _compiler().compile(format="png", ppi=_PPI, sys_inputs=inputs))
    except typst.TypstError as cause:
        raise CertpressError(
            "the badge's picture", f"it cannot be drawn: {cause.message}"
        ) from cause
    return Picture(png=_smaller(png), svg=_titled(svg, art))


@cache
def _compiler() -> typst.Compiler:
    bundled = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )
    folder = resources.PACKAGE / "typst"
    return typst.Compiler(input=str(folder / "badge.typ"), root=str(folder), font_paths=bundled)


def _data(art: Art) -> dict[str, Any]:
    shown, more = art.items[:_MOST_ITEMS], len(art.items) - _MOST_ITEMS
    return {
        "title": f"{art.scheme}, {art.body}",
        "fonts": list(fonts.load().families),
        "colour": art.colour,
        "body": _said(art.body),
        "scheme": _said(art.scheme),
        "code": art.code,
        "items": [*shown, *([f"+{more}"] if more > 0 else [])],
        "demonstration": art.demonstration,
    }


def _said(text: str) -> dict[str, Any]:
    """A text with its direction, and the parts that a line cannot break."""
    strong = (unicodedata.bidirectional(char) for char in text)
    wide = any(unicodedata.east_asian_width(char) == "W" for char in text)
    return {
        "text": text,
        "rtl": next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L",
        "parts": [text[:1]] if wide else text.split() or [text],
    }


def _smaller(png: bytes) -> bytes:
    """The same picture in 256 colours: few kilobytes, as every baked badge carries them."""
    stream = io.BytesIO()
    drawn = Image.open(io.BytesIO(png)).convert("RGBA")
    drawn.quantize(256, method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _titled(svg: bytes, art: Art) -> bytes:
    """The drawing with a name for those who do not see it."""
    start, end, rest = svg.decode("utf-8").partition(">")
    title = escape(f"{art.scheme}, {', '.join(art.items)}, {art.body}")
    return f'{start} role="img"{end}<title>{title}</title>{rest}'.encode()
