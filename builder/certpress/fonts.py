"""Which characters the bundled fonts can set, and which not.

Rules:
1. `coverage.json` lists the families in the order of fallback, each with its characters.
2. A character and its marks are set by one family, as they are or composed (NFC).
3. What steers other characters and has no shape of its own needs no font.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from certpress import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The bundled families in the order of fallback, and the characters that each has."""

    families: tuple[str, ...]
    points: tuple[frozenset[int], ...]

    def missing(self, text: str) -> str:
        """The first character, with its marks, that no single family can set; empty when none."""
        if text.isascii() and text.isprintable():  # every text family has these
            return ""
        if all(_settable_alone(self.points, char) for char in text):
            return ""
        return next((c for c in _clusters(text) if not _settable(self.points, c)), "")

    def has(self, family: str, text: str) -> bool:
        """True when one family can set the whole text."""
        points = self.points[self.families.index(family)]
        return all(ord(char) in points for cluster in _clusters(text) for char in cluster)


@lru_cache(maxsize=8192)  # the same letters come again and again
def _settable(families: tuple[frozenset[int], ...], cluster: str) -> bool:
    """True when one of the families has a character with its marks, as they are or composed."""
    forms = {frozenset(map(ord, cluster)), frozenset(map(ord, _composed(cluster)))}
    return any(form <= points for points in families for form in forms)


@lru_cache(maxsize=8192)
def _settable_alone(families: tuple[frozenset[int], ...], char: str) -> bool:
    """True for a character that is no mark, and that needs no family or has one."""
    if char in "\r\n" or _invisible(char):
        return True
    return not unicodedata.category(char).startswith("M") and _settable(families, char)


@cache
def load() -> Fonts:
    """The bundled fonts; raises ConfigurationError when the assets were not built."""
    text = (resources.built("fonts") / "coverage.json").read_text(encoding="utf-8")
    families = json.loads(text)["families"]
    return Fonts(
        families=tuple(family["family"] for family in families),
        points=tuple(
            frozenset(point for low, high in family["ranges"] for point in range(low, high + 1))
            for family in families
        ),
    )


def _clusters(text: str) -> Iterator[str]:
    """Each character with the marks that follow it; what is never drawn is left out."""
    cluster = ""
    for char in text:
        if char in "\r\n" or _invisible(char):
            continue
        if cluster and not unicodedata.category(char).startswith("M"):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _composed(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster)


def _invisible(char: str) -> bool:
    """Joiners, direction marks and variation selectors: they steer others and have no shape."""
    point = ord(char)
    return (
        unicodedata.category(char) == "Cf"
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0100 <= point <= 0xE01EF
        or point == 0x034F
    )
