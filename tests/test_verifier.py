"""The browser's verifier, held to its own tests and to the Python package from outside.

The TypeScript tests need the packages of `verifier/package-lock.json` (`npm ci` in `verifier/`),
and the comparison what `npm run build` writes. CERTPRESS_MUTANTS says how many are compared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.mutants import mutants
from tests.test_vectors import FILES, in_python, in_typescript, whole

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
    for line in run.stdout.splitlines():
        if "# SKIP" in line or line.startswith("\N{SMALL HYPHEN-MINUS}"):
            warnings.warn(f"skipped in verifier/test: {line}", stacklevel=1)  # seen in the summary


def test_its_types_hold() -> None:
    """The TypeScript compiler, strict, has nothing to say."""
    run = npm("run", "check")
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]


def test_the_lock_file_names_no_download_address() -> None:
    """The locked packages can come from any registry: no address stands in the lock file."""
    assert '"resolved"' not in (VERIFIER / "package-lock.json").read_text(encoding="utf-8")


def test_mutants_come_to_the_same_verdict_in_both_languages() -> None:
    """Whatever is changed in a vector, both verifiers tell the same outcome and reasons."""
    vectors = [vector for file in FILES for vector in whole(file)]
    changed = mutants(vectors, int(os.environ.get("CERTPRESS_MUTANTS", "400")), Random(17024))
    for vector, verdict in zip(changed, in_typescript(changed), strict=True):
        assert told_by_python(vector) == told_by_typescript(verdict), vector["name"]


def told_by_python(vector: dict[str, Any]) -> tuple[Any, ...]:
    """What the Python package says of a vector, to the last detail that both tell."""
    verdict = in_python(vector)
    codes = [finding.code for finding in verdict.checks]
    known = (verdict.status_as_of, verdict.newer_exists, verdict.issuer, verdict.digest)
    return str(verdict.outcome), codes, *known


def told_by_typescript(verdict: dict[str, Any]) -> tuple[Any, ...]:
    """The same, as the browser's verifier says it."""
    as_of = verdict["status_as_of"]
    since = datetime.fromisoformat(as_of).astimezone(UTC) if as_of else None
    digest = verdict["certificate"]["digest"] if verdict["certificate"] else ""
    known = (since, verdict["newer_exists"], verdict["issuer"] or "", digest)
    return verdict["outcome"], verdict["codes"], *known
