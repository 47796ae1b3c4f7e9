"""A small certification body in memory: keys, a scheme, signed certificates, published files.

Everything is fixed (keys, identifiers, times), so that what is made of it is the same every time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from certpress import badge as badges
from certpress import certificate, compact, issuance, keys, proof, refresh, status, verify
from certpress.finishing import Finishing
from certpress.issuance import Press
from certpress.keys import Cost, KeyFile, Role, Signer
from certpress.model import (
    BADGES,
    Accreditation,
    Bits,
    Body,
    Certificate,
    Issued,
    Person,
    Position,
    Purpose,
    Scheme,
    ScopeItem,
    Signatory,
)
from certpress.register import Order
from certpress.status import Period
from certpress.verify import Memory, Site, Verdict

NOW = datetime(2026, 11, 20, 9, 0, 0, tzinfo=UTC)
BASE = "https://certs.example.org/"
DID = "did:web:certs.example.org"
CHEAP = Cost(passes=1, memory=8192)
PASSPHRASE = "correct horse battery"
HEAD = Signatory(name="Dr Maren Okafor-Lindqvist", role="Head of Certification")
PLACE = Position(list=1, index=94_567)
UUID = "3f1d9d1e-6f3c-4c6b-9d53-0b6f7a3f5c11"
BADGE_PLACE = Position(list=1, index=23_456)
BADGE_UUID = "8c5a2f0e-7d41-4b19-9a63-5e2f8d0c4b77"
BADGE_LIST = f"{BASE}status/{BADGES}/1.json"
CONTROLLER = f"{BASE}.well-known/did.json"
EDITIONS = f"{BASE}schemes/editions.json"


def entropy(seed: str) -> keys.Entropy:
    """Bytes that look random and are the same every time."""
    state = [hashlib.sha256(seed.encode()).digest()]

    def take(count: int) -> bytes:
        data = b""
        while len(data) < count:
            state[0] = hashlib.sha256(state[0]).digest()
            data += state[0]
        return data[:count]

    return take


@cache
def key(role: Role, number: int = 1, seed: str = "") -> KeyFile:
    """A key file, always the same for the same arguments."""
    return keys.generate(role, number, PASSPHRASE, CHEAP, entropy(f"{role}{number}{seed}"))


@cache
def signer(role: Role, number: int = 1, seed: str = "", did: str = DID) -> Signer:
    """The unlocked key."""
    return keys.unlock(key(role, number, seed), did, PASSPHRASE)


ITEMS = tuple(
    ScopeItem(code=f"{code}-{level}-W", name=f"{name}, level {level}, welds", framework="ISO 9712")
    for code, name in (("MT", "Magnetic testing"), ("UT", "Ultrasonic testing"))
    for level in "123"
)
SCHEME = Scheme(
    id="ndt",
    edition="2017-1",
    name="Non-destructive testing personnel",
    description="Personnel who test without destroying.",
    code="NDT",
    owner="Northmere",
    effective=date(2017, 1, 1),
    interval_months=60,
    items=ITEMS,
    document=b'{"id": "ndt"}\n',
)
BODY = Body(
    name="Northmere Institute",
    short_name="Northmere",
    base_url=BASE,
    timezone=ZoneInfo("Europe/London"),
    telephone="+44 1632 960417",
    email="ask@certs.example.org",
    address=("12 Lantern Row",),
    url="https://www.example.org/",
    languages=("en",),
    colour="#0b4f6c",
    accreditations=(
        Accreditation(
            body="Accreditation Council", number="ACNI-P-0417", schemes=("ndt",),
            since=date(2014, 5, 1),
        ),
    ),
    demonstration=True,
)  # fmt: skip


def facts(**changes: Any) -> Certificate:
    """A certificate's facts; `changes` replace members."""
    made = Certificate(
        id=UUID,
        number="NDT-2026-00417",
        person=Person(id="p1", name="Jane Q. Doe"),
        scheme=SCHEME,
        scope=(ITEMS[4], ITEMS[1]),
        conditions="",
        valid_from=date(2026, 1, 15),
        valid_until=date(2031, 1, 14),
        authorised_by=HEAD,
        accreditation=BODY.accreditations[0],
        position=PLACE,
    )
    return replace(made, **changes)


def signed(made: Certificate | None = None, by: Signer | None = None) -> dict[str, Any]:
    """A signed certificate, both proofs."""
    document = certificate.unsigned(made or facts(), BODY)
    return proof.sign_set(document, by or signer(Role.CERTIFICATES), NOW - timedelta(days=1))


def issued(document: Mapping[str, Any]) -> Issued:
    """A certificate as the register keeps it."""
    return Issued(
        id=UUID,
        number="NDT-2026-00417",
        decision=1,
        position=PLACE,
        scheme=SCHEME.id,
        edition=SCHEME.edition,
        document=compact.as_json(document),
        code=compact.pack(document, DICTIONARY),
        issued_at=NOW,
        current=True,
    )


DICTIONARY = issuance.dictionary(BODY, SCHEME, [HEAD])


def digits(document: Mapping[str, Any]) -> str:
    """The digits of a certificate's code."""
    return compact.digits(compact.pack(document, DICTIONARY))


def badge(made: Certificate | None = None, by: Signer | None = None) -> dict[str, Any]:
    """A signed badge of a certificate, at BADGE_PLACE in the lists of badges."""
    return badges.sign(unsigned_badge(made), by or signer(Role.CERTIFICATES), NOW)


def unsigned_badge(made: Certificate | None = None) -> dict[str, Any]:
    """A badge without its proof."""
    picture = badges.picture_address(BASE, "5f" * 32)
    return badges.build(
        certificate.unsigned(made or facts(), BODY),
        BASE,
        identifier=BADGE_UUID,
        position=BADGE_PLACE,
        picture=picture,
    )


def status_list(folder: str, bits: Mapping[Position, Bits], **changes: Any) -> bytes:
    """A signed status list of a folder; `changes` replace members before it is signed."""
    data = status.bitstring(bits, status.purpose(folder), 1)
    period = Period(since=NOW - timedelta(hours=1), until=NOW + timedelta(days=7))
    document = {**status.unsigned(BASE, folder, 1, data, period), **changes}
    return status.sign(document, signer(Role.STATUS), period.since, entropy(f"list {folder}"))


def files(bits: Bits | None = None) -> dict[str, bytes]:
    """What the body publishes, by address; `bits` are those of the certificate at PLACE."""
    return dict(_files(bits or Bits()))


@cache
def _files(bits: Bits) -> Mapping[str, bytes]:
    lists = {PLACE: bits}
    controller = keys.controller(BASE, [key(role) for role in Role])
    published = {
        "editions": {f"{BASE}schemes/ndt/2017-1/scheme.json": certificate.sri(SCHEME.document)}
    }
    return {
        CONTROLLER: json.dumps(controller).encode(),
        EDITIONS: json.dumps(published).encode(),
        f"{BASE}qr/{compact.name(DICTIONARY)}": DICTIONARY,
        **{BASE + refresh.path(p, 1): status_list(p, lists) for p in Purpose},
    }


SITE = Site(base=BASE, did=DID, dictionaries=(compact.name(DICTIONARY),))


@dataclass(slots=True)
class Loader:
    """A loader over a dictionary, which remembers what it was asked for."""

    files: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        return self.files[address]


def check(
    evidence: bytes | str | Mapping[str, Any],
    published: Mapping[str, bytes] | None = None,
    now: datetime = NOW,
    memory: Memory | None = None,
) -> Verdict:
    """Verify evidence (a document is written as JSON first) against published files."""
    if isinstance(evidence, Mapping):
        evidence = json.dumps(evidence, ensure_ascii=False).encode()
    loader = Loader(files() if published is None else published)
    return verify.verify(evidence, SITE, loader, now, memory or Memory())


def codes(verdict: Verdict) -> tuple[str, ...]:
    """A verdict's codes, in order."""
    return tuple(finding.code for finding in verdict.checks)


def made_by(press: Press) -> Callable[[Order, str, Position], tuple[bytes, bytes]]:
    """What makes an order's document and code: signed, written out and looked at."""
    finishing = Finishing(body=press.body, schemes=press.schemes, now=press.now, logo=b"")

    def make(order: Order, identifier: str, position: Position) -> tuple[bytes, bytes]:
        leaf = press.sign(order, identifier, position)
        edition = (order.scheme, order.edition)
        finishing.use(edition, press.dictionary(press.schemes[edition]))
        made = finishing.finish(leaf)
        return made.document, made.code

    return make
