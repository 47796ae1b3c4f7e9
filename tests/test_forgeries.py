"""Nothing is accepted that the body did not sign: bits, digits, members, keys."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import certificate, keys, proof, shape, verify
from certpress.model import Bits, Person, Purpose
from certpress.report import Outcome
from tests import sample, world
from tests.test_verify import DIGITS, GOOD, LISTS, changed, places


def accepted(verdict: verify.Verdict) -> bool:
    """True when a verdict shows facts: the signature was found to hold."""
    return verdict.certificate is not None


def flips(data: bytes, everyday: int) -> list[bytes]:
    """The data with one bit flipped, for a sample of the bits, or for all."""
    flipped = []
    for bit in sample.of(range(len(data) * 8), everyday):
        changed = bytearray(data)
        changed[bit >> 3] ^= 1 << (bit & 7)
        flipped.append(bytes(changed))
    return flipped


@pytest.mark.parametrize("name", ["Jane Q. Doe", "李建国", 'Işıl \\ "İnan"'])
def test_no_flipped_bit_of_a_certificate_is_accepted(name: str) -> None:
    """A certificate file with any bit flipped is not genuine, or says the very same.

    Of two proofs, one may become of a suite that is not known; the other still has to hold.
    """
    document = world.signed(world.facts(person=Person(id="p", name=name)))
    data = json.dumps(document, ensure_ascii=name.isascii()).encode()
    for altered in flips(data, 200):
        if accepted(world.check(altered)):
            read = shape.parse(altered, shape.DOCUMENT_LIMIT)
            known = [one for one in read["proof"] if one["cryptosuite"] in proof.SUITES]
            assert proof.identity(read) == proof.identity(document)
            assert known
            assert all(one in document["proof"] for one in known)


def test_no_flipped_bit_of_a_controller_document_makes_a_certificate_valid() -> None:
    """A controller document with any bit flipped lets no certificate pass that it did not."""
    data = world.files()[world.CONTROLLER]
    for altered in flips(data, 200):
        verdict = world.check(DIGITS, {**world.files(), world.CONTROLLER: altered})
        assert verdict.outcome is not Outcome.VALID or json.loads(altered) == json.loads(data)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_flipped_bit_of_a_list_changes_a_verdict_but_to_unknown(purpose: Purpose) -> None:
    """A withdrawn certificate with any bit of a list flipped is never valid, nor suspended."""
    files = world.files(Bits(revocation=True, suspension=True))
    for altered in flips(files[LISTS[purpose]], 80):
        outcome = world.check(DIGITS, {**files, LISTS[purpose]: altered}).outcome
        same = json_equal(altered, files[LISTS[purpose]])
        allowed = {"withdrawn"} if purpose != "revocation" or same else {"suspended"}
        assert outcome in allowed


def json_equal(one: bytes, other: bytes) -> bool:
    """True when two texts are the same document."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def test_no_replaced_digit_is_accepted() -> None:
    """Codes with a digit replaced are never accepted."""
    places = list(itertools.product(range(len(DIGITS)), range(1, 10)))
    for place, step in sample.of(places, 400):
        digit = str((int(DIGITS[place]) + step) % 10)
        assert not accepted(world.check(DIGITS[:place] + digit + DIGITS[place + 1 :]))


def test_a_stranger_s_certificates_are_not_accepted() -> None:
    """Certificates by other keys under our key's name: none is accepted."""
    document = certificate.unsigned(world.facts(), world.BODY)
    for number in range(sample.count(40, 1_000)):
        signer = keys.Signer(method=f"{world.DID}#certificates-1", seed=number.to_bytes(32, "big"))
        one = proof.add(document, signer, proof.JCS, world.NOW)
        assert not accepted(world.check({**document, "proof": one}))


@given(st.data())
def test_any_change_of_a_certificate_is_seen(data: st.DataObject) -> None:
    """A certificate with any of its members set to anything else is not accepted."""
    bare = {name: value for name, value in GOOD.items() if name != "proof"}
    path = data.draw(st.sampled_from(places(bare)))
    value = data.draw(st.none() | st.booleans() | st.integers(0, 99) | st.text(max_size=20))
    made = changed({**bare, "proof": GOOD["proof"][1]}, path, value)
    assert accepted(world.check(made)) == (made == {**bare, "proof": GOOD["proof"][1]})


@given(
    st.binary(max_size=300) | st.text(max_size=300) | st.from_regex(r"[0-9]{1,300}", fullmatch=True)
)
def test_anything_at_all_ends_in_a_verdict(evidence: bytes | str) -> None:
    """Whatever is held out, there is a verdict, and it is not "valid"."""
    assert world.check(evidence).outcome in (Outcome.NOT_GENUINE, Outcome.NOT_CHECKED)
