"""The texts of a certification body: `content/` read into typed values, the one door for them.

Rules:
1. `body.yml` is the body, `impartiality.md` its statement, `pages/*.md` its pages,
   `schemes/<id>/<edition>/` a scheme edition each: `scheme.yml` and one Markdown file a section.
2. A text in another of the body's languages stands in a folder `<language>/` beside its original
   (`languages`).
3. Every public text names its owner, its approval and when it is looked at again (7.2.3).
4. A text holds no script and loads nothing from another site, so no reader is known elsewhere.
5. Whatever is wrong is gathered and refused together, each problem with file and line.
6. Nothing is written here, and no clock is read: whether a text is overdue is asked elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from certpress import model
from certpress.content import languages, reading, shapes
from certpress.content.languages import Gap, Lack, gaps, spoken
from certpress.content.scheme import approval, steps
from certpress.content.values import (
    KINDS,
    Approval,
    Axis,
    AxisValue,
    Change,
    Content,
    Impartiality,
    Kind,
    Page,
    SchemeText,
    Section,
    Step,
    Table,
    Translation,
)
from certpress.errors import Refused

__all__ = [
    "KINDS",
    "PAGES",
    "Approval",
    "Axis",
    "AxisValue",
    "Change",
    "Content",
    "Gap",
    "Impartiality",
    "Kind",
    "Lack",
    "Page",
    "SchemeText",
    "Section",
    "Step",
    "Table",
    "Translation",
    "gaps",
    "load",
    "spoken",
]

PAGES = reading.PAGES


def load(folder: Path, base_url: str | None = None) -> Content:
    """The content of a body.

    `base_url` takes the place of the one in body.yml (a demonstration on a local network). Raises
    Refused with every problem found, CertpressError where the folder is no body's at all.
    """
    reader = reading.Reader(folder)
    body_file = reader.body(base_url)
    impartiality = reader.page_file("impartiality.md", shapes.ImpartialityShape)
    pages = reader.pages(body_file)
    texts = reader.schemes(body_file)
    pictures = reader.pictures()
    reader.check(body_file, texts)
    if reader.problems or body_file is None or impartiality is None:
        raise Refused(reader.problems)
    shape, text, name = impartiality
    language = body_file.body.languages[0]
    loaded = Content(
        body=body_file.body,
        hours=body_file.hours,
        people=body_file.people,
        schemes=tuple(text.scheme for text in texts),
        texts=texts,
        pages=pages,
        impartiality=_impartiality(shape, text, name, language),
        logo=body_file.logo,
        pictures=pictures,
    )
    translations = languages.read(reader, loaded)
    if reader.problems:
        raise Refused(reader.problems)
    return replace(loaded, translations=translations)


def _impartiality(
    shape: shapes.ImpartialityShape, text: str, name: str, language: str
) -> Impartiality:
    page = Page(
        slug="impartiality",
        language=language,
        title=shape.title,
        approval=approval(shape),
        text=text,
        source=name,
        description=shape.description or "",
        steps=steps(shape.steps),
    )
    return Impartiality(
        page=page,
        importance=shape.importance,
        conflicts_of_interest=shape.conflicts_of_interest,
        objectivity=shape.objectivity,
        signed_by=model.Signatory(name=shape.signed.name, role=shape.signed.role),
        signed_on=shape.signed.on,
    )
