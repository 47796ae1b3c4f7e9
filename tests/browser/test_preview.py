"""The preview in a browser: a saved text shows itself, and a broken one says so in its page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from certpress import store
from certpress.cli import serving
from certpress.cli.body import epoch
from certpress.cli.preview import Preview
from certpress.cli.workspace import Workspace
from tests.office import Office
from tests.world import NOW

SLOW = 60_000  # milliseconds: a busy machine is no fault of the code


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview that is served."""

    origin: str
    fees: Path

    def save(self, text: str) -> None:
        """Save the page of fees."""
        self.fees.write_text(text, encoding="utf-8")


@pytest.fixture
def shown(empty: Office) -> Iterator[Shown]:
    """A body's pages, served while they are written."""

    def fresh() -> Workspace:
        return Workspace(folder=empty.folder, now=NOW, rehearsed=True)

    with store.staging(empty.folder / "preview") as folder:
        live = Preview(folder=folder, fresh=fresh, epoch=epoch)
        live.begin()
        with serving.start(empty.site, "127.0.0.1:0", live) as server:
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
            fees = empty.folder / "content" / "pages" / "fees.md"
            yield Shown(f"http://127.0.0.1:{server.server_port}", fees)
            server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor's own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_saved_text_shows_itself(shown: Shown, page: Page) -> None:
    """The open page is shown again without a hand on it, and asks nobody but its own server."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{shown.origin}/fees/")
    shown.save(shown.fees.read_text(encoding="utf-8") + "\nA sentence that is new.\n")
    expect(page.get_by_text("A sentence that is new.")).to_be_visible(timeout=SLOW)
    assert [url for url in asked if not url.startswith(shown.origin)] == []


def test_a_broken_text_says_so_in_its_page(shown: Shown, page: Page) -> None:
    """The last good page stays, with file, line and what to do; mending it takes the words away."""
    text = shown.fees.read_text(encoding="utf-8")
    page.goto(f"{shown.origin}/fees/")
    shown.save(text.replace("owner:", "onwer:"))
    status = page.locator("certpress-preview [role=status]")
    expect(status).to_contain_text("cannot be built", timeout=SLOW)
    expect(page.locator("certpress-preview")).to_contain_text("did you mean owner?")
    expect(page.locator("h1")).to_be_visible()
    shown.save(text)
    expect(status).to_have_count(0, timeout=SLOW)


def test_words_of_a_finding_are_text(shown: Shown, page: Page) -> None:
    """What stands in a file is shown, never run."""
    page.goto(f"{shown.origin}/fees/")
    text = shown.fees.read_text(encoding="utf-8")
    shown.save(text.replace("owner:", "<img src=x onerror=alert(1)>:", 1))
    status = page.locator("certpress-preview [role=status]")
    expect(status).to_contain_text("cannot be built", timeout=SLOW)
    assert page.locator("certpress-preview img").count() == 0
