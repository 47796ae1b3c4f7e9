"""A body's controller document: which keys are the body's, and what each may sign.

Rules:
1. The document is of one DID; every method in it is controlled by that DID and named under it,
   once.
2. A key may sign when it is listed under `assertionMethod`, its fragment names the role, it is not
   revoked, had not expired when the proof was made, and is a good point.

Source: https://www.w3.org/TR/cid-1.0/, and `docs/developers/verification.md`, step 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certpress import keys, shape
from certpress.keys import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """The methods of a controller document by name, and those that may make assertions."""

    methods: Mapping[str, Mapping[str, Any]]
    asserting: frozenset[str]


def read(data: bytes, did: str) -> Controller:
    """The controller document of a DID; raises shape.Malformed for any other."""
    document = shape.parse(data, shape.CONTROLLER_LIMIT)
    shape.match(document, "controller")
    methods = document["verificationMethod"]
    by_name = {method["id"]: method for method in methods}
    sound = (
        document["id"] == did
        and len(by_name) == len(methods)
        and all(method["controller"] == did for method in methods)
        and all(name.startswith(f"{did}#") for name in by_name)
    )
    if not sound:
        raise shape.Malformed("the controller document is not of this DID, or names a key twice")
    return Controller(methods=by_name, asserting=frozenset(document["assertionMethod"]))


def find_key(
    controller: Controller, proof: Mapping[str, Any], role: Role
) -> tuple[str, bytes | None]:
    """The 32-byte public key of a proof and `key.valid`, or None and the code that says why not."""
    name = proof["verificationMethod"]
    method = controller.methods.get(name)
    if method is None:
        return "key.not_found", None
    if name not in controller.asserting:
        return "key.relationship", None
    if name.split("#")[1].rpartition("-")[0] != role:
        return "key.role", None
    if "revoked" in method:
        return "key.revoked", None
    if "expires" in method and shape.instant(method["expires"]) < shape.instant(proof["created"]):
        return "key.expired", None
    try:
        return "key.valid", keys.unmultikey(method["publicKeyMultibase"])
    except ValueError:
        return "key.point_invalid", None
