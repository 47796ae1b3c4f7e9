"""Finishing: what was signed, written out and looked at before it is stored; no key is needed.

Rules:
1. Before a certificate is stored it has to have the profile's shape, fit a QR code, and be one that
   can be printed (`trial`). The first of a kind, and then one in a thousand, is unpacked from its
   compact form, as those who check it do, and has to be itself.
2. The first of a kind, and the first with each scope, is looked at in full, the others in what can
   differ. What is not plainly good is looked at in full too, and that alone decides.
3. Of one kind are certificates that differ in persons, days, places and scope items alone, and have
   as many items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from certpress import certificate, compact, fonts, proof, shape, trial
from certpress.compact import Packer
from certpress.errors import CertpressError, ConfigurationError
from certpress.frame import Frames
from certpress.model import Body, Scheme
from certpress.register import Made
from certpress.stencil import Draft
from certpress.trial import Trial

UNPACKED = 1_000  # of a kind, the first and each that many are unpacked as a checker would
_MOST_KINDS = 4_096  # that are remembered


class Unissuable(CertpressError):
    """One order cannot become a certificate; the others can."""


class Kind(NamedTuple):
    """What certificates of one kind and of the same scope have in common."""

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
    """What is known of a kind, whatever the scope."""

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
        self._frames = Frames("certificate")
        self._kinds: dict[object, _Known] = {}
        self._scopes: dict[Kind, _Known] = {}  # the same, by kinds of which the scope was seen

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
        for path, text in leaf.texts():
            shape.check_text(text, path)
        document = draft.json()
        code = draft.code(self._packers[kind.scheme, kind.edition])
        known = self._scopes.get(kind)
        if known is None or not self._plainly_good(known, leaf, code):
            known = self._in_full(leaf.kind, document, code)
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

    def _in_full(self, kind: Kind, document: bytes, code: bytes) -> _Known:
        """Look at all of a certificate; what is known of its kind then.

        Raises CertpressError or shape.Malformed when it must not be stored.
        """
        signed = shape.parse(document, shape.DOCUMENT_LIMIT)
        like = (*kind[:2], len(kind.scope), *kind[3:])
        self._frames.match(like, signed)
        printed = certificate.restore(signed, self._schemes[kind.scheme, kind.edition], self._body)
        self._trial.check(printed, document, code)
        known = self._kinds.get(like)
        if known is None:
            _bounded(self._kinds)
            known = self._kinds[like] = _Known(self._trial.has_room(printed))
        _bounded(self._scopes)
        self._scopes[kind] = known
        return known


def _bounded(remembered: dict[Any, _Known]) -> None:
    """Forget all when there is too much of it."""
    if len(remembered) >= _MOST_KINDS:
        remembered.clear()


def _unpacks(document: bytes, code: bytes, preset: bytes) -> None:
    """A code that this release could not read back must never reach paper."""
    signed = shape.parse(document, shape.DOCUMENT_LIMIT)
    back = compact.unpack(compact.digits(code), [preset])
    one = next(p for p in signed["proof"] if p["cryptosuite"] == proof.JCS)
    if back != {**signed, "proof": one}:
        raise CertpressError("", "the compact form does not give the certificate back")
