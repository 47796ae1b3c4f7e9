"""A ZIP file written piece by piece, in memory that does not grow with it.

Rules:
1. Nothing is compressed; times and rights are fixed. Same files, same bytes.
2. The directory, which a ZIP file has at its end, gathers meanwhile in `notes`, a file that is the
   caller's to throw away.
3. More than 65,535 files, or 4 GB of them, are told in the directory's ZIP64 form.

Source: APPNOTE.TXT 6.3.10, 4.3 and 4.5.3,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from certpress.errors import CertpressError

_PLAIN: Final = 20  # the version of the format that knows folders
_LARGE: Final = 45  # that knows ZIP64
_UNIX: Final = 3
_UTF8: Final = 0x800
_FIRST_DAY: Final = 1 << 5 | 1  # 1980-01-01, the earliest that the format knows
_RIGHTS: Final = 0o100600 << 16  # a plain file for its owner
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF  # "see ZIP64"
_PIECE = 65_536  # bytes that are copied at a time


@dataclass(slots=True, kw_only=True)
class Archive:
    """A ZIP file under way: `file` and `notes` are empty files that can be written, read, sought.

    After the last file comes `finish`.
    """

    file: BinaryIO
    notes: BinaryIO
    count: int = 0

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        """Add a file under a name with `/`; its parts are written as they come.

        Raises CertpressError when it has 4 GB or more.
        """
        path, begin = name.encode("utf-8"), self.file.tell()
        flags = 0 if name.isascii() else _UTF8
        self.file.write(_local(path, flags, 0, 0))
        check = size = 0
        for part in parts:
            check, size = zlib.crc32(part, check), size + len(part)
            self.file.write(part)
        if size >= _FULL32:
            raise CertpressError(name, "a file of 4 GB or more", "pack fewer certificates at once")
        end = self.file.tell()
        self.file.seek(begin)
        self.file.write(_local(path, flags, check, size))
        self.file.seek(end)
        self.notes.write(_entry(path, flags, check, size, begin))
        self.count += 1

    def finish(self) -> None:
        """Write the directory; the file is whole then."""
        begin, length = self.file.tell(), self.notes.tell()
        self.notes.seek(0)
        while piece := self.notes.read(_PIECE):
            self.file.write(piece)
        self.file.write(_end(self.count, length, begin))


def _local(path: bytes, flags: int, check: int, size: int) -> bytes:
    """What stands before a file (4.3.7)."""
    head = (b"PK\3\4", _PLAIN, flags, 0, 0, _FIRST_DAY, check, size, size, len(path), 0)
    return struct.pack("<4s5H3L2H", *head) + path


def _entry(path: bytes, flags: int, check: int, size: int, begin: int) -> bytes:
    """A file's line in the directory (4.3.12)."""
    far = begin >= _FULL32
    extra = struct.pack("<2HQ", 1, 8, begin) if far else b""
    version, place = (_LARGE, _FULL32) if far else (_PLAIN, begin)
    head = (
        *(b"PK\1\2", version, _UNIX, version, flags, 0, 0, _FIRST_DAY, check, size, size),
        *(len(path), len(extra), 0, 0, 0, _RIGHTS, place),
    )
    return struct.pack("<4s2B5H3L5H2L", *head) + path + extra


def _end(count: int, length: int, begin: int) -> bytes:
    """What stands after the directory (4.3.14 to 4.3.16)."""
    large = b""
    if count >= _FULL16 or length >= _FULL32 or begin >= _FULL32:
        head = (b"PK\6\6", 44, _LARGE, _LARGE, 0, 0, count, count, length, begin)
        large = struct.pack("<4sQ2H2L4Q", *head)
        large += struct.pack("<4sLQL", b"PK\6\7", 0, begin + length, 1)
    few = min(count, _FULL16)
    sizes = (min(length, _FULL32), min(begin, _FULL32))
    return large + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, few, few, *sizes, 0)
