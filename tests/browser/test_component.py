"""`<certpress-status>` on somebody else's site."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Visit, World
from tests.browser.demonstration import Served, serve


def embed(served: Served, visit: Visit, src: str) -> Page:
    """A page of another origin with the element."""
    html = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Profile</title>"
        f'<script type=module src="{served.page}status.js"></script>'
        f'<certpress-status src="{src}"></certpress-status>'
    )
    with serve({"index.html": html.encode("utf-8")}) as other:
        page = visit(f"{other.origin}/")
        page.wait_for_selector("certpress-status[data-outcome]")
    return page


def test_the_live_status_is_shown(world: World, served: Served, visit: Visit) -> None:
    """The visitor's browser checks the certificate against the body's lists of this moment."""
    served.files["jane.json"] = world.papers["suspended"].document
    page = embed(served, visit, f"{served.origin}/jane.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "suspended"
    assert element.locator(".word").inner_text().endswith("Suspended")
    assert element.locator(".name").inner_text() == "Jane Q. Doe"
    assert element.locator("a").get_attribute("href") == served.page


def test_what_is_missing_is_not_checked(served: Served, visit: Visit) -> None:
    """No document, no facts: could not be checked."""
    page = embed(served, visit, f"{served.origin}/nobody.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_checked"
    assert element.locator(".name").count() == 0


def test_a_forgery_tells_nothing(world: World, served: Served, visit: Visit) -> None:
    """A changed document is not genuine, and none of it is shown."""
    served.files["jane.json"] = world.papers["valid"].document.replace(b"Jane Q.", b"Joan Q.")
    page = embed(served, visit, f"{served.origin}/jane.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_genuine"
    assert element.locator(".name").count() == 0
