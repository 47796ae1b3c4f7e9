"""Issuing: what the register's decisions call for, signed, and kept as it was signed.

Rules:
1. A certificate is made for each order and for nothing else; the register stores the signed bytes
   together with its identifier and its place in the lists.
2. Before anything is stored it has to have the profile's shape, fit a QR code, and be one that can
   be printed (`trial`). The first of a kind, and then one in a thousand, is unpacked from its
   compact form, as those who check it do, and has to be itself.
3. The scheme edition it names is frozen with its first certificate.
4. Whoever makes certificates holds the key; nothing else that is slow happens here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from certpress import badge, certificate, compact, keys, proof, shape
from certpress.compact import Packer
from certpress.errors import CertpressError, ConfigurationError
from certpress.keys import Role, Signer
from certpress.model import (
    Accreditation,
    Body,
    Certificate,
    Issued,
    Person,
    Position,
    Scheme,
    ScopeItem,
    Signatory,
)
from certpress.register import Order
from certpress.stencil import Rack, Series
from certpress.trial import Trial

UNPACKED = 1_000  # of a kind, the first and each that many are unpacked as a checker would
_SAMPLE_ITEMS = 36
_SAMPLE_ID = "00000000-0000-4000-8000-000000000000"


class Unissuable(CertpressError):
    """One order cannot become a certificate; the others can."""


@dataclass(slots=True, kw_only=True)
class Press:
    """Everything that turns an order into a signed certificate; it remembers what it has seen."""

    body: Body
    schemes: Mapping[tuple[str, str], Scheme]
    people: Sequence[Signatory]
    signer: Signer
    now: datetime
    logo: bytes
    rack: Rack | None = field(default_factory=Rack)  # None: every document by the full algorithm
    dictionaries: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _packers: dict[tuple[str, str], Packer] = field(default_factory=dict, init=False)
    _kinds: dict[object, int] = field(default_factory=dict, init=False)  # how many of each
    _series: Series = field(init=False)
    _trial: Trial = field(init=False)

    def __post_init__(self) -> None:
        self._series = Series(signer=self.signer, created=self.now, rack=self.rack)
        self._trial = Trial(body=self.body, made=self.now, logo=self.logo)

    def dictionary(self, scheme: Scheme) -> bytes:
        """The compact form's dictionary of a scheme edition, as the content stands today."""
        key = (scheme.id, scheme.edition)
        if key not in self.dictionaries:
            self.dictionaries[key] = dictionary(self.body, scheme, self.people)
            self._packers[key] = Packer(self.dictionaries[key])
        return self.dictionaries[key]

    def preset(self, scheme: Scheme) -> bytes:
        """What the register packs the edition's documents with: samples as files are written."""
        return preset(self.body, scheme, self.people)

    def make(self, order: Order, identifier: str, position: Position) -> tuple[bytes, bytes]:
        """The signed JSON and the compact bytes of the certificate that an order calls for.

        Raises Unissuable naming the certificate number when it cannot be made.
        """
        scheme = self.schemes[(order.scheme, order.edition)]
        facts = _certificate(order, self.body, scheme, identifier, position)
        kind = _kind(order, facts.accreditation)
        seen = self._kinds.get(kind, 0)
        try:
            signed = self._series.sign(certificate.unsigned(facts, self.body))
            self._check_shape(order, signed.document, is_first=seen == 0)
            dictionary = self.dictionary(scheme)
            document = signed.json()
            code = signed.code(self._packers[order.scheme, order.edition])
            self._trial.check(facts, document, code)
            if seen % UNPACKED == 0:
                _unpacks(signed.document, code, dictionary)
            self._kinds[kind] = seen + 1
        except shape.Malformed as cause:
            raise Unissuable(
                order.number,
                f"the certificate would not have the form of one: {cause}",
                "record a correction; a text may have up to 1,000 characters",
            ) from cause
        except ConfigurationError:
            raise
        except CertpressError as cause:
            raise Unissuable(order.number, cause.problem, cause.hint) from cause
        return document, code

    def _check_shape(self, order: Order, document: Mapping[str, Any], *, is_first: bool) -> None:
        """The first of a kind against the whole profile, of the others what can differ.

        Raises shape.Malformed.
        """
        if is_first:
            shape.match(document, "certificate")
        for path, text in _certificate_texts(order):
            shape.check_text(text, path)


def badge_of(
    issued: Issued,
    base_url: str,
    signer: Signer,
    now: datetime,
    *,
    identifier: str,
    position: Position,
    picture: str,
) -> bytes:
    """The signed badge of an issued certificate; `picture` is the SHA-256 that names its picture.

    It says what the signed bytes in the register say. Raises Unissuable naming the number.
    """
    certified = shape.parse(issued.document, shape.DOCUMENT_LIMIT)
    address = badge.picture_address(base_url, picture)
    unsigned = badge.build(
        certified, base_url, identifier=identifier, position=position, picture=address
    )
    signed = badge.sign(unsigned, signer, now)
    try:
        shape.match(signed, "badge")
    except shape.Malformed as cause:
        raise Unissuable(
            issued.number, f"the badge would not have the form of one: {cause}"
        ) from cause
    return compact.as_json(signed)


def _certificate_texts(order: Order) -> Iterator[tuple[str, str]]:
    """The texts of an order that its certificate repeats, with their places in the profile."""
    yield "/credentialSubject/name", order.person.name
    yield "/credentialSubject/licenseNumber", order.number
    if order.person.name_latin:
        yield "/credentialSubject/identifier/1/identityHash", order.person.name_latin
    if order.conditions:
        yield "/credentialSubject/narrative", order.conditions


def _kind(order: Order, accreditation: Accreditation | None) -> object:
    """All that certificates of one kind have in common, but for what `certificate` writes of days,
    places and identifiers, which always has its form."""
    person = order.person
    texts = (person.name_latin, person.date_of_birth, order.conditions)
    scheme = (order.scheme, order.edition, order.scope)
    by = (order.authorised_by.name, order.authorised_by.role, id(accreditation))  # the body's own
    return (*scheme, *by, *map(bool, texts))


def _certificate(
    order: Order, body: Body, scheme: Scheme, identifier: str, position: Position
) -> Certificate:
    items = [scheme.item(code) for code in order.scope]
    if None in items:
        missing = ", ".join(code for code in order.scope if scheme.item(code) is None)
        raise Unissuable(
            order.number,
            f"scheme {scheme.id} {scheme.edition} has no scope item {missing}",
            "a scheme changes by editions: put the item back, or publish a new edition",
        )
    return Certificate(
        id=identifier,
        number=order.number,
        person=order.person,
        scheme=scheme,
        scope=tuple(item for item in items if item is not None),
        conditions=order.conditions,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        authorised_by=order.authorised_by,
        accreditation=body.accreditation(scheme.id, order.decided_on),
        position=position,
    )


def _unpacks(signed: Mapping[str, Any], code: bytes, preset: bytes) -> None:
    """A code that this release could not read back must never reach paper."""
    back = compact.unpack(compact.digits(code), [preset])
    one = next(p for p in signed["proof"] if p["cryptosuite"] == proof.JCS)
    if back != {**signed, "proof": one}:
        raise CertpressError("", "the compact form does not give the certificate back")


def dictionary(body: Body, scheme: Scheme, people: Sequence[Signatory]) -> bytes:
    """The compact form's dictionary of a scheme edition: sample certificates without any person."""
    groups = [
        scheme.items[start : start + _SAMPLE_ITEMS]
        for start in range(0, len(scheme.items), _SAMPLE_ITEMS)
    ]
    signatories = list(people) or [Signatory(name="")]
    samples = [_sample(body, scheme, group, signatories[0]) for group in groups]
    samples += [_sample(body, scheme, scheme.items[:1], who) for who in reversed(signatories)]
    return compact.dictionary(samples)


def preset(body: Body, scheme: Scheme, people: Sequence[Signatory]) -> bytes:
    """Sample documents of a scheme edition without any person, the likeliest last."""
    signatories = list(people) or [Signatory(name="")]
    both = [{"cryptosuite": suite} for suite in proof.SUITES]
    samples = [
        compact.as_json({**sample, "proof": [{**sample["proof"], **one} for one in both]})
        for sample in (
            _sample(body, scheme, items, who)
            for who in reversed(signatories)
            for items in (scheme.items[:_SAMPLE_ITEMS], scheme.items[:1])
        )
    ]
    return b"".join(samples)[-compact.LONGEST_TEXT :]


def _sample(
    body: Body, scheme: Scheme, items: Sequence[ScopeItem], who: Signatory
) -> Mapping[str, Any]:
    sample = Certificate(
        id=_SAMPLE_ID,
        number=f"{scheme.code}-20",
        person=Person(id="", name=""),
        scheme=scheme,
        scope=tuple(items),
        conditions="",
        valid_from=scheme.effective,
        valid_until=scheme.effective,
        authorised_by=who,
        accreditation=next((a for a in body.accreditations if scheme.id in a.schemes), None),
        position=Position(list=1, index=0),
    )
    document = certificate.unsigned(sample, body)
    one = {
        "@context": document["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": proof.JCS,
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": f"{keys.did(body.base_url)}#{Role.CERTIFICATES}-1",
        "proofPurpose": "assertionMethod",
    }
    return {**document, "proof": one}
