"""The rules of the data model for credentials and presentations, apart from their proofs.

Rules:
1. Contexts are a list, and the first is the base context (2.0; 1.1 where a suite sends it).
2. Each object has the type that its place asks for; identifiers are single URLs.
3. A term that no context defines, or a relative identifier, is refused, whatever the proof.
4. Related resources are named once, with a digest: the right one, where the bytes are known.

Source: https://www.w3.org/TR/vc-data-model-2.0/, the section beside each function.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from certpress import canonical
from tests.vcdm import resources, values
from tests.vcdm.values import Nonconforming

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"

_BASES = (resources.CREDENTIALS_V2, resources.CREDENTIALS_V1)
_DATES = (("validFrom", "validUntil"), ("issuanceDate", "expirationDate"))
_TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)


def credential(document: Any) -> Mapping[str, Any]:
    """The credential that a value is, its proof aside; raises Nonconforming."""
    whole = _object(document, "credential")
    _contexts(whole)
    _type(whole, "VerifiableCredential")
    _identifier(whole, "credential")
    _named(whole, "")
    _issuer(whole)
    _subjects(whole)
    _dates(whole)
    for place in _TYPED:
        _entries(whole, place)
    _related(whole)
    linked({name: member for name, member in whole.items() if name != "proof"})
    return whole


def presentation(document: Any) -> Mapping[str, Any]:
    """The presentation that a value is, its proof and its credentials aside (4.13)."""
    whole = _object(document, "presentation")
    _contexts(whole)
    _type(whole, "VerifiablePresentation")
    _identifier(whole, "presentation")
    if "holder" in whole:
        holder = whole["holder"]
        values.url(holder.get("id") if isinstance(holder, Mapping) else holder, "holder")
    _entries(whole, "termsOfUse")
    linked({name: member for name, member in whole.items() if name != "proof"})
    return whole


def enveloped(document: Any, kind: str) -> bool:
    """True for an envelope of that type; raises Nonconforming for one without its `data:` URL."""
    if not isinstance(document, Mapping) or kind not in types(document):
        return False
    listed = _listed(document.get("@context"))
    if resources.CREDENTIALS_V2 not in listed:
        raise Nonconforming("@context", f"expected {resources.CREDENTIALS_V2}")
    values.url(document.get("id"), "id")
    if not document["id"].startswith("data:") or "," not in document["id"]:
        raise Nonconforming("id", "expected a data: URL that holds what is enveloped")
    return True


def types(document: Mapping[str, Any]) -> list[Any]:
    """The values of `type`, none when there is no such member."""
    return _listed(document["type"]) if "type" in document else []


def linked(document: Mapping[str, Any]) -> None:
    """Check that JSON-LD processing loses nothing of a document; raises CertpressError."""
    canonical.rdfc(document, resources.load)


def _contexts(document: Mapping[str, Any]) -> None:
    """4.3: an ordered set that begins with the base context."""
    listed = document.get("@context")
    if not isinstance(listed, list) or not listed or listed[0] not in _BASES:
        raise Nonconforming("@context", f"expected a list that begins with {_BASES[0]}")
    for number, one in enumerate(listed):
        if not isinstance(one, Mapping):
            values.url(one, f"@context[{number}]")


def _type(document: Mapping[str, Any], needed: str) -> None:
    """4.5: strings, the needed one among them."""
    found = types(document)
    if needed not in found or not all(isinstance(one, str) for one in found):
        raise Nonconforming("type", f"expected strings, {needed} among them")


def _identifier(document: Mapping[str, Any], where: str) -> None:
    """4.4: one URL, where there is an `id` at all."""
    if "id" in document:
        values.url(document["id"], f"{where}.id")


def _named(document: Mapping[str, Any], where: str) -> None:
    """4.6: names and descriptions."""
    for member in ("name", "description"):
        if member in document:
            values.text(document[member], f"{where}{member}")


def _issuer(document: Mapping[str, Any]) -> None:
    """4.7: a URL, or an object with one."""
    issuer = document.get("issuer")
    if isinstance(issuer, Mapping):
        values.url(issuer.get("id"), "issuer.id")
        _named(issuer, "issuer.")
    else:
        values.url(issuer, "issuer")


def _subjects(document: Mapping[str, Any]) -> None:
    """4.8: one or more subjects, each with a claim."""
    subjects = _listed(document.get("credentialSubject"))
    for one in subjects or [None]:
        if not isinstance(one, Mapping) or not one:
            raise Nonconforming("credentialSubject", "expected an object with a claim")
        _identifier(one, "credentialSubject")


def _dates(document: Mapping[str, Any]) -> None:
    """4.9: instants, and the first not after the last (1.1 needs an `issuanceDate`)."""
    if document["@context"][0] == resources.CREDENTIALS_V1:
        values.instant(document.get("issuanceDate"), "issuanceDate")
    for pair in _DATES:
        found = [values.instant(document[name], name) for name in pair if name in document]
        if found != sorted(found):
            raise Nonconforming(pair[1], f"before {pair[0]}")


def _entries(document: Mapping[str, Any], place: str) -> None:
    """4.10, 4.11, 5.4 to 5.6: one or more objects, each with a type."""
    if place not in document:
        return
    for one in _listed(document[place]) or [None]:
        entry = _object(one, place)
        found = types(entry)
        if not found or not all(isinstance(kind, str) for kind in found):
            raise Nonconforming(f"{place}.type", "expected a type")
        _identifier(entry, place)
        if place == "credentialSchema":
            values.url(entry.get("id"), "credentialSchema.id")
        if "BitstringStatusListEntry" in found:
            _status_entry(entry)


def _status_entry(entry: Mapping[str, Any]) -> None:
    """An entry of a Bitstring Status List (its specification, 2.1)."""
    index, purpose = entry.get("statusListIndex"), entry.get("statusPurpose")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise Nonconforming("credentialStatus.statusListIndex", "expected a number as a string")
    if not isinstance(purpose, str):
        raise Nonconforming("credentialStatus.statusPurpose", "expected a string")
    values.url(entry.get("statusListCredential"), "credentialStatus.statusListCredential")


def _related(document: Mapping[str, Any]) -> None:
    """5.3: resources, each named once, with one or two digests."""
    if "relatedResource" not in document:
        return
    seen = set()
    for one in _listed(document["relatedResource"]) or [None]:
        entry = _object(one, "relatedResource")
        values.url(entry.get("id"), "relatedResource.id")
        if entry["id"] in seen:
            raise Nonconforming("relatedResource.id", "named twice")
        seen.add(entry["id"])
        if not {"digestSRI", "digestMultibase"} & set(entry):
            raise Nonconforming("relatedResource", "expected digestSRI or digestMultibase")
        if "digestSRI" in entry:
            values.digest_sri(entry["digestSRI"], entry["id"], "relatedResource.digestSRI")
        if "digestMultibase" in entry:
            place = "relatedResource.digestMultibase"
            values.digest_multibase(entry["digestMultibase"], entry["id"], place)


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Nonconforming(where, "expected an object")
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
