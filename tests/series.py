"""Documents that are alike: certificates and badges, generated from a seed, plain and hostile.

What differs is everything that may differ in a series: persons, numbers, scope, days, places in the
lists, and which of the optional members are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Protocol
from uuid import UUID

from certpress import canonical, certificate
from certpress.model import Certificate, Person, Position, ScopeItem
from tests import world

NAMES = (
    "Jane Q. Doe", "李建国", "محمد بن عبد الرحمن", "Işıl İnan", "Nguyễn Thị Ánh", "Zoe\u0308",
    "Ольга Петрова", "Σωκράτης", "יעל כהן", "สมชาย ใจดี", "अनिल शर्मा", "김철수", "😀 Ω",
    "\U00020bb7\u91ce", "Zoë",
)  # fmt: skip
HOSTILE = (
    '"', "\\", '\\"', "\n", "\r\n", "\t", "a\nb", 'a" .\n_:c14n0 <x> "b', "_:c14n1", "_:b0",
    "<urn:x>", '" .', "\\u0041", "\\n", "@en", "^^<x>", "", " ", "\u0080", "\u0085", "\u2028",
    "\ufeff", "\ue000", "\ufffd", "\ufdd0", "\U0001ffff", "\U0001f600", "\U0002a6d6",
    "\U000e0001", "\U000f0000", "\U0010ffff", "\u202e", "{}", "%s", "%b", "\\1", "stencil",
    "a" * 1_000, "\u00e9" * 1_000,
)  # fmt: skip
SCHEMES = (
    world.SCHEME,
    replace(world.SCHEME, edition="2026-1", description='Says "so";\nand\\or', code="N"),
    replace(world.SCHEME, name="无损检测人员", date_of_birth_on_certificate=True),
)


class Kind(Protocol):
    """What generates so many documents of a kind from a seed."""

    def __call__(self, seed: int, count: int, *, hostile: bool = False) -> Iterator[dict[str, Any]]:
        """The documents, one by one."""
        ...


def certificates(seed: int, count: int, *, hostile: bool = False) -> Iterator[dict[str, Any]]:
    """So many unsigned certificates of all structures, always the same for a seed."""
    random = Random(seed)
    for _ in range(count):
        yield certificate.unsigned(_facts(random, hostile=hostile), world.BODY)


def badges(seed: int, count: int, *, hostile: bool = False) -> Iterator[dict[str, Any]]:
    """Documents with one status entry and no evidence, as outside verifiers want them."""
    for document in certificates(seed, count, hostile=hostile):
        entry = document["credentialStatus"][1]
        shown = {**document, "credentialStatus": entry}
        yield {name: value for name, value in shown.items() if name != "evidence"}


def _facts(random: Random, *, hostile: bool) -> Certificate:
    few = min(random.randrange(21), random.randrange(21))
    items = [_item(number, random) for number in random.sample(range(60), few)]
    begun = date(2026, 1, 1) + timedelta(days=random.randrange(3_000))
    made = world.facts(
        id=str(UUID(int=random.getrandbits(128), version=4)),
        number=f"NDT-{begun.year}-{random.randrange(100_000):05}",
        person=_person(random),
        scheme=random.choice(SCHEMES),
        scope=tuple(items),
        conditions=random.choice(("", "", "Only under supervision", "仅限室内", 'says "no"')),
        valid_from=begun,
        valid_until=begun + timedelta(days=1_825),
        accreditation=random.choice((None, world.BODY.accreditations[0])),
        position=Position(list=random.randrange(1, 12), index=random.randrange(131_072)),
    )
    return _spoilt(made, random) if hostile else made


def _person(random: Random) -> Person:
    return Person(
        id="p",
        name=f"{random.choice(NAMES)} {random.randrange(1_000_000)}",
        name_latin=random.choice(("", f"Doe {random.randrange(1_000_000)}")),
        date_of_birth=random.choice((None, date(1990, 1, 1) + timedelta(random.randrange(9_000)))),
    )


def _item(number: int, random: Random) -> ScopeItem:
    name = f"Method {number}, {random.choice(('welds', '焊缝', 'لحام'))}"
    return ScopeItem(code=f"M-{number}", name=name, framework=f"ISO {9712 + number % 3}")


def _spoilt(made: Certificate, random: Random) -> Certificate:
    """The facts with hostile texts, some of them the same in several places."""
    odd, other = random.choice(HOSTILE), random.choice((*HOSTILE, _any(random)))
    person = replace(made.person, name=odd, name_latin=random.choice((odd, other, "")))
    scope = tuple(
        replace(item, name=random.choice((odd, other, item.name)), framework=other)
        for item in made.scope
    )
    if scope and random.random() < 0.3:
        scope = (*scope, scope[0])
    return replace(made, person=person, scope=scope, conditions=random.choice((odd, other, "")))


def _any(random: Random) -> str:
    """A text of any characters that may be signed."""
    codes = [random.choice((random.randrange(0x20, 0x110000), random.randrange(0x20, 0x250)))]
    codes += [random.randrange(0x20, 0x3000) for _ in range(random.randrange(6))]
    return "".join(chr(code) for code in codes if not canonical.CONTROL.match(chr(code)))


def changed(document: Mapping[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy of the document with another value at a path."""
    place, *rest = path
    copy: Any = dict(document) if isinstance(document, Mapping) else list(document)
    copy[place] = changed(copy[place], tuple(rest), value) if rest else value
    made: dict[str, Any] = copy
    return made
