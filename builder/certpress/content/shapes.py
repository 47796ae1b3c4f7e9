"""The shapes of the content files: which fields each has, and which of them may be left out.

Rules:
1. A field that is not named here is refused, so that a slip of the pen cannot hide a fact.
2. A shape checks what one file can know alone; what several files say together is checked in
   `content.load`.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from certpress.content.kinds import (
    BaseUrl,
    Cell,
    Code,
    Colour,
    Day,
    Edition,
    Email,
    Language,
    Line,
    Link,
    Name,
    Prose,
    SchemeCode,
    SchemeId,
    Telephone,
    TimeZone,
    Whole,
    YesNo,
    refuse,
)


class Shape(BaseModel):
    """What all shapes share: strict, closed, frozen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _problem(text: str, hint: str = "") -> PydanticCustomError:
    return PydanticCustomError("field", "{problem}", {"problem": text, "hint": hint})


def _interval(value: int) -> int:
    if not 1 <= value <= 240:
        raise refuse("1 to 240 months", str(value), "write 60 for five years")
    return value


class AccreditationShape(Shape):
    """An accreditation in body.yml; `until` is the last day, and optional."""

    body: Line
    number: Line
    schemes: Annotated[list[SchemeId], Field(min_length=1)]
    since: Day
    until: Day | None = None
    standard: Line = "ISO/IEC 17024"
    url: Link | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise _problem("until is a day before since", "exchange the two, or mend one")
        return self


class PersonShape(Shape):
    """A person of the body, with the role in which they act."""

    name: Line
    role: Line


class BodyShape(Shape):
    """content/body.yml."""

    name: Line
    short_name: Line
    base_url: BaseUrl
    timezone: TimeZone
    telephone: Telephone
    email: Email
    hours: Line
    url: Link
    address: Annotated[list[Line], Field(min_length=1)]
    languages: Annotated[list[Language], Field(min_length=1)]
    colour: Colour
    logo: Line | None = None
    paper: Literal["a4", "us-letter"] = "a4"
    demonstration: YesNo = False
    accreditations: list[AccreditationShape] = []
    people: Annotated[list[PersonShape], Field(min_length=1)]


class ApprovalShape(Shape):
    """Who answers for a text, when it was approved, and by when it is looked at again."""

    owner: Line
    approved: Day
    review_by: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review_by < self.approved:
            raise _problem("review_by is a day before approved", "exchange the two, or mend one")
        return self


class AxisValueShape(Shape):
    """One value on an axis of the scope: `code` and `name` go into the items' codes and names."""

    code: Code
    name: Line
    title: Line | None = None
    description: Prose


class AxisShape(Shape):
    """An axis of the scope, such as the test methods."""

    key: Name
    title: Line
    values: Annotated[list[AxisValueShape], Field(min_length=1)]


class ItemShape(Shape):
    """A scope item that is written out."""

    code: Code
    name: Line
    description: Prose | None = None


class ScopeShape(Shape):
    """The scope: items written out, or every combination of axes but for those left out."""

    framework: Line
    items: list[ItemShape] = []
    axes: list[AxisShape] = []
    code: Line | None = None
    name: Line | None = None
    left_out: list[Code] = []

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.items) == bool(self.axes):
            raise _problem(
                "expected either items or axes", "list the items, or the axes that make them"
            )
        if len(self.axes) > 3:
            raise _problem("expected at most three axes", "list the items in place of the axes")
        if self.axes and not (self.code and self.name):
            raise _problem(
                "axes need code and name", 'add code: "{method}-{level}" and name: "{method} …"'
            )
        if self.items and (self.code or self.name or self.left_out):
            raise _problem("code, name and left_out belong to axes", "leave them out")
        return self


class PrerequisitesShape(Shape):
    """Tests of vision that a scheme asks for before the examination."""

    near_vision: Prose | None = None
    colour_vision: Prose | None = None


class TableShape(Shape):
    """A table of facts, shown in a section; every row has a cell for every column."""

    id: Name
    section: Name
    title: Line
    columns: Annotated[list[Line], Field(min_length=2, max_length=6)]
    rows: Annotated[list[list[Cell]], Field(min_length=1)]
    notes: list[Prose] = []

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise _problem(
                    f"row {number} has {len(row)} cells for {len(self.columns)} columns",
                    "write every cell; put a cell with a comma in quotes",
                )
        return self


class StepShape(Shape):
    """A step of a procedure: who does it, within what time, and what is decided at its end."""

    title: Line
    who: Line | None = None
    what: Line | None = None
    within: Line | None = None
    question: Line | None = None
    otherwise: Line | None = None

    @model_validator(mode="after")
    def _decided(self) -> Self:
        if (self.question is None) != (self.otherwise is None):
            raise _problem("question and otherwise belong together", "write both or neither")
        return self


class NotApplicableShape(Shape):
    """Reasons why a scheme has no prerequisites or no surveillance (7.2.2 b and e: if any)."""

    prerequisites: Prose | None = None
    surveillance: Prose | None = None


class SchemeShape(Shape):
    """content/schemes/<id>/<edition>/scheme.yml."""

    id: SchemeId
    edition: Edition
    code: SchemeCode
    name: Line
    description: Prose
    owner: Line
    effective: Day
    interval_months: Annotated[Whole, AfterValidator(_interval)]
    date_of_birth_on_certificate: YesNo = False
    page: ApprovalShape
    scope: ScopeShape
    prerequisites: PrerequisitesShape = PrerequisitesShape()
    not_applicable: NotApplicableShape = NotApplicableShape()
    tables: list[TableShape] = []
    process: list[StepShape] = []


class SectionShape(Shape):
    """The optional front matter of a section: kept from the public with `public: no`."""

    public: YesNo = True


class PageShape(ApprovalShape):
    """The front matter of a page."""

    title: Line
    description: Line | None = None
    steps: list[StepShape] = []


class ChangeShape(Shape):
    """A change to a scheme: what, when, and what it means for persons already certified."""

    scheme: SchemeId
    edition: Edition
    published: Day
    effective: Day
    what: Prose
    certified_persons: Prose


class ChangesShape(PageShape):
    """The front matter of the page of changes."""

    changes: Annotated[list[ChangeShape], Field(min_length=1)]


class IntelligenceShape(PageShape):
    """The front matter of the statement on artificial intelligence: used or not."""

    used: YesNo


class SignedShape(Shape):
    """The sign-off by top management."""

    name: Line
    role: Line
    on: Day


class ImpartialityShape(PageShape):
    """The front matter of the impartiality statement (4.3.2): three elements and a signature."""

    importance: Prose
    conflicts_of_interest: Prose
    objectivity: Prose
    signed: SignedShape
