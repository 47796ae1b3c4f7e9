"""What may stand in public: texts without scripts, pictures of the body's own, plain drawings.

Rules:
1. A text holds no script and no form, and loads nothing from another site: a reader of the page is
   known to the body's own host alone.
2. Headings above a text are written by its page, so a text begins below them.
3. A drawing (SVG) holds no script, no link, and no picture from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from certpress.content.source import Source
from certpress.errors import CertpressError

PICTURES = frozenset({".jpg", ".pdf", ".png", ".svg", ".webp"})

_FENCE = re.compile(r"^(```|~~~).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_FOREIGN = re.compile(
    r"<\s*(script|iframe|object|embed|link|base|form|style|meta)\b"
    r"|\b(src|srcset|poster|data)\s*=\s*[\"']?\s*(https?:|//)"
    r"|!\[[^\]]*\](?!\()|!\[[^\]]*\]\(\s*<?\s*(https?:|//)"
    r"|\bjavascript:|\burl\(|<[^>]*\son[a-z]+\s*=",
    re.IGNORECASE,
)
_FOREIGN_SVG = re.compile(
    rb"<script|<foreignObject|\son[a-z]+\s*=|(href|src)\s*=\s*[\"']?(?!#)|<!ENTITY|@import"
    rb"|url\(\s*[\"']?(?!#)|javascript:",
    re.IGNORECASE,
)


def problems(read: Source, *, highest: int) -> Iterator[CertpressError]:
    """What a text must not hold; `highest` is the level of its highest heading, 2 for `##`."""
    text = _FENCE.sub(lambda match: "\n" * match.group().count("\n"), read.text)
    for match in _FOREIGN.finditer(text):
        hint = "put pictures into content/pictures/, and leave scripts and forms out"
        problem = "expected no script, and nothing loaded from another site"
        yield CertpressError(_where(read, text, match), problem, hint)
    for match in re.finditer(rf"^#{{1,{highest - 1}}}\s", text, re.MULTILINE):
        hint = "the page writes the headings above this one itself"
        problem = f"expected a heading of {'#' * highest} or below"
        yield CertpressError(_where(read, text, match), problem, hint)


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
    return data if b"<svg" in data and not _FOREIGN_SVG.search(data) else None


def _where(read: Source, text: str, match: re.Match[str]) -> str:
    return f"{read.name}:{read.text_line + text.count(chr(10), 0, match.start())}"
