"""Documents of many certificates in one file: complete, told by a manifest, the same each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

from tests.office import DATED, EXPIRED, SUSPENDED, VALID, WITHDRAWN, Office


def packed(path: Path) -> dict[str, bytes]:
    """The files of a pack, by name."""
    with ZipFile(path) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def test_a_pack_holds_the_documents_of_those_in_force(body: Office, tmp_path: Path) -> None:
    """A folder for each number with the newest certificate's files, as they lie on the disk."""
    body.ok("pack", "--to", str(tmp_path / "all.zip"))
    found = packed(tmp_path / "all.zip")
    folders = {name.split("/")[0] for name in found} - {"manifest.json"}
    gone = {SUSPENDED, WITHDRAWN, EXPIRED}
    assert folders == {path.name for path in body.documents.iterdir()} - gone
    for name in set(found) - {"manifest.json"}:
        assert found[name] == body.documents.joinpath(*name.split("/")).read_bytes()


def test_who_is_named_is_packed_in_any_case(body: Office, tmp_path: Path) -> None:
    """For a file of a person, or an appeal."""
    body.ok("pack", SUSPENDED, "--to", str(tmp_path / "one.zip"))
    assert f"{SUSPENDED}/certificate.pdf" in packed(tmp_path / "one.zip")


def test_the_manifest_names_every_file(body: Office, tmp_path: Path) -> None:
    """With its SHA-256, and is the last file."""
    body.ok("pack", VALID, DATED, "--to", str(tmp_path / "two.zip"))
    found = packed(tmp_path / "two.zip")
    assert list(found)[-1] == "manifest.json"
    rows = json.loads(found.pop("manifest.json"))
    assert [row["number"] for row in rows] == [VALID, DATED]
    told = {f"{row['number']}/{name}": sha for row in rows for name, sha in row["sha256"].items()}
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def test_the_same_documents_give_the_same_bytes(body: Office, tmp_path: Path) -> None:
    """Whenever and wherever they were packed."""
    for name in ("a.zip", "b.zip"):
        body.ok("pack", VALID, "--to", str(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_pack_of_a_time_without_certificates_has_none(body: Office, tmp_path: Path) -> None:
    """`--since` leaves out what was issued before."""
    body.ok("pack", "--since", "2999-01-01", "--to", str(tmp_path / "none.zip"))
    assert json.loads(packed(tmp_path / "none.zip")["manifest.json"]) == []


def test_missing_documents_stop_a_pack(body: Office, tmp_path: Path) -> None:
    """The number is named with the next step, and nothing is written."""
    body.paper(VALID, "certificate.pdf").unlink()
    said = body.refused("pack", "--to", str(tmp_path / "all.zip"), code=1)
    assert VALID in said
    assert "certpress documents" in said
    assert list(tmp_path.glob("*.zip*")) == []
