"""Consent texts: the words that a certified person agrees to before anything of them is public.

Rules:
1. A text is a Markdown file of the body, `content/consents/<audience>.<language>.md`, with its
   version in the front matter. The words are the body's own; what must be told stands in
   docs/staff/badges.md.
2. The bytes that are kept are those of the file with LF line ends, so that a copy on another
   system is the same text.
3. Nobody can agree to a text that is still to be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from certpress.clauses import quality
from certpress.content import explain, kinds, source
from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.model import Audience
from certpress.register import ConsentText

FOLDER = "consents"


class _Front(BaseModel):
    """The front matter of a consent text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    title: kinds.Line
    version: kinds.Line


def load(folder: Path) -> Mapping[tuple[Audience, str], ConsentText]:
    """The texts below `content/`, by audience and language. Raises Refused with every problem."""
    found, problems = dict[tuple[Audience, str], ConsentText](), list[CertpressError]()
    for path in sorted((folder / FOLDER).glob("*.md")):
        try:
            text = _text(path, f"{folder.name}/{FOLDER}/{path.name}")
            found[text.audience, text.language] = text
        except Refused as refused:
            problems += refused.problems
        except CertpressError as problem:
            problems.append(problem)
    if problems:
        raise Refused(problems)
    return found


def find(
    texts: Mapping[tuple[Audience, str], ConsentText], audience: Audience, language: str
) -> ConsentText:
    """The text for an audience in a language; ConfigurationError when there is none."""
    found = texts.get((audience, language))
    if found is None:
        others = ", ".join(sorted(lang for to, lang in texts if to is audience))
        raise ConfigurationError(
            f"content/{FOLDER}/{audience}.{language}.md",
            "there is no such text, so nobody can have agreed to it",
            f"it is there in: {others}; choose one with --language" if others else "write it",
        )
    return found


def _text(path: Path, name: str) -> ConsentText:
    audience, _, language = path.stem.partition(".")
    known = {str(one): one for one in Audience}
    if audience not in known or not language:
        hint = f"name it as badge-page.en.md; audiences: {', '.join(known)}"
        raise CertpressError(name, "this is no consent text", hint)
    read = source.read_page(path, name)
    try:
        front = _Front.model_validate(read.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Refused(explain.problem(read, _Front, one) for one in details) from None
    open_place = quality.placeholder(read.text)
    if open_place is not None:
        line, told = open_place
        where = f"{name}:{read.text_line + line}"
        raise CertpressError(where, told, "write it before anybody agrees to it")
    document = path.read_bytes().replace(b"\r\n", b"\n")
    return ConsentText(
        audience=known[audience], language=language, version=front.version, document=document
    )
