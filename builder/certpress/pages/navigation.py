"""The navigation of one language: its parts stand in a row above the pages.

The settings of MkDocs repeat the navigation on every page, so a body of many schemes names them on
the page of schemes alone, and the cost of a page stays the same however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certpress.content import PAGES, Content, SchemeText
from certpress.pages.catalogue import Words

_RULES = ("fees", "changes", "use-of-certificates", "artificial-intelligence")
_REDRESS = ("appeals", "complaints")
_ALONE = ("home", "check", "ask")
DIRECTORY = "directory/"  # written into the site beside the pages, in each language
_MANY = 12  # schemes; more are named on the page of schemes alone


def made(
    content: Content, current: Sequence[SchemeText], t: Words, *, listed: bool
) -> list[dict[str, Any]]:
    """The value of `nav`; `content` is as readers of the language are shown it.

    `listed` says that there is an index of public information.
    """
    pages = {page.slug: page for page in content.pages}
    entry = {slug: {page.title: f"{slug}.md"} for slug, page in pages.items()}
    rules = [entry[slug] for slug in (*_RULES, *_REDRESS) if slug in entry]
    about: list[dict[str, Any]] = [{content.impartiality.page.title: "impartiality.md"}]
    shown = {*_ALONE, *_RULES, *_REDRESS}
    about += [
        entry[slug]
        for slug in (*PAGES, *sorted(set(pages) - set(PAGES)))
        if slug in entry and slug not in shown
    ]
    about += [{t("info"): "public-information.md"}] if listed else []
    nav: list[dict[str, Any]] = [{t("home"): "index.md"}]
    nav += [entry["check"]] if "check" in entry else []
    nav += [{t("nav.directory"): DIRECTORY}] if content.has_directory else []
    nav += [{t("schemes"): _schemes(current, t)}]
    nav += [{t("holder"): "holder/"}]
    nav += [{t("rules"): rules}] if rules else []
    nav += [{t("about"): about}]
    return [*nav, *([entry["ask"]] if "ask" in entry else [])]


def _schemes(current: Sequence[SchemeText], t: Words) -> list[dict[str, Any]]:
    schemes = [text.scheme for text in current] if len(current) <= _MANY else []
    listed = [{one.name: f"schemes/{one.id}/{one.edition}/index.md"} for one in schemes]
    return [{t("schemes.all"): "schemes/index.md"}, *listed]
