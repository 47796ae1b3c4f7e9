"""A hundred thousand badge pages without pictures; seven minutes, and 3 GB of disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench import badges, shown
from tests.bench.tables import Table

COUNT = 100_000
_FIGURES = {
    "first": "badge_pages_100k_seconds",
    "nothing changed": "badge_pages_100k_unchanged_seconds",
    "after one change": "badge_pages_100k_after_change_seconds",
}


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject; folders are made below `place`."""
    folder = place / "badge-pages"
    yield badges.pages("badge_pages_100k", folder, COUNT, _FIGURES, shown.BARE)
