"""The rooms of the builder: each imports only what stands above it, and few have a window.

The order is that of the table in `docs/developers/architecture.md`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "builder" / "certpress"
PAGE = ROOT / "docs" / "developers" / "architecture.md"

ROOMS = (
    "errors", "model", "report", "texts", "resources", "labels", "content", "schemas", "wording",
    "register", "clauses", "consents", "starter", "intake", "demonstration", "contexts",
    "canonical", "shape", "frame", "keys", "controller", "proof", "certificate", "badge", "letters",
    "mail", "deliveries", "status", "inflate", "compact", "stencil", "codewords", "qr", "fonts",
    "badge_art", "sheet", "pdf", "documents", "samples", "trial", "finishing", "issuance",
    "refresh", "lookup", "verify", "audit", "evidence", "fetch", "pages", "links", "badge_pages",
    "render", "hosting", "site", "dossier", "archive", "store", "cli",
)  # fmt: skip

# Which rooms may use what lets the world in or out. Reading is of files that a room is the door
# to, or that lie in the package.
WINDOWS = {
    "os": {"register", "render", "store", "cli"},
    "shutil": {"store", "cli"},
    "subprocess": {"render"},
    "smtplib": {"mail"},
    "sqlite3": {"register", "store"},  # in `store` its lock alone, which every system has
    "http": {"fetch", "cli"},
    "ssl": {"mail"},
    "urllib.request": {"fetch"},
    "urllib.error": {"fetch"},
    "time": {"fetch", "cli"},
    "secrets": {"cli"},
    "getpass": {"cli"},
}
NOWHERE = {"random", "socket", "requests", "threading", "asyncio", "pickle", "tempfile"}
READING = {
    "resources", "content", "starter", "letters", "consents", "register", "intake", "demonstration",
    "contexts", "shape", "fonts", "badge_pages", "fetch", "pages", "store", "cli",
}  # fmt: skip
WRITING = {"store", "cli"}


def files() -> list[Path]:
    """Every module of the package that is written by hand."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "_built" not in path.parts]


def room(path: Path) -> str:
    """The room that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The modules that a module imports, in dots."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path) -> Iterator[tuple[str, str]]:
    """What a module calls: the name of the function, and of what it is called on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, ast.unparse(node.func.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, ""


def uses(path: Path, module: str) -> bool:
    """True when a module imports another, or something in it."""
    return any(name == module or name.startswith(f"{module}.") for name in imported(path))


def test_every_module_belongs_to_a_room() -> None:
    """A new part has its place in the order before it is used."""
    assert {room(path) for path in files()} == {*ROOMS, "__init__", "__main__"}


@pytest.mark.skipif(not PAGE.is_file(), reason="the page for developers is not here")
def test_the_page_lists_the_rooms_in_this_order() -> None:
    """The table that people read is the order that is held."""
    table = PAGE.read_text(encoding="utf-8").partition("| room |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", table, re.MULTILINE)
    assert tuple(re.findall(r"[a-z_]+", " ".join(cells))) == ROOMS


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_stands_above_it(path: Path) -> None:
    """No room knows a room below it, so each can be read from top to bottom."""
    order = {name: place for place, name in enumerate(("__init__", *ROOMS, "__main__"))}
    for name in imported(path):
        if name.startswith("certpress."):
            other = name.split(".")[1]
            other = other if other in order else "__init__"
            inside = other == room(path)
            assert inside or order[other] < order[room(path)], f"{path.name} imports {name}"


@pytest.mark.parametrize(("module", "allowed"), WINDOWS.items())
def test_few_rooms_have_a_window(module: str, allowed: set[str]) -> None:
    """Processes, the network, the database, the clock and chance are each in their rooms alone."""
    assert {room(path) for path in files() if uses(path, module)} <= allowed


@pytest.mark.parametrize("module", sorted(NOWHERE))
def test_some_things_have_no_place_at_all(module: str) -> None:
    """What the package has no need of is used nowhere in it."""
    assert [path for path in files() if uses(path, module)] == []


def test_the_command_line_has_the_only_clock() -> None:
    """The time is an argument everywhere else: `now()` and `today()` are called there alone."""
    clocks = {"now", "today", "utcnow", "fromtimestamp"}
    found = {room(p) for p in files() for name, on in called(p) if name in clocks and on != "self"}
    assert found <= {"cli"}


def test_the_command_line_has_the_only_voice() -> None:
    """Nothing else prints, asks, or ends the program."""
    voices = {("print", ""), ("input", ""), ("exit", ""), ("exit", "sys"), ("echo", "click")}
    found = {room(path) for path in files() if voices & set(called(path))}
    assert found <= {"cli", "__main__"}


def test_files_are_read_and_written_by_their_rooms() -> None:
    """What decides whether a certificate is genuine opens no file of the body's."""
    reads, writes = {"read_text", "read_bytes"}, {"write_text", "write_bytes", "unlink", "mkdir"}
    names = {path: {name for name, _ in called(path)} for path in files()}
    opened = {room(path) for path in files() if ("open", "") in set(called(path))}
    assert {room(path) for path, found in names.items() if found & reads} <= READING
    assert {room(path) for path, found in names.items() if found & writes} <= WRITING | {"register"}
    assert opened == set()


def test_texts_are_read_and_written_as_utf_8() -> None:
    """No file's encoding depends on the machine: Windows has another one."""
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ("read_text", "write_text"):
                assert any(word.arg == "encoding" for word in node.keywords), path
