"""Whether a text is one: not empty, not a placeholder, not a few words where sentences are owed.

Rules:
1. Presence is not content: what stands for a text still to be written counts as missing.
2. Words for that are data (`placeholders.yml`), of every language at once, as drafts mix them.
3. Length counts letters and digits alone; a Chinese or Japanese character says as much as three.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from certpress.content import source

# The fewest letters of a section, an element of the statement, a page, a reason.
SECTION, STATEMENT, PAGE, REASON = 60, 40, 100, 20

_SHOWN = 160  # letters of a placeholder that a finding quotes

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"\]\([^)]*\)|<[^>]*>")
_MARKER = re.compile(r"^\[\[[a-z][a-z0-9:-]*\]\]$", re.MULTILINE)
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_MARKS = re.compile(r"^[\s>#*+|-]*(?:\d+[.)]\s)?|[*_`|\s]+$")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    anywhere: list[str]
    alone: list[str]


def letters(text: str) -> int:
    """How many letters and digits a Markdown text shows its readers (rule 3)."""
    shown = _MARKER.sub("", _ADDRESS.sub(" ", _COMMENT.sub("", text)))
    return sum(1 for char in shown if char.isalnum()) + 2 * len(_DENSE.findall(shown))


@lru_cache(maxsize=65536)
def placeholder(text: str) -> tuple[int, str] | None:
    """The first placeholder of a text, as (line within it, from 0; what is told of it), or None."""
    plain = _CODE.sub(lambda block: "\n" * block.group().count("\n"), text)
    plain = _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), plain)
    anywhere, alone = _patterns()
    lines = plain.split("\n")
    for number, line in enumerate(lines):
        found = anywhere.search(line)
        if found:
            rest = "\n".join((line[found.start() :], *lines[number + 1 :]))
            return number, _excerpt(rest)
        words = _MARKS.sub("", line)
        if words and alone.fullmatch(words) and _stands_alone(lines, number):
            return number, _excerpt(words)
    return None


def _excerpt(text: str) -> str:
    """What stands there, to its end or as far as there is room; a mark may go over lines."""
    wanted = re.match(r"\[\[ ?to write:?\s*([^\]]*)", text)
    line = text.partition("\n")[0].partition("]]")[0]
    said = " ".join((wanted[1] if wanted else line).split())
    short = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
    return f"to be written: {short}" if wanted else f"a placeholder: {short}"


def plain(text: str) -> str:
    """A text without marks and spacing, to see whether two are the same."""
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())


def _stands_alone(lines: list[str], number: int) -> bool:
    around = (lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines))
    return not any(re.match(r"\s*\w", line) for line in around)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    read = source.read(Path(__file__).with_name("placeholders.yml"), "placeholders.yml")
    words = _Words.model_validate(read.values)
    anywhere, alone = ("|".join(f"(?:{one})" for one in n) for n in (words.anywhere, words.alone))
    return re.compile(anywhere, re.IGNORECASE), re.compile(alone, re.IGNORECASE)
