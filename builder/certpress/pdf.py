"""A certificate as a printed page or a card, and the credentials that a PDF carries.

Rules:
1. One page, PDF/A-3a and PDF/UA-1, with the signed credential inside as its source. A body's own
   template may take several pages; what no template may leave out is set around it (`own.typ`).
2. A character that no bundled font has is an error that names it; an empty box is never printed.
3. What does not fit the page is an error that says what to shorten.
4. Data reaches the template as JSON, never as part of its text.
5. The text takes the largest size that fits. The first to be tried is the one that fitted the last
   certificate of the same kind: that saves time, and gives the same page as any other would.
6. Only bundled fonts are used, and every date is given: same inputs, same bytes, on every machine.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, cast

import pypdf
import typst
from pypdf.errors import DependencyError

from certpress import fonts, qr, resources, sheet
from certpress.errors import CertpressError
from certpress.model import Body, Certificate

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
TOO_LONG = "certpress: too long"  # how the template says that no size fits
LONG_NAME = "certpress: long name"
SMALLER, LARGER = "certpress: smaller", "certpress: larger"  # and that another one is to be tried
LARGEST_PDF = 20_000_000  # bytes of a file that is searched for credentials
LARGEST_STREAM = 2_000_000  # bytes that any of its parts may unpack to
LARGEST_CREDENTIAL = 262_144  # bytes
MOST_FILES = 20  # embedded files that are looked at
CREDENTIAL_TYPES = ("/application/vc", "/application/ld+json", "/application/json")
_OWN = re.compile(r"certificate[/\\]([\w.-]+\.typ):(\d+):\d+")  # where typst found something amiss


class NoRoom(CertpressError):
    """There is more text than fits a page in the smallest of its sizes."""


def render(
    certificate: Certificate,
    body: Body,
    *,
    code: qr.Symbol,
    address: str,
    credential: bytes,
    made: datetime,
    logo: bytes = b"",
) -> bytes:
    """The certificate as a PDF of one page, or of as many as the body's own template takes.

    `code` is the certificate's QR code, `address` the verifier page without a payload, `credential`
    the signed JSON that is embedded, `made` the aware instant of issue, `logo` the body's SVG.
    Raises CertpressError when a character has no font, the text does not fit the page, or the
    body's template has an error: then with its file and line.
    """
    check_characters(certificate, body)
    template = "own" if body.layout.template else "certificate"
    return _compiled(template, _Sheet(certificate, body, code, address, credential, made, logo))


Render = Callable[..., bytes]  # as `render`


def render_card(
    certificate: Certificate,
    body: Body,
    *,
    code: qr.Symbol,
    address: str,
    credential: bytes,
    made: datetime,
    logo: bytes = b"",
) -> bytes:
    """The card for the wallet, front and back, 85.6 x 53.98 mm; otherwise as `render`."""
    check_characters(certificate, body)
    return _compiled("wallet", _Sheet(certificate, body, code, address, credential, made, logo))


def sample(
    certificate: Certificate, body: Body, *, code: qr.Symbol, address: str, card: bool, **given: Any
) -> tuple[bytes, tuple[bytes, ...]]:
    """A page or a card that is marked as a sample: as a PDF, and each of its pages as a PNG.

    `given` and errors are as for `render`. The credential is whatever says that this is none.
    """
    check_characters(certificate, body)
    template = "wallet" if card else "own" if body.layout.template else "certificate"
    shown = _Sheet(certificate, body, code, address, **given, sample=True)
    page, pictures = _compiled(template, shown), _made(template, shown, "png")
    return page, (pictures,) if isinstance(pictures, bytes) else tuple(pictures)


class _Sheet(NamedTuple):
    """What is printed, whatever it looks like."""

    certificate: Certificate
    body: Body
    code: qr.Symbol
    address: str
    credential: bytes
    made: datetime
    logo: bytes
    sample: bool = False


def _compiled(template: str, given: _Sheet) -> bytes:
    return cast(bytes, _made(template, given, "pdf"))  # which is one file, whatever its pages


Pages = bytes | list[bytes]  # a PDF or the picture of one page; the pictures of several


def _made(template: str, given: _Sheet, kind: Literal["pdf", "png"]) -> Pages:
    layout = given.body.layout
    data = sheet.values(given.certificate, given.body, given.code, given.address)
    data["logo"] = layout.logo or ("body" if given.logo else "")
    data["sample"], data["mark"] = given.sample, sheet.mark(given.body, sample=given.sample)
    data["signature"] = dict(layout.signatures).get(given.certificate.authorised_by.name, "")
    pictures = {"given/code.svg": qr.svg(given.code), "given/logo.svg": given.logo}
    files: Any = {**_around(template, layout.files), **pictures}  # typst's types know no files
    files["given/certificate.json"] = given.credential

    def page(at: int, known: bool) -> Pages:
        values = json.dumps(data | {"size": {"at": at, "known": known}}, ensure_ascii=False)
        made = _compiler(template).compile(
            input=files | {"given/data.json": values.encode("utf-8")},
            format=kind,
            pdf_standards=STANDARDS if kind == "pdf" else [],
            timestamp=int(given.made.timestamp()),
        )
        return cast(Pages, made)

    try:
        return page(0, True) if template != "certificate" else _fitted(page, _kind(data))
    except typst.TypstError as error:
        raise _explained(given.certificate, error) from error


def _fitted(page: Callable[[int, bool], Pages], kind: tuple[object, ...]) -> Pages:
    """The page in the largest of the sizes that fits; `page` tells to try a smaller or larger one.

    `known` spares it to look whether a larger one would fit.
    """
    at, known = _fitting.get(kind, 0), False
    while True:
        try:
            made = page(at, known)
        except typst.TypstError as error:
            known = SMALLER in error.message
            if not known and LARGER not in error.message:
                raise
            at += 1 if known else -1
            continue
        if len(_fitting) == _MOST_KINDS:
            _fitting.clear()
        _fitting[kind] = at
        return made


_fitting: dict[tuple[object, ...], int] = {}  # the size of the last certificate of a kind
_MOST_KINDS = 1_000


def _kind(data: dict[str, Any]) -> tuple[object, ...]:
    """What the height of a certificate depends on most."""
    parts = (len(data["scope"]), len(data["conditions"]), len(data["words"]["born"]))
    rest = (data["paper"], data["scheme"]["name"], data["person"]["latin"] == "")
    return (*(one["lang"] for one in data["languages"]), *parts, *rest)


def _explained(certificate: Certificate, error: typst.TypstError) -> CertpressError:
    if TOO_LONG in error.message:
        return NoRoom(
            certificate.number,
            "the certificate does not fit one page, even in the smallest type",
            "shorten the conditions and limitations, or put some of the scope items on a "
            "certificate of their own",
        )
    if LONG_NAME in error.message:
        return CertpressError(
            certificate.number,
            f"the name of {len(certificate.person.name)} characters does not fit, even in the "
            "smallest type and on several lines",
            "write it as in the passport; where it is one long word, with a space or a hyphen",
        )
    place = _OWN.search(error.diagnostic)
    if place:  # what typst hints at are often its own options, which nobody has here
        return CertpressError(
            certificate.number,
            f"content/certificate/{place[1]}:{place[2]}: {error.message}",
            "mend that line; docs/staff/certificates.md lists the values of a template",
        )
    return CertpressError(
        certificate.number,
        f"the certificate cannot be printed: {error.message}",
        "check that the body's logo and signatures are plain pictures; if they are, please report "
        "this",
    )


@cache
def _compiler(template: str) -> typst.Compiler:
    """The compiler of a template, which has no folder but that of the templates."""
    folder = str(resources.PACKAGE / "typst")
    return typst.Compiler(input=f"{folder}/{template}.typ", root=folder, font_paths=_fonts())


@cache
def _around(template: str, files: tuple[tuple[str, bytes], ...]) -> dict[str, bytes]:
    """The body's own files with a template around them; typst forgets them after each page."""
    main = {"main": f'#include "/{template}.typ"'.encode()}
    return main | {f"certificate/{name}": data for name, data in files}  # pictures as SVG, all


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )


# ---- reading -------------------------------------------------------------------------------------


def credentials(data: bytes, largest: int = LARGEST_CREDENTIAL) -> tuple[bytes, ...]:
    """The JSON files embedded in a PDF, in its order: none, one or several.

    `largest` is the size in bytes that none of them may exceed.
    Raises CertpressError when the file is protected, broken or larger than a certificate can be.
    """
    if len(data) > LARGEST_PDF:
        raise _unreadable(
            f"larger than {LARGEST_PDF // 1_000_000} MB", "check the file as it was received"
        )
    try:
        with pypdf.apply_configuration(zlib_maximum_output_length=max(largest, LARGEST_STREAM)):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _protected()
            found = tuple(_embedded(reader, largest))
    except CertpressError:
        raise
    except DependencyError as error:  # a cipher that needs a password or another library
        raise _protected() from error
    except Exception as error:  # pypdf raises errors of many kinds on broken files
        raise _unreadable(
            f"damaged ({error})", "ask for the file again, or scan its QR code"
        ) from error
    return tuple(dict.fromkeys(found))


def _embedded(reader: pypdf.PdfReader, largest: int) -> Iterator[bytes]:
    """The embedded JSON files, one after the other, never more than a certificate could be."""
    for file in itertools.islice(reader.attachment_list, MOST_FILES):
        if _is_json(file):
            content = file.content
            if len(content) > largest:
                raise _unreadable("holding more than a certificate", "scan the QR code on the page")
            yield content


def _is_json(file: pypdf.generic.EmbeddedFile) -> bool:
    return file.subtype in CREDENTIAL_TYPES or file.name.lower().endswith((".json", ".jsonld"))


def _protected() -> CertpressError:
    return CertpressError(
        "PDF", "the file is protected by a password", "save a copy without it, or scan the QR code"
    )


def _unreadable(what: str, hint: str) -> CertpressError:
    return CertpressError("PDF", f"the file is {what}", hint)


# ---- characters ----------------------------------------------------------------------------------


def check_characters(certificate: Certificate, body: Body) -> None:
    """Raises CertpressError, naming the character, when no bundled font has it."""
    for what, text in _texts(certificate, body):
        cluster = _missing(text)
        if cluster:
            points = " ".join(f"U+{ord(char):04X}" for char in cluster)
            named = unicodedata.name(cluster[0], "a character without a name")
            raise CertpressError(
                certificate.number,
                f'{what}: "{cluster}" ({points}, {named.lower()}) is in none of the fonts that '
                "certpress carries",
                "check the spelling; if it is right, write the nearest character that can be "
                "printed",
            )


@lru_cache(maxsize=4096)  # all but what is about the person is the same for many
def _missing(text: str) -> str:
    return fonts.load().missing(text)


def _texts(certificate: Certificate, body: Body) -> Iterator[tuple[str, str]]:
    yield "name", certificate.person.name
    yield "name in Latin letters", certificate.person.name_latin
    yield "conditions and limitations", certificate.conditions
    yield "certificate number", certificate.number
    yield "authorised by", str(certificate.authorised_by)
    yield "scheme", certificate.scheme.name + certificate.scheme.edition
    for item in certificate.scope:
        yield f"scope item {item.code}", item.code + item.name + item.framework
    yield "accreditation", sheet.accreditation(certificate)
    yield "body", "".join((body.name, *body.address, body.telephone, body.email, body.url))
