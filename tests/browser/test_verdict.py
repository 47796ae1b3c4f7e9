"""What a stranger reads after scanning a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import NOW, Demonstration, Served

WORDS = {
    "valid": "Valid",
    "valid_newer": "Valid",
    "expired": "Expired",
    "expired_newer": "Expired",
    "not_yet_valid": "Not yet valid",
    "suspended": "Suspended",
    "withdrawn": "No longer in force",
    "replaced": "Replaced",
    "not_genuine": "Not genuine",
}


def text(page: Page, selector: str) -> str:
    """The text without the marks that isolate directions."""
    return page.locator(selector).inner_text().replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("name", WORDS)
def test_each_outcome_has_its_word_and_symbol(
    name: str, world: World, served: Served, visit: Visit
) -> None:
    """An outcome is a word and a symbol of its own, never a colour alone."""
    page = visit(served.link(world.papers[name]))
    assert outcome(page) == name.removesuffix("_newer")
    assert text(page, "#verdict") == WORDS[name]
    symbol = page.locator(".verdict use").get_attribute("href")
    assert symbol == f"#m-{name.removesuffix('_newer')}"


def test_a_valid_certificate_tells_its_facts(world: World, served: Served, visit: Visit) -> None:
    """Who, for what, from when, until when, under which accreditation, how old the status is."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    assert text(page, "#name") == "Jane Q. Doe"
    assert "Ultrasonic testing, level 2, welds" in text(page, "#scope")
    assert (text(page, "#from"), text(page, "#until")) == ("15 January 2026", "14 January 2031")
    assert "Accreditation Council of the Northern Isles, number ACNI-P-0417" in text(
        page, "#accreditation"
    )
    assert text(page, "#status-as-of") == "as of 20 November 2026 at 06:30 (2 hours ago)"


def test_person_and_scope_are_as_large_as_the_verdict(
    world: World, served: Served, visit: Visit
) -> None:
    """A genuine code on edited paper is seen, because name, scope and conditions are that large."""
    page = visit(served.link(world.papers["mohammed"]))
    outcome(page)
    size = "element => getComputedStyle(element).fontSize"
    parts = ("#verdict", "#name", "#name-latin", "#scheme", "#scope", "#conditions")
    assert len({page.locator(part).evaluate(size) for part in parts}) == 1


def test_both_spellings_and_birth_are_shown(world: World, served: Served, visit: Visit) -> None:
    """A name stands in the person's script and in Latin letters, with the birth if stated."""
    page = visit(served.link(world.papers["mohammed"]))
    outcome(page)
    assert text(page, "#name") == "محمد بن عبد الرحمن الفاسي"
    assert text(page, "#name-latin") == "Mohammed Ben Abderrahman El Fassi"
    assert text(page, "#born") == "9 March 1984"
    assert text(page, "#accreditation").startswith("Not accredited")


def test_the_limits_are_said(world: World, served: Served, visit: Visit) -> None:
    """Compare with a photo identity document; the screen counts; no employer's authorisation."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    said = text(page, "#result")
    assert "photo identity document" in said
    assert "this screen, not the paper" in said
    assert "not an employer’s authorisation" in said


def test_nothing_of_a_forgery_is_told(world: World, served: Served, visit: Visit) -> None:
    """What is not genuine is not repeated: no name, no scope, in no part of the page."""
    page = visit(served.link(world.papers["not_genuine"]))
    assert outcome(page) == "not_genuine"
    assert "Jane" not in page.content()
    assert page.locator("#name").count() == 0
    assert page.locator('a[href="tel:+441632960417"]').first.is_visible()


def test_a_newer_certificate_is_pointed_out(world: World, served: Served, visit: Visit) -> None:
    """Recertified: the old one is valid, and the reader is told to ask for the newer."""
    page = visit(served.link(world.papers["valid_newer"]))
    assert outcome(page) == "valid"
    assert "Ask the person for the newer certificate" in text(page, ".newer")


def test_an_expired_one_that_was_renewed_says_so(
    world: World, served: Served, visit: Visit
) -> None:
    """The old paper says that it expired and that a newer one was issued."""
    page = visit(served.link(world.papers["expired_newer"]))
    outcome(page)
    assert "was 31 December 2023. A newer one has been issued." in text(page, ".verdict")


def test_without_lists_the_signature_still_speaks(
    world: World, served: Served, visit: Visit
) -> None:
    """No status list: could not be checked, with what the signature proves and whom to call."""
    for path in [path for path in served.files if path.startswith("status/")]:
        del served.files[path]
    page = visit(served.link(world.papers["valid"]))
    assert outcome(page) == "not_checked"
    assert text(page, "#name") == "Jane Q. Doe"
    assert "What the signature alone proves" in text(page, "#result")
    assert text(page, "#status-as-of") == "not available"
    assert page.locator('#result a[href="tel:+441632960417"]').is_visible()


def test_an_expired_list_tells_the_last_known_status(
    world: World, served: Served, visit: Visit
) -> None:
    """A genuine list past its end is not believed, but what it said, and when, is told."""
    page = visit(served.link(world.papers["valid"]), now=NOW + timedelta(days=7, hours=22))
    assert outcome(page) == "not_checked"
    expected = "Last known status, from 20 November 2026 at 06:30 (8 days ago): in force"
    assert text(page, "#last-known") == expected


def test_another_body_is_named_with_its_own_verifier(served: Served, visit: Visit) -> None:
    """A certificate of another body is not judged here; its own verifier is a link."""
    other = Demonstration(base_url="https://other.example.org/cert/").certify()
    page = visit(served.page)
    page.fill("#paste", other.document.decode())
    page.click("#paste-form button")
    assert outcome(page) == "not_checked"
    link = page.locator("#other-body a")
    assert link.get_attribute("href") == "https://other.example.org/cert/v/"
    assert text(page, "#other-body") == "Go to other.example.org/cert"
    assert "Nothing of it was checked" in text(page, "#result")
    assert "The link below comes from the code or file itself" in text(page, "#result")
    assert "Jane" not in text(page, "#result")


def test_the_checks_can_be_opened(world: World, served: Served, visit: Visit) -> None:
    """Every check is a line with its stable code, in the order in which it was made."""
    page = visit(served.link(world.papers["suspended"]))
    outcome(page)
    page.click("#checks summary")
    codes = page.locator("#checks li").evaluate_all("lines => lines.map(l => l.dataset.code)")
    assert codes[:4] == ["shape.valid", "issuer.recognised", "key.valid", "proof.valid"]
    assert "status.suspended" in codes
    assert page.locator('[data-code="status.suspended"]').get_attribute("data-result") == "fail"


def test_another_address_is_told(served: Served, visit: Visit) -> None:
    """Shown from elsewhere than it was built for, the page says for which address it was."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    assert "made for the address https://certs.example.org/" in text(page, "#origin")


def test_the_code_leaves_the_address_bar_and_survives_reloading(
    world: World, served: Served, visit: Visit
) -> None:
    """A shared or bookmarked address names nobody; reloading shows the verdict again."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    assert page.url == served.page
    page.reload()
    assert outcome(page) == "valid"


def test_another_check_forgets_the_last_one(world: World, served: Served, visit: Visit) -> None:
    """The ways in are shown again, and reloading does not bring the old verdict back."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    page.click("#again")
    page.wait_for_selector("#ways:not([hidden])")
    assert "Jane" not in page.content()
    page.reload()
    page.wait_for_selector("#ways:not([hidden])")
    assert page.locator("main").get_attribute("data-outcome") is None


def test_a_second_link_in_the_same_page_is_checked(
    world: World, served: Served, visit: Visit
) -> None:
    """An installed page gets its next code by a change of the fragment alone."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    page.evaluate("code => { location.hash = code; }", world.papers["withdrawn"].digits)
    page.wait_for_selector('main[data-outcome="withdrawn"]')
    page.go_back()
    page.wait_for_selector('main[data-outcome="valid"]')


def test_the_title_names_the_outcome_alone(world: World, served: Served, visit: Visit) -> None:
    """Titles are kept with the browser's history: they name no person."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    assert page.title() == "Valid – Northmere Institute for the Certification of Persons"
