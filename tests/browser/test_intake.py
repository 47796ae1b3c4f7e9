"""The ways in: text, files, pictures and the camera."""

from __future__ import annotations

import io
import json
import random
import struct
import zlib
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page

from certpress import proof, qr
from certpress.keys import Role
from tests.browser.conftest import Launch, Visit, World, outcome
from tests.browser.demonstration import BASE, NOW, Served, signer
from tests.browser.photographs import photograph


def paste(page: Page, text: str) -> None:
    page.fill("#paste", text)
    page.click("#paste-form button")


def choose(page: Page, data: bytes, name: str = "file", kind: str = "") -> None:
    page.set_input_files("#file", FilePayload(name=name, mimeType=kind, buffer=data))


def problem(page: Page) -> str:
    """What the page says stood in the way; no verdict is shown beside it."""
    page.wait_for_selector("#progress.problem")
    if page.locator("#longer").is_visible():  # the machine is busy
        page.click("#longer")
        page.wait_for_selector("#progress.problem")
    assert page.locator("main").get_attribute("data-outcome") is None
    return page.locator("#progress").inner_text().replace("\u2068", "").replace("\u2069", "")


def picture(world: World, scale: int = 6) -> bytes:
    return qr.png(qr.encode(f"{BASE}v/#", world.papers["valid"].digits), scale)


def pdf(*documents: bytes, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    for number, document in enumerate(documents):
        writer.add_attachment(f"certificate-{number}.json", document)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("form", ["digits", "link", "local link", "document"])
def test_text_is_checked(form: str, world: World, served: Served, visit: Visit) -> None:
    """The code's digits, its link as printed, its link at this server, or the credential."""
    paper = world.papers["valid"]
    texts = {
        "digits": paper.digits,
        "link": f"{BASE}v/#{paper.digits}",
        "local link": served.link(paper),
        "document": paper.document.decode(),
    }
    page = visit(served.page)
    paste(page, f"  {texts[form]}\n")
    assert outcome(page) == "valid"


def test_a_document_with_both_proofs_is_checked(world: World, served: Served, visit: Visit) -> None:
    """Of a file both signatures are checked; the part for the second is loaded for it."""
    bare = json.loads(world.papers["valid"].document)
    del bare["proof"]
    signed = proof.sign_set(bare, signer(Role.CERTIFICATES), NOW)
    page = visit(served.page)
    choose(page, json.dumps(signed).encode("utf-8"), "certificate.json")
    assert outcome(page) == "valid"
    assert page.locator('[data-code="proof.valid"]').count() == 2


@pytest.mark.parametrize("kind", ["png", "svg", "jpeg"])
def test_a_picture_of_the_code_is_checked(
    kind: str, world: World, served: Served, visit: Visit
) -> None:
    """A picture file, a drawing, and a photograph of paper all hold the code."""
    symbol = qr.encode(f"{BASE}v/#", world.papers["valid"].digits)
    files = {"png": qr.png(symbol, 4), "svg": qr.svg(symbol), "jpeg": photograph(picture(world), 3)}
    page = visit(served.page)
    choose(page, files[kind], f"code.{kind}", f"image/{kind}")
    assert outcome(page) == "valid"


def test_a_pdf_with_its_certificate_is_checked(world: World, served: Served, visit: Visit) -> None:
    """The credential inside a PDF is found."""
    page = visit(served.page)
    choose(page, pdf(world.papers["suspended"].document), "certificate.pdf")
    assert outcome(page) == "suspended"


def test_a_dropped_file_is_checked(world: World, served: Served, visit: Visit) -> None:
    """A file may be dropped anywhere on the page."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    drop = """text => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'certificate.json'));
      document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true}));
    }"""
    page.evaluate(drop, world.papers["valid"].document.decode())
    assert outcome(page) == "valid"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is nothing to check."),
        ("good morning", "No certificate was found in this."),
        ("https://evil.example/v/#123", "leads to another site, evil.example,"),
        ("javascript:alert(1)", "No certificate was found in this."),
    ],
)
def test_text_that_is_no_certificate_is_told(
    text: str, said: str, served: Served, visit: Visit
) -> None:
    """What is no certificate of this site gets a reason and a next step, and no verdict."""
    page = visit(served.page)
    paste(page, text)
    assert said in problem(page)


def test_files_that_are_no_certificate_are_told(world: World, served: Served, visit: Visit) -> None:
    """Each kind of file without exactly one certificate has its own reason."""
    document = world.papers["valid"].document
    blank = io.BytesIO()
    Image.new("L", (300, 300), 200).save(blank, "PNG")
    cases = {
        "No certificate was found": bytes(range(256)) * 8,
        "carries no digital certificate": pdf(),
        "more than one digital certificate": pdf(document, document.replace(b"Jane", b"Joan")),
        "protected by a password": pdf(document, password="secret"),
        "No code was found": blank.getvalue(),
        "could not be read": b"\x89PNG\r\n\x1a\n" + bytes(400),
        "There is nothing to check": b"",
    }
    page = visit(served.page)
    for said, data in cases.items():
        choose(page, data)
        page.wait_for_function(
            "said => document.querySelector('#progress.problem')?.textContent.includes(said)",
            arg=said,
        )


def png_of(width: int, height: int, colour_type: int) -> bytes:
    """A small file of very many white pixels: colour type 0 is one bit, 6 is RGBA."""
    row = b"\x00" + b"\xff" * (width // 8 if colour_type == 0 else width * 4)
    pack = zlib.compressobj(9)
    data = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    depth = 1 if colour_type == 0 else 8
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def nested() -> bytes:
    """A drawing of 1.5 kB that uses itself, ten times at each of twelve levels."""
    levels = "".join(
        f'<g id="l{level}">' + f'<use href="#l{level - 1}"/>' * 10 + "</g>"
        for level in range(1, 13)
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><defs><path id="l0" d="M0 0h9v9z"/>'
    return f'{svg}{levels}</defs><use href="#l12"/></svg>'.encode()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("one bit", "This picture is too large"),
        ("colours", "This picture is too large"),
        ("drawing", "No certificate was found"),
    ],
)
def test_pictures_made_to_grow_are_not_decoded(
    kind: str, said: str, served: Served, visit: Visit
) -> None:
    """A few kilobytes that would be gigabytes of pixels are refused from their headers."""
    makers = {
        "one bit": lambda: png_of(20_000, 20_000, 0),
        "colours": lambda: png_of(16_000, 2_000, 6).replace(
            struct.pack(">II", 16_000, 2_000), struct.pack(">II", 16_000, 16_000)
        ),
        "drawing": nested,
    }
    data = makers[kind]()
    page = visit(served.page)
    choose(page, b"GIF89a", "first")
    page.wait_for_selector("#progress.problem")  # the decoder has come
    page.set_default_timeout(10_000)
    choose(page, data, kind)
    page.locator("#progress.problem", has_text=said).wait_for()


def test_fine_print_in_a_large_picture_is_read(world: World, served: Served, visit: Visit) -> None:
    """A code that is small in a photograph of 12 million pixels is found at the second look."""
    sheet = Image.new("L", (4000, 3000), 235)
    sheet.paste(Image.open(io.BytesIO(picture(world, 2))).convert("L"), (2500, 1700))
    grain = Image.frombytes("L", sheet.size, random.Random(1).randbytes(12_000_000))
    taken = io.BytesIO()
    Image.blend(sheet, grain, 0.05).save(taken, "JPEG", quality=85)
    assert len(taken.getvalue()) > 1_048_576  # as a camera's files are, for which there is room
    page = visit(served.page)
    choose(page, taken.getvalue(), "photo.jpg", "image/jpeg")
    assert outcome(page) == "valid"


def test_a_whole_page_at_300_dpi_is_read(world: World, served: Served, visit: Visit) -> None:
    """As scanners and viewers save it: many pixels in a small file."""
    sheet = Image.new("RGB", (2481, 3508), "white")
    sheet.paste(Image.open(io.BytesIO(picture(world, 4))), (1900, 2900))
    saved = io.BytesIO()
    sheet.save(saved, "PNG")
    assert len(saved.getvalue()) < 1_048_576
    page = visit(served.page)
    for _ in range(5):  # a busy machine may give it up, as it would a hostile file
        choose(page, saved.getvalue(), "page.png", "image/png")
        page.wait_for_selector("main[data-outcome], #progress.problem")
        if page.locator("main[data-outcome]").count():
            break
        page.reload()
    assert outcome(page) == "valid"


def test_a_huge_file_is_not_read(served: Served, visit: Visit) -> None:
    """A file of 50 MB is refused by its size."""
    page = visit(served.page)
    page.wait_for_selector("#ways:not([hidden])")
    page.evaluate("""() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(50e6)], 'huge.json'));
      document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true}));
    }""")
    assert "too large" in problem(page)


def test_a_problem_takes_the_last_verdict_away(world: World, served: Served, visit: Visit) -> None:
    """An old "valid" never stands beside a new question."""
    page = visit(served.link(world.papers["valid"]))
    assert outcome(page) == "valid"
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => {
      const transfer = new DataTransfer();
      transfer.setData('text/plain', 'good morning');
      window.dispatchEvent(new ClipboardEvent('paste', {clipboardData: transfer}));
    }""")
    assert "No certificate" in problem(page)
    assert "Jane" not in page.content()


def in_view(page: Page) -> bool:
    """True while all of the problem's text is seen, without scrolling and with nothing over it."""
    return bool(
        page.locator("#progress.problem").evaluate("""place => {
          const {left, right, top, bottom} = place.getBoundingClientRect();
          const seen = (y) => document.elementFromPoint((left + right) / 2, y) === place;
          return top >= 0 && bottom <= innerHeight && seen(top + 2) && seen(bottom - 2);
        }""")
    )


SCREENS = [(360, 740), (320, 568), (740, 360), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_a_problem_is_seen(width: int, height: int, served: Served, visit: Visit) -> None:
    """What stood in the way is read without scrolling, on small screens and beside each way in."""
    page = visit(served.page, viewport={"width": width, "height": height})
    page.locator("#paste-form button").scroll_into_view_if_needed()
    paste(page, "good morning")
    assert "No certificate" in problem(page)
    assert in_view(page)
    page.locator("#drop").scroll_into_view_if_needed()
    choose(page, pdf())
    page.locator("#progress", has_text="carries no digital certificate").wait_for()
    assert in_view(page)


def film(code: bytes, folder: Path) -> Path:
    """A film of a few pictures of a code, as a camera would see it."""
    scene = Image.new("RGB", (1280, 720), "#777")
    seen = Image.open(io.BytesIO(code)).convert("RGB").resize((520, 520))
    scene.paste(seen, (380, 100))
    frame = io.BytesIO()
    scene.save(frame, "JPEG", quality=90)
    path = folder / "film.mjpeg"
    path.write_bytes(frame.getvalue() * 5)
    return path


FAKE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=2")


def test_the_camera_finds_a_code(
    world: World, served: Served, visit: Visit, launch: Launch, tmp_path: Path
) -> None:
    """The camera reads the code, shows the verdict, and is closed; its part is loaded only then."""
    shown = f"--use-file-for-fake-video-capture={film(picture(world), tmp_path)}"
    page = visit(served.page, within=launch(*FAKE, shown), service_workers="block")
    page.wait_for_selector("#ways:not([hidden])")
    assert not any("scan." in path or "wasm" in path for path in served.asked)
    page.click("#camera")
    assert outcome(page) == "valid"
    assert page.evaluate("() => document.querySelector('video').srcObject") is None


def test_a_foreign_code_before_the_camera_is_told(
    served: Served, visit: Visit, launch: Launch, tmp_path: Path
) -> None:
    """Beside the camera's picture the reader sees that this code is no certificate's."""
    code = qr.png(qr.encode("WIFI:", "0123456789"), 6)
    shown = f"--use-file-for-fake-video-capture={film(code, tmp_path)}"
    page = visit(served.page, within=launch(*FAKE, shown), viewport={"width": 360, "height": 740})
    page.click("#camera")
    page.locator("#camera-close").scroll_into_view_if_needed()
    page.wait_for_selector("#progress.problem")
    assert in_view(page)
    assert page.locator("#viewer").is_visible()


def test_cameras_are_picked_by_keyboard(served: Served, visit: Visit, launch: Launch) -> None:
    """Going through the list of cameras with the arrow keys keeps the focus on the list."""
    page = visit(served.page, within=launch(*FAKE))
    page.click("#camera")
    page.wait_for_selector("#which:not([hidden])")
    page.focus("#cameras")
    for key in ("ArrowDown", "ArrowUp"):
        before = page.evaluate("() => document.querySelector('video').srcObject.id")
        page.keyboard.press(key)
        page.wait_for_function(
            "id => ![undefined, id].includes(document.querySelector('video').srcObject?.id)",
            arg=before,
        )
        assert page.evaluate("() => document.activeElement.id") == "cameras"


def test_several_cameras_are_offered(served: Served, visit: Visit, launch: Launch) -> None:
    """Where there are several cameras, the reader picks one."""
    page = visit(served.page, within=launch(*FAKE))
    page.click("#camera")
    page.wait_for_selector("#which:not([hidden])")
    names = page.locator("#cameras option").all_inner_texts()
    assert len(names) == 2
    page.select_option("#cameras", label=names[1])
    page.wait_for_function("() => document.querySelector('video').srcObject?.active")
    page.click("#camera-close")
    assert page.evaluate("() => document.activeElement.id") == "camera"


def test_a_missing_camera_is_told(served: Served, visit: Visit) -> None:
    """Without a camera the page says so and names another way."""
    page = visit(served.page)
    page.click("#camera")
    page.wait_for_selector("#progress.problem")
    assert "photo of the code instead" in page.locator("#progress").inner_text()


def test_without_https_the_camera_says_so(served: Served, visit: Visit, launch: Launch) -> None:
    """Over plain http from another machine the camera says why it stays closed."""
    browser = launch("--host-resolver-rules=MAP body.test 127.0.0.1")
    page = visit(served.page.replace("127.0.0.1", "body.test"), within=browser)
    page.click("#camera")
    page.wait_for_selector("#progress.problem")
    assert "secure address (https)" in page.locator("#progress").inner_text()


def test_without_https_a_certificate_is_checked(
    world: World, served: Served, visit: Visit, launch: Launch
) -> None:
    """Hashes and signatures come with the page, so plain http on a local network will do."""
    browser = launch("--host-resolver-rules=MAP body.test 127.0.0.1")
    link = served.link(world.papers["valid"]).replace("127.0.0.1", "body.test")
    assert outcome(visit(link, within=browser)) == "valid"
