"""What the register refuses: each with the place, the problem and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from certpress.register.rules import bad_characters, valid_number
from tests.entries import NUMBER, Book, book, entry, grant, scheme


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    """A register with one certification of two scope items."""
    with book(tmp_path) as opened:
        opened.record(grant())
        yield opened


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("reinstate", {}, "kind: NDT-2024-00417 is not suspended"),
    ("annul", {}, "kind: NDT-2024-00417 has no decision against the person"),
    ("suspend", {"number": "NDT-2024-00999"}, "number: there is no certification"),
    ("suspend", {"number": ""}, "number: suspend needs this field"),
    ("suspend", {"basis": ""}, "basis: suspend needs this field"),
    ("suspend", {"decided_by": ()}, "decided_by: suspend needs this field"),
    ("suspend", {"entered_by": ""}, "entered_by: suspend needs this field"),
    ("suspend", {"items": ("UT-2-W",)}, "scope: suspend has no use for this field"),
    ("suspend", {"valid_from": date(2025, 1, 1)}, "valid_from: suspend has no use"),
    ("suspend", {"scheme": "qms"}, "scheme: NDT-2024-00417 belongs to the scheme ndt"),
    ("suspend", {"edition": "9"}, "edition: NDT-2024-00417 was certified under edition 2017-1"),
    ("suspend", {"name": "John Doe"}, "name: NDT-2024-00417 is certified to another name"),
    ("suspend", {"decided_on": date(2024, 1, 14)}, "decided_on: the latest decision on"),
    ("suspend", {"decided_on": date(2026, 11, 21)}, "decided_on: 2026-11-21 lies in the future"),
    ("suspend", {"reason": "x" * 2001}, "reason: 2001 characters are more than the 2000"),
    ("reduce", {"items": ("UT-2-W", "MT-2-W")}, "scope: a reduction has to leave at least one"),
    ("reduce", {"items": ("PT-2-W",)}, "scope: PT-2-W is not held"),
    ("reduce", {}, "scope: reduce needs this field"),
    ("expand", {"items": ("UT-2-W",)}, "scope: UT-2-W is held already"),
    ("expand", {"items": ("XX-1-Y",)}, 'scope: edition 2017-1 of ndt has no scope item "XX-1-Y"'),
    ("expand", {"items": ("PT-2-W",), "authorised_by": None}, "authorised_by: expand needs"),
    ("correct", {}, "name: the correction changes nothing"),
    ("recertify", {"items": ("PT-2-W",)}, "scope: PT-2-W is not held"),
    ("recertify", {"valid_from": date(2024, 1, 15)}, "valid_from: the newest period"),
    ("grant", {"name": "J", "scheme": "ndt", "items": ("UT-2-W",)}, "is a certification already"),
]


@pytest.mark.parametrize(("kind", "changes", "said"), CASES)
def test_what_the_state_or_the_scheme_does_not_allow(
    ledger: Book, kind: str, changes: dict[str, Any], said: str
) -> None:
    """Each decision that cannot be is refused with place and next step; nothing is recorded."""
    text = ledger.refuse(entry(kind, "2025-01-01", **changes))
    assert said in text
    assert text.startswith("decisions.csv:")
    assert "\nhint: " in text


GRANTS: list[tuple[dict[str, Any], str]] = [
    ({"scheme": "abc"}, 'scheme: there is no scheme "abc"'),
    ({"edition": "1999-1"}, 'edition: the scheme ndt has no edition "1999-1"'),
    ({"decided_on": date(2016, 5, 1)}, "valid_from: edition 2017-1 takes effect on 2017-01-01"),
    ({"valid_until": date(2024, 1, 14)}, "valid_until: 2024-01-14 lies before the first day"),
    ({"valid_until": date(2029, 1, 15)}, "valid_until: 2029-01-15 is later than the 60 months"),
    ({"items": ("UT-2-W", "UT-2-W")}, "scope: UT-2-W is named twice"),
    ({"items": ()}, "scope: grant needs this field"),
    ({"name": ""}, "name: grant needs this field"),
    ({"name": "N" * 500}, "name: 500 characters are more than the 200"),
    ({"name": "Jane\u0007"}, "name: there are characters that cannot be printed: U+0007"),
    ({"name": "Jane\ud800"}, "cannot be printed: U+D800"),
    ({"name": "Jane\ufdd0"}, "cannot be printed: U+FDD0"),
    ({"number": "../escape"}, 'number: "../escape" cannot be a certificate number'),
    ({"number": "com1"}, "cannot be a certificate number"),
    ({"date_of_birth": date(2024, 1, 15)}, "date_of_birth: 2024-01-15 is not before"),
    ({"date_of_birth": date(1850, 1, 1)}, "date_of_birth: 1850-01-01 cannot be right"),
    ({"person": "NDT-2020-1"}, 'person: there is no certification "NDT-2020-1"'),
    ({"part_of": "nothing", "part": 2}, "reference: there is no entry"),
]


@pytest.mark.parametrize(("changes", "said"), GRANTS)
def test_grants_that_cannot_be(ledger: Book, changes: dict[str, Any], said: str) -> None:
    """A grant is refused when the scheme, the dates or a field do not allow it."""
    assert said in ledger.refuse(grant(**{"number": "NDT-2024-00500"} | changes))


@pytest.mark.parametrize("decider", ["Edwin Examiner", "edwin  EXAMINER", "EDWIN examiner"])
def test_who_examined_does_not_decide(ledger: Book, decider: str) -> None:
    """Nobody decides on a person they examined, now or in an earlier decision on that number."""
    said = ledger.refuse(entry("suspend", "2025-01-01", decided_by=(decider,)))
    assert "decided_by:" in said
    assert "examined or trained" in said


def test_who_trained_does_not_decide(ledger: Book) -> None:
    """The rule holds for each of several deciders, and for names that differ in their encoding."""
    said = ledger.refuse(
        entry(
            "expand",
            "2025-01-01",
            items=("PT-2-W",),
            trainers=("Zo\u00eb Trainer",),
            decided_by=("Dana Decider", "Zoe\u0308 Trainer"),
        )
    )
    assert "examined or trained" in said


def test_the_rule_follows_the_person(ledger: Book) -> None:
    """Examining under one number bars from deciding on the person's other one in the scheme."""
    other = grant("2024-02-01", "NDT-2024-00418", person=NUMBER, examiners=())
    said = ledger.refuse(
        grant(
            "2024-02-01",
            "NDT-2024-00418",
            person=NUMBER,
            decided_by=("Edwin Examiner",),
            examiners=(),
        )
    )
    assert "examined or trained" in said
    assert ledger.record(other).decisions


def test_all_problems_at_once_and_no_echo(ledger: Book) -> None:
    """Every faulty entry is told once; what follows from a faulty one is not told besides."""
    said = ledger.refuse(
        grant(number="NDT-2024-00600", scheme="abc"),
        entry("suspend", "2025-01-01", "NDT-2024-00600"),
        entry("reinstate", "2025-01-01"),
        grant(number="NDT-2024-00601", name="", items=()),
    )
    assert said.count("decisions.csv:") == 4
    assert "NDT-2024-00600 " not in said


def test_one_bad_entry_stops_all(ledger: Book) -> None:
    """Good entries beside a bad one are not recorded: it is all or nothing."""
    ledger.refuse(grant(number="NDT-2024-00700"), entry("reinstate", "2025-01-01"))
    assert len(ledger.decided()) == 1


def test_an_edition_before_its_day(tmp_path: Path) -> None:
    """A certification cannot take effect before its edition does."""
    with book(tmp_path, scheme("2024-1", date(2024, 6, 1))) as ledger:
        assert "takes effect on 2024-06-01" in ledger.refuse(grant("2024-05-31"))
        assert ledger.record(grant("2024-05-20", valid_from=date(2024, 6, 1))).decisions


@pytest.mark.parametrize("number", ["NDT-2026-00417", "PRN-1", "A.1", "2019-123", "N" * 40])
def test_numbers_that_can_be(number: str) -> None:
    """A number is of capital letters, digits, and single dots and dashes between them."""
    assert valid_number(number)


@pytest.mark.parametrize("number", ["", "a1", "-A", "A-", "A--B", "A/B", "NUL", "COM1.X", "N" * 41])
def test_numbers_that_cannot_be(number: str) -> None:
    """A number must be able to name a folder on every system."""
    assert not valid_number(number)


def test_no_real_letter_is_a_bad_character() -> None:
    """Letters and marks of every script pass, joiners of Persian and Indic scripts among them."""
    names = "Nguyễn José 王雨桐 محمد گل\u200cمحمدی क्ष\u200dत्रिय יעל O’Brien Keliʻi"
    assert bad_characters(names) == ()
