"""A certificate that cannot be made stops no other, and a correction mends it."""

from __future__ import annotations

import random
import string

from tests.office import AUTHORISED, BY, COLUMNS, Office, row

NUMBER, OTHER = "NDT-2026-70000", "NDT-2026-70001"


def jumble(length: int) -> str:
    """A text that no compression makes shorter."""
    chosen = random.Random(17024).choices(string.ascii_letters + string.digits, k=length)
    return "".join(" " if at % 13 == 0 else letter for at, letter in enumerate(chosen, start=1))


def decided(office: Office) -> Office:
    rows = [
        row("grant", NUMBER, "2026-03-01", f"Nomen Longum,,,ndt,UT-2-W,{jumble(900)},,"),
        row("grant", OTHER, "2026-03-01", "Nomen Breve,,,ndt,UT-2-W,,,"),
    ]
    office.ok("import", office.file(COLUMNS + "\n" + "".join(rows)))
    return office


def test_one_that_does_not_fit_stops_no_other(empty: Office) -> None:
    """The others are signed; it is named with the next step, and the exit code says so."""
    done = decided(empty).run("issue")
    assert done.code == 1
    assert "1 certificates signed" in done.err
    assert f"not issued: {NUMBER}" in done.err
    assert "hint: " in done.err


def test_a_correction_mends_it(empty: Office) -> None:
    """After the correction its certificate is issued; the first one is no longer needed."""
    decided(empty).run("issue")
    empty.ok("decide", "correct", NUMBER, "--conditions", "dry parts only", *BY, *AUTHORISED)
    done = empty.run("issue")
    assert done.code == 0
    assert "1 certificates signed" in done.err
    assert "no longer needed" in done.err


def test_letters_without_a_font_are_refused_when_recorded(empty: Office) -> None:
    """Runes are told by their place, and nothing is recorded."""
    text = COLUMNS + "\n" + row("grant", NUMBER, "2026-03-01", "\u16a0\u16a2,,,ndt,UT-2-W,,,")
    said = empty.refused("import", empty.file(text), code=1)
    assert ":2: name" in said
    assert "U+16A0" in said
