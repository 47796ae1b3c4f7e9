"""The status bits that decisions add up to, as in the table of the credential profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certpress.model import Bits, Kind
from certpress.register.state import Step, bits
from tests.entries import NUMBER, Book, book, entry, grant


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    """An empty register."""
    with book(tmp_path) as opened:
        yield opened


LIVES: list[tuple[list[str], list[str]]] = [
    (["grant"], ["000"]),
    (["grant", "recertify"], ["001", "000"]),
    (["grant", "expand"], ["001", "000"]),
    (["grant", "suspend"], ["010"]),
    (["grant", "suspend", "reinstate"], ["000"]),
    (["grant", "recertify", "suspend"], ["011", "010"]),
    (["grant", "recertify", "suspend", "reinstate"], ["001", "000"]),
    (["grant", "withdraw"], ["110"]),
    (["grant", "end"], ["110"]),
    (["grant", "died"], ["110"]),
    (["grant", "recertify", "withdraw"], ["111", "110"]),
    (["grant", "suspend", "withdraw"], ["110"]),
    (["grant", "reduce"], ["101", "000"]),
    (["grant", "correct"], ["101", "000"]),
    (["grant", "recertify", "reduce"], ["101", "101", "001", "000"]),
    (["grant", "suspend", "reduce"], ["101", "010"]),
    (["grant", "suspend", "recertify"], ["011", "010"]),
    (["grant", "reduce", "withdraw"], ["101", "110"]),
    (["grant", "suspend", "annul"], ["000"]),
    (["grant", "withdraw", "annul"], ["101", "000"]),
    (["grant", "suspend", "withdraw", "annul"], ["101", "010"]),
    (["grant", "reduce", "annul"], ["101", "001", "000"]),
    (["grant", "withdraw", "annul", "withdraw"], ["101", "110"]),
]


@pytest.mark.parametrize(("kinds", "expected"), LIVES)
def test_bits_after_each_life(ledger: Book, kinds: list[str], expected: list[str]) -> None:
    """The bits of every certificate of a number, in the order in which they were called for."""
    extra: dict[str, Any] = {"expand": {"items": ("PT-2-W",)}, "reduce": {"items": ("UT-2-W",)}}
    for month, kind in enumerate(kinds[1:], start=1):
        name = {"name": "Jane Q. Roe"} if kind == "correct" else {}
        decision = entry(kind, f"2025-{month:02d}-01", **extra.get(kind, {}), **name)
        ledger.record(*([grant()] if month == 1 else []), decision)
    if len(kinds) == 1:
        ledger.record(grant())
    ledger.issue()
    assert ledger.bits() == expected


def test_bits_on_an_earlier_day(ledger: Book) -> None:
    """Later decisions are left out, and so are the certificates that they called for."""
    ledger.record(grant(), entry("recertify", "2025-01-01"), entry("withdraw", "2025-06-01"))
    ledger.issue()
    register = ledger.register
    places = [one.position for one in register.issued(NUMBER)]
    earlier, later = register.bits(date(2024, 12, 31)), register.bits(date(2025, 5, 31))
    assert [earlier[place] for place in places] == [Bits(), Bits()]
    assert [later[place] for place in places] == [Bits(refresh=True), Bits()]


def test_another_number_is_not_touched(ledger: Book) -> None:
    """A withdrawal acts on the certificates of its own number alone."""
    ledger.record(grant(), grant(number="NDT-2024-00418"), entry("withdraw", "2025-01-01"))
    ledger.issue()
    assert (ledger.bits(NUMBER), ledger.bits("NDT-2024-00418")) == (["110"], ["000"])


_KINDS = st.sampled_from([kind for kind in Kind if kind not in (Kind.GRANT, Kind.TAKE_OVER)])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(st.tuples(_KINDS, st.booleans()), max_size=12))
def test_revocation_and_refresh_are_never_taken_back(steps: list[tuple[Kind, bool]]) -> None:
    """Whatever is decided, in whatever order, a set revocation or refresh bit stays set."""
    certifying = {Kind.RECERTIFY, Kind.EXPAND, Kind.REDUCE, Kind.CORRECT}
    history = [Step(seq=1, kind=Kind.GRANT, certifies=True, annuls=None)]
    before = bits(history)
    for seq, (kind, annul) in enumerate(steps, start=2):
        certifies = kind in certifying or (kind is Kind.ANNUL and annul)
        history.append(Step(seq=seq, kind=kind, certifies=certifies, annuls=None))
        now = bits(history)
        for one, old in before.items():
            assert now[one].revocation >= old.revocation
            assert now[one].refresh >= old.refresh
        before = now
