"""Keys: their text, their files, their passphrase, and the controller document."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpress import keys, shape
from certpress.errors import ConfigurationError, UsageError
from certpress.keys import Role
from tests import world

# Every point of small order, in its canonical and its other encodings.
SMALL_ORDER = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
)
ED_P = 2**255 - 19


@given(st.binary(max_size=300))
def test_base58_gives_back_what_it_was_given(data: bytes) -> None:
    """Bytes, leading zeros included, come back from base58 as they went in."""
    assert keys.unbase58(keys.base58(data)) == data


@given(st.text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", max_size=300))
def test_one_text_of_base58_for_one_value(text: str) -> None:
    """Each text of base58 stands for bytes of its own."""
    assert keys.base58(keys.unbase58(text)) == text


@pytest.mark.parametrize("length", [1, 2, 87, 88, 127, 128, 129, 256, 257])
def test_base58_counts_each_digit(length: int) -> None:
    """The largest text of a length, and each of its places, have the value that the base says."""
    largest = int.from_bytes(keys.unbase58("z" * length), "big")
    assert largest == 58**length - 1
    for place in range(length):
        text = "2" + "1" * place
        assert int.from_bytes(keys.unbase58(text), "big") == 58**place


@pytest.mark.parametrize("character", ["0", "O", "I", "l", " ", "é", "\uff11", "\n"])
def test_base58_has_no_other_characters(character: str) -> None:
    """A character outside the alphabet is refused, not skipped."""
    with pytest.raises(ValueError, match="not base58"):
        keys.unbase58(f"ab{character}c")


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_points_of_small_order_are_no_keys(point: str) -> None:
    """A key under which anything could be signed by anybody is refused."""
    with pytest.raises(ValueError, match="prime order"):
        keys.unmultikey(keys.multikey(bytes.fromhex(point)))


def test_a_key_has_one_encoding() -> None:
    """The same point in another encoding, with the field's prime added, is refused."""
    for low in range(19):
        value = (low + ED_P).to_bytes(32, "little")
        with pytest.raises(ValueError, match="prime order"):
            keys.unmultikey(keys.multikey(value))


def test_a_point_of_mixed_order_is_no_key() -> None:
    """A sound key with a point of order eight added is refused."""
    bindings = pytest.importorskip("nacl.bindings")
    good = keys.unmultikey(world.key(Role.STATUS).public)
    mixed = bindings.crypto_core_ed25519_add(good, bytes.fromhex(SMALL_ORDER[4]))
    with pytest.raises(ValueError, match="prime order"):
        keys.unmultikey(keys.multikey(mixed))


@pytest.mark.parametrize("text", ["", "z", "z6Mk", "u7QE", "zQ3s" + "1" * 44, "z6LS" + "1" * 44])
def test_other_multikeys_are_refused(text: str) -> None:
    """Keys of another kind, or cut short, are no Ed25519 keys."""
    with pytest.raises(ValueError, match=r"Ed25519|base58"):
        keys.unmultikey(text)


@pytest.mark.parametrize(
    ("base", "did", "path"),
    [
        ("https://certs.example.org/", "did:web:certs.example.org", ".well-known/did.json"),
        ("https://example.org/certs/", "did:web:example.org:certs", "did.json"),
        ("https://a.example/b/c/", "did:web:a.example:b:c", "did.json"),
        ("https://localhost:8443/", "did:web:localhost%3A8443", ".well-known/did.json"),
    ],
)
def test_addresses_and_dids_belong_together(base: str, did: str, path: str) -> None:
    """A site's address gives its did:web, where its document lies, and comes back from the DID."""
    assert (keys.did(base), keys.controller_path(base), keys.base_of(did)) == (did, path, base)


def test_a_key_file_hides_its_key_and_opens_with_its_passphrase() -> None:
    """The file says which key it is; the key itself comes only with the passphrase."""
    made = world.key(Role.CERTIFICATES)
    signer = keys.unlock(made, world.DID, world.PASSPHRASE)
    written = keys.dump(made)
    assert signer.method == f"{world.DID}#certificates-1"
    assert keys.parse(written, "key.json") == made
    assert signer.seed not in written
    assert signer.seed.hex().encode() not in written


@pytest.mark.parametrize("passphrase", ["", "wrong horse battery", world.PASSPHRASE + " "])
def test_another_passphrase_opens_nothing(passphrase: str) -> None:
    """A wrong passphrase is told, with what to try, and without saying what was wrong about it."""
    with pytest.raises(ConfigurationError, match="does not open this key") as caught:
        keys.unlock(world.key(Role.STATUS), world.DID, passphrase)
    assert caught.value.hint


def test_a_short_passphrase_makes_no_key() -> None:
    """Eleven characters are too few to protect a key."""
    with pytest.raises(UsageError, match="shorter than 12"):
        keys.generate(Role.STATUS, 1, "x" * 11, world.CHEAP, world.entropy("a"))


@pytest.mark.parametrize("at", [0, 20, 39, 40, 60, 71])
def test_a_damaged_box_opens_nothing(at: int) -> None:
    """One bit changed in the encrypted half is found."""
    document = json.loads(keys.dump(world.key(Role.STATUS)))
    box = bytearray(base64.b64decode(document["box"]))
    box[at] ^= 1
    document["box"] = base64.b64encode(bytes(box)).decode()
    damaged = keys.parse(json.dumps(document).encode(), "key.json")
    with pytest.raises(ConfigurationError):
        keys.unlock(damaged, world.DID, world.PASSPHRASE)


def test_a_key_file_with_another_public_half_opens_nothing() -> None:
    """A file whose readable name was exchanged does not sign under that name."""
    one, other = world.key(Role.STATUS), world.key(Role.STATUS, 2)
    document = {**json.loads(keys.dump(one)), "publicKeyMultibase": other.public}
    with pytest.raises(ConfigurationError):
        keys.unlock(keys.parse(json.dumps(document).encode(), "x"), world.DID, world.PASSPHRASE)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b'{"certpress": "key", "version": 2}', b"\xff", b"7"]
)
def test_what_is_no_key_file_is_told_with_its_place(data: bytes) -> None:
    """A file that is none of ours, or of a newer release, is named."""
    for read in (keys.parse, keys.unbackup):
        with pytest.raises(ConfigurationError, match=r"keys/x\.json: not a"):
            read(data, "keys/x.json")


def test_a_backup_holds_every_key() -> None:
    """A backup gives back the keys and their document, and shows no secret."""
    made = tuple(world.key(role) for role in (Role.CERTIFICATES, Role.STATUS))
    published = keys.dump_controller(keys.controller(world.BASE, made))
    kept = keys.Backup(keys=made, controller=published)
    data = keys.backup(kept)
    assert keys.unbackup(data, "backup.json") == kept
    assert all(world.signer(role).seed.hex().encode() not in data for role in Role)


def test_the_controller_document_has_the_profile_s_shape() -> None:
    """Every key of the body is in its controller document, under the name that proofs use."""
    document = keys.controller(world.BASE, [world.key(Role.STATUS), world.key(Role.CERTIFICATES)])
    shape.match(document, "controller")
    names = [method["id"].partition("#")[2] for method in document["verificationMethod"]]
    assert names == ["certificates-1", "status-1"]
    assert document["assertionMethod"] == [f"{world.DID}#{name}" for name in names]


def test_entropy_is_what_was_given() -> None:
    """The same random bytes make the same key: nothing else goes into it."""
    again = keys.generate(Role.STATUS, 1, world.PASSPHRASE, world.CHEAP, world.entropy("status1"))
    assert again == world.key(Role.STATUS)
