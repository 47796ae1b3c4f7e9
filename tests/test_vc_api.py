"""The HTTP door for the official test suites: each row of its table, good and bad."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from certpress import status
from tests import vc_api
from tests.vcdm import resources
from tests.vcdm.caller import (
    ABSENT,
    DID,
    PLAIN,
    SIGNER,
    ask,
    changed,
    issue,
    open_door,
    refused,
    verify,
)

ROOT = Path(__file__).parent.parent
VECTORS = ROOT.parent / "shared" / "vectors" / "vc-di-eddsa" / "TestVectors"
URL = "https://example.org/"
published = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="the W3C's signed vectors are not beside this checkout"
)


@pytest.fixture(scope="module")
def origins() -> Iterator[tuple[str, str]]:
    """The http and the https origin of an open door."""
    with open_door() as addresses:
        yield addresses


@pytest.fixture
def plain(origins: tuple[str, str]) -> str:
    """The http origin of the open door."""
    return origins[0]


@pytest.mark.parametrize("suite", ["rdfc", "jcs", "bsl"])
def test_what_is_issued_verifies(plain: str, suite: str) -> None:
    """A credential comes back signed, whole and unchanged, and the door verifies it."""
    code, signed = issue(plain, suite, PLAIN)
    assert code == 201
    assert {name: signed[name] for name in PLAIN} == PLAIN
    assert signed["proof"]["verificationMethod"] == SIGNER.method
    assert verify(plain, signed) == (200, {"verified": True, "checks": ["proof"]})
    altered = {**signed, "credentialSubject": {"id": "did:example:person", "grade": "3"}}
    refused(verify(plain, altered), "the signature does not hold")


def test_https_answers_as_http_does(origins: tuple[str, str]) -> None:
    """Over https, with the door's own certificate, a credential is issued and verifies."""
    code, signed = issue(origins[1], "jcs", PLAIN)
    assert code == 201
    assert verify(origins[1], signed)[0] == 200


def test_credentials_of_the_older_data_model_get_the_terms_of_proofs(plain: str) -> None:
    """A 1.1 credential is signed with the Data Integrity context behind its own."""
    older = {"@context": [resources.CREDENTIALS_V1], "validFrom": ABSENT}
    subject = {"id": "did:example:person"}
    dated = {"issuanceDate": "2020-03-16T22:37:26.544Z", "credentialSubject": subject}
    code, signed = issue(plain, "rdfc", changed(PLAIN, {**older, **dated}))
    assert code == 201
    assert signed["@context"] == [resources.CREDENTIALS_V1, resources.DATA_INTEGRITY_V2]
    assert verify(plain, signed)[0] == 200


def test_the_status_list_is_where_the_entry_says(plain: str) -> None:
    """At /bsl a credential gets an entry; its list is served in full length, and verifies."""
    signed = issue(plain, "bsl", PLAIN)[1]
    entry = signed["credentialStatus"]
    assert set(entry) == {"type", "statusPurpose", "statusListIndex", "statusListCredential"}
    code, listed = ask(entry["statusListCredential"])
    assert (code, listed["id"]) == (200, entry["statusListCredential"])
    bits = status.decode(listed["credentialSubject"]["encodedList"])
    assert not status.bit(bits, int(entry["statusListIndex"]))
    assert verify(plain, listed)[0] == 200
    assert verify(plain, signed, checks=["proof", "credentialStatus"])[0] == 200


def test_each_entry_has_a_position_of_its_own(plain: str) -> None:
    """Two credentials never share a position, and an entry of another list stays beside it."""
    other = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "suspension",
        "statusListIndex": "7",
        "statusListCredential": URL,
    }
    first = issue(plain, "bsl", PLAIN)[1]["credentialStatus"]
    code, signed = issue(plain, "bsl", {**PLAIN, "credentialStatus": other})
    assert code == 201
    assert signed["credentialStatus"][0] == other
    assert signed["credentialStatus"][1]["statusListIndex"] != first["statusListIndex"]
    reply = verify(plain, signed, checks=["proof", "credentialStatus"])
    refused(reply, "a list that is not published here")


NO_REQUESTS = [
    b"",
    b"not JSON",
    b"[]",
    b'"text"',
    b"\xff",
    b'{"a": 1, "a": 2}',
    b'{"a": NaN}',
    b"[" * 9000,
]


@pytest.mark.parametrize("data", NO_REQUESTS)
@pytest.mark.parametrize(
    "path",
    [
        "/jcs/credentials/issue",
        "/bsl/credentials/issue",
        "/credentials/verify",
        "/presentations/verify",
    ],
)
def test_what_is_no_request_is_answered_in_json(plain: str, path: str, data: bytes) -> None:
    """A body that is no JSON object is refused with 400 and the reason."""
    code, content = ask(plain + path, data)
    assert (code, content["errors"][0][:7]) == (400, "request")


@pytest.mark.parametrize(
    "odd", ["text", None, 5, [], {}, ["text"], {"type": ["NonconformingDocument"]}]
)
def test_documents_that_are_none(plain: str, odd: Any) -> None:
    """A text, a number, nothing or another kind of document is refused wherever it is sent."""
    for suite in ("rdfc", "jcs", "bsl"):
        assert issue(plain, suite, odd)[0] == 422
    assert verify(plain, odd)[0] == 422
    assert ask(f"{plain}/presentations/verify", {"verifiablePresentation": odd})[0] == 422


def test_a_missing_document_or_odd_options(plain: str) -> None:
    """Without a document, with options that are none, or for a check unknown here: 400."""
    refused(ask(f"{plain}/jcs/credentials/issue", {}), "credential is missing")
    refused(ask(f"{plain}/credentials/verify", {}), "verifiableCredential is missing")
    refused(ask(f"{plain}/presentations/verify", {}), "verifiablePresentation is missing")
    body = {"verifiableCredential": PLAIN}
    odds: list[Any] = [
        None,
        [],
        {"checks": "proof"},
        {"checks": ["proof", "weather"]},
        {"checks": [[]]},
    ]
    for odd in odds:
        reply = ask(f"{plain}/credentials/verify", {**body, "options": odd})
        assert reply[0] == 400
        refused(reply, "request.options")


def test_a_credential_is_signed_once(plain: str) -> None:
    """A credential that has a proof already is not signed again."""
    refused(issue(plain, "jcs", issue(plain, "rdfc", PLAIN)[1]), "already has one")


def test_other_addresses_are_not_found(plain: str) -> None:
    """Nothing answers elsewhere: 404, in JSON."""
    assert ask(f"{plain}/")[0] == 404
    assert ask(f"{plain}/bsl/status/revocation/2.json")[0] == 404
    assert ask(f"{plain}/credentials/issue", {})[0] == 404


@pytest.mark.parametrize("length", ["", "x", "-1", "1048577", "²"])
def test_a_body_of_unknown_or_excessive_length(plain: str, length: str) -> None:
    """A request whose length is not said, or is beyond a megabyte, is refused unread."""
    parts = urlsplit(plain)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as client:
        head = f"POST /credentials/verify HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        client.sendall(head.encode("latin-1", "replace"))
        with client.makefile("rb") as reply:
            assert b" 400 " in reply.read()


@published
@pytest.mark.parametrize(
    "name",
    [
        "eddsa-rdfc-2022/signedDataInt",
        "eddsa-jcs-2022/signedJCS",
        "proof-set-chain/signedProofSet1",
        "proof-set-chain/signedProofSet2",
        "proof-set-chain/signedProofChain1",
        "proof-set-chain/signedProofChain2",
    ],
)
def test_the_published_signed_vectors(plain: str, name: str) -> None:
    """The W3C's signed documents verify, sets and chains included; with another name none does."""
    signed = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    assert verify(plain, signed)[0] == 200
    refused(verify(plain, {**signed, "name": "Another"}), "the signature does not hold")


@published
def test_a_chain_without_its_first_proof(plain: str) -> None:
    """Where a proof of a chain was taken away, the one that follows it is refused."""
    path = VECTORS / "proof-set-chain" / "signedProofChain1.json"
    signed = json.loads(path.read_text(encoding="utf-8"))
    refused(verify(plain, {**signed, "proof": signed["proof"][1:]}), "proof.previousProof")


def test_the_one_command(tmp_path: Path) -> None:
    """`python -m tests.vc_api` opens the door and writes the file with which a suite finds it."""
    config = tmp_path / "localConfig.cjs"
    command = [sys.executable, "-m", "tests.vc_api", "--http-port", "0", "--https-port", "0"]
    with subprocess.Popen(
        [*command, "--config", str(config)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as door:
        assert door.stdout is not None
        said = "".join(door.stdout.readline() for _ in range(3))
        door.terminate()
    found = re.search(r"listening on (http://127.0.0.1:\d+) and (https://127.0.0.1:\d+)", said)
    assert found
    text = config.read_text(encoding="utf-8")
    written = json.loads(text.removeprefix("module.exports = ").removesuffix(";\n"))
    issuer = written["implementations"][0]["issuers"][0]
    assert (issuer["id"], issuer["endpoint"]) == (DID, f"{found[2]}/rdfc/credentials/issue")


def test_it_listens_on_this_machine_alone(origins: tuple[str, str]) -> None:
    """Both origins are of 127.0.0.1, and the key is the one that every run has."""
    assert all(urlsplit(origin).hostname == vc_api.HOST == "127.0.0.1" for origin in origins)
    assert vc_api.identity() == SIGNER
