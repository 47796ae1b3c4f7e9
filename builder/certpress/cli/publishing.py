"""What certified persons agreed to show, gathered from the register and made into pages.

Rules:
1. Who agreed is asked of the register at the build; nobody else is looked up.
2. Where there is nobody to show any more (withdrawn consent, death, erased data, no badge yet), the
   address answers with the page that is the same for all.
3. Pictures for networks are kept below `credentials/cards/`, named by what they show. One that no
   page has any more is removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from certpress import badge_pages, certificate, documents, shape, store
from certpress.badge_pages import Card, Frame, Listing, Profile
from certpress.certificate import Facts
from certpress.cli.lists import Current
from certpress.cli.workspace import Workspace
from certpress.model import Audience, Badge, Issued, Kind, Picture, Purpose
from certpress.register import Consent, Register

Held = Mapping[Audience, Consent]


def files(workspace: Workspace, register: Register, found: Current) -> Iterator[tuple[str, bytes]]:
    """The files of all badge pages and of the directory, one by one."""
    frame = badge_pages.shared(workspace.content)
    pictures, cards, shown = register.pictures(), set[str](), dict[str, str]()
    listed = list[Listing]()
    for number, held in sorted(register.consented().items()):
        if not _is_here(register, number):
            continue
        profile = None
        if Audience.BADGE_PAGE in held:
            profile = _profile(workspace, register, found, number, held, pictures, cards)
        if profile is not None:
            shown[profile.address] = number
            yield from badge_pages.person(frame, profile)
        if Audience.DIRECTORY in held:
            listed += _listing(workspace, register, found, number, profile)
    yield from _gone(frame, register, shown)
    yield from badge_pages.directory(frame, listed, workspace.today)
    _tidy(workspace.folder / "credentials" / "cards", cards)


def _gone(
    frame: Frame, register: Register, shown: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    addresses = {step.address for step in register.consents() if step.address}
    for address in sorted(addresses - shown.keys()):
        yield from badge_pages.gone(frame, address)


def _is_here(register: Register, number: str) -> bool:
    """False for the dead, and for those whose data was erased."""
    case = register.certification(number)
    return case.person is not None and case.ended is not Kind.DIED


def _profile(
    workspace: Workspace,
    register: Register,
    found: Current,
    number: str,
    held: Held,
    pictures: Mapping[str, Picture],
    cards: set[str],
) -> Profile | None:
    """What a person's page shows; None while they have no badge."""
    issued = {one.id: one for one in register.issued(number)}
    badges = [one for one in register.badges(number) if one.document]
    read = [(one, _facts(one)) for one in badges]
    chosen = _current(workspace, read)
    if chosen is None:
        return None
    baked, facts = chosen
    own, picture = issued[baked.certificate], pictures[baked.picture]
    made = documents.badge_files(baked, picture)
    return Profile(
        address=held[Audience.BADGE_PAGE].address,
        facts=facts,
        scheme=own.scheme,
        in_force=not found.badges.bits[baked.position].suspension,
        indexed=Audience.SEARCH_ENGINES in held,
        status=tuple(
            (
                str(p),
                certificate.list_address(_base(workspace), p, own.position.list),
                own.position.index,
            )
            for p in Purpose
        ),
        credential=made["badge.json"],
        png=made["badge.png"],
        svg=made["badge.svg"],
        card=_card(workspace, facts, picture, cards),
        pdf=_pdf(workspace, own),
    )


def _base(workspace: Workspace) -> str:
    return workspace.content.body.base_url


def _facts(one: Issued | Badge) -> Facts:
    return certificate.read(shape.parse(one.document, shape.DOCUMENT_LIMIT))


def _current(workspace: Workspace, read: list[tuple[Badge, Facts]]) -> tuple[Badge, Facts] | None:
    """The newest badge whose period has begun; else the newest."""
    today = workspace.today.isoformat()
    begun = [one for one in read if one[1].valid_from <= today]
    return (begun or read)[-1] if read else None


def _listing(
    workspace: Workspace,
    register: Register,
    found: Current,
    number: str,
    profile: Profile | None,
) -> Iterator[Listing]:
    """The entry in the directory: what the certificate of the day says, once there is one."""
    read = [(one, _facts(one)) for one in register.issued(number) if one.document]
    today = workspace.today.isoformat()
    begun = [one for one in read if one[1].valid_from <= today]
    if read:
        issued, facts = (begun or read)[-1]
        bits = found.certificates.bits[issued.position]
        yield Listing(
            facts=facts,
            in_force=not bits.revocation and not bits.suspension,
            page=profile.address if profile else "",
        )


def _pdf(workspace: Workspace, own: Issued) -> bytes:
    """The printed certificate, where it has no date of birth and lies in its folder."""
    if _facts(own).date_of_birth:
        return b""
    folder = workspace.documents.joinpath(*documents.folder(own).split("/"))
    return store.read(folder / "certificate.pdf") or b""


def _card(workspace: Workspace, facts: Facts, picture: Picture, cards: set[str]) -> bytes:
    """The picture for networks: the one that was drawn before, or a new one."""
    body = workspace.content.body
    words = badge_pages.words(body.languages[0])
    card = Card(
        number=facts.number,
        name=facts.name,
        latin=facts.name_latin if facts.name_latin != facts.name else "",
        scheme=facts.scheme,
        body=facts.body,
        colour=body.colour,
        badge=picture.svg.decode("utf-8"),
        demonstration=words("demonstration") if body.demonstration else "",
    )
    cards.add(f"{card.digest}.png")
    path = workspace.folder / "credentials" / "cards" / f"{card.digest}.png"
    drawn = store.read(path)
    if drawn is None:
        drawn = badge_pages.draw(card)
        store.write(path, drawn, private=True)
    return drawn


def _tidy(folder: Path, used: set[str]) -> None:
    """Pictures that no page has any more hold names: they go."""
    for path in sorted(folder.glob("*.png")):
        if path.name not in used:
            path.unlink(missing_ok=True)
