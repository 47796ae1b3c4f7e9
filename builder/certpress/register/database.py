"""The register's file: opening, creating, upgrading, and transactions.

Rules:
1. A file that is not a register, or that a newer version wrote, is refused before anything on disk
   is touched, the files that SQLite keeps beside it included.
2. Write-ahead log, foreign keys on, every commit flushed to the disk.
3. A transaction takes the write lock at its start, so that of two commands one waits for the other;
   whatever raises inside it leaves the register as it was.

SQLite's file format: https://www.sqlite.org/fileformat.html
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from certpress.errors import CertpressError, ConfigurationError
from certpress.register import sql

MAGIC = b"SQLite format 3\x00"
CACHE = 64 * 1024  # KiB of memory for pages, so that a large import does not thrash the disk
LOG = 16 * 1024  # pages of the log before they are moved to their places: a page that changes in
# every transaction, as those of an index by random identifiers do, is moved once for many
WAIT = 60.0  # seconds to wait for another command's transaction


def create(path: Path, source: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """Start a new register, empty or with all that is in another one, and open it.

    It is made beside its place and put there whole, so a command that is killed leaves none or a
    complete one. Raises ConfigurationError when there is a register or another file already.
    """
    if path.exists():
        raise _there_already(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with suppress(OSError):  # what is wrong with the place is told below
            draft.touch(mode=0o600)  # personal data: for the owner, and SQLite's helpers follow
        with closing(_connect(draft)) as connection:
            if source is None:
                migrate(draft, connection)
            else:
                source.backup(connection)
        draft.chmod(0o600)
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return open_existing(path)


def _put(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless another command has done so first."""
    try:
        os.link(draft, path)
    except FileExistsError as error:
        raise _there_already(path) from error
    except OSError as error:  # a file system without hard links
        if path.exists():
            raise _there_already(path) from error
        draft.rename(path)


def _there_already(path: Path) -> ConfigurationError:
    problem = "there is a register already"
    return ConfigurationError(str(path), problem, "open it, or choose another place")


def in_memory() -> sqlite3.Connection:
    """A new register that is never on a disk."""
    path = Path(":memory:")
    connection = _connect(path)
    migrate(path, connection)
    return connection


def open_existing(path: Path) -> sqlite3.Connection:
    """Open a register, upgrading it when an older version wrote it.

    Raises ConfigurationError when there is none, when the file is something else or broken, or
    when a newer version wrote it.
    """
    if not path.is_file():
        problem = "there is no register here"
        raise ConfigurationError(str(path), problem, "start one, or restore it from a backup")
    version = _peek(path) if path.stat().st_size else None
    if version is None and not _log(path).exists():
        raise _unfinished(path)
    _refuse_newer(path, version or 0, len(sql.MIGRATIONS))
    connection = _connect(path)
    try:
        if _version(connection) is None:
            raise _unfinished(path)
        migrate(path, connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _broken(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(
    path: Path,
    connection: sqlite3.Connection,
    scripts: Sequence[Sequence[str]] = sql.MIGRATIONS,
    guards: Sequence[Sequence[str]] = sql.GUARDS,
) -> None:
    """Bring the schema to the newest version, in one transaction; an empty database is filled.

    Raises ConfigurationError when the register is newer.
    """
    version = _version(connection)
    if version is not None:
        _refuse_newer(path, version, len(scripts))
        if version == len(scripts):
            return
    with transaction(path, connection):
        before = _version(connection) or 0
        for script in (*scripts[before:], *guards[before:]):
            for statement in script:
                connection.execute(statement)
        connection.execute(sql.NEXT_VERSION if before else sql.FIRST_VERSION, (str(len(scripts)),))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def transaction(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; inside another transaction, a part of that one.

    Raises CertpressError when another command holds the register for longer than `WAIT`.
    """
    if connection.in_transaction:
        yield
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        problem = f"the register cannot be written now: {error}"
        hint = "wait until the other command has ended, and check that the disk can be written"
        raise CertpressError(str(path), problem, hint) from error
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            problem = f"the register could not be written: {error}"
            hint = "nothing was recorded; make room on the disk and run the command again"
            raise CertpressError(str(path), problem, hint) from error
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read is that of one moment: the first read."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except sqlite3.Error as error:
        hint = "check that the folder exists and can be written"
        raise ConfigurationError(str(path), f"cannot be opened: {error}", hint) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
    except sqlite3.Error as error:
        connection.close()
        hint = "check that the folder can be written, or restore the register from a backup"
        raise ConfigurationError(str(path), f"cannot be opened: {error}", hint) from error
    return connection


def _version(connection: sqlite3.Connection) -> int | None:
    """The schema version, or None when the database is not a register."""
    try:
        row = connection.execute(sql.VERSION).fetchone()
    except sqlite3.OperationalError:
        return None
    return int(row[0]) if row and str(row[0]).isdecimal() else None


def _peek(path: Path) -> int | None:
    """The schema version as the file alone says it; nothing on disk is touched (rule 1).

    None for an empty database. Raises ConfigurationError when the file is not a register.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        hint = "check the file's permissions"
        raise ConfigurationError(str(path), f"cannot be read: {error}", hint) from error
    if magic != MAGIC:
        raise _foreign(path)
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            version = _version(connection)
            tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if _log(path).exists():  # perhaps another command is writing: SQLite's locks will tell
            return None
        raise _broken(path, error) from error
    if version is None and tables:
        raise _foreign(path)
    return version


def _broken(path: Path, error: sqlite3.Error) -> ConfigurationError:
    hint = "restore the register from a backup"
    return ConfigurationError(str(path), f"the register is broken: {error}", hint)


def _refuse_newer(path: Path, version: int, known: int) -> None:
    if version > known:
        problem = (
            f"a newer version of certpress wrote this register (schema {version}; "
            f"this one knows {known})"
        )
        raise ConfigurationError(str(path), problem, "install the newer version of certpress")


def _log(path: Path) -> Path:
    """The write-ahead log, which holds what a command that was killed had committed."""
    return path.with_name(f"{path.name}-wal")


def _unfinished(path: Path) -> ConfigurationError:
    hint = "restore it from a backup, or delete it to start a new one"
    return ConfigurationError(str(path), "the register is empty", hint)


def _foreign(path: Path) -> ConfigurationError:
    hint = "name the register's own file, or restore it from a backup"
    return ConfigurationError(str(path), "this file is not a certpress register", hint)
