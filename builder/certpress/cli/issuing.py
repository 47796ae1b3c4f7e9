"""certpress issue and certpress status: sign certificates, sign status lists."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from certpress import refresh as rooms
from certpress.cli import certificates, lists
from certpress.cli.options import Life
from certpress.cli.workspace import Workspace, say, short
from certpress.status import LIFE


def show_progress(done: int, total: int) -> None:
    """A line that counts, where somebody watches."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rsigned {done} of {total}{end}")
        sys.stderr.flush()


@click.command()
@click.pass_obj
def issue(workspace: Workspace) -> int:
    """Sign every certificate that a decision calls for, and write its documents.

    Interrupted and run again, it goes on where it was: nothing is lost, nothing is issued twice.
    A certificate that cannot be made is named, and stops no other; the exit code is then 1.
    Status lists are not touched: run `certpress status refresh` or `certpress build` after it.

    \b
    Example:
      certpress issue
    """
    result = certificates.issue(workspace, show_progress)
    say_issued(workspace, result)
    return 1 if result.problems else 0


def say_issued(workspace: Workspace, result: certificates.IssueResult) -> None:
    """Tell what was signed and where it lies."""
    place = f"{short(workspace.documents)}/"
    say(f"{result.issued} certificates signed, their documents written to {place}")
    if result.rewritten:
        say(f"documents of {result.rewritten} certificates issued before written to {place}")
    for problem in result.overtaken:
        say(f"not issued, and no longer needed: {problem.where}: {problem.problem}")
    for problem in result.problems:
        say(f"not issued: {problem}")


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
