"""The evidence pack: for the assessor, where each clause is found, and what was published.

Rules:
1. It says where something stands, who approved it and when; whether that meets the standard is for
   the accreditation body to say.
2. The manifest names every published file with its digest, SHA-256 over the bytes as they lie on
   the site, and is signed with the status key. Of a clause it names the file of its page.
3. What changes without a change of text is named apart and not compared: status lists, which are
   signed anew every day, and files that hold the day of the build.
4. The paper (PDF) shows the same, and carries the manifest.
5. Checking asks the site for every file of the manifest and says which are not the same any more.

Source of the signature: https://www.w3.org/TR/vc-di-eddsa/ (`eddsa-jcs-2022`).
"""

from __future__ import annotations

from certpress.dossier.checking import Difference, Report, check, key_of
from certpress.dossier.manifest import (
    LARGEST,
    Manifest,
    Published,
    identity,
    missing,
    read,
    sign,
    unsigned,
)
from certpress.dossier.paper import render

__all__ = [
    "LARGEST",
    "Difference",
    "Manifest",
    "Published",
    "Report",
    "check",
    "identity",
    "key_of",
    "missing",
    "read",
    "render",
    "sign",
    "unsigned",
]
