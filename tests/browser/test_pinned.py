"""A part of the page with a changed byte is refused, and nothing is called valid because of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from certpress import proof
from certpress.keys import Role
from tests.browser.conftest import World, outcome
from tests.browser.demonstration import NOW, Served, signer
from tests.browser.test_intake import choose, paste, picture


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose faults are the subject: the browser names each refused part in its console."""
    context = browser.new_context(locale="en-GB", service_workers="block")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    yield opened
    context.close()


def spoil(served: Served, name: str) -> None:
    """Changes a file of the verifier without breaking it: a blank line, a section of no use."""
    path = next(path for path in served.files if path.startswith(f"v/{name}."))
    extra = b"\x00\x02\x01x" if path.endswith(".wasm") else b"\n"
    served.files[path] += extra


def begin(page: Page, served: Served, now: datetime = NOW) -> None:
    page.clock.set_fixed_time(now)
    page.goto(served.page)


@pytest.mark.parametrize("part", ["scan", "decoder", "zxing_reader"])
def test_a_changed_decoder_is_refused(part: str, world: World, served: Served, page: Page) -> None:
    """Without its own decoder the page reads no picture, and says so."""
    spoil(served, part)
    begin(page, served)
    page.wait_for_selector("#ways:not([hidden])")
    choose(page, picture(world), "code.png", "image/png")
    page.wait_for_selector("#progress.problem")
    assert "scanner could not be loaded" in page.locator("#progress").inner_text()
    assert page.locator("main").get_attribute("data-outcome") is None


def test_a_changed_part_for_files_is_refused(served: Served, page: Page) -> None:
    """Without the part that takes files and text, the page says that it cannot take them."""
    spoil(served, "ui-intake")
    begin(page, served)
    page.wait_for_selector("#progress.problem")


def test_a_changed_canonical_form_is_refused(world: World, served: Served, page: Page) -> None:
    """A certificate that needs the part for its second signature cannot be checked without."""
    spoil(served, "rdfc")
    begin(page, served)
    bare = json.loads(world.papers["valid"].document)
    del bare["proof"]
    signed = proof.sign_set(bare, signer(Role.CERTIFICATES), NOW)
    page.wait_for_selector("#ways:not([hidden])")
    paste(page, json.dumps(signed))
    assert outcome(page) == "not_checked"
    assert page.locator('[data-code="proof.unavailable"]').count() == 1


def test_a_changed_language_is_refused(served: Served, browser: Browser) -> None:
    """A language that is not the one that was built leaves the page in English."""
    spoil(served, "de")
    context = browser.new_context(locale="de-AT", service_workers="block")
    page = context.new_page()
    begin(page, served)
    page.wait_for_selector("#ways:not([hidden])")
    assert page.evaluate("() => document.documentElement.lang") == "en"
    context.close()


def test_the_worker_keeps_no_changed_part(served: Served, browser: Browser) -> None:
    """What the service worker keeps for times without a network is what was built."""
    spoil(served, "scan")
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    begin(page, served)
    kept = """async () => {
      await navigator.serviceWorker.ready;
      for (let turn = 0; turn < 100; turn += 1) {
        const names = [];
        for (const store of await caches.keys())
          for (const one of await (await caches.open(store)).keys()) names.push(one.url);
        if (names.some((name) => name.includes('/rdfc.'))) return names;
        await new Promise((go) => setTimeout(go, 100));
      }
      return [];
    }"""
    names = page.evaluate(kept)
    assert any("/decoder." in name for name in names)
    assert not any("/scan." in name for name in names)
    context.close()
