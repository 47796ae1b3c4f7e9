"""Documents like one seen before: the frame takes what the ordinary way takes, and no more."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certpress import shape
from certpress.frame import Frame, Frames, flat
from tests import world


def leaves(value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a document."""
    if not isinstance(value, (dict, list)):
        yield path
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(inner, *path, name)


DOCUMENT = world.signed()
LEAVES = tuple(leaves(DOCUMENT))


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The document with another value in one place."""
    made = copy.deepcopy(DOCUMENT)
    inner: Any = made
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return made


def ordinary(document: dict[str, Any]) -> bool:
    """Whether the profile takes the document, by the ordinary way."""
    try:
        shape.match(document, "certificate")
    except shape.Malformed:
        return False
    return True


def framed(document: dict[str, Any]) -> bool:
    """The same, after the unchanged document was seen."""
    frames = Frames("certificate")
    frames.match("kind", DOCUMENT)
    try:
        frames.match("kind", document)
    except shape.Malformed:
        return False
    return True


ODD: tuple[Any, ...] = (
    "",
    "x",
    'a "quoted" \\ text\u2028',
    "a\u0000b",
    "y" * 1001,
    1,
    True,
    None,
    [],
    {},
)


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: "/".join(map(str, path)))
def test_every_place_is_as_strict_as_the_profile(path: tuple[Any, ...]) -> None:
    """Whatever stands in one place is taken or refused as by the ordinary way."""
    for value in ODD:
        document = changed(path, value)
        assert framed(document) == ordinary(document), value


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(LEAVES), st.text(max_size=40))
def test_any_text_in_any_place(path: tuple[Any, ...], text: str) -> None:
    """Texts of every script, and what is none."""
    document = changed(path, text)
    assert framed(document) == ordinary(document)


def test_another_member_takes_the_ordinary_way() -> None:
    """A document with one member more is not alike, and is taken or refused as ever."""
    with_conditions = copy.deepcopy(DOCUMENT)
    with_conditions["credentialSubject"]["narrative"] = "Dry parts only"
    assert not Frame(DOCUMENT, "certificate").match(with_conditions)
    assert framed(with_conditions)
    assert not framed({**DOCUMENT, "more": "x"})


def test_a_frame_knows_its_own_document() -> None:
    """The document that it was made of is alike."""
    assert Frame(DOCUMENT, "certificate").match(copy.deepcopy(DOCUMENT))


def test_a_list_is_not_a_number() -> None:
    """What is compared tells an empty list from a nought, and an object from a list."""
    assert flat([[], "b"]) != flat([0, "b"])
    assert flat({}) != flat([])
