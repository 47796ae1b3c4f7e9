"""Keys through the commands: restored without forgetting, and a passphrase for each role."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from certpress import keys
from certpress.keys import Role
from tests.office import PHRASE, Office
from tests.world import BASE, PASSPHRASE, key

STATUS = "CERTPRESS_STATUS_PASSPHRASE"
NEW = "CERTPRESS_NEW_PASSPHRASE"


def controller(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((office.folder / "keys" / "did.json").read_bytes())
    return found


def backup(office: Office) -> Path:
    """A copy of the backup file in another place."""
    return office.file((office.folder / "keys" / "backup.json").read_bytes(), "backup.json")


def test_keys_come_back_on_an_empty_machine(empty: Office) -> None:
    """From the backup alone the body signs on, under the same keys."""
    kept, before = backup(empty), controller(empty)
    for file in (empty.folder / "keys").glob("*.json"):
        file.unlink()
    empty.ok("keys", "restore", kept)
    empty.ok("keys", "check")
    assert controller(empty) == before
    empty.ok("build")


def test_restoring_revives_no_revoked_key(empty: Office) -> None:
    """What the controller document says since the backup was made stays."""
    kept, document = backup(empty), controller(empty)
    document["verificationMethod"][0]["revoked"] = "2026-11-01T00:00:00Z"
    document["assertionMethod"].pop(0)
    (empty.folder / "keys" / "did.json").write_text(json.dumps(document))
    empty.ok("keys", "restore", kept)
    after = controller(empty)
    assert after["verificationMethod"][0]["revoked"] == "2026-11-01T00:00:00Z"
    assert after["assertionMethod"] == document["assertionMethod"]


def test_restoring_keeps_a_newer_key(empty: Office) -> None:
    """A key made after the backup stays in the folder, in the document, and in the new backup."""
    kept, newer = backup(empty), key(Role.CERTIFICATES, 2)
    (empty.folder / "keys" / "certificates-2.key.json").write_bytes(keys.dump(newer))
    document = controller(empty)
    named = keys.controller(BASE, [newer])
    document["verificationMethod"] += named["verificationMethod"]
    document["assertionMethod"] += named["assertionMethod"]
    (empty.folder / "keys" / "did.json").write_text(json.dumps(document))
    empty.ok("keys", "restore", kept)
    assert controller(empty) == document
    again = keys.unbackup((empty.folder / "keys" / "backup.json").read_bytes(), "backup")
    assert [one.fragment for one in again.keys] == ["certificates-1", "certificates-2", "status-1"]


def test_the_backup_of_another_body_is_refused(empty: Office) -> None:
    """Keys of another address are told before anything is written."""
    text = backup(empty).read_text().replace("certs.example.org", "other.example.org")
    said = empty.refused("keys", "restore", empty.file(text, "other.json"), code=3)
    assert "did:web:certs.example.org" in said


def test_the_status_key_has_a_passphrase_of_its_own(empty: Office) -> None:
    """The machine that signs lists every day cannot open the certificate key."""
    empty.ok("keys", "passphrase", "status", env={NEW: "another four words here"})
    only = {PHRASE: None, STATUS: "another four words here"}
    done = empty.ok("status", "refresh", env=only)
    assert "3 of 3 status lists signed" in done.err
    assert "does not open" in empty.refused("keys", "check", code=3, env={PHRASE: PASSPHRASE})
    empty.ok("keys", "check", env={STATUS: "another four words here"})


def test_a_new_passphrase_is_long_enough(empty: Office) -> None:
    """A short one is refused, and the old one still opens."""
    said = empty.refused("keys", "passphrase", "status", code=2, env={NEW: "short"})
    assert "12 characters" in said
    empty.ok("keys", "check")


def test_documents_with_one_name_for_two_keys_do_not_merge() -> None:
    """Which of two keys of one name is the right one is for a person to say."""
    one = keys.controller(BASE, [key(Role.STATUS)])
    other = keys.controller(BASE, [key(Role.STATUS, 1, "other")])
    with pytest.raises(ValueError, match="status-1"):
        keys.merge(one, other)
