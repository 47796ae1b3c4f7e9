"""What a certificate's time is made of, and a warm check; in one process, without a disk."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from certpress import certificate, compact, documents, pdf, proof, qr, verify
from certpress.keys import Role
from certpress.model import Certificate
from certpress.verify import Memory
from tests import world
from tests.bench import measure
from tests.bench.tables import Table, table

ROUNDS = 100


def tables(_place: Path) -> Iterator[Table]:
    """The tables of this subject."""
    head = ("step", "CPU ms", "a second")
    for name, steps in (("parts", _making()), ("warm", _checking())):
        times = {step: measure.computed(work, ROUNDS) for step, work in steps.items()}
        rows = [(step, measure.ms(took), f"{1 / took:,.0f}") for step, took in times.items()]
        yield table(name, head, rows)


def _making() -> Mapping[str, Callable[[], object]]:
    facts, body, signer = world.facts(), world.BODY, world.signer(Role.CERTIFICATES)
    document, created = certificate.unsigned(facts, body), world.NOW - timedelta(days=1)
    signed = proof.sign_set(document, signer, created)
    code, address = compact.pack(signed, world.DICTIONARY), compact.address(body.base_url)
    digits, embedded = compact.digits(code), compact.as_json(signed)
    symbol, numbers = qr.encode(address, digits), itertools.count(1)

    def fresh() -> Certificate:
        """A certificate unlike those before: what prints pages remembers their parts."""
        number = next(numbers)
        person = replace(facts.person, name=f"Jane Q. Doe {number}")
        return replace(facts, number=f"NDT-2026-{number:05}", person=person)

    return {
        "eddsa-jcs-2022 alone": lambda: proof.add(document, signer, proof.JCS, created),
        "eddsa-rdfc-2022 alone": lambda: proof.add(document, signer, proof.RDFC, created),
        "both proofs": lambda: proof.sign_set(document, signer, created),
        "compact form": lambda: compact.pack(signed, world.DICTIONARY),
        "QR code": lambda: qr.encode(address, digits),
        "QR code as SVG and PNG": lambda: (qr.svg(symbol), qr.png(symbol, 8)),
        "PDF": lambda: pdf.render(
            fresh(), body, code=symbol, address=address, credential=embedded, made=created
        ),
        "all four files": lambda: documents.files(
            fresh(), body, embedded, code, created, b"", documents.NAMES
        ),
    }


def _checking() -> Mapping[str, Callable[[], object]]:
    signed, files = world.signed(), world.files()
    evidence, digits = compact.as_json(signed), world.digits(signed)

    def check(shown: bytes | str) -> None:
        verdict = verify.verify(shown, world.SITE, world.Loader(files), world.NOW, Memory())
        assert verdict.outcome == "valid", verdict.outcome

    return {
        "JSON with both proofs": lambda: check(evidence),
        "QR code": lambda: check(digits),
    }
