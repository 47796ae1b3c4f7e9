"""From navigation to verdict in headless Chromium, ours beside public libraries run the same way.

Rules:
1. All pages come from the same server on 127.0.0.1; a request to anywhere else is refused.
2. Cold: a visitor who was never there; the pages take turns. The time is the browser's own, from
   the start of the navigation to the mark that the page sets with its verdict.
3. Warm: a further check in the same page once it has come to rest: what it fetches in quiet for
   later is there, and the verdict before is painted.
"""

from __future__ import annotations

import gzip
import json
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nacl.signing
from playwright.sync_api import Browser, Page, Route, sync_playwright

from certpress import certificate, keys, proof
from certpress.keys import Signer
from tests import world
from tests.bench import host, reference, weights
from tests.bench.tables import Table, table
from tests.browser.conftest import EXECUTABLE, QUIET
from tests.browser.demonstration import Demonstration, Paper

ROUNDS = 15
WARM = 9
REST = 1_500  # milliseconds after the first verdict; then the pauses between further checks
PAUSE = 250
_VISIT = """async (name) => {
  while (!performance.getEntriesByName(name).length) await new Promise((go) => setTimeout(go, 20));
  return performance.getEntriesByName(name)[0].startTime;
}"""
_AGAIN = """(digits) => new Promise((done) => {
  performance.clearMarks('verdict');
  const seen = new PerformanceObserver(() => {
    const mark = performance.getEntriesByName('verdict')[0];
    if (mark) { seen.disconnect(); done(mark.startTime - started); }
  });
  seen.observe({type: 'mark'});
  const started = performance.now();
  location.hash = digits;
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A page to be measured; `bytes` is what it loads, gzipped; `mark` ends the measurement."""

    name: str
    address: str
    bytes: int
    mark: str = "verdict"
    again: tuple[str, ...] = ()  # our page's digits for further checks; others check themselves


def tables(place: Path) -> Iterator[Table]:
    """The table of this subject."""
    demo = Demonstration()
    papers = [demo.certify() for _ in range(3)]
    files = demo.files(datetime.now(UTC)) | _references(place / "bundles")
    with host.serve(files) as origin:
        subjects = _subjects(origin, files, papers)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(QUIET))
            cold = _cold(browser, origin, subjects)
            rows = [_row(browser, origin, one, cold[one.name]) for one in subjects]
            browser.close()
    yield table(
        "browser", ("page", "kB gzipped", "cold, ms", "quickest, ms", "warm, ms (quickest)"), rows
    )


def _subjects(origin: str, files: Mapping[str, bytes], papers: list[Paper]) -> list[Subject]:
    names = {
        "vc": "`@digitalbazaar/vc`, data-integrity and suite: a signature alone",
        "verifier-core": "`@digitalcredentials/verifier-core`: a signature alone",
        "cert-verifier-js": "`@blockcerts/cert-verifier-js`: its script alone",
    }
    ours = Subject(
        name="certpress, a QR link: every check, three status lists",
        address=f"{origin}/v/#{papers[0].digits}",
        bytes=weights.packed(weights.PARTS[weights.QR_LINK]),
        again=tuple(paper.digits for paper in papers),
    )
    others = [
        Subject(
            name=label,
            address=f"{origin}/reference/{name}.html",
            bytes=len(gzip.compress(files[f"reference/{name}.js"], 9, mtime=0)),
            mark="loaded" if name == "cert-verifier-js" else "verdict",
        )
        for name, label in names.items()
    ]
    return [ours, *others]


def _references(folder: Path) -> dict[str, bytes]:
    """The pages of the reference libraries, their scripts, and the credential that they check."""
    reference.install()
    reference.bundle(folder)
    files = {"reference/credential.json": json.dumps(_credential()).encode("utf-8")}
    for script in sorted(folder.glob("*.js")):
        page = f'<!doctype html><main></main><script type="module" src="{script.name}"></script>'
        files[f"reference/{script.name}"] = script.read_bytes()
        files[f"reference/{script.stem}.html"] = page.encode("ascii")
    return files


def _credential() -> Mapping[str, Any]:
    """A certificate without status, by a key that is its own address: nothing has to be fetched."""
    seed = b"r" * 32
    public = keys.multikey(bytes(nacl.signing.SigningKey(seed).verify_key))
    did = f"did:key:{public}"
    document = dict(certificate.unsigned(world.facts(), world.BODY))
    del document["credentialStatus"]
    document["issuer"] = {**document["issuer"], "id": did}
    signer = Signer(method=f"{did}#{public}", seed=seed)
    return {**document, "proof": proof.add(document, signer, proof.RDFC, world.NOW)}


def _cold(browser: Browser, origin: str, subjects: list[Subject]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for _ in range(ROUNDS):
        for subject in subjects:
            page = _open(browser, origin, subject)
            times[subject.name].append(page.evaluate(_VISIT, subject.mark))
            page.context.close()
    return times


def _open(browser: Browser, origin: str, subject: Subject) -> Page:
    """A page in a browser without a past."""
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(60_000)
    page.route(lambda url: not url.startswith(origin), _refuse)
    page.goto(subject.address)
    return page


def _refuse(route: Route) -> None:
    route.abort()


def _row(browser: Browser, origin: str, subject: Subject, cold: list[float]) -> tuple[str, ...]:
    middle, best = statistics.median(cold), min(cold)
    size = f"{subject.bytes / 1000:,.1f}"
    return subject.name, size, f"{middle:,.0f}", f"{best:,.0f}", _warm(browser, origin, subject)


def _warm(browser: Browser, origin: str, subject: Subject) -> str:
    if subject.mark != "verdict":
        return "–"
    page = _open(browser, origin, subject)
    page.evaluate(_VISIT, subject.mark)
    page.wait_for_timeout(REST)
    times = []
    for turn in range(WARM):
        page.wait_for_timeout(PAUSE)
        if subject.again:
            digits = subject.again[(turn + 1) % len(subject.again)]
            times.append(page.evaluate(_AGAIN, digits))
        else:
            times.append(page.evaluate("() => globalThis.again()"))
    page.context.close()
    return f"{statistics.median(times):,.1f} ({min(times):,.1f})"
