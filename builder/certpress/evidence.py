"""What somebody holds out to be checked, read into a credential or a code's digits.

Rules:
1. Accepted: a JSON credential, a PDF with one inside, a badge (PNG or SVG with one inside), a
   picture with a QR code, the text or the link of a QR code.
2. A thing that holds no certificate, or two, is `Unreadable`, with a stable code; nothing is
   guessed.
3. Some editors begin a file with a byte order mark. It is no part of the credential.
4. Nothing is fetched here, and sizes are bounded before anything is decoded.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

import zxingcpp
from PIL import Image

from certpress import badge, pdf
from certpress.errors import CertpressError

LARGEST_FILE = 32 * 1024 * 1024
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MOST_PIXELS = 60_000_000
_PICTURES = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")  # no format that is a program
_LINK = re.compile(r"(https?://[^\s#]+/v/)#([0-9]+)", re.ASCII)
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


class Unreadable(ValueError):
    """There is no certificate in it that could be checked; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A JSON credential's bytes or a code's digits; `verifier` is the address a link named."""

    content: bytes | str
    verifier: str = ""


def read(data: bytes) -> Evidence:
    """The evidence in a file's bytes, whatever its name; raises Unreadable."""
    if len(data) > LARGEST_FILE:
        raise Unreadable("evidence.too_large")
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    if badge.is_png(data) and (baked := badge.from_png(data)):
        return _baked(baked)
    text = _text(data)
    if text is None:
        return _picture(data)
    return from_text(text)


def from_text(text: str) -> Evidence:
    """The evidence in a text: a link, a code's digits, or JSON; raises Unreadable."""
    stripped = text.strip()
    link = _LINK.fullmatch(stripped)
    if link is not None:
        return Evidence(content=link.group(2), verifier=link.group(1))
    if _DIGITS.fullmatch(stripped):
        return Evidence(content=stripped)
    if stripped.startswith("{"):
        return Evidence(content=text.encode("utf-8"))
    if badge.is_svg(stripped) and (baked := badge.from_svg(stripped)):
        return _baked(baked)
    if stripped.startswith("<svg "):
        return _code(_drawn(stripped))
    raise Unreadable("evidence.none_found")


def _baked(credentials: tuple[str, ...]) -> Evidence:
    """The one credential that a badge's picture carries; raises Unreadable."""
    if len(credentials) > 1:
        raise Unreadable("evidence.several")
    return Evidence(content=credentials[0].encode("utf-8", "replace"))


def _text(data: bytes) -> str | None:
    """The bytes as text, or None when they are something else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _pdf(data: bytes) -> Evidence:
    try:
        found = pdf.credentials(data)
    except CertpressError as problem:
        raise Unreadable("evidence.unreadable", problem.problem) from problem
    if len(found) != 1:
        raise Unreadable("evidence.several" if found else "evidence.none_found")
    return Evidence(content=found[0])


def _picture(data: bytes) -> Evidence:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_PICTURES)
            if picture.width * picture.height > _MOST_PIXELS:
                raise Unreadable("evidence.too_large")
            grey = picture.convert("L")
            return _code(grey)
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Unreadable("evidence.too_large") from problem
    except Exception as problem:  # Pillow raises errors of many kinds on broken files
        raise Unreadable("evidence.none_found", "no kind of file that certificates come in") from (
            problem
        )


def _drawn(svg: str) -> Image.Image:
    """The code that `qr.svg` draws; no other SVG is drawn here."""
    size = _SVG.match(svg)
    if size is None or len(svg) > _LARGEST_SVG:
        raise Unreadable("evidence.none_found")
    side = int(size.group(1))
    modules = Image.new("L", (side, side), 255)
    for run in _RUN.finditer(svg):
        column, row, length = map(int, run.groups())
        if row < side and column + length <= side:
            modules.paste(0, (column, row, column + length, row + 1))
    return modules.resize((side * 4, side * 4), Image.Resampling.NEAREST)


_LARGEST_SVG = 200_000  # characters
_SVG = re.compile(r'<svg [^>]*viewBox="0 0 ([1-9][0-9]{1,2}) \1"', re.ASCII)
_RUN = re.compile(r"M([0-9]{1,3}) ([0-9]{1,3})h([0-9]{1,3})v1h-[0-9]{1,3}z", re.ASCII)


def _code(picture: Image.Image) -> Evidence:
    """The one certificate's code in a picture; raises Unreadable."""
    codes = zxingcpp.read_barcodes(picture, formats=_QR)
    links = {link.group(0) for code in codes if (link := _LINK.fullmatch(code.text.strip()))}
    if len(links) != 1:
        raise Unreadable("evidence.several" if links else "evidence.none_found")
    return from_text(links.pop())
