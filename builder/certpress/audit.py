"""Certificates checked again, many at a time, as anybody would check them.

Rules:
1. What certificates share is looked at once, by the functions of `verify`: the keys, each status
   list, the editions, the dictionaries.
2. Each certificate: strict JSON of the profile's shape that agrees with itself; this issuer; both
   signatures, by keys that may sign; a code that unpacks to the same certificate; a published
   edition; identifier, number and place as its row in the register has them; status bits as the
   register has them; a place of its own.
3. Whatever does not pass, and a random sample, goes through `verify` in full, document and code.
   There, and only there, it is decided what is wrong. No outcome is better than that of `verify`.
4. No private key is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
from certpress.controller import Controller
from certpress.frame import Frames
from certpress.keys import Entropy, Role
from certpress.model import Bits, Issued, Purpose, StatusBits
from certpress.report import Outcome, Result
from certpress.stencil import Checker, Rack
from certpress.verify import Loader, Memory, Site, Verdict

_SUITES = list(proof.SUITES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How many of how many certificates are verified in full, drawn at random."""

    full: int
    of: int
    entropy: Entropy

    def takes(self) -> bool:
        """True for the share of calls that is to be verified in full."""
        drawn = int.from_bytes(self.entropy(4), "big")
        return drawn * self.of < self.full << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A certificate that is not what it should be: its number, its identifier, the codes why."""

    number: str
    id: str
    codes: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What an audit has found so far."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    full: int = 0  # verified by the full algorithm
    erased: int = 0  # with their person's data: nothing is left to check

    def add(self, other: Tally) -> None:
        """Count what another part of the same audit found."""
        for outcome, count in other.counts.items():
            self.counts[outcome] = self.counts.get(outcome, 0) + count
        self.faults += other.faults
        self.full += other.full
        self.erased += other.erased

    @property
    def checked(self) -> int:
        """Certificates that were looked at."""
        return sum(self.counts.values()) + self.erased


class Places:
    """The places that were seen, to find one that is used twice."""

    def __init__(self) -> None:
        self._taken: dict[int, bytearray] = {}

    def add(self, issued: Issued) -> Iterator[Fault]:
        """A fault when another certificate was seen at this place."""
        place = issued.position
        taken = self._taken.setdefault(place.list, bytearray(status.ENTRIES))
        if taken[place.index]:
            yield Fault(number=issued.number, id=issued.id, codes=("audit.place_used_twice",))
        taken[place.index] = 1


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
        self._frames = Frames("certificate")
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
        self.tally.counts[outcome] = self.tally.counts.get(outcome, 0) + 1
        if codes:
            self.tally.faults.append(Fault(number=issued.number, id=issued.id, codes=codes))

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
                codes |= dict.fromkeys(
                    f.code for f in verdict.checks if f.outcome is not Result.PASS
                )
            elif not _says_its_row(issued, verdict):
                codes["audit.not_its_row"] = None
            elif _bits(verdict) != self._bits[issued.position]:
                codes["audit.bits_differ"] = None
        if verdicts[0].digest != verdicts[1].digest:
            codes["audit.code_differs"] = None
        return verdicts[0].outcome, tuple(codes)

    def _verdict(self, evidence: bytes | str) -> Verdict:
        return verify.verify(evidence, self._site, self._loader, self._now, Memory())

    # Quickly

    def _quickly(self, issued: Issued) -> Outcome:
        """The outcome of a certificate in which nothing is amiss; raises Differs for any other."""
        try:
            document = shape.parse(issued.document, shape.DOCUMENT_LIMIT)
            _expect(document.get("@context") == list(contexts.CERTIFICATE))
            self._frames.match(_kind(issued, document), document)
            verify.agree(document)
        except (shape.Malformed, KeyError, TypeError) as cause:
            raise Differs from cause
        facts = certificate.read(document)
        _expect(document["issuer"]["id"] == self._site.did)
        _expect((facts.id, facts.number) == (f"urn:uuid:{issued.id}", issued.number))
        self._expect_proofs(document)
        _expect(compact.says(issued.code, document, self._presets))
        related = document["relatedResource"][0]
        _expect(self._editions.get(related["id"]) == related["digestSRI"])
        return self._outcome(issued, document)

    def _expect_proofs(self, document: Mapping[str, Any]) -> None:
        proofs = document["proof"]
        _expect(isinstance(proofs, list) and [p["cryptosuite"] for p in proofs] == _SUITES)
        _expect(all(self._checker.check(document, self._key_of)))

    def _outcome(self, issued: Issued, document: Mapping[str, Any]) -> Outcome:
        said = {}
        for entry in document["credentialStatus"]:
            purpose, address = Purpose(entry["statusPurpose"]), entry["statusListCredential"]
            path = f"status/{purpose}/{issued.position.list}.json"
            _expect(address == self._site.base + path)
            _expect(entry["statusListIndex"] == str(issued.position.index))
            said[purpose] = status.bit(self._list(path, purpose), issued.position.index)
        bits = Bits(**{str(purpose): bit for purpose, bit in said.items()})
        _expect(bits == self._bits[issued.position])
        return verify.standing(
            said,
            early=self._now < shape.instant(document["validFrom"]),
            late=self._now.replace(microsecond=0) > shape.instant(document["validUntil"]),
        )

    # What certificates share

    def _list(self, path: str, purpose: Purpose) -> bytes:
        """The bits of a published list that may be believed; raises Differs."""
        if path not in self._lists:
            address = self._site.base + path
            asked = lookup.Asked(
                base=self._site.base,
                issuer=self._site.did,
                folder=purpose,
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


def _kind(issued: Issued, document: Mapping[str, Any]) -> object:
    subject = document["credentialSubject"]
    counts = len(subject["identifier"]), len(subject["achievement"]["alignment"])
    return (issued.scheme, issued.edition, *counts, "narrative" in subject)


def _says_its_row(issued: Issued, verdict: Verdict) -> bool:
    facts = verdict.certificate
    return facts is not None and (facts.id, facts.number) == (
        f"urn:uuid:{issued.id}",
        issued.number,
    )


_SET = {
    "status.revoked": Purpose.REVOCATION,
    "status.suspended": Purpose.SUSPENSION,
    "status.newer_exists": Purpose.REFRESH,
}


def _bits(verdict: Verdict) -> Bits:
    """The bits that verification saw."""
    codes = {finding.code for finding in verdict.checks}
    return Bits(**{str(purpose): code in codes for code, purpose in _SET.items()})
