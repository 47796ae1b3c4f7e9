"""certpress verify: every way in, every outcome, and nothing that could end in a traceback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from certpress.cli import serving
from certpress.evidence import LARGEST_FILE
from tests import office
from tests.office import (
    AUTHORISED,
    BASE,
    EXPIRED,
    NOT_YET,
    RECERTIFIED,
    REDUCED,
    SUSPENDED,
    VALID,
    WITHDRAWN,
    Office,
)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a free port of this machine; its address."""
    with serving.start(folder, "127.0.0.1:0") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def link(published: Office, number: str = VALID) -> str:
    """The text of a certificate's code, as an independent decoder reads it."""
    return office.decoded(published.paper(number, "qr.png"))


def codes(found: dict[str, Any]) -> list[str]:
    return [check["code"] for check in found["checks"]]


# Ways in


@pytest.mark.parametrize("name", ["certificate.json", "certificate.pdf", "qr.png"])
def test_each_document_of_a_certificate_is_valid(published: Office, name: str) -> None:
    """The credential, the paper and the picture of the code give the same answer: exit code 0."""
    done = published.verify(published.paper(VALID, name))
    assert (done.code, done.object["outcome"]) == (0, "valid")


def test_a_link_its_digits_and_a_text_file_with_it(published: Office, tmp_path: Path) -> None:
    """What a phone reads from the code can be checked as text, typed or in a file."""
    text = tmp_path / "code.txt"
    text.write_text(f"  {link(published)}\r\n", encoding="utf-8")
    for what in (link(published), link(published).split("#")[1], text):
        assert published.verify(what).code == 0


@pytest.mark.parametrize("name", ["certificate.json", "certificate.pdf", "qr.png", "link"])
def test_standard_input(published: Office, name: str) -> None:
    """`-` takes the same from another program."""
    data = link(published).encode() if name == "link" else published.paper(VALID, name).read_bytes()
    done = published.run("verify", "-", "--site", published.site, stdin=data)
    assert done.code == 0
    assert done.out.startswith("VALID\n")


def test_an_address_of_a_document(published: Office) -> None:
    """A credential, paper or picture on the web is fetched from the address that was typed."""
    with served(published.documents) as origin:
        for name in ("certificate.json", "certificate.pdf", "qr.png"):
            assert published.verify(f"{origin}{VALID}/{name}").code == 0
        done = published.verify(f"{origin}absent.json")
    assert (done.code, codes(done.object)) == (1, ["evidence.unavailable"])


def test_over_the_network(published: Office, tmp_path: Path) -> None:
    """In the folder of a body whose address answers, no built site need be named."""
    with served(published.site) as origin:
        other = address_changed(published, tmp_path, origin)
        done = other.run("verify", link(published).replace(BASE, origin), "--json")
    assert codes(done.object)[-1] == "issuer.other"  # reached, and of another name


def address_changed(published: Office, folder: Path, base: str) -> Office:
    """A copy of the body that says another address; it was never built for that."""
    moved = published.copy(folder / "moved")
    moved.replace("content/body.yml", f"base_url: {BASE}", f"base_url: {base}")
    return moved


# What it says


def test_the_report_as_json(published: Office) -> None:
    """One object with these members and no other: programs depend on it."""
    found = published.verify(published.paper(VALID)).object
    assert set(found) == {"outcome", "newer_exists", "checks", "certificate", "status_as_of"}
    assert all(set(check) == {"code", "outcome", "text", "where"} for check in found["checks"])
    certificate = found["certificate"]
    assert certificate["number"] == VALID
    assert certificate["name"] == "Łucja Żółkiewska"
    assert certificate["scheme"] == "Non-destructive testing personnel"
    assert certificate["edition"] == "2017-1"
    assert [item["code"] for item in certificate["scope"]] == ["UT-2-W", "MT-2-W", "PT-2-W"]
    assert (certificate["from"], certificate["until"]) == ("2026-01-15", "2031-01-14")
    assert found["status_as_of"] == "2026-11-20T09:00:00Z"


def test_the_report_for_people(published: Office) -> None:
    """A word, who, which scope, the dates, the age of the status, whom to ask, every check."""
    shown = published.run("verify", published.paper(VALID), "--site", published.site).out
    assert shown.startswith("VALID\n\nŁucja Żółkiewska\n")
    for said in ("UT-2-W", "from 2026-01-15 until 2031-01-14", "status as of 2026-11-20T09:00:00Z"):
        assert said in shown
    assert "photo identity document" in shown
    assert "+44 1632 960417" in shown
    assert "✓ the signature holds [proof.valid]" in shown


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        (VALID, "valid"),
        (RECERTIFIED, "valid"),
        (REDUCED, "valid"),
        (SUSPENDED, "suspended"),
        (WITHDRAWN, "withdrawn"),
        (NOT_YET, "not_yet_valid"),
        (EXPIRED, "expired"),
    ],
)
def test_each_state_has_its_outcome(published: Office, number: str, outcome: str) -> None:
    """Exit code 0 for valid alone; on paper and in the code alike."""
    for name in ("certificate.pdf", "qr.png"):
        done = published.verify(published.paper(number, name))
        assert (done.code, done.object["outcome"]) == (int(outcome != "valid"), outcome)


@pytest.mark.parametrize(("number", "outcome"), [(RECERTIFIED, "expired"), (REDUCED, "replaced")])
def test_the_older_paper_of_a_number(published: Office, number: str, outcome: str) -> None:
    """The paper before the recertification or the reduction says that a newer one was issued."""
    (old,) = [path for path in published.paper(number, "").iterdir() if path.is_dir()]
    done = published.verify(old / "certificate.pdf")
    assert (done.code, done.object["outcome"]) == (1, outcome)
    assert done.object["newer_exists"] is True


def test_past_the_last_day(body: Office) -> None:
    """The last day is valid, the next is not; with lists of that day."""
    last = datetime(2031, 1, 14, 23, 59, 59, tzinfo=UTC)
    for now, outcome in ((last, "valid"), (last + timedelta(seconds=1), "expired")):
        body.ok("status", "refresh", now=now)
        assert body.verify(body.paper(VALID), now=now).object["outcome"] == outcome


def test_lists_that_are_out_of_date(published: Office) -> None:
    """A week after the last refresh the answer is "could not be checked", never "valid"."""
    later = published.now + timedelta(days=7, seconds=1)
    found = published.verify(published.paper(VALID), "--now", later.isoformat()).object
    assert found["outcome"] == "not_checked"
    assert "status.expired" in codes(found)
    assert found["certificate"]["number"] == VALID  # what the signature alone proves


@pytest.mark.parametrize("purpose", ["revocation", "suspension", "refresh"])
def test_a_list_that_is_gone(body: Office, purpose: str) -> None:
    """Without one of the three lists nothing is valid."""
    (body.site / "status" / purpose / "1.json").unlink()
    found = body.verify(body.paper(VALID)).object
    assert found["outcome"] == "not_checked"
    assert "status.unavailable" in codes(found)


def test_a_life_from_grant_to_withdrawal(body: Office) -> None:
    """Suspended, reinstated, withdrawn: each decision shows with the next refresh."""
    for kind, outcome in (
        ("suspend", "suspended"),
        ("reinstate", "valid"),
        ("withdraw", "withdrawn"),
    ):
        body.decide(kind, VALID)
        body.ok("status", "refresh")
        assert body.verify(body.paper(VALID)).object["outcome"] == outcome


def test_a_corrected_name_replaces_the_paper(body: Office) -> None:
    """The old paper says "replaced", the new one is valid under the same number."""
    old = body.paper(VALID).read_bytes()
    body.ok("decide", "correct", VALID, "--name", "Łucja Nowak", *office.BY, *AUTHORISED)
    body.ok("issue")
    body.ok("build")
    assert body.verify(body.file(old, "old.pdf")).object["outcome"] == "replaced"
    assert body.verify(body.paper(VALID)).object["certificate"]["name"] == "Łucja Nowak"


# The network fails


def test_a_body_that_cannot_be_reached(published: Office, tmp_path: Path) -> None:
    """Nobody listens at the body's address: "could not be checked", exit code 1, no more."""
    with serving.start(tmp_path, "127.0.0.1:0") as server:
        closed = f"http://127.0.0.1:{server.server_port}/"
    moved = address_changed(published, tmp_path, closed)
    done = moved.run("verify", link(published).replace(BASE, closed), "--json")
    assert (done.code, done.object["outcome"]) == (1, "not_checked")


@pytest.mark.parametrize("name", ["certificate.json", "qr.png"])
@pytest.mark.parametrize("host", ["127.0.0.1%3A9", "[", "a b", "x" * 300, ""])
def test_an_issuer_that_is_nowhere(published: Office, name: str, host: str) -> None:
    """An issuer whose address does not answer, or is none, is an outcome too."""
    issuer = f"did:web:{host}"
    words = ("verify", published.paper(VALID, name), "--issuer", issuer, "--json")
    done = published.run(*words)
    assert done.code in (1, 2)
    assert "Traceback" not in done.err


def test_an_issuer_of_another_kind(published: Office) -> None:
    """Only did:web is known."""
    said = published.refused("verify", "1234", "--issuer", "did:key:z6Mk", code=2)
    assert "not a did:web" in said


def test_the_site_of_another_body(published: Office) -> None:
    """A site that is not the named issuer's is a mistake of whoever typed it."""
    words = ("verify", "1234", "--site", published.site, "--issuer", "did:web:other.example")
    assert "did:web:certs.example.org" in published.refused(*words, code=2)


def test_a_folder_that_is_no_site(published: Office, tmp_path: Path) -> None:
    """A folder that certpress did not build is told apart from a bad certificate."""
    said = published.refused("verify", published.paper(VALID), "--site", tmp_path, code=3)
    assert "certpress build" in said


# What is not a certificate


def pdf(folder: Path, *attached: bytes, password: str = "") -> Path:
    """An ordinary PDF with JSON files inside."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    for number, data in enumerate(attached):
        writer.add_attachment(f"certificate-{number}.json", data)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    with (folder / "made.pdf").open("wb") as file:
        writer.write(file)
    return folder / "made.pdf"


def told(published: Office, what: Path | str) -> list[str]:
    """The codes of a report on something that is not valid."""
    done = published.verify(what)
    assert done.code == 1
    assert done.object["outcome"] in ("not_checked", "not_genuine")
    assert done.object["certificate"] is None
    return codes(done.object)


def test_pdfs_that_hold_no_certificate_or_several(published: Office, tmp_path: Path) -> None:
    """None, two different ones, or one behind a password: a reason each."""
    one, two = (published.paper(n, "certificate.json").read_bytes() for n in (VALID, REDUCED))
    assert told(published, pdf(tmp_path)) == ["evidence.none_found"]
    assert told(published, pdf(tmp_path, one, two)) == ["evidence.several"]
    assert told(published, pdf(tmp_path, one, password="x")) == ["evidence.unreadable"]
    assert published.verify(pdf(tmp_path, one)).code == 0


@pytest.mark.parametrize("share", [0.001, 0.05, 0.3, 0.6, 0.95, 0.999])
def test_a_paper_cut_short(published: Office, tmp_path: Path, share: float) -> None:
    """A half-downloaded PDF is an outcome, whatever is left of it."""
    whole = published.paper(VALID).read_bytes()
    path = tmp_path / "half.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    done = published.verify(path)
    assert done.code == 1 or done.object["certificate"]["number"] == VALID


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0", b"II*\x00"],
    ids=repr,
)
def test_the_beginning_of_a_file(published: Office, tmp_path: Path, data: bytes) -> None:
    """A file that ends where it should begin is an outcome."""
    path = tmp_path / "thing"
    path.write_bytes(data)
    assert told(published, path)[0].startswith("evidence.")


def test_a_picture_without_a_code_and_one_with_two(published: Office, tmp_path: Path) -> None:
    """Neither is guessed at."""
    codes_seen = [Image.open(published.paper(n, "qr.png")).convert("L") for n in (VALID, REDUCED)]
    both = Image.new("L", (2 * codes_seen[0].width + 200, codes_seen[0].height + 200), 255)
    both.save(tmp_path / "white.png")
    both.paste(codes_seen[0], (0, 0))
    both.paste(codes_seen[1], (codes_seen[0].width + 100, 0))
    both.save(tmp_path / "two.png")
    assert told(published, tmp_path / "white.png") == ["evidence.none_found"]
    assert told(published, tmp_path / "two.png") == ["evidence.several"]


def test_a_file_of_fifty_megabytes(published: Office, tmp_path: Path) -> None:
    """It is not read at all."""
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert told(published, path) == ["evidence.too_large"]
    data = b"1" * (LARGEST_FILE + 1)
    done = published.run("verify", "-", "--json", "--site", published.site, stdin=data)
    assert codes(done.object) == ["evidence.too_large"]


def test_a_code_of_another_site(published: Office) -> None:
    """A code that leads elsewhere is named as such, with the address."""
    found = published.verify(link(published).replace(BASE, "https://certs.example.com/")).object
    assert (found["outcome"], codes(found)) == ("not_checked", ["issuer.other"])
    assert found["checks"][0]["where"] == "https://certs.example.com/v/"


HOSTILE = [
    b"{}",
    b'{"a":1,"a":2}',
    b"{" * 100_000,
    b'{"a":' * 60_000 + b"1" + b"}" * 60_000,
    b'{"n":' + b"9" * 6_000 + b"}",
    b'{"n":1e999999}',
    b'{"n":NaN}',
    b'{"s":"\\ud800"}',
    b'{"s":"\\u0000"}',
    b'{"@context":["https://www.w3.org/ns/credentials/v2"]}',
    b'{"proof":[]}',
    b'{"issuer":{"id":["x"]},"proof":{}}',
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:24]))
def test_hostile_json(published: Office, tmp_path: Path, data: bytes) -> None:
    """Whatever a file holds, the answer is an outcome with a code."""
    path = tmp_path / "thing.json"
    path.write_bytes(data)
    assert told(published, path)


@pytest.mark.parametrize(
    "member", ["issuer", "validFrom", "credentialSubject", "credentialStatus", "proof", "@context"]
)
@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [[]], {"id": {}}], ids=repr)
def test_a_member_of_another_type(
    published: Office, tmp_path: Path, member: str, value: object
) -> None:
    """A certificate with one member exchanged is not genuine."""
    document = json.loads(published.paper(VALID, "certificate.json").read_bytes())
    path = tmp_path / "changed.json"
    path.write_text(json.dumps({**document, member: value}), encoding="utf-8")
    assert published.verify(path).object["outcome"] == "not_genuine"


@pytest.mark.parametrize(
    "what",
    ["1", "0" * 300, "9" * 5_000, "http://[", "http://", "https://#1", "http://a b/", "x" * 300],
)
def test_words_that_are_nothing(published: Office, what: str) -> None:
    """Typed nonsense is an outcome, or a usage error where it names no file."""
    done = published.verify(what)
    assert done.code in (1, 2)
    assert "Traceback" not in done.err


def test_one_changed_digit(published: Office) -> None:
    """A code with any one digit changed is not genuine."""
    text = link(published)
    start = text.index("#") + 1
    for place in range(start, len(text), 97):
        digit = str((int(text[place]) + 1) % 10)
        found = published.verify(text[:place] + digit + text[place + 1 :]).object
        assert found["outcome"] in ("not_genuine", "not_checked")
        assert found["certificate"] is None
