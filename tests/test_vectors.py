"""The shared vectors, run by both verifiers: same outcome, same codes, in the same order."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from certpress import verify
from certpress.verify import Memory, Site
from tests import world
from tests.vectors import make

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "vectors").glob("*.json"))
TWIN = ROOT / "verifier" / "dist-node" / "twin.mjs"


def whole(file: Path) -> list[dict[str, Any]]:
    """The vectors of a file, each with all that it needs."""
    shared = json.loads(file.read_text(encoding="utf-8"))
    found = []
    for vector in shared["vectors"]:
        documents = {**shared["documents"], **vector.get("documents", {})}
        present = {address: data for address, data in documents.items() if data is not None}
        given = {"now": shared["now"], "memory": {}, **vector}
        found.append({**given, "site": shared["site"], "documents": present})
    return found


def data(content: Any) -> bytes:
    """A published file's bytes."""
    if isinstance(content, str):
        return content.encode("utf-8")
    return base64.b64decode(content["base64"])


def in_python(vector: Mapping[str, Any]) -> verify.Verdict:
    """The Python verdict on a vector."""
    files = {address: data(content) for address, content in vector["documents"].items()}
    evidence = vector["evidence"]
    return verify.verify(
        evidence if isinstance(evidence, str) else data(evidence),
        Site(**{**vector["site"], "dictionaries": tuple(vector["site"]["dictionaries"])}),
        world.Loader(files),
        datetime.fromisoformat(vector["now"]),
        Memory(
            **{
                name: {a: datetime.fromisoformat(moment) for a, moment in kept.items()}
                for name, kept in vector["memory"].items()
            }
        ),
    )


def in_typescript(vectors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the browser's verifier says of each vector, run in Node."""
    lines = "".join(json.dumps(vector) + "\n" for vector in vectors)
    done = subprocess.run(
        ["node", str(TWIN)], input=lines.encode(), capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_python_says_what_the_vector_says(file: Path) -> None:
    """Every vector comes to its outcome, by its codes, in Python."""
    wrong = []
    for vector in whole(file):
        verdict = in_python(vector)
        found = {"outcome": str(verdict.outcome), "codes": list(world.codes(verdict))}
        if found != vector["expect"]:
            wrong.append((vector["name"], found))
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_the_browser_says_the_same(file: Path) -> None:
    """Every vector comes to the same outcome, by the same codes, in the browser's verifier."""
    vectors = whole(file)
    wrong = []
    for vector, verdict in zip(vectors, in_typescript(vectors), strict=True):
        found = {"outcome": verdict["outcome"], "codes": verdict["codes"]}
        if found != vector["expect"]:
            wrong.append((vector["name"], found))
    assert wrong == []


@pytest.mark.parametrize("name", list(make.FILES))
def test_making_the_vectors_again_changes_nothing(name: str) -> None:
    """The vectors are what their cases make of them, byte for byte, every time."""
    assert make.whole(name) == (make.HERE / f"{name}.json").read_bytes()


def test_there_are_enough_and_most_must_fail() -> None:
    """At least 150 vectors, most of which must not come to "valid"."""
    outcomes = [vector["expect"]["outcome"] for file in FILES for vector in whole(file)]
    assert len(outcomes) >= 150
    assert outcomes.count("valid") < len(outcomes) / 4


def test_what_certificates_say_is_read_alike() -> None:
    """The facts that both verifiers show are the same, in every script."""
    vectors = whole(ROOT / "tests" / "vectors" / "good.json")
    for vector, verdict in zip(vectors, in_typescript(vectors), strict=True):
        facts = in_python(vector).certificate
        assert facts is not None
        assert verdict["certificate"]["name"] == facts.name
        assert verdict["certificate"]["number"] == facts.number
        assert verdict["certificate"]["until"] == facts.valid_until
        assert [item["code"] for item in verdict["certificate"]["scope"]] == [
            item.code for item in facts.scope
        ]
