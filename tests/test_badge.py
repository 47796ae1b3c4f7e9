"""The badge: it says what the certificate says, in strict Open Badges 3.0, and lies in pictures."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft201909Validator
from PIL import Image

from certpress import badge, certificate, compact, evidence, shape, verify
from certpress.errors import CertpressError
from certpress.evidence import Unreadable
from certpress.model import BADGES, Bits, Person
from certpress.report import Outcome
from tests import world
from tests.test_forgeries import accepted, flips

SCHEMA = Path(__file__).parents[1].parent / "shared/vectors/open-badges/achievementcredential.json"
CREDENTIAL = compact.as_json(world.badge())
DRAWING = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" id="a"><g/></svg>\n'
WEIRD = '{"text": "]]>  <b> & &amp; \u2028 \u00e9 \U0001f600 ]]"}'.encode()


def picture(mode: str = "RGB") -> bytes:
    """A small PNG."""
    stream = io.BytesIO()
    Image.new(mode, (40, 30), 1).save(stream, "PNG")
    return stream.getvalue()


def published(bits: Bits | None = None) -> dict[str, bytes]:
    """What the body publishes, lists of badges included."""
    return {
        **world.files(),
        world.BADGE_LIST: world.status_list(BADGES, {world.BADGE_PLACE: bits or Bits()}),
    }


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    """A document without some members."""
    return {name: value for name, value in document.items() if name not in names}


# The document


def test_a_badge_says_what_its_certificate_says() -> None:
    """No scope item, condition or date is left out: all members are the same but a badge's own."""
    facts = world.facts(conditions="Under supervision")
    signed, made = world.signed(facts), world.badge(facts)
    own = ("id", "credentialStatus", "proof", "image")
    assert without(made, *own) == without(signed, *own)
    assert made["id"] != signed["id"]


def test_a_badge_has_no_date_of_birth() -> None:
    """A badge is made to be shown to everybody; names stay, in both spellings."""
    born = Person(id="p", name="李建国", name_latin="Li Jianguo", date_of_birth=date(1984, 3, 9))
    scheme = replace(world.SCHEME, date_of_birth_on_certificate=True)
    dated = world.facts(person=born, scheme=scheme)
    assert certificate.read(world.signed(dated)).date_of_birth == "1984-03-09"
    facts = certificate.read(world.badge(dated))
    assert (facts.name, facts.name_latin, facts.date_of_birth) == ("李建国", "Li Jianguo", "")


def test_a_badge_has_the_profiles_form() -> None:
    """What `build` and `sign` make is what the verifiers accept."""
    shape.match(world.badge(), "badge")
    with pytest.raises(shape.Malformed):
        shape.match(world.badge(), "certificate")


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"the official schema is not at {SCHEMA}")
@pytest.mark.parametrize("changes", [{}, {"conditions": "Supervised"}, {"accreditation": None}])
def test_a_badge_is_valid_against_the_official_schema(changes: dict[str, Any]) -> None:
    """1EdTech's own JSON Schema of Open Badges 3.0 finds nothing in a badge."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = Draft201909Validator(schema, format_checker=Draft201909Validator.FORMAT_CHECKER)
    made = world.badge(world.facts(**changes))
    assert [each.message for each in validator.iter_errors(made)] == []
    assert [*validator.iter_errors(world.signed())] != []  # three status entries: no badge


def test_a_badge_follows_its_bit() -> None:
    """Valid while its bit is clear; set, it is suspended, withdrawn or replaced."""
    assert world.check(world.badge(), published()).outcome is Outcome.VALID
    verdict = world.check(world.badge(), published(Bits(suspension=True)))
    assert verdict.outcome is Outcome.SUSPENDED
    assert "status.badge_not_in_force" in world.codes(verdict)


def test_a_check_of_a_badge_asks_for_nothing_of_its_own() -> None:
    """Keys, the list that all badges share, editions: no request names the badge or its scheme."""
    loader = world.Loader(published())
    verify.verify(CREDENTIAL, world.SITE, loader, world.NOW, verify.Memory())
    assert set(loader.asked) == {world.CONTROLLER, world.BADGE_LIST, world.EDITIONS}


# PNG


@pytest.mark.parametrize("credential", [CREDENTIAL, WEIRD], ids=["badge", "weird"])
def test_a_png_gives_back_what_was_baked(credential: bytes) -> None:
    """Byte for byte, and the picture is the same to the eye."""
    baked = badge.bake_png(picture(), credential)
    assert [text.encode() for text in badge.from_png(baked)] == [credential]
    one, other = (Image.open(io.BytesIO(data)) for data in (picture(), baked))
    assert one.tobytes() == other.tobytes()
    assert other.text["openbadgecredential"].encode() == credential  # type: ignore[attr-defined]


def test_baking_a_png_again_replaces_the_credential() -> None:
    """Once, uncompressed, before the picture's data; the same bytes as baked afresh."""
    once = badge.bake_png(picture(), CREDENTIAL)
    assert badge.bake_png(badge.bake_png(picture(), WEIRD), CREDENTIAL) == once
    assert once.count(b"iTXt") == once.count(b"openbadgecredential") == 1
    assert once.index(b"iTXt") < once.index(b"IDAT")


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", picture()[:-3], picture() + b"x", picture().replace(b"IDAT", b"IDAX")]
)
def test_what_is_no_whole_png_is_not_baked(data: bytes) -> None:
    """Another kind of file, half a PNG, one with something behind it, one without pixels."""
    with pytest.raises(CertpressError, match="not a whole PNG"):
        badge.bake_png(data, CREDENTIAL)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def twice(one: bytes, other: bytes) -> bytes:
    """A PNG with two credentials in it."""
    baked = badge.bake_png(picture(), one)
    at = baked.index(b"IDAT") - 4
    return baked[:at] + chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + other) + baked[at:]


def test_a_png_with_two_credentials() -> None:
    """Nobody can tell which one counts: it is neither baked nor read. The same one twice is one."""
    with pytest.raises(CertpressError, match="two credentials"):
        badge.bake_png(twice(CREDENTIAL, WEIRD), CREDENTIAL)
    with pytest.raises(Unreadable, match="several"):
        evidence.read(twice(CREDENTIAL, WEIRD))
    assert badge.bake_png(twice(WEIRD, WEIRD), CREDENTIAL) == badge.bake_png(picture(), CREDENTIAL)


# SVG


@pytest.mark.parametrize("credential", [CREDENTIAL, WEIRD], ids=["badge", "weird"])
def test_an_svg_gives_back_what_was_baked(credential: bytes) -> None:
    """Byte for byte; what is drawn stands as it was."""
    baked = badge.bake_svg(DRAWING, credential)
    assert [text.encode() for text in badge.from_svg(baked.decode())] == [credential]
    start, end = DRAWING.split(b"<g/>")
    assert baked.startswith(start)
    assert baked.endswith(b"<g/>" + end)


def test_baking_an_svg_again_replaces_the_credential() -> None:
    """Once, the first child of the picture; the same bytes as baked afresh."""
    once = badge.bake_svg(DRAWING, CREDENTIAL)
    assert badge.bake_svg(badge.bake_svg(DRAWING, WEIRD), CREDENTIAL) == once
    assert once.count(b"<openbadges:credential ") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"\xff",
        picture(),
        b"<html><body/></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 1_000_000 + b"</svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    ],
)
def test_what_is_no_svg_is_not_baked(data: bytes) -> None:
    """Another kind of file, half an SVG, an empty one, one with a document type."""
    with pytest.raises(CertpressError, match="not an SVG that can be baked"):
        badge.bake_svg(data, CREDENTIAL)


def test_an_svg_with_two_credentials() -> None:
    """Nobody can tell which one counts: it is neither baked nor read."""
    one, other = (badge.bake_svg(DRAWING, data).decode() for data in (CREDENTIAL, WEIRD))
    element = other[other.index("<openbadges") : other.index("<g/>")]
    both = one.replace("<g/>", element + "<g/>").encode()
    with pytest.raises(CertpressError, match="two credentials"):
        badge.bake_svg(both, CREDENTIAL)
    with pytest.raises(Unreadable, match="several"):
        evidence.read(both)


# Read back


def test_baked_pictures_are_evidence() -> None:
    """`certpress verify` finds the credential in both, byte for byte."""
    for baked in (badge.bake_png(picture(), CREDENTIAL), badge.bake_svg(DRAWING, CREDENTIAL)):
        assert evidence.read(baked).content == CREDENTIAL


def test_other_elements_of_the_name_are_no_badge() -> None:
    """An element of another namespace, or a longer name, holds no credential."""
    svg = '<svg xmlns:a="https://example.org/"><a:credential>{}</a:credential></svg>'
    assert badge.from_svg(svg) == ()
    longer = badge.bake_svg(DRAWING, b"{}").decode().replace(":credential", ":credentials")
    assert badge.from_svg(longer) == ()


# Forgeries


def test_no_flipped_bit_of_a_badge_is_accepted() -> None:
    """A badge file with any bit flipped is not genuine, or says the very same."""
    files = published()
    for altered in flips(CREDENTIAL, 150):
        if accepted(world.check(altered, files)):
            assert json.loads(altered) == json.loads(CREDENTIAL)


def test_a_badge_is_no_certificate_and_a_certificate_no_badge() -> None:
    """Neither passes for the other by giving it, or taking away, what tells them apart."""
    made, signed = world.badge(), world.signed()
    for forged in (without(made, "image"), {**signed, "image": made["image"]}):
        assert world.check(forged, published()).outcome is Outcome.NOT_GENUINE
