"""The controller document: whose keys, and what each may sign."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from certpress import controller, keys, shape
from certpress.controller import Controller
from certpress.keys import Role
from tests import world

Change = Callable[[dict[str, Any]], object]


def document(change: Change = lambda _: None) -> bytes:
    """The body's controller document, with a change."""
    made = keys.controller(world.BASE, [world.key(role) for role in Role])
    change(made)
    return json.dumps(made).encode()


def read(change: Change = lambda _: None) -> Controller:
    """The controller document, read."""
    return controller.read(document(change), world.DID)


def method(**members: Any) -> Change:
    """A change of the certificate key's method."""
    return lambda made: made["verificationMethod"][0].update(members)


def of(role: Role = Role.CERTIFICATES, number: int = 1) -> dict[str, str]:
    """The members of a proof that decide which key it needs."""
    name = f"{world.DID}#{role}-{number}"
    return {"verificationMethod": name, "created": "2026-11-19T09:00:00Z"}


def test_each_role_has_its_key() -> None:
    """The key of each role is found under its name."""
    for role in Role:
        expected = keys.unmultikey(world.key(role).public)
        assert controller.find_key(read(), of(role), role) == ("key.valid", expected)


@pytest.mark.parametrize(("role", "other"), [tuple(Role), tuple(Role)[::-1]])
def test_a_key_signs_nothing_of_another_role(role: Role, other: Role) -> None:
    """The status key signs no certificates, the certificate key no lists."""
    assert controller.find_key(read(), of(role), other) == ("key.role", None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda made: made["verificationMethod"].pop(0), "key.not_found"),
        (lambda made: made["assertionMethod"].pop(0), "key.relationship"),
        (method(revoked="2026-11-01T00:00:00Z"), "key.revoked"),
        (method(revoked="2999-01-01T00:00:00Z"), "key.revoked"),
        (method(expires="2026-11-19T08:59:59Z"), "key.expired"),
        (method(expires="2026-11-19T09:59:59+01:00"), "key.expired"),
        (method(publicKeyMultibase=keys.multikey(bytes(31) + b"\1")), "key.point_invalid"),
    ],
)
def test_a_key_that_may_not_sign_is_named_by_a_code(change: Change, code: str) -> None:
    """Why a key may not sign is told by a code of its own."""
    assert controller.find_key(read(change), of(), Role.CERTIFICATES) == (code, None)


@pytest.mark.parametrize("expires", ["2026-11-19T09:00:00Z", "2026-11-19T10:00:00+01:00"])
def test_a_retired_key_keeps_what_it_signed(expires: str) -> None:
    """What a key signed until the second at which it expired stays good."""
    assert controller.find_key(read(method(expires=expires)), of(), Role.CERTIFICATES)[1]


def test_old_certificates_hold_after_rotations() -> None:
    """After three rotations, the first key's signatures still hold, each under its own key."""
    numbers = range(1, 5)
    made = keys.controller(world.BASE, [world.key(Role.CERTIFICATES, n) for n in numbers])
    found = controller.read(json.dumps(made).encode(), world.DID)
    for number in numbers:
        expected = keys.unmultikey(world.key(Role.CERTIFICATES, number).public)
        code, public = controller.find_key(found, of(number=number), Role.CERTIFICATES)
        assert (code, public) == ("key.valid", expected)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.update(id="did:web:other.example"),
        method(controller="did:web:other.example"),
        method(id="did:web:other.example#certificates-1"),
        method(id=f"{world.DID}.evil.example#certificates-1"),
        lambda made: made["verificationMethod"].append(made["verificationMethod"][0]),
        lambda made: made.update(alsoKnownAs=[]),
        lambda made: made.update(verificationMethod=[]),
        method(type="Ed25519VerificationKey2020"),
        method(secretKeyMultibase="z3u2"),
        method(expires="never"),
    ],
)
def test_a_document_that_is_not_the_body_s_is_refused(change: Change) -> None:
    """A document of another DID, with another's keys, or of another shape, is not read at all."""
    with pytest.raises(shape.Malformed):
        read(change)
