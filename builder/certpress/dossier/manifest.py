"""The manifest of an evidence pack: made, signed, and read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from certpress import keys, proof, shape
from certpress.clauses import Entry, Review, State
from certpress.errors import CertpressError
from certpress.keys import Signer
from certpress.model import Body

LARGEST = 8_000_000  # bytes of a manifest; one of 300 scheme editions in three languages has four
_MARK = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A file as it lies on the site."""

    path: str  # below the site: "schemes/ndt/2017-1/index.html"
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


_Path = Annotated[str, Field(pattern=r"^[^/\\]+(/[^/\\]+)*$", max_length=400)]


class Listed(_Part):
    """A file of the manifest."""

    path: _Path
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]


class Item(_Part):
    """What a clause led to on the day."""

    clause: str  # the key of the clause map: "scheme.prerequisites"
    number: str  # as people cite it; empty where it has none in this edition
    title: str
    audience: str
    state: str
    scheme: str = ""
    edition: str = ""
    page: str = ""  # address below the site
    anchor: str = ""
    file: str = ""  # the file of the page; empty where nothing is there
    owner: str = ""
    approved_by: str = ""
    approved: str = ""
    review_by: str = ""
    reason: str = ""


class Manifest(_Part):
    """A manifest as it is read back."""

    certpress: Literal["evidence"]
    version: Literal[1]
    issuer: str
    body: str
    address: str
    made: str
    day: str
    standard: str
    draft: bool  # the site says of itself that it is not complete
    items: tuple[Item, ...]
    files: tuple[Listed, ...]
    apart: tuple[str, ...]
    proof: dict[str, Any]


def page_file(page: str) -> str:
    """The file that a server sends for the address of a page."""
    return f"{page}index.html" if page == "" or page.endswith("/") else page


def is_apart(path: str) -> bool:
    """True for what is dated anew without a change of text, or is for the server alone."""
    name = path.rpartition("/")[2]  # each language has a map of its own
    return path.startswith("status/") or name in _MAPS or path in _APART


_MAPS = frozenset({"sitemap.xml", "sitemap.xml.gz"})
_APART = frozenset({".nojekyll", "_headers", "v/index.html", "v/site.json"})


def missing(review: Review, files: Sequence[Published]) -> list[CertpressError]:
    """Pages and anchors that the review names and the site does not have."""
    known = {file.path: file.data for file in files}
    return list(_missing(review.entries, known))


def _missing(entries: Sequence[Entry], known: Mapping[str, bytes]) -> Iterator[CertpressError]:
    told = set()
    for entry in entries:
        path = page_file(entry.page)
        if not entry.page or entry.link in told or entry.state is State.MISSING:
            continue
        told.add(entry.link)
        if path not in known:
            yield CertpressError(path, "this page is not on the built site", "certpress build")
        elif entry.anchor and f'id="{entry.anchor}"'.encode() not in known[path]:
            problem = f"the built page has no anchor {entry.anchor}"
            yield CertpressError(path, problem, "certpress build")


def unsigned(
    review: Review, body: Body, files: Sequence[Published], made: datetime
) -> dict[str, Any]:
    """The manifest before it is signed; `made` is an aware instant."""
    ordered = sorted(files, key=lambda file: file.path)
    return {
        "certpress": _MARK,
        "version": 1,
        "issuer": keys.did(body.base_url),
        "body": body.name,
        "address": body.base_url,
        "made": proof.stamp(made),
        "day": review.today.isoformat(),
        "standard": f"ISO/IEC 17024:{review.edition}",
        "draft": review.draft,
        "items": [_item(entry, review) for entry in review.entries],
        "files": [
            {"path": file.path, "sha256": file.digest, "bytes": len(file.data)}
            for file in ordered
            if not is_apart(file.path)
        ],
        "apart": [file.path for file in ordered if is_apart(file.path)],
    }


def _item(entry: Entry, review: Review) -> dict[str, str]:
    approval, edition = entry.approval, entry.scheme_edition or ("", "")
    page = "" if entry.state is State.MISSING else entry.page  # there is nothing to be read
    found = {
        "clause": entry.clause.key,
        "number": entry.clause.label(review.edition),
        "title": entry.clause.title,
        "audience": str(entry.clause.audience),
        "state": str(entry.state),
        "scheme": edition[0],
        "edition": edition[1],
        "page": page,
        "anchor": entry.anchor if page else "",
        "file": page_file(page) if page else "",
        "reason": entry.reason,
    }
    if approval is not None and entry.state is not State.MISSING:
        found |= {
            "owner": approval.owner,
            "approved_by": approval.approved_by,
            "approved": approval.approved.isoformat() if approval.approved else "",
            "review_by": approval.review_by.isoformat() if approval.review_by else "",
        }
    kept = ("clause", "number", "title", "audience", "state")
    return {name: value for name, value in found.items() if value or name in kept}


def sign(document: Mapping[str, Any], signer: Signer, created: datetime) -> bytes:
    """The manifest with its proof, as the bytes of a file."""
    signed = {**document, "proof": proof.add(document, signer, proof.JCS, created)}
    return (json.dumps(signed, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def identity(document: Mapping[str, Any]) -> str:
    """The manifest's own digest, which the paper shows: SHA-256 of its JCS form without proof."""
    return proof.identity(document)


def read(data: bytes, where: str) -> tuple[Manifest, dict[str, Any]]:
    """A manifest, typed and as the signed document; raises CertpressError for any other."""
    try:
        document = shape.parse(data, LARGEST)
        return Manifest.model_validate_json(json.dumps(document)), document
    except (shape.Malformed, ValidationError) as cause:
        if isinstance(cause, ValidationError):
            first = cause.errors(include_url=False)[0]
            said = ".".join(map(str, first["loc"])) + f": {first['msg']}"
        else:
            said = str(cause)
        raise CertpressError(
            where,
            f"this is no manifest of an evidence pack ({said})",
            "name the .json or .pdf file that certpress evidence wrote",
        ) from cause
