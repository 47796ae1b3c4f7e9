"""The demonstration's approvals, which are nobody's: they hold at addresses that are nobody's too.

Rules:
1. At home are the invented body's texts on this machine, in private networks, and under the names
   that are reserved for examples and tests.
2. Anywhere else an invented approval, signature or accreditation stops the build, whatever
   `demonstration` in body.yml says; and a body that is published there is no demonstration.

Source of the reserved names: RFC 2606, RFC 6761, RFC 6762; of the addresses: RFC 6890.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from certpress.clauses import approvals
from certpress.clauses.case import Inputs
from certpress.clauses.values import Fault, Weight
from certpress.content import source

_RESERVED = (
    *("example", "test", "invalid", "localhost", "local", "internal", "home.arpa"),
    *("example.org", "example.com", "example.net"),
)


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    people: frozenset[str]
    accreditations: frozenset[str]


@cache
def names() -> _Names:
    """The people and accreditation numbers of the invented body."""
    read = source.read(Path(__file__).with_name("invented.yml"), "invented.yml")
    return _Names.model_validate(read.values)


def at_home(base_url: str) -> bool:
    """True for an address that can be nobody's in earnest (rule 1)."""
    host = urlsplit(base_url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or any(f".{host}".endswith(f".{name}") for name in _RESERVED)


def check(inputs: Inputs) -> Iterator[Fault]:
    """A fault for whatever is the demonstration's, at an address that is not."""
    content = inputs.content
    if at_home(content.body.base_url):
        return
    root = content.impartiality.page.source.rpartition("/")[0]
    body, where = f"{root}/body.yml", content.places.where
    if content.body.demonstration:
        wanted = "demonstration: no, and every text approved by your own people"
        problem = f"{content.body.base_url} is no address for a demonstration"
        yield _fault("invented.body", where(body, "demonstration"), problem, wanted)
    for number, one in enumerate(content.body.accreditations):
        if one.number in names().accreditations:
            problem = f"the accreditation {one.number} is invented"
            wanted = "your own accreditation; without one, accreditations: []"
            yield _fault(
                "invented.accreditation", where(body, "accreditations", number), problem, wanted
            )
    for text in approvals.approved(inputs):
        for field in ("owner", "approved_by"):
            if getattr(text.approval, field) in names().people:
                yield _approval(
                    where(text.source, *text.place, field), getattr(text.approval, field)
                )
    signed = content.impartiality.signed_by.name
    if signed in names().people:
        yield _approval(where(content.impartiality.page.source, "signed", "name"), signed)


def _approval(where: str, name: str) -> Fault:
    problem = f"{name} is an invented person of the demonstration"
    wanted = "read the text, make it your own, and let somebody of your body approve it"
    return _fault("invented.approval", where, problem, wanted)


def _fault(code: str, where: str, problem: str, wanted: str) -> Fault:
    return Fault(code=code, weight=Weight.STOP, where=where, problem=problem, wanted=wanted)
