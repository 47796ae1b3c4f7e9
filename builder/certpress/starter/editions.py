"""A scheme edition copied into the next one.

Rules:
1. Every text is copied as it stands; of `scheme.yml` only the edition, the day it takes effect, the
   approval and what changed are other ones. Comments and order stay.
2. The approval of the edition before is not that of the new one: it is left empty.
3. Translations are copied too; what changed is marked in them as still to be translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from certpress.starter.answers import to_write

_KEY = re.compile(r"[A-Za-z_]+:")
_APPROVAL = re.compile(r"\s+(approved_by|approved|review_by):")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a new edition changes; texts are empty where they are still to be written."""

    edition: str
    replaces: str
    effective: date
    published: date
    transition_until: date | None
    what: str
    certified_persons: str


def copied(files: Mapping[str, bytes], change: Change) -> tuple[tuple[str, bytes], ...]:
    """The files of an edition, by path in its folder, as those of the next one."""
    return tuple((path, _copied(path, data, change)) for path, data in sorted(files.items()))


def _copied(path: str, data: bytes, change: Change) -> bytes:
    folder, _, name = path.rpartition("/")
    if name != "scheme.yml":
        return data
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return "".join(_lines(text, change, translated=bool(folder))).encode("utf-8")


def _lines(text: str, change: Change, *, translated: bool) -> Iterator[str]:
    """The lines of a scheme.yml, those of rule 1 replaced."""
    told = "".join(_change(change, translated=translated))
    approval, block = "  approved_by:\n  approved:\n  review_by:\n", ""
    for line in text.splitlines(keepends=True):
        key = _KEY.match(line)
        block = key.group() if key else block
        if line.startswith("#"):
            block = "" if block == "change:" else block
            yield line.replace(f"edition {change.replaces}", f"edition {change.edition}")
        elif key and block == "change:":
            yield told
            told = ""
        elif block == "change:":
            continue
        elif block == "page:" and _APPROVAL.match(line):
            yield approval
            approval = ""
        elif key and block in ("edition:", "effective:") and not translated:
            value = change.edition if block == "edition:" else change.effective.isoformat()
            yield f"{block} {json.dumps(value) if value.isdigit() else value}\n"
        else:
            yield line
    if told:
        yield "\n" + told


def _change(change: Change, *, translated: bool) -> Iterator[str]:
    """The block that says what is new."""
    what = change.what or to_write("what is new in this edition")
    persons = change.certified_persons or to_write("what it means for persons already certified")
    yield "change:\n"
    if translated:
        what, persons = (to_write(f"in this language: {text}") for text in (what, persons))
    else:
        yield f"  published: {change.published}\n  replaces: {change.replaces}\n"
        if change.transition_until:
            yield f"  transition_until: {change.transition_until}\n"
        else:
            yield "  # The last day on which the edition before may still be used, if any:\n"
            yield "  # transition_until: 2028-06-30\n"
    yield f"  what: {json.dumps(what, ensure_ascii=False)}\n"
    yield f"  certified_persons: {json.dumps(persons, ensure_ascii=False)}\n"
