"""A certificate's link as a QR code (ISO/IEC 18004), and the code as SVG and PNG.

Rules:
1. Two segments: the address up to its `#` as bytes, the digits after it in numeric mode, which
   spends 10 bits on three digits.
2. Error correction level M, the smallest version that holds the text, and none above version 20:
   telephones begin to fail at 22.
3. The mask is the one of the eight with the fewest penalty points, the first when several tie. The
   points are counted while the format and version areas are still light.
4. Same text, same bytes.

`codewords` has what is to be placed, and the `qrcode` package says where the modules lie. It tries
each mask by laying the whole symbol again, module by module. Here a symbol is one integer with a
bit a module, so that the eight masks and their penalties are a few shifts of it (`Layout`).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal
from xml.sax.saxutils import escape

from qrcode import QRCode, util
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.pure import PyPNGImage

from certpress import codewords
from certpress.errors import CertpressError

LARGEST_VERSION = 20
QUIET_ZONE = 4  # light modules on each side, 18004 clause 6.3.8
MASKS: Final = (0, 1, 2, 3, 4, 5, 6, 7)
Mask = Literal[0, 1, 2, 3, 4, 5, 6, 7]
TITLE = "QR code that opens the check of this certificate"
FINDERS = ("10111010000", "00001011101")  # what looks like a finder pattern beside light modules


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A QR code without its quiet zone: `rows` from the top, each with its leftmost module as the
    highest of `size` bits; a set bit is a dark module."""

    version: int
    mask: int
    rows: tuple[int, ...]

    @property
    def size(self) -> int:
        """Modules along one side."""
        return 17 + 4 * self.version


def encode(url: str, digits: str) -> Symbol:
    """The smallest symbol that reads `url + digits`: an address up to its "#", and ASCII digits.

    Raises CertpressError, saying by how much the text is too long, when version 20 cannot hold it.
    """
    data = url.encode("utf-8")
    version = _version_for(len(data), len(digits))
    layout = _layout(version)
    placed = layout.place(codewords.encode(version, data, digits))
    mask = min(MASKS, key=lambda mask: penalty(layout.trial[mask] ^ placed, layout.size))
    return Symbol(version=version, mask=mask, rows=layout.rows(layout.final[mask] ^ placed))


def version(url: str, digits: str) -> int:
    """The version of the smallest symbol for the text; raises as `encode` does, without drawing."""
    return _version_for(len(url.encode("utf-8")), len(digits))


@lru_cache(maxsize=1024)
def _version_for(bytes_: int, digits: int) -> int:
    """The version for an address of so many bytes and a number of so many digits."""
    return _version(_segments("x" * bytes_, "0" * digits))


def _segments(url: str, digits: str) -> list[util.QRData]:
    return [
        util.QRData(url.encode("utf-8"), mode=codewords.BYTES, check_data=False),
        util.QRData(digits.encode("ascii"), mode=codewords.DIGITS, check_data=False),
    ]


def _version(segments: list[util.QRData]) -> int:
    """The smallest version that holds the segments at level M."""
    limits = util.BIT_LIMIT_TABLE[ERROR_CORRECT_M]
    content = util.BitBuffer()
    for segment in segments:
        segment.write(content)
    for version in range(1, LARGEST_VERSION + 1):
        lengths = util.mode_sizes_for_version(version)
        needed = len(content) + sum(4 + lengths[segment.mode] for segment in segments)
        if needed <= limits[version]:
            return version
    excess = -(-(needed - limits[LARGEST_VERSION]) // 8)
    raise CertpressError(
        "QR code",
        f"the certificate is {excess} bytes too long for a QR code that every telephone reads "
        f"(version {LARGEST_VERSION}, level M)",
        "shorten the conditions and limitations, leave out the second spelling of the name, "
        "or put some of the scope items on a certificate of their own",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What all symbols of one version share. Bit `row * stride + column` is a module; the stride is
    a column wider than the symbol, so that no run passes from one row into the next."""

    size: int
    trial: tuple[int, ...]  # per mask: all but the data, format and version areas light
    final: tuple[int, ...]  # per mask: all but the data
    order: tuple[int, ...]  # for each bit of the symbol from the highest: its data bit, or the last

    def place(self, codewords: bytes) -> int:
        """The modules that hold the codewords, unmasked."""
        bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}0"
        return int("".join(map(bits.__getitem__, self.order)), 2)

    def rows(self, symbol: int) -> tuple[int, ...]:
        """The rows of a symbol, the leftmost module as the highest bit."""
        stride, every = self.size + 1, (1 << self.size) - 1
        rows = (symbol >> row * stride & every for row in range(self.size))
        return tuple(int(f"{row:0{self.size}b}"[::-1], 2) for row in rows)


@cache
def _layout(version: int) -> Layout:
    """The layout of a version, learnt from symbols without data, which `qrcode` lays."""
    code = QRCode(version=version, error_correction=ERROR_CORRECT_M)
    words = util.create_data(version, ERROR_CORRECT_M, [])
    code.data_cache = [0] * len(words)
    trial = tuple(_laid(code, True, mask) for mask in MASKS)
    final = tuple(_laid(code, False, mask) for mask in MASKS)
    code.data_cache = [255] * len(words)
    data = trial[0] ^ _laid(code, True, 0)
    size = 17 + 4 * version
    bits = {module: bit for bit, module in enumerate(_zigzag(size, data))}
    order = tuple(bits.get(module, -1) for module in reversed(range(size * (size + 1))))
    return Layout(size=size, trial=trial, final=final, order=order)


def _laid(code: QRCode[PilImage | PyPNGImage], test: bool, mask: Mask) -> int:
    """A symbol as `qrcode` lays it, as an integer."""
    code.makeImpl(test, mask)
    stride = len(code.modules) + 1
    return sum(
        1 << row * stride + column
        for row, modules in enumerate(code.modules)
        for column, dark in enumerate(modules)
        if dark
    )


def _zigzag(size: int, data: int) -> Iterator[int]:
    """The data modules in the order in which codewords fill them (18004, 7.7.3): two columns at a
    time from the right, up, then down, past the vertical timing pattern in column 6."""
    upward = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in reversed(range(size)) if upward else range(size):
            for column in (right, right - 1):
                module = row * (size + 1) + column
                if data >> module & 1:
                    yield module
        upward = not upward


def penalty(symbol: int, size: int) -> int:
    """The penalty points of a symbol (18004, 7.8.3): runs, blocks, finder-like runs, balance."""
    stride = size + 1
    full = sum(((1 << size) - 1) << row * stride for row in range(size))
    light = full & ~symbol
    points = 0
    same = {}
    for step in (1, stride):
        same[step] = symbol & symbol >> step | light & light >> step
        fives = same[step] & same[step] >> step
        fives &= fives >> 2 * step
        points += fives.bit_count() + 2 * (fives & ~(fives << step)).bit_count()
        for finder in FINDERS:
            found = full
            for place, module in enumerate(finder):
                found &= (symbol if module == "1" else light) >> place * step
            points += 40 * found.bit_count()
    points += 3 * (same[1] & same[1] >> stride & same[stride]).bit_count()
    dark = 100 * symbol.bit_count() / size**2
    return points + 10 * int(abs(dark - 50) / 5)


@lru_cache(maxsize=4)  # a file of its own, on the certificate and on the card
def svg(symbol: Symbol, title: str = TITLE) -> bytes:
    """The symbol with its quiet zone as SVG: a unit a module, dark runs as one path."""
    side = symbol.size + 2 * QUIET_ZONE
    path = "".join(
        f"M{QUIET_ZONE + start} {QUIET_ZONE + row}h{length}v1h-{length}z"
        for row, modules in enumerate(symbol.rows)
        for start, length in _runs(f"{modules:0{symbol.size}b}")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>\n'
    ).encode()


def _runs(row: str) -> Iterator[tuple[int, int]]:
    """Start and length of each run of ones."""
    start = row.find("1")
    while start >= 0:
        end = row.find("0", start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find("1", end)


def png(symbol: Symbol, scale: int) -> bytes:
    """The symbol with its quiet zone as a PNG of one bit a pixel, `scale` pixels a module.

    A row of modules is written once; its other rows of pixels say "as above" (filter 2 of PNG,
    clause 9), which takes a quarter of the time.
    """
    quiet = QUIET_ZONE * scale
    side = symbol.size * scale + 2 * quiet
    width = -(-side // 8)
    before, after = "1" * quiet, "1" * (quiet + 8 * width - side)
    above = b"\2" + bytes(width)
    edge = b"\0" + b"\xff" * width + above * (quiet - 1)
    lines = [edge]
    for modules in symbol.rows:
        text = f"{modules:0{symbol.size}b}".replace("0", "x")
        pixels = before + text.replace("1", "0" * scale).replace("x", "1" * scale) + after
        lines += [b"\0", int(pixels, 2).to_bytes(width, "big"), above * (scale - 1)]
    data = zlib.compress(b"".join([*lines, edge]), _LEVEL)
    head = struct.pack(">2L5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, part) for kind, part in chunks)


_LEVEL: Final = 4  # of zlib; higher ones take long for a tenth of the size


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG with its length and its check (clause 5.3)."""
    check = zlib.crc32(kind + data)
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", check)
