"""The settings of MkDocs: the user's mkdocs.yml, with what the content decides put on top.

Rules:
1. The user's file is inherited as it stands; what certpress sets wins.
2. Nothing is loaded from another site: no web fonts, no analytics, no pictures from elsewhere.
3. Written as JSON, which is YAML: no value can be read as anything but itself.

Source: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from certpress.content import Content

DOCS = "CERTPRESS_DOCS"  # the environment variable in which `render` names the folder of the pages
USER = "settings/mkdocs.yml"


def mkdocs(content: Content, nav: list[dict[str, Any]]) -> bytes:
    """The bytes of the mkdocs.yml that stands beside the generated pages."""
    body = content.body
    theme: dict[str, Any] = {
        "name": "material",
        "language": body.languages[0].split("-")[0],
        "font": False,
        "custom_dir": "theme",
        "favicon": "assets/body/logo.svg" if content.logo else "assets/images/favicon.png",
    }
    if content.logo:
        theme["logo"] = "assets/body/logo.svg"
    values: dict[str, Any] = {
        "INHERIT": USER,
        "site_name": body.name,
        "site_url": body.base_url,
        "site_author": body.name,
        "copyright": _imprint(content),
        "exclude_docs": "!/.well-known/\n",
        "extra": {
            "generator": False,
            "body": {
                "short_name": body.short_name,
                "demonstration": body.demonstration,
            },
        },
        "extra_css": ["assets/body/colours.css", "assets/body/site.css"],
        "markdown_extensions": {
            "attr_list": {},
            "md_in_html": {},
            "tables": {},
            "toc": {"permalink": True, "toc_depth": "2-3"},
        },
        "nav": nav,
        "plugins": {"search": {}},
        "theme": theme,
        "validation": {"anchors": "warn", "nav": {"omitted_files": "ignore"}},
    }
    head = f"docs_dir: !ENV [{DOCS}, docs]\n"
    lines = (f"{name}: {json.dumps(values[name], sort_keys=True)}\n" for name in sorted(values))
    return (head + "".join(lines)).encode("utf-8")


def _imprint(content: Content) -> str:
    """The body's address and telephone for the foot of every page, as HTML."""
    body = content.body
    parts = [body.name, *body.address]
    telephone = (
        f'<a href="tel:{escape(body.telephone.replace(" ", ""))}">{escape(body.telephone)}</a>'
    )
    imprint = ", ".join(escape(part) for part in parts) + f" · {telephone}"
    if body.demonstration:
        imprint += " · A demonstration: this body does not exist"
    return imprint
