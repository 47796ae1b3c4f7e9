"""The way out: the same generated pages, built by Zensical, the successor of MkDocs Material.

Zensical is no dependency. The test looks for the command on the path, or where the environment
variable CERTPRESS_ZENSICAL names it, and says so where there is none.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from certpress import clauses, content, pages, render

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)
ZENSICAL = os.environ.get("CERTPRESS_ZENSICAL") or shutil.which("zensical")
OURS = re.compile(r'id="([a-z0-9][a-z0-9-]*)"')

pytestmark = pytest.mark.skipif(
    ZENSICAL is None,
    reason="no zensical: install it in an environment of its own, and name its command in "
    "CERTPRESS_ZENSICAL",
)


def anchors(folder: Path) -> dict[str, set[str]]:
    """The anchors of each page of a built site."""
    found = {}
    for path in sorted(folder.rglob("index.html")):
        article = (
            path.read_text(encoding="utf-8").partition("<article")[2].partition("</article")[0]
        )
        found[path.relative_to(folder).as_posix()] = set(OURS.findall(article))
    return found


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's pages, as they are written for either of the two."""
    folder = tmp_path_factory.mktemp("pages")
    loaded = content.load(ROOT / "content")
    settings = (ROOT / "mkdocs.yml").read_bytes()
    review = clauses.review(loaded, TODAY)
    for path, data in pages.plan(loaded, TODAY, settings, review=review):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize("config", ["mkdocs.yml", "mkdocs.de.yml", "mkdocs.ar.yml"])
def test_zensical_builds_the_same_pages(stage: Path, tmp_path: Path, config: str) -> None:
    """Every page stands at its address with its anchors, whichever of the two builds it."""
    render.run(stage / config, tmp_path / "mkdocs", 1_790_000_000)
    command = [str(ZENSICAL), "build", "--config-file", str(stage / config)]
    done = subprocess.run(command, cwd=stage, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    language = config.split(".")[1]
    built = stage / "site" / ("" if language == "yml" else language)
    own = anchors(tmp_path / "mkdocs")
    assert own == {path: found for path, found in anchors(built).items() if path in own}


def test_zensical_keeps_what_readers_need(stage: Path) -> None:
    """The check, the languages and the name of the search stand on the pages it builds."""
    command = [str(ZENSICAL), "build", "--config-file", str(stage / "mkdocs.ar.yml")]
    subprocess.run(command, cwd=stage, capture_output=True, timeout=120, check=True)
    page = (stage / "site/ar/schemes/ndt/2017-1/index.html").read_text(encoding="utf-8")
    assert 'href="../../../../v/"' in page
    assert 'href="../../../../de/schemes/ndt/2017-1/"' in page
    assert "application/ld+json" in page
