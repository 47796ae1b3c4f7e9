"""Looking up a status: whatever is not right about a list, nothing is learned from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from certpress import controller, lookup, proof
from certpress.keys import Role
from certpress.lookup import Asked
from certpress.model import Bits, Position, Purpose
from tests import sample, world

ADDRESS = f"{world.BASE}status/revocation/1.json"
ASKED = Asked(
    base=world.BASE, issuer=world.DID, folder=Purpose.REVOCATION, address=ADDRESS,
    index=world.PLACE.index,
)  # fmt: skip
SECOND = timedelta(seconds=1)
SINCE, UNTIL = world.NOW - timedelta(hours=1), world.NOW + timedelta(days=7)


def find(
    data: bytes | None = None,
    asked: Asked = ASKED,
    now: datetime = world.NOW,
    newest: datetime | None = None,
) -> lookup.Answer:
    """What is learned from a list at the address; without `data`, from a good one."""
    keys = controller.read(world.files()[world.CONTROLLER], world.DID)
    listed = world.files()[ADDRESS] if data is None else data
    return lookup.find(asked, keys, {ADDRESS: listed}.get, now, newest)


def refused(code: str, **how: Any) -> None:
    """Assert that nothing is learned, for the reason of that code."""
    with pytest.raises(lookup.Unknown) as caught:
        find(**how)
    assert caught.value.code == code


@pytest.mark.parametrize("bit", [True, False])
def test_a_believed_list_gives_its_bit_and_its_age(bit: bool) -> None:
    """A good list says whether the bit is set, and since when it says so."""
    data = world.status_list(Purpose.REVOCATION, {world.PLACE: Bits(revocation=bit)})
    assert find(data) == lookup.Answer(bit=bit, as_of=SINCE)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/status/revocation/1.json",
        "https://certs.example.org/status/suspension/1.json",
        "https://certs.example.org/status/revocation/0.json",
        "https://certs.example.org/status/revocation/01.json",
        "https://certs.example.org/status/revocation/1.json#x",
        "https://certs.example.org/status/revocation/1.json?x",
        "https://certs.example.org/status/revocation/../revocation/1.json",
        "https://certs.example.org/status//revocation/1.json",
        "https://certs.example.org/x/status/revocation/1.json",
        "https://certs.example.org/status/revocation/١.json",
        "https://certs.example.org@evil.example/status/revocation/1.json",
        "https://certs.example.org.evil.example/status/revocation/1.json",
        "http://certs.example.org/status/revocation/1.json",
        "",
    ],
)
def test_no_other_address_is_asked(address: str) -> None:
    """An address that is not one of the site's lists for this purpose is never loaded."""
    asked: list[str] = []
    keys = controller.read(world.files()[world.CONTROLLER], world.DID)

    def load(wanted: str) -> bytes | None:
        asked.append(wanted)
        return None

    with pytest.raises(lookup.Unknown, match=r"status\.mismatch"):
        lookup.find(replace(ASKED, address=address), keys, load, world.NOW, None)
    assert asked == []


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (SINCE - SECOND, "status.not_yet_valid"),
        (UNTIL + SECOND, "status.expired"),
        (UNTIL + timedelta(days=3650), "status.expired"),
        (SINCE - timedelta(days=3650), "status.not_yet_valid"),
    ],
)
def test_a_wrong_clock_or_an_old_list_learns_nothing(moment: datetime, code: str) -> None:
    """Outside the list's own time, be it by a wrong clock, no status is believed."""
    refused(code, now=moment)


@pytest.mark.parametrize(
    "moment", [SINCE, UNTIL, UNTIL + timedelta(microseconds=999_999), world.NOW]
)
def test_both_edges_belong_to_the_list_s_time(moment: datetime) -> None:
    """The first and the last second of a list are still believed."""
    assert not find(now=moment).bit


@pytest.mark.parametrize("hours", sample.of(range(1, 31), 6))
def test_an_old_list_played_again_learns_nothing(hours: int) -> None:
    """A list older than one already seen is not believed, however genuine it is."""
    refused("status.older_than_seen", newest=SINCE + timedelta(hours=hours))
    assert not find(newest=SINCE).bit


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer": "did:web:other.example"}, "status.mismatch"),
        ({"id": f"{world.BASE}status/revocation/2.json"}, "status.mismatch"),
        ({"type": ["VerifiableCredential"]}, "status.malformed"),
        ({"extra": 1}, "status.malformed"),
        ({"validUntil": "2026-02-30T00:00:00Z"}, "status.malformed"),
    ],
)
def test_a_signed_list_that_is_another_learns_nothing(change: Mapping[str, Any], code: str) -> None:
    """Although the status key signed it: another issuer's, address's, or kind of list."""
    document = {**json.loads(world.files()[ADDRESS]), **change}
    refused(code, data=json.dumps(document).encode())


def test_a_list_by_another_key_learns_nothing() -> None:
    """A list signed by the certificate key, or a stranger's, is not believed."""
    bare = {k: v for k, v in json.loads(world.files()[ADDRESS]).items() if k != "proof"}
    name = f"urn:uuid:{world.UUID}"
    for signer in (world.signer(Role.CERTIFICATES), world.signer(Role.STATUS, 1, "stranger")):
        data = json.dumps(proof.sign_chain(bare, signer, world.NOW, name)).encode()
        refused("status.signature_invalid", data=data)


def test_a_chain_that_begins_elsewhere_learns_nothing() -> None:
    """A list whose first proof follows another proof is not believed, whoever signed it."""
    listed = json.loads(world.files()[ADDRESS])
    bare = {name: value for name, value in listed.items() if name != "proof"}
    first = {**listed["proof"][0], "previousProof": f"urn:uuid:{world.UUID}"}
    signer = world.signer(Role.STATUS)
    chained = {**bare, "proof": [first]}
    second = proof.add(chained, signer, proof.JCS, SINCE, previousProof=first["id"])
    refused("status.malformed", data=json.dumps({**bare, "proof": [first, second]}).encode())


def test_without_keys_nothing_is_believed() -> None:
    """A lookup that has no controller document learns nothing."""
    with pytest.raises(lookup.Unknown, match=r"status\.signature_invalid"):
        lookup.find(ASKED, None, world.files().get, world.NOW, None)


def test_one_bit_of_a_signed_list_means_one_certificate() -> None:
    """In a list with a single bit set, that certificate reads withdrawn and its neighbours not."""
    for index in range(0, 131_072, 131_072 // sample.count(40, 4_000)):
        bits = {Position(list=1, index=index): Bits(revocation=True)}
        data = world.status_list(Purpose.REVOCATION, bits)
        for near in {max(index - 1, 0), index, index + 1, index ^ 7}:
            assert find(data, replace(ASKED, index=near)).bit == (near == index)


@pytest.mark.parametrize("index", [131_072, 999_999_999])
def test_a_place_beyond_the_list_learns_nothing(index: int) -> None:
    """A position that the list does not reach has no status."""
    refused("status.index_out_of_range", asked=replace(ASKED, index=index))


def test_any_bit_of_a_published_list_flipped_is_seen() -> None:
    """A list changed in any bit of its bytes is not believed, or says the same."""
    data = world.files()[ADDRESS]
    for bit in sample.of(range(len(data) * 8), 500):
        changed = bytearray(data)
        changed[bit >> 3] ^= 1 << (bit & 7)
        try:
            found = find(bytes(changed))
        except lookup.Unknown:
            continue
        # only white space became other white space: the document is the same
        assert json.loads(changed) == json.loads(data)
        assert found == find(data)
