"""A preview of the pages while their texts are being written.

Rules:
1. The published site is not touched: pages are built into a folder of their own, which is gone at
   the end.
2. When a text cannot be built, the last good pages stay, and the page says what is wrong.
3. Times and sizes of files tell what has changed, which every system can say.
4. A file is read when it has stood still between two looks: editors write in several steps.
5. The language in which a text was saved comes first; those whose pages change with it follow,
   between requests. A language whose pages stay the same is not built.
"""

from __future__ import annotations

import json
import shutil
import stat
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from certpress import pages, render, resources, store
from certpress.clauses import Fault, Weight
from certpress.cli import building, checking
from certpress.cli.workspace import Workspace, say
from certpress.errors import CertpressError, Refused

Seen = Mapping[str, tuple[int, int]]
Parts = dict[str, tuple[tuple[str, bytes], ...]]  # by language, "" the first: files by path
Told = tuple[str, str, str]  # where, what is the matter, what to do
_NONE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>No page yet</title>'
    b"<body><h1>No page yet</h1><p>What keeps the pages from being built is said below.</p></body>"
)


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
    _count: int = field(default=0, init=False)
    _further: tuple[str, ...] = field(default=(), init=False)  # the languages beside the first, ""
    _shown: dict[str, int] = field(default_factory=dict, init=False)  # the newest, by language
    _parts: Parts = field(default_factory=dict, init=False)  # what the newest texts come to
    _made: Parts = field(default_factory=dict, init=False)  # what the shown pages were made of
    _waiting: list[str] = field(default_factory=list, init=False)  # languages still to be built
    _problems: tuple[Told, ...] = field(default=(), init=False)
    _broken: bool = field(default=False, init=False)
    _built: Seen = field(default_factory=dict, init=False)
    _before: Seen = field(default_factory=dict, init=False)

    def begin(self) -> None:
        """The first pages, or in their place one that says there are none."""
        none = self._pages("", 0)
        none.mkdir(parents=True)
        for name in ("index.html", "404.html"):
            (none / name).write_bytes(_NONE)
        self.build()

    def look(self) -> None:
        """Build the pages again when a text has changed and stands still; else what still waits."""
        now = seen(self.fresh().folder)
        still, self._before = now == self._before, now
        if still and now != self._built:
            self.build()
        elif self._waiting:
            self._render(self._waiting.pop(0))

    def build(self) -> None:
        """Build the language in which a text has changed, and remember which ones have to follow.

        When that fails, the pages before are kept, and why is remembered.
        """
        workspace = self.fresh()
        before, self._built = self._built, seen(workspace.folder)
        self._before, self._waiting = self._built, []
        try:
            content, changed = workspace.content, self._built.items() ^ before.items()
            _, review = checking.look(workspace)
            self._count += 1
            planned = building.planned(workspace, review)
            store.fill(self._texts, planned)
        except (CertpressError, OSError) as error:
            self._refuse(error)
            return
        self._problems, self._broken = _remaining(review.faults), False
        self._further = content.body.languages[1:]
        self._parts = {
            language if language in self._further else "": files
            for language, files in pages.parts(planned, content.body.languages).items()
        }
        ordered = _ordered({path for path, _ in changed}, self._further)
        self._waiting = [one for one in ordered if self._parts[one] != self._made.get(one)]
        if self._waiting:
            self._render(self._waiting.pop(0))
        else:
            shutil.rmtree(self._texts, ignore_errors=True)

    @property
    def _texts(self) -> Path:
        return self.folder / f"texts-{self._count}"

    def _pages(self, language: str, count: int) -> Path:
        return self.folder / f"pages-{count}-{language}"

    def _render(self, language: str) -> None:
        """Build one language from the newest texts."""
        started, target = time.perf_counter(), self._pages(language, self._count)
        epoch = int(self.epoch(self.fresh()).timestamp())
        try:
            render.language(self._texts, target, epoch, language)
        except (CertpressError, OSError) as error:
            shutil.rmtree(target, ignore_errors=True)
            self._refuse(error)
            return
        old = self._shown.get(language, 0)
        self._shown[language], self._made[language] = self._count, self._parts[language]
        for count in range(old):  # the one before may still be read
            shutil.rmtree(self._pages(language, count), ignore_errors=True)
        if not self._waiting:
            shutil.rmtree(self._texts, ignore_errors=True)
        named = f" ({language})" if language else ""
        say(f"pages{named} built in {time.perf_counter() - started:.1f} s{self._open(language)}")

    def _refuse(self, error: CertpressError | OSError) -> None:
        self._problems, self._broken, self._waiting = _refused(error), True, []
        shutil.rmtree(self._texts, ignore_errors=True)
        say(_spoken([*self._problems, ("", "the last good pages are still shown", "")]))

    def _open(self, language: str) -> str:
        """How much is still to be done, for the line that tells of a build."""
        count = len(self._problems)
        told = f"; {count} to be mended, listed by: certpress check"
        return told if count and not language else ""

    # What the server asks for

    def _language(self, address: str) -> str:
        """The language of an address: that of its first part, or the body's first."""
        part = address.strip("/").partition("/")[0]
        return part if part in self._further else ""

    def folders(self, address: str) -> Sequence[Path]:
        """The newest pages of an address's language, and the site beside which they are shown."""
        language = self._language(address)
        return (self._pages(language, self._shown.get(language, 0)), self.fresh().site)

    def mark(self, address: str) -> str:
        """The number of the newest pages of an address's language."""
        return str(self._shown.get(self._language(address), 0))

    def state(self, address: str) -> bytes:
        """The mark of a page, and what is wrong with the texts as they are now."""
        own = [one for one in self._problems if one[0].startswith(self._source(address))]
        others = [one for one in self._problems if one not in own]
        found = {
            "generation": self.mark(address),
            "broken": self._broken,
            "waiting": len(self._waiting),
            "title": self._title(len(own), len(others)),
            "problems": [
                {"where": where, "problem": problem, "hint": hint}
                for where, problem, hint in (*own, *others)
            ],
        }
        return json.dumps(found).encode("ascii")

    def _source(self, address: str) -> str:
        """The file or folder in which the text of an address stands, as findings name it."""
        path, language = address.strip("/"), self._language(address)
        path = path.removeprefix(language).strip("/")
        if path.startswith("schemes/"):
            return f"content/{path}/"
        if path == "impartiality":
            return "content/impartiality.md"
        return "/".join(filter(None, ("content/pages", language, f"{path or 'home'}.md")))

    def _title(self, own: int, others: int) -> str:
        if self._broken:
            return "A text cannot be built. This is the last page that could."
        return f"To be mended: {own} on this page, {others} elsewhere"

    def script(self) -> bytes:
        """The script that every page carries."""
        return self._script

    @cached_property
    def _script(self) -> bytes:
        return (resources.PACKAGE / "templates" / "preview" / "live.js").read_bytes()


def _ordered(changed: Collection[str], further: Sequence[str]) -> list[str]:
    """All languages, those first in which a text was saved; "" is the body's first."""
    saved = {next((part for part in path.split("/") if part in further), "") for path in changed}
    return sorted(["", *further], key=lambda language: language not in saved)


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
