"""What the door does with a request's body: issue a credential, verify one, verify a presentation.

Rules:
1. What is no request raises UsageError; a document that breaks a rule, another CertpressError.
2. What is signed is what was sent: nothing in front of its contexts, its subject untouched. A 1.1
   credential gets the Data Integrity context behind its own; that of 2.0 holds it already.
3. A check that is asked for and cannot be made is a refusal, never a pass.

Source: https://w3c-ccg.github.io/vc-api/ as far as the W3C's suites use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certpress import certificate, proof, status
from certpress.errors import UsageError
from certpress.keys import Entropy, Signer
from certpress.model import Purpose
from tests.vcdm import proofs, resources, rules
from tests.vcdm.proofs import Asked
from tests.vcdm.values import Nonconforming

_CHECKS = {"proof", "credentialStatus"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The one status list of a door: where it is published, and its bits."""

    base: str  # ends with "/"
    bits: bytes

    @property
    def address(self) -> str:
        """Where the list is published."""
        return certificate.list_address(self.base, Purpose.REVOCATION, 1)


def issue(body: Mapping[str, Any], suite: str, signer: Signer, now: datetime) -> dict[str, Any]:
    """The credential of a request, signed; raises CertpressError."""
    return _sign(_asked(body, "credential"), suite, signer, now)


def issue_listed(
    body: Mapping[str, Any], lists: Lists, index: int, signer: Signer, now: datetime
) -> dict[str, Any]:
    """The same with an entry for a position in the status list, beside those it already has."""
    credential = _asked(body, "credential")
    if not isinstance(credential, Mapping):
        raise Nonconforming("credential", "expected an object")
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(Purpose.REVOCATION),
        "statusListIndex": str(index),
        "statusListCredential": lists.address,
    }
    others = credential.get("credentialStatus", [])
    entries = [*others, entry] if isinstance(others, list) else [others, entry]
    listed = {**credential, "credentialStatus": entries if len(entries) > 1 else entry}
    return _sign(listed, proof.RDFC, signer, now)


def _sign(credential: Any, suite: str, signer: Signer, now: datetime) -> dict[str, Any]:
    whole = dict(rules.credential(credential))
    issuer = whole["issuer"]
    if (issuer["id"] if isinstance(issuer, Mapping) else issuer) != signer.method.split("#")[0]:
        raise Nonconforming("issuer", "not the DID that signs here", signer.method.split("#")[0])
    if "proof" in whole:
        raise Nonconforming("proof", "the credential already has one")
    listed = whole["@context"]
    if listed[0] == resources.CREDENTIALS_V1 and resources.DATA_INTEGRITY_V2 not in listed:
        whole["@context"] = [*listed, resources.DATA_INTEGRITY_V2]
    return proofs.sign(whole, signer, suite, now)


def status_list(lists: Lists, signer: Signer, now: datetime, entropy: Entropy) -> bytes:
    """The signed status list, as it is published."""
    period = status.Period(since=now, until=now + status.LIFE)
    document = status.unsigned(lists.base, Purpose.REVOCATION, 1, lists.bits, period)
    return status.sign({**document, "issuer": signer.method.split("#")[0]}, signer, now, entropy)


def verify_credential(body: Mapping[str, Any], lists: Lists, now: datetime) -> dict[str, Any]:
    """`verified` for the credential of a request; raises CertpressError when it is not."""
    checks = _checks(body)
    document = _asked(body, "verifiableCredential")
    _credential(document, _options(body), now)
    if "credentialStatus" in checks:
        _status(document, lists)
    return {"verified": True, "checks": checks}


def _credential(document: Any, options: Mapping[str, Any], now: datetime) -> None:
    if rules.enveloped(document, rules.ENVELOPED_CREDENTIAL):
        raise Nonconforming("id", "what is enveloped (JOSE, COSE) cannot be checked here")
    proofs.check(rules.credential(document), _expected("assertionMethod", options), now)


def verify_presentation(body: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """`verified` for a request's presentation and all credentials in it; raises CertpressError."""
    checks = _checks(body)
    document = _asked(body, "verifiablePresentation")
    if rules.enveloped(document, rules.ENVELOPED_PRESENTATION):
        raise Nonconforming("id", "what is enveloped (JOSE, COSE) cannot be checked here")
    whole = rules.presentation(document)
    proofs.check(whole, _expected("authentication", _options(body)), now)
    held = whole.get("verifiableCredential", [])
    for credential in held if isinstance(held, list) else [held]:
        _credential(credential, {}, now)
    return {"verified": True, "checks": checks}


def _expected(purpose: str, options: Mapping[str, Any]) -> Asked:
    return Asked(purpose=purpose, domain=options.get("domain"), challenge=options.get("challenge"))


def _status(document: Mapping[str, Any], lists: Lists) -> None:
    entries = document.get("credentialStatus", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        if entry.get("statusListCredential") != lists.address:
            raise Nonconforming("credentialStatus", "a list that is not published here")
        try:
            taken_back = status.bit(lists.bits, int(entry["statusListIndex"]))
        except (ValueError, IndexError) as cause:
            raise Nonconforming("credentialStatus.statusListIndex", "outside the list") from cause
        if taken_back:
            raise Nonconforming("credentialStatus", "the credential was revoked")


def _asked(body: Mapping[str, Any], name: str) -> Any:
    if name not in body:
        raise UsageError("request", f"{name} is missing")
    return body[name]


def _options(body: Mapping[str, Any]) -> Mapping[str, Any]:
    options = body.get("options", {})
    if not isinstance(options, Mapping):
        raise UsageError("request.options", "expected an object")
    return options


def _checks(body: Mapping[str, Any]) -> list[str]:
    checks = _options(body).get("checks", ["proof"])
    if not isinstance(checks, list) or not all(
        isinstance(check, str) and check in _CHECKS for check in checks
    ):
        raise UsageError("request.options.checks", f"expected some of {', '.join(sorted(_CHECKS))}")
    return checks
