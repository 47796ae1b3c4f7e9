"""The page for everybody: screen readers, keyboards, small screens, directions, languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import ROOT, Served

AXE = ROOT / "verifier" / "node_modules" / "axe-core" / "axe.min.js"
STATES = (
    "ways",
    "problem",
    "valid",
    "valid_newer",
    "expired",
    "expired_newer",
    "not_yet_valid",
    "suspended",
    "withdrawn",
    "replaced",
    "not_genuine",
    "not_checked",
    "mohammed",
    "other_body",
    "camera",
)
DIRECTIONS = {"en-GB": "ltr", "ar-EG": "rtl"}


def violations(page: Page) -> list[Any]:
    """What axe-core finds, run beside the page: its policy lets no other script in."""
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    script = AXE.read_text(encoding="utf-8")
    session.send("Runtime.evaluate", {"expression": script, "contextId": world})
    run = "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
    options = {"expression": run, "contextId": world, "awaitPromise": True}
    answer = session.send("Runtime.evaluate", options)
    found: list[Any] = json.loads(answer["result"]["value"])
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def bring(page: Page, state: str, world: World, served: Served) -> None:
    """Brings the page into a state, with everything opened that can be."""
    if state == "ways":
        page.wait_for_selector("#ways:not([hidden])")
    elif state == "problem":
        page.click("#paste-form button")
        page.wait_for_selector("#progress.problem")
    elif state == "camera":  # as it looks while it is open, without a camera
        page.wait_for_selector("#ways:not([hidden])")
        show = "names => names.forEach(name => { document.getElementById(name).hidden = false; })"
        page.evaluate(show, ["viewer", "which", "offline-now", "demonstration", "install"])
    elif state == "other_body":
        page.wait_for_selector("#ways:not([hidden])")
        text = world.papers["valid"].document.decode()
        page.fill("#paste", text.replace("did:web:certs.example.org", "did:web:other.example"))
        page.click("#paste-form button")
        assert outcome(page) == "not_checked"
    else:
        if state == "not_checked":
            del served.files["status/refresh/1.json"]
        name = "valid" if state == "not_checked" else state
        page.evaluate("code => { location.hash = code; }", world.papers[name].digits)
        outcome(page)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")


@pytest.mark.parametrize("locale", ["en-GB", "ar-EG"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_has_a_violation(
    state: str, locale: str, world: World, served: Served, visit: Visit
) -> None:
    """axe-core finds nothing in any state: light and dark, from left and from right."""
    page = visit(served.page, locale=locale, reduced_motion="reduce", color_scheme="light")
    bring(page, state, world, served)
    assert page.evaluate("() => document.documentElement.dir") == DIRECTIONS[locale]
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "zh"])
def test_nothing_is_wider_than_a_small_telephone(
    language: str, world: World, served: Served, visit: Visit
) -> None:
    """At 320 pixels no language needs scrolling sideways."""
    narrow = {"width": 320, "height": 640}
    page = visit(served.link(world.papers["mohammed"]), viewport=narrow, locale=language)
    outcome(page)
    page.click("#checks summary")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.click("#again")
    page.wait_for_selector("#ways:not([hidden])")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_the_verdict_gets_the_focus(world: World, served: Served, visit: Visit) -> None:
    """A screen reader reads the outcome as soon as it is there."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    assert page.evaluate("() => document.activeElement.id") == "verdict"
    assert page.evaluate("() => document.activeElement.tagName") == "H1"


def test_the_keyboard_alone_suffices(world: World, served: Served, visit: Visit) -> None:
    """From the start to a verdict, its checks, and the next check, without a mouse."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.id || 'other'"))
    assert [name for name in reached if name != "other"][:5] == [
        "home",
        "language",
        "camera",
        "file",
        "paste",
    ]
    page.focus("#paste")
    page.keyboard.insert_text(world.papers["valid"].digits)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert outcome(page) == "valid"
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#checks").get_attribute("open") is not None
    page.focus("#again")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'title'")


def test_reduced_motion_is_respected(world: World, served: Served, visit: Visit) -> None:
    """Who asks for less motion gets none."""
    page = visit(served.link(world.papers["valid"]), reduced_motion="reduce")
    outcome(page)
    moving = "() => document.getAnimations().length"
    assert page.evaluate(moving) == 0


def test_the_language_can_be_switched_and_is_remembered(
    world: World, served: Served, visit: Visit
) -> None:
    """The browser's language first; another is chosen once, also under a verdict."""
    page = visit(served.link(world.papers["valid"]), locale="de-AT")
    outcome(page)
    assert page.locator("#verdict").inner_text() == "Gültig"
    page.select_option("#language", "ar")
    page.wait_for_function("() => document.documentElement.dir === 'rtl'")
    assert page.locator("#verdict").inner_text() == "سارية"
    page.reload()
    outcome(page)
    assert page.evaluate("() => document.documentElement.lang") == "ar"


def test_a_missing_language_is_english_in_every_respect(served: Served, visit: Visit) -> None:
    """A language that cannot be loaded leaves an English page that says it is English."""
    del served.files[next(path for path in served.files if path.startswith("v/ar."))]
    page = visit(served.page, locale="ar-EG", service_workers="block")
    page.wait_for_selector("#ways:not([hidden])")
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("en", "ltr")
    assert page.locator("#title").inner_text() == "Check a certificate"


def test_an_unknown_language_is_english(served: Served, visit: Visit) -> None:
    """Who reads none of the six gets English."""
    page = visit(served.page, locale="th-TH")
    page.wait_for_selector("#ways:not([hidden])")
    assert page.locator("#title").inner_text() == "Check a certificate"


@pytest.mark.parametrize(
    ("locale", "zone", "until"),
    [
        ("ja-JP", "Asia/Tokyo", "14 January 2031"),
        ("th-TH", "Asia/Bangkok", "14 January 2031"),
        ("ar-SA", "Asia/Riyadh", "14 يناير 2031"),
        ("fa-IR", "Pacific/Kiritimati", "14 January 2031"),
        ("en-US", "Pacific/Pago_Pago", "January 14, 2031"),
        ("de-DE", "America/Los_Angeles", "14. Januar 2031"),
        ("zh-CN", "Asia/Shanghai", "2031年1月14日"),
    ],
)
def test_the_day_is_the_one_on_the_paper(
    locale: str, zone: str, until: str, world: World, served: Served, visit: Visit
) -> None:
    """The body's calendar day, Gregorian, in every time zone and locale."""
    page = visit(served.link(world.papers["valid"]), locale=locale, timezone_id=zone)
    outcome(page)
    shown = page.locator("#until").inner_text()
    assert shown in (until, _american(until))


def _american(day: str) -> str:
    """English without a region is written as in the United States."""
    parts = day.split(" ")
    return f"{parts[1]} {parts[0]}, {parts[2]}" if len(parts) == 3 else day
