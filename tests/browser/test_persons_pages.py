"""Badge pages and the directory in a browser: live status, buttons, search, nothing foreign."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from certpress import badge_art, badge_pages, certificate, content
from certpress.badge_art import Art
from certpress.badge_pages import Listing, Profile
from certpress.model import BADGES, Bits, Person
from tests.browser.conftest import MOHAMMED, Visit
from tests.browser.demonstration import DPO, NOW, ROOT, Demonstration, Served, serve
from tests.browser.test_accessible import violations

STATES = {
    "valid": Bits(),
    "suspended": Bits(suspension=True),
    "withdrawn": Bits(revocation=True, suspension=True),
    "replaced": Bits(revocation=True, refresh=True),
}
PLACES = {"valid": "Köln", "suspended": "الدمام"}
ART = Art(body="Northmere", colour="#0b4f6c", scheme="Testing", code="NDT", items=("UT-2-W",))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """A site with a badge page for each state, named by it, and a directory of them."""
    demo = Demonstration()
    frame = badge_pages.shared(content.load(ROOT / "content"))
    picture, made, listed = badge_art.draw(ART), dict[str, bytes](), list[str]()
    for name, bits in STATES.items():
        scheme = {"scheme": DPO} if name == "suspended" else {}
        person = MOHAMMED if name == "suspended" else Person(id=name, name=f"Zoë {name.title()}")
        paper = demo.certify(person, bits=bits, conditions="Under supervision only.", **scheme)  # type: ignore[arg-type]
        in_force = name == "valid"
        credential = demo.badge(paper, in_force=in_force)
        facts = certificate.read(json.loads(credential))
        status = json.loads(paper.document)["credentialStatus"]
        profile = Profile(
            address=name, facts=facts, scheme="ndt", in_force=in_force, indexed=False,
            status=tuple(
                (one["statusPurpose"], one["statusListCredential"], int(one["statusListIndex"]))
                for one in status
            ),
            has_paper=False,
        )  # fmt: skip
        made |= dict(badge_pages.person(frame, profile))
        made |= {
            f"b/{name}/badge.json": credential,
            f"b/{name}/badge.svg": picture.svg,
            f"b/{name}/badge.png": picture.png,
        }
        place = PLACES.get(name, "")
        listing = Listing(facts=facts, in_force=in_force, page=name, place=place)
        listed.append(badge_pages.row(listing))
    made |= dict(badge_pages.gone(frame, "gone"))
    made |= dict(badge_pages.directory(frame, listed, NOW.date()))
    return {**demo.files(), **made}


@pytest.fixture
def site(files: dict[str, bytes]) -> Iterator[Served]:
    """The site on a local address."""
    with serve(files) as running:
        yield running


def told(page: Page) -> str:
    """The large word of the live status, once it is there."""
    page.wait_for_selector("#status[data-outcome]")
    return page.locator("#status .word").inner_text()


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("valid", "Valid"),
        ("suspended", "Suspended"),
        ("withdrawn", "No longer in force"),
        ("replaced", "Replaced"),
    ],
)
def test_the_live_check_knows_which(state: str, word: str, site: Served, visit: Visit) -> None:
    """By consent, the page asks the certificate's three lists where the badge's bit is set."""
    page = visit(f"{site.origin}/b/{state}/")
    assert told(page) == word
    dimmed = page.locator(".picture.dimmed").count()
    assert dimmed == (0 if state == "valid" else 1)


def test_a_change_since_the_build_is_seen(site: Served, visit: Visit) -> None:
    """The page was built while the badge was in force; the lists of this moment decide."""
    html = site.files["b/suspended/index.html"]
    site.files["b/suspended/index.html"] = html.replace(b'"in_force": false', b'"in_force": true')
    assert told(visit(f"{site.origin}/b/suspended/")) == "Suspended"


@pytest.mark.parametrize("state", ["valid", "withdrawn"])
def test_without_lists_nothing_is_valid(state: str, site: Served, visit: Visit) -> None:
    """Could not be checked; what the build knew stays."""
    for path in [path for path in site.files if path.startswith("status/")]:
        del site.files[path]
    assert told(visit(f"{site.origin}/b/{state}/")) == "Could not be checked"


def test_without_the_three_lists_it_is_not_currently_valid(site: Served, visit: Visit) -> None:
    """The badge's own list suffices to refuse it."""
    for purpose in ("revocation", "suspension", "refresh"):
        del site.files[f"status/{purpose}/1.json"]
    assert told(visit(f"{site.origin}/b/withdrawn/")) == "Not currently valid"


def test_an_entry_cannot_make_a_badge_valid(site: Served, visit: Visit) -> None:
    """Places of another certificate, or of another site, change nothing of a set bit."""
    page = site.files["b/withdrawn/index.html"].decode()
    clear = site.files["b/valid/index.html"].decode()
    block = slice(page.index('"status":'), page.index("]}", page.index('"status":')))
    other = slice(clear.index('"status":'), clear.index("]}", clear.index('"status":')))
    site.files["b/withdrawn/index.html"] = page.replace(page[block], clear[other]).encode()
    assert told(visit(f"{site.origin}/b/withdrawn/")) == "Not currently valid"


def test_a_forged_badge_is_not_genuine(site: Served, visit: Visit) -> None:
    """What stands beside the page is verified like any other badge."""
    path = "b/valid/badge.json"
    site.files[path] = site.files[path].replace(b"supervision only", b"no supervision")
    assert told(visit(f"{site.origin}/b/valid/")) == "Not genuine"


def test_nothing_is_asked_of_another_site(site: Served, visit: Visit) -> None:
    """Every request goes to the body's own address, none with a number or a name."""
    asked = list[str]()
    page = visit("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.origin}/b/valid/")
    told(page)
    page.goto(f"{site.origin}/directory/")
    page.fill("#query", "zoe")
    assert all(address.startswith(site.origin) for address in asked)
    assert not any("NDT-" in address or "zoe" in address.lower() for address in asked)


def test_the_link_and_the_code_are_copied(site: Served, visit: Visit) -> None:
    """The address that stands on documents, and code that works on any site."""
    permissions = ["clipboard-read", "clipboard-write"]
    page = visit(f"{site.origin}/b/valid/", permissions=permissions)
    told(page)
    page.click("text=Copy link")
    page.wait_for_selector("text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://certs.example.org/b/valid/"
    page.click("summary")
    page.click("text=Copy code")
    page.wait_for_function(
        "navigator.clipboard.readText().then(t => t.includes('certpress-status'))"
    )


def test_the_code_works_under_a_strict_policy(site: Served, visit: Visit) -> None:
    """A foreign page needs the body's address in these three, nothing else."""
    named = ("script-src", "connect-src", "img-src")
    policy = "; ".join(("default-src 'none'", *(f"{one} {site.origin}" for one in named)))
    html = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Profile</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<script type=module src="{site.page}status.js"></script>'
        f'<certpress-status src="{site.origin}/b/valid/badge.json"></certpress-status>'
    )
    with serve({"index.html": html.encode()}) as other:
        page = visit(f"{other.origin}/")
        page.wait_for_selector("certpress-status[data-outcome=valid]")
        assert page.locator("certpress-status .name").inner_text() == "Zoë Valid"


# The directory


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("zoe", 3),
        ("ZOË valid", 1),
        ("محمد", 1),
        ("fassi mohammed", 1),
        ("NDT-2026-00417", 4),
        ("ndt202600417", 4),
        ("ut-2-w", 3),
        ("data protection", 1),
        ("koln", 1),
        ("الدمام", 1),
        ("oe", 0),
        ("nobody", 0),
    ],
)
def test_people_are_found(query: str, found: int, site: Served, visit: Visit) -> None:
    """By name in any script, number, scheme, scope item and place; by beginnings of words."""
    page = visit(f"{site.origin}/directory/")
    page.wait_for_selector("#query:not([disabled])")
    page.fill("#query", query)
    assert page.locator("#found > li").count() == found
    said = page.locator("#count").inner_text()
    assert said == (f"{found} found" if found else said)
    assert ("Nobody found" in said) == (found == 0)


def test_the_directory_says_what_is_not_in_force(site: Served, visit: Visit) -> None:
    """And links to the pages of those who have one, in the same language."""
    page = visit(f"{site.origin}/de/directory/")
    page.wait_for_selector("#found > li")
    assert page.locator("#found .bad").count() == 3
    page.click("text=Zoë Valid")
    assert page.url == f"{site.origin}/b/valid/de/"


def test_an_index_that_is_missing_is_told(site: Served, visit: Visit) -> None:
    """No empty list that reads like "nobody"."""
    del site.files["directory/index.json"]
    page = visit(f"{site.origin}/directory/")
    page.wait_for_selector("text=could not be loaded")


# For everybody


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize(
    "path", ["b/valid/", "b/suspended/", "b/withdrawn/", "b/gone/", "directory", "nobody"]
)
def test_no_page_has_a_violation(path: str, language: str, site: Served, visit: Visit) -> None:
    """axe-core finds nothing, light and dark, from left and from right; nor at 320 pixels."""
    place = f"{path}{language}" if path.startswith("b/") else f"{language}directory/"
    small = {"width": 320, "height": 640}
    page = visit(f"{site.origin}/{place}", viewport=small, color_scheme="light")
    if not path.startswith("b/"):
        page.wait_for_selector("#found > li")
        page.fill("#query", "nobody" if path == "nobody" else "")
    elif "gone" not in path:
        told(page)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_lists_of_badges_are_asked(site: Served, visit: Visit) -> None:
    """The badge's own list decides; it is loaded first of all."""
    told(visit(f"{site.origin}/b/valid/"))
    assert f"/status/{BADGES}/1.json" in site.asked
