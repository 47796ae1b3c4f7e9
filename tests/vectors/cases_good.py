"""Certificates that are valid: every script, as a file and as a code, with either proof."""

from __future__ import annotations

from collections.abc import Iterator

from certpress import keys, proof
from certpress.keys import Role
from certpress.model import Person
from tests import world
from tests.vectors.case import GOOD, OPEN, Case, Document


def good() -> Iterator[Case]:
    yield Case(name="file", evidence=world.signed(), outcome=GOOD, code="proof.valid")
    yield Case(name="code", evidence=world.digits(world.signed()), outcome=GOOD, code="proof.valid")
    for name in (
        "李建国",
        "محمد بن عبد الرحمن",
        "Işıl İnan",
        "Nguyễn Thị Ánh",
        "Zoë",
        "Эльвира",
        "😀 Ω",
    ):
        person = Person(id="p", name=name, name_latin="Latin Spelling")
        made = world.signed(world.facts(person=person))
        yield Case(name=f"name {name}", evidence=made, outcome=GOOD, code="proof.valid")
        yield Case(
            name=f"name {name}, code", evidence=world.digits(made), outcome=GOOD, code="proof.valid"
        )
    limited = world.signed(world.facts(conditions='Only "dry" parts\\ up to 5 kg / day'))
    yield Case(name="conditions", evidence=limited, outcome=GOOD, code="proof.valid")
    bare = world.signed(world.facts(accreditation=None))
    yield Case(name="not accredited", evidence=bare, outcome=GOOD, code="proof.valid")
    one = [p for p in world.signed()["proof"] if p["cryptosuite"] == proof.JCS]
    yield Case(
        name="the JCS proof alone", evidence={**world.signed(), "proof": one},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip
    other = [p for p in world.signed()["proof"] if p["cryptosuite"] == proof.RDFC]
    yield Case(
        name="the RDFC proof alone", evidence={**world.signed(), "proof": other[0]},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip
    unknown = {**one[0], "cryptosuite": "mldsa44-jcs-2024"}
    yield Case(
        name="a suite of the future beside known ones",
        evidence={**world.signed(), "proof": [*world.signed()["proof"], unknown]},
        outcome=OPEN, code="proof.suite_unknown",
    )  # fmt: skip
    bare_proof = {k: v for k, v in one[0].items() if k != "@context"}
    document = {k: v for k, v in world.signed().items() if k != "proof"}
    made_without = _sign_jcs(document, bare_proof)
    yield Case(
        name="a JCS proof without its context", evidence={**document, "proof": made_without},
        outcome=GOOD, code="proof.valid",
    )  # fmt: skip


def _sign_jcs(document: Document, options: Document) -> Document:
    bare = {k: v for k, v in options.items() if k != "proofValue"}
    signature = world.signer(Role.CERTIFICATES).sign(proof.digest(document, bare))
    return {**bare, "proofValue": "z" + keys.base58(signature)}
