"""The shapes of the content files: which fields each has, and which of them may be left out.

Rules:
1. A field that is not named here is refused, so that a slip of the pen cannot hide a fact.
2. A shape refuses what is malformed. A field that the body owes somebody (`Owed…`) may be absent or
   empty: that it is missing is for `clauses` to say.
3. A shape checks what one file can know alone; what several files say together is checked in
   `content.load`.
4. The text below a field says to editors what it is for (`schemas`).
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
    OwedDay,
    OwedLine,
    OwedProse,
    OwedYesNo,
    PromiseKey,
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


def _linkedin(value: str) -> str:
    if not (value.isascii() and value.isdecimal() and len(value) <= 12):
        raise refuse("the number of a LinkedIn page", value, "write its digits, such as 1234567")
    return value


LinkedIn = Annotated[Line, AfterValidator(_linkedin)]
Interval = Annotated[Whole, AfterValidator(_interval)]


class AccreditationShape(Shape):
    """An accreditation in body.yml; `until` is the last day, and optional."""

    body: Line
    """Who accredits the body."""
    number: Line
    """The number of the accreditation."""
    schemes: Annotated[list[SchemeId], Field(min_length=1)]
    """The ids of the schemes in the accreditation's scope."""
    since: Day
    """The first day of the accreditation."""
    until: Day | None = None
    """Its last day; left out where it has no end."""
    standard: Line = "ISO/IEC 17024"
    """The standard of the accreditation."""
    url: Link | None = None
    """Where the accreditation can be looked up."""
    symbol: Line | None = None
    """The accreditation symbol, a file in content/pictures/; shown beside the number alone."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise _problem("until is a day before since", "exchange the two, or mend one")
        return self


class PersonShape(Shape):
    """A person of the body, with the role in which they act."""

    name: Line
    """The person's name, as decisions and certificates write it."""
    role: Line
    """The role in which the person acts."""


class PromiseShape(Shape):
    """An amount or a time limit that is stated once; texts refer to it as [[key]]."""

    key: PromiseKey
    """Its name in texts, such as fee:renewal or time:appeal."""
    says: Line | dict[Language, Line]
    """What it says, such as 30 days; or by language: {en: 30 days, de: 30 Tage}."""
    wordings: list[Line] | dict[Language, list[Line]] = []
    """Phrases before or after which it stands, with {} in its place: appeal within {}."""


class AllowedShape(Shape):
    """A sentence that the check of wording finds and that may stay, with reason and name."""

    sentence: Line
    """The sentence as it stands in the text, or a part of it that no other holds."""
    reason: Prose
    """Why it does not harm impartiality."""
    by: Line
    """Who decided that: one of the people."""


class ChecksShape(Shape):
    """How certpress check looks at the texts."""

    standard: Literal["2026", "2012"] = "2026"
    """The edition of ISO/IEC 17024 whose clause numbers are shown."""
    grace_days: Whole = 30
    """How many days a review may be late before a build refuses what is owed to the public."""
    wording: Literal["warning", "error"] = "warning"
    """Whether a sentence that harms impartiality is reported, or stops the build."""
    allowed_wording: list[AllowedShape] = []
    """Sentences that may stay."""


class BodyShape(Shape):
    """content/body.yml."""

    name: Line
    """The full name of the certification body."""
    short_name: Line
    """A short name, for places with little room."""
    base_url: BaseUrl
    """The address of the site. Certificates and codes carry it for as long as they live."""
    timezone: TimeZone
    """The first and last days of certificates are days in this time zone, such as Europe/London."""
    telephone: Telephone
    """Printed beside the code for those who cannot scan; with the country, as +44 1632 960417."""
    email: Email
    """Where questions about certificates are answered."""
    hours: Line
    """When the telephone is answered."""
    url: Link
    """The body's main web site; it may be the address of the site."""
    address: Annotated[list[Line], Field(min_length=1)]
    """The postal address, one line an entry."""
    languages: Annotated[list[Language], Field(min_length=1)]
    """The languages of the site, such as en; the first one is authoritative."""
    colour: Colour
    """The body's colour, such as "#0b4f6c", in quotes."""
    logo: Line | None = None
    """A plain SVG drawing in content/."""
    paper: Literal["a4", "us-letter"] = "a4"
    """The paper of certificates."""
    linkedin: LinkedIn | None = None
    """The number of the body's page on LinkedIn, for badge pages; left out: its name is given."""
    demonstration: YesNo = False
    """yes where the body is invented: every page and certificate says so."""
    accreditations: list[AccreditationShape] = []
    """Who accredits the body, for which schemes, since when; [] for none."""
    people: Annotated[list[PersonShape], Field(min_length=1)]
    """Those who decide on certification, authorise certificates, sign statements, approve texts."""
    promises: list[PromiseShape] = []
    """Amounts and time limits that texts refer to, so that no page says another."""
    checks: ChecksShape = ChecksShape()
    """How strictly certpress check looks."""


class SignatureShape(Shape):
    """The picture of a signature."""

    name: Line
    """Whose signature it is: one of the people in body.yml."""
    picture: Line
    """The name of a picture in content/certificate/: SVG, PNG or JPEG."""


class LayoutShape(Shape):
    """content/certificate/layout.yml."""

    languages: Annotated[list[Language], Field(min_length=1, max_length=2)] | None = None
    """One language or two of en, de, fr, es, ar and zh; left out, the first of the body."""
    colour: Colour | None = None
    """The colour of certificates, where it is not the body's."""
    logo: Line | None = None
    """The name of a picture in content/certificate/: SVG, PNG or JPEG; left out, the body's."""
    signatures: list[SignatureShape] = []
    """Pictures of the signatures of those who authorise certificates."""
    card: YesNo = False
    """yes where there is to be a card for the wallet, too: card.pdf."""


class UndertakingShape(Shape):
    """The front matter of content/mark/undertaking.<language>.md."""

    title: Line
    """What stands above the words."""
    version: Line
    """The version of the rules that people undertake to keep, such as 2026-01."""


class ApprovalShape(Shape):
    """Who answers for a text, when it was approved, and by when it is looked at again."""

    owner: OwedLine = None
    """Who answers for the text."""
    approved_by: OwedLine = None
    """Who approved it: one of the people in body.yml."""
    approved: OwedDay = None
    """The day on which the text was approved, as 2026-02-28."""
    review_by: OwedDay = None
    """The day by which the text is looked at again."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review_by and self.approved and self.review_by < self.approved:
            raise _problem("review_by is a day before approved", "exchange the two, or mend one")
        return self


class AxisValueShape(Shape):
    """One value on an axis of the scope: `code` and `name` go into the items' codes and names."""

    code: Code
    """The part of the item's code, such as UT."""
    name: Line
    """The part of the item's name."""
    title: Line | None = None
    """Its name in tables, where that differs."""
    description: Prose
    """What this value means for a reader."""


class AxisShape(Shape):
    """An axis of the scope, such as the test methods."""

    key: Name
    """The name of the axis, which code and name of the scope use in braces; `level` for levels."""
    title: Line
    """The heading of the axis in tables."""
    values: Annotated[list[AxisValueShape], Field(min_length=1)]
    """The values on the axis."""


class ItemShape(Shape):
    """A scope item that is written out."""

    code: Code
    """The item's code, such as UT-2-W; decisions name it, links lead to it."""
    name: Line
    """The item's name, as certificates print it."""
    description: Prose | None = None
    """What the item covers."""
    level: Line | None = None
    """Its level, such as "Level 2", where the scheme has levels; badges show it."""


class ScopeShape(Shape):
    """The scope: items written out, or every combination of axes but for those left out."""

    framework: Line
    """The standard or document that the items belong to."""
    items: list[ItemShape] = []
    """The items, written out."""
    axes: list[AxisShape] = []
    """The axes whose combinations are the items."""
    code: Line | None = None
    """How an item's code is made from the axes, such as "{method}-{level}"."""
    name: Line | None = None
    """How an item's name is made from the axes."""
    left_out: list[Code] = []
    """Codes of combinations that do not exist."""

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
    """What is asked of near vision."""
    colour_vision: Prose | None = None
    """What is asked of colour vision."""


class TableShape(Shape):
    """A table of facts, shown in a section; every row has a cell for every column."""

    id: Name
    """The table's anchor; [[id]] in the section's text marks its place."""
    section: Name
    """The section that shows the table."""
    title: Line
    """The heading of the table."""
    columns: Annotated[list[Line], Field(min_length=2, max_length=6)]
    """The headings of the columns."""
    rows: Annotated[list[list[Cell]], Field(min_length=1)]
    """The rows; every row has a cell for every column."""
    notes: list[Prose] = []
    """Sentences below the table."""

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
    """The name of the step."""
    who: Line | None = None
    """Who does it."""
    what: Line | None = None
    """What is done."""
    within: Line | None = None
    """Within what time."""
    question: Line | None = None
    """What is decided at its end."""
    otherwise: Line | None = None
    """What follows when the answer is no."""

    @model_validator(mode="after")
    def _decided(self) -> Self:
        if (self.question is None) != (self.otherwise is None):
            raise _problem("question and otherwise belong together", "write both or neither")
        return self


class NotApplicableShape(Shape):
    """Reasons why a scheme lacks what it may lack (7.2.2 b and e: if any; 8.2, 8.3)."""

    prerequisites: Prose | None = None
    """Why the scheme has no prerequisites."""
    surveillance: Prose | None = None
    """Why the scheme has no surveillance."""
    code_of_conduct: Prose | None = None
    """Why the scheme has no code of conduct."""
    changing_scope: Prose | None = None
    """Why scope or level are never changed."""


class ChangeShape(Shape):
    """What an edition changed, from which other, and what it means for persons certified."""

    published: Day
    """The day on which the edition was made public."""
    replaces: Edition | None = None
    """The edition that it replaces."""
    transition_until: Day | None = None
    """The last day on which the edition before may still be used."""
    what: Prose
    """What changes."""
    certified_persons: Prose
    """What it means for persons already certified."""

    @model_validator(mode="after")
    def _from_another(self) -> Self:
        if self.transition_until is not None and self.replaces is None:
            raise _problem("a transition begins at another edition", "add a line replaces: 2017-1")
        return self


class SummaryShape(Shape):
    """An edition at a glance; its numbers are those of the sections."""

    audience: Line | None = None
    """For whom the scheme is."""
    prerequisites: Line | None = None
    """What has to be shown before the examination."""
    examination: Line | None = None
    """What is examined, and how."""
    renewal: Line | None = None
    """What keeps a certification in force."""
    fees: Line | None = None
    """What it costs."""


class SchemeShape(Shape):
    """content/schemes/<id>/<edition>/scheme.yml."""

    id: SchemeId
    """The scheme's id, the name of its folder."""
    edition: Edition
    """The edition, the name of its folder."""
    code: SchemeCode
    """The scheme's code; certificate numbers begin with it."""
    name: Line
    """The name of the certification scheme."""
    description: Prose
    """Whom the scheme certifies, for what, in one or two sentences."""
    owner: OwedLine = None
    """The scheme owner."""
    effective: Day
    """The day on which the edition takes effect."""
    interval_months: Interval
    """The recertification interval in months; certificates last as long."""
    date_of_birth_on_certificate: YesNo = False
    """yes where certificates print the date of birth."""
    page: ApprovalShape = ApprovalShape()
    """Who answers for the text of the edition."""
    scope: ScopeShape
    """The items of the scope."""
    prerequisites: PrerequisitesShape = PrerequisitesShape()
    """Tests of vision, where the scheme asks for them."""
    not_applicable: NotApplicableShape = NotApplicableShape()
    """Reasons why a section does not apply."""
    tables: list[TableShape] = []
    """Tables of facts, each shown in a section."""
    process: list[StepShape] = []
    """The certification process, step by step."""
    summary: SummaryShape | None = None
    """The edition at a glance, shown at the head of its page."""
    change: ChangeShape | None = None
    """What the edition changed; told on the page of changes."""
    promises: list[PromiseShape] = []
    """Amounts and time limits of this edition alone; see promises in body.yml."""


class SectionShape(Shape):
    """The optional front matter of a section: kept from the public with `public: no`."""

    public: YesNo = True
    """no keeps the section from the public."""


class PageShape(ApprovalShape):
    """The front matter of a page."""

    title: Line
    """The page's title."""
    description: Line | None = None
    """What the page says, in one sentence, for search engines."""
    steps: list[StepShape] = []
    """The steps of the procedure that the page describes."""


class IntelligenceShape(PageShape):
    """The front matter of the statement on artificial intelligence: used or not."""

    used: OwedYesNo = None
    """yes where artificial intelligence is used in certification, no where it is not."""


class SignedShape(Shape):
    """The sign-off by top management."""

    name: OwedLine = None
    """Who signed."""
    role: OwedLine = None
    """The role of who signed, in top management."""
    on: OwedDay = None
    """The day of the signature."""


class ImpartialityShape(PageShape):
    """The front matter of the impartiality statement (4.3.2): three elements and a signature."""

    importance: OwedProse = None
    """That top management understands why impartiality matters."""
    conflicts_of_interest: OwedProse = None
    """That it manages conflicts of interest."""
    objectivity: OwedProse = None
    """That certification activities are kept objective."""
    signed: SignedShape = SignedShape()
    """The sign-off by top management."""
