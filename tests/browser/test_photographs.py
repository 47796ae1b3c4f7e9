"""Codes in simulated photographs of paper; the full campaign prints the share that is read."""

from __future__ import annotations

import base64
import os

from certpress import qr
from tests.browser.conftest import Visit, World
from tests.browser.demonstration import BASE, Served
from tests.browser.photographs import photograph

COUNT = 240 if os.environ.get("CERTPRESS_CAMPAIGN") else 16
SHARE = 0.9

DECODE = """async ([scan, photograph]) => {
  const {decode} = await import(scan);
  const image = new Image();
  image.src = 'data:image/jpeg;base64,' + photograph;
  await image.decode();
  const context = document.createElement('canvas').getContext('2d');
  context.canvas.width = image.naturalWidth;
  context.canvas.height = image.naturalHeight;
  context.drawImage(image, 0, 0);
  return decode(context.getImageData(0, 0, image.naturalWidth, image.naturalHeight));
}"""


def test_codes_in_photographs_are_read(world: World, served: Served, visit: Visit) -> None:
    """Most photographs that are tilted, curled, blurred and badly lit are read, none wrongly."""
    link = f"{BASE}v/#{world.papers['valid'].digits}"
    code = qr.png(qr.encode(f"{BASE}v/#", world.papers["valid"].digits), 6)
    page = visit(served.page)
    scan = next(f"{served.origin}/{path}" for path in world.files if path.startswith("v/scan."))
    read = 0
    for seed in range(COUNT):
        data = base64.b64encode(photograph(code, seed)).decode("ascii")
        found = page.evaluate(DECODE, [scan, data])
        assert found in ([], [link])
        read += found == [link]
    print(f"{read} of {COUNT} simulated photographs were read")
    assert read >= SHARE * COUNT
