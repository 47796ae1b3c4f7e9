"""Use without a network: after one visit, or prepared for it."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page

from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import NOW, Served
from tests.browser.test_intake import choose, paste, picture
from tests.browser.test_verdict import text

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
  }
  return found;
}"""


def settle(page: Page) -> None:
    """Waits until the service worker has everything that comes in the background."""
    for _ in range(200):
        if any(url.endswith(".wasm") for url in page.evaluate(KEPT)):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the decoder did not come in the background")


def open_offline(page: Page, served: Served) -> None:
    """Takes the network away and opens the page anew."""
    page.context.set_offline(True)
    served.files.clear()
    page.goto("about:blank")
    page.goto(served.page)
    page.wait_for_selector("#ways:not([hidden])")


def test_one_visit_is_enough(world: World, served: Served, visit: Visit) -> None:
    """After one check, other certificates and pictures are checked with the network gone."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    settle(page)
    open_offline(page, served)
    assert "no network now" in text(page, "#offline-now")
    paste(page, world.papers["suspended"].digits)
    assert outcome(page) == "suspended"
    assert text(page, "#status-as-of").endswith("(2 hours ago)")
    page.click("#again")
    choose(page, picture(world), "code.png", "image/png")
    assert outcome(page) == "valid"


def test_prepared_says_until_when(world: World, served: Served, visit: Visit) -> None:
    """The button fetches everything, says how long it will do, and then no network is needed."""
    page = visit(served.page)
    page.click("#offline summary")
    page.click("#prepare")
    page.wait_for_function("() => /until/.test(document.querySelector('#prepared').textContent)")
    assert "27 November 2026 at 08:30" in text(page, "#prepared")
    open_offline(page, served)
    paste(page, world.papers["withdrawn"].digits)
    assert outcome(page) == "withdrawn"


def test_old_lists_are_not_believed_offline(world: World, served: Served, visit: Visit) -> None:
    """Past their end the kept lists make no "valid", but the last known status is told."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    settle(page)
    open_offline(page, served)
    page.clock.set_fixed_time(NOW + timedelta(days=9))
    paste(page, world.papers["valid"].digits)
    assert outcome(page) == "not_checked"
    assert text(page, "#name") == "Jane Q. Doe"
    assert re.search("20 November 2026.*9 days ago.*in force", text(page, "#last-known"))
    assert page.locator('#result a[href="tel:+441632960417"]').is_visible()


def test_an_incomplete_preparation_is_told(served: Served, visit: Visit) -> None:
    """A missing list is not passed over: the page says that not everything could be loaded."""
    del served.files["status/suspension/1.json"]
    page = visit(served.page)
    page.click("#offline summary")
    page.click("#prepare")
    page.wait_for_function(
        "() => /Not everything/.test(document.querySelector('#prepared').textContent)"
    )
