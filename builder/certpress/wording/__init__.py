"""The language of impartiality: sentences that make certification sound easier, cheaper, certain,
or closed to some (ISO/IEC 17024, 5.2.2).

Rules:
1. Phrases are data, by language (`phrases.yml`); a language without phrases is not looked at.
2. A finding shows the whole sentence, so that a person can judge it: no pattern understands a text.
3. A denial ("makes no difference") is not a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from certpress.content import source
from certpress.wording import sentences

__all__ = ["Hit", "claims", "find", "languages", "sentences"]

_YesNo = Annotated[bool, BeforeValidator(lambda value: value == "yes")]
_CLAIM = "accredited"
_WORD = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A sentence that a rule found."""

    rule: str  # "easier"
    line: int
    sentence: str
    why: str  # what the sentence does
    instead: str  # what to write in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    name: str
    all: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def finds(self, sentence: str) -> bool:
        """True when every pattern occurs, and none that takes the meaning away."""
        return all(one.search(sentence) for one in self.all) and not any(
            one.search(sentence) for one in self.unless
        )


class _RuleRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    all: list[str]
    unless: list[str] = []


class _LanguageRows(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    whole_words: _YesNo
    words: dict[str, str]
    rules: list[_RuleRow]


class _Phrases(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: dict[str, str]
    instead: dict[str, str]
    languages: dict[str, _LanguageRows]


def languages() -> tuple[str, ...]:
    """The languages that have phrases."""
    return tuple(_phrases().languages)


def find(text: str, language: str, first_line: int = 1) -> Iterator[Hit]:
    """The sentences of a Markdown text that harm impartiality, in their order."""
    return _hits(text, language, first_line, claims=False)


def claims(text: str, language: str, first_line: int = 1) -> Iterator[Hit]:
    """The sentences of a Markdown text that claim an accreditation, in their order."""
    return _hits(text, language, first_line, claims=True)


def _hits(text: str, language: str, first_line: int, *, claims: bool) -> Iterator[Hit]:
    for hit in _found(text, language[:2], claims):
        yield replace(hit, line=hit.line + first_line)


@lru_cache(maxsize=65536)  # a text that did not change is not read again
def _found(text: str, language: str, claims: bool) -> tuple[Hit, ...]:
    """The hits of a text, with lines counted from 0."""
    phrases = _phrases()
    listed = _rules(language) if language in phrases.languages else ()
    rules = [rule for rule in listed if (rule.name == _CLAIM) is claims]
    hits = []
    for line, sentence in sentences.split(text, 0) if rules else ():
        rule = next((rule for rule in rules if rule.finds(sentence)), None)
        if rule is not None:
            hits.append(
                Hit(
                    rule=rule.name,
                    line=line,
                    sentence=sentence,
                    why=phrases.rules[rule.name],
                    instead=phrases.instead[rule.name],
                )
            )
    return tuple(hits)


@cache
def _phrases() -> _Phrases:
    path = Path(__file__).with_name("phrases.yml")
    return _Phrases.model_validate(source.read(path, "phrases.yml").values)


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    rows = _phrases().languages[language]

    def compiled(pattern: str) -> re.Pattern[str]:
        filled = _WORD.sub(lambda word: f"(?:{rows.words[word[1]]})", pattern)
        edges = (r"(?<!\w)", r"(?!\w)") if rows.whole_words else ("", "")
        return re.compile(f"{edges[0]}(?:{filled}){edges[1]}", re.IGNORECASE)

    return tuple(
        _Rule(
            name=row.rule,
            all=tuple(compiled(pattern) for pattern in row.all),
            unless=tuple(compiled(pattern) for pattern in row.unless),
        )
        for row in rows.rules
    )
