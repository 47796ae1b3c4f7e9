"""Intake: files of decisions become entries, or a fault with its place for every bad cell."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from certpress import intake
from certpress.errors import CertpressError, Refused
from certpress.intake import Intake, cells, table
from certpress.model import Kind, Signatory
from tests.entries import TODAY, book, scheme

HEADER = (
    "kind,number,name,scheme,scope,conditions,valid_from,valid_until,decided_on,decided_by,basis,"
    "authorised_by,authorised_role,examiners,reference"
)
ROW = (
    "grant,NDT-2026-00417,Jane Q. Doe,ndt,UT-2-W; MT-2-W,,2026-01-15,,2026-01-10,Dana Decider,"
    "file 1,Maren Okafor,Head of Certification,Edwin Examiner; Eve Examiner,"
)


def read(folder: Path, content: str | bytes, name: str = "decisions.csv") -> Intake:
    """What intake makes of a file with that content."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return intake.read(path, schemes=(scheme(),), today=TODAY, entered_by="Clara Clerk")


def refused(folder: Path, content: str | bytes, name: str = "decisions.csv") -> str:
    """What is said when the file is refused."""
    with pytest.raises(CertpressError) as caught:
        read(folder, content, name)
    return str(caught.value)


def cell(column: str, value: str) -> str:
    """A file of one row with one cell changed."""
    changed = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {column: value}
    return HEADER + "\n" + ",".join(f'"{text}"' for text in changed.values()) + "\n"


def test_a_row_becomes_an_entry(tmp_path: Path) -> None:
    """Every column arrives in its field, and the place is file and line."""
    (entry,) = read(tmp_path, f"{HEADER}\n{ROW}\n").entries
    assert (entry.where, entry.kind, entry.number) == (
        "decisions.csv:2",
        Kind.GRANT,
        "NDT-2026-00417",
    )
    assert (entry.name, entry.items) == ("Jane Q. Doe", ("UT-2-W", "MT-2-W"))
    assert (entry.valid_from, entry.decided_on) == (date(2026, 1, 15), date(2026, 1, 10))
    assert entry.authorised_by == Signatory(name="Maren Okafor", role="Head of Certification")
    assert entry.examiners == ("Edwin Examiner", "Eve Examiner")
    assert (entry.entered_by, entry.conditions) == ("Clara Clerk", None)


VARIANTS = {
    "byte order mark": f"\ufeff{HEADER}\n{ROW}\n",
    "semicolons": f"{HEADER}\n{ROW}\n".replace("; ", "\x00")
    .replace(",", ";")
    .replace("UT-2-W\x00MT-2-W", '"UT-2-W; MT-2-W"')
    .replace("Edwin Examiner\x00Eve Examiner", '"Edwin Examiner; Eve Examiner"'),
    "tabs": f"{HEADER}\n{ROW}\n".replace(",", "\t"),
    "CRLF": f"{HEADER}\r\n{ROW}\r\n",
    "no last line end": f"{HEADER}\n{ROW}",
    "blank lines": f"\n{HEADER}\n,,,\n\n{ROW}\n\n",
    "capitals": f"{HEADER.upper()}\n{ROW.replace('grant', 'Grant')}\n",
}


@pytest.mark.parametrize("content", VARIANTS.values(), ids=VARIANTS)
def test_all_ways_of_writing_csv(tmp_path: Path, content: str) -> None:
    """However a spreadsheet program writes CSV, the entry is the same."""
    plain = read(tmp_path, f"{HEADER}\n{ROW}\n").entries[0]
    (entry,) = read(tmp_path, content).entries
    assert (entry.items, entry.examiners) == (plain.items, plain.examiners)
    assert (entry.name, entry.valid_from) == (plain.name, plain.valid_from)


def test_lines_are_counted_through_quoted_line_ends(tmp_path: Path) -> None:
    """A cell that holds a line end does not shift the places of the rows below it."""
    content = cell("basis", "two\nlines") + "gant,\n"
    said = refused(tmp_path, content)
    assert "decisions.csv:2: basis: there are characters that cannot be printed: U+000A" in said
    assert (
        'decisions.csv:4: kind: "gant" is not a kind of decision\nhint: did you mean grant?' in said
    )


FILES: list[tuple[str | bytes, str]] = [
    ("", "decisions.csv: the file is empty"),
    ("\ufeff \n\n", "decisions.csv: the file is empty"),
    (f"{HEADER}\n", "decisions.csv: the file holds no decisions"),
    (f"{HEADER}\n{ROW}\n".encode("utf-16"), "the file is UTF-16"),
    (
        f"{HEADER}\n{ROW}".replace("Jane", "J\xe4ne").encode("latin-1"),
        "decisions.csv:2: the file is not",
    ),
    ("kind,kind,decided_on\n", 'the column "kind" stands twice'),
    ("kind,decided on\n", 'there is no column "decided on"\nhint: did you mean "decided_on"?'),
    ("kind,number\n", 'the column "decided_on" is missing'),
    (f"{HEADER}\n{ROW},more\n", "decisions.csv:2: the row has 16 cells, and there are 15 columns"),
    (f'{HEADER}\n{ROW}"open\n', "decisions.csv:2: cannot be read"),
    (f"{HEADER}\n{ROW}\n{ROW}\n", "decisions.csv:3: reference: decisions.csv:2 says the same"),
]


@pytest.mark.parametrize(("content", "said"), FILES)
def test_files_that_cannot_be_read(tmp_path: Path, content: str | bytes, said: str) -> None:
    """Each fault of a file is told with its place and a next step."""
    text = refused(tmp_path, content)
    assert said in text
    assert "hint: " in text


CELLS = [
    ("valid_from", "2026-02-31", 'expected a date, got "2026-02-31"\nhint: write 2026-02-28'),
    ("valid_from", "31.02.2026", 'expected a date, got "31.02.2026"\nhint: write 2026-02-28'),
    ("valid_from", "2026-13-01", 'expected a date, got "2026-13-01"\nhint: write 2026-12-01'),
    ("valid_from", "2026-2-3", 'expected a date, got "2026-2-3"\nhint: write 2026-02-03'),
    ("valid_from", "25/12/2025", "hint: write 2025-12-25"),
    ("valid_from", "12/25/2025", "hint: write 2025-12-25"),
    ("valid_from", "03/04/2026", "hint: write year, month and day: 2026-03-01"),
    ("valid_from", "soon", 'expected a date, got "soon"'),
    ("decided_on", "", "every decision needs its day"),
    ("decided_on", "2026-11-21", "2026-11-21 lies in the future"),
    ("kind", "reinstat", "hint: did you mean reinstate?"),
    ("kind", "", '"" is not a kind of decision\nhint: write one of: grant'),
    ("scheme", "nbt", 'there is no scheme "nbt"\nhint: write one of: ndt'),
    ("scope", "UT-9-W", 'edition 2017-1 of ndt has no scope item "UT-9-W"'),
    ("scope", "UT-2-W MT-2-W", '"UT-2-W MT-2-W" is not a scope item'),
    ("scope", "UT-2-W until 2026-02-30", 'expected a date, got "2026-02-30"'),
    ("scope", "UT-2-W; UT-2-W", "an item is named twice"),
    ("name", "N" * 500, "500 characters are more than the 200"),
    ("name", "Jane\u0007Doe", "there are characters that cannot be printed: U+0007"),
    ("name", "", "grant needs this field"),
    ("number", "../../etc", '"../../etc" cannot be a certificate number'),
    ("authorised_role", "", '"Maren Okafor" has no role'),
    ("decided_by", "Eve Examiner", '"Eve Examiner" examined or trained this person'),
]


@pytest.mark.parametrize(("column", "value", "said"), CELLS)
def test_bad_cells(tmp_path: Path, column: str, value: str, said: str) -> None:
    """A bad cell is told with file, line and column, what is wrong, and what to write."""
    text = refused(tmp_path, cell(column, value))
    assert f"decisions.csv:2: {column}: " in text
    assert said in text


def test_all_faults_at_once(tmp_path: Path) -> None:
    """One run shows every bad cell of the file, and gives no entry."""
    bad = ROW.replace("2026-01-15", "2026-02-31").replace("ndt", "nbt").replace("grant", "gant")
    with pytest.raises(Refused) as caught:
        read(tmp_path, f"{HEADER}\n{ROW}\n{bad}\n{bad.replace('gant', 'grant')}\n")
    places = [problem.where for problem in caught.value.problems]
    assert places == [
        "decisions.csv:3: valid_from",
        "decisions.csv:3: kind",
        "decisions.csv:4: valid_from",
    ]


def test_items_that_end_on_days_of_their_own(tmp_path: Path) -> None:
    """The first item's group keeps the number, the others follow it as parts."""
    content = cell("scope", "UT-2-W; MT-2-W until 2028-03-31; PT-2-W until 2028-03-31")
    first, second = read(tmp_path, content).entries
    assert (first.items, first.valid_until) == (("UT-2-W",), None)
    assert (second.items, second.valid_until) == (("MT-2-W", "PT-2-W"), date(2028, 3, 31))
    assert (second.part, second.part_of) == (2, first.reference)
    with book(tmp_path) as ledger:
        numbers = [decision.number for decision in ledger.record(first, second).decisions]
        assert numbers == ["NDT-2026-00417", "NDT-2026-00417-2"]
        assert ledger.record(*read(tmp_path, content).entries).skipped == 2


def test_importing_twice_records_once(tmp_path: Path) -> None:
    """Without references the content of a row stands for it, whoever imports it."""
    content = f"{HEADER}\n{ROW}\n"
    with book(tmp_path) as ledger:
        ledger.record(*read(tmp_path, content).entries)
        path = tmp_path / "decisions.csv"
        again = intake.read(path, schemes=(scheme(),), today=TODAY, entered_by="Another Clerk")
        assert ledger.record(*again.entries).skipped == 1


def test_a_dash_takes_conditions_away(tmp_path: Path) -> None:
    """Nothing written keeps what is held, a dash stands for none."""
    (entry,) = read(tmp_path, cell("conditions", "-")).entries
    assert entry.conditions == ""


NAMES = [
    ("Jane\u202eeoD", "intake.bidi_mark"),
    ("Jane\u200bDoe", "intake.unseen_character"),
    ("\u0410dam Kelly", "intake.mixed_scripts"),  # the first letter is Cyrillic
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_odd_names_are_reported_not_refused(tmp_path: Path, name: str, code: str) -> None:
    """Staff are told to look; the name is kept as it was given."""
    found = read(tmp_path, cell("name", name))
    assert found.entries[0].name == name
    assert [(one.code, one.where) for one in found.findings] == [(code, "decisions.csv:2: name")]


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh",
        "José",
        "محمد",
        "גל־מחמדי",
        "گل\u200cمحمدی",
        "王雨桐",
        "Анна Smith",
        "Σ. Ξυδάκης",
    ],
)
def test_real_names_raise_no_finding(name: str) -> None:
    """Names of many scripts, joiners and names of two scripts side by side are not odd."""
    assert list(cells.oddities(name)) == []


def workbook(path: Path, rows: list[list[str | float | date]]) -> None:
    """A workbook of one sheet, written as spreadsheet programs do; dates are day numbers."""

    def written(value: str | float | date) -> str:
        if isinstance(value, date):
            return f'<c s="1"><v>{value.toordinal() - date(1899, 12, 30).toordinal()}</v></c>'
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    lines = "".join(f"<row>{''.join(written(value) for value in row)}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData>'
        "</worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    """Real dates, dates as text, and numbers in text columns all arrive."""
    header = HEADER.split(",")
    row: list[str | float | date] = list(ROW.split(","))
    row[header.index("valid_from")] = date(2026, 1, 15)
    row[header.index("reference")] = 417.0
    path = tmp_path / "decisions.xlsx"
    workbook(path, [list(header), row])
    (entry,) = intake.read(path, schemes=(scheme(),), today=TODAY, entered_by="C").entries
    assert (entry.valid_from, entry.decided_on) == (date(2026, 1, 15), date(2026, 1, 10))
    assert (entry.reference, entry.where) == ("417", "decisions.xlsx:Sheet1!2")


def test_places_in_a_workbook_are_cells(tmp_path: Path) -> None:
    """A fault in a workbook names sheet and cell."""
    header = HEADER.split(",")
    row: list[str | float | date] = list(ROW.split(","))
    row[2], row[6] = "", 12.5
    path = tmp_path / "decisions.xlsx"
    workbook(path, [list(header), row])
    with pytest.raises(Refused, match=r"decisions\.xlsx:Sheet1!G2: expected a date, got 12\.5"):
        intake.read(path, schemes=(scheme(),), today=TODAY, entered_by="C")
    row[6] = ""
    workbook(path, [list(header), row])
    with pytest.raises(Refused, match=r"decisions\.xlsx:Sheet1!C2: grant needs this field"):
        intake.read(path, schemes=(scheme(),), today=TODAY, entered_by="C")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"kind,decided_on\n"])
def test_broken_workbooks(tmp_path: Path, content: bytes) -> None:
    """What is no workbook is refused with what to do."""
    said = refused(tmp_path, content, "decisions.xlsx")
    assert "decisions.xlsx: cannot be read as a workbook" in said


def test_a_workbook_that_unpacks_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file that unpacks to a huge one is refused before it is unpacked."""
    path = tmp_path / "decisions.xlsx"
    workbook(path, [["kind", "decided_on"], ["grant", "x" * 100_000]])
    with zipfile.ZipFile(path) as archive:
        size = sum(one.file_size for one in archive.infolist())
    monkeypatch.setattr(table, "SIZE_LIMIT", size - 1)
    with pytest.raises(CertpressError, match=r"(unpacks to|is larger than)"):
        intake.read(path, schemes=(), today=TODAY, entered_by="C")


def test_other_kinds_of_files(tmp_path: Path) -> None:
    """A file that is neither, or is not there, is told apart."""
    assert '".ods" is not a kind of file' in refused(tmp_path, b"x", "decisions.ods")
    with pytest.raises(CertpressError, match=r"none\.csv: cannot be read"):
        intake.read(tmp_path / "none.csv", schemes=(), today=TODAY, entered_by="C")


@pytest.mark.parametrize(
    ("value", "text"), [(2019.0, "2019"), (1e15, "1000000000000000"), (2.5, "2.5"), ("a", "a")]
)
def test_numbers_in_text_columns(value: float | str, text: str) -> None:
    """Spreadsheets keep whole numbers as fractions; their text is that of the whole number."""
    assert cells.text(value) == text


def test_a_time_of_day_is_no_date() -> None:
    """A date with a time is refused; midnight is a date."""
    assert cells.day(datetime(2026, 1, 15)) == date(2026, 1, 15)  # noqa: DTZ001 - as spreadsheets have it
    with pytest.raises(cells.Fault):
        cells.day(datetime(2026, 1, 15, 12))  # noqa: DTZ001 - as spreadsheets have it
