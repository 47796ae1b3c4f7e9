"""What `content.promises` has to do: say an amount once, and put it wherever texts refer to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from certpress import content
from certpress.errors import Refused
from tests.test_content import NDT, Edit, edit, folder, refusal

__all__ = ["edit", "folder"]  # fixtures

APPEAL = "promises:\n  - {key: time:appeal, says: 30 days}\n\nlanguages:\n"


@pytest.fixture
def promising(folder: Path, edit: Edit) -> Path:
    """A body that promises 30 days for an appeal."""
    without = (folder / "body.yml").read_text(encoding="utf-8").partition("\npromises:")
    (folder / "body.yml").write_text(without[0] + "\n", encoding="utf-8")
    edit("body.yml", "languages:\n", APPEAL)
    return folder


def test_a_mark_in_a_text(promising: Path, edit: Edit) -> None:
    """A mark in a page's text reads as the words of the promise."""
    edit("pages/fees.md", "## Access", "Within [[time:appeal]].\n\n## Access")
    pages = {page.slug: page for page in content.load(promising).pages}
    assert "Within 30 days." in pages["fees"].text


@pytest.mark.parametrize("written", ["[[time:appeal]]", '"[[time:appeal]]"'])
def test_a_mark_in_a_field(promising: Path, edit: Edit, written: str) -> None:
    """A mark in a field reads as its words, with or without quotes."""
    edit("pages/appeals.md", "within: 5 working days", f"within: {written}")
    pages = {page.slug: page for page in content.load(promising).pages}
    assert pages["appeals"].steps[1].within == "30 days"


def test_a_promise_of_an_edition_alone(promising: Path, edit: Edit) -> None:
    """An edition may say another amount than the body, for itself."""
    own = "promises:\n  - {key: time:appeal, says: 60 days}\n"
    edit(f"{NDT}/scheme.yml", "promises:\n", own)
    edit(f"{NDT}/process.md", "Each decision", "[[time:appeal]]. Each decision")
    section = content.load(promising).texts[1].section("process")
    assert section is not None
    assert "60 days. Each decision" in section.text


def test_a_mark_without_a_promise(promising: Path, edit: Edit) -> None:
    """A mark that no promise stands behind is refused with its line and the likely name."""
    edit("pages/fees.md", "## Access", "Within [[time:apeal]].\n\n## Access")
    text = refusal(promising)
    assert "content/pages/fees.md:10: there is no promise time:apeal" in text
    assert "did you mean time:appeal?" in text


def test_a_promise_in_another_language(promising: Path, edit: Edit) -> None:
    """A page in another language takes the words of that language, or is refused."""
    page = (promising / "pages/fees.md").read_text(encoding="utf-8")
    (promising / "pages/de").mkdir()
    (promising / "pages/de/fees.md").write_text(page + "[[time:appeal]]", encoding="utf-8")
    with pytest.raises(Refused, match="is not said in the language de"):
        content.load(promising)
    edit("body.yml", "says: 30 days", "says: {en: 30 days, de: 30 Tage}")
    assert "30 Tage" in content.load(promising).pages[-1].text


def test_marks_beside_a_body_that_cannot_be_read(promising: Path, edit: Edit) -> None:
    """A fault in body.yml alone is told, not every mark whose promise stands in that file."""
    edit("pages/fees.md", "## Access", "Within [[time:appeal]].\n\n## Access")
    edit("body.yml", "since: 2014-05-01", "since: 31.02.2026")
    assert "there is no promise" not in refusal(promising)
