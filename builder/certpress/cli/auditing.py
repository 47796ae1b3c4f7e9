"""certpress verify --all: every issued certificate, as an auditor would check them.

Rules:
1. What is needed is public, or the register: no private key, no passphrase, no network.
2. The register is read as of one moment. Certificates go to all processors, a bundle at a time.
3. Whatever is amiss is named with its number; then the exit code is 1.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from certpress import certificate, keys, site
from certpress.audit import Audit, Fault, Places, Sample, Tally
from certpress.cli import workers
from certpress.cli.progress import Progress
from certpress.cli.workspace import Workspace, entropy, say
from certpress.errors import ConfigurationError
from certpress.model import StatusBits
from certpress.register import Packed, Register
from certpress.report import Outcome, Report, Result
from certpress.texts import OUTCOMES, TEXTS
from certpress.verify import Site

FEW = 3_000  # certificates that one process has checked before another has begun
BUNDLE = 250  # certificates handed to a process at a time
SHOWN = 20  # faults that are told to people; programs get them all


Watch = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What certificates are checked against."""

    site: Site
    files: dict[str, bytes]
    now: datetime
    bits: StatusBits
    sample: Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an audit found, and how long the certificates took."""

    register: Report
    tally: Tally
    waiting: int
    seconds: float

    @property
    def failed(self) -> bool:
        """True when anything is amiss."""
        return self.register.failed or bool(self.tally.faults)


def run(workspace: Workspace, full: int, as_json: bool) -> int:
    """Check everything, tell what was found; the exit code."""
    with workspace.register() as register, register.reading():
        found = _audit(workspace, register, full)
    if any(code.startswith("status.") for f in found.tally.faults for code in f.codes):
        say("hint: if status lists are due: certpress status refresh")
    if as_json:
        click.echo(json.dumps(_as_object(found), ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(line)
    return 1 if found.failed else 0


def _audit(workspace: Workspace, register: Register, full: int) -> Found:
    report, total, begun = register.check(), register.count(), time.monotonic()
    subject = _subject(workspace, register, Sample(full=full, of=max(total, 1), entropy=entropy))
    codes = begin(subject).unsound(register.lists())
    if codes:  # told once, not for each certificate
        tally = Tally(faults=[Fault(number="", id="", codes=codes)])
    else:
        tally = examine(subject, register, Progress(step="checked"))
    seconds = time.monotonic() - begun
    return Found(register=report, tally=tally, waiting=register.waiting(), seconds=seconds)


def examine(subject: Subject, register: Register, watch: Watch | None = None) -> Tally:
    """What is found in all certificates of a register; many are checked on all processors."""
    tally, places, total = Tally(), Places(), register.count()
    for part in _parts(subject, _placed(register.packed(BUNDLE), places, tally), total):
        tally.add(part)
        if watch is not None:
            watch(tally.checked, total)
    return tally


def _subject(workspace: Workspace, register: Register, sample: Sample) -> Subject:
    body = workspace.content.body
    names = register.dictionaries()
    listed = {
        f"{body.base_url}schemes/{one.scheme}/{one.edition}/scheme.json": certificate.sri(
            one.document
        )
        for one in register.editions()
    }
    return Subject(
        site=Site(base=body.base_url, did=keys.did(body.base_url), dictionaries=tuple(names)),
        files={
            keys.controller_path(body.base_url): workspace.controller_document(),
            "schemes/editions.json": json.dumps({"editions": listed}).encode("utf-8"),
            **{f"qr/{name}": content for name, content in names.items()},
            **workspace.published_lists(),
        },
        now=workspace.now,
        bits=register.bits(),
        sample=sample,
    )


def begin(subject: Subject) -> Audit:
    """An audit that has seen nothing yet."""
    return Audit(
        site=subject.site,
        loader=site.loader(subject.files, subject.site.base),
        now=subject.now,
        bits=subject.bits,
        sample=subject.sample,
    )


def check(audit: Audit, bundle: Packed) -> Tally:
    """What is found in a bundle."""
    audit.tally = Tally()
    for at, placed in enumerate(bundle.placed()):
        try:
            issued = bundle.unpack(at)
        except ConfigurationError:
            audit.damaged(placed)
            continue
        audit.check(issued)
    return audit.tally


def _parts(subject: Subject, bundles: Iterable[Packed], total: int) -> Iterator[Tally]:
    if total <= FEW:
        audit = begin(subject)
        return (check(audit, bundle) for bundle in bundles)
    return workers.spread(check, bundles, begin, (subject,), workers.cores())


def _placed(bundles: Iterable[Packed], places: Places, tally: Tally) -> Iterator[Packed]:
    for bundle in bundles:
        for one in bundle.placed():
            tally.faults += places.add(one)
        yield bundle


def _as_object(found: Found) -> dict[str, Any]:
    tally = found.tally
    return {
        "certificates": tally.checked,
        "outcomes": {str(outcome): tally.counts.get(outcome, 0) for outcome in Outcome},
        "in_full": tally.full,
        "erased": tally.erased,
        "waiting": found.waiting,
        "seconds": round(found.seconds, 2),
        "a_second": round(_rate(found), 1),
        "register": [
            {"code": f.code, "outcome": str(f.outcome), "text": f.text}
            for f in found.register.findings
        ],
        "findings": [
            {"number": f.number, "id": f.id, "codes": list(f.codes)} for f in tally.faults
        ],
    }


def _rate(found: Found) -> float:
    return found.tally.checked / found.seconds if found.seconds > 0 else 0.0


def _lines(found: Found) -> Iterator[str]:
    tally = found.tally
    for finding in found.register.findings:
        yield f"{'✗' if finding.outcome is Result.FAIL else '✓'} {finding.text} [{finding.code}]"
    yield (
        f"{tally.checked:,} certificates checked in {found.seconds:,.1f} s "
        f"({_rate(found):,.0f} a second), {tally.full:,} of them in full"
    )
    for outcome in Outcome:
        if tally.counts.get(outcome):
            yield f"  {tally.counts[outcome]:>9,}  {OUTCOMES[outcome]}"
    if tally.erased:
        yield f"  {tally.erased:>9,}  erased with their person's data"
    if found.waiting:
        yield f"{found.waiting:,} decisions call for certificates not issued yet: certpress issue"
    for fault in tally.faults[:SHOWN]:
        yield f"✗ {fault.number or 'all certificates'}: {_told(fault)}"
    if len(tally.faults) > SHOWN:
        yield f"… and {len(tally.faults) - SHOWN:,} more: --json names them all"
    if not found.failed:
        yield "nothing is amiss"


def _told(fault: Fault) -> str:
    told = "; ".join(f"{TEXTS.get(code, '')} [{code}]".strip() for code in fault.codes)
    return f"{told} ({fault.id})" if fault.id else told
