"""What `pages.catalogue` has to do: the frame's words, whole and alike in every language."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from certpress.content import KINDS
from certpress.pages import catalogue

FOLDER = Path(catalogue.__file__).with_name("words")
TEMPLATES = Path(catalogue.__file__).parents[1] / "templates" / "pages"
PLURALS = {"ar": {"one", "two", "few", "many", "other"}, "zh": {"other"}}


def read(language: str) -> dict[str, Any]:
    """The words of a language as they lie on the disk."""
    found: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def names(said: Any) -> set[str]:
    """The names in braces of a text, or of all its plurals."""
    texts = said.values() if isinstance(said, dict) else [said]
    return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_no_word_is_missing(language: str) -> None:
    """Every language has the words of English, with the same names in braces, and none empty."""
    own, english = read(language), read("en")
    assert list(own) == list(english)
    for key, said in own.items():
        assert said, key
        assert names(said) == names(english[key]), key


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_number_has_its_words(language: str) -> None:
    """Where a number is counted, each category of the language has words."""
    counted = {key: said for key, said in read(language).items() if isinstance(said, dict)}
    assert set(counted) == {"years", "months", "items"}
    for said in counted.values():
        assert set(said) == PLURALS.get(language, {"one", "other"})


def test_templates_ask_for_words_that_are_there() -> None:
    """Every key that a template names is in the catalogue, and every section's title."""
    known = set(read("en"))
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    asked = set(re.findall(r"\b(?:t|own)\(\s*\"([a-z_.]+[a-z_])\"", text))
    assert asked - known == set()
    assert {f"kind.{kind.anchor}" for kind in KINDS} <= known


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "14 January 2031"),
        ("de", "14. Januar 2031"),
        ("de-AT", "14. Januar 2031"),
        ("ar", "14 يناير 2031"),
        ("fr", "14 janvier 2031"),
        ("es", "14 de enero de 2031"),
        ("zh", "2031年1月14日"),
        ("pt", "14 January 2031"),
    ],
)
def test_a_day_in_each_language(language: str, day: str) -> None:
    """A day is the Gregorian one, written as the language has it; else as in English."""
    assert catalogue.words(language).day(date(2031, 1, 14)) == day


@pytest.mark.parametrize(
    ("language", "months", "expected"),
    [
        ("en", 12, "1 year (12 months)"),
        ("en", 18, "18 months"),
        ("de", 60, "5 Jahre (60 Monate)"),
        ("ar", 24, "سنتان (24 شهرًا)"),
        ("ar", 36, "3 سنوات (36 شهرًا)"),
        ("zh", 60, "5年（60个月）"),
    ],
)
def test_durations_are_counted_as_people_do(language: str, months: int, expected: str) -> None:
    """Years and months agree with their number."""
    said = catalogue.words(language).duration(months)
    assert said.translate({0x2068: None, 0x2069: None}) == expected


def test_a_link_in_a_sentence_is_the_only_markup() -> None:
    """Values beside a link are escaped."""
    said = catalogue.words("en")("edition.next", link=Markup("<a>x</a>"), day="<b>")
    assert said == "<a>x</a> has been announced and takes effect on &lt;b&gt;."


def test_numbers_keep_their_order_in_arabic() -> None:
    """A value with digits is isolated, so that 2017-1 does not read 1-2017."""
    assert "\u20682017-1\u2069" in catalogue.words("ar")("edition.named", edition="2017-1")
    assert "\u2068" not in catalogue.words("de")("edition.named", edition="2017-1")
