"""The browser's verifier, held to its own tests and to the Python package from outside.

The TypeScript tests need the packages of `verifier/package-lock.json` (`npm ci` in `verifier/`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

VERIFIER = Path(__file__).parent.parent / "verifier"
NPM = shutil.which("npm")

pytestmark = pytest.mark.skipif(
    NPM is None or not (VERIFIER / "node_modules").is_dir(),
    reason="npm, or the verifier's packages, are not installed: run `npm ci` in verifier/",
)


def npm(*words: str) -> subprocess.CompletedProcess[str]:
    """Run npm in `verifier/`."""
    assert NPM is not None
    return subprocess.run(
        [NPM, *words],
        cwd=VERIFIER,
        env={**os.environ, "npm_config_update_notifier": "false"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )


def test_its_own_tests_pass() -> None:
    """Every test of `verifier/test` passes, W3C's vectors included where they are at hand."""
    run = npm("test")
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]


def test_its_types_hold() -> None:
    """The TypeScript compiler, strict, has nothing to say."""
    run = npm("run", "check")
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]


def test_the_lock_file_names_no_download_address() -> None:
    """The locked packages can come from any registry: no address stands in the lock file."""
    assert '"resolved"' not in (VERIFIER / "package-lock.json").read_text(encoding="utf-8")
