"""A body whose certified persons all agreed to a badge page, and its pages built alone.

Everything goes through the register's own door and the steps of `certpress badge issue`; only the
consents are recorded in one transaction, where staff would take years for so many.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from certpress import consents, store
from certpress.cli import badges, lists, publishing, workers
from certpress.cli.parts import PARTS
from certpress.cli.workspace import Workspace, entropy
from certpress.model import Audience
from certpress.register import Consent
from tests.bench import bodies, measure
from tests.bench.measure import Run
from tests.bench.scale import grant

BARE = ("credential", "page")  # a page without pictures
PAGE = 5_000  # badges signed at a time


def begin(folder: Path, count: int) -> Path:
    """A body with so many persons in force, each with a consent and a badge."""
    body = bodies.begin(folder)
    grant(body, count)
    measure.certpress(body, "issue", "--no-documents")
    measure.run([sys.executable, "-m", "tests.bench.shown", "agree", str(body)])
    return body


def build(body: Path, *wanted: str) -> Run:
    """Build what shows persons, as `certpress build` does, in a process of its own."""
    return measure.run([sys.executable, "-m", "tests.bench.shown", "build", str(body), *wanted])


def suspend(body: Path) -> None:
    """Suspend the first of them."""
    with _workspace(body).register() as register:
        numbers = [one.number for one in islice(register.issued(), 1)]
    measure.certpress(body, "import", str(bodies.suspensions(body / "changes.csv", numbers)))


def _workspace(body: Path) -> Workspace:
    return Workspace(folder=body, now=datetime.now(UTC))


def _agree(body: Path) -> None:
    workspace = _workspace(body)
    text = consents.find(consents.load(body / "content"), Audience.BADGE_PAGE, "en")
    with workspace.register() as register:
        with register.transaction():
            for one in register.issued():
                step = Consent(
                    number=one.number, audience=text.audience, given=True, on=workspace.today,
                    language=text.language, version=text.version, guardian="", address="",
                    entered_by="bench", entered_at=workspace.now,
                )  # fmt: skip
                register.consent(step, text, today=workspace.today, entropy=entropy)
        found = register.issued()
        while page := list(islice(found, PAGE)):
            badges.make(workspace, register, page)


def _build(body: Path, wanted: tuple[str, ...]) -> None:
    workspace = _workspace(body)
    with store.staging(workspace.site) as staged, workspace.register() as register:
        found = lists.standing(register)
        publishing.fill(workspace, register, found, staged, workers.cores(), wanted)
        store.flush(staged)
        store.swap(staged, workspace.site)


if __name__ == "__main__":
    if sys.argv[1] == "agree":
        _agree(Path(sys.argv[2]))
    else:
        _build(Path(sys.argv[2]), tuple(sys.argv[3:]) or PARTS)
