"""How far a long step has come: a line for people, events for programs.

Rules:
1. People see a line that counts, with the rate and the time left, where somebody watches: on a
   terminal. Elsewhere nothing is said, so that logs stay short.
2. With `--json` each is one JSON object on a line of standard output, at most ten a second, and the
   last one always.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

import click

EVERY = 0.1  # seconds between two messages


@dataclass(slots=True, kw_only=True)
class Progress:
    """Tells how far a step is; call it with what is done, and of how many."""

    step: str  # "signed": what has happened to those that are done
    as_json: bool = False
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _begun: float | None = None
    _told: float = 0.0
    _from: int = 0

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many of a total are done."""
        now = self.clock()
        if self._begun is None:
            self._begun, self._from = now, done
        last = done >= total
        if not last and now - self._told < EVERY:
            return
        self._told = now
        passed = now - self._begun
        rate = (done - self._from) / passed if passed > 0 else 0.0
        left = (total - done) / rate if rate else None
        if self.as_json:
            self._event(done, total, rate, left)
        elif self.stream.isatty():
            self._line(done, total, rate, left)

    def _event(self, done: int, total: int, rate: float, left: float | None) -> None:
        event = {
            "event": "progress",
            "step": self.step,
            "done": done,
            "total": total,
            "a_second": round(rate, 1),
            "seconds_left": None if left is None else round(left, 1),
        }
        click.echo(json.dumps(event))

    def _line(self, done: int, total: int, rate: float, left: float | None) -> None:
        said = f"{self.step} {done:,} of {total:,}"
        if done < total and left is not None:
            said += f", {rate:,.0f} a second, {spoken(left)} left"
        self.stream.write(f"\r{said:<70}" + ("\n" if done >= total else ""))
        self.stream.flush()


def spoken(seconds: float) -> str:
    """A length of time for people: 45 s, 3 min 20 s, 2 h 5 min."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
