"""A certificate's facts to the unsigned credential, and back to the facts.

Rules:
1. Every fact of ISO/IEC 17024, 9.4 stands in the document: name, number, body, scheme and edition,
   scope with conditions, first and last day, who authorised it; and the accreditation, or that
   there is none.
2. No term but those that Verifiable Credentials 2.0 and Open Badges 3.0 define.
3. Days are the body's calendar days. They are written as instants in the body's own offset, so that
   the first ten characters are the day for every reader.

Source: https://www.w3.org/TR/vc-data-model-2.0/, https://www.imsglobal.org/spec/ob/v3p0/.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from certpress import contexts, keys
from certpress.model import (
    Accreditation,
    Body,
    Certificate,
    Person,
    Position,
    Purpose,
    Scheme,
    ScopeItem,
    Signatory,
)

NOT_ACCREDITED = "Not accredited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A scope item as a certificate names it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a certificate says, read back from its document."""

    id: str  # "urn:uuid:…"
    number: str
    name: str
    name_latin: str
    date_of_birth: str
    body: str
    telephone: str
    authorised_by: str
    accreditation_body: str  # empty: not accredited
    accreditation_number: str
    scheme: str
    scheme_code: str
    edition: str
    edition_address: str
    scope: tuple[Item, ...]
    conditions: str
    valid_from: str  # calendar days, YYYY-MM-DD
    valid_until: str
    is_badge: bool = False


def edition_address(body: Body, scheme: Scheme) -> str:
    """Where an edition's page stands, for ever."""
    return f"{body.base_url}schemes/{scheme.id}/{scheme.edition}/"


@lru_cache(maxsize=64)  # each certificate names the digest of its edition
def sri(data: bytes) -> str:
    """The Subresource Integrity digest (SHA-384) of a resource's bytes."""
    return "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode("ascii")


def list_address(base_url: str, folder: str, number: int) -> str:
    """Where a status list is published; `folder` is a purpose, or `model.BADGES`."""
    return f"{base_url}status/{folder}/{number}.json"


@lru_cache(maxsize=8192)  # certificates begin and end on the same days again and again
def first_instant(day: date, zone: ZoneInfo) -> str:
    """The first second of a calendar day of the body."""
    return _instant(day, time(0, 0, 0), zone)


@lru_cache(maxsize=8192)
def last_instant(day: date, zone: ZoneInfo) -> str:
    """The last second of a calendar day of the body."""
    return _instant(day, time(23, 59, 59), zone)


def _instant(day: date, at: time, zone: ZoneInfo) -> str:
    text = datetime.combine(day, at, zone).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The parts that certificates of one kind share: made once for many, and never changed."""

    issuer: dict[str, Any]
    achievement: dict[str, Any]
    evidence: list[dict[str, Any]]
    edition: list[dict[str, str]]


def shared(
    scheme: Scheme,
    scope: Sequence[ScopeItem],
    authorised_by: Signatory,
    accreditation: Accreditation | None,
    body: Body,
) -> Shared:
    """What certificates share that say the same of all of these."""
    return Shared(
        issuer={
            "id": keys.did(body.base_url),
            "type": ["Profile"],
            "name": body.name,
            "url": body.url,
            "phone": body.telephone,
            "official": str(authorised_by),
        },
        achievement=_achievement(scheme, scope, body),
        evidence=[_accreditation(accreditation)],
        edition=[_edition(scheme, body)],
    )


def unsigned(certificate: Certificate, body: Body, common: Shared | None = None) -> dict[str, Any]:
    """The credential without proofs, as the credential profile has it.

    `common` is what `shared` gives for this certificate, where that was asked before; the document
    then holds these very parts.
    """
    zone = body.timezone
    if common is None:
        said = (certificate.authorised_by, certificate.accreditation, body)
        common = shared(certificate.scheme, certificate.scope, *said)
    return {
        "@context": list(contexts.CERTIFICATE),
        "id": f"urn:uuid:{certificate.id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": common.issuer,
        "name": certificate.scheme.name,
        "validFrom": first_instant(certificate.valid_from, zone),
        "validUntil": last_instant(certificate.valid_until, zone),
        "credentialSubject": _subject(certificate, common),
        "evidence": common.evidence,
        "relatedResource": common.edition,
        "credentialStatus": _status(certificate.position, body.base_url),
    }


def _subject(certificate: Certificate, common: Shared) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "name": certificate.person.name,
        "licenseNumber": certificate.number,
        "identifier": _identifiers(certificate.person, certificate.scheme),
        "achievement": common.achievement,
    }
    if certificate.conditions:
        subject["narrative"] = certificate.conditions
    return subject


def _identifiers(person: Person, scheme: Scheme) -> list[dict[str, Any]]:
    entries = [("name", person.name)]
    if person.name_latin:
        entries.append(("name", person.name_latin))
    if scheme.date_of_birth_on_certificate and person.date_of_birth is not None:
        entries.append(("ext:dateOfBirth", person.date_of_birth.isoformat()))
    return [
        {"type": "IdentityObject", "hashed": False, "identityType": kind, "identityHash": text}
        for kind, text in entries
    ]


def _achievement(scheme: Scheme, scope: Sequence[ScopeItem], body: Body) -> dict[str, Any]:
    address = edition_address(body, scheme)
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": scheme.name,
        "description": scheme.description,
        "version": scheme.edition,
        "humanCode": scheme.code,
        "criteria": {"id": address},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": item.name,
                "targetCode": item.code,
                "targetUrl": f"{address}#{item.code.lower()}",
                "targetFramework": item.framework,
            }
            for item in scope
        ],
    }


def _accreditation(accreditation: Accreditation | None) -> dict[str, Any]:
    named: dict[str, Any] = {"type": ["Evidence"], "genre": "accreditation"}
    if accreditation is None:
        return {**named, "name": NOT_ACCREDITED}
    return {**named, "name": accreditation.body, "description": accreditation.number}


def _edition(scheme: Scheme, body: Body) -> dict[str, str]:
    return {
        "id": f"{edition_address(body, scheme)}scheme.json",
        "digestSRI": sri(scheme.document),
    }


def _status(position: Position, base_url: str) -> list[dict[str, str]]:
    index = str(position.index)
    return [
        {
            "id": f"{address}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": index,
            "statusListCredential": address,
        }
        for purpose, address in _lists(base_url, position.list)
    ]


@lru_cache(maxsize=64)
def _lists(base_url: str, number: int) -> tuple[tuple[str, str], ...]:
    """The purposes, and the addresses of the lists that certificates of one number stand in."""
    return tuple((str(purpose), list_address(base_url, purpose, number)) for purpose in Purpose)


def is_badge(document: Mapping[str, Any]) -> bool:
    """True for a credential that wants to be a badge: it has a picture, and certificates none."""
    return "image" in document


def read(document: Mapping[str, Any]) -> Facts:
    """The facts of a certificate or badge that has the profile's shape (`shape.match`)."""
    subject, issuer = document["credentialSubject"], document["issuer"]
    achievement, evidence = subject["achievement"], document["evidence"][0]
    names = [e["identityHash"] for e in subject["identifier"] if e["identityType"] == "name"]
    births = [e["identityHash"] for e in subject["identifier"] if e["identityType"] != "name"]
    accredited = "description" in evidence
    return Facts(
        id=document["id"],
        number=subject["licenseNumber"],
        name=subject["name"],
        name_latin=names[1] if len(names) > 1 else "",
        date_of_birth=births[0] if births else "",
        body=issuer["name"],
        telephone=issuer["phone"],
        authorised_by=issuer["official"],
        accreditation_body=evidence["name"] if accredited else "",
        accreditation_number=evidence.get("description", ""),
        scheme=achievement["name"],
        scheme_code=achievement["humanCode"],
        edition=achievement["version"],
        edition_address=achievement["id"],
        scope=tuple(
            Item(code=item["targetCode"], name=item["targetName"])
            for item in achievement["alignment"]
        ),
        conditions=subject.get("narrative", ""),
        valid_from=document["validFrom"][:10],
        valid_until=document["validUntil"][:10],
        is_badge=is_badge(document),
    )


def restore(document: Mapping[str, Any], scheme: Scheme, body: Body) -> Certificate:
    """The certificate that a signed document of the profile's shape says, for printing it again.

    `scheme` is the edition that it names. What it says about people and scope comes from the
    document alone: names may have been corrected and texts changed since.
    """
    facts, entry = read(document), document["credentialStatus"][0]
    named = {
        item["targetCode"]: item["targetFramework"]
        for item in document["credentialSubject"]["achievement"]["alignment"]
    }
    name, _, role = facts.authorised_by.partition(", ")
    return Certificate(
        id=facts.id.removeprefix("urn:uuid:"),
        number=facts.number,
        person=Person(
            id="",
            name=facts.name,
            name_latin=facts.name_latin,
            date_of_birth=date.fromisoformat(facts.date_of_birth) if facts.date_of_birth else None,
        ),
        scheme=scheme,
        scope=tuple(
            ScopeItem(code=item.code, name=item.name, framework=named[item.code])
            for item in facts.scope
        ),
        conditions=facts.conditions,
        valid_from=date.fromisoformat(facts.valid_from),
        valid_until=date.fromisoformat(facts.valid_until),
        authorised_by=Signatory(name=name, role=role),
        accreditation=_accredited(facts, scheme, body),
        position=Position(
            list=int(entry["statusListCredential"].rpartition("/")[2].removesuffix(".json")),
            index=int(entry["statusListIndex"]),
        ),
    )


def _accredited(facts: Facts, scheme: Scheme, body: Body) -> Accreditation | None:
    """The accreditation that a certificate names; the body may have lost it since."""
    if not facts.accreditation_body:
        return None
    named = (facts.accreditation_body, facts.accreditation_number)
    kept = next((a for a in body.accreditations if (a.body, a.number) == named), None)
    return kept or Accreditation(
        body=named[0], number=named[1], schemes=(scheme.id,), since=scheme.effective
    )
