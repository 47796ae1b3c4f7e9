"""Script in any text that reaches the page stays text: nothing runs, nothing is asked for.

Rules:
1. Every text of a certificate carries a payload of its own, and each payload comes to each of them.
   Members that are no texts get one at a time, and so do the site's files, its configuration, and
   what is pasted.
2. After each check the page holds only elements and attributes that it also holds for plain words,
   its policy had nothing to refuse, and its requests are those of a plain check.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from certpress import proof
from certpress.keys import Role
from certpress.model import Bits, Person, ScopeItem
from tests import sample
from tests.browser.conftest import Visit, outcome
from tests.browser.demonstration import BODY, DPO, NOW, Demonstration, Served, serve, signer
from tests.browser.payloads import payloads
from tests.browser.test_private import requests

ALL = payloads()
TEXTS = sample.of(ALL, 150)
FILES = sample.of(ALL, 28)
PLAIN = ("plain words",)
MARK = "§"
BATCH = 50

Path = tuple[str | int, ...]
Document = dict[str, Any]

WATCH = """() => {
  window.refused = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    refused.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample);
  });
}"""
HOLDS = """() => {
  const held = new Set();
  for (const element of document.querySelectorAll('*')) {
    held.add(element.localName);
    for (const {name, value} of element.attributes) {
      held.add(`${element.localName} ${name}`);
      const isAddress = /(^|:)(href|src|srcset|action|formaction|srcdoc|data|poster)$/.test(name);
      if (isAddress && /^\\s*(javascript|vbscript|data):/i.test(value)) held.add(value);
    }
  }
  for (const name in Object.prototype) held.add(`prototype ${name}`);
  if (window.pwned !== undefined || localStorage.pwned !== undefined) held.add('pwned');
  return [...held, ...window.refused];
}"""
CHECK = """async (texts) => {
  const holds = HOLDS;
  const find = (one) => document.querySelector(one);
  const [main, area, word] = ['main', '#paste', '#progress'].map(find);
  const [outcomes, held] = [[], new Set()];
  for (const text of texts) {
    area.value = text;
    find('#paste-form').requestSubmit();
    while (!main.dataset.outcome && !word.classList.contains('problem'))
      await new Promise((go) => setTimeout(go, 1));
    outcomes.push(main.dataset.outcome ?? 'problem');
    for (const one of holds()) held.add(one);
  }
  return [outcomes, [...held]];
}""".replace("HOLDS", HOLDS)


def template(demo: Demonstration) -> Document:
    """A certificate, unsigned, with the mark in every member that is a text."""
    made = demo.certify(
        Person(id="p", name=MARK, name_latin=MARK + "x", date_of_birth=date(1980, 1, 1)),
        scheme=replace(DPO, name=MARK, code=MARK, owner=MARK, description=MARK),
        scope=[ScopeItem(code="X", name=MARK, framework=MARK)],
        conditions=MARK,
        number=MARK,
        bits=Bits(),
    )
    document: Document = json.loads(made.document)
    del document["proof"]
    document["issuer"].update(name=MARK, phone=MARK, official=MARK)
    document["evidence"] = [
        {"type": ["Evidence"], "genre": "accreditation", "name": MARK, "description": MARK}
    ]
    subject = document["credentialSubject"]
    subject["achievement"]["version"] = MARK
    subject["achievement"]["alignment"][0]["targetCode"] = MARK
    subject["identifier"][-1]["identityHash"] = MARK
    return document


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a JSON value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(member, (*path, key))


def put(document: Any, path: Path, text: str) -> None:
    """Replaces one text."""
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = text


def filled(blank: Document, texts: Sequence[str], turn: int) -> Document:
    """The template with one of the texts after the other in its places, beginning at a turn."""
    document = copy.deepcopy(blank)
    places = [path for path, text in leaves(document) if MARK in text]
    for at, path in enumerate(places):
        put(document, path, texts[(turn + at) % len(texts)])
    subject = document["credentialSubject"]
    subject["identifier"][0]["identityHash"] = subject["name"]
    return document


def broken(blank: Document, texts: Sequence[str], turn: int) -> Document:
    """The template with a text where none may stand: an address, a date, or a new member."""
    document = copy.deepcopy(blank)
    places = [path for path, text in leaves(document) if MARK not in text]
    text = texts[turn % len(texts)]
    if turn % (len(places) + 1) == len(places):
        document["credentialSubject"][text] = {text: text}
    else:
        put(document, places[turn % (len(places) + 1)], text)
    return document


def signed(document: Document) -> str:
    key = signer(Role.CERTIFICATES)
    one = proof.add(document, key, proof.JCS, NOW - timedelta(days=30))
    return json.dumps({**document, "proof": [one]})


def watched(visit: Visit, url: str) -> Page:
    """A page that notes what its policy refuses from the first moment on."""
    page = visit("about:blank", service_workers="block")
    page.add_init_script(f"({WATCH})()")
    page.goto(url)
    return page


def known(visit: Visit, served: Served, documents: Sequence[str]) -> tuple[set[str], set[str]]:
    """What a page holds and asks for when all words are plain."""
    page = watched(visit, "about:blank")
    asked = requests(page)
    page.goto(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    held = set(page.evaluate(HOLDS))
    held |= set(page.evaluate(CHECK, list(documents))[1])
    page.wait_for_load_state("networkidle")
    return held, set(asked)


@pytest.fixture(scope="module")
def demo() -> Demonstration:
    """A body's keys; every certificate has a place of its own in its lists."""
    made = Demonstration()
    made.certify()
    return made


@pytest.mark.parametrize("kind", ["texts", "other members"])
def test_script_in_a_certificate_stays_text(kind: str, demo: Demonstration, visit: Visit) -> None:
    """Every text of a genuine certificate, and every member of a broken one, is only ever shown."""
    blank = template(demo)
    fill = filled if kind == "texts" else broken
    expected = {"valid"} if kind == "texts" else {"not_genuine", "not_checked"}
    with serve(demo.files()) as served:
        plain = [signed(broken(blank, PLAIN, turn)) for turn in range(60)]
        plain.append(signed(filled(blank, PLAIN, 0)))
        may_hold, may_ask = known(visit, served, plain)
        page = watched(visit, served.page)
        asked = requests(page)
        page.wait_for_selector("#ways:not([hidden])")
        for start in range(0, len(TEXTS), BATCH):
            turns = range(start, min(start + BATCH, len(TEXTS)))
            batch = [signed(fill(blank, TEXTS, turn)) for turn in turns]
            outcomes, held = page.evaluate(CHECK, batch)
            assert set(outcomes) <= expected
            assert set(held) <= may_hold
        assert set(asked) <= may_ask


def test_script_that_is_pasted_stays_text(demo: Demonstration, visit: Visit) -> None:
    """A text that is no certificate, or a link to another site, is named and never followed."""
    texts = [*TEXTS, *(f"https://{text}/v/#1" for text in TEXTS)]
    texts += [f"https://evil.example/{text}#{text}" for text in TEXTS]
    with serve(demo.files()) as served:
        plain = ["good morning", "https://evil.example/v/#1", "{}", "<svg>", "https://a b/", "123"]
        may_hold, may_ask = known(visit, served, plain)
        page = watched(visit, served.page)
        asked = requests(page)
        page.wait_for_selector("#ways:not([hidden])")
        outcomes, held = page.evaluate(CHECK, texts)
        assert "valid" not in outcomes
        assert set(held) <= may_hold
        assert set(asked) <= may_ask


def spoiled(files: dict[str, bytes], texts: Sequence[str], turn: int) -> dict[str, bytes]:
    """The site's files with a text in one place of one of them."""
    text = texts[turn % len(texts)]
    paths = (".well-known/did.json", "status/revocation/1.json", "schemes/editions.json", "raw")
    path = paths[turn % len(paths)]
    if path == "raw":
        return {**files, paths[turn // 4 % 3]: text.encode("utf-8")}
    document = json.loads(files[path])
    if path == "schemes/editions.json":
        document["editions"][text] = text
    else:
        places = [place for place, _ in leaves(document)]
        put(document, places[turn // 4 % len(places)], text)
    return {**files, path: json.dumps(document).encode("utf-8")}


def test_script_in_the_sites_files_stays_text(demo: Demonstration, visit: Visit) -> None:
    """Keys, lists and editions with script in them end in a verdict, and are only ever shown."""
    paper = demo.certify()
    files = demo.files()
    with serve(files) as served:
        may_hold, may_ask = known(visit, served, [paper.document.decode()])
        page = watched(visit, "about:blank")
        asked = requests(page)
        for turn in range(len(FILES)):
            served.files.update(spoiled(copy.copy(files), FILES, turn))
            page.goto("about:blank")
            page.goto(served.link(paper))
            outcome(page)
            assert set(page.evaluate(HOLDS)) - {"tabindex"} <= may_hold
            served.files.update(files)
        assert set(asked) <= may_ask | {"about:blank"}


def test_script_in_the_bodys_own_words_stays_text(demo: Demonstration, visit: Visit) -> None:
    """Name, telephone, addresses and colour of the body are its words, not its page's script."""
    paper = demo.certify()
    with serve(demo.files()) as served:
        may_hold, may_ask = known(visit, served, [paper.document.decode()])
        page = watched(visit, "about:blank")
        asked = requests(page)
        for turn in range(0, len(FILES), 2):
            words = [FILES[(turn + at) % len(FILES)] for at in range(5)]
            body = replace(
                BODY,
                base_url=demo.base_url,
                name=words[0],
                telephone=words[1],
                email=words[2],
                url=words[3],
                colour=words[4],
            )
            served.files.update(demo.files(body=body))
            page.goto("about:blank")
            page.goto(served.link(paper))
            assert outcome(page) == "valid"
            assert set(page.evaluate(HOLDS)) <= may_hold
        assert set(asked) <= may_ask | {"about:blank"}
