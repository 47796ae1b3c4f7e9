"""A preview of the pages while their texts are being written.

Rules:
1. The published site is not touched: pages are built into a folder of their own, which is gone at
   the end.
2. When a text cannot be built, the last good pages stay, and the page says what is wrong.
3. Times and sizes of files tell what has changed, which every system can say.
4. A file is read when it has stood still between two looks: editors write in several steps.
"""

from __future__ import annotations

import json
import shutil
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from certpress import clauses, resources
from certpress.clauses import Fault, Weight
from certpress.cli import building
from certpress.cli.workspace import Workspace, say
from certpress.errors import CertpressError, Refused

Seen = Mapping[str, tuple[int, int]]
Told = tuple[str, str, str]  # where, what is the matter, what to do
_NONE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>No page yet</title>'
    b"<body><h1>No page yet</h1><p>What keeps the pages from being built is said below.</p></body>"
)
_KEPT = 2  # generations of pages on the disk: a request may be reading the one before


def seen(folder: Path) -> Seen:
    """The time and size of every text of a body, by path; what editors leave behind is not one."""
    texts = [folder / "mkdocs.yml", *(folder / "content").rglob("*")]
    found = {}
    for path in texts:
        if path.name.startswith((".", "~", "#")) or path.name.endswith(("~", ".tmp", ".swp")):
            continue
        try:
            state = path.stat()
        except OSError:  # removed between listing and looking
            continue
        if stat.S_ISDIR(state.st_mode):  # its time changes with whatever is left in it
            continue
        found[path.relative_to(folder).as_posix()] = (state.st_mtime_ns, state.st_size)
    return found


@dataclass(kw_only=True)
class Preview:
    """Pages of a body, built again whenever a text changes.

    `folder` is empty and the preview's own; `fresh` gives the body as it is on the disk now,
    `epoch` the time that its pages show.
    """

    folder: Path
    fresh: Callable[[], Workspace]
    epoch: Callable[[Workspace], datetime]
    _generation: int = field(default=0, init=False)
    _rendered: building.Rendered | None = field(default=None, init=False)
    _problems: tuple[Told, ...] = field(default=(), init=False)
    _broken: bool = field(default=False, init=False)
    _built: Seen = field(default_factory=dict, init=False)
    _before: Seen = field(default_factory=dict, init=False)

    def look(self) -> None:
        """Build the pages again when a text has changed and stands still."""
        now = seen(self.fresh().folder)
        still, self._before = now == self._before, now
        if still and now != self._built:
            self._built = now
            self.build()

    def build(self) -> None:
        """Build the pages; when that fails, keep the ones before and remember why."""
        self._built = self._before = self._built or seen(self.fresh().folder)
        started, workspace = time.perf_counter(), self.fresh()
        target = self.folder / str(self._generation + 1)
        try:
            rendered = building.render_pages(
                workspace, target, self.epoch(workspace), before=self._rendered
            )
            faults = clauses.review(workspace.content, workspace.today).faults
        except (CertpressError, OSError) as error:
            shutil.rmtree(target, ignore_errors=True)
            self._problems, self._broken = _refused(error), True
            say(_spoken([*self._problems, ("", "the last good pages are still shown", "")]))
            return
        self._generation, self._rendered = self._generation + 1, rendered
        self._problems, self._broken = _remaining(faults), False
        shutil.rmtree(self.folder / str(self._generation - _KEPT), ignore_errors=True)
        say(f"pages built in {time.perf_counter() - started:.1f} s{self._open()}")

    def _open(self) -> str:
        """How much is still to be done, for the line that tells of a build."""
        count = len(self._problems)
        return f"; {count} to be mended, listed by: certpress check" if count else ""

    def begin(self) -> None:
        """The first pages, or in their place one that says there are none."""
        none = self.folder / "0"
        none.mkdir(parents=True)
        for name in ("index.html", "404.html"):
            (none / name).write_bytes(_NONE)
        self.build()

    # What the server asks for

    def folders(self) -> Sequence[Path]:
        """The newest pages, and the published site beside which they are shown."""
        return (self.folder / str(self._generation), self.fresh().site)

    def mark(self) -> str:
        """The number of the newest pages."""
        return str(self._generation)

    def state(self) -> bytes:
        """The number of the newest pages, and what is wrong with the texts as they are now."""
        found = {
            "generation": self._generation,
            "broken": self._broken,
            "title": self._title(),
            "problems": [
                {"where": where, "problem": problem, "hint": hint}
                for where, problem, hint in self._problems
            ],
        }
        return json.dumps(found).encode("ascii")

    def _title(self) -> str:
        if self._broken:
            return "A text cannot be built. This is the last page that could."
        return f"{len(self._problems)} to be mended before these pages are complete"

    def script(self) -> bytes:
        """The script that every page carries."""
        return self._script

    @cached_property
    def _script(self) -> bytes:
        return (resources.PACKAGE / "templates" / "preview" / "live.js").read_bytes()


def _refused(error: CertpressError | OSError) -> tuple[Told, ...]:
    """Why the pages cannot be built, one by one."""
    if isinstance(error, Refused):
        return tuple((one.where, one.problem, one.hint) for one in error.problems)
    if isinstance(error, CertpressError):
        return ((error.where, error.problem, error.hint),)
    return ((str(error.filename or ""), f"cannot be used: {error.strerror}", ""),)


def _remaining(faults: Sequence[Fault]) -> tuple[Told, ...]:
    """What is to be mended, what would stop a build first."""
    told = [fault for fault in faults if fault.weight is not Weight.NOTE]
    told.sort(key=lambda fault: fault.weight is not Weight.STOP)
    return tuple((fault.where, fault.problem, fault.wanted) for fault in told)


def _spoken(told: Sequence[Told]) -> str:
    return "\n".join(str(CertpressError(*one)) for one in told)
