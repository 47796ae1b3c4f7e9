"""The record of a check, on paper and as a file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import BASE, Served


def test_the_file_says_what_an_auditor_asks_for(world: World, served: Served, visit: Visit) -> None:
    """Outcome, time, certificate and digest, key, lists and their dates; not the person."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "check_NDT-2026-00417_2026-11-20T0830.json"
    whole = Path(download.value.path()).read_text(encoding="utf-8")
    made = json.loads(whole)
    assert (made["outcome"], made["checked_at"]) == ("valid", "2026-11-20T08:30:00.000Z")
    assert made["certificate"]["id"].startswith("urn:uuid:00000000-0000-4000-8000-")
    assert len(made["certificate"]["sha256"]) == 64
    assert made["keys"] == ["did:web:certs.example.org#certificates-1"]
    assert made["lists"][0] == {
        "purpose": "revocation",
        "address": f"{BASE}status/revocation/1.json",
        "valid_from": "2026-11-20T06:30:00Z",
        "valid_until": "2026-11-27T08:30:00Z",
    }
    assert "Jane" not in whole


def test_the_record_of_a_forgery_names_no_certificate(
    world: World, served: Served, visit: Visit
) -> None:
    """Of what is not genuine the record keeps the outcome and the codes alone."""
    page = visit(served.link(world.papers["not_genuine"]))
    outcome(page)
    with page.expect_download() as download:
        page.click("#save")
    made = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert made["certificate"] is None
    assert {"code": "proof.signature_invalid", "outcome": "fail"} in made["checks"]


def test_print_adds_the_record(world: World, served: Served, visit: Visit) -> None:
    """On paper the verdict stands with the record, without buttons."""
    page = visit(served.link(world.papers["valid"]))
    outcome(page)
    assert not page.locator("#record").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#record").is_visible()
    assert "did:web:certs.example.org#certificates-1" in page.locator("#record").inner_text()
    assert not page.locator("#again").is_visible()
