"""Where the files lie that the package carries beside its code.

Rules:
1. Built assets (contexts, fonts, the verifier) lie in `certpress/_built`, made by
   `builder/build_assets.py` and never committed.
2. The starter body lies in `certpress/_starter` in an installed package; in a checkout it is the
   repository itself, kept once.
3. `release` names this very program: another one may make other files of the same content.
4. Something that is missing is an error with the next step, never an empty result.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from certpress.errors import ConfigurationError

PACKAGE = Path(__file__).resolve().parent
_SOURCES = frozenset({".py", ".json", ".j2", ".typ", ".yml"})  # what decides the looks of a file
_DRAWING = ("jinja2", "markupsafe", "typst", "pillow")
STARTER = ("content", "credentials", "keys", "mkdocs.yml")  # what a new body begins with


def built(name: str) -> Path:
    """The folder or file `name` of the built assets, such as `contexts`, `fonts` or `verifier`.

    Raises ConfigurationError when the assets were not built.
    """
    path = PACKAGE / "_built" / name
    if not path.exists():
        raise ConfigurationError(
            str(path),
            "this part of certpress was not built",
            "in a checkout run `python builder/build_assets.py`; else install certpress again",
        )
    return path


def starter() -> Path:
    """The folder that holds the starter body: each name of `STARTER` lies in it.

    Raises ConfigurationError when the installation holds none.
    """
    for folder in (PACKAGE / "_starter", PACKAGE.parent.parent):
        if (folder / "content" / "body.yml").is_file() and (folder / "mkdocs.yml").is_file():
            return folder
    raise ConfigurationError(
        str(PACKAGE / "_starter"),
        "this installation of certpress holds no starter body",
        "install certpress again, from a wheel or with `pip install` on a complete checkout",
    )


@cache
def release() -> str:
    """What names this program: a digest of its sources, and of what draws (`drawing`)."""
    found = hashlib.sha256(drawing().encode("ascii"))
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE)
        if path.suffix in _SOURCES and place.parts[0] not in ("_built", "_starter"):
            found.update(f"{place.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


@cache
def drawing() -> str:
    """What names all that pictures are drawn with beside our sources: fonts and libraries."""
    found = hashlib.sha256()
    for path in sorted(built("fonts").rglob("*")):
        found.update(f"{path.name} {path.stat().st_size}\0".encode())
    for name in _DRAWING:
        found.update(f"{name} {metadata.version(name)}\0".encode())
    return found.hexdigest()
