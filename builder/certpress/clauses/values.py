"""What the clause map and a review of a body's texts hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from certpress.content import Approval


class Audience(StrEnum):
    """To whom something is owed; only what is owed to the public can stop a build."""

    PUBLIC = "public"  # without request
    ON_REQUEST = "on-request"
    APPLICANT = "applicant"  # applicants, candidates and certified persons
    ASSESSOR = "assessor"  # of the accreditation body


class State(StrEnum):
    """What a review found of one clause; none of them says that anything conforms."""

    FOUND = "found"
    MISSING = "missing"
    OVERDUE = "overdue"  # it is there, and its review is late
    CONTRADICTORY = "contradictory"
    NOT_APPLICABLE = "not_applicable"  # with the reason that the body gives


class Weight(StrEnum):
    """How much a finding weighs."""

    STOP = "stop"  # the build refuses the site
    REPORT = "report"  # to be mended, and told with every build
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A row of the clause map. Its key names the subject and stays; numbers are labels."""

    key: str  # "scheme.prerequisites"
    numbers: Mapping[str, str | None]  # by edition of the standard; None: to be confirmed
    titles: Mapping[str, str]  # by language, in our own words; "en" is always there
    audience: Audience
    per_scheme: bool  # one entry for each scheme edition, or one for the body
    may_not_apply: bool  # "not applicable", with a reason, is an answer
    place: str  # where it stands: "scheme.yml", "appeals.md", "prerequisites.md"
    anchor: str  # of the page: "prerequisites"; empty for the page as a whole
    differs: bool  # what it says of two schemes cannot be the same
    check: str  # the name of the check that decides it
    wanted: str  # what should be written there
    example: str  # how it might begin

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    def title_in(self, language: str) -> str:
        """The title in a language, or else in English."""
        return self.titles.get(language) or self.titles.get(language[:2]) or self.title

    def label(self, edition: str) -> str:
        """The clause as people cite it: "7.2.2 b", or that its number is to be confirmed."""
        if edition not in self.numbers:
            return ""
        return self.numbers[edition] or "number to be confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something to be mended: where, what is the matter, what is wanted, an example."""

    code: str  # stable: "text.placeholder"
    weight: Weight
    where: str  # "content/pages/fees.md:12"
    problem: str
    wanted: str = ""
    example: str = ""
    clause: str = ""  # the key of the clause that it concerns; empty when it is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a review found of one clause, for the body or for one scheme edition."""

    clause: Clause
    scheme_edition: tuple[str, str] | None  # ("ndt", "2017-1")
    state: State
    page: str  # address below the site: "schemes/ndt/2017-1/"; empty when nothing is there
    anchor: str
    source: str  # the file: "content/schemes/ndt/2017-1/prerequisites.md"
    approval: Approval | None = None
    reason: str = ""  # why it does not apply
    findings: tuple[Fault, ...] = ()

    @property
    def link(self) -> str:
        """The address below the site, with the anchor."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    @property
    def stops(self) -> bool:
        """True when the build refuses the site for this."""
        return any(fault.weight is Weight.STOP for fault in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What the register knows of one certificate, as far as pages have to agree with it."""

    number: str
    scheme: str
    edition: str
    items: tuple[str, ...]
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a review found: an entry for each clause, and what concerns no clause alone."""

    today: date
    edition: str  # of the standard, whose numbers are shown: "2026"
    entries: tuple[Entry, ...]
    findings: tuple[Fault, ...] = field(default=())  # beside those of the entries
    draft: bool = False  # the site is built though it is not complete

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every finding, those of the entries first."""
        return (*(f for entry in self.entries for f in entry.findings), *self.findings)

    @property
    def stops(self) -> tuple[Fault, ...]:
        """The findings for which the build refuses the site."""
        return tuple(fault for fault in self.faults if fault.weight is Weight.STOP)
