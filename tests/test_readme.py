"""The commands that the README and the guide to decisions show, run as they stand.

A fenced block marked `sh` is run in an empty folder, line by line; a comment `# exit code 1` says
what a line has to end with. What stands in other blocks is run in a changed form (`RUN_AS`), or not
at all, for a reason that is given (`NOT_RUN`).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.office import Office

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "docs" / "staff" / "decisions.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"#\s*exit code (\d)\s*$")

RUN_AS = {"certpress demo mybody": "certpress demo mybody --no-serve"}
NOT_RUN = {
    "make demo": "makes its environment with packages from the network; RUN_AS runs what it runs",
    "make test": "is what runs this test",
    "pip install PATH": "test_package builds the wheel and looks into it",
    "certpress demo phone --base-url http://192.0.2.17:8000/ --listen 192.0.2.17:8000": (
        "serves on the network, which tests do not"
    ),
}


def lines(text: str, language: str) -> list[str]:
    """The command lines in the fenced blocks of a language; a line that ends in `\\` goes on."""
    blocks = "".join(body for found, body in FENCE.findall(text) if found == language)
    joined = re.sub(r"\\\n\s*", "", blocks)
    return [line for line in joined.splitlines() if line.strip()]


@dataclass(slots=True)
class Shell:
    """As much of a shell as the README needs, the same on every system: export, cd, commands."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, line: str) -> str:
        """Run one line, which has to end as its comment says; what it wrote."""
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.settings[name] = value
            return ""
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return ""
        assert words[0] == "certpress", line
        done = subprocess.run(
            [sys.executable, "-m", "certpress", *words[1:]],
            cwd=self.folder,
            env={**_environment(), **self.settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        expected = EXPECTED.search(line)
        wanted = int(expected.group(1)) if expected else 0
        assert done.returncode == wanted, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CERTPRESS_")}
    kept.pop("SOURCE_DATE_EPOCH", None)
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_the_path_of_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    """From an empty folder to "valid", and to "suspended" on the same paper."""
    shell = Shell(tmp_path)
    said = [shell.run(line) for line in lines(README, "sh")]
    words = [text.split()[0] for text in said if "certificate NDT-2026-00417" in text]
    assert words == ["VALID", "SUSPENDED"]


def test_the_demonstration_of_the_readme_runs(tmp_path: Path) -> None:
    """`certpress demo mybody` makes all that the README says, in a folder of its own."""
    (demo,) = [line for line in lines(README, "") if line in RUN_AS]
    said = Shell(tmp_path).run(RUN_AS[demo])
    assert "checks will work until" in said
    made = tmp_path / "mybody"
    pdfs = list((made / "credentials" / "documents").glob("*/certificate.pdf"))
    assert len(pdfs) >= 300
    table = README.split("## Where things land")[1].split("##")[0]
    for cell in (cell for cell in re.findall(r"`([^`]+)`", table) if "<" not in cell):
        places = [made, made / "site", pdfs[0].parent]
        assert any((place / cell.rstrip("/")).exists() for place in places), cell


def test_a_command_that_is_not_run_has_its_reason() -> None:
    """No command stands in the README that is neither run here nor left out for a reason."""
    assert set(lines(README, "")) == set(RUN_AS) | set(NOT_RUN)


@pytest.fixture
def decided(empty: Office) -> Office:
    """A new body after importing the guide's file of decisions."""
    rows = "\n".join(lines(DECISIONS, "csv")) + "\n"
    empty.ok("import", empty.file(rows))
    return empty


def test_the_file_of_the_guide_holds_every_kind_of_decision(decided: Office) -> None:
    """The guide's example of a file is imported without a fault, and leaves no kind out."""
    with decided.register() as register:
        kinds = {str(decision.kind) for decision in register.decisions()}
    named = {line.split(",")[0] for line in lines(DECISIONS, "csv")[1:]}
    commands = set(re.findall(r"^certpress decide ([a-z-]+)", DECISIONS, re.MULTILINE))
    assert kinds == named == commands


def test_the_commands_of_the_guide_run_after_its_file(decided: Office) -> None:
    """Each `certpress` line of the guide works, in its order."""
    for line in lines(DECISIONS, "sh"):
        decided.ok(*shlex.split(line)[1:])
    assert "reinstate" in decided.ok("show", "NDT-2024-00417").out
