"""What `clauses` has to do: know what is owed to whom, and find it, or say where it is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from certpress import clauses, content
from certpress.clauses import checks

ROOT = Path(__file__).parent.parent / "content"
TODAY = date(2026, 11, 20)
PUBLIC = (
    *("4.3.2", "7.2.2 a", "7.2.2 b", "7.2.2 c", "7.2.2 d", "7.2.2 e", "7.2.2 f", "7.2.2 g"),
    "7.2.3",
)


def test_every_row_names_a_check_that_exists() -> None:
    """Each row of the map is decided by a check."""
    assert {clause.check for clause in clauses.clauses()} <= set(checks.CHECKS)


def test_keys_are_names_of_their_own() -> None:
    """A key stands for one clause."""
    keys = [clause.key for clause in clauses.clauses()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "zh"])
def test_titles_in_every_language(language: str) -> None:
    """Each clause has a title in every language of the product."""
    assert all(clause.titles.get(language) for clause in clauses.clauses())


def test_what_is_owed_to_the_public() -> None:
    """The rows that can stop a build are those that the requirements list as public."""
    public = [c for c in clauses.clauses() if c.audience is clauses.Audience.PUBLIC]
    assert set(PUBLIC) <= {clause.label("2026") for clause in public}


def test_a_number_to_be_confirmed_says_so() -> None:
    """A number that nobody has confirmed is never made up."""
    assert clauses.clause("redress.appeals").label("2026") == "number to be confirmed"
    assert clauses.clause("redress.appeals").label("2012") == "9.8.3"


def test_the_demonstration_lacks_nothing() -> None:
    """Everything owed to anybody is found in the demonstration."""
    review = clauses.review(content.load(ROOT), TODAY)
    assert [entry.clause.key for entry in review.entries if entry.findings] == []
