"""What a web server has to say beside the files: one table of headers, in the words of each host.

Rules:
1. The verifier's page and that of certified persons carry policies of their own in a `<meta>`
   element; headers say them again and add what only a header can (`frame-ancestors`, `nosniff`).
2. What the verifier is and reads may be read from any site, for the status element on pages of
   others; all of it is public, and nothing is said with cookies.
3. Names with a hash in them never change; pointers are asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_META = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')
_OPEN = ("Access-Control-Allow-Origin", "*")
_FRESH = ("Cache-Control", "max-age=300")
_FOR_EVER = ("Cache-Control", "max-age=31536000, immutable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Headers for all addresses that begin with a prefix; those of a longer one come on top."""

    prefix: str
    headers: tuple[tuple[str, str], ...]


def rules(verifier: str, holder: str, root: str) -> tuple[Rule, ...]:
    """The headers of a site; `root` is its path (`/`, or `/project/`).

    `verifier` and `holder` are the policies of the two built pages.
    """
    personal = (
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    )
    controller = "did.json" if root != "/" else ".well-known/did.json"
    return (
        Rule(prefix=f"{root}v/", headers=(_OPEN, *_strict(verifier))),
        Rule(prefix=f"{root}holder/", headers=_strict(holder)),
        Rule(prefix=f"{root}v/sw.js", headers=(("Cache-Control", "no-cache"),)),
        *(
            Rule(prefix=f"{root}v/{name}.js", headers=(_FRESH,))
            for name in ("status", "badge-page", "directory")
        ),
        Rule(prefix=f"{root}b/", headers=(_OPEN, _FRESH, *personal)),
        Rule(prefix=f"{root}directory/", headers=(_FRESH, *personal)),
        Rule(prefix=f"{root}directory/index.json", headers=(("X-Robots-Tag", "noindex"),)),
        Rule(prefix=f"{root}status/", headers=(_OPEN, _FRESH)),
        Rule(prefix=f"{root}schemes/editions.json", headers=(_OPEN, _FRESH)),
        Rule(prefix=root + controller, headers=(_OPEN, _FRESH)),
        Rule(prefix=f"{root}qr/", headers=(_OPEN, _FOR_EVER)),
        Rule(prefix=f"{root}badges/", headers=(_OPEN, _FOR_EVER)),
    )


def _strict(policy: str) -> tuple[tuple[str, str], ...]:
    """What is said with a page into which people put certificates."""
    return (
        ("Content-Security-Policy", f"{policy}; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
    )


def policy(page: bytes) -> str:
    """The content security policy that a built page carries; raises ValueError."""
    found = _META.search(page)
    if found is None:
        raise ValueError("the page has no policy")
    return found.group(1).decode("ascii")


def netlify(table: tuple[Rule, ...]) -> str:
    """`_headers`, as Netlify and Cloudflare Pages read it from the site's root."""
    lines = []
    for rule in table:
        lines.append(rule.prefix + ("*" if rule.prefix.endswith("/") else ""))
        lines += [f"  {name}: {value}" for name, value in rule.headers]
    return "\n".join(lines) + "\n"


def nginx(table: tuple[Rule, ...]) -> str:
    """Locations for an nginx `server` block."""
    lines: list[str] = []
    for rule in table:
        exact = "" if rule.prefix.endswith("/") else "= "
        lines.append(f"location {exact}{rule.prefix} {{")
        whole = (*_inherited(rule, table), *rule.headers)  # nginx takes one location alone
        lines += [f'  add_header {name} "{value}" always;' for name, value in whole]
        lines.append("}")
    return "\n".join(lines) + "\n"


def _inherited(rule: Rule, table: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    """The headers of the folders that a rule's address lies in."""
    for other in table:
        is_folder = other is not rule and other.prefix.endswith("/")
        if is_folder and rule.prefix.startswith(other.prefix):
            yield from other.headers


def apache(table: tuple[Rule, ...]) -> str:
    """Sections for an Apache virtual host with mod_headers."""
    lines = ["AddType application/manifest+json .webmanifest", "AddType application/wasm .wasm"]
    for rule in table:
        end = "" if rule.prefix.endswith("/") else "$"
        lines.append(f'<LocationMatch "^{re.escape(rule.prefix)}{end}">')
        lines += [f'  Header always set {name} "{value}"' for name, value in rule.headers]
        lines.append("</LocationMatch>")
    return "\n".join(lines) + "\n"


def caddy(table: tuple[Rule, ...]) -> str:
    """Directives for a site in a Caddyfile."""
    lines = []
    for rule in table:
        lines.append(f"header {rule.prefix}{'*' if rule.prefix.endswith('/') else ''} {{")
        lines += [f'  {name} "{value}"' for name, value in rule.headers]
        lines.append("}")
    return "\n".join(lines) + "\n"


SERVERS: Mapping[str, Callable[[tuple[Rule, ...]], str]] = {
    "apache": apache,
    "caddy": caddy,
    "netlify": netlify,
    "nginx": nginx,
}
