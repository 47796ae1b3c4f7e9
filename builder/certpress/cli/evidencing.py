"""certpress evidence: for the assessor, where each clause is found, signed; and its check."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from certpress import badge_pages, dossier, fetch, pdf, store
from certpress import site as plan
from certpress.clauses import Review, State
from certpress.cli import building, checking
from certpress.cli.body import epoch
from certpress.cli.workspace import Workspace, say, short
from certpress.content.explain import base_url
from certpress.dossier import Difference, Manifest, Published, Report
from certpress.errors import (
    CertpressError,
    ConfigurationError,
    NetworkError,
    Refused,
    UsageError,
)
from certpress.keys import Role
from certpress.texts import TEXTS

_SHOWN = 10  # pages named in an error that concerns many


@click.group(invoke_without_command=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write the pack (default: evidence/ in the body's folder).",
)
@click.pass_context
def evidence(context: click.Context, output: Path | None) -> None:
    """Write the evidence pack for an assessor: clause, page, approval, digest.

    A dated PDF for people, and beside it the same as a signed record (JSON) that names every file
    of the built site with its digest. The status key signs it.

    \b
    Examples:
      certpress evidence
      certpress evidence check evidence/evidence-2026-11-20.json --site https://certs.example.org/
    """
    if context.invoked_subcommand is None:
        _write(context.obj, output or context.obj.folder / "evidence")


def _write(workspace: Workspace, folder: Path) -> None:
    files = _published(workspace)
    _ = workspace.content  # what cannot be read is told first
    _, review = checking.look(workspace)
    review = replace(review, draft=bool(review.stops))  # such a site was built as a draft
    problems = [*_outdated(workspace, files, review), *dossier.missing(review, files)]
    if problems:
        raise Refused(problems[:_SHOWN])
    body = workspace.content.body
    document = dossier.unsigned(review, body, files, workspace.now)
    data = dossier.sign(document, workspace.signer(Role.STATUS), workspace.now)
    manifest, signed = dossier.read(data, "evidence")
    paper = dossier.render(manifest, signed, data, body=body)
    name = f"evidence-{workspace.today.isoformat()}"
    for path in (folder / f"{name}.json", folder / f"{name}.pdf"):
        store.write(path, data if path.suffix == ".json" else paper)
        say(f"wrote {short(path)}")
    if review.draft:
        say("  the site is a draft, and the pack says so")
    for state in State:
        count = sum(1 for entry in review.entries if entry.state is state)
        if count:
            say(f"  {count} {str(state).replace('_', ' ')}")
    say(f"to check it: certpress evidence check {short(folder / name)}.json")
    say(f"as long as the site is not published: with --site {short(workspace.site)}")


def _published(workspace: Workspace) -> list[Published]:
    """Every file of the built site but for what shows persons; ConfigurationError without a site.

    Badge pages and the directory are no texts of the body, and their addresses are confidential.
    """
    workspace.require_body()
    if not (workspace.site / "index.html").is_file():
        raise ConfigurationError(
            short(workspace.site), "there is no site yet", "build it: certpress build"
        )
    return [
        Published(path=name, data=(workspace.site / name).read_bytes())
        for name, _ in store.listing(workspace.site, but={"b"})  # there may be very many
        if not badge_pages.shows_persons(name)
    ]


def _outdated(workspace: Workspace, files: list[Published], review: Review) -> list[CertpressError]:
    """Pages that a build would now write otherwise: the record would be of texts that were."""
    known = {file.path: file.data for file in files}
    with store.staging(workspace.folder / "preview") as staged:
        building.render_pages(workspace, staged, epoch(workspace), review)
        made = {
            path.relative_to(staged).as_posix(): path.read_bytes()
            for path in sorted(staged.rglob("*.html"))
        }
    gone = {path for path in known if path.endswith(".html") and not plan.stands_beside(path)}
    changed = sorted({path for path in made if known.get(path) != made[path]} | gone - set(made))
    return [
        CertpressError(
            short(workspace.site / path),
            "this page is not what the texts say now",
            "build the site and publish it, then write the pack: certpress build",
        )
        for path in changed
    ]


@evidence.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--site",
    metavar="URL|FOLDER",
    help="The site to compare with (default: the one that the record names).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def check(file: Path, site: str | None, as_json: bool) -> int:
    """Check an evidence pack: its signature, and which pages have changed since.

    The exit code is 0 when the signature holds and every recorded file is as it was, else 1.

    \b
    Examples:
      certpress evidence check evidence-2026-11-20.json
      certpress evidence check evidence-2026-11-20.pdf --site site
    """
    manifest, document = dossier.read(_record(file), str(file))
    try:
        report = dossier.check(manifest, document, _loader(manifest, site))
    except (LookupError, OSError) as cause:
        raise NetworkError(
            dossier.key_of(manifest),
            "the keys of the site cannot be read, so nothing can be said of the record",
            "check the network, or name a copy of the site: --site FOLDER",
        ) from cause
    if as_json:
        click.echo(json.dumps(_as_object(manifest, report), ensure_ascii=False))
    else:
        _say_checked(manifest, report)
    return 0 if report.holds else 1


def _record(file: Path) -> bytes:
    """The manifest: the file itself, or what a PDF carries."""
    data = file.read_bytes()
    if not data.startswith(b"%PDF"):
        return data
    found = pdf.credentials(data, dossier.LARGEST)
    if len(found) != 1:
        raise CertpressError(
            str(file), "this PDF carries no record", "name the .json file that stood beside it"
        )
    return found[0]


def _loader(manifest: Manifest, site: str | None) -> Any:
    """What gives the files of the site: the network, or a folder."""
    if site is None:
        return fetch.from_site(manifest.address)
    if not site.startswith(("https://", "http://")):
        if not Path(site).is_dir():
            raise UsageError("--site", f"there is no folder {site}", "name a folder, or https://…")
        return fetch.from_folder(manifest.address, Path(site))
    if base_url(site) != manifest.address:
        raise UsageError(
            "--site",
            f"this record is of {manifest.address}",
            "compare it with that site, or with a folder that holds a copy of it",
        )
    return fetch.from_site(manifest.address)


def _say_checked(manifest: Manifest, report: Report) -> None:
    made = datetime.fromisoformat(manifest.made)
    click.echo(f"Record of {manifest.address}, made {made:%Y-%m-%d %H:%M} UTC by {manifest.body}")
    mark = "✓" if report.genuine else "✗"
    click.echo(f"{mark} {TEXTS.get(report.signature, report.signature)} ({report.signature})")
    if not report.genuine:
        return
    same = len(manifest.files) - len(report.differences)
    click.echo(f"{'✓' if report.holds else '✗'} {same} of {len(manifest.files)} files are the same")
    for path, difference in report.differences:
        click.echo(f"  {path}: {difference}")
        for item in report.items:
            if item.file == path:
                edition = f" ({item.scheme} {item.edition})" if item.scheme else ""
                click.echo(f"    {item.number} {item.title}{edition}".rstrip())
    if any(difference is Difference.CHANGED for _, difference in report.differences):
        click.echo("A page may have changed with its text, or its host may have altered the file.")


def _as_object(manifest: Manifest, report: Report) -> dict[str, Any]:
    return {
        "address": manifest.address,
        "body": manifest.body,
        "made": manifest.made,
        "signature": report.signature,
        "genuine": report.genuine,
        "holds": report.holds,
        "files": len(manifest.files),
        "differences": [{"path": path, "is": str(what)} for path, what in report.differences],
        "clauses": sorted({item.clause for item in report.items}),
    }
