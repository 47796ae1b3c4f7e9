"""The network, for `certpress verify`: small public files from one site, and nothing else.

Rules:
1. Only addresses below the site's base address, or the one address that the user typed.
2. No cookies, no credentials, no redirects; a size limit and a time limit on each answer.
3. Whatever goes wrong is an OSError: the verifier turns it into "could not be checked".
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LARGEST = 2 * 1024 * 1024
SECONDS = 10
_PIECE = 65_536


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Refuse: a status list stands at its address or nowhere."""


def get(address: str) -> bytes:
    """The bytes at an http or https address; raises OSError."""
    opener = urllib.request.build_opener(_NoRedirects)
    until = time.monotonic() + SECONDS
    try:
        if urlsplit(address).scheme not in ("http", "https"):
            raise OSError(f"not a web address: {address}")
        request = urllib.request.Request(address, headers={"User-Agent": "certpress"})  # noqa: S310
        with opener.open(request, timeout=SECONDS) as answer:
            return _whole(address, answer.read1, until)
    except (HTTPException, ValueError) as cause:
        raise OSError(f"{address}: {cause}") from cause


def _whole(address: str, read: Callable[[int], bytes], until: float) -> bytes:
    """All that `read` gives, piece by piece; OSError when it is too much or takes too long."""
    data = bytearray()
    while piece := read(_PIECE):
        data += piece
        if len(data) > LARGEST:
            raise OSError(f"{address}: more than {LARGEST} bytes")
        if time.monotonic() > until:
            raise OSError(f"{address}: not answered within {SECONDS} seconds")
    return bytes(data)


def from_site(base: str) -> Callable[[str], bytes]:
    """A loader that asks the network for addresses below `base`, each once."""
    known: dict[str, bytes] = {}

    def load(address: str) -> bytes:
        if not address.startswith(base):
            raise LookupError(address)
        if address not in known:
            known[address] = get(address)
        return known[address]

    return load


def from_folder(base: str, folder: Path) -> Callable[[str], bytes]:
    """A loader that takes addresses below `base` from a built site's folder."""
    root = folder.resolve()

    def load(address: str) -> bytes:
        if not address.startswith(base):
            raise LookupError(address)
        path = root.joinpath(*address.removeprefix(base).split("/")).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise LookupError(address)
        if path.stat().st_size > LARGEST:
            raise OSError(f"{path}: more than {LARGEST} bytes")
        return path.read_bytes()

    return load
