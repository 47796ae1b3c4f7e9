"""What templates are filled with: escaping for Markdown, and the values that need arranging.

Rules:
1. Values of fields are escaped for HTML, and in headings and front matters for Markdown and YAML.
2. A text in another language than its page says so: `lang` and `dir` stand on what holds it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from certpress.content import SchemeText, Section, Table
from certpress.pages import catalogue, diagram

_NARROW = 42  # characters in a row that a telephone has room for
_MARK = re.compile(r"[^\w\s,.'()/;?%-]|_")
_OUTWARD = re.compile(r"(\]\(|href=\")((?:\.\./)+)((?:v|status|qr)/)")  # what MkDocs does not make
_MARKER = re.compile(r"^\[\[([a-z][a-z0-9-]*)\]\]$", re.MULTILINE)


@cache
def environment(language: str, *, below: bool) -> jinja2.Environment:
    """The templates, filled in one language; StrictUndefined finds our slips.

    Kept, as reading them takes longer than filling them: a check and its build, and every build
    while texts are written, use them again.

    `below` says that the pages stand below the name of their language: a link that a text has to
    what lies beside the pages is a folder longer there.
    """
    words = catalogue.words(language)
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("certpress", "templates/pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "day": words.day,
        "md": _md,
        "front": _front,
        "placed": _longer if below else str,
        "strong": _strong,
    }
    made.globals |= {
        "t": words,
        "duration": words.duration,
        "link": _link,
        "marked": lambda language: _marked(language, words.language),
        "split": split,
        "grids": _grids,
        "wordy": _wordy,
        "opened": opened,
        "layout": diagram.layout,
    }
    return made


def tidy(text: str) -> bytes:
    """A filled template as the bytes of a file: one empty line between blocks, one newline last."""
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode("utf-8")


def _marked(language: str, own: str) -> Markup:
    """The attributes of an element whose text is in another language than its page."""
    if language == own:
        return Markup("")
    attributes = Markup(' lang="{}" dir="{}"')
    return attributes.format(language, catalogue.direction(language))


def _longer(text: str) -> str:
    return _OUTWARD.sub(r"\1../\2\3", text)


def _link(address: str, text: str) -> Markup:
    """A link, for sentences of the frame that hold one."""
    return Markup('<a href="{}">{}</a>').format(address, text)


def _strong(text: str) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


def _md(value: str) -> Markup:
    """A value as literal text in a heading: its marks are written as character references."""
    plain = _MARK.sub(lambda mark: f"&#{ord(mark.group())};", value)
    return Markup(plain)  # noqa: S704 - no mark is left in it


def _front(value: str) -> Markup:
    """A value for a front matter: a JSON string, which is YAML."""
    return Markup(json.dumps(value))  # noqa: S704 - quoted for YAML, where HTML has no meaning


def _grids(text: SchemeText) -> dict[str, dict[tuple[str, str], str]]:
    """The item codes of a scope made from axes, for the tables that show them.

    Three axes: a table for each value of the first, of (third, second); two: one table, named "".
    """
    axes = text.axes
    found = dict(text.cells)
    if len(axes) == 3:
        return {
            first.code: {
                (row.code, column.code): found.get((first.code, column.code, row.code), "")
                for row in axes[2].values
                for column in axes[1].values
            }
            for first in axes[0].values
        }
    if len(axes) == 2:
        pairs = ((row.code, column.code) for row in axes[0].values for column in axes[1].values)
        return {"": {pair: found.get(pair, "") for pair in pairs}}
    return {}


def opened(text: str) -> tuple[str, str]:
    """A page's text before its first heading, and from there on."""
    heading = re.search(r"^#", text, re.MULTILINE)
    cut = heading.start() if heading else len(text)
    return text[:cut], text[cut:]


def _wordy(table: Table) -> bool:
    """True when a table has too many words to stand side by side on a telephone."""
    widths = (max(len(row[n]) for row in table.rows) for n in range(len(table.columns)))
    return len(table.columns) > 2 and sum(widths) > _NARROW


def split(section: Section) -> list[tuple[str, Table | Any]]:
    """A section as texts and tables in turn: a table stands where [[id]] marks it, or last."""
    tables = {table.id: table for table in section.tables}
    pieces: list[tuple[str, Any]] = []
    rest = _MARKER.split(section.text)
    for number, piece in enumerate(rest):
        if number % 2 == 0:
            pieces.append(("text", piece))
        elif piece in tables:
            pieces.append(("table", tables.pop(piece)))
    return [*pieces, *(("table", table) for table in tables.values())]
