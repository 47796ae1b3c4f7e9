"""The picture of a badge: the body's brand, any script, nobody's name, no accreditation."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PIL import Image

from certpress import badge, badge_art, certificate, content
from certpress.badge_art import Art
from certpress.errors import CertpressError
from tests import world

ROOT = Path(__file__).parent.parent
ART = Art(
    body="Northmere",
    colour="#0b4f6c",
    scheme="Non-destructive testing personnel",
    code="NDT",
    items=("UT-2-W", "MT-2-W"),
)


def test_a_picture_is_the_same_every_time() -> None:
    """Same inputs, same bytes, in both forms; small enough to be carried by every badge."""
    first = badge_art.draw(ART)
    assert badge_art.draw(ART) == first
    assert len(first.png) < 40_000
    assert len(first.svg) < 100_000


def test_a_picture_is_a_square_with_a_clear_ground() -> None:
    """It fits where networks show badges, on light and dark pages."""
    drawn = Image.open(io.BytesIO(badge_art.draw(ART).png)).convert("RGBA")
    assert drawn.size == (720, 720)
    assert drawn.getpixel((2, 2))[3] == 0  # type: ignore[index]
    assert drawn.getpixel((360, 30))[:3] == (11, 79, 108)  # type: ignore[index]


@pytest.mark.parametrize(
    ("body", "scheme"),
    [
        ("北丘人员认证研究所", "无损检测人员"),
        ("معهد الشمال", "أفراد الاختبارات غير المتلفة"),
        ("ศูนย์รับรอง", "ผู้ตรวจสอบ"),
        ("Institute " * 8, "Donaudampfschifffahrtsgesellschaftskapitän " * 3),
    ],
)
def test_any_script_and_length_is_drawn(body: str, scheme: str) -> None:
    """Letters are outlines: the picture needs no font where it is shown."""
    made = badge_art.draw(replace(ART, body=body, scheme=scheme))
    assert made != badge_art.draw(ART)
    assert b"<text" not in made.svg


def test_a_level_is_of_the_scheme() -> None:
    """Those of the scope items, in the scheme's order; none where the scheme has no levels."""
    schemes = content.load(ROOT / "content").schemes
    scheme = next(one for one in schemes if (one.id, one.edition) == ("ndt", "2017-1"))
    facts = certificate.read(world.badge())
    held = tuple(certificate.Item(code=code, name=code) for code in ("UT-3-W", "VT-2-C", "MT-3-W"))
    made = badge_art.of(replace(facts, scope=held), world.BODY, scheme)
    assert made.levels == ("Level 2", "Level 3")
    assert badge_art.of(facts, world.BODY).levels == ()
    assert badge_art.draw(replace(ART, levels=("Level 2",))) != badge_art.draw(ART)
    with pytest.raises(CertpressError, match="too long"):
        badge_art.draw(replace(ART, levels=("Level",) * 12))


def test_many_scope_items_are_counted() -> None:
    """Five codes and how many more; the credential names them all."""
    many = replace(ART, items=tuple(f"UT-{each}" for each in range(12)))
    assert badge_art.draw(many) != badge_art.draw(replace(many, items=many.items[:5]))


def test_a_code_too_long_is_refused() -> None:
    """What fits at no size is told, never cut off or drawn over the edge."""
    long = badge_art.draw(replace(ART, items=("A-RATHER-LONG-CODE-OF-A-SCOPE",)))
    assert long != badge_art.draw(ART)
    with pytest.raises(CertpressError, match="too long: CODE"):
        badge_art.draw(replace(ART, items=("CODE-" * 20,)))
    with pytest.raises(CertpressError, match="too long"):
        badge_art.draw(replace(ART, scheme="x" * 300))


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)


def png(width: int, height: int) -> bytes:
    """A plain picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(("name", "data"), [("ndt.svg", SVG), ("ndt.png", png(1000, 1000))])
def test_a_body_may_have_a_picture_of_its_own(name: str, data: bytes) -> None:
    """Either kind gives both forms, which carry a badge like those that are drawn."""
    made = badge_art.own(data, name, ART)
    assert Image.open(io.BytesIO(made.png)).size == (720, 720)
    svg = badge.bake_svg(made.svg, b'{"a": 1}').decode()
    assert badge.from_svg(svg) == ('{"a": 1}',)
    assert "<title>Non-destructive testing personnel" in svg
    assert badge_art.own(data, name, ART) == made


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("ndt.png", b"hello", "no picture"),
        ("ndt.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "no picture"),
        ("ndt.png", png(100, 100), "measures 100 by 100"),
        ("ndt.png", png(5000, 5000), "measures 5000 by 5000"),
        ("ndt.png", png(900, 300), "measures 900 by 300"),
        ("ndt.svg", b"hello", "no picture"),
        ("ndt.svg", b"<svg", "cannot be read"),
        ("ndt.svg", SVG + b" " * 600_000, "586 KiB"),
    ],
)
def test_a_picture_that_is_none_or_huge_is_refused(name: str, data: bytes, said: str) -> None:
    """With its name, and before anything is signed."""
    with pytest.raises(CertpressError, match=said) as refused:
        badge_art.own(data, name, ART)
    assert refused.value.where == name


def test_a_character_without_a_font_is_named() -> None:
    """An empty box is never drawn."""
    with pytest.raises(CertpressError, match="no font has the character"):
        badge_art.draw(replace(ART, scheme="Scheme \U00013000"))


def test_names_are_shown_as_text() -> None:
    """What looks like markup is drawn and titled as it stands."""
    svg = badge_art.draw(replace(ART, scheme='<b> & "#x" $1$')).svg.decode()
    assert "<b>" not in svg
    assert "&lt;b&gt; &amp;" in svg


def test_a_picture_can_be_baked_and_read_back() -> None:
    """Both forms are pictures that badges lie in."""
    drawn, credential = badge_art.draw(ART), b'{"a": "]]>"}'
    assert badge.from_png(badge.bake_png(drawn.png, credential)) == (credential.decode(),)
    svg = badge.bake_svg(drawn.svg, credential).decode()
    assert badge.from_svg(svg) == (credential.decode(),)


def test_a_picture_says_nothing_of_a_person_or_an_accreditation() -> None:
    """So badges of one scheme and scope share it, and no symbol can get into it."""
    one, other = (
        certificate.read(world.badge(world.facts(number=number, accreditation=accreditation)))
        for number, accreditation in (("A-1", None), ("A-2", world.BODY.accreditations[0]))
    )
    assert badge_art.of(one, world.BODY) == badge_art.of(other, world.BODY)
    names = {field.name for field in fields(Art)}
    assert names == {"body", "colour", "scheme", "code", "items", "levels", "demonstration"}
