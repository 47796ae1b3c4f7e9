"""What files of up to a megabyte, made to take time or memory, take of the verifier's page.

Rules:
1. Each in a page that was just opened, in a process of its own; the time includes the decoder's
   loading.
2. Of several turns the quickest and the leanest count: other work on the machine adds to both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.tables import Table, table
from tests.browser import hostile
from tests.browser.conftest import EXECUTABLE, QUIET
from tests.browser.demonstration import Demonstration, Served, serve

TURNS = 3
HEAD = ("input, up to 1 MB", "kB", "ms", "peak above the page, MB")


def tables(_place: Path) -> Iterator[Table]:
    """The table of this subject."""
    demo = Demonstration()
    demo.certify()
    with serve(demo.files()) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(QUIET))
        hostile.measure(browser, served, b"x")  # the browser reads its own files
        rows = [
            _row(browser, served, name, make(), is_text=group is hostile.TEXTS)
            for group in (hostile.BENIGN, hostile.PICTURES, hostile.FILES, hostile.TEXTS)
            for name, make in group.items()
        ]
        browser.close()
    yield table("hostile", HEAD, rows)


def _row(
    browser: Browser, served: Served, name: str, data: bytes, *, is_text: bool
) -> tuple[str, ...]:
    turns = [hostile.measure(browser, served, data, is_text=is_text) for _ in range(TURNS)]
    known = [turn.memory for turn in turns if turn.memory is not None]
    memory = f"{min(known) / 1e6:,.0f}" if known else "–"
    return name, f"{len(data) / 1000:,.0f}", f"{min(turn.ms for turn in turns):,.0f}", memory
