"""The frame's words in each language: labels, headings, days and durations of generated pages.

Rules:
1. One file a language, `words/<language>.json`; all have the same keys and names in braces.
2. A language without a file gets the English words; its texts are the body's own all the same.
3. A day is the Gregorian one, in the digits of certificates: `14 January 2031`, `14 يناير 2031`.

Source of the plural rules: Unicode CLDR,
https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TypeAlias

from markupsafe import Markup, escape

LANGUAGES = ("en", "de", "ar", "fr", "es", "zh")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_Words: TypeAlias = Mapping[str, "str | Mapping[str, str]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language."""

    language: str  # as body.yml names it: "de-AT"
    words: _Words

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values in place of the names in braces.

        Markup among the values makes markup of the whole: the rest is escaped.
        """
        said = self.words[key]
        if not isinstance(said, str):
            said = said[_plural(self.language[:2], int(str(values["n"])))]
        if self.direction == "rtl":
            values = {name: _isolated(value) for name, value in values.items()}
        if any(isinstance(value, Markup) for value in values.values()):
            return Markup(escape(said)).format(**values)  # noqa: S704 - escaped just here
        return said.format(**values) if values else said

    def day(self, value: date) -> str:
        """A day as it is printed on certificates: 14 January 2031."""
        return self("date", day=value.day, month=self(f"month.{value.month}"), year=value.year)

    def duration(self, months: int) -> str:
        """A number of months in words people use: 5 years (60 months)."""
        years, rest = divmod(months, 12)
        said = self("months", n=months)
        return said if rest else self("duration", years=self("years", n=years), months=said)

    @property
    def direction(self) -> str:
        """`rtl` for a language written from right to left, else `ltr`."""
        return direction(self.language)


def words(language: str) -> Words:
    """The words of a language, or else the English ones under its name."""
    short = language.split("-")[0]
    return Words(language=language, words=_read(short if short in LANGUAGES else "en"))


def direction(language: str) -> str:
    """The direction in which a language is written: `rtl` or `ltr`."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


@cache
def _read(language: str) -> _Words:
    file = resources.files("certpress.pages") / "words" / f"{language}.json"
    found: _Words = json.loads(file.read_text(encoding="utf-8"))
    return found


def _isolated(value: object) -> object:
    """A value whose characters keep their order between Arabic ones: 2017-1 would read 1-2017."""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return f"\u2068{value}\u2069" if plain and re.search("[0-9A-Za-z]", str(value)) else value


def _plural(language: str, count: int) -> str:
    """The category of a whole number, in those of LANGUAGES that tell numbers apart."""
    if language == "ar":
        rest = count % 100
        few, many = 3 <= rest <= 10, 11 <= rest <= 99
        return {1: "one", 2: "two"}.get(count, "few" if few else "many" if many else "other")
    if language == "zh":
        return "other"
    return "one" if count == 1 or (language == "fr" and count == 0) else "other"
