"""certpress demo: the whole path, with an invented body, from decisions to a served site."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import click

from certpress import clauses, compact, consents, demonstration, documents, intake, store
from certpress.cli import (
    badges,
    body,
    building,
    consenting,
    decisions,
    issuing,
    keyring,
    marks,
    serving,
    undertaking,
)
from certpress.cli.workspace import PASSPHRASE, Workspace, say, short
from certpress.content import explain
from certpress.errors import UsageError
from certpress.keys import MODERATE, Cost
from certpress.model import Audience, Bits, Kind
from certpress.register import Entry
from certpress.report import Finding, Outcome
from certpress.texts import OUTCOMES

DEMONSTRATION_PASSPHRASE = "demonstration"  # noqa: S105  # told to everybody: it protects nothing
_BASE_URL = re.compile(r"^base_url:.*$", re.MULTILINE)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option("--base-url", metavar="URL", help="What codes and documents say (a new FOLDER only).")
@click.option("--listen", default="127.0.0.1:8000", metavar="ADDRESS", help="Where to serve.")
@click.option("--no-serve", is_flag=True, help="Stop when the site is built.")
@click.pass_obj
def demo(
    workspace: Workspace, target: Path, base_url: str | None, listen: str, no_serve: bool
) -> None:
    """Take an invented body with 300 certified persons through the whole path.

    Everything is made in FOLDER: texts, keys, register, documents, site. A second run changes
    nothing that did not change. To open codes with a telephone on the same network, name this
    machine's address in both options.

    \b
    Examples:
      certpress demo mybody
      certpress demo mybody --base-url http://192.0.2.17:8000/ --listen 192.0.2.17:8000
    """
    if no_serve:
        serving.parse(listen)
    else:
        serving.start(workspace.folder, listen).server_close()  # told now rather than at the end
    os.environ.setdefault(PASSPHRASE, DEMONSTRATION_PASSPHRASE)
    made = run(replace(workspace, folder=target), base_url, MODERATE)
    if no_serve:
        say(f"to look at it: certpress --folder {short(target)} serve")
        return
    _say_what_to_open(made, f"http://{listen}/")
    serving.serve(made.site, listen)


def run(workspace: Workspace, base_url: str | None, cost: Cost) -> Workspace:
    """The whole path but for serving; each step says what it did and how long it took."""
    target, address = workspace.folder, explain.base_url(base_url)
    if address is not None and not clauses.at_home(address):
        raise UsageError(
            "--base-url",
            f"{address} can be somebody's, and the demonstration is nobody's",
            "name an address of this machine or of the local network, as http://192.0.2.17:8000/",
        )
    if not (target / "content" / "body.yml").is_file():
        with _timed("a folder to begin with"):
            body.begin(target)
            if address is not None:
                _set_base_url(target / "content" / "body.yml", address)
    elif address is not None:
        raise UsageError(
            "--base-url",
            f"{short(target)} is a body already",
            "name a new folder for another address",
        )
    if not workspace.content.body.demonstration:
        raise UsageError(
            short(target),
            "this body is not a demonstration",
            "demo would record invented decisions in it; name another folder",
        )
    if not list(workspace.keys.glob("*.key.json")):
        with _timed("keys"):
            keyring.make(workspace, os.environ[PASSPHRASE], cost)
    with _timed("decisions"):
        later = _decide(workspace)
    with _timed("certificates"):
        issuing.run(workspace)
    with _timed("consents and badges"):
        _agree(workspace)
        _recorded(workspace, later, ())
    with _timed("undertakings"):
        _undertake(workspace)
    with _timed("site"):
        body.say_built(workspace, building.build(workspace, body.epoch(workspace)))
    return workspace


@contextmanager
def _timed(name: str) -> Iterator[None]:
    started = time.perf_counter()
    say(f"{name}:")
    yield
    say(f"  {time.perf_counter() - started:.1f} s")


def _set_base_url(path: Path, base_url: str) -> None:
    """Write another address into a copied body.yml."""
    text = path.read_text(encoding="utf-8")
    store.write(path, _BASE_URL.sub(lambda _: f"base_url: {base_url}", text, 1).encode("utf-8"))


def _decide(workspace: Workspace) -> list[Entry]:
    """Write the invented decisions as an ordinary file, dated from today, and import it.

    Returns what was decided on persons after they had their badge: nobody who is suspended, or
    whose certification has ended, gets one.
    """
    path = workspace.folder / "credentials" / "decisions.csv"
    if not path.is_file():
        store.write(path, demonstration.decisions(workspace.today))
        say(f"  wrote {short(path)}")
    found = intake.read(
        path,
        schemes=workspace.content.schemes,
        today=workspace.today,
        entered_by="Demonstration",
    )
    numbers = sorted({entry.number for entry in found.entries})
    agreed = {
        one.number: one.on
        for one in demonstration.consents(numbers, workspace.today)
        if one.audience is Audience.BADGE_PAGE
    }
    later = [
        entry
        for entry in found.entries
        if entry.kind in (Kind.SUSPEND, Kind.WITHDRAW)
        and agreed.get(entry.number, entry.decided_on) < entry.decided_on
    ]
    first = [entry for entry in found.entries if entry not in later]
    _recorded(workspace, first, found.findings)
    return later


def _recorded(workspace: Workspace, entries: Sequence[Entry], findings: Sequence[Finding]) -> None:
    recorded, skipped = decisions.record(workspace, entries, findings)
    say(f"  {len(recorded)} decisions recorded, {skipped} recorded before")


def _agree(workspace: Workspace) -> None:
    """Record the invented consents, once, and make the badges of those who agreed."""
    with workspace.register() as register:
        before = {(one.number, one.audience) for one in register.consents()}
        numbers = {one.number for one in register.issued()}
    texts = consents.load(workspace.folder / "content")
    agreed = [
        one
        for one in demonstration.consents(sorted(numbers), workspace.today)
        if (one.number, one.audience) not in before
    ]
    for one in agreed:
        text = consents.find(texts, one.audience, one.language)
        consenting.record(
            workspace,
            one.number,
            one.audience,
            one.on,
            text,
            place=one.place,
            entered_by="Demonstration",
        )
    with workspace.register() as register:
        made = badges.make(workspace, register, badges.consented(workspace, register))
        badges.write(workspace, register)
    say(f"  {len(agreed)} consents recorded, {len(made)} badges signed")


def _undertake(workspace: Workspace) -> None:
    """Record the invented undertakings, once; who may have the mark finds it with the documents."""
    with workspace.register() as register:
        before = {one.number for one in register.undertakings()}
        numbers = sorted({one.number for one in register.issued()} - before)
        signed = []
        for one in demonstration.undertakings(numbers, workspace.today):
            text = undertaking.find(workspace, register, None, one.language)
            made = undertaking.signed(workspace, one.number, text, on=one.on)
            signed.append(undertaking.Entry(signed=made, text=text))
        undertaking.record(workspace, register, signed)
        marks.place(workspace, register)
    say(f"  {len(signed)} undertakings recorded")


def _say_what_to_open(workspace: Workspace, origin: str) -> None:
    """Where to look first: the site, and one certificate of the most telling outcomes."""
    base = workspace.content.body.base_url
    say(f"\nThe public site:          {origin}")
    say(f"Check a certificate:      {origin}v/")
    say(f"Who agreed to be listed:  {origin}directory/")
    with workspace.register() as register:
        pages = (held.get(Audience.BADGE_PAGE) for held in register.consented().values())
        for page in islice((one for one in pages if one is not None), 2):
            say(f"A badge page:             {origin}b/{page.address}/")
        shown: set[Outcome] = set()
        bits = register.bits()
        for one in register.issued():
            outcome = register.certification(one.number).outcome(workspace.today)
            replaced = bits[one.position] == Bits(revocation=True, refresh=True)
            if not one.current:
                outcome = Outcome.REPLACED
            if (one.current or replaced) and outcome not in shown:
                shown.add(outcome)
                link = compact.address(origin) + compact.digits(one.code)
                place = short(workspace.documents / documents.folder(one))
                say(f"\n{OUTCOMES[outcome]}: {place}/certificate.pdf")
                say(f"  {link}")
    if base != origin:
        say(
            f"\nThe codes on paper say {base}, as they would in earnest; served from here, the page"
        )
        say("says so. For codes that a telephone can open: certpress demo --help")
    say(f"\nTo try more commands: set {PASSPHRASE}={DEMONSTRATION_PASSPHRASE}")
