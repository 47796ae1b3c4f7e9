"""The log of what was sent to whom, so that nobody is sent the same twice.

Rules:
1. A line says what is about to be handed to the server, another what became of it. A `sending`
   without an end is a message of which nobody knows whether it arrived: it is told, and not sent
   again by itself.
2. Lines are only ever added. A last line that was cut off, by a full disk or a power failure, was
   never acted upon and is passed over; any other damaged line stops the work.
3. It names persons' addresses: it lies beside the register and is as private.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certpress.errors import CertpressError


class State(StrEnum):
    """What became of a message."""

    SENDING = "sending"  # handed over, or about to be; nothing is known after it
    SENT = "sent"  # the server took it
    REFUSED = "refused"  # the server did not take it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One line of the log: a certificate to an address."""

    number: str
    certificate: str  # its identifier
    to: str
    state: State
    said: str = ""  # what the server said


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the log says last of a certificate and an address; `files` are the names of its line."""

    state: State | None = None  # None: nothing yet
    files: frozenset[str] = frozenset()


def read(data: bytes, where: str) -> Mapping[tuple[str, str], Standing]:
    """The newest standing by certificate and address; raises CertpressError at a damaged line."""
    found = dict[tuple[str, str], Standing]()
    lines = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            state, files = State(entry["state"]), frozenset(entry["files"])
            found[(entry["certificate"], entry["to"])] = Standing(state=state, files=files)
        except (ValueError, KeyError, TypeError) as cause:
            if number == len(lines):  # no line end after it: it was cut off
                break
            raise CertpressError(
                f"{where}:{number}",
                "this line of the log cannot be read",
                "restore the log from your backup; without it people would be written to twice",
            ) from cause
    return found


def line(delivery: Delivery, files: Sequence[tuple[str, bytes]], now: datetime) -> bytes:
    """A delivery as a line of the log: JSON, with the SHA-256 of each file that is sent."""
    entry = {
        "at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "number": delivery.number,
        "certificate": delivery.certificate,
        "to": delivery.to,
        "state": str(delivery.state),
        "said": delivery.said,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files},
    }
    return (json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8")
