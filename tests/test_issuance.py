"""Issuing: every decision that calls for a certificate gets one, whatever happens on the way."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from certpress import compact, issuance, proof, shape, store
from certpress.cli import certificates
from certpress.errors import CertpressError
from certpress.finishing import Leaf
from certpress.issuance import Press
from certpress.keys import Role
from certpress.model import Person
from certpress.register import Order
from tests import world
from tests.office import COLUMNS, Office, row
from tests.test_documents import folders

CAMPAIGN = bool(os.environ.get("CERTPRESS_CAMPAIGN"))
GRANTS = 5


def decided(office: Office, count: int = GRANTS) -> Office:
    """Grants that call for certificates, one of them recertified."""
    rows = [
        row("grant", f"NDT-2020-0000{n}", "2020-03-01", f"Nomen {n},,,ndt,UT-2-W,,,")
        for n in range(1, count)
    ]
    rows.append(row("recertify", "NDT-2020-00001", "2025-02-10"))
    office.ok("import", office.file(COLUMNS + "\n" + "".join(rows)))
    return office


def whole(office: Office, count: int = GRANTS) -> None:
    """Every order has one certificate, every place is its own, all documents are there."""
    with office.register() as register:
        issued = list(register.issued())
        assert register.orders() == ()
        assert not register.check().failed
    assert len({one.decision for one in issued}) == len(issued) == count
    assert len({one.position for one in issued}) == len({one.id for one in issued}) == count
    found = [(folder / "certificate.json").read_bytes() for folder in folders(office)]
    assert sorted(found) == sorted(one.document for one in issued)
    for folder in folders(office):
        for name in ("certificate.pdf", "qr.svg", "qr.png"):
            assert (folder / name).is_file()
    assert "0 certificates signed" in office.ok("issue").err


def test_issuing_twice_issues_once(empty: Office) -> None:
    """The second run finds nothing to do: no passphrase is asked for, not a byte changes."""
    decided(empty).ok("issue")
    before = empty.tree()
    done = empty.ok("issue", env={"CERTPRESS_PASSPHRASE": None})
    assert done.err.startswith("0 certificates signed")
    assert {n for n, digest in empty.tree().items() if before.get(n) != digest} <= {
        "credentials/register.sqlite-shm",
        "credentials/register.sqlite-wal",
    }
    whole(empty)


def test_nothing_is_issued_without_a_decision(empty: Office) -> None:
    """A body that decided nothing issues nothing."""
    assert "there is no register yet" in empty.refused("issue", code=3)


class Stopped(Exception):
    """The power went off."""


@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_batch_that_fails_stores_nothing_of_itself(
    empty: Office, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Earlier batches stay issued; the failed one is tried again by the next run."""
    monkeypatch.setattr(certificates, "_BATCH", 2)
    sign, calls = Press.sign, [0]

    def stops(self: Press, *order: Any) -> Leaf:
        calls[0] += 1
        if calls[0] == at:
            raise Stopped
        return sign(self, *order)

    decided(empty)
    with monkeypatch.context() as patched:
        patched.setattr(Press, "sign", stops)
        with pytest.raises(Stopped):
            empty.run("issue")
    with empty.register() as register:
        assert len(list(register.issued())) == (at - 1) // 2 * 2
    empty.ok("issue")
    whole(empty)


@pytest.mark.parametrize("at", [1, 3, 4, 6, 9])
def test_a_full_disk_between_commit_and_documents(
    empty: Office, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Certificates that were stored get their documents from the next run, the same ones."""
    write, calls = store.write, [0]

    def full(*arguments: Any, **options: Any) -> bool:
        calls[0] += 1
        if calls[0] == at:
            raise CertpressError("disk", "cannot be written")
        return write(*arguments, **options)

    decided(empty)
    with monkeypatch.context() as patched:
        patched.setattr(store, "write", full)
        assert empty.run("issue").code == 1
    with empty.register() as register:
        stored = {one.id for one in register.issued()}
    empty.ok("issue")
    whole(empty)
    with empty.register() as register:
        assert {one.id for one in register.issued()} == stored


# The process is killed: nothing that Python would tidy up is tidied up.

MOMENTS: Sequence[int] = range(1, 80) if CAMPAIGN else random.Random(17024).sample(range(1, 60), 5)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_issuing_goes_on(empty: Office, moment: int) -> None:
    """Whenever the process dies, the next run finishes: nothing lost, nothing twice."""
    decided(empty)
    assert empty.killed(moment, "issue") in (0, 137)
    empty.ok("issue")
    whole(empty)


def test_killed_again_and_again(empty: Office) -> None:
    """A machine that fails every few steps gets there in the end."""
    decided(empty)
    for moment in (7, 12, 15):
        assert empty.killed(moment, "issue") == 137
    empty.ok("issue")
    whole(empty)


# Several at once


def test_two_commands_issuing_at_once(empty: Office) -> None:
    """Between them they issue every order once, and both end well."""
    decided(empty)
    running = [empty.apart("issue") for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert sum(int(text.split()[0]) for text in said) == GRANTS
    whole(empty)


def test_eight_commands_deciding_at_once(empty: Office) -> None:
    """On a body without a register yet: eight decisions, eight numbers, one sound chain."""
    words = ("--scheme", "ndt", "--scope", "UT-2-W", "--decided-by", "Tomás Brightwater")
    more = ("--basis", "f", "--authorised-by", "Dr Maren Okafor-Lindqvist")
    role = ("--authorised-role", "Head of Certification")
    running = [
        empty.apart("decide", "grant", "--name", f"Nomen {n}", *words, *more, *role)
        for n in range(8)
    ]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 8, said
    with empty.register() as register:
        assert not register.check().failed
        numbers = {decision.number for decision in register.decisions()}
    assert numbers == {f"NDT-2026-0000{n}" for n in range(1, 9)}


def test_import_and_issue_at_once(empty: Office) -> None:
    """What is decided while certificates are signed waits for the next run; nothing is torn."""
    decided(empty)
    path = empty.file(COLUMNS + "\n" + row("grant", "", "2026-03-01", "New One,,,ndt,UT-2-W,,,"))
    running = [empty.apart("issue"), empty.apart("import", path)]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    empty.ok("issue")
    whole(empty, GRANTS + 1)


# What the press makes


def press() -> Press:
    """A press with one scheme and a cheap key."""
    scheme = world.SCHEME
    return Press(
        body=world.BODY,
        schemes={(scheme.id, scheme.edition): scheme},
        people=[world.HEAD],
        signer=world.signer(Role.CERTIFICATES),
        now=world.NOW,
    )


def order(**changes: Any) -> Order:
    """What a grant calls for."""
    facts = world.facts()
    made = Order(
        decision=1,
        number=facts.number,
        person=facts.person,
        scheme="ndt",
        edition="2017-1",
        scope=("UT-2-W",),
        conditions="",
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        authorised_by=world.HEAD,
        decided_on=facts.valid_from,
    )
    return replace(made, **changes)


def test_the_press_signs_what_the_order_says() -> None:
    """Both proofs, the place in the lists, and a code that unpacks to the same certificate."""
    made = press()
    document, code = world.made_by(made)(order(), world.UUID, world.PLACE)
    signed = shape.parse(document, shape.DOCUMENT_LIMIT)
    assert [p["cryptosuite"] for p in signed["proof"]] == [proof.RDFC, proof.JCS]
    assert {e["statusListIndex"] for e in signed["credentialStatus"]} == {"94567"}
    back = compact.unpack(compact.digits(code), [made.dictionary(world.SCHEME)])
    assert back["credentialSubject"] == signed["credentialSubject"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": ("XX-1",)}, "has no scope item XX-1"),
        ({"conditions": "very long " * 200}, "1,000 characters"),
        ({"person": Person(id="p", name="x\u0000y")}, "control character"),
    ],
)
def test_what_cannot_become_a_certificate_names_the_number(
    changes: dict[str, Any], said: str
) -> None:
    """The number is in the error."""
    made = press()
    with pytest.raises(CertpressError, match=r"NDT-2026-00417") as caught:
        world.made_by(made)(order(**changes), world.UUID, world.PLACE)
    assert said in str(caught.value)


@pytest.mark.parametrize("length", [300, 900])
def test_a_certificate_too_large_for_a_code_says_what_to_shorten(length: int) -> None:
    """More than a QR code of version 20 holds, by a little or by far: what to shorten is said."""
    chance = random.Random(1)
    noise = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length))
    with pytest.raises(CertpressError, match="NDT-2026-00417") as caught:
        world.made_by(press())(order(conditions=noise), world.UUID, world.PLACE)
    assert "QR code" in caught.value.problem
    assert caught.value.hint.startswith("shorten the conditions and limitations")


def test_a_dictionary_knows_nobody() -> None:
    """It is published for ever: made of the scheme and the body alone, always the same bytes."""
    one = issuance.dictionary(world.BODY, world.SCHEME, [world.HEAD])
    assert one == issuance.dictionary(world.BODY, world.SCHEME, [world.HEAD])
    assert b"Jane" not in one
    assert b"UT-3-W" in one
