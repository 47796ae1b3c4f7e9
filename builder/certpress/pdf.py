"""A certificate as one printed page, and the credentials that a PDF carries.

Rules:
1. One page, PDF/A-3a and PDF/UA-1, with the signed credential inside as its source.
2. A character that no bundled font has is an error that names it; an empty box is never printed.
3. What does not fit the page is an error that says what to shorten.
4. Data reaches the template as JSON, never as part of its text.
5. Only bundled fonts are used, and every date is given: same inputs, same bytes, on every machine.
6. Days are written out (14 January 2031), so that no reader takes the month for the day.
"""

from __future__ import annotations

import io
import itertools
import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, cast

import pypdf
import typst
from pypdf.errors import DependencyError

from certpress import fonts, qr, resources
from certpress.errors import CertpressError
from certpress.model import Body, Certificate, Person

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
MODULE = 0.4  # millimetres; a telephone and a 150 dpi scan read 0.38
SMALLEST_CODE = 36.0  # millimetres, quiet zone included
DISPLAY = "Source Serif 4"  # headings, and names in the scripts that it has
TOO_LONG = "certpress: too long"  # how the template says that no size fits
LARGEST_PDF = 20_000_000  # bytes of a file that is searched for credentials
LARGEST_STREAM = 2_000_000  # bytes that any of its parts may unpack to
LARGEST_CREDENTIAL = 262_144  # bytes
MOST_FILES = 20  # embedded files that are looked at
CREDENTIAL_TYPES = ("/application/vc", "/application/ld+json", "/application/json")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


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
    """The certificate as a PDF of one page.

    `code` is the certificate's QR code, `address` the verifier page without a payload, `credential`
    the signed JSON that is embedded, `made` the aware instant of issue, `logo` an SVG.
    Raises CertpressError when a character has no font or the text does not fit the page.
    """
    check_characters(certificate, body)
    data = _data(certificate, body, code, address)
    data["logo"] = bool(logo)
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "code": qr.svg(code).decode("utf-8"),
        "logo": logo.decode("utf-8"),
        "credential": credential.decode("utf-8"),
    }
    try:
        page = _compiler().compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=int(made.timestamp()),
        )
    except typst.TypstError as error:
        raise _explained(certificate, error) from error
    return cast(bytes, page)  # the format "pdf" gives one file


def _explained(certificate: Certificate, error: typst.TypstError) -> CertpressError:
    if TOO_LONG in error.message:
        return CertpressError(
            certificate.number,
            "the certificate does not fit one page, even in the smallest type",
            "shorten the conditions and limitations, or put some of the scope items on a "
            "certificate of their own",
        )
    return CertpressError(
        certificate.number,
        f"the certificate cannot be printed: {error.message}",
        "check that the body's logo is a plain SVG; if it is, please report this",
    )


@cache
def _compiler() -> typst.Compiler:
    bundled = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.built("fonts"))],
    )
    folder = resources.PACKAGE / "typst"
    return typst.Compiler(
        input=str(folder / "certificate.typ"), root=str(folder), font_paths=bundled
    )


# ---- what the page says --------------------------------------------------------------------------


def _data(certificate: Certificate, body: Body, code: qr.Symbol, address: str) -> dict[str, Any]:
    scheme, modules = certificate.scheme, code.size + 2 * qr.QUIET_ZONE
    number, name = certificate.number, certificate.person.name
    edition = f"{body.base_url}schemes/{scheme.id}/{scheme.edition}/"
    others = [family for family in fonts.load().families if family != DISPLAY]
    return {
        "title": f"Certificate {number}: {name}",
        "description": f"{scheme.name}, valid until {day(certificate.valid_until)}",
        "fonts": {"text": others, "display": [DISPLAY, *others]},
        "colour": body.colour,
        "paper": body.paper,
        "demonstration": body.demonstration,
        "body": {"name": body.name},
        "person": _person(certificate.person, scheme.date_of_birth_on_certificate),
        "scheme": {
            "name": scheme.name,
            "edition": f"Edition {scheme.edition}",
            "address": edition,
            "shown": _bare(edition),
        },
        "scope": [
            {"code": item.code, "name": item.name, "framework": item.framework}
            for item in certificate.scope
        ],
        "conditions": certificate.conditions.splitlines(),
        "number": number,
        "from": day(certificate.valid_from),
        "until": day(certificate.valid_until),
        "authorised": {
            "name": certificate.authorised_by.name,
            "role": certificate.authorised_by.role,
        },
        "accreditation": _accreditation(certificate),
        "code": {"side": max(SMALLEST_CODE, modules * MODULE), "alt": qr.TITLE},
        "check": [
            "Scan the code with a telephone, or drop this file (PDF) on the page",
            _bare(address),
            f"Or call {body.telephone} and ask about certificate {number}.",
        ],
        "words": {
            "opening": "This is to certify that",
            "joining": "fulfils the requirements of the certification scheme",
            "screen": "The screen counts, not the paper.",
        },
        "imprint": [
            ", ".join((body.name, *body.address)),
            " \N{MIDDLE DOT} ".join((body.telephone, body.email, _bare(body.url))),
        ],
    }


def _person(person: Person, with_birth: bool) -> dict[str, Any]:
    families = fonts.load().families
    born = person.date_of_birth if with_birth else None
    display = fonts.load().has(DISPLAY, person.name)
    wide = any(unicodedata.east_asian_width(char) == "W" for char in person.name)
    strong = (unicodedata.bidirectional(char) for char in person.name)
    return {
        "name": person.name,
        "latin": person.name_latin,
        "born": f"born {day(born)}" if born else "",
        "font": [family for family in families if display or family != DISPLAY],
        "rtl": next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L",
        "parts": [person.name[:1]] if wide else person.name.split(),  # what a line cannot break
    }


def _accreditation(certificate: Certificate) -> list[str]:
    accreditation = certificate.accreditation
    if accreditation is None:
        return ["This certification is not accredited."]
    return [accreditation.body, f"No. {accreditation.number}, {accreditation.standard}"]


def day(value: date) -> str:
    """A calendar day as it is printed: 14 January 2031."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _bare(address: str) -> str:
    """An address as people read it, without its scheme."""
    return address.removeprefix("https://").removeprefix("http://")


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
    for line in _accreditation(certificate):
        yield "accreditation", line
    yield "body", "".join((body.name, *body.address, body.telephone, body.email, body.url))
