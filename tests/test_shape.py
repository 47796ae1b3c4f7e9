"""Shape: strict JSON, instants, and documents against the one table (`profile.json`)."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import shape
from tests import world

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 999_999_999) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
LIMIT = 10_000


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), JSON, max_size=4))
def test_what_python_writes_is_read_back(value: dict[str, Any]) -> None:
    """JSON of objects, lists, texts, truth values and small integers is read as it was written."""
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert shape.parse(text, 1_000_000) == value


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_value_or_a_finding(data: bytes) -> None:
    """No bytes raise anything but Malformed."""
    with contextlib.suppress(shape.Malformed):
        assert isinstance(shape.parse(data, LIMIT), dict)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "null", "[]", '"x"', "7", "{", "{}}", "{} {}", "{'a':1}", '{"a":1,}', '{"a":01}',
        '{"a":-1}', '{"a":1.0}', '{"a":1e2}', '{"a":NaN}', '{"a":Infinity}', '{"a":1234567890}',
        '{"a":1,"a":1}', '{"a":{"b":1,"b":1}}', '{"a":1,"\\u0061":2}', '{"a":"\n"}', '{"a":"\\x"}',
        '{"a":TRUE}', '{a:1}', '\ufeff{}', '{"a":1}//', '{"a"\u00a0:1}',
    ],
)  # fmt: skip
def test_lax_json_is_refused(text: str) -> None:
    """What some readers of JSON forgive, or read otherwise than others, is refused."""
    with pytest.raises(shape.Malformed):
        shape.parse(text, LIMIT)


@pytest.mark.parametrize("data", [b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b'{"a":"\xc0\xaf"}'])
def test_only_utf_8_is_text(data: bytes) -> None:
    """Bytes that are not UTF-8 are refused: stray bytes, surrogates, overlong forms."""
    with pytest.raises(shape.Malformed):
        shape.parse(data, LIMIT)


def test_a_text_with_a_lone_surrogate_is_no_utf_8() -> None:
    """A text that has no UTF-8 form, handed over as text, is refused like any other."""
    with pytest.raises(shape.Malformed):
        shape.parse('{"a":"\ud800"}', LIMIT)


def test_depth_is_bounded() -> None:
    """Sixteen levels are read, seventeen are refused, and a hundred thousand end as quickly."""
    assert shape.parse('{"a":' + "[" * 15 + "]" * 15 + "}", LIMIT)
    for levels in (16, 100_000):
        with pytest.raises(shape.Malformed):
            shape.parse('{"a":' + "[" * levels + "]" * levels + "}", 1_000_000)


def test_the_size_is_counted_in_bytes() -> None:
    """A document of the limit is read, one byte more is refused, whatever its characters."""
    text = json.dumps({"a": "é" * 10}, ensure_ascii=False)
    size = len(text.encode())
    assert shape.parse(text, size) == {"a": "é" * 10}
    with pytest.raises(shape.Malformed, match="bytes"):
        shape.parse(text, size - 1)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every object inside a document, by the path to it."""
    if isinstance(value, dict):
        yield path
        for name, member in value.items():
            yield from paths(member, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*path, number))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        document = document[step]
    return document


@pytest.mark.parametrize("name", ["certificate", "list", "controller"])
def test_an_unknown_member_is_refused_at_every_depth(name: str) -> None:
    """A member that the profile does not name is refused wherever an object stands."""
    document = documents()[name]
    shape.match(document, name)
    for path in paths(document):
        for member in ("x", "@id", "", "__proto__", "Name"):
            changed = copy.deepcopy(document)
            at(changed, path)[member] = "x"
            with pytest.raises(shape.Malformed, match="no such member"):
                shape.match(changed, name)


@pytest.mark.parametrize("name", ["certificate", "list", "controller"])
def test_a_missing_member_is_refused_at_every_depth(name: str) -> None:
    """Every member is needed, but for the few that the profile calls optional."""
    document, accepted = documents()[name], set()
    for path in paths(document):
        for member in at(document, path):
            changed = copy.deepcopy(document)
            del at(changed, path)[member]
            try:
                shape.match(changed, name)
            except shape.Malformed:
                continue
            accepted.add(member)
    assert accepted <= {"@context", "id", "previousProof", "description", "narrative"}


@pytest.mark.parametrize("name", ["certificate", "list", "controller"])
@pytest.mark.parametrize("value", [None, True, 0, -1, 1.5, "", [], {}, [None], "\ud800"])
def test_no_other_kind_of_value_passes(name: str, value: Any) -> None:
    """A value of another kind is refused at every place of every document."""
    document = documents()[name]
    for path in paths(document):
        for member in at(document, path):
            if member == "ttl" and value in (0, -1):
                continue
            changed = copy.deepcopy(document)
            at(changed, path)[member] = value
            if at(document, path)[member] == value and type(value) is bool:
                continue
            with pytest.raises(shape.Malformed):
                shape.match(changed, name)


def documents() -> dict[str, Any]:
    """A good document of each kind."""
    published = world.files()
    return {
        "certificate": world.signed(world.facts(conditions="None")),
        "list": json.loads(published[f"{world.BASE}status/refresh/1.json"]),
        "controller": json.loads(published[world.CONTROLLER]),
    }


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xFDD0, 0x1FFFE])
def test_control_characters_are_refused_in_texts(code: int) -> None:
    """No control character, surrogate or noncharacter stands in a name."""
    document = world.signed()
    document["issuer"]["name"] = f"North{chr(code)}mere"
    with pytest.raises(shape.Malformed, match="/issuer/name"):
        shape.match(document, "certificate")


@given(st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30)), st.integers(-840, 840))  # noqa: DTZ001
def test_instants_are_read_in_every_offset(moment: datetime, minutes: int) -> None:
    """An instant in any offset of up to 14 hours is the instant that Python reads."""
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    text = f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02d}:{size % 60:02d}"
    read = shape.instant(text)
    expected = moment.replace(microsecond=0, tzinfo=UTC) - timedelta(minutes=minutes)
    assert read == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "0999-01-01T00:00:00Z", "2026-01-01T00:00:00+14:01",
        "2026-01-01T00:00:00+01:60", "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00.0Z", "٢٠٢٦-01-01T00:00:00Z", "2026-01-01",
    ],
)  # fmt: skip
def test_instants_that_do_not_exist_are_refused(text: str) -> None:
    """Days, times and offsets that do not exist, and other ways to write one, are refused."""
    with pytest.raises(shape.Malformed):
        shape.instant(text)


def test_the_message_names_the_place() -> None:
    """A finding says which member of the document is not as it should be."""
    document = world.signed()
    document["credentialStatus"][1]["statusListIndex"] = "007"
    with pytest.raises(shape.Malformed, match="/credentialStatus/1/statusListIndex"):
        shape.match(document, "certificate")
