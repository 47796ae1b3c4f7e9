"""certpress verify: check a certificate as anybody would."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from certpress import evidence, fetch, keys, proof
from certpress import verify as rooms
from certpress.cli import auditing
from certpress.cli.options import Instant
from certpress.cli.workspace import Workspace, short
from certpress.errors import ConfigurationError, UsageError
from certpress.evidence import Evidence, Unreadable
from certpress.report import Finding, Outcome, Result
from certpress.texts import BADGE_NOT_IN_FORCE, OUTCOMES, TEXTS
from certpress.verify import Loader, Memory, Site, Verdict

_MARKS = {Result.PASS: "✓", Result.FAIL: "✗", Result.UNKNOWN: "?"}
SITE_FILE = "v/site.json"
_OTHERS = {"issuer.other", "compact.dictionary_unavailable"}  # perhaps another accepted body's


@click.command()
@click.argument("what", metavar="FILE|URL|-", required=False)
@click.option("--all", "everything", is_flag=True, help="Every certificate of the register.")
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=1_000,
    metavar="NUMBER",
    help="With --all: how many are verified in full, drawn at random (default: 1000).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Take the body's addresses from this built site in place of the network.",
)
@click.option(
    "--issuer",
    "issuers",
    metavar="DID",
    multiple=True,
    help="Whose certificates to accept, such as did:web:certs.example.org; may be repeated.",
)
@click.option("--now", type=Instant(), help="Check as of this time.")
@click.pass_obj
def verify(
    workspace: Workspace,
    what: str | None,
    everything: bool,
    sample: int,
    as_json: bool,
    site: Path | None,
    issuers: tuple[str, ...],
    now: datetime | None,
) -> int:
    """Check a certificate or badge: JSON, PDF, a picture, or the text of a QR code.

    Accepted are the certificates of the body in this folder, of the built site named with --site,
    or of --issuer. The exit code is 0 for valid, and 1 for every other outcome.

    With --all: every certificate of the register, against its decisions, the public keys and the
    status lists as they were signed last; an auditor needs no private key. The exit code is 1 when
    anything is amiss.

    \b
    Examples:
      certpress verify certificate.pdf
      certpress verify photo.png --site site
      certpress verify badge.svg
      certpress verify certificate.json --issuer did:web:certs.example.org
      certpress verify --all --sample 5000
    """
    if everything:
        if what is not None or site is not None or issuers:
            raise UsageError("--all", "it is about this folder's register", "name nothing else")
        workspace.now = now or workspace.now
        return auditing.run(workspace, sample, as_json)
    if what is None:
        raise UsageError("verify", "it is not said what to check", "name a file, a link or --all")
    found = _evidence(what)
    for trusted, loader in _trusted(workspace, site, issuers):
        verdict = _verdict(found, trusted, loader, now or workspace.now)
        if not _OTHERS & {finding.code for finding in verdict.checks}:
            break
    if as_json:
        click.echo(json.dumps(as_object(verdict), ensure_ascii=False))
    else:
        for line in lines(verdict, trusted):
            click.echo(line)
    return 0 if verdict.outcome is Outcome.VALID else 1


def _trusted(
    workspace: Workspace, folder: Path | None, issuers: Sequence[str]
) -> Iterator[tuple[Site, Loader]]:
    """Whose certificates are accepted, and where each body's files come from; at least one."""
    for issuer in issuers:
        if not issuer.startswith("did:web:"):
            raise UsageError("--issuer", f"not a did:web: {issuer!r}", "write did:web:HOST")
    if folder is not None:
        yield _from_folder(folder, issuers)
    elif issuers:
        for issuer in issuers:
            yield _from_network(keys.base_of(issuer), issuer)
    else:
        yield _from_body(workspace)


def _from_body(workspace: Workspace) -> tuple[Site, Loader]:
    if not (workspace.folder / "content" / "body.yml").is_file():
        raise UsageError(
            "verify",
            "it is not said whose certificates to accept",
            "name the body: --issuer did:web:certs.example.org, or --site FOLDER",
        )
    base = workspace.content.body.base_url
    return _from_network(base, keys.did(base))


def _from_folder(folder: Path, issuers: Sequence[str]) -> tuple[Site, Loader]:
    try:
        described = json.loads((folder / SITE_FILE).read_text(encoding="utf-8"))
        site = Site(
            base=str(described["base"]),
            did=str(described["did"]),
            dictionaries=_names(described["dictionaries"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise ConfigurationError(
            short(folder), "this is not a site that certpress built", "build it: certpress build"
        ) from cause
    if issuers and site.did not in issuers:
        raise UsageError("--issuer", f"the site is that of {site.did}", "leave --issuer out")
    return site, fetch.from_folder(site.base, folder)


def _from_network(base: str, did: str) -> tuple[Site, Loader]:
    loader = fetch.from_site(base)
    try:
        names = _names(json.loads(loader(base + SITE_FILE))["dictionaries"])
    except (OSError, LookupError, ValueError, TypeError):
        names = ()
    return Site(base=base, did=did, dictionaries=names), loader


def _names(dictionaries: Any) -> tuple[str, ...]:
    """The names of a site's dictionaries; raises ValueError for anything else."""
    names = tuple(str(name) for name in dictionaries)
    if not all(re.fullmatch(r"[0-9a-f]{64}", name, re.ASCII) for name in names):
        raise ValueError("not the names of dictionaries")
    return names


def _verdict(found: Evidence | Unreadable, site: Site, loader: Loader, now: datetime) -> Verdict:
    if isinstance(found, Unreadable):
        return unreadable(found)
    if found.verifier and found.verifier != f"{site.base}v/":
        return unreadable(Unreadable("issuer.other", found.verifier))
    return rooms.verify(found.content, site, loader, now, Memory())


def _evidence(what: str) -> Evidence | Unreadable:
    """What is to be checked, or why there is nothing in it."""
    try:
        if what == "-":
            return evidence.read(sys.stdin.buffer.read(evidence.LARGEST_FILE + 1))
        if what.startswith(("http://", "https://")):
            return evidence.from_text(what) if "#" in what else evidence.read(_fetch(what))
        if what.isascii() and what.isdigit() and not _is_file(Path(what)):
            return evidence.from_text(what)
        return evidence.read(_read(Path(what)))
    except Unreadable as problem:
        return problem


def _fetch(address: str) -> bytes:
    try:
        return fetch.get(address)
    except OSError as cause:
        raise Unreadable("evidence.unavailable", str(cause)) from cause


def _is_file(path: Path) -> bool:
    """True when there is a file; the digits of a code are longer than a file's name can be."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > evidence.LARGEST_FILE:
            raise Unreadable("evidence.too_large")
        return path.read_bytes()
    except OSError as cause:
        raise UsageError(
            str(path), f"cannot be read: {cause.strerror}", "name a file, a link or -"
        ) from cause


def unreadable(problem: Unreadable) -> Verdict:
    """The verdict on a thing that holds no certificate to check."""
    finding = Finding(
        code=problem.code, outcome=Result.UNKNOWN, text=TEXTS[problem.code], where=str(problem)
    )
    return Verdict(outcome=Outcome.NOT_CHECKED, checks=(finding,))


def as_object(verdict: Verdict) -> dict[str, Any]:
    """The report as one JSON object."""
    facts = verdict.certificate
    return {
        "outcome": str(verdict.outcome),
        "newer_exists": verdict.newer_exists,
        "checks": [
            {"code": f.code, "outcome": str(f.outcome), "text": f.text, "where": f.where}
            for f in verdict.checks
        ],
        "certificate": None
        if facts is None
        else {
            "id": facts.id,
            "digest": verdict.digest,
            "number": facts.number,
            "name": facts.name,
            "name_latin": facts.name_latin or None,
            "date_of_birth": facts.date_of_birth or None,
            "scheme": facts.scheme,
            "edition": facts.edition,
            "edition_address": facts.edition_address,
            "scope": [dataclasses.asdict(item) for item in facts.scope],
            "conditions": facts.conditions or None,
            "from": facts.valid_from,
            "until": facts.valid_until,
            "authorised_by": facts.authorised_by,
            "accreditation": {
                "body": facts.accreditation_body,
                "number": facts.accreditation_number,
            }
            if facts.accreditation_body
            else None,
            "body": facts.body,
            "telephone": facts.telephone,
        },
        "status_as_of": proof.stamp(verdict.status_as_of) if verdict.status_as_of else None,
    }


def _word(verdict: Verdict) -> str:
    """The outcome for people; a badge's one bit does not tell which of three things it is."""
    open_ = any(finding.code == "status.badge_not_in_force" for finding in verdict.checks)
    suspended = verdict.outcome is Outcome.SUSPENDED
    return BADGE_NOT_IN_FORCE if suspended and open_ else OUTCOMES[verdict.outcome]


def lines(verdict: Verdict, site: Site) -> list[str]:
    """The report for people."""
    facts = verdict.certificate
    newer = verdict.newer_exists and verdict.outcome in (Outcome.VALID, Outcome.EXPIRED)
    found = [_word(verdict).upper() + ("; a newer one was issued" if newer else ""), ""]
    if facts is not None:
        latin = f" ({facts.name_latin})" if facts.name_latin else ""
        found += [
            f"{facts.name}{latin}",
            f"{'badge of certificate' if facts.is_badge else 'certificate'} {facts.number}",
            f"{facts.scheme}, edition {facts.edition}",
            *(f"  {item.code}  {item.name}" for item in facts.scope),
            *([f"conditions and limitations: {facts.conditions}"] if facts.conditions else []),
            f"from {facts.valid_from} until {facts.valid_until}",
            f"authorised by {facts.authorised_by}",
            f"accreditation: {facts.accreditation_body}, {facts.accreditation_number}"
            if facts.accreditation_body
            else "not under accreditation",
        ]
        if verdict.status_as_of is not None:
            found.append(f"status as of {proof.stamp(verdict.status_as_of)}")
        found += [
            "Compare with a photo identity document. This is not an employer's authorisation.",
            f"Questions: {facts.body}, {facts.telephone}",
            "",
        ]
    found += [f"{_MARKS[f.outcome]} {f.text} [{f.code}]" for f in verdict.checks]
    return [*found, "", f"checked against {site.did}"]
