"""What `clauses.quantities` has to do: find an amount in a text that is not the one promised."""

from __future__ import annotations

import pytest

from certpress.clauses import quantities


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("Reasons in writing; appeal within 30 days.", "appeal within {}", "30 days"),
        ("Gründe schriftlich; Einspruch binnen 30 Tagen", "Einspruch binnen {}", "30 Tagen"),
        ("الأسباب كتابةً؛ والتظلم خلال 30 يومًا", "والتظلم خلال {}", "30 يومًا"),
        ("والتظلم خلال 30 يوما من القرار", "والتظلم خلال {}", "30 يومًا"),
    ],
)
def test_the_promised_amount(text: str, phrase: str, words: str) -> None:
    """The same amount is no finding, in Arabic with its vowel marks or without them."""
    assert not list(quantities.differing(text, phrase, words))


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("You may\nappeal within 60 days.", "appeal within {}", "30 days"),
        ("هنا\nوالتظلم خلال 60 يومًا", "والتظلم خلال {}", "30 يومًا"),
    ],
)
def test_another_amount(text: str, phrase: str, words: str) -> None:
    """Another amount is found, with its line counted from 0."""
    assert [line for line, _ in quantities.differing(text, phrase, words)] == [1]
