"""Badges, their pictures and pages: what one costs, and what a thousand take, first and again."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from certpress import (
    badge_art,
    badge_pages,
    certificate,
    content,
    documents,
    issuance,
)
from certpress.badge_pages import Card, Profile
from certpress.keys import Role
from certpress.model import Badge, Position
from tests import world
from tests.bench import measure, shown
from tests.bench.measure import COLUMNS, ROOT
from tests.bench.tables import Table, table

ROUNDS = 100
COUNT = 1_000
_FIGURES = {
    "badge: signed, baked into PNG and SVG": "badges_per_second",
    "picture for networks, drawn": "card_pictures_per_second",
    "badge page in three languages": "badge_pages_per_second",
}


def tables(place: Path) -> Iterator[Table]:
    """The tables of this subject; folders are made below `place`."""
    times = {step: measure.computed(work, ROUNDS) for step, work in _making().items()}
    rows = [(step, measure.ms(took), f"{1 / took:,.0f}") for step, took in times.items()]
    figures = {_FIGURES[step]: 1 / took for step, took in times.items() if step in _FIGURES}
    yield table("badges", ("step", "CPU ms", "a second"), rows, figures)
    yield pages("badge_pages", place / "badges", COUNT, {}, ())


def pages(
    name: str, folder: Path, count: int, named: Mapping[str, str], wanted: tuple[str, ...]
) -> Table:
    """Pages made for the first time, with nothing changed, and after one person was suspended."""
    body = shown.begin(folder, count)
    runs = {"first": shown.build(body, *wanted), "nothing changed": shown.build(body, *wanted)}
    shown.suspend(body)
    runs["after one change"] = shown.build(body, *wanted)
    rows = [(f"{step}, {count:,}", *run.cells(), run.each(count)) for step, run in runs.items()]
    figures = {figure: runs[step].seconds for step, figure in named.items()}
    if named:
        figures["badge_pages_100k_peak_mb"] = (runs["first"].memory or 0) / 1e6
    return table(name, ("build, persons", *COLUMNS, "CPU ms each"), rows, figures)


def _making() -> Mapping[str, Callable[[], object]]:
    issued = world.issued(world.signed())
    series = issuance.series_of_badges(world.signer(Role.CERTIFICATES), world.NOW)
    facts = replace(certificate.read(world.badge()), edition="2017-1")
    art = badge_art.of(facts, world.BODY)
    picture, numbers = badge_art.draw(art), itertools.count(1)
    frame = badge_pages.shared(content.load(ROOT / "content"))
    profile = Profile(
        address="a" * 24, facts=facts, scheme="ndt", in_force=True, indexed=False, has_paper=True,
        status=(("revocation", f"{world.BASE}status/revocation/1.json", 7),) * 3,
    )  # fmt: skip
    card = Card(
        number=facts.number, name="", latin="", scheme=facts.scheme, body=facts.body,
        colour=world.BODY.colour, badge=picture.svg.decode("utf-8"),
    )  # fmt: skip

    def baked() -> object:
        """A badge signed and put into both pictures."""
        number = next(numbers)
        place = Position(list=1, index=number)
        signed = issuance.badge_of(
            issued, world.BASE, series,
            identifier=f"01234567-89ab-4cde-8f01-{number:012}", position=place, picture="0" * 64,
        )  # fmt: skip
        made = Badge(
            id=str(number), certificate=issued.id, number=issued.number, position=place,
            picture="0" * 64, document=signed, issued_at=world.NOW,
        )  # fmt: skip
        return documents.badge_files(made, picture)

    return {
        "badge: signed, baked into PNG and SVG": baked,
        "picture of a badge, once for a scheme and scope": lambda: badge_art.draw(
            replace(art, code=f"{next(numbers)}")
        ),
        "picture for networks, drawn": lambda: badge_pages.draw(
            replace(card, name=f"Jane Q. Doe {next(numbers)}")
        ),
        "badge page in three languages": lambda: list(
            badge_pages.person(frame, replace(profile, address=f"{next(numbers):024}"))
        ),
    }
