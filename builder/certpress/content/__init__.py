"""The texts of a certification body: `content/` read into typed values, the one door for them.

Rules:
1. `body.yml` is the body, `impartiality.md` its statement, `pages/*.md` its pages,
   `schemes/<id>/<edition>/` a scheme edition each: `scheme.yml` and one Markdown file a section.
   `certificate/` says how certificates look (`layout`), `mark/` holds the certification mark.
2. A text in another of the body's languages stands in a folder `<language>/` beside its original
   (`languages`).
3. Every public text names its owner, its approval and when it is looked at again (7.2.3).
4. A text holds no script and loads nothing from another site, so no reader is known elsewhere.
5. What is malformed is gathered and refused together, each problem with file and line. What is
   missing is not malformed: it reads as empty, and `clauses` says to whom it is owed.
6. Nothing is written here, and no clock is read: whether a text is overdue is asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from certpress.content import languages, layout, mark, reading
from certpress.content.languages import Gap, Lack, gaps, spoken
from certpress.content.values import (
    KINDS,
    Allowed,
    Approval,
    Axis,
    AxisValue,
    Change,
    Content,
    Impartiality,
    Kind,
    Mark,
    Page,
    Places,
    SchemeText,
    Section,
    Step,
    Summary,
    Table,
    Translation,
    UndertakingWords,
)
from certpress.errors import CertpressError, Refused

__all__ = [
    "KINDS",
    "PAGES",
    "Allowed",
    "Approval",
    "Axis",
    "AxisValue",
    "Change",
    "Content",
    "Gap",
    "Impartiality",
    "Kind",
    "Lack",
    "Mark",
    "Page",
    "Places",
    "SchemeText",
    "Section",
    "Step",
    "Summary",
    "Survey",
    "Table",
    "Translation",
    "UndertakingWords",
    "gaps",
    "load",
    "spoken",
    "survey",
]

PAGES = reading.PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a folder holds as far as it can be read, and what cannot be read as it is."""

    content: Content | None  # None where body.yml cannot be used
    problems: tuple[CertpressError, ...]


def load(folder: Path, base_url: str | None = None) -> Content:
    """The content of a body.

    `base_url` takes the place of the one in body.yml (a demonstration on a local network). Raises
    Refused with every problem found, CertpressError where the folder is no body's at all. What is
    missing is no problem here: `clauses` tells it.
    """
    found = survey(folder, base_url)
    if found.problems or found.content is None:
        raise Refused(found.problems)
    return found.content


def survey(folder: Path, base_url: str | None = None) -> Survey:
    """As `load`, with problems beside whatever could be read."""
    reader = reading.Reader(folder)
    body_file = reader.body(base_url)
    pages = reader.pages(body_file)
    texts = reader.schemes(body_file)
    pictures = reader.pictures()
    reader.check(body_file, texts)
    look = layout.read(reader, body_file)
    own_mark = mark.read(reader, body_file)
    if body_file is None:
        return Survey(content=None, problems=tuple(reader.problems))
    found = Content(
        body=replace(body_file.body, layout=look),
        hours=body_file.hours,
        people=body_file.people,
        schemes=tuple(text.scheme for text in texts),
        texts=texts,
        pages=pages,
        impartiality=reader.impartiality(body_file.body.languages[0]),
        logo=body_file.logo,
        pictures=pictures,
        mark=own_mark,
        badges=reader.badges(),
        has_directory=reader.has_directory(),
        checks=body_file.checks,
        promises=body_file.promises,
    )
    translations = languages.read(reader, found)
    found = replace(found, translations=translations, places=reader.places())
    return Survey(content=found, problems=tuple(reader.problems))
