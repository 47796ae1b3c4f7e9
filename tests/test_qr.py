"""The QR code: what it reads, how it was chosen, and what it refuses."""

from __future__ import annotations

import io
import random
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image
from qrcode import QRCode, util
from qrcode.constants import ERROR_CORRECT_M

from certpress import codewords, qr
from certpress.errors import CertpressError

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
URL = "https://certs.example.org/v/#"


def digits(count: int, seed: int = 1) -> str:
    """That many digits, the same ones each time, without a zero in front."""
    return "9" + "".join(random.Random(seed).choices("0123456789", k=count - 1))


def read(image: Image.Image) -> list[str]:
    """What an independent decoder reads in a picture."""
    return [code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=_QR)]


def reference(text: str) -> tuple[int, int, list[list[bool]]]:
    """Version, mask and modules as the `qrcode` package chooses them itself."""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(util.QRData(URL.encode(), mode=codewords.BYTES))
    code.add_data(util.QRData(text.encode(), mode=codewords.DIGITS))
    mask = code.best_mask_pattern()
    code.make()
    return code.version, mask, [[bool(module) for module in row] for row in code.modules]


def modules(symbol: qr.Symbol) -> list[list[bool]]:
    """The symbol as truth values."""
    return [[bit == "1" for bit in f"{row:0{symbol.size}b}"] for row in symbol.rows]


@pytest.mark.parametrize("count", [1, 40, 85, 160, 300, 425, 540, 670, 900, 1100, 1400])
def test_version_mask_and_modules_are_those_of_the_package(count: int) -> None:
    """The fast choice of the mask gives the very symbol that trying all eight masks gives."""
    symbol = qr.encode(URL, digits(count))
    assert (symbol.version, symbol.mask, modules(symbol)) == reference(digits(count))


@pytest.mark.parametrize("seed", range(40))
def test_penalty_is_that_of_the_package(seed: int) -> None:
    """The penalty points of any pattern are those of ISO/IEC 18004 as `qrcode` counts them."""
    rng, size = random.Random(seed), 21 + 4 * (seed % 5)
    likely = rng.choice((0.1, 0.5, 0.9))
    rows: list[list[bool | None]] = [
        [rng.random() < likely for _ in range(size)] for _ in range(size)
    ]
    rows[rng.randrange(size)][:11] = [bit == "1" for bit in rng.choice(qr.FINDERS)]
    symbol = sum(
        1 << r * (size + 1) + c for r, row in enumerate(rows) for c, dark in enumerate(row) if dark
    )
    assert qr.penalty(symbol, size) == util.lost_point(rows)


@pytest.mark.parametrize("count", [17, 205, 540, 1000, 1490])
@pytest.mark.parametrize("scale", [2, 3, 8])
def test_png_reads_back(count: int, scale: int) -> None:
    """An independent decoder reads the link from the PNG at any scale."""
    symbol = qr.encode(URL, digits(count))
    assert read(Image.open(io.BytesIO(qr.png(symbol, scale)))) == [URL + digits(count)]


def test_png_has_one_bit_a_pixel_and_a_quiet_zone() -> None:
    """The PNG is small, and four modules are light on each side."""
    image = Image.open(io.BytesIO(qr.png(qr.encode(URL, digits(540)), 3)))
    assert image.mode == "1"
    assert image.size[0] == 3 * (65 + 8)
    assert image.convert("L").point(lambda light: 255 - light).getbbox() == (12, 12, 207, 207)


def test_svg_draws_the_modules() -> None:
    """The path of the SVG covers the dark modules and nothing else."""
    symbol = qr.encode(URL, digits(300))
    root = ElementTree.fromstring(qr.svg(symbol))
    path = root.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    drawn = [[False] * symbol.size for _ in range(symbol.size)]
    for run in path.split("M")[1:]:
        place, length = run.split("h")[0].split(), int(run.split("h")[1].split("v")[0])
        for column in range(int(place[0]) - 4, int(place[0]) - 4 + length):
            drawn[int(place[1]) - 4][column] = True
    assert drawn == modules(symbol)


def test_svg_has_a_title_that_cannot_break_out() -> None:
    """The SVG says what it is to someone who does not see it, whatever the title holds."""
    root = ElementTree.fromstring(qr.svg(qr.encode(URL, "1"), title="<script>&"))
    assert root[0].text == "<script>&"
    assert root.attrib["role"] == "img"


def test_same_text_same_bytes() -> None:
    """Codes are deterministic."""
    one, two = qr.encode(URL, digits(500)), qr.encode(URL, digits(500))
    assert (one, qr.svg(one), qr.png(one, 4)) == (two, qr.svg(two), qr.png(two, 4))


def test_largest_code_is_version_20_and_one_digit_more_is_refused() -> None:
    """The limit is version 20 at level M, to the digit."""
    most = 1525  # 5,352 bits: 20 + 29 * 8 for the address, 16 and 10 for three digits
    assert qr.encode(URL, digits(most)).version == 20
    with pytest.raises(CertpressError):
        qr.encode(URL, digits(most + 1))


def test_too_long_says_by_how_much_and_what_to_shorten() -> None:
    """The error names the excess and what a person can do about it."""
    with pytest.raises(CertpressError, match="bytes too long") as caught:
        qr.encode(URL, digits(1600))
    assert "32 bytes" in caught.value.problem  # 75 digits more than fit, 250 bits
    assert "conditions" in caught.value.hint
