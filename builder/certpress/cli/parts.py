"""The parts of what is shown of one person: which files, made of what, and how.

Rules:
1. The key of a part is a digest of all that its files are made of: signed bytes, what the register
   says of them, digests of what all pages share, what the system tells of a file.
2. Parts that change apart stand apart: a suspension changes the page, and no picture.
3. This is work for any process: it needs no key and no register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from certpress import badge_pages, certificate, documents, resources, shape, store
from certpress.badge_pages import Card, Frame, Listing, Profile, digests
from certpress.certificate import Facts
from certpress.cli.workspace import Workspace
from certpress.model import Badge, Issued, Picture, Purpose

Files = Iterable[tuple[str, bytes]]
Signed = TypeVar("Signed", Issued, Badge)
PARTS = ("credential", "pictures", "card", "paper", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What the files of all persons are made with; `parts` are those that are wanted."""

    frame: Frame
    release: str  # the program's
    common: str  # the digest of what all pages share
    editions: Mapping[tuple[str, str], str]
    pictures: Mapping[str, Picture]
    staged: Path  # the site in the making
    site: Path  # that of the last build
    documents: Path
    cards: Path
    today: str
    parts: tuple[str, ...] = PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is shown of one number: signed bytes, and what the register says of them.

    `issued` and `badges` are in the order in which they were made, each with whether it is in
    force.
    """

    number: str
    address: str  # of the badge page; empty without one
    indexed: bool
    listed: bool
    place: str
    gone: tuple[str, ...]  # addresses that show nobody any more
    badges: tuple[tuple[Badge, bool], ...]
    issued: tuple[tuple[Issued, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Files that depend on the same things."""

    name: str
    key: str
    files: tuple[str, ...]  # below the site
    make: Callable[[], Files]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a badge page shows: the badge of the day, the certificate that it was made of."""

    address: str
    indexed: bool
    badge: Badge
    in_force: bool
    facts: Facts
    own: Issued
    paper: Path | None  # the printed certificate, where it may be offered
    card: Card


def maker(workspace: Workspace, pictures: Mapping[str, Picture], staged: Path) -> Maker:
    """What the files of a body's certified persons are made with."""
    frame = badge_pages.shared(workspace.content)
    return Maker(
        frame=frame,
        release=resources.release(),
        common=digests.common(frame),
        editions=digests.editions(frame),
        pictures=pictures,
        staged=staged,
        site=workspace.site,
        documents=workspace.documents,
        cards=workspace.folder / "credentials" / "cards",
        today=workspace.today.isoformat(),
    )


def shown(maker: Maker, case: Case) -> Shown:
    """What the badge page of a case shows: its newest badge whose period has begun."""
    (baked, in_force), facts = _of_the_day(maker, case.badges)
    own = next(one for one, _ in case.issued if one.id == baked.certificate)
    return Shown(
        address=case.address,
        indexed=case.indexed,
        badge=baked,
        in_force=in_force,
        facts=facts,
        own=own,
        paper=_paper(maker, own),
        card=_card(maker, facts, maker.pictures[baked.picture]),
    )


def row(maker: Maker, case: Case) -> str:
    """The entry in the directory: what the certificate of the day says."""
    (_, in_force), facts = _of_the_day(maker, case.issued)
    listing = Listing(facts=facts, in_force=in_force, page=case.address, place=case.place)
    return badge_pages.row(listing)


def of_page(maker: Maker, one: Shown) -> Iterator[Part]:
    """The parts of a badge page."""
    signed = hashlib.sha256(one.badge.document).hexdigest()
    picture, card, paper = one.badge.picture, one.card.digest, one.paper
    seal = store.seal(paper.parent, [paper.name]) if paper else ""
    edition = maker.editions.get((one.own.scheme, one.facts.edition), "")
    shared = (maker.common, edition)
    said = (one.address, one.in_force, one.indexed, bool(paper), _status(maker, one.own))
    tree = [
        ("credential", (signed,), ("badge.json",), _credential),
        ("pictures", (signed, picture, maker.release), ("badge.png", "badge.svg"), _pictures),
        ("card", (card,), ("card.png",), _drawn),
        ("paper", (one.own.id, seal), ("certificate.pdf",) if paper else (), _printed),
        ("page", (signed, *said, *shared), tuple(_pages(maker.frame)), _page),
    ]
    for name, made_of, files, make in tree:
        if name in maker.parts:
            yield Part(
                name=name,
                key=digests.of(name, *made_of),
                files=tuple(f"b/{one.address}/{file}" for file in files),
                make=partial(make, maker, one),
            )


def of_gone(maker: Maker, addresses: tuple[str, ...]) -> Part:
    """The pages at addresses that show nobody any more."""
    pages = [f"b/{address}/{page}" for address in addresses for page in _pages(maker.frame)]
    return Part(
        name="gone",
        key=digests.of("gone", maker.common),
        files=tuple(pages),
        make=lambda: (file for one in addresses for file in badge_pages.gone(maker.frame, one)),
    )


def _pages(frame: Frame) -> Iterator[str]:
    _, *further = frame.body.languages
    yield "index.html"
    yield from (f"{language}/index.html" for language in further)


def _credential(_maker: Maker, one: Shown) -> Files:
    return [(f"b/{one.address}/badge.json", one.badge.document)]


def _pictures(maker: Maker, one: Shown) -> Files:
    made = documents.badge_files(one.badge, maker.pictures[one.badge.picture])
    return [(f"b/{one.address}/{name}", made[name]) for name in ("badge.png", "badge.svg")]


def _drawn(maker: Maker, one: Shown) -> Files:
    """The picture for networks: the one that was drawn before, or a new one."""
    path = maker.cards / f"{one.card.digest}.png"
    drawn = store.read(path)
    if drawn is None:
        drawn = badge_pages.draw(one.card)
        store.write(path, drawn, private=True)
    return [(f"b/{one.address}/card.png", drawn)]


def _printed(_maker: Maker, one: Shown) -> Files:
    return [(f"b/{one.address}/certificate.pdf", one.paper.read_bytes())] if one.paper else []


def _page(maker: Maker, one: Shown) -> Files:
    profile = Profile(
        address=one.address,
        facts=one.facts,
        scheme=one.own.scheme,
        in_force=one.in_force,
        indexed=one.indexed,
        status=_status(maker, one.own),
        has_paper=one.paper is not None,
    )
    return badge_pages.person(maker.frame, profile)


def _status(maker: Maker, own: Issued) -> tuple[tuple[str, str, int], ...]:
    base, place = maker.frame.body.base_url, own.position
    return tuple(
        (str(one), certificate.list_address(base, one, place.list), place.index) for one in Purpose
    )


def _of_the_day(
    maker: Maker, read: Iterable[tuple[Signed, bool]]
) -> tuple[tuple[Signed, bool], Facts]:
    """The newest document whose period has begun, else the newest; and what it says."""
    found = [(one, _facts(one[0])) for one in read]
    begun = [one for one in found if one[1].valid_from <= maker.today]
    return (begun or found)[-1]


def _facts(one: Issued | Badge) -> Facts:
    return certificate.read(shape.parse(one.document, shape.DOCUMENT_LIMIT))


def _paper(maker: Maker, own: Issued) -> Path | None:
    """The printed certificate, where it has no date of birth and lies in its folder."""
    path = maker.documents.joinpath(*documents.folder(own).split("/"), "certificate.pdf")
    return path if path.is_file() and not _facts(own).date_of_birth else None


def _card(maker: Maker, facts: Facts, picture: Picture) -> Card:
    body = maker.frame.body
    words = badge_pages.words(body.languages[0])
    return Card(
        number=facts.number,
        name=facts.name,
        latin=facts.name_latin if facts.name_latin != facts.name else "",
        scheme=facts.scheme,
        body=facts.body,
        colour=body.colour,
        badge=_drawing(picture.svg),
        demonstration=words("demonstration") if body.demonstration else "",
    )


@lru_cache(maxsize=64)  # one for all persons of a scheme and scope
def _drawing(svg: bytes) -> str:
    return svg.decode("utf-8")
