"""What a check found: findings with stable codes, and the outcome they add up to.

Rules:
1. A check ends in one of three ways: pass, fail, unknown. Unknown never counts as a pass.
2. A finding's code is a stable string, the same in Python and in the browser.
3. A verification ends in one of eight outcomes (`Outcome`), for people and programs alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Result(StrEnum):
    """How one check ended."""

    PASS = "pass"  # noqa: S105  # an outcome, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How a verification ended; the order is that of `docs/developers/verification.md`."""

    VALID = "valid"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    NOT_GENUINE = "not_genuine"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a report: a stable code, how the check ended, and a sentence for people."""

    code: str
    outcome: Result
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings of a check, in the order in which they were made."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def failed(self) -> bool:
        """True when any finding is a fail; an unknown is not one, and not a pass either."""
        return any(finding.outcome is Result.FAIL for finding in self.findings)

    def codes(self) -> tuple[str, ...]:
        """The codes in order, for comparison between the languages."""
        return tuple(finding.code for finding in self.findings)
