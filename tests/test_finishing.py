"""Finishing: what was signed is written out and looked at, quickly where it is plainly good."""

from __future__ import annotations

import pickle
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from certpress import compact, documents, finishing, shape
from certpress.finishing import Finishing, Leaf, Unissuable
from certpress.issuance import Press
from certpress.keys import Role
from certpress.model import Person
from certpress.register import Made
from certpress.stencil import Rack
from certpress.trial import Trial
from tests import world
from tests.test_issuance import order

EDITION = ("ndt", "2017-1")
SCHEMES = {EDITION: world.SCHEME}


def press(rack: Rack | None) -> Press:
    """What signs, with stencils or without."""
    signer = world.signer(Role.CERTIFICATES)
    people = [world.HEAD]
    return Press(
        body=world.BODY, schemes=SCHEMES, people=people, signer=signer, now=world.NOW, rack=rack
    )


def begun() -> Finishing:
    """What finishes, and has seen nothing yet."""
    made = Finishing(body=world.BODY, schemes=SCHEMES, now=world.NOW, logo=b"")
    made.use(EDITION, world.DICTIONARY)
    return made


def leaves(count: int, rack: Rack | None, **changes: Any) -> list[Leaf]:
    """Certificates of one kind, of persons with different names."""
    made, signed = press(rack), []
    for number in range(count):
        person = Person(id="p", name=f"Łucja Doe {number}")
        one = order(**{"decision": number, "person": person} | changes)
        signed.append(made.sign(one, world.UUID, world.PLACE))
    return signed


def test_finished_in_another_process_it_is_the_same() -> None:
    """With stencils or without, handed over or not: the same bytes, and a code of the same."""
    handed = pickle.loads(pickle.dumps(leaves(4, Rack())))
    here, there = begun(), begun()
    for mine, plain, other in zip(leaves(4, Rack()), leaves(4, None), handed, strict=True):
        made = here.finish(mine)
        assert made == there.finish(other) == there.finish(plain)
        signed = shape.parse(made.document, shape.DOCUMENT_LIMIT)
        assert made.document == compact.as_json(signed)
        assert made.code == compact.pack(signed, world.DICTIONARY)


_NOISE = "".join(map(chr, Random(1).sample(range(0x4E00, 0x9FA5), 300)))
REFUSED: dict[str, dict[str, Any]] = {
    "a character without a font": {"person": Person(id="p", name="\u16a0")},
    "a character that must not be signed": {"conditions": "a\u0085b"},
    "more than there is room for": {"conditions": "very long " * 101},
    "more than a code holds": {"conditions": _NOISE},
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("first", [True, False])
def test_what_must_not_be_stored_is_named(kind: str, first: bool) -> None:
    """Whether it is the first of its kind, or others were good."""
    made = begun()
    if not first:
        for leaf in leaves(3, Rack(), conditions="dry parts only"):
            made.finish(leaf)
    (bad,) = leaves(1, Rack(), **REFUSED[kind])
    with pytest.raises(Unissuable, match="NDT-2026-00417"):
        made.finish(bad)


def test_nothing_passes_quickly_that_would_not_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plainly good is what the trial lets pass; all else is tried in full."""
    tried = list[str]()
    check = Trial.check

    def counted(self: Trial, *given: Any) -> None:
        tried.append(given[0].person.name)
        check(self, *given)

    monkeypatch.setattr(Trial, "check", counted)
    names = ("Ann", "Ben", "C" * 60, "龘" * 30, "Zoe\u0308", "Dee")
    made = begun()
    for name in names:
        made.finish(leaves(1, Rack(), person=Person(id="p", name=name))[0])
    assert tried == ["Ann", "C" * 60, "龘" * 30]


def test_a_code_that_says_something_else_is_never_stored() -> None:
    """The first of a kind is unpacked, as those who check it do."""
    one, other = (leaves(1, Rack(), number=number)[0] for number in ("NDT-1", "NDT-2"))
    swapped = one._replace(draft=other.draft._replace(file=one.draft.json()))
    with pytest.raises(Unissuable, match="does not give the certificate back"):
        begun().finish(swapped)


def test_kinds_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the number of kinds, and what is made stays the same."""
    monkeypatch.setattr(finishing, "_MOST_KINDS", 2)
    monkeypatch.setattr(documents, "files", lambda *_: {})
    made, kept = begun(), list[Made]()
    for role in ("A", "B", "C", "A"):
        by = replace(world.HEAD, role=role)
        kept.append(made.finish(leaves(1, Rack(), authorised_by=by)[0]))
        assert len(made._kinds) <= 2 >= len(made._scopes)
    assert kept[0] == kept[-1]


def test_scopes_of_their_own_are_one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each scope is looked at once, and read back from its code with the first of the kind."""
    unpacked, tried = list[bytes](), list[tuple[str, ...]]()
    unpack, check = finishing._unpacks, Trial.check

    def read(document: bytes, *given: bytes) -> None:
        unpacked.append(document)
        unpack(document, *given)

    def counted(self: Trial, *given: Any) -> None:
        tried.append(tuple(item.code for item in given[0].scope))
        check(self, *given)

    monkeypatch.setattr(finishing, "_unpacks", read)
    monkeypatch.setattr(Trial, "check", counted)
    made = begun()
    codes = [item.code for item in world.SCHEME.items]
    for scope in ([codes[0]], [codes[1]], codes[:2], [codes[0]], [codes[1]]):
        made.finish(leaves(1, Rack(), scope=tuple(scope))[0])
    assert tried == [(codes[0],), (codes[1],), (codes[0], codes[1])]
    assert len(unpacked) == 2
