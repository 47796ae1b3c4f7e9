"""The picture of a badge, drawn from the body's brand: SVG and PNG, in any script.

Rules:
1. A picture shows the body, the scheme, the level where the scheme has levels, and the scope items,
   and names no person: badges of the same scheme and scope share it.
2. Nothing of an accreditation is in `Art`, so its symbol can never stand in a badge.
3. A character that no bundled font has is an error that names it.
4. Only bundled fonts are used, and letters are drawn as outlines: same inputs, same bytes, and the
   same look everywhere.
5. A body may have a picture of its own for a scheme (`own`). It is checked and brought to the same
   two forms; what is no picture, or has no bounds, is refused with its name.
"""

from __future__ import annotations

import base64
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
from certpress.model import Body, Picture, Scheme

_MOST_ITEMS = 5  # codes on the picture; how many more there are is said in a last one
_SIZE = 720  # pixels
_PPI = 129.6  # 400 points make 720 pixels
_LARGEST = 512 * 1024  # bytes of a body's own picture
_NARROWEST, _WIDEST = 240, 4096  # pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """What the picture of a badge shows."""

    body: str
    colour: str  # "#rrggbb"
    scheme: str
    code: str
    items: tuple[str, ...]  # codes of scope items
    levels: tuple[str, ...] = ()  # those that the scope items are of, where the scheme has levels
    demonstration: bool = False


def of(facts: Facts, body: Body, scheme: Scheme | None = None) -> Art:
    """What the picture of a certificate's badge shows: its scheme, in the body's brand.

    `scheme` is the edition that the certificate names; it knows of which level an item is.
    """
    held = {item.code for item in facts.scope}
    items = scheme.items if scheme else ()
    of_held = {item.level for item in items if item.code in held and item.level}
    levels = dict.fromkeys(item.level for item in items)  # in the order of the scheme
    return Art(
        body=body.short_name,
        colour=body.colour,
        scheme=facts.scheme,
        code=facts.scheme_code,
        items=tuple(item.code for item in facts.scope),
        levels=tuple(level for level in levels if level in of_held),
        demonstration=body.demonstration,
    )


def draw(art: Art) -> Picture:
    """The picture in both forms: a square, 720 pixels wide as PNG, clear around the shield.

    Raises CertpressError for a character that no bundled font has.
    """
    for text in (art.body, art.scheme, art.code, *art.items, *art.levels):
        missing = fonts.load().missing(text)
        if missing:
            raise CertpressError(
                "the badge's picture",
                f'no font has the character "{missing}" of "{text}"',
                "write it in another way, or give the badge a picture of your own",
            )
    inputs = {"data": json.dumps(_data(art), ensure_ascii=False)}
    svg, png = (_drawn(_compiler(), kind, inputs) for kind in ("svg", "png"))
    return Picture(png=_smaller(png), svg=_titled(svg, _title(art)))


def own(data: bytes, name: str, art: Art) -> Picture:
    """A body's own picture for a scheme, SVG or PNG, in both forms; `name` is its file.

    The PNG has its longer side scaled to 720 pixels. Raises CertpressError for what is no picture,
    is larger than 512 KiB or 4,096 pixels, smaller than 240, or far from a square.
    """
    if len(data) > _LARGEST:
        problem = f"this picture has {len(data) / 1024:.0f} KiB"
        raise CertpressError(name, problem, f"a badge's has at most {_LARGEST // 1024} KiB")
    png = data if name.endswith(".png") else _rasterised(data, name)
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as found:
            width, height = found.size
            if not _fits(width, height):
                raise CertpressError(
                    name,
                    f"this picture measures {width} by {height} pixels",
                    f"about square, each side between {_NARROWEST} and {_WIDEST} pixels",
                )
            scaled = found.convert("RGBA")
            scaled.thumbnail((_SIZE, _SIZE), Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as cause:
        raise CertpressError(name, "this is no picture", "save it as PNG or plain SVG") from cause
    stream = io.BytesIO()
    scaled.save(stream, "PNG", optimize=True)
    drawn = _smaller(stream.getvalue())
    svg = _wrapped(drawn, scaled.size) if name.endswith(".png") else data
    return Picture(png=drawn, svg=_titled(svg, _title(art)))


def _fits(width: int, height: int) -> bool:
    sides = (width, height)
    return _NARROWEST <= min(sides) <= max(sides) <= min(_WIDEST, 1.5 * min(sides))


def _rasterised(svg: bytes, name: str) -> bytes:
    """A drawing as pixels, in the middle of a square; it loads nothing."""
    if b"<svg" not in svg:
        raise CertpressError(name, "this is no picture", "save it as PNG or plain SVG")
    page = (
        "#set page(width: 400pt, height: 400pt, margin: 0pt, fill: none)\n"
        f"#image(bytes({json.dumps(svg.decode('utf-8', 'replace'), ensure_ascii=False)}), "
        'format: "svg", width: 400pt, height: 400pt, fit: "contain")'
    )
    compiler = typst.Compiler(input=page.encode("utf-8"), font_paths=_fonts())
    try:
        return cast(bytes, compiler.compile(format="png", ppi=_PPI))
    except typst.TypstError as cause:
        raise CertpressError(name, f"this drawing cannot be read: {cause.message}") from cause


def _wrapped(png: bytes, size: tuple[int, int]) -> bytes:
    """A PNG as a drawing, for the badge's second form."""
    width, height = size
    held = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{held}"/></svg>'
    ).encode("ascii")


def _drawn(compiler: typst.Compiler, kind: Any, inputs: dict[str, str]) -> bytes:
    try:
        ppi = _PPI if kind == "png" else None
        return cast(bytes, compiler.compile(format=kind, ppi=ppi, sys_inputs=inputs))
    except typst.TypstError as cause:
        said = cause.message.removeprefix("panicked with: ").strip('"')
        raise CertpressError(
            "the badge's picture",
            f"it cannot be drawn: {said}",
            "shorten the name or code, or give the scheme a picture of its own: "
            "content/badges/<scheme>.svg",
        ) from cause


def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )


@cache
def _compiler() -> typst.Compiler:
    folder = resources.PACKAGE / "typst"
    return typst.Compiler(input=str(folder / "badge.typ"), root=str(folder), font_paths=_fonts())


def _data(art: Art) -> dict[str, Any]:
    shown, more = art.items[:_MOST_ITEMS], len(art.items) - _MOST_ITEMS
    return {
        "title": f"{art.scheme}, {art.body}",
        "fonts": list(fonts.load().families),
        "colour": art.colour,
        "body": _said(art.body),
        "scheme": _said(art.scheme),
        "code": art.code,
        "level": _said(" · ".join(art.levels)),
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


def _title(art: Art) -> str:
    return ", ".join((art.scheme, *art.levels, *art.items, art.body))


def _titled(svg: bytes, name: str) -> bytes:
    """The drawing with a name for those who do not see it."""
    text = svg.decode("utf-8")
    opening = text.index("<svg")
    end_at = text.index(">", opening)
    start, end, rest = text[:end_at], ">", text[end_at + 1 :]
    title = escape(name)
    return f'{start} role="img"{end}<title>{title}</title>{rest}'.encode()
