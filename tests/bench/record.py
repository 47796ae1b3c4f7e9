"""Figures: one flat object of numbers, the machine that made them, and all runs so far.

`docs/benchmarks.json` holds the latest value of each figure, `docs/benchmarks-history.jsonl` one
line for each run, in which a slowdown is seen. Ratios compare with other software in the same run;
absolute figures are those of the machine that is named beside them.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tests.bench import measure
from tests.bench.tables import Table, table

LATEST = measure.ROOT / "docs" / "benchmarks.json"
HISTORY = measure.ROOT / "docs" / "benchmarks-history.jsonl"


def machine() -> dict[str, str]:
    """What the machine is, in words."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "node": _said("node", "--version").removeprefix("v"),
    }


def described(found: Mapping[str, str]) -> Table:
    """The machine as a table."""
    return table("machine", ("machine", ""), found.items())


def summary(figures: Mapping[str, float]) -> Table:
    """The figures as a table."""
    return table("figures", ("figure", "value"), [(f"`{n}`", f"{v:g}") for n, v in figures.items()])


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """Figures with as many digits as a noisy machine allows."""
    return {name: float(f"{value:.3g}") for name, value in sorted(figures.items())}


def merged(figures: Mapping[str, float], latest: Path = LATEST) -> dict[str, float]:
    """The latest figures, with these in place of older ones of the same names."""
    known = json.loads(latest.read_text(encoding="utf-8")) if latest.is_file() else {}
    return rounded({**known, **figures})


def write(
    figures: Mapping[str, float],
    now: datetime,
    found: Mapping[str, str],
    latest: Path = LATEST,
    history: Path = HISTORY,
) -> None:
    """Put figures among the latest ones, and a line of them at the end of the history."""
    text = json.dumps(merged(figures, latest), indent=2) + "\n"
    latest.write_text(text, encoding="utf-8", newline="\n")
    run = {"when": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "machine": found, **rounded(figures)}
    with history.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(run, ensure_ascii=False) + "\n")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):
        return "unknown"
    return f"{size / 1e9:.0f} GB"


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return done.stdout.strip()
