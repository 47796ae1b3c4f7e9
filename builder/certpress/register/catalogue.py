"""The scheme editions that decisions may name, and the calendar of their intervals.

Rules:
1. A decision may leave the edition out while only one is in effect on its effective day.
2. A period ends on the day before its first day comes round again; where the month has no such
   day, on that month's last day: five years from 29 February 2024 end on 28 February 2029.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from certpress.model import Scheme
from certpress.register.values import Entry, refusal

DAY = timedelta(days=1)


def last_day(start: date, months: int) -> date:
    """The last day of a period of whole months that begins on `start` (rule 2)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if start.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, start.day) - DAY


class Catalogue:
    """The scheme editions that decisions may name."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self._editions: dict[str, dict[str, Scheme]] = {}
        for scheme in schemes:
            self._editions.setdefault(scheme.id, {})[scheme.edition] = scheme

    def find(self, entry: Entry, scheme: str, edition: str, on: date) -> Scheme:
        """The edition named, or when none is, the one edition in effect on that day.

        Raises CertpressError for an unknown scheme or edition, for several editions to choose
        from, and for an edition that is not yet in effect.
        """
        editions = self._editions.get(scheme)
        if editions is None:
            raise refusal(
                entry, "scheme", f'there is no scheme "{scheme}"', _one_of(self._editions)
            )
        if edition:
            found = editions.get(edition)
            if found is None:
                problem = f'the scheme {scheme} has no edition "{edition}"'
                raise refusal(entry, "edition", problem, _one_of(editions))
        else:
            found = _only_edition(entry, editions, on)
        if on < found.effective:
            problem = f"edition {found.edition} takes effect on {found.effective}, not by {on}"
            raise refusal(entry, "valid_from", problem, "give a later day or an earlier edition")
        return found


def _one_of(known: Mapping[str, object]) -> str:
    return f"write one of: {', '.join(sorted(known))}" if known else "there is none yet in content/"


def _only_edition(entry: Entry, editions: Mapping[str, Scheme], on: date) -> Scheme:
    effective = {name: found for name, found in editions.items() if found.effective <= on}
    choice = effective or editions
    if len(choice) > 1:
        problem = f"on {on} there are several editions to choose from"
        raise refusal(entry, "edition", problem, _one_of(choice))
    return next(iter(choice.values()))
