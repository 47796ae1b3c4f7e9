"""A disk that takes no more: said clearly, nothing half-written, and the next run completes it.

The limit that a process has for the size of a file stands for the full disk: writing ends in the
middle of a file in the same way.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import office
from tests.office import DATED, REDUCED, VALID, Office
from tests.postbox import Postbox, postbox

if sys.platform == "win32":
    pytest.skip("this system has no limit for the size of a file", allow_module_level=True)

# The database keeps a file of 32 kB beside it, which has its room: documents and log have less.
_LIMITED = """
import resource, sys
from certpress import cli, store
most = int(sys.argv.pop(1))
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def within(inner):
    def call(*arguments, **options):
        limit(most)
        try:
            return inner(*arguments, **options)
        finally:
            limit(max(most, 65_536))
    return call
limit(max(most, 65_536))
store.write, store.add_line = within(store.write), within(store.add_line)
cli.main()
"""


def limited(body: Office, most: int, *words: str | Path) -> str:
    """What a command says that may write files of so many bytes at most, and has to fail."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(most), *body._words(words, None)],
        env=office.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def unfinished(folder: Path) -> list[Path]:
    """Files that a command keeps beside those it writes, while it does."""
    return [path for path in folder.rglob(".*") if str(path.name).split(".")[-2:][0].isdigit()]


def test_documents_are_whole_or_not_there(body: Office) -> None:
    """The page is too large for the disk: it is named, and made when there is room."""
    before = body.tree()
    shutil.rmtree(body.paper(DATED, ""))
    said = limited(body, 20_000, "documents", DATED)
    assert f"{DATED}/certificate.pdf: cannot be written" in said
    assert "make room" in said
    assert not body.paper(DATED).exists()
    assert unfinished(body.folder) == []
    body.ok("documents")
    assert body.tree() == before


def test_a_pack_is_whole_or_not_there(body: Office, tmp_path: Path) -> None:
    """Neither it nor what gathered for its end is left; an older one of the name stays."""
    target = tmp_path / "packs" / "all.zip"
    target.parent.mkdir()
    target.write_bytes(b"older")
    said = limited(body, 100_000, "pack", "--to", target)
    assert "all.zip: cannot be written" in said
    assert [path.name for path in target.parent.iterdir()] == ["all.zip"]
    assert target.read_bytes() == b"older"
    body.ok("pack", "--to", target)
    assert target.read_bytes().startswith(b"PK")


@pytest.fixture
def server(body: Office) -> Iterator[Postbox]:
    """The body's mail server, and two people who are to be sent theirs."""
    with postbox() as kept:
        settings = f"host: 127.0.0.1\nport: {kept.port}\nsecurity: none\n"
        (body.folder / "credentials" / "mail.yml").write_text(settings, encoding="utf-8")
        people = f"number,email\n{VALID},ada@example.org\n{REDUCED},li@example.org\n"
        (body.folder / "addresses.csv").write_text(people, encoding="utf-8")
        yield kept


def test_nothing_is_sent_that_cannot_be_noted(body: Office, server: Postbox) -> None:
    """The log comes first. With room again everybody is sent theirs, once."""
    addresses = body.folder / "addresses.csv"
    said = limited(body, 100, "deliver", addresses)
    assert "delivered.jsonl: cannot be written" in said
    assert server.messages == []
    body.ok("deliver", addresses)
    assert [to for to, _ in server.messages] == ["ada@example.org", "li@example.org"]


def test_what_was_sent_and_not_noted_is_not_sent_again(
    body: Office, server: Postbox, tmp_path: Path
) -> None:
    """The disk was full after the first message: that one is told, the other one is sent."""
    addresses, log = body.folder / "addresses.csv", Path("credentials") / "delivered.jsonl"
    other = body.copy(tmp_path / "other")
    other.ok("deliver", addresses)
    first, second = (other.folder / log).read_bytes().splitlines(keepends=True)[:2]
    server.messages.clear()
    limited(body, len(first) + len(second) // 2, "deliver", addresses)
    assert [to for to, _ in server.messages] == ["ada@example.org"]
    done = body.run("deliver", addresses)
    assert done.code == 1
    assert f"--again {VALID}" in done.err
    assert [to for to, _ in server.messages] == ["ada@example.org", "li@example.org"]
