"""Cells into values: dates, texts, lists, scopes; each fault is said with the next step.

Rules:
1. A date is ISO 8601 (`2026-03-01`) or a real date of a spreadsheet. A day that does not exist is
   refused, with the nearest one that does.
2. A number in a text column is the text of that number: 2019.0 is "2019".
3. Lists are separated by semicolons. A scope item may end on a day of its own: `UT-2-W until
   2028-03-31`.
4. Names stay as they were given. Marks that turn the direction of writing, characters that cannot
   be seen, and words that mix look-alike scripts are reported, never refused.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from certpress.intake.table import Cell

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LOCAL = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})[./]([0-9]{4})")
_UNTIL = re.compile(r"(?P<code>\S+)(?:\s+until\s+(?P<until>.+))?", re.IGNORECASE)

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset("\u00ad\u034f\u115f\u1160\u180e\u200b\u2060\u3164\ufeff\uffa0")
_ALIKE = ("LATIN", "GREEK", "CYRILLIC")


class Fault(Exception):
    """A cell that cannot be understood: what is wrong, and the next step."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint


def text(cell: Cell) -> str:
    """A cell as text (rule 2); Fault for dates and truth values."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return str(cell)
    raise Fault(f"expected a text, got {cell}", "format the cell as text and type it anew")


def day(cell: Cell) -> date:
    """A cell as a day (rule 1); Fault when it is none."""
    if isinstance(cell, datetime):
        if cell.time().replace(microsecond=0) != cell.time().min:
            raise Fault(f"expected a date, got {cell}", f"write {cell.date()}")
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise Fault(f"expected a date, got {cell}", "format the cell as a date, or as text")
    iso = _ISO.fullmatch(cell)
    if iso:
        year, month, number = (int(part) for part in iso.groups())
        near = _nearest(year, month, number)
        if near.isoformat() != cell:
            raise Fault(f'expected a date, got "{cell}"', f"write {near}")
        return near
    raise Fault(f'expected a date, got "{cell[:40]}"', _suggestion(cell))


def _suggestion(cell: str) -> str:
    local = _LOCAL.fullmatch(cell)
    if local:
        first, mark, second, year = local.groups()
        one, two = int(first), int(second)
        if mark == "." or one > 12 >= two:
            return f"write {_nearest(int(year), two, one)}"
        if two > 12 >= one:
            return f"write {_nearest(int(year), one, two)}"
    return "write year, month and day: 2026-03-01"


def _nearest(year: int, month: int, number: int) -> date:
    """The day itself, or when it does not exist the nearest that does."""
    year, month = max(year, 1), min(max(month, 1), 12)
    return date(year, month, min(max(number, 1), calendar.monthrange(year, month)[1]))


def parts(value: str) -> tuple[str, ...]:
    """A list (rule 3); empty parts are passed over."""
    return tuple(part.strip() for part in value.split(";") if part.strip())


def scope(value: str) -> tuple[tuple[str, date | None], ...]:
    """Scope items with the day each ends on, or None; Fault when one cannot be understood."""
    return tuple(_item(part) for part in parts(value))


def _item(part: str) -> tuple[str, date | None]:
    match = _UNTIL.fullmatch(part)
    if match is None:
        hint = 'write codes between semicolons, such as "UT-2-W; MT-2-W until 2028-03-31"'
        raise Fault(f'"{part[:60]}" is not a scope item', hint)
    until = match["until"]
    return match["code"], day(until) if until else None


def oddities(name: str) -> Iterator[tuple[str, str]]:
    """What staff should look at in a name (rule 4): a code and a sentence for each."""
    if name.isascii():
        return
    marks = sorted({f"U+{ord(character):04X}" for character in name if character in _BIDI})
    if marks:
        yield "intake.bidi_mark", f"marks that turn the direction of writing: {', '.join(marks)}"
    unseen = sorted({f"U+{ord(character):04X}" for character in name if character in _UNSEEN})
    if unseen:
        yield "intake.unseen_character", f"characters that cannot be seen: {', '.join(unseen)}"
    for word in name.split():
        scripts = {_script(character) for character in word} - {""}
        if len(scripts) > 1:
            yield (
                "intake.mixed_scripts",
                f'"{word}" mixes letters of {" and ".join(sorted(scripts))}',
            )


def _script(character: str) -> str:
    """The script of a letter, if it is one of those that look alike."""
    name = unicodedata.name(character, "") if character.isalpha() else ""
    return next((script.title() for script in _ALIKE if name.startswith(script)), "")
