"""The pages of the site: screen readers, small screens, directions, languages, search, paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from certpress import clauses, content, pages, render
from certpress.content import Content
from tests import sample
from tests.browser.conftest import Visit
from tests.browser.demonstration import ROOT, Served, serve
from tests.browser.test_accessible import violations

TODAY = date(2026, 11, 20)
KINDS = (  # one page of each kind
    *("", "fees/", "appeals/", "impartiality/", "accreditation/", "changes/", "ask/", "check/"),
    *("schemes/", "schemes/ndt/", "schemes/ndt/2017-1/", "schemes/ndt/2027-1/"),
    *("schemes/dpo/2017-1/", "public-information/", "404.html"),
)
LANGUAGES = ("", "de/", "ar/")
# Each page in each language, every day in one of the two schemes, in turns.
LOOKS = [
    (("light", "dark")[scheme], language, kind)
    for row, kind in enumerate(KINDS)
    for column, language in enumerate(LANGUAGES)
    for scheme in range(2)
    if sample.CAMPAIGN or (row + column + scheme) % 2 == 0
]


def untranslated() -> Content:
    """The demonstration, with a page and a scheme that are not translated into Arabic."""
    loaded = content.load(ROOT / "content")
    kept = tuple(p for p in loaded.pages if (p.slug, p.language) != ("fees", "ar"))
    found = tuple(
        replace(t, texts=tuple(x for x in t.texts if t.language != "ar" or x.scheme.id != "dpo"))
        for t in loaded.translations
    )
    return replace(loaded, pages=kept, translations=found)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The demonstration's pages in all languages, as a server has them."""
    folder = tmp_path_factory.mktemp("pages")
    loaded = untranslated()
    settings = (ROOT / "mkdocs.yml").read_bytes()
    review = clauses.review(loaded, TODAY)
    for path, data in pages.plan(loaded, TODAY, settings, review=review, draft=True):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    site = folder / "site"
    render.languages(folder, site, 1_790_000_000, loaded.body.languages[1:])
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture
def site(built: dict[str, bytes]) -> Iterator[Served]:
    """The pages on a local address."""
    with serve(built) as running:
        yield running


@pytest.mark.parametrize(("scheme", "language", "kind"), LOOKS)
def test_no_violation_on_any_page(
    scheme: str, language: str, kind: str, site: Served, visit: Visit
) -> None:
    """axe-core finds nothing on a page of any kind, light and dark, in both directions."""
    page = visit(urljoin(f"{site.origin}/", language + kind), color_scheme=scheme)
    page.wait_for_function("document.readyState === 'complete'")
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_telephone(language: str, kind: str, site: Served, visit: Visit) -> None:
    """No page is wider than a screen of 320 px."""
    page = visit(
        urljoin(f"{site.origin}/", language + kind), viewport={"width": 320, "height": 640}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("", "thermographic", "schemes/ndt/2027-1/"),
        ("de/", "Einspruch", "appeals/"),
        ("de/", "Schulung", "schemes/"),
        ("ar/", "التظلم", "appeals/"),
    ],
)
def test_the_search_finds_pages(
    language: str, word: str, expected: str, site: Served, browser: Browser
) -> None:
    """The site's own search finds pages in their language, and asks no other site."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})  # its clock has to run
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(urljoin(f"{site.origin}/", language))
    page.wait_for_load_state("networkidle")
    page.click(".md-search__input")
    page.keyboard.type(word)
    page.keyboard.press("End")  # a key of this keyboard, where the letters of the word are none
    page.wait_for_selector(".md-search-result__link", state="attached")
    links = page.eval_on_selector_all(".md-search-result__link", "found => found.map(a => a.href)")
    assert any(f"/{language}{expected}" in link for link in links)
    assert all(url.startswith((site.origin, "blob:", "data:")) for url in asked)
    page.close()


def test_nothing_is_asked_of_another_site(site: Served, visit: Visit) -> None:
    """A page loads what it needs from its own site, and all of it is there."""
    page = visit("about:blank")
    asked: list[tuple[str, int]] = []
    page.on("response", lambda response: asked.append((response.url, response.status)))
    for kind in ("", "ar/schemes/ndt/2017-1/"):
        page.goto(urljoin(f"{site.origin}/", kind))
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if not one[0].startswith(site.origin) or one[1] >= 400] == []


def test_languages_are_switched_on_every_page(site: Served, visit: Visit) -> None:
    """From a page in one language a link leads to the same page in another."""
    page = visit(urljoin(f"{site.origin}/", "schemes/ndt/2017-1/"))
    page.click(".cp-languages a[hreflang=ar]")
    page.wait_for_url("**/ar/schemes/ndt/2017-1/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.click(".cp-languages a[hreflang=en]")
    page.wait_for_url(urljoin(f"{site.origin}/", "schemes/ndt/2017-1/"))


def test_an_untranslated_text_says_so(site: Served, visit: Visit) -> None:
    """The original stands in place of a translation, marked with its language, after a notice."""
    page = visit(urljoin(f"{site.origin}/", "ar/fees/"))
    assert "غير متوفر بالعربية" in page.inner_text(".cp-notice")
    heading = page.locator("h1")
    assert (heading.get_attribute("lang"), heading.get_attribute("dir")) == ("en", "ltr")


def test_an_edition_keeps_its_order_in_arabic(site: Served, visit: Visit) -> None:
    """2017-1 does not read 1-2017 between Arabic words."""
    page = visit(urljoin(f"{site.origin}/", "ar/schemes/ndt/"))
    order = """() => {
      const node = document.querySelector('.md-content .md-button').firstChild;
      const at = node.data.indexOf('2017-1'), range = document.createRange();
      const left = (n) => { range.setStart(node, n); range.setEnd(node, n + 1);
        return range.getBoundingClientRect().left; };
      return left(at) < left(at + 5);
    }"""
    assert page.evaluate(order)


def test_on_paper_the_process_stands_in_words(site: Served, visit: Visit) -> None:
    """Printed, a page has its texts and no controls; what can be unfolded is unfolded."""
    page = visit(urljoin(f"{site.origin}/", "schemes/ndt/2017-1/"))
    page.emulate_media(media="print")
    assert page.locator(".cp-words .cp-steps > li").first.is_visible()
    assert not page.locator(".cp-announce").is_visible()
