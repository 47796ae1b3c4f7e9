"""content/certificate/: how a body's certificates look, where it wants them otherwise.

Rules:
1. `layout.yml` says languages, colour, logo, signatures and whether there is a card; all of it may
   be left out. `certificate.typ` is a template of the body's own.
2. Pictures are SVG, PNG or JPEG, of a size that a page has use for. A drawing loads nothing. PNG
   and JPEG are put into a drawing, for only text can be handed to what sets the page.
3. A template reads no package: nothing is fetched from elsewhere to print a certificate.
4. A template names everything that a certificate has to say (9.4 of ISO/IEC 17024): what it never
   names it cannot print.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from certpress import labels, model
from certpress.content import public, reading, shapes, source
from certpress.errors import CertpressError

FOLDER = "certificate"
TEMPLATE = "certificate.typ"
_SETTINGS = "layout.yml"
_PICTURES = {".svg": "", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_LARGEST = 2_000_000  # bytes of a picture or a template
_MOST_PIXELS = 16_000_000  # 4,000 on each side: a page 200 mm wide at 500 dpi
_OWED = (
    *("body.name", "person.name", "scheme.name", "scope", "conditions", "words.from"),
    *("words.until", "number", "authorised.name", "accreditation", "pictures.code"),
)
_PACKAGE = re.compile(r"""["']@\w""")


def read(reader: reading.Reader, body_file: reading.BodyFile | None) -> model.Layout:
    """The layout of a body; every problem is gathered by the reader."""
    folder = reader.folder / FOLDER
    if not folder.is_dir():
        return model.Layout()
    files = tuple(_files(reader, folder))
    reader.problems += _left_out(dict(files), f"{reader.folder.name}/{FOLDER}/{TEMPLATE}")
    shape, told = shapes.LayoutShape(), None
    if (folder / _SETTINGS).is_file():
        told = reader.values(f"{FOLDER}/{_SETTINGS}")
        shape = reader.shape(told, shapes.LayoutShape) or shape
    if told is not None:
        people = [person.name for person in body_file.people] if body_file else None
        reader.problems += _problems(shape, told, {name for name, _ in files}, people)
    return model.Layout(
        languages=tuple(shape.languages or ()),
        colour=shape.colour or "",
        logo=shape.logo or "",
        signatures=tuple((one.name, one.picture) for one in shape.signatures),
        card=shape.card,
        template=any(name == TEMPLATE for name, _ in files),
        files=files,
    )


def _files(reader: reading.Reader, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Templates and pictures, by name."""
    for path in sorted(folder.iterdir()):
        name = f"{reader.folder.name}/{FOLDER}/{path.name}"
        if path.name == _SETTINGS or reading.of_the_system(path):
            continue
        try:
            if path.suffix == ".typ" and path.is_file():
                yield path.name, _template(path, name)
            else:
                yield path.name, _picture(reader.folder, path, name)
        except CertpressError as problem:
            reader.problems.append(problem)


def _template(path: Path, name: str) -> bytes:
    text = source.text(path, name)
    found = _PACKAGE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        hint = f"put what you need of it into {FOLDER}/ as a file of your own"
        raise CertpressError(f"{name}:{line}", "a template takes nothing from packages", hint)
    return text.encode("utf-8")


def _left_out(files: dict[str, bytes], name: str) -> Iterator[CertpressError]:
    if TEMPLATE not in files:
        return
    written = b"\n".join(data for path, data in files.items() if path.endswith(".typ")).decode()
    if re.search(r"#let\s+certificate\(\w+\)\s*=", files[TEMPLATE].decode()) is None:
        hint = "docs/staff/certificates.md has one to begin with"
        yield CertpressError(name, "expected a line #let certificate(data) = …", hint)
    missing = [one for one in _OWED if f"data.{one}" not in written]
    if missing:
        problem = f"the template leaves out {', '.join(f'data.{one}' for one in missing)}"
        yield CertpressError(name, problem, "a certificate says all of this: put it in")


def _picture(content: Path, path: Path, name: str) -> bytes:
    hint = f"the folder holds {_SETTINGS}, templates (.typ) and pictures (.svg, .png, .jpg)"
    if path.suffix not in _PICTURES or not path.is_file():
        raise CertpressError(name, "this cannot be a part of a certificate", hint)
    size = path.stat().st_size
    if size > _LARGEST:
        problem = f"this picture has {size / 1_000_000:.1f} MB, at most 2 are of use on a page"
        raise CertpressError(name, problem, "save it smaller: 1,000 pixels on its longer side do")
    if path.suffix == ".svg":
        drawing = public.svg(content, f"{FOLDER}/{path.name}")
        if drawing is None:
            hint = "save it as a plain SVG, without scripts and links"
            raise CertpressError(name, "this is no plain drawing", hint)
        fault = public.broken(drawing)
        if fault:
            hint = "open it in a drawing program and save it again"
            raise CertpressError(f"{name}:{fault[0]}", f"this drawing is broken: {fault[1]}", hint)
        return drawing
    data = path.read_bytes()
    return _drawing(data, _PICTURES[path.suffix], *_size(data, path.suffix, name))


def _size(data: bytes, suffix: str, name: str) -> tuple[int, int]:
    """Width and height of a PNG or JPEG in pixels; CertpressError when it is none, or not whole."""
    hint, whole = "open it in a picture program and save it again", False
    try:
        with Image.open(io.BytesIO(data), formats=(_PICTURES[suffix],)) as picture:
            width, height = picture.size
            whole = True
            if width * height <= _MOST_PIXELS:
                picture.load()  # one that was cut off is found out here
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        problem = "this picture is damaged or cut off" if whole else f"this is no {suffix} picture"
        raise CertpressError(name, problem, hint) from error
    if width * height > _MOST_PIXELS:
        problem = f"this picture has {width} x {height} pixels, too many to print"
        raise CertpressError(name, problem, "save it smaller: 1,000 pixels on its longer side do")
    return width, height


def _drawing(data: bytes, kind: str, width: int, height: int) -> bytes:
    """A picture as a drawing that holds it."""
    held = f"data:image/{kind.lower()};base64,{base64.b64encode(data).decode('ascii')}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{held}"/></svg>\n'
    ).encode()


def _problems(
    shape: shapes.LayoutShape, told: source.Source, files: set[str], people: list[str] | None
) -> Iterator[CertpressError]:
    """What layout.yml names and there is not."""
    for place, language in enumerate(shape.languages or ()):
        if language not in labels.LANGUAGES:
            hint = f"there are: {', '.join(labels.LANGUAGES)}"
            where = told.where(("languages", place))
            yield CertpressError(where, f"certificates are not set in {language}", hint)
    pictures: list[tuple[source.Place, str]] = [(("logo",), shape.logo)] if shape.logo else []
    for place, one in enumerate(shape.signatures):
        pictures.append((("signatures", place, "picture"), one.picture))
        if people is not None and one.name not in people:
            where, hint = told.where(("signatures", place, "name")), "write it as in body.yml"
            yield CertpressError(where, f"{one.name} is none of the people in body.yml", hint)
    for at, name in pictures:
        if name not in files or name.endswith(".typ"):
            hint = f"put the picture into {told.name.removesuffix(_SETTINGS)}"
            yield CertpressError(told.where(at), f"there is no picture {name}", hint)
