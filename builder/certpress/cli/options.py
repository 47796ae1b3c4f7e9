"""Types of options that several commands share."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click

_YEARS = range(1900, 2201)  # as for the days of decisions
_LIFE = re.compile(r"([1-9][0-9]{0,3})d", re.ASCII)


class Instant(click.ParamType[datetime]):
    """An instant as `2026-01-31T08:00:00Z`, or a day as `2026-01-31` (its noon, UTC)."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The aware instant; click's usage error when it is none."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} is not a time; write 2026-01-31T08:00:00Z or 2026-01-31", param, ctx
            )
        if len(value) == len("2026-01-31"):
            moment = moment.replace(hour=12)
        if moment.year not in _YEARS:
            self.fail(f"{value!r} is not of the years 1900 to 2200", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Day(click.ParamType[date]):
    """A calendar day, `2026-01-31`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; click's usage error when it is none."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write 2026-01-31", param, ctx)


class Life(click.ParamType[timedelta]):
    """A number of days, `7d`."""

    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The duration; click's usage error when it is none."""
        if isinstance(value, timedelta):
            return value
        parts = _LIFE.fullmatch(value)
        if parts is None:
            self.fail(f"{value!r} is not a number of days; write 7d", param, ctx)
        return timedelta(days=int(parts.group(1)))
