"""Files of up to a megabyte that are made to take time or memory, and what they take of the page.

Rules:
1. The same files each time.
2. What is measured is the page's own time from the file to the word on it, and how far the
   browser's processes of pages rose above what they held before (Linux alone tells).
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdf
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browser.demonstration import Served

MB = 1_048_576

_TAKE = """async ([name, isText]) => {
  const bytes = await (await fetch(name)).arrayBuffer();
  const transfer = new DataTransfer();
  if (isText) transfer.setData('text/plain', new TextDecoder().decode(bytes));
  else transfer.items.add(new File([bytes], 'file'));
  window.taken = transfer;
}"""
_DROP = """async () => {
  const main = document.querySelector('main');
  const word = document.querySelector('#progress');
  const started = performance.now();
  window.dispatchEvent(new DragEvent('drop', {dataTransfer: window.taken}));
  while (!main.dataset.outcome && !word.classList.contains('problem'))
    await new Promise((go) => setTimeout(go, 2));
  return [performance.now() - started, main.dataset.outcome ?? word.textContent];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a file took: milliseconds, bytes above the base line if known, and what was said."""

    ms: float
    memory: int | None
    said: str


def measure(browser: Browser, served: Served, data: bytes, *, is_text: bool = False) -> Taken:
    """What a file takes of a page that was just opened, in a process of its own."""
    served.files["hostile"] = data
    context = browser.new_context(service_workers="block", locale="en-GB")
    try:
        page = context.new_page()
        page.goto(served.page)
        page.wait_for_selector("#ways:not([hidden])")
        page.evaluate(_TAKE, [f"{served.origin}/hostile", is_text])
        with _peak(browser) as rise:
            ms, said = page.evaluate(_DROP)
        return Taken(ms=ms, memory=rise(), said=str(said))
    finally:
        context.close()


@contextmanager
def _peak(browser: Browser) -> Iterator[Callable[[], int | None]]:
    """Gives a function that says how far the browser's processes rose."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pids = [one["id"] for one in found if one["type"] in ("renderer", "GPU")]
    before: dict[int, int] = {}
    for pid in pids:
        try:
            Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # forget the peak
            before[pid] = _field(pid, "VmRSS")
        except OSError:
            continue
    yield lambda: sum(max(0, _field(pid, "VmHWM") - base) for pid, base in before.items()) or None
    session.detach()


def _field(pid: int, name: str) -> int:
    """A field of a process's status, in bytes; 0 once it has ended."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    line = next((line for line in text.splitlines() if line.startswith(name)), "x: 0")
    return int(line.split()[1]) * 1024


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def finders(side: int) -> Image.Image:
    """A sheet full of the marks by which a reader finds codes, each three pixels a module."""
    mark = Image.new("1", (27, 27), 1)
    pen = ImageDraw.Draw(mark)
    for inset, colour in ((0, 0), (3, 1), (6, 0)):
        pen.rectangle((inset, inset, 20 - inset, 20 - inset), fill=colour)
    sheet = Image.new("1", (side, side), 1)
    for y in range(0, side, 27):
        for x in range(0, side, 27):
            sheet.paste(mark, (x, y))
    return sheet


def _noise(width: int, height: int, coarse: int = 8) -> Image.Image:
    small = (width // coarse, height // coarse)
    grain = random.Random(17024).randbytes(small[0] * small[1])
    return Image.frombytes("L", small, grain).resize((width, height)).convert("RGB")


def _png(width: int, height: int, depth: int, colour: int, interlace: int) -> bytes:
    """White, written by hand: Pillow writes neither interlaced nor 16-bit colours."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    packed = zlib.compressobj(9)
    data = b""
    if interlace:
        for x, y, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                             (1, 0, 2, 2), (0, 1, 1, 2)):  # fmt: skip
            across, down = -(-(width - x) // dx), -(-(height - y) // dy)
            row = b"\x00" + b"\xff" * -(-across * channels * depth // 8)
            data += b"".join(packed.compress(row) for _ in range(down))
    else:
        row = b"\x00" + b"\xff" * -(-width * channels * depth // 8)
        data = b"".join(packed.compress(row) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    chunks = ((b"IHDR", header), (b"IDAT", data + packed.flush()), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, body = chunk
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _baked(size: int) -> bytes:
    """A badge whose compressed text unpacks to very much."""
    text = b"openbadges\x00\x01\x00\x00\x00" + zlib.compress(b" " * size, 9)
    plain = _saved(Image.new("1", (9, 9)), "PNG")
    return plain[:33] + _chunk((b"iTXt", text)) + plain[33:]


def _bomb_pdf(size: int) -> bytes:
    """A PDF whose attachment unpacks to very much."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("certificate.json", b" " * size)
    for found in writer._objects:
        if isinstance(found, pypdf.generic.DecodedStreamObject):
            at = writer._objects.index(found)
            writer._objects[at] = found.flate_encode(9)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _scans(side: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again, up to a megabyte."""
    made = _saved(Image.new("L", (side, side), 128), "JPEG", progressive=True, quality=10)
    last = made.rindex(b"\xff\xda")
    scan = made[last:-2]
    return made[:-2] + scan * ((MB - len(made)) // len(scan)) + made[-2:]


def _path(size: int) -> bytes:
    """A drawing whose one path crosses the whole sheet very many times."""
    steps = "".join(f"L{at * 7919 % 999} {at * 104729 % 997}" for at in range(size // 9))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 999 999"><path d="M0 0'
    return (svg + steps)[: size - 10].encode() + b'"/></svg>'


BENIGN: Mapping[str, Callable[[], bytes]] = {
    "for comparison: a picture of 16 × 16 pixels": lambda: _saved(_noise(16, 16), "PNG"),
    "for comparison: a photograph of 1600 × 1200": lambda: _saved(_noise(1600, 1200), "JPEG"),
}
PICTURES: Mapping[str, Callable[[], bytes]] = {
    "PNG, 16 million pixels of finder patterns": lambda: _saved(finders(3996), "PNG"),
    "PNG, 7 million pixels of finder patterns": lambda: _saved(finders(2670), "PNG"),
    "JPEG, 7 million pixels of finder patterns": lambda: _saved(
        finders(2670).convert("L"), "JPEG", quality=1
    ),
    "PNG, one bit, as large as is taken": lambda: _png(2670, 2670, 1, 0, 0),
    "PNG, interlaced, as large as is taken": lambda: _png(1990, 1990, 8, 2, 1),
    "PNG, 16 bits, as large as is taken": lambda: _png(1990, 1990, 16, 6, 0),
    "PNG, 50 million pixels": lambda: _png(7100, 7100, 1, 0, 0),
    "JPEG, 50 million pixels": lambda: _saved(
        Image.new("L", (7100, 7100), 200), "JPEG", quality=10
    ),
    "JPEG, 12 million pixels of noise": lambda: _saved(_noise(4000, 3000, 14), "JPEG", quality=40),
    "JPEG, progressive, as large as is taken": lambda: _saved(
        _noise(1800, 1800), "JPEG", progressive=True, subsampling=0, quality=60
    ),
    "JPEG, progressive, scan upon scan": lambda: _scans(2260),
    "GIF, as large as is taken": lambda: _saved(Image.new("L", (2670, 2670), 255), "GIF"),
    "WebP, lossless, as large as is taken": lambda: _saved(
        Image.new("RGB", (1990, 1990), "white"), "WEBP", lossless=True
    ),
    "WebP, as large as is taken": lambda: _saved(_noise(1990, 1990), "WEBP", quality=30),
    "AVIF, as large as is taken": lambda: _saved(_noise(1800, 1800), "AVIF", quality=30, speed=10),
    "BMP, of its own size": lambda: _saved(Image.new("1", (1980, 1980)), "BMP")[:MB],
    "SVG, a path across itself": lambda: _path(59_000),
    "PNG badge that unpacks to a gigabyte": lambda: _baked(2**30),
}
FILES: Mapping[str, Callable[[], bytes]] = {
    "PDF that unpacks to 256 MB": lambda: _bomb_pdf(2**28),
    "PDF of nothing but objects": lambda: (
        b"%PDF-1.7\n" + b"1 0 obj<</Type/EmbeddedFile>>stream\n" * (MB // 40)
    ),
    "JSON, opening braces": lambda: b'{"a":' * (MB // 5),
    "JSON, many members": lambda: b"{" + b",".join(b'"%d":1' % at for at in range(90_000)) + b"}",
    "JSON, escapes": lambda: b'{"a":"' + b"\\u0041" * (MB // 6 - 2) + b'"}',
    "noise": lambda: random.Random(17024).randbytes(MB),
}
TEXTS: Mapping[str, Callable[[], bytes]] = {
    "text, digits": lambda: b"9" * MB,
    "text, spaces": lambda: b" " * (MB - 1) + b"x",
    "text, markup": lambda: b"<svg>" + b"<a>" * (MB // 3 - 2),
    "text, a link": lambda: b"https://a.example/" + b"a" * (MB - 20),
}


def lasting() -> bytes:
    """A picture that the decoder would search for many seconds, of so many bytes that it may."""
    plain = _saved(finders(3996), "PNG")
    filler = _chunk((b"teSt", bytes(5 * MB)))
    return plain[:33] + filler + plain[33:]
