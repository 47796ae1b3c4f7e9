"""A badge's credential in a PNG: one `iTXt` chunk, as Open Badges 3.0 has it.

Rules:
1. The chunk has the keyword `openbadgecredential`, is not compressed, and stands once, before the
   picture's data.
2. Baking moves nothing else: same picture and credential, same bytes.
3. A file is gone through once, from its beginning to its end, whatever it holds; as
   `verifier/src/badge.ts` does.

Source: https://www.imsglobal.org/spec/ob/v3p0/#baking, https://www.w3.org/TR/png-3/#11iTXt
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from certpress.errors import CertpressError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_TEXTS = (b"iTXt", b"tEXt", b"zTXt")


class _Chunk(NamedTuple):
    """A chunk: where it begins and ends in the file, its type and its data."""

    start: int
    end: int
    kind: bytes
    data: bytes


def is_png(data: bytes) -> bool:
    """True when bytes begin as a PNG does."""
    return data.startswith(_SIGNATURE)


def from_png(data: bytes) -> tuple[str, ...]:
    """The first two different credentials of a PNG; none where there is none."""
    texts: list[str] = []
    for chunk in _chunks(data):
        text = _text(chunk.data) if chunk.kind == b"iTXt" else None
        if text is not None and text not in texts:
            texts.append(text)
        if len(texts) == 2:
            break
    return tuple(texts)


def bake_png(picture: bytes, credential: bytes) -> bytes:
    """The picture with the credential in it, in place of an earlier one; pixels stay as they are.

    `credential` is the signed JSON, UTF-8. Raises CertpressError for what is no whole PNG, and for
    a picture that carries two credentials.
    """
    chunks = tuple(_chunks(picture)) if is_png(picture) else ()
    _check(picture, chunks)
    kept = [one for one in chunks if not _is_ours(one)]
    first = next(place for place, one in enumerate(kept) if one.kind == b"IDAT")
    body = _KEYWORD + b"\0\0\0\0\0" + credential  # not compressed; no language, no translation
    parts = [picture[one.start : one.end] for one in kept]
    return b"".join([_SIGNATURE, *parts[:first], _packed(b"iTXt", body), *parts[first:]])


def _check(picture: bytes, chunks: tuple[_Chunk, ...]) -> None:
    kinds = [chunk.kind for chunk in chunks]
    whole = bool(kinds) and kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and b"IDAT" in kinds
    sound = all(_packed(one.kind, one.data) == picture[one.start : one.end] for one in chunks)
    if not whole or not sound or chunks[-1].end != len(picture):
        raise CertpressError("the badge's picture", "this is not a whole PNG", "save it again")
    if len(from_png(picture)) > 1:
        raise CertpressError(
            "the badge's picture",
            "it carries two credentials already",
            "use a picture without any, or one with the badge's earlier credential",
        )


def _chunks(data: bytes) -> Iterator[_Chunk]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if at + 8 + length > len(data):
            return
        yield _Chunk(at, end, kind, data[at + 8 : at + 8 + length])
        at = end


def _packed(kind: bytes, data: bytes) -> bytes:
    """A chunk as it stands in a file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _is_ours(chunk: _Chunk) -> bool:
    """True for a text chunk with the badge's keyword, of whatever kind."""
    return chunk.kind in _TEXTS and chunk.data.partition(b"\0")[0] == _KEYWORD


def _text(data: bytes) -> str | None:
    """The text of an iTXt chunk: keyword, not compressed, language, translated keyword, text."""
    keyword, _, rest = data.partition(b"\0")
    if keyword != _KEYWORD or rest[:1] != b"\0":
        return None
    parts = rest[2:].split(b"\0", 2)
    if len(parts) < 3:
        return None
    try:
        return parts[2].decode("utf-8")
    except UnicodeDecodeError:
        return None
