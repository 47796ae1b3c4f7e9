"""The pages of one language: the path, template and values of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from certpress.clauses import Review
from certpress.content import Content, Page, SchemeText
from certpress.pages import information, structured
from certpress.pages.catalogue import Words

_OWN = frozenset({"home", "ask", "accreditation", "changes"})  # slugs with a template of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all pages of one language share."""

    content: Content  # as readers of the language are shown it
    first: str  # the body's first language
    today: date
    words: Words
    review: Review | None

    @property
    def prefix(self) -> str:
        """The address of the language below the site: "" or "de/"."""
        return "" if self.words.language == self.first else f"{self.words.language}/"

    @property
    def current(self) -> tuple[SchemeText, ...]:
        """The edition in force of each scheme."""
        return tuple(in_force(editions, self.today) for editions in _by_id(self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page to be written: where it stands, and what its template is filled with."""

    path: str  # of the Markdown: "fees.md"
    template: str
    values: Mapping[str, Any]

    @property
    def address(self) -> str:
        """The page's address below the language: "fees/"."""
        return self.path.removesuffix("index.md").replace(".md", "/")

    @property
    def root(self) -> str:
        """The way from the page to the home page of its language: "../"."""
        return "../" * self.address.count("/")


def in_force(editions: Sequence[SchemeText], today: date) -> SchemeText:
    """The edition in force: the latest to have taken effect, or else the first to come."""
    begun = [text for text in editions if text.scheme.effective <= today]
    return begun[-1] if begun else editions[0]


def of(site: Site) -> Iterator[Document]:
    """Every page of a language."""
    yield from _texts(site)
    yield from _schemes(site)
    if site.review:
        values = {
            "review": site.review,
            "groups": information.groups(site.review),
            "names": {(t.scheme.id, t.scheme.edition): t.scheme.name for t in site.content.texts},
            "titles": _titles(site),
        }
        yield Document(path="public-information.md", template="information", values=values)


def _texts(site: Site) -> Iterator[Document]:
    """The body's own pages, and its statement on impartiality."""
    for page in site.content.pages:
        template = page.slug if page.slug in _OWN else "page"
        path = "index.md" if page.slug == "home" else f"{page.slug}.md"
        values: dict[str, Any] = {"page": page, "language": page.language}
        if page.slug in {"home", "accreditation"}:
            values["current"] = site.current
        if page.slug == "home":
            values["others"] = _others(site.content.pages)
        if page.slug == "changes":
            values["changes"] = _changes(site.content)
        yield Document(path=path, template=template, values=values)
    statement = site.content.impartiality
    values = {"statement": statement, "language": statement.page.language}
    yield Document(path="impartiality.md", template="impartiality", values=values)


def _schemes(site: Site) -> Iterator[Document]:
    """The page of schemes, and of each scheme its editions."""
    yield Document(path="schemes/index.md", template="schemes", values={"current": site.current})
    for editions in _by_id(site.content):
        now = in_force(editions, site.today)
        folder = f"schemes/{now.scheme.id}"
        values = {"editions": editions[::-1], "now": now, "language": now.language}
        yield Document(path=f"{folder}/index.md", template="editions", values=values)
        following = [t for t in editions if t.scheme.effective > site.today and t is not now]
        for text in editions:
            address = f"{site.content.body.base_url}{site.prefix}{folder}/{text.scheme.edition}/"
            values = {
                "text": text,
                "now": now,
                "following": following,
                "language": text.language,
                "structured": structured.script(site.content, text, address, site.today),
            }
            path = f"{folder}/{text.scheme.edition}/index.md"
            yield Document(path=path, template="scheme", values=values)


def _titles(site: Site) -> dict[str, str]:
    """The title of each page, by its address below the language."""
    texts = site.content.texts
    titles = {f"{page.slug}/": page.title for page in site.content.pages}
    titles |= {f"schemes/{t.scheme.id}/{t.scheme.edition}/": t.scheme.name for t in texts}
    own = {"v/": site.words("check"), "impartiality/": site.content.impartiality.page.title}
    return own | titles


def _others(pages: Sequence[Page]) -> list[Page]:
    return [page for page in pages if page.slug not in {"home", "ask"}]


def _changes(content: Content) -> list[SchemeText]:
    """The editions that say what they changed, the latest first."""
    told = [(text.change.published, text) for text in content.texts if text.change]
    return [text for _, text in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _by_id(content: Content) -> list[list[SchemeText]]:
    return [list(group) for _, group in groupby(content.texts, key=lambda text: text.scheme.id)]
