"""Status lists: signed when they are due, and only those; never a secret asked for in vain."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest

from certpress import refresh, shape, status
from certpress.keys import Role, Signer
from certpress.model import Bits, Position, Purpose, StatusBits
from certpress.refresh import NONE, Known, Lists
from certpress.status import LIFE
from tests.office import PHRASE, SUSPENDED, VALID, Office
from tests.world import BASE, NOW, PLACE, entropy, signer

BADGES_NAME = "status/badges/1.json"
NAMES = tuple(f"status/{purpose}/1.json" for purpose in Purpose)


def never() -> Signer:
    """A key that must not be asked for."""
    raise AssertionError("the key was asked for, and nothing was due")


def key() -> Signer:
    """The status key."""
    return signer(Role.STATUS)


def signed(
    before: Lists | None = None,
    bits: Bits | None = None,
    *,
    lists: int = 1,
    later: timedelta = timedelta(),
    by: Callable[[], Signer] = key,
    all_lists: bool = False,
    base: str = BASE,
    badges: Known = NONE,
) -> Lists:
    """The lists of a body with one certificate, some time after NOW."""
    published = before.files if before else {}
    return refresh.sign(
        _known(bits or Bits(), lists), badges, published, base, by,
        NOW + later, LIFE, entropy("refresh"), all_lists=all_lists,
    )  # fmt: skip


def _known(bits: Bits, lists: int = 1) -> Known:
    return Known(bits=StatusBits({PLACE: bits}), lists=lists)


def test_a_body_without_certificates_has_one_list_of_each_purpose() -> None:
    """So that the first certificate finds its lists published."""
    made = refresh.sign(NONE, NONE, {}, BASE, key, NOW, LIFE, entropy("x"))
    assert made.signed == NAMES
    assert made.until == NOW + LIFE


def test_what_is_not_due_is_not_signed() -> None:
    """Within a day and with the same bits every byte stays, and no key is needed."""
    first = signed()
    again = signed(first, later=timedelta(hours=23), by=never)
    assert (again.signed, again.files, again.until) == ((), first.files, NOW + LIFE)


def test_only_lists_whose_bits_changed_are_signed() -> None:
    """A suspension is one list's business."""
    first = signed()
    second = signed(first, Bits(suspension=True))
    assert second.signed == ("status/suspension/1.json",)
    assert [n for n in NAMES if second.files[n] == first.files[n]] == [NAMES[0], NAMES[2]]


def test_a_list_is_due_after_a_day() -> None:
    """All of them, at the very second."""
    assert signed(signed(), later=timedelta(days=1)).signed == NAMES


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'{"validFrom": "2026"}'])
def test_a_list_that_cannot_be_read_is_due(data: bytes) -> None:
    """Half a list is none."""
    first = signed()
    broken = Lists(files={**first.files, NAMES[1]: data}, signed=(), until=first.until)
    assert signed(broken).signed == (NAMES[1],)


def test_lists_of_another_address_or_from_the_future_are_due() -> None:
    """They would not be believed."""
    assert signed(signed(), base="https://other.example/").signed == NAMES
    assert signed(signed(), later=timedelta(seconds=-1)).signed == NAMES


def test_a_second_list_begins_with_all_its_purposes() -> None:
    """The lists of the first stay as they are."""
    second = signed(signed(), lists=2)
    assert second.signed == tuple(f"status/{purpose}/2.json" for purpose in Purpose)
    assert set(NAMES) < set(second.files)


def test_badges_have_lists_of_their_own() -> None:
    """A change of a badge's bit is its list's business alone; it says "suspension"."""
    first = signed(badges=_known(Bits()))
    assert first.signed == (*NAMES, BADGES_NAME)
    second = signed(first, badges=_known(Bits(suspension=True)))
    assert second.signed == (BADGES_NAME,)
    listed = shape.parse(second.files[BADGES_NAME], shape.LIST_LIMIT)["credentialSubject"]
    assert listed["statusPurpose"] == "suspension"
    assert status.bit(status.decode(listed["encodedList"]), PLACE.index)


def test_until_is_the_earliest_end() -> None:
    """The list that runs out first decides until when checks will work."""
    second = signed(signed(), Bits(revocation=True), later=timedelta(hours=5))
    assert len(second.signed) == 1
    assert second.until == NOW + LIFE


def test_bits_of_other_lists_are_not_this_ones() -> None:
    """A place is a list and an index."""
    far = Position(list=2, index=5)
    known = Known(bits=StatusBits({far: Bits(revocation=True)}), lists=2)
    made = refresh.sign(known, NONE, {}, BASE, key, NOW, LIFE, entropy("x"))
    lists = {
        n: shape.parse(made.files[n], shape.LIST_LIMIT)["credentialSubject"] for n in made.files
    }
    encoded = {name: subject["encodedList"] for name, subject in lists.items()}
    assert encoded["status/revocation/1.json"] == encoded["status/suspension/2.json"]
    assert encoded["status/revocation/2.json"] != encoded["status/revocation/1.json"]


# The command


def test_refresh_with_nothing_due_signs_nothing(body: Office) -> None:
    """No passphrase is asked for, no byte changes, and the end is said."""
    before = body.tree()
    done = body.ok("status", "refresh", env={PHRASE: None})
    assert (
        done.err == "0 of 3 status lists signed\nchecks will work until 2026-11-27 09:00:00 UTC\n"
    )
    assert body.tree() == before


def test_refresh_after_a_suspension_changes_one_list(body: Office) -> None:
    """The list is written to credentials/ and into the site, and named."""
    before = body.tree()
    body.decide("suspend", VALID)
    done = body.ok("status", "refresh")
    assert "1 of 3 status lists signed" in done.err
    changed = {n for n, digest in body.tree().items() if before.get(n) != digest and "status/" in n}
    assert changed == {"credentials/status/suspension/1.json", "site/status/suspension/1.json"}
    assert all(name in done.err for name in changed)
    assert body.verify(body.paper(VALID)).object["outcome"] == "suspended"


def test_refresh_after_a_withdrawal_changes_two_lists(body: Office) -> None:
    """Revocation and suspension: whichever arrives first, the answer is never too good."""
    body.decide("withdraw", VALID)
    done = body.ok("status", "refresh")
    assert "2 of 3 status lists signed" in done.err
    assert done.err.index("status/suspension") < done.err.index("status/revocation")


def test_refresh_before_a_closure(body: Office) -> None:
    """`--for 14d --all`: everything anew, believed for two weeks."""
    done = body.ok("status", "refresh", "--for", "14d", "--all")
    assert "3 of 3 status lists signed" in done.err
    assert "checks will work until 2026-12-04 09:00:00 UTC" in done.err
    late = body.now + timedelta(days=13, hours=23)
    assert body.verify(body.paper(VALID), now=late).object["outcome"] == "valid"


def test_the_next_day_everything_is_signed(body: Office) -> None:
    """As the timer does it every day."""
    done = body.ok("status", "refresh", now=body.now + timedelta(days=1))
    assert "3 of 3 status lists signed" in done.err
    assert "until 2026-11-28 09:00:00 UTC" in done.err


def test_refresh_without_a_site(body: Office) -> None:
    """Where the site is not on this machine, the lists lie in credentials/status."""

    shutil.rmtree(body.site)
    done = body.ok("status", "refresh", "--all")
    assert done.err.count("credentials/status/") == 3
    assert not body.site.exists()


def test_refresh_under_another_address_is_refused(body: Office) -> None:
    """Lists are signed for the address that certificates name."""
    body.replace(
        "content/body.yml", "base_url: https://certs.example.org/", "base_url: https://o.org/"
    )
    said = body.refused("status", "refresh", "--all", code=3)
    assert "base_url" in said


def test_refresh_after_a_reinstatement(body: Office) -> None:
    """The bit of a suspension is taken back, in one list."""
    body.decide("reinstate", SUSPENDED)
    assert "1 of 3 status lists signed" in body.ok("status", "refresh").err
    assert body.verify(body.paper(SUSPENDED)).object["outcome"] == "valid"


def test_a_refresh_that_cannot_write_loses_no_list(
    body: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes no more: the lists in the site are the old, whole ones."""
    before = body.tree()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("certpress.store.os.fsync", full)
    done = body.run("status", "refresh", "--all")
    assert (done.code, "No space left" in done.err) == (1, True)
    assert body.tree() == before
