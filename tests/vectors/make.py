"""Makes the shared vectors: `python -m tests.vectors.make` writes `tests/vectors/*.json`.

Rules:
1. What each vector must come to is written here by hand: its outcome and the code that decides. The
   other codes are taken down from the Python verifier, and the browser's has to agree.
2. Everything is fixed: keys, identifiers, times. Making them twice gives the same files.
3. A file shares its site, its time and what is published; a vector names only what is different.
   A published file that is `null` is missing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from certpress import proof, verify
from tests import world
from tests.vectors import (
    cases_badges,
    cases_codes,
    cases_dates,
    cases_good,
    cases_keys,
    cases_lists,
    cases_proofs,
    cases_shape,
)
from tests.vectors.case import Case, text

HERE = Path(__file__).parent


FILES: Mapping[str, Callable[[], Iterator[Case]]] = {
    "good": cases_good.good,
    "shape": cases_shape.shapes,
    "json": cases_shape.texts,
    "codes": cases_codes.qr_codes,
    "issuer": cases_keys.issuers,
    "keys": cases_keys.controllers,
    "proofs": cases_proofs.proofs,
    "dates": cases_dates.dates,
    "bits": cases_dates.bits,
    "lists": cases_lists.lists,
    "editions": cases_lists.editions,
    "badges": cases_badges.badges,
}


def run(case: Case) -> verify.Verdict:
    """The Python verdict on a case."""
    published = {**world.files(), **case.files}
    present = {address: data for address, data in published.items() if data is not None}
    return world.check(case.evidence, present, case.now, case.memory)


def vector(case: Case) -> dict[str, Any]:
    """A case as it is written; raises AssertionError when it does not come to what it must."""
    verdict = run(case)
    codes = world.codes(verdict)
    found = (str(verdict.outcome), case.code in codes)
    if found != (case.outcome, True):
        raise AssertionError(f"{case.name}: expected {case.outcome} {case.code}, got {verdict}")
    evidence = text(case.evidence) if isinstance(case.evidence, dict) else case.evidence
    written: dict[str, Any] = {"name": case.name, "evidence": content(evidence)}
    if case.files:
        written["documents"] = {a: content(data) for a, data in case.files.items()}
    if case.now != world.NOW:
        written["now"] = case.now.isoformat().replace("+00:00", "Z")
    memory = {
        name: {address: proof.stamp(moment) for address, moment in kept.items()}
        for name, kept in (("newest", case.memory.newest), ("fetched", case.memory.fetched))
        if kept
    }
    if memory:
        written["memory"] = memory
    return {**written, "expect": {"outcome": case.outcome, "codes": list(codes)}}


def content(data: str | bytes | None) -> Any:
    """Text where it is text, base64 where it is not, null where there is nothing."""
    if data is None or isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def whole(name: str) -> bytes:
    """A file of vectors."""
    site = world.SITE
    document = {
        "site": {"base": site.base, "did": site.did, "dictionaries": list(site.dictionaries)},
        "now": proof.stamp(world.NOW),
        "documents": {address: content(data) for address, data in world.files().items()},
        "vectors": [vector(case) for case in FILES[name]()],
    }
    return (json.dumps(document, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def main() -> None:
    """Write every file and say how many vectors it holds."""
    total = 0
    for name in FILES:
        data = whole(name)
        (HERE / f"{name}.json").write_bytes(data)
        count = len(json.loads(data)["vectors"])
        total += count
        print(f"{name}.json: {count}")
    print(f"{total} vectors")


if __name__ == "__main__":
    main()
