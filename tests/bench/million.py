"""The steps of issuing with a million certificates; a quarter of an hour, and 3 GB of disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench import scale
from tests.bench.tables import Table, table

COUNT = 1_000_000


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject; folders are made below `place`."""
    found = scale.steps(place / "million", COUNT)
    figures = {
        "import_1m_seconds": found["import"].seconds,
        "issue_1m_seconds": found["issue"].seconds,
        "issue_1m_peak_mb": (found["issue"].memory or 0) / 1e6,
        "refresh_1m_seconds": found["refresh"].seconds,
        "verify_all_1m_seconds": found["verify --all"].seconds,
    }
    yield table("million", scale.HEAD, scale.rows({COUNT: found}), figures)
