"""The door refuses what the data model forbids, and lets pass what it allows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests import sample
from tests.vc_api import Door
from tests.vcdm import resources
from tests.vcdm.caller import (
    ABSENT,
    DID,
    NOW,
    PLAIN,
    changed,
    issue,
    open_door,
    proved,
    refused,
    verify,
)

V2 = resources.CREDENTIALS_V2
SRI = resources.DIGESTS[V2]["sha384"]
URL = "https://example.org/"
NOTHING = {"credentialSubject": {"id": "did:example:person"}}  # needs no other context


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """The http origin of an open door."""
    with open_door() as origins:
        yield origins[0]


FORMS: list[tuple[str, dict[str, Any]]] = [
    ("@context", {"@context": ABSENT}),
    ("@context", {"@context": V2}),
    ("@context", {"@context": [resources.EXAMPLES_V2, V2]}),
    ("@context[1]", {"@context": [V2, "https ://no-url/"]}),
    ("@context[1]", {"@context": [V2, 123]}),
    ("https://example.org/", {"@context": [V2, URL]}),
    ("not a JSON-LD document", {"@context": [V2, {"VerifiableCredential": URL}]}),
    ("type", {"type": ABSENT}),
    ("type", {"type": ["https://example.org/#Other"]}),
    ("type", {"type": ["VerifiableCredential", 2]}),
    ("Unmapped", {"@context": [V2], "type": ["VerifiableCredential", "Unmapped"], **NOTHING}),
    ("id", {"id": None}),
    ("id", {"id": ["urn:one:1", "urn:two:2"]}),
    ("id", {"id": "https ://no-url/"}),
    ("issuer", {"issuer": ABSENT}),
    ("issuer", {"issuer": None}),
    ("issuer", {"issuer": "somebody"}),
    ("issuer.id", {"issuer": {"name": "Somebody"}}),
    ("not the DID that signs here", {"issuer": "did:example:other"}),
    ("name", {"name": {"@value": "Level 2", "@language": "en", "url": URL}}),
    ("name", {"name": {"@language": "en"}}),
    ("name", {"name": []}),
    ("@direction", {"description": [{"@value": "Level 2", "@direction": "up"}]}),
    ("@language", {"description": {"@value": "Level 2", "@language": "no language"}}),
    ("issuer.name", {"issuer": {"id": DID, "name": {"@value": "Body", "extra": "x"}}}),
    ("credentialSubject", {"credentialSubject": ABSENT}),
    ("credentialSubject", {"credentialSubject": {}}),
    ("credentialSubject", {"credentialSubject": []}),
    ("credentialSubject", {"credentialSubject": [{"id": "did:example:a"}, {}]}),
    ("credentialSubject.id", {"credentialSubject": {"id": ["did:example:a", "did:example:b"]}}),
    ("grade", {"@context": [V2]}),
    ("relative", {"credentialSubject": {"knows": {"id": "relative"}}}),
    ("validFrom", {"validFrom": "Sun, 15 Mar 2026"}),
    ("validFrom", {"validFrom": "2026-01-15T00:00:00"}),
    ("validFrom", {"validFrom": "2026-02-30T00:00:00Z"}),
    ("validUntil", {"validUntil": "2025-12-31T23:59:59Z"}),
    ("credentialStatus", {"credentialStatus": "https://example.org/status"}),
    ("credentialStatus.type", {"credentialStatus": {"id": "urn:status:1"}}),
    ("credentialStatus.type", {"credentialStatus": {"type": 2}}),
    ("credentialStatus.id", {"credentialStatus": {"type": "Kind", "id": "https ://no-url/"}}),
    ("statusListIndex", {"credentialStatus": {"type": "BitstringStatusListEntry"}}),
    ("credentialSchema.id", {"credentialSchema": {"type": "Kind"}}),
    ("credentialSchema.type", {"credentialSchema": {"id": "urn:schema:1"}}),
    ("termsOfUse.type", {"termsOfUse": [{"type": "Kind"}, {}]}),
    ("evidence.type", {"evidence": {}}),
    ("evidence", {"evidence": []}),
    ("refreshService.type", {"refreshService": {"id": "urn:refresh:1"}}),
    ("relatedResource", {"relatedResource": [V2]}),
    ("relatedResource.id", {"relatedResource": {"digestSRI": f"sha384-{SRI}"}}),
    ("digestSRI or digestMultibase", {"relatedResource": {"id": V2}}),
    ("named twice", {"relatedResource": [{"id": V2, "digestSRI": f"sha384-{SRI}"}] * 2}),
    ("not the sha384", {"relatedResource": {"id": V2, "digestSRI": "sha384-" + "A" * 64}}),
    ("not a whole", {"relatedResource": {"id": URL, "digestSRI": f"sha256-{SRI}"}}),
    ("base64", {"relatedResource": {"id": URL, "digestSRI": "sha384-_"}}),
    ("not the sha256", {"relatedResource": {"id": V2, "digestMultibase": "u" + "A" * 43}}),
    ("multibase", {"relatedResource": {"id": URL, "digestMultibase": "A" * 43}}),
]


@pytest.mark.parametrize(("place", "changes"), FORMS)
def test_a_credential_against_the_data_model(
    plain: str, place: str, changes: dict[str, Any]
) -> None:
    """What the data model forbids is refused at signing and at checking, in either cryptosuite."""
    broken = changed(PLAIN, changes)
    refused(issue(plain, "jcs", broken), place)
    refused(issue(plain, "rdfc", broken), place)
    if "the DID" in place:
        return  # who signs is the issuer's matter, not that of the data model
    attached = {**broken, "proof": proved({"@context": [V2], **broken})}
    refused(verify(plain, attached), place)


KEPT: list[dict[str, Any]] = [
    {"issuer": {"id": DID, "name": [{"@value": "Body", "@language": "en", "@direction": "ltr"}]}},
    {"@context": [V2, {"Kind": "https://example.org/#Kind"}], "credentialSubject": {"id": URL}},
    {"type": ["https://example.org/#Other", "VerifiableCredential"]},
    {"validFrom": "2026-01-15T00:00:00.447Z", "validUntil": "2026-01-14T19:00:01-05:00"},
    {"credentialSubject": [{"id": "did:example:a"}, {"id": "did:example:b"}]},
    {"evidence": [{"type": "Kind"}, {"type": ["Kind", "Other"]}]},
    {"credentialSchema": {"type": "Kind", "id": "urn:schema:1"}},
    {"relatedResource": [{"id": V2, "digestSRI": f"sha384-{SRI}"}]},
    {
        "relatedResource": {
            "id": V2,
            "digestMultibase": "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ",
        }
    },
    {"relatedResource": {"id": URL, "digestMultibase": "uEiB" + "A" * 43}},
]


@pytest.mark.parametrize("changes", KEPT)
def test_a_credential_within_the_data_model(plain: str, changes: dict[str, Any]) -> None:
    """What the data model allows is signed, and verifies."""
    code, signed = issue(plain, "rdfc", {**PLAIN, **changes})
    assert code == 201, signed
    assert verify(plain, signed)[0] == 200


ODD: list[Any] = [
    *(None, True, -1, 2**70, 1.5, "", "\ud800", "\x00", "https ://x", "_:b0", "@type", "[["),
    *([], {}, [[]], [None], [{}], {"": ""}, {"@id": 5}, {"@value": 5, "@type": "x"}, {"@graph": 7}),
    *({"@list": [[1]]}, {"@reverse": {"a": 5}}, {"@vocab": 5}, {"@import": "x"}, {"@version": 9}),
]


def places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value, the whole first."""
    yield above
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*above, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from places(member, (*above, number))


def put(value: Any, place: tuple[str | int, ...], odd: Any) -> Any:
    """The JSON value with something else at a place."""
    if not place:
        return odd
    if isinstance(value, dict):
        return {**value, place[0]: put(value[place[0]], place[1:], odd)}
    first = int(place[0])
    return [*value[:first], put(value[first], place[1:], odd), *value[first + 1 :]]


@pytest.mark.parametrize("suite", ["rdfc", "jcs"])
def test_odd_values_anywhere_are_answered(suite: str) -> None:
    """Whatever stands anywhere in a signed credential, the answer is 200, 400 or 422, at once."""
    door = Door(clock=lambda: NOW, entropy=bytes)
    inline = {"@protected": True, "Kind": {"@id": f"{URL}#Kind", "@context": {"a": f"{URL}#a"}}}
    whole = {**PLAIN, "@context": [V2, resources.EXAMPLES_V2, inline], "evidence": {"type": "Kind"}}
    body = json.dumps({"credential": whole}).encode()
    signed = json.loads(door.post(URL, f"/{suite}/credentials/issue", body)[1])
    cases = [(place, odd) for place in places(signed) for odd in ODD]
    for place, odd in sample.of(cases, 120):
        sent = json.dumps({"verifiableCredential": put(signed, place, odd)}).encode()
        code, content = door.post(URL, "/credentials/verify", sent)
        assert code in (200, 400, 422), (place, odd)
        assert json.loads(content)
