"""Badge pages and the directory: only who agreed, all that the badge says, and nothing more."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from certpress import badge_pages, certificate, content
from certpress.badge_pages import Card, Frame, Listing, Profile, outward
from certpress.badge_pages.frame import LANGUAGES, words
from certpress.errors import CertpressError
from certpress.pages import catalogue
from certpress.register import Register
from tests import world
from tests.office import BY, DATED, SUSPENDED, VALID, Office

ROOT = Path(__file__).parent.parent
FACTS = replace(certificate.read(world.badge()), edition="2017-1")
CARD = Card(
    number="NDT-1", name="Jane Q. Doe", latin="", scheme="Non-destructive testing personnel",
    body="Northmere Institute", colour="#0b4f6c",
    badge='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
)  # fmt: skip
PROFILE = Profile(
    address="a" * 24, facts=FACTS, scheme="ndt", in_force=True, indexed=False, has_paper=True,
    status=(("revocation", f"{world.BASE}status/revocation/1.json", 7),),
)  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> Frame:
    return badge_pages.shared(content.load(ROOT / "content"))


def page(frame: Frame, language: str = "", **changes: object) -> str:
    """The HTML of a page in a language; `changes` replace members of the profile."""
    files = dict(badge_pages.person(frame, replace(PROFILE, **changes)))  # type: ignore[arg-type]
    return files[f"b/{PROFILE.address}/{language}index.html"].decode()


# One page


def test_a_page_says_what_the_badge_says(frame: Frame) -> None:
    """Who, scheme, every scope item, conditions, both days, who authorised, who accredits."""
    html = page(frame, facts=replace(FACTS, conditions="Supervised only"))
    said = ("Jane Q. Doe", FACTS.number, FACTS.scheme, "Supervised only", "15 January 2026")
    more = ("14 January 2031", "Dr Maren Okafor-Lindqvist", "ACNI-P-0417")
    items = (word for item in FACTS.scope for word in (item.code, item.name))
    assert all(word in html for word in (*said, *more, *items))
    assert 'href="../../schemes/ndt/2017-1/"' in html
    assert "Training, industrial experience" in html


def test_a_page_is_there_in_every_language(frame: Frame) -> None:
    """With its own words and direction; the name stays as the badge writes it."""
    for language, direction, word in (("de/", "ltr", "Gültig ab"), ("ar/", "rtl", "سارية من")):
        html = page(frame, language)
        assert f'<html lang="{language[:2]}" dir="{direction}">' in html
        assert word in html
        assert '<h1 dir="auto">Jane Q. Doe</h1>' in html
        assert 'href="../../../schemes/' not in html
        assert f"../../../{language}schemes/ndt/2017-1/" in html


def test_a_page_has_no_script_and_loads_nothing_foreign(frame: Frame) -> None:
    """The policy of the verifier: own files alone, and no script or style in the page."""
    html = page(frame)
    assert badge_pages.POLICY.replace("'", "&#39;") in html
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert "style=" not in html
    assert not re.search(r' on[a-z]+="', html)
    loaded = re.findall(
        r'<(?:img|script|link rel="(?:stylesheet|icon)")[^>]+(?:src|href)="([^"]+)', html
    )
    assert loaded
    assert not [address for address in loaded if address.startswith(("http", "//"))]


def test_names_are_shown_as_text(frame: Frame) -> None:
    """What looks like markup, or ends a data block, is shown as it stands."""
    html = page(frame, facts=replace(FACTS, name='</script><b>"&amp;'))
    assert "<b>" not in html
    assert "&lt;/script&gt;&lt;b&gt;" in html


def test_search_engines_stay_away_unless_the_person_agreed(frame: Frame) -> None:
    """From every page of those who did not, and from the files to which it leads."""
    assert '<meta name="robots" content="noindex, nofollow">' in page(frame)
    assert "noindex" not in page(frame, indexed=True)


def test_what_is_not_in_force_says_so(frame: Frame) -> None:
    """The page itself says "not currently valid", no more: which of three is for the live check."""
    html = page(frame, in_force=False)
    assert "Not currently valid" in html
    assert "Checking the current status" not in html
    assert "linkedin.com" not in html
    assert "linkedin.com" in page(frame)
    assert "Derzeit nicht gültig" in page(frame, "de/", in_force=False)


def test_networks_get_a_picture_and_no_status(frame: Frame) -> None:
    """Title, picture and its size; the same for a page that is not in force."""
    cards = re.findall(r'<meta (?:property|name)="(?:og|twitter):.*', page(frame))
    assert cards == re.findall(
        r'<meta (?:property|name)="(?:og|twitter):.*', page(frame, in_force=False)
    )
    assert any(f"{world.BASE}b/{PROFILE.address}/card.png" in line for line in cards)
    assert not any(re.search("valid|status", line, re.I) for line in cards)


def test_without_scripts_the_way_to_the_check_is_a_link(frame: Frame) -> None:
    """Not the markup of one."""
    said = re.search(r"<noscript>(.*?)</noscript>", page(frame))
    assert said is not None
    assert '<a href="../../v/">the page of the certification body</a>' in said[1]
    assert "&lt;" not in said[1]


def test_a_withdrawn_page_says_nothing(frame: Frame) -> None:
    """The same words at every address."""
    one, other = (list(badge_pages.gone(frame, letter * 24)) for letter in "xy")
    assert [data for _, data in one] == [data for _, data in other]
    assert len(one) == 3
    assert all(b"noindex" in data for _, data in one)


# Other sites


def test_linkedin_counts_months_from_one() -> None:
    """Name, organisation, first and last month, address and number."""
    facts = replace(FACTS, valid_from="2026-01-15", valid_until="2031-12-31", scheme="A & B")
    found = parse_qs(urlsplit(outward.linkedin(facts, world.BODY, f"{world.BASE}b/x/")).query)
    assert {name: value for name, (value,) in found.items()} == {
        "startTask": "CERTIFICATION_NAME", "name": "A & B", "organizationName": FACTS.body,
        "issueYear": "2026", "issueMonth": "1", "expirationYear": "2031", "expirationMonth": "12",
        "certUrl": f"{world.BASE}b/x/", "certId": FACTS.number,
    }  # fmt: skip


def test_linkedin_takes_the_number_of_a_page() -> None:
    """Where body.yml has it, the name is left to LinkedIn."""
    address = outward.linkedin(FACTS, replace(world.BODY, linkedin="1234567"), "x")
    assert "organizationId=1234567" in address
    assert "organizationName" not in address


# The picture for networks


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Jane Q. Doe", ""),
        ("محمد بن عبد الرحمن الزيادي", "Mohammed bin Abdulrahman Alzeyadi"),
        ("李建国", "Li Jianguo"),
        ("Bartolomeu Henrique Tomás de Sousa Coutinho Vilhena da Câmara Pimentel e Noronha", ""),
    ],
)
def test_a_card_is_drawn_for_any_name(name: str, latin: str) -> None:
    """1200 by 630 pixels, the same every time, named by what it shows."""
    card = replace(CARD, name=name, latin=latin)
    drawn = badge_pages.draw(card)
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert badge_pages.draw(card) == drawn
    assert card.digest != replace(card, scheme="Other").digest


def test_a_card_that_cannot_be_drawn_names_the_person() -> None:
    """A character without a font, or a name for which there is no room."""
    for name, said in (("Jane \U00013000", "no font"), ("x" * 200, "too long")):
        with pytest.raises(CertpressError, match=said) as refused:
            badge_pages.draw(replace(CARD, name=name))
        assert refused.value.where.startswith("NDT-1")


# The directory


def test_the_directory_is_an_index(frame: Frame) -> None:
    """All that an entry shows stands in its row, and whether it is in force."""
    zoe, ada = replace(FACTS, name="Zoë", name_latin="Zoe"), replace(FACTS, name="Ada")
    one = Listing(facts=zoe, in_force=True, page="p", place="Hamburg")
    two = Listing(facts=replace(ada, conditions="C"), in_force=False, page="")
    entries = map(badge_pages.row, (one, two))
    files = dict(badge_pages.directory(frame, entries, world.NOW.date()))
    rows = json.loads(files["directory/index.json"])
    assert [(row[0], row[1], row[5], *row[7:]) for row in rows] == [
        ("Ada", "", "C", "", 0, ""),
        ("Zoë", "Zoe", "", "p", 1, "Hamburg"),
    ]
    assert 'href="../de/directory/"' in files["directory/index.html"].decode()
    assert 'href="../../directory/"' in files["ar/directory/index.html"].decode()


def test_all_languages_have_the_same_words() -> None:
    """With the same names in braces; another language gets the English ones."""
    spoken = [words(language).words for language in LANGUAGES]
    folder = ROOT / "builder/certpress/badge_pages/words"
    assert (
        {path.stem for path in folder.glob("*.json")} == set(LANGUAGES) == set(catalogue.LANGUAGES)
    )
    own = json.loads((ROOT / "builder/certpress/badge_pages/words/en.json").read_text("utf-8"))
    for each in spoken:
        assert set(own) <= set(each)
        for key, text in own.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(
                re.findall(r"\{\w+\}", str(each[key]))
            )
            assert str(each[key]).strip(), key
    assert [words(code)("share") for code in ("fr", "pt")] == ["Partager", "Share"]
    assert words("pt").direction == "ltr"


# The build


def built(office: Office) -> dict[str, bytes]:
    """The files of a site, by path."""
    office.ok("build")
    root = office.folder / "site"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def address(office: Office, number: str) -> str:
    """The address of a number's badge page."""
    steps = json.loads(office.ok("consent", "show", number, "--json").out)
    return str([one["address"] for one in steps if one["address"]][-1])


def names(office: Office) -> Iterator[tuple[str, bytes]]:
    """Every certified person's number and name."""
    with Register.open(office.folder / "credentials" / "register.sqlite") as register:
        for number in {one.number for one in register.issued()}:
            person = register.certification(number).person
            assert person is not None
            yield number, person.name.encode()


def test_nobody_is_public_who_did_not_agree(body: Office) -> None:
    """The whole site is crawled for the names and numbers of everybody else."""
    body.ok("consent", "give", VALID, "--to", "badge-page")
    body.ok("consent", "give", DATED, "--to", "directory")
    body.ok("badge", "issue", "--all-consented")
    site = built(body)
    everything = b"\n".join(site.values())
    for number, name in names(body):
        assert (name in everything) == (number in (VALID, DATED)), number
        assert (number.encode() in everything) == (number in (VALID, DATED)), number
    assert b"1984-03-09" not in everything
    rows = json.loads(site["directory/index.json"])
    assert [row[2] for row in rows] == [DATED]


def test_a_page_offers_its_files_and_goes_with_its_consent(body: Office) -> None:
    """Badge, pictures, card and PDF; withdrawn, nothing of them is left but a page for nobody."""
    body.ok("consent", "give", VALID, "--to", "badge-page")
    folder = f"b/{address(body, VALID)}/"
    assert built(body)[f"{folder}index.html"].count(b"Nothing") == 0
    body.ok("badge", "issue", VALID)
    site = built(body)
    offered = {path.removeprefix(folder) for path in site if path.startswith(folder)}
    assert {"badge.json", "badge.png", "badge.svg", "card.png", "certificate.pdf"} < offered
    assert site[f"{folder}badge.json"] == body.paper(VALID, "badge.json").read_bytes()
    assert len(list((body.folder / "credentials" / "cards").iterdir())) == 1
    body.ok("consent", "withdraw", VALID, "--to", "badge-page")
    site = built(body)
    left = {path for path in site if path.startswith(folder)}
    assert {path.removeprefix(folder) for path in left} == {
        "index.html", "de/index.html", "ar/index.html"
    }  # fmt: skip
    assert not any("Łucja".encode() in data for data in site.values())
    assert list((body.folder / "credentials" / "cards").iterdir()) == []


def test_the_evidence_pack_names_nobody(body: Office) -> None:
    """It records the body's texts; addresses of badge pages are confidential."""
    body.ok("consent", "give", VALID, "--to", "badge-page")
    body.ok("badge", "issue", VALID)
    body.ok("build")
    body.ok("evidence")
    (record,) = body.folder.rglob("evidence-*.json")
    text = record.read_text(encoding="utf-8")
    assert '"b/' not in text
    assert "directory/index" not in text


def test_a_page_has_no_date_of_birth(body: Office) -> None:
    """The printed certificate has one, so it is not offered."""
    body.ok("consent", "give", DATED, "--to", "badge-page")
    body.ok("badge", "issue", DATED)
    site = built(body)
    folder = f"b/{address(body, DATED)}/"
    assert f"{folder}badge.png" in site
    assert f"{folder}certificate.pdf" not in site


def test_a_suspended_person_is_not_currently_valid(body: Office) -> None:
    """On their page and in the directory; the page says where the live check looks."""
    for audience in ("badge-page", "directory"):
        body.ok("consent", "give", VALID, "--to", audience)
    body.ok("consent", "give", SUSPENDED, "--to", "directory")
    body.ok("badge", "issue", VALID)
    body.ok("decide", "suspend", VALID, *BY)
    site = built(body)
    html = site[f"b/{address(body, VALID)}/index.html"].decode()
    assert "Not currently valid" in html
    block = re.search(r'id="badge-data">(.*?)</script>', html)
    assert block is not None
    purposes = [entry["purpose"] for entry in json.loads(block[1])["status"]]
    assert purposes == ["revocation", "suspension", "refresh"]
    rows = json.loads(site["directory/index.json"])
    assert {row[2]: row[8] for row in rows} == {VALID: 0, SUSPENDED: 0}
    assert site == built(body)
