"""Undertakings: who promised in writing to use certificate and mark as the rules say, and when.

Rules:
1. An undertaking is recorded once for each text, and stays. It is never withdrawn: whoever does not
   undertake the current text has none to it, which is what counts.
2. It names its text by version and language. The text's bytes are kept with the first one that
   names it; other words under the same version are refused.
3. It is of one certification, and stays through recertification.
4. For a person known to be under 18, a guardian signs.

ISO/IEC 17024 (use of certificates, logos and marks).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime

from certpress.errors import CertpressError, ConfigurationError
from certpress.register import rows, sql
from certpress.register.consents import FULL_AGE, is_minor
from certpress.register.values import Certification, Undertaking, UndertakingText


def add(
    connection: sqlite3.Connection,
    one: Undertaking,
    text: UndertakingText,
    case: Certification,
    *,
    today: date,
) -> None:
    """Record an undertaking to a text.

    Raises CertpressError for what cannot be, ConfigurationError when the text of that version was
    another one. `today` is the body's calendar day.
    """
    _check(one, case, today)
    for earlier in read(connection, one.number):
        if (earlier.version, earlier.language) == (one.version, one.language):
            problem = f"this undertaking was recorded already, of {earlier.on}"
            raise CertpressError(one.number, problem, "nothing needs to be done")
    _freeze(connection, text, one.entered_at)
    values = (
        *(one.number, one.on.isoformat(), one.language, one.version, one.guardian),
        *(one.entered_by, rows.instant(one.entered_at)),
    )
    connection.execute(sql.ADD_UNDERTAKING, values)


def read(connection: sqlite3.Connection, number: str | None = None) -> Iterator[Undertaking]:
    """The undertakings in the order in which they were recorded, all or those of one number."""
    if number is None:
        found = connection.execute(sql.ALL_UNDERTAKINGS)
    else:
        found = connection.execute(sql.NUMBER_UNDERTAKINGS, (number,))
    return (rows.undertaking(row) for row in found)


def texts(connection: sqlite3.Connection) -> Iterator[UndertakingText]:
    """Every text that somebody signed, as it was then."""
    for language, version, document in connection.execute(sql.UNDERTAKING_TEXTS):
        yield UndertakingText(language=language, version=version, document=rows.decode(document))


def _check(one: Undertaking, case: Certification, today: date) -> None:
    if one.on > today:
        hint = "write the day on which the person signed"
        raise CertpressError(one.number, f"{one.on} has not come yet", hint)
    if case.person is None or case.ended is not None:
        problem = "this certification has ended" if case.ended else "the personal data was erased"
        raise CertpressError(one.number, problem, "there is nobody to use certificate and mark")
    if is_minor(case.person, one.on) and not one.guardian:
        problem = f"this person is under {FULL_AGE} on {one.on}, and no guardian signed"
        raise CertpressError(one.number, problem, "name who signed for them: --guardian NAME")


def _freeze(connection: sqlite3.Connection, text: UndertakingText, now: datetime) -> None:
    """Keep a text's bytes with the first undertaking that names it (rule 2)."""
    digest = hashlib.sha256(text.document).hexdigest()
    name = (text.language, text.version)
    row = connection.execute(sql.UNDERTAKING_TEXT, name).fetchone()
    if row is None:
        values = (*name, digest, rows.encode(text.document), rows.instant(now))
        connection.execute(sql.ADD_UNDERTAKING_TEXT, values)
    elif row[0] != digest:
        raise ConfigurationError(
            f"content/mark/undertaking.{text.language}.md",
            f"people signed version {text.version}, and its words have changed since",
            "undo the change, or give the new words a new version",
        )
