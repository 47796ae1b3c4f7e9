"""A person's documents: where they lie, and that paper, code and credential say the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from certpress import compact, documents, pdf
from certpress.documents import NAMES
from tests import office
from tests.office import AUTHORISED, BASE, BY, DATED, RECERTIFIED, REDUCED, VALID, WITHDRAWN, Office

FILES = {"certificate.json", "certificate.pdf", "qr.svg", "qr.png"}


def folders(office: Office) -> list[Path]:
    """Every folder with the documents of one certificate."""
    return sorted(path.parent for path in office.documents.rglob("certificate.json"))


def uuid(folder: Path) -> str:
    """The identifier of the certificate whose documents lie in a folder."""
    document = json.loads((folder / "certificate.json").read_bytes())
    return str(document["id"]).removeprefix("urn:uuid:")


def test_each_number_has_a_folder_with_its_four_files(published: Office) -> None:
    """`credentials/documents/<number>/`; nothing else but folders of earlier certificates."""
    with published.register() as register:
        numbers = {one.number for one in register.issued()}
    assert {path.name for path in published.documents.iterdir()} == numbers
    for folder in published.documents.iterdir():
        assert {path.name for path in folder.iterdir() if path.is_file()} == FILES


def test_earlier_certificates_of_a_number_lie_under_their_identifiers(published: Office) -> None:
    """After a recertification and a reduction: `<number>/<uuid>/`, the same four files."""
    earlier = [path for path in folders(published) if path.parent != published.documents]
    assert {path.parent.name for path in earlier} == {RECERTIFIED, REDUCED}
    for folder in earlier:
        assert folder.name == uuid(folder)
        assert {path.name for path in folder.iterdir()} == FILES


def test_every_code_is_the_one_in_the_register(published: Office) -> None:
    """Each picture, decoded by an independent decoder, is the address and the stored code."""
    with published.register() as register:
        issued = {one.id: one for one in register.issued()}
    for folder in folders(published):
        digits = compact.digits(issued[uuid(folder)].code)
        assert office.decoded(folder / "qr.png") == f"{BASE}v/#{digits}"


def test_every_paper_carries_the_credential_that_lies_beside_it(published: Office) -> None:
    """Byte for byte what the register holds, once, in the PDF and as a file."""
    with published.register() as register:
        issued = {one.id: one.document for one in register.issued()}
    for folder in folders(published):
        credential = (folder / "certificate.json").read_bytes()
        assert pdf.credentials((folder / "certificate.pdf").read_bytes()) == (credential,)
        assert credential == issued[uuid(folder)]
    assert len(folders(published)) == len(issued) == 10


def test_every_code_fits_a_small_symbol(published: Office) -> None:
    """Version 20 at the most: ((pixels / 8) - quiet zone) is at most 97 modules."""
    for folder in folders(published):
        assert Image.open(folder / "qr.png").width // 8 <= 97 + 8


@pytest.mark.parametrize("name", NAMES)
def test_a_document_that_was_lost_is_written_again(body: Office, name: str) -> None:
    """The next `issue` makes the same bytes from the register; nothing is signed."""
    before = body.tree()
    (body.paper(DATED, name)).unlink()
    done = body.ok("issue", env={"CERTPRESS_PASSPHRASE": None})
    assert "0 certificates signed" in done.err
    assert "documents of 1 certificates written" in done.err
    assert body.tree() == before


def test_all_documents_can_be_made_again(body: Office) -> None:
    """The register alone gives every document back, to the byte."""
    before = body.tree()
    shutil.rmtree(body.documents)
    assert "documents of 10 certificates" in body.ok("issue").err
    assert body.tree() == before


def test_documents_of_a_withdrawn_certificate_stay(published: Office) -> None:
    """The body's record of what was issued is not affected by what became of it."""
    assert published.paper(WITHDRAWN).is_file()


def test_a_newer_certificate_takes_the_folder(body: Office) -> None:
    """The one before moves to a folder of its own, with its bytes as they were."""
    old = {name: body.paper(VALID, name).read_bytes() for name in FILES}
    before = uuid(body.paper(VALID, ""))
    body.ok("decide", "correct", VALID, "--name", "Łucja Nowak", *BY, *AUTHORISED)
    body.ok("issue")
    moved = body.paper(VALID, before)
    assert {path.name: path.read_bytes() for path in moved.iterdir()} == old
    assert uuid(body.paper(VALID, "")) != before


def test_the_credential_is_written_last() -> None:
    """Where it is, the other documents are; so an interruption can be seen."""
    assert NAMES[-1] == "certificate.json"
    made = dict.fromkeys(reversed(NAMES), b"")
    assert [name for name, _ in documents.ordered(made)] == list(NAMES)


def test_a_form_can_be_made_alone(body: Office) -> None:
    """Codes of all certificates: no page is printed, and no folder counts as complete."""
    before = body.tree()
    shutil.rmtree(body.documents)
    assert "documents of 10" in body.ok("documents", "--form", "code").err
    assert {path.name for path in body.paper(VALID, "").iterdir()} == {"qr.svg", "qr.png"}
    body.ok("documents")
    assert body.tree() == before


def test_cards_alone_are_added_to_what_is_there(body: Office) -> None:
    """After the body decided to have some; before, they are refused with what to write where."""
    said = body.refused("documents", "--form", "card", code=1)
    assert "content/certificate/layout.yml" in said
    assert "card: yes" in said
    (body.folder / "content" / "certificate").mkdir()
    (body.folder / "content" / "certificate" / "layout.yml").write_text("card: yes\n", "utf-8")
    before = body.tree()
    body.ok("documents", VALID, "--form", "card")
    added = body.tree().keys() - before.keys()
    assert added == {f"credentials/documents/{VALID}/card.pdf"}
    assert body.ok("documents", VALID).err.startswith("documents of 0 certificates")


def test_a_form_alone_is_never_taken_for_a_newer_certificates(body: Office) -> None:
    """After a correction the code is made anew, and the old page keeps the folder incomplete."""
    old = body.paper(VALID, "qr.svg").read_bytes()
    body.ok("decide", "correct", VALID, "--name", "Łucja Nowak", *BY, *AUTHORISED)
    body.ok("issue", "--no-documents")
    body.ok("documents", VALID, "--form", "code")
    assert body.paper(VALID, "qr.svg").read_bytes() != old
    assert VALID in body.refused("pack", VALID, "--to", "none.zip", code=1)


def test_a_name_that_cannot_be_printed_is_refused_when_it_is_recorded(body: Office) -> None:
    """A character that no font has: it is named, and nothing is recorded."""
    words = ("--name", "Ann \U00013000", "--scheme", "ndt", "--scope", "UT-2-W")
    said = body.refused("decide", "grant", *words, *BY, *AUTHORISED, code=1)
    assert "U+13000" in said
