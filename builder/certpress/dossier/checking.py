"""An evidence pack against a site: is it the body's own, and what has changed since?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from certpress import controller, keys, proof, shape
from certpress.dossier.manifest import Item, Manifest
from certpress.keys import Role

Load = Callable[[str], bytes]  # an address to bytes; LookupError or OSError when there are none


class Difference(StrEnum):
    """What became of a file since the manifest was made."""

    CHANGED = "changed"
    GONE = "gone"
    UNREACHABLE = "could not be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What checking found: the signature first, for without it nothing else counts."""

    signature: str  # "key.valid" and the rest of the codes of verification; or why not
    genuine: bool
    differences: tuple[tuple[str, Difference], ...]  # by path
    items: tuple[Item, ...]  # those whose page is no longer the same

    @property
    def holds(self) -> bool:
        """True when the signature holds and every file is as it was."""
        return self.genuine and not self.differences


def key_of(manifest: Manifest) -> str:
    """The address of the controller document in which the signing key is looked up."""
    return manifest.address + keys.controller_path(manifest.address)


def check(manifest: Manifest, document: Mapping[str, Any], load: Load) -> Report:
    """A manifest and the document that it was read from, against what `load` gives.

    `load` takes addresses below the manifest's own address. Raises what `load` raises for the
    controller document, without which nothing can be said.
    """
    code, genuine = _signature(manifest, document, load(key_of(manifest)))
    if not genuine:
        return Report(signature=code, genuine=False, differences=(), items=())
    differences = {}
    for file in manifest.files:
        found = _difference(manifest.address + file.path, file.sha256, load)
        if found is not None:
            differences[file.path] = found
    return Report(
        signature=code,
        genuine=True,
        differences=tuple(sorted(differences.items())),
        items=tuple(item for item in manifest.items if item.file in differences),
    )


def _signature(manifest: Manifest, document: Mapping[str, Any], data: bytes) -> tuple[str, bool]:
    """The code of the signature's check, and whether it holds."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    try:
        if manifest.issuer != keys.did(manifest.address):
            return "issuer.other", False
        known = controller.read(data, manifest.issuer)
        shape.match(manifest.proof, "proof")
        code, public = controller.find_key(known, manifest.proof, Role.STATUS)
    except shape.Malformed:
        return "proof.malformed", False
    if public is None:
        return code, False
    if manifest.proof["cryptosuite"] != proof.JCS or "@context" in manifest.proof:
        return "proof.suite_unknown", False
    holds = proof.holds(unsigned, manifest.proof, public)
    return ("proof.valid", True) if holds else ("proof.signature_invalid", False)


def _difference(address: str, digest: str, load: Load) -> Difference | None:
    try:
        data = load(address)
    except LookupError:
        return Difference.GONE
    except OSError:
        return Difference.UNREACHABLE
    same = hashlib.sha256(data).hexdigest() == digest
    return None if same else Difference.CHANGED
