"""Consents: who may be shown to whom, since when, and by which words they agreed.

Rules:
1. Nobody is public without a consent that was recorded and not withdrawn. Consents are steps that
   are only ever added; what holds is what they add up to (`standing`).
2. A consent names its text by version and language. The text's bytes are kept with the first one
   that names it; other words under the same version are refused.
3. A badge page has a random address, which says nothing of the person. It stays until the consent
   is withdrawn; a new consent has a new one.
4. Search engines may list a badge page: without one there is nothing to agree to, and whoever
   withdraws the page withdraws that as well.
5. The register knows no places. Who agrees to the directory may name one, in their own words; it
   holds as long as the consent does, and another consent replaces it.
6. For a person known to be under 18, a guardian agrees.

ISO/IEC 17024, 7.3 (confidential unless agreed).
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from certpress.errors import CertpressError, ConfigurationError
from certpress.model import Audience, Person
from certpress.register import rows, sql
from certpress.register.values import Certification, Consent, ConsentText

FULL_AGE = 18  # years
PLACE = 80  # characters
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))  # letters of some scripts need them
_ADDRESS = 15  # random bytes: 24 letters and digits, which nobody can guess


def add(
    connection: sqlite3.Connection,
    step: Consent,
    text: ConsentText | None,
    case: Certification,
    *,
    today: date,
    entropy: Callable[[int], bytes],
) -> Consent:
    """Record a step; `text` is None for a withdrawal.

    Returns the step with the address that it was given. Raises CertpressError for what is not
    allowed, ConfigurationError when the text of that version was another one. `today` is the body's
    calendar day.
    """
    earlier = tuple(read(connection, step.number))
    held = standing(earlier).get(step.number, {})
    _check_order(step, earlier, today)
    if step.given:
        _check_given(step, case, held)
        if text is not None:
            _freeze(connection, text, step.entered_at)
        step = replace(step, address=_address(step, held, entropy))
    elif step.audience not in held:
        problem = f"there is no consent to the {step.audience} that could be withdrawn"
        raise CertpressError(step.number, problem, "certpress consent show tells what there is")
    values = (
        *(step.number, str(step.audience), int(step.given), step.on.isoformat(), step.language),
        *(step.version, step.guardian, step.address, step.entered_by),
        *(rows.instant(step.entered_at), step.place),
    )
    connection.execute(sql.ADD_CONSENT, values)
    return step


def read(connection: sqlite3.Connection, number: str | None = None) -> Iterator[Consent]:
    """The steps in their order, all of them or those of one number."""
    if number is None:
        return (rows.consent(row) for row in connection.execute(sql.ALL_CONSENTS))
    return (rows.consent(row) for row in connection.execute(sql.NUMBER_CONSENTS, (number,)))


def by_number(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, tuple[Consent, ...]]]:
    """The steps of each number, one number after the other, in the order of the numbers."""
    rows_found = connection.execute(sql.CONSENTS_BY_NUMBER)
    for number, found in groupby(rows_found, key=lambda row: str(row[0])):
        yield number, tuple(rows.consent(row) for row in found)


def texts(connection: sqlite3.Connection) -> Iterator[ConsentText]:
    """Every text that somebody agreed to, as it was then."""
    for audience, language, version, document in connection.execute(sql.CONSENT_TEXTS):
        yield ConsentText(
            audience=Audience(audience),
            language=language,
            version=version,
            document=rows.decode(document),
        )


def standing(steps: Iterable[Consent]) -> Mapping[str, Mapping[Audience, Consent]]:
    """What holds after steps: the consents of each number that has any, by audience."""
    found: dict[str, dict[Audience, Consent]] = {}
    for step in steps:
        held = found.setdefault(step.number, {})
        if step.given:
            held[step.audience] = step
            continue
        held.pop(step.audience, None)
        if step.audience is Audience.BADGE_PAGE:
            held.pop(Audience.SEARCH_ENGINES, None)
    return {number: held for number, held in found.items() if held}


def is_minor(person: Person, on: date) -> bool:
    """True when a person is known to be under 18 on a day."""
    born = person.date_of_birth
    if born is None:
        return False
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (not had_birthday) < FULL_AGE


def _check_order(step: Consent, earlier: Iterable[Consent], today: date) -> None:
    if step.on > today:
        hint = "write the day on which the person said so"
        raise CertpressError(step.number, f"{step.on} has not come yet", hint)
    latest = max((one.on for one in earlier if one.audience is step.audience), default=step.on)
    if step.on < latest:
        problem = f"the latest word on the {step.audience} is of {latest}"
        raise CertpressError(step.number, problem, f"write {latest} or a later day")


def _check_given(step: Consent, case: Certification, held: Mapping[Audience, Consent]) -> None:
    if case.person is None or case.ended is not None:
        problem = "this certification has ended" if case.ended else "the personal data was erased"
        raise CertpressError(step.number, problem, "there is nobody to be shown any more")
    if is_minor(case.person, step.on) and not step.guardian:
        problem = f"this person is under {FULL_AGE} on {step.on}, and no guardian agreed"
        raise CertpressError(step.number, problem, "name who agreed for them: --guardian NAME")
    if step.audience is Audience.SEARCH_ENGINES and Audience.BADGE_PAGE not in held:
        problem = "there is no badge page that search engines could list"
        raise CertpressError(step.number, problem, "record the consent to badge-page first")
    _check_place(step)
    now = held.get(step.audience)
    same = (step.version, step.language, step.place)
    if now is not None and (now.version, now.language, now.place) == same:
        problem = f"this consent was recorded already, of {now.on}"
        raise CertpressError(step.number, problem, "nothing needs to be done")


def _check_place(step: Consent) -> None:
    """Refuse a place that is not a short line of text, or where nobody would look for it."""
    if step.place and step.audience is not Audience.DIRECTORY:
        problem = f"a place is shown in the directory alone, not on the {step.audience}"
        raise CertpressError(step.number, problem, "leave --place out, or write --to directory")
    if len(step.place) > PLACE:
        problem = f"this place has {len(step.place)} characters"
        hint = f"at most {PLACE}: a town or a region, as people would search for it"
        raise CertpressError(step.number, problem, hint)
    if not step.place.translate(_JOINERS).isprintable():
        problem = f"this place has a character that nobody sees: {step.place!r}"
        raise CertpressError(step.number, problem, "write it as one line of text")


def _address(
    step: Consent, held: Mapping[Audience, Consent], entropy: Callable[[int], bytes]
) -> str:
    """The address of the badge page: that of the consent before, or a new one."""
    if step.audience is not Audience.BADGE_PAGE:
        return ""
    if Audience.BADGE_PAGE in held:
        return held[Audience.BADGE_PAGE].address
    return base64.b32encode(entropy(_ADDRESS)).decode("ascii").lower()


def _freeze(connection: sqlite3.Connection, text: ConsentText, now: datetime) -> None:
    """Keep a text's bytes with the first consent to it (rule 2)."""
    digest = hashlib.sha256(text.document).hexdigest()
    name = (str(text.audience), text.language, text.version)
    row = connection.execute(sql.CONSENT_TEXT, name).fetchone()
    if row is None:
        values = (*name, digest, rows.encode(text.document), rows.instant(now))
        connection.execute(sql.ADD_CONSENT_TEXT, values)
    elif row[0] != digest:
        raise ConfigurationError(
            f"content/consents/{text.audience}.{text.language}.md",
            f"people agreed to version {text.version}, and its words have changed since",
            "undo the change, or give the new words a new version",
        )
