"""The demonstration's own schemes: every certificate is the same with stencils and without."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from certpress import content, demonstration, intake, resources
from certpress.content import Content
from certpress.issuance import Press
from certpress.keys import Role
from certpress.model import Position
from certpress.register import Order, Register
from certpress.stencil import Rack
from tests import world

TODAY = world.NOW.date()


@pytest.fixture(scope="module")
def text() -> Content:
    """The example body, whose decisions the demonstration has."""
    return content.load(resources.starter() / "content")


@pytest.fixture(scope="module")
def orders(text: Content, tmp_path_factory: pytest.TempPathFactory) -> tuple[Order, ...]:
    """The certificates that these decisions call for."""
    file = tmp_path_factory.mktemp("body") / "decisions.csv"
    file.write_bytes(demonstration.decisions(TODAY))
    entries = intake.read(file, schemes=text.schemes, today=TODAY, entered_by="Test").entries
    entropy = random.Random(18004).randbytes
    with Register.in_memory() as register:
        register.record(entries, schemes=text.schemes, now=world.NOW, today=TODAY, entropy=entropy)
        return register.orders()


def press(text: Content, rack: Rack | None) -> Press:
    """What signs, with stencils or without."""
    return Press(
        body=text.body,
        schemes={(scheme.id, scheme.edition): scheme for scheme in text.schemes},
        people=text.people,
        signer=world.signer(Role.CERTIFICATES),
        now=world.NOW,
        rack=rack,
    )


def test_the_demonstration_is_signed_alike(text: Content, orders: tuple[Order, ...]) -> None:
    """Files and compact texts, byte for byte; most of them are filled in."""
    rack = Rack()
    on, off = press(text, rack), press(text, None)
    assert {one.scheme for one in orders} == {scheme.id for scheme in text.schemes}
    for number, one in enumerate(orders):
        place = str(UUID(int=number, version=4)), Position(list=1, index=number)
        mine, theirs = on.sign(one, *place).draft, off.sign(one, *place).draft
        assert (mine.json(), mine.signature) == (theirs.json(), theirs.signature)
        assert mine.text() == theirs.text()
    assert rack.counts.filled > len(orders) // 4
    assert rack.counts.plain == 0
