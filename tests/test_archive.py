"""A ZIP file written piece by piece: read by others, and in memory that does not grow."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest

from certpress import archive
from certpress.archive import Archive
from certpress.cli import packing
from certpress.errors import CertpressError

FILES = {"a/empty.txt": b"", "a/name.json": b"{}", "ü/阮.pdf": bytes(range(256)) * 300}


def written(files: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    made = Archive(file=io.BytesIO(), notes=io.BytesIO())
    for name, data in files.items():
        made.add(name, (data[:100], data[100:]))
    made.finish()
    made.file.seek(0)
    return made.file.read()


def test_the_bytes_are_those_of_pythons_own_library() -> None:
    """Stored, for their owner alone, on the first day that the format knows."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as expected:
        for name, data in FILES.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100600 << 16
            expected.writestr(entry, data)
    assert written(FILES) == stream.getvalue()


def test_files_beyond_4_gb_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their places are told in ZIP64; here the limit is a small one."""
    monkeypatch.setattr(archive, "_FULL32", 100)
    head = archive._entry(b"x", 0, 0, 0, 5_000_000_000)
    end = archive._end(1, 58, 5_000_000_000)
    assert (5_000_000_000).to_bytes(8, "little") in head
    assert end.startswith(b"PK\6\6")


def test_a_file_of_4_gb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a reader stumbles over it."""
    monkeypatch.setattr(archive, "_FULL32", 100)
    with pytest.raises(CertpressError, match="4 GB"):
        Archive(file=io.BytesIO(), notes=io.BytesIO()).add("x", (bytes(100),))


def _certificates(count: int) -> Iterator[tuple[Any, list[tuple[str, bytes]]]]:
    """Made-up certificates with three small files each."""
    for number in range(count):
        one = SimpleNamespace(number=f"NDT-2026-{number:06}", id=f"{number:036}")
        yield one, [(name, b"%d" % number) for name in ("certificate.pdf", "qr.svg", "qr.png")]


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    """66,000 files, more than the format's first form counts, in less than a megabyte."""
    with (
        (tmp_path / "all.zip").open("w+b") as file,
        (tmp_path / "names").open("w+b") as names,
        (tmp_path / "rows").open("w+b") as rows,
    ):
        packed = Archive(file=file, notes=names)
        tracemalloc.start()
        try:
            assert packing.fill(packed, rows, _certificates(22_000)) == 22_000
            assert tracemalloc.get_traced_memory()[1] < 1_000_000
        finally:
            tracemalloc.stop()
    with ZipFile(tmp_path / "all.zip") as found:
        assert len(found.namelist()) == 66_001
        assert found.read("NDT-2026-021999/qr.svg") == b"21999"
        assert found.read(packing.MANIFEST).count(b"\n") == 22_002
