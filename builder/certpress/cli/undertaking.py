"""certpress undertaking: who promised in writing to use certificate and mark as the rules say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from certpress.clauses import quality
from certpress.cli import marks
from certpress.cli.decisions import user
from certpress.cli.options import Day
from certpress.cli.workspace import Workspace, say, short
from certpress.content import UndertakingWords
from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.intake import undertakings
from certpress.register import Register, Undertaking, UndertakingText


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An undertaking to be recorded, with what was signed; `where` is its place in a file."""

    signed: Undertaking
    text: UndertakingText
    where: str = ""


@click.group()
def undertaking() -> None:
    """Record who undertook to use certificate and mark as your rules say.

    The files of the certification mark go to nobody else. What people sign stands in
    content/mark/undertaking.<language>.md; the mark's files lie beside it.

    \b
    Examples:
      certpress undertaking record NDT-2026-00417 --on 2026-11-02
      certpress undertaking show --missing
    """


@undertaking.command("record")
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@click.option("--version", metavar="VERSION", help="What they signed (default: the current one).")
@click.option("--on", type=Day(), default=None, help="The day they signed (default: today).")
@click.option("--language", metavar="LANGUAGE", help="Of the text (default: the body's first).")
@click.option("--guardian", default="", metavar="NAME", help="Who signed for a minor.")
@click.option("--entered-by", default=None, metavar="NAME", help="Who enters it (default: you).")
@click.pass_obj
def record_command(
    workspace: Workspace,
    numbers: tuple[str, ...],
    version: str | None,
    on: date | None,
    language: str | None,
    guardian: str,
    entered_by: str | None,
) -> None:
    """Record that persons signed the undertaking: all of the numbers, or none.

    The text that they signed is kept, with its version and language. Who signed the current version
    and is in force is given the mark: its files are put beside their documents, and go out with
    `certpress pack` and `certpress deliver`.

    \b
    Examples:
      certpress undertaking record NDT-2026-00417
      certpress undertaking record NDT-2026-00417 NDT-2026-00418 --version 2026-01 --on 2026-11-02
    """
    with workspace.register() as register:
        text = find(workspace, register, version, language)
        made = [
            signed(workspace, number, text, on, guardian, entered_by or user())
            for number in dict.fromkeys(numbers)
        ]
        record(workspace, register, [Entry(signed=one, text=text) for one in made])
        marks.place(workspace, register, {one.number for one in made})
        for one in made:
            say(f"{one.number}: undertaking of {one.on} (text {one.version}, {one.language})")
            _say_mark(workspace, register, one.number)


@undertaking.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--entered-by", default=None, metavar="NAME", help="Who enters them (default: you).")
@click.pass_obj
def import_(workspace: Workspace, file: Path, entered_by: str | None) -> None:
    """Record the undertakings of a CSV or XLSX file, all of them or none.

    Its columns are number, on, and where they differ from the current text in the body's first
    language version and language; guardian for minors. Importing a file a second time records only
    what is new in it.

    \b
    Example:
      certpress undertaking import signed.csv
    """
    rows = undertakings.read(file)
    with workspace.register() as register:
        known = {(one.number, one.version, one.language) for one in register.undertakings()}
        made, problems = list[Entry](), list[CertpressError]()
        for row in rows:
            try:
                text = find(workspace, register, row.version or None, row.language or None)
            except CertpressError as problem:
                problems.append(_at(row.where, problem))
                continue
            if (row.number, text.version, text.language) not in known:
                known.add((row.number, text.version, text.language))
                one = signed(
                    workspace, row.number, text, row.on, row.guardian, entered_by or user()
                )
                made.append(Entry(where=row.where, signed=one, text=text))
        if problems:
            raise Refused(problems)
        record(workspace, register, made)
        marks.place(workspace, register, {one.signed.number for one in made})
    say(f"{len(made)} undertakings recorded in {short(workspace.register_path)}")
    if len(made) < len(rows):
        say(f"{len(rows) - len(made)} were recorded before")


def _at(where: str, problem: CertpressError) -> CertpressError:
    """A problem with the place in the file that it comes from."""
    return CertpressError(f"{where}: {problem.where}", problem.problem, problem.hint)


def _say_mark(workspace: Workspace, register: Register, number: str) -> None:
    """Whether the mark was given, and why not."""
    if not workspace.content.mark.files:
        say("  there are no files of a mark in content/mark/ yet")
        return
    reason = marks.why_not(workspace, register, number)
    place = workspace.documents / number / marks.FOLDER
    if reason is not None:
        say(f"  no mark is given: {reason}")
    elif place.is_dir():
        say(f"  the mark is in {short(place)}/")
    else:
        say("  the mark comes with their documents: certpress issue")


def signed(
    workspace: Workspace,
    number: str,
    text: UndertakingText,
    on: date | None,
    guardian: str = "",
    entered_by: str = "Demonstration",
) -> Undertaking:
    """An undertaking of a number to a text, to be recorded; without a day it is of today."""
    return Undertaking(
        number=number,
        on=on or workspace.today,
        language=text.language,
        version=text.version,
        guardian=" ".join(guardian.split()),
        entered_by=entered_by,
        entered_at=workspace.now,
    )


def record(workspace: Workspace, register: Register, entries: Sequence[Entry]) -> None:
    """Record undertakings, all or none; Refused with every one that cannot be."""
    problems = list[CertpressError]()
    with register.transaction():
        for one in entries:
            try:
                register.undertake(one.signed, one.text, today=workspace.today)
            except CertpressError as problem:
                problems.append(_at(one.where, problem) if one.where else problem)
        if problems:
            raise problems[0] if len(problems) == 1 else Refused(problems)


def find(
    workspace: Workspace, register: Register, version: str | None, language: str | None
) -> UndertakingText:
    """The text of a version in a language: the body's own of today, or one that was signed before.

    ConfigurationError when there is none, or it is still to be written.
    """
    words, spoken = workspace.content.mark.undertakings, language or _first(workspace)
    here = next((one for one in words if one.language == spoken), None)
    if here is not None and version in (None, here.version):
        return _written(here)
    for kept in register.undertaking_texts():
        if (kept.language, kept.version) == (spoken, version):
            return kept
    there = [f"{one.version} in {one.language}" for one in words]
    there += [f"{one.version} in {one.language}" for one in register.undertaking_texts()]
    hint = f"there are: {', '.join(dict.fromkeys(there))}" if there else "write it"
    asked = f"version {version}" if version else "such text"
    problem = f"there is no {asked}, so nobody can have signed it"
    raise ConfigurationError(f"content/mark/undertaking.{spoken}.md", problem, hint)


def _first(workspace: Workspace) -> str:
    return workspace.content.body.languages[0]


def _written(words: UndertakingWords) -> UndertakingText:
    found = quality.placeholder(words.text)
    if found is not None:
        where = f"{words.source}:{words.line + found[0]}"
        raise ConfigurationError(where, found[1], "write it before anybody signs it")
    return UndertakingText(language=words.language, version=words.version, document=words.document)


@undertaking.command("show")
@click.argument("number", required=False)
@click.option(
    "--missing", is_flag=True, help="Who is in force and did not sign the current version."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def show(workspace: Workspace, number: str | None, missing: bool, as_json: bool) -> None:
    """Show the undertakings of one number, or all; or who has none yet.

    \b
    Examples:
      certpress undertaking show NDT-2026-00417
      certpress undertaking show --missing
    """
    if missing and number:
        raise click.UsageError("--missing looks at everybody: leave the number out")
    with workspace.register() as register:
        if missing:
            lacking = list(_lacking(workspace, register))
            click.echo(json.dumps(lacking) if as_json else "\n".join(lacking), nl=bool(lacking))
            return
        if number is not None:
            register.certification(number)  # a number that is none is told
        signed = tuple(register.undertakings(number))
    if as_json:
        click.echo(
            json.dumps([marks.described(one) for one in signed], indent=1, ensure_ascii=False)
        )
        return
    if not signed:
        say("no undertakings")
    for one in signed:
        current = ", current" if one.version == workspace.content.mark.version else ""
        click.echo(f"{one.on}  {one.number}  {marks.told(one)}{current}")


def _lacking(workspace: Workspace, register: Register) -> Iterator[str]:
    """The numbers in force whose person did not sign the current version."""
    version = find(workspace, register, None, None).version
    having = {one.number for one in register.undertakings() if one.version == version}
    for one in register.issued():
        lacks = one.current and one.number not in having
        if lacks and marks.in_force(register.certification(one.number), workspace):
            yield one.number
