"""A signed certificate to the unsigned badge that says the same.

Rules:
1. Every member of the certificate stays as it is, but for those below: no scope item, condition or
   date is left out.
2. A badge has an identifier, a status entry and a signature of its own, and a picture.
3. It has ONE status entry, of the purpose `suspension`, as the schema of Open Badges wants one
   object. Its bit is set while the certificate is suspended, withdrawn or replaced: whoever knows
   nothing but the standards then refuses the badge, and a reinstatement is possible.
4. A date of birth, which a scheme may ask for on the certificate, is not in the badge: a badge is
   made to be shown to everybody.

Source: https://www.imsglobal.org/spec/ob/v3p0/, docs/developers/credential-profile.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from certpress import certificate, proof
from certpress.keys import Signer
from certpress.model import BADGES, Position, Purpose


def picture_address(base_url: str, digest: str) -> str:
    """Where the picture of badges with a SHA-256 digest (hexadecimal, of the PNG) is published."""
    return f"{base_url}badges/{digest}.png"


def sign(document: Mapping[str, Any], signer: Signer, created: datetime) -> dict[str, Any]:
    """The badge with its one proof, `eddsa-rdfc-2022`, in a list as Open Badges has it."""
    return {**document, "proof": [proof.add(document, signer, proof.RDFC, created)]}


def build(
    signed: Mapping[str, Any], base_url: str, *, identifier: str, position: Position, picture: str
) -> dict[str, Any]:
    """The badge of a signed certificate, without a proof.

    `identifier` is a random UUID without "urn:uuid:", `position` the badge's place in the lists of
    badges, `picture` the address of its picture (`picture_address`).
    """
    address = certificate.list_address(base_url, BADGES, position.list)
    subject = signed["credentialSubject"]
    names = [one for one in subject["identifier"] if one["identityType"] == "name"]
    return {
        "@context": signed["@context"],
        "id": f"urn:uuid:{identifier}",
        "type": signed["type"],
        "issuer": signed["issuer"],
        "name": signed["name"],
        "image": {"id": picture, "type": "Image"},
        "validFrom": signed["validFrom"],
        "validUntil": signed["validUntil"],
        "credentialSubject": {**subject, "identifier": names},
        "evidence": signed["evidence"],
        "relatedResource": signed["relatedResource"],
        "credentialStatus": {
            "id": f"{address}#{position.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": str(Purpose.SUSPENSION),
            "statusListIndex": str(position.index),
            "statusListCredential": address,
        },
    }
