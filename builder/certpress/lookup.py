"""Looking up one status entry: from the address of a list to a bit that may be believed.

Rules, in the order of `docs/developers/verification.md`, step 5:
1. The address is one of this site's lists, for this purpose and this kind of document; no other
   is ever asked for.
2. The list is what it says: strict JSON, the profile's shape, both proofs chained.
3. It is the list that was meant: issuer, address, purpose.
4. The status key signed it, it is in date, and it is not older than one already seen.
5. It unpacks to a whole list that reaches the index.
Whatever fails is `Unknown`, with its code: a status that cannot be learned is never a clear one.

What depends on a list's bytes alone (2, and whether a key made the proof) is worked out once for
the same bytes: a site's build checks many thousand certificates against the same three lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from certpress import controller, proof, shape, status
from certpress.controller import Controller
from certpress.keys import Role

_PATH = re.compile(r"status/(revocation|suspension|refresh|badges)/[1-9][0-9]{0,5}\.json", re.ASCII)
_KEPT = 8  # lists whose bytes were understood: two of each folder


class Unknown(Exception):
    """The status cannot be learned; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A status entry, and whose it is; `folder` is its purpose, for a badge `model.BADGES`."""

    base: str
    issuer: str
    folder: str
    address: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a believed list says at the index, and since when it says so."""

    bit: bool
    as_of: datetime


def find(
    asked: Asked,
    keys: Controller | None,
    load: Callable[[str], bytes | None],
    now: datetime,
    newest: datetime | None,
) -> Answer:
    """The bit of an entry; `newest` is the newest instant seen of this list. Raises Unknown."""
    path = asked.address.removeprefix(asked.base) if asked.address.startswith(asked.base) else ""
    if not _PATH.fullmatch(path) or path.split("/")[1] != asked.folder:
        raise Unknown("status.mismatch")
    data = load(asked.address)
    if data is None:
        raise Unknown("status.unavailable")
    listed = _read(data)
    _is_meant(listed, asked)
    if keys is None or not _is_signed(data, listed, keys):
        raise Unknown("status.signature_invalid")
    since = _is_current(listed, now, newest)
    return Answer(bit=_bit(listed, asked.index), as_of=since)


@lru_cache(maxsize=_KEPT)
def _read(data: bytes) -> Mapping[str, Any]:
    try:
        listed = shape.parse(data, shape.LIST_LIMIT)
        shape.match(listed, "list")
    except shape.Malformed as problem:
        raise Unknown("status.malformed") from problem
    first, second = listed["proof"]
    chained = (
        (first["cryptosuite"], second["cryptosuite"]) == (proof.RDFC, proof.JCS)
        and "id" in first
        and "previousProof" not in first
        and second.get("previousProof") == first["id"]
    )
    if not chained:
        raise Unknown("status.malformed")
    return listed


def _is_meant(listed: Mapping[str, Any], asked: Asked) -> None:
    subject = listed["credentialSubject"]
    named = (listed["issuer"], listed["id"], subject["id"], subject["statusPurpose"])
    purpose = status.purpose(asked.folder)
    if named != (asked.issuer, asked.address, f"{asked.address}#list", purpose):
        raise Unknown("status.mismatch")


def _is_signed(data: bytes, listed: Mapping[str, Any], keys: Controller) -> bool:
    _, public = controller.find_key(keys, listed["proof"][1], Role.STATUS)
    return public is not None and _holds(data, public)


@lru_cache(maxsize=_KEPT)
def _holds(data: bytes, public: bytes) -> bool:
    listed = _read(data)
    first, second = listed["proof"]
    return proof.holds({**listed, "proof": [first]}, second, public)


def _is_current(listed: Mapping[str, Any], now: datetime, newest: datetime | None) -> datetime:
    since, until = shape.instant(listed["validFrom"]), shape.instant(listed["validUntil"])
    if since > now:
        raise Unknown("status.not_yet_valid")
    if until < now.replace(microsecond=0):
        raise Unknown("status.expired")
    if newest is not None and since < newest:
        raise Unknown("status.older_than_seen")
    return since


def _bit(listed: Mapping[str, Any], index: int) -> bool:
    try:
        data = status.decode(listed["credentialSubject"]["encodedList"])
    except status.Unusable as problem:
        raise Unknown("status.malformed") from problem
    if index >= len(data) * 8:
        raise Unknown("status.index_out_of_range")
    return status.bit(data, index)
