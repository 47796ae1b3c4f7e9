"""The certification mark: undertakings, and to whom its files go."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from certpress import content
from certpress.cli import checking
from certpress.cli.workspace import Workspace
from certpress.errors import Refused
from certpress.register import Register, Undertaking, UndertakingText, database, sql
from tests.entries import NOW as ENTERED
from tests.entries import NUMBER, Book, grant
from tests.office import (
    AUTHORISED,
    BY,
    DATED,
    NOT_YET,
    REDUCED,
    SUSPENDED,
    VALID,
    WITHDRAWN,
    Office,
)
from tests.postbox import Postbox, postbox
from tests.world import NOW

ROOT = Path(__file__).parent.parent
FILES = {"mark.png", "mark.svg"}
YEARS_ON = datetime(2032, 1, 15, 12, tzinfo=UTC)


def signed(office: Office, number: str = VALID) -> list[Undertaking]:
    """The undertakings of a number."""
    with office.register() as register:
        return list(register.undertakings(number))


def beside(office: Office, number: str = VALID) -> set[str]:
    """The files of the mark that lie beside somebody's documents."""
    return {path.name for path in (office.documents / number / "mark").glob("*")}


def rewrite(office: Office, name: str, old: str, new: str) -> None:
    """Change the words of the undertaking in a language."""
    office.replace(f"content/mark/undertaking.{name}.md", old, new)


# Undertakings


def test_an_undertaking_is_recorded_with_its_text(body: Office) -> None:
    """When it was signed, which version in which language, who entered it, and the bytes."""
    body.ok("undertaking", "record", VALID, "--language", "de", "--on", "2026-02-01",
            "--entered-by", "Bea")  # fmt: skip
    (one,) = signed(body)
    assert (one.on, one.version, one.language) == (date(2026, 2, 1), "2025-06", "de")
    assert (one.entered_by, one.entered_at) == ("Bea", NOW)
    with body.register() as register:
        (text,) = register.undertaking_texts()
    assert text.document == (body.folder / "content/mark/undertaking.de.md").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((WITHDRAWN,), "has ended"),
        (("NDT-1999-00001",), "no certification"),
        ((VALID, "--on", "2026-11-21"), "has not come yet"),
        ((VALID, "--language", "fr"), "undertaking.fr.md: there is no such text"),
        ((VALID, "--version", "2024-01"), "there is no version 2024-01"),
        ((VALID, WITHDRAWN), "has ended"),  # all of them or none
    ],
)
def test_what_cannot_be_recorded_is_refused(
    body: Office, words: tuple[str, ...], said: str
) -> None:
    """And nothing is changed by it."""
    done = body.run("undertaking", "record", *words)
    assert done.code in (1, 3)
    assert said in done.err
    assert signed(body) == []
    assert not (body.documents / VALID / "mark").exists()


def test_the_same_undertaking_twice_is_told(body: Office) -> None:
    """Nothing needs to be done."""
    body.ok("undertaking", "record", VALID)
    said = body.refused("undertaking", "record", VALID, code=1)
    assert "recorded already" in said


def test_changed_words_need_a_new_version(body: Office) -> None:
    """What somebody signed stays what it was; the earlier version can still be recorded."""
    body.ok("undertaking", "record", VALID)
    rewrite(body, "en", "I have read", "I have studied")
    said = body.refused("undertaking", "record", DATED, code=3)
    assert "its words have changed since" in said
    rewrite(body, "en", "2025-06", "2027-01")
    body.ok("undertaking", "record", DATED)
    body.ok("undertaking", "record", REDUCED, "--version", "2025-06")
    assert [signed(body, n)[0].version for n in (DATED, REDUCED)] == ["2027-01", "2025-06"]


def test_nobody_signs_what_is_still_to_be_written(body: Office) -> None:
    """The line is named."""
    rewrite(body, "en", "I have read", "[[to write: what they have read]]")
    said = body.refused("undertaking", "record", VALID, code=3)
    assert "content/mark/undertaking.en.md:5: to be written: what they" in said


def test_a_guardian_signs_for_a_minor(body: Office) -> None:
    """Their name is kept, and may be emptied like other personal data."""
    body.ok("decide", "correct", VALID, "--date-of-birth", "2010-05-01", *BY, *AUTHORISED)
    assert "under 18" in body.refused("undertaking", "record", VALID, code=1)
    body.ok("undertaking", "record", VALID, "--guardian", "Ada  Quill")
    assert signed(body)[0].guardian == "Ada Quill"


def test_undertakings_are_imported(body: Office) -> None:
    """Those of a file, once; who is in force finds the mark with their documents."""
    rows = f"number,on,language\n{VALID},2026-02-01,de\n{NOT_YET},2026-11-02,\n"
    body.ok("undertaking", "import", body.file(rows, "signed.csv"))
    assert [(one.on, one.language) for one in signed(body)] == [(date(2026, 2, 1), "de")]
    assert beside(body) == beside(body, NOT_YET) == FILES
    again = body.ok("undertaking", "import", body.file(rows, "signed.csv"))
    assert "0 undertakings recorded" in again.err
    assert "2 were recorded before" in again.err


def test_every_fault_of_a_file_of_undertakings_is_told(body: Office) -> None:
    """With its row and the next step; nothing is recorded."""
    rows = f"number,on,language\n{VALID},01.02.2026,\n,2026-02-01,\n"
    said = body.refused("undertaking", "import", body.file(rows, "signed.csv"), code=1)
    assert "signed.csv:2: on: expected a date" in said
    assert "signed.csv:3: number: this cell is empty" in said
    rows = f"number,on,language\n{VALID},2026-02-01,\n{WITHDRAWN},2026-02-01,\n"
    said = body.refused("undertaking", "import", body.file(rows, "signed.csv"), code=1)
    assert f"signed.csv:3: {WITHDRAWN}: this certification has ended" in said
    rows = f"number,on,language\n{VALID},2026-02-01,fr\n"
    said = body.refused("undertaking", "import", body.file(rows, "signed.csv"), code=1)
    assert "signed.csv:2: content/mark/undertaking.fr.md: there is no such text" in said


def test_undertakings_are_shown(body: Office) -> None:
    """Those of a number, those of everybody, and who in force has none to the current version."""
    body.ok("undertaking", "record", VALID)
    assert "text 2025-06 (en), current" in body.ok("undertaking", "show", VALID).out
    assert json.loads(body.ok("undertaking", "show", "--json").out)[0]["number"] == VALID
    missing = body.ok("undertaking", "show", "--missing").out.split()
    assert DATED in missing
    assert not {VALID, SUSPENDED, WITHDRAWN} & set(missing)
    assert "no certification" in body.refused("undertaking", "show", "NDT-1999-1", code=1)


def test_show_tells_the_undertaking(body: Office) -> None:
    """None, the current one, or one to an earlier version."""
    none = body.ok("show", VALID).out
    assert "undertaking: none; the current version is 2025-06\nmark: not given: no" in none
    body.ok("undertaking", "record", VALID)
    told = "undertaking: version 2025-06 (en), signed on 2026-11-20"
    assert f"{told}\nmark: given" in body.ok("show", VALID).out
    rewrite(body, "en", "2025-06", "2027-01")
    assert f"{told}; the current version is 2027-01" in body.ok("show", VALID).out
    assert body.ok("show", VALID, "--json").object["undertakings"][0]["version"] == "2025-06"


def one(number: str = NUMBER) -> tuple[Undertaking, UndertakingText]:
    """An undertaking and what was signed."""
    text = UndertakingText(language="en", version="1", document=b"I undertake.\n")
    made = Undertaking(
        number=number, on=date(2026, 1, 1), language="en", version="1", guardian="Ada",
        entered_by="me", entered_at=ENTERED,
    )  # fmt: skip
    return made, text


def test_an_older_register_is_upgraded(tmp_path: Path) -> None:
    """A register without undertakings opens, keeps what it has, and takes them."""
    path = tmp_path / "register.sqlite"
    old = sqlite3.connect(path, isolation_level=None)
    database.migrate(path, old, sql.MIGRATIONS[:4], sql.GUARDS[:4])
    Book(Register(path, old)).record(grant())
    old.close()
    with Register.open(path) as register:
        assert register.head()[0] == 1
        register.undertake(*one(), today=date(2026, 11, 20))
        assert [each.number for each in register.undertakings()] == [NUMBER]


def test_undertakings_stay_as_they_were() -> None:
    """The database itself refuses; a guardian's name alone may be emptied."""
    with Register.in_memory() as register:
        Book(register).record(grant())
        register.undertake(*one(), today=date(2026, 11, 20))
        for statement in (
            "UPDATE undertaking SET version = '2'",
            "DELETE FROM undertaking",
            "UPDATE undertaking_text SET document = ''",
            "DELETE FROM undertaking_text",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="stay as they were"):
                register._db.execute(statement)
        register._db.execute("UPDATE undertaking SET guardian = ''")


# To whom the mark is given


def test_the_mark_lies_beside_the_documents_of_who_undertook(body: Office) -> None:
    """Byte for byte as the body supplied it, and with nobody else's."""
    said = body.ok("undertaking", "record", VALID, NOT_YET).err
    assert f"{VALID}/mark/" in said
    for number in (VALID, NOT_YET):
        assert beside(body, number) == FILES
    assert beside(body, DATED) == set()
    lying = body.documents / VALID / "mark" / "mark.svg"
    assert lying.read_bytes() == (body.folder / "content/mark/mark.svg").read_bytes()


def test_a_new_version_of_the_rules_takes_the_mark_back(body: Office) -> None:
    """Until the new one is signed, which gives it again; other files of it follow."""
    body.ok("undertaking", "record", VALID)
    for language in ("en", "de", "ar"):
        rewrite(body, language, "2025-06", "2027-01")
    body.ok("documents")
    assert not (body.documents / VALID / "mark").exists()
    (body.folder / "content/mark/mark.png").unlink()
    body.ok("undertaking", "record", VALID)
    assert beside(body) == {"mark.svg"}


def test_the_mark_comes_with_the_first_certificate(body: Office) -> None:
    """Who undertook before they were certified finds it with their documents."""
    new, wanted = "NDT-2026-00099", ("--name", "Ada Quill", "--scheme", "ndt", "--scope", "UT-2-W")
    body.ok("decide", "grant", new, *wanted, *BY, *AUTHORISED)
    said = body.ok("undertaking", "record", new).err
    assert "the mark comes with their documents: certpress issue" in said
    assert beside(body, new) == set()
    body.ok("issue")
    assert beside(body, new) == FILES


@pytest.mark.parametrize("kind", ["suspend", "withdraw"])
def test_who_is_not_in_force_has_no_mark(body: Office, kind: str) -> None:
    """It is taken away with the decision."""
    body.ok("undertaking", "record", VALID)
    body.decide(kind, VALID)
    assert not (body.documents / VALID / "mark").exists()


def test_a_reinstatement_gives_the_mark_again(body: Office) -> None:
    """A suspended person may sign; the mark comes when they are reinstated."""
    said = body.ok("undertaking", "record", SUSPENDED).err
    assert "no mark is given: the certification is suspended" in said
    assert beside(body, SUSPENDED) == set()
    body.decide("reinstate", SUSPENDED)
    assert beside(body, SUSPENDED) == FILES


def test_who_has_expired_has_no_mark(body: Office, tmp_path: Path) -> None:
    """No command runs on the last day, so what goes out is worked out anew."""
    body.ok("undertaking", "record", VALID)
    body.ok("pack", VALID, "--to", tmp_path / "late.zip", now=YEARS_ON)
    assert not [n for n in ZipFile(tmp_path / "late.zip").namelist() if "mark" in n]
    body.ok("documents", now=YEARS_ON)
    assert beside(body) == set()


def test_a_pack_has_the_mark_of_those_who_undertook(body: Office, tmp_path: Path) -> None:
    """Beside their documents, and in the manifest."""
    body.ok("undertaking", "record", VALID)
    body.ok("pack", VALID, DATED, "--to", tmp_path / "two.zip")
    with ZipFile(tmp_path / "two.zip") as packed:
        names = {name for name in packed.namelist() if "/mark/" in name}
        rows = json.loads(packed.read("manifest.json"))
    assert names == {f"{VALID}/mark/{name}" for name in FILES}
    assert "mark/mark.svg" in rows[0]["sha256"]
    assert not any(name.startswith("mark/") for name in rows[1]["sha256"])


@pytest.fixture
def server(body: Office) -> Iterator[Postbox]:
    """The body's mail server, and the addresses of two persons."""
    with postbox() as kept:
        settings = f"host: 127.0.0.1\nport: {kept.port}\nsecurity: none\n"
        (body.folder / "credentials" / "mail.yml").write_text(settings, encoding="utf-8")
        rows = f"number,email\n{VALID},ada@example.org\n{SUSPENDED},omar@example.org\n"
        (body.folder / "addresses.csv").write_text(rows, encoding="utf-8")
        yield kept


def test_mails_carry_the_mark_of_those_who_undertook(body: Office, server: Postbox) -> None:
    """Not that of who is suspended, whom something is sent only when somebody insists."""
    body.ok("undertaking", "record", VALID, SUSPENDED)
    body.ok("deliver", body.folder / "addresses.csv", "--again", VALID, "--again", SUSPENDED)
    ada, omar = (
        {part.get_filename() for part in message.iter_attachments()}
        for _, message in server.messages
    )
    assert ada >= FILES
    assert not omar & FILES


def test_a_mark_that_came_later_is_told(body: Office, server: Postbox) -> None:
    """Nobody is sent the same twice unasked, and nobody's mark is forgotten."""
    addresses = body.folder / "addresses.csv"
    body.ok("deliver", addresses, VALID)
    body.ok("undertaking", "record", VALID)
    again = body.ok("deliver", addresses, VALID)
    assert len(server.messages) == 1
    assert f"{VALID}: the certification mark has been given since" in again.err
    body.ok("deliver", addresses, "--again", VALID)
    assert "given since" not in body.ok("deliver", addresses, VALID).err


# content/mark/


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration's content without its mark."""
    folder = tmp_path_factory.mktemp("marked") / "content"
    shutil.copytree(ROOT / "content", folder)
    return folder


@pytest.fixture
def folder(example: Path) -> Iterator[Path]:
    """The same content, with a mark to be changed."""
    shutil.rmtree(example / "mark", ignore_errors=True)
    shutil.copytree(ROOT / "content" / "mark", example / "mark")
    yield example
    shutil.rmtree(example / "mark")


def png(width: int = 90, height: int = 30) -> bytes:
    """A picture."""
    stream = io.BytesIO()
    Image.new("L", (width, height), 200).save(stream, "PNG")
    return stream.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("seal.png", b"GIF89a", "content/mark/seal.png: this is no whole PNG picture"),
        ("seal.png", png()[:-20], "this is no whole PNG picture"),
        ("seal.png", png(8_001, 3), "this picture has 8001 x 3 pixels"),
        ("seal.png", b"\0" * 2_000_001, "this file has 2.0 MB"),
        ("seal.pdf", b"%PDF-1.7\n", "this is no whole PDF"),
        ("seal.svg", SVG, "content/mark/seal.svg:1: this drawing is broken"),
        ("seal.svg", SVG + b"<script/></svg>", "this is no plain drawing"),
        ("seal.svg", SVG + b'<image href="https://a.example/b.png"/></svg>', "no plain drawing"),
        ("seal.docx", b"PK", "this cannot be a file of the mark"),
        ("our seal.png", png(), "such a name cannot be sent"),
        ("badge.png", png(), "other documents have such a name"),
        ("notes.md", b"Hello.", "this text is no part of the mark"),
        ("undertaking.fr.md", b"---\ntitle: A\n---\nOui.\n", "version: this field is missing"),
        ("undertaking.fr.md", b"---\ntitle: A\nversion: 1\n---\n", "no words to sign"),
    ],
)
def test_what_is_no_file_of_a_mark_is_refused(
    folder: Path, name: str, data: bytes, said: str
) -> None:
    """With the file, what is the matter, and the next step."""
    (folder / "mark" / name).write_bytes(data)
    with pytest.raises(Refused) as refused:
        content.load(folder)
    assert said in str(refused.value)
    assert "hint: " in str(refused.value)


def test_every_mail_carries_the_mark_so_it_is_small(folder: Path) -> None:
    """All files together, too."""
    for name in "abc":
        (folder / "mark" / f"{name}.pdf").write_bytes(b"%PDF-" + b"\0" * 1_800_000 + b"%%EOF\n")
    with pytest.raises(Refused, match=r"content/mark: the files of the mark have 5\.4 MB together"):
        content.load(folder)


def test_the_accreditation_symbol_is_no_mark(folder: Path) -> None:
    """It goes with the number of the accreditation alone."""
    symbol = folder / "pictures" / "symbol.svg"
    symbol.parent.mkdir(exist_ok=True)
    symbol.write_bytes(SVG + b"</svg>")
    (folder / "mark" / "mark.svg").write_bytes(SVG + b"</svg>")
    settings = folder / "body.yml"
    before = settings.read_text(encoding="utf-8")
    number = "    number: ACNI-P-0417\n"
    settings.write_text(before.replace(number, f"{number}    symbol: symbol.svg\n"), "utf-8")
    try:
        with pytest.raises(Refused, match=r"mark\.svg: this is the accreditation symbol"):
            content.load(folder)
    finally:
        settings.write_text(before, encoding="utf-8")
        symbol.unlink()


def told(folder: Path) -> list[str]:
    """What `certpress check` tells of the mark: code and place."""
    _, review = checking.look(Workspace(folder=folder.parent, now=NOW))
    return [f"{f.code} {f.where}" for f in review.faults if "mark" in f.where + f.code]


def test_the_demonstration_s_mark_is_complete(folder: Path) -> None:
    """There is nothing to mend, and its words are in all three languages."""
    assert told(folder) == []
    found = content.load(folder).mark
    assert [one.language for one in found.undertakings] == ["en", "ar", "de"]
    assert {name for name, _ in found.files} == FILES


def test_words_that_differ_or_are_open_are_told(folder: Path) -> None:
    """A placeholder with its line, and a translation of another version."""
    for language, old, new in (("en", "I keep", "TODO: "), ("de", "2025-06", "2025-07")):
        path = folder / "mark" / f"undertaking.{language}.md"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert told(folder) == [
        "text.placeholder content/mark/undertaking.en.md:7",
        "mark.version content/mark/undertaking.de.md",
    ]


def test_the_rules_name_the_version_that_people_undertake(folder: Path) -> None:
    """In every language of the page."""
    for path in (folder / "mark").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("2025-06", "9"), encoding="utf-8")
    assert [line.split()[0] for line in told(folder)] == ["mark.rules"] * 3


def test_a_mark_without_words_to_sign_is_told(folder: Path) -> None:
    """Nobody can be given it."""
    for path in (folder / "mark").glob("*.md"):
        path.unlink()
    assert told(folder) == ["mark.undertaking content/mark"]
