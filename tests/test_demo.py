"""certpress demo: the whole path with an invented body, on any day, at any address."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from certpress import compact, demonstration, pdf
from certpress.cli import serving
from tests import office, world
from tests.office import PHRASE, Office, tree

ROOT = Path(__file__).parent.parent
LATER = datetime(2029, 11, 20, 12, tzinfo=UTC)  # three years on
LEAP_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)
PASSPHRASE = "demonstration"
AFTERWARDS = 2  # decided on persons after they had their badges
COUNT = 409  # decisions; six of its 403 rows hold items that end on days of their own


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration that was made once, and what the command said."""

    office: Office
    origin: str
    said: str


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One process at a time; the others wait."""
    while True:
        try:
            place.mkdir()
            break
        except FileExistsError:
            time.sleep(0.2)
    try:
        yield
    finally:
        place.rmdir()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration as it would be made three years on, at a local address; made once."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with alone(shared / "demo.lock"):
        note = shared / "demo.json"
        if not note.is_file():
            origin = f"http://127.0.0.1:{free_port()}/"
            command = [sys.executable, "-m", "certpress", "--now", "2029-11-20", "demo"]
            command += [str(shared / "demo"), "--base-url", origin, "--no-serve"]
            environment = {k: v for k, v in office.environment().items() if k != PHRASE}
            done = subprocess.run(
                command, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            note.write_text(json.dumps([origin, done.returncode, done.stderr]), encoding="utf-8")
        origin, code, said = json.loads(note.read_text(encoding="utf-8"))
    assert code == 0, said
    return Demo(office=Office(shared / "demo", LATER), origin=origin, said=said)


@contextmanager
def serving_at(made: Demo) -> Iterator[None]:
    """The demonstration's site on the address that its codes name."""
    listen = made.origin.removeprefix("http://").rstrip("/")
    with serving.start(made.office.site, listen) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def newest(made: Demo) -> list[Path]:
    """The folder of each number."""
    return sorted(made.office.documents.iterdir())


def test_it_says_what_it_did(demo: Demo) -> None:
    """Each step with its counts, its time and its files."""
    for step in ("a folder to begin with:", "keys:", "decisions:", "certificates:", "site:"):
        assert f"{step}\n" in demo.said
    assert demo.said.count(" s\n") >= 5
    assert f"{COUNT - AFTERWARDS} decisions recorded, 0 recorded before" in demo.said
    assert "certificates signed" in demo.said
    assert "checks will work until 2029-11-27" in demo.said


def test_everything_lies_where_others_look_for_it(demo: Demo) -> None:
    """Register, documents of all persons, site, keys."""
    files = demo.office.folder
    assert (files / "credentials" / "register.sqlite").is_file()
    assert (files / "keys" / "did.json").is_file()
    site = demo.office.site
    for name in ("index.html", "v/index.html", ".well-known/did.json", "schemes/editions.json"):
        assert (site / name).is_file(), name
    for scheme in ("ndt", "qms", "dpo"):
        assert (site / "schemes" / scheme / "2017-1" / "index.html").is_file()
        assert (site / "schemes" / scheme / "2017-1" / "scheme.json").is_file()
    assert len(list((site / "status").glob("*/1.json"))) == 4  # three purposes, and badges
    assert len(list((site / "qr").iterdir())) == 3
    with demo.office.register() as register:
        issued = list(register.issued())
        people = {register.certification(one.number).person for one in issued}
    assert len({person.id for person in people if person}) == 300
    assert len(list(demo.office.documents.rglob("certificate.pdf"))) == len(issued)


def test_three_years_on_the_mix_is_the_same(demo: Demo) -> None:
    """Every outcome that a checker can meet is there, whatever the day."""
    with demo.office.register() as register:
        outcomes = Counter(
            str(register.certification(one.number).outcome(LATER.date()))
            for one in register.issued()
            if one.current
        )
    assert outcomes == {
        "valid": 265, "withdrawn": 18, "expired": 16, "suspended": 11, "not_yet_valid": 2
    }  # fmt: skip


def test_every_code_is_read_back(demo: Demo) -> None:
    """All codes of all certificates, by an independent decoder: the address and the stored code."""
    with demo.office.register() as register:
        codes = {one.number: one.code for one in register.issued() if one.current}
    for folder in newest(demo):
        read = office.decoded(folder / "qr.png")
        assert read == f"{demo.origin}v/#{compact.digits(codes[folder.name])}"


def test_every_paper_carries_its_credential(demo: Demo) -> None:
    """All papers, names in all scripts."""
    for folder in newest(demo)[::6]:
        found = pdf.credentials((folder / "certificate.pdf").read_bytes())
        assert found == ((folder / "certificate.json").read_bytes(),)


def test_codes_verify_over_the_network(demo: Demo) -> None:
    """Served at the address that its codes name, as a telephone would reach it: exit code 0."""
    with demo.office.register() as register:
        valid = [
            one.number
            for one in register.issued()
            if one.current and register.certification(one.number).outcome(LATER.date()) == "valid"
        ]
    with serving_at(demo):
        for number in valid[::60]:
            for name in ("qr.png", "certificate.pdf"):
                done = demo.office.run("verify", demo.office.paper(number, name), "--json")
                assert (done.code, done.object["outcome"]) == (0, "valid")


def test_a_second_run_changes_nothing(demo: Demo, tmp_path: Path) -> None:
    """The same day again: not a byte, nothing signed, no key needed."""
    copy = demo.office.copy(tmp_path / "demo")
    before = copy.tree()
    words = ("--now", "2029-11-20T18:00:00Z", "demo", str(copy.folder), "--no-serve")
    done = office.call(*words)
    assert done.code == 0, done.err
    assert f"0 decisions recorded, {COUNT - AFTERWARDS} recorded before" in done.err
    assert "0 certificates signed" in done.err
    assert "is up to date" in done.err
    assert copy.tree() == before


def test_another_address_for_a_folder_that_is_made(demo: Demo) -> None:
    """Codes that are printed cannot be moved: a new folder is asked for."""
    before = tree(demo.office.folder / "content")
    words = ("demo", str(demo.office.folder), "--base-url", "http://127.0.0.1:1/", "--no-serve")
    done = office.call(*words)
    assert done.code == 2
    assert "name a new folder" in done.err
    assert tree(demo.office.folder / "content") == before


def test_a_real_body_is_no_demonstration(empty: Office) -> None:
    """Invented decisions never reach a body that is not one."""
    empty.replace("content/body.yml", "demonstration: yes", "demonstration: no")
    before = empty.tree()
    done = office.call("demo", str(empty.folder), "--no-serve", env={PHRASE: office.PHRASE})
    assert done.code == 2
    assert "not a demonstration" in done.err
    assert empty.tree() == before


@pytest.mark.parametrize(
    "words",
    [
        *(("--base-url", "certs.example.org"), ("--base-url", "http://h/\nx: y")),
        *(("--base-url", "http://[/"), ("--base-url", "ftp://h/"), ("--listen", "8000")),
        ("--base-url", "https://certs.institute.io/"),  # somebody's, perhaps
    ],
)
def test_addresses_that_are_none(tmp_path: Path, words: tuple[str, str]) -> None:
    """A mistyped address is a usage error, and nothing is begun."""
    done = office.call("demo", str(tmp_path / "new"), *words, "--no-serve")
    assert done.code == 2
    assert "\nhint: " in done.err
    assert not (tmp_path / "new").exists()


def test_made_on_a_leap_day(tmp_path: Path) -> None:
    """On 29 February some thirty of its persons go the whole path."""
    folder = tmp_path / "leap"
    office.begun(folder)
    text = demonstration.decisions(LEAP_DAY.date()).decode("utf-8").splitlines(keepends=True)
    chosen = {line.split(",")[2] for line in text[1::12]}
    kept = [line for line in text[1:] if line.split(",")[2] in chosen and ",person" not in line]
    alone = [line for line in kept if not line.split(",")[3] or line.split(",")[3] in chosen]
    (folder / "credentials" / "decisions.csv").write_text(
        text[0] + "".join(alone), encoding="utf-8"
    )
    words = ("--now", LEAP_DAY.isoformat(), "demo", str(folder), "--no-serve")
    done = office.call(*words, env={PHRASE: world.PASSPHRASE})
    assert done.code == 0, done.err
    with Office(folder).register() as register:
        days = {one.valid_from for one in register.decisions() if one.valid_from}
    assert len(alone) > 25
    assert max(days) >= date(2027, 12, 1)


@pytest.mark.parametrize(
    "path",
    [
        *("site/index.html", "site/v/index.html", "credentials/register.sqlite"),
        *("credentials/register.sqlite-wal", "credentials/decisions.csv", "credentials/status/x"),
        *("credentials/documents/NDT-1/certificate.json", "keys/did.json", "keys/backup.json"),
        *("keys/certificates-1.key.json", "builder/certpress/_built/stamps.json", ".venv/x"),
        *("verifier/node_modules/x", "verifier/dist/x", "verifier/dist-node/x"),
        *(".site.417.staging/index.html", ".site.417.old/index.html", ".pages.417.staging/x"),
        *("keys/.did.json.417.new", "credentials/register.sqlite.new-417"),
    ],
)
def test_nothing_that_it_makes_is_tracked(path: str) -> None:
    """`make demo` in a checkout leaves `git status` clean, and even when it is killed."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout of the repository")
    command = [git, "check-ignore", "--quiet", "--no-index", path]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_what_is_the_bodys_own_is_tracked() -> None:
    """Only these of credentials/ and keys/ belong to the repository."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout of the repository")
    command = [git, "ls-files", "credentials", "keys", "site"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert set(shown.stdout.split()) == {
        "credentials/README.md", "credentials/demonstration.csv",
        "credentials/demonstration-consents.csv", "credentials/demonstration-undertakings.csv",
        "keys/README.md"
    }  # fmt: skip


def test_the_passphrase_of_the_demonstration_is_told(demo: Demo) -> None:
    """It protects nothing, and whoever wants to try more commands needs it."""
    copy = demo.office
    assert copy.run("keys", "check", env={PHRASE: PASSPHRASE}).code == 0


def test_the_mark_is_given_and_never_published(demo: Demo) -> None:
    """Crawling the built site finds nothing of the mark, nor of what people sign for it."""
    mark = demo.office.folder / "content" / "mark"
    secret = [path.read_bytes() for path in mark.iterdir() if path.suffix != ".md"]
    secret += [b"I undertake to keep to them", b"undertaking.en", b"mark/mark"]
    for path in demo.office.site.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not [one[:80] for one in secret if one in data], path
    assert len(list(demo.office.documents.glob("*/mark/mark.svg"))) > 10
