"""The public libraries that certpress is measured against, in a small npm project of their own.

They are installed from `reference/package-lock.json` when first needed, and are no part of the
product. All are open source: MIT, BSD-3-Clause and Apache-2.0 for those named in `package.json`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import measure

FOLDER = Path(__file__).parent / "reference"
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"


def install() -> None:
    """See to it that the locked packages are there."""
    lock = FOLDER / "package-lock.json"
    if INSTALLED.is_file() and INSTALLED.stat().st_mtime >= lock.stat().st_mtime:
        return
    measure.run([_program("npm"), "ci", "--silent", "--ignore-scripts"], FOLDER)
    INSTALLED.touch()


def bundle(folder: Path) -> None:
    """Write each library as one script for browsers into a folder."""
    measure.run([_program("node"), "bundle.mjs", str(folder)], FOLDER)


@dataclass(frozen=True, slots=True)
class Worker:
    """A Node process that signs and verifies on request."""

    process: subprocess.Popen[str]

    def ask(self, what: str, rounds: int) -> float:
        """The time of so many rounds in seconds."""
        self.tell({"what": what, "rounds": rounds})
        assert self.process.stdout is not None
        return float(self.process.stdout.readline())

    def tell(self, message: Mapping[str, Any]) -> None:
        """Send one line."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()


@contextmanager
def worker(credential: Mapping[str, Any], key: Mapping[str, str]) -> Iterator[Worker]:
    """A Node process with a credential without proof, and a key in Multikey form."""
    install()
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [_program("node"), "sign.mjs"], cwd=FOLDER, stdin=pipe, stdout=pipe, encoding="utf-8"
    ) as process:
        made = Worker(process)
        made.tell({"credential": credential, "key": key})
        yield made
        assert process.stdin is not None
        process.stdin.close()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} was not found; install Node 20 or newer with npm")
    return found
