"""Signing and checking, in short turns with the public reference library in Node.

The quickest of many short turns counts, on both sides, without what other processes had of it,
so that the ratio holds on a machine that does other work as well. Each of our rounds has a
certificate of its own, as in issuing; the reference signs one with one proof again and again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import nacl.bindings

from certpress import certificate, compact, keys, proof
from certpress.keys import Role
from certpress.model import Certificate, Position
from certpress.stencil import Checker, Rack, Series
from tests import world
from tests.bench import measure, reference
from tests.bench.tables import Table, table

TURNS = 100
OURS = 0.01  # seconds that a turn of ours has at least
ROUNDS = 3  # in a turn of the reference
WARM = 200  # rounds before, until the compiler of Node has seen them
DIFFERENT = 500  # certificates
REFERENCE = "`@digitalbazaar/vc` with `eddsa-rdfc-2022-cryptosuite`"
_SECRET = b"\x80\x26"  # the multicodec of an Ed25519 secret key

SIGNER, CREATED = world.signer(Role.CERTIFICATES), world.NOW - timedelta(days=1)
PUBLIC, SECRET = nacl.bindings.crypto_sign_seed_keypair(SIGNER.seed)
Document = Mapping[str, Any]
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is measured, the work of the reference beside it, and the name of the ratio."""

    what: str
    theirs: str
    ours: Work
    figure: str = ""


def tables(_place: Path) -> Iterator[Table]:
    """The tables of this subject."""
    alike, refused = documents(), [_twice(document) for document in documents()]
    measured = [*_measured(alike[0], _with_stencils(alike)), *_measured(refused[0], _full(refused))]
    head = ("work", "ours, a second", "reference, a second", "ratio")
    rows = [(row.what, f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.1f}")
            for row, ours, theirs in measured]  # fmt: skip
    figures = {row.figure: ours / theirs for row, ours, theirs in measured if row.figure}
    yield table("signing", head, rows, figures)


def _key() -> dict[str, str]:
    """The certificate key as the reference library takes it."""
    return {
        "id": SIGNER.method,
        "type": "Multikey",
        "controller": world.DID,
        "publicKeyMultibase": keys.multikey(PUBLIC),
        "secretKeyMultibase": "z" + keys.base58(_SECRET + SECRET),
    }


def documents() -> list[Document]:
    """Certificates that differ from each other in all that persons differ in."""
    return [certificate.unsigned(_facts(number), world.BODY) for number in range(DIFFERENT)]


def _facts(number: int) -> Certificate:
    return world.facts(
        id=f"3f1d9d1e-6f3c-4c6b-9d53-{number:012x}",
        number=f"NDT-2026-{number:05}",
        person=replace(world.facts().person, name=f"Jane Q. Doe {number}"),
        position=Position(list=1, index=number * 101),
    )


def _twice(document: Document) -> Document:
    """With its accreditation twice, so that no stencil tells its nodes apart."""
    return {**document, "evidence": document["evidence"] * 2}


def _with_stencils(documents: Sequence[Document]) -> list[Row]:
    rack = Rack()
    series = Series(signer=SIGNER, created=CREATED, rack=rack)
    badges = Series(signer=SIGNER, created=CREATED, rack=rack, suites=(proof.RDFC,))
    packer, plain = compact.Packer(world.DICTIONARY), Checker(None)
    signed = [series.sign(document) for document in documents]
    checker = Checker(rack)
    new, old = itertools.cycle(documents), itertools.cycle(signed)

    def check(by: Checker) -> None:
        assert by.check(next(old).document, lambda _proof: PUBLIC) == (True, True)

    return [
        Row(what="sign, both proofs", theirs="sign", ours=lambda: series.sign(next(new)),
            figure="sign_ratio_to_reference"),
        Row(what="sign, one proof (a badge)", theirs="sign", ours=lambda: badges.sign(next(new))),
        Row(what="sign, both proofs; file and compact form", theirs="sign",
            ours=lambda: _kept(series, next(new), packer)),
        Row(what="sign, both proofs, without stencils", theirs="sign",
            ours=lambda: proof.sign_set(next(new), SIGNER, CREATED)),
        Row(what="verify, both proofs", theirs="verify", ours=lambda: check(checker),
            figure="verify_ratio_to_reference"),
        Row(what="verify, both proofs, without stencils", theirs="verify",
            ours=lambda: check(plain)),
    ]  # fmt: skip


def _kept(series: Series, document: Document, packer: compact.Packer) -> tuple[bytes, bytes]:
    """What issuing keeps of a certificate."""
    signed = series.sign(document)
    return signed.json(), signed.code(packer)


def _full(documents: Sequence[Document]) -> list[Row]:
    rack = Rack()
    series = Series(signer=SIGNER, created=CREATED, rack=rack)
    for document in documents[:20]:
        series.sign(document)
    assert (rack.counts.filled, rack.counts.plain) == (0, 0)
    new = itertools.cycle(documents)
    return [
        Row(what="sign, both proofs, by the full algorithm", theirs="sign",
            ours=lambda: series.sign(next(new)), figure="fallback_ratio_to_reference"),
    ]  # fmt: skip


def _measured(document: Document, rows: Sequence[Row]) -> Iterator[tuple[Row, float, float]]:
    """For each row, how often a second we and the reference do it."""
    with reference.worker(document, _key()) as theirs:
        theirs.ask("sign", WARM)
        theirs.ask("verify", WARM)
        for row in rows:
            mine, other = in_turns(row.ours, partial(_ask, theirs, row.theirs))
            yield row, 1 / mine, 1 / other


def _ask(theirs: reference.Worker, what: str) -> float:
    return theirs.ask(what, ROUNDS) / ROUNDS


def in_turns(ours: Work, other: Callable[[], float]) -> tuple[float, float]:
    """The seconds of one round of each, from the quickest of turns that follow each other."""
    measure.timed(ours, WARM)
    rounds = max(1, int(OURS / measure.timed(ours, 20) * 20))
    turns = [(measure.undisturbed(ours, rounds) / rounds, other()) for _ in range(TURNS)]
    return min(mine for mine, _ in turns), min(theirs for _, theirs in turns)
