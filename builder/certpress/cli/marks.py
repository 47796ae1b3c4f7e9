"""The certification mark: to whom it is given, and the files beside their documents.

Rules:
1. The mark is given to who undertook the current version of the rules and whose certification is in
   force, now or from a day to come: neither suspended, nor ended, nor expired.
2. What goes out (`given`) is worked out anew each time, from the register and `content/mark/`. What
   lies beside the documents follows with the commands that change either.
3. `<number>/mark/` holds the mark and nothing else: what is no longer of it is taken away.

ISO/IEC 17024 (use of certificates, logos and marks).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from certpress import documents
from certpress.cli.workspace import Workspace
from certpress.register import Certification, Register, Undertaking
from certpress.report import Outcome

FOLDER = "mark"
_MANY = 100  # numbers for which it is quicker to look at everybody who undertook
_IN_FORCE = frozenset({Outcome.VALID, Outcome.NOT_YET_VALID})


def given(workspace: Workspace, register: Register, number: str) -> Mapping[str, bytes]:
    """The files of the mark that a person is given, by name; none for who is given none."""
    files = dict(workspace.content.mark.files)
    return files if files and why_not(workspace, register, number) is None else {}


def why_not(workspace: Workspace, register: Register, number: str) -> str | None:
    """Why a person is given no mark, in words; None for who is."""
    version = workspace.content.mark.version
    if not version:
        return "content/mark/ has no words that people undertake"
    if not has_undertaken(register.undertakings(number), version):
        return f"no undertaking to version {version} is recorded"
    return out_of_force(register.certification(number), workspace)


def in_force(case: Certification, workspace: Workspace) -> bool:
    """True when a certification is in force, now or from a day to come."""
    return out_of_force(case, workspace) is None


def has_undertaken(undertakings: Iterable[Undertaking], version: str) -> bool:
    """True when one of the undertakings is to a version, in whatever language."""
    return any(one.version == version for one in undertakings)


def out_of_force(case: Certification, workspace: Workspace) -> str | None:
    """Why a certification is not in force, in words; None when it is, now or from a day to come."""
    outcome = case.outcome(workspace.today)
    if outcome in _IN_FORCE:
        return None
    words = {Outcome.SUSPENDED: "is suspended", Outcome.EXPIRED: "has expired"}
    return f"the certification {words.get(outcome, 'has ended')}"


def place(
    workspace: Workspace, register: Register, numbers: Collection[str] | None = None
) -> list[Path]:
    """Put the mark beside the documents of those who are given it, and take it from all others.

    Looks at everybody, or at some numbers. Where no documents are yet, the mark comes with them.
    Returns the files that were written.
    """
    written = list[Path]()
    for number in sorted(_concerned(workspace, register, numbers)):
        folder = workspace.documents.joinpath(number, FOLDER)
        printed = (folder.parent / documents.CREDENTIAL).is_file()
        files = given(workspace, register, number) if printed else {}
        _take_away(folder, files)
        written += workspace.write(folder, files.items())
    return written


def _concerned(
    workspace: Workspace, register: Register, numbers: Collection[str] | None
) -> set[str]:
    """Of some numbers or of all, those that undertook, and those that a mark lies beside."""
    if numbers is None:
        lying = {path.parent.name for path in workspace.documents.glob(f"*/{FOLDER}")}
        return lying | {one.number for one in register.undertakings()}
    if len(numbers) > _MANY:
        return _concerned(workspace, register, None) & set(numbers)
    return set(numbers)


def _take_away(folder: Path, files: Mapping[str, bytes]) -> None:
    """What lies in a folder of the mark and is not among its files."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name not in files and path.is_file():
            path.unlink()
    if not files and not any(folder.iterdir()):
        folder.rmdir()


# Undertakings, told


def told(one: Undertaking) -> str:
    """An undertaking in a few words, without its number and day."""
    guardian = f", signed by {one.guardian}" if one.guardian else ""
    return f"undertaking, text {one.version} ({one.language}){guardian}"


def summary(signed: Sequence[Undertaking], version: str) -> str:
    """What a person undertook last, and whether that is the current version."""
    current = [one for one in signed if one.version == version]
    if current:
        return f"version {version} ({current[-1].language}), signed on {current[-1].on}"
    wanted = f"; the current version is {version}" if version else ""
    if not signed:
        return f"none{wanted}"
    last = max(signed, key=lambda one: one.on)
    return f"version {last.version} ({last.language}), signed on {last.on}{wanted}"


def described(one: Undertaking) -> dict[str, str]:
    """An undertaking for machines."""
    return {
        "number": one.number,
        "on": one.on.isoformat(),
        "language": one.language,
        "version": one.version,
        "guardian": one.guardian,
        "entered_by": one.entered_by,
        "entered_at": one.entered_at.isoformat(),
    }
