"""The body's colour, made readable on the light and on the dark page, and under text.

Source of the formulas: WCAG 2.2, relative luminance and contrast ratio,
https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
"""

from __future__ import annotations

_READABLE = 5.5  # the least contrast of text that WCAG asks for is 4.5
_WHITE = "#ffffff"
_BLACK = "#000000"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#rrggbb" colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, on: str) -> str:
    """The colour, moved towards black or white until text in it can be read on a background."""
    target = _WHITE if contrast(_WHITE, on) > contrast(_BLACK, on) else _BLACK
    for percent in range(0, 101, 5):
        mixed = mix(colour, target, percent)
        if contrast(mixed, on) >= _READABLE:
            return mixed
    return target


def text_on(background: str) -> str:
    """White or black, whichever reads better on a background."""
    return _WHITE if contrast(_WHITE, background) >= contrast(_BLACK, background) else _BLACK


def mix(colour: str, other: str, percent: int) -> str:
    """A colour with so many percent of another in it."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    mixed = (round((one * (100 - percent) + two * percent) / 100) for one, two in parts)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
