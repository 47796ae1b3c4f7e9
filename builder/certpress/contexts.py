"""The JSON-LD contexts, bundled: no address is ever fetched while signing or checking.

Rules:
1. A context is known by its address and pinned by the SHA-256 of its JCS form (RFC 8785): packages
   carry the W3C's and 1EdTech's files reformatted, never changed.
2. Any other address raises.
3. The Open Badges context exists in two published versions under one address; certpress uses none
   of the terms in which they differ, so both give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import rfc8785

from certpress import resources
from certpress.errors import CertpressError, ConfigurationError

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID_V1 = "https://www.w3.org/ns/did/v1"
MULTIKEY_V1 = "https://w3id.org/security/multikey/v1"

CERTIFICATE = (CREDENTIALS_V2, OPEN_BADGES)
LIST = (CREDENTIALS_V2,)
CONTROLLER = (DID_V1, MULTIKEY_V1)

Load = Callable[[str, Mapping[str, Any]], dict[str, Any]]  # a document loader in PyLD's form

_BUNDLED = {
    CREDENTIALS_V2: (
        "credentials-v2.json",
        "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    "https://www.w3.org/2018/credentials/v1": (
        "credentials-v1.json",
        "b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.json",
        "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
    ),
    MULTIKEY_V1: (
        "multikey-v1.json",
        "be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc",
    ),
    OPEN_BADGES: (
        "open-badges-3.0.3.json",
        "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
}


class UnknownContext(CertpressError):
    """A document names a context that is not bundled."""


@cache
def get(address: str) -> Mapping[str, Any]:
    """The context document at an address, from the bundled copies.

    Raises UnknownContext for any address that is not bundled, ConfigurationError when a bundled
    file is not the one that was pinned.
    """
    if address not in _BUNDLED:
        raise UnknownContext(
            "@context",
            f"the context {address!r} is not one that certpress knows",
            "use the contexts of the Verifiable Credentials Data Model 2.0 and Open Badges 3.0.3",
        )
    name, pinned = _BUNDLED[address]
    path = resources.built("contexts") / name
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if hashlib.sha256(rfc8785.dumps(document)).hexdigest() != pinned:
        raise ConfigurationError(
            str(path), "the bundled context was changed", "install certpress again"
        )
    return document


def load(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    """A document loader in PyLD's form, over the bundled contexts and nothing else."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": get(address),
    }
