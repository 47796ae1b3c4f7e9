"""Measure, print, and with --write put the tables into docs/developers/performance.md.

python -m tests.bench                     everything, about ten minutes
python -m tests.bench --only codes        some subjects (`codes` needs what `commands` left)
python -m tests.bench --write             write the tables into docs/developers/performance.md
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import measure
from tests.bench.tables import markdown, rewrite

PAGE = measure.ROOT / "docs" / "developers" / "performance.md"
# The leanest first: a process begins its count of peak memory with that of what started it.
SUBJECTS = (
    *("commands", "codes", "parts", "weights", "signing", "site", "preview"),
    *("browser", "hostile"),
)


def main() -> None:
    """Measure what was asked for."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="certpress-bench-") as made:
        place = Path(arguments.folder or made)
        for subject in arguments.only or SUBJECTS:
            started = time.perf_counter()
            for found in importlib.import_module(f"tests.bench.{subject}").tables(place):
                print(f"\n{found.name}\n\n{markdown(found)}", flush=True)
                if arguments.write:
                    text = rewrite(PAGE.read_text(encoding="utf-8"), found)
                    PAGE.write_text(text, encoding="utf-8", newline="\n")
            print(f"({subject}: {time.perf_counter() - started:,.0f} s)", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, metavar="SUBJECT")
    parser.add_argument("--write", action="store_true", help="write the tables into the docs")
    parser.add_argument("--folder", help="where to work, instead of a folder that is removed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
