"""Files of rows: CSV and XLSX read into cells that know their place.

Rules:
1. CSV is UTF-8, with or without a byte order mark; commas, semicolons or tabs, told from the first
   line; any line ends; quotes as in RFC 4180.
2. Of a workbook the first sheet is read. A formula counts as the value that was saved with it.
3. The first row names the columns. Rows without any text are passed over.
4. A place is `decisions.csv:42: valid_from` or `decisions.xlsx:Sheet1!C42`.

RFC 4180: https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import csv
import difflib
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

import python_calamine

from certpress.errors import CertpressError, Refused

SIZE_LIMIT = 256 * 1024 * 1024  # bytes of a file, and of what a workbook unpacks to
_DELIMITERS = (",", ";", "\t")

Cell: TypeAlias = "str | float | bool | date | datetime | time | timedelta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's cells by column, leaving out the empty ones; `where` is its place."""

    where: str
    cells: Mapping[str, Cell]
    places: Mapping[str, str]  # the letters of columns, for a workbook; else empty

    def place(self, column: str) -> str:
        """The place of a cell (rule 4)."""
        if not self.places:
            return f"{self.where}: {column}"
        file, _, line = self.where.rpartition("!")
        return f"{file}!{self.places.get(column, '')}{line}"


def read(
    path: Path, columns: Collection[str], required: Collection[str]
) -> Iterator[Row | CertpressError]:
    """The rows of a file, in order; in place of a row that cannot be read, what is wrong with it.

    Raises CertpressError when the file cannot be read or is empty, Refused when its columns are
    not what they must be.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        hint = "check the name and the folder"
        raise CertpressError(path.name, f"cannot be read: {error.strerror}", hint) from error
    if size > SIZE_LIMIT:
        problem = f"the file is larger than {SIZE_LIMIT // 2**20} MB"
        raise CertpressError(path.name, problem, "split it into several files")
    if path.suffix.lower() == ".csv":
        return _csv(path, columns, required)
    if path.suffix.lower() == ".xlsx":
        return _xlsx(path, columns, required)
    problem = f'"{path.suffix}" is not a kind of file that decisions can be read from'
    raise CertpressError(path.name, problem, "save it as .csv (UTF-8) or .xlsx")


def _csv(
    path: Path, columns: Collection[str], required: Collection[str]
) -> Iterator[Row | CertpressError]:
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: tuple[str, ...] | None = None
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            hint = "look for a quotation mark that is not closed, or save the file as CSV anew"
            raise CertpressError(f"{path.name}:{line}", f"cannot be read: {error}", hint) from error
        if cells is None:
            break
        if any(cell.strip() for cell in cells):
            where = f"{path.name}:{line}"
            if header is None:
                header = _header(where, cells, columns, required)
            else:
                yield _row(where, header, [cell.strip() for cell in cells], {})
        line = reader.line_num + 1
    if header is None:
        raise _empty(path)


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problem = "the file is UTF-16, not UTF-8"
        raise CertpressError(path.name, problem, 'save it as "CSV UTF-8"')
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = "the file is not UTF-8; accents and other scripts would be lost"
        hint = 'save it as "CSV UTF-8", or as .xlsx'
        raise CertpressError(f"{path.name}:{line}", problem, hint) from error
    if not text.strip():
        raise _empty(path)
    return text


def _empty(path: Path) -> CertpressError:
    hint = "the first row names the columns; credentials/README.md lists them"
    return CertpressError(path.name, "the file is empty", hint)


def _delimiter(text: str) -> str:
    head = text.lstrip().splitlines()[0]
    return max(_DELIMITERS, key=head.count)


def _xlsx(
    path: Path, columns: Collection[str], required: Collection[str]
) -> Iterator[Row | CertpressError]:
    name, table = _sheet(path)
    header: tuple[str, ...] | None = None
    for line, cells in enumerate(table, start=1):
        if all(isinstance(cell, str) and not cell.strip() for cell in cells):
            continue
        place = f"{path.name}:{name}!"
        if header is None:
            named = [cell if isinstance(cell, str) else str(cell) for cell in cells]
            header = _header(f"{place}{line}", named, columns, required)
            places = {column: _letters(at) for at, column in enumerate(header)}
        else:
            stripped = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
            yield _row(f"{place}{line}", header, stripped, places)
    if header is None:
        raise _empty(path)


def _sheet(path: Path) -> tuple[str, Sequence[Sequence[Cell]]]:
    """The name and the cells of a workbook's first sheet."""
    hint = "open it in a spreadsheet program and save it anew as .xlsx, without a password"
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > SIZE_LIMIT:
            problem = f"the workbook unpacks to more than {SIZE_LIMIT // 2**20} MB"
            raise CertpressError(path.name, problem, "split it into several files")
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            return sheet.name, sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        problem = f"cannot be read as a workbook: {error}"
        raise CertpressError(path.name, problem, hint) from error


def _letters(at: int) -> str:
    """The name of a column in a spreadsheet: A, B … Z, AA."""
    rest, letter = divmod(at, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)


def _header(
    where: str, cells: Sequence[str], columns: Collection[str], required: Collection[str]
) -> tuple[str, ...]:
    header = tuple(cell.strip().lower() for cell in cells)
    problems = []
    for at, name in enumerate(header):
        if name and name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"columns are: {', '.join(columns)}"
            problems.append(CertpressError(where, f'there is no column "{name[:40]}"', hint))
        if name and name in header[:at]:
            hint = "leave one of the two out"
            problems.append(CertpressError(where, f'the column "{name}" stands twice', hint))
    for name in required:
        if name not in header:
            hint = "the first row names the columns"
            problems.append(CertpressError(where, f'the column "{name}" is missing', hint))
    if problems:
        raise Refused(problems)
    return header


def _row(
    where: str, header: Sequence[str], cells: Sequence[Cell], places: Mapping[str, str]
) -> Row | CertpressError:
    if any(cell != "" for cell in cells[len(header) :]):
        problem = f"the row has {len(cells)} cells, and there are {len(header)} columns"
        return CertpressError(where, problem, "put quotation marks around cells with separators")
    named = {column: cell for column, cell in zip(header, cells, strict=False) if cell != ""}
    nameless = named.pop("", None)
    if nameless is not None:
        problem = f'"{nameless}" stands in a column without a name'
        return CertpressError(where, problem, "name the column, or empty it")
    return Row(where=where, cells=named, places=places)
