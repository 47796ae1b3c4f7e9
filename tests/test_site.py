"""The site: checked before it is built, built aside, swapped in whole, the same every time."""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest

from certpress import keys, render
from certpress.errors import CertpressError
from tests import office
from tests.office import BASE, PHRASE, RECERTIFIED, VALID, Office, tree
from tests.test_cli_verify import link, served

EPOCH = {"SOURCE_DATE_EPOCH": "1795000000"}


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds whose pages are not the matter: MkDocs is left out."""

    def run(config: Path, output: Path, epoch: int) -> None:
        assert config.is_file()
        output.mkdir(exist_ok=True)
        (output / "index.html").write_text(f"built {epoch}", encoding="utf-8")

    monkeypatch.setattr(render, "run", run)


def beside(body: Office) -> set[str]:
    """What lies in the body's folder, hidden or not."""
    return {path.name for path in body.folder.iterdir()}


PLACES = {".gitignore", "content", "credentials", "keys", "mkdocs.yml", "site"}


# What is built


def test_everything_stands_where_others_look_for_it(published: Office) -> None:
    """Controller document, lists, verifier, dictionaries, editions, pages."""
    files = set(tree(published.site))
    assert {".well-known/did.json", "v/index.html", "v/site.json", "index.html"} <= files
    assert {f"status/{p}/1.json" for p in ("revocation", "suspension", "refresh")} <= files
    for scheme in ("ndt", "qms", "dpo"):
        assert f"schemes/{scheme}/2017-1/index.html" in files
        assert f"schemes/{scheme}/2017-1/scheme.json" in files
    editions = json.loads((published.site / "schemes" / "editions.json").read_bytes())["editions"]
    assert all((published.site / url.removeprefix(BASE)).is_file() for url in editions)
    names = json.loads((published.site / "v" / "site.json").read_bytes())["dictionaries"]
    assert names
    assert {f"qr/{name}" for name in names} <= files


def test_certified_persons_have_a_page(published: Office) -> None:
    """At one address, found from home page, navigation and map, and told to web servers."""

    def text(name: str) -> str:
        return (published.site / name).read_text(encoding="utf-8")

    page = text("holder/index.html")
    told = json.loads(page.split('id="certpress-config">')[1].split("</script>")[0])
    assert {"appeals", "complaints", "privacy", "use-of-certificates"} <= set(told["pages"])
    assert (told["base"], told["built"]) == (BASE, "")
    assert text("index.html").count('href="holder/"') > 1
    assert 'href="../holder/"' in text("fees/index.html")
    assert f"<loc>{BASE}holder/</loc>" in text("sitemap.xml")
    assert "\n/holder/*\n" in text("_headers")
    named = re.findall(r'(?:src|href)="\.\./(v/[^"]+)"', page)
    assert [name for name in named if not (published.site / name).is_file()] == []


def test_that_page_has_an_address_in_each_language(published: Office) -> None:
    """As all pages have; it leads to the one page, and says in which language."""
    page = (published.site / "de" / "holder" / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../holder/#de"' in page
    assert 'href="../holder/"' in (published.site / "de" / "fees" / "index.html").read_text("utf-8")


def test_the_site_names_nobody(published: Office) -> None:
    """No certified person's name, number or identifier is on the site."""
    with published.register() as register:
        secrets = {one.number for one in register.issued()}
        secrets |= {one.id for one in register.issued()}
    secrets |= {"Żółkiewska", "Jane Doe", "Li Xiaolong", "John Roe", "Işık"}
    for path in published.site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [secret for secret in secrets if secret.encode() in data] == [], path


def test_two_builds_are_the_same_bytes(body: Office, tmp_path: Path) -> None:
    """The same input and SOURCE_DATE_EPOCH: in another folder, hours later, byte for byte."""
    other = body.copy(tmp_path / "another place" / "body")
    shutil.rmtree(other.site)
    body.ok("build", env=EPOCH)
    other.ok("build", env=EPOCH, now=body.now + timedelta(hours=5))
    assert tree(body.site) == tree(other.site)


def test_a_second_build_changes_nothing(body: Office) -> None:
    """On the same day: the same bytes, no passphrase, and it says so."""
    before = body.tree()
    done = body.ok("build", env={PHRASE: None}, now=body.now + timedelta(hours=3))
    assert "is up to date" in done.err
    assert body.tree() == before


def test_a_body_without_decisions_has_a_site(empty: Office) -> None:
    """Pages, verifier and empty lists stand before the first decision."""
    done = empty.ok("build")
    assert "checks will work until 2026-11-27 09:00:00 UTC" in done.err
    assert "certificates verified" not in done.err
    assert (empty.site / "status" / "revocation" / "1.json").is_file()
    assert beside(empty) == PLACES


def test_what_a_build_says(body: Office) -> None:
    """The certificates on it by outcome, and until when checks will work."""
    said = body.ok("build").err
    assert "10 certificates verified on it: 2 expired" in said
    assert "1 suspended" in said
    assert "4 valid" in said


# Swapped in whole


@pytest.mark.usefixtures("without_pages")
def test_the_site_is_swapped_whole(body: Office) -> None:
    """What the new site does not have is gone; nothing is left beside it."""
    (body.site / "stray.html").write_text("stray", encoding="utf-8")
    body.ok("build", now=body.now + timedelta(days=1))
    assert not (body.site / "stray.html").exists()
    assert beside(body) == PLACES


@pytest.mark.parametrize("where", ["render.run", "store.fill", "store.swap"])
def test_a_build_that_fails_leaves_the_site(
    body: Office, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Wherever it stops, the old site stands and no staged folder is left."""
    before = tree(body.site)

    def stops(*_: object, **__: object) -> None:
        raise CertpressError("site", "cannot be written: No space left on device")

    monkeypatch.setattr(f"certpress.{where}", stops)
    assert body.run("build", now=body.now + timedelta(days=1)).code == 1
    assert tree(body.site) == before
    assert beside(body) == PLACES


BUILD_MOMENTS = range(1, 40) if os.environ.get("CERTPRESS_CAMPAIGN") else (2, 12, 21, 22, 23)


@pytest.mark.usefixtures("without_pages")
@pytest.mark.parametrize("moment", BUILD_MOMENTS)
def test_a_build_that_is_killed(body: Office, moment: int) -> None:
    """Whenever the process dies, no half site is seen, and the next build is whole."""
    body.decide("suspend", VALID)
    before, code = tree(body.site), body.killed(moment, "build")
    assert code in (0, 137)
    if body.site.is_dir() and code == 137 and tree(body.site) != before:
        assert (body.site / "index.html").read_bytes() == b"new"
        assert {"status/suspension/1.json", "v/index.html"} <= set(tree(body.site))
    body.ok("build", env=EPOCH)
    assert body.verify(body.paper(VALID)).object["outcome"] == "suspended"
    assert not list(body.folder.glob(".site.*.old"))


def test_two_builds_at_once(body: Office) -> None:
    """The site is whole, whoever came second; a build that had to give way says so."""
    body.decide("suspend", VALID)
    running = [body.apart("build") for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert 0 in [process.returncode for process in running], said
    assert "Traceback" not in "".join(said)
    assert body.verify(body.paper(VALID)).object["outcome"] == "suspended"
    body.ok("build")
    assert beside(body) == PLACES


def test_a_broken_link_in_a_text_is_told_at_its_place(body: Office) -> None:
    """The pages are checked before they are published."""
    page = body.folder / "content" / "pages" / "fees.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")
    said = body.refused("build", code=1)
    assert "content/pages/fees.md" in said
    assert beside(body) == PLACES


# What is refused


def scheme_file(body: Office) -> Path:
    """The file of the edition that certificates name."""
    return body.folder / "content" / "schemes" / "ndt" / "2017-1" / "scheme.yml"


@pytest.mark.usefixtures("without_pages")
def test_a_changed_edition_is_refused(body: Office) -> None:
    """A certificate names the edition's very text: a change needs an edition of its own."""
    text = scheme_file(body).read_text(encoding="utf-8")
    changed = text.replace("Ultrasonic testing", "Ultrasound testing")
    assert changed != text
    scheme_file(body).write_text(changed, encoding="utf-8")
    said = body.refused("build", code=1)
    assert "schemes/ndt/2017-1" in said
    assert "new edition" in said
    scheme_file(body).write_text(text, encoding="utf-8")
    body.ok("build")


@pytest.mark.usefixtures("without_pages")
def test_a_changed_section_of_an_edition_is_refused(body: Office) -> None:
    """The same for a word in the text of a section, where it is part of the edition."""
    folder = scheme_file(body).parent
    frozen = (body.site / "schemes" / "ndt" / "2017-1" / "scheme.json").read_bytes()
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.rstrip("\n") + " One more sentence.\n", encoding="utf-8")
    said = body.refused("build", code=1)
    assert "certificates name this edition, and it has changed since" in said
    assert (body.site / "schemes" / "ndt" / "2017-1" / "scheme.json").read_bytes() == frozen


@pytest.mark.usefixtures("without_pages")
def test_an_edition_that_is_gone_is_refused(body: Office) -> None:
    """Old editions stay readable."""
    shutil.rmtree(body.folder / "content" / "schemes" / "qms")
    before = tree(body.site)
    done = body.run("build")
    assert done.code in (1, 3)
    assert "qms" in done.err
    assert tree(body.site) == before


def test_another_address_is_refused(body: Office) -> None:
    """Certificates name the address for ever: nothing is signed or built for another."""
    body.replace("content/body.yml", f"base_url: {BASE}", "base_url: https://certs.example.net/")
    body.decide("suspend", VALID)
    body.decide("correct", RECERTIFIED, "--name", "Jane Roe", *office.AUTHORISED)
    for words in (("build",), ("status", "refresh"), ("issue",)):
        assert "base_url" in body.refused(*words, code=3)


@pytest.mark.usefixtures("without_pages")
def test_keys_that_were_exchanged_are_refused(body: Office, tmp_path: Path) -> None:
    """With another body's keys no certificate would be genuine: the site stays."""
    shutil.rmtree(body.folder / "keys")
    shutil.copytree(office.begun(tmp_path / "other").folder / "keys", body.folder / "keys")
    said = body.refused("build", code=1)
    assert "would not verify" in said
    assert VALID in said
    assert "put them back" in said


@pytest.mark.usefixtures("without_pages")
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"id": "did:web:other.example"}'])
def test_a_controller_document_that_is_none_is_refused(body: Office, data: bytes) -> None:
    """keys/did.json is what everybody checks against: damaged, nothing is built."""
    (body.folder / "keys" / "did.json").write_bytes(data)
    said = body.refused("build", code=3)
    assert "did.json" in said
    assert "keys restore" in said


@pytest.mark.usefixtures("without_pages")
def test_a_controller_document_without_the_certificates_key_is_refused(body: Office) -> None:
    """A key that certificates were signed with cannot be dropped."""
    path = body.folder / "keys" / "did.json"
    document = json.loads(path.read_bytes())
    document["assertionMethod"] = [m for m in document["assertionMethod"] if "status" in m]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "key.relationship" in body.refused("build", code=1)


def test_without_keys_there_is_no_site(empty: Office) -> None:
    """The next step is to make them."""
    shutil.rmtree(empty.folder / "keys")
    assert "certpress keys init" in empty.refused("build", code=3)


# An address with a path


@pytest.fixture(scope="module")
def in_a_path(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A body whose site stands below a path, as project pages do."""
    return office.made(tmp_path_factory.mktemp("path") / "body", "https://host.example/a/b/")


def test_the_identity_of_a_body_in_a_path(in_a_path: Office) -> None:
    """did:web:host:path, resolved at path/did.json."""
    document = json.loads((in_a_path.site / "did.json").read_bytes())
    assert document["id"] == "did:web:host.example:a:b"
    assert not (in_a_path.site / ".well-known" / "did.json").exists()


def test_certificates_of_a_body_in_a_path(in_a_path: Office) -> None:
    """Credential, paper and code verify against the built site."""
    for name in ("certificate.json", "certificate.pdf", "qr.png"):
        assert in_a_path.verify(in_a_path.paper(VALID, name)).code == 0
    assert link(in_a_path).startswith("https://host.example/a/b/v/#")


def test_links_of_pages_in_a_path_stay_below_it(in_a_path: Office) -> None:
    """No page links to the root of the host, which belongs to somebody else."""
    for path in in_a_path.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if path.name != "404.html":
            assert 'href="/' not in text, path
            assert 'src="/' not in text, path


# Served


def test_a_served_site_answers_as_browsers_need_it(published: Office) -> None:
    """Types and headers of the small server; nothing outside the folder."""
    with served(published.site) as origin:
        for path, kind in (("v/", "text/html"), (".well-known/did.json", "application/json")):
            with urllib.request.urlopen(origin + path, timeout=10) as answer:
                assert answer.headers["Content-Type"].startswith(kind)
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(origin + "../credentials/register.sqlite", timeout=10)


def test_dictionaries_of_earlier_times_stay_published(body: Office) -> None:
    """Paper outlives a body's words: after a change of name old codes still unpack."""
    old = {path.name for path in (body.site / "qr").iterdir()}
    body.replace("content/body.yml", "telephone: +44 1632 960417", "telephone: +44 1632 960555")
    body.decide(
        "grant", "--name", "A B", "--scheme", "ndt", "--scope", "UT-2-W", *office.AUTHORISED
    )
    body.ok("issue")
    body.ok("build")
    assert old < {path.name for path in (body.site / "qr").iterdir()}
    for number in (VALID, RECERTIFIED):
        assert body.verify(link(body, number)).object["outcome"] == "valid"


def test_a_body_served_at_its_own_address(tmp_path: Path) -> None:
    """Base address, codes and site on one local address: verified over the network, exit code 0."""
    with served(tmp_path) as origin:
        local = office.made(tmp_path / "body", origin)
        assert keys.did(origin).startswith("did:web:127.0.0.1%3A")
        for path in local.site.iterdir():
            path.rename(tmp_path / path.name)
        done = local.run("verify", local.paper(VALID, "qr.png"), "--json")
        assert (done.code, done.object["outcome"]) == (0, "valid")
