"""`certpress badge issue`: made on demand, once, beside the other documents; its bit follows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certpress import badge, compact, issuance, site
from certpress.audit import Sample
from certpress.errors import Refused
from certpress.keys import Role
from certpress.model import BADGES, Badge, Bits, Issued, Picture, Position, StatusBits
from certpress.register import Register, database, issuing, sql
from certpress.stencil import Series
from tests import world
from tests.entries import NOW, NUMBER, Book, book, entry, grant
from tests.office import (
    AUTHORISED,
    BY,
    DATED,
    EXPIRED,
    NOT_YET,
    PHRASE,
    RECERTIFIED,
    SUSPENDED,
    VALID,
    WITHDRAWN,
    Office,
)

NAMES = ("badge.json", "badge.png", "badge.svg")
PICTURE = Picture(png=b"png", svg=b"svg")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    """A register with one certificate."""
    with book(tmp_path) as opened:
        opened.record(grant())
        opened.issue()
        yield opened


def make(issued: Issued, uuid: str, position: Position) -> tuple[bytes, str]:
    """A stand-in for a signed badge."""
    place = f"https://certs.example.org/status/badges/{position.list}.json#{position.index}"
    document = {
        "id": f"urn:uuid:{uuid}",
        "credentialSubject": {"licenseNumber": issued.number},
        "credentialStatus": {"id": place},
    }
    return json.dumps(document).encode(), ""


def baked(ledger: Book) -> list[Badge]:
    """A badge of every certificate."""
    register = ledger.register
    name = register.keep_picture(PICTURE, now=NOW)
    register.issue_badges(
        list(register.issued()), lambda *given: (make(*given)[0], name), now=NOW,
        entropy=ledger.entropy,
    )  # fmt: skip
    return list(register.badges())


# The register


def test_a_badge_has_a_place_of_its_own(ledger: Book) -> None:
    """Drawn at random, told by the document and the row alike, and kept with its picture."""
    (made,) = baked(ledger)
    (issued,) = ledger.register.issued()
    assert made.certificate == issued.id
    assert made.position != issued.position
    assert ledger.register.pictures() == {made.picture: PICTURE}
    assert not ledger.register.check().failed
    assert ledger.register.badge_lists() == 1


def test_a_badge_is_made_once(ledger: Book) -> None:
    """Asked for again, it is the one that was made."""
    assert baked(ledger) == baked(ledger)


def test_places_of_badges_are_never_used_twice(
    ledger: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that is taken is drawn again; the next list is opened in time."""
    monkeypatch.setattr(issuing, "FULL", 3)
    ledger.record(*(grant(number=f"NDT-2024-009{serial:02d}") for serial in range(6)))
    ledger.issue()
    places = [one.position for one in baked(ledger)]
    assert len(set(places)) == 7
    assert [place.list for place in places] == [1, 1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), False),
        (("suspend",), True),
        (("suspend", "reinstate"), False),
        (("withdraw",), True),
        (("recertify",), False),
        (("reduce",), True),
    ],
)
def test_the_bit_of_a_badge_follows_its_certificate(
    ledger: Book, kinds: tuple[str, ...], expected: bool
) -> None:
    """Set while the certificate is suspended, withdrawn or replaced; not by a recertification."""
    (made,) = baked(ledger)
    for number, kind in enumerate(kinds):
        items = ("MT-2-W",) if kind == "reduce" else ()
        ledger.record(entry(kind, f"2025-01-0{number + 1}", items=items))
    bits = ledger.register.badge_bits(ledger.register.bits())
    assert bits[made.position] == Bits(suspension=expected)


def test_an_older_register_is_upgraded(tmp_path: Path) -> None:
    """A register of the first release opens, keeps what it has, and takes badges."""
    path = tmp_path / "register.sqlite"
    old = sqlite3.connect(path, isolation_level=None)
    database.migrate(path, old, sql.MIGRATIONS[:1], sql.GUARDS[:1])
    old.close()
    with Register.open(path) as register:
        ledger = Book(register)
        ledger.record(grant())
        ledger.issue()
        assert len(baked(ledger)) == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE badge SET list_index = 7", "DELETE FROM badge", "UPDATE picture SET png = ''"],
)
def test_badges_and_pictures_stay_as_they_were(ledger: Book, statement: str) -> None:
    """The database itself refuses; a document alone may be emptied when its person is erased."""
    baked(ledger)
    with pytest.raises(sqlite3.IntegrityError, match="stay as they were"):
        ledger.register._db.execute(statement)
    ledger.register._db.execute("UPDATE badge SET document = ''")


def test_a_badge_that_was_moved_is_found(ledger: Book) -> None:
    """Even without the guard: a document that says another place than its row is a fault."""
    baked(ledger)
    ledger.register._db.execute("DROP TRIGGER badge_no_update")
    ledger.register._db.execute("UPDATE badge SET list_index = (list_index + 1) % 131072")
    found = {each.code: each.outcome.value for each in ledger.register.check().findings}
    assert found["register.badges"] == "fail"
    assert ledger.case(NUMBER).ended is None


# The command


def test_a_badge_lies_beside_the_other_documents(body: Office) -> None:
    """Three files, named; after a build each of them verifies."""
    said = body.ok("badge", "issue", VALID).err
    assert all(f"{VALID}/{name}" in said for name in NAMES)
    assert "badges verified on it: 1" in body.ok("build").err
    for name in NAMES:
        done = body.verify(body.paper(VALID, name))
        assert done.object["outcome"] == "valid"
        assert done.object["certificate"]["number"] == VALID


def test_a_badge_is_not_published_before_its_list(body: Office) -> None:
    """Until the next build or refresh a badge could not be checked, and never reads valid."""
    body.ok("badge", "issue", VALID)
    found = body.verify(body.paper(VALID, "badge.json")).object
    assert found["outcome"] == "not_checked"
    body.ok("status", "refresh")
    assert body.verify(body.paper(VALID, "badge.json")).object["outcome"] == "valid"


def test_issued_again_nothing_changes(body: Office) -> None:
    """No key is needed; a file that was lost is written again, byte for byte."""
    body.ok("badge", "issue", VALID)
    before = body.tree()
    body.paper(VALID, "badge.svg").unlink()
    done = body.ok("badge", "issue", VALID, env={PHRASE: None})
    assert "signed before: 1" in done.err
    assert body.tree() == before


def test_a_badge_is_not_currently_valid_while_suspended(body: Office) -> None:
    """The command line says what the one bit means; a reinstatement takes it back."""
    body.ok("badge", "issue", VALID)
    body.ok("build")
    body.decide("suspend", VALID)
    assert "status/badges/1.json" in body.ok("status", "refresh").err
    done = body.run("verify", body.paper(VALID, "badge.png"), "--site", body.site)
    assert done.out.startswith("NOT CURRENTLY VALID: SUSPENDED, WITHDRAWN OR REPLACED")
    body.decide("reinstate", VALID)
    body.ok("status", "refresh")
    assert body.verify(body.paper(VALID, "badge.png")).object["outcome"] == "valid"


def test_a_badge_moves_with_its_certificate(body: Office) -> None:
    """After a recertification it lies beside the earlier certificate, still in force."""
    body.ok("badge", "issue", VALID)
    old = json.loads(body.paper(VALID, "certificate.json").read_bytes())["id"].rpartition(":")[2]
    body.ok("decide", "recertify", VALID, "--edition", "2017-1", *BY, *AUTHORISED)
    body.ok("issue")
    assert not any(body.paper(VALID, name).exists() for name in NAMES)
    assert all((body.documents / VALID / old / name).is_file() for name in NAMES)
    body.ok("badge", "issue", VALID)
    assert all(body.paper(VALID, name).is_file() for name in NAMES)


def test_a_badge_of_a_certificate_that_begins_later(body: Office) -> None:
    """It is made, and says itself that it is not yet valid."""
    body.ok("badge", "issue", NOT_YET)
    body.ok("build")
    assert body.verify(body.paper(NOT_YET, "badge.json")).object["outcome"] == "not_yet_valid"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (SUSPENDED, "is suspended"),
        (WITHDRAWN, "has ended"),
        (EXPIRED, "no certificate in force"),
        ("NDT-1999-00001", "there is no certification"),
    ],
)
def test_what_is_not_in_force_gets_no_badge(body: Office, number: str, reason: str) -> None:
    """And neither does anybody else of the same command."""
    said = body.refused("badge", "issue", VALID, number, code=1)
    assert reason in said


def test_badges_leave_dates_of_birth_out(body: Office) -> None:
    """The certificate of the scheme has it, the badge has not."""
    body.ok("badge", "issue", DATED, RECERTIFIED)
    assert "1984-03-09" in body.paper(DATED, "certificate.json").read_text(encoding="utf-8")
    assert "1984-03-09" not in body.paper(DATED, "badge.json").read_text(encoding="utf-8")


# The site


def series() -> Series:
    return issuance.series_of_badges(world.signer(Role.CERTIFICATES), world.NOW)


def test_badges_from_one_template_have_the_same_bytes() -> None:
    """Each is what signing it by the full algorithm gives."""
    signer, many = world.signer(Role.CERTIFICATES), series()
    for index in range(4):
        place, picture = Position(list=1, index=index), f"{index:064x}"
        issued = world.issued(world.signed(world.facts(conditions=f"Case {index}")))
        made = issuance.badge_of(
            issued, world.BASE, many,
            identifier=world.BADGE_UUID, position=place, picture=picture,
        )  # fmt: skip
        unsigned = badge.build(
            json.loads(issued.document), world.BASE, identifier=world.BADGE_UUID, position=place,
            picture=badge.picture_address(world.BASE, picture),
        )  # fmt: skip
        assert made == compact.as_json(badge.sign(unsigned, signer, world.NOW))


def signed() -> tuple[Badge, dict[str, bytes]]:
    """A badge as the register keeps it, and the files of its site."""
    digest = "5f" * 32
    document = issuance.badge_of(
        world.issued(world.signed()), world.BASE, series(),
        identifier=world.BADGE_UUID, position=world.BADGE_PLACE, picture=digest,
    )  # fmt: skip
    made = Badge(
        id=world.BADGE_UUID,
        certificate=world.UUID,
        number="NDT-2026-00417",
        position=world.BADGE_PLACE,
        picture=digest,
        document=document,
        issued_at=world.NOW,
    )
    listed = world.status_list(BADGES, {world.BADGE_PLACE: Bits()})
    files = {**world.files(), world.BADGE_LIST: listed}
    files[badge.picture_address(world.BASE, digest)] = b"png"
    return made, {name.removeprefix(world.BASE): data for name, data in files.items()}


@pytest.mark.parametrize("full", [0, 1])
def test_every_badge_is_verified_before_the_site_is_swapped_in(full: int) -> None:
    """One that would read otherwise than the register has it, or lacks its picture, is refused;
    whether it is in the sample that is verified in full or not."""
    made, files = signed()
    clear, blocked = (StatusBits({made.position: Bits(suspension=each)}) for each in (False, True))
    given = (world.BODY, files, world.NOW, Sample(full=full, of=1, entropy=world.entropy("badges")))
    assert site.check_badges([made], clear, *given) == 1
    with pytest.raises(Refused, match="badge"):
        site.check_badges([made], blocked, *given)
    del files[f"badges/{made.picture}.png"]
    with pytest.raises(Refused, match="badge"):
        site.check_badges([made], clear, *given)


def spoilt(made: Badge, **changes: Any) -> Badge:
    """The badge with other members in its document."""
    return replace(made, document=json.dumps({**json.loads(made.document), **changes}).encode())


@pytest.mark.parametrize(
    "other",
    [
        lambda one: replace(one, id="0" * 36),
        lambda one: replace(one, number="NDT-2026-00001"),
        lambda one: spoilt(one, name="Something Else"),
        lambda one: spoilt(one, proof=[{**json.loads(one.document)["proof"][0], "created": "x"}]),
        lambda one: spoilt(one, proof=[]),
        lambda one: replace(one, document=world.issued(world.signed()).document),
        lambda one: replace(one, document=b"{}"),
    ],
)
def test_no_damaged_badge_passes_quickly(other: Callable[[Badge], Badge]) -> None:
    """What is not plainly good is verified in full, and has no better outcome than there."""
    made, files = signed()
    sample = Sample(full=0, of=1, entropy=world.entropy("badges"))
    with pytest.raises(Refused, match="badge"):
        site.check_badges([other(made)], StatusBits(), world.BODY, files, world.NOW, sample)
