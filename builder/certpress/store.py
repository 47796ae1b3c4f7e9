"""The disk: files written whole or not at all, and folders swapped in whole.

Rules:
1. A file appears under its name only when all its bytes are on the disk: written beside, flushed,
   renamed.
2. A folder is made in full under another name, then takes the place of the old one.
3. What is already there with the same bytes is left alone.
4. Commands that publish take turns (`turn`): what is published last was read last.
5. What is the same as in the folder before is linked to it (`link`, `adopt`). So a file that is
   there already is never opened for writing: it may have another name, on the old site, too.
6. What a killed command left is put back (`recover`) or cleared away by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Container, Generator, Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, TypeVar

from certpress.errors import CertpressError


def write(path: Path, data: bytes, *, private: bool = False) -> bool:
    """Write a file whole; True when its bytes changed. `private` files are for their owner alone.

    Raises CertpressError when the disk does not take it; the old file is then still there.
    """
    with _explained(path):
        if path.is_file() and path.read_bytes() == data:
            if private:
                path.chmod(0o600)
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        beside.unlink(missing_ok=True)  # what a killed command of the same process number left
        try:
            mode = 0o600 if private else 0o666
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            _flush(path.parent)
        finally:
            beside.unlink(missing_ok=True)
        return True


@contextlib.contextmanager
def assemble(path: Path) -> Iterator[BinaryIO]:
    """A file that is written piece by piece, for its owner alone; there when all of it is.

    Raises CertpressError when the disk does not take it; what was under the name is then still
    there.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        beside.unlink(missing_ok=True)
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
            with os.fdopen(os.open(beside, flags, 0o600), "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            _flush(path.parent)
        finally:
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch(path: Path, what: str) -> Iterator[BinaryIO]:
    """An empty file beside `path`, for its owner alone, which is gone at the end."""
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}.{what}")
        beside.unlink(missing_ok=True)
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
            with os.fdopen(os.open(beside, flags, 0o600), "w+b") as file:
                yield file
        finally:
            beside.unlink(missing_ok=True)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone tells text from bytes here


def read(path: Path) -> bytes | None:
    """A file's bytes, or None when there is no such file."""
    return path.read_bytes() if path.is_file() else None


def lines(path: Path) -> Generator[str]:
    """The lines of a text file one by one, with their ends; none where there is no such file.

    What is no text is read with signs in its place.
    """
    if path.is_file():
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield from file


def add_line(path: Path, line: bytes) -> None:
    """Add a line to a file of whole lines; it is on the disk when this returns.

    A last line that was cut off goes first. Raises CertpressError when it cannot be written.
    """
    with _explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | _BINARY
        with os.fdopen(os.open(path, flags, 0o600), "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _LONGEST_LINE, 0))
            tail = file.read()
            file.truncate(size - len(tail) + tail.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


_LONGEST_LINE = 65_536  # bytes


def fill(folder: Path, files: Iterable[tuple[str, bytes]], old: Path | None = None) -> int:
    """Write files into a folder that nobody reads yet; returns how many.

    What holds the same bytes in the folder `old` is linked. Paths are relative, with `/`. Raises
    CertpressError for a path that leads out of the folder.
    """
    count = 0
    with _explained(folder):
        for name, data in files:
            path = _place(folder, name)
            if old is not None and _holds(source := _place(old, name), data):
                _second_name(source, path)
            else:
                _begin(path, data)
            count += 1
    return count


def _holds(path: str, data: bytes) -> bool:
    told = _stat(path)
    if told is None or told.st_size != len(data):
        return False
    return Path(path).read_bytes() == data


def _begin(path: str, data: bytes) -> None:
    """Write a file that is a new one, whatever was there under the name (rule 5)."""
    with os.fdopen(_anew(path, lambda: os.open(path, _NEW, 0o666)), "wb", buffering=0) as file:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def _anew(path: str, make: Callable[[], _Result]) -> _Result:
    """Make something under a name, once its folder is made or what was there is removed."""
    try:
        return make()
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        Path(path).unlink()
    return make()


_Result = TypeVar("_Result")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


def link(old: Path, folder: Path, names: Iterable[str]) -> None:
    """Take files of a folder over into another that nobody reads yet.

    They are the same files under a second name. A file system that knows no such thing gets
    copies, which keep the time of the last change. Names are relative, with `/`.
    """
    with _explained(folder):
        for name in names:
            _second_name(_place(old, name), _place(folder, name))


def _second_name(source: str, path: str) -> None:
    try:
        _anew(path, lambda: os.link(source, path))
    except (OSError, NotImplementedError):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).unlink(missing_ok=True)
        shutil.copy2(source, path)


def seal(folder: Path, names: Iterable[str]) -> str:
    """What tells whether files are still as they were: their sizes and times of change.

    Empty when one of them is missing. A copy that keeps the times is as good as its original.
    """
    found = []
    for name in names:
        told = _stat(_place(folder, name))
        if told is None:
            return ""
        found.append(f"{told.st_size} {told.st_mtime_ns}")
    return hashlib.sha256("\n".join(found).encode("ascii")).hexdigest()


def adopt(staged: Path, target: Path, *, but: Container[str] = ()) -> int:
    """Put the files of `target` in the place of those in `staged` that hold the same bytes.

    So what did not change keeps its time of change. `but` are folders to leave alone. Returns how
    many were put.
    """
    count = 0
    with _explained(staged):
        for name, told in listing(staged, but=but):
            before = _stat(_place(target, name))
            if before is None or told.st_nlink > 1 or before.st_size != told.st_size:
                continue
            if _holds(_place(target, name), (staged / name).read_bytes()):
                link(target, staged, [name])
                count += 1
    return count


def listing(folder: Path, *, but: Container[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """The files below a folder, in order: relative path with `/`, and what the system tells of it.

    `but` are names of folders directly below it to leave out.
    """
    yield from _listed(os.fspath(folder), "", but)


def _listed(folder: str, above: str, but: Container[str]) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name not in but:
                yield from _listed(entry.path, f"{above}{entry.name}/", ())
        elif entry.is_file():
            yield f"{above}{entry.name}", Path(entry.path).stat()


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - of very many files
    except OSError:
        return None


def flush(folder: Path) -> None:
    """Wait until everything in a folder is on the disk.

    What has a second name was on the disk before.
    """
    with _explained(folder):
        new = [name for name, told in listing(folder) if told.st_nlink == 1]
        if len(new) > _MANY and sys.platform == "linux":
            os.sync()  # waits, on Linux, for all that was written: far quicker than one by one
            return
        for name in new:
            with (folder / name).open("rb+") as file:
                os.fsync(file.fileno())
        for path, _, _ in os.walk(folder, topdown=False):
            _flush(Path(path))


_MANY = 5_000  # files


def _flush(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can be asked for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def turn(folder: Path, doing: str = "publishing", who: str = "") -> Iterator[None]:
    """Wait for this body's turn at one kind of work; other commands wait meanwhile.

    SQLite's lock is one that every system has and that ends with its process. Raises
    CertpressError when another command holds it for longer than a minute, and tells what that one
    said of itself (`who`).
    """
    name = ".turn" if doing == "publishing" else f".turn-{doing.split()[0]}"
    holder = folder / f"{name}.txt"
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(folder / f"{name}.sqlite", timeout=_PATIENCE, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as cause:
            if "locked" not in str(cause):
                raise CertpressError(
                    str(folder), f"cannot be written: {cause}", "make room or give access"
                ) from cause
            other = (read(holder) or b"").decode("utf-8", "replace")
            raise CertpressError(
                str(folder),
                f"another certpress command is {doing}" + (f" ({other})" if other else ""),
                "wait until it has finished, and run this one again",
            ) from cause
        if who:
            holder.write_text(who, encoding="utf-8", newline="\n")
        try:
            yield
        finally:
            if who:
                holder.unlink(missing_ok=True)
            lock.execute("ROLLBACK")
    finally:
        lock.close()


_PATIENCE = 60.0  # seconds


def recover(target: Path, now: datetime) -> None:
    """Put back a folder that a command was killed over while swapping; call it in one's turn.

    Stale folders beside it are cleared away: old ones at once, staged ones a day after they were
    begun by `now`, the machine's own time, for another command may be filling them; one's own
    never.
    """
    with _explained(target):
        old = sorted(target.parent.glob(f".{target.name}.*.old"), key=_changed, reverse=True)
        if old and not target.exists():
            old.pop(0).rename(target)
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        for folder in target.parent.glob(f".{target.name}.*.staging"):
            own = folder.name == f".{target.name}.{os.getpid()}.staging"
            if not own and now.timestamp() - _changed(folder) > _STALE:
                shutil.rmtree(folder, ignore_errors=True)


_STALE = 86_400.0  # seconds


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _place(folder: Path, name: str) -> str:
    """Where a relative path with `/` leads below a folder."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise CertpressError(name, "this path leads out of the folder that is being written")
    return os.path.join(folder, *parts)  # noqa: PTH118 - of very many files


@contextlib.contextmanager
def staging(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, gone at the end unless it was swapped in."""
    folder = target.with_name(f".{target.name}.{os.getpid()}.staging")
    with _explained(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(staged: Path, target: Path) -> bool:
    """Put a staged folder in the place of `target`; True when anything in it changed."""
    with _explained(target):
        if target.is_dir() and _same(staged, target):
            return False
        old = target.with_name(f".{target.name}.{os.getpid()}.old")
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        try:
            staged.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        for left in target.parent.glob(f".{target.name}.*.old"):  # that of a killed command too
            shutil.rmtree(left, ignore_errors=True)
        return True


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files; those that are one file are not read."""
    for mine, theirs in zip_longest(listing(one), listing(other)):
        if mine is None or theirs is None or mine[0] != theirs[0]:
            return False
        if os.path.samestat(mine[1], theirs[1]):
            continue
        if mine[1].st_size != theirs[1].st_size:
            return False
        if (one / mine[0]).read_bytes() != (other / theirs[0]).read_bytes():
            return False
    return True


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the operating system says into an error with a place and a next step."""
    try:
        yield
    except OSError as cause:
        raise CertpressError(
            str(cause.filename or path),
            f"cannot be written: {cause.strerror or cause}",
            "nothing that was published has changed; make room or give access, then run it again",
        ) from cause
