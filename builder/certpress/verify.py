"""Verification: verify(evidence, site, loader, now, memory) → Verdict.

It reads like the list of checks in `docs/developers/verification.md`, as its twin
`verifier/src/verify.ts` does, and adds nothing to it:
1. shape, 2. issuer, 3. keys and proofs, 4. dates, 5. status, 6. scheme edition; then the outcome.

Rules:
1. A bad credential never raises: whatever it holds ends in findings and one of eight outcomes.
2. Until the signature holds, only the controller document and the dictionaries are loaded, at
   addresses that come from `site`, never from the credential.
3. What could not be learned is `unknown`, and unknown is never valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from certpress import (
    certificate,
    compact,
    contexts,
    controller,
    keys,
    lookup,
    proof,
    shape,
)
from certpress.certificate import Facts
from certpress.controller import Controller
from certpress.keys import Role
from certpress.model import BADGES, Purpose
from certpress.report import Finding, Outcome, Result
from certpress.texts import TEXTS

Loader = Callable[[str], bytes]  # raises LookupError or OSError for what it does not have

_STALE_AFTER = timedelta(days=7)
_AHEAD = timedelta(days=1)  # a clock that was wound back further is not believed
_DIGITS = re.compile(r"[0-9]*", re.ASCII)


_GOES_ON = frozenset({"proof.suite_unknown", "key.controller_stale"})  # unknown, yet no end


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whose certificates are accepted, and where their site stands."""

    base: str  # ends with "/"
    did: str
    dictionaries: tuple[str, ...] = ()  # SHA-256 in hexadecimal, names below qr/


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a verifier remembers: the newest list instants, and when kept copies were fetched."""

    newest: Mapping[str, datetime] = field(default_factory=dict)
    fetched: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What verification found; `certificate` is None unless the signature holds."""

    outcome: Outcome
    checks: tuple[Finding, ...]
    certificate: Facts | None = None
    digest: str = ""
    status_as_of: datetime | None = None
    newer_exists: bool = False
    issuer: str = ""  # the DID that the document names, once its shape is good


@dataclass(slots=True)
class _Check:
    """One verification under way: what is asked, and what was found so far."""

    site: Site
    loader: Loader
    now: datetime
    memory: Memory
    findings: list[Finding] = field(default_factory=list)
    bits: dict[Purpose, bool] = field(default_factory=dict)
    as_of: list[datetime] = field(default_factory=list)
    controller: Controller | None = None

    def note(self, code: str, result: Result, where: str = "") -> None:
        self.findings.append(Finding(code=code, outcome=result, text=TEXTS[code], where=where))

    def ok(self, code: str, where: str = "") -> None:
        self.note(code, Result.PASS, where)

    def fail(self, code: str, where: str = "") -> None:
        self.note(code, Result.FAIL, where)

    def unknown(self, code: str, where: str = "") -> None:
        self.note(code, Result.UNKNOWN, where)

    def load(self, address: str) -> bytes | None:
        try:
            return self.loader(address)
        except (LookupError, OSError):
            return None

    def stands(self) -> bool:
        """True while nothing failed and nothing that would end the checks was unknown."""
        return all(f.outcome is Result.PASS or f.code in _GOES_ON for f in self.findings)


def verify(
    evidence: bytes | str, site: Site, loader: Loader, now: datetime, memory: Memory
) -> Verdict:
    """What a certificate, or a badge, is worth at `now`.

    `evidence` is a JSON credential, or the decimal digits of a QR code. `loader` gives the bytes
    at an address below `site.base`. Returns a verdict for any input; raises nothing.
    """
    check = _Check(site=site, loader=loader, now=now, memory=memory)
    document = _shape(check, evidence)
    issuer = ""
    if document is not None:
        issuer = document["issuer"]["id"]
        if _issuer(check, issuer) and _proofs(check, document):
            _dates(check, document)
            for entry in _listed(document["credentialStatus"]):
                _status(check, document, entry)
            _edition(check, document)
            return _verdict(check, issuer, document)
    return _verdict(check, issuer, None)


# 1. Shape


def _shape(check: _Check, evidence: bytes | str) -> dict[str, Any] | None:
    is_code = isinstance(evidence, str) and _DIGITS.fullmatch(evidence) is not None
    try:
        document = _unpack(check, str(evidence)) if is_code else None
        if document is None and not is_code:
            document = shape.parse(evidence, shape.DOCUMENT_LIMIT)
    except shape.Malformed as problem:
        check.fail("shape.json", str(problem))
        return None
    if document is None:
        return None
    if document.get("@context") != list(contexts.CERTIFICATE):
        check.fail("shape.context")
        return None
    try:
        shape.match(document, "badge" if certificate.is_badge(document) else "certificate")
        agree(document)
    except shape.Malformed as problem:
        check.fail("shape.profile", str(problem))
        return None
    check.ok("shape.valid")
    return document


def _unpack(check: _Check, digits: str) -> dict[str, Any] | None:
    names = check.site.dictionaries
    loaded = {name: check.load(f"{check.site.base}qr/{name}") for name in names}
    presets = [data for name, data in loaded.items() if data and compact.name(data) == name]
    try:
        return compact.unpack(digits, presets)
    except compact.Malformed as problem:
        check.fail("compact.malformed", str(problem))
    except compact.UnknownFormat as problem:
        check.unknown("compact.format_unknown", str(problem))
    except compact.UnknownDictionary as problem:
        check.unknown("compact.dictionary_unavailable", str(problem))
    return None


def agree(document: Mapping[str, Any]) -> None:
    """The parts of a certificate that have to agree with each other; raises shape.Malformed."""
    subject, entries = document["credentialSubject"], _listed(document["credentialStatus"])
    purposes = [Purpose.SUSPENSION] if certificate.is_badge(document) else list(Purpose)
    first, achievement = subject["identifier"][0], subject["achievement"]
    agreements = {
        "/validUntil": shape.instant(document["validFrom"])
        <= shape.instant(document["validUntil"]),
        "/credentialStatus": [e["statusPurpose"] for e in entries] == purposes
        and len({e["statusListIndex"] for e in entries}) == 1
        and all(e["id"] == f"{e['statusListCredential']}#{e['statusListIndex']}" for e in entries),
        "/credentialSubject/identifier/0": first["identityType"] == "name"
        and first["identityHash"] == subject["name"],
        "/credentialSubject/achievement/criteria": achievement["criteria"]["id"]
        == achievement["id"],
        # The RDFC suite takes the document's contexts and would not see a proof's own.
        "/proof": not any(
            p["cryptosuite"] == proof.RDFC and "@context" in p for p in _listed(document["proof"])
        ),
    }
    for path, agrees in agreements.items():
        if not agrees:
            raise shape.Malformed(f"{path}: does not agree with the rest of the certificate")


def _listed(members: Any) -> list[Mapping[str, Any]]:
    return members if isinstance(members, list) else [members]


# 2. Issuer


def _issuer(check: _Check, issuer: str) -> bool:
    if issuer != check.site.did:
        check.unknown("issuer.other", issuer)
        return False
    check.ok("issuer.recognised", issuer)
    return True


# 3. Keys and proofs


def _proofs(check: _Check, document: Mapping[str, Any]) -> bool:
    found = _controller(check)
    if found is None:
        return False
    check.controller = found
    proofs = _listed(document["proof"])
    bare = {name: value for name, value in document.items() if name != "proof"}
    suites = [one["cryptosuite"] for one in proofs]
    for one in proofs:
        if one["cryptosuite"] not in proof.SUITES:
            check.unknown("proof.suite_unknown", one["cryptosuite"])
            continue
        code, public = controller.find_key(found, one, Role.CERTIFICATES)
        check.note(code, Result.PASS if public else Result.FAIL, one["verificationMethod"])
        if public is not None:
            holds = proof.holds(bare, one, public)
            code = "proof.valid" if holds else "proof.signature_invalid"
            check.note(code, Result.PASS if holds else Result.FAIL, one["cryptosuite"])
    known = [suite for suite in suites if suite in proof.SUITES]
    if not known:
        check.fail("proof.none_known")
    if len(set(known)) != len(known):
        check.fail("proof.repeated")
    return check.stands()


def _controller(check: _Check) -> Controller | None:
    address = check.site.base + keys.controller_path(check.site.base)
    data = check.load(address)
    if data is None:
        check.unknown("key.unavailable", address)
        return None
    try:
        found = controller.read(data, check.site.did)
    except shape.Malformed as problem:
        check.unknown("key.controller_invalid", str(problem))
        return None
    fetched = check.memory.fetched.get(address)
    if fetched is not None and not fetched - _AHEAD <= check.now <= fetched + _STALE_AFTER:
        check.unknown("key.controller_stale", address)
    return found


# 4. Dates


def _dates(check: _Check, document: Mapping[str, Any]) -> None:
    if check.now < shape.instant(document["validFrom"]):
        check.fail("dates.not_yet_valid", document["validFrom"])
    elif check.now.replace(microsecond=0) > shape.instant(document["validUntil"]):
        check.fail("dates.expired", document["validUntil"])
    else:
        check.ok("dates.current")


# 5. Status

_SAYS: Mapping[str, tuple[str, str]] = {  # by the folder of the list
    Purpose.REVOCATION: ("status.not_revoked", "status.revoked"),
    Purpose.SUSPENSION: ("status.not_suspended", "status.suspended"),
    Purpose.REFRESH: ("status.no_newer", "status.newer_exists"),
    BADGES: ("status.badge_in_force", "status.badge_not_in_force"),
}


def _status(check: _Check, document: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    purpose, address = Purpose(entry["statusPurpose"]), entry["statusListCredential"]
    folder = BADGES if certificate.is_badge(document) else purpose
    asked = lookup.Asked(
        base=check.site.base,
        issuer=document["issuer"]["id"],
        folder=folder,
        address=address,
        index=int(entry["statusListIndex"]),
    )
    try:
        answer = lookup.find(
            asked, check.controller, check.load, check.now, check.memory.newest.get(address)
        )
    except lookup.Unknown as problem:
        check.unknown(problem.code, address)
        return
    check.as_of.append(answer.as_of)
    check.bits[purpose] = answer.bit
    harmless = purpose is Purpose.REFRESH or not answer.bit
    check.note(_SAYS[folder][answer.bit], Result.PASS if harmless else Result.FAIL, address)


# 6. Scheme edition


def _edition(check: _Check, document: Mapping[str, Any]) -> None:
    related = document["relatedResource"][0]
    data = check.load(f"{check.site.base}schemes/editions.json")
    try:
        published = shape.parse(data or b"", shape.EDITIONS_LIMIT)["editions"]
        digest = published.get(related["id"])
    except (shape.Malformed, KeyError, AttributeError):
        check.unknown("edition.unavailable")
        return
    if digest == related["digestSRI"]:
        check.ok("edition.published", related["id"])
    else:
        check.unknown("edition.not_published", related["id"])


# The outcome

_UNCHECKED = frozenset(
    {
        "compact.format_unknown",
        "compact.dictionary_unavailable",
        "issuer.other",
        "key.unavailable",
        "key.controller_invalid",
        "key.controller_stale",
        "proof.unavailable",  # the browser's: its part for eddsa-rdfc-2022 could not be fetched
    }
)


def _outcome(findings: Sequence[Finding], bits: Mapping[Purpose, bool]) -> Outcome:
    """The first outcome that applies, in the order of `verification.md`."""
    codes = {finding.code for finding in findings}
    failed = {finding.code for finding in findings if finding.outcome is Result.FAIL}
    unknown = {finding.code for finding in findings if finding.outcome is Result.UNKNOWN}
    if codes & _UNCHECKED:
        return Outcome.NOT_CHECKED
    if any(code.split(".")[0] in ("compact", "shape", "key", "proof") for code in failed):
        return Outcome.NOT_GENUINE
    found = standing(bits, early="dates.not_yet_valid" in failed, late="dates.expired" in failed)
    return Outcome.NOT_CHECKED if found is Outcome.VALID and unknown else found


def standing(bits: Mapping[Purpose, bool], *, early: bool, late: bool) -> Outcome:
    """Where a genuine certificate stands: by its status bits, and by its dates."""
    if bits.get(Purpose.REVOCATION):
        replaced = bits.get(Purpose.SUSPENSION) is False and bits.get(Purpose.REFRESH)
        return Outcome.REPLACED if replaced else Outcome.WITHDRAWN
    if bits.get(Purpose.SUSPENSION):
        return Outcome.SUSPENDED
    if late:
        return Outcome.EXPIRED
    return Outcome.NOT_YET_VALID if early else Outcome.VALID


def _verdict(check: _Check, issuer: str, document: Mapping[str, Any] | None) -> Verdict:
    return Verdict(
        outcome=_outcome(check.findings, check.bits),
        checks=tuple(check.findings),
        certificate=certificate.read(document) if document is not None else None,
        digest=proof.identity(document) if document is not None else "",
        status_as_of=min(check.as_of, default=None),
        newer_exists=check.bits.get(Purpose.REFRESH, False),
        issuer=issuer,
    )
