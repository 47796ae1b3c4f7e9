"""The settings of MkDocs: the user's mkdocs.yml, with what the content decides put on top.

Rules:
1. The first language's file inherits the user's as it stands; what certpress sets wins. That of a
   further language inherits the first's, and says only what differs.
2. Nothing is loaded from another site: no web fonts, no analytics, no pictures from elsewhere.
3. Written as JSON, which is YAML: no value can be read as anything but itself.
4. What the theme's own templates need of the content stands in `extra`, so that they need no
   hooks and no plugins.

Source: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from certpress.content import Content
from certpress.pages import catalogue
from certpress.pages.catalogue import Words
from certpress.pages.documents import Site

USER = "settings/mkdocs.yml"
_FRAME = (  # the words that the theme's templates need
    *("check", "demonstration.banner", "draft.banner", "language.switch"),
    *("palette.dark", "palette.light"),
)
_NOT_FOUND = ("not_found", "not_found.text", "not_found.home")
_SEARCH = frozenset(  # the languages whose words the search can reduce to their stems
    {"ar", "da", "de", "du", "en", "es", "fi", "fr", "hi", "hu", "hy", "it", "ja", "kn", "ko"}
    | {"no", "pt", "ro", "ru", "sa", "sv", "ta", "te", "th", "tr", "vi", "zh"}
)


def name(site: Site) -> str:
    """The settings file of a language: `mkdocs.yml`, `mkdocs.de.yml`."""
    return file(site.words.language, site.first)


def file(language: str, first: str) -> str:
    """The settings file of a language, where `first` is the body's first one."""
    return "mkdocs.yml" if language == first else f"mkdocs.{language}.yml"


def docs(site: Site) -> str:
    """The folder of a language's pages: `docs`, `docs.de`."""
    return folder(site.words.language, site.first)


def folder(language: str, first: str) -> str:
    """The folder of a language's pages, where `first` is the body's first one."""
    return "docs" if language == first else f"docs.{language}"


def mkdocs(site: Site, nav: list[dict[str, Any]], *, draft: bool) -> bytes:
    """The bytes of a language's settings."""
    values = _own(site, nav)
    if not site.prefix:
        values = _merged(_shared(site, draft=draft), values)
    inherited = USER if not site.prefix else "mkdocs.yml"
    values["INHERIT"] = inherited
    lines = (f"{key}: {json.dumps(values[key], sort_keys=True)}\n" for key in sorted(values))
    return "".join(lines).encode("utf-8")


def _own(site: Site, nav: list[dict[str, Any]]) -> dict[str, Any]:
    """What differs by language."""
    body, language = site.content.body, site.words.language
    return {
        "site_name": body.name,
        "site_url": f"{body.base_url}{site.prefix}",
        "docs_dir": docs(site),
        "site_dir": f"site/{site.prefix}".rstrip("/"),
        "copyright": _imprint(site.content, site.words),
        "extra": {
            "language": language,
            "top": "../" if site.prefix else "",
            "words": {key.replace(".", "_"): site.words(key) for key in _FRAME},
        },
        "nav": nav,
        "plugins": {"search": {"lang": _search(language, site.first)}},
        "theme": {"language": _theme_language(language)},
    }


def _shared(site: Site, *, draft: bool) -> dict[str, Any]:
    """What is the same for all languages."""
    content = site.content
    body = content.body
    theme: dict[str, Any] = {
        "name": "material",
        "font": False,
        "custom_dir": "theme",
        "favicon": "assets/body/logo.svg" if content.logo else "assets/images/favicon.png",
    }
    if content.logo:
        theme["logo"] = "assets/body/logo.svg"
    return {
        "site_author": body.name,
        "exclude_docs": "!/.well-known/\n",
        "extra": {
            "generator": False,
            "body": {
                "short_name": body.short_name,
                "demonstration": body.demonstration,
                "draft": draft,
            },
            "languages": [_language(one, site.first) for one in body.languages],
        },
        "extra_css": ["assets/body/colours.css", "assets/body/site.css"],
        "markdown_extensions": {
            "attr_list": {},
            "md_in_html": {},
            "tables": {},
            "toc": {"permalink": True, "toc_depth": "2-3"},
        },
        "theme": theme,
        "validation": _validation(draft=draft),
    }


def _validation(*, draft: bool) -> dict[str, Any]:
    """MkDocs refuses a link that leads nowhere, but not in a draft, where pages may be missing.

    The navigation, which no user writes, also leads to pages that are none of MkDocs'.
    """
    level = "info" if draft else "warn"
    nav = {"omitted_files": "ignore", "not_found": "ignore"}
    return {"anchors": level, "not_found": level, "nav": nav}


def _language(language: str, first: str) -> dict[str, str]:
    """A language, for the switch between them and for the page of what is not found."""
    words = catalogue.words(language)
    return {
        "code": language,
        "direction": words.direction,
        "name": words("language") if language[:2] in catalogue.LANGUAGES else language,
        "path": "" if language == first else f"{language}/",
        **{key.replace(".", "_"): words(key) for key in _NOT_FOUND},
    }


def _theme_language(language: str) -> str:
    return language.split("-")[0]


def _search(language: str, first: str) -> list[str]:
    """The page's language, and that of the originals among its pages."""
    short = dict.fromkeys(one.split("-")[0] for one in (language, first))
    return [one for one in short if one in _SEARCH] or ["en"]


def _merged(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Settings put on top of others, mapping by mapping."""
    merged = dict(one)
    for key, value in other.items():
        held = merged.get(key)
        both = isinstance(held, dict) and isinstance(value, Mapping)
        merged[key] = _merged(held, value) if both else value  # type: ignore[arg-type]
    return merged


def _imprint(content: Content, t: Words) -> str:
    """The body's address and telephone for the foot of every page, as HTML."""
    body = content.body
    number = escape(body.telephone)
    telephone = f'<a href="tel:{escape(body.telephone.replace(" ", ""))}"><bdi>{number}</bdi></a>'
    name, address = escape(body.name), escape(", ".join(body.address))
    imprint = f"<bdi>{name}</bdi> · <bdi>{address}</bdi> · {telephone}"
    if body.demonstration:
        imprint += f" · {escape(t('demonstration.imprint'))}"
    return imprint
