"""A certification body's site in memory, with keys of its own, and a server that can misbehave.

Rules:
1. What is published and signed is made by the rooms of certpress that make it for a real body.
2. The verifier is the one that `npm run build` left in `verifier/dist`.
3. The server listens on 127.0.0.1 alone and remembers what it was asked for.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nacl.signing

from certpress import badge, certificate, compact, keys, proof, site, status
from certpress.keys import KeyFile, Role, Signer
from certpress.model import (
    BADGES,
    Bits,
    Body,
    Certificate,
    Person,
    Picture,
    Position,
    Purpose,
    Scheme,
    ScopeItem,
    Signatory,
)
from tests import world

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "verifier" / "dist"
BASE = world.BASE
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)

ACCREDITATION = replace(
    world.BODY.accreditations[0], body="Accreditation Council of the Northern Isles"
)
BODY = replace(
    world.BODY,
    name="Northmere Institute for the Certification of Persons",
    accreditations=(ACCREDITATION,),
)
ITEMS = tuple(
    ScopeItem(code=code, name=f"{name} testing, level 2, welds", framework="ISO 9712")
    for code, name in (("UT-2-W", "Ultrasonic"), ("MT-2-W", "Magnetic"), ("PT-2-W", "Penetrant"))
)
NDT = replace(world.SCHEME, owner=BODY.name, items=ITEMS)
DPO = replace(
    NDT,
    id="dpo",
    name="Data protection officer",
    code="DPO",
    items=(ScopeItem(code="DPO", name="Data protection officer", framework="GDPR"),),
    date_of_birth_on_certificate=True,
    document=b'{"id": "dpo"}\n',
)
JANE = Person(id="p1", name="Jane Q. Doe")
_SEEDS = {Role.CERTIFICATES: b"c" * 32, Role.STATUS: b"s" * 32}


def signer(role: Role, base_url: str = BASE) -> Signer:
    """The signer of a role; its seed is no secret."""
    return Signer(method=f"{keys.did(base_url)}#{role}-1", seed=_SEEDS[role])


def controller(base_url: str = BASE) -> bytes:
    """The controller document with the public halves of both keys."""
    files = [
        KeyFile(role=role, number=1, public=_public(seed), cost=world.CHEAP, salt=b"", box=b"")
        for role, seed in _SEEDS.items()
    ]
    return json.dumps(keys.controller(base_url, files)).encode("utf-8")


def _public(seed: bytes) -> str:
    return keys.multikey(bytes(nacl.signing.SigningKey(seed).verify_key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A certificate in the two forms in which people show it."""

    document: bytes
    digits: str


@dataclass(slots=True)
class Demonstration:
    """The files of a site; certificates are added one by one, each at a place of its own."""

    base_url: str = BASE
    bits: dict[Position, Bits] = field(default_factory=dict)
    badge_bits: dict[Position, Bits] = field(default_factory=dict)
    verifier: Mapping[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    _places: Iterator[int] = field(default_factory=lambda: itertools.count(94_567))
    _dictionary: bytes = b""

    @property
    def body(self) -> Body:
        return replace(BODY, base_url=self.base_url)

    def certify(
        self,
        person: Person = JANE,
        *,
        scheme: Scheme = NDT,
        scope: Sequence[ScopeItem] | None = None,
        conditions: str = "",
        since: date = date(2026, 1, 15),
        until: date = date(2031, 1, 14),
        bits: Bits | None = None,
        number: str = "NDT-2026-00417",
    ) -> Paper:
        """A signed certificate whose place in the lists has the bits."""
        place = Position(list=1, index=next(self._places))
        self.bits[place] = bits or Bits()
        made = Certificate(
            id=_uuid(place.index),
            number=number,
            person=person,
            scheme=scheme,
            scope=tuple(scheme.items if scope is None else scope),
            conditions=conditions,
            valid_from=since,
            valid_until=until,
            authorised_by=Signatory(name="Dr Maren Okafor-Lindqvist", role="Head of Certification"),
            accreditation=self.body.accreditation(scheme.id, since),
            position=place,
        )
        return self.sign(certificate.unsigned(made, self.body))

    def sign(self, document: Mapping[str, Any], key: Signer | None = None) -> Paper:
        """A document signed as a certificate, whatever it says."""
        by = key or signer(Role.CERTIFICATES, self.base_url)
        one = proof.add(document, by, proof.JCS, NOW - timedelta(days=30))
        signed = {**document, "proof": [one]}
        if not self._dictionary:
            self._dictionary = compact.dictionary([signed])
        code = compact.pack(signed, self._dictionary)
        return Paper(document=json.dumps(signed).encode("utf-8"), digits=compact.digits(code))

    def badge(
        self, paper: Paper, *, in_force: bool = True, picture: Picture | str | None = None
    ) -> bytes:
        """The signed badge of a certificate, at a place of its own in the lists of badges.

        `picture` is one that the body publishes, or an address that is none of the body's.
        """
        name = "5f" * 32
        if isinstance(picture, Picture):
            name = hashlib.sha256(picture.png).hexdigest()
            self.pictures[name] = picture
        own = badge.picture_address(self.base_url, name)
        place = Position(list=1, index=next(self._places))
        self.badge_bits[place] = Bits(suspension=not in_force)
        made = badge.build(
            json.loads(paper.document),
            self.base_url,
            identifier=_uuid(place.index),
            position=place,
            picture=picture if isinstance(picture, str) else own,
        )
        key = signer(Role.CERTIFICATES, self.base_url)
        return json.dumps(badge.sign(made, key, NOW - timedelta(days=1))).encode("utf-8")

    def lists(self, since: datetime, until: datetime) -> dict[str, bytes]:
        """The signed status lists, believed from one instant to another."""
        period = status.Period(since=since, until=until)
        made = {}
        for folder in (*Purpose, *([BADGES] if self.badge_bits else [])):
            bits = self.badge_bits if folder == BADGES else self.bits
            data = status.bitstring(bits, status.purpose(folder), 1)
            document = status.unsigned(self.base_url, folder, 1, data, period)
            key = signer(Role.STATUS, self.base_url)
            made[f"status/{folder}/1.json"] = status.sign(
                document, key, since, lambda n: b"\x07" * n
            )
        return made

    def files(self, now: datetime = NOW, body: Body | None = None) -> dict[str, bytes]:
        """Everything that is published, by path; for another body where one is given."""
        inputs = site.Inputs(
            body=body or self.body,
            schemes=(NDT, DPO),
            logo=(ROOT / "content" / "logo.svg").read_bytes(),
            controller=controller(self.base_url),
            lists=self.lists(now - timedelta(hours=2), now + timedelta(days=7)),
            dictionaries={hashlib.sha256(self._dictionary).hexdigest(): self._dictionary},
            editions=(),
            verifier=self.verifier or built(),
            pictures=self.pictures,
            pages=("appeals", "ask", "complaints", "privacy", "use-of-certificates"),
        )
        return dict(site.plan(inputs, now))


def _uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def built() -> dict[str, bytes]:
    """The built verifier, by path below `v/`."""
    return {path.name: path.read_bytes() for path in sorted(DIST.iterdir()) if path.is_file()}


_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "wasm": "application/wasm",
    "gz": "application/gzip",
    "xml": "text/xml",
    "webmanifest": "application/manifest+json",
}


@dataclass(slots=True)
class Served:
    """A site on a local address; `files` may be changed while it is served."""

    files: dict[str, bytes]
    origin: str
    asked: list[str] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"{self.origin}/v/"

    def link(self, paper: Paper) -> str:
        """The address that the certificate's code holds, at this server."""
        return f"{self.page}#{paper.digits}"


@contextmanager
def serve(files: Mapping[str, bytes]) -> Iterator[Served]:
    """The files on a free port of 127.0.0.1."""
    served = Served(files=dict(files), origin="")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            served.asked.append(self.path)
            folder = path == "" or path.endswith("/")
            body = served.files.get(f"{path}index.html" if folder else path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", _TYPES.get(path.rpartition(".")[2], _TYPES["html"]))
            self.send_header("Content-Length", str(len(body or b"")))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            with suppress(ConnectionError):  # the browser may have gone
                self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Tests say what went wrong; the server stays quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
