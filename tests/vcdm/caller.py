"""What the tests of the door send to it, and what they expect back."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from certpress import keys, proof
from tests import vc_api
from tests.vcdm import resources

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIGNER = vc_api.identity()
DID = SIGNER.method.split("#")[0]
ABSENT = object()
PLAIN: dict[str, Any] = {
    "@context": [resources.CREDENTIALS_V2, resources.EXAMPLES_V2],
    "type": ["VerifiableCredential"],
    "issuer": DID,
    "validFrom": "2026-01-15T00:00:00Z",
    "credentialSubject": {"id": "did:example:person", "grade": "2"},
}

Reply = tuple[int, Any]


@contextmanager
def open_door() -> Iterator[tuple[str, str]]:
    """A door that stands open on any free ports: its http and its https origin."""
    door = vc_api.Door(clock=lambda: NOW, entropy=bytes)
    with vc_api.opened(door, 0, 0) as addresses:
        yield addresses


def ask(address: str, body: Any = ABSENT) -> Reply:
    """The code and the JSON that come back: from a POST of JSON or bytes, or from a GET."""
    parts = urlsplit(address)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(parts.netloc, context=trusting, timeout=20)
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    if body is ABSENT:
        connection.request("GET", parts.path)
    else:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request("POST", parts.path, data)
    reply = connection.getresponse()
    content = json.loads(reply.read())
    connection.close()
    assert reply.headers["Content-Type"] == "application/json"
    return reply.status, content


def issue(origin: str, suite: str, credential: Any) -> Reply:
    """What the door issues for a credential."""
    return ask(f"{origin}/{suite}/credentials/issue", {"credential": credential, "options": {}})


def verify(origin: str, credential: Any, **options: Any) -> Reply:
    """What the door says to a credential."""
    body = {"verifiableCredential": credential, "options": {"checks": ["proof"], **options}}
    return ask(f"{origin}/credentials/verify", body)


def present(origin: str, presentation: Any, **options: Any) -> Reply:
    """What the door says to a presentation."""
    body = {"verifiablePresentation": presentation, "options": options}
    return ask(f"{origin}/presentations/verify", body)


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The document with members replaced, or left out where they are ABSENT."""
    merged = {**document, **changes}
    return {name: value for name, value in merged.items() if value is not ABSENT}


def proved(document: Mapping[str, Any], suite: str = proof.JCS, **changes: Any) -> dict[str, Any]:
    """A proof that the door would not make: signed over whatever its options say."""
    usual = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-02-01T00:00:00Z",
        "verificationMethod": SIGNER.method,
        "proofPurpose": "assertionMethod",
    }
    options = changed(usual, changes)
    signed = proof.digest(document, {**options, "cryptosuite": suite}, resources.load)
    return {**options, "proofValue": "z" + keys.base58(SIGNER.sign(signed))}


def refused(reply: Reply, place: str) -> None:
    """Check a refusal: 400 or 422, JSON, and the place in its words."""
    code, content = reply
    assert code in (400, 422), reply
    assert place in content["errors"][0], reply
