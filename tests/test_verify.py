"""Verification as a whole: what is loaded and when, what is believed, and what comes first."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from certpress import certificate, compact, keys, proof, texts, verify
from certpress.keys import Role
from certpress.model import Bits, Purpose
from certpress.report import Outcome, Result
from certpress.verify import Memory, Site
from tests import sample, world

QR = f"{world.BASE}qr/{compact.name(world.DICTIONARY)}"
LISTS = {purpose: f"{world.BASE}status/{purpose}/1.json" for purpose in Purpose}
GOOD = world.signed()
DIGITS = world.digits(GOOD)


def asked(evidence: bytes | str, files: dict[str, bytes] | None = None) -> list[str]:
    """The addresses that a verification asks for, in order."""
    loader = world.Loader(world.files() if files is None else files)
    verify.verify(evidence, world.SITE, loader, world.NOW, Memory())
    return loader.asked


def tampered() -> dict[str, Any]:
    """A certificate of good shape whose signature does not hold."""
    return {**GOOD, "name": "Welding inspectors"}


# what is loaded, and when


def test_everything_that_is_loaded_has_a_fixed_address() -> None:
    """A good certificate asks for the keys, its three lists and the editions, each once."""
    assert asked(json.dumps(GOOD)) == [world.CONTROLLER, *LISTS.values(), world.EDITIONS]


def test_a_code_asks_for_all_dictionaries_first() -> None:
    """A code asks for every dictionary that the site lists, so that none of them tells a scheme."""
    site = replace(world.SITE, dictionaries=("0" * 64, compact.name(world.DICTIONARY)))
    loader = world.Loader(world.files())
    verify.verify(DIGITS, site, loader, world.NOW, Memory())
    assert loader.asked[:3] == [f"{world.BASE}qr/{'0' * 64}", QR, world.CONTROLLER]


def test_a_dictionary_is_believed_under_its_own_name_alone() -> None:
    """A dictionary at another dictionary's address is not used, though it would fit."""
    site = replace(world.SITE, dictionaries=("0" * 64,))
    loader = world.Loader({**world.files(), f"{world.BASE}qr/{'0' * 64}": world.DICTIONARY})
    verdict = verify.verify(DIGITS, site, loader, world.NOW, Memory())
    assert world.codes(verdict) == ("compact.dictionary_unavailable",)


@pytest.mark.parametrize("evidence", [json.dumps(tampered()), world.digits(tampered())])
def test_nothing_of_a_certificate_is_followed_before_its_signature_holds(evidence: str) -> None:
    """For a forged certificate the verifier asks for keys and dictionaries, and nothing else."""
    assert set(asked(evidence)) <= {world.CONTROLLER, QR}


@pytest.mark.parametrize("evidence", ["", "{}", "null", "x", json.dumps({**GOOD, "@context": []})])
def test_what_has_no_shape_asks_for_nothing(evidence: str) -> None:
    """What is not even of a certificate's shape is judged without asking for keys."""
    assert set(asked(evidence)) <= {QR}


def test_another_body_s_certificate_asks_for_nothing() -> None:
    """Nothing is loaded for a certificate that names another body."""
    other = {**GOOD, "issuer": {**GOOD["issuer"], "id": "did:web:other.example"}}
    verdict = world.check(other)
    assert (asked(json.dumps(other)), verdict.issuer) == ([], "did:web:other.example")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every text in a document."""
    if isinstance(value, str):
        return [path]
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        p for n, m in members if isinstance(m, (dict, list, str)) for p in places(m, (*path, n))
    ]


def changed(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy with another value at a path."""
    copy = json.loads(json.dumps(document))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    made: dict[str, Any] = copy
    return made


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "http://127.0.0.1:22/",
        "https://certs.example.org.evil.example/status/revocation/1.json",
        "file:///etc/passwd",
        "//evil.example/",
        "did:web:evil.example",
        "javascript:alert(1)",
    ],
)
def test_hostile_addresses_are_never_asked(address: str) -> None:
    """An address anywhere inside a credential, signed or not, is never asked for."""
    fixed = {world.CONTROLLER, world.EDITIONS, QR, *LISTS.values()}
    bare = {name: value for name, value in GOOD.items() if name != "proof"}
    for path in places(bare):
        made = changed(bare, path, address)
        one = {**GOOD["proof"][1]}
        value = world.signer(Role.CERTIFICATES).sign(proof.digest(made, _options(one)))
        signed = {**made, "proof": {**one, "proofValue": "z" + keys.base58(value)}}
        assert set(asked(json.dumps(signed))) <= fixed, path


def _options(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "proofValue"}


def test_other_contexts_are_refused_before_anything_is_asked() -> None:
    """Contexts added, left out, exchanged, or written into the document: refused, 0 requests."""
    v2, badges = GOOD["@context"]
    parts: tuple[Any, ...] = (
        v2,
        badges,
        f"{v2}/",
        "https://evil.example/",
        {"name": "urn:x"},
        None,
    )
    tried = [list(p) for size in range(4) for p in itertools.product(parts, repeat=size)]
    others = [each for each in (*tried, *parts, {"@vocab": "urn:x:"}) if each != [v2, badges]]
    for context in sample.of(others, 100):
        made = json.dumps({**GOOD, "@context": context})
        assert world.codes(world.check(made)) == ("shape.context",)
        assert asked(made) == []


# loaders that fail


@pytest.mark.parametrize("error", [KeyError, OSError, TimeoutError, FileNotFoundError, LookupError])
@pytest.mark.parametrize("evidence", [json.dumps(GOOD), DIGITS])
def test_a_loader_that_fails_ends_in_a_report(error: type[Exception], evidence: str) -> None:
    """When nothing can be loaded, the verdict is "could not be checked", and nothing is raised."""

    def fail(address: str) -> bytes:
        raise error(address)

    verdict = verify.verify(evidence, world.SITE, fail, world.NOW, Memory())
    assert (verdict.outcome, verdict.certificate) == (Outcome.NOT_CHECKED, None)


@pytest.mark.parametrize("missing", [*LISTS.values(), world.EDITIONS])
def test_a_file_that_is_missing_is_never_a_pass(missing: str) -> None:
    """Without one of the files, the verdict is "could not be checked", and the facts are shown."""
    files = {address: data for address, data in world.files().items() if address != missing}
    verdict = world.check(GOOD, files)
    assert verdict.outcome is Outcome.NOT_CHECKED
    assert verdict.certificate is not None
    assert verdict.certificate.name == "Jane Q. Doe"


@pytest.mark.parametrize("address", [world.CONTROLLER, QR, world.EDITIONS, *LISTS.values()])
@pytest.mark.parametrize("data", [b"", b"\0", b"[]", b"null", b"{}", b"[" * 9_999, b"\xff\xfe"])
def test_rubbish_at_an_address_is_never_a_pass(address: str, data: bytes) -> None:
    """Whatever stands at an address, the verdict is not "valid", and nothing is raised."""
    verdict = world.check(DIGITS, {**world.files(), address: data})
    assert verdict.outcome in (Outcome.NOT_CHECKED, Outcome.NOT_GENUINE)


# facts


def test_facts_are_shown_only_under_a_signature() -> None:
    """A certificate whose signature does not hold shows no name, and no digest."""
    verdict = world.check(tampered())
    assert (verdict.outcome, verdict.certificate, verdict.digest) == (Outcome.NOT_GENUINE, None, "")


def test_file_and_code_are_one_certificate() -> None:
    """The file and the code give the same verdict, the same facts and the same digest."""
    by_file, by_code = world.check(GOOD), world.check(DIGITS)
    assert (by_file.outcome, by_code.outcome) == (Outcome.VALID, Outcome.VALID)
    assert by_file.certificate == by_code.certificate == certificate.read(GOOD)
    assert by_file.digest == by_code.digest == proof.identity(GOOD)


def test_the_age_of_the_status_is_the_oldest_list_s() -> None:
    """ "As of" is the earliest day of the lists that were believed, and nothing without any."""
    older = world.NOW - timedelta(days=2)
    dated = world.status_list(Purpose.REFRESH, {}, validFrom=proof.stamp(older))
    verdict = world.check(GOOD, {**world.files(), LISTS[Purpose.REFRESH]: dated})
    assert verdict.status_as_of == older
    bare = {a: d for a, d in world.files().items() if "/status/" not in a}
    assert world.check(GOOD, bare).status_as_of is None


@pytest.mark.parametrize("refresh", [True, False])
def test_a_newer_certificate_is_told(refresh: bool) -> None:
    """`newer_exists` says that a newer certificate was issued, beside the outcome."""
    verdict = world.check(GOOD, world.files(Bits(refresh=refresh)))
    assert (verdict.outcome, verdict.newer_exists) == (Outcome.VALID, refresh)


def test_an_expired_certificate_that_was_renewed_says_so() -> None:
    """Past its end, a renewed certificate is expired, and a newer one exists."""
    past = world.signed(world.facts(valid_from=world.NOW.date() - timedelta(days=900),
                                    valid_until=world.NOW.date() - timedelta(days=2)))  # fmt: skip
    verdict = world.check(past, world.files(Bits(refresh=True)))
    assert (verdict.outcome, verdict.newer_exists) == (Outcome.EXPIRED, True)


def test_every_code_has_its_sentence() -> None:
    """A finding's text is the sentence of its code, and says where it was found."""
    verdict = world.check(GOOD)
    assert all(finding.text == texts.TEXTS[finding.code] for finding in verdict.checks)
    assert {finding.outcome for finding in verdict.checks} == {Result.PASS}


# what comes first

STATES = ("clear", "set", "unknown")
TIMES = {
    "before": datetime(2025, 6, 1, tzinfo=UTC),
    "during": world.NOW,
    "after": datetime(2033, 6, 1, tzinfo=UTC),
}


def expected(bits: dict[str, str], when: str, edition: bool) -> str:
    """The outcome that `docs/developers/verification.md` asks for, rule by rule."""
    replaced = bits["suspension"] == "clear" and bits["refresh"] == "set"
    rules = (
        (bits["revocation"] == "set" and replaced, "replaced"),
        (bits["revocation"] == "set", "withdrawn"),
        (bits["suspension"] == "set", "suspended"),
        (when == "after", "expired"),
        (when == "before", "not_yet_valid"),
        ("unknown" in bits.values() or not edition, "not_checked"),
    )
    return next((outcome for holds, outcome in rules if holds), "valid")


@pytest.mark.parametrize("when", list(TIMES))
@pytest.mark.parametrize("edition", [True, False])
def test_when_several_hold_the_first_applies(when: str, edition: bool) -> None:
    """Every combination of bits known and unknown, of dates and of the edition, by the order."""
    now, lists = TIMES[when], {}
    dates = {
        "validFrom": proof.stamp(now - timedelta(hours=1)),
        "validUntil": proof.stamp(now + timedelta(days=1)),
    }
    for purpose, state in itertools.product(Purpose, ("clear", "set")):
        bits = {world.PLACE: Bits(**{str(purpose): state == "set"})}
        lists[purpose, state] = world.status_list(purpose, bits, **dates)
    files = {a: d for a, d in world.files().items() if edition or a != world.EDITIONS}
    for states in itertools.product(STATES, repeat=3):
        named = dict(zip(Purpose, states, strict=True))
        published = {a: d for a, d in files.items() if a not in LISTS.values()}
        published |= {LISTS[p]: lists[p, s] for p, s in named.items() if s != "unknown"}
        found = world.check(GOOD, published, now).outcome
        assert found == expected({str(p): s for p, s in named.items()}, when, edition), named


@pytest.mark.parametrize("years", [-10, -5, -1, 5, 10])
def test_a_wrong_clock_never_makes_a_certificate_valid(years: int) -> None:
    """A clock that is years off never ends in "valid": the lists are not of that time."""
    verdict = world.check(DIGITS, now=world.NOW + timedelta(days=365 * years))
    assert verdict.outcome in (Outcome.EXPIRED, Outcome.NOT_YET_VALID, Outcome.NOT_CHECKED)
    assert verdict.status_as_of is None


def test_a_site_below_a_path_has_its_own_documents() -> None:
    """A body on project pages has its DID, keys and lists below its path."""
    base = "https://example.org/certs/"
    site = Site(base=base, did=keys.did(base))
    loader = world.Loader({})
    document = {**GOOD, "issuer": {**GOOD["issuer"], "id": site.did}}
    verify.verify(json.dumps(document), site, loader, world.NOW, Memory())
    assert loader.asked == ["https://example.org/certs/did.json"]


@pytest.mark.parametrize(("days", "stale"), [(7, False), (8, True)])
def test_a_kept_copy_of_the_keys_is_believed_for_a_week(days: int, stale: bool) -> None:
    """A controller document kept offline for longer than a list lives is not believed."""
    memory = Memory(fetched={world.CONTROLLER: world.NOW - timedelta(days=days)})
    verdict = world.check(GOOD, memory=memory)
    assert ("key.controller_stale" in world.codes(verdict)) is stale
