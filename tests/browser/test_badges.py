"""Badges on the page and in the status element: their own words where their one bit is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from certpress import badge, badge_art
from certpress.badge_art import Art
from certpress.model import BADGES, Picture
from tests.browser.conftest import MOHAMMED, Visit, outcome
from tests.browser.demonstration import DPO, Demonstration, Served, serve
from tests.browser.test_accessible import violations
from tests.browser.test_component import embed
from tests.browser.test_intake import choose, paste, problem

LIST = f"status/{BADGES}/1.json"


@dataclass(frozen=True, slots=True)
class Badges:
    """A site, badges that it knows, and a picture for them."""

    files: dict[str, bytes]
    good: bytes
    stopped: bytes
    mohammed: bytes
    picture: Picture


@pytest.fixture(scope="module")
def badges() -> Badges:
    """One badge in force, one that is not, and one of a name from right to left."""
    demo = Demonstration()
    paper = demo.certify(conditions="Under supervision only.")
    other = demo.certify(MOHAMMED, scheme=DPO)
    good, stopped = demo.badge(paper), demo.badge(paper, in_force=False)
    mohammed = demo.badge(other, in_force=False)
    art = Art(body="Northmere", colour="#0b4f6c", scheme="Testing", code="NDT", items=("UT-2-W",))
    return Badges(demo.files(), good, stopped, mohammed, badge_art.draw(art))


@pytest.fixture
def site(badges: Badges) -> Iterator[Served]:
    """The site on a local address."""
    with serve(badges.files) as running:
        yield running


def word(page: Page) -> str:
    """The large word of a verdict."""
    return page.locator("#verdict").inner_text()


@pytest.mark.parametrize("form", ["json", "png", "svg"])
def test_a_badge_is_checked_in_every_form(
    form: str, badges: Badges, site: Served, visit: Visit
) -> None:
    """A dropped file: the JSON, or the picture that carries it; its one proof and its own list."""
    data = {
        "json": badges.good,
        "png": badge.bake_png(badges.picture.png, badges.good),
        "svg": badge.bake_svg(badges.picture.svg, badges.good),
    }[form]
    page = visit(site.page)
    choose(page, data, f"badge.{form}")
    assert outcome(page) == "valid"
    assert page.locator("#conditions").inner_text() == "Under supervision only."
    assert page.locator('[data-code="status.badge_in_force"]').count() == 1
    assert page.locator('[data-code="proof.valid"]').count() == 1
    assert f"/{LIST}" in site.asked
    assert not [path for path in site.asked if path.endswith(".png") and "badges/" in path]


def test_a_badge_pasted_as_text(badges: Badges, site: Served, visit: Visit) -> None:
    """JSON and SVG are texts too."""
    page = visit(site.page)
    paste(page, badge.bake_svg(badges.picture.svg, badges.good).decode())
    assert outcome(page) == "valid"


def test_the_word_of_a_badge_that_is_not_in_force(
    badges: Badges, site: Served, visit: Visit
) -> None:
    """Never the bare word "suspended": the badge does not tell which of three things it is."""
    page = visit(site.page)
    choose(page, badges.stopped, "badge.json")
    assert outcome(page) == "suspended"
    assert word(page) == "Not currently valid"
    assert page.title().startswith("Not currently valid")
    told = page.locator(".verdict").inner_text()
    assert "suspended or withdrawn, or the certificate was replaced" in told
    assert violations(page) == []


def test_the_word_in_arabic(badges: Badges, site: Served, visit: Visit) -> None:
    """From right to left, in the reader's own words."""
    page = visit(site.page, locale="ar")
    choose(page, badges.mohammed, "badge.json")
    assert outcome(page) == "suspended"
    assert word(page) == "غير سارية حاليًا"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("#born").count() == 0


def test_without_its_list_a_badge_is_not_checked(
    badges: Badges, site: Served, visit: Visit
) -> None:
    """Unknown is never valid; the facts that the signature proves are shown."""
    del site.files[LIST]
    page = visit(site.page)
    choose(page, badges.good, "badge.json")
    assert outcome(page) == "not_checked"
    assert page.locator("#name").inner_text() == "Jane Q. Doe"


def test_a_picture_with_two_badges(badges: Badges, site: Served, visit: Visit) -> None:
    """Nobody can tell which one counts."""
    one, other = (
        badge.bake_svg(badges.picture.svg, each).decode() for each in (badges.good, badges.stopped)
    )
    start = other.index("<openbadges")
    element = other[start : other.index("</openbadges:credential>") + 24]
    page = visit(site.page)
    choose(page, one.replace("<openbadges", element + "<openbadges", 1).encode(), "badge.svg")
    assert "more than one" in problem(page)


@pytest.mark.parametrize("in_force", [True, False])
def test_the_element_shows_a_badges_live_status(
    in_force: bool, badges: Badges, site: Served, visit: Visit
) -> None:
    """On somebody else's page: the word of this moment, and what it leaves open."""
    site.files["badge.json"] = badges.good if in_force else badges.stopped
    element = embed(site, visit, f"{site.origin}/badge.json").locator("certpress-status")
    assert element.get_attribute("data-outcome") == ("valid" if in_force else "suspended")
    expected = "Valid" if in_force else "Not currently valid"
    assert element.locator(".word, .instead").inner_text().endswith(expected)
    assert element.locator(".name").inner_text() == "Jane Q. Doe"
    told = element.locator("p", has_text="does not tell which")
    assert told.count() == (0 if in_force else 1)
