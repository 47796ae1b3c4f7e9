"""The evidence pack: what it records, how it is signed, and what its check says."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from certpress import badge_pages, content, dossier, pdf
from certpress.dossier import Difference
from certpress.keys import Role
from tests import office
from tests.office import PHRASE, Done, Office
from tests.test_serving import served
from tests.world import NOW, signer

NAME = "evidence-2026-11-20"


@pytest.fixture(scope="module")
def packed(published: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A body with an evidence pack; no test changes it."""
    body = published.copy(tmp_path_factory.mktemp("packed") / "body")
    body.ok("evidence")
    return body


@pytest.fixture
def own(packed: Office, tmp_path: Path) -> Office:
    """A body with a pack, of the test's own."""
    return packed.copy(tmp_path / "own")


def record(body: Office) -> Path:
    return body.folder / "evidence" / f"{NAME}.json"


def document(body: Office) -> dict[str, Any]:
    """The manifest as it lies on the disk."""
    found = json.loads(record(body).read_bytes())
    assert isinstance(found, dict)
    return found


def checked(body: Office, *words: str | Path) -> Done:
    """The check of a pack against the built site."""
    return body.run("evidence", "check", record(body), "--site", body.site, *words)


def forged(body: Office, changed: dict[str, Any]) -> Done:
    """The check of a record whose members were exchanged."""
    record(body).write_text(json.dumps({**document(body), **changed}), encoding="utf-8")
    return checked(body, "--json")


def test_a_pack_is_a_pdf_and_a_record(packed: Office) -> None:
    """Both are named by the day; the PDF carries the record byte for byte."""
    paper = record(packed).with_suffix(".pdf").read_bytes()
    assert pdf.credentials(paper, dossier.LARGEST) == (record(packed).read_bytes(),)


def test_every_published_file_is_recorded(packed: Office) -> None:
    """With the digest of its bytes; not what is dated anew, nor what shows persons."""
    found = {file["path"]: file["sha256"] for file in document(packed)["files"]}
    apart = document(packed)["apart"]
    for path in (path for path in packed.site.rglob("*") if path.is_file()):
        name = path.relative_to(packed.site).as_posix()
        known = found.get(name)
        if badge_pages.shows_persons(name):
            assert known is None
            continue
        assert name in apart or known == hashlib.sha256(path.read_bytes()).hexdigest(), name
    assert not any(name.endswith(".html") for name in apart if name != "v/index.html")


def test_every_clause_leads_to_a_page_with_its_anchor(packed: Office) -> None:
    """What the record names is on the site."""
    for item in document(packed)["items"]:
        if item.get("file"):
            page = (packed.site / item["file"]).read_text(encoding="utf-8")
            assert f'id="{item["anchor"]}"' in page if "anchor" in item else page


def test_an_item_says_who_approved_it_and_when(packed: Office) -> None:
    """Owner, approval and review stand beside the clause."""
    (item,) = [one for one in document(packed)["items"] if one["clause"] == "redress.appeals"]
    assert item["approved_by"]
    assert item["approved"] == "2025-03-10"
    assert (item["owner"], item["review_by"]) == ("Prof. Elias Corrigan-Adeyemi", "2044-03-31")


def test_the_paper_can_be_read(packed: Office) -> None:
    """Body, day, clauses, digests and the command to check stand on it, and no verdict."""
    data = record(packed).with_suffix(".pdf").read_bytes()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    text = " ".join(text.split())
    for word in ("20 November 2026", "Demonstration", "7.2.2 a", f"evidence check {NAME}.json"):
        assert word in text
    assert not {"conforms", "conformity", "compliant"} & set(text.lower().split())


def test_the_paper_is_an_archive_and_accessible(packed: Office) -> None:
    """PDF/A-3a and PDF/UA-1, as its metadata says."""
    data = record(packed).with_suffix(".pdf").read_bytes()
    assert b"pdfaid:part>3<" in data.replace(b'"', b"")
    assert b"pdfuaid:part>1<" in data


def test_the_same_record_gives_the_same_paper(packed: Office) -> None:
    """No clock and no machine is in it."""
    data = record(packed).read_bytes()
    manifest, signed = dossier.read(data, "x")
    body = content.load(packed.folder / "content").body
    once, again = (dossier.render(manifest, signed, data, body=body) for _ in range(2))
    assert once == again == record(packed).with_suffix(".pdf").read_bytes()


# Checking


def test_an_unchanged_site_is_the_same(packed: Office) -> None:
    """Exit code 0, and how many files were compared."""
    done = checked(packed)
    assert done.code == 0
    count = len(document(packed)["files"])
    assert f"{count} of {count} files are the same" in done.out


def test_the_pdf_alone_can_be_checked(packed: Office) -> None:
    """Who received the paper alone needs nothing else."""
    paper = record(packed).with_suffix(".pdf")
    assert packed.run("evidence", "check", paper, "--site", packed.site).code == 0


def test_a_changed_page_is_named_with_its_clauses(own: Office) -> None:
    """The assessor sees which items to read again."""
    page = own.site / "appeals" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"30 days", b"10 days"))
    done = checked(own)
    assert done.code == 1
    assert "appeals/index.html: changed" in done.out
    assert "appeals are handled" in done.out.split("appeals/index.html")[1]


def test_a_page_that_is_gone_is_named(own: Office) -> None:
    """A page taken away is a difference too."""
    (own.site / "fees" / "index.html").unlink()
    found = checked(own, "--json").object
    assert {"path": "fees/index.html", "is": str(Difference.GONE)} in found["differences"]
    assert found["genuine"] is True
    assert found["holds"] is False


def test_the_daily_refresh_changes_nothing(own: Office) -> None:
    """Status lists signed anew, and a build of the same texts another day, are no difference."""
    later = NOW + timedelta(days=2)
    own.ok("status", "refresh", "--all", now=later)
    own.ok("build", now=later)
    assert checked(own).code == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": "Somebody else"}, "proof.signature_invalid"),
        ({"files": []}, "proof.signature_invalid"),
        ({"day": "2026-11-21"}, "proof.signature_invalid"),
        ({"issuer": "did:web:other.example.org"}, "issuer.other"),
    ],
)
def test_an_altered_record_is_not_genuine(own: Office, changed: dict[str, Any], code: str) -> None:
    """Any change breaks the signature, and nothing else is said then."""
    found = forged(own, changed).object
    assert (found["genuine"], found["signature"]) == (False, code)
    assert found["differences"] == []


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("verificationMethod", "did:web:certs.example.org#certificates-1", "key.role"),
        ("verificationMethod", "did:web:certs.example.org#status-9", "key.not_found"),
        ("cryptosuite", "eddsa-rdfc-2022", "proof.suite_unknown"),
        ("proofPurpose", "authentication", "proof.malformed"),
        ("@context", "https://www.w3.org/ns/credentials/v2", "proof.malformed"),
    ],
)
def test_a_proof_of_another_kind_is_not_accepted(
    own: Office, member: str, value: str, code: str
) -> None:
    """The status key alone signs packs, in one way."""
    found = forged(own, {"proof": {**document(own)["proof"], member: value}}).object
    assert (found["genuine"], found["signature"]) == (False, code)


def test_a_strangers_key_is_not_accepted(own: Office) -> None:
    """A record signed by a key that the site does not publish says nothing."""
    bare = {name: value for name, value in document(own).items() if name != "proof"}
    stranger = signer(Role.STATUS, 1, "stranger")
    record(own).write_bytes(dossier.sign(bare, stranger, NOW))
    assert checked(own, "--json").object["signature"] == "proof.signature_invalid"


def test_a_record_is_checked_over_the_network(tmp_path: Path) -> None:
    """Keys and files come from the site that the record names, with no folder at hand."""
    with served(tmp_path / "body" / "site") as origin:
        body = office.begun(tmp_path / "body", f"{origin}/")
        body.ok("build")
        body.ok("evidence")
        done = body.run("evidence", "check", record(body), "--json")
    assert (done.code, done.object["holds"]) == (0, True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no manifest"),
        (b"{}", "no manifest"),
        (b"[1]", "no manifest"),
        (b'{"certpress": "evidence", "certpress": "evidence"}', "twice"),
        (b"%PDF-1.7 broken", "PDF"),
        (b"\xff\xfe", "no manifest"),
    ],
)
def test_what_is_no_record_is_told(own: Office, data: bytes, said: str) -> None:
    """An error with the next step, and no traceback."""
    record(own).write_bytes(data)
    done = checked(own)
    assert done.code == 1
    assert said in done.err


def test_a_path_that_leads_out_of_the_site_is_no_record(own: Office) -> None:
    """A record never asks for files beside the site."""
    (file, *_) = document(own)["files"]
    done = forged(own, {"files": [{**file, "path": "../keys/backup.json"}]})
    assert done.object["genuine"] is False


def test_a_site_without_keys_says_nothing(own: Office, tmp_path: Path) -> None:
    """Without the published keys the record remains open: exit code 4, not a verdict."""
    (tmp_path / "bare").mkdir()
    done = own.run("evidence", "check", record(own), "--site", tmp_path / "bare")
    assert done.code == 4
    assert "nothing can be said" in done.err


def test_another_site_is_not_compared(own: Office) -> None:
    """A record is of one address."""
    done = own.run("evidence", "check", record(own), "--site", "https://other.example.org/")
    assert done.code == 2
    assert "https://certs.example.org/" in done.err


# Writing


def test_without_a_site_there_is_no_pack(empty: Office) -> None:
    """What was not published cannot be recorded."""
    assert "certpress build" in empty.refused("evidence", code=3)


def test_a_text_that_changed_since_the_build_is_told(body: Office) -> None:
    """The record would be of a page that is no longer what the texts say."""
    body.replace("content/pages/fees.md", "Prices include tax.", "Prices include every tax.")
    said = body.refused("evidence", code=1)
    assert "fees/index.html" in said
    assert "certpress build" in said


def test_a_draft_says_so_and_names_what_is_missing(body: Office) -> None:
    """What is missing leads nowhere, and nobody has approved it."""
    (body.folder / "content" / "pages" / "appeals.md").write_text(
        "---\ntitle: Appeals\n---\n\n[[to write: how]]\n", encoding="utf-8"
    )
    for path in body.folder.glob("content/pages/*/appeals.md"):
        path.unlink()
    body.ok("build", "--allow-draft")
    body.ok("evidence")
    (item,) = [one for one in document(body)["items"] if one["clause"] == "redress.appeals"]
    assert document(body)["draft"] is True
    assert item["state"] == "missing"
    assert not {"page", "file", "approved_by"} & set(item)


def test_a_locked_key_writes_nothing(body: Office) -> None:
    """Without its passphrase the status key signs nothing, and no half of a pack is left."""
    assert "passphrase" in body.refused("evidence", code=3, env={PHRASE: "wrong horse battery"})
