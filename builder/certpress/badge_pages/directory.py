"""The directory: a page that searches a static index in the browser.

The index is a list of rows, in the order of the names: name, Latin spelling, number, scheme, scope
items as [code, name], conditions, last day, badge page ("" without one), 1 when in force, and the
place that the person named ("" without one).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from certpress.badge_pages import frame as frames
from certpress.badge_pages.frame import Frame, Ways, words
from certpress.badge_pages.page import block
from certpress.badge_pages.values import Listing

_SEPARATOR = ",\n"
_WORDS = ("list.found", "list.more", "list.none", "list.empty", "list.failed", "list.expired")


def directory(frame: Frame, rows: Iterable[str], today: date) -> Iterator[tuple[str, bytes]]:
    """The page in every language, the index of `row`s, and the style sheet of all these pages."""
    yield from frames.style(frame)
    yield "directory/index.json", f"[{_SEPARATOR.join(sorted(rows, key=_order))}]\n".encode()
    first = frame.body.languages[0]
    for language in frame.body.languages:
        below = "" if language == first else f"{language}/"
        t = words(language)
        said = {key.removeprefix("list."): t.words[key] for key in _WORDS}
        said |= {key: t(key) for key in ("until", "conditions", "not_valid")}
        said["page"] = t("list.page")
        top = "../" * (2 if below else 1)
        values = {
            "title": t("directory"),
            "today": t.day(today),
            "live": block({"index": f"{top}directory/index.json", "pages": f"{top}b/",
                           "below": below, "language": t.language, "say": said}),
        }  # fmt: skip
        ways = Ways(top=top, own=top, tail="directory/")
        page = frame.render("directory.html.j2", language, ways, values)
        yield f"{below}directory/index.html", page


def row(one: Listing) -> str:
    """An entry of the index, as JSON."""
    facts = one.facts
    said = [
        facts.name,
        facts.name_latin if facts.name_latin != facts.name else "",
        facts.number,
        facts.scheme,
        [[item.code, item.name] for item in facts.scope],
        facts.conditions,
        facts.valid_until,
        one.page,
        int(one.in_force),
        one.place,
    ]
    return json.dumps(said, ensure_ascii=False)


def _order(text: str) -> tuple[str, str]:
    name, _, number, *_ = json.loads(text)
    return name, number
