"""What passes the trial prints: generated certificates at the bounds of what counts as modest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from certpress import compact, content, documents, fonts, issuance, proof, resources, trial
from certpress.certificate import unsigned
from certpress.content import Content
from certpress.documents import NAMES
from certpress.errors import CertpressError
from certpress.keys import Role
from certpress.model import Certificate, Person
from certpress.trial import CONDITIONS, NAME, WORD, Trial
from tests import sample, world

# The highest and widest letters of each script that counts as modest, and marks.
LETTERS = "WMÅŴẬǼỴÇ—ЩЖЮЂΩΨÞ\u0587Զყჰჸאשלםضصشغيۓآクギ龘鬱뷁궳ऑऔझळआঔঌওકઑઔกญฐโใ"
MARKS = "\u0301\u0323\u0302"


@pytest.fixture(scope="module")
def text() -> Content:
    """The content of the example body."""
    return content.load(resources.starter() / "content")


def words(most: int, longest: int) -> st.SearchStrategy[str]:
    """Names of at most so many characters, in words of at most so many."""
    letter = st.sampled_from(LETTERS)
    marked = st.builds(lambda a, b: a + b, letter, st.sampled_from(("", *MARKS)))
    word = st.lists(marked, min_size=1, max_size=longest).map(lambda w: "".join(w)[:longest])
    return st.lists(word, min_size=1, max_size=12).map(lambda ws: " ".join(ws)[:most].strip())


def certified(text: Content, items: int, person: Person, conditions: str) -> Certificate:
    """A certificate of the edition with the most scope items."""
    scheme = max(text.schemes, key=lambda one: len(one.items))
    facts = world.facts(scheme=scheme, person=person, conditions=conditions)
    return replace(facts, scope=scheme.items[:items], number="W" * trial.NUMBER)


def is_modest(printed: Certificate) -> bool:
    """Whether the trial has more text about the person."""
    person = printed.person
    texts = (person.name, person.name_latin, printed.conditions, printed.number)
    return trial.is_modest(*texts)


def fits(text: Content, printed: Certificate) -> bool:
    """Whether the certificate can be printed, by printing it."""
    document = proof.sign_set(
        unsigned(printed, text.body), world.signer(Role.CERTIFICATES), world.NOW
    )
    preset = issuance.dictionary(text.body, printed.scheme, text.people)
    code = compact.pack(document, preset)[:600]
    try:
        signed = compact.as_json(document)
        documents.files(printed, text.body, signed, code, world.NOW, text.logo, NAMES)
    except CertpressError:
        return False
    return True


@settings(
    max_examples=sample.count(12, 3_000),
    deadline=None,
    phases=[Phase.generate],  # making a failing case smaller would print thousands of pages
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(words(NAME, WORD), words(NAME, WORD), words(CONDITIONS, WORD), st.integers(1, 12))
def test_what_passes_the_trial_prints(
    text: Content, name: str, latin: str, conditions: str, items: int
) -> None:
    """Any modest name and conditions, in any of the scripts, on the fullest page of its kind."""
    printed = certified(text, items, Person(id="", name=name, name_latin=latin), conditions)
    assume(not any(fonts.load().missing(each) for each in (name, latin, conditions)))
    tried = Trial(body=text.body, made=world.NOW, logo=text.logo)
    if is_modest(printed) and tried.has_room(printed):
        assert fits(text, printed)


@pytest.mark.parametrize(
    ("name", "conditions"),
    [
        ("W" * 23 + " " + "W" * 24, "W" * 24 + " W" * 130),
        ("ẬẬẬ", "Ậ" * 300),
        ("龘" * 24 + " " + "龘" * 23, "龘" * 300),
        ("ضصشغ ي", "ضصش " * 75),
        ("A\u0301\u0302 B", ""),
        ("W W W W W W W W W W W W W W W W W W W W W W W W", "W " * 150),
    ],
)
@pytest.mark.parametrize("items", [1, 12])
def test_the_bounds_themselves_print(text: Content, name: str, conditions: str, items: int) -> None:
    """The widest, the highest and the most, where the trial says that there is room."""
    person = Person(id="", name=name, name_latin="W" * 24 + " " + "W" * 23)
    printed = certified(text, items, person, conditions)
    tried = Trial(body=text.body, made=world.NOW, logo=text.logo)
    assert is_modest(printed)
    assert not tried.has_room(printed) or fits(text, printed)


@pytest.mark.parametrize(
    "changes",
    [
        {"person": Person(id="", name="x" * (NAME + 1))},
        {"person": Person(id="", name="x" * (WORD + 1))},
        {"person": Person(id="", name="Ann", name_latin="x" * (WORD + 1))},
        {"person": Person(id="", name="\ufdfd")},  # one character as wide as twelve
        {"person": Person(id="", name="a\u0301\u0301\u0301")},
        {"conditions": "x " * (CONDITIONS // 2 + 1)},
        {"conditions": "one\ntwo"},
        {"number": "N" * (trial.NUMBER + 1)},
    ],
)
def test_what_is_not_modest_is_printed_in_full(changes: dict[str, Any]) -> None:
    """More than the trial has room for is no matter of bounds."""
    assert not is_modest(replace(world.facts(), **changes))


def test_a_character_without_a_font_is_told(text: Content) -> None:
    """Whatever the trial says of the room."""
    assert fonts.load().missing("\U00013000")
    printed = certified(text, 1, Person(id="", name="Ann \U00013000"), "")
    with pytest.raises(CertpressError, match="none of the fonts"):
        Trial(body=text.body, made=world.NOW, logo=text.logo).check(printed, b"{}", b"\x01" * 200)


def test_what_does_not_fit_is_told(text: Content) -> None:
    """More than a page holds is printed, fails, and is named."""
    noise = " ".join("W" * 20 for _ in range(90))
    printed = certified(text, 20, Person(id="", name="Ann"), noise)
    with pytest.raises(CertpressError, match="does not fit"):
        Trial(body=text.body, made=world.NOW, logo=text.logo).check(printed, b"{}", b"\x01" * 200)
