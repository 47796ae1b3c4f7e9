"""certpress check: what the public and others are owed, where it stands, and what remains to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

import click

from certpress import clauses, consents, letters, links, pages
from certpress.clauses import Certified, Fault, Review, Weight
from certpress.cli import reviewing
from certpress.cli.workspace import Workspace, say
from certpress.content import Content
from certpress.errors import CertpressError, Refused
from certpress.register import Register


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the review as JSON, for machines.")
@click.option("--due", type=click.IntRange(0, 3650), metavar="DAYS", help="List what falls due.")
@click.option(
    "--standard",
    type=click.Choice(clauses.EDITIONS),
    help="Show the clause numbers of this edition of ISO/IEC 17024.",
)
@click.pass_obj
def check(workspace: Workspace, as_json: bool, due: int | None, standard: str | None) -> int:
    """Look for everything that a body owes the public and others, clause by clause.

    Says where each item stands and who approved it, and what is missing, overdue or contradictory,
    with file, line, what is wanted, and an example. Nothing is built or changed. What it finds is
    not a verdict on conformity, which is the accreditation body's.

    \b
    Examples:
      certpress check
      certpress check --due 90
    """
    content, review = look(workspace)
    if due is not None:
        listed = clauses.due(content, review.today, due)
        if as_json:
            click.echo(json.dumps({"due": [reviewing.due_value(one) for one in listed]}))
        else:
            click.echo("\n".join(reviewing.due_lines(listed, review.today, due)))
        return 1 if any(one.late for one in listed) else 0
    edition = standard or review.edition
    if as_json:
        value = reviewing.value(content, review, edition)
        click.echo(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(reviewing.lines(content, review, edition)))
    return 1 if any(fault.weight is not Weight.NOTE for fault in review.faults) else 0


def look(workspace: Workspace, *, draft: bool = False) -> tuple[Content, Review]:
    """The content as far as it can be read, and its review.

    Raises Refused where body.yml cannot be used, for then nothing can be told.
    """
    found = workspace.survey
    if found.content is None:
        raise Refused(found.problems)
    with workspace.register() if workspace.register_path.is_file() else nullcontext() as register:
        review = clauses.review(
            found.content,
            workspace.day(found.content),
            certified(register) if register else (),
            frozen=register.editions() if register else (),
            problems=found.problems,
            draft=draft,
        )
    planned = pages.plan(found.content, review.today, review=review)
    leading_nowhere = tuple(links.broken(found.content, planned, found.problems))
    more = (*leading_nowhere, *_unsaid(workspace), *_unused(workspace, found.content))
    return found.content, replace(review, findings=(*review.findings, *more))


def _unsaid(workspace: Workspace) -> Iterator[Fault]:
    """Words on no page that people agree to or are sent, where they cannot be used as they are."""
    folder = workspace.folder / "content"
    for name, load in ((consents.FOLDER, consents.load), (letters.FOLDER, letters.load)):
        try:
            if (folder / name).is_dir():
                load(folder)
        except Refused as refused:
            for one in refused.problems:
                yield _reported("content.words", one.where, one.problem, one.hint)


def _unused(workspace: Workspace, content: Content) -> Iterator[Fault]:
    """Pictures for badges that no badge can be made with."""
    folder = workspace.folder / "content" / "badges"
    schemes, usable = {one.id for one in content.schemes}, {name for name, _ in content.badges}
    for path in sorted(folder.glob("*")):
        where = f"content/badges/{path.name}"
        if path.stem not in schemes:
            wanted = f"the name of one: {', '.join(sorted(schemes))}"
            yield _reported("badge.picture", where, f"there is no scheme {path.stem}", wanted)
        elif path.name not in usable:
            wanted = "a PNG, or an SVG without scripts, links and anything from elsewhere"
            yield _reported("badge.picture", where, "this is no plain picture", wanted)


def _reported(code: str, where: str, problem: str, wanted: str) -> Fault:
    return Fault(code=code, weight=Weight.REPORT, where=where, problem=problem, wanted=wanted)


def certified(register: Register) -> Iterator[Certified]:
    """What the register knows of certificates, those not issued yet among them."""
    for one in register.decisions():
        if one.certifies and one.valid_from and one.valid_until:
            yield Certified(
                number=one.number,
                scheme=one.scheme,
                edition=one.edition,
                items=one.scope,
                valid_from=one.valid_from,
                valid_until=one.valid_until,
            )


def gate(workspace: Workspace, *, draft: bool) -> Review:
    """The review of a site that may be built; raises Refused with everything that stops it.

    A draft is built though something is missing, and says so on every page; what cannot be read
    stops it too.
    """
    _, review = look(workspace, draft=draft)
    stops = [fault for fault in review.stops if not draft or fault.code == "content.malformed"]
    if stops:
        raise Refused([*map(_error, stops), _refusal(len(stops), draft=draft)])
    return review


def say_reported(review: Review) -> None:
    """Tell, after a build, what was found and did not stop it."""
    stops = len(review.stops)
    if review.draft and stops:
        say(f"this is a draft: {_findings(stops)} would stop a build; each page says so")
    reported = sum(1 for fault in review.faults if fault.weight is Weight.REPORT)
    if reported:
        say(f"{_findings(reported)} to be mended: certpress check")


def _findings(count: int) -> str:
    return "1 finding" if count == 1 else f"{count} findings"


def _error(fault: Fault) -> CertpressError:
    if fault.code == "content.malformed":
        return CertpressError(fault.where, fault.problem, fault.wanted)
    example = f", such as: {fault.example}" if fault.example else ""
    return CertpressError(fault.where, fault.problem, f"wanted: {fault.wanted}{example}")


def _refusal(count: int, *, draft: bool) -> CertpressError:
    more = "" if draft else "; to look at it meanwhile: certpress build --allow-draft"
    return CertpressError(
        "certpress build",
        f"{_findings(count)} stop the site, which stays as it was",
        f"all of it by clause: certpress check{more}",
    )
