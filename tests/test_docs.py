"""The documentation: every link leads somewhere, and nothing that it has to name is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from certpress import cli
from certpress.report import Outcome
from certpress.texts import TEXTS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
LARGEST_PICTURE = 150_000  # bytes


def pages() -> list[Path]:
    """Every Markdown file that is written for readers of the repository."""
    named = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "keys/README.md"]
    named.append("credentials/README.md")
    return [ROOT / name for name in named] + sorted(DOCS.rglob("*.md"))


def text(path: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(path: Path) -> set[str]:
    """The names under which a page's headings can be linked, as GitHub makes them."""
    plain = (re.sub(r"[`*]|\]\([^)]*\)|\[", "", title) for title in HEADING.findall(text(path)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in plain}


def links(path: Path) -> Iterator[str]:
    """The relative links of a page."""
    plain = re.sub(r"`[^`\n]*`", "", text(path))
    return (link for link in LINK.findall(plain) if not re.match(r"[a-z]+:", link))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """Files that links name are there, and so are the headings."""
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_can_be_reached() -> None:
    """From the README, following links, a reader comes to every page of docs/ and every picture."""
    seen, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        found = {(page.parent / link.partition("#")[0]).resolve() for link in links(page)}
        ahead += [target for target in found - seen if target.suffix == ".md"]
        seen |= found
    wanted = [path for path in DOCS.rglob("*") if path.suffix in (".md", ".png")]
    assert [path.name for path in wanted if path not in seen] == []


def commands(group: click.Group, name: str = "certpress") -> Iterator[str]:
    """The full names of all commands, such as `certpress keys init`."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}"


@pytest.mark.parametrize("command", list(commands(cli.certpress)))
def test_every_command_has_a_line_in_the_guide(command: str) -> None:
    """The staff's list of commands leaves none out."""
    assert f"| `{command}` |" in (DOCS / "staff" / "index.md").read_text(encoding="utf-8")


def test_every_code_is_described() -> None:
    """Every finding of the Python verifier and of the page stands in the page on verification."""
    described = (DOCS / "developers" / "verification.md").read_text(encoding="utf-8")
    types = (ROOT / "verifier" / "src" / "types.ts").read_text(encoding="utf-8")
    codes = set(TEXTS) | set(re.findall(r"\| '([a-z]+\.[a-z_]+)'", types))
    assert len(codes) > 40
    assert [code for code in sorted(codes) if f"`{code}`" not in described] == []


@pytest.mark.parametrize("page", ["developers/verification.md", "checkers/index.md"])
def test_every_outcome_is_described(page: str) -> None:
    """Developers and checkers both find every outcome by its name."""
    described = (DOCS / page).read_text(encoding="utf-8")
    assert [str(one) for one in Outcome if f"`{one}`" not in described] == []


def test_every_decision_record_says_what_it_costs() -> None:
    """A record has its four parts, its number, and a place in the list."""
    listed = text(DOCS / "adr" / "index.md")
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    for record in records:
        number = int(record.name[:4])
        found = HEADING.findall(record.read_text(encoding="utf-8"))
        assert found[0].startswith(f"{number}. ")
        assert found[1:] == ["Context", "Decision", "What it costs", "What shows that it holds"]
        assert f"({record.name})" in listed


def test_every_room_has_its_place_in_the_architecture() -> None:
    """No module of the package is missing from the page on its rooms."""
    described = (DOCS / "developers" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "builder" / "certpress"
    paths = [
        path
        for path in package.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    rooms = {path.stem for path in paths} - {"__init__", "__main__"}
    assert [room for room in sorted(rooms) if f"`{room}`" not in described] == []


def test_pictures_are_small() -> None:
    """A reader on a slow line sees the README."""
    large = [p.name for p in DOCS.rglob("*.png") if p.stat().st_size > LARGEST_PICTURE]
    assert large == []


def test_every_target_of_make_is_described() -> None:
    """What `make` offers to developers stands on the page on testing or in CONTRIBUTING."""
    described = "".join(p.read_text(encoding="utf-8") for p in pages())
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert [name for name in targets if f"make {name}" not in described] == ["help"]
