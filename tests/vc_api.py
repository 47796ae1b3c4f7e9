"""The HTTP door through which the W3C's test suites talk to certpress: `python -m tests.vc_api`.

Rules:
1. It listens on 127.0.0.1 alone: http, and https with a certificate that it makes for itself.
2. It answers five requests and nothing else (`docs/developers/test-suites.md` has the table). What
   is refused is answered with 400 (no request) or 422 (a document against the rules), in JSON.
3. Its key is no secret: it is made from a sentence in this file, so that its DID never changes.
4. It keeps nothing, and fetches nothing.

A tool for development; no part of the package. The rules themselves are in `tests/vcdm/`.
"""

from __future__ import annotations

import argparse
import hashlib
import ipaddress
import itertools
import json
import secrets
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nacl.signing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from certpress import keys, proof, status
from certpress.errors import CertpressError, UsageError
from certpress.keys import Entropy, Signer
from tests.vcdm import proofs, service
from tests.vcdm.service import Lists

HOST = "127.0.0.1"
_LARGEST = 1_048_576
_SEED = hashlib.sha256(b"certpress, the door for the official test suites").digest()
_SUITES = {"/rdfc/credentials/issue": proof.RDFC, "/jcs/credentials/issue": proof.JCS}

Answer = tuple[int, bytes]


def identity() -> Signer:
    """The door's signer, the same every time."""
    public = bytes(nacl.signing.SigningKey(_SEED).verify_key)
    return Signer(method=proofs.method(keys.multikey(public)), seed=_SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The requests and their answers, apart from HTTP; `origin` is where it is asked."""

    clock: Callable[[], datetime]
    entropy: Entropy
    signer: Signer = field(default_factory=identity)
    positions: Iterator[int] = field(default_factory=itertools.count)

    def post(self, origin: str, path: str, data: bytes) -> Answer:
        """The answer to a POST: 200 or 201 with a document, or a refusal."""
        try:
            return self._post(_lists(origin), path, _parse(data))
        except UsageError as error:
            return 400, _dump({"errors": [str(error)]})
        except CertpressError as error:
            return 422, _dump({"errors": [str(error)]})

    def _post(self, lists: Lists, path: str, body: Mapping[str, Any]) -> Answer:
        now = self.clock()
        if path in _SUITES:
            return 201, _dump(service.issue(body, _SUITES[path], self.signer, now))
        if path == "/bsl/credentials/issue":
            index = next(self.positions) % status.ENTRIES
            return 201, _dump(service.issue_listed(body, lists, index, self.signer, now))
        if path == "/credentials/verify":
            return 200, _dump(service.verify_credential(body, lists, now))
        if path == "/presentations/verify":
            return 200, _dump(service.verify_presentation(body, now))
        return _nothing(path)

    def get(self, origin: str, path: str) -> Answer:
        """The answer to a GET: the signed status list at its address, or 404."""
        lists = _lists(origin)
        if origin + path != lists.address:
            return _nothing(path)
        return 200, service.status_list(lists, self.signer, self.clock(), self.entropy)


def _lists(origin: str) -> Lists:
    """The door's list, in which nothing is ever revoked."""
    return Lists(base=f"{origin}/bsl/", bits=bytes(status.ENTRIES // 8))


def _nothing(path: str) -> Answer:
    return 404, _dump({"errors": [f"nothing answers at {path}"]})


def _dump(document: Any) -> bytes:
    return json.dumps(document).encode("ascii")


def _parse(data: bytes) -> Mapping[str, Any]:
    """The object in a request's body: strict JSON, no member twice; raises UsageError."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as cause:
        raise UsageError("request", f"not JSON: {cause}") from cause
    if not isinstance(value, dict):
        raise UsageError("request", "expected a JSON object")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member appears twice")
    return members


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON number")


class _Handler(BaseHTTPRequestHandler):
    """HTTP to `Door` and back."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1  # headers and body leave together, so that no client waits for the second

    def __init__(self, door: Door, scheme: str, *arguments: Any) -> None:
        self.door, self.scheme = door, scheme
        super().__init__(*arguments)

    @property
    def _origin(self) -> str:
        return f"{self.scheme}://{HOST}:{self.connection.getsockname()[1]}"

    def do_POST(self) -> None:
        """Answer a POST; a body of unknown or excessive length ends the connection."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _LARGEST:
            self.close_connection = True
            self._send(400, _dump({"errors": [f"a body of at most {_LARGEST} bytes is needed"]}))
            return
        self._send(*self.door.post(self._origin, self.path, self.rfile.read(int(length))))

    def do_GET(self) -> None:
        """Answer a GET."""
        self._send(*self.door.get(self._origin, self.path))

    def _send(self, code: int, content: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Say nothing: the suites report what they got."""


def _tls() -> ssl.SSLContext:
    """A context with a certificate for 127.0.0.1 and localhost, made now and kept nowhere."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(HOST))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "door.pem"
        path.write_bytes(secret + certificate.public_bytes(encoding))
        context.load_cert_chain(path)
    return context


@contextmanager
def opened(door: Door, http_port: int, https_port: int) -> Iterator[tuple[str, str]]:
    """Serve a door in threads; gives its http and its https origin (port 0: any that is free)."""
    plain = ThreadingHTTPServer((HOST, http_port), partial(_Handler, door, "http"))
    secure = ThreadingHTTPServer((HOST, https_port), partial(_Handler, door, "https"))
    # the handshake is left to the thread of the connection, so that a silent client holds up nobody
    secure.socket = _tls().wrap_socket(
        secure.socket, server_side=True, do_handshake_on_connect=False
    )
    servers = (plain, secure)
    threads = [threading.Thread(target=each.serve_forever, daemon=True) for each in servers]
    for thread in threads:
        thread.start()
    try:
        yield f"http://{HOST}:{plain.server_port}", f"https://{HOST}:{secure.server_port}"
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def manifest(origin: str, did: str) -> str:
    """The file `localConfig.cjs` with which a suite finds the door."""

    def end(path: str, *tags: str) -> dict[str, Any]:
        supports = {"vc": ["1.1", "2.0"]}
        return {"id": did, "endpoint": origin + path, "supports": supports, "tags": list(tags)}

    verifier = end("/credentials/verify", proof.RDFC, proof.JCS, "vc2.0", "BitstringStatusList")
    implementation = {
        "name": "certpress",
        "implementation": "certpress",
        "issuers": [
            end("/rdfc/credentials/issue", proof.RDFC, "vc2.0"),
            end("/jcs/credentials/issue", proof.JCS),
            end("/bsl/credentials/issue", "BitstringStatusList"),
        ],
        "verifiers": [{**verifier, "options": {"checks": ["proof"]}}],
        "vpVerifiers": [end("/presentations/verify", "vc2.0")],
    }
    settings = {"enableInteropTests": False, "testAllImplementations": False}
    document = {"settings": settings, "implementations": [implementation]}
    return f"module.exports = {json.dumps(document, indent=2)};\n"


def main() -> None:
    """Open the door until Ctrl+C."""
    parser = argparse.ArgumentParser(prog="python -m tests.vc_api", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--http-port", type=int, default=40080, help="default: 40080")
    parser.add_argument("--https-port", type=int, default=40443, help="default: 40443")
    parser.add_argument(
        "--config", type=Path, nargs="*", default=[], help="write a suite's localConfig.cjs there"
    )
    asked = parser.parse_args()
    door = Door(clock=lambda: datetime.now(UTC), entropy=secrets.token_bytes)
    did = door.signer.method.split("#")[0]
    with opened(door, asked.http_port, asked.https_port) as (http, https):
        for path in asked.config:
            path.write_text(manifest(https, did), encoding="utf-8", newline="\n")
            print(f"wrote {path}")
        print(f"listening on {http} and {https}\nsigning as {did}\nCtrl+C ends it", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
