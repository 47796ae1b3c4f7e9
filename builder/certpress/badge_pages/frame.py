"""What all pages share: templates, words in each language, the style sheet, the policy.

A page is made of its `Profile` and of the `Frame`, and of nothing else: so the two are all that
has to be looked at to know whether a page would be made anew as it was (`keys`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape

from certpress.content import Content, SchemeText, Summary, spoken
from certpress.model import Body
from certpress.pages import catalogue, colours
from certpress.pages.catalogue import Words

LANGUAGES = ("en", "de", "ar", "fr", "es", "zh")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What pages say of a scheme edition in one of the body's languages."""

    language: str  # of the texts, where they are not translated
    description: str
    asked: tuple[tuple[str, str], ...]  # a label, and what the scheme asks for


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What the pages of a body have in common; a plain value, for other processes too."""

    body: Body
    has_logo: bool
    editions: Mapping[tuple[str, str, str], Edition]  # by language, scheme and edition

    def render(self, name: str, language: str, ways: Ways, values: Mapping[str, object]) -> bytes:
        """A page in one language."""
        header, footer = _around(self, language, ways)
        top, own, _ = ways
        around = {"top": top, "own": own, "header": header, "footer": footer}
        return part(self, name, language, **around, **values).strip().encode("utf-8") + b"\n"


class Ways(NamedTuple):
    """How a page leads to others: `own`, a language that is not the first, `tail`."""

    top: str  # to the site's root
    own: str
    tail: str = ""


def part(frame: Frame, name: str, language: str, **values: object) -> Markup:
    """A template filled in one language."""
    text = (
        _templates(language)
        .get_template(name)
        .render(
            {
                "body": frame.body,
                "t": words(language),
                "w": plain(language),
                "language": language,
                "first": frame.body.languages[0],
                **values,
            }
        )
    )
    return Markup(text)  # noqa: S704 - escaped by the template


@lru_cache(maxsize=64)
def _around(frame: Frame, language: str, ways: Ways) -> tuple[Markup, Markup]:
    """What stands above and below the pages of a language, the same for all persons."""
    first, places = frame.body.languages[0], []
    for one in frame.body.languages:
        place = f"{ways.own}{'' if one == first else f'{one}/'}{ways.tail}"
        places.append((one, plain(one)["language"], place))
    said = {"top": ways.top, "places": places, "has_logo": frame.has_logo}
    above = part(frame, "header.html.j2", language, **said)
    return above, part(frame, "footer.html.j2", language, **said)


def shows_persons(path: str) -> bool:
    """True for a file of the site that this room made: a badge page, or one of the directory."""
    folders = path.split("/")[:-1]
    return folders[:1] == ["b"] or folders[-1:] == ["directory"]


def shared(content: Content) -> Frame:
    """The frame of all pages of a body."""
    return Frame(
        body=content.body,
        has_logo=bool(content.logo),
        editions={
            (language, text.scheme.id, text.scheme.edition): _edition(text, language)
            for language in content.body.languages
            for text in spoken(content, language).texts
        },
    )


def _edition(text: SchemeText, language: str) -> Edition:
    """An edition's description, and the lines of its summary that say what it asks for."""
    said, t = text.summary or Summary(), words(language)
    lines = (
        ("prerequisites", said.prerequisites),
        ("examination", said.examination),
        ("renewal", said.renewal),
    )
    return Edition(
        language=text.language,
        description=text.scheme.description,
        asked=tuple((t(f"summary.{name}"), line) for name, line in lines if line),
    )


@cache
def _templates(language: str) -> jinja2.Environment:
    """The templates with a language's words in their places: put there once, not for every person.

    A word with a brace stays where it is: the template would read it as its own.
    """
    folder, spoken = resources.files("certpress") / "templates" / "badge_pages", plain(language)

    def load(name: str) -> str:
        text = (folder / name).read_text(encoding="utf-8")
        return _WORD.sub(lambda at: at[0] if "{" in spoken[at[1]] else str(spoken[at[1]]), text)

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["policy"] = POLICY
    return made


_WORD = re.compile(r'\{\{ w\["([a-z_.]+)"\] \}\}')


def style(frame: Frame) -> Iterator[tuple[str, bytes]]:
    """The style sheet, in the body's colour."""
    colour, dark = frame.body.colour, "#141a20"
    values = {
        "colour": colour,
        "on_colour": colours.text_on(colour),
        "link": colours.readable(colour, "#ffffff"),
        "dark_link": colours.readable(colours.mix(colour, "#ffffff", 45), dark),
        "dark": dark,
    }
    sheet = part(frame, "style.css.j2", frame.body.languages[0], **values)
    yield "b/style.css", sheet.encode("utf-8")


@cache
def plain(language: str) -> Mapping[str, Markup]:
    """The words without names in braces, escaped once for all pages."""
    spoken = words(language).words
    return {key: escape(said) for key, said in spoken.items() if isinstance(said, str)}


@cache
def words(language: str) -> Words:
    """The words of badge pages together with those of the site; English where there are none."""
    short = language.split("-")[0]
    short = short if short in LANGUAGES else "en"
    file = resources.files("certpress.badge_pages") / "words" / f"{short}.json"
    own = json.loads(file.read_text(encoding="utf-8"))
    site = catalogue.words(language)
    spoken = site.language if language.split("-")[0] in LANGUAGES else "en"
    base = site if spoken == language else catalogue.words("en")
    return Words(language=spoken, words={**base.words, "language": site("language"), **own})
