"""The page of measurements: its tables are written by the bench, in places that stay."""

from __future__ import annotations

import re

import pytest

from tests.bench import measure, tables

PAGE = measure.ROOT / "docs" / "developers" / "performance.md"
TABLES = {
    *("import", "certificates", "demonstration", "codes", "parts", "warm", "weights"),
    *("signing", "site", "preview", "browser", "hostile"),
}


def test_page_has_a_place_for_each_table() -> None:
    """Every table that the bench makes has one place on the page, and holds figures."""
    text = PAGE.read_text(encoding="utf-8")
    places = re.findall(r"<!-- bench (\w+) -->\n\n\|.*?\|\n\n<!-- end -->", text, re.DOTALL)
    assert sorted(places) == sorted(TABLES)


def test_table_takes_the_place_of_the_last_one() -> None:
    """A table replaces what stood between its markers and nothing else."""
    page = "before\n<!-- bench x -->\nold\n<!-- end -->\nafter <!-- bench y -->\n"
    made = tables.table("x", ("what", "ms"), [("sign", 3.5)])
    expected = "| what | ms |\n| --- | ---: |\n| sign | 3.5 |\n"
    assert tables.rewrite(page, made) == page.replace("old\n", f"\n{expected}\n")


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
