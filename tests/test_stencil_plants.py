"""A test of the tests: an error planted into a stencil is found by comparing documents.

Each error is one that a mistake in the argument at the top of `stencil` would make.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from certpress import canonical, certificate
from certpress.model import Person
from certpress.stencil import Rack, cut, sheet, slots
from certpress.stencil.cut import Stencil
from certpress.stencil.sheet import Sheet
from tests import world

Plant = Callable[[Stencil], Stencil]


def documents() -> list[dict[str, Any]]:
    """Certificates of one structure, with two names, eleven scope items, and two alike entries."""
    random, made = Random(6), []
    for number in range(60):
        names = (random.choice(("Jane", 'Ann "Annie" B', "back\\slash")), f"Doe {number}")
        items = [replace(world.ITEMS[n % 6], name=f"Method {n} {number}") for n in range(11)]
        person = Person(id="p", name=f"{names[0]} {number}", name_latin=names[1])
        facts = world.facts(person=person, scope=tuple(items), number=f"NDT-2026-{number:05}")
        document = certificate.unsigned(facts, world.BODY)
        one, _, three = document["credentialStatus"]
        two = {**one, "id": one["id"] + "0" * (number % 4)}  # sometimes the same as the first
        made.append({**document, "credentialStatus": [one, two, three]})
    return made[1:]


DOCUMENTS = documents()


def planted(plant: Plant) -> Rack:
    """A rack whose one stencil has an error."""
    rack = Rack()
    for document in DOCUMENTS[:2]:
        rack.canonical(document)
    ((kinds, key),) = rack._kept
    stencil = kinds.stencils[key].stencil
    assert stencil is not None
    kinds.stencils[key].stencil = plant(stencil)
    return rack


def differs(rack: Rack) -> bool:
    """True when the comparison that the other tests make finds a difference."""
    full = Rack(most=0)
    for document in DOCUMENTS:
        mine, theirs = rack.canonical(document), full.canonical(document)
        if (mine.rdfc, mine.jcs) != (theirs.rdfc, theirs.jcs):
            return True
    return False


def picked(made: Sheet, places: tuple[int, ...]) -> Sheet:
    """A sheet with other texts."""
    return replace(made, places=places, pick=operator.itemgetter(*places))


def shortened(made: Sheet) -> Sheet:
    """Without the last text."""
    return picked(made, made.places[:-1])


def turned(made: Sheet) -> Sheet:
    """With the last two texts in the other order."""
    return picked(made, (*made.places[:-2], *made.places[:-3:-1]))


def swapped(stencil: Stencil) -> Stencil:
    """Two blank nodes with each other's lines."""
    one, other, *rest = stencil.blanks
    blanks = (replace(one, lines=other.lines), replace(other, lines=one.lines), *rest)
    return replace(stencil, blanks=blanks)


def frozen(stencil: Stencil) -> Stencil:
    """A blank node with one hash for every document."""
    number = next(n for n, blank in enumerate(stencil.blanks) if blank.hashed)
    blanks = list(stencil.blanks)
    blanks[number] = replace(blanks[number], hashed=None, hash=b"x" * 32)
    return replace(stencil, blanks=tuple(blanks))


def blank(change: Callable[[Sheet], Sheet]) -> Plant:
    """A change to the lines of the first blank node."""

    def plant(stencil: Stencil) -> Stencil:
        first, *rest = stencil.blanks
        return replace(stencil, blanks=(replace(first, lines=change(first.lines)), *rest))

    return plant


def hashed(change: Callable[[Sheet], Sheet]) -> Plant:
    """A change to what is hashed of the first blank node with a hash of its own."""

    def plant(stencil: Stencil) -> Stencil:
        number = next(n for n, one in enumerate(stencil.blanks) if one.hashed)
        blanks, made = list(stencil.blanks), stencil.blanks[number].hashed
        assert made is not None
        blanks[number] = replace(blanks[number], hashed=change(made))
        return replace(stencil, blanks=tuple(blanks))

    return plant


def head(change: Callable[[Sheet], Sheet]) -> Plant:
    """A change to the lines that begin with an identifier."""
    return lambda stencil: replace(stencil, head=change(stencil.head))


PLANTS: dict[str, Plant] = {
    "two blank nodes swapped": swapped,
    "a hash that does not follow the texts": frozen,
    "a line of a blank node dropped": blank(shortened),
    "a line of an identifier dropped": head(shortened),
    "a hashed line dropped": hashed(shortened),
    "lines of a blank node in the wrong order": blank(turned),
    "lines of an identifier in the wrong order": head(turned),
    "hashed lines in the wrong order": hashed(turned),
    "equal lines not looked for": lambda stencil: replace(
        stencil, clusters=tuple(replace(one, distinct=False) for one in stencil.clusters)
    ),
    "two texts swapped in JCS": lambda stencil: replace(
        stencil,
        jcs=replace(stencil.jcs, pick=lambda pool: stencil.jcs.pick((pool[1], pool[0], *pool[2:]))),
    ),
}


def test_without_an_error_nothing_differs() -> None:
    """The comparison finds no difference where none is, and the stencil was used."""
    rack = planted(lambda stencil: stencil)
    assert not differs(rack)
    assert rack.counts.filled > 40


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_error_is_found(name: str) -> None:
    """An error in the stencil makes a difference for one of the documents."""
    assert differs(planted(PLANTS[name]))


def test_an_unescaped_quotation_mark_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are filled in as they are make a difference."""
    rack = planted(lambda stencil: stencil)
    monkeypatch.setattr(slots, "write", lambda texts: [text.encode() for text in texts])
    made = [rack.canonical(document).jcs for document in DOCUMENTS]
    assert made != [canonical.jcs(document) for document in DOCUMENTS]


def test_a_cluster_that_is_not_sorted_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that stay in the order in which they were cut make a difference."""
    rack = planted(lambda stencil: stencil)
    monkeypatch.setattr(sheet, "sorted", list, raising=False)
    assert differs(rack)


def test_names_ordered_as_numbers_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eleventh blank node stands before the third: another order makes a difference."""
    rack = planted(lambda stencil: stencil)
    padded = tuple(b"_:c14n%02d" % number for number in range(200))
    monkeypatch.setattr(cut, "NAMES", padded)
    assert differs(rack)


def test_a_stencil_that_is_wrong_from_the_start_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What does not give back the document that it was cut from is refused, and counted."""
    original = cut.cut
    monkeypatch.setattr(cut, "cut", lambda *given: swapped(original(*given)))
    rack = Rack()
    for document in DOCUMENTS[:5]:
        rack.canonical(document)
    assert (rack.counts.stencils, rack.counts.filled, rack.counts.full) == (0, 0, 5)
    assert rack.counts.refused >= 3
