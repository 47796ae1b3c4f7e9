"""Keys: their roles, their files, and the controller document that tells the world about them.

Rules:
1. A key has a role: `certificates` signs certificates, `status` signs status lists. Its fragment
   names the role and a number (`#certificates-1`), is neutral, and is for ever.
2. A private key touches the disk only encrypted: argon2id (RFC 9106) makes the key of an
   XSalsa20-Poly1305 box (libsodium's secretbox) from a passphrase. Nothing says which part was
   wrong.
3. A public key is believed only as a canonical encoding of a point of prime order.
4. The controller document is a did:web document (https://w3c-ccg.github.io/did-method-web/) with
   Multikey methods (https://www.w3.org/TR/cid-1.0/#Multikey).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nacl.bindings
import nacl.exceptions
import nacl.pwhash.argon2id as argon2id
import nacl.secret
import nacl.signing

from certpress import contexts
from certpress.errors import ConfigurationError, UsageError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS = tuple(high + low for high in _ALPHABET for low in _ALPHABET)  # two digits: 3,364
_FOUR = 58**4  # below 2**30, by which Python divides fastest
_NO_DIGIT = 255
_AT_ONCE = 128  # digits, one in a byte
_LARGEST = 58**_AT_ONCE
# From lanes of so many bits to lanes of twice as many: what the higher neighbour counts, and a mask
# of every lower one. A lane of n bytes holds a number below 58**n, so nothing runs over.
_LANES = tuple(
    (8 * n, 58**n, sum((256**n - 1) << (16 * n * lane) for lane in range(_AT_ONCE // (2 * n))))
    for n in (1, 2, 4, 8, 16, 32, 64)
)
_DIGITS = bytes(_ALPHABET.find(chr(code)) % 256 for code in range(256))
_ED25519 = b"\xed\x01"  # multicodec ed25519-pub
SHORTEST_PASSPHRASE = 12

Entropy = Callable[[int], bytes]


class Role(StrEnum):
    """What a key may sign."""

    CERTIFICATES = "certificates"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What argon2id spends on a passphrase: passes over memory, and bytes of memory."""

    passes: int
    memory: int


MODERATE = Cost(passes=argon2id.OPSLIMIT_MODERATE, memory=argon2id.MEMLIMIT_MODERATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A private key, unlocked, with the name under which others find its public half."""

    method: str  # "did:web:certs.example.org#certificates-1"
    seed: bytes

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature (RFC 8032)."""
        return nacl.signing.SigningKey(self.seed).sign(data).signature


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """A key as it lies on the disk: readable name and public half, encrypted private half."""

    role: Role
    number: int
    public: str  # multikey
    cost: Cost
    salt: bytes
    box: bytes

    @property
    def fragment(self) -> str:
        """The key's name in the controller document, without `#`."""
        return f"{self.role}-{self.number}"


def base58(data: bytes) -> str:
    """Base58 with Bitcoin's alphabet, leading zero bytes as `1`."""
    number = int.from_bytes(data, "big")
    pairs = []
    while number:
        number, four = divmod(number, _FOUR)
        pairs.append(_PAIRS[four % 3364])
        pairs.append(_PAIRS[four // 3364])
    pairs.reverse()
    text = "".join(pairs).lstrip("1")
    return text if data[:1] > b"\0" else "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def unbase58(text: str) -> bytes:
    """The bytes of a base58 text; raises ValueError for a character outside the alphabet."""
    digits = text.encode("utf-8").translate(_DIGITS)
    if _NO_DIGIT in digits:
        raise ValueError(f"not base58: {text[:100]!r}")
    number = 0
    digits = bytes(-len(digits) % _AT_ONCE) + digits
    for start in range(0, len(digits), _AT_ONCE):
        part = int.from_bytes(digits[start : start + _AT_ONCE], "big")
        for bits, power, lows in _LANES:  # neighbours become one number, in all places at once
            part = (part & lows) + (part >> bits & lows) * power
        number = number * _LARGEST + part
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(public: bytes) -> str:
    """A 32-byte Ed25519 public key as `publicKeyMultibase`."""
    return "z" + base58(_ED25519 + public)


def unmultikey(text: str) -> bytes:
    """The 32 bytes of a `publicKeyMultibase` that is a good Ed25519 point; raises ValueError.

    Good is: canonical, of prime order, not of small order. With such keys libsodium and the
    browser's library accept the same signatures.
    """
    data = unbase58(text[1:]) if text.startswith("z") else b""
    if len(data) != 34 or not data.startswith(_ED25519):
        raise ValueError("not an Ed25519 multikey")
    if not nacl.bindings.crypto_core_ed25519_is_valid_point(data[2:]):
        raise ValueError("not a point of prime order")
    return data[2:]


@lru_cache(maxsize=64)
def did(base_url: str) -> str:
    """The did:web of a body whose site stands at `base_url` (which ends in a slash)."""
    parts = urlsplit(base_url)
    host = parts.netloc.replace(":", "%3A")
    path = parts.path.strip("/").replace("/", ":")
    return f"did:web:{host}:{path}" if path else f"did:web:{host}"


def controller_path(base_url: str) -> str:
    """Where the controller document lies below `base_url`."""
    return "did.json" if urlsplit(base_url).path.strip("/") else ".well-known/did.json"


def base_of(identifier: str) -> str:
    """The https address of the site that a did:web speaks of; the inverse of `did`."""
    host, *path = identifier.removeprefix("did:web:").split(":")
    return "https://" + "/".join([host.replace("%3A", ":"), *path]) + "/"


def generate(role: Role, number: int, passphrase: str, cost: Cost, entropy: Entropy) -> KeyFile:
    """A new key, encrypted; `entropy(n)` gives n random bytes.

    Raises UsageError for a passphrase that is too short.
    """
    _long_enough(passphrase)
    seed = entropy(32)
    public = bytes(nacl.signing.SigningKey(seed).verify_key)
    return _seal(role, number, multikey(public), seed, passphrase, cost, entropy)


def _seal(
    role: Role, number: int, public: str, seed: bytes, passphrase: str, cost: Cost, entropy: Entropy
) -> KeyFile:
    salt, nonce = entropy(argon2id.SALTBYTES), entropy(nacl.secret.SecretBox.NONCE_SIZE)
    box = bytes(_box(passphrase, salt, cost).encrypt(seed, nonce))
    return KeyFile(role=role, number=number, public=public, cost=cost, salt=salt, box=box)


def _box(passphrase: str, salt: bytes, cost: Cost) -> nacl.secret.SecretBox:
    size = nacl.secret.SecretBox.KEY_SIZE
    secret = argon2id.kdf(size, passphrase.encode("utf-8"), salt, cost.passes, cost.memory)
    return nacl.secret.SecretBox(secret)


def unlock(key: KeyFile, identifier: str, passphrase: str) -> Signer:
    """The signer that a key file holds; `identifier` is the body's DID.

    Raises ConfigurationError when the passphrase is wrong or the file was damaged.
    """
    try:
        seed = _box(passphrase, key.salt, key.cost).decrypt(key.box)
        if multikey(bytes(nacl.signing.SigningKey(seed).verify_key)) != key.public:
            raise nacl.exceptions.CryptoError("another key")
    except (nacl.exceptions.CryptoError, ValueError) as cause:
        raise ConfigurationError(
            f"key {key.fragment}",
            "the passphrase does not open this key",
            "check the passphrase (CERTPRESS_PASSPHRASE or the prompt); "
            "if the file is damaged: certpress keys restore",
        ) from cause
    return Signer(method=f"{identifier}#{key.fragment}", seed=seed)


def reseal(key: KeyFile, signer: Signer, passphrase: str, cost: Cost, entropy: Entropy) -> KeyFile:
    """The same key under another passphrase; raises UsageError for one that is too short."""
    _long_enough(passphrase)
    return _seal(key.role, key.number, key.public, signer.seed, passphrase, cost, entropy)


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            "passphrase",
            f"shorter than {SHORTEST_PASSPHRASE} characters",
            "four or five random words make a good one",
        )


def dump(key: KeyFile) -> bytes:
    """The bytes of a key file: JSON that says all but the secret."""
    document = {
        "certpress": "key",
        "version": 1,
        "role": str(key.role),
        "number": key.number,
        "publicKeyMultibase": key.public,
        "kdf": {
            "name": "argon2id",
            "passes": key.cost.passes,
            "memory": key.cost.memory,
            "salt": base64.b64encode(key.salt).decode("ascii"),
        },
        "cipher": "xsalsa20-poly1305",
        "box": base64.b64encode(key.box).decode("ascii"),
    }
    return (json.dumps(document, indent=2) + "\n").encode("ascii")


def parse(data: bytes, where: str) -> KeyFile:
    """The key file that the bytes hold; raises ConfigurationError naming `where`."""
    try:
        document = json.loads(data)
        if document["certpress"] != "key" or document["version"] != 1:
            raise ValueError("another kind of file, or of a newer release")
        key = KeyFile(
            role=Role(document["role"]),
            number=int(document["number"]),
            public=str(document["publicKeyMultibase"]),
            cost=Cost(passes=int(document["kdf"]["passes"]), memory=int(document["kdf"]["memory"])),
            salt=base64.b64decode(document["kdf"]["salt"], validate=True),
            box=base64.b64decode(document["box"], validate=True),
        )
        unmultikey(key.public)
    except (ValueError, KeyError, TypeError, binascii.Error) as cause:
        raise ConfigurationError(
            where, f"not a key file of certpress ({cause})", "restore it: certpress keys restore"
        ) from cause
    return key


def controller(base_url: str, keys: Sequence[KeyFile]) -> dict[str, Any]:
    """The body's did:web document, with every key under `assertionMethod`."""
    identifier = did(base_url)
    ordered = sorted(keys, key=lambda key: (key.role, key.number))
    methods = [
        {
            "id": f"{identifier}#{key.fragment}",
            "type": "Multikey",
            "controller": identifier,
            "publicKeyMultibase": key.public,
        }
        for key in ordered
    ]
    return {
        "@context": list(contexts.CONTROLLER),
        "id": identifier,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def merge(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two controller documents of one body as one that forgets nothing.

    Every method of either is in it, revoked or expired as soon as either says, and for assertions
    only where no document that names it leaves it out. Raises ValueError when the two give one
    name to different keys.
    """
    methods: dict[str, dict[str, Any]] = {}
    for method in (*one["verificationMethod"], *other["verificationMethod"]):
        known = methods.setdefault(method["id"], dict(method))
        if known["publicKeyMultibase"] != method["publicKeyMultibase"]:
            raise ValueError(f"{method['id']} is another key in each")
        for limit in ("expires", "revoked"):
            if limit in method:
                known[limit] = min(known.get(limit, method[limit]), method[limit])
    return {
        **one,
        "verificationMethod": list(methods.values()),
        "assertionMethod": [
            name for name in methods if all(_asserts(name, document) for document in (one, other))
        ],
    }


def _asserts(name: str, document: Mapping[str, Any]) -> bool:
    """False when a document names a method and leaves it out of `assertionMethod`."""
    named = any(method["id"] == name for method in document["verificationMethod"])
    return not named or name in document["assertionMethod"]


def dump_controller(document: Mapping[str, Any]) -> bytes:
    """The bytes of a controller document as it is kept and published."""
    return (json.dumps(document, indent=2) + "\n").encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Everything that a body needs to go on signing, but the passphrase."""

    keys: tuple[KeyFile, ...]
    controller: bytes


def backup(kept: Backup) -> bytes:
    """One file with all keys, each still encrypted, and the controller document."""
    document = {
        "certpress": "backup",
        "version": 1,
        "keys": [json.loads(dump(key)) for key in sorted(kept.keys, key=lambda k: k.fragment)],
        "controller": json.loads(kept.controller),
    }
    return (json.dumps(document, indent=2) + "\n").encode("ascii")


def unbackup(data: bytes, where: str) -> Backup:
    """What a backup holds; raises ConfigurationError naming `where`."""
    try:
        document: Mapping[str, Any] = json.loads(data)
        if document["certpress"] != "backup" or document["version"] != 1:
            raise ValueError("another kind of file, or of a newer release")
        entries = [json.dumps(entry).encode("ascii") for entry in document["keys"]]
        published = dump_controller(document["controller"])
    except (ValueError, KeyError, TypeError) as cause:
        raise ConfigurationError(
            where,
            f"not a backup of certpress ({cause})",
            "name the file backup.json of your copy",
        ) from cause
    return Backup(keys=tuple(parse(entry, where) for entry in entries), controller=published)
