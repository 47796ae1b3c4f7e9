"""The demonstration's decisions: invented persons, dated relative to the day they are made.

Rules:
1. `credentials/demonstration.csv` has the columns of any file of decisions. In `decided_on`,
   `valid_from`, `valid_until`, and after `until` in a scope, a signed number of days stands for the
   day that lies so many days after (`+`) or before (`-`) today; `0` is today.
2. `YYYY` in `number` and `person` stands for the year of the first decision on that number.
3. `credentials/demonstration-consents.csv` says who agreed to be shown, in the same manner, and
   `credentials/demonstration-undertakings.csv` who undertook to use certificate and mark rightly.
4. What comes out is an ordinary file of decisions in the order of their days, which goes through
   the same intake as any other. The same day gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from certpress import resources
from certpress.errors import ConfigurationError
from certpress.model import Audience

FILE = "demonstration.csv"
CONSENTS = "demonstration-consents.csv"
UNDERTAKINGS = "demonstration-undertakings.csv"
_DAYS = ("decided_on", "valid_from", "valid_until")
_OFFSET = re.compile(r"[+-]?[0-9]{1,5}")
_UNTIL = re.compile(r"(?<=until )[+-]?[0-9]{1,5}(?=\s*(?:;|$))")
_YEAR = "YYYY"
_YEARS = re.compile(r"-[0-9]{4}-")


def decisions(today: date) -> bytes:
    """The demonstration's decisions as a CSV file, as they would stand on a day."""
    return dated(_template(FILE), today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An invented person's consent."""

    number: str
    audience: Audience
    language: str
    on: date
    place: str  # for the directory; empty without one


def consents(numbers: Iterable[str], today: date) -> Iterator[Agreed]:
    """Who of the demonstration agreed to be shown, as it would stand on a day.

    `numbers` are those of its certifications: each stands for itself without its year.
    """
    for number, on, row in _said(CONSENTS, numbers, today):
        yield Agreed(
            number=number,
            audience=Audience(row["to"]),
            language=row["language"],
            on=on,
            place=row["place"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """An invented person's undertaking."""

    number: str
    language: str
    on: date


def undertakings(numbers: Iterable[str], today: date) -> Iterator[Signed]:
    """Who of the demonstration signed the undertaking; `numbers` as for `consents`."""
    for number, on, row in _said(UNDERTAKINGS, numbers, today):
        yield Signed(number=number, language=row["language"], on=on)


def _said(
    name: str, numbers: Iterable[str], today: date
) -> Iterator[tuple[str, date, Mapping[str, str]]]:
    """The lines of a file about certifications that there are, with number and day."""
    known = {_YEARS.sub(f"-{_YEAR}-", number, count=1): number for number in numbers}
    for row in csv.DictReader(io.StringIO(_template(name), newline="")):
        if row["number"] in known:
            yield known[row["number"]], today + timedelta(days=int(row["on"])), row


def _template(name: str) -> str:
    path = resources.starter() / "credentials" / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        hint = "restore it from the installation of certpress"
        raise ConfigurationError(str(path), f"cannot be read: {error.strerror}", hint) from error


def dated(template: str, today: date) -> bytes:
    """A file of decisions with relative days, as it stands on a day (rules 1 to 3).

    Raises ConfigurationError for a line whose days are not offsets.
    """
    reader = csv.DictReader(io.StringIO(template, newline=""))
    columns = tuple(reader.fieldnames or ())
    rows = [_days(row, today, reader.line_num) for row in reader]
    rows.sort(key=lambda row: row["decided_on"])
    years: dict[str, str] = {}
    for row in rows:
        years.setdefault(row["number"], row["decided_on"][:4])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {name: _year(row[name], years) for name in ("number", "person")})
    return out.getvalue().encode("utf-8")


def _days(row: Mapping[str, str], today: date, line: int) -> dict[str, str]:
    named = dict(row)
    for column in _DAYS:
        if not named[column]:
            continue
        if not _OFFSET.fullmatch(named[column]):
            where = f"{FILE}:{line}: {column}"
            problem = f'expected a number of days, got "{named[column]}"'
            raise ConfigurationError(where, problem, "write -412 for 412 days before today")
        named[column] = _day(named[column], today)
    named["scope"] = _UNTIL.sub(lambda match: _day(match[0], today), named["scope"])
    return named


def _day(offset: str, today: date) -> str:
    return (today + timedelta(days=int(offset))).isoformat()


def _year(number: str, years: Mapping[str, str]) -> str:
    return number.replace(_YEAR, years.get(number, _YEAR))
