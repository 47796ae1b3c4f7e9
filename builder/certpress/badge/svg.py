"""A badge's credential in an SVG: one element, as Open Badges 3.0 has it.

Rules:
1. The element `<openbadges:credential>` is the first child of `<svg>`, declares its own namespace,
   and holds the JSON as it is, in CDATA.
2. Baking moves nothing else: same picture and credential, same bytes.
3. Reading takes no XML parser, which a stranger's file could keep busy: the text is searched, and
   what it holds is found as `verifier/src/badge.ts` finds it. The search ends at two texts.

Source: https://www.imsglobal.org/spec/ob/v3p0/#baking
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from certpress.errors import CertpressError

_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_SVG = "{http://www.w3.org/2000/svg}svg"
_BEGINNING = re.compile(r"<(?:\?xml|!--|!DOCTYPE|svg)", re.IGNORECASE | re.ASCII)
_ROOT = re.compile(r"(?:\s|<\?[^>]*\?>|<!--.*?-->)*<svg(?:\s[^<>]*)?>", re.DOTALL)
_SPACE = (  # what a browser takes for white space
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_DECLARED = re.compile(
    rf"""[{_SPACE}]xmlns:([A-Za-z][A-Za-z0-9_.-]{{0,60}})[{_SPACE}]*=[{_SPACE}]*"""
    r"""["']([^"']{1,200})["']"""
)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_MOST_PREFIXES = 4
_LONGEST_TAG = 1_000
_LARGEST = 900_000  # characters of a picture: baked, the page still reads it (1,048,576)


class _Element(NamedTuple):
    """Where an element begins and ends in the text, and what stands between its tags."""

    start: int
    end: int
    content: str


def is_svg(text: str) -> bool:
    """True when a text begins as an SVG may."""
    return _BEGINNING.match(text.lstrip(_SPACE)) is not None


def from_svg(svg: str) -> tuple[str, ...]:
    """The first two different credentials of an SVG; none where there is none."""
    texts: list[str] = []
    for prefix in _prefixes(svg):
        for element in _elements(svg, f"{prefix}:credential"):
            text = _characters(element.content)
            if text not in texts:
                texts.append(text)
            if len(texts) == 2:
                return tuple(texts)
    return tuple(texts)


def bake_svg(picture: bytes, credential: bytes) -> bytes:
    """The picture with the credential in it, in place of an earlier one; what is drawn stays.

    `credential` is the signed JSON, UTF-8. Raises CertpressError for what is no SVG (one with a
    document type is refused too), and for a picture that carries two credentials.
    """
    svg = _checked(picture)
    if len(from_svg(svg)) > 1:
        raise CertpressError(
            "the badge's picture",
            "it carries two credentials already",
            "use a picture without any, or one with the badge's earlier credential",
        )
    for prefix in _prefixes(svg):
        for old in reversed(tuple(_elements(svg, f"{prefix}:credential"))):
            svg = svg[: old.start] + svg[old.end :]
    root = _ROOT.match(svg)
    if root is None or root.group().endswith("/>"):
        raise _no_svg("nothing is drawn in it")
    at = root.end()
    data = credential.decode("utf-8").replace("]]>", "]]]]><![CDATA[>")
    element = (
        f'<openbadges:credential xmlns:openbadges="{_NAMESPACE}">'
        f"<![CDATA[{data}]]></openbadges:credential>"
    )
    return (svg[:at] + element + svg[at:]).encode("utf-8")


@lru_cache(maxsize=16)  # many badges share a picture
def _checked(picture: bytes) -> str:
    """The text of a whole SVG; raises CertpressError."""
    try:
        svg = picture.decode("utf-8")
        if len(svg) > _LARGEST or "<!DOCTYPE" in svg:
            raise _no_svg("it has a document type" if len(svg) <= _LARGEST else "it is too large")
        root = ElementTree.fromstring(svg)  # noqa: S314 - no document type: nothing to expand
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError) as cause:
        raise _no_svg(str(cause)) from cause
    if root.tag != _SVG:
        raise _no_svg(f"its first element is {root.tag}")
    return svg


def _no_svg(reason: str) -> CertpressError:
    return CertpressError(
        "the badge's picture",
        f"this is not an SVG that can be baked: {reason}",
        "save it as plain SVG",
    )


def _prefixes(svg: str) -> tuple[str, ...]:
    """The first few prefixes that are declared for the badge's namespace."""
    found: dict[str, None] = {}
    for declared in _DECLARED.finditer(svg):
        if declared.group(2) == _NAMESPACE:
            found[declared.group(1)] = None
        if len(found) == _MOST_PREFIXES:
            break
    return tuple(found)


def _elements(svg: str, name: str) -> Iterator[_Element]:
    """Each element of a name."""
    start, end = f"<{name}", f"</{name}"
    at = svg.find(start)
    while at >= 0:
        content = _tag_end(svg, at + len(start))
        close = at + 1 if content is None else svg.find(end, content)
        if close < 0:
            return
        after = None if content is None else _tag_end(svg, close + len(end))
        if content is not None and after is not None:
            yield _Element(at, after, svg[content:close])
        at = svg.find(start, close)


def _tag_end(svg: str, at: int) -> int | None:
    """Where a tag ends whose name ends at `at`; None when the name is longer, or it has no end."""
    rest = svg[at : at + _LONGEST_TAG]
    end = re.search(r"[<>]", rest)
    if end is None or end.group() != ">":
        return None
    is_tag = end.start() == 0 or rest[0] in _SPACE
    return at + end.end() if is_tag else None


def _characters(element: str) -> str:
    """The characters of an element without children: CDATA as it stands, references resolved."""
    content, text, at = element.strip(_SPACE), "", 0
    while True:
        start = content.find("<![CDATA[", at)
        close = -1 if start < 0 else content.find("]]>", start)
        if close < 0:
            return text + _resolved(content[at:])
        text += _resolved(content[at:start]) + content[start + 9 : close]
        at = close + 3


def _resolved(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _ENTITIES[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF else found.group()
