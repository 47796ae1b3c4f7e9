"""The register records, replays, refuses; what a certification amounts to on each decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from certpress.model import Kind, Signatory
from certpress.register import last_day
from certpress.report import Outcome
from tests.entries import HEAD, NUMBER, TODAY, Book, book, entry, grant, scheme


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    """An empty register."""
    with book(tmp_path) as opened:
        yield opened


def test_a_grant_lasts_the_interval_of_the_scheme(ledger: Book) -> None:
    """Without a last day, a certification ends a day before five years are over."""
    ledger.record(grant("2024-01-10", valid_from=date(2024, 1, 15)))
    case = ledger.case()
    assert (case.valid_from, case.valid_until) == (date(2024, 1, 15), date(2029, 1, 14))
    assert case.scope == ("UT-2-W", "MT-2-W")
    assert case.outcome(TODAY) is Outcome.VALID


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-15", 60, "2029-01-14"),
        ("2024-02-29", 60, "2029-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2024-03-01", 60, "2029-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-01", 12, "2026-12-31"),
    ],
)
def test_periods_end_on_calendar_days(start: str, months: int, end: str) -> None:
    """A period ends before its first day comes round; short months end it on their last day."""
    assert last_day(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_outcomes_on_each_side_of_the_dates(ledger: Book) -> None:
    """The first and the last day belong to the period."""
    ledger.record(grant())
    days = ("2024-01-14", "2024-01-15", "2029-01-14", "2029-01-15")
    found = [ledger.case().outcome(date.fromisoformat(day)).value for day in days]
    assert found == ["not_yet_valid", "valid", "valid", "expired"]


def test_numbers_are_given_after_the_highest(ledger: Book) -> None:
    """A grant without a number takes the one after the highest, those of the same file included."""
    found = ledger.record(
        grant(number=""), grant(number="NDT-2024-00007"), grant(number=""), grant("2025-02-01", "")
    )
    later = ledger.record(grant("2024-05-01", ""))
    numbers = [decision.number for decision in found.decisions + later.decisions]
    assert numbers == [
        "NDT-2024-00008",
        "NDT-2024-00007",
        "NDT-2024-00009",
        "NDT-2025-00001",
        "NDT-2024-00010",
    ]


def test_parts_share_number_and_person(ledger: Book) -> None:
    """Items that end on another day are a certification of their own, `-2` behind the number."""
    whole = grant(number="", reference="w")
    part = grant(number="", items=("PT-2-W",), part=2, part_of="w")
    first, second = ledger.record(whole, part).decisions
    assert (first.number, second.number) == ("NDT-2024-00001", "NDT-2024-00001-2")
    assert first.person == second.person


def test_a_second_certification_of_a_person(ledger: Book) -> None:
    """A grant may name another certification of the same person; a wrong name is noticed."""
    ledger.record(grant())
    other = grant("2024-05-01", "NDT-2024-00500", person=NUMBER, name="jane q.  DOE")
    assert ledger.record(other).decisions[0].person == ledger.case().history[0].person
    wrong = grant("2024-05-01", "NDT-2024-00501", person=NUMBER, name="John Doe")
    assert "of another name" in ledger.refuse(wrong)


def test_namesakes_are_two_persons(ledger: Book) -> None:
    """An equal name, even with an equal date of birth, never makes two persons one."""
    found = ledger.record(grant(), grant(number="NDT-2024-00418")).decisions
    assert found[0].person != found[1].person
    assert found[0].personal_digest != found[1].personal_digest


def test_recertification_follows_the_period(ledger: Book) -> None:
    """A recertification in time begins on the day after the end, under the same number."""
    ledger.record(grant("2021-11-30"), entry("recertify", "2026-11-02"))
    case = ledger.case()
    assert (case.valid_from, case.valid_until) == (date(2026, 11, 30), date(2031, 11, 29))
    assert case.outcome(TODAY) is Outcome.VALID  # the earlier period still runs
    assert case.outcome(date(2026, 12, 1)) is Outcome.VALID


def test_recertification_after_the_end_begins_on_its_day(ledger: Book) -> None:
    """What has lapsed is not filled in: the new period begins on the day of the decision."""
    ledger.record(grant("2019-01-15"), entry("recertify", "2024-06-01"))
    assert ledger.case().valid_from == date(2024, 6, 1)


def test_recertification_under_a_new_edition(tmp_path: Path) -> None:
    """With two editions in effect one has to be named, and items not held may come with it."""
    with book(tmp_path, scheme(), scheme("2024-1", date(2024, 1, 1))) as ledger:
        ledger.record(grant("2021-01-15", edition="2017-1"))
        assert "several editions" in ledger.refuse(entry("recertify", "2026-01-02"))
        ledger.record(entry("recertify", "2026-01-02", edition="2024-1", items=("VT-2-W",)))
        assert (ledger.case().edition, ledger.case().scope) == ("2024-1", ("VT-2-W",))


def test_expansion_keeps_the_end(ledger: Book) -> None:
    """Added items count from the decision, and end with the certification."""
    ledger.record(grant(), entry("expand", "2025-03-01", items=("PT-2-W",)))
    case = ledger.case()
    assert case.scope == ("UT-2-W", "MT-2-W", "PT-2-W")
    assert (case.valid_from, case.valid_until) == (date(2025, 3, 1), date(2029, 1, 14))


def test_reduction_keeps_the_dates(ledger: Book) -> None:
    """Items are taken away; nothing else changes."""
    ledger.record(grant(), entry("reduce", "2025-03-01", items=("UT-2-W",)))
    case = ledger.case()
    assert case.scope == ("MT-2-W",)
    assert (case.valid_from, case.valid_until) == (date(2024, 1, 15), date(2029, 1, 14))


EARLY = (grant("2021-12-01"), entry("recertify", "2026-10-01"))


def periods(ledger: Book, last: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """The first and last day and the scope of the latest certificates called for."""
    orders = ledger.register.orders()[-last:]
    return [(o.valid_from.isoformat(), o.valid_until.isoformat(), o.scope) for o in orders]


def test_a_reduction_before_a_new_period_concerns_both(ledger: Book) -> None:
    """Reduced between recertification and its first day, both periods get a certificate, and none
    is longer than the interval."""
    ledger.record(*EARLY, entry("reduce", "2026-11-03", items=("UT-2-W",)))
    assert periods(ledger, 2) == [
        ("2021-12-01", "2026-11-30", ("MT-2-W",)),
        ("2026-12-01", "2031-11-30", ("MT-2-W",)),
    ]
    case = ledger.case()
    assert (case.valid_from, case.scope) == (date(2026, 12, 1), ("MT-2-W",))
    assert case.outcome(TODAY) is Outcome.VALID


def test_what_only_the_running_period_holds_can_be_taken_away(ledger: Book) -> None:
    """An item that was not recertified is taken from the running period alone."""
    ledger.record(
        grant("2021-12-01"),
        entry("recertify", "2026-10-01", items=("MT-2-W",)),
        entry("reduce", "2026-11-03", items=("UT-2-W",)),
    )
    assert [scope for *_, scope in periods(ledger, 2)] == [("MT-2-W",), ("MT-2-W",)]


def test_a_period_that_nothing_is_left_of_falls(ledger: Book) -> None:
    """When the reduction leaves nothing of the coming period, only the running one goes on."""
    ledger.record(
        grant("2021-12-01"),
        entry("recertify", "2026-10-01", items=("MT-2-W",)),
        entry("reduce", "2026-11-03", items=("MT-2-W",)),
    )
    assert periods(ledger, 1) == [("2021-12-01", "2026-11-30", ("UT-2-W",))]
    assert ledger.case().valid_until == date(2026, 11, 30)


def test_a_correction_before_a_new_period_concerns_both(ledger: Book) -> None:
    """Both certificates carry the corrected name; all earlier ones are replaced."""
    ledger.record(*EARLY, entry("correct", "2026-11-03", name="Jane Q. Roe"))
    names = [order.person.name for order in ledger.register.orders()]
    assert names == ["Jane Q. Doe", "Jane Q. Doe", "Jane Q. Roe", "Jane Q. Roe"]
    assert [end for _, end, _ in periods(ledger, 2)] == ["2026-11-30", "2031-11-30"]


def test_annulling_a_reduction_of_both_restores_both(ledger: Book) -> None:
    """The appeal brings both periods back with their scope."""
    ledger.record(*EARLY, entry("reduce", "2026-11-03", items=("UT-2-W",)))
    ledger.record(entry("annul", "2026-11-10"))
    whole = ("UT-2-W", "MT-2-W")
    assert periods(ledger, 2) == [
        ("2021-12-01", "2026-11-30", whole),
        ("2026-12-01", "2031-11-30", whole),
    ]
    assert "could be annulled" in ledger.refuse(entry("annul", "2026-11-11"))


def test_a_correction_names_the_person_anew(ledger: Book) -> None:
    """Only what is given is corrected, and the order of each decision has the name of its time."""
    ledger.record(
        grant(name_latin="Jane Doe", date_of_birth=date(1980, 2, 29)),
        entry("correct", "2024-05-01", name="Jane Q. Roe"),
    )
    first, second = (order.person for order in ledger.register.orders())
    assert (first.name, second.name) == ("Jane Q. Doe", "Jane Q. Roe")
    assert first.id == second.id
    assert (second.name_latin, second.date_of_birth) == ("Jane Doe", date(1980, 2, 29))


def test_conditions_are_kept_until_changed(ledger: Book) -> None:
    """Nothing said keeps the conditions; an empty text takes them away."""
    ledger.record(
        grant(conditions="butt welds only"),
        entry("expand", "2025-01-01", items=("PT-2-W",)),
        entry("correct", "2025-02-01", conditions=""),
    )
    texts = [order.conditions for order in ledger.register.orders()]
    assert texts == ["butt welds only", "butt welds only", ""]


def test_suspension_and_its_end(ledger: Book) -> None:
    """A suspension lasts until it is lifted, and counts for more than the dates."""
    ledger.record(grant(), entry("suspend", "2025-01-01"))
    assert ledger.case().outcome(TODAY) is Outcome.SUSPENDED
    ledger.record(entry("reinstate", "2025-02-01"))
    assert ledger.case().outcome(TODAY) is Outcome.VALID


@pytest.mark.parametrize("kind", ["withdraw", "end", "died"])
def test_endings_are_final(ledger: Book, kind: str) -> None:
    """After an ending nothing but an annulment can be decided."""
    ledger.record(grant(), entry(kind, "2025-01-01"))
    assert ledger.case().outcome(TODAY) is Outcome.WITHDRAWN
    for other in ("suspend", "reinstate", "withdraw", "recertify", "correct", "died"):
        name = "Another Name" if other == "correct" else ""
        said = ledger.refuse(entry(other, "2025-02-01", name=name))
        assert "no longer in force" in said
        assert "hint: " in said


def test_annulled_suspension_is_lifted(ledger: Book) -> None:
    """An appeal against a suspension lifts it and calls for no certificate."""
    ledger.record(grant(), entry("suspend", "2025-01-01"), entry("annul", "2025-02-01"))
    assert ledger.case().outcome(TODAY) is Outcome.VALID
    assert len(ledger.register.orders()) == 1


def test_annulled_withdrawal_calls_for_a_certificate(ledger: Book) -> None:
    """What was withdrawn comes back with its scope and dates, on a new certificate."""
    ledger.record(grant(), entry("withdraw", "2025-01-01"), entry("annul", "2025-02-01"))
    order = ledger.register.orders()[-1]
    assert (order.scope, order.valid_from) == (("UT-2-W", "MT-2-W"), date(2024, 1, 15))
    assert ledger.case().outcome(TODAY) is Outcome.VALID


def test_annulling_leaves_an_earlier_suspension(ledger: Book) -> None:
    """Only the latest decision is void: under a withdrawal, the suspension comes to light again."""
    ledger.record(
        grant(),
        entry("suspend", "2025-01-01"),
        entry("withdraw", "2025-02-01"),
        entry("annul", "2025-03-01"),
    )
    assert ledger.case().outcome(TODAY) is Outcome.SUSPENDED
    ledger.record(entry("annul", "2025-04-01"))
    assert ledger.case().outcome(TODAY) is Outcome.VALID
    assert "no decision against the person" in ledger.refuse(entry("annul", "2025-05-01"))


def test_annulled_reduction_keeps_what_came_after(ledger: Book) -> None:
    """The scope is what it would be without the reduction, later expansions included."""
    ledger.record(
        grant(),
        entry("reduce", "2025-01-01", items=("UT-2-W",)),
        entry("expand", "2025-02-01", items=("VT-2-W",)),
        entry("annul", "2025-03-01"),
    )
    assert ledger.case().scope == ("UT-2-W", "MT-2-W", "VT-2-W")


def test_a_lifted_suspension_cannot_be_annulled(ledger: Book) -> None:
    """What no longer has effect is not annulled; the reduction before it is."""
    ledger.record(
        grant(),
        entry("reduce", "2025-01-01", items=("UT-2-W",)),
        entry("suspend", "2025-02-01"),
        entry("reinstate", "2025-03-01"),
        entry("annul", "2025-04-01"),
    )
    assert ledger.decided()[-1].annuls == 2


def test_the_same_reference_is_recorded_once(ledger: Book) -> None:
    """A second import changes nothing and is counted."""
    entries = (grant(), entry("suspend", "2025-01-01"))
    assert ledger.record(*entries).skipped == 0
    again = ledger.record(*entries, entry("reinstate", "2025-02-01"))
    assert (again.skipped, len(again.decisions)) == (2, 1)


def test_a_reference_used_for_something_else_is_refused(ledger: Book) -> None:
    """A row that was edited after it was recorded is told, not passed over."""
    ledger.record(grant(reference="x", content="one"))
    said = ledger.refuse(grant(number="NDT-2024-00999", reference="x", content="two"))
    assert 'reference: "x" is recorded already' in said


def test_authorised_by_is_kept_with_the_certificate(ledger: Book) -> None:
    """The order names who authorised the certificate and in which role."""
    ledger.record(grant())
    assert ledger.register.orders()[0].authorised_by == HEAD


def test_reasons_stay_apart(ledger: Book) -> None:
    """A reason can be read back, and stands in no decision."""
    ledger.record(grant(), entry("suspend", "2025-01-01", reason="vision test overdue"))
    assert ledger.register.reasons(NUMBER) == {2: "vision test overdue"}
    assert "vision" not in repr(ledger.decided())


def test_taking_over_needs_no_decider(ledger: Book) -> None:
    """A certification from a former register keeps its number and names nobody who decided."""
    ledger.record(
        grant(
            "2026-01-02",
            "PRN-04417",
            kind=Kind.TAKE_OVER,
            decided_by=(),
            basis="",
            valid_from=date(2023, 5, 1),
        )
    )
    assert ledger.case("PRN-04417").valid_until == date(2028, 4, 30)


def test_annulment_of_a_withdrawal_needs_an_authoriser(ledger: Book) -> None:
    """Whatever calls for a certificate names who authorised it."""
    ledger.record(grant(), entry("withdraw", "2025-01-01"))
    said = ledger.refuse(entry("annul", "2025-02-01", authorised_by=None))
    assert "nobody is named who authorised it" in said
    role = ledger.refuse(entry("annul", "2025-02-01", authorised_by=Signatory(name="M")))
    assert "authorised_role" in role
