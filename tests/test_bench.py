"""The pages of measurements: the bench writes their tables and figures, in places that stay."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bench import measure, record, tables

PAGES = (
    measure.ROOT / "docs" / "benchmarks.md",
    measure.ROOT / "docs" / "developers" / "performance.md",
)
TABLES = {
    *(
        "badges",
        "badge_pages",
        "badge_pages_100k",
        "scale",
        "million",
        "certificates",
        "demonstration",
        "codes",
        "parts",
        "warm",
        "weights",
    ),
    *("machine", "figures", "signing", "limit", "papers", "site", "preview", "browser", "hostile"),
}
NOW = datetime(2026, 11, 20, 9, 0, 0, tzinfo=UTC)


def test_page_has_a_place_for_each_table() -> None:
    """Every table that the bench makes has one place on the pages, and holds figures."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    places = re.findall(r"<!-- bench (\w+) -->\n\n\|.*?\|\n\n<!-- end -->", text, re.DOTALL)
    assert sorted(places) == sorted(TABLES)


def test_table_takes_the_place_of_the_last_one() -> None:
    """A table replaces what stood between its markers and nothing else."""
    page = "before\n<!-- bench x -->\nold\n<!-- end -->\nafter <!-- bench y -->\n"
    made = tables.table("x", ("what", "ms"), [("sign", 3.5)])
    expected = "| what | ms |\n| --- | ---: |\n| sign | 3.5 |\n"
    assert tables.rewrite(page, made) == page.replace("old\n", f"\n{expected}\n")


def test_the_latest_figures_are_those_of_the_page() -> None:
    """The flat object and the page say the same, and the history ends with one of its runs."""
    latest = json.loads(record.LATEST.read_text(encoding="utf-8"))
    rows = tables.markdown(record.summary(latest)).splitlines()[2:]
    assert set(rows) <= set(PAGES[0].read_text(encoding="utf-8").splitlines())
    runs = [json.loads(line) for line in record.HISTORY.read_text(encoding="utf-8").splitlines()]
    assert set(latest) >= set(runs[-1]) - {"when", "machine"}


def test_a_run_takes_the_place_of_older_figures_and_stays_in_the_history(tmp_path: Path) -> None:
    """New figures join those that were not measured this time; each run has a line."""
    latest, history = tmp_path / "latest.json", tmp_path / "history.jsonl"
    for figures in ({"b": 1.0, "a": 41.234}, {"b": 2.0}):
        record.write(figures, NOW, {"cores": "2"}, latest, history)
    assert json.loads(latest.read_text(encoding="utf-8")) == {"a": 41.2, "b": 2.0}
    lines = history.read_text(encoding="utf-8").splitlines()
    run = {"when": "2026-11-20T09:00:00Z", "machine": {"cores": "2"}, "b": 2.0}
    assert [len(lines), json.loads(lines[1])] == [2, run]


def test_table_without_a_place_is_an_error() -> None:
    """A table that the page does not expect is not lost in silence."""
    with pytest.raises(ValueError, match="0 places for the table 'x'"):
        tables.rewrite("no marker", tables.table("x", ("what",), []))


def test_measured_process_that_fails_says_why() -> None:
    """A command that fails stops the bench with what it said."""
    with pytest.raises(RuntimeError, match="No such command"):
        measure.certpress(measure.ROOT, "nonsense")


def test_sizes_of_times_have_three_figures() -> None:
    """A time is told with as many figures as a noisy machine allows."""
    assert [measure.ms(value) for value in (0.00345, 0.0123, 1.5)] == ["3.45", "12.3", "1,500"]
