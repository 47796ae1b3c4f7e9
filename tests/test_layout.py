"""How a body's certificates look: its own template, languages, pictures, and the card."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from certpress import content, documents, fonts, labels, pdf, qr, sheet
from certpress.errors import CertpressError, Refused
from certpress.model import Body, Certificate, Layout, Signatory
from tests.test_pdf import BODY, CREDENTIAL, LOGO, SCRIPTS, certificate, link, render, scanned, text

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
ROOT = Path(__file__).parent.parent
TEMPLATE = (ROOT / "docs" / "staff" / "certificate.typ").read_bytes()
LANGUAGES = sorted(labels.LANGUAGES)


def styled(
    languages: tuple[str, ...] = (),
    template: bytes = b"",
    files: tuple[tuple[str, bytes], ...] = (),
) -> Body:
    """The body, with a layout of its own."""
    own = (("certificate.typ", template),) if template else ()
    layout = Layout(
        languages=languages,
        template=bool(template),
        files=(*own, *files),
    )
    return dataclasses.replace(BODY, layout=layout)


def card(one: Certificate, body: Body = BODY, digits: int = 540) -> bytes:
    """The card of a certificate."""
    return pdf.render_card(
        one,
        body,
        code=qr.encode(*link(digits)),
        address="https://certs.example.org/v/",
        credential=CREDENTIAL,
        made=datetime(2026, 1, 15, 12, tzinfo=UTC),
        logo=LOGO,
    )


def png(width: int = 90, height: int = 30) -> bytes:
    """A picture."""
    stream = io.BytesIO()
    Image.new("RGBA", (width, height), (11, 79, 108, 200)).save(stream, "PNG")
    return stream.getvalue()


def jpeg(width: int, height: int) -> bytes:
    """A photograph."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (11, 79, 108)).save(stream, "JPEG")
    return stream.getvalue()


def folder(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    """The demonstration's content with these files in content/certificate/."""
    place = tmp_path / "content"
    for path in sorted((ROOT / "content").rglob("*")):
        if path.is_file():
            target = place / path.relative_to(ROOT / "content")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (place / "certificate").mkdir()
    for name, data in files.items():
        raw = data.encode("utf-8") if isinstance(data, str) else data
        (place / "certificate" / name).write_bytes(raw)
    return place


# ---- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_language_can_be_printed(language: str) -> None:
    """No label is an empty box, in the regular and in the bold face."""
    one = labels.LANGUAGES[language]
    words = [getattr(one, field.name) for field in dataclasses.fields(one)]
    assert fonts.load().missing("".join(word for word in words if isinstance(word, str))) == ""
    assert fonts.load().missing("".join(one.months)) == ""
    assert len(one.months) == 12


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "3 May 1980"),
        ("de", "3. Mai 1980"),
        ("fr", "3 mai 1980"),
        ("es", "3 de mayo de 1980"),
        ("ar", "3 مايو 1980"),
        ("zh", "1980年5月3日"),
    ],
)
def test_days_are_written_out_in_each_language(language: str, day: str) -> None:
    """No reader takes the month for the day."""
    assert labels.LANGUAGES[language].written(date(1980, 5, 3)) == day


@pytest.mark.parametrize("first", LANGUAGES)
@pytest.mark.parametrize("script", ["Vietnamese", "Arabic", "Chinese", "Devanagari", "Thai"])
def test_the_code_reads_in_two_languages_and_every_script(first: str, script: str) -> None:
    """Whatever stands beside it, the printed code is decoded at 150 dpi."""
    other = "ar" if first == "en" else "en"
    one = certificate(SCRIPTS[script], "Somebody", conditions="Lenses.", born=date(1980, 5, 3))
    page = render(one, styled((first, other)))
    assert scanned(page) == ["".join(link(540))]
    assert len(pypdf.PdfReader(io.BytesIO(page)).pages) == 1


def test_two_languages_say_everything_twice() -> None:
    """German and English: labels and days in both, the language of the file is the first."""
    page = render(certificate(), styled(("de", "en")))
    shown = text(page)
    for words in ("15. Januar 2026", "15 January 2026", "GÜLTIG BIS", "Valid until"):
        assert words.lower() in shown.lower()
    assert str(pypdf.PdfReader(io.BytesIO(page)).root_object["/Lang"]) == "de"


def test_without_a_choice_the_bodys_first_language_is_set() -> None:
    """A language that certificates are not set in gives English."""
    for asked, given in (("de", "de"), ("fi", "en")):
        body = dataclasses.replace(BODY, languages=(asked, "en"))
        assert [one.language for one in sheet.languages(body)] == [given]


def test_fifteen_items_fit_in_two_languages() -> None:
    """The longest labels, the largest code and conditions still leave one page."""
    one = certificate("Wolfeschlegelsteinhausen" * 3, "Theodora", 15, "Lenses.", date(1980, 5, 3))
    page = render(one, styled(("de", "fr")), 1500)
    assert len(pypdf.PdfReader(io.BytesIO(page)).pages) == 1


# ---- template and pictures -----------------------------------------------------------------------


def test_the_template_of_the_documentation_prints_every_fact() -> None:
    """What docs/staff/certificates.md shows works, carries the credential and its code reads."""
    page = render(certificate(conditions="Lenses."), styled(template=TEMPLATE))
    shown = text(page)
    for fact in ("Jane Q. Doe", "NDT-2026-00417", "UT-1-W", "Lenses.", "14 January 2031", "AC-17"):
        assert fact in shown
    assert pdf.credentials(page) == (CREDENTIAL,)
    assert scanned(page) == ["".join(link(540))]


def test_a_template_cannot_hide_a_demonstration() -> None:
    """The mark is set around it."""
    body = dataclasses.replace(styled(template=TEMPLATE), demonstration=True)
    assert "not a real certificate" in text(render(certificate(), body))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("#data.nothing", "nothing"),
        ("#foo(", "unclosed"),
        ('#read("/../x")', "escape"),
        ('#image("none.png")', "not found"),
        ("\U00013000", "could not be displayed"),
    ],
)
def test_an_error_in_a_template_has_its_file_and_line(line: str, said: str) -> None:
    """With the number of the certificate that was to be printed."""
    template = f"#let certificate(data) = [\n{line}\n]".encode()
    with pytest.raises(CertpressError, match=said) as caught:
        render(certificate(), styled(template=template))
    assert caught.value.where == "NDT-2026-00417"
    assert "content/certificate/certificate.typ:2: " in caught.value.problem


def test_one_body_after_the_other() -> None:
    """What one layout brings is not there for the next; the bytes do not depend on the order."""
    plain, own = render(certificate()), render(certificate(), styled(template=TEMPLATE))
    assert render(certificate()) == plain
    assert render(certificate(), styled(template=TEMPLATE)) == own != plain


def test_pictures_of_the_body_are_set(tmp_path: Path) -> None:
    """A PNG in place of the logo, a JPEG signature of who authorised the certificate."""
    settings = "logo: a.png\nsignatures:\n  - name: Dr Maren Okafor-Lindqvist\n    picture: b.jpg\n"
    place = folder(tmp_path, {"layout.yml": settings, "a.png": png(), "b.jpg": jpeg(60, 20)})
    body = dataclasses.replace(BODY, layout=content.load(place).body.layout)
    signatory = Signatory(name="Dr Maren Okafor-Lindqvist", role="Head of Certification")
    one = dataclasses.replace(certificate(), authorised_by=signatory)
    pictures = pypdf.PdfReader(io.BytesIO(render(one, body, logo=b""))).pages[0].images
    assert {image.image.size for image in pictures if image.image} >= {(90, 30), (60, 20)}


def test_a_template_may_set_its_own_pictures() -> None:
    """A seal beside the text, by its name."""
    seal = (("seal.svg", LOGO),)
    template = b'#let certificate(data) = [= Certificate\n#(data.picture)("seal.svg", alt: "Seal")]'
    assert pdf.credentials(render(certificate(), styled(template=template, files=seal)))


# ---- the card ------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [205, 1000, 1500])
def test_a_card_has_two_sides_and_a_code_that_reads(digits: int) -> None:
    """85.6 x 53.98 mm; the largest code fits the back, at 0.38 mm a module or more."""
    page = pypdfium2.PdfDocument(card(certificate(items=12), BODY, digits))
    sizes = [[round(side / 72 * 25.4, 1) for side in page[n].get_size()] for n in range(len(page))]
    assert sizes == [[85.6, 54.0], [85.6, 54.0]]
    back = page[1].render(scale=150 / 72).to_pil().convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(back, formats=_QR)] == [
        "".join(link(digits))
    ]


def test_a_module_on_a_card_is_never_smaller_than_0_38_mm() -> None:
    """And the largest code leaves room on a card."""
    for version in range(1, qr.LARGEST_VERSION + 1):
        modules = 17 + 4 * version + 2 * qr.QUIET_ZONE
        side = max(sheet.SMALLEST_CARD_CODE, modules * sheet.CARD_MODULE)
        assert side / modules >= 0.38 - 1e-9
        assert side < 53.98 - 9.5


def test_a_card_shows_the_whole_scope_or_says_where_it_is() -> None:
    """Never a part of it, and never conditions without the scope."""
    whole = text(card(certificate(items=12, conditions="Lenses.")))
    assert all(f"UT-{number}-W" in whole for number in range(1, 13))
    assert "Lenses." in whole
    short = text(card(certificate(items=90, conditions="Lenses.")))
    assert "scan the code" in short
    assert "UT-" not in short
    assert "Lenses." not in short


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_name_fits_a_card(script: str) -> None:
    """In its script, with the credential inside, in two languages."""
    page = card(certificate(SCRIPTS[script] + " " + SCRIPTS[script]), styled(("en", "ar")))
    assert pdf.credentials(page) == (CREDENTIAL,)
    assert len(pypdf.PdfReader(io.BytesIO(page)).pages) == 2


@pytest.mark.parametrize(("first", "name"), [("ar", "Jane Q. Doe"), ("en", "محمد الفاسي")])
def test_a_name_stands_on_the_side_where_a_card_begins(first: str, name: str) -> None:
    """Whatever its own script: an Arabic card begins on the right, an English one on the left."""
    page = pypdfium2.PdfDocument(card(certificate(name), styled((first,))))[0]
    shown = page.get_textpage()
    boxes = [shown.get_rect(number) for number in range(shown.count_rects())]
    left, _, right, _ = max(boxes, key=lambda box: box[3] - box[1] if box[3] < 130 else 0)
    margin = 5 / 25.4 * 72
    if first == "ar":
        assert page.get_width() - right < margin + 3 < left
    else:
        assert left < margin + 3


def test_a_card_is_one_of_the_documents_where_the_body_wants_it() -> None:
    """card.pdf, written before the credential, which is last."""
    body = dataclasses.replace(BODY, layout=Layout(card=True))
    assert documents.names(BODY) == documents.NAMES
    assert documents.names(body) == ("card.pdf", *documents.NAMES)
    made = dict.fromkeys(reversed(documents.names(body)), b"")
    assert [name for name, _ in documents.ordered(made)][-1] == documents.CREDENTIAL


# ---- content/certificate/ ------------------------------------------------------------------------


def test_the_layout_is_read(tmp_path: Path) -> None:
    """Settings, template and pictures reach the body."""
    place = folder(
        tmp_path,
        {
            "layout.yml": 'languages: [en, ar]\ncolour: "#123456"\nlogo: l.png\ncard: yes\n'
            "signatures:\n  - name: Dr Maren Okafor-Lindqvist\n    picture: s.svg\n",
            "certificate.typ": TEMPLATE,
            "l.png": png(),
            "s.svg": LOGO,
        },
    )
    layout = content.load(place).body.layout
    assert (layout.languages, layout.colour, layout.logo) == (("en", "ar"), "#123456", "l.png")
    assert layout.card
    assert layout.template
    assert layout.signatures == (("Dr Maren Okafor-Lindqvist", "s.svg"),)
    assert [name for name, _ in layout.files] == ["certificate.typ", "l.png", "s.svg"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"layout.yml": "language: en\n"}, "layout.yml:1: language: there is no such field"),
        ({"layout.yml": "card: no\nlanguages: [fi]\n"}, "layout.yml:2: certificates are not set"),
        ({"layout.yml": "languages: [en, de, fr]\n"}, "expected fewer entries"),
        ({"layout.yml": "logo: l.png\n"}, "layout.yml:1: there is no picture l.png"),
        ({"layout.yml": "signatures:\n  - name: X\n    picture: l.png\n", "l.png": png()}, "X is"),
        ({"l.png": b"GIF89a"}, "certificate/l.png: this is no .png picture"),
        ({"l.png": png(5000, 5000)}, "5000 x 5000 pixels, too many"),
        ({"l.png": bytes(2_500_000)}, "this picture has 2.5 MB"),
        ({"l.png": b""}, "certificate/l.png: this is no .png picture"),
        ({"l.jpg": png()}, "certificate/l.jpg: this is no .jpg picture"),
        ({"l.png": png(300, 300)[:-60]}, "certificate/l.png: this picture is damaged or cut off"),
        ({"l.jpg": jpeg(900, 900)[:-900]}, "certificate/l.jpg: this picture is damaged or cut off"),
        ({"l.svg": LOGO[:-9]}, "certificate/l.svg:1: this drawing is broken"),
        ({"l.svg": LOGO.replace(b"<path", b'<image href="https://x/"/><path')}, "no plain drawing"),
        ({"l.svg": LOGO + b"<!--" + b" " * 2_100_000 + b"-->"}, "this picture has 2.1 MB"),
        ({"l.svg": "<svg><script/></svg>"}, "certificate/l.svg: this is no plain drawing"),
        ({"notes.docx": b""}, "certificate/notes.docx: this cannot be a part"),
        ({"certificate.typ": '\n#import "@preview/x:0.1.0": y\n'}, "typ:2: a template takes"),
        ({"certificate.typ": "#let certificate(data) = [#data.number]"}, "leaves out data.body"),
        ({"certificate.typ": TEMPLATE.replace(b"certificate(", b"c(")}, "expected a line #let"),
    ],
)
def test_a_wrong_layout_is_refused(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    """With the file, the line and what is amiss; all of it before anything is issued."""
    with pytest.raises(Refused) as caught:
        content.load(folder(tmp_path, files))
    assert said in str(caught.value)
