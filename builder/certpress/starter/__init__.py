"""What a new body, scheme or page begins with: files full of guidance, for their owner to write.

Rules:
1. Guidance stands in comments (of YAML, front matter included), so that none of it is published.
2. What is still to be written is marked `[[to write: …]]`, and approvals are empty: the review
   (`clauses`) names each place that remains.
3. What a section has to say comes from the clause map; here is only how to begin.
4. Same answers, same bytes; nothing is written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import jinja2

from certpress import clauses, resources, schemas
from certpress.clauses import Audience, Clause
from certpress.content import KINDS, PAGES, Kind
from certpress.starter.answers import to_write
from certpress.starter.editions import copied

__all__ = ["File", "body", "copied", "ignored", "page", "scheme", "to_write"]

File = tuple[str, bytes]

_MORE: Mapping[str, tuple[str, ...]] = {
    "scope": ("The items themselves stand in scheme.yml; here is what they mean together.",),
    "process": (
        "The steps stand in scheme.yml, under process; here is what else there is to say.",
    ),
    "initial-certification": ("The table of the examination stands in scheme.yml, under tables.",),
    "code-of-conduct": ("Where there is none, take this file out.",),
    "changing-scope": ("Where scope and level cannot change, take this file out.",),
}
_PLAIN = re.compile(r"[^\W\d_][\w .,;()/&+@:'-]*")  # what needs no quotes in YAML
_FEES = "what this scheme costs, and that nobody is kept from it without reason"
_FEES_BEGIN = "The scheme is open to everybody who meets its requirements."


def body(given: Mapping[str, Any], today: date) -> tuple[File, ...]:
    """Every file of a new body, by path below its folder; `given` are complete answers."""
    people = _people(given)
    owner = {"owner": people[-1]["name"], "director": people[0]["name"]}
    values = {**given, **owner, "people": people, "schema": schemas.line("body")}
    files = [
        ignored(),
        ("content/body.yml", _filled("body.yml", values)),
        (
            "content/impartiality.md",
            _filled("impartiality.md", {**values, "owner": people[0]["name"]}),
        ),
        *((f"content/pages/{name}.md", _filled(f"pages/{name}.md", values)) for name in PAGES),
        *((f"content/{name}", data) for name, data in schemas.files()),
        *scheme({**values, "edition": f"{today.year}-1", "effective": today}, today),
        *_kept(),
        *_example_words(given),
        *_undertakings(given, today),
    ]
    return tuple(sorted(files))


def scheme(values: Mapping[str, Any], today: date) -> tuple[File, ...]:
    """The files of a new scheme edition, by path below the body's folder.

    `values` are scheme_id, scheme_name, scheme_code, interval_months, edition, effective, and the
    names of the scheme's owner and of who answers for its text (name, owner).
    """
    folder = f"content/schemes/{values['scheme_id']}/{values['edition']}"
    more = {
        "schema": schemas.line("scheme", 3),
        "scheme_owner": values["name"],
        "scheme_code_bare": values["scheme_code"],
        "today": today,
    }
    files = [(f"{folder}/scheme.yml", _filled("scheme/scheme.yml", {**values, **more}))]
    files += [(f"{folder}/{kind.anchor}.md", _section(kind)) for kind in KINDS]
    return tuple(files)


def ignored() -> File:
    """What Git is to leave alone in a body's folder: what is private, what can be made again."""
    return ".gitignore", _filled("gitignore", {})


def page(name: str, title: str, owner: str) -> File:
    """A new page, by path below the body's folder."""
    known = name if name in PAGES else "other"
    values = {"page_name": name, "title": title, "name": title, "owner": owner}
    return f"content/pages/{name}.md", _filled(f"pages/{known}.md", values)


def _people(given: Mapping[str, Any]) -> list[dict[str, str]]:
    roles = ("top_manager", "decider")
    return [{"name": given[one], "role": given[f"{one}_role"]} for one in roles]


def _kept() -> Iterator[File]:
    """What every body has as it is: the settings of the pages, and what the folders are for."""
    for name in ("mkdocs.yml", "credentials/README.md", "keys/README.md"):
        yield name, resources.starter().joinpath(*name.split("/")).read_bytes()


_EXAMPLE = "Northmere"  # as the example body calls itself
_UNDERTAKING = """\
---
# What certified persons sign before they are given the mark, which goes to nobody else. When the
# rules change, write a new version here and on the page with the rules, and ask people to sign it.
"""


def _example_words(given: Mapping[str, Any]) -> Iterator[File]:
    """The example body's letters and consent texts, in the new body's languages and its name.

    Where the example speaks none of them, its English ones are there to be translated.
    """
    for folder in ("letters", "consents"):
        for name, text in _spoken(folder, given):
            yield f"content/{folder}/{name}", text.encode("utf-8")


def _undertakings(given: Mapping[str, Any], today: date) -> Iterator[File]:
    """What people sign before they are given the mark: the example's words, in a first version."""
    for name, text in _spoken("mark", given):
        own = re.sub(r"^version: .*$", f"version: {today.year}-1", text, count=1, flags=re.M)
        yield f"content/mark/{name}", (_UNDERTAKING + own.removeprefix("---\n")).encode("utf-8")


def _spoken(folder: str, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of one of the example's folders in the new body's languages and its name."""
    paths = sorted((resources.starter() / "content" / folder).glob("*.md"))
    found = {path: path.stem.rpartition(".")[2] for path in paths}
    spoken = {*given["languages"]} & {*found.values()} or {"en"}
    for path, language in found.items():
        if language in spoken:
            text = path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8")
            yield path.name, text.replace(_EXAMPLE, given["short_name"])


def _section(kind: Kind) -> bytes:
    clause = _clause(kind)
    wanted = clause.wanted if clause else _FEES
    text = to_write(wanted)
    if kind.anchor == "initial-certification":
        text += "\n\n[[examination]]"
    values = {
        "heading": kind.title,
        "wanted": wanted,
        "public": clause is not None and clause.audience is Audience.PUBLIC,
        "reason": clause is not None and clause.may_not_apply,
        "more": _MORE.get(kind.anchor, ()),
        "example": clause.example if clause else _FEES_BEGIN,
        "text": text,
    }
    return _filled("scheme/section.md", values)


def _clause(kind: Kind) -> Clause | None:
    """The clause that a section answers; None where the map has none of its own."""
    found = [one for one in clauses.clauses() if one.per_scheme and one.anchor == kind.anchor]
    return found[0] if found else None


def _filled(name: str, values: Mapping[str, Any]) -> bytes:
    """A template with its values, each written as YAML reads it back."""
    quoted = {key: _quoted(value) for key, value in values.items() if key not in _AS_IS}
    given = {**quoted, **{key: values[key] for key in _AS_IS if key in values}}
    return _environment().get_template(f"{name}.j2").render(given).encode("utf-8")


_AS_IS = frozenset(
    {
        *("schema", "today", "effective", "interval_months", "scheme_code_bare", "page_name"),
        *(
            "heading",
            "more",
            "public",
            "reason",
            "wanted",
            "example",
            "text",
            "edition",
            "scheme_id",
        ),
    }
)


def _quoted(value: Any) -> Any:
    """A value as YAML reads it back: as it is, or as a JSON string; lists one by one."""
    if isinstance(value, list | tuple):
        return [_quoted(one) for one in value]
    if isinstance(value, dict):
        return {key: _quoted(one) for key, one in value.items()}
    text = str(value)
    plain = _PLAIN.fullmatch(text) and ": " not in text and not text.endswith((":", " "))
    return text if plain else json.dumps(text, ensure_ascii=False)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("certpress", "templates/starter"),
        autoescape=False,  # noqa: S701  # Markdown and YAML, quoted where a value stands in them
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
