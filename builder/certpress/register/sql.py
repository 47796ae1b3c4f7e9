"""The register's tables and statements: all SQL of the builder stands here.

Rules:
1. TEXT and INTEGER alone, so that PostgreSQL takes the same statements; bytes are base64 or hex,
   days and instants ISO 8601, lists JSON. Uniqueness is a constraint, never a habit.
2. A schema version is a script, a tuple of statements; scripts are only ever added at the end.
3. What belongs to SQLite alone (the triggers that make decisions append-only) is kept apart in
   `GUARDS`, one tuple for each version.
4. Personal data stands in `person`, `reason` and `entry`, and in the signed documents; nothing else
   refers to these rows by a foreign key, so they can be erased.
"""

from __future__ import annotations

from typing import NamedTuple

# ruff: noqa: S608 - statements are put together from the constants of this file alone

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE person (
            person TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
            name_latin TEXT NOT NULL, date_of_birth TEXT NOT NULL, salt TEXT NOT NULL,
            PRIMARY KEY (person, version))""",
        """CREATE TABLE certification (
            number TEXT PRIMARY KEY, person TEXT NOT NULL, scheme TEXT NOT NULL)""",
        """CREATE TABLE decision (
            seq INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            number TEXT NOT NULL REFERENCES certification (number),
            person TEXT NOT NULL,
            person_version INTEGER NOT NULL,
            scheme TEXT NOT NULL,
            edition TEXT NOT NULL,
            items TEXT NOT NULL,
            scope TEXT NOT NULL,
            conditions TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_until TEXT NOT NULL,
            certifies INTEGER NOT NULL,
            annuls INTEGER UNIQUE REFERENCES decision (seq),
            decided_on TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            basis TEXT NOT NULL,
            authorised_by TEXT NOT NULL,
            authorised_role TEXT NOT NULL,
            examiners TEXT NOT NULL,
            trainers TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at TEXT NOT NULL,
            source TEXT NOT NULL,
            personal_digest TEXT NOT NULL,
            reason_digest TEXT NOT NULL,
            previous TEXT NOT NULL UNIQUE,
            hash TEXT NOT NULL)""",
        "CREATE INDEX decision_number ON decision (number, seq)",
        "CREATE INDEX decision_person ON decision (person, scheme)",
        """CREATE TABLE reason (
            decision INTEGER PRIMARY KEY REFERENCES decision (seq),
            text TEXT NOT NULL, salt TEXT NOT NULL)""",
        """CREATE TABLE entry (
            reference TEXT PRIMARY KEY,
            decision INTEGER NOT NULL UNIQUE REFERENCES decision (seq), content TEXT NOT NULL)""",
        """CREATE TABLE certificate (
            id TEXT PRIMARY KEY,
            decision INTEGER NOT NULL UNIQUE REFERENCES decision (seq),
            number TEXT NOT NULL REFERENCES certification (number),
            list_number INTEGER NOT NULL,
            list_index INTEGER NOT NULL,
            scheme TEXT NOT NULL,
            edition TEXT NOT NULL,
            document TEXT NOT NULL,
            code TEXT NOT NULL,
            issued_at TEXT NOT NULL,
            UNIQUE (list_number, list_index))""",
        "CREATE INDEX certificate_number ON certificate (number, decision)",
        """CREATE TABLE dictionary (
            hash TEXT PRIMARY KEY, content TEXT NOT NULL, added_at TEXT NOT NULL)""",
        """CREATE TABLE edition (
            scheme TEXT NOT NULL, edition TEXT NOT NULL, digest TEXT NOT NULL,
            document TEXT NOT NULL, frozen_at TEXT NOT NULL, PRIMARY KEY (scheme, edition))""",
    ),
    (
        """CREATE TABLE picture (
            hash TEXT PRIMARY KEY, png TEXT NOT NULL, svg TEXT NOT NULL, added_at TEXT NOT NULL)""",
        """CREATE TABLE badge (
            id TEXT PRIMARY KEY,
            certificate TEXT NOT NULL UNIQUE REFERENCES certificate (id),
            number TEXT NOT NULL REFERENCES certification (number),
            list_number INTEGER NOT NULL,
            list_index INTEGER NOT NULL,
            picture TEXT NOT NULL REFERENCES picture (hash),
            document TEXT NOT NULL,
            issued_at TEXT NOT NULL,
            UNIQUE (list_number, list_index))""",
        "CREATE INDEX badge_number ON badge (number)",
    ),
    (
        # Signed documents are kept packed with a preset, which says nothing about anybody.
        """CREATE TABLE preset (
            hash TEXT PRIMARY KEY, content TEXT NOT NULL, added_at TEXT NOT NULL)""",
        "ALTER TABLE certificate ADD COLUMN preset TEXT NOT NULL DEFAULT ''",
        # What calls for a certificate, and what can set a bit, is found without reading the rest.
        "CREATE INDEX decision_certifies ON decision (seq) WHERE certifies = 1",
        "CREATE INDEX decision_later ON decision (number) WHERE kind NOT IN ('grant', 'take-over')",
    ),
    (
        """CREATE TABLE consent_text (
            audience TEXT NOT NULL, language TEXT NOT NULL, version TEXT NOT NULL,
            digest TEXT NOT NULL, document TEXT NOT NULL, frozen_at TEXT NOT NULL,
            PRIMARY KEY (audience, language, version))""",
        """CREATE TABLE consent (
            seq INTEGER PRIMARY KEY,
            number TEXT NOT NULL REFERENCES certification (number),
            audience TEXT NOT NULL,
            given INTEGER NOT NULL,
            decided_on TEXT NOT NULL,
            language TEXT NOT NULL,
            version TEXT NOT NULL,
            guardian TEXT NOT NULL,
            address TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at TEXT NOT NULL)""",
        "CREATE INDEX consent_number ON consent (number, seq)",
    ),
    (
        """CREATE TABLE undertaking_text (
            language TEXT NOT NULL, version TEXT NOT NULL,
            digest TEXT NOT NULL, document TEXT NOT NULL, frozen_at TEXT NOT NULL,
            PRIMARY KEY (language, version))""",
        """CREATE TABLE undertaking (
            seq INTEGER PRIMARY KEY,
            number TEXT NOT NULL REFERENCES certification (number),
            signed_on TEXT NOT NULL,
            language TEXT NOT NULL,
            version TEXT NOT NULL,
            guardian TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at TEXT NOT NULL,
            UNIQUE (number, version, language))""",
    ),
    (
        # Where a person wants to be found in the directory; the register knows no other place.
        "ALTER TABLE consent ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    ),
)


def _guard(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows stay as they were recorded'); END"
    )


def _signed(*more: str) -> str:
    """What was signed stays as it was signed; a document may be emptied when its person is erased.

    `more` are the columns that a later version has added.
    """
    fixed = ("id", "decision", "number", "list_number", "list_index", "scheme", "edition", *more)
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in fixed)
    return (
        f"CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate WHEN {changed} "
        "OR NEW.document NOT IN (OLD.document, '') OR NEW.code NOT IN (OLD.code, '') "
        "BEGIN SELECT RAISE(ABORT, 'certificate: rows stay as they were recorded'); END"
    )


_BAKED = (
    "CREATE TRIGGER badge_no_update BEFORE UPDATE ON badge "
    "WHEN NEW.id <> OLD.id OR NEW.certificate <> OLD.certificate OR NEW.number <> OLD.number "
    "OR NEW.list_number <> OLD.list_number OR NEW.list_index <> OLD.list_index "
    "OR NEW.picture <> OLD.picture OR NEW.document NOT IN (OLD.document, '') "
    "BEGIN SELECT RAISE(ABORT, 'badge: rows stay as they were recorded'); END"
)


def _agreed(*more: str) -> str:
    """Who agreed for a minor is personal data, and so is a place: these may be emptied.

    Nothing else changes. `more` are the columns of personal data that a later version has added.
    """
    emptied = " ".join(f"OR NEW.{column} NOT IN (OLD.{column}, '')" for column in more)
    return (
        "CREATE TRIGGER consent_no_update BEFORE UPDATE ON consent "
        "WHEN NEW.seq <> OLD.seq OR NEW.number <> OLD.number OR NEW.audience <> OLD.audience "
        "OR NEW.given <> OLD.given OR NEW.decided_on <> OLD.decided_on "
        "OR NEW.language <> OLD.language OR NEW.version <> OLD.version "
        "OR NEW.guardian NOT IN (OLD.guardian, '') OR NEW.address <> OLD.address "
        f"OR NEW.entered_by <> OLD.entered_by OR NEW.entered_at <> OLD.entered_at {emptied}"
        "BEGIN SELECT RAISE(ABORT, 'consent: rows stay as they were recorded'); END"
    )


_UNDERTAKEN = (
    "CREATE TRIGGER undertaking_no_update BEFORE UPDATE ON undertaking "
    "WHEN NEW.seq <> OLD.seq OR NEW.number <> OLD.number OR NEW.signed_on <> OLD.signed_on "
    "OR NEW.language <> OLD.language OR NEW.version <> OLD.version "
    "OR NEW.guardian NOT IN (OLD.guardian, '') OR NEW.entered_by <> OLD.entered_by "
    "OR NEW.entered_at <> OLD.entered_at "
    "BEGIN SELECT RAISE(ABORT, 'undertaking: rows stay as they were recorded'); END"
)

GUARDS: tuple[tuple[str, ...], ...] = (
    (
        _signed(),
        _guard("decision", "UPDATE"),
        _guard("decision", "DELETE"),
        _guard("certificate", "DELETE"),
        _guard("edition", "UPDATE"),
        _guard("edition", "DELETE"),
        _guard("dictionary", "UPDATE"),
        _guard("dictionary", "DELETE"),
    ),
    (
        _BAKED,
        _guard("badge", "DELETE"),
        _guard("picture", "UPDATE"),
        _guard("picture", "DELETE"),
    ),
    (
        "DROP TRIGGER certificate_no_update",
        _signed("preset"),
        _guard("preset", "UPDATE"),
        _guard("preset", "DELETE"),
    ),
    (
        _agreed(),
        _guard("consent", "DELETE"),
        _guard("consent_text", "UPDATE"),
        _guard("consent_text", "DELETE"),
    ),
    (
        _UNDERTAKEN,
        _guard("undertaking", "DELETE"),
        _guard("undertaking_text", "UPDATE"),
        _guard("undertaking_text", "DELETE"),
    ),
    (
        "DROP TRIGGER consent_no_update",
        _agreed("place"),
    ),
)

DECISION_COLUMNS = (
    *("seq", "kind", "number", "person", "person_version", "scheme", "edition", "items", "scope"),
    *("conditions", "valid_from", "valid_until", "certifies", "annuls", "decided_on"),
    *("decided_by", "basis", "authorised_by", "authorised_role", "examiners", "trainers"),
    *("entered_by", "entered_at", "source", "personal_digest", "reason_digest"),
    *("previous", "hash"),
)
_DECISION = ", ".join(f"d.{column}" for column in DECISION_COLUMNS)
_MARKS = ", ".join("?" for _ in DECISION_COLUMNS)

VERSION = "SELECT value FROM meta WHERE name = 'schema'"
FIRST_VERSION = "INSERT INTO meta (value, name) VALUES (?, 'schema')"
NEXT_VERSION = "UPDATE meta SET value = ? WHERE name = 'schema'"

HEAD = "SELECT seq, hash FROM decision ORDER BY seq DESC LIMIT 1"
ADD_DECISION = f"INSERT INTO decision ({', '.join(DECISION_COLUMNS)}) VALUES ({_MARKS})"
ALL_DECISIONS = f"SELECT {_DECISION} FROM decision d ORDER BY d.seq"
NUMBER_DECISIONS = f"SELECT {_DECISION} FROM decision d WHERE d.number = ? ORDER BY d.seq"
INVOLVED = "SELECT examiners, trainers FROM decision WHERE person = ? AND scheme = ?"

ADD_CERTIFICATION = "INSERT INTO certification (number, person, scheme) VALUES (?, ?, ?)"
CERTIFICATION = "SELECT person, scheme FROM certification WHERE number = ?"
HERE = """SELECT EXISTS (SELECT 1 FROM person p WHERE p.person = c.person),
        EXISTS (SELECT 1 FROM decision d WHERE d.number = c.number AND d.kind = 'died')
    FROM certification c WHERE c.number = ?"""
NUMBERS_LIKE = "SELECT number FROM certification WHERE number LIKE ?"

ADD_PERSON = (
    "INSERT INTO person (person, version, name, name_latin, date_of_birth, salt) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
NEWEST_PERSON = (
    "SELECT version, name, name_latin, date_of_birth, salt FROM person "
    "WHERE person = ? ORDER BY version DESC LIMIT 1"
)
ADD_REASON = "INSERT INTO reason (decision, text, salt) VALUES (?, ?, ?)"
REASONS = (
    "SELECT r.decision, r.text FROM reason r JOIN decision d ON d.seq = r.decision "
    "WHERE d.number = ? ORDER BY r.decision"
)

ADD_ENTRY = "INSERT INTO entry (reference, decision, content) VALUES (?, ?, ?)"
ENTRY = (
    "SELECT d.number, d.person, e.content FROM entry e JOIN decision d ON d.seq = e.decision "
    "WHERE e.reference = ?"
)

ORDERS = """SELECT d.seq, d.number, d.person, p.name, p.name_latin, p.date_of_birth, d.scheme,
        d.edition, d.scope, d.conditions, d.valid_from, d.valid_until, d.authorised_by,
        d.authorised_role, d.decided_on
    FROM decision d
    JOIN person p ON p.person = d.person AND p.version = d.person_version
    LEFT JOIN certificate c ON c.decision = d.seq
    WHERE d.certifies = 1 AND c.id IS NULL AND d.seq > ? ORDER BY d.seq LIMIT ?"""
CALLED_FOR = "SELECT COUNT(*) FROM decision WHERE certifies = 1"
COUNT_ISSUED = "SELECT COUNT(*) FROM certificate"
COUNT_BADGES = "SELECT COUNT(*) FROM badge"

ADD_CERTIFICATE = (
    "INSERT INTO certificate (id, decision, number, list_number, list_index, scheme, edition, "
    "document, preset, code, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ISSUED_ALREADY = "SELECT 1 FROM certificate WHERE decision = ?"


class Lists(NamedTuple):
    """The statements about the places in lists of one kind."""

    taken: str  # of one list
    last: str


def _lists(table: str) -> Lists:
    return Lists(
        taken=f"SELECT list_index FROM {table} WHERE list_number = ?",
        last=f"SELECT MAX(list_number) FROM {table}",
    )


CERTIFICATE_LISTS = _lists("certificate")
BADGE_LISTS = _lists("badge")
_ISSUED = """SELECT c.id, c.number, c.decision, c.list_number, c.list_index, c.scheme, c.edition,
        c.document, c.code, c.issued_at, NOT EXISTS (
            SELECT 1 FROM certificate later
            WHERE later.number = c.number AND later.decision > c.decision), c.preset
    FROM certificate c"""
_PAGE = "c.decision > ? ORDER BY c.decision LIMIT ?"
ALL_ISSUED = f"{_ISSUED} WHERE {_PAGE}"
ONE_ISSUED = f"{_ISSUED} WHERE c.id = ? AND {_PAGE}"
NUMBER_ISSUED = f"{_ISSUED} WHERE c.number = ? AND {_PAGE}"

HAS_BADGE = "SELECT 1 FROM badge WHERE certificate = ?"
ADD_BADGE = (
    "INSERT INTO badge (id, certificate, number, list_number, list_index, picture, document, "
    "issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_BADGE = """SELECT b.id, b.certificate, b.number, b.list_number, b.list_index, b.picture,
        b.document, b.issued_at
    FROM badge b JOIN certificate c ON c.id = b.certificate"""
ALL_BADGES = f"{_BADGE} ORDER BY c.decision"
ONE_BADGE = f"{_BADGE} WHERE b.id = ?"
NUMBER_BADGES = f"{_BADGE} WHERE b.number = ? ORDER BY c.decision"
BADGE_STEPS = """SELECT b.list_number, b.list_index, c.list_number, c.list_index
    FROM badge b JOIN certificate c ON c.id = b.certificate"""
ADD_PICTURE = "INSERT INTO picture (hash, png, svg, added_at) VALUES (?, ?, ?, ?)"
PICTURE = "SELECT 1 FROM picture WHERE hash = ?"
PICTURES = "SELECT hash, png, svg FROM picture ORDER BY hash"

ADD_CONSENT = (
    "INSERT INTO consent (number, audience, given, decided_on, language, version, guardian, "
    "address, entered_by, entered_at, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CONSENT = """SELECT number, audience, given, decided_on, language, version, guardian, address,
        entered_by, entered_at, place FROM consent"""
ALL_CONSENTS = f"{_CONSENT} ORDER BY seq"
CONSENTS_BY_NUMBER = f"{_CONSENT} ORDER BY number, seq"
NUMBER_CONSENTS = f"{_CONSENT} WHERE number = ? ORDER BY seq"
ADD_CONSENT_TEXT = (
    "INSERT INTO consent_text (audience, language, version, digest, document, frozen_at) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
CONSENT_TEXT = "SELECT digest FROM consent_text WHERE audience = ? AND language = ? AND version = ?"
CONSENT_TEXTS = (
    "SELECT audience, language, version, document FROM consent_text "
    "ORDER BY audience, language, version"
)

ADD_UNDERTAKING = (
    "INSERT INTO undertaking (number, signed_on, language, version, guardian, entered_by, "
    "entered_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_UNDERTAKING = """SELECT number, signed_on, language, version, guardian, entered_by, entered_at
    FROM undertaking"""
ALL_UNDERTAKINGS = f"{_UNDERTAKING} ORDER BY seq"
NUMBER_UNDERTAKINGS = f"{_UNDERTAKING} WHERE number = ? ORDER BY seq"
ADD_UNDERTAKING_TEXT = (
    "INSERT INTO undertaking_text (language, version, digest, document, frozen_at) "
    "VALUES (?, ?, ?, ?, ?)"
)
UNDERTAKING_TEXT = "SELECT digest FROM undertaking_text WHERE language = ? AND version = ?"
UNDERTAKING_TEXTS = (
    "SELECT language, version, document FROM undertaking_text ORDER BY language, version"
)

STEPS = """SELECT d.number, d.seq, d.kind, d.certifies, d.annuls, c.list_number, c.list_index
    FROM decision d LEFT JOIN certificate c ON c.decision = d.seq
    WHERE d.decided_on <= ? AND d.number IN (
        SELECT number FROM decision WHERE kind NOT IN ('grant', 'take-over'))
    ORDER BY d.number, d.seq"""

ADD_PRESET = "INSERT INTO preset (hash, content, added_at) VALUES (?, ?, ?)"
PRESET = "SELECT content FROM preset WHERE hash = ?"

ADD_DICTIONARY = "INSERT INTO dictionary (hash, content, added_at) VALUES (?, ?, ?)"
DICTIONARY = "SELECT 1 FROM dictionary WHERE hash = ?"
DICTIONARIES = "SELECT hash, content FROM dictionary ORDER BY hash"
ADD_EDITION = (
    "INSERT INTO edition (scheme, edition, digest, document, frozen_at) VALUES (?, ?, ?, ?, ?)"
)
EDITION = "SELECT digest FROM edition WHERE scheme = ? AND edition = ?"
EDITIONS = "SELECT scheme, edition, digest, document FROM edition ORDER BY scheme, edition"

CHECK_DECISIONS = f"""SELECT {_DECISION}, p.name, p.name_latin, p.date_of_birth, p.salt,
        r.text, r.salt
    FROM decision d
    LEFT JOIN person p ON p.person = d.person AND p.version = d.person_version
    LEFT JOIN reason r ON r.decision = d.seq ORDER BY d.seq"""
UNCALLED = """SELECT c.number FROM certificate c JOIN decision d ON d.seq = c.decision
    WHERE d.certifies = 0 OR d.number <> c.number ORDER BY c.decision"""
