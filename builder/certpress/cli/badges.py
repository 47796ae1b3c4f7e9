"""certpress badge: the badge of a certification, made when its person asks for it.

Gather everything, check everything, then write: nothing is signed while one number is at fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import click

from certpress import badge_art, certificate, documents, issuance, shape, store
from certpress.certificate import Facts
from certpress.clauses import agreement
from certpress.cli.workspace import Workspace, entropy, say, short
from certpress.content import public
from certpress.errors import CertpressError, Refused, UsageError
from certpress.keys import Role
from certpress.model import Audience, Badge, Issued, Picture, Position, StatusBits
from certpress.register import Register


@click.group()
def badge() -> None:
    """Make badges: certificates in the form in which people show them.

    \b
    Examples:
      certpress badge issue NDT-2026-00417
      certpress badge issue --all-consented
    """


@badge.command("issue")
@click.argument("numbers", metavar="[NUMBER...]", nargs=-1)
@click.option(
    "--all-consented", is_flag=True, help="For everybody in force who agreed to a badge page."
)
@click.pass_obj
def issue(workspace: Workspace, numbers: tuple[str, ...], all_consented: bool) -> None:
    """Make the badge of a certification: badge.json, badge.png and badge.svg.

    They lie beside the certificate's other documents. A badge is made once for a certificate; asked
    for again, its files are written again if they are missing. A certification that is suspended,
    has ended or has expired gets none. Publish it before it is shown: certpress build.

    \b
    Examples:
      certpress badge issue NDT-2024-00417
      certpress badge issue --all-consented
    """
    if bool(numbers) == all_consented:
        raise UsageError("badge issue", "whose badge?", "write numbers, or --all-consented")
    with workspace.register() as register:
        if all_consented:
            wanted = consented(workspace, register)
        else:
            wanted = _wanted(workspace, register, tuple(dict.fromkeys(numbers)))
        made = make(workspace, register, wanted)
        written = write(workspace, register, {one.number for one in wanted})
    earlier = len(wanted) - len(made)
    say(f"badges signed: {len(made)}" + (f"; signed before: {earlier}" if earlier else ""))
    for path in written:
        say(f"  {short(path)}")
    if made:
        say("next: certpress build, which publishes the list and the picture that a badge names")


def _wanted(workspace: Workspace, register: Register, numbers: Sequence[str]) -> list[Issued]:
    """The certificates to make badges of; raises Refused with all numbers at fault."""
    found, problems, bits = list[Issued](), list[CertpressError](), register.bits()
    for number in numbers:
        try:
            found += _in_force(workspace, register, number, bits)
        except CertpressError as problem:
            problems.append(problem)
    if problems:
        raise Refused(problems)
    return found


def consented(workspace: Workspace, register: Register) -> list[Issued]:
    """The certificates in force of everybody who agreed to a badge page.

    Those whose certification is not in force are named and left out.
    """
    found, bits = list[Issued](), register.bits()
    for number, held in register.consented().items():
        if Audience.BADGE_PAGE not in held:
            continue
        try:
            found += _in_force(workspace, register, number, bits)
        except CertpressError as problem:
            say(f"left out: {number}: {problem.problem}")
    return found


def _in_force(
    workspace: Workspace, register: Register, number: str, bits: StatusBits
) -> list[Issued]:
    """The certificates of a number that are in force, now or later: one, or two between periods."""
    case = register.certification(number)
    if case.ended is not None or case.suspended:
        state = "has ended" if case.ended is not None else "is suspended"
        raise CertpressError(
            number, f"this certification {state}", "a badge says that a certification is in force"
        )
    found = [
        one
        for one in register.issued(number)
        if one.document
        and not bits[one.position].revocation
        and _facts(one).valid_until >= workspace.today.isoformat()
    ]
    if not found:
        raise CertpressError(
            number,
            "there is no certificate in force to make a badge of",
            "sign what was decided: certpress issue; if the certification has expired, a "
            "recertification has to be decided first",
        )
    return found


def _facts(issued: Issued) -> Facts:
    return certificate.read(shape.parse(issued.document, shape.DOCUMENT_LIMIT))


def make(
    workspace: Workspace, register: Register, certificates: Sequence[Issued]
) -> tuple[Badge, ...]:
    """Sign a badge of each certificate that has none; the key is asked for only when needed."""
    known = {one.certificate for one in register.badges()}
    new = [one for one in certificates if one.id not in known]
    if not new:
        return ()
    body = workspace.content.body
    series = issuance.series_of_badges(workspace.signer(Role.CERTIFICATES), workspace.now)
    drawn = _draw(workspace, new)
    with register.transaction():
        names = {
            identifier: register.keep_picture(picture, now=workspace.now)
            for identifier, picture in drawn.items()
        }

        def sign(one: Issued, identifier: str, position: Position) -> tuple[bytes, str]:
            document = issuance.badge_of(
                one,
                body.base_url,
                series,
                identifier=identifier,
                position=position,
                picture=names[one.id],
            )
            return document, names[one.id]

        return register.issue_badges(new, sign, now=workspace.now, entropy=entropy)


def _draw(workspace: Workspace, certificates: Sequence[Issued]) -> dict[str, Picture]:
    """The picture of each badge; those that show the same are drawn once.

    Raises Refused with the number of each that cannot be drawn.
    """
    drawn, pictures = dict[str, Picture](), dict[tuple[str, badge_art.Art], Picture]()
    problems = list[CertpressError]()
    for one in certificates:
        scheme = workspace.schemes.get((one.scheme, one.edition))
        art = badge_art.of(_facts(one), workspace.content.body, scheme)
        try:
            if (one.scheme, art) not in pictures:
                pictures[one.scheme, art] = _picture(workspace, one.scheme, art)
            drawn[one.id] = pictures[one.scheme, art]
        except CertpressError as problem:
            where = f"{one.number}: {problem.where}"
            problems.append(CertpressError(where, problem.problem, problem.hint))
    if problems:
        raise Refused(problems)
    return drawn


def _picture(workspace: Workspace, scheme: str, art: badge_art.Art) -> Picture:
    """The body's own picture, `content/badges/<scheme>.svg` or `.png`, or a drawn one."""
    folder = workspace.folder / "content"
    for name in (f"badges/{scheme}.svg", f"badges/{scheme}.png"):
        if (folder / name).exists():
            data = public.picture(folder, name)
            if data is None:
                problem = "this is no plain picture"
                hint = "a badge's picture holds no script, no link, and nothing from elsewhere"
                raise CertpressError(f"content/{name}", problem, hint)
            symbol = agreement.symbol_in(workspace.content, Path(name).name, data)
            if symbol:
                problem = f"the accreditation symbol {symbol} stands in it"
                hint = "a badge never carries it: take a picture of the body's own"
                raise CertpressError(f"content/{name}", problem, hint)
            return badge_art.own(data, f"content/{name}", art)
    return badge_art.draw(art)


def write(
    workspace: Workspace, register: Register, numbers: Collection[str] | None = None
) -> list[Path]:
    """Write the files of badges that are not where they belong; those that were written.

    A badge lies beside its certificate, and moves with it when a newer one is issued. Looks at all
    badges, or at those of some numbers.
    """
    baked = {one.certificate: one for one in register.badges()}
    pictures = register.pictures() if baked else {}
    written = list[Path]()
    held = {one.number for one in baked.values()}
    for one in _of_numbers(register, held.intersection(held if numbers is None else numbers)):
        place = workspace.documents.joinpath(*documents.folder(one).split("/"))
        found = baked.get(one.id)
        if found is None:
            _take_away(place)
        elif not _lies_in(place, found):
            made = documents.badge_files(found, pictures[found.picture])
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            written += workspace.write(place, made.items())
    return written


def _lies_in(place: Path, found: Badge) -> bool:
    return not documents.badge_is_missing(
        found, lambda name: store.read(place / name), lambda name: (place / name).is_file()
    )


def _of_numbers(register: Register, numbers: set[str]) -> Iterator[Issued]:
    for number in sorted(numbers):
        yield from register.issued(number)


def _take_away(place: Path) -> None:
    """The files of an earlier certificate's badge, which now lie beside that one."""
    for name in documents.BADGE_NAMES:
        (place / name).unlink(missing_ok=True)
