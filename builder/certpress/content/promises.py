"""Amounts and time limits that the body states once, so that no page promises what another denies.

Rules:
1. `promises` in body.yml, or in an edition's scheme.yml for that edition alone, name each by a key
   such as `time:appeal` and say it once, in each language that uses it.
2. A text or a field refers to one as `[[time:appeal]]`; reading puts the words in its place, before
   anything else looks at the text.
3. Who writes the words out may list the phrases in which they stand (`wordings`); `clauses` then
   finds a text that says another amount.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import ValidationError

from certpress.content import shapes
from certpress.content.source import Place, Source, Value
from certpress.errors import CertpressError

_MARK = re.compile(r"\[\[([a-z]+:[a-z0-9-]+)\]\]")
_BARE = re.compile(r"[a-z]+:[a-z0-9-]+")  # what YAML makes of a mark without quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An amount or a time limit, in words by language, and the phrases in which it stands."""

    key: str  # "time:appeal"
    words: Mapping[str, str]  # by language: "30 days"
    wordings: tuple[tuple[str, str], ...]  # (language, "appeal within {}")
    source: str  # the file that defines it


Promises: TypeAlias = Mapping[str, Promise]


def listed(found: Iterable[shapes.PromiseShape], language: str, source: str) -> Promises:
    """The promises of a file by key; what names no language is in the body's first."""
    return {shape.key: _promise(shape, language, source) for shape in found}


def written(read: Source, language: str) -> Promises:
    """The promises of a file whose other fields are not looked at yet; malformed ones left out."""
    rows = read.values.get("promises", [])
    found = []
    for row in rows if isinstance(rows, list) else []:
        with suppress(ValidationError):
            found.append(shapes.PromiseShape.model_validate(row))
    return listed(found, language, read.name)


def _promise(shape: shapes.PromiseShape, language: str, source: str) -> Promise:
    words = shape.says if isinstance(shape.says, dict) else {language: shape.says}
    said = shape.wordings if isinstance(shape.wordings, dict) else {language: shape.wordings}
    return Promise(
        key=shape.key,
        words=words,
        wordings=tuple((one, wording) for one, some in said.items() for wording in some),
        source=source,
    )


def fill(read: Source, promises: Promises, language: str) -> tuple[Source, list[CertpressError]]:
    """The file with every mark replaced (rule 2), and a problem for each that cannot be."""
    if not (_MARK.search(read.text) or _marked(read.values)):
        return read, []
    filling = _Filling(promises, language)
    values = filling.value(read.values, ())
    text = filling.words(read.text)
    problems = [_problem(read, promises, *missing, language) for missing in filling.missing]
    problems += _in_text(read, promises, language)
    return replace(read, values=values if isinstance(values, dict) else {}, text=text), problems


def _marked(value: Value) -> bool:
    if isinstance(value, str):
        return "[[" in value or _BARE.fullmatch(value) is not None
    return any(map(_marked, value.values() if isinstance(value, dict) else value))


class _Filling:
    """Replaces marks and gathers those without words, with the place of their field."""

    def __init__(self, promises: Promises, language: str) -> None:
        self.promises = promises
        self.language = language
        self.missing: list[tuple[str, Place]] = []

    def words(self, text: str) -> str:
        """A text with the marks that have words replaced."""
        return _MARK.sub(lambda mark: self._said(mark[1]) or mark[0], text)

    def value(self, value: Value, place: Place) -> Value:
        """A value of YAML with its marks replaced."""
        if isinstance(value, str):
            missing = [key for key in _MARK.findall(value) if not self._said(key)]
            self.missing += [(key, place) for key in missing]
            return self.words(value)
        if isinstance(value, dict):
            return {key: self.value(one, (*place, key)) for key, one in value.items()}
        match value:  # [[time:appeal]] without quotes is a list in a list
            case [[str(key)]] if _BARE.fullmatch(key):
                return self.value(f"[[{key}]]", place)
        return [self.value(one, (*place, number)) for number, one in enumerate(value)]

    def _said(self, key: str) -> str:
        promise = self.promises.get(key)
        return promise.words.get(self.language, "") if promise else ""


def _in_text(read: Source, promises: Promises, language: str) -> Iterator[CertpressError]:
    for mark in _MARK.finditer(read.text):
        promise = promises.get(mark[1])
        if promise is None or language not in promise.words:
            line = read.text_line + read.text.count("\n", 0, mark.start())
            problem = _problem(read, promises, mark[1], (), language)
            yield CertpressError(f"{read.name}:{line}", problem.problem, problem.hint)


def _problem(
    read: Source, promises: Promises, key: str, place: Place, language: str
) -> CertpressError:
    where = read.where(place)
    if key in promises:
        problem = f"the promise {key} is not said in the language {language}"
        hint = f"write it in {promises[key].source}: says: {{{language}: …}}"
        return CertpressError(where, problem, hint)
    near = difflib.get_close_matches(key, promises, 1)
    known = ", ".join(sorted(promises)) or "none"
    hint = f"did you mean {near[0]}?" if near else f"known are: {known}; see promises in body.yml"
    return CertpressError(where, f"there is no promise {key}", hint)
