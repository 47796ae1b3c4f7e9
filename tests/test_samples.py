"""Samples: what a layout looks like, shown before anybody is certified by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from certpress import pdf, samples
from tests.office import Office

KINDS = {"typical", "long-name", "arabic", "chinese", "vietnamese", "everything"}
TEMPLATE = Path(__file__).parent.parent / "docs" / "staff" / "certificate.typ"


def layout(body: Office, settings: str, **files: str) -> None:
    """Write a layout into a body's folder; files by their name without the dot."""
    place = body.folder / "content" / "certificate"
    place.mkdir(exist_ok=True)
    (place / "layout.yml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (place / f"{name}.typ").write_text(text, encoding="utf-8")


def shown(path: Path) -> str:
    """The text of all pages of a PDF."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_preview_needs_no_key_and_no_register(empty: Office) -> None:
    """Six samples of a scheme, as PDF and as pictures, in a folder that is never published."""
    shutil.rmtree(empty.folder / "keys")
    before = empty.tree()
    empty.ok("layout", "preview", "--scheme", "qms", env={"CERTPRESS_PASSPHRASE": None})
    made = [Path(path) for path in sorted(empty.tree().keys() - before.keys())][1:]
    assert {path.parent.as_posix() for path in made} == {"credentials/samples"}
    assert {path.stem.removeprefix("qms-2017-1-") for path in made} == KINDS
    assert {path.suffix for path in made} == {".pdf", ".png"}
    assert all("Sample" in shown(empty.folder / path) for path in made if path.suffix == ".pdf")


def test_whoever_checks_a_sample_is_told_that_it_is_no_certificate(
    body: Office, tmp_path: Path
) -> None:
    """The file, what is embedded in it, and the code on the page; none of them is ever valid."""
    layout(body, "card: yes\n")
    body.ok("layout", "preview", tmp_path, "--scheme", "dpo")
    for name in ("typical.pdf", "typical.png", "everything-card.pdf", "everything-card-2.png"):
        done = body.verify(tmp_path / f"dpo-2017-1-{name}")
        assert (done.code, done.object["outcome"]) == (1, "not_genuine")


@pytest.mark.parametrize("template", ["", TEMPLATE.read_text(encoding="utf-8")])
def test_every_sample_says_so_in_any_layout(empty: Office, tmp_path: Path, template: str) -> None:
    """Across the page and above it, whatever a body's template does; and it has no credential."""
    layout(empty, "languages: [ar, en]\n", **({"certificate": template} if template else {}))
    empty.ok("layout", "preview", tmp_path, "--scheme", "qms")
    for kind in KINDS:
        path = tmp_path / f"qms-2017-1-{kind}.pdf"
        text = " ".join(shown(path).replace("\u2066", "").split())
        assert "an invented person, not a certificate" in text
        assert "SAMPLE" in text.replace("Certificate number SAMPLE", "")
        assert pdf.credentials(path.read_bytes()) == (samples.CREDENTIAL,)


def test_a_preview_has_as_many_items_as_fit(empty: Office, tmp_path: Path) -> None:
    """A scheme with more than a page holds is no error; how many there are is said."""
    said = empty.ok("layout", "preview", tmp_path, "--scheme", "ndt").err
    assert "scope items fit with conditions" in said
    assert (tmp_path / "ndt-2027-1-everything.pdf").is_file()


def test_an_error_of_a_template_has_its_file_and_line(empty: Office, tmp_path: Path) -> None:
    """For each sample, and the exit code tells."""
    text = TEMPLATE.read_text(encoding="utf-8")
    layout(empty, "", certificate=text.replace("{\n", "{\n  data.nothing\n", 1))
    done = empty.run("layout", "preview", tmp_path / "samples", "--scheme", "qms")
    assert done.code == 1
    assert "content/certificate/certificate.typ:" in done.err
    assert not (tmp_path / "samples").exists()


@pytest.mark.parametrize("folder", ["site", "site/samples", "content/pictures"])
def test_samples_are_not_put_where_they_would_be_published(empty: Office, folder: str) -> None:
    """The folder is refused before anything is written."""
    assert "published" in empty.refused("layout", "preview", empty.folder / folder, code=2)


def test_a_scheme_that_there_is_none_of_is_told(empty: Office) -> None:
    """With those that there are."""
    said = empty.refused("layout", "preview", "--scheme", "nothing", code=2)
    assert "ndt" in said
