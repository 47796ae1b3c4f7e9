"""Every public text of a body as passages: the words, their language, and where they begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certpress.content import Content, Impartiality, Page, Places, SchemeText, Section, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that readers see, and where they are written."""

    source: str  # "content/pages/fees.md"
    line: int
    text: str
    language: str
    long: bool = False  # Markdown of several sentences, and not a field
    part: str = ""  # the field at the top of the file that it belongs to: "process"

    @property
    def where(self) -> str:
        """The file and line."""
        return f"{self.source}:{self.line}"


def everything(content: Content) -> Iterator[Passage]:
    """All public passages, those of translations included."""
    statements = [content.impartiality, *(t.impartiality for t in content.translations)]
    for statement in statements:
        if statement is not None:
            yield from of_statement(content.places, statement)
    for page in content.pages:
        yield from of_page(content.places, page)
    for text in (*content.texts, *(text for t in content.translations for text in t.texts)):
        yield from of_edition(content.places, text)
        for section in text.sections:
            if section.public and section.language == text.language:
                yield from of_section(content.places, text, section)


def of_body(content: Content) -> Iterator[Passage]:
    """What body.yml says in words."""
    body, places = content.body, content.places
    source = content.impartiality.page.source.rpartition("/")[0] + "/body.yml"
    said = [("name", body.name), ("short_name", body.short_name), ("hours", content.hours)]
    said += [("address", line) for line in body.address]
    said += [("people", words) for one in content.people for words in (one.name, one.role)]
    for name, words in said:
        yield from _field(places, source, body.languages[0], words, name)


def of_page(places: Places, page: Page) -> Iterator[Passage]:
    """What a page says: its text, its description, and the steps of its procedure."""
    line = places.text(page.source)
    yield Passage(source=page.source, line=line, text=page.text, language=page.language, long=True)
    named = (("title", page.title), ("description", page.description))
    for name, words in named:
        yield from _field(places, page.source, page.language, words, name)
    yield from _steps(places, page.source, page.language, page.steps, "steps")


def of_statement(places: Places, statement: Impartiality) -> Iterator[Passage]:
    """What the statement on impartiality says."""
    page = statement.page
    yield from of_page(places, page)
    for name in ("importance", "conflicts_of_interest", "objectivity"):
        words = getattr(statement, name)
        yield from _field(places, page.source, page.language, words, name)


def of_edition(places: Places, text: SchemeText) -> Iterator[Passage]:
    """What scheme.yml says beside the tables of sections."""
    scheme, source, language = text.scheme, text.source, text.language
    named = [("name", scheme.name), ("description", scheme.description), ("owner", scheme.owner)]
    if text.change is not None:
        named += [("change", text.change.what), ("change", text.change.certified_persons)]
    for name, words in named:
        yield from _field(places, source, language, words, name)
    for axis in text.axes:
        for value in axis.values:
            yield from _field(places, source, language, value.description, "scope")
    if not text.axes:
        for item in scheme.items:
            yield from _field(places, source, language, item.description, "scope")
    for words in (text.near_vision, text.colour_vision):
        yield from _field(places, source, language, words, "prerequisites")
    yield from _steps(places, source, language, text.process, "process")


def of_section(places: Places, text: SchemeText, section: Section) -> Iterator[Passage]:
    """What a section says: its text, its tables, or why it does not apply."""
    language = section.language
    if section.source:
        line = places.text(section.source)
        yield Passage(
            source=section.source, line=line, text=section.text, language=language, long=True
        )
    reason = section.kind.anchor.replace("-", "_")
    yield from _field(
        places, text.source, language, section.not_applicable, "not_applicable", reason
    )
    for table in section.tables:
        for number, row in enumerate(table.rows):
            cells = ("tables", table.number, "rows", number)
            yield from _field(places, text.source, language, " | ".join(row), *cells)
        for number, note in enumerate(table.notes):
            notes = ("tables", table.number, "notes", number)
            yield from _field(places, text.source, language, note, *notes)


def _steps(
    places: Places, source: str, language: str, steps: tuple[Step, ...], name: str
) -> Iterator[Passage]:
    for number, step in enumerate(steps):
        for field in Step.__slots__:
            words = getattr(step, field)
            yield from _field(places, source, language, words, name, number, field)


def _field(
    places: Places, source: str, language: str, words: str, *place: str | int
) -> Iterator[Passage]:
    if words:
        line = int(places.where(source, *place).rpartition(":")[2])
        yield Passage(source=source, line=line, text=words, language=language, part=str(place[0]))
