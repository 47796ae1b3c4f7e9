"""What `pages` has to do: turn content into the files of MkDocs, safely and the same every time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from certpress import clauses, content, pages
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


def test_every_language_has_every_page(loaded: Content) -> None:
    """The pages of a further language stand at the addresses of the first."""
    files = planned(loaded, TODAY, "en", "de", "ar")
    paths = {lead: {p for p in files if p.startswith(f"{lead}/")} for lead in ("docs", "docs.de")}
    own = {path.removeprefix("docs/") for path in paths["docs"]}
    assert {path.removeprefix("docs.de/") for path in paths["docs.de"]} == own


def test_further_languages_inherit_the_first(loaded: Content) -> None:
    """A further language says only what differs, and stands below its name."""
    made = planned(loaded, TODAY, "ar")["mkdocs.ar.yml"]
    values = dict(line.split(": ", 1) for line in made.splitlines())
    assert values["INHERIT"] == '"mkdocs.yml"'
    assert values["site_url"] == '"https://certs.example.org/ar/"'
    assert json.loads(values["theme"]) == {"language": "ar"}
    assert json.loads(values["plugins"]) == {"search": {"lang": ["ar", "en"]}}


def test_a_page_without_translation_says_so(loaded: Content) -> None:
    """The original is shown in its place, marked, after a notice in the reader's language."""
    kept = tuple(p for p in loaded.pages if (p.slug, p.language) != ("fees", "ar"))
    made = planned(replace(loaded, pages=kept), TODAY, "ar")["docs.ar/fees.md"]
    assert re.search('# Fees and access { +lang="en" dir="ltr" }', made)
    assert 'class="cp-notice" role="note">هذا النص' in made
    assert '<div lang="en" dir="ltr" markdown>' in made


def test_a_translation_names_what_binds(loaded: Content) -> None:
    """A translated page says that it is one, and leads to the original."""
    made = planned(loaded, TODAY, "de")["docs.de/fees.md"]
    assert 'Maßgeblich ist das <a href="../../fees/">Original</a>.' in made
    assert "Original" not in planned(loaded)["docs/fees.md"]


def test_links_to_the_check_are_longer_below_a_language(loaded: Content) -> None:
    """A text that links to the verifier as its original does leads there all the same."""
    linked = with_page(loaded, "fees", text="[check](../v/)\n")
    files = planned(linked, TODAY, "en", "de")
    assert "[check](../v/)" in files["docs/fees.md"]
    assert "[check](../../v/)" in files["docs.de/fees.md"]


def test_a_draft_says_so(loaded: Content) -> None:
    """A draft is marked in the settings, from which every page takes its banner."""
    for draft in (True, False):
        made = dict(pages.plan(loaded, TODAY, draft=draft))["mkdocs.yml"].decode()
        assert f'"draft": {str(draft).lower()}' in made


def test_the_index_lists_every_clause_owed_to_the_public(loaded: Content) -> None:
    """Each clause owed to the public has its number and link, for the body and each scheme."""
    review = clauses.review(loaded, TODAY)
    made = dict(pages.plan(loaded, TODAY, review=review))["docs/public-information.md"].decode()
    owed = [e for e in review.entries if e.clause.audience is clauses.Audience.PUBLIC and e.page]
    assert owed
    for entry in owed:
        assert f'<a href="../{entry.link}">' in made
    assert "7.2.2 b" in made
    assert "conform" not in made


def test_search_engines_learn_of_a_credential(loaded: Content) -> None:
    """The page of a scheme describes it as schema.org has it; no text ends its script."""
    text = loaded.texts[0]
    hostile = replace(text.scheme, description="</script><script>alert(1)</script>")
    changed = replace(loaded, texts=(replace(text, scheme=hostile), *loaded.texts[1:]))
    made = planned(changed)["docs/schemes/dpo/2017-1/index.md"]
    said = re.findall(r'<script type="application/ld\+json">(.*)</script>', made)[0]
    assert "<" not in said
    value = json.loads(said)
    assert value["@type"] == "EducationalOccupationalCredential"
    assert value["description"] == hostile.description
    assert value["validFor"] == "P36M"


def test_an_announced_edition_is_told(loaded: Content) -> None:
    """The edition in force names the one to come, and that one names its transition."""
    files = planned(loaded)
    assert "takes effect on 1 July 2027" in files["docs/schemes/ndt/2017-1/index.md"]
    made = files["docs/schemes/ndt/2027-1/index.md"]
    assert "In force is <a" in made
    assert "Until 30 June 2028 edition 2017-1 may still be used." in made
    assert "announced" in files["docs/schemes/ndt/index.md"]


def test_many_schemes_stand_outside_the_navigation(loaded: Content) -> None:
    """The navigation, which is on every page, does not grow with the number of schemes."""
    text = loaded.texts[0]
    many = tuple(
        replace(text, scheme=replace(text.scheme, id=f"s{n:02}", name=f"Scheme {n}"))
        for n in range(13)
    )
    made = planned(replace(loaded, texts=many))["mkdocs.yml"]
    assert "Scheme 5" not in made
    assert "schemes/index.md" in made


def test_a_summary_may_be_missing(loaded: Content) -> None:
    """Without a summary the box at the head shows links to the sections."""
    bare = tuple(replace(text, summary=None) for text in loaded.texts)
    made = planned(replace(loaded, texts=bare))["docs/schemes/ndt/2017-1/index.md"]
    assert "<dt>Fees</dt><dd><a" in made


def test_the_diagram_turns_with_the_language(loaded: Content) -> None:
    """In Arabic the steps stand on the right, and what happens otherwise on the left."""
    drawn = diagram.layout(loaded.texts[0].process, catalogue.words("ar"))
    asked = [stage for stage in drawn.stages if stage.otherwise]
    assert asked
    assert all(s.otherwise.x < s.box.x for s in asked if s.otherwise)
    assert all(s.box.x + s.box.width <= drawn.width for s in drawn.stages)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("Zertifizierungsentscheidung", ["Zertifiz", "ierungse", "ntscheid", "ung"]),
        ("申请人提交材料", ["申请人提", "交材料"]),
        ("", []),
    ],
)
def test_text_is_wrapped_in_any_script(text: str, lines: list[str]) -> None:
    """Lines break between words, inside a word that is too long, and between wide characters."""
    assert diagram.wrap(text, 8) == lines


def test_the_symbol_stands_beside_its_number(loaded: Content) -> None:
    """The accreditation symbol is on the page of accreditation and on those of accredited schemes,
    with its number as its words; a scheme that is not accredited does not show it."""
    (held,) = loaded.body.accreditations
    body = replace(loaded.body, accreditations=(replace(held, symbol="acni.svg"),))
    files = planned(replace(loaded, body=body))
    shown = {path for path, text in files.items() if "pictures/acni.svg" in text}
    assert "docs/accreditation.md" in shown
    assert "docs/schemes/ndt/2017-1/index.md" in shown
    assert "docs/schemes/dpo/2017-1/index.md" not in shown
    assert f'alt="{held.body}, {held.number}"' in files["docs/accreditation.md"]
