"""Checking the register against its own digests.

Codes: `register.chain`, `register.personal_data`, `register.reasons`, `register.certificates`,
`register.badges`.
Each is one finding, pass or fail; a fail names the first decision at fault. Erased data is counted
and is no fault. A register that was cut off at its end checks out all the same: keep what
`Register.head` says somewhere else to see that.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from certpress.errors import ConfigurationError
from certpress.model import Badge, Issued
from certpress.register import chain, issuing, rows, sql
from certpress.report import Finding, Report, Result


def check(connection: sqlite3.Connection, where: str) -> Report:
    """Recompute every hash, and every digest whose data is still there."""
    return Report(findings=tuple(_findings(connection, where)))


def _findings(connection: sqlite3.Connection, where: str) -> Iterator[Finding]:
    broken = {"chain": 0, "personal_data": 0, "reasons": 0}  # the first decision at fault
    count = erased = 0
    previous = chain.START
    for row in connection.execute(sql.CHECK_DECISIONS):
        count += 1
        columns: rows.Columns = dict(zip(sql.DECISION_COLUMNS, row, strict=False))
        person, reason = row[rows.WIDTH : rows.WIDTH + 4], row[rows.WIDTH + 4 :]
        kept = columns["seq"] == count and columns["previous"] == previous
        previous = chain.link(columns)
        if not kept or previous != columns["hash"]:
            broken["chain"] = broken["chain"] or count
            previous = str(columns["hash"])
        erased += person[0] is None
        if person[0] is not None:
            digest = chain.personal(person[3], person[0], person[1], person[2])
            if digest != columns["personal_digest"]:
                broken["personal_data"] = broken["personal_data"] or count
        if reason[0] is not None and chain.salted(reason[1], reason[0]) != columns["reason_digest"]:
            broken["reasons"] = broken["reasons"] or count
    told = {
        "chain": f"{count} decisions, each linked to the one before it",
        "personal_data": f"personal data as recorded; erased for {erased} of {count} decisions",
        "reasons": "reasons as recorded",
    }
    for name, first in broken.items():
        result = Result.FAIL if first else Result.PASS
        text = f"decision {first} is not what was recorded" if first else told[name]
        yield Finding(code=f"register.{name}", outcome=result, text=text, where=where)
    yield _certificates(connection, where)
    yield _badges(connection, where)


def _certificates(connection: sqlite3.Connection, where: str) -> Finding:
    stray = [number for (number,) in connection.execute(sql.UNCALLED)]
    issued = issuing.read(connection, sql.ALL_ISSUED, ())
    try:
        moved = [one.number for one in issued if not _says_its_row(one)]
    except ConfigurationError as damage:
        moved = [f"{damage.where} ({damage.problem})"]
    text = "every certificate has a decision that calls for it, and says what its row says"
    if stray:
        text = f"certificates that no decision calls for: {', '.join(stray[:10])}"
    elif moved:
        text = f"certificates whose document and row differ: {', '.join(moved[:10])}"
    result = Result.FAIL if stray or moved else Result.PASS
    return Finding(code="register.certificates", outcome=result, text=text, where=where)


def _badges(connection: sqlite3.Connection, where: str) -> Finding:
    badges = map(rows.badge, connection.execute(sql.ALL_BADGES))
    moved = [one.number for one in badges if not _says_its_row(one)]
    text = "every badge says what its row says"
    if moved:
        text = f"badges whose document and row differ: {', '.join(moved[:10])}"
    result = Result.FAIL if moved else Result.PASS
    return Finding(code="register.badges", outcome=result, text=text, where=where)


def _says_its_row(issued: Issued | Badge) -> bool:
    """True when a signed document names the identifier, number and place that its row has."""
    if not issued.document:
        return True  # erased with the person's data
    try:
        document = json.loads(issued.document)
        status = document["credentialStatus"]
        entry = status if isinstance(issued, Badge) else status[0]
        place = f"/{issued.position.list}.json#{issued.position.index}"
        return (
            document["id"] == f"urn:uuid:{issued.id}"
            and document["credentialSubject"]["licenseNumber"] == issued.number
            and str(entry["id"]).endswith(place)
        )
    except (ValueError, KeyError, TypeError, IndexError):
        return False
