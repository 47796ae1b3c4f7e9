"""Everything checked again: quickly where nothing is amiss, and never better than in full."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from certpress import compact
from certpress.audit import Audit, Places, Sample
from certpress.keys import Role
from certpress.model import Bits, Issued, Position, StatusBits
from certpress.report import Outcome
from certpress.verify import Memory, Site, verify
from tests import world
from tests.office import VALID, Office

BITS = [
    Bits(),
    Bits(refresh=True),
    Bits(suspension=True),
    Bits(revocation=True, suspension=True),
    Bits(revocation=True, refresh=True),
]


def begun(bits: Bits | None = None, *, full: int = 0, **changes: Any) -> Audit:
    """An audit of the body that publishes these bits, with none of them in the sample."""
    said = bits or Bits()
    values: dict[str, Any] = {
        "site": Site(
            base=world.BASE, did=world.DID, dictionaries=(compact.name(world.DICTIONARY),)
        ),
        "loader": world.Loader(world.files(said)),
        "now": world.NOW,
        "bits": StatusBits({world.PLACE: said}),
        "sample": Sample(full=full, of=1, entropy=world.entropy("sample")),
    }
    return Audit(**values | changes)


def outcome(found: Audit) -> Outcome:
    """The one outcome that was counted."""
    (one,) = found.tally.counts
    return one


DAY = timedelta(days=1)
PERIODS = {"runs": (-30, 30), "is over": (-60, -30), "is to come": (30, 60)}


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("period", PERIODS)
def test_quick_and_full_agree(bits: Bits, period: str) -> None:
    """For every standing and on any day both ways give one outcome, and find nothing amiss."""
    first, last = (world.NOW.date() + DAY * days for days in PERIODS[period])
    issued = world.issued(world.signed(world.facts(valid_from=first, valid_until=last)))
    quick, full = begun(bits), begun(bits, full=1)
    for found in (quick, full):
        found.check(issued)
    assert (quick.tally.full, full.tally.full) == (0, 1)
    assert quick.tally.counts == full.tally.counts
    assert quick.tally.faults == full.tally.faults == []


def changed(document: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The document with another value at a path."""
    made = copy.deepcopy(dict(document))
    *ways, last = path.split("/")
    inner: Any = made
    for way in ways:
        inner = inner[int(way) if way.isdigit() else way]
    inner[int(last) if last.isdigit() else last] = value
    return made


DAMAGE = {
    "name": ("credentialSubject/name", "Somebody Else"),
    "number": ("credentialSubject/licenseNumber", "NDT-2026-99999"),
    "until": ("validUntil", "2099-01-01T23:59:59Z"),
    "index": ("credentialStatus/0/statusListIndex", "5"),
    "issuer": ("issuer/id", "did:web:elsewhere.example"),
    "edition": ("relatedResource/0/digestSRI", "sha384-" + "A" * 64),
    "contexts": ("@context", ["https://www.w3.org/ns/credentials/v2"]),
    "signature of the first": ("proof/0/proofValue", "z" + "2" * 87),
    "signature of the second": ("proof/1/proofValue", "z" + "2" * 87),
    "key": ("proof/0/verificationMethod", f"{world.DID}#status-1"),
    "two of one kind": ("proof", world.signed()["proof"][:1] * 2),
    "a member more": ("more", "x"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_no_damage_passes_quickly(kind: str) -> None:
    """What was changed goes to `verify`, and has the outcome and the codes that it gives."""
    signed = world.signed()
    issued = replace(world.issued(signed), document=compact.as_json(changed(signed, *DAMAGE[kind])))
    found = begun()
    found.check(issued)
    assert found.tally.full == 1
    assert [fault.number for fault in found.tally.faults] == [issued.number]
    site, loader = found._site, found._loader
    assert outcome(found) is verify(issued.document, site, loader, world.NOW, Memory()).outcome


def flipped(issued: Issued, at: int) -> Issued:
    """The certificate with another byte in its code."""
    code = bytearray(issued.code)
    code[at] ^= 0x01
    return replace(issued, code=bytes(code))


@pytest.mark.parametrize("at", [0, 1, 4, 5, 20, 21, 60, 120, -65, -64, -1])
def test_a_damaged_code_is_found(at: int) -> None:
    """Every part of it: format, dictionary, identifier, text, signature."""
    found = begun()
    found.check(flipped(world.issued(world.signed()), at))
    assert found.tally.full == 1
    assert found.tally.faults


def test_the_code_of_another_certificate_is_found() -> None:
    """Both are genuine; they do not belong together."""
    one, other = world.signed(), world.signed(world.facts(number="NDT-2026-00001"))
    found = begun()
    found.check(replace(world.issued(one), code=world.issued(other).code))
    assert "audit.code_differs" in found.tally.faults[0].codes


def test_lists_that_say_something_else_than_the_register_are_found() -> None:
    """A certificate that reads better than its decisions, or worse."""
    found = begun()
    found._bits = StatusBits({world.PLACE: Bits(suspension=True)})
    found.check(world.issued(world.signed()))
    assert found.tally.faults[0].codes == ("audit.bits_differ",)


@pytest.mark.parametrize("change", [{"id": "0" * 36}, {"number": "X"}])
def test_a_row_that_was_changed_is_found(change: dict[str, Any]) -> None:
    """Identifier and number of the row are those of the signed document."""
    found = begun()
    found.check(replace(world.issued(world.signed()), **change))
    assert found.tally.faults[0].codes == ("audit.not_its_row",)


def test_two_certificates_at_one_place_are_found() -> None:
    """Each has a place of its own."""
    one, places = world.issued(world.signed()), Places()
    assert list(places.add(one)) == []
    assert list(places.add(replace(one, position=Position(list=2, index=1)))) == []
    assert [fault.codes for fault in places.add(one)] == [("audit.place_used_twice",)]


def test_an_erased_certificate_is_counted() -> None:
    """Nothing is left of it to check."""
    found = begun()
    found.check(replace(world.issued(world.signed()), document=b"", code=b""))
    assert (found.tally.erased, found.tally.checked) == (1, 1)


def test_what_all_share_is_told_once() -> None:
    """Lists that are out of date, and keys that cannot be had."""
    assert begun().unsound(1) == ()
    late = begun(now=world.NOW + timedelta(days=30))
    assert late.unsound(1) == ("status.expired",)
    files = {k: v for k, v in world.files().items() if "did.json" not in k}
    assert "key.controller_invalid" in begun(loader=world.Loader(files)).unsound(1)


def test_the_sample_has_its_size() -> None:
    """About as many as were asked for: all, none, or a share."""
    entropy = world.entropy("shares")
    assert all(Sample(full=5, of=5, entropy=entropy).takes() for _ in range(100))
    assert not any(Sample(full=0, of=5, entropy=entropy).takes() for _ in range(100))
    assert 50 < sum(Sample(full=1, of=10, entropy=entropy).takes() for _ in range(1000)) < 150


def test_a_key_of_another_role_signs_no_certificate() -> None:
    """A certificate signed with the status key is not genuine, quickly or in full."""
    found = begun()
    found.check(world.issued(world.signed(by=world.signer(Role.STATUS))))
    assert outcome(found) is Outcome.NOT_GENUINE
    assert found.tally.faults


# The command


def test_verify_all_finds_nothing_in_a_sound_register(published: Office) -> None:
    """Without a key or a passphrase; every outcome is counted."""
    done = published.run("verify", "--all", "--json", env={"CERTPRESS_PASSPHRASE": None})
    found = done.object
    assert (done.code, found["certificates"], found["findings"]) == (0, 10, [])
    assert found["outcomes"]["suspended"] == found["outcomes"]["withdrawn"] == 1
    assert {one["outcome"] for one in found["register"]} == {"pass"}


def test_verify_all_names_what_is_amiss(body: Office) -> None:
    """Decisions that no list says yet: the number, and exit code 1."""
    body.decide("suspend", VALID)
    done = body.run("verify", "--all", "--sample", "0")
    assert done.code == 1
    assert VALID in done.out
    assert "audit.bits_differ" in done.out
    body.ok("status", "refresh")
    assert body.ok("verify", "--all").out.strip().endswith("nothing is amiss")


def test_verify_all_says_when_lists_are_out_of_date(published: Office) -> None:
    """Told once, with the next step."""
    done = published.run("verify", "--all", now=published.now + timedelta(days=30))
    assert done.code == 1
    assert done.out.count("status.expired") == 1
    assert "certpress status refresh" in done.err


def test_verify_all_is_about_the_register_alone(published: Office) -> None:
    """A file beside --all, or nothing at all, is a mistake of usage."""
    assert published.run("verify", "--all", "certificate.json").code == 2
    assert published.run("verify").code == 2


def test_verify_all_names_what_is_damaged(body: Office) -> None:
    """A document that cannot be unpacked any more is named, and the others are checked."""
    with closing(sqlite3.connect(body.folder / "credentials" / "register.sqlite")) as register:
        register.execute("DROP TRIGGER certificate_no_update")
        change = "UPDATE certificate SET document = substr(document, 1, 80) WHERE number = ?"
        register.execute(change, (VALID,))
        register.commit()
    done = body.run("verify", "--all", "--json")
    assert done.code == 1
    found = done.object
    assert [(one["number"], one["codes"]) for one in found["findings"]] == [
        (VALID, ["audit.damaged"])
    ]
    assert (found["certificates"], found["outcomes"][Outcome.NOT_GENUINE]) == (10, 1)
