"""What servers are told: the verifier's policy, and what others may read."""

from __future__ import annotations

import pytest

from certpress import hosting, resources

POLICY = "default-src 'none'; script-src 'self'"
HOLDERS = "default-src 'none'; script-src 'self' 'sha256-x'"


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
    table = hosting.rules(POLICY, HOLDERS, "/")
    text = hosting.SERVERS[server](table)
    for rule in table:
        for name, value in rule.headers:
            assert name in text
            assert value in text


def test_a_site_below_a_path_is_told_its_path() -> None:
    """Below a path the rules name that path, and the controller document lies beside the site."""
    prefixes = {rule.prefix for rule in hosting.rules(POLICY, HOLDERS, "/project/")}
    assert "/project/v/" in prefixes
    assert "/project/did.json" in prefixes


def test_the_page_cannot_be_framed() -> None:
    """Only a header can say so, and it does."""
    verifier = next(r for r in hosting.rules(POLICY, HOLDERS, "/") if r.prefix == "/v/")
    assert "frame-ancestors 'none'" in dict(verifier.headers)["Content-Security-Policy"]


def test_the_page_of_certified_persons_has_its_own_policy() -> None:
    """It names its own list of parts, cannot be framed, and is read by no other site."""
    holders = next(r for r in hosting.rules(POLICY, HOLDERS, "/") if r.prefix == "/holder/")
    told = dict(holders.headers)
    assert told["Content-Security-Policy"] == f"{HOLDERS}; frame-ancestors 'none'"
    assert "Access-Control-Allow-Origin" not in told


def headers_at(text: str, path: str) -> list[str]:
    """The names of the headers that a host which joins all matching rules sends with a path."""
    names, matches = [], False
    for line in text.splitlines():
        if not line.startswith(" "):
            matches = path.startswith(line[:-1]) if line.endswith("*") else path == line
        elif matches:
            names.append(line.strip().partition(":")[0])
    return names


@pytest.mark.parametrize(
    "path", ["/v/", "/v/status.js", "/v/sw.js", "/holder/", "/status/refresh/1.json"]
)
def test_no_header_is_sent_twice(path: str) -> None:
    """Where several rules match, as on Cloudflare Pages, no value is joined with another."""
    names = headers_at(hosting.netlify(hosting.rules(POLICY, HOLDERS, "/")), path)
    assert len(names) == len(set(names)) > 0


def test_an_exact_place_of_nginx_repeats_what_its_folder_says() -> None:
    """A location of nginx stands alone: the worker's has the policy of the page too."""
    text = hosting.nginx(hosting.rules(POLICY, HOLDERS, "/"))
    worker = text.partition("location = /v/sw.js {")[2].partition("}")[0]
    assert "Content-Security-Policy" in worker
    assert "no-cache" in worker
