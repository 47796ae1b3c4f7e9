"""What `pages` has to do: turn content into the files of MkDocs, safely and the same every time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from certpress import content, pages
from certpress.content import Content, Page
from certpress.pages import catalogue, colours, diagram

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def loaded() -> Content:
    """The demonstration's content."""
    return content.load(ROOT / "content")


def planned(loaded: Content, today: date = TODAY, *languages: str) -> dict[str, str]:
    """The planned files of some languages, or else of the first."""
    wanted = languages or loaded.body.languages[:1]
    files = pages.plan(loaded, today, languages=wanted)
    return {path: data.decode("utf-8") for path, data in files}


def with_page(loaded: Content, slug: str, **values: str) -> Content:
    """The content with fields of one page replaced."""
    changed = tuple(replace(p, **values) if p.slug == slug else p for p in loaded.pages)  # type: ignore[arg-type]
    return replace(loaded, pages=changed)


def page(loaded: Content, slug: str) -> Page:
    """The page of that name."""
    return next(page for page in loaded.pages if page.slug == slug)


def test_the_same_content_gives_the_same_files(loaded: Content) -> None:
    """Two plans from the same content and day are equal, byte for byte, and in order of path."""
    plan = pages.plan(loaded, TODAY)
    assert plan == pages.plan(content.load(ROOT / "content"), TODAY)
    assert [path for path, _ in plan] == sorted(path for path, _ in plan)


def test_each_edition_has_its_page(loaded: Content) -> None:
    """Every scheme edition has a page at its address, and every scheme a page of its editions."""
    files = planned(loaded)
    for scheme in loaded.schemes:
        assert f"docs/schemes/{scheme.id}/{scheme.edition}/index.md" in files
        assert f"docs/schemes/{scheme.id}/index.md" in files


def test_anchors_name_the_subjects_and_the_items(loaded: Content) -> None:
    """Each section has its subject as anchor, each scope item its code in lower case."""
    files = planned(loaded)
    for text in loaded.texts:
        made = files[f"docs/schemes/{text.scheme.id}/{text.scheme.edition}/index.md"]
        anchors = re.findall(r"\{ #([a-z0-9-]+) |\bid=\"([a-z0-9-]+)\"", made)
        found = [first or second for first, second in anchors]
        wanted = [kind.anchor for kind in content.KINDS[:7]]
        wanted += [item.code.lower() for item in text.scheme.items]
        assert set(wanted) <= set(found)
        assert len(found) == len(set(found))


def test_every_public_text_shows_its_approval(loaded: Content) -> None:
    """Each page of the body shows owner, approval and review."""
    files = planned(loaded)
    shown = [path for path in files if path.endswith(".md") and "cp-approval" in files[path]]
    first = [page for page in loaded.pages if page.language == "en"]
    assert len(shown) == len(first) + len(loaded.texts) + 1
    assert "12 January 2026" in files["docs/fees.md"]
    assert "overdue" not in files["docs/fees.md"]


def test_an_overdue_page_says_so(loaded: Content) -> None:
    """A page whose day of review has passed shows that."""
    assert "overdue" in planned(loaded, date(2060, 1, 1))["docs/fees.md"]


@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", "# a", "[x](y)", '"><img src=x>', "{{7*7}}"]
)
def test_fields_cannot_inject(loaded: Content, hostile: str) -> None:
    """A title or description is shown as written, whatever marks it holds."""
    made = planned(with_page(loaded, "fees", title=hostile, description=hostile))["docs/fees.md"]
    body = made.split("---\n", 2)[2]
    assert "<script>" not in body
    assert "<img" not in body
    assert "[x](y)" not in body.replace('<p class="cp-lead">[x](y)</p>', "")


def test_a_front_matter_cannot_be_broken_out_of(loaded: Content) -> None:
    """Titles go into the front matter as quoted strings."""
    made = planned(with_page(loaded, "fees", title='a"\n---\nhide: [x]'))["docs/fees.md"]
    assert made.split("\n")[1] == 'title: "a\\"\\n---\\nhide: [x]"'


def test_the_settings_load_nothing_from_elsewhere(loaded: Content) -> None:
    """The generated settings switch web fonts off and name no address but the body's own."""
    settings = planned(loaded)["mkdocs.yml"]
    theme = json.loads(re.findall(r"^theme: (.*)$", settings, re.MULTILINE)[0])
    assert theme["font"] is False
    assert set(re.findall(r"https?://[^\"/]+", settings)) == {"https://certs.example.org"}


def test_the_users_settings_are_inherited(loaded: Content) -> None:
    """The user's mkdocs.yml stands in the plan as it is, and is inherited."""
    files = dict(pages.plan(loaded, TODAY, b"theme: {name: material}\n"))
    assert files["settings/mkdocs.yml"] == b"theme: {name: material}\n"
    assert b'INHERIT: "settings/mkdocs.yml"' in files["mkdocs.yml"]


def test_generated_links_are_relative(loaded: Content) -> None:
    """No page links to the body's own address: the site works wherever it is served."""
    for path, text in planned(loaded).items():
        if path.startswith("docs/"):
            said = re.sub(r'<script type="application/ld\+json">.*', "", text)
            assert loaded.body.base_url not in said, path
            assert not re.search(r'(href|src)="/', text), path


def test_the_page_of_a_scheme_agrees_with_issuing(loaded: Content) -> None:
    """The interval and the accreditation on the page are those that issuing uses."""
    files = planned(loaded)
    assert "5 years (60 months)" in files["docs/schemes/ndt/2017-1/index.md"]
    assert "ACNI-P-0417" in files["docs/schemes/ndt/2017-1/index.md"]
    assert "<dd>not accredited</dd>" in files["docs/schemes/dpo/2017-1/index.md"]


def test_an_earlier_edition_leads_to_the_one_in_force(loaded: Content) -> None:
    """An edition that another has followed says so and links to it."""
    old = loaded.texts[0]
    scheme = replace(old.scheme, edition="2026-1", effective=date(2026, 1, 1))
    both = replace(loaded, texts=(old, replace(old, scheme=scheme), *loaded.texts[1:]))
    files = planned(both)
    assert "This is an earlier edition" in files["docs/schemes/dpo/2017-1/index.md"]
    assert "earlier edition" not in files["docs/schemes/dpo/2026-1/index.md"]
    before = planned(both, date(2025, 12, 31))
    assert "takes effect on 1 January 2026" in before["docs/schemes/dpo/2026-1/index.md"]


def test_the_ask_page_names_the_ways(loaded: Content) -> None:
    """The ask-us page shows telephone, hours and e-mail from body.yml."""
    made = planned(loaded)["docs/ask.md"]
    assert loaded.body.telephone in made
    assert loaded.hours in made
    assert loaded.body.email in made


def test_the_diagram_shows_every_step_without_overlap(loaded: Content) -> None:
    """Every step of a process is drawn, each below the one before, inside the drawing."""
    for text in loaded.texts:
        drawn = diagram.layout(text.process, catalogue.words("en"))
        assert len(drawn.stages) == len(text.process)
        bottoms = [0.0, *(stage.bottom for stage in drawn.stages)]
        assert all(s.box.y > below for s, below in zip(drawn.stages, bottoms, strict=False))
        sides = [stage.otherwise for stage in drawn.stages if stage.otherwise]
        assert all(a.bottom < b.y for a, b in pairwise(sides))
        assert all(box.bottom <= drawn.height for box in sides)


@pytest.mark.parametrize("colour", ["#0b4f6c", "#ffee00", "#ffffff", "#000000", "#7f7f7f"])
def test_any_colour_stays_readable(colour: str) -> None:
    """Whatever the body's colour, text in it and on it has at least the contrast of 4.5."""
    for background in ("#ffffff", "#1a1f24"):
        assert colours.contrast(colours.readable(colour, background), background) >= 4.5
    assert colours.contrast(colours.text_on(colour), colour) >= 4.5
