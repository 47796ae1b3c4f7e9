"""A web server for looking at a site on this machine; never for the public.

Rules:
1. Files are sent with the types that browsers insist on, on every system, and are not kept.
2. An address that leads nowhere is answered with the site's own page for that, and 404.
3. With a preview, pages come from it, and all else from the published site; each page then carries
   a script that shows it again when it changes. The verifier's pages carry none: their policy
   allows no script but their own.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qs, urlsplit

from certpress.cli.workspace import say
from certpress.errors import ConfigurationError, UsageError

LIVE = "/.certpress/"  # the addresses of the preview itself
_SCRIPT = f"{LIVE}live.js"
_STATE = f"{LIVE}state"
_LOOK = 0.1  # seconds between two looks at the texts
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    "": "application/octet-stream",
}


class Live(Protocol):
    """What a preview tells the server."""

    def look(self) -> None:
        """Build the pages again when a text has changed."""

    def state(self, address: str) -> bytes:
        """What the script of a page asks for, as JSON; `address` is the page's, such as /fees/."""

    def script(self) -> bytes:
        """The script itself."""

    def mark(self, address: str) -> str:
        """What changes whenever the pages of that address's language have changed."""

    def folders(self, address: str) -> Sequence[Path]:
        """Where pages of that language lie, and then the published site."""


class _Handler(SimpleHTTPRequestHandler):
    """Files of a site, and of a preview before it."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **_TYPES}  # noqa: RUF012

    def __init__(self, *arguments: Any, live: Live | None, **named: Any) -> None:
        self.live = live
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        """The file of an address: the preview's, or the published site's where pages have none."""
        if self.live is None:
            return super().translate_path(path)
        pages, site = self.live.folders(_plain(path))
        for folder in (pages, site) if _beside_the_pages(path) else (pages,):
            self.directory = str(folder)
            found = super().translate_path(path)
            if Path(found).exists():
                return found
        return found

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The answer's head; pages get their script here."""
        address = _plain(self.path)
        if self.live is not None and address == _SCRIPT:
            return self._sent(self.live.script(), _TYPES[".js"])
        if self.live is not None and address == _STATE:
            asked = parse_qs(urlsplit(self.path).query).get("page", ["/"])
            return self._sent(self.live.state(asked[0]), _TYPES[".json"])
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and address.endswith("/") else path
        if self.live is None or page.suffix != ".html" or _is_no_text(address):
            return super().send_head()
        if not page.is_file():
            return super().send_head()
        return self._sent(self._alive(page.read_bytes()), _TYPES[".html"])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for an address that leads nowhere."""
        page = Path(self.translate_path("/404.html"))  # that of the first language
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        found = self._sent(self._alive(page.read_bytes()), _TYPES[".html"], HTTPStatus.NOT_FOUND)
        if self.command != "HEAD":
            self.copyfile(found, self.wfile)

    def _sent(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> io.BytesIO:
        """The head of an answer, sent; its body, to be sent."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def _alive(self, page: bytes) -> bytes:
        """A page with the script of the preview, where there is one."""
        if self.live is None:
            return page
        mark = self.live.mark(_plain(self.path))
        tag = f'<script src="{_SCRIPT}" data-generation="{mark}"></script>'
        head, end, rest = page.rpartition(b"</body>")
        return head + tag.encode("ascii") + end + rest if end else page + tag.encode("ascii")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Say nothing: requests are nobody's business."""


def _plain(address: str) -> str:
    """The path of an address, without what is asked of it."""
    return urlsplit(address).path


def _beside_the_pages(address: str) -> bool:
    """True for what a build puts beside the pages: a page that was removed is not shown again."""
    path = _plain(address)
    return _is_no_text(path) or not path.endswith(("/", ".html"))


def _is_no_text(address: str) -> bool:
    """True for the verifier and the page of certified persons, which no text of the body makes."""
    return address.startswith("/v/") or address.endswith("/holder/")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # what waits while pages are built
    live: Live | None = None

    def service_actions(self) -> None:
        """Between two requests: look at the texts."""
        if self.live is not None:
            self.live.look()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closed its end is no event."""


def parse(listen: str) -> tuple[str, int]:
    """The host and port of `host:port`; raises UsageError."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise UsageError("--listen", f"not an address: {listen!r}", "write 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def start(site: Path, listen: str, live: Live | None = None) -> ThreadingHTTPServer:
    """A server that listens, not yet serving; raises ConfigurationError when the port is taken."""

    def handler(*args: Any, **kwargs: Any) -> _Handler:
        return _Handler(*args, directory=str(site), live=live, **kwargs)

    factory: Callable[..., _Handler] = handler
    try:
        server = _Server(parse(listen), factory)
    except OSError as cause:
        raise ConfigurationError(
            listen,
            f"cannot listen here: {cause.strerror or cause}",
            "stop what uses the port, or choose another: --listen 127.0.0.1:8001",
        ) from cause
    server.live = live
    return server


def serve(site: Path, listen: str, live: Live | None = None) -> None:
    """Serve until interrupted."""
    with start(site, listen, live) as server:
        host, port = server.server_address[:2]
        say(f"serving on http://{_named(str(host))}:{port}/ (Ctrl+C stops)")
        try:
            server.serve_forever(poll_interval=_LOOK)
        except KeyboardInterrupt:
            say("stopped")


def _named(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
