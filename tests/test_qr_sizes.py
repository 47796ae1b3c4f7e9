"""How large the demonstration's codes are: a telephone has to read them from paper."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from certpress import content, demonstration, documents, intake, qr, resources
from certpress.issuance import Press
from certpress.keys import Role
from certpress.register import Register
from tests import world
from tests.bench import codes
from tests.bench.codes import Code

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Code]:
    """The codes of all certificates of the demonstration, signed as they are but not printed."""
    folder = tmp_path_factory.mktemp("body")
    text = content.load(resources.starter() / "content")
    file = folder / "decisions.csv"
    file.write_bytes(demonstration.decisions(NOW.date()))
    entries = intake.read(file, schemes=text.schemes, today=NOW.date(), entered_by="Test").entries
    press = Press(
        body=text.body,
        schemes={(scheme.id, scheme.edition): scheme for scheme in text.schemes},
        people=text.people,
        signer=world.signer(Role.CERTIFICATES),
        now=NOW,
    )
    entropy = random.Random(18004).randbytes
    with (
        Register.create(folder / "register.sqlite") as register,
        pytest.MonkeyPatch.context() as no,
    ):
        no.setattr(documents, "files", lambda *_: {})
        register.record(entries, schemes=text.schemes, now=NOW, today=NOW.date(), entropy=entropy)
        issued = register.issue(register.orders(), world.made_by(press), now=NOW, entropy=entropy)
    return [codes.measured(one) for one in issued]


def test_typical_certificate(measured: Sequence[Code]) -> None:
    """A Latin name and three scope items take at most version 12 at level M."""
    typical = [code for code in measured if code.typical]
    assert len(typical) > 20
    assert max(code.version for code in typical) <= codes.TYPICAL_VERSION


def test_every_certificate_fits(measured: Sequence[Code]) -> None:
    """No certificate of the demonstration's 300 persons needs more than version 20."""
    assert len(measured) >= 300
    assert max(code.version for code in measured) <= qr.LARGEST_VERSION


def test_table_counts_every_certificate(measured: Sequence[Code]) -> None:
    """The printed table has a row for each script, and its last row counts all certificates."""
    rows = {row[0]: row for row in codes.sizes(measured).rows}
    assert {f"name: {code.script}" for code in measured} <= rows.keys()
    assert rows["all"][1] == str(len(measured))
