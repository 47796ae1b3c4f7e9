"""Badge pages built again: only what changed is made, and no page is ever an old one."""

from __future__ import annotations

import hashlib
import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from certpress import badge_art, badge_pages, compact, resources, store
from certpress.badge_pages import digests
from certpress.cli import lists, parts, publishing
from certpress.cli.parts import Case
from certpress.cli.workspace import Workspace
from certpress.model import Badge, Picture, Position
from tests import world
from tests.office import AUTHORISED, BY, DATED, EXPIRED, VALID, Office

COUNT = 2  # processes
ART = badge_art.Art(body="N", colour="#0b4f6c", scheme="Testing", code="NDT", items=("UT-2-W",))


@dataclass(frozen=True, slots=True)
class Site:
    """The part of a body's site that shows persons, built alone."""

    office: Office

    def build(self, count: int = 1) -> dict[str, int]:
        """Build it as `certpress build` does; the inode of each file, by path."""
        workspace = Workspace(folder=self.office.folder, now=self.office.now)
        with store.staging(workspace.site) as staged, workspace.register() as register:
            publishing.fill(workspace, register, lists.standing(register), staged, count)
            store.swap(staged, workspace.site)
        return {name: told.st_ino for name, told in store.listing(workspace.site)}

    def files(self) -> dict[str, str]:
        """Its files as they are now, by path: a digest of the bytes."""
        root = self.office.site
        return {
            name: hashlib.sha256((root / name).read_bytes()).hexdigest()
            for name, _ in store.listing(root)
        }

    def from_scratch(self) -> dict[str, str]:
        """What a build makes that knows of none before; the site is that one then."""
        credentials = self.office.folder / "credentials"
        (credentials / publishing.STATE).unlink()
        shutil.rmtree(credentials / "cards")
        shutil.rmtree(self.office.site)
        self.build()
        return self.files()


@pytest.fixture(scope="module")
def _shown(published: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = published.copy(tmp_path_factory.mktemp("shown") / "body")
    for number in (VALID, DATED):
        for audience in ("badge-page", "directory"):
            office.ok("consent", "give", number, "--to", audience)
    office.ok("badge", "issue", "--all-consented")
    Site(office).build()
    return office


@pytest.fixture
def site(_shown: Office, tmp_path: Path) -> Site:
    """Two persons who are shown, on a site that was built; a copy is built as if it were new."""
    made = Site(_shown.copy(tmp_path / "body"))
    made.build()
    return made


def test_nothing_is_made_again_where_nothing_changed(site: Site) -> None:
    """The files of the last build are there, each the same file."""
    before, after = site.build(), site.build()
    assert before == after


def give_and_suspend(office: Office) -> None:
    office.ok("consent", "give", EXPIRED, "--to", "directory", "--place", "Hamburg")
    suspend(office)


def withdraw(office: Office) -> None:
    office.ok("consent", "withdraw", VALID, "--to", "badge-page")


def be_found_and_print_anew(office: Office) -> None:
    office.ok("consent", "give", VALID, "--to", "search-engines")
    path = office.paper(VALID)
    path.write_bytes(path.read_bytes() + b"%")


def suspend(office: Office) -> None:
    office.ok("decide", "suspend", VALID, *BY)


def die(office: Office) -> None:
    office.ok("decide", "died", VALID, "--decided-by", "Tomás Brightwater", "--basis", "notice")


def rename(office: Office) -> None:
    office.decide("correct", VALID, "--name", "Łucja Nowak", *AUTHORISED)
    office.ok("issue")
    office.ok("badge", "issue", VALID)


def recolour(office: Office) -> None:
    office.replace("content/body.yml", "#0b4f6c", "#6c0b4f")


def add_language(office: Office) -> None:
    office.replace("content/body.yml", "  - ar\n", "  - ar\n  - fr\n")


def summarise(office: Office) -> None:
    (path,) = (office.folder / "content/schemes/ndt/2017-1").glob("scheme.yml")
    text = path.read_text(encoding="utf-8")
    assert "prerequisites: " in text
    path.write_text(text.replace("prerequisites: ", "prerequisites: Once more, ", 1), "utf-8")


def lose_the_logo(office: Office) -> None:
    office.replace("content/body.yml", "logo: logo.svg\n", "")


CHANGES = (
    *(give_and_suspend, withdraw, be_found_and_print_anew, die, rename),
    *(recolour, add_language, summarise, lose_the_logo),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_page_is_an_old_one(site: Site, change: Callable[[Office], None]) -> None:
    """After each kind of change the site is, byte for byte, the one that is made from scratch."""
    before = site.files()
    change(site.office)
    site.build()
    after = site.files()
    assert after != before
    assert after == site.from_scratch()


def test_a_change_of_one_person_leaves_the_other_alone(site: Site) -> None:
    """And of the one, what the change does not concern: pictures know no status."""
    before = site.build()
    suspend(site.office)
    after = site.build()
    changed = {name for name in after if after[name] != before[name] and name.startswith("b/")}
    assert {name.rpartition("/")[2] for name in changed} == {"index.html"}
    assert len({name.split("/")[1] for name in changed}) == 1


def test_another_release_or_other_words_make_all_pages_again(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    """What a page depends on has the program and each language's words in it."""
    frame = badge_pages.shared(Workspace(folder=site.office.folder, now=world.NOW).content)
    found = {digests.common(frame)}
    with monkeypatch.context() as patch:
        patch.setattr(resources, "release", lambda: "another")
        found.add(digests.common(frame))
    spoken = badge_pages.words("de")
    other = replace(spoken, words={**spoken.words, "share": "Zeigen"})
    monkeypatch.setattr(digests, "words", lambda code: other if code == "de" else spoken)
    found.add(digests.common(frame))
    assert len(found) == 3


def test_a_file_that_somebody_touched_is_made_again(site: Site) -> None:
    """The seal of a file is its size and its time of change."""
    (page,) = [p for p in site.office.site.glob("b/*/index.html") if b"ucja" in p.read_bytes()]
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"ucja", b"ucia"))
    site.build()
    assert page.read_bytes() == whole


@pytest.mark.parametrize("line", ["", "{}", "x\ty", 'NDT-2026-00001\t{"page": 1}', "\0" * 9])
def test_a_note_that_cannot_be_read_is_no_note(site: Site, line: str) -> None:
    """Without what the last build noted, everything is made again, and the same."""
    before = site.files()
    (site.office.folder / "credentials" / publishing.STATE).write_text(line, encoding="utf-8")
    site.build()
    assert site.files() == before


def test_processes_make_the_same_as_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, whoever makes them; and what they noted is the same but for the seals."""
    before = site.files()
    monkeypatch.setattr(publishing, "FEW", 1)
    monkeypatch.setattr(publishing, "BUNDLE", 1)
    (site.office.folder / "credentials" / publishing.STATE).unlink()
    site.build(COUNT)
    assert site.files() == before
    state = (site.office.folder / "credentials" / publishing.STATE).read_text(encoding="utf-8")
    assert [line.split("\t")[0] for line in state.splitlines()] == [DATED, VALID]


def test_where_files_cannot_be_linked_they_are_copied(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are the same, and the next build knows the copies."""
    before = site.files()

    def unknown(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    monkeypatch.setattr(badge_pages, "person", lambda *_: pytest.fail("made again"))
    for _ in range(2):
        site.build()
        assert site.files() == before


# Many


def many(count: int) -> Iterator[Case]:
    """Persons who agreed to a badge page, one after the other."""
    document, own = compact.as_json(world.badge()), world.issued(world.signed())
    for number in range(count):
        place = Position(list=1, index=number)
        baked = Badge(
            id=f"b{number}", certificate=own.id, number=own.number, position=place,
            picture="p", document=document, issued_at=world.NOW,
        )  # fmt: skip
        yield Case(
            number=f"NDT-2026-{number:06}", address=f"{number:024}", indexed=False, listed=False,
            place="", gone=(), badges=((baked, True),), issued=((own, True),),
        )  # fmt: skip


def made_of(count: int, site: Site, folder: Path) -> int:
    """The most memory that the pages of so many persons take, in bytes."""
    workspace = Workspace(folder=site.office.folder, now=site.office.now)
    picture: Mapping[str, Picture] = {"p": Picture(png=b"", svg=b"<svg/>")}
    maker = replace(parts.maker(workspace, picture, folder), parts=("credential", "page"))
    jobs = ((case, "") for case in many(count))
    tracemalloc.start()
    for done in publishing.put(maker, jobs, 1):
        assert done.made == 2
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_pages(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five times as many persons take no more: a page is written as soon as it is made."""
    monkeypatch.setattr(publishing, "FEW", 10)
    made_of(10, site, tmp_path / "first")  # what is made once for all
    few = made_of(30, site, tmp_path / "few")
    many_more = made_of(150, site, tmp_path / "many")
    assert many_more < few + 200_000  # bytes; the pages of 120 persons have three million
