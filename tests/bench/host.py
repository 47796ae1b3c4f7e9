"""A web host for measurements: files in memory, connections that stay open, nothing else."""

from __future__ import annotations

import contextlib
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@contextmanager
def serve(files: Mapping[str, bytes]) -> Iterator[str]:
    """The files on a free port of 127.0.0.1; gives the origin."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            name = path + "index.html" if path.endswith("/") else path
            body = files.get(name)
            self.send_response(404 if body is None else 200)
            kind = mimetypes.guess_type(name)[0]
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # a browser that is closed hangs up
                super().handle()

        def log_message(self, *_: object) -> None:
            """A host under measurement stays quiet."""

    mimetypes.add_type("text/javascript", ".js")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
