"""What signing and checking keep of the speed of Ed25519 with the two SHA-256 of each signature.

The limit is PyNaCl's bindings on the same canonical bytes, ready made: nothing is read, filled in
or written down. The quickest of many turns counts on both sides.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import nacl.bindings

from certpress import proof
from certpress.stencil import Canonical, Checker, Rack, Series, Signed
from tests.bench import measure, signing
from tests.bench.tables import Table, table

ROUNDS = 300


def tables(_place: Path) -> Iterator[Table]:
    """The table of this subject."""
    rack, documents = Rack(), signing.documents()
    series = Series(signer=signing.SIGNER, created=signing.CREATED, rack=rack)
    signed = [series.sign(document) for document in documents]
    new, old = itertools.cycle(documents), itertools.cycle(signed)
    checker, made = Checker(rack), rack.canonical(documents[0])
    heads = _heads(signed[0])
    works: dict[str, tuple[signing.Work, signing.Work]] = {
        "sign": (lambda: series.sign(next(new)), partial(_sign, made, heads)),
        "verify": (
            lambda: checker.check(next(old).document, lambda _proof: signing.PUBLIC),
            partial(_verify, made, heads, signed[0].signatures),
        ),
    }
    rows, figures = [], {}
    for name, (ours, raw) in works.items():
        mine, limit = signing.in_turns(ours, partial(_timed, raw))
        rows.append((f"{name}, both proofs", f"{1 / mine:,.0f}", f"{1 / limit:,.0f}",
                     f"{limit / mine:.0%}"))  # fmt: skip
        figures[f"{name}_share_of_limit"] = limit / mine
    yield table("limit", ("work", "ours, a second", "limit, a second", "share"), rows, figures)


def _timed(work: signing.Work) -> float:
    return measure.undisturbed(work, ROUNDS) / ROUNDS


def _heads(signed: Signed) -> list[bytes]:
    """The canonical bytes of what the proofs say of themselves."""
    rack, context = Rack(), signed.document["@context"]
    options = [
        {name: value for name, value in one.items() if name != "proofValue"}
        for one in signed.document["proof"]
    ]
    made = [rack.canonical({**one, "@context": context}) for one in options]
    return [
        form.rdfc if one["cryptosuite"] == proof.RDFC else form.jcs
        for one, form in zip(options, made, strict=True)
    ]


def _sign(made: Canonical, heads: list[bytes]) -> None:
    for head, form in zip(heads, (made.rdfc, made.jcs), strict=True):
        nacl.bindings.crypto_sign(_sha(head) + _sha(form), signing.SECRET)


def _verify(made: Canonical, heads: list[bytes], signatures: tuple[bytes, ...]) -> None:
    for head, form, signature in zip(heads, (made.rdfc, made.jcs), signatures, strict=True):
        nacl.bindings.crypto_sign_open(signature + _sha(head) + _sha(form), signing.PUBLIC)


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
