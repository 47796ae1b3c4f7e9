"""Publishing takes turns, and what a killed command left is mended by the next one."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from certpress import render, site, store
from certpress.audit import Audit, Sample
from certpress.errors import CertpressError, Refused
from certpress.model import Bits, Issued, StatusBits
from certpress.report import Outcome
from tests import world
from tests.office import VALID, Office

POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def during_render(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something while the pages of a build are rendered."""
    languages = render.languages

    def busy(*arguments: Any, **options: Any) -> None:
        languages(*arguments, **options)
        act()

    monkeypatch.setattr(render, "languages", busy)


def test_a_build_undoes_no_withdrawal(body: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is withdrawn and published while a build renders stays withdrawn on the built site."""

    def withdraw() -> None:
        body.decide("withdraw", VALID)
        body.ok("status", "refresh")

    during_render(monkeypatch, withdraw)
    body.replace("mkdocs.yml", "# How the public site looks.", "# How the site looks.")
    body.ok("build")
    assert body.verify(body.paper(VALID)).object["outcome"] == "withdrawn"


def test_commands_wait_for_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one publishes another waits, and is told when that takes too long."""
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    refused = pytest.raises(CertpressError, match="another certpress command")
    with store.turn(tmp_path), refused, store.turn(tmp_path):
        raise AssertionError("two had the turn at once")
    with store.turn(tmp_path):
        pass


def test_a_site_lost_between_two_renames_comes_back(body: Office) -> None:
    """Killed in the middle of the swap, the old site is put back by the next command."""
    body.site.rename(body.folder / ".site.4711.old")
    body.ok("status", "refresh", "--all")
    assert (body.site / "index.html").is_file()
    assert body.verify(body.paper(VALID)).object["outcome"] == "valid"


def test_an_old_staging_folder_is_cleared_away(tmp_path: Path) -> None:
    """One of today may be another command's; one of last week is nobody's."""
    fresh, stale = tmp_path / ".site.1.staging", tmp_path / ".site.2.staging"
    fresh.mkdir()
    stale.mkdir()
    os.utime(stale, (1, 1))
    store.recover(tmp_path / "site", world.NOW)
    assert fresh.is_dir()
    assert not stale.exists()


def judged(issued: Issued, files: Mapping[str, bytes], bits: StatusBits) -> Mapping[Outcome, int]:
    """What a build finds in a certificate of a site with these files."""
    audit = Audit(
        site=site.described(world.BODY, files),
        loader=site.loader(files, world.BASE),
        now=world.NOW,
        bits=bits,
        sample=Sample(full=1, of=1, entropy=world.entropy("sample")),
    )
    return site.judge("certificate", audit.run([issued]))


def test_a_certificate_that_reads_better_than_its_decisions_stops_the_build() -> None:
    """Lists that say "valid" of a certificate that the register has withdrawn are not published."""
    document = world.signed()
    files = {name.removeprefix(world.BASE): data for name, data in world.files().items()}
    issued = world.issued(document)
    sound = judged(issued, files, StatusBits())
    assert sum(sound.values()) == 1
    withdrawn = StatusBits({world.PLACE: Bits(revocation=True, suspension=True)})
    with pytest.raises(Refused, match="register check"):
        judged(issued, files, withdrawn)


@POSIX
def test_personal_data_is_for_its_owner_alone(published: Office) -> None:
    """Nobody else on the machine reads the register, the documents or the keys."""
    credentials = published.folder / "credentials"
    private = [
        credentials / "register.sqlite",
        credentials / "documents",
        *(published.folder / "keys").glob("*.key.json"),
    ]
    for path in private:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@POSIX
def test_a_key_file_that_others_could_read_is_closed(tmp_path: Path) -> None:
    """Writing the same bytes again mends the file's mode."""
    path = tmp_path / "key"
    path.write_bytes(b"x")
    path.chmod(0o644)
    store.write(path, b"x", private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_passphrase_reaches_mkdocs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin of the user's mkdocs.yml sees no secret of the body."""
    monkeypatch.setenv("CERTPRESS_PASSPHRASE", "four random words here")
    seen = render._environment(0)
    assert "four random words here" not in seen.values()


def test_without_its_register_nothing_is_signed(body: Office) -> None:
    """A lost register is no empty one: the withdrawn would read "valid"."""
    (body.folder / "credentials" / "register.sqlite").unlink()
    for words in (("status", "refresh", "--all"), ("build",)):
        said = body.refused(*words, code=3)
        assert "the register is missing" in said


def test_a_withdrawal_is_never_taken_back(body: Office) -> None:
    """A register restored from before a published withdrawal is refused, with the next step."""
    register = body.folder / "credentials" / "register.sqlite"
    older = register.read_bytes()
    body.decide("withdraw", VALID)
    body.ok("status", "refresh")
    register.write_bytes(older)
    for words in (("status", "refresh", "--all"), ("build",)):
        assert "older than what was published" in body.refused(*words, code=3)
    assert body.verify(body.paper(VALID)).object["outcome"] == "withdrawn"


def test_a_build_for_another_day_has_its_pages(body: Office) -> None:
    """A rehearsal of next year's build takes nothing for stale that it made itself."""
    body.ok("build", now=world.NOW.replace(year=world.NOW.year + 1))
    assert (body.site / "index.html").is_file()
    assert (body.site / "schemes" / "ndt" / "2017-1" / "index.html").is_file()


def test_the_drawn_code_is_read_like_the_picture(published: Office) -> None:
    """The command reads the SVG that it wrote, as the page does."""
    found = published.verify(published.paper(VALID, "qr.svg")).object
    assert (found["outcome"], found["certificate"]["number"]) == ("valid", VALID)
