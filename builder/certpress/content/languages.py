"""A body's further languages: which texts are translated, and what a reader of one is shown.

Rules:
1. The body's first language is authoritative. A text in another is a translation of it, with an
   approval of its own, and never says what the original does not.
2. A translation stands in a folder named by its language, beside its original: `pages/de/fees.md`
   for `pages/fees.md`, `schemes/ndt/2017-1/de/scope.md` for `schemes/ndt/2017-1/scope.md`,
   `de/impartiality.md` and `de/body.yml` for those of the body.
3. Where a text is not translated, the original stands in its place; every text knows its language.
4. What is missing, older than its original, or says other numbers is told by `gaps`, and is no
   reason to refuse a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from certpress import model
from certpress.content import scheme, words
from certpress.content.reading import Reader, of_the_system
from certpress.content.values import (
    Approval,
    Content,
    Impartiality,
    Page,
    SchemeText,
    Section,
    Translation,
)
from certpress.errors import CertpressError

_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


class Lack(StrEnum):
    """What a translation lacks."""

    MISSING = "missing"
    OLDER = "older than the original"
    NUMBERS = "other numbers than the original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A text that readers of a language do not have as it should be; `file` is where it belongs."""

    language: str
    file: str  # "content/pages/de/fees.md"
    original: str  # "content/pages/fees.md"
    lack: Lack


def read(reader: Reader, content: Content) -> tuple[Translation, ...]:
    """The translations of a body's texts; problems are gathered by the reader."""
    _check_folders(reader, content)
    _check_pages(reader, content)
    further = content.body.languages[1:]
    return tuple(_translation(reader, content, language) for language in further)


def spoken(content: Content, language: str) -> Content:
    """The content as a reader of a language is shown it: one page, one edition, each as good as
    there is. Texts name the language that they are in.
    """
    first = content.body.languages[0]
    pages = {page.slug: page for page in content.pages if page.language == first}
    pages |= {page.slug: page for page in content.pages if page.language == language}
    found = next((t for t in content.translations if t.language == language), None)
    if found is None:
        return replace(content, pages=tuple(pages.values()))
    texts = {(text.scheme.id, text.scheme.edition): text for text in found.texts}
    return replace(
        content,
        body=replace(content.body, name=found.name or content.body.name),
        hours=found.hours or content.hours,
        pages=tuple(pages.values()),
        impartiality=found.impartiality or content.impartiality,
        texts=tuple(texts.get((t.scheme.id, t.scheme.edition), t) for t in content.texts),
    )


def gaps(content: Content) -> tuple[Gap, ...]:
    """What further languages lack: texts, a newer approval, or the numbers of the original."""
    return tuple(gap for language in content.body.languages[1:] for gap in _gaps(content, language))


def _translation(reader: Reader, content: Content, language: str) -> Translation:
    said: words.BodyWords | None = None
    if (reader.folder / language / "body.yml").is_file():
        said = reader.shape(reader.values(f"{language}/body.yml"), words.BodyWords)
    return Translation(
        language=language,
        name=(said.name or "") if said else "",
        hours=said.hours if said else "",
        impartiality=_impartiality(reader, content, language),
        texts=tuple(
            text
            for original in content.texts
            if (text := _edition(reader, content.body, original, language)) is not None
        ),
    )


def _impartiality(reader: Reader, content: Content, language: str) -> Impartiality | None:
    if not (reader.folder / language / "impartiality.md").is_file():
        return None
    found = reader.page_file(f"{language}/impartiality.md", words.ImpartialityWords)
    if found is None:
        return None
    shape, text, name = found
    original = content.impartiality
    page = replace(
        original.page,
        language=language,
        title=shape.title,
        approval=scheme.approval(shape),
        text=text,
        source=name,
        description=shape.description or "",
        steps=scheme.steps(shape.steps),
    )
    return Impartiality(
        page=page,
        importance=shape.importance,
        conflicts_of_interest=shape.conflicts_of_interest,
        objectivity=shape.objectivity,
        signed_by=model.Signatory(name=original.signed_by.name, role=shape.role),
        signed_on=original.signed_on,
    )


def _edition(
    reader: Reader, body: model.Body, original: SchemeText, language: str
) -> SchemeText | None:
    """An edition in a language; its sections without a translation stay the original's."""
    path = f"schemes/{original.scheme.id}/{original.scheme.edition}"
    folder, file = reader.folder / path / language, f"{path}/{language}/scheme.yml"
    if not folder.is_dir():
        return None
    if not (folder / "scheme.yml").is_file():
        problem, hint = "this file is missing", "translate scheme.yml first, then the sections"
        reader.problems.append(CertpressError(f"{reader.folder.name}/{file}", problem, hint))
        return None
    read = reader.values(file)
    said = reader.shape(read, words.SchemeWords)
    shape, files, source = reader.editions[path]
    sections = reader.sections(f"{path}/{language}")
    if read is None or said is None:
        return None
    found = [*words.problems(shape, said, read), *_unknown(sections, files)]
    filled = words.filled(shape, said)
    found += scheme.placeholders(filled.scope, read)
    reader.problems += found
    if found:
        return None
    text = scheme.build(filled, {**files, **sections}, source, body)
    return replace(
        text,
        scheme=replace(text.scheme, document=original.scheme.document),
        language=language,
        source=read.name,
        sections=tuple(_section(section, sections, language) for section in text.sections),
    )


def _section(section: Section, files: Mapping[str, scheme.SectionFile], language: str) -> Section:
    """A section is in the language of its text; without a text, it has only translated words."""
    translated = section.kind.anchor in files or not section.text
    return replace(section, language=language) if translated else section


def _unknown(
    sections: Mapping[str, scheme.SectionFile], originals: Mapping[str, scheme.SectionFile]
) -> Iterator[CertpressError]:
    for anchor, file in sections.items():
        if anchor not in originals:
            hint = "write the section in the first language too, or take this file out"
            yield CertpressError(file.source, "there is no such section in the original", hint)
        elif file.public != originals[anchor].public:
            hint = "make `public` the same in both"
            yield CertpressError(file.source, "one is public and the other is not", hint)


def _check_folders(reader: Reader, content: Content) -> None:
    """A folder for a language that body.yml does not name would be lost without a word."""
    root = reader.folder
    beside = [root, *(root / path for path in reader.editions)]
    for folder in (path for place in beside for path in sorted(place.iterdir()) if path.is_dir()):
        name = f"{root.name}/{folder.relative_to(root).as_posix()}"
        known = folder.name in content.body.languages[1:]
        if folder.parent == root and not _LANGUAGE.fullmatch(folder.name):
            continue
        if not known and not of_the_system(folder):
            hint = f"add {folder.name} to languages in body.yml, or take the folder out"
            problem = f"{folder.name} is no further language of the body"
            reader.problems.append(CertpressError(name, problem, hint))


def _check_pages(reader: Reader, content: Content) -> None:
    """A page in a further language has an original, and says the same facts."""
    first = content.body.languages[0]
    originals = {page.slug: page for page in content.pages if page.language == first}
    for page in (page for page in content.pages if page.language != first):
        original = originals.get(page.slug)
        problem, hint = "", "the page in the body's first language is the one that binds"
        if original is None and (reader.folder / "pages" / f"{page.slug}.md").is_file():
            continue  # it is there; what keeps it from being read is a problem of its own
        if original is None:
            problem = f"there is no page {page.slug} in the body's first language"
            hint = f"write {reader.folder.name}/pages/{page.slug}.md, or take this file out"
        elif original.used != page.used:
            problem = f"used: the original says {'yes' if original.used else 'no'}"
        elif len(original.steps) != len(page.steps):
            problem = f"steps: {len(page.steps)} steps, the original has {len(original.steps)}"
        if problem:
            reader.problems.append(CertpressError(page.source, problem, hint))


def _gaps(content: Content, language: str) -> Iterator[Gap]:
    """The gaps of one language, in the order of the site."""
    first = content.body.languages[0]
    said = {page.slug: page for page in content.pages if page.language == language}
    found = next((t for t in content.translations if t.language == language), None)
    yield from _lacks(
        language,
        content.impartiality.page,
        found.impartiality.page if found and found.impartiality else None,
    )
    for page in content.pages:
        if page.language == first:
            yield from _lacks(language, page, said.get(page.slug))
    texts = {(t.scheme.id, t.scheme.edition): t for t in found.texts} if found else {}
    for text in content.texts:
        yield from _lacking(language, text, texts.get((text.scheme.id, text.scheme.edition)))


def _lacks(language: str, original: Page, said: Page | None) -> Iterator[Gap]:
    file = _beside(original.source, language)
    if said is None:
        yield Gap(language=language, file=file, original=original.source, lack=Lack.MISSING)
        return
    for lack in _differs(original.approval, said.approval, _said(original), _said(said)):
        yield Gap(language=language, file=file, original=original.source, lack=lack)


def _lacking(language: str, original: SchemeText, said: SchemeText | None) -> Iterator[Gap]:
    """The gaps of an edition: its words, and each section with a text of its own."""
    if said is None:
        file = _beside(original.source, language)
        yield Gap(language=language, file=file, original=original.source, lack=Lack.MISSING)
        return
    if said.approval.before(original.approval):
        yield Gap(language=language, file=said.source, original=original.source, lack=Lack.OLDER)
    for own, other in zip(original.sections, said.sections, strict=True):
        file = _beside(own.source, language)
        if not own.public or not own.text:
            continue
        if other.language != language:
            yield Gap(language=language, file=file, original=own.source, lack=Lack.MISSING)
        elif words.numbers(own.text) != words.numbers(other.text):
            yield Gap(language=language, file=file, original=own.source, lack=Lack.NUMBERS)


def _differs(own: Approval, other: Approval, mine: str, theirs: str) -> Iterator[Lack]:
    if other.before(own):
        yield Lack.OLDER
    if words.numbers(mine) != words.numbers(theirs):
        yield Lack.NUMBERS


def _said(page: Page) -> str:
    """All that a page says, for its numbers."""
    steps = (f"{s.title} {s.who} {s.what} {s.within} {s.otherwise}" for s in page.steps)
    return " ".join((page.description, page.text, *steps))


def _beside(source: str, language: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/{language}/{name}"


__all__: Sequence[str] = ("Gap", "Lack", "gaps", "read", "spoken")
