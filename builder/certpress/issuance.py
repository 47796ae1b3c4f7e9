"""Issuing: what the register's decisions call for, signed, and kept as it was signed.

Rules:
1. A certificate is made for each order and for nothing else; the register stores the signed bytes
   together with its identifier and its place in the lists.
2. The scheme edition it names is frozen with its first certificate.
3. Whoever signs holds the key; nothing that is slow happens here. Before anything is stored, it is
   written out and looked at (`finishing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from certpress import badge, certificate, compact, keys, proof, shape
from certpress.certificate import Shared
from certpress.errors import CertpressError, ConfigurationError
from certpress.finishing import Kind, Leaf, Unissuable
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

_SAMPLE_ITEMS = 36
_MOST_KINDS = 4_096  # that are remembered
_SAMPLE_ID = "00000000-0000-4000-8000-000000000000"


@dataclass(slots=True, kw_only=True)
class Press:
    """Everything that turns an order into a signed certificate; it remembers what it has seen."""

    body: Body
    schemes: Mapping[tuple[str, str], Scheme]
    people: Sequence[Signatory]
    signer: Signer
    now: datetime
    rack: Rack | None = field(default_factory=Rack)  # None: every document by the full algorithm
    dictionaries: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _kinds: dict[Kind, _Common] = field(default_factory=dict, init=False)
    _series: Series = field(init=False)

    def __post_init__(self) -> None:
        self._series = Series(signer=self.signer, created=self.now, rack=self.rack)

    def dictionary(self, scheme: Scheme) -> bytes:
        """The compact form's dictionary of a scheme edition, as the content stands today."""
        key = (scheme.id, scheme.edition)
        if key not in self.dictionaries:
            self.dictionaries[key] = dictionary(self.body, scheme, self.people)
        return self.dictionaries[key]

    def preset(self, scheme: Scheme) -> bytes:
        """What the register packs the edition's documents with: samples as files are written."""
        return preset(self.body, scheme, self.people)

    def sign(self, order: Order, identifier: str, position: Position) -> Leaf:
        """The signed certificate that an order calls for, not looked at yet.

        Raises Unissuable naming the certificate number when it cannot be made.
        """
        person, common = order.person, self._common(order)
        facts = Certificate(
            id=identifier,
            number=order.number,
            person=person,
            scheme=common.scheme,
            scope=common.scope,
            conditions=order.conditions,
            valid_from=order.valid_from,
            valid_until=order.valid_until,
            authorised_by=order.authorised_by,
            accreditation=common.accreditation,
            position=position,
        )
        try:
            signed = self._series.sign(certificate.unsigned(facts, self.body, common.parts))
        except ConfigurationError:
            raise
        except CertpressError as cause:
            raise Unissuable(order.number, cause.problem, cause.hint) from cause
        texts = (person.name, person.name_latin, order.conditions)
        place = (position.list, position.index)
        return Leaf(common.kind, order.decision, order.number, *place, *texts, signed.draft())

    def _common(self, order: Order) -> _Common:
        """What an order's certificate has in common with others of its kind."""
        accreditation = self.body.accreditation(order.scheme, order.decided_on)
        person, by = order.person, order.authorised_by
        kind = Kind(
            order.scheme,
            order.edition,
            order.scope,
            (by.name, by.role),
            (accreditation.body, accreditation.number) if accreditation else None,
            (bool(person.name_latin), person.date_of_birth is not None, bool(order.conditions)),
        )
        found = self._kinds.get(kind)
        if found is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._kinds.clear()
            found = self._kinds[kind] = self._begin(kind, order, accreditation)
        return found

    def _begin(self, kind: Kind, order: Order, accreditation: Accreditation | None) -> _Common:
        scheme = self.schemes[kind.scheme, kind.edition]
        scope = _scope(order, scheme)
        said = (order.authorised_by, accreditation, self.body)
        return _Common(
            kind=kind,
            scheme=scheme,
            scope=scope,
            accreditation=accreditation,
            parts=certificate.shared(scheme, scope, *said),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What is the same for all certificates of a kind."""

    kind: Kind
    scheme: Scheme
    scope: tuple[ScopeItem, ...]
    accreditation: Accreditation | None
    parts: Shared


def _scope(order: Order, scheme: Scheme) -> tuple[ScopeItem, ...]:
    found = [scheme.item(code) for code in order.scope]
    if None in found:
        missing = ", ".join(code for code in order.scope if scheme.item(code) is None)
        raise Unissuable(
            order.number,
            f"scheme {scheme.id} {scheme.edition} has no scope item {missing}",
            "a scheme changes by editions: put the item back, or publish a new edition",
        )
    return tuple(item for item in found if item is not None)


def series_of_badges(signer: Signer, now: datetime) -> Series:
    """Signs badges, those that are alike from one template; as `badge.sign` does, byte for byte."""
    return Series(signer=signer, created=now, rack=Rack(), suites=(proof.RDFC,))


def badge_of(
    issued: Issued,
    base_url: str,
    series: Series,
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
    signed = series.sign(unsigned).document
    try:
        shape.match(signed, "badge")
    except shape.Malformed as cause:
        raise Unissuable(
            issued.number, f"the badge would not have the form of one: {cause}"
        ) from cause
    return compact.as_json(signed)


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
