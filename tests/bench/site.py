"""The pages of a growing number of scheme editions, in three languages, as MkDocs builds them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import measure
from tests.bench.measure import COLUMNS, ROOT
from tests.bench.tables import Table, table

EDITIONS = (3, 30, 300)
LANGUAGES = 3
_MODEL = "qms"  # the scheme that all are copies of, with its translations
_BUILD = """
import sys, time
from datetime import date
from pathlib import Path
from certpress import clauses, content, pages, render, store
place, today = Path(sys.argv[1]), date(2026, 11, 20)
loaded = content.load(place / "content")
settings = (place / "mkdocs.yml").read_bytes()
planned = pages.plan(loaded, today, settings, review=clauses.review(loaded, today))
store.fill(place / "pages", planned)
render.languages(place / "pages", place / "site", 1_790_000_000, loaded.body.languages[1:])
"""


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject; folders are made below `place`."""
    rows = []
    for count in EDITIONS:
        folder = place / f"site-{count}"
        _body(folder, count)
        run = measure.run([sys.executable, "-c", _BUILD, str(folder)])
        pages = len(list((folder / "site").rglob("index.html")))
        size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
        rows.append((f"{count:,}", *run.cells(), f"{pages:,}", f"{size / 1e6:,.0f}"))
        shutil.rmtree(folder)
    head = (f"editions, in {LANGUAGES} languages", *COLUMNS, "pages", "size, MB")
    yield table("site", head, rows)


def _body(folder: Path, count: int) -> None:
    """The demonstration body with so many schemes in place of its own, one edition each."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    schemes = folder / "content" / "schemes"
    model = folder / "model"
    shutil.move(schemes / _MODEL / "2017-1", model)
    shutil.rmtree(schemes)
    for number in range(count):
        edition = shutil.copytree(model, schemes / f"s{number}" / "2017-1")
        file = edition / "scheme.yml"
        text = file.read_text(encoding="utf-8").replace(f"id: {_MODEL}", f"id: s{number}", 1)
        text = text.replace("code: QMS", f"code: S{number}", 1)
        file.write_text(text, encoding="utf-8", newline="\n")
    _accredit(folder / "content" / "body.yml")


def _accredit(file: Path) -> None:
    """Let the accreditation cover a scheme that is there."""
    text = file.read_text(encoding="utf-8")
    text = text.replace("      - ndt\n      - qms\n", "      - s0\n", 1)
    file.write_text(text, encoding="utf-8", newline="\n")
