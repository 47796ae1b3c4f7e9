"""The pages of the site: what `content` holds, written as the Markdown that MkDocs turns into HTML.

Rules:
1. `plan` is pure: the same content and day give the same files, none is written here.
2. Titles, names and every other value of a field are escaped; only the approved Markdown of a page
   or section goes in as it stands (`content`, rule 4, has looked at it).
3. Links are relative, so that the site works at any address and below a path.
4. Every page shows its owner, its approval, and by when it is looked at again (7.2.3).
5. Anchors name the subject; clause numbers are labels beside it.
6. Every language has the same pages at the same addresses, the first at the site's root, the others
   below their name. Where a text has no translation, its page says so and shows the original.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources

import jinja2

from certpress.clauses import Review
from certpress.content import Content, spoken
from certpress.pages import catalogue, colours, documents, markup, navigation, settings
from certpress.pages.documents import Document, Site, in_force

_ASSETS = ("site.css",)
_THEME = ("main.html", "404.html", "sitemap.xml")


def plan(
    content: Content,
    today: date,
    user_settings: bytes = b"",
    *,
    review: Review | None = None,
    draft: bool = False,
    languages: Sequence[str] = (),
) -> tuple[tuple[str, bytes], ...]:
    """The files that MkDocs needs, by path, in order.

    `mkdocs.yml` and `docs/` for the first language, `mkdocs.<language>.yml` and `docs.<language>/`
    for each further one; for all of them `settings/mkdocs.yml` (the user's, `user_settings`) and
    `theme/`. `today` is the body's calendar day: which edition is in force, what is overdue.
    `review` fills the index of public information, which is left out without it. A `draft` says so
    on every page and asks search engines to stay away. `languages` are those to plan, if not all.
    """
    files = {"settings/mkdocs.yml": user_settings}
    for name in _THEME:
        folder = resources.files("certpress") / "templates" / "theme"
        files[f"theme/{name}"] = (folder / name).read_bytes()
    for language in languages or content.body.languages:
        site = Site(
            content=spoken(content, language),
            first=content.body.languages[0],
            today=today,
            words=catalogue.words(language),
            review=review,
        )
        files |= dict(_language(site, draft=draft))
    return tuple(sorted(files.items()))


def parts(
    planned: Sequence[tuple[str, bytes]], languages: Sequence[str]
) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """Of a plan, the files that the pages of each language are built from.

    Two plans that give a language the same files give it the same pages.
    """
    first = languages[0]
    own = {
        name: (settings.file(name, first), f"{settings.folder(name, first)}/") for name in languages
    }
    shared = [one for one in planned if one[0].startswith(("theme/", "settings/"))]
    inherited = [one for one in planned if one[0] == settings.file(first, first)]
    return {
        name: (
            *shared,
            *(inherited if name != first else ()),
            *(one for one in planned if one[0] == file or one[0].startswith(docs)),
        )
        for name, (file, docs) in own.items()
    }


def _language(site: Site, *, draft: bool) -> Iterator[tuple[str, bytes]]:
    """The settings, the assets and the pages of one language."""
    environment = markup.environment(site.words.language, below=bool(site.prefix))
    nav = navigation.made(site.content, site.current, site.words, listed=site.review is not None)
    yield settings.name(site), settings.mkdocs(site, nav, draft=draft)
    folder = settings.docs(site)
    for path, data in _assets(site.content, environment):
        yield f"{folder}/{path}", data
    for document in documents.of(site):
        yield f"{folder}/{document.path}", _page(site, environment, document)


def _page(site: Site, environment: jinja2.Environment, document: Document) -> bytes:
    shared = {
        "body": site.content.body,
        "content": site.content,
        "today": site.today,
        "first": site.first,
        "address": document.address,
        "root": document.root,
        "top": f"../{document.root}" if site.prefix else document.root,
        "language": site.words.language,
    }
    values = {**shared, **document.values}
    own = catalogue.words(values["language"])  # for labels inside a text in another language
    text = environment.get_template(f"{document.template}.md.j2").render({**values, "own": own})
    return markup.tidy(text)


def _assets(content: Content, environment: jinja2.Environment) -> Iterator[tuple[str, bytes]]:
    """The style sheets, the logo and the pictures."""
    folder = resources.files("certpress") / "templates" / "assets"
    for name in _ASSETS:
        yield f"assets/body/{name}", (folder / name).read_bytes()
    css = environment.get_template("colours.css.j2").render(_colours(content.body.colour))
    yield "assets/body/colours.css", css.encode("utf-8")
    if content.logo:
        yield "assets/body/logo.svg", content.logo
    for name, data in content.pictures:
        yield f"pictures/{name}", data


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


__all__ = ["in_force", "parts", "plan"]
