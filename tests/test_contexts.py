"""Contexts: the bundled copies, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certpress import contexts, resources
from certpress.errors import ConfigurationError


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/context",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
        "file:///etc/passwd",
        "",
    ],
)
def test_any_other_address_raises(address: str) -> None:
    """A context that is not bundled is refused by name, never fetched."""
    with pytest.raises(contexts.UnknownContext, match="not one that certpress knows"):
        contexts.load(address, {})


@pytest.mark.parametrize("address", [*contexts.CERTIFICATE, contexts.MULTIKEY_V1])
def test_the_bundled_ones_are_there(address: str) -> None:
    """The contexts of certificates, lists and controller documents are bundled."""
    assert "@context" in contexts.get(address)


def test_a_changed_copy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled context with one term changed is not used."""
    document = json.loads(json.dumps(contexts.get(contexts.CREDENTIALS_V2)))
    document["@context"]["name"] = "https://evil.example/name"
    (tmp_path / "credentials-v2.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr(resources, "built", lambda _name: tmp_path)
    contexts.get.cache_clear()
    with pytest.raises(ConfigurationError, match="changed"):
        contexts.get(contexts.CREDENTIALS_V2)
