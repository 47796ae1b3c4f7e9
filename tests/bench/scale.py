"""The steps of issuing at growing numbers: none may grow faster than the number.

The register is made by `certpress import` alone, in files of at most 100,000 decisions; nothing is
bypassed. Every command is a process of its own, started as staff would, and durable when it ends.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from certpress.register import Register
from tests.bench import bodies, measure
from tests.bench.measure import COLUMNS, Run
from tests.bench.tables import Table, table

SIZES = (1_000, 10_000, 100_000)
FILE = 100_000  # decisions in a file: `import` holds all of a file in memory
CHANGES = 1_000
HEAD = ("step, certificates", *COLUMNS, "CPU µs each")


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject; folders are made below `place`."""
    runs = {count: steps(place / "scale", count) for count in SIZES}
    largest = runs[SIZES[-1]]
    figures = {
        "import_100k_seconds": largest["import"].seconds,
        "issue_100k_seconds": largest["issue"].seconds,
        "issue_peak_mb": (largest["issue"].memory or 0) / 1e6,
        "refresh_100k_seconds": largest["refresh"].seconds,
        "verify_all_100k_seconds": largest["verify --all"].seconds,
        "build_100k_seconds": largest["build"].seconds,
    }
    yield table("scale", HEAD, rows(runs), figures)


def rows(runs: dict[int, dict[str, Run]]) -> Iterator[tuple[str, ...]]:
    """A row for each step and size, the sizes of a step one below the other."""
    for step in next(iter(runs.values())):
        for count, found in runs.items():
            each = found[step].cpu or found[step].seconds
            row = (f"{step}, {count:,}", *found[step].cells(), f"{each / count * 1e6:,.0f}")
            yield row


def steps(folder: Path, count: int) -> dict[str, Run]:
    """What each step took with so many certificates."""
    shutil.rmtree(folder, ignore_errors=True)
    body = bodies.begin(folder)
    found = {"import": grant(body, count)}
    found["issue"] = measure.certpress(body, "issue", "--no-documents")
    measure.certpress(body, "status", "refresh")
    with Register.open(body / "credentials" / "register.sqlite") as register:
        numbers = [one.number for one in islice(register.issued(), min(CHANGES, count))]
    measure.certpress(body, "import", str(bodies.suspensions(body / "changes.csv", numbers)))
    found["refresh"] = measure.certpress(body, "status", "refresh")
    found["verify --all"] = measure.certpress(body, "verify", "--all")
    found["build"] = measure.certpress(body, "build")
    return found


def grant(body: Path, count: int) -> Run:
    """Record so many grants, file by file; the sum of what that took, and the largest peak."""
    runs = []
    for first in range(0, count, FILE):
        path = bodies.grants(body / "decisions.csv", min(FILE, count - first), first)
        runs.append(measure.certpress(body, "import", str(path)))
    cpu = [run.cpu for run in runs if run.cpu is not None]
    memory = [run.memory for run in runs if run.memory is not None]
    return Run(
        seconds=sum(run.seconds for run in runs),
        cpu=sum(cpu) if cpu else None,
        memory=max(memory, default=None),
    )
