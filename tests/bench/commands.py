"""Commands that print and build, and the demonstration; `scale` has the others, at more numbers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import bodies, measure
from tests.bench.measure import COLUMNS, Run
from tests.bench.tables import Table, table

CERTIFICATES = (1_000, 10_000)
EACH = "CPU ms each"
COLD = 5  # times that a short command is started


def tables(place: Path) -> Iterator[Table]:
    """The tables of this subject; folders are made below `place`."""
    body = bodies.begin(place / "commands")
    yield from _certificates(body)
    yield _demonstration(place)


def _import(body: Path, count: int) -> Run:
    return measure.certpress(body, "import", str(bodies.grants(body / "decisions.csv", count)))


def _certificates(body: Path) -> Iterator[Table]:
    """Issue and build; building verifies every certificate on the site that was made."""
    rows = []
    for count in CERTIFICATES:
        _forget(body)
        _import(body, count)
        for command in ("issue", "build"):
            run = measure.certpress(body, command)
            rows.append((f"{command}, {count:,}", *run.cells(), run.each(count)))
    yield table("certificates", ("command, certificates", *COLUMNS, EACH), rows)


def _demonstration(place: Path) -> Table:
    """The whole path from nothing, again, and a check of one certificate as a process."""
    folder = place / "demonstration"
    demo = [sys.executable, "-m", "certpress", "demo", str(folder), "--no-serve"]
    runs = {"demo, from an empty folder": measure.run(demo), "demo, again": measure.run(demo)}
    found = sorted((folder / "credentials" / "documents").iterdir())
    documents = next(path for path in found if _valid(folder, path))
    for name, file in (("JSON", "certificate.json"), ("PDF", "certificate.pdf"), ("PNG", "qr.png")):
        runs[f"verify, {name}"] = _cold(folder, documents / file)
    rows = [(name, *run.cells()) for name, run in runs.items()]
    return table("demonstration", ("command", *COLUMNS), rows)


def _valid(folder: Path, documents: Path) -> bool:
    try:
        _verify(folder, documents / "certificate.json")
    except RuntimeError:
        return False
    return True


def _cold(folder: Path, file: Path) -> Run:
    """The run of median time among several."""
    runs = sorted((_verify(folder, file) for _ in range(COLD)), key=lambda run: run.seconds)
    return runs[COLD // 2]


def _verify(folder: Path, file: Path) -> Run:
    return measure.certpress(folder, "verify", str(file), "--site", str(folder / "site"))


def _forget(body: Path) -> None:
    """Take away the register and all that came of it."""
    for name in ("credentials", "site"):
        shutil.rmtree(body / name, ignore_errors=True)
