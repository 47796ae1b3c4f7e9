"""certpress new: schemes, editions and pages in a body's folder."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from certpress import schemas, starter
from certpress.cli import starting
from certpress.cli.options import Day
from certpress.cli.workspace import Workspace, say, short
from certpress.content import PAGES, SchemeText, kinds
from certpress.errors import UsageError
from certpress.starter import answers, editions


@click.group()
def new() -> None:
    """Begin a scheme, an edition of a scheme, or a page, with guidance in the files."""


@new.command("scheme")
@click.argument("scheme_id", metavar="ID")
@click.option("--name", help="Its name, as certificates print it.")
@click.option("--code", help="Its code, in capital letters; certificate numbers begin with it.")
@click.option("--edition", help="The first edition (default: this year's first).")
@click.option("--effective", type=Day(), help="The day on which it takes effect (default: today).")
@click.pass_obj
def new_scheme(
    workspace: Workspace,
    scheme_id: str,
    name: str | None,
    code: str | None,
    edition: str | None,
    effective: date | None,
) -> None:
    """Begin a certification scheme: its facts and one file for each section.

    \b
    Example:
      certpress new scheme welding --name "Welding inspectors" --code WELD
    """
    scheme_id = _checked(kinds.SchemeId, scheme_id, "ID")
    known = {text.scheme.id: text.scheme.code for text in workspace.content.texts}
    if scheme_id in known:
        raise UsageError(
            "ID",
            f"there is a scheme {scheme_id} already",
            f"for another edition of it: certpress new edition {scheme_id} …",
        )
    given = {"scheme_id": scheme_id, **({"scheme_name": name} if name else {})}
    given |= {"scheme_code": _checked(kinds.SchemeCode, code, "--code")} if code else {}
    values = answers.complete(given)
    if values["scheme_code"] in known.values():
        raise UsageError(
            "--code", f"another scheme has the code {values['scheme_code']}", "choose another one"
        )
    values |= {
        "name": workspace.content.body.name,
        "owner": starter.to_write("who answers for the text of this edition"),
        "edition": _checked(kinds.Edition, edition or f"{workspace.today.year}-1", "--edition"),
        "effective": effective or workspace.today,
    }
    starting.write(workspace.folder, starter.scheme(values, workspace.today))
    say("\nnext:\n  certpress check    lists what is still to be written\n  certpress serve")


@new.command("edition")
@click.argument("scheme_id", metavar="SCHEME")
@click.argument("edition", metavar="EDITION")
@click.option("--effective", type=Day(), help="The day on which it takes effect.")
@click.option("--transition-until", type=Day(), help="The last day of the edition before.")
@click.option("--what", help="What changes.")
@click.option("--certified-persons", help="What it means for persons already certified.")
@click.pass_obj
def new_edition(
    workspace: Workspace,
    scheme_id: str,
    edition: str,
    effective: date | None,
    transition_until: date | None,
    what: str | None,
    certified_persons: str | None,
) -> None:
    """Begin the next edition of a scheme, as a copy of the latest one.

    The edition before stays as it is: certificates name it. Edit the copy, then have it approved.

    \b
    Example:
      certpress new edition ndt 2028-1 --effective 2028-01-01
    """
    edition = _checked(kinds.Edition, edition, "EDITION")
    before = _latest(workspace, scheme_id, edition)
    begins = effective or _begins()
    _in_order(begins, transition_until, before)
    change = editions.Change(
        edition=edition,
        replaces=before.scheme.edition,
        effective=begins,
        published=workspace.today,
        transition_until=transition_until,
        what=what or _prompted("What changes"),
        certified_persons=certified_persons
        or _prompted("What it means for persons already certified"),
    )
    source = workspace.folder / "content" / "schemes" / scheme_id / before.scheme.edition
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    made = starter.copied(files, change)
    starting.write(source.parent / edition, made)
    say(f"\nnext:\n  change the texts in {short(source.parent / edition)}")
    say("  certpress check    lists what is still to be written and approved\n  certpress serve")


def _latest(workspace: Workspace, scheme_id: str, edition: str) -> SchemeText:
    """The latest edition of a scheme; UsageError for no such scheme, or no new edition."""
    found = [text for text in workspace.content.texts if text.scheme.id == scheme_id]
    if not found:
        known = ", ".join(sorted({text.scheme.id for text in workspace.content.texts}))
        raise UsageError(
            "SCHEME", f"there is no scheme {scheme_id}", f"known are: {known or 'none'}"
        )
    if edition in {text.scheme.edition for text in found}:
        raise UsageError(
            "EDITION", f"{scheme_id} has an edition {edition} already", "choose the next name"
        )
    return max(found, key=lambda text: text.scheme.effective)


def _in_order(begins: date, transition_until: date | None, before: SchemeText) -> None:
    if begins <= before.scheme.effective:
        raise UsageError(
            "--effective",
            f"edition {before.scheme.edition} takes effect on {before.scheme.effective} itself",
            "choose a later day",
        )
    if transition_until is not None and transition_until < begins:
        raise UsageError(
            "--transition-until",
            "the edition before would end before this one begins",
            "choose a day after --effective, or leave it out",
        )


@new.command("page")
@click.argument("name", metavar="NAME")
@click.option("--title", help="The page's title (default: made from its name).")
@click.pass_obj
def new_page(workspace: Workspace, name: str, title: str | None) -> None:
    """Begin a page; its name becomes its address.

    \b
    Examples:
      certpress new page examination-dates --title "Dates of examinations"
      certpress new page appeals
    """
    name = _checked(kinds.Name, name, "NAME")
    workspace.require_body()
    spoken = title or name.replace("-", " ").capitalize()
    owner = starter.to_write("who answers for this text")
    starting.write(workspace.folder, [starter.page(name, spoken, owner)])
    if name not in PAGES:
        say(f"to lead readers to it, link to it from another page: [{spoken}]({name}.md)")
    say("\nnext:\n  certpress check    lists what is still to be written\n  certpress serve")


@new.command("schemas")
@click.pass_obj
def new_schemas(workspace: Workspace) -> None:
    """Write the schemas by which editors check your files, as this certpress has them.

    \b
    Example:
      certpress new schemas
    """
    workspace.require_body()
    written = workspace.write(workspace.folder / "content", schemas.files())
    for path in written:
        say(f"wrote {short(path)}")
    if not written:
        say("the schemas are up to date")


def _checked(kind: Any, value: str, where: str) -> str:
    """A word of the command line as the kind of field that it becomes; raises UsageError."""
    try:
        return str(TypeAdapter(kind).validate_python(value))
    except ValidationError as error:
        context = error.errors(include_url=False)[0].get("ctx", {})
        raise UsageError(
            where, str(context.get("problem", error)), str(context.get("hint", ""))
        ) from None


def _begins() -> date:
    """The day on which an edition takes effect, asked for; UsageError when nobody can answer."""
    if not os.isatty(0):
        raise UsageError("--effective", "the day is missing", "write --effective 2028-01-01")
    asked = "The day on which it takes effect, such as 2028-01-01"
    day: date = click.prompt(asked, type=Day(), err=True)
    return day


def _prompted(asked: str) -> str:
    """What somebody at the terminal answers; empty when there is nobody, or no answer."""
    if not os.isatty(0):
        return ""
    return str(click.prompt(f"{asked} (Enter: later)", default="", show_default=False, err=True))
