"""Measure, print, and with --write put tables and figures into docs/.

python -m tests.bench                     everything, about ten minutes
python -m tests.bench --only codes        some subjects (`codes` needs what `commands` left)
python -m tests.bench --only million      a million certificates: a quarter of an hour, 3 GB of disk
python -m tests.bench --only badge_pages  a hundred thousand of them: seven minutes, 3 GB
python -m tests.bench --write             write the tables into their pages, the figures into
                                          docs/benchmarks.json and docs/benchmarks-history.jsonl
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import measure, record
from tests.bench.tables import Table, markdown, places, rewrite

DOCS = measure.ROOT / "docs"
PAGES = (DOCS / "benchmarks.md", DOCS / "developers" / "performance.md")
# The leanest first: a process begins its count of peak memory with that of what started it.
SUBJECTS = (
    *(
        "scale",
        "badges",
        "commands",
        "codes",
        "papers",
        "parts",
        "weights",
        "signing",
        "limits",
        "site",
    ),
    *("preview", "browser", "hostile"),
)
LARGE = ("million", "badge_pages")  # only when asked for


def main() -> None:
    """Measure what was asked for."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="certpress-bench-") as made:
        place, figures = Path(arguments.folder or made), dict[str, float]()
        for subject in arguments.only or SUBJECTS:
            started = time.perf_counter()
            for found in importlib.import_module(f"tests.bench.{subject}").tables(place):
                print(f"\n{found.name}\n\n{markdown(found)}", flush=True)
                figures |= found.figures
                if arguments.write:
                    _write(found)
            print(f"({subject}: {time.perf_counter() - started:,.0f} s)", file=sys.stderr)
    print(json.dumps(record.rounded(figures), indent=2))
    if arguments.write and figures:
        machine = record.machine()
        record.write(figures, datetime.now(UTC), machine)
        _write(record.described(machine))
        _write(record.summary(record.merged({})))


def _write(found: Table) -> None:
    """Put a table into the page that has a place for it; raises ValueError when none has."""
    texts = {page: page.read_text(encoding="utf-8") for page in PAGES}
    page = next((page for page in PAGES if found.name in places(texts[page])), PAGES[0])
    page.write_text(rewrite(texts[page], found), encoding="utf-8", newline="\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", nargs="+", choices=(*SUBJECTS, *LARGE), metavar="SUBJECT")
    parser.add_argument("--write", action="store_true", help="write the tables into the docs")
    parser.add_argument("--folder", help="where to work, instead of a folder that is removed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
