"""Simulated photographs of a printed code: tilted, turned, curled, blurred, badly lit, compressed.

Rules:
1. The same seed makes the same photograph.
2. Every fault is within what a telephone held over paper does; several come together, and some
   photographs are too bad to be read.
"""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

_PAPER = 900  # pixels of the sheet's square with the code
_STRIPS = 30
_TABLE = 120  # the grey of what the sheet lies on


def photograph(png: bytes, seed: int) -> bytes:
    """A JPEG of a sheet with the code on it, as a telephone would take it."""
    chance = random.Random(seed)
    code = Image.open(io.BytesIO(png)).convert("L")
    sheet = Image.new("L", (_PAPER, _PAPER), 245)
    side = chance.randint(300, 700)
    sheet.paste(code.resize((side, side), Image.Resampling.LANCZOS), (70, 70))
    ImageDraw.Draw(sheet).text((80, side + 90), "NDT-2026-00417  +44 1632 960417", fill=40)
    curled = _curl(sheet, chance.uniform(0, 16))
    angle = chance.uniform(-40, 40)
    turned = curled.rotate(angle, Image.Resampling.BICUBIC, True, None, None, _TABLE)
    lit = _glare(_light(_tilt(turned, chance), chance), chance)
    blurred = _shake(lit.filter(ImageFilter.GaussianBlur(chance.uniform(0, 2))), chance)
    grain = _grain(blurred.size, random.Random(f"grain {seed}"))
    taken = io.BytesIO()
    quality = chance.randint(30, 90)
    Image.blend(blurred, grain, chance.uniform(0, 0.2)).save(taken, "JPEG", quality=quality)
    return taken.getvalue()


def _grain(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """The noise of a sensor: the mean of two even ones, spread to a deviation of 60."""
    one, other = (Image.frombytes("L", size, chance.randbytes(size[0] * size[1])) for _ in "ab")
    wide = [min(255, max(0, round(128 + 1.15 * (value - 128)))) for value in range(256)]
    return Image.blend(one, other, 0.5).point(wide)


def _curl(image: Image.Image, height: float) -> Image.Image:
    """A sheet that does not lie flat: strips move up and down along a wave."""
    width, tall = image.size
    step = width / _STRIPS

    def lift(x: float) -> float:
        return height * math.sin(x / width * math.pi * 1.5)

    mesh = []
    for strip in range(_STRIPS):
        left, right = strip * step, (strip + 1) * step
        up, down = lift(left), lift(right)
        corners = (left, up, left, tall + up, right, tall + down, right, down)
        mesh.append(((round(left), 0, round(right), tall), corners))
    return image.transform(
        image.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=_TABLE
    )


def _tilt(image: Image.Image, chance: random.Random) -> Image.Image:
    """Seen from the side: the corners move inwards by up to a fifth."""
    width, height = image.size

    def off(length: int) -> float:
        return -chance.uniform(0, length / 5)

    corners = (
        (off(width), off(height)),
        (off(width), height - off(height)),
        (width - off(width), height - off(height)),
        (width - off(width), off(height)),
    )
    quad = tuple(value for corner in corners for value in corner)
    return image.transform(
        image.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=_TABLE
    )


def _light(image: Image.Image, chance: random.Random) -> Image.Image:
    """A shadow over one side, and less contrast."""
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(image.size)
    darkest = chance.uniform(0.15, 0.9)
    shade = shade.point([int(255 * (darkest + (1 - darkest) * v / 255)) for v in range(256)])
    floor = chance.randint(0, 90)
    faded = image.point([floor + v * (255 - floor) // 255 for v in range(256)])
    return ImageChops.multiply(faded, shade)


def _glare(image: Image.Image, chance: random.Random) -> Image.Image:
    """A lamp mirrored in the sheet, somewhere."""
    across = chance.randint(60, 420)
    spot = ImageChops.invert(Image.radial_gradient("L")).resize((across, across))
    light = Image.new("L", image.size, 0)
    bright = chance.randint(0, 200)
    width, height = image.size
    place = (chance.randint(0, width - across), chance.randint(0, height - across))
    light.paste(spot.point([v * bright // 255 for v in range(256)]), place)
    return ImageChops.add(image, light)


def _shake(image: Image.Image, chance: random.Random) -> Image.Image:
    """A hand that moved sideways or downwards by up to five pixels."""
    line = chance.choice((0, 1, 3, 5))
    if line < 3:
        return image
    along = [1 if abs(at - 2) <= line // 2 else 0 for at in range(5)]
    flat = chance.random() < 0.5
    kernel = [
        along[column] * (row == 2) if flat else along[row] * (column == 2)
        for row in range(5)
        for column in range(5)
    ]
    return image.filter(ImageFilter.Kernel((5, 5), kernel, line))
