"""Of what each file depends: digests that stay the same while nothing of it has changed.

Rules:
1. A digest is over everything that goes into a file: what is said of the person, the frame of all
   pages, the words of their languages, and the program itself (`resources.release`).
2. So a file whose digest is the one of the last build is the file of the last build, and the same
   digest for another file is never seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from certpress import resources
from certpress.badge_pages.frame import Frame, words
from certpress.model import Layout


def of(*values: object) -> str:
    """The digest of values that JSON knows; SHA-256 in hexadecimal."""
    made_of = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(made_of.encode("utf-8")).hexdigest()


def common(frame: Frame) -> str:
    """Of what every page depends: the program, the body as pages show it, and the words."""
    body = replace(frame.body, layout=Layout())  # how certificates look on paper is not shown
    spoken = [dict(words(language).words) for language in body.languages]
    return of(resources.release(), repr(body), frame.has_logo, spoken)


def editions(frame: Frame) -> Mapping[tuple[str, str], str]:
    """Of what pages depend that show a scheme edition, by scheme and edition."""
    found: dict[tuple[str, str], list[str]] = {}
    for (_, scheme, edition), said in sorted(frame.editions.items()):
        found.setdefault((scheme, edition), []).append(repr(said))
    return {name: of(said) for name, said in found.items()}
