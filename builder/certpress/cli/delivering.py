"""certpress deliver: each certified person is mailed their documents."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import babel
import babel.dates
import click

from certpress import certificate, deliveries, documents, letters, mail, shape, store
from certpress.cli import marks
from certpress.cli.workspace import Workspace, entropy, say, short
from certpress.deliveries import Delivery, Standing, State
from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.letters import Letter, Recipient
from certpress.model import Issued
from certpress.pages import catalogue
from certpress.register import Register

_ATTACHED = ("certificate.pdf", documents.CREDENTIAL)
_MORE = (documents.CARD, *documents.BADGE_NAMES)  # sent where they are
_AGAIN = "run this again when it is in force, or to send the certificate all the same: --again"
_PASSWORD = "CERTPRESS_MAIL_PASSWORD"  # noqa: S105 - the name of a variable, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """What one person is to be sent: files of `folder`, below the documents, and of the mark."""

    recipient: Recipient
    letter: Letter
    certificate: str
    folder: str
    names: tuple[str, ...]
    mark: Mapping[str, bytes]

    def log(self, state: State, said: str = "") -> Delivery:
        return Delivery(
            number=self.recipient.number,
            certificate=self.certificate,
            to=self.recipient.email,
            state=state,
            said=said,
        )


@click.command()
@click.argument("addresses", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option("--dry-run", is_flag=True, help="Say who would be sent what, and send nothing.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="With --dry-run: write each message there, to open in a mail program.",
)
@click.option(
    "--again",
    multiple=True,
    metavar="NUMBER",
    help="Send to this person although they may have been sent it. Ask them first.",
)
@click.pass_obj
def deliver(
    workspace: Workspace,
    addresses: Path,
    numbers: tuple[str, ...],
    *,
    dry_run: bool,
    save: Path | None,
    again: tuple[str, ...],
) -> int:
    """Mail each certified person the documents of their certificate.

    ADDRESSES is a CSV or XLSX file with the columns number, email and (optional) language. The
    words are in content/letters/, the mail server in credentials/mail.yml. What was sent is noted
    in credentials/delivered.jsonl: run again, the command goes on where it stopped, and nobody is
    sent the same certificate twice. The exit code is 1 when somebody was not sent theirs.

    \b
    Examples:
      certpress deliver addresses.csv --dry-run --save /tmp/letters
      certpress deliver addresses.csv
      certpress deliver addresses.csv NDT-2026-00417
    """
    if save and not dry_run:
        raise click.UsageError("--save goes with --dry-run")
    named = {*numbers, *again}
    asked = [
        one
        for one in letters.recipients(addresses, workspace.content.body.languages[0])
        if not named or one.number in named
    ]
    _refuse_unknown(named, asked, addresses)
    log = deliveries.read(store.read(_log(workspace)) or b"", short(_log(workspace)))
    parcels, held_back = _gather(workspace, asked, log, frozenset(again))
    for line in held_back:
        say(line)
    if dry_run:
        _tell(workspace, parcels, save)
        return 0
    return 1 if _send(workspace, parcels) or held_back else 0


def _log(workspace: Workspace) -> Path:
    return workspace.folder / "credentials" / "delivered.jsonl"


def _refuse_unknown(named: set[str], asked: Sequence[Recipient], addresses: Path) -> None:
    missing = sorted(named - {one.number for one in asked})
    if missing:
        hint = "add a row for each, or check the number"
        raise CertpressError(addresses.name, f"has no row for {', '.join(missing)}", hint)


# Gather and check everything


def _gather(
    workspace: Workspace,
    asked: Sequence[Recipient],
    log: Mapping[tuple[str, str], Standing],
    again: frozenset[str],
) -> tuple[list[_Parcel], list[str]]:
    """What is to be sent, and a line for each person who is passed over for a reason to look at."""
    words = letters.load(workspace.folder / "content")
    parcels, held_back, problems = list[_Parcel](), list[str](), list[CertpressError]()
    with workspace.register() as register:
        for one in asked:
            try:
                issued = _current(register, one)
                mark = marks.given(workspace, register, one.number)
                before = log.get((issued.id, one.email), Standing())
                state = marks.out_of_force(register.certification(one.number), workspace)
                unsent = before.state in (None, State.REFUSED)
                if one.number in again or (unsent and not state):
                    parcels.append(_parcel(workspace, one, issued, mark, words))
                elif unsent:
                    held_back.append(f"{one.number}: not sent: {state}; {_AGAIN} {one.number}")
                elif before.state is State.SENDING:
                    held_back.append(_perhaps(one))
                elif mark.keys() - before.files:
                    say(_mark_came_later(one))
            except CertpressError as problem:
                problems.append(problem)
    if problems:
        raise Refused(problems)
    return parcels, held_back


def _perhaps(one: Recipient) -> str:
    return (
        f"{one.number}: the connection broke, or the disk was full, while it was sent to "
        f"{one.email}; ask whether it arrived, and if it did not: --again {one.number}"
    )


def _mark_came_later(one: Recipient) -> str:
    return (
        f"{one.number}: the certification mark has been given since theirs was sent; to send all "
        f"of it: --again {one.number}"
    )


def _current(register: Register, one: Recipient) -> Issued:
    """The certificate that a person is to have; CertpressError when there is none in force."""
    where = letters.row_place(one)
    try:
        standing = register.certification(one.number)
    except CertpressError as problem:
        raise CertpressError(where, problem.problem, problem.hint) from problem
    if standing.ended is not None:
        raise CertpressError(
            where, f"{one.number} is no longer in force", "take the row out of the file"
        )
    issued = next((c for c in register.issued(one.number) if c.current), None)
    if issued is None:
        raise CertpressError(where, f"{one.number} has no certificate yet", "certpress issue")
    return issued


def _parcel(
    workspace: Workspace,
    one: Recipient,
    issued: Issued,
    mark: Mapping[str, bytes],
    words: Mapping[str, Letter],
) -> _Parcel:
    letter = words.get(one.language)
    if letter is None:
        raise CertpressError(
            f"{one.where}: language",
            f"there is no letter in {one.language}",
            f"write content/letters/{one.language}.md, or choose of: {', '.join(sorted(words))}",
        )
    folder = documents.folder(issued)
    place = workspace.documents.joinpath(*folder.split("/"))
    if store.read(place / documents.CREDENTIAL) != issued.document:
        problem = "is not there, or not the one of the register"
        raise CertpressError(short(place / documents.CREDENTIAL), problem, "certpress issue")
    return _Parcel(
        recipient=one,
        letter=letter,
        certificate=issued.id,
        folder=folder,
        names=(*_ATTACHED, *(name for name in _MORE if (place / name).is_file())),
        mark=mark,
    )


def _composed(
    workspace: Workspace, parcel: _Parcel, sender: Address
) -> tuple[EmailMessage, Sequence[tuple[str, bytes]]]:
    """The message with its files, read from the disk now."""
    place = workspace.documents.joinpath(*parcel.folder.split("/"))
    files = [(name, (place / name).read_bytes()) for name in parcel.names]
    files += parcel.mark.items()
    credential = dict(files)[documents.CREDENTIAL]
    message = letters.compose(
        parcel.letter,
        parcel.recipient,
        _values(workspace, credential, parcel.letter.language),
        sender=sender,
        files=files,
        now=workspace.now,
        identifier=entropy(16).hex(),
    )
    return message, files


def _values(workspace: Workspace, credential: bytes, language: str) -> dict[str, str]:
    """What the fields of a letter hold, from the signed document."""
    body = workspace.content.body
    facts = certificate.read(shape.parse(credential, shape.DOCUMENT_LIMIT))
    return {
        "name": facts.name,
        "number": facts.number,
        "scheme": facts.scheme,
        "valid_from": _day(facts.valid_from, language),
        "valid_until": _day(facts.valid_until, language),
        "body": body.name,
        "verifier": f"{body.base_url}v/",
        "holder": f"{body.base_url}holder/",
        "telephone": body.telephone,
        "email": body.email,
    }


def _day(text: str, language: str) -> str:
    """A calendar day as certificates have it; as 2031-01-14 where the words are not known."""
    day = date.fromisoformat(text)
    if language.split("-")[0] in catalogue.LANGUAGES:
        return catalogue.words(language).day(day)
    try:
        return str(babel.dates.format_date(day, "long", language))
    except (babel.UnknownLocaleError, ValueError):
        return text


# Then send


def _tell(workspace: Workspace, parcels: Sequence[_Parcel], save: Path | None) -> None:
    """Say what would be sent, and write it down where that is asked for."""
    sender = _sender(workspace)
    for parcel in parcels:
        one = parcel.recipient
        message, _ = _composed(workspace, parcel, sender)
        names = ", ".join((*parcel.names, *parcel.mark))
        say(f'{one.number} to {one.email} ({one.language}): "{message["Subject"]}", with {names}')
        if save:
            store.write(save / f"{one.number}.eml", message.as_bytes(policy=policy.SMTP))
    say(f"{len(parcels)} messages would be sent; none was")
    if save and parcels:
        say(f"they are in {short(save)}/, to be opened in a mail program")


def _send(workspace: Workspace, parcels: Sequence[_Parcel]) -> int:
    """Hand the messages over, one by one; how many were not taken."""
    if not parcels:
        say("nobody is left to be sent anything")
        return 0
    path, sender = _settings_file(workspace), _sender(workspace)
    if not path.is_file():
        hint = "docs/staff/delivering.md says what to write in it"
        raise ConfigurationError(short(path), "the mail server is not known", hint)
    settings = mail.settings(path, short(path))
    password = _password(settings.user) if settings.user else ""
    sent = 0
    try:
        with mail.connect(settings, password) as server:
            for parcel in parcels:
                sent += _hand_over(workspace, server, parcel, sender)
    finally:
        say(f"{sent} of {len(parcels)} messages sent, noted in {short(_log(workspace))}")
    return len(parcels) - sent


def _hand_over(workspace: Workspace, server: mail.Server, parcel: _Parcel, sender: Address) -> bool:
    """Send one message; the log knows of it before and after. True when the server took it."""
    message, files = _composed(workspace, parcel, sender)

    def log(state: State, said: str = "") -> None:
        workspace.tick()
        line = deliveries.line(parcel.log(state, said), files, workspace.now)
        store.add_line(_log(workspace), line)

    log(State.SENDING)
    try:
        said = server.send(message, sender, parcel.recipient.email)
    except mail.NotTaken as problem:
        log(State.REFUSED, problem.problem)
        say(f"not sent: {parcel.recipient.number} to {parcel.recipient.email}: {problem.problem}")
        return False
    except mail.Silent as problem:
        if not problem.perhaps_sent:
            log(State.REFUSED, problem.problem)
        raise
    log(State.SENT, said)
    return True


def _sender(workspace: Workspace) -> Address:
    """Whom messages come from: the body, by the address in mail.yml or its own."""
    body = workspace.content.body
    path = _settings_file(workspace)
    chosen = mail.settings(path, short(path)).sender if path.is_file() else ""
    return Address(display_name=body.name, addr_spec=chosen or body.email)


def _settings_file(workspace: Workspace) -> Path:
    return workspace.folder / "credentials" / "mail.yml"


def _password(user: str) -> str:
    found = os.environ.get(_PASSWORD)
    if found is not None:
        return found
    if not os.isatty(0):
        hint = f"set {_PASSWORD}"
        raise ConfigurationError("password", f"there is none for {user}, and nobody to ask", hint)
    return str(click.prompt(f"Password of {user} at the mail server", hide_input=True, err=True))
