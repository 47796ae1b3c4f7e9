"""The whole path, from a decision to the verdict on a person's screen.

A body is made with the commands that its staff would use. The paper is rendered as a scanner would
see it, its code decoded by an independent decoder, and the very address in it opened in Chromium,
to which the built folder is the web site at that address.
"""

from __future__ import annotations

import json
import mimetypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, Route

ORIGIN = "https://certs.example.org/"
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
NOW = datetime.now(UTC).replace(microsecond=0)
BY = ("--decided-by", "Tomás Brightwater", "--basis", "file 1")
AUTHORISED = (
    *("--authorised-by", "Dr Maren Okafor-Lindqvist"),
    *("--authorised-role", "Head of Certification"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The body's folder, and its commands."""

    folder: Path

    def run(self, *arguments: str, now: datetime | None = None) -> str:
        clock = ["--now", (now or NOW).isoformat()]
        done = subprocess.run(
            [sys.executable, "-m", "certpress", "--folder", str(self.folder), *clock, *arguments],
            env={**os.environ, "CERTPRESS_PASSPHRASE": "correct horse battery"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def decide(self, kind: str, *arguments: str) -> None:
        self.run("decide", kind, *arguments, *BY)

    def refresh(self, now: datetime | None = None) -> None:
        self.run("status", "refresh", now=now)

    def paper(self, number: str) -> Path:
        return self.folder / "credentials" / "documents" / number / "certificate.pdf"


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    """A body with two certified persons, its site built."""
    folder = tmp_path_factory.mktemp("body") / "my body"
    made = Staff(folder)
    words = ("init", str(folder), "--example")
    subprocess.run([sys.executable, "-m", "certpress", *words], check=True, timeout=60)
    made.run("keys", "init")
    year = (NOW - timedelta(days=100)).date().isoformat()
    for name, scope in (("Łucja Żółkiewska", "UT-2-W"), ("Jane Doe", "MT-2-W")):
        made.run(
            *("decide", "grant", "--name", name, "--scheme", "ndt", "--scope", scope),
            *("--scope", "RT-2-W", "--valid-from", year, "--decided-on", year, *BY, *AUTHORISED),
        )
    made.run("issue")
    made.run("build")
    return made


def scanned(paper: Path) -> str:
    """The text of the code on a paper, seen at 150 dots an inch."""
    document = pypdfium2.PdfDocument(paper.read_bytes())
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    # Of other kinds of code a page of text may hold one by chance.
    codes = zxingcpp.read_barcodes(picture, formats=_QR)
    assert len(codes) == 1
    return codes[0].text


@contextmanager
def opened(
    browser: Browser, site: Path, address: str, at: datetime, missing: str = ""
) -> Iterator[Page]:
    """The address as a visitor sees it who has never been there, at a time of their clock."""

    def serve(route: Route) -> None:
        path = route.request.url.split("#")[0].removeprefix(ORIGIN)
        file = site / (path + "index.html" if path.endswith("/") or not path else path)
        assert route.request.url.startswith(ORIGIN), "a request to somebody else"
        if not file.is_file() or (missing and missing in path):
            return route.fulfill(status=404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return route.fulfill(body=file.read_bytes(), content_type=kind)

    context = browser.new_context(service_workers="block", locale="en-GB")
    context.route("**/*", serve)
    page = context.new_page()
    page.clock.set_fixed_time(at)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    assert errors == []
    context.close()


def read(
    browser: Browser, staff: Staff, address: str, at: datetime = NOW, missing: str = ""
) -> tuple[str, str]:
    """The outcome and the words of the verdict."""
    with opened(
        browser, staff.folder / "site", address, at + timedelta(minutes=5), missing
    ) as page:
        return verdict(page)


def verdict(page: Page) -> tuple[str, str]:
    """The outcome and the words on a page, once there is one."""
    page.wait_for_selector("main[data-outcome]")
    outcome = page.locator("main").get_attribute("data-outcome")
    return str(outcome), page.locator("main").inner_text()


def test_from_a_decision_to_a_verdict(staff: Staff, browser: Browser) -> None:
    """Every turn of a certification's life reads right on the paper that was handed out."""
    number, other = "NDT-" + str((NOW - timedelta(days=100)).year) + "-00001", ""
    other = number[:-1] + "2"
    address = scanned(staff.paper(number))
    assert address.startswith(ORIGIN + "v/#")

    outcome, words = read(browser, staff, address)
    assert outcome == "valid"
    assert "Łucja Żółkiewska" in words
    assert "Ultrasonic testing, level 2, welds" in words

    staff.decide("suspend", number)
    staff.refresh()
    assert read(browser, staff, address)[0] == "suspended"

    staff.decide("reinstate", number)
    staff.refresh()
    assert read(browser, staff, address)[0] == "valid"

    staff.run("decide", "recertify", number, "--edition", "2027-1", *BY, *AUTHORISED)
    staff.run("issue")
    staff.run("build")  # the first certificate of an edition brings a dictionary of its own
    outcome, words = read(browser, staff, address)
    assert outcome == "valid"
    assert "newer" in words

    later = NOW + timedelta(days=5 * 366)
    staff.refresh(now=later)
    outcome, words = read(browser, staff, address, later)
    assert outcome == "expired"
    assert "newer" in words

    staff.decide("withdraw", number)
    staff.refresh()
    newer = scanned(staff.paper(number))
    assert newer != address
    for paper in (address, newer):
        outcome, words = read(browser, staff, paper)
        assert outcome == "withdrawn"
        assert "no longer in force" in words.lower()

    second = scanned(staff.paper(other))
    assert read(browser, staff, second)[0] == "valid"
    staff.run("decide", "reduce", other, "--scope", "RT-2-W", *BY, *AUTHORISED)
    staff.run("issue")
    staff.refresh()
    assert read(browser, staff, second)[0] == "replaced"

    current = scanned(staff.paper(other))
    assert read(browser, staff, current)[0] == "valid"
    digit = "1" if current[-200] != "1" else "2"
    altered = current[:-200] + digit + current[-199:]
    outcome, words = read(browser, staff, altered)
    assert outcome == "not_genuine"
    assert "Jane Doe" not in words

    outcome, words = read(browser, staff, current, missing="status/")
    assert outcome == "not_checked"
    assert "Jane Doe" in words
    assert "+44 1632 960417" in words

    outcome, words = read(browser, staff, current, NOW + timedelta(days=8))
    assert outcome == "not_checked"


def test_both_verifiers_agree_on_the_paper(staff: Staff) -> None:
    """The command says what the page says, of the PDF, the picture and the JSON."""
    folder = staff.paper("NDT-" + str((NOW - timedelta(days=100)).year) + "-00002").parent
    for name in ("certificate.pdf", "qr.png", "certificate.json"):
        report: dict[str, Any] = json.loads(
            staff.run("verify", str(folder / name), "--json", "--site", str(staff.folder / "site"))
        )
        assert report["outcome"] == "valid"
        assert report["certificate"]["name"] == "Jane Doe"


@pytest.mark.parametrize("name", ["certificate.pdf", "certificate.json", "qr.png"])
def test_every_document_is_read_by_the_page(staff: Staff, browser: Browser, name: str) -> None:
    """The printed PDF, the credential with both proofs and the code's picture, chosen as files."""
    number = "NDT-" + str((NOW - timedelta(days=100)).year) + "-00002"
    now = NOW + timedelta(minutes=5)
    with opened(browser, staff.folder / "site", f"{ORIGIN}v/", now) as page:
        page.set_input_files("#file", staff.paper(number).with_name(name))
        outcome, words = verdict(page)
        assert outcome == "valid"
        assert "Jane Doe" in words
