"""The published vectors of the W3C, 1EdTech and RFC 8785, against the rooms that sign and verify.

The vectors lie beside the checkout, in `../shared/vectors`, and are not part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyld.nquads import parse_nquads

from certpress import canonical, contexts, keys, proof
from certpress.keys import Signer

VECTORS = Path(__file__).parent.parent.parent / "shared" / "vectors"
EDDSA = VECTORS / "vc-di-eddsa" / "TestVectors"
BADGE = VECTORS / "open-badges" / "linked-data-proof-ob.json"
RDFC = VECTORS / "rdf-canon" / "tests"
JCS = VECTORS / "jcs-rfc8785" / "testdata"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
SUITES = (("eddsa-jcs-2022", "JCS"), ("eddsa-rdfc-2022", "DataInt"))
CLOSED = {"#test060c", "#test074c", "#test075c"}  # where PyLD differs, see the last tests

pytestmark = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="the published vectors are not beside this checkout"
)


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def load(address: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The bundled contexts, and the one of the W3C's examples."""
    if address != EXAMPLES:
        return contexts.load(address, options)
    document = read(VECTORS / "contexts" / "credentials" / "examples-v2.jsonld")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": document,
    }


def without(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The document but for one member."""
    return {key: value for key, value in document.items() if key != name}


def signer(pair: Mapping[str, str], method: str) -> Signer:
    """The secret half of a published pair of keys (its multibase has two bytes in front)."""
    return Signer(method=method, seed=keys.unbase58(pair["privateKeyMultibase"][1:])[2:34])


def public_of(one: Mapping[str, Any]) -> bytes:
    """The key that a proof's `did:key` or fragment spells out."""
    return keys.unmultikey(one["verificationMethod"].split("#")[1])


def entries() -> list[dict[str, Any]]:
    """The RDFC-1.0 suite's tests of canonical forms."""
    if not RDFC.is_dir():
        return []
    listed: list[dict[str, Any]] = read(RDFC / "manifest.jsonld")["entries"]
    return [entry for entry in listed if "Map" not in entry["type"]]


def labelled(entry: Mapping[str, Any]) -> bytes:
    """The canonical form of a test's graph."""
    return canonical.quads(parse_nquads((RDFC / entry["action"]).read_text(encoding="utf-8")))


def test_the_published_key_is_read_and_written() -> None:
    """A Multikey gives 32 bytes, and those give the Multikey again."""
    pair = read(EDDSA / "keyPair.json")
    public = keys.unmultikey(pair["publicKeyMultibase"])
    assert keys.multikey(public) == pair["publicKeyMultibase"]


@pytest.mark.parametrize(("suite", "suffix"), SUITES)
def test_canonical_forms_are_the_published_ones(suite: str, suffix: str) -> None:
    """Document and proof options come to the published canonical forms, byte for byte."""
    document = read(EDDSA / "unsigned.json")
    options = read(EDDSA / suite / f"proofConfig{suffix}.json")
    form = canonical.jcs if suite == proof.JCS else lambda value: canonical.rdfc(value, load)
    folder = EDDSA / suite
    assert form(document) == (folder / f"canonDoc{suffix}.txt").read_bytes()
    assert form(options) == (folder / f"proofCanon{suffix}.txt").read_bytes()


@pytest.mark.parametrize(("suite", "suffix"), SUITES)
def test_hashes_are_the_published_ones(suite: str, suffix: str) -> None:
    """What is signed is the hash of the options and the hash of the document, as published."""
    signed = proof.digest(
        read(EDDSA / "unsigned.json"), read(EDDSA / suite / f"proofConfig{suffix}.json"), load
    ).hex()
    one, two, both = (
        (EDDSA / suite / f"{kind}Hash{suffix}.txt").read_text()
        for kind in ("proof", "doc", "combined")
    )
    assert (signed, signed[:64], signed[64:]) == (both, one, two)


@pytest.mark.parametrize(("suite", "suffix"), SUITES)
def test_the_signature_is_made_again(suite: str, suffix: str) -> None:
    """With the published secret key, the signature comes out as published."""
    options = read(EDDSA / suite / f"proofConfig{suffix}.json")
    secret = signer(read(EDDSA / "keyPair.json"), options["verificationMethod"])
    signature = secret.sign(proof.digest(read(EDDSA / "unsigned.json"), options, load))
    assert signature.hex() == (EDDSA / suite / f"sigHex{suffix}.txt").read_text()
    text = (EDDSA / suite / f"sigBTC58{suffix}.txt").read_text()
    assert "z" + keys.base58(signature) == text


@pytest.mark.parametrize(("suite", "suffix"), SUITES)
def test_the_signed_document_verifies_until_it_is_changed(suite: str, suffix: str) -> None:
    """The published signed document verifies; with another name it does not."""
    signed = read(EDDSA / suite / f"signed{suffix}.json")
    document, one = without(signed, "proof"), signed["proof"]
    assert proof.holds(document, one, public_of(one), load)
    assert not proof.holds({**document, "name": "Another"}, one, public_of(one), load)


def test_a_document_with_a_context_elsewhere_verifies_from_its_canonical_form() -> None:
    """The second published document, whose context is not at hand: hashes and signature hold."""
    folder = EDDSA / "eddsa-rdfc-2022" / "employ"
    options = without(read(folder / "signedDataInt.json")["proof"], "proofValue")
    forms = [(folder / f"{name}DataInt.txt").read_bytes() for name in ("proofCanon", "canonDoc")]
    signed = b"".join(hashlib.sha256(form).digest() for form in forms)
    secret = signer(read(EDDSA / "keyPair.json"), options["verificationMethod"])
    signature = secret.sign(signed)
    assert signed.hex() == (folder / "combinedHashDataInt.txt").read_text()
    assert signature.hex() == (folder / "sigHexDataInt.txt").read_text()


def test_every_proof_of_the_sets_and_chains_holds() -> None:
    """All ten proofs of the published proof sets and chains hold, over what each of them signs."""
    checked = 0
    for name in ("Set1", "Set2", "Chain1", "Chain2"):
        signed = read(EDDSA / "proof-set-chain" / f"signedProof{name}.json")
        for one in listed(signed["proof"]):
            assert proof.holds(over(signed, one), one, public_of(one), load), (name, one)
            checked += 1
    assert checked == 10


def test_a_chained_proof_fails_without_the_proof_it_follows() -> None:
    """A proof of a chain signs the proofs before it: without them it does not hold."""
    signed = read(EDDSA / "proof-set-chain" / "signedProofChain2.json")
    last = listed(signed["proof"])[-1]
    assert not proof.holds(without(signed, "proof"), last, public_of(last), load)


def listed(value: Any) -> list[Any]:
    """A value or list of values as a list."""
    return value if isinstance(value, list) else [value]


def over(signed: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """What a proof stands over: the document, with the proofs that it follows."""
    named = listed(one.get("previousProof", []))
    before = [each for each in listed(signed["proof"]) if each.get("id") in named]
    bare = without(signed, "proof")
    return {**bare, "proof": before} if before else bare


def test_the_open_badge_verifies_and_is_signed_again() -> None:
    """1EdTech's signed badge: canonical forms, hashes, signature, and the whole."""
    vector = read(BADGE)
    one, document = vector["signed"]["proof"], without(vector["signed"], "proof")
    options = without(one, "proofValue")
    expected = (BADGE.parent / "document-canon.txt").read_bytes()
    assert canonical.rdfc(document).rstrip() == expected.rstrip()
    signed = proof.digest(document, options)
    assert signed.hex() == vector["dataToSignHex"]
    secret = Signer(method="", seed=bytes.fromhex(vector["secretKeyHex"])[:32])
    assert secret.sign(signed).hex() == vector["signatureHex"]
    assert proof.holds(document, one, keys.unmultikey(vector["publicKeyMultibase"]))


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_jcs_as_published(name: str) -> None:
    """The six documents of RFC 8785's author come to their published bytes."""
    value = read(JCS / "input" / f"{name}.json")
    assert canonical.jcs(value) == (JCS / "output" / f"{name}.json").read_bytes()


def test_graphs_as_published() -> None:
    """Every graph of the RDFC-1.0 suite that asks for SHA-256 comes to its published form."""
    tried = [entry for entry in entries() if entry["id"] not in CLOSED]
    wrong = [e["id"] for e in tried if labelled(e) != (RDFC / e["result"]).read_bytes()]
    assert (wrong, len(tried)) == ([], 62)


def test_the_poison_graph_is_refused() -> None:
    """The graph on which an unbounded labelling does not end is refused at once (074)."""
    poison = next(entry for entry in entries() if entry["id"] == "#test074c")
    with pytest.raises(canonical.NotCanonical, match="look alike"):
        labelled(poison)


def test_what_escapes_differently_never_reaches_the_processor() -> None:
    """Every control character that PyLD writes in another form (060) is refused in documents."""
    document = read(EDDSA / "eddsa-rdfc-2022" / "signedDataInt.json")
    bare = without(document, "proof")
    for code in [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]:
        with pytest.raises(canonical.NotCanonical, match="control character"):
            canonical.rdfc({**bare, "name": f"a{chr(code)}b"}, load)


def test_no_cryptosuite_hashes_with_sha_384() -> None:
    """The graph that asks for SHA-384 (075) has no use here: such cryptosuites are not known."""
    entry = next(entry for entry in entries() if entry["id"] == "#test075c")
    assert entry["hashAlgorithm"] == "SHA384"
    assert labelled(entry) != (RDFC / entry["result"]).read_bytes()
    options = {"cryptosuite": "ecdsa-rdfc-2019"}
    with pytest.raises(ValueError, match="unknown cryptosuite"):
        proof.digest(read(EDDSA / "unsigned.json"), options, load)
