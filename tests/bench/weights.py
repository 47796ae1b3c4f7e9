"""What a browser loads: the parts of the built verifier, gzipped as a host sends them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import measure
from tests.bench.tables import Table, table

DIST = measure.ROOT / "verifier" / "dist"
QR_LINK = "a QR link in English, all that the verdict waits for"
PARTS = {
    QR_LINK: (
        "index.html",
        "core.*.js",
        "style.*.css",
    ),
    "another language": ("de.*.js",),
    "certificates without the small proof": ("rdfc.*.js",),
    "dropped and pasted files": ("ui-intake.*.js",),
    "camera and pictures": ("scan.*.js", "decoder.*.js", "zxing_reader.*.wasm"),
    "the page of certified persons, in English": (
        "holder.html",
        "holder.*.js",
        "style.*.css",
        "holder.*.css",
    ),
    "`<certpress-status>` on another site": ("status.*.js",),
}


def tables(_place: Path) -> Iterator[Table]:
    """The table of this subject."""
    rows = [(name, f"{packed(patterns) / 1000:,.1f}") for name, patterns in PARTS.items()]
    yield table("weights", ("part", "kB gzipped"), rows)


def packed(patterns: Sequence[str]) -> int:
    """The gzipped bytes of the built files that match."""
    files = [path for pattern in patterns for path in _matching(pattern)]
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files)


def _matching(pattern: str) -> list[Path]:
    found = [path for path in sorted(DIST.glob(pattern)) if path.is_file()]
    if not found:
        raise RuntimeError(f"no {pattern} in {DIST}; run: npm --prefix verifier run build")
    return found
