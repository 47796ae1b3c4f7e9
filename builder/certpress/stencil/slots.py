"""Which texts are cut out of a stencil, what may stand in their place, and how it is written.

Rules:
1. A text may be cut out unless it says what another text means: contexts, types, and the few
   members whose value is a word of a vocabulary.
2. A text that becomes a literal may be any text that `canonical` takes. Its canonical N-Quads form
   and its JSON form are then the same: quotation mark, reverse solidus, tab, line feed and
   carriage return are written with a reverse solidus, everything else as it is.
3. A text that becomes an identifier has the scheme that it had when the document was read as
   JSON-LD, and plain letters after it: it is no prefix, no keyword and no relative address.

Source: https://www.w3.org/TR/rdf-canon/#canonical-quads, RFC 8785, 3.2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from certpress.canonical import CONTROL

Path = tuple[str, ...]  # the names on the way to a member; the places in lists are left out

# What differs from one certificate, badge, status list or proof to the next of its kind. What is
# not named here stays in the stencil, and each of its values has a stencil of its own.
VARYING: frozenset[Path] = frozenset(
    tuple(path.split("/"))
    for path in (
        "id",
        "validFrom",
        "validUntil",
        "credentialSubject/id",
        "credentialSubject/name",
        "credentialSubject/licenseNumber",
        "credentialSubject/narrative",
        "credentialSubject/encodedList",
        "credentialSubject/identifier/identityHash",
        "credentialSubject/achievement/alignment/targetName",
        "credentialSubject/achievement/alignment/targetCode",
        "credentialSubject/achievement/alignment/targetUrl",
        "credentialSubject/achievement/alignment/targetFramework",
        "credentialStatus/id",
        "credentialStatus/statusListIndex",
        "credentialStatus/statusListCredential",
        "created",
    )
)

_MEANING = {"@context", "type", "proofPurpose", "cryptosuite"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?")
_PLAIN = r"[A-Za-z0-9._~:%-][A-Za-z0-9._~:/%-]*(?:#[A-Za-z0-9._~:/%-]*)?"
_WRITTEN = str.maketrans({'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Outside(ValueError):
    """A text that may not stand in a place that is cut out."""


def may_vary(path: Path) -> bool:
    """True for a member whose value says nothing about what others mean."""
    return not any(name in _MEANING or name.startswith("@") for name in path)


def scheme(text: str) -> str:
    """The beginning of an identifier as far as JSON-LD looks at it: `https://`, `urn:`; or ""."""
    found = _SCHEME.match(text)
    return found[0] if found else ""


def directory(identifier: str) -> str:
    """What an identifier shares with those beside it: all to its last slash, or its scheme."""
    kept, slash, _ = identifier.partition("#")[0][:-1].rpartition("/")
    return kept + slash if "://" in kept else scheme(identifier)


def identifiers(beginnings: Sequence[str]) -> re.Pattern[str]:
    """The pattern of that many identifiers, one in a line, each with a beginning of its own."""
    return re.compile("\n".join(re.escape(each) + _PLAIN for each in beginnings))


def write(texts: Sequence[str]) -> list[bytes]:
    """Texts as they stand between quotation marks, in N-Quads and in JSON alike (UTF-8).

    Raises Outside for a character that must not be signed, and TypeError for what is no text.
    """
    together = "".join(texts)
    if together.isprintable() and '"' not in together and "\\" not in together:
        return "\0".join(texts).encode("utf-8").split(b"\0")[: len(texts)]
    if CONTROL.search(together):
        raise Outside("a control character")
    return [text.translate(_WRITTEN).encode("utf-8") for text in texts]
