"""Looking at a site: what is sent for which address, and pages that follow their texts."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from certpress import render, store
from certpress.cli import preview, serving
from certpress.cli.preview import Preview
from certpress.cli.workspace import Workspace
from tests.office import Office
from tests.world import NOW

PAGE = "<!doctype html><html><body><p>{}</p></body></html>"
EPOCH = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A preview whose pages never change."""

    pages: Path
    site: Path

    def look(self) -> None: ...

    def state(self, address: str) -> bytes:
        return json.dumps({"generation": "7", "of": address}).encode()

    def script(self) -> bytes:
        return b"// live"

    def mark(self, address: str) -> str:  # noqa: ARG002
        return "7"

    def folders(self, address: str) -> Sequence[Path]:  # noqa: ARG002
        return (self.pages, self.site)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    kind: str
    text: str


@contextmanager
def served(site: Path, live: serving.Live | None = None) -> Iterator[str]:
    """A folder on a free port of this machine; its address."""
    with serving.start(site, "127.0.0.1:0", live) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def get(address: str) -> Answer:
    """An answer, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=10) as found:
            return Answer(found.status, found.headers["Content-Type"], found.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers["Content-Type"], error.read().decode())


@pytest.fixture
def folders(tmp_path: Path) -> Fixed:
    """Pages of a preview, and a published site with pages of its own."""
    files = {
        "pages/index.html": PAGE.format("new"),
        "pages/404.html": PAGE.format("nowhere"),
        "pages/fees/index.html": PAGE.format("new fees"),
        "site/index.html": PAGE.format("old"),
        "site/gone/index.html": PAGE.format("a page that was removed"),
        "site/404.html": PAGE.format("old nowhere"),
        "site/v/index.html": PAGE.format("the verifier"),
        "site/holder/index.html": PAGE.format("for certified persons"),
        "site/status/revocation/1.json": "{}",
    }
    store.fill(tmp_path, [(name, text.encode()) for name, text in files.items()])
    return Fixed(tmp_path / "pages", tmp_path / "site")


@pytest.mark.parametrize("address", ["/nowhere", "/no/where/", "/nowhere.html", "/v/nowhere"])
def test_an_address_that_leads_nowhere_shows_the_sites_own_page(
    folders: Fixed, address: str
) -> None:
    """404, with the page that the public would see."""
    with served(folders.site) as origin:
        found = get(origin + address)
    assert (found.status, "old nowhere" in found.text) == (404, True)


def test_a_built_site_is_served_as_it_is(folders: Fixed) -> None:
    """Without a preview, no byte is added."""
    with served(folders.site) as origin:
        assert get(f"{origin}/").text == PAGE.format("old")
        assert get(f"{origin}/.certpress/state").status == 404


def test_a_preview_shows_its_pages_before_those_that_were_published(folders: Fixed) -> None:
    """New pages with their script, and nothing of a page that was removed."""
    with served(folders.site, folders) as origin:
        home, gone = get(f"{origin}/"), get(f"{origin}/gone/")
    assert "new" in home.text
    assert '<script src="/.certpress/live.js" data-generation="7">' in home.text
    assert (gone.status, "nowhere" in gone.text) == (404, True)


def test_a_preview_leaves_what_lies_beside_the_pages_alone(folders: Fixed) -> None:
    """The verifier, the holder's page and status lists are the published ones, byte for byte."""
    with served(folders.site, folders) as origin:
        assert get(f"{origin}/v/").text == PAGE.format("the verifier")
        assert get(f"{origin}/holder/").text == PAGE.format("for certified persons")
        assert get(f"{origin}/status/revocation/1.json").text == "{}"


def test_a_preview_tells_its_state_to_its_own_pages(folders: Fixed) -> None:
    """The script and what it asks for come from the same origin, with types that browsers take."""
    with served(folders.site, folders) as origin:
        state, script = (
            get(f"{origin}/.certpress/state?page=/fees/"),
            get(f"{origin}/.certpress/live.js"),
        )
    assert (state.kind, json.loads(state.text)) == (
        "application/json",
        {"generation": "7", "of": "/fees/"},
    )
    assert script.kind.startswith("text/javascript")


def test_no_address_leads_out_of_the_folders(folders: Fixed) -> None:
    """Neither dots nor their codes reach a file beside the site."""
    (folders.site.parent / "secret.json").write_text("secret", encoding="utf-8")
    with served(folders.site, folders) as origin:
        for path in ("/../secret.json", "/%2e%2e/secret.json", "/v/..%2f..%2fsecret.json"):
            assert get(origin + path).status == 404


# Pages that follow their texts


@pytest.fixture
def shown(empty: Office) -> Iterator[Preview]:
    """A preview of a body, built once."""

    def fresh() -> Workspace:
        return Workspace(folder=empty.folder, now=NOW, rehearsed=True)

    with store.staging(empty.folder / "preview") as folder:
        made = Preview(folder=folder, fresh=fresh, epoch=lambda _: EPOCH)
        made.begin()
        yield made


def look(shown: Preview) -> None:
    """Two looks: a file that stands still between them is read."""
    shown.look()
    shown.look()


def settle(shown: Preview) -> None:
    """As many looks as it takes until every language is built."""
    for _ in range(6):
        shown.look()


def fees(shown: Preview) -> Path:
    return shown.fresh().folder / "content" / "pages" / "fees.md"


def test_a_text_that_is_saved_is_shown(shown: Preview) -> None:
    """Its page is built again, and the mark by which open pages know it changes."""
    before, text = shown.mark("/fees/"), fees(shown).read_text(encoding="utf-8")
    fees(shown).write_text(f"{text}\nA new sentence.\n", encoding="utf-8")
    look(shown)
    page = (shown.folders("/fees/")[0] / "fees" / "index.html").read_text(encoding="utf-8")
    assert "A new sentence." in page
    assert shown.mark("/fees/") != before


def test_every_language_follows(shown: Preview) -> None:
    """The first one is seen first; the others, which may show its text, come after it."""
    assert shown.mark("/de/fees/") == "0"
    settle(shown)
    assert shown.mark("/de/fees/") == shown.mark("/ar/fees/") == shown.mark("/fees/") == "1"
    pages, _ = shown.folders("/de/fees/")
    assert 'lang="de"' in (pages / "de" / "fees" / "index.html").read_text(encoding="utf-8")


def test_a_translation_changes_its_own_pages_alone(shown: Preview) -> None:
    """Who writes in German waits for the German pages, and nobody else sees anything change."""
    settle(shown)
    german = fees(shown).parent / "de" / "fees.md"
    german.write_text(german.read_text(encoding="utf-8") + "\nNeu.\n", encoding="utf-8")
    look(shown)
    assert [shown.mark(f"/{part}fees/") for part in ("", "ar/", "de/")] == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("path", "configs"), [("fees.md", ["mkdocs.yml"]), ("de/fees.md", ["mkdocs.de.yml"])]
)
def test_a_language_whose_pages_stay_is_not_built(
    shown: Preview, monkeypatch: pytest.MonkeyPatch, path: str, configs: list[str]
) -> None:
    """A text in one language costs a build of that language; the others stay as they are."""
    settle(shown)
    run, built = render.run, []

    def noted(config: Path, output: Path, epoch: int) -> None:
        built.append(config.name)
        run(config, output, epoch)

    monkeypatch.setattr(render, "run", noted)
    file = fees(shown).parent / path
    file.write_text(f"{file.read_text(encoding='utf-8')}\nX.\n", encoding="utf-8")
    settle(shown)
    assert built == configs
    for page in ("fees/index.html", "de/fees/index.html", "ar/assets/body/site.css"):
        assert (shown.folders(f"/{page}")[0] / page).is_file()


def test_nothing_is_built_while_nothing_changes(shown: Preview) -> None:
    """A look alone costs no build."""
    settle(shown)
    before = shown.mark("/fees/")
    look(shown)
    assert shown.mark("/fees/") == before


def test_a_broken_text_keeps_the_last_good_page(shown: Preview) -> None:
    """The page stays, and says where the fault is and what to do."""
    before, text = shown.folders("/fees/")[0], fees(shown).read_text(encoding="utf-8")
    fees(shown).write_text(text.replace("owner:", "onwer:"), encoding="utf-8")
    look(shown)
    state = json.loads(shown.state("/fees/"))
    assert (shown.folders("/fees/")[0], state["broken"]) == (before, True)
    assert any(one["where"].startswith("content/pages/fees.md") for one in state["problems"])
    assert (before / "fees" / "index.html").is_file()


def test_what_concerns_a_page_comes_first_on_it(shown: Preview) -> None:
    """A finding of the gate is shown on every page, and first on its own."""
    fees(shown).write_text("---\ntitle: Fees\n---\n\n[[to write: all]]\n", encoding="utf-8")
    for path in fees(shown).parent.glob("*/fees.md"):
        path.unlink()
    look(shown)
    state = json.loads(shown.state("/fees/"))
    assert state["broken"] is False
    assert state["problems"][0]["where"].startswith("content/pages/fees.md")
    assert not state["title"].startswith("To be mended: 0 on this page")
    assert json.loads(shown.state("/"))["title"].startswith("To be mended: 0 on this page")


def test_a_mended_text_takes_the_fault_away(shown: Preview) -> None:
    """What was said is said no longer."""
    text = fees(shown).read_text(encoding="utf-8")
    fees(shown).write_text(text.replace("owner:", "onwer:"), encoding="utf-8")
    look(shown)
    fees(shown).write_text(text, encoding="utf-8")
    look(shown)
    assert json.loads(shown.state("/fees/"))["broken"] is False


def test_the_published_site_is_not_touched(body: Office) -> None:
    """A preview builds beside it, and leaves nothing behind."""
    before = body.tree()

    def fresh() -> Workspace:
        return Workspace(folder=body.folder, now=NOW, rehearsed=True)

    with store.staging(body.folder / "preview") as folder:
        Preview(folder=folder, fresh=fresh, epoch=lambda _: EPOCH).begin()
    assert body.tree() == before


def test_a_body_that_cannot_be_built_at_all_is_told_in_a_page(empty: Office) -> None:
    """The first page then says so, and is replaced when the texts are mended."""
    (empty.folder / "content" / "body.yml").write_text("name: [", encoding="utf-8")

    def fresh() -> Workspace:
        return Workspace(folder=empty.folder, now=NOW, rehearsed=True)

    with store.staging(empty.folder / "preview") as folder:
        made = Preview(folder=folder, fresh=fresh, epoch=lambda _: EPOCH)
        made.begin()
        assert "No page yet" in (made.folders("/")[0] / "index.html").read_text(encoding="utf-8")
        assert json.loads(made.state("/"))["broken"] is True


@pytest.mark.parametrize("name", [".fees.md.swp", "fees.md~", "#fees.md#", "~$fees.md"])
def test_what_editors_leave_behind_is_no_text(empty: Office, name: str) -> None:
    """A file that an editor makes while writing starts no build."""
    before = preview.seen(empty.folder)
    (empty.folder / "content" / "pages" / name).write_text("x", encoding="utf-8")
    assert preview.seen(empty.folder) == before
