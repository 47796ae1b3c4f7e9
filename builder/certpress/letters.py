"""Letters: the words with which a certified person is sent their documents.

Rules:
1. A letter is a Markdown file of the body, `content/letters/<language>.md`: its subject in the
   front matter, its words below, with fields in braces. A field that does not exist is refused.
2. A message has the letter as it was written and as HTML. What a field holds is text in both.
3. Who is written to stands in a file of the office, never in the register: number, e-mail,
   language.
4. Same letter, person and files, same message, but for its date and its identifier.

Source: RFC 5322 (messages), RFC 2046 (parts).
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Annotated

import markdown
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from certpress.content import explain, kinds, source
from certpress.errors import CertpressError, Refused
from certpress.intake import table

FOLDER = "letters"
FIELDS = (
    "name", "number", "scheme", "valid_from", "valid_until", "body", "verifier", "holder",
    "telephone", "email",
)  # fmt: skip
COLUMNS = ("number", "email", "language")
_NOT_IN_ADDRESS = r"\s@<>()\[\],;:\\\"\x00-\x20\x7f"
_ADDRESS = re.compile(f"[^{_NOT_IN_ADDRESS}]+@[^{_NOT_IN_ADDRESS}_]+\\.[^{_NOT_IN_ADDRESS}_.]+")
_FIELD = re.compile(r"\{([A-Za-z_]*)\}")
_KINDS = {
    ".pdf": ("application", "pdf"),
    ".json": ("application", "json"),
    ".png": ("image", "png"),
    ".svg": ("image", "svg+xml"),
}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def _address(value: object) -> str:
    """An address that a header takes: RFC 5321's local part in dots, a host name, no line ends."""
    text = str(value)
    if not _ADDRESS.fullmatch(text):
        raise kinds.refuse("an e-mail address", text, "write it as ada@example.org")
    return text


class _Front(BaseModel):
    """The front matter of a letter."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    subject: kinds.Line


class _Row(BaseModel):
    """A row of the file of addresses."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    number: kinds.Line
    email: Annotated[str, BeforeValidator(_address)]
    language: kinds.Language = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The words in one language."""

    language: str
    subject: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is written to; without a language of their own it is the body's first."""

    number: str
    email: str
    language: str
    where: str


def load(folder: Path) -> Mapping[str, Letter]:
    """The letters below `content/`, by language. Raises Refused with every problem found."""
    found, problems = dict[str, Letter](), list[CertpressError]()
    for path in sorted((folder / FOLDER).glob("*.md")):
        try:
            found[path.stem] = _letter(path, f"{folder.name}/letters/{path.name}")
        except Refused as refused:
            problems += refused.problems
        except CertpressError as problem:
            problems.append(problem)
    if not found and not problems:
        where = f"{folder.name}/letters/"
        hint = "write one for each language, such as en.md; the demonstration has three"
        problems.append(CertpressError(where, "there is no letter", hint))
    if problems:
        raise Refused(problems)
    return found


def _letter(path: Path, name: str) -> Letter:
    read = source.read_page(path, name)
    try:
        front = _Front.model_validate(read.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Refused(explain.problem(read, _Front, one) for one in details) from None
    letter = Letter(language=path.stem, subject=front.subject, text=read.text, source=name)
    problems = list(_unknown_fields(letter, read))
    if problems:
        raise Refused(problems)
    return letter


def _unknown_fields(letter: Letter, read: source.Source) -> Iterator[CertpressError]:
    lines = [(read.lines.get(("subject",), 1), letter.subject)]
    lines += list(enumerate(letter.text.split("\n"), read.text_line))
    for line, text in lines:
        for field in _FIELD.findall(text):
            if field not in FIELDS:
                near = difflib.get_close_matches(field, FIELDS, 1)
                hint = f"did you mean {{{near[0]}}}?" if near else f"fields: {', '.join(FIELDS)}"
                where = f"{letter.source}:{line}"
                yield CertpressError(where, f"there is no field {{{field}}}", hint)


def recipients(path: Path, language: str) -> tuple[Recipient, ...]:
    """Who is written to, from a CSV or XLSX file; `language` is for rows without one.

    Raises Refused with every row that cannot be used, or that names a number again.
    """
    found, problems = dict[str, Recipient](), list[CertpressError]()
    for row in table.read(path, COLUMNS, COLUMNS[:2]):
        one = row if isinstance(row, CertpressError) else _recipient(row, language)
        if isinstance(one, Recipient) and one.number in found:
            first = found[one.number].where
            problem = f"{one.number} stands at {first} already"
            one = CertpressError(row_place(one), problem, "leave one of the two out")
        if isinstance(one, Recipient):
            found[one.number] = one
        else:
            problems += one.problems if isinstance(one, Refused) else [one]
    if problems:
        raise Refused(problems)
    return tuple(found.values())


def row_place(recipient: Recipient) -> str:
    """Where a recipient's number stands."""
    return f"{recipient.where}: number"


def _recipient(row: table.Row, language: str) -> Recipient | CertpressError:
    cells = {column: str(cell) for column, cell in row.cells.items()}
    try:
        read = _Row.model_validate(cells)
    except ValidationError as error:
        return Refused(_row_problem(row, one) for one in error.errors(include_url=False))
    return Recipient(
        number=read.number, email=read.email, language=read.language or language, where=row.where
    )


def _row_problem(row: table.Row, detail: Mapping[str, object]) -> CertpressError:
    place = detail["loc"]
    column = str(place[0]) if isinstance(place, tuple) else ""
    if detail["type"] == "missing":
        return CertpressError(row.place(column), "this cell is empty", f"write the {column}")
    context = detail.get("ctx")
    hint = str(context.get("hint", "")) if isinstance(context, dict) else ""
    return CertpressError(row.place(column), str(detail["msg"]), hint)


def compose(
    letter: Letter,
    recipient: Recipient,
    values: Mapping[str, str],
    *,
    sender: Address,
    files: Sequence[tuple[str, bytes]],
    now: datetime,
    identifier: str,
) -> EmailMessage:
    """The message: the letter with its fields filled in, and the files.

    `values` has every one of FIELDS; `identifier` is unique, in front of the sender's domain.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient.email
    message["Subject"] = _filled(letter.subject, values)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identifier}@{sender.domain}>"
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_filled(letter.text, values), cte="quoted-printable")
    page = _page(letter, values)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    for name, data in files:
        main, sub = _KINDS.get(Path(name).suffix, ("application", "octet-stream"))
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(f"=_{identifier}_{part.get_content_subtype()}")
    return message


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: values[field.group(1)], text)


def _page(letter: Letter, values: Mapping[str, str]) -> str:
    """The letter as HTML; what the fields hold is written as text."""
    escaped = {name: html.escape(value) for name, value in values.items()}
    body = _filled(markdown.markdown(letter.text, output_format="html"), escaped)
    direction = "rtl" if letter.language[:2] in _RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html><html lang="{letter.language}" dir="{direction}"><meta charset="utf-8">'
        f'<body style="font: 16px/1.5 sans-serif; max-width: 40em">{body}</body></html>\n'
    )
