"""One certificate or badge after the other: quickly, or in full (the rules stand in `audit`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
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
    status,
    verify,
)
from certpress.audit.values import Fault, Places, Sample, Tally
from certpress.controller import Controller
from certpress.frame import Frames
from certpress.keys import Role
from certpress.model import BADGES, Badge, Bits, Issued, Position, Purpose, StatusBits
from certpress.register import Placed
from certpress.report import Outcome, Result
from certpress.stencil import Checker, Rack
from certpress.verify import Loader, Memory, Site, Verdict

_SUITES = list(proof.SUITES)


class Differs(Exception):
    """The quick way does not tell that a certificate is good."""


class Audit:
    """Checks certificates of one site, as of one moment."""

    def __init__(
        self, *, site: Site, loader: Loader, now: datetime, bits: StatusBits, sample: Sample
    ) -> None:
        self.tally = Tally()
        self._site, self._loader, self._now = site, loader, now
        self._bits, self._sample = bits, sample
        self._frames, self._badges = Frames("certificate"), Frames("badge")
        self._checker = Checker(Rack())
        self._lists: dict[str, bytes] = {}
        self._keys = self._controller()
        self._key = lru_cache(maxsize=256)(self._find_key)
        self._editions = self._published()
        self._presets = {name: self._load(f"qr/{name}") for name in site.dictionaries}

    def run(self, issued: Iterable[Issued]) -> Tally:
        """Check certificates, and that each has a place of its own."""
        places = Places()
        for one in issued:
            self.check(one)
            self.tally.faults += places.add(one)
        return self.tally

    def check(self, issued: Issued) -> None:
        """Check one certificate by itself, and count it."""
        if not issued.document:
            self.tally.erased += 1
            return
        codes: tuple[str, ...] = ()
        try:
            if self._sample.takes():
                raise Differs
            outcome = self._quickly(issued)
        except Differs:
            outcome, codes = self._in_full(issued)
        self._count(issued, outcome, codes)

    def damaged(self, placed: Placed) -> None:
        """Count a certificate whose document can no longer be read."""
        self._count(placed, Outcome.NOT_GENUINE, ("audit.damaged",))

    def check_badge(self, badge: Badge, pictures: Container[str]) -> None:
        """Check one badge, and count it; `pictures` are the names of those that are published.

        The bits that it is compared with are those of the lists of badges.
        """
        if not badge.document:
            self.tally.erased += 1
            return
        codes: tuple[str, ...] = ()
        try:
            if self._sample.takes():
                raise Differs
            outcome = self._badge_quickly(badge)
        except Differs:
            outcome, codes = self._badge_in_full(badge)
        if badge.picture not in pictures:
            codes = (*codes, "audit.picture_missing")
        self._count(badge, outcome, codes)

    def _count(
        self, one: Issued | Badge | Placed, outcome: Outcome, codes: tuple[str, ...]
    ) -> None:
        self.tally.counts[outcome] = self.tally.counts.get(outcome, 0) + 1
        if codes:
            self.tally.faults.append(Fault(number=one.number, id=one.id, codes=codes))

    def unsound(self, lists: int) -> tuple[str, ...]:
        """The codes of what all certificates share and what is not as it should be.

        `lists` is how many lists there are of each purpose. While any is told, no certificate can
        be checked quickly.
        """
        codes = [] if self._keys is not None else ["key.controller_invalid"]
        for number in range(1, lists + 1):
            for purpose in Purpose:
                try:
                    self._list(f"status/{purpose}/{number}.json", purpose)
                except Differs as problem:
                    codes.append(str(problem))
        return tuple(dict.fromkeys(codes))

    # In full

    def _in_full(self, issued: Issued) -> tuple[Outcome, tuple[str, ...]]:
        """The outcome, and the codes of what is not as it should be."""
        self.tally.full += 1
        digits = str(int.from_bytes(issued.code, "big"))
        verdicts = [self._verdict(issued.document), self._verdict(digits)]
        codes: dict[str, None] = {}
        for verdict in verdicts:
            if verdict.outcome in (Outcome.NOT_GENUINE, Outcome.NOT_CHECKED):
                codes |= dict.fromkeys(_amiss(verdict))
            elif not _says_its_row(issued, verdict):
                codes["audit.not_its_row"] = None
            elif _bits(verdict) != self._bits[issued.position]:
                codes["audit.bits_differ"] = None
        if verdicts[0].digest != verdicts[1].digest:
            codes["audit.code_differs"] = None
        return verdicts[0].outcome, tuple(codes)

    def _badge_in_full(self, badge: Badge) -> tuple[Outcome, tuple[str, ...]]:
        self.tally.full += 1
        verdict = self._verdict(badge.document)
        codes = {finding.code for finding in verdict.checks}
        if verdict.outcome in (Outcome.NOT_GENUINE, Outcome.NOT_CHECKED):
            return verdict.outcome, _amiss(verdict)
        facts = verdict.certificate
        if facts is None or not facts.is_badge or not _says_its_row(badge, verdict):
            return verdict.outcome, ("audit.not_its_row",)
        if ("status.badge_not_in_force" in codes) != self._bits[badge.position].suspension:
            return verdict.outcome, ("audit.bits_differ",)
        return verdict.outcome, ()

    def _verdict(self, evidence: bytes | str) -> Verdict:
        return verify.verify(evidence, self._site, self._loader, self._now, Memory())

    # Quickly

    def _quickly(self, issued: Issued) -> Outcome:
        """The outcome of a certificate in which nothing is amiss; raises Differs for any other."""
        document = self._sound(issued, self._frames, _SUITES)
        _expect(compact.says(issued.code, document, self._presets))
        said = {}
        for entry in document["credentialStatus"]:
            purpose = Purpose(entry["statusPurpose"])
            said[purpose] = self._bit(entry, purpose, issued.position)
        bits = Bits(**{str(purpose): bit for purpose, bit in said.items()})
        _expect(bits == self._bits[issued.position])
        return self._standing(document, said)

    def _badge_quickly(self, badge: Badge) -> Outcome:
        """The same for a badge, which has one proof, one status entry and a list of its own."""
        document = self._sound(badge, self._badges, [proof.RDFC])
        _expect(certificate.is_badge(document))
        bit = self._bit(document["credentialStatus"], BADGES, badge.position)
        _expect(bit == self._bits[badge.position].suspension)
        return self._standing(document, {Purpose.SUSPENSION: bit})

    def _sound(self, one: Issued | Badge, frames: Frames, suites: list[str]) -> dict[str, Any]:
        """The document, of the profile's shape, signed as it should be, and that of its row."""
        try:
            document = shape.parse(one.document, shape.DOCUMENT_LIMIT)
            _expect(document.get("@context") == list(contexts.CERTIFICATE))
            frames.match(_kind(document), document)
            verify.agree(document)
        except (shape.Malformed, KeyError, TypeError) as cause:
            raise Differs from cause
        subject, proofs = document["credentialSubject"], document["proof"]
        _expect(document["issuer"]["id"] == self._site.did)
        _expect(document["id"] == f"urn:uuid:{one.id}")
        _expect(subject["licenseNumber"] == one.number)
        _expect(isinstance(proofs, list) and [p["cryptosuite"] for p in proofs] == suites)
        _expect(all(self._checker.check(document, self._key_of)))
        related = document["relatedResource"][0]
        _expect(self._editions.get(related["id"]) == related["digestSRI"])
        return document

    def _bit(self, entry: Mapping[str, Any], folder: str, position: Position) -> bool:
        """What a published list says at the place of the row, which the entry has to name."""
        path = f"status/{folder}/{position.list}.json"
        _expect(entry["statusListCredential"] == self._site.base + path)
        _expect(entry["statusListIndex"] == str(position.index))
        return status.bit(self._list(path, folder), position.index)

    def _standing(self, document: Mapping[str, Any], said: Mapping[Purpose, bool]) -> Outcome:
        return verify.standing(
            said,
            early=self._now < shape.instant(document["validFrom"]),
            late=self._now.replace(microsecond=0) > shape.instant(document["validUntil"]),
        )

    # What certificates share

    def _list(self, path: str, folder: str) -> bytes:
        """The bits of a published list that may be believed; raises Differs."""
        if path not in self._lists:
            address = self._site.base + path
            asked = lookup.Asked(
                base=self._site.base,
                issuer=self._site.did,
                folder=folder,
                address=address,
                index=status.ENTRIES - 1,
            )
            try:
                lookup.find(asked, self._keys, self._loaded, self._now, None)
                listed = shape.parse(self._loader(address), shape.LIST_LIMIT)
            except lookup.Unknown as cause:
                raise Differs(cause.code) from cause
            self._lists[path] = status.decode(listed["credentialSubject"]["encodedList"])
        return self._lists[path]

    def _controller(self) -> Controller | None:
        try:
            data = self._load(keys.controller_path(self._site.base))
            return controller.read(data, self._site.did)
        except shape.Malformed:
            return None

    def _key_of(self, one: Mapping[str, Any]) -> bytes | None:
        return self._key(one["verificationMethod"], one["created"])

    def _find_key(self, method: str, created: str) -> bytes | None:
        if self._keys is None:
            return None
        named = {"verificationMethod": method, "created": created}
        return controller.find_key(self._keys, named, Role.CERTIFICATES)[1]

    def _published(self) -> Mapping[str, Any]:
        try:
            data = self._load("schemes/editions.json")
            found = shape.parse(data, shape.EDITIONS_LIMIT).get("editions")
        except shape.Malformed:
            return {}
        return found if isinstance(found, dict) else {}

    def _load(self, path: str) -> bytes:
        return self._loaded(self._site.base + path) or b""

    def _loaded(self, address: str) -> bytes | None:
        try:
            return self._loader(address)
        except (LookupError, OSError):
            return None


def _expect(holds: bool) -> None:
    if not holds:
        raise Differs


def _kind(document: Mapping[str, Any]) -> object:
    subject, edition = document["credentialSubject"], document["relatedResource"][0]["id"]
    counts = len(subject["identifier"]), len(subject["achievement"]["alignment"])
    return (edition, *counts, "narrative" in subject)


def _amiss(verdict: Verdict) -> tuple[str, ...]:
    """The codes of what did not pass."""
    return tuple(f.code for f in verdict.checks if f.outcome is not Result.PASS)


def _says_its_row(one: Issued | Badge, verdict: Verdict) -> bool:
    facts = verdict.certificate
    return facts is not None and (facts.id, facts.number) == (f"urn:uuid:{one.id}", one.number)


_SET = {
    "status.revoked": Purpose.REVOCATION,
    "status.suspended": Purpose.SUSPENSION,
    "status.newer_exists": Purpose.REFRESH,
}


def _bits(verdict: Verdict) -> Bits:
    """The bits that verification saw."""
    codes = {finding.code for finding in verdict.checks}
    return Bits(**{str(purpose): code in codes for code, purpose in _SET.items()})
