"""Certificates: every fact goes into the signed document, and comes back out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import certificate, shape
from certpress.model import Certificate, Person, Position, Scheme
from tests import world

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), min_size=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def said(made: Certificate) -> certificate.Facts:
    """The facts that a certificate's signed document says."""
    signed = world.signed(made)
    shape.match(signed, "certificate")
    return certificate.read(signed)


def test_every_fact_of_a_certificate_is_in_the_document() -> None:
    """Name, number, body, scheme, edition, scope, conditions, days, who authorised it, and the
    accreditation stand in what is signed."""
    found = said(world.facts(conditions="Steel only"))
    assert (found.name, found.number) == ("Jane Q. Doe", "NDT-2026-00417")
    assert (found.body, found.telephone) == (world.BODY.name, world.BODY.telephone)
    assert (found.scheme, found.scheme_code) == (world.SCHEME.name, "NDT")
    assert (found.edition, found.conditions) == ("2017-1", "Steel only")
    assert [item.code for item in found.scope] == ["UT-2-W", "MT-2-W"]
    assert (found.valid_from, found.valid_until) == ("2026-01-15", "2031-01-14")
    assert found.authorised_by == "Dr Maren Okafor-Lindqvist, Head of Certification"
    assert (found.accreditation_body, found.accreditation_number) == (
        "Accreditation Council",
        "ACNI-P-0417",
    )


def test_no_accreditation_is_said() -> None:
    """A certificate outside any accreditation says so; it does not leave it out."""
    document = certificate.unsigned(world.facts(accreditation=None), world.BODY)
    assert document["evidence"][0]["name"] == certificate.NOT_ACCREDITED
    assert said(world.facts(accreditation=None)).accreditation_body == ""


@pytest.mark.parametrize("asked", [True, False])
def test_a_date_of_birth_stands_where_the_scheme_asks_for_it(asked: bool) -> None:
    """The date of birth is on the certificate for schemes that need it, and else nowhere."""
    scheme = replace(world.SCHEME, date_of_birth_on_certificate=asked)
    person = Person(id="p", name="A", name_latin="B", date_of_birth=date(1990, 2, 28))
    found = said(world.facts(person=person, scheme=scheme))
    assert (found.name_latin, found.date_of_birth) == ("B", "1990-02-28" if asked else "")


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("UTC", "2026-06-01T00:00:00Z", "2026-12-31T23:59:59Z"),
        ("Europe/London", "2026-06-01T00:00:00+01:00", "2026-12-31T23:59:59Z"),
        ("Asia/Kolkata", "2026-06-01T00:00:00+05:30", "2026-12-31T23:59:59+05:30"),
        ("Pacific/Kiritimati", "2026-06-01T00:00:00+14:00", "2026-12-31T23:59:59+14:00"),
        ("America/St_Johns", "2026-06-01T00:00:00-02:30", "2026-12-31T23:59:59-03:30"),
    ],
)
def test_days_are_the_body_s_calendar_days(zone: str, first: str, last: str) -> None:
    """The first and last second of a day are written in the body's own offset."""
    there = ZoneInfo(zone)
    assert certificate.first_instant(date(2026, 6, 1), there) == first
    assert certificate.last_instant(date(2026, 12, 31), there) == last


@given(DAYS, st.sampled_from(["Europe/London", "Asia/Tokyo", "America/Anchorage", "Asia/Gaza"]))
def test_the_day_is_the_first_ten_characters(day: date, zone: str) -> None:
    """In every time zone and year, the day on the paper is the beginning of the instant."""
    for instant in (certificate.first_instant, certificate.last_instant):
        text = instant(day, ZoneInfo(zone))
        assert text[:10] == day.isoformat()


@given(PLAIN, PLAIN)
def test_texts_come_back_as_they_went_in(name: str, conditions: str) -> None:
    """No letter of a name or condition is changed on the way through a document."""
    made = world.facts(person=Person(id="p", name=name), conditions=conditions)
    found = certificate.read(certificate.unsigned(made, world.BODY))
    assert (found.name, found.conditions) == (name, conditions)


@pytest.mark.parametrize(
    "made",
    [
        world.facts(conditions="Dry only"),
        world.facts(accreditation=None),
        world.facts(person=Person(id="", name="李建国", name_latin="Li Jianguo")),
        world.facts(position=Position(list=7, index=0)),
    ],
)
def test_a_certificate_is_restored_from_its_document(made: Certificate) -> None:
    """A signed document gives back everything that is printed, without asking today's content."""
    back = certificate.restore(world.signed(made), world.SCHEME, world.BODY)
    assert back == replace(made, person=replace(made.person, id=""))


def test_a_lost_accreditation_is_still_printed() -> None:
    """A certificate keeps the accreditation it was granted under, though the body lost it since."""
    body = replace(world.BODY, accreditations=())
    back = certificate.restore(world.signed(), world.SCHEME, body)
    assert back.accreditation is not None
    assert back.accreditation.number == "ACNI-P-0417"


def test_the_edition_is_named_with_its_digest() -> None:
    """The certificate points at the exact bytes of the scheme edition it was granted under."""
    document = certificate.unsigned(world.facts(), world.BODY)
    assert document["relatedResource"] == [
        {
            "id": f"{world.BASE}schemes/ndt/2017-1/scheme.json",
            "digestSRI": certificate.sri(world.SCHEME.document),
        }
    ]
    other: Scheme = replace(world.SCHEME, document=b"{}\n")
    changed = certificate.unsigned(world.facts(scheme=other), world.BODY)
    assert changed["relatedResource"] != document["relatedResource"]


def test_the_identifier_says_nothing_about_the_person() -> None:
    """The certificate's id is the random one it was given, and the status entries share a place."""
    document = certificate.unsigned(world.facts(), world.BODY)
    assert document["id"] == f"urn:uuid:{world.UUID}"
    assert {entry["statusListIndex"] for entry in document["credentialStatus"]} == {"94567"}
