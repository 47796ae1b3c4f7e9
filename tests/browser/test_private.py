"""What a check tells others, and what a hostile certificate can do: nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from certpress.model import Person
from tests.browser.conftest import Visit, World, outcome
from tests.browser.demonstration import NDT, Demonstration, Served, serve

MARKUP = "<img src=x onerror=window.pwned=1>"


def requests(page: Page) -> list[str]:
    """The addresses that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url)._replace(fragment="").geturl())

    page.on("request", note)
    return asked


def test_requests_do_not_tell_certificates_apart(
    world: World, served: Served, visit: Visit
) -> None:
    """Certificates of several schemes, in any state: the same requests, and to this site alone."""
    seen = set()
    for name in ("valid", "mohammed", "withdrawn", "expired_newer"):
        page = visit("about:blank", service_workers="block")
        asked = requests(page)
        page.goto(served.link(world.papers[name]))
        outcome(page)
        page.wait_for_load_state("networkidle")
        seen.add(tuple(sorted(asked)))
        assert all(url.startswith((served.origin, "blob:")) for url in asked)
    assert len(seen) == 1


def test_nothing_about_a_person_is_stored(world: World, served: Served, visit: Visit) -> None:
    """Kept are ages of lists, files of the site and the language; there are no cookies."""
    page = visit(served.link(world.papers["mohammed"]))
    outcome(page)
    page.wait_for_load_state("networkidle")
    page.select_option("#language", "de")
    stored = page.evaluate("""async () => {
      const kept = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
      }
      const {cookie} = document;
      return {local: {...localStorage}, session: sessionStorage.length, cookie, kept};
    }""")
    assert set(stored["local"]) <= {"certpress.language", "certpress.newest /"}
    assert (stored["session"], stored["cookie"]) == (0, "")
    whole = json.dumps(stored)
    digits = world.papers["mohammed"].digits
    assert not any(
        part in whole for part in ("Mohammed", "محمد", "00000000-0000", digits[:30], "dpo")
    )


def test_a_code_taken_inside_the_page_is_in_no_address(
    world: World, served: Served, visit: Visit
) -> None:
    """What is scanned or pasted inside the page leaves nothing in the browser's history."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    page.evaluate(
        "() => (window.addresses = [], onhashchange = () => addresses.push(location.href))"
    )
    page.fill("#paste", served.link(world.papers["valid"]))
    page.click("#paste-form button")
    assert outcome(page) == "valid"
    left = page.evaluate("() => [addresses.length, history.length, history.state, location.href]")
    assert left == [0, 2, None, served.page]
    assert "stays in this browser’s history" in page.locator("footer").inner_text()


def test_a_genuine_name_with_markup_is_shown_as_it_is(visit: Visit) -> None:
    """Markup in a name is read as its characters."""
    demo = Demonstration()
    paper = demo.certify(Person(id="p", name=MARKUP), scheme=NDT)
    with serve(demo.files()) as served:
        page = visit(served.link(paper))
        assert outcome(page) == "valid"
        assert page.locator("#name").inner_text() == MARKUP


def test_the_policy_forbids_all_but_this_site(world: World) -> None:
    """The page's own policy starts from nothing and requires Trusted Types."""
    page = world.files["v/index.html"].decode()
    policy = page.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    parts = page.split('<script type="importmap">')[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(parts.encode("utf-8")).digest()).decode("ascii")
    assert rules["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{digest}'"
    assert rules["worker-src"] == "'self' blob:"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "certpress certpress-decoder"


@pytest.mark.parametrize("fragment", ["title", "0", "9" * 200_000, "%00%ff", "<script>"])
def test_a_hostile_link_ends_in_an_answer(fragment: str, served: Served, visit: Visit) -> None:
    """Whatever stands behind the # ends in "not genuine", and leaves the address bar."""
    page = visit(f"{served.page}#{fragment}")
    assert outcome(page) == "not_genuine"
    assert page.url == served.page


@pytest.mark.parametrize(
    "junk", ["[" * 5000, '{"a":1,"a":2}', "9" * 1700, "1", "0" * 50, "{" + "\u0000", "🂡" * 9000]
)
def test_hostile_text_ends_in_an_answer(junk: str, served: Served, visit: Visit) -> None:
    """Whatever is pasted ends in an outcome or a reason, without an exception."""
    page = visit(served.page)
    page.fill("#paste", junk)
    page.click("#paste-form button")
    page.wait_for_selector("main[data-outcome], #progress.problem")
