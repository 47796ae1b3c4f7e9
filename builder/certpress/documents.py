"""A person's documents: the credential, the certificate to print, and the code in two forms.

Rules:
1. The newest certificate of a number lies in `<number>/`, each earlier one in `<number>/<uuid>/`.
2. What a document says comes from the signed bytes in the register, never from today's content.
3. `certificate.json` is written last: where it is, the others are. So is `badge.json`.
4. What lies in a folder is of this certificate only when its `certificate.json` is. Where that is
   missing or another's, every other file may be an earlier certificate's and is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from certpress import badge, certificate, compact, pdf, qr, shape
from certpress.model import Badge, Body, Certificate, Issued, Picture, Scheme

CREDENTIAL = "certificate.json"
NAMES = ("certificate.pdf", "qr.svg", "qr.png", CREDENTIAL)
CARD = "card.pdf"
FORMS: Mapping[str, tuple[str, ...]] = {  # what may be made alone: all but the credential
    "certificate": ("certificate.pdf",),
    "card": (CARD,),
    "code": ("qr.svg", "qr.png"),
}
BADGE = "badge.json"
BADGE_NAMES = ("badge.png", "badge.svg", BADGE)
_SCALE = 8  # pixels a module in qr.png

Schemes = Mapping[tuple[str, str], Scheme]


def folder(issued: Issued) -> str:
    """The folder of a certificate's documents, below `credentials/documents/`."""
    return issued.number if issued.current else f"{issued.number}/{issued.id}"


def papers(body: Body) -> dict[str, pdf.Render]:
    """What is printed for a body, by the name of the file, and by what."""
    page: dict[str, pdf.Render] = {"certificate.pdf": pdf.render}
    return page | ({CARD: pdf.render_card} if body.layout.card else {})


def names(body: Body) -> tuple[str, ...]:
    """The names of a certificate's files, as far as the body wants them."""
    return (CARD, *NAMES) if body.layout.card else NAMES


def every(body: Body) -> tuple[str, ...]:
    """The names of all files that a certificate may have, those of its badge last."""
    return (*names(body), *BADGE_NAMES)


def files(
    printed: Certificate,
    body: Body,
    document: bytes,
    code: bytes,
    made: datetime,
    logo: bytes,
    wanted: Collection[str],
) -> dict[str, bytes]:
    """The files of one certificate that are wanted, by name; `names` are all that it may have.

    Raises CertpressError when it cannot be printed: a character without a font, too much text.
    """
    address = compact.address(body.base_url)
    symbol = qr.encode(address, compact.digits(code))

    def paper(render: pdf.Render) -> Callable[[], bytes]:
        return lambda: render(
            printed,
            body,
            code=symbol,
            address=address.removesuffix("#"),
            credential=document,
            made=made,
            logo=logo,
        )

    makers: dict[str, Callable[[], bytes]] = {
        **{name: paper(render) for name, render in papers(body).items()},
        "qr.svg": lambda: qr.svg(symbol),
        "qr.png": lambda: qr.png(symbol, _SCALE),
        CREDENTIAL: lambda: document,
    }
    return {name: make() for name, make in makers.items() if name in wanted}


def missing(
    issued: Issued,
    wanted: Collection[str],
    read: Callable[[str], bytes | None],
    exists: Callable[[str], bool],
) -> bool:
    """True when the wanted files of a certificate are not all there; paths as in `folder`."""
    place = folder(issued)
    if read(f"{place}/{CREDENTIAL}") != issued.document:
        return True
    return not all(exists(f"{place}/{name}") for name in wanted)


def again(
    issued: Issued, body: Body, schemes: Schemes, logo: bytes, wanted: Collection[str]
) -> dict[str, bytes]:
    """The wanted files of a certificate that was issued before, from the signed bytes."""
    document = shape.parse(issued.document, shape.DOCUMENT_LIMIT)
    scheme = schemes[(issued.scheme, issued.edition)]
    printed = certificate.restore(document, scheme, body)
    return files(printed, body, issued.document, issued.code, issued.issued_at, logo, wanted)


def ordered(made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files in the order in which they are to be written."""
    return ((name, made[name]) for name in (CARD, *NAMES) if name in made)


def badge_files(baked: Badge, picture: Picture) -> dict[str, bytes]:
    """The three files of a badge, by name, in the order in which they are to be written."""
    return {
        "badge.png": badge.bake_png(picture.png, baked.document),
        "badge.svg": badge.bake_svg(picture.svg, baked.document),
        BADGE: baked.document,
    }


def badge_is_missing(
    baked: Badge, read: Callable[[str], bytes | None], exists: Callable[[str], bool]
) -> bool:
    """True when a badge's files are not all in the folder that `read` and `exists` look into."""
    return read(BADGE) != baked.document or not all(exists(name) for name in BADGE_NAMES)
