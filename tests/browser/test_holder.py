"""The holder's page: what is in a certificate, what to do with it, and what nobody learns of it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from certpress import (
    badge,
    badge_art,
    badge_pages,
    certificate,
    compact,
    content,
    evidence,
    qr,
    verify,
)
from certpress import keys as body_keys
from certpress import site as planned
from certpress.badge_art import Art
from certpress.badge_pages import Listing, outward
from certpress.model import Bits, Person, Picture
from certpress.report import Outcome
from certpress.verify import Memory, Site
from tests.browser.conftest import MOHAMMED, Visit, forged, outcome
from tests.browser.demonstration import (
    BASE,
    DPO,
    NDT,
    NOW,
    ROOT,
    Demonstration,
    Paper,
    Served,
    serve,
)
from tests.browser.test_accessible import violations
from tests.browser.test_intake import choose, paste, pdf, problem
from tests.browser.test_private import MARKUP, requests

ART = Art(body="Northmere", colour="#0b4f6c", scheme="Testing", code="NDT", items=("UT-2-W",))


@dataclass(frozen=True, slots=True)
class Held:
    """A site, and what certified persons hold of it."""

    files: dict[str, bytes]
    papers: dict[str, Paper]
    badge: bytes
    stopped: bytes
    picture: Picture


@pytest.fixture(scope="module")
def held() -> Held:
    """A certificate in each state, two badges, and a directory in which one person is."""
    demo, picture = Demonstration(), badge_art.draw(ART)
    papers = {
        "valid": demo.certify(conditions="Under supervision only."),
        "mohammed": demo.certify(MOHAMMED, scheme=DPO, number="DPO-2026-00001"),
        "suspended": demo.certify(bits=Bits(suspension=True)),
        "withdrawn": demo.certify(bits=Bits(revocation=True, suspension=True)),
        "replaced": demo.certify(bits=Bits(revocation=True, refresh=True)),
    }
    good = demo.badge(papers["valid"], picture=picture)
    stopped = demo.badge(papers["valid"], in_force=False, picture=picture)
    frame = badge_pages.shared(content.load(ROOT / "content"))
    entry = Listing(facts=certificate.read(json.loads(good)), in_force=True, page="a1b2")
    listed = dict(badge_pages.directory(frame, [badge_pages.row(entry)], NOW.date()))
    pages = {"b/a1b2/badge.json": good, "b/a1b2/index.html": b"a page", "b/c3/index.html": b"gone"}
    return Held({**demo.files(), **listed, **pages}, papers, good, stopped, picture)


@pytest.fixture
def site(held: Held) -> Iterator[Served]:
    """The site on a local address."""
    with serve(held.files) as running:
        yield running


def opened(site: Served, visit: Visit, **options: str | bool) -> Page:
    """The holder's page, ready to be given a file."""
    page = visit(f"{site.origin}/holder/", **options)
    page.wait_for_selector("#ways:not([hidden])")
    return page


def shown(page: Page, document: bytes) -> str | None:
    """What the page says of a credential."""
    choose(page, document, "certificate.json")
    return outcome(page)


def saved(page: Page, button: str) -> bytes:
    """The file that a button saves."""
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def test_a_certificate_in_any_form_says_what_is_in_it(
    held: Held, site: Served, visit: Visit
) -> None:
    """The PDF, the file, a picture of the code, or its link; field by field."""
    paper, page = held.papers["valid"], opened(site, visit)
    picture = qr.png(qr.encode(f"{BASE}v/#", paper.digits), 4)
    for given in (pdf(paper.document), paper.document, picture, f"{BASE}v/#{paper.digits}"):
        if isinstance(given, bytes):
            choose(page, given)
        else:
            paste(page, given)
        assert outcome(page) == "valid"
        told = [page.locator(f"#{name}").inner_text() for name in ("name", "number", "until")]
        assert told == ["Jane Q. Doe", "NDT-2026-00417", "14 January 2031"]
        assert page.locator("#scope li").count() == len(NDT.items)
        assert page.locator("#conditions").inner_text() == "Under supervision only."
        assert "Nor your date of birth" in page.locator("#says").inner_text()
        page.click("#again")


def test_a_date_of_birth_is_pointed_out(held: Held, site: Served, visit: Visit) -> None:
    """Where the scheme puts it on the certificate, it is in the link too, and the page says so."""
    page = opened(site, visit)
    assert shown(page, held.papers["mohammed"].document) == "valid"
    assert page.locator("#born").inner_text() == "9 March 1984"
    assert "Your date of birth is in it" in page.locator("#share").inner_text()
    assert "Nor your date of birth" not in page.locator("#says").inner_text()


# What nobody learns


def test_requests_do_not_tell_certificates_apart(held: Held, site: Served, visit: Visit) -> None:
    """Whatever certificate is looked at, the same is asked of this site, and of no other."""
    seen = set()
    for name in ("valid", "mohammed", "withdrawn"):
        page = visit("about:blank")
        asked = requests(page)
        page.goto(f"{site.origin}/holder/")
        page.wait_for_selector("#ways:not([hidden])")
        shown(page, held.papers[name].document)
        page.wait_for_load_state("networkidle")
        seen.add(tuple(sorted(asked)))
        assert all(url.startswith(site.origin) for url in asked)
    assert len(seen) == 1


def test_looking_oneself_up_names_nobody(held: Held, site: Served, visit: Visit) -> None:
    """The directory comes whole; no request holds a name, a number or an identifier."""
    page = opened(site, visit)
    asked = requests(page)
    shown(page, held.badge)
    page.click("#look-listed")
    page.wait_for_selector("#listed p")
    page.click("#make")
    page.wait_for_selector("#badge-files img")
    page.wait_for_load_state("networkidle")
    whole = " ".join(asked)
    assert f"{site.origin}/directory/index.json" in asked
    assert not any(part in whole for part in ("NDT-2026", "Jane", "00000000-0000", "a1b2"))
    assert all(url.startswith((site.origin, "blob:")) for url in asked)


def test_nothing_of_a_certificate_is_kept(held: Held, site: Served, visit: Visit) -> None:
    """After a look the browser has kept files of the site, and nothing of the person."""
    page = opened(site, visit)
    shown(page, held.papers["mohammed"].document)
    page.wait_for_load_state("networkidle")
    stored = page.evaluate("""async () => {
      const kept = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
      const all = [{...localStorage}, {...sessionStorage}, document.cookie, kept, history.state];
      return JSON.stringify(all) + document.title;
    }""")
    assert not any(part in stored for part in ("Mohammed", "محمد", "DPO-2026", "00000000-0000"))


def test_the_policy_forbids_all_but_this_site(held: Held) -> None:
    """The same policy as the verifier's, with the digest of this page's own list of parts."""
    page, verifier = (held.files[f"{name}/index.html"].decode() for name in ("holder", "v"))
    parts = page.split('<script type="importmap">')[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(parts.encode()).digest()).decode()
    policies = [
        one.split('Security-Policy" content="')[1].split('"')[0] for one in (page, verifier)
    ]
    assert f"'sha256-{digest}'" in policies[0]
    plain = [" ".join(w for w in one.split() if "sha256-" not in w) for one in policies]
    assert plain[0].replace(";", "") == plain[1].replace(";", "")


def test_a_genuine_name_with_markup_is_shown_as_it_is(visit: Visit) -> None:
    """Markup in a name, a condition or a scope item is read as its characters."""
    demo = Demonstration()
    person = Person(id="p", name=MARKUP)
    paper = demo.certify(person, conditions=MARKUP, scope=(replace(NDT.items[0], name=MARKUP),))
    with serve(demo.files()) as site:
        page = opened(site, visit)
        assert shown(page, paper.document) == "valid"
        for place in ("#name", "#conditions", "#scope"):
            assert MARKUP in page.locator(place).inner_text()


# What can be done with it


def test_the_badge_files_are_those_of_the_command(held: Held, site: Served, visit: Visit) -> None:
    """Byte for byte as `certpress badge issue` writes them, from the JSON or a baked picture."""
    png, svg = (
        badge.bake_png(held.picture.png, held.badge),
        badge.bake_svg(held.picture.svg, held.badge),
    )
    for given in (held.badge, svg):
        page = opened(site, visit)
        assert shown(page, given) == "valid"
        page.click("#make")
        page.wait_for_selector("#badge-files img")
        made = [saved(page, f"#badge-files #save-badge-{kind}") for kind in ("png", "svg", "json")]
        assert made == [png, svg, held.badge]
    page = visit(site.page)
    choose(page, made[0], "badge.png")
    assert outcome(page) == "valid"
    assert [read(held, one) for one in made] == [Outcome.VALID] * 3


def read(held: Held, file: bytes) -> Outcome:
    """What the command line finds of a file."""
    names = tuple(path[3:] for path in held.files if path.startswith("qr/"))
    trusted = Site(base=BASE, did=body_keys.did(BASE), dictionaries=names)
    load = planned.loader(held.files, BASE)
    return verify.verify(evidence.read(file).content, trusted, load, NOW, Memory()).outcome


@pytest.mark.parametrize("change", ["gone", "other"])
def test_a_picture_that_is_not_the_badges_is_refused(
    change: str, held: Held, site: Served, visit: Visit
) -> None:
    """Without the picture whose bytes give its name, nothing is made, and the page says so."""
    path = f"badges/{hashlib.sha256(held.picture.png).hexdigest()}.png"
    if change == "gone":
        del site.files[path]
    else:
        site.files[path] = held.picture.png + b"\0"
    page = opened(site, visit)
    shown(page, held.badge)
    page.click("#make")
    page.wait_for_selector("#badge-files .bad")
    assert page.locator("#save-badge-png").count() == 0


def test_the_link_opens_the_check(held: Held, site: Served, visit: Visit) -> None:
    """Made from the file, it holds the same certificate under the same signature."""
    page = opened(site, visit)
    shown(page, held.papers["valid"].document)
    address = page.locator("#link").inner_text()
    digits = address.removeprefix(f"{BASE}v/#")
    dictionaries = [held.files[path] for path in held.files if path.startswith("qr/")]
    unpacked = compact.unpack(digits, dictionaries)
    assert unpacked == {
        **json.loads(held.papers["valid"].document),
        "proof": json.loads(held.papers["valid"].document)["proof"][0],
    }
    assert outcome(visit(f"{site.page}#{digits}")) == "valid"


def test_a_certificate_made_from_its_code_can_be_checked(
    held: Held, site: Served, visit: Visit
) -> None:
    """The file that the page saves is a certificate to the command line as well."""
    page = opened(site, visit)
    paste(page, held.papers["valid"].digits)
    assert outcome(page) == "valid"
    assert read(held, saved(page, "#save-certificate-json")) is Outcome.VALID
    assert "one of two signatures" in page.locator("#share").inner_text()


def test_a_certificate_without_a_badge_says_how_to_get_one(
    held: Held, site: Served, visit: Visit
) -> None:
    """Whom to ask stands beside it; the code for websites names the file."""
    page = opened(site, visit)
    shown(page, held.papers["valid"].document)
    assert "when you ask for it" in page.locator("#badge").inner_text()
    assert page.locator("#badge a[href^='mailto:']").count() == 1
    assert "certificate.json" in page.locator("#embed").inner_text()
    assert page.locator("#make").count() == 0


def test_linkedin_is_given_what_a_badge_page_gives(held: Held, site: Served, visit: Visit) -> None:
    """The same address as on the badge page, once the page is known."""
    page = opened(site, visit)
    shown(page, held.badge)
    page.click("#look-listed")
    page.wait_for_selector("#listed a")
    body = content.load(ROOT / "content").body
    facts = certificate.read(json.loads(held.badge))
    expected = outward.linkedin(facts, body, f"{BASE}b/a1b2/")
    assert page.locator("#linkedin").get_attribute("href") == expected
    assert page.locator("#embed").inner_text() == outward.embedded(body, f"{BASE}b/a1b2/")


# Where it is not in force


def test_what_is_not_in_force_is_not_offered_to_be_shown(
    held: Held, site: Served, visit: Visit
) -> None:
    """No link, no code, no profile, no badge files; what to stop is said in plain words."""
    expected = {
        "suspended": (held.papers["suspended"].document, "you may not use"),
        "withdrawn": (held.papers["withdrawn"].document, "Stop using"),
        "replaced": (held.papers["replaced"].document, "Show the newer one alone"),
        "badge": (held.stopped, "Choose your certificate: it tells which"),
    }
    page = opened(site, visit)
    for document, said in expected.values():
        choose(page, document)
        page.locator(".verdict", has_text=said).wait_for()
        assert page.locator("#name").inner_text() == "Jane Q. Doe"
        assert page.locator("#linkedin, #link, #embed, #make, #badge").count() == 0
        assert "take it out of profiles" in page.locator("#share").inner_text()


def test_a_status_that_cannot_be_had_is_no_reason_to_show_it(
    held: Held, site: Served, visit: Visit
) -> None:
    """Unknown is never valid; what the certificate says is shown all the same."""
    del site.files["status/refresh/1.json"]
    page = opened(site, visit)
    assert shown(page, held.papers["valid"].document) == "not_checked"
    assert page.locator("#name").inner_text() == "Jane Q. Doe"
    assert page.locator("#linkedin, #link, #embed").count() == 0


def test_nothing_of_a_forged_certificate_is_shown(held: Held, site: Served, visit: Visit) -> None:
    """A changed byte, and the page says "not genuine", why, and whom to ask."""
    page = opened(site, visit)
    paste(page, forged(held.papers["valid"]).digits)
    assert outcome(page) == "not_genuine"
    assert page.locator("#says, #share, #public").count() == 0


def test_another_bodys_certificate_is_named_as_such(held: Held, site: Served, visit: Visit) -> None:
    """Nothing of it is checked or shown."""
    text = held.papers["valid"].document.decode()
    page = opened(site, visit)
    paste(page, text.replace("did:web:certs.example.org", "did:web:other.example"))
    assert outcome(page) == "not_checked"
    assert "other.example" in page.locator(".verdict").inner_text()
    assert page.locator("#says").count() == 0


def test_files_without_one_certificate_are_told(held: Held, site: Served, visit: Visit) -> None:
    """None, two, or a broken one: each with its reason, beside the ways in."""
    one, other = held.papers["valid"].document, held.papers["suspended"].document
    page = opened(site, visit)
    choose(page, pdf(one, other))
    assert "more than one" in problem(page)
    choose(page, pdf())
    page.locator("#progress", has_text="carries no digital certificate").wait_for()
    choose(page, b"\x89PNG\r\n\x1a\n" + bytes(400))
    page.locator("#progress", has_text="could not be read").wait_for()
    assert page.locator("#ways").is_visible()


# What is public


def test_a_badge_page_is_found_by_its_address_alone(held: Held, site: Served, visit: Visit) -> None:
    """Its holder pastes it; what stands there is told."""
    page = opened(site, visit)
    shown(page, held.papers["valid"].document)
    for address, said in {
        f"{BASE}b/a1b2/": "is public and shows your badge",
        f"{BASE}b/c3/": "Nothing is public",
        f"{site.origin}/b/a1b2/de/": "is public and shows your badge",
        f"{BASE}b/none/": "could not be loaded",
        "https://other.example/b/a1b2/": "not the address",
    }.items():
        page.fill("#page", address)
        page.click("#page-form button")
        page.locator("#page-shown", has_text=said).wait_for()


def test_another_persons_badge_page_is_told(held: Held, site: Served, visit: Visit) -> None:
    """A page is one's own only if it has one's number; so is an entry in the directory."""
    page = opened(site, visit)
    shown(page, held.papers["mohammed"].document)
    page.fill("#page", f"{BASE}b/a1b2/")
    page.click("#page-form button")
    page.locator("#page-shown", has_text="not of this certificate").wait_for()
    page.click("#look-listed")
    page.locator("#listed", has_text="not in the directory").wait_for()
    del site.files["directory/index.json"]
    page.click("#look-listed")
    page.locator("#listed", has_text="could not be loaded").wait_for()


# For everybody


STATES = ("ways", "problem", "valid", "badge", "suspended", "not_genuine")


@pytest.mark.parametrize("locale", ["en-GB", "ar-EG"])
def test_no_state_has_a_violation(locale: str, held: Held, site: Served, visit: Visit) -> None:
    """axe-core finds nothing, light and dark, from left and from right, everything opened."""
    page = opened(site, visit, locale=locale, reduced_motion="reduce")
    given = {
        "valid": held.papers["mohammed"].document,
        "badge": held.badge,
        "suspended": held.papers["suspended"].document,
        "not_genuine": held.papers["valid"].document.replace(b"Jane", b"Joan"),
    }
    for state in STATES:
        if state == "problem":
            paste(page, "good morning")
            problem(page)
        elif state != "ways":
            page.reload()
            page.wait_for_selector("#ways:not([hidden])")
            shown(page, given[state])
        if state == "badge":
            page.click("#make")
            page.wait_for_selector("#badge-files img")
            page.click("#look-listed")
            page.wait_for_selector("#listed a")
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page) == [], (state, scheme)


def test_nothing_is_wider_than_a_small_telephone(held: Held, site: Served, visit: Visit) -> None:
    """At 320 pixels no language needs scrolling sideways."""
    page = opened(site, visit)
    page.set_viewport_size({"width": 320, "height": 640})
    shown(page, held.papers["mohammed"].document)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    for language in ("en", "de", "fr", "es", "ar", "zh"):
        page.select_option("#language", language)
        page.wait_for_function("tag => document.documentElement.lang === tag", arg=language)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, language


def test_the_keyboard_alone_suffices(held: Held, site: Served, visit: Visit) -> None:
    """From the text of a code to what is in it, and back, without a mouse."""
    page = opened(site, visit)
    page.focus("#paste")
    page.keyboard.insert_text(held.papers["valid"].digits)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert outcome(page) == "valid"
    assert page.evaluate("() => document.activeElement.id") == "verdict"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.hash") == "#says"
    page.focus("#again")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'title'")


def test_each_language_of_the_body_has_its_address(visit: Visit) -> None:
    """From the German pages into German words, and from there to the body's German pages."""
    demo = Demonstration()
    with serve(demo.files(body=replace(demo.body, languages=("en", "de")))) as site:
        page = visit(f"{site.origin}/de/holder/", locale="en-GB")
        page.wait_for_selector("#ways:not([hidden])")
        assert page.locator("#title").inner_text() == "Sie haben ein Zertifikat: Was nun?"
        page.click("#g-appeal summary")
        links = page.locator("#g-appeal a").evaluate_all("all => all.map(one => one.pathname)")
        assert links == ["/de/appeals/", "/de/complaints/"]


def test_without_scripts_it_says_whom_to_ask(site: Served, visit: Visit) -> None:
    """There is a way on where JavaScript is switched off."""
    page = visit(f"{site.origin}/holder/", java_script_enabled=False)
    assert "ask the certification body" in page.locator("noscript").inner_text()
