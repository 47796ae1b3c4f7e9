"""certpress import, decide, show and register: decisions on certification."""

from __future__ import annotations

import dataclasses
import getpass
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from certpress import fonts, intake
from certpress.cli import marks
from certpress.cli.options import Day
from certpress.cli.workspace import Workspace, entropy, say, short
from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.intake.table import Row
from certpress.model import Audience, Kind
from certpress.register import (
    CERTIFYING,
    FIRST,
    Certification,
    Decision,
    Entry,
    Recorded,
    Register,
)
from certpress.report import Finding
from certpress.texts import OUTCOMES


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--entered-by", default=None, metavar="NAME", help="Who enters them (default: you).")
@click.pass_obj
def import_(workspace: Workspace, file: Path, entered_by: str | None) -> None:
    """Record the decisions of a CSV or XLSX file, all of them or none.

    A file with a fault changes nothing: every fault is named with its place. Importing a file a
    second time records only what is new in it. credentials/README.md lists the columns.

    \b
    Examples:
      certpress import decisions.csv
      certpress import decisions.xlsx --entered-by "Ada Quill"
    """
    found = intake.read(
        file,
        schemes=workspace.content.schemes,
        today=workspace.today,
        entered_by=entered_by or user(),
    )
    decisions, skipped = record(workspace, found.entries, found.findings)
    say(f"{len(decisions)} decisions recorded in {short(workspace.register_path)}")
    if skipped:
        say(f"{skipped} were recorded before")
    calling = sum(1 for decision in decisions if decision.certifies)
    if calling:
        say(f"{calling} call for a certificate: certpress issue")


def user() -> str:
    """Who is at the keyboard, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def record(
    workspace: Workspace, entries: Sequence[Entry], findings: Sequence[Finding]
) -> tuple[Sequence[Decision], int]:
    """Record entries, all or none, after saying what staff should look at."""
    for finding in findings:
        say(f"look at {finding.where}: {finding.text}")
    _refuse_unprintable(entries)
    for line in _strangers(workspace, entries):
        say(line)
    if not workspace.register_path.is_file():
        with Register.in_memory() as first:  # one that is refused leaves no register
            result = _record(workspace, first, entries)
            if _kept(workspace, first):
                return result.decisions, result.skipped
    with workspace.register() as register:
        result = _record(workspace, register, entries)
        later = {one.number for one in result.decisions if one.kind not in FIRST}
        marks.place(workspace, register, later)
    return result.decisions, result.skipped


def _kept(workspace: Workspace, first: Register) -> bool:
    """Put the first register on the disk; False when another command has begun one meanwhile."""
    try:
        first.keep(workspace.register_path)
    except ConfigurationError:
        if not workspace.register_path.is_file():
            raise
        return False
    return True


def _strangers(workspace: Workspace, entries: Sequence[Entry]) -> Iterator[str]:
    """Who decided or authorised without being named in body.yml; each is told once."""
    known, told = {person.name for person in workspace.content.people}, set[str]()
    for entry in entries:
        authorised = (entry.authorised_by.name,) if entry.authorised_by else ()
        for name in (*entry.decided_by, *authorised):
            if known and name not in known and name not in told:
                told.add(name)
                yield f'look at {entry.where}: "{name}" is not among the people of body.yml'


def _refuse_unprintable(entries: Sequence[Entry]) -> None:
    """What no bundled font can print would be found when issuing; it is told before recording."""
    known, problems = fonts.load(), list[CertpressError]()
    for entry in entries:
        texts = {"name": entry.name, "name_latin": entry.name_latin, "conditions": entry.conditions}
        for column, text in texts.items():
            missing = known.missing(text or "")
            if missing:
                named = " ".join(f"U+{ord(character):04X}" for character in missing)
                problem = f'"{missing}" ({named}) is in none of the fonts that certpress carries'
                hint = "check the spelling; if it is right, write it in letters that can be printed"
                problems.append(CertpressError(f"{entry.where}: {column}", problem, hint))
    if problems:
        raise Refused(problems)


def _record(workspace: Workspace, register: Register, entries: Sequence[Entry]) -> Recorded:
    return register.record(
        entries,
        schemes=workspace.content.schemes,
        now=workspace.now,
        today=workspace.today,
        entropy=entropy,
    )


@click.group()
def decide() -> None:
    """Record one decision on certification.

    \b
    Examples:
      certpress decide suspend NDT-2026-00417 --decided-by "Ada Quill" \\
          --basis "surveillance report 12" --reason "vision test overdue"
      certpress decide recertify NDT-2026-00417 --decided-by "Ada Quill" \\
          --basis "file 2026/88" --authorised-by "Bo Marsh" --authorised-role "Head of
          Certification"
    """


# Options by the column they fill; `many` are joined as cells are.
_PERSON = ("name", "name_latin", "date_of_birth")
_DATES = ("valid_from", "valid_until")
_AUTHORISED = ("authorised_by", "authorised_role")
_COMMON = ("decided_on", "decided_by", "basis", "reason", "examiners", "trainers", "reference")
_MANY = {
    "decided_by": "decided-by",
    "examiners": "examiner",
    "trainers": "trainer",
    "scope": "scope",
}
_HELP = {
    "name": "The person's name, in their own script.",
    "name_latin": "The same in Latin letters, as in the passport.",
    "date_of_birth": "Day of birth, where the scheme asks for it.",
    "person": "A number that the same person holds already.",
    "scheme": "The scheme, such as ndt.",
    "edition": "Its edition; may be left out while one is in effect.",
    "scope": 'A scope item, such as UT-2-W or "MT-2-W until 2028-03-31"; may be repeated.',
    "conditions": 'Conditions and limitations; "-" for none.',
    "valid_from": "First day; left out: as the scheme says.",
    "valid_until": "Last day; left out: as the scheme says.",
    "decided_on": "The day of the decision (default: today).",
    "decided_by": "Who decided; may be repeated.",
    "basis": "On what grounds: the file, the report.",
    "reason": "The reason; private, never published.",
    "authorised_by": "Who authorised the certificate.",
    "authorised_role": "The role in which they did.",
    "examiners": "Who examined this person; may be repeated.",
    "trainers": "Who trained this person; may be repeated.",
    "reference": "Your own name for the decision; makes a second entry harmless.",
}
_COMMANDS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.GRANT: (
        "Grant certification.",
        ("scheme", "edition", "scope", "conditions", *_PERSON, "person", *_DATES),
    ),
    Kind.TAKE_OVER: (
        "Take a certification over from a former register.",
        ("scheme", "edition", "scope", "conditions", *_PERSON, "person", *_DATES),
    ),
    Kind.RECERTIFY: ("Recertify: a new certificate, the same number.", (*_DATES, "edition", "scope",
    "conditions")), Kind.EXPAND: ("Expand the scope.", ("scope", "valid_from", "conditions")),
    Kind.REDUCE: ("Reduce the scope: name what is taken away.", ("scope", "conditions")),
    Kind.SUSPEND: ("Suspend certification.", ()),
    Kind.REINSTATE: ("End a suspension.", ()),
    Kind.WITHDRAW: ("Withdraw certification.", ()),
    Kind.END: ("End certification at the person's request.", ()),
    Kind.DIED: ("End certification: the person has died.", ()),
    Kind.ANNUL: ("Annul, on appeal, the latest decision against the person.", ()),
    Kind.CORRECT: ("Correct what a certificate says.", (*_PERSON, "conditions")),
}  # fmt: skip


def _command(kind: Kind, summary: str, columns: tuple[str, ...]) -> click.Command:
    """The command that records one kind of decision."""
    first = kind in (Kind.GRANT, Kind.TAKE_OVER)
    number = click.Argument(["number"], required=kind is not Kind.GRANT)
    certifying = _AUTHORISED if kind in CERTIFYING or kind is Kind.ANNUL else ()
    options = [_option(column) for column in (*columns, *_COMMON, *certifying)]
    entered = click.Option(["--entered-by"], metavar="NAME", help="Who enters it (default: you).")
    hint = "Without NUMBER the next free one is given." if kind is Kind.GRANT else ""

    def run(**values: Any) -> None:
        _decide(click.get_current_context().find_object(Workspace), kind, values)

    callback: Callable[..., None] = run
    example = f"\b\nExample:\n  certpress decide {kind} {_EXAMPLES.get(kind, 'NDT-2026-00417')} …"
    return click.Command(
        str(kind),
        params=[number, *options, entered],
        callback=callback,
        help=f"{summary} {hint}\n\n{example}" if first else f"{summary}\n\n{example}",
        short_help=summary,
    )


_EXAMPLES = {
    Kind.GRANT: '--name "Jane Doe" --scheme ndt --scope UT-2-W --scope MT-2-W',
    Kind.TAKE_OVER: 'OLD-417 --name "Jane Doe" --scheme ndt --scope UT-2-W',
    Kind.EXPAND: "NDT-2026-00417 --scope RT-2-W",
    Kind.REDUCE: "NDT-2026-00417 --scope MT-2-W",
    Kind.CORRECT: 'NDT-2026-00417 --name "Jane Quill"',
}


def _option(column: str) -> click.Option:
    name = _MANY.get(column, column.replace("_", "-"))
    day = column in ("decided_on", "date_of_birth", *_DATES)
    return click.Option(
        [f"--{name}", column],
        multiple=column in _MANY,
        type=Day() if day else str,
        help=_HELP[column],
        metavar="DAY" if day else "TEXT",
    )


def _decide(workspace: Workspace | None, kind: Kind, values: dict[str, Any]) -> None:
    if workspace is None:  # pragma: no cover  # the group always makes one
        raise CertpressError("decide", "there is no workspace")
    cells: dict[str, Any] = {"kind": str(kind)}
    for column, value in values.items():
        if value not in (None, (), ""):
            cells[column] = "; ".join(value) if isinstance(value, tuple) else value
    cells.setdefault("decided_on", workspace.today)
    cells.setdefault("reference", f"decide-{entropy(12).hex()}")
    row = Row(where=f"decide {kind}", cells=cells, places={})
    found = intake.understand(
        [row], schemes=workspace.content.schemes, today=workspace.today, entered_by=user()
    )
    decisions, _ = record(workspace, found.entries, found.findings)
    for decision in decisions:
        say(f"recorded: {describe(decision)}")
    say(f"next: {', then '.join(_next(workspace, decisions))}")


def _next(workspace: Workspace, decisions: Sequence[Decision]) -> list[str]:
    """What documents, status lists, and pages that show the person, follow with."""
    with workspace.register() as register:
        held = [register.consented(one.number).get(one.number, {}) for one in decisions]
    steps = ["certpress status refresh"]
    if any(decision.certifies for decision in decisions):
        paged = any(Audience.BADGE_PAGE in one for one in held)
        more = ["certpress badge issue --all-consented"] if paged else []
        steps = ["certpress issue", *more, *steps]
    return [*steps, "certpress build, for they are shown on the site"] if any(held) else steps


for _kind, (_summary, _columns) in _COMMANDS.items():
    decide.add_command(_command(_kind, _summary, _columns))


def describe(decision: Decision) -> str:
    """A decision in one line."""
    parts = [f"{decision.number}: {decision.kind}, decided on {decision.decided_on}"]
    if decision.certifies:
        parts.append(f"scope {', '.join(decision.scope)}")
        parts.append(f"valid {decision.valid_from} to {decision.valid_until}")
    return "; ".join(parts)


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_obj
def show(workspace: Workspace, number: str, as_json: bool) -> None:
    """Show where a certification stands, its decisions and its documents.

    \b
    Example:
      certpress show NDT-2026-00417
    """
    with workspace.register() as register:
        found = register.certification(number)
        issued = [one.id for one in register.issued(number)]
        signed = tuple(register.undertakings(number))
        reason = marks.why_not(workspace, register, number)
    if as_json:
        value = _as_json(found, issued, workspace.today)
        value["undertakings"] = [marks.described(one) for one in signed]
        value["mark"] = bool(workspace.content.mark.files) and reason is None
        click.echo(json.dumps(value, ensure_ascii=False))
        return
    for line in _lines(found, workspace.today):
        click.echo(line)
    click.echo(f"undertaking: {marks.summary(signed, workspace.content.mark.version)}")
    if workspace.content.mark.files:
        click.echo(f"mark: not given: {reason}" if reason else "mark: given")
    place = f"{short(workspace.documents / number)}/ ({len(issued)} issued)"
    click.echo(f"documents: {place}" if issued else "documents: none issued yet: certpress issue")


def _as_json(found: Certification, issued: Sequence[str], today: date) -> dict[str, Any]:
    person = found.person
    return {
        "number": found.number,
        "name": person.name if person else None,
        "scheme": found.scheme,
        "edition": found.edition,
        "scope": list(found.scope),
        "conditions": found.conditions,
        "from": found.valid_from.isoformat(),
        "until": found.valid_until.isoformat(),
        "outcome": str(found.outcome(today)),
        "certificates": list(issued),
        "decisions": [describe(decision) for decision in found.history],
    }


def _lines(found: Certification, today: date) -> list[str]:
    name = found.person.name if found.person else "(personal data erased)"
    lines = [
        f"{found.number}: {OUTCOMES[found.outcome(today)]}",
        f"person: {name}",
        f"scheme: {found.scheme}, edition {found.edition}",
        f"scope: {', '.join(found.scope)}",
        f"from {found.valid_from} until {found.valid_until}",
    ]
    if found.conditions:
        lines.append(f"conditions: {found.conditions}")
    return [*lines, "decisions:", *(f"  {d.seq}. {describe(d)}" for d in found.history)]


@click.group()
def register() -> None:
    """Look after the register."""


@register.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_obj
def check(workspace: Workspace, as_json: bool) -> int:
    """Check that no decision was changed or removed since it was recorded.

    \b
    Example:
      certpress register check
    """
    with workspace.register() as opened:
        report, (count, head) = opened.check(), opened.head()
    if as_json:
        found = [dataclasses.asdict(finding) for finding in report.findings]
        click.echo(json.dumps({"decisions": count, "head": head, "findings": found}))
    else:
        for finding in report.findings:
            say(f"{finding.where}: {finding.text}" if finding.where else finding.text)
        say(f"{count} decisions, the last with the hash {head}")
    return 1 if report.failed else 0
