"""An edition at a glance: a line each for what people ask first.

A summary repeats the sections of its edition in short. It may leave out, and it may not say another
number than they do: so a line that was forgotten when a text changed is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from certpress.content import shapes, words
from certpress.content.source import Source
from certpress.content.values import Summary
from certpress.errors import CertpressError


def made(shape: shapes.SummaryShape | None) -> Summary | None:
    """The summary, or None where an edition has none."""
    if shape is None:
        return None
    return Summary(**{name: value or "" for name, value in shape})


def problems(
    shape: shapes.SchemeShape, texts: Mapping[str, str], source: Source
) -> Iterator[CertpressError]:
    """Numbers of the summary that no text of the edition has; `texts` are its sections."""
    said = {number for text in (*texts.values(), *_facts(shape)) for number in words.numbers(text)}
    for name, line in shape.summary or ():
        for number in sorted(set(words.numbers(line or "")) - said):
            problem = f"summary.{name}: no section of this edition says {number}"
            hint = "write what the sections say, or leave the number out"
            yield CertpressError(source.where(("summary", name)), problem, hint)


def _facts(shape: shapes.SchemeShape) -> Iterator[str]:
    """Everything that scheme.yml itself says."""
    yield f"{shape.interval_months} {shape.interval_months // 12} {shape.description}"
    yield from (cell for table in shape.tables for row in table.rows for cell in row)
    yield from (note for table in shape.tables for note in table.notes)
    yield from (str(value) for step in shape.process for _, value in step)
    yield from (str(value) for _, value in shape.prerequisites)
    for axis in shape.scope.axes:
        yield from (f"{value.title} {value.description}" for value in axis.values)
    yield shape.scope.framework
