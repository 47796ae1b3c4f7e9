"""Amounts and lengths of time in the words of a text, to compare them with what was said once.

Rules:
1. A quantity is a number, in digits of any script or in a word, with the words beside it.
2. Two quantities are the same when their digits and words are, whatever spacing or capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90},
    **{"zwanzig": 20, "dreißig": 30, "vierzig": 40, "sechzig": 60, "neunzig": 90},
    **{"vingt": 20, "trente": 30, "quarante": 40, "soixante": 60},
    **{"veinte": 20, "treinta": 30, "cuarenta": 40, "sesenta": 60, "noventa": 90},
    **{"eine": 1, "einen": 1, "einem": 1, "einer": 1, "une": 1, "una": 1},
}
_WORDS = {
    word: number for words in _NUMBERS.values() for number, word in enumerate(words.split(), 1)
} | _TENS
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:\d[\d.,'\u2019\u00a0\u202f]*\d|\d|(?<!\w)(?:{_WORD})(?!\w))"
_MONEY = r"[£€$¥₹]|(?<!\w)(?:EUR|GBP|USD|CHF|CNY|SAR|AED)(?!\w)"
_LETTERS = r"(?:[^\W\d][\u0300-\u036f\u064b-\u0652\u0670]*)+"  # with marks written over them
_VOWELS = re.compile("[\u064b-\u0652\u0670]")  # of Arabic, which a text may leave out
_QUANTITY = rf"(?:(?:{_MONEY})\s?)?{_NUMBER}(?:\s?(?:{_MONEY}|%|{_LETTERS})(?:\s{_LETTERS})?)?"
_FREE = (
    r"(?<!\w)(?:none|free|nothing|keine?|kostenlos|gratuit|aucun|gratis|ninguna?"
    r"|مجا\u0646\u064b?\u0627|免费)(?!\w)"
)

_YEARS = r"years?|jahren?|jahre?|ans?|années?|años?|سنة|سنوات|سنين|عام|أعوام|年"
_MONTHS = r"months?|monaten?|monate?|mois|mes(?:es)?|شهر|أشهر|شهرا|شهراً|个月|月"
_LASTS = {
    "en": r"valid for|validity of|valid over|lasts? for|lasts|runs for|interval of|interval is",
    "de": r"gültig für|gilt für|gilt|gültigkeit von|dauert|abstand von|abstand beträgt",
    "fr": r"valables? (?:pendant|pour|durant)?|validité de|valides? pendant|intervalle de",
    "es": r"válid[oa]s? (?:por|durante)|validez de|vigencia de|intervalo de",
    "ar": r"صالحة لمدة|صالح لمدة|سارية لمدة|مدتها|صلاحيتها",
    "zh": r"有效期(?:为|是)?|周期(?:为|是)?",
}


def validity(text: str, language: str) -> Iterator[tuple[int, str, int]]:
    """Where a text says how long something is valid: (line from 0, the words, months)."""
    lasts = _LASTS.get(language[:2])
    if lasts is None:
        return
    pattern = rf"(?:{lasts})\s*(?:\*\*)?({_NUMBER})\s?(?:({_YEARS})|({_MONTHS}))"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        number = _number(match[1])
        if number is not None:
            line = text.count("\n", 0, match.start())
            yield line, " ".join(match[0].split()), number * (12 if match[2] else 1)


def differing(text: str, phrase: str, words: str) -> Iterator[tuple[int, str]]:
    """Where `phrase`, with a quantity in the place of {}, stands with another one than `words`."""
    if max(phrase.split(), key=len).casefold() not in text.casefold():
        return
    whole = not phrase.endswith("{}")
    for match in _phrase(phrase).finditer(text):
        if not _same(match[1], words, whole=whole):
            yield text.count("\n", 0, match.start()), " ".join(match[0].split())


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    """The phrase as a pattern, marks and spacing of Markdown allowed between its words."""
    before, _, after = phrase.partition("{}")
    gap = r"[\s*_|:]*"
    parts = [gap.join(re.escape(word) for word in side.split()) for side in (before, after)]
    quantity = rf"({_FREE}|{_QUANTITY})"
    pattern = gap.join(part for part in (parts[0], quantity, parts[1]) if part)
    return re.compile(pattern, re.IGNORECASE)


def _same(said: str, words: str, *, whole: bool) -> bool:
    """True when what is said is, or begins with, the words."""
    own, other = _plain(words), _plain(said)
    return own == other if whole else f"{other} ".startswith(f"{own} ")


def _plain(words: str) -> str:
    """Words to compare: numbers in ASCII digits, small letters, marks and spacing left out."""
    bare = _VOWELS.sub("", words.casefold())
    found = re.findall(rf"[£€$¥₹%]|\d[\d.,'\u2019\u00a0\u202f]*|{_LETTERS}", bare)
    return " ".join(str(_number(one) or one) for one in found)


def _number(written: str) -> int | None:
    """A number as it is written; marks between digits are left out."""
    if written.casefold() in _WORDS:
        return _WORDS[written.casefold()]
    digits = "".join(str(unicodedata.digit(char)) for char in written if char.isdigit())
    return int(digits) if digits else None
