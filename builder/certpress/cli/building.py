"""The build, step by step: pages rendered beside the old site, all of it checked, swapped in whole.

Gather everything, check everything, then write: nothing on the disk changes before all checks pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certpress import pages, render, resources, site, status, store
from certpress.audit import Sample
from certpress.clauses import Review
from certpress.cli import auditing, checking, lists, publishing, workers
from certpress.cli.workspace import Workspace, entropy
from certpress.refresh import Lists
from certpress.register import Register
from certpress.report import Outcome

SAMPLE = 500  # certificates that are verified by the full algorithm, as a checker's browser would


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was verified on a site before it took the old one's place."""

    certificates: Mapping[Outcome, int]
    badges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made: files, certificates by outcome, badges, and until when checks work."""

    files: int
    changed: bool
    counts: Mapping[Outcome, int]
    badges: int
    until: datetime
    signed: int
    review: Review


def build(workspace: Workspace, epoch: datetime, *, draft: bool = False) -> BuildResult:
    """Build the site beside the old one, check it whole, and swap it in.

    `epoch` is the time that pages and the verifier show; `SOURCE_DATE_EPOCH` sets it. A `draft` is
    built though something owed to the public is missing.
    """
    target = workspace.site
    review = checking.gate(workspace, draft=draft)
    lists.refreshed(workspace, lists.current(workspace), status.LIFE)  # a missing key shows at once
    with store.staging(target) as staged:
        render_pages(workspace, staged, epoch, review)
        with lists.publishing(workspace):
            signed, inputs, checked = _fill(workspace, staged, epoch)
            if target.is_dir():
                store.adopt(staged, target, but={"b"})
            store.flush(staged)
            total = sum(1 for _ in store.listing(staged))
            workspace.write(workspace.folder / "credentials", sorted(signed.files.items()))
            changed = store.swap(staged, target)
    return BuildResult(
        files=total,
        changed=changed,
        counts=checked.certificates,
        badges=checked.badges,
        until=site.until(inputs),
        signed=len(signed.signed),
        review=review,
    )


def _fill(
    workspace: Workspace, staged: Path, epoch: datetime
) -> tuple[Lists, site.Inputs, Checked]:
    """Put everything beside the pages into the staged folder, once all of it verifies."""
    with lists.register(workspace) as register, register.reading():
        found = lists.standing(register)
        signed = lists.refreshed(workspace, found, status.LIFE)
        inputs = _inputs(workspace, register, signed)
        files = dict(site.plan(inputs, epoch))
        counts, count = _checked(workspace, register, found, files)
        publishing.fill(workspace, register, found, staged, workers.cores())
    store.fill(staged, files.items(), workspace.site)
    return signed, inputs, Checked(certificates=counts, badges=count)


def _checked(
    workspace: Workspace, register: Register, found: lists.Current, files: Mapping[str, bytes]
) -> tuple[Mapping[Outcome, int], int]:
    """Check everybody's certificate and badge against the planned files.

    How many certificates had each outcome, and how many badges there are.
    """
    body, now = workspace.content.body, workspace.now
    subject = auditing.Subject(
        site=site.described(body, files),
        files={
            name: data for name, data in files.items() if not name.startswith(("v/", "badges/"))
        },
        now=now,
        bits=found.certificates.bits,
        sample=Sample(of=register.count(), full=SAMPLE, entropy=entropy),
    )
    counts = site.judge("certificate", auditing.examine(subject, register))
    sample = Sample(of=register.count_badges(), full=SAMPLE, entropy=entropy)
    badges = register.badges()
    return counts, site.check_badges(badges, found.badges.bits, body, files, now, sample)


def _inputs(workspace: Workspace, register: Register, signed: Lists) -> site.Inputs:
    verifier = resources.built("verifier")
    return site.Inputs(
        body=workspace.content.body,
        schemes=workspace.content.schemes,
        logo=workspace.content.logo,
        controller=workspace.controller_document(),
        lists=signed.files,
        dictionaries=register.dictionaries(),
        editions=register.editions(),
        pictures=register.pictures(),
        pages=tuple(page.slug for page in workspace.content.pages),
        verifier={
            path.relative_to(verifier).as_posix(): path.read_bytes()
            for path in sorted(verifier.rglob("*"))
            if path.is_file()
        },
    )


def planned(workspace: Workspace, review: Review) -> tuple[tuple[str, bytes], ...]:
    """What MkDocs needs for the pages; `review` fills the index of public information."""
    settings = store.read(workspace.folder / "mkdocs.yml") or b""
    today = workspace.today
    return pages.plan(workspace.content, today, settings, review=review, draft=review.draft)


def render_pages(workspace: Workspace, staged: Path, epoch: datetime, review: Review) -> None:
    """Run MkDocs from generated pages into a folder; `epoch` is the time that they show."""
    files = planned(workspace, review)
    with store.staging(workspace.folder / "pages") as generated:
        store.fill(generated, files)
        further = workspace.content.body.languages[1:]
        render.languages(generated, staged, int(epoch.timestamp()), further)
