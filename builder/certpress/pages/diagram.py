"""Where the boxes and lines of a process stand, for the template that draws them as SVG.

Steps run down the wide column, on the side where the language begins; what happens when the answer
to a step's question is "no" stands in the narrow column beside it. All lengths are in the units of
the drawing, which is 360 wide so that its text stays readable on a telephone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from certpress.content import Step
from certpress.pages.catalogue import Words

WIDTH = 360
_MAIN = (4, 218)  # edge and width of the wide column
_SIDE = (238, 118)
_LINE = 16
_PADDING = 9
_GAP = 26
_QUESTION_CHARACTERS = 25
_MAIN_CHARACTERS = 33  # of text at 12 units in the width of the column
_TITLE_CHARACTERS = 26
_SIDE_CHARACTERS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box with its lines of text; a line is its text, its class, and the height of its base."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, str, float], ...]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half its height, where lines to the side begin and end."""
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        """Half its width, where lines down begin and end."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step as it is drawn; `question` and `otherwise` only where the step ends in a decision."""

    box: Box
    question: Box | None
    otherwise: Box | None
    last: bool

    @property
    def side(self) -> tuple[float, float]:
        """Where the line from the question to the narrow column begins and ends."""
        if self.question is None or self.otherwise is None:
            return (0, 0)
        if self.otherwise.x > self.question.x:
            return (self.question.x + self.question.width, self.otherwise.x - 1)
        return (self.question.x, self.otherwise.x + self.otherwise.width + 1)

    @property
    def bottom(self) -> float:
        """Where the line to the next step begins."""
        return self.question.bottom if self.question else self.box.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing of so many units by so many."""

    width: int
    height: float
    stages: tuple[Stage, ...]


def layout(steps: Sequence[Step], words: Words) -> Diagram:
    """The steps of a process, one below the other, in the direction of the language of `words`."""
    stages: list[Stage] = []
    y = 2.0
    for number, step in enumerate(steps, 1):
        stage = _stage(step, y, words, last=number == len(steps))
        stages.append(stage)
        below = max(stage.bottom, stage.otherwise.bottom - _LINE if stage.otherwise else 0)
        y = below + _GAP
    height = max((s.otherwise.bottom if s.otherwise else s.bottom) for s in stages) if stages else 0
    height = max(height, stages[-1].bottom if stages else 0)
    if words.direction == "rtl":
        stages = [_mirrored(stage) for stage in stages]
    return Diagram(width=WIDTH, height=height + 2, stages=tuple(stages))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters, where wide ones count twice.

    It breaks between words; a word too long for a line, and text in characters that need no space
    between words, break anywhere.
    """
    lines = [""]
    for word in _words(text):
        if _width(lines[-1]) + _width(word.rstrip()) <= width:
            lines[-1] += word
            continue
        lines.append("")
        for character in word:
            if _width(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> list[str]:
    """Where a text may break: after a space, and around each wide character."""
    parts = [""]
    for character in " ".join(text.split()):
        if _width(character) == 2 and not unicodedata.category(character).startswith("P"):
            parts.append("")
        parts[-1] += character
        if character == " ":
            parts.append("")
    return parts


def _width(text: str) -> int:
    """How many characters of room a text takes: two for a wide one, none for a mark on another."""
    wide = sum(1 for character in text if unicodedata.east_asian_width(character) in "WF")
    return len(text) + wide - sum(1 for c in text if unicodedata.combining(c))


def _stage(step: Step, y: float, words: Words, *, last: bool) -> Stage:
    rows = [(line, "title") for line in wrap(step.title, _TITLE_CHARACTERS)]
    rows += [(line, "who") for line in wrap(step.who, _MAIN_CHARACTERS)]
    rows += [(line, "what") for line in wrap(step.what, _MAIN_CHARACTERS)]
    within = words("within", time=step.within) if step.within else ""
    rows += [(line, "within") for line in wrap(within, _MAIN_CHARACTERS)]
    box = _box(rows, x=_MAIN[0], y=y, width=_MAIN[1])
    if not step.question:
        return Stage(box=box, question=None, otherwise=None, last=last)
    asked = [(line, "question") for line in wrap(step.question, _QUESTION_CHARACTERS)]
    question = _box(asked, x=_MAIN[0] + 16, y=box.bottom, width=_MAIN[1] - 32, padding=5)
    texts = [(line, "side") for line in wrap(step.otherwise, _SIDE_CHARACTERS)]
    side = _box(texts, x=_SIDE[0], y=0, width=_SIDE[1])
    top = max(y, question.middle - side.height / 2)
    otherwise = _box(texts, x=_SIDE[0], y=top, width=_SIDE[1])
    return Stage(box=box, question=question, otherwise=otherwise, last=last)


def _box(
    rows: Sequence[tuple[str, str]], *, x: float, y: float, width: float, padding: float = _PADDING
) -> Box:
    lines = tuple(
        (text, kind, y + padding + 11 + number * _LINE) for number, (text, kind) in enumerate(rows)
    )
    height = len(rows) * _LINE + 2 * padding
    return Box(x=x, y=y, width=width, height=height, lines=lines)


def _mirrored(stage: Stage) -> Stage:
    """The stage with left and right exchanged."""

    def turned(box: Box) -> Box:
        return replace(box, x=WIDTH - box.x - box.width)

    question = turned(stage.question) if stage.question else None
    otherwise = turned(stage.otherwise) if stage.otherwise else None
    return replace(stage, box=turned(stage.box), question=question, otherwise=otherwise)
