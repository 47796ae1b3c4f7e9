"""What `render` has to do: run MkDocs, the same every time, and explain what it refuses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from certpress import content, pages, render
from certpress.errors import CertpressError

ROOT = Path(__file__).parent.parent
EPOCH = 1_790_000_000


def staged(folder: Path) -> Path:
    """The demonstration's planned files, written into a folder."""
    loaded = content.load(ROOT / "content")
    settings = (ROOT / "mkdocs.yml").read_bytes()
    for path, data in pages.plan(loaded, date(2026, 11, 20), settings):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def build(stage: Path, output: Path) -> dict[str, bytes]:
    """The files that a build of the stage makes, by path."""
    render.languages(stage, output, EPOCH, ("de", "ar"))
    found = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The demonstration's pages, built in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("with space")
    return build(staged(folder / "a stage"), folder / "the site")


def test_two_builds_are_byte_identical(site: dict[str, bytes], tmp_path: Path) -> None:
    """The same pages and time give the same bytes, in another folder too."""
    assert build(staged(tmp_path / "stage"), tmp_path / "site") == site


def test_pages_stand_at_their_addresses(site: dict[str, bytes]) -> None:
    """Scheme editions, the statements and the ask-us page are where others link to them."""
    for path in ("index.html", "ask/index.html", "impartiality/index.html", "404.html"):
        assert path in site
    assert b'id="ut-2-w"' in site["schemes/ndt/2017-1/index.html"]


def test_nothing_is_loaded_from_another_site(site: dict[str, bytes]) -> None:
    """No page names a script, style, picture or frame of another site."""
    loads = re.compile(
        rb"<(?:script|img|iframe|source)\b[^>]*\ssrc=\"(?:https?:)?//"
        rb"|<link\b[^>]*rel=\"?(?:stylesheet|preconnect|preload)[^>]*href=\"(?:https?:)?//"
    )
    for path, data in site.items():
        if path.endswith(".html"):
            assert not loads.search(data), path


def test_every_page_leads_to_the_check(site: dict[str, bytes]) -> None:
    """Every page has the link to check a certificate, relative to where it stands."""
    for path, data in site.items():
        if path.endswith(".html") and not path.endswith("404.html"):
            up = "../" * path.count("/") or ""
            assert f'class="cp-announce__check" href="{up}v/"'.encode() in data, path


def test_links_inside_the_site_lead_somewhere(site: dict[str, bytes]) -> None:
    """Every relative link of every page leads to a file of the build, or of the site around it."""
    for path, data in site.items():
        if path.endswith(".html") and not path.endswith("404.html"):
            for link in re.findall(rb"href=\"([^\"#?:]+)[\"#?]", data):
                target = urljoin(f"/{path}", link.decode())[1:]
                target += "index.html" if target.endswith("/") or not target else ""
                around = ("v/index.html", "holder/index.html", "directory/index.html")
                beside = target.endswith((*around, "/scheme.json"))
                assert beside or target in site, (path, link)


def test_a_broken_link_is_refused(tmp_path: Path) -> None:
    """A link to a page that does not exist stops the build, and the error names page and link."""
    stage = staged(tmp_path)
    with (stage / "docs/fees.md").open("a", encoding="utf-8") as page:
        page.write("\n[lost](nowhere.md)\n")
    with pytest.raises(CertpressError) as caught:
        build(stage, tmp_path / "site")
    assert "content/pages/fees.md: contains a link 'nowhere.md'" in str(caught.value)
    assert "hint:" in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("plugins: {nosuch: {}}\n", "mkdocs.yml: Config value 'plugins': The \"nosuch\" plugin"),
        ("theme:\n  name: [\n", "mkdocs.yml:3: cannot be read as YAML"),
    ],
)
def test_settings_that_mkdocs_refuses(tmp_path: Path, settings: str, told: str) -> None:
    """A mistake in the user's mkdocs.yml is told with its place and without a traceback."""
    stage = staged(tmp_path)
    (stage / "settings/mkdocs.yml").write_text(settings, encoding="utf-8")
    with pytest.raises(CertpressError) as caught:
        build(stage, tmp_path / "site")
    assert told in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Without pages there is nothing to build, and the error says so."""
    with pytest.raises(CertpressError, match="nothing to build"):
        render.run(tmp_path / "mkdocs.yml", tmp_path / "site", EPOCH)
