"""Errors and reports: where, what, next; and three results that are never confused."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from certpress.errors import (
    CertpressError,
    ConfigurationError,
    NetworkError,
    Refused,
    UsageError,
)
from certpress.report import Finding, Outcome, Report, Result
from certpress.texts import TEXTS

ROOT = Path(__file__).parent.parent


def finding(result: Result) -> Finding:
    """A finding that ended in that way."""
    return Finding(code="shape.valid", outcome=result, text="")


def test_an_error_says_where_what_and_what_next() -> None:
    """An error reads as a place, a problem, and on a line of its own the next step."""
    error = CertpressError("decisions.csv:42", "expected a date", "write 2026-02-28")
    assert str(error) == "decisions.csv:42: expected a date\nhint: write 2026-02-28"
    assert str(CertpressError("", "a problem")) == "a problem"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CertpressError, 1),
        (UsageError, 2),
        (ConfigurationError, 3),
        (NetworkError, 4),
        (Refused, 1),
    ],
)
def test_each_kind_has_its_exit_code(kind: type[CertpressError], code: int) -> None:
    """A program that calls the command line can tell what went wrong by its exit code."""
    assert kind.exit_code == code


def test_several_problems_are_told_together() -> None:
    """One run shows all that is to be mended, each with its place."""
    error = Refused([CertpressError("a.csv:1", "one"), CertpressError("a.csv:2", "two")])
    assert str(error) == "a.csv:1: one\na.csv:2: two"
    assert len(error.problems) == 2


def test_unknown_is_neither_a_pass_nor_a_fail() -> None:
    """A report with something unknown did not fail, and its codes are told in order."""
    assert not Report(findings=(finding(Result.UNKNOWN),)).failed
    assert Report(findings=(finding(Result.PASS), finding(Result.FAIL))).failed
    assert Report(findings=(finding(Result.PASS),)).codes() == ("shape.valid",)


def test_a_finding_is_not_changed_after_it_was_made() -> None:
    """What was found stays found."""
    made = finding(Result.FAIL)
    with pytest.raises(FrozenInstanceError):
        made.outcome = Result.PASS  # type: ignore[misc]


def test_every_code_of_the_vectors_has_a_sentence() -> None:
    """No report can hold a code without words for people."""
    codes = set()
    for file in (ROOT / "tests" / "vectors").glob("*.json"):
        for vector in json.loads(file.read_text(encoding="utf-8"))["vectors"]:
            codes |= set(vector["expect"]["codes"])
    assert codes <= set(TEXTS)


def test_every_code_of_the_specification_has_a_sentence_and_the_other_way_round() -> None:
    """The page that describes verification and the package know the same codes."""
    page = (ROOT / "docs" / "developers" / "verification.md").read_text(encoding="utf-8")
    rooms = "evidence|compact|shape|issuer|key|proof|dates|status|edition"
    named = set(re.findall(rf"`((?:{rooms})\.[a-z_0-9]+)`", page)) - {"issuer.id"}  # a member
    assert named == {code for code in TEXTS if re.match(rooms, code)}


def test_there_are_eight_outcomes() -> None:
    """Everything that the page can say is one of eight words."""
    assert [str(outcome) for outcome in Outcome] == [
        "valid",
        "not_yet_valid",
        "expired",
        "suspended",
        "withdrawn",
        "replaced",
        "not_genuine",
        "not_checked",
    ]
