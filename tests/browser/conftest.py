"""What the browser's tests share: a Chromium, a demonstration site, pages that report faults."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from certpress.model import Bits, Person
from tests.browser.demonstration import (
    DIST,
    DPO,
    NOW,
    Demonstration,
    Paper,
    Served,
    serve,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), "chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MOHAMMED = Person(
    id="p2",
    name="محمد بن عبد الرحمن الفاسي",
    name_latin="Mohammed Ben Abderrahman El Fassi",
    date_of_birth=date(1984, 3, 9),
)
LONG_AGO, AGO = date(2019, 1, 1), date(2023, 12, 31)


@dataclass(frozen=True, slots=True)
class World:
    """A site's files and, by name, the certificates that it knows."""

    files: dict[str, bytes]
    papers: dict[str, Paper]


def forged(paper: Paper) -> Paper:
    """The same code with one digit changed."""
    digits = paper.digits
    changed = str((int(digits[-9]) + 1) % 10)
    return Paper(document=paper.document, digits=digits[:-9] + changed + digits[-8:])


@pytest.fixture(scope="session")
def world() -> World:
    """A certificate for each outcome."""
    if not (DIST / "index.html").is_file():
        pytest.fail("the verifier is not built; run: npm --prefix verifier run build")
    demo = Demonstration()
    papers = {
        "valid": demo.certify(),
        "valid_newer": demo.certify(bits=Bits(refresh=True)),
        "expired": demo.certify(since=LONG_AGO, until=AGO),
        "expired_newer": demo.certify(since=LONG_AGO, until=AGO, bits=Bits(refresh=True)),
        "not_yet_valid": demo.certify(since=date(2027, 3, 1), until=date(2032, 2, 28)),
        "suspended": demo.certify(bits=Bits(suspension=True)),
        "withdrawn": demo.certify(bits=Bits(revocation=True, suspension=True)),
        "replaced": demo.certify(bits=Bits(revocation=True, refresh=True)),
        "mohammed": demo.certify(MOHAMMED, scheme=DPO, conditions="Under supervision only."),
    }
    papers["not_genuine"] = forged(papers["valid"])
    return World(files=demo.files(), papers=papers)


@pytest.fixture
def served(world: World) -> Iterator[Served]:
    """The site on a local address, with files of its own to change."""
    with serve(world.files) as running:
        yield running


Launch = Callable[..., Browser]


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Starts a Chromium with further arguments; all are closed at the end."""
    with sync_playwright() as playwright:
        running: list[Browser] = []

        def start(*more: str) -> Browser:
            args = [*QUIET, *more]
            browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=args)
            running.append(browser)
            return browser

        yield start
        for browser in running:
            browser.close()


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Browser:
    """One Chromium for most tests; it has no camera."""
    return launch()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a browser without a past; a fault in the page fails the test."""
    faults: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    def open_page(
        url: str, *, now: datetime = NOW, within: Browser | None = None, **options: Any
    ) -> Page:
        settings = {"locale": "en-GB", "timezone_id": "Europe/London", **options}
        settings.setdefault("viewport", {"width": 390, "height": 844})
        context = (within or browser).new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.clock.set_fixed_time(now)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", note)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def outcome(page: Page) -> str | None:
    """The outcome that the page shows, once it shows one."""
    page.wait_for_selector("main[data-outcome], #longer:not([hidden])")
    if page.locator("#longer").is_visible():  # the machine is busy: look longer
        page.click("#longer")
    page.wait_for_selector("main[data-outcome]")
    return page.locator("main").get_attribute("data-outcome")
