"""Simulated photographs of a printed code: tilted, turned, blurred, badly lit, noisy, compressed.

Rules:
1. The same seed makes the same photograph.
2. Every fault is within what a telephone held over paper does; several come together.
"""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

_PAPER = 900  # pixels of the sheet's square with the code


def photograph(png: bytes, seed: int) -> bytes:
    """A JPEG of a sheet with the code on it, as a telephone would take it."""
    chance = random.Random(seed)
    code = Image.open(io.BytesIO(png)).convert("L")
    sheet = Image.new("L", (_PAPER, _PAPER), 245)
    side = chance.randint(520, 760)
    sheet.paste(code.resize((side, side), Image.Resampling.LANCZOS), (70, 70))
    ImageDraw.Draw(sheet).text((80, side + 90), "NDT-2026-00417  +44 1632 960417", fill=40)
    turned = sheet.rotate(chance.uniform(-40, 40), Image.Resampling.BICUBIC, True, None, None, 120)
    tilted = _tilt(turned, chance)
    lit = _light(tilted, chance)
    blurred = lit.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.9)))
    noisy = _noise(blurred, chance)
    taken = io.BytesIO()
    noisy.save(taken, "JPEG", quality=chance.randint(35, 90))
    return taken.getvalue()


def _tilt(image: Image.Image, chance: random.Random) -> Image.Image:
    """Seen from the side: the corners move inwards by up to an eighth."""
    width, height = image.size

    def off(length: int) -> float:
        return -chance.uniform(0, length / 8)

    corners = (
        (off(width), off(height)),
        (off(width), height - off(height)),
        (width - off(width), height - off(height)),
        (width - off(width), off(height)),
    )
    quad = tuple(value for corner in corners for value in corner)
    return image.transform(
        image.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=120
    )


def _light(image: Image.Image, chance: random.Random) -> Image.Image:
    """A shadow over one side, and less contrast."""
    shade = Image.linear_gradient("L").resize(image.size).rotate(chance.choice((0, 90, 180, 270)))
    darkest = chance.uniform(0.35, 0.9)
    shade = shade.resize(image.size).point(
        [int(255 * (darkest + (1 - darkest) * v / 255)) for v in range(256)]
    )
    floor = chance.randint(0, 50)
    faded = image.point([floor + v * (255 - floor) // 255 for v in range(256)])
    return ImageChops.multiply(faded, shade)


def _noise(image: Image.Image, chance: random.Random) -> Image.Image:
    """The grain of a sensor in poor light."""
    grain = Image.effect_noise(image.size, 60)
    amount = chance.uniform(0, 0.18)
    if math.isclose(amount, 0):
        return image
    return Image.blend(image, grain, amount)
