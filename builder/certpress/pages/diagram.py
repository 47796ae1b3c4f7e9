"""Where the boxes and lines of a process stand, for the template that draws them as SVG.

Steps run down the left column; what happens when the answer to a step's question is "no" stands in
the right column beside it. All lengths are in the units of the drawing, which is 360 wide so that
its text stays readable on a telephone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from certpress.content import Step

WIDTH = 360
_MAIN = (4, 218)  # left edge and width of the left column
_SIDE = (238, 118)
_LINE = 16
_PADDING = 9
_GAP = 26
_QUESTION = 26
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
    def bottom(self) -> float:
        """Where the line to the next step begins."""
        return self.question.bottom if self.question else self.box.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing of so many units by so many."""

    width: int
    height: float
    stages: tuple[Stage, ...]


def layout(steps: Sequence[Step]) -> Diagram:
    """The steps of a process, one below the other."""
    stages: list[Stage] = []
    y = 2.0
    for number, step in enumerate(steps, 1):
        stage = _stage(step, y, last=number == len(steps))
        stages.append(stage)
        below = max(stage.bottom, stage.otherwise.bottom - _LINE if stage.otherwise else 0)
        y = below + _GAP
    height = max((s.otherwise.bottom if s.otherwise else s.bottom) for s in stages) if stages else 0
    height = max(height, stages[-1].bottom if stages else 0)
    return Diagram(width=WIDTH, height=height + 2, stages=tuple(stages))


def _stage(step: Step, y: float, *, last: bool) -> Stage:
    rows = [(line, "title") for line in textwrap.wrap(step.title, _TITLE_CHARACTERS)]
    rows += [(line, "who") for line in textwrap.wrap(step.who, _MAIN_CHARACTERS)]
    rows += [(line, "what") for line in textwrap.wrap(step.what, _MAIN_CHARACTERS)]
    within = f"within {step.within}" if step.within else ""
    rows += [(line, "within") for line in textwrap.wrap(within, _MAIN_CHARACTERS)]
    box = _box(rows, x=_MAIN[0], y=y, width=_MAIN[1])
    if not step.question:
        return Stage(box=box, question=None, otherwise=None, last=last)
    question = Box(
        x=_MAIN[0] + 16,
        y=box.bottom,
        width=_MAIN[1] - 32,
        height=_QUESTION,
        lines=((step.question, "question", box.bottom + 17),),
    )
    texts = [(line, "side") for line in textwrap.wrap(step.otherwise, _SIDE_CHARACTERS)]
    side = _box(texts, x=_SIDE[0], y=0, width=_SIDE[1])
    top = max(y, question.middle - side.height / 2)
    otherwise = _box(texts, x=_SIDE[0], y=top, width=_SIDE[1])
    return Stage(box=box, question=question, otherwise=otherwise, last=last)


def _box(rows: Sequence[tuple[str, str]], *, x: float, y: float, width: float) -> Box:
    lines = tuple(
        (text, kind, y + _PADDING + 11 + number * _LINE) for number, (text, kind) in enumerate(rows)
    )
    height = len(rows) * _LINE + 2 * _PADDING
    return Box(x=x, y=y, width=width, height=height, lines=lines)
