"""content/mark/: the certification mark, and what people undertake before they are given it.

Rules:
1. The mark's files are the body's own: SVG, PNG, PDF, under plain names, each whole and of a size
   that can be mailed. A drawing runs and loads nothing.
2. The words of the undertaking are `undertaking.<language>.md`, with `title` and `version`. The
   version in the body's first language is the current one.
3. The bytes that are kept of a text are those of the file with LF line ends, so that a copy on
   another system is the same text.
4. The accreditation symbol is no certification mark: it goes with its number alone.

Nothing of this folder is published.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from certpress.content import public, reading, shapes, source
from certpress.content.values import Mark, UndertakingWords
from certpress.errors import CertpressError, Refused

FOLDER = "mark"
_FORMS = (".svg", ".png", ".pdf")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_LARGEST = 2_000_000  # bytes of one file
_TOGETHER = 5_000_000  # bytes of all: they travel in every mail, where a third is added
_WIDEST = 8_000  # pixels: 30 cm at 600 dpi are 7,087
_TAKEN = ("badge", "card", "certificate", "qr")  # how a person's other documents are called
_PDF_END = 1_024  # bytes at the end of a PDF among which its last line stands


def read(reader: reading.Reader, body_file: reading.BodyFile | None) -> Mark:
    """The mark of a body; every problem is gathered by the reader."""
    folder = reader.folder / FOLDER
    if not folder.is_dir():
        return Mark()
    files, words = dict[str, bytes](), list[UndertakingWords]()
    for path in sorted(folder.iterdir()):
        name = f"{reader.folder.name}/{FOLDER}/{path.name}"
        if reading.of_the_system(path):
            continue
        try:
            if path.suffix == ".md" and path.is_file():
                words += _words(reader, path, name)
            else:
                files[path.name] = _file(reader.folder, path, name)
        except Refused as refused:
            reader.problems += refused.problems
        except CertpressError as problem:
            reader.problems.append(problem)
    reader.problems += _too_many(files, f"{reader.folder.name}/{FOLDER}")
    if body_file is not None:
        reader.problems += _symbols(reader, files, body_file)
    first = body_file.body.languages[0] if body_file else ""
    words.sort(key=lambda one: (one.language != first, one.language))
    return Mark(files=tuple(files.items()), undertakings=tuple(words))


def _words(reader: reading.Reader, path: Path, name: str) -> Iterator[UndertakingWords]:
    kind, _, language = path.stem.partition(".")
    if kind != "undertaking" or not language:
        hint = "the words that people sign are named undertaking.en.md"
        raise CertpressError(name, "this text is no part of the mark", hint)
    page = source.read_page(path, name)
    shape = reader.shape(page, shapes.UndertakingShape)
    if shape is None:
        return
    if not page.text.strip():
        hint = "write what people undertake; docs/staff/mark.md says what belongs there"
        raise CertpressError(f"{name}:{page.text_line}", "there are no words to sign", hint)
    yield UndertakingWords(
        language=language,
        version=shape.version,
        title=shape.title,
        text=page.text,
        line=page.text_line,
        source=name,
        document=path.read_bytes().replace(b"\r\n", b"\n"),
    )


def _file(content: Path, path: Path, name: str) -> bytes:
    hint = f"the folder holds the mark's files ({', '.join(_FORMS)}) and undertaking.<language>.md"
    if path.suffix not in _FORMS or not path.is_file():
        raise CertpressError(name, "this cannot be a file of the mark", hint)
    if not _PLAIN.fullmatch(path.name):
        hint = "letters, digits, hyphens and dots alone, so that every system takes it: mark.svg"
        raise CertpressError(name, "such a name cannot be sent to everybody", hint)
    if path.stem.split(".")[0].split("-")[0] in _TAKEN:
        raise CertpressError(name, "other documents have such a name", "name it mark.svg, or alike")
    size = path.stat().st_size
    if size > _LARGEST:
        problem = f"this file has {size / 1_000_000:.1f} MB, and a mail takes it"
        raise CertpressError(name, problem, "save it smaller: at most 2 MB")
    if path.suffix == ".svg":
        return _drawing(content, path, name)
    data = path.read_bytes()
    _check(data, path.suffix, name)
    return data


def _drawing(content: Path, path: Path, name: str) -> bytes:
    data = public.svg(content, f"{FOLDER}/{path.name}")
    if data is None or b"<!DOCTYPE" in data:
        hint = "save it as a plain SVG, without scripts, links and anything from elsewhere"
        raise CertpressError(name, "this is no plain drawing", hint)
    try:
        ElementTree.fromstring(data)  # noqa: S314 - no document type: nothing to expand
    except ElementTree.ParseError as error:
        line = error.position[0]
        hint = "open it in a drawing program and save it again"
        raise CertpressError(f"{name}:{line}", f"this drawing is broken: {error}", hint) from error
    return data


def _check(data: bytes, suffix: str, name: str) -> None:
    """Raises CertpressError for a PNG or PDF that is none, or is cut off."""
    hint = "open it in the program that made it and save it again"
    if suffix == ".pdf":
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_PDF_END:]:
            raise CertpressError(name, "this is no whole PDF", hint)
        return
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            width, height = picture.size
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CertpressError(name, "this is no whole PNG picture", hint) from error
    if max(width, height) > _WIDEST:
        problem = f"this picture has {width} x {height} pixels"
        raise CertpressError(name, problem, f"save it smaller: at most {_WIDEST} on each side")


def _too_many(files: Mapping[str, bytes], name: str) -> Iterator[CertpressError]:
    size = sum(map(len, files.values()))
    if size > _TOGETHER:
        problem = f"the files of the mark have {size / 1_000_000:.1f} MB together"
        hint = f"every mail carries them: leave some out, {_TOGETHER // 1_000_000} MB at most"
        yield CertpressError(name, problem, hint)


def _symbols(
    reader: reading.Reader, files: Mapping[str, bytes], body_file: reading.BodyFile
) -> Iterator[CertpressError]:
    """Files that are an accreditation symbol (rule 4)."""
    for one in body_file.body.accreditations:
        symbol = public.picture(reader.folder, f"pictures/{one.symbol}") if one.symbol else None
        for name, data in files.items():
            if data == symbol:
                where = f"{reader.folder.name}/{FOLDER}/{name}"
                problem = f"this is the accreditation symbol {one.symbol}, which is no mark"
                hint = "take it out: the symbol goes with the number of the accreditation alone"
                yield CertpressError(where, problem, hint)
