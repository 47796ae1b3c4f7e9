"""Where the files lie that the package carries beside its code.

Rules:
1. Built assets (contexts, fonts, the verifier) lie in `certpress/_built`, made by
   `builder/build_assets.py` and never committed.
2. The starter body lies in `certpress/_starter` in an installed package; in a checkout it is the
   repository itself, kept once.
3. Something that is missing is an error with the next step, never an empty result.
"""

from __future__ import annotations

from pathlib import Path

from certpress.errors import ConfigurationError

PACKAGE = Path(__file__).resolve().parent
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
