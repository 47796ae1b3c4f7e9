"""Evidence: what somebody holds out, read into a credential or a code; or a reason why not."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib

import pytest
import zxingcpp
from PIL import Image

from certpress import evidence, qr
from certpress.evidence import Unreadable

LINK = "https://certs.example.org/v/#12345678901234567890"


def picture(text: str = LINK, form: str = "PNG", scale: int = 6) -> bytes:
    """A picture of a QR code with any text."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale)
    out = io.BytesIO()
    Image.fromarray(made).convert("RGB").save(out, form)
    return out.getvalue()


def code(data: bytes) -> str:
    """Why there is no evidence in something."""
    with pytest.raises(Unreadable) as caught:
        evidence.read(data)
    return caught.value.code


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_every_common_form(form: str) -> None:
    """A code is found in whatever a camera or a scanner saves."""
    found = evidence.read(picture(form=form))
    assert (found.content, found.verifier) == (
        "12345678901234567890",
        "https://certs.example.org/v/",
    )


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_picture_that_is_turned(turn: int) -> None:
    """Nobody holds a telephone straight."""
    turned = Image.open(io.BytesIO(picture())).rotate(turn, expand=True)
    out = io.BytesIO()
    turned.save(out, "PNG")
    assert evidence.read(out.getvalue()).content == "12345678901234567890"


@pytest.mark.parametrize(
    "text",
    [
        "https://certs.example.org/",
        "https://certs.example.org/v/",
        "https://certs.example.org/v/#",
        "https://certs.example.org/v/#12a",
        "https://certs.example.org/v/#１２",
        "javascript:alert(1)//v/#1",
        "ftp://h/v/#1",
        "https://h/v/#1#2",
        "hello",
        "",
        "\ufeff",
        "[]",
    ],
)
def test_texts_that_hold_no_certificate(text: str) -> None:
    """Neither in a file nor in a picture is anything guessed."""
    assert code(text.encode()) == "evidence.none_found"
    if text:
        assert code(picture(text)) == "evidence.none_found"


def test_digits_links_and_json_as_text() -> None:
    """White space around them is no part of them."""
    assert evidence.from_text(" 123\r\n").content == "123"
    assert evidence.from_text(f"\n{LINK} ").verifier == "https://certs.example.org/v/"
    assert evidence.from_text(' {"a": 1}').content == b' {"a": 1}'


def test_a_picture_with_the_same_code_twice_holds_one() -> None:
    """Front and copy side by side are one certificate."""
    one = Image.open(io.BytesIO(picture()))
    both = Image.new("RGB", (one.width * 2, one.height), "white")
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    assert evidence.read(out.getvalue()).content == "12345678901234567890"


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize("side", [8_000, 10_000, 14_000, 40_000, 2_000_000_000])
def test_a_picture_that_says_it_is_enormous(side: int) -> None:
    """A few bytes that would unpack to gigabytes are not unpacked."""
    assert code(png(side, side)) in ("evidence.too_large", "evidence.none_found")


def test_programs_in_pictures_are_not_run() -> None:
    """PostScript is a program: it is no kind of picture here, nor is anything but pictures."""
    program = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n\xff showpage\n"
    assert code(program) == "evidence.none_found"


_HEADS = [
    *(
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"BM",
        b"II*\x00",
        b"MM\x00*",
    ),
    *(b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"\x00\x00\x01\x00", b"8BPS", b"P6 9 9 255\n", b"icns", b""),
    *(
        b"DDS ",
        b"\x00\x00\x00\x0cjP  \r\n\x87\n",
        b"qoif",
        b"%PDF-1.7\n",
        b"BLP2",
        b"FLIF",
        b"\xd7\xcd",
    ),
]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("head", _HEADS, ids=repr)
def test_random_bytes_behind_any_beginning(head: bytes) -> None:
    """Whatever follows the first bytes of a kind of file, the answer is a reason."""
    chance = random.Random(repr(head))
    for length in (1, 10, 100, 1_000, 10_000):
        assert code(head + b"\xfe" + chance.randbytes(length)).startswith("evidence.")


def test_pictures_with_flipped_bytes() -> None:
    """A damaged picture gives the same code or a reason, never another code."""
    chance = random.Random(17024)
    for form in ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"):
        whole = picture(form=form)
        for _ in range(40):
            data = bytearray(whole)
            for _ in range(3):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with contextlib.suppress(Unreadable):
                assert evidence.read(bytes(data)).content == "12345678901234567890"


def test_a_code_as_it_is_printed() -> None:
    """The symbol that certpress prints is read by an independent decoder."""
    symbol = qr.encode("https://certs.example.org/v/#", "0" + "7" * 500)
    assert evidence.read(qr.png(symbol, 4)).content == "0" + "7" * 500


def test_a_byte_order_mark_is_no_part_of_a_credential() -> None:
    """A file that was opened and saved in an editor of Windows is read as it was."""
    assert evidence.read(b'\xef\xbb\xbf{"a": 1}').content == b'{"a": 1}'
