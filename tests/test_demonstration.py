"""The demonstration: 300 invented persons whose decisions are in order on any later day."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from certpress import content, demonstration, intake, resources
from certpress.errors import ConfigurationError
from certpress.model import Kind, Scheme
from certpress.register import Certification, Register

TODAY = date(2026, 11, 20)
DAYS = [
    TODAY,
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2029, 11, 20),
    date(2036, 12, 31),
]


@pytest.fixture(scope="module")
def schemes() -> tuple[Scheme, ...]:
    """The demonstration body's schemes."""
    return content.load(resources.starter() / "content").schemes


def certifications(folder: Path, schemes: tuple[Scheme, ...], today: date) -> list[Certification]:
    """Where every certification stands after all decisions went through the ordinary intake."""
    path = folder / "decisions.csv"
    path.write_bytes(demonstration.decisions(today))
    found = intake.read(path, schemes=schemes, today=today, entered_by="Beatrix Omondi-Falk")
    assert found.findings == ()
    now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    with Register.create(folder / "register.sqlite") as register:
        recorded = register.record(
            found.entries, schemes=schemes, now=now, today=today, entropy=random.Random(1).randbytes
        )
        assert {decision.kind for decision in recorded.decisions} == set(Kind)
        numbers = dict.fromkeys(decision.number for decision in recorded.decisions)
        return [register.certification(number) for number in numbers]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_mix_is_the_same_on_any_day(
    tmp_path: Path, schemes: tuple[Scheme, ...], today: date
) -> None:
    """Whenever it is made, also years on and around leap days, the same states are shown."""
    cases = certifications(tmp_path, schemes, today)
    assert len({case.person.id for case in cases if case.person}) == 300
    assert Counter(case.outcome(today).value for case in cases) == {
        "valid": 265,
        "withdrawn": 18,
        "expired": 16,
        "suspended": 11,
        "not_yet_valid": 2,
    }


def test_names_come_from_many_scripts(tmp_path: Path, schemes: tuple[Scheme, ...]) -> None:
    """At least eight scripts, decomposed accents, one-word and very long names, and namesakes."""
    cases = certifications(tmp_path, schemes, TODAY)
    people = {case.person.id: case.person for case in cases if case.person}
    names = [person.name for person in people.values()]
    scripts = {
        unicodedata.name(letter).split()[0] for name in names for letter in name if letter.isalpha()
    }
    assert {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HANGUL"} <= scripts
    assert {"DEVANAGARI", "HIRAGANA", "THAI", "GEORGIAN", "ARMENIAN", "ETHIOPIC"} <= scripts
    assert any(name != unicodedata.normalize("NFC", name) for name in names)
    assert any("İ" in name for name in names)
    assert sum(" " not in name for name in names) >= 6
    assert max(map(len, names)) >= 80
    assert [name for name, times in Counter(names).items() if times > 1] == [
        "Nguyễn Thị Ánh Nguyệt"
    ]


def test_names_in_other_scripts_have_a_latin_spelling(
    tmp_path: Path, schemes: tuple[Scheme, ...]
) -> None:
    """Whoever has a name that is not in Latin letters has a spelling as in the passport."""
    for case in certifications(tmp_path, schemes, TODAY):
        assert case.person
        latin = all(
            unicodedata.name(letter).startswith(("LATIN", "MODIFIER"))
            for letter in case.person.name
            if letter.isalpha()
        )
        assert latin or case.person.name_latin


def test_those_who_act_for_the_body_stand_in_its_content() -> None:
    """Who decides, authorises and enters is named in body.yml, with the same role."""
    people = {one.name: one.role for one in content.load(resources.starter() / "content").people}
    text = demonstration.decisions(TODAY).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        assert {row["entered_by"], row["decided_by"], row["authorised_by"]} - {""} <= set(people)
        assert people.get(row["authorised_by"], "") == row["authorised_role"]


def test_the_same_day_gives_the_same_bytes() -> None:
    """The file depends on the day alone."""
    assert demonstration.decisions(TODAY) == demonstration.decisions(TODAY)
    assert demonstration.decisions(TODAY) != demonstration.decisions(TODAY + timedelta(days=1))


def test_offsets_become_days() -> None:
    """Signed numbers are days from today, in a scope too, and YYYY is the first decision's year."""
    header = "kind,number,person,scope,valid_from,valid_until,decided_on\n"
    rows = "suspend,NDT-YYYY-1,,,,,0\ngrant,NDT-YYYY-1,,A; B until +30,-400,,-412\n"
    text = demonstration.dated(header + rows, date(2026, 3, 1)).decode("utf-8")
    assert text.splitlines()[1:] == [
        "grant,NDT-2025-1,,A; B until 2026-03-31,2025-01-25,,2025-01-13",
        "suspend,NDT-2025-1,,,,,2026-03-01",
    ]


def test_a_day_that_is_no_offset() -> None:
    """A line with a day of another kind is refused with its place."""
    rows = "kind,number,person,scope,valid_from,valid_until,decided_on\ngrant,,,,,,2026-01-01\n"
    with pytest.raises(ConfigurationError, match=r"demonstration\.csv:2: decided_on"):
        demonstration.dated(rows, TODAY)
