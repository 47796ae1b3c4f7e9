"""The printed certificate: what it shows, what it carries, and what it refuses."""

from __future__ import annotations

import dataclasses
import io
import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pypdf
import pypdfium2
import pytest
import zxingcpp
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from certpress import pdf, qr, sheet
from certpress.errors import CertpressError
from certpress.model import (
    Accreditation,
    Body,
    Certificate,
    Person,
    Position,
    Scheme,
    ScopeItem,
    Signatory,
)

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
ACCREDITATION = Accreditation(
    body="Accreditation Council", number="AC-17", schemes=("ndt",), since=date(2014, 5, 1)
)
BODY = Body(
    name="Northmere Institute",
    short_name="Northmere",
    base_url="https://certs.example.org/",
    timezone=ZoneInfo("Europe/London"),
    telephone="+44 1632 960417",
    email="ask@certs.example.org",
    address=("12 Lantern Row", "Northmere"),
    url="https://www.example.org/",
    languages=("en",),
    colour="#0b4f6c",
    accreditations=(ACCREDITATION,),
)
LETTER = dataclasses.replace(BODY, paper="us-letter")
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
CREDENTIAL = '{"name":"Jané"}'.encode()
LONG_NAME = (
    "Maximiliana Theodora Wolfeschlegelsteinhausenbergerdorff-Papadopoulos-Vandenbroucke "
    "da Silva e Sousa de Bragança"
)
SCRIPTS = {
    "Latin": "Zoë Łukasiewicz-Ñúñez",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Turkish": "İsmail Iğdır Çağlayan",
    "combining accents": "Ame\u0301lie Nǝŋ\u0301 Gbe\u0323\u0301",
    "Cyrillic": "Ђорђе Щербаков-Їжакевич",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "محمد عبد الرحمن الأنصاري",
    "Persian": "پژمان گلچین",
    "Hebrew": "יִצְחָק בן־דוד",
    "Chinese": "欧阳修 歐陽脩 𠮷田",
    "Japanese": "山﨑 さくら ケン",
    "Korean": "김뷁서",
    "Devanagari": "यशवर्धन श्रीनिवासन",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "சுப்பிரமணியன்",
    "Thai": "สมชาย ใจดี",
    "Georgian": "ნინო ბერიძე",
    "Armenian": "Արամ Խաչատրյան",
    "Ethiopic": "አበበ ቢቂላ",
}


def certificate(
    name: str = "Jane Q. Doe",
    latin: str = "",
    items: int = 3,
    conditions: str = "",
    born: date | None = None,
    accreditation: Accreditation | None = ACCREDITATION,
) -> Certificate:
    """A certificate with invented facts."""
    scope = tuple(
        ScopeItem(
            code=f"UT-{number}-W",
            name=f"Ultrasonic testing, level {number}, wrought products and forgings",
            framework="ISO 9712",
        )
        for number in range(1, items + 1)
    )
    scheme = Scheme(
        id="ndt",
        edition="2019-1",
        name="Non-destructive testing personnel",
        description="",
        code="NDT",
        owner="Northmere",
        effective=date(2019, 1, 1),
        interval_months=60,
        items=scope,
        date_of_birth_on_certificate=born is not None,
    )
    return Certificate(
        id="6f0c5f6e-0000-4000-8000-000000000000",
        number="NDT-2026-00417",
        person=Person(id="p", name=name, name_latin=latin, date_of_birth=born),
        scheme=scheme,
        scope=scope,
        conditions=conditions,
        valid_from=date(2026, 1, 15),
        valid_until=date(2031, 1, 14),
        authorised_by=Signatory(name="Dr Maren Okafor", role="Head of Certification"),
        accreditation=accreditation,
        position=Position(list=1, index=7),
    )


def link(count: int) -> tuple[str, str]:
    """The address and that many digits of a code."""
    digits = "9" + "".join(random.Random(count).choices("0123456789", k=count - 1))
    return "https://certs.example.org/v/#", digits


def render(one: Certificate, body: Body = BODY, digits: int = 540, logo: bytes = LOGO) -> bytes:
    """The certificate as the issuing commands print it."""
    return pdf.render(
        one,
        body,
        code=qr.encode(*link(digits)),
        address="https://certs.example.org/v/",
        credential=CREDENTIAL,
        made=datetime(2026, 1, 15, 12, tzinfo=UTC),
        logo=logo,
    )


def text(page: bytes) -> str:
    """The page's text as a reader would copy it, with spaces and lines made one."""
    document = pypdfium2.PdfDocument(page)
    return " ".join(document[0].get_textpage().get_text_bounded().split())


def scanned(page: bytes) -> list[str]:
    """What an independent decoder reads from the page at 150 dpi."""
    image = pypdfium2.PdfDocument(page)[0].render(scale=150 / 72).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=_QR)]


def root(page: bytes) -> DictionaryObject:
    """The document catalogue."""
    return pypdf.PdfReader(io.BytesIO(page)).root_object


def protected(page: bytes) -> bytes:
    """The same PDF behind a password."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(page)))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    """A writer's file as bytes."""
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("body", [BODY, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("digits", [205, 540, 1000, 1500])
def test_the_printed_code_reads_at_150_dpi(body: Body, digits: int) -> None:
    """A telephone or a cheap scanner reads the code, the largest one included."""
    page = render(certificate(items=15), body, digits)
    assert scanned(page) == ["".join(link(digits))]


def test_a_module_is_never_smaller_than_0_38_mm() -> None:
    """Every version prints with modules that telephones resolve."""
    for version in range(1, qr.LARGEST_VERSION + 1):
        modules = 17 + 4 * version + 2 * qr.QUIET_ZONE
        assert max(sheet.SMALLEST_CODE, modules * sheet.MODULE) / modules >= 0.38


def test_shows_every_fact() -> None:
    """The page says what 9.4 asks for, and how to check it."""
    shown = text(
        render(certificate(latin="Jayne Doe", born=date(1980, 5, 3), conditions="Lenses."))
    )
    for fact in (
        *("Jane Q. Doe", "Jayne Doe", "born 3 May 1980", "Non-destructive testing personnel"),
        *("Edition 2019-1", "UT-1-W", "level 3, wrought products and forgings", "ISO 9712"),
        *("Lenses.", "15 January 2026", "14 January 2031", "NDT-2026-00417", "Northmere Institute"),
        *("Dr Maren Okafor", "Head of Certification", "Accreditation Council", "AC-17"),
        *("+44 1632 960417", "certs.example.org/v/", "The screen counts, not the paper."),
    ):
        assert fact in shown


def test_date_of_birth_stays_off_unless_the_scheme_shows_it() -> None:
    """A date of birth in the register is not printed when the scheme does not ask for it."""
    one = certificate(born=date(1980, 5, 3))
    scheme = dataclasses.replace(one.scheme, date_of_birth_on_certificate=False)
    assert "1980" not in text(render(dataclasses.replace(one, scheme=scheme)))


def test_says_when_it_is_not_accredited() -> None:
    """Outside any accreditation the page says so, and names no accreditation body."""
    shown = text(render(certificate(accreditation=None)))
    assert "This certification is not accredited." in shown
    assert "Accreditation Council" not in shown


@pytest.mark.parametrize("demonstration", [True, False])
def test_demonstration_is_marked(demonstration: bool) -> None:
    """Only the certificate of a body in demonstration mode says that it is not a real one."""
    body = dataclasses.replace(BODY, demonstration=demonstration)
    assert ("not a real certificate" in text(render(certificate(), body))) is demonstration


@pytest.mark.parametrize("colour", ["#ffee88", "#000000", "#7fd4c1"])
@pytest.mark.parametrize("logo", [b"", LOGO, LOGO.replace(b"0 0 9 9", b"0 0 99 9")])
def test_any_colour_and_logo_will_do(colour: str, logo: bytes) -> None:
    """A light colour, a wide logo or none at all still gives a page whose code reads."""
    body = dataclasses.replace(BODY, colour=colour)
    assert scanned(render(certificate(), body, logo=logo)) == ["".join(link(540))]


def test_a_broken_logo_is_a_clear_error() -> None:
    """What is not an SVG is said to be the logo's fault."""
    with pytest.raises(CertpressError, match="cannot be printed") as caught:
        render(certificate(), logo=b"GIF89a")
    assert "logo" in caught.value.hint


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_printed(script: str) -> None:
    """Names of many scripts are set in bundled fonts on one page."""
    page = render(certificate(name=SCRIPTS[script]))
    reader = pypdf.PdfReader(io.BytesIO(page))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert SCRIPTS[script] in str(reader.metadata.title)


@pytest.mark.parametrize("name", ["X", LONG_NAME, "Wolfeschlegelsteinhausen" * 3, "阮" * 120])
@pytest.mark.parametrize("body", [BODY, LETTER], ids=["a4", "letter"])
def test_short_and_very_long_names_fit(name: str, body: Body) -> None:
    """A name shrinks, then wraps, rather than leaving the page."""
    document = pypdfium2.PdfDocument(render(certificate(name=name, items=5), body))
    shown = document[0].get_textpage()
    boxes = [shown.get_rect(number) for number in range(shown.count_rects())]
    assert len(document) == 1
    assert all(50 < left < right < document[0].get_width() - 50 for left, _, right, _ in boxes)


@pytest.mark.parametrize("name", ["W" * 200, "Maximiliana " * 80])
def test_a_name_that_no_size_can_hold_is_refused(name: str) -> None:
    """It is said that it is the name, after it was set smaller and on several lines."""
    with pytest.raises(CertpressError, match=r"the name of .* does not fit") as caught:
        render(certificate(name=name))
    assert caught.value.where == "NDT-2026-00417"


@pytest.mark.parametrize("items", [1, 4, 8, 15])
@pytest.mark.parametrize("body", [BODY, LETTER], ids=["a4", "letter"])
def test_up_to_15_scope_items_fit_one_page(items: int, body: Body) -> None:
    """The whole scope is on the page, with a long name, conditions and the largest code."""
    one = certificate(LONG_NAME, "Theodora", items, "Lenses.\nFerritic steel.", date(1980, 5, 3))
    page = render(one, body, 1500)
    assert len(pypdf.PdfReader(io.BytesIO(page)).pages) == 1
    assert all(f"UT-{number}-W" in text(page) for number in range(1, items + 1))


def test_a_scope_that_does_not_fit_is_refused() -> None:
    """What no size can hold is an error that says what to shorten."""
    with pytest.raises(CertpressError, match="does not fit one page") as caught:
        render(certificate(items=80))
    assert caught.value.where == "NDT-2026-00417"
    assert "scope items" in caught.value.hint


@pytest.mark.parametrize("name", ["A\U00013000", "A\u1dfa\U0001d165", "\ue000"])
def test_a_character_without_a_font_is_named(name: str) -> None:
    """No empty box is printed: the error names the field and the character."""
    with pytest.raises(CertpressError, match=r"^NDT-2026-00417: name: .*U\+[0-9A-F]{4}"):
        render(certificate(name=name))


@pytest.mark.parametrize("name", ['#panic("x")', "*a* _b_ $c$", '"]); #sys', r"\u{41} <a> @b"])
def test_data_is_never_read_as_markup(name: str) -> None:
    """Whatever a name holds is printed as it is."""
    assert name in text(render(certificate(name=name)))


def test_the_credential_is_inside() -> None:
    """The signed JSON comes back byte for byte, declared as the source of the page."""
    page = render(certificate())
    assert pdf.credentials(page) == (CREDENTIAL,)
    (file,) = pypdf.PdfReader(io.BytesIO(page)).attachment_list
    assert (file.name, file.subtype) == ("certificate.json", "/application/vc")
    assert file.associated_file_relationship == "/Source"
    assert "/AF" in root(page)


def test_claims_the_archive_and_accessibility_standards() -> None:
    """The file says PDF/A-3a and PDF/UA-1, and has a title, a language and tags."""
    page = render(certificate())
    metadata = root(page)["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    packet = metadata.get_data().decode()
    for claim in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert claim in packet
    assert str(root(page)["/Lang"]) == "en"
    assert "/StructTreeRoot" in root(page)


def test_same_certificate_same_bytes() -> None:
    """Two renderings, by two compilers, are the same file."""
    first = render(certificate())
    pdf._compiler.cache_clear()
    render(certificate(name="Somebody Else"))
    assert render(certificate()) == first


@pytest.mark.parametrize("items", [1, 5, 12, 30])
def test_the_size_of_the_text_does_not_depend_on_what_was_printed_before(
    items: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the search begins, it ends with the largest size that fits."""
    one = certificate(items=items, conditions="Lenses.")
    monkeypatch.setattr(pdf, "_fitting", {})
    expected = render(one)
    for begin in range(8):
        monkeypatch.setattr(pdf, "_fitting", dict.fromkeys(pdf._fitting, begin))
        assert render(one) == expected


def test_only_bundled_fonts_are_inside() -> None:
    """The page depends on no font of the machine."""
    fonts = pypdf.PdfReader(io.BytesIO(render(certificate(name="阮 محمد"))))
    names = {
        str(font.get_object()["/BaseFont"])
        for font in fonts.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert names
    assert all("Noto" in name or "SourceSerif" in name for name in names)


def test_no_credential_in_a_plain_pdf() -> None:
    """A PDF without embedded files holds none; other files in it do not count."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=72, height=72)
    assert pdf.credentials(written(writer)) == ()
    writer.add_attachment("notes.txt", b"hello")
    assert pdf.credentials(written(writer)) == ()


def test_two_credentials_are_both_found() -> None:
    """A PDF with two certificates gives both, so that the caller can refuse to choose."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_attachment("a.json", b"1")
    writer.add_attachment("b.json", b"2")
    assert pdf.credentials(written(writer)) == (b"1", b"2")


def test_a_protected_pdf_is_a_clear_error() -> None:
    """A password is named as the reason, with what to do."""
    with pytest.raises(CertpressError, match="password"):
        pdf.credentials(protected(render(certificate())))


@pytest.mark.parametrize("cut", [0, 4, 200, -2000])
def test_a_damaged_pdf_is_a_clear_error(cut: int) -> None:
    """A truncated file raises nothing but CertpressError."""
    with pytest.raises(CertpressError, match="damaged"):
        pdf.credentials(render(certificate())[:cut])


@pytest.mark.parametrize("size", [pdf.LARGEST_CREDENTIAL + 1, 64_000_000])
def test_an_oversized_credential_is_refused(size: int) -> None:
    """An embedded file that unpacks to more than a certificate is not returned."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_attachment("a.json", b" " * size)
    (file,) = writer.attachment_list
    streams = file.pdf_object["/EF"]
    assert isinstance(streams, DictionaryObject)
    plain = streams["/F"].get_object()
    assert isinstance(plain, StreamObject)
    streams[NameObject("/F")] = writer._add_object(plain.flate_encode())
    packed = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(written(writer))))
    with pytest.raises(CertpressError, match=r"more than a certificate|damaged"):
        pdf.credentials(written(packed))


def test_a_file_that_is_too_large_is_not_read() -> None:
    """The size limit comes before any parsing."""
    with pytest.raises(CertpressError, match="larger than 20 MB"):
        pdf.credentials(bytes(pdf.LARGEST_PDF + 1))
