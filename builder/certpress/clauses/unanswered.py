"""What `certpress init` left open where a mark cannot stand: addresses and numbers of nobody.

Rules:
1. A name under `.invalid` is nobody's (RFC 2606), and neither is a telephone number of zeros. The
   zone `Etc/UTC` is that of a body that has not said its own; one whose days are those of UTC
   writes `UTC`.
2. Certificates carry these for as long as they live, so they stop the build; as the names of scope
   items do, and an address that anybody on the way could answer in the body's place (http).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from certpress.clauses import quality
from certpress.clauses.case import Inputs
from certpress.clauses.invented import at_home
from certpress.clauses.values import Fault, Weight
from certpress.content import SchemeText

_NOBODY = re.compile(r"\+[0 ()-]+")


def check(inputs: Inputs) -> Iterator[Fault]:
    """A fault for each field of body.yml and of schemes that nobody has answered yet."""
    content = inputs.content
    body, file = content.body, content.impartiality.page.source.rpartition("/")[0] + "/body.yml"
    named = (
        ("base_url", urlsplit(body.base_url).hostname or "", "the address of the site"),
        ("email", body.email, "an e-mail address that is read"),
        ("url", urlsplit(body.url).hostname or "", "your main web site"),
    )
    for field, value, wanted in named:
        if value.endswith(".invalid"):
            yield _open(content.places.where(file, field), f"{field} is still open", wanted)
    if urlsplit(body.base_url).scheme != "https" and not at_home(body.base_url):
        problem = "base_url begins with http, so anybody on the way could answer in your place"
        wanted = "the address of the site with https"
        yield _open(content.places.where(file, "base_url"), problem, wanted)
    if _NOBODY.fullmatch(body.telephone):
        wanted = "a telephone number with its country, such as +44 1632 960417"
        yield _open(content.places.where(file, "telephone"), "telephone is still open", wanted)
    if body.timezone.key == "Etc/UTC":
        wanted = "the zone of the body's days, such as Europe/London, or UTC itself"
        yield _open(content.places.where(file, "timezone"), "timezone is still open", wanted)
    for text in content.texts:
        yield from _items(inputs, text)


def _items(inputs: Inputs, text: SchemeText) -> Iterator[Fault]:
    """Scope items whose printed words are still to be written."""
    places, source = inputs.content.places, text.source
    if quality.placeholder(text.framework):
        where = places.where(source, "scope", "framework")
        wanted = "the standard or document that the items come from, or the name of the scheme"
        yield _open(where, "the framework of the scope is still open", wanted)
    if text.axes:
        return
    for number, item in enumerate(text.scheme.items):
        if quality.placeholder(item.name):
            where = places.where(source, "scope", "items", number, "name")
            wanted = "its name, as certificates print it"
            yield _open(where, f"the name of the scope item {item.code} is still open", wanted)


def _open(where: str, problem: str, wanted: str) -> Fault:
    return Fault(
        code="text.unanswered",
        weight=Weight.STOP,
        where=where,
        problem=problem,
        wanted=f"{wanted}; certificates carry it",
    )
