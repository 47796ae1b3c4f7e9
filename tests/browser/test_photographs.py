"""Codes in simulated photographs of paper; the full campaign prints the share that is read."""

from __future__ import annotations

import base64

import pytest

from certpress import qr
from tests import sample
from tests.browser.conftest import Visit, World
from tests.browser.demonstration import BASE, Served
from tests.browser.photographs import photograph

COUNT = sample.count(16, 240)
READ = """async ([scan, photograph, padding]) => {
  const taken = Uint8Array.from(atob(photograph), (byte) => byte.charCodeAt(0));
  const file = new Uint8Array(taken.length + padding);
  file.set(taken);
  const {read} = await import(scan);
  const seen = await read(file);
  return seen === 'p.picture_time' ? read(file, true) : seen;
}"""
DECODE_FRAME = """async ([scan, photograph]) => {
  const {decodeFrame} = await import(scan);
  const image = new Image();
  image.src = 'data:image/jpeg;base64,' + photograph;
  await image.decode();
  const context = document.createElement('canvas').getContext('2d');
  context.canvas.width = context.canvas.height = 1200;
  const scale = 1200 / Math.max(image.naturalWidth, image.naturalHeight);
  context.drawImage(image, 0, 0, image.naturalWidth * scale, image.naturalHeight * scale);
  return decodeFrame(context.getImageData(0, 0, 1200, 1200));
}"""


# A small file gets little time; on a busy machine its reader asks for more, as here.
WAYS = {
    "a small file": (READ, 0, 0.75),
    "a telephone's file": (READ, 4_000_000, 0.95),
    "a frame of the camera": (DECODE_FRAME, 0, 0.9),
}


@pytest.mark.parametrize("way", WAYS)
def test_codes_in_photographs_are_read(
    way: str, world: World, served: Served, visit: Visit
) -> None:
    """Most photographs that are tilted, curled, blurred and badly lit are read, none wrongly."""
    script, padding, share = WAYS[way]
    link = f"{BASE}v/#{world.papers['valid'].digits}"
    code = qr.png(qr.encode(f"{BASE}v/#", world.papers["valid"].digits), 6)
    page = visit(served.page)
    scan = next(f"{served.origin}/{path}" for path in world.files if path.startswith("v/scan."))
    read = 0
    for seed in range(COUNT):
        data = base64.b64encode(photograph(code, seed)).decode("ascii")
        found = page.evaluate(script, [scan, data, padding])
        assert found in ([], [link])
        read += found == [link]
    print(f"{read} of {COUNT} simulated photographs were read as {way}")
    assert read >= share * COUNT
