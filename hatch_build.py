"""Build hook of hatchling: a wheel is built with the assets and the starter body inside.

Rules:
1. The assets are built by the same script as in a checkout; when they are current it does nothing.
2. The starter body (`content/`, `mkdocs.yml`, the demonstration's decisions) is taken from the
   repository itself, so that it is kept once; an editable install finds it there.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STARTER = (
    "content",
    "credentials/README.md",
    "credentials/demonstration.csv",
    "credentials/demonstration-consents.csv",
    "credentials/demonstration-undertakings.csv",
    "keys/README.md",
    "mkdocs.yml",
)
BUILT = ("contexts", "fonts", "verifier")


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the assets and adds them to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the wheel is written; `version` is "standard" or "editable".

        Raises RuntimeError, in one sentence with the next step, when something is missing.
        """
        root = Path(self.root)
        _build_assets(root)
        if version == "editable":
            return
        include: dict[str, str] = build_data["force_include"]
        for name in BUILT:
            include[str(root / "builder" / "certpress" / "_built" / name)] = (
                f"certpress/_built/{name}"
            )
        for name in STARTER:
            if not (root / name).exists():
                raise RuntimeError(f"{root / name}: missing; build from a complete checkout")
            include[str(root / name)] = f"certpress/_starter/{name}"


def _build_assets(root: Path) -> None:
    path = root / "builder" / "build_assets.py"
    spec = importlib.util.spec_from_file_location("certpress_build_assets", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path}: cannot be read; build from a complete checkout")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.build()
