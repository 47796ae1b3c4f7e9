"""Signing and checking a proof, in short turns with the public reference library in Node.

The quickest of many short turns counts, on both sides: in it nothing else had the processor, so
that the ratio holds on a machine that does other work as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import nacl.signing

from certpress import certificate, keys, proof
from certpress.keys import Role
from tests import world
from tests.bench import measure, reference
from tests.bench.tables import Table, table

TURNS = 60
ROUNDS = 4  # in a turn
WARM = 200  # rounds before, until the compiler of Node has seen them
REFERENCE = "`@digitalbazaar/vc` with `eddsa-rdfc-2022-cryptosuite`"
_SECRET = b"\x80\x26"  # the multicodec of an Ed25519 secret key


def tables(_place: Path) -> Iterator[Table]:
    """The table of this subject."""
    document = certificate.unsigned(world.facts(), world.BODY)
    with reference.worker(document, _key()) as theirs:
        theirs.ask("sign", WARM)
        theirs.ask("verify", WARM)
        rows = [_row(name, theirs, *pair) for name, pair in _ours(document).items()]
    head = ("work", "ours, a second", "reference, a second", "ratio")
    yield table("signing", head, rows)


def _key() -> dict[str, str]:
    """The certificate key as the reference library takes it."""
    signer = world.signer(Role.CERTIFICATES)
    public = bytes(nacl.signing.SigningKey(signer.seed).verify_key)
    return {
        "id": signer.method,
        "type": "Multikey",
        "controller": world.DID,
        "publicKeyMultibase": keys.multikey(public),
        "secretKeyMultibase": "z" + keys.base58(_SECRET + signer.seed + public),
    }


def _ours(document: Mapping[str, Any]) -> dict[str, tuple[str, Callable[[], object]]]:
    """What is measured, with the work of the reference that it is compared to."""
    signer, created = world.signer(Role.CERTIFICATES), world.NOW - timedelta(days=1)
    public = bytes(nacl.signing.SigningKey(signer.seed).verify_key)
    rdfc, jcs = (proof.add(document, signer, suite, created) for suite in (proof.RDFC, proof.JCS))

    def check(one: Mapping[str, Any]) -> None:
        assert proof.holds(document, one, public)

    return {
        "sign, eddsa-rdfc-2022": (
            "sign",
            lambda: proof.add(document, signer, proof.RDFC, created),
        ),
        "sign, both proofs": ("sign", lambda: proof.sign_set(document, signer, created)),
        "verify, eddsa-rdfc-2022": ("verify", lambda: check(rdfc)),
        "verify, eddsa-jcs-2022": ("verify", lambda: check(jcs)),
    }


def _row(
    name: str, theirs: reference.Worker, what: str, ours: Callable[[], object]
) -> tuple[str, str, str, str]:
    mine, other = [], []
    for _ in range(TURNS):
        mine.append(measure.timed(ours, ROUNDS))
        other.append(theirs.ask(what, ROUNDS))
    best, their_best = ROUNDS / min(mine), ROUNDS / min(other)
    return name, f"{best:,.0f}", f"{their_best:,.0f}", f"{best / their_best:.1f}"
