"""The disk: a file or a folder is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from certpress import store
from certpress.errors import CertpressError
from tests.office import tree


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """Folders on the way are made; the answer says whether the bytes changed."""
    path = tmp_path / "a" / "b.txt"
    assert store.write(path, b"one")
    assert not store.write(path, b"one")
    assert store.write(path, b"two")
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]
    assert store.read(path) == b"two"
    assert store.read(tmp_path / "absent") is None


def test_the_same_bytes_are_left_alone(tmp_path: Path) -> None:
    """What did not change keeps its time of change."""
    path = tmp_path / "a"
    store.write(path, b"one")
    os.utime(path, (1, 1))
    store.write(path, b"one")
    assert path.stat().st_mtime == 1


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_private_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Keys can be read by nobody else, from their first byte on."""
    store.write(tmp_path / "key", b"secret", private=True)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """When the disk takes no more, the old bytes stay, and the error says what to do."""
    path = tmp_path / "a"
    store.write(path, b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(CertpressError, match="No space left") as caught:
        store.write(path, b"new")
    monkeypatch.undo()
    assert "make room" in caught.value.hint
    assert tree(tmp_path).keys() == {"a"}
    assert path.read_bytes() == b"old"


def test_a_rename_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that is open in a viewer cannot be replaced."""
    path = tmp_path / "a.pdf"
    store.write(path, b"old")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(CertpressError, match=r"a\.pdf: cannot be written: Permission denied"):
        store.write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_what_a_killed_command_left_is_no_obstacle(tmp_path: Path) -> None:
    """A process of the same number, as is usual in containers, writes over it."""
    (tmp_path / f".a.{os.getpid()}.new").write_bytes(b"half")
    assert store.write(tmp_path / "a", b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "a\\..\\out", "", "."])
def test_no_path_leads_out_of_a_folder_that_is_filled(tmp_path: Path, name: str) -> None:
    """A name from outside never decides where in the file system a file lands."""
    folder = tmp_path / "site"
    folder.mkdir()
    with pytest.raises(CertpressError):
        store.fill(folder, [(name, b"x")])
    assert tree(tmp_path).keys() == {"site"}


def test_a_folder_is_filled_with_files_in_folders(tmp_path: Path) -> None:
    """Paths are written with `/` on every system."""
    assert store.fill(tmp_path, [("a/b/c", b"1"), ("d", b"2")]) == 2
    assert (tmp_path / "a" / "b" / "c").read_bytes() == b"1"


def swapped(target: Path, *files: tuple[str, bytes]) -> bool:
    """Stage files and swap them in."""
    with store.staging(target) as staged:
        store.fill(staged, files)
        return store.swap(staged, target)


def test_a_folder_is_swapped_in_whole(tmp_path: Path) -> None:
    """What is not in the new folder is gone, and nothing is left beside it."""
    target = tmp_path / "site"
    assert swapped(target, ("a", b"1"), ("old", b"2"))
    assert swapped(target, ("a", b"1"), ("new", b"3"))
    assert {path.name for path in target.iterdir()} == {"a", "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_folder_is_left_alone(tmp_path: Path) -> None:
    """Nothing is swapped when nothing changed."""
    target = tmp_path / "site"
    swapped(target, ("a/b", b"1"))
    inode = target.stat().st_ino
    assert not swapped(target, ("a/b", b"1"))
    assert target.stat().st_ino == inode
    assert swapped(target, ("a/b", b"2"))


def test_a_build_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    """Whatever raises while a folder is staged, the old one stays and the staged one goes."""
    target = tmp_path / "site"
    swapped(target, ("a", b"1"))
    with pytest.raises(CertpressError, match="leads out"):
        swapped(target, ("half", b""), ("../out", b""))
    assert tree(tmp_path).keys() == {"site", "site/a"}


def test_a_swap_that_fails_brings_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two renames something stops the second: the old folder is there again."""
    target = tmp_path / "site"
    swapped(target, ("a", b"1"))
    rename = Path.rename

    def stops(self: Path, to: Path) -> Path:
        if self.name.endswith(".staging"):
            raise PermissionError(13, "Permission denied")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", stops)
    with pytest.raises(CertpressError, match="Permission denied"):
        swapped(target, ("a", b"2"))
    assert tree(tmp_path).keys() == {"site", "site/a"}
    assert (target / "a").read_bytes() == b"1"


def test_a_build_killed_before_leaves_nothing_that_stops_the_next(tmp_path: Path) -> None:
    """The staged folder of a process of the same number is emptied first."""
    left = tmp_path / f".site.{os.getpid()}.staging"
    left.mkdir()
    (left / "half").write_bytes(b"")
    swapped(tmp_path / "site", ("a", b"1"))
    assert tree(tmp_path).keys() == {"site", "site/a"}


def test_a_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, the place and the next step are said."""

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "site"))

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(CertpressError, match="site: cannot be written") as caught:
        swapped(tmp_path / "site", ("a", b"1"))
    assert "give access" in caught.value.hint


def test_a_linked_file_is_never_written_into(tmp_path: Path) -> None:
    """What is written under the name of a linked file is a new file: the old site keeps its own."""
    old, new = tmp_path / "old", tmp_path / "new"
    store.fill(old, [("a/b", b"1"), ("c", b"2")])
    store.link(old, new, ["a/b", "c"])
    store.fill(new, [("a/b", b"changed"), ("c", b"2")], old)
    assert (old / "a" / "b").read_bytes() == b"1"
    assert (new / "a" / "b").read_bytes() == b"changed"
    assert (new / "c").samefile(old / "c")


def test_what_holds_the_same_bytes_is_adopted(tmp_path: Path) -> None:
    """It keeps its time of change; what differs, is new or lies in a folder apart stays."""
    old, new = tmp_path / "old", tmp_path / "new"
    store.fill(old, [("same", b"1"), ("other", b"2"), ("b/same", b"3")])
    store.fill(new, [("same", b"1"), ("other", b"3"), ("b/same", b"3"), ("new", b"4")])
    assert store.adopt(new, old, but={"b"}) == 1
    assert (new / "same").samefile(old / "same")
    assert not (new / "b" / "same").samefile(old / "b" / "same")
    assert [name for name, _ in store.listing(new)] == ["b/same", "new", "other", "same"]


def test_a_seal_tells_that_a_file_was_touched(tmp_path: Path) -> None:
    """By its size or its time of change; a copy that keeps them is as good, a missing file none."""
    store.fill(tmp_path / "one", [("a", b"1"), ("b", b"2")])
    sealed = store.seal(tmp_path / "one", ["a", "b"])
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert store.seal(tmp_path / "two", ["a", "b"]) == sealed
    os.utime(tmp_path / "one" / "a", (1, 1))
    assert store.seal(tmp_path / "one", ["a", "b"]) not in (sealed, "")
    assert store.seal(tmp_path / "one", ["a", "c"]) == ""


@pytest.mark.parametrize("many", [0, 100])
def test_everything_new_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """File by file, or, where there are many, by asking the system for all of them."""
    monkeypatch.setattr(store, "_MANY", many)
    store.fill(tmp_path / "old", [("a", b"1")])
    store.link(tmp_path / "old", tmp_path / "new", ["a"])
    store.fill(tmp_path / "new", [("b/c", b"2")])
    waited = list[int]()
    monkeypatch.setattr(os, "fsync", waited.append)
    monkeypatch.setattr(os, "sync", lambda: waited.append(-1), raising=False)
    store.flush(tmp_path / "new")
    if sys.platform == "linux" and many == 0:
        assert waited == [-1]
    else:
        assert len(waited) == 1 + (2 if os.name == "posix" else 0)  # a file, and two folders
