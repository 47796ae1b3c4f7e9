"""Which fonts the certificate carries, and how they are cut down.

    python builder/assets/fonts.py <node_modules/@expo-google-fonts> <empty folder>

Rules:
1. The order is the order of fallback: a character is set in the first family that has it.
2. Only what names and texts can hold is kept: characters, the layout their scripts need, outlines;
   no hinting, since a printed page and a PDF viewer do not use it.
3. `coverage.json` beside the fonts says which family covers which characters, so that the
   certificate can refuse a character before it would print an empty box.

All families are under the SIL Open Font License; its text goes with them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

Ranges = tuple[tuple[int, int], ...]

UNIFIED = ((0x3000, 0x30FF), (0x3100, 0x312F), (0x31A0, 0x31BF), (0x3400, 0x9FFF), (0xF900, 0xFAFF),
           (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))  # fmt: skip
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
EVERYTHING = ((0x20, 0x3FFFF),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A font family: its npm package, the styles taken, and the characters that are kept."""

    package: str
    styles: tuple[str, ...] = ("400Regular", "600SemiBold")
    keep: Ranges = EVERYTHING


FAMILIES = (
    Family(package="source-serif-4", styles=("400Regular", "400Regular_Italic", "600SemiBold")),
    Family(package="noto-sans", styles=("400Regular", "500Medium", "600SemiBold")),
    Family(package="noto-naskh-arabic"),
    Family(package="noto-sans-hebrew"),
    Family(package="noto-sans-devanagari"),
    Family(package="noto-sans-bengali"),
    Family(package="noto-sans-gurmukhi"),
    Family(package="noto-sans-gujarati"),
    Family(package="noto-sans-tamil"),
    Family(package="noto-sans-telugu"),
    Family(package="noto-sans-kannada"),
    Family(package="noto-sans-malayalam"),
    Family(package="noto-sans-sinhala"),
    Family(package="noto-sans-thai"),
    Family(package="noto-sans-lao"),
    Family(package="noto-sans-khmer"),
    Family(package="noto-sans-myanmar"),
    Family(package="noto-sans-georgian"),
    Family(package="noto-sans-armenian"),
    Family(package="noto-sans-ethiopic"),
    Family(package="noto-sans-sc", styles=("500Medium",), keep=UNIFIED),
    Family(package="noto-sans-tc", styles=("500Medium",), keep=UNIFIED),
    Family(package="noto-sans-jp", styles=("500Medium",), keep=UNIFIED),
    Family(package="noto-sans-kr", styles=("500Medium",), keep=HANGUL),
)
CJK = ("noto-sans-tc", "noto-sans-jp")  # these only add what the families before them lack


def make(packages: Path, target: Path) -> None:
    """Writes the cut-down fonts, their licences and `coverage.json` into an empty folder.

    `packages` is the folder of the npm packages (`node_modules/@expo-google-fonts`).
    """
    covered: set[int] = set()
    families: list[dict[str, object]] = []
    cuts: list[tuple[Path, Path, frozenset[int]]] = []
    for family in FAMILIES:
        source = packages / family.package
        files = [next(source.rglob(f"*_{style}.ttf")) for style in family.styles]
        wanted = _wanted(files[0], family.keep)
        if family.package in CJK:
            wanted -= covered
        covered |= wanted
        cuts += [(file, target / file.name, frozenset(wanted)) for file in files]
        shutil.copyfile(source / "LICENSE_FONT", target / f"OFL-{family.package}.txt")
        families.append({"family": _family_name(files[0]), "ranges": _ranges(wanted)})
    with ProcessPoolExecutor() as pool:
        list(pool.map(_cut, *zip(*cuts, strict=True)))
    text = json.dumps({"families": families}, separators=(",", ":"))
    (target / "coverage.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _wanted(file: Path, keep: Ranges) -> set[int]:
    with TTFont(file, lazy=True) as font:
        available = font.getBestCmap()
    return {point for point in available if any(low <= point <= high for low, high in keep)}


def _cut(source: Path, target: Path, wanted: frozenset[int]) -> None:
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        recalc_timestamp=False,
        drop_tables=["DSIG", "STAT", "meta", "BASE", "VDMX", "hdmx", "LTSH", "vhea", "vmtx"],
    )
    with TTFont(source, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.save(target)


def _family_name(file: Path) -> str:
    """The name under which typst knows the family."""
    with TTFont(file, lazy=True) as font:
        names = font["name"]
        return str(names.getDebugName(16) or names.getDebugName(1))


def _ranges(points: Iterable[int]) -> list[list[int]]:
    """Code points as closed ranges, in order."""
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ranges


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
