"""certpress init: a body's folder, from a few answers."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from certpress import starter, store
from certpress.cli import body
from certpress.cli.workspace import Workspace, say, short
from certpress.errors import CertpressError, UsageError
from certpress.starter import answers
from certpress.starter.answers import Question


@click.command()
@click.argument(
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="[FOLDER]",
    default=Path(),
)
@click.option(
    "--answers",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take the answers from this YAML file, such as name: …",
)
@click.option(
    "--yes", is_flag=True, help="Ask nothing; what is not answered is left to be written."
)
@click.option("--example", is_flag=True, help="Begin with the complete texts of an invented body.")
@click.pass_obj
def init(workspace: Workspace, target: Path, file: Path | None, yes: bool, example: bool) -> None:
    """Start a body in a new folder: every text it needs, with guidance on how to write it.

    A few questions are asked; Enter leaves one open. What is still to be written is marked in the
    texts, and `certpress check` lists it. With --example you get complete texts to look at and to
    try commands with; they are those of a body that does not exist, and no other may publish them.

    \b
    Examples:
      certpress init mybody
      certpress init mybody --answers answers.yml --yes
      certpress init tryout --example
    """
    if example:
        body.begin(target)
        say("next: certpress keys init")
        return
    _empty(target, file)
    given = answers.read(file) if file else {}
    if not yes and not file and not os.isatty(0):
        raise UsageError(
            "certpress init",
            "there is nobody to ask",
            "name a file of answers with --answers FILE, or leave all of it open with --yes",
        )
    if not yes and os.isatty(0):
        given = _asked(given)
    files = starter.body(answers.complete(given), workspace.now.date())
    write(target, files)
    inside = "" if target.resolve() == Path.cwd() else f"cd {short(target)}\n  "
    say(f"\nnext:\n  {inside}certpress check    lists what is still to be written")
    say("  certpress serve    shows the pages while you write them")
    if not inside:
        say("  certpress keys init    makes the keys, when the address is certain")


def _empty(target: Path, file: Path | None) -> None:
    """Refuse a folder in which something lies that a body's files could be mixed with."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(
            short(target), "this is a file", "name a new folder: certpress init mybody"
        )
    for path in sorted(target.iterdir()):
        own = file is not None and path.resolve() == file.resolve()
        if not own and not path.name.startswith(".") and not (path / "pyvenv.cfg").is_file():
            raise UsageError(
                short(target),
                f"this folder is not empty: {path.name} is in it",
                "name a new folder: certpress init mybody",
            )


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """The answers given, and those to every other question."""
    say("Enter takes what stands in brackets, or leaves the question open for later.\n")
    found = dict(given)
    for question in answers.QUESTIONS:
        if question.key not in found:
            answered = _ask(question, found)
            found |= {} if answered is None else {question.key: answered}
    return found


def _ask(question: Question, found: dict[str, Any]) -> Any:
    """The answer to one question, asked until it can be used; None when it is left open."""
    known = answers.complete({k: v for k, v in found.items() if k != question.key})
    default = question.default({**known, **found} if question.key == "scheme_code" else found)
    if question.why:
        say(f"({question.why})")
    while True:
        text = str(
            click.prompt(question.asked, default=default, show_default=bool(default), err=True)
        )
        if not text.strip():
            return None
        try:
            return answers.answer(question, text.strip())
        except CertpressError as error:
            say(str(error))


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write new files and name each; UsageError, and nothing written, when one is there already."""
    planned = [(folder.joinpath(*name.split("/")), data) for name, data in files]
    for path, _ in planned:
        if path.exists():
            raise UsageError(
                short(path), "this file is there already", "choose another name, or edit the file"
            )
    for path, data in planned:
        store.write(path, data)
        say(f"wrote {short(path)}")
