"""How long a saved text takes until its page is shown again by `certpress serve`."""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.bench import measure
from tests.bench.tables import Table, table

SAVES = 7
_PATIENCE = 60.0  # seconds
_ASKED_EVERY = 0.05  # seconds; an open page asks less often, see `_PAGE`
_PAGE = 0.25  # seconds between two questions of an open page
PAGES = {"a page in the first language": "fees.md", "a translation": "de/fees.md"}


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject; a folder is made below `place`."""
    folder = place / "preview"
    measure.run([sys.executable, "-m", "certpress", "init", str(folder), "--example"])
    rows = []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = ["--folder", str(folder), "serve", "--listen", address]
    process = subprocess.Popen(
        [sys.executable, "-m", "certpress", *command], stderr=subprocess.DEVNULL
    )
    try:
        _settled(address)
        for name, file in PAGES.items():
            taken = sorted(_saved(address, folder, file) for _ in range(SAVES))
            rows.append((name, f"{statistics.median(taken):.2f}", f"{taken[-1]:.2f}"))
    finally:
        process.terminate()
        process.wait()
    yield table("preview", ("what is saved", "median, seconds", "slowest, seconds"), rows)


def _saved(address: str, folder: Path, file: str) -> float:
    """Seconds from a save until its page is there, and half a question of an open page more."""
    path = folder / "content" / "pages" / file
    page = "/de/fees/" if file.startswith("de/") else "/fees/"
    before = _state(address, page)["generation"]
    started = time.perf_counter()
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    _until(lambda: bool(_state(address, page)["generation"] != before))
    taken = time.perf_counter() - started + _PAGE / 2
    _settled(address)
    return taken


def _settled(address: str) -> None:
    """Wait until every language shows the newest texts."""

    def at_rest() -> bool:
        try:
            found = _state(address, "/")
        except URLError:
            return False  # not listening yet
        return bool(found["generation"] != "0" and found["waiting"] == 0)

    _until(at_rest)
    time.sleep(1.0)


def _until(true: Callable[[], bool]) -> None:
    end = time.perf_counter() + _PATIENCE
    while not true():
        if time.perf_counter() > end:
            raise RuntimeError("the preview did not answer in time")
        time.sleep(_ASKED_EVERY)


def _state(address: str, page: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"http://{address}/.certpress/state?page={page}") as answer:
        found = json.loads(answer.read())
    assert isinstance(found, dict)
    return found
