"""`<certpress-status>` on somebody else's site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Locator, Page

from certpress import badge_art
from certpress.badge_art import Art
from certpress.badge_pages import outward
from tests.browser.conftest import MOHAMMED, Visit, World
from tests.browser.demonstration import BASE, BODY, Demonstration, Served, serve
from tests.browser.test_accessible import violations

PICTURE = "badges/" + "5f" * 32 + ".png"  # as `Demonstration.badge` names it
ART = Art(body="Northmere", colour="#0b4f6c", scheme="Testing", code="NDT", items=("UT-2-W",))
STATES = ("valid", "expired", "suspended", "withdrawn", "replaced")
FOREIGN = (
    "https://tracker.example/pixel.png",
    f"{BASE}badges/../b/someone/card.png",
    f"{BASE}pictures/other.png",
    f"{BASE}badges/5f5f.png",
)
NOT_VALID = {
    "en": "Not currently valid",
    "de": "Zurzeit nicht gültig",
    "es": "No válido actualmente",
    "fr": "Non valable actuellement",
    "ar": "غير سارية حاليًا",
    "zh": "目前无效",
}


def embed(
    served: Served, visit: Visit, *elements: str | None, head: str = "", dark: bool = False
) -> Page:
    """A page of another origin with elements: addresses, HTML, or None for no address."""

    def element(src: str | None) -> str:
        if src is None or src.startswith("<"):
            return src or "<certpress-status></certpress-status>"
        return f'<certpress-status src="{src}"></certpress-status>'

    html = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Profile</title>"
        f'{head}<script type=module src="{served.page}status.js"></script>'
        f"<main><h1>Profile</h1>{''.join(map(element, elements))}</main>"
    )
    with serve({"index.html": html.encode("utf-8")}) as other:
        page = visit(f"{other.origin}/", color_scheme="dark" if dark else "light")
        page.wait_for_function(
            "count => document.querySelectorAll('[data-outcome]').length === count",
            arg=len(elements),
        )
        page.wait_for_load_state("networkidle")
    return page


def words(element: Locator) -> str:
    """What stands in place of the picture."""
    return element.locator(".instead").inner_text().splitlines()[-1]


@pytest.fixture(scope="module")
def badges() -> dict[str, bytes]:
    """A site with its files, and badges of several persons, by name."""
    demo = Demonstration()
    made = {
        "valid": demo.badge(demo.certify(conditions="Under supervision only.")),
        "off": demo.badge(demo.certify(), in_force=False),
        "past": demo.badge(demo.certify(since=date(2019, 1, 1), until=date(2023, 12, 31))),
        "arabic": demo.badge(demo.certify(MOHAMMED)),
    }
    made |= {f"foreign-{n}": demo.badge(demo.certify(), picture=a) for n, a in enumerate(FOREIGN)}
    files = {**demo.files(), PICTURE: badge_art.draw(ART).png}
    return {**files, **{f"{name}.json": data for name, data in made.items()}}


@pytest.fixture
def site(badges: dict[str, bytes]) -> Iterator[Served]:
    """The site on a local address."""
    with serve(badges) as running:
        yield running


def test_a_valid_badge_shows_its_picture(site: Served, visit: Visit) -> None:
    """Under a policy that lets in the body's address alone, where the docs say it is needed."""
    policy = (
        f"default-src 'none'; script-src {site.origin}; connect-src {site.origin}; "
        f"img-src {site.origin}; base-uri 'none'; require-trusted-types-for 'script'"
    )
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    element = embed(site, visit, f"{site.origin}/valid.json", head=head).locator("certpress-status")
    picture = element.locator("img")
    assert picture.get_attribute("src") == f"{site.origin}/{PICTURE}"
    assert picture.evaluate("one => one.naturalWidth") == 720
    assert element.locator(".word").inner_text().endswith("Valid")
    assert element.locator(".instead").count() == 0


@pytest.mark.parametrize(("name", "more"), [("off", None), ("past", "Expired")])
def test_words_take_the_place_of_a_badge_that_is_not_in_force(
    name: str, more: str | None, site: Served, visit: Visit
) -> None:
    """The picture is not even asked for; where more is known than that, it is told."""
    element = embed(site, visit, f"{site.origin}/{name}.json").locator("certpress-status")
    assert words(element) == NOT_VALID["en"]
    told = [text.split()[-1] for text in element.locator(".word").all_inner_texts()]
    assert told == ([more] if more else [])
    assert f"/{PICTURE}" not in site.asked


def test_without_lists_there_is_no_picture(site: Served, visit: Visit) -> None:
    """Could not be checked: the signature holds, and that is not enough."""
    del site.files["status/badges/1.json"]
    element = embed(site, visit, f"{site.origin}/valid.json").locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_checked"
    assert words(element) == "Could not be checked"
    assert element.locator(".name").inner_text() == "Jane Q. Doe"
    assert f"/{PICTURE}" not in site.asked


def test_a_picture_from_elsewhere_is_never_asked_for(site: Served, visit: Visit) -> None:
    """A badge may name any address; only a picture of the body's badges is one."""
    srcs = [f"{site.origin}/foreign-{number}.json" for number in range(len(FOREIGN))]
    page = embed(site, visit, *srcs)
    outcomes = page.locator("certpress-status").evaluate_all(
        "all => all.map(e => e.dataset.outcome)"
    )
    assert outcomes == ["valid"] * len(FOREIGN)
    assert page.locator("certpress-status img").count() == 0
    assert not [path for path in site.asked if path.endswith(".png")]


def test_a_picture_that_cannot_be_had_leaves_the_status(site: Served, visit: Visit) -> None:
    """No broken picture stands beside a name."""
    del site.files[PICTURE]
    element = embed(site, visit, f"{site.origin}/valid.json").locator("certpress-status")
    assert element.locator(".place").count() == 0
    assert element.get_attribute("data-outcome") == "valid"


def test_the_words_are_in_six_languages(site: Served, visit: Visit) -> None:
    """In that of the part of the page around the element, from its side."""
    src = f"{site.origin}/off.json"
    parts = (
        f'<div lang="{language}"><certpress-status src="{src}"></certpress-status></div>'
        for language in NOT_VALID
    )
    page = embed(site, visit, *parts)
    for language, said in NOT_VALID.items():
        element = page.locator(f"div[lang={language}] certpress-status")
        assert words(element) == said
        direction = "rtl" if language == "ar" else "ltr"
        assert element.locator(".card").get_attribute("dir") == direction


def test_every_ending_of_a_certificate_is_not_currently_valid(
    world: World, served: Served, visit: Visit
) -> None:
    """And a word tells which."""
    for name in STATES:
        served.files[f"{name}.json"] = world.papers[name].document
    page = embed(served, visit, *(f"{served.origin}/{name}.json" for name in STATES))
    valid, *others = page.locator("certpress-status").all()
    assert valid.locator(".instead, img").count() == 0  # a certificate names no picture
    assert [words(one) for one in others] == [NOT_VALID["en"]] * 4
    told = [one.locator(".word").inner_text().partition(" ")[2] for one in others]
    assert told == ["Expired", "Suspended", "No longer in force", "Replaced"]


def test_the_code_of_a_badge_page_works(site: Served, visit: Visit) -> None:
    """What the body's page offers to copy shows the badge elsewhere."""
    body = replace(BODY, base_url=f"{site.origin}/")
    script, element = outward.embedded(body, f"{site.origin}/b/x/").splitlines()
    site.files["b/x/badge.json"] = site.files["valid.json"]
    page = embed(site, visit, element, head=script)
    assert page.locator("certpress-status img").count() == 1


@pytest.mark.parametrize("dark", [False, True])
def test_no_state_has_a_violation(dark: bool, world: World, served: Served, visit: Visit) -> None:
    """axe-core finds nothing, light and dark as the page is, from left and from right."""
    served.files |= {f"{name}.json": world.papers[name].document for name in STATES}
    served.files["forged.json"] = world.papers["valid"].document.replace(b"Jane Q.", b"Joan Q.")
    srcs = [f"{served.origin}/{name}.json" for name in (*STATES, "forged", "nobody")]
    parts = [
        f'<div lang="{language}"><certpress-status src="{src}"></certpress-status></div>'
        for language in ("en", "ar")
        for src in srcs
    ]
    head = "<style>:root { color-scheme: light dark }</style>"
    page = embed(served, visit, *parts, head=head, dark=dark)
    assert violations(page) == []
    colour = page.locator(".card").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert colour == ("rgb(27, 35, 43)" if dark else "rgb(255, 255, 255)")


def test_it_fits_a_narrow_column(site: Served, visit: Visit) -> None:
    """A long name in another direction, in a column of 200 pixels: nothing hangs out."""
    element = f'<certpress-status src="{site.origin}/arabic.json"></certpress-status>'
    page = embed(site, visit, f'<div style="width: 200px">{element}</div>')
    wide = "one => one.shadowRoot.querySelector('.card').scrollWidth"
    assert page.locator("certpress-status").evaluate(wide) <= 200


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


def test_a_forgery_tells_nothing(site: Served, visit: Visit) -> None:
    """A changed badge is not genuine: none of it is shown, and no picture is asked for."""
    site.files["jane.json"] = site.files["valid.json"].replace(b"Jane Q.", b"Joan Q.")
    element = embed(site, visit, f"{site.origin}/jane.json").locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_genuine"
    assert words(element) == "Not genuine"
    assert element.locator(".name").count() == 0
    assert f"/{PICTURE}" not in site.asked


@pytest.mark.parametrize("answer", [None, b"<!doctype html><h1>Not found</h1>", b'"gone"', b""])
def test_what_is_no_document_is_not_checked(
    answer: bytes | None, served: Served, visit: Visit
) -> None:
    """No address, or an answer that is no document: could not be checked, never "not genuine"."""
    served.files["jane.json"] = answer or b""
    src = None if answer is None else f"{served.origin}/jane.json"
    element = embed(served, visit, src).locator("certpress-status")
    assert element.get_attribute("data-outcome") == "not_checked"
    assert words(element) == "Could not be checked"


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
