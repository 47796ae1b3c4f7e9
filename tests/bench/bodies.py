"""Bodies to measure with: a folder as `certpress init` makes it, keys, and many decisions."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench import measure

COLUMNS = (
    *("reference", "kind", "name", "scheme", "scope", "valid_from", "decided_on", "decided_by"),
    *("basis", "authorised_by", "authorised_role", "examiners", "entered_by"),
)
GIVEN = ("Margaret", "Łucja", "Jürgen", "Nguyễn Thị", "Ivana", "Anne-Marie", "José", "Björn")
FAMILY = ("Thornbury", "Żółkiewska", "Müller", "Hương", "Kovačević", "O'Brien", "Peña", "Ström")
WHO = (
    *("Ingrid Halloran-Mbeki", "Examination passed", "Dr Maren Okafor-Lindqvist"),
    *("Head of Certification", "Yusra Tennant", "Beatrix Omondi-Falk"),
)
SCOPE = "UT-2-W; MT-2-W; PT-2-W"


def begin(folder: Path) -> Path:
    """A body with content and keys, and without decisions; returns its folder."""
    measure.run([sys.executable, "-m", "certpress", "init", str(folder), "--example"])
    measure.certpress(folder, "keys", "init")
    return folder


def grants(path: Path, count: int, first: int = 0) -> Path:
    """A file of decisions that grant as many persons a certificate with three scope items.

    `first` numbers the first of them, for a file that follows others.
    """
    today = datetime.now(UTC).date()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(first, first + count):
            day = (today - timedelta(days=900 - (number - first) * 800 // count)).isoformat()
            name = f"{GIVEN[number % 8]} {FAMILY[number // 8 % 8]} {_letters(number // 64)}"
            writer.writerow((f"B-{number:06}", "grant", name.strip(), "ndt", SCOPE, day, day, *WHO))
    return path


def suspensions(path: Path, numbers: Iterable[str]) -> Path:
    """A file of decisions that suspend these certifications."""
    today = datetime.now(UTC).date().isoformat()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "number", "decided_on", "decided_by", "basis", "entered_by"))
        for number in numbers:
            writer.writerow(("suspend", number, today, WHO[0], "Surveillance overdue", WHO[4]))
    return path


def _letters(number: int) -> str:
    """A number as a made-up word, so that no two persons share a name."""
    letters = ""
    while number:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters.capitalize()
