"""Files made to take time or memory: each ends in an answer, and the page goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests import sample
from tests.browser import hostile
from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import Served
from tests.browser.hostile import FILES, PICTURES, TEXTS
from tests.browser.test_intake import choose, paste, picture

# What it takes on a quiet machine is in docs/developers/performance.md; a busy one gets more.
TIME, MEMORY = 4_000, 200_000_000
FINDERS = "PNG, 7 million pixels of finder patterns"
SAMPLE = sample.of(sorted({**PICTURES, **FILES, **TEXTS}), 10)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_hostile_file_ends_in_an_answer(name: str, browser: Browser, served: Served) -> None:
    """Whatever a megabyte holds, the page says what it is soon, and keeps its memory."""
    data = {**PICTURES, **FILES, **TEXTS}[name]()
    assert len(data) <= hostile.MB
    taken = hostile.measure(browser, served, data, is_text=name in TEXTS)
    assert taken.said not in ("", "valid")
    assert taken.ms < TIME
    assert (taken.memory or 0) < MEMORY


def test_the_page_is_free_while_a_picture_is_searched(
    world: World, served: Served, visit: Visit
) -> None:
    """A picture that keeps the decoder busy does not keep the page from the next question."""
    page = visit(served.page)
    choose(page, hostile.lasting(), "picture.png", "image/png")
    page.wait_for_function("() => document.querySelector('#progress').textContent !== ''")
    paste(page, world.papers["valid"].digits)
    assert outcome(page) == "valid"


def test_a_picture_is_read_after_one_that_was_given_up(
    world: World, served: Served, visit: Visit
) -> None:
    """After the decoder was ended it can be asked to go on; the next picture gets a new one."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    choose(page, PICTURES[FINDERS](), "picture.png", "image/png")
    page.wait_for_selector("#progress.problem")
    page.click("#longer")
    page.wait_for_function(
        "() => document.querySelector('#progress').textContent.includes('Looking')"
    )
    assert not page.locator("#longer").is_visible()
    choose(page, picture(world), "code.png", "image/png")
    assert outcome(page) == "valid"
