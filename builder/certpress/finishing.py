"""Finishing: what was signed, written out and looked at before it is stored; no key is needed.

Rules:
1. Before a certificate is stored it has to have the profile's shape, fit a QR code, and be one that
   can be printed (`trial`). The first of a kind, and then one in a thousand, is unpacked from its
   compact form, as those who check it do, and has to be itself.
2. The first of a kind is looked at in full, the others in what can differ. What is not plainly good
   is looked at in full too, and that alone decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from certpress import certificate, compact, fonts, proof, shape, trial
from certpress.compact import Packer
from certpress.errors import CertpressError, ConfigurationError
from certpress.model import Body, Certificate, Scheme
from certpress.register import Made
from certpress.stencil import Draft
from certpress.trial import Trial

UNPACKED = 1_000  # of a kind, the first and each that many are unpacked as a checker would
_MOST_KINDS = 4_096  # that are remembered


class Unissuable(CertpressError):
    """One order cannot become a certificate; the others can."""


class Kind(NamedTuple):
    """What certificates of one kind have in common."""

    scheme: str
    edition: str
    scope: tuple[str, ...]
    authorised_by: tuple[str, str]  # name and role
    accreditation: tuple[str, str] | None  # by whom, and its number
    optional: tuple[bool, bool, bool]  # name in Latin letters, date of birth, conditions


class Leaf(NamedTuple):
    """A signed certificate on its way to be stored.

    A tuple, for it is handed to another process in very large numbers.
    """

    kind: Kind
    decision: int
    number: str
    list_number: int
    list_index: int
    name: str
    name_latin: str
    conditions: str
    draft: Draft

    def texts(self) -> Iterator[tuple[str, str]]:
        """The texts that differ from one of its kind to the next, with their places in the profile.

        Days, places and identifiers are left out: these are always written in their form.
        """
        yield "/credentialSubject/name", self.name
        yield "/credentialSubject/licenseNumber", self.number
        if self.name_latin:
            yield "/credentialSubject/identifier/1/identityHash", self.name_latin
        if self.conditions:
            yield "/credentialSubject/narrative", self.conditions


@dataclass(slots=True)
class _Known:
    """A kind of which a certificate was seen."""

    room: bool  # every modest certificate of the kind can be printed
    seen: int = 0


class Finishing:
    """Turns signed certificates of one body into what is stored; remembers what it has seen."""

    def __init__(
        self, *, body: Body, schemes: Mapping[tuple[str, str], Scheme], now: datetime, logo: bytes
    ) -> None:
        self._body, self._schemes = body, schemes
        self._trial = Trial(body=body, made=now, logo=logo)
        self._packers: dict[tuple[str, str], Packer] = {}
        self._dictionaries: dict[tuple[str, str], bytes] = {}
        self._kinds: dict[Kind, _Known] = {}

    def use(self, edition: tuple[str, str], dictionary: bytes) -> None:
        """The dictionary of the compact form for a scheme edition, given by both their names."""
        if self._dictionaries.get(edition) != dictionary:
            self._dictionaries[edition] = dictionary
            self._packers[edition] = Packer(dictionary)

    def finish(self, leaf: Leaf) -> Made:
        """The certificate as it is stored.

        Raises Unissuable naming its number when it must not be.
        """
        try:
            return self._made(leaf)
        except shape.Malformed as cause:
            raise Unissuable(
                leaf.number,
                f"the certificate would not have the form of one: {cause}",
                "record a correction; a text may have up to 1,000 characters",
            ) from cause
        except ConfigurationError:
            raise
        except CertpressError as cause:
            raise Unissuable(leaf.number, cause.problem, cause.hint) from cause

    def _made(self, leaf: Leaf) -> Made:
        kind, draft = leaf.kind, leaf.draft
        known = self._kinds.get(kind)
        document = draft.json()
        if known is None:
            shape.match(shape.parse(document, shape.DOCUMENT_LIMIT), "certificate")
        for path, text in leaf.texts():
            shape.check_text(text, path)
        code = draft.code(self._packers[kind.scheme, kind.edition])
        if known is None or not self._plainly_good(known, leaf, code):
            known = self._in_full(leaf, document, code)
        if known.seen % UNPACKED == 0:
            _unpacks(document, code, self._dictionaries[kind.scheme, kind.edition])
        known.seen += 1
        identifier = draft.identifier.removeprefix("urn:uuid:")
        place = (leaf.list_number, leaf.list_index)
        edition = (kind.scheme, kind.edition)
        return Made(identifier, leaf.decision, leaf.number, *place, *edition, document, code)

    def _plainly_good(self, known: _Known, leaf: Leaf, code: bytes) -> bool:
        """True when the trial of the kind tells that the certificate can be printed."""
        texts = (leaf.name, leaf.name_latin, leaf.conditions, leaf.number)
        return (
            known.room
            and trial.is_modest(*texts)
            and not any(map(fonts.load().missing, texts))
            and self._trial.holds(len(code))
        )

    def _in_full(self, leaf: Leaf, document: bytes, code: bytes) -> _Known:
        """Look at all of a certificate; what is known of its kind then.

        Raises CertpressError when it cannot be printed.
        """
        printed = self._printed(leaf.kind, document)
        self._trial.check(printed, document, code)
        known = self._kinds.get(leaf.kind)
        if known is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._kinds.clear()
            known = self._kinds[leaf.kind] = _Known(self._trial.has_room(printed))
        return known

    def _printed(self, kind: Kind, document: bytes) -> Certificate:
        """What will be printed of a signed document."""
        signed = shape.parse(document, shape.DOCUMENT_LIMIT)
        return certificate.restore(signed, self._schemes[kind.scheme, kind.edition], self._body)


def _unpacks(document: bytes, code: bytes, preset: bytes) -> None:
    """A code that this release could not read back must never reach paper."""
    signed = shape.parse(document, shape.DOCUMENT_LIMIT)
    back = compact.unpack(compact.digits(code), [preset])
    one = next(p for p in signed["proof"] if p["cryptosuite"] == proof.JCS)
    if back != {**signed, "proof": one}:
        raise CertpressError("", "the compact form does not give the certificate back")
