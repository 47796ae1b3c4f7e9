"""What `content.load` hands on: the texts of a body, typed, beside the values of `model`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from certpress import model
from certpress.content.promises import Promise
from certpress.content.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who answers for a text, who approved it and when, and by when it is looked at again (7.2.3).

    What is not written yet is empty, or None.
    """

    owner: str
    approved: date | None
    review_by: date | None
    approved_by: str = ""

    def overdue(self, on: date) -> bool:
        """True when the day to look at the text again has passed."""
        return self.review_by is not None and on > self.review_by

    def before(self, other: Approval) -> bool:
        """True when this approval is older than the other."""
        return bool(self.approved and other.approved and self.approved < other.approved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """On which line of which file each field and each text begins."""

    fields: Mapping[str, Mapping[Place, int]] = field(default_factory=dict)  # by file
    texts: Mapping[str, int] = field(default_factory=dict)

    def where(self, file: str, *place: str | int) -> str:
        """The file and line of a field, or of the closest field around it."""
        lines = self.fields.get(file, {})
        while place and place not in lines:
            place = place[:-1]
        return f"{file}:{lines.get(place, 1)}"

    def text(self, file: str) -> int:
        """The line on which the Markdown of a file begins."""
        return self.texts.get(file, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a procedure, and what is decided at its end."""

    title: str
    who: str = ""
    what: str = ""
    within: str = ""
    question: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edition changed, and what that means for persons already certified."""

    published: date
    what: str
    certified_persons: str
    replaces: str = ""  # the edition before
    transition_until: date | None = None  # the last day on which the edition before may be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site: approved Markdown with what its kind adds."""

    slug: str  # "fees": the page's address below the site, and its file's name
    language: str
    title: str
    approval: Approval
    text: str  # Markdown
    source: str  # the file it came from: "content/pages/fees.md"
    description: str = ""
    steps: tuple[Step, ...] = ()
    used: bool | None = None  # of the statement on artificial intelligence


@dataclass(frozen=True, slots=True, kw_only=True)
class Impartiality:
    """Top management's statement on impartiality (4.3.2): its three elements and the signature.

    What is not written yet is empty.
    """

    page: Page
    importance: str
    conflicts_of_interest: str
    objectivity: str
    signed_by: model.Signatory
    signed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of facts; every row has as many cells as there are columns."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    number: int = 0  # its place among the tables of scheme.yml


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of section: its anchor names the subject, its clause is only a label beside it."""

    anchor: str
    title: str
    clause: str
    if_any: bool = False  # "not applicable", with a reason, is an answer


KINDS = (
    Kind(anchor="scope", title="Scope of certification", clause="7.2.2 a"),
    Kind(anchor="prerequisites", title="Prerequisites", clause="7.2.2 b", if_any=True),
    Kind(anchor="application", title="Application", clause="7.2.2 c"),
    Kind(anchor="initial-certification", title="Initial certification", clause="7.2.2 d"),
    Kind(anchor="surveillance", title="Surveillance", clause="7.2.2 e", if_any=True),
    Kind(anchor="recertification", title="Recertification", clause="7.2.2 f"),
    Kind(anchor="process", title="Certification process", clause="7.2.2 g"),
    Kind(anchor="job-and-tasks", title="Job and tasks", clause="8.2"),
    Kind(anchor="competence", title="Required competence", clause="8.2"),
    Kind(anchor="changing-scope", title="Changing scope or level", clause="8.3", if_any=True),
    Kind(anchor="suspending-and-withdrawing", title="Suspending and withdrawing", clause="8.3"),
    Kind(anchor="code-of-conduct", title="Code of conduct", clause="8.2", if_any=True),
    Kind(anchor="fees-and-access", title="Fees and access", clause="4.3.6"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a scheme edition; either it has a text or it says why it does not apply."""

    kind: Kind
    language: str  # of the text
    text: str  # Markdown; may be empty where tables or steps say it all
    tables: tuple[Table, ...] = ()
    not_applicable: str = ""
    public: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisValue:
    """One value on an axis of the scope."""

    code: str
    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis of the scope, such as the test methods."""

    key: str
    title: str
    values: tuple[AxisValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An edition at a glance: a line for each thing people ask first; empty where unsaid."""

    audience: str = ""
    prerequisites: str = ""
    examination: str = ""
    renewal: str = ""
    fees: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeText:
    """The public text of one scheme edition, beside the `model.Scheme` that issuing needs."""

    scheme: model.Scheme
    language: str
    approval: Approval
    framework: str
    sections: tuple[Section, ...]  # in the order of KINDS
    process: tuple[Step, ...]
    axes: tuple[Axis, ...]  # empty when the items are written out
    cells: tuple[tuple[tuple[str, ...], str], ...]  # (axis value codes, item code), in item order
    near_vision: str
    colour_vision: str
    source: str
    promises: tuple[Promise, ...] = ()  # of this edition alone
    change: Change | None = None
    summary: Summary | None = None

    def section(self, anchor: str) -> Section | None:
        """The public section of that anchor, or None."""
        return next((s for s in self.sections if s.kind.anchor == anchor and s.public), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a body says in one of its further languages; what has no translation is left out."""

    language: str
    name: str  # the body's name in that language, empty when it has none
    hours: str  # empty when it is not translated
    impartiality: Impartiality | None
    texts: tuple[SchemeText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A sentence that the check of wording finds and that may stay."""

    sentence: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """How `certpress check` looks at the texts of this body."""

    standard: str = "2026"  # the edition of ISO/IEC 17024 whose numbers are shown
    grace_days: int = 30  # how late a review may be before a build is refused
    wording: str = "warning"  # or "error"
    allowed_wording: tuple[Allowed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingWords:
    """What people undertake before they are given the mark, in one language."""

    language: str
    version: str
    title: str
    text: str  # Markdown
    line: int  # on which the text begins
    source: str  # "content/mark/undertaking.en.md"
    document: bytes  # the file itself, with LF line ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The certification mark; it is never published, and goes to those who undertook."""

    files: tuple[tuple[str, bytes], ...] = ()  # by name
    undertakings: tuple[UndertakingWords, ...] = ()  # the body's first language first

    @property
    def version(self) -> str:
        """The version that people undertake now; empty while there are no words."""
        return self.undertakings[0].version if self.undertakings else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that `content/` says."""

    body: model.Body
    hours: str  # when the telephone is answered
    people: tuple[model.Signatory, ...]
    schemes: tuple[model.Scheme, ...]  # by id, then by the day they take effect
    texts: tuple[SchemeText, ...]  # one for each of the schemes, in their order
    pages: tuple[Page, ...]  # in all languages; the impartiality statement is not among them
    impartiality: Impartiality
    logo: bytes = b""  # the SVG, empty when the body has none
    pictures: tuple[tuple[str, bytes], ...] = ()  # by name, for texts to show
    mark: Mark = Mark()
    badges: tuple[tuple[str, bytes], ...] = ()  # the body's own pictures of badges, by name
    has_directory: bool = False  # whether the body offers persons to be listed
    checks: Checks = Checks()
    promises: tuple[Promise, ...] = ()  # of the body; those of an edition are in its text
    translations: tuple[Translation, ...] = ()  # one for each further language of the body
    places: Places = field(default_factory=Places, compare=False)  # for findings to name lines
