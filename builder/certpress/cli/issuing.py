"""certpress issue and certpress status: sign certificates, sign status lists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from certpress import refresh as rooms
from certpress.cli import badges, certificates, lists, marks, papers
from certpress.cli.options import Life
from certpress.cli.progress import Progress
from certpress.cli.workspace import Workspace, say, short
from certpress.documents import FORMS
from certpress.status import LIFE

_BADGE = "badge"  # a form that a person asks for
_JSON = click.option("--json", "as_json", is_flag=True, help="Events on standard output.")


@click.command()
@click.option("--no-documents", is_flag=True, help="Sign only: certpress documents prints later.")
@_JSON
@click.pass_obj
def issue(workspace: Workspace, no_documents: bool, as_json: bool) -> int:
    """Sign every certificate that a decision calls for, then make its documents.

    Interrupted and run again, it goes on where it was: nothing is lost, nothing is issued twice.
    A certificate that cannot be made is named, and stops no other; the exit code is then 1.
    The site is not touched: run `certpress build` after it.

    \b
    Examples:
      certpress issue
      certpress issue --no-documents     a hundred thousand in seconds; print them afterwards
    """
    return run(workspace, with_documents=not no_documents, as_json=as_json)


def run(workspace: Workspace, *, with_documents: bool = True, as_json: bool = False) -> int:
    """Sign, and print what was signed; the exit code."""
    watch = Progress(step="signed", as_json=as_json)
    try:
        signed = certificates.sign(workspace, watch)
    except BaseException:
        say("stopped: what was counted is signed and stored; run it again, and it goes on there")
        raise
    _say_signed(signed)
    if as_json:
        click.echo(json.dumps(_signed_event(signed)))
    if with_documents:
        made = _documents(workspace, (), as_json)
        return 1 if signed.problems or made.problems else 0
    if signed.issued:
        say("their documents are not made yet: certpress documents")
    return 1 if signed.problems else 0


def _say_signed(signed: certificates.Signed) -> None:
    say(f"{signed.issued} certificates signed and stored in the register")
    for problem in signed.overtaken:
        say(f"not issued, and no longer needed: {problem.where}: {problem.problem}")
    for problem in signed.problems:
        say(f"not issued: {problem}")


def _signed_event(signed: certificates.Signed) -> dict[str, object]:
    return {
        "event": "signed",
        "signed": signed.issued,
        "waiting": signed.waiting,
        "not_issued": [one.where for one in signed.problems],
        "no_longer_needed": [one.where for one in signed.overtaken],
    }


@click.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice([*FORMS, _BADGE]),
    help="Make this form alone; may be given several times.",
)
@_JSON
@click.pass_obj
def documents(
    workspace: Workspace, numbers: tuple[str, ...], forms: tuple[str, ...], as_json: bool
) -> int:
    """Make the documents that are missing, of all certificates or of these numbers.

    They are made from what was signed: no key is needed, and making them again changes nothing.
    Interrupted and run again, it goes on where it was. All processors are used.

    \b
    Forms:
      certificate   certificate.pdf
      card          card.pdf, where the body has cards
      code          qr.svg and qr.png
      badge         badge.png, badge.svg and badge.json, where there is a badge

    \b
    Examples:
      certpress documents
      certpress documents NDT-2026-00417 NDT-2026-00418
      certpress documents --form card
    """
    return 1 if _documents(workspace, numbers, as_json, forms).problems else 0


def _documents(
    workspace: Workspace, numbers: Sequence[str], as_json: bool, forms: Sequence[str] = ()
) -> papers.Papers:
    watch = Progress(step="printed", as_json=as_json)
    with workspace.register() as register:
        for number in numbers:
            register.certification(number)  # one that there is none of is told at once
        made = papers.Papers(written=0, problems=())
        printed = [form for form in forms if form != _BADGE]
        if printed or not forms:
            made = papers.make(workspace, register, watch, numbers, printed)
        if _BADGE in forms or not forms:
            badges.write(workspace, register, numbers or None)
        if not forms:
            marks.place(workspace, register, numbers or None)
    say(f"documents of {made.written} certificates written to {short(workspace.documents)}/")
    for problem in made.problems:
        say(f"signed, but without documents: {problem}")
    if as_json:
        missing = [one.where for one in made.problems]
        event = {"event": "documents", "written": made.written, "not_printed": missing}
        click.echo(json.dumps(event))
    return made


@click.group()
def status() -> None:
    """Sign status lists, and see how long they will do."""


@status.command("refresh")
@click.option(
    "--for",
    "life",
    type=Life(),
    default=LIFE,
    metavar="DAYS",
    help="How long the lists will be believed, such as 14d for a closure (default: 7d).",
)
@click.option("--all", "all_lists", is_flag=True, help="Sign again also what is not due.")
@click.pass_obj
def refresh(workspace: Workspace, life: timedelta, all_lists: bool) -> None:
    """Sign the status lists that are due, and say until when checks will work.

    Run it after every decision, and every day: a list that is a day old, or whose bits have
    changed, is signed again. After the end of its life checks answer "could not be checked".

    \b
    Examples:
      certpress status refresh
      certpress status refresh --for 14d --all     before the office closes
    """
    whole = all_lists or life != LIFE
    with lists.publishing(workspace):
        result = lists.refreshed(workspace, lists.current(workspace), life, all_lists=whole)
        written = lists.publish_lists(workspace, result)
    say(f"{len(result.signed)} of {len(result.files)} status lists signed")
    for line in _named(written):
        say(line)
    say(f"checks will work until {rooms.spoken(result.until)}")


@status.command("show")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_obj
def show(workspace: Workspace, as_json: bool) -> None:
    """Say which lists are due and until when checks will work.

    \b
    Example:
      certpress status show
    """
    found, published = lists.current(workspace), lists.published(workspace)
    base = workspace.content.body.base_url
    due = rooms.due(found.certificates, found.badges, published, base, workspace.now)
    until = rooms.spoken(rooms.until(published)) if published and not due else ""
    if as_json:
        click.echo(json.dumps({"due": list(due), "until": until or None}))
        return
    say(f"{len(due)} status lists are due" + (": certpress status refresh" if due else ""))
    if until:
        say(f"checks will work until {until}")


def _named(paths: Sequence[Path], limit: int = 12) -> list[str]:
    """Paths as lines for people; many are summed up."""
    lines = [f"  {short(path)}" for path in paths[:limit]]
    return lines + ([f"  … and {len(paths) - limit} more"] if len(paths) > limit else [])
