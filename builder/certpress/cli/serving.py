"""A small web server for looking at a built site; never for the public."""

from __future__ import annotations

from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from certpress.cli.workspace import say
from certpress.errors import ConfigurationError, UsageError

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


class _Handler(SimpleHTTPRequestHandler):
    """Files with the types that browsers insist on, on every system, and no caching."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **_TYPES}  # noqa: RUF012

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Say nothing: requests are nobody's business."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closed its end is no event."""


def parse(listen: str) -> tuple[str, int]:
    """The host and port of `host:port`; raises UsageError."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise UsageError("--listen", f"not an address: {listen!r}", "write 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def start(site: Path, listen: str) -> ThreadingHTTPServer:
    """A server that listens, not yet serving; raises ConfigurationError when the port is taken."""

    def handler(*args: Any, **kwargs: Any) -> _Handler:
        return _Handler(*args, directory=str(site), **kwargs)

    factory: Callable[..., _Handler] = handler
    try:
        return _Server(parse(listen), factory)
    except OSError as cause:
        raise ConfigurationError(
            listen,
            f"cannot listen here: {cause.strerror or cause}",
            "stop what uses the port, or choose another: --listen 127.0.0.1:8001",
        ) from cause


def serve(site: Path, listen: str) -> None:
    """Serve until interrupted."""
    with start(site, listen) as server:
        host, port = parse(listen)
        say(f"serving on http://{host}:{port}/ (Ctrl+C stops)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("stopped")
