"""What `links` has to do: find links that lead nowhere, in the file and line where they stand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from certpress import content, links, pages
from certpress.clauses import Fault, Weight
from certpress.content import Content
from certpress.errors import CertpressError
from tests.test_clauses import NDT, ROOT, TODAY


@pytest.fixture(scope="module")
def loaded() -> Content:
    """The demonstration's content."""
    return content.load(ROOT)


@pytest.fixture(scope="module")
def planned(loaded: Content) -> dict[str, bytes]:
    """The files of its pages."""
    return dict(pages.plan(loaded, TODAY))


def found(loaded: Content, planned: dict[str, bytes], text: str, slug: str = "fees") -> list[Fault]:
    """The findings when a page says something else."""
    changed = tuple(
        replace(page, text=text) if (page.slug, page.language) == (slug, "en") else page
        for page in loaded.pages
    )
    return list(links.broken(replace(loaded, pages=changed), planned.items()))


def test_the_demonstration_leads_nowhere_wrong(loaded: Content, planned: dict[str, bytes]) -> None:
    """No link of the demonstration is broken, in any of its languages."""
    assert list(links.broken(loaded, planned.items())) == []


@pytest.mark.parametrize(
    "link",
    [
        *("[a](ask.md)", "[a](appeals.md#steps)", "[a](schemes/ndt/2017-1/index.md#ut-2-w)"),
        *("[a](../v/)", "[a](#own)", '<a href="../ask/">a</a>', '<a href="../">a</a>'),
        *("[a](https://www.example.org/x#y)", "[a](mailto:ask@example.org)", "`[a](no.md)`"),
        *("[a](schemes/ndt/2017-1/index.md#scope)", '<a href="../schemes/editions.json">a</a>'),
    ],
)
def test_a_link_that_leads_somewhere(loaded: Content, planned: dict[str, bytes], link: str) -> None:
    """Pages, anchors of sections, items and headings, the verifier, other sites, and code."""
    with_own = {**planned, "docs/fees.md": planned["docs/fees.md"] + b"\n## Own\n"}
    assert found(loaded, with_own, f"See {link}.") == []


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("[a](aks.md)", "did you mean ask.md?"),
        ("[a](appeals.md#stepps)", "did you mean #steps?"),
        ("[a](schemes/ndt/2017-1/index.md#ut-2-x)", "did you mean #ut-2-w?"),
        ("[a](schemes/ndt/2099-1/index.md)", "/index.md"),
        ('<a href="../nowhere/">a</a>', "the file of a page"),
        ("[a](pictures/none.png)", ""),
        ("[a](../../../../etc/passwd)", ""),
    ],
)
def test_a_link_that_leads_nowhere(
    loaded: Content, planned: dict[str, bytes], link: str, wanted: str
) -> None:
    """A page, an anchor or a file that is not there is told with its line and the likely one."""
    (fault,) = found(loaded, planned, f"First.\n\nSee {link}.")
    line = loaded.places.text("content/pages/fees.md") + 2
    assert (fault.where, fault.weight) == (f"content/pages/fees.md:{line}", Weight.STOP)
    assert wanted in fault.wanted


def test_a_link_to_a_text_that_cannot_be_read(loaded: Content, planned: dict[str, bytes]) -> None:
    """A link to a page with a slip in it leads somewhere once the slip is mended."""
    without = {path: data for path, data in planned.items() if not path.endswith("/fees.md")}
    slips = [CertpressError("content/pages/fees.md:7", "review_by: expected a date")]
    assert list(links.broken(loaded, without.items())) != []
    assert list(links.broken(loaded, without.items(), slips)) == []


def test_a_page_that_is_gone_is_not_taken_for_another(
    loaded: Content, planned: dict[str, bytes]
) -> None:
    """A name that is like none is not guessed."""
    (fault,) = found(loaded, planned, "See [a](gone.md).")
    assert fault.wanted == "the file of a page, such as fees.md"


def test_a_link_in_a_section(loaded: Content, planned: dict[str, bytes]) -> None:
    """A link of a section is read from the page of its edition."""
    text = next(text for text in loaded.texts if text.scheme.id == "ndt")
    section = text.section("scope")
    assert section is not None
    wrong = replace(section, text="See [fees](fees.md).")
    sections = tuple(wrong if one is section else one for one in text.sections)
    texts = tuple(replace(text, sections=sections) if t is text else t for t in loaded.texts)
    (fault,) = links.broken(replace(loaded, texts=texts), planned.items())
    assert fault.where == f"content/{NDT}/scope.md:1"
    assert fault.wanted == "did you mean ../../../fees.md?"


def test_every_scope_item_has_its_anchor(loaded: Content, planned: dict[str, bytes]) -> None:
    """Certificates lead to the scope items: each is an anchor of its edition's page."""
    for scheme in loaded.schemes:
        page = planned[f"docs/schemes/{scheme.id}/{scheme.edition}/index.md"].decode("utf-8")
        anchors = set(re.findall(r'id="([^"]+)"', page))
        assert {item.code.lower() for item in scheme.items} <= anchors
