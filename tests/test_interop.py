"""Other people's software believes what certpress signs, and sees what was changed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from certpress.keys import Role
from certpress.model import BADGES, Bits, Purpose
from certpress.stencil import Rack, Series
from tests import sample, series, world

REFERENCE = Path(__file__).parent / "bench" / "reference"

pytestmark = pytest.mark.skipif(
    not (REFERENCE / "node_modules" / ".package-lock.json").is_file() and not sample.CAMPAIGN,
    reason="the reference library is installed by `make test`",
)


def believed(credentials: Sequence[Mapping[str, Any]]) -> list[bool]:
    """What the reference library says of each credential."""
    controller = json.loads(world.files()[world.CONTROLLER])
    done = subprocess.run(
        ["node", "verify.mjs"],
        cwd=REFERENCE,
        input=json.dumps({"controller": controller, "credentials": credentials}).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[bool] = json.loads(done.stdout)["verified"]
    return found


def test_certificates_and_lists_verify_elsewhere() -> None:
    """The reference library accepts the proof set of a certificate and the chain of each list."""
    lists = [json.loads(world.status_list(p, {world.PLACE: Bits()})) for p in Purpose]
    assert believed([world.signed(), *lists]) == [True] * 4


def test_badges_and_their_lists_verify_elsewhere() -> None:
    """The reference library accepts a badge and its list, and sees a picture that was changed."""
    listed = json.loads(world.status_list(BADGES, {world.BADGE_PLACE: Bits()}))
    made = world.badge(world.facts(conditions="Supervised"))
    changed = {**made, "image": {**made["image"], "id": "https://certs.example.org/other.png"}}
    assert believed([made, listed, changed]) == [True, True, False]


def test_what_stencils_sign_verifies_elsewhere() -> None:
    """The reference library accepts 300 certificates and badges, half of them hostile."""
    rack = Rack()
    made = Series(signer=world.signer(Role.CERTIFICATES), created=world.NOW, rack=rack)
    documents = [
        {**document, "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2099-12-31T23:59:59Z"}
        for kind in (series.certificates, series.badges)
        for hostile in (False, True)
        for document in kind(4, 75, hostile=hostile)
    ]
    signed = [made.sign(document).document for document in documents]
    assert believed(signed) == [True] * 300


def test_a_change_is_seen_elsewhere() -> None:
    """A changed name, and a changed list, are refused there as here."""
    document = world.signed()
    subject = {**document["credentialSubject"], "name": "Somebody Else"}
    listed = json.loads(world.status_list(Purpose.REVOCATION, {world.PLACE: Bits()}))
    changed = {**listed, "validUntil": "2036-01-01T00:00:00Z"}
    assert believed([{**document, "credentialSubject": subject}, changed]) == [False, False]
