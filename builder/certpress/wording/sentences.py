"""A Markdown text as the sentences that a reader sees, each with its line.

Rules:
1. Lines of a paragraph read as one; list items, table rows, headings and empty lines end it.
2. Blocks and spans of code say nothing to people; a link reads as its words.
3. A sentence ends with its mark before a space, in any of the scripts; Chinese needs no space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^(```|~~~).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"\s*(?:[-*+]|\d+[.)]|#{1,6}|\||>)\s")
_END = re.compile(r"(?<=[.!?\u061f])[\"'\u201d\u2019\u00bb)]*\s+|(?<=[\u3002\uff01\uff1f])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`]+")
_BARS = re.compile(r"[#|>]+")


def split(text: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """Every sentence with the line it begins on; `first_line` is that of the text in its file."""
    plain = _FENCE.sub(lambda block: "\n" * block.group().count("\n"), text)
    for line, paragraph in _paragraphs(plain, first_line):
        start = 0
        for cut in [*(match.end() for match in _END.finditer(paragraph)), len(paragraph)]:
            words = _plain(paragraph[start:cut])
            if words:
                begun = start + len(paragraph[start:cut]) - len(paragraph[start:cut].lstrip())
                yield line + paragraph.count("\n", 0, begun), words
            start = cut


def _plain(sentence: str) -> str:
    return " ".join(_BARS.sub(" ", _MARKS.sub("", _LINK.sub(r"\1", sentence))).split())


def _paragraphs(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Lines that read as one, with the line of the first."""
    kept: list[str] = []
    begun = first_line
    for number, line in enumerate(text.split("\n"), first_line):
        heading = kept and kept[-1].lstrip().startswith(("#", "|"))
        if kept and (not line.strip() or _STARTS.match(line) or heading):
            yield begun, "\n".join(kept)
            kept = []
        if line.strip():
            begun = begun if kept else number
            kept.append(line)
    if kept:
        yield begun, "\n".join(kept)
