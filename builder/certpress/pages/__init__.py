"""The pages of the site: what `content` holds, written as the Markdown that MkDocs turns into HTML.

Rules:
1. `plan` is pure: the same content and day give the same files, none is written here.
2. Titles, names and every other value of a field are escaped; only the approved Markdown of a page
   or section goes in as it stands (`content`, rule 4, has looked at it).
3. Links are relative, so that the site works at any address and below a path.
4. Every page shows its owner, its approval, and by when it is looked at again (7.2.3).
5. Anchors name the subject; clause numbers are labels beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import resources
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup

from certpress.content import PAGES, Content, Page, SchemeText, Section, Step, Table
from certpress.pages import colours, diagram, settings

_RULES = ("fees", "changes", "use-of-certificates", "artificial-intelligence")
_REDRESS = ("appeals", "complaints")
_ALONE = ("home", "check", "ask")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_ASSETS = ("site.css",)
_NARROW = 42  # characters in a row that a telephone has room for
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MARK = re.compile(r"[^\w\s,.'()/;?%-]|_")
_MARKER = re.compile(r"^\[\[([a-z][a-z0-9-]*)\]\]$", re.MULTILINE)


def plan(
    content: Content, today: date, user_settings: bytes = b""
) -> tuple[tuple[str, bytes], ...]:
    """The files that MkDocs needs, by path, in order.

    `mkdocs.yml` and `settings/mkdocs.yml` (the user's, `user_settings`), `theme/`, and the pages
    below `docs/`. `today` is the body's calendar day: which edition is in force, what is overdue.
    """
    environment = _environment()
    files = dict(_frame(content, environment))
    files["settings/mkdocs.yml"] = user_settings
    files["mkdocs.yml"] = settings.mkdocs(content, _nav(content, today))
    for path, template, values in _documents(content, today):
        shared = {"body": content.body, "content": content, "today": today, "path": path}
        root = (
            "../" * path.count("/") if path.endswith("index.md") else "../" * (path.count("/") + 1)
        )
        text = environment.get_template(f"{template}.md.j2").render(root=root, **shared, **values)
        files[f"docs/{path}"] = (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode("utf-8")
    return tuple(sorted(files.items()))


def in_force(editions: Sequence[SchemeText], today: date) -> SchemeText:
    """The edition in force: the latest to have taken effect, or else the first to come."""
    begun = [text for text in editions if text.scheme.effective <= today]
    return begun[-1] if begun else editions[0]


def _documents(content: Content, today: date) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Path, template and values of each page."""
    current = [in_force(editions, today) for editions in _by_id(content)]
    for page in content.pages:
        home = page.slug == "home"
        path = "index.md" if home else f"{page.slug}.md"
        if page.language != content.body.languages[0]:
            path = f"{page.language}/{path}"
        template = page.slug if page.slug in {"home", "ask", "accreditation", "changes"} else "page"
        yield path, template, {"page": page, "current": current, "changes": _changes(content)}
    yield "impartiality.md", "impartiality", {"statement": content.impartiality}
    yield "schemes/index.md", "schemes", {"current": current}
    for editions in _by_id(content):
        now = in_force(editions, today)
        values = {"editions": editions[::-1], "now": now}
        yield f"schemes/{now.scheme.id}/index.md", "editions", values
        for text in editions:
            path = f"schemes/{text.scheme.id}/{text.scheme.edition}/index.md"
            yield path, "scheme", {"text": text, "now": now, "accreditation": _accreditation}


def _changes(content: Content) -> list[SchemeText]:
    """The editions that say what they changed, the latest first."""
    told = [(text.change.published, text) for text in content.texts if text.change]
    return [text for _, text in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _accreditation(content: Content, scheme: str, today: date) -> Any:
    return content.body.accreditation(scheme, today)


def _by_id(content: Content) -> list[list[SchemeText]]:
    return [list(group) for _, group in groupby(content.texts, key=lambda text: text.scheme.id)]


def _frame(content: Content, environment: jinja2.Environment) -> Iterator[tuple[str, bytes]]:
    """The theme's own template, the style sheets and the logo."""
    folder = resources.files("certpress") / "templates"
    yield "theme/main.html", (folder / "theme" / "main.html").read_bytes()
    for name in _ASSETS:
        yield f"docs/assets/body/{name}", (folder / "assets" / name).read_bytes()
    values = _colours(content.body.colour)
    css = environment.get_template("colours.css.j2").render(values)
    yield "docs/assets/body/colours.css", css.encode("utf-8")
    if content.logo:
        yield "docs/assets/body/logo.svg", content.logo
    for name, data in content.pictures:
        yield f"docs/pictures/{name}", data


def _colours(colour: str) -> dict[str, str]:
    dark = "#1a1f24"
    return {
        "colour": colour,
        "on_colour": colours.text_on(colour),
        "link": colours.readable(colour, "#ffffff"),
        "tint": colours.mix(colour, "#ffffff", 92),
        "dark_background": dark,
        "dark_link": colours.readable(colours.mix(colour, "#ffffff", 45), dark),
        "dark_tint": colours.mix(colour, dark, 80),
    }


def _nav(content: Content, today: date) -> list[dict[str, Any]]:
    """The navigation, of the pages in the body's first language."""
    pages = {p.slug: p for p in content.pages if p.language == content.body.languages[0]}
    entry = {slug: {page.title: f"{slug}.md"} for slug, page in pages.items()}
    schemes: list[dict[str, Any]] = [{"All schemes": "schemes/index.md"}]
    for editions in _by_id(content):
        now = in_force(editions, today).scheme
        schemes.append({now.name: f"schemes/{now.id}/{now.edition}/index.md"})
    rules = [entry[slug] for slug in (*_RULES, *_REDRESS) if slug in entry]
    about: list[dict[str, Any]] = [{content.impartiality.page.title: "impartiality.md"}]
    shown = {*_ALONE, *_RULES, *_REDRESS}
    about += [
        entry[slug]
        for slug in (*PAGES, *sorted(set(pages) - set(PAGES)))
        if slug in entry and slug not in shown
    ]
    nav: list[dict[str, Any]] = [{"Home": "index.md"}]
    nav += [entry["check"]] if "check" in entry else []
    nav += [{"Certification schemes": schemes}]
    nav += [{"Rules": rules}] if rules else []
    return [*nav, {"About us": about}, entry["ask"]]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("certpress", "templates/pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"day": _day, "md": _md, "front": _front}
    environment.globals |= {
        "months": _months,
        "split": _split,
        "grids": _grids,
        "wordy": _wordy,
        "opened": _opened,
        "layout": diagram.layout,
        "direction": lambda language: "rtl" if language[:2] in _RIGHT_TO_LEFT else "ltr",
    }
    return environment


def _day(value: date) -> str:
    """A day as it is printed on certificates: 14 January 2031."""
    month = _MONTHS[value.month - 1]
    return f"{value.day} {month} {value.year}"


def _months(count: int) -> str:
    """A number of months in words people use: 5 years (60 months)."""
    years, rest = divmod(count, 12)
    if rest:
        return f"{count} months"
    return f"{years} year{'s' if years > 1 else ''} ({count} months)"


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


def _opened(text: str) -> tuple[str, str]:
    """A page's text before its first heading, and from there on."""
    heading = re.search(r"^#", text, re.MULTILINE)
    cut = heading.start() if heading else len(text)
    return text[:cut], text[cut:]


def _wordy(table: Table) -> bool:
    """True when a table has too many words to stand side by side on a telephone."""
    widths = (max(len(row[n]) for row in table.rows) for n in range(len(table.columns)))
    return len(table.columns) > 2 and sum(widths) > _NARROW


def _split(section: Section) -> list[tuple[str, Table | Any]]:
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


__all__ = ["Page", "Step", "in_force", "plan"]
