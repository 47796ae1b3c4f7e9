"""What may stand in public: texts without scripts, pictures of the body's own, plain drawings.

Rules:
1. A text holds no script and no form, and loads nothing from another site: a reader of the page is
   known to the body's own host alone. HTML in it is of the tags that only show something.
2. Headings above a text are written by its page, so a text begins below them.
3. An anchor stands once in a text.
4. A drawing (SVG) is of a size that a page has use for; it holds no script, no link, and no picture
   from elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from certpress.content.source import Source
from certpress.errors import CertpressError

LARGEST_SVG = 2_000_000  # bytes; of use on a page are a few thousand
PICTURES = frozenset({".jpg", ".pdf", ".png", ".svg", ".webp"})

_QUOTED = 60  # letters of a text that a problem quotes

_FENCE = re.compile(r"^(```|~~~).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)([^`\n]+)\1(?!`)")
_FOREIGN = re.compile(
    r"\b(src|srcset|poster|data|action|formaction)\s*=\s*[\"']?\s*(https?:|//)"
    r"|!\[[^\]]{0,300}\](?!\()|!\[[^\]]{0,300}\]\(\s*<?\s*(https?:|//)"
    r"|\burl\(|<[^<>]*[\s/\"']on[a-z]+\s*=",
    re.IGNORECASE,
)
_RUNS = re.compile(r"javascript:|vbscript:|data:text/html", re.IGNORECASE)
_TAG = re.compile(r"<\s*/?\s*([a-z][a-z0-9-]*)(?=[\s/>])", re.IGNORECASE)
_SHOWING = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong"
    " sub summary sup table tbody td tfoot th thead time tr u ul"
)
_HARMLESS = frozenset(_SHOWING.split())
_ANCHOR = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}|<[^<>]*\bid\s*=\s*[\"']?([\w-]+)")
_FOREIGN_SVG = re.compile(
    rb"<script|<foreignObject|\son[a-z]+\s*=|(href|src)\s*=\s*+(?![\"']?#)|<!ENTITY|@import"
    rb"|url\(\s*+(?![\"']?#)|javascript:",
    re.IGNORECASE,
)


def problems(read: Source, *, highest: int) -> Iterator[CertpressError]:
    """What a text must not hold; `highest` is the level of its highest heading, 2 for `##`."""
    text = shown(read.text)
    for where, what in dict.fromkeys((_where(read, text, at), w) for at, w in _foreign(text)):
        hint = "put pictures into content/pictures/; of HTML, what only shows something may stay"
        problem = f"a text runs nothing and loads nothing from another site: {what}"
        yield CertpressError(where, problem, hint)
    for match in re.finditer(rf"^#{{1,{highest - 1}}}\s", text, re.MULTILINE):
        hint = "the page writes the headings above this one itself"
        problem = f"expected a heading of {'#' * highest} or below"
        yield CertpressError(_where(read, text, match.start()), problem, hint)
    seen: set[str] = set()
    for anchor, line in anchors(read):
        if anchor in seen:
            hint = "a link could lead to one of them alone: rename one"
            yield CertpressError(f"{read.name}:{line}", f"the anchor {anchor} stands twice", hint)
        seen.add(anchor)


def anchors(read: Source) -> Iterator[tuple[str, int]]:
    """The anchors that a text gives by hand, `{ #name }` or `id="name"`, with their lines."""
    text = shown(read.text)
    for match in _ANCHOR.finditer(text):
        yield match[1] or match[2], read.text_line + text.count("\n", 0, match.start())


def shown(text: str) -> str:
    """A text without its code, which is shown as it stands; lines stay where they are."""
    without = _FENCE.sub(lambda block: "\n" * block.group().count("\n"), text)
    return _SPAN.sub(lambda span: " " * len(span.group()), without)


def _foreign(text: str) -> list[tuple[int, str]]:
    """Where a text would run something, or load something from elsewhere, and with which words."""
    found = [(match.start(), _quoted(match[0])) for match in _FOREIGN.finditer(text)]
    tags = ((tag.start(), tag[1].lower()) for tag in _TAG.finditer(text))
    found += [(at, f"<{name}>") for at, name in tags if name not in _HARMLESS]
    start = 0
    for line in text.split("\n"):  # what a browser reads: references resolved, spaces left out
        runs = _RUNS.search(re.sub(r"[\x00-\x20]", "", html.unescape(line)))
        if runs:
            found.append((start, runs[0].lower()))
        start += len(line) + 1
    return sorted(found)


def _quoted(words: str) -> str:
    """Words of a text on one line, as far as there is room."""
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def svg(folder: Path, path: str) -> bytes | None:
    """The bytes of a plain drawing inside the folder, or None when it is none."""
    return picture(folder, path) if path.endswith(".svg") else None


def picture(folder: Path, path: str) -> bytes | None:
    """The bytes of a picture inside the folder, or None when it cannot be one."""
    file = folder / path
    inside = file.resolve().is_relative_to(folder.resolve())
    plain_name = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", file.name)
    if not inside or not plain_name or file.suffix not in PICTURES or not file.is_file():
        return None
    data = file.read_bytes()
    if file.suffix != ".svg":
        return data
    data = data.replace(b"\r\n", b"\n")
    if len(data) > LARGEST_SVG or b"<svg" not in data or _FOREIGN_SVG.search(data):
        return None
    return data


def broken(drawing: bytes) -> tuple[int, str] | None:
    """The line of a drawing at which it is no XML, and what is amiss there; None when it is whole.

    It holds no entities: it is one that `svg` gave.
    """
    try:
        ElementTree.fromstring(drawing)  # noqa: S314 - without entities there is nothing to expand
    except ElementTree.ParseError as error:
        return error.position[0], str(error)
    except (ValueError, LookupError) as error:  # an encoding that there is none of
        return 1, str(error)
    return None


def _where(read: Source, text: str, at: int) -> str:
    return f"{read.name}:{read.text_line + text.count(chr(10), 0, at)}"
