"""What servers are told: the verifier's policy, and what others may read."""

from __future__ import annotations

import pytest

from certpress import hosting, resources

POLICY = "default-src 'none'; script-src 'self'"


def test_the_built_page_carries_a_strict_policy() -> None:
    """The policy forbids everything but the site's own files, and demands Trusted Types."""
    page = (resources.built("verifier") / "index.html").read_bytes()
    policy = hosting.policy(page)
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_a_page_without_a_policy_is_refused() -> None:
    """Headers are never made from a page that has no policy."""
    with pytest.raises(ValueError, match="policy"):
        hosting.policy(b"<html></html>")


@pytest.mark.parametrize("server", sorted(hosting.SERVERS))
def test_every_server_is_told_the_same(server: str) -> None:
    """Each host's words hold every header of every rule."""
    table = hosting.rules(POLICY, "/")
    text = hosting.SERVERS[server](table)
    for rule in table:
        for name, value in rule.headers:
            assert name in text
            assert value in text


def test_a_site_below_a_path_is_told_its_path() -> None:
    """Below a path the rules name that path, and the controller document lies beside the site."""
    prefixes = {rule.prefix for rule in hosting.rules(POLICY, "/project/")}
    assert "/project/v/" in prefixes
    assert "/project/did.json" in prefixes


def test_the_page_cannot_be_framed() -> None:
    """Only a header can say so, and it does."""
    verifier = next(r for r in hosting.rules(POLICY, "/") if r.prefix == "/v/")
    assert "frame-ancestors 'none'" in dict(verifier.headers)["Content-Security-Policy"]
