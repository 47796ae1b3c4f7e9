"""`<certpress-status>` on somebody else's site."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, World
from tests.browser.demonstration import Served, serve


def embed(served: Served, visit: Visit, *srcs: str | None) -> Page:
    """A page of another origin with elements; None is an element without an address."""
    elements = "".join(
        "<certpress-status></certpress-status>"
        if src is None
        else f'<certpress-status src="{src}"></certpress-status>'
        for src in srcs
    )
    html = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Profile</title>"
        f'<script type=module src="{served.page}status.js"></script>'
        f"{elements}"
    )
    with serve({"index.html": html.encode("utf-8")}) as other:
        page = visit(f"{other.origin}/")
        page.wait_for_function(
            "count => document.querySelectorAll('[data-outcome]').length === count", arg=len(srcs)
        )
    return page


def test_the_live_status_is_shown(world: World, served: Served, visit: Visit) -> None:
    """The visitor's browser checks the certificate against the body's lists of this moment."""
    served.files["jane.json"] = world.papers["suspended"].document
    page = embed(served, visit, f"{served.origin}/jane.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "suspended"
    assert element.locator(".word").inner_text().endswith("Suspended")
    assert element.locator(".name").inner_text() == "Jane Q. Doe"
    assert element.locator("a").get_attribute("href") == served.page


def test_what_is_missing_is_not_checked(served: Served, visit: Visit) -> None:
    """No document, no facts: could not be checked."""
    page = embed(served, visit, f"{served.origin}/nobody.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_checked"
    assert element.locator(".name").count() == 0


def test_a_forgery_tells_nothing(world: World, served: Served, visit: Visit) -> None:
    """A changed document is not genuine, and none of it is shown."""
    served.files["jane.json"] = world.papers["valid"].document.replace(b"Jane Q.", b"Joan Q.")
    page = embed(served, visit, f"{served.origin}/jane.json")
    element = page.locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_genuine"
    assert element.locator(".name").count() == 0


@pytest.mark.parametrize("answer", [None, b"<!doctype html><h1>Not found</h1>", b'"gone"', b""])
def test_what_is_no_document_is_not_checked(
    answer: bytes | None, served: Served, visit: Visit
) -> None:
    """No address, or an answer that is no document: could not be checked, never "not genuine"."""
    served.files["jane.json"] = answer or b""
    src = None if answer is None else f"{served.origin}/jane.json"
    element = embed(served, visit, src).locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_checked"
    assert "could not be checked" in element.locator(".word").inner_text().lower()


def test_the_age_and_a_demonstration_are_told(world: World, served: Served, visit: Visit) -> None:
    """How old the status is stands beside it; an invented body is called one."""
    served.files["jane.json"] = world.papers["valid"].document
    src = f"{served.origin}/jane.json"
    element = embed(served, visit, src).locator("certpress-status")
    assert "ago" in element.locator(".age").inner_text()
    assert "invented" in element.locator(".demonstration").inner_text()
    page = served.files["v/index.html"]
    real = re.sub(rb'("demonstration":\s*)true', rb"\g<1>false", page, count=1)
    assert real != page
    served.files["v/index.html"] = real
    element = embed(served, visit, src).locator("certpress-status")
    assert element.locator(".demonstration").count() == 0


def test_the_body_is_asked_once(world: World, served: Served, visit: Visit) -> None:
    """Several elements of a page share what the body's verifier page says."""
    for name in ("valid", "suspended"):
        served.files[f"{name}.json"] = world.papers[name].document
    page = embed(
        served, visit, *(f"{served.origin}/{name}.json" for name in ("valid", "suspended"))
    )
    outcomes = page.locator("certpress-status").evaluate_all(
        "all => all.map(e => e.dataset.outcome)"
    )
    assert outcomes == ["valid", "suspended"]
    assert served.asked.count("/v/") == 1
