"""The files of one person on the site: each part is made, or linked from the last build.

Rules:
1. A part is linked when what it depends on is the same as at the last build (its key), and its
   files on the site of that build are the ones that were made then (their seal).
2. A line that cannot be read is as good as none: its parts are made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from certpress import store
from certpress.cli import parts
from certpress.cli.parts import Case, Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was put into the site: a line for the next build, and what all numbers need together."""

    line: str
    card: str  # what names the picture for networks; empty without a page
    row: str  # of the directory's index; empty without a consent to it
    made: int  # parts that could not be linked


def put(maker: Maker, case: Case, known: str) -> Done:
    """Put the files of a person into the site; `known` is the line of the last build, or empty.

    Raises CertpressError for what cannot be drawn, and when the disk takes no more.
    """
    before, after, made = _read(known), dict[str, tuple[str, str]](), 0
    one = parts.shown(maker, case) if case.address else None
    wanted = [*parts.of_page(maker, one)] if one else []
    wanted += [parts.of_gone(maker, case.gone)] if case.gone else []
    for part in wanted:
        if before.get(part.name) == (part.key, store.seal(maker.site, part.files) or None):
            store.link(maker.site, maker.staged, part.files)
        else:
            store.fill(maker.staged, part.make(), maker.site)
            made += 1
        after[part.name] = (part.key, store.seal(maker.staged, part.files))
    return Done(
        line=f"{case.number}\t{json.dumps(after)}\n",
        card=one.card.digest if one else "",
        row=parts.row(maker, case) if case.listed and case.issued else "",
        made=made,
    )


def number(line: str) -> str:
    """The number that a line of an earlier build is about; empty for a line that is none."""
    found, tab, _ = line.partition("\t")
    return found if tab else ""


def _read(line: str) -> dict[str, tuple[str, str]]:
    """The key and the seal of each part, as a line has them."""
    try:
        found = json.loads(line.partition("\t")[2] or "{}")
        return {str(name): (str(key), str(seal)) for name, (key, seal) in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
