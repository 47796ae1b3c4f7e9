"""certpress build and serve: a body's site, and a look at it."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from certpress import hosting, refresh, resources, site, starter, store
from certpress.cli import building, checking, preview, serving
from certpress.cli.workspace import Workspace, say, short
from certpress.errors import ConfigurationError, UsageError
from certpress.texts import OUTCOMES

PRIVATE = ("credentials", "keys")  # where what a body keeps for itself lies, beside one text


def begin(target: Path) -> None:
    """Copy the invented body into an empty or new folder and name what was written."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            short(target), "this folder is not empty", "name a new folder: certpress demo mybody"
        )
    source = resources.starter()
    target.mkdir(parents=True, exist_ok=True)
    for name in resources.STARTER:
        if name in PRIVATE:
            (target / name).mkdir()
            shutil.copyfile(source / name / "README.md", target / name / "README.md")
        elif (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copyfile(source / name, target / name)
        say(f"wrote {short(target / name)}")
    name, data = starter.ignored()
    store.write(target / name, data)
    say(f"wrote {short(target / name)}")


@click.command()
@click.option("--allow-draft", is_flag=True, help="Build though something owed is missing.")
@click.pass_obj
def build(workspace: Workspace, allow_draft: bool) -> None:
    """Build the site, check every certificate on it, and swap it in whole.

    A site that lacks, contradicts or let lapse something that is owed to the public is refused;
    `certpress check` tells all of it. With --allow-draft it is built with a banner on every page,
    and search engines are asked to stay away. Status lists that are due are signed on the way;
    nothing else needs a key. SOURCE_DATE_EPOCH sets the time that pages show, for builds that can
    be repeated byte for byte.

    \b
    Examples:
      certpress build
      certpress build --allow-draft
    """
    say_built(workspace, building.build(workspace, epoch(workspace), draft=allow_draft))


def epoch(workspace: Workspace) -> datetime:
    """The time that a build shows: SOURCE_DATE_EPOCH, or the beginning of the day (UTC).

    So two builds of the same content on the same day are the same bytes.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return workspace.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as cause:
        raise ConfigurationError(
            "SOURCE_DATE_EPOCH",
            f"not a number of seconds: {given!r}",
            "unset it, or write 1767225600",
        ) from cause


def say_built(workspace: Workspace, result: building.BuildResult) -> None:
    """Tell what a build made."""
    state = "built" if result.changed else "is up to date"
    say(f"{short(workspace.site)}/ {state}: {result.files} files")
    total = sum(result.counts.values())
    if total:
        parts = ", ".join(f"{n} {OUTCOMES[o]}" for o, n in sorted(result.counts.items()))
        say(f"{total} certificates verified on it: {parts}")
    if result.badges:
        say(f"badges verified on it: {result.badges}")
    checking.say_reported(result.review)
    say(f"checks will work until {refresh.spoken(result.until)}")


@click.command()
@click.option("--listen", default="127.0.0.1:8000", metavar="ADDRESS", help="Where to listen.")
@click.option("--no-watch", is_flag=True, help="Serve the built site as it is.")
@click.pass_obj
def serve(workspace: Workspace, listen: str, no_watch: bool) -> None:
    """Look at the pages on this machine while you write them.

    When a text is saved, its page is built again and shows itself. What keeps a text from being
    built is said here and in the page, which stays as it last was. The built site in site/ is not
    touched; what lies there beside the pages, the verifier among it, is served with them.

    \b
    Examples:
      certpress serve
      certpress serve --no-watch --listen 127.0.0.1:8080
    """
    serving.parse(listen)
    if no_watch:
        if not workspace.site.is_dir():
            raise ConfigurationError(
                short(workspace.site), "there is no site yet", "build it: certpress build"
            )
        serving.serve(workspace.site, listen)
        return
    workspace.require_body()
    with store.staging(workspace.folder / "preview") as folder:
        live = preview.Preview(folder=folder, fresh=workspace.fresh, epoch=epoch)
        live.begin()
        serving.serve(workspace.site, listen, live)


@click.command("hosting")
@click.argument("server", type=click.Choice(sorted(hosting.SERVERS)))
@click.pass_obj
def headers(workspace: Workspace, server: str) -> None:
    """Print what a web server has to be told: security headers, and what may be kept how long.

    The build writes the same into site/_headers, which Netlify and Cloudflare Pages read.

    \b
    Example:
      certpress hosting nginx > certpress.conf
    """
    folder = resources.built("verifier")
    pages = {name: (folder / name).read_bytes() for name in ("index.html", site.HOLDER)}
    table = site.headers(workspace.content.body, pages)
    click.echo(hosting.SERVERS[server](table), nl=False)
