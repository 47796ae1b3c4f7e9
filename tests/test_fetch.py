"""The network: small files of one site, bounded in size and time, and an OSError for all else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from certpress import fetch

BASE = "https://certs.example.org/"


@contextmanager
def answering(kind: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server on a free port of this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Answers(BaseHTTPRequestHandler):
    """Answers by path: a text, too much, a redirect, nothing, or a little at a time."""

    asked: list[str] = []  # noqa: RUF012  # what was asked for, by all

    def do_GET(self) -> None:
        self.asked.append(self.path)
        {"/ok": self._ok, "/large": self._large, "/moved": self._moved, "/slow": self._slow}.get(
            self.path, lambda: self.send_error(404)
        )()

    def _ok(self) -> None:
        self.send_response(200)
        self.end_headers()
        agent, cookie = self.headers["User-Agent"], self.headers["Cookie"]
        self.wfile.write(f"{agent} {cookie}".encode())

    def _large(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (fetch.LARGEST + 1))

    def _moved(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/ok")
        self.end_headers()

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b".")
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_a_file_is_fetched_without_telling_who_asks() -> None:
    """No cookie, and an agent without a version or a system."""
    with answering(Answers) as origin:
        assert fetch.get(origin + "ok") == b"certpress None"


@pytest.mark.parametrize("path", ["large", "moved", "absent"])
def test_what_is_too_large_or_elsewhere_is_an_error(path: str) -> None:
    """More than the limit, a redirect, or nothing: an OSError each."""
    with answering(Answers) as origin, pytest.raises(OSError, match=r"."):
        fetch.get(origin + path)


def test_an_answer_that_trickles_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit is that of the whole answer, not of each byte of it."""
    monkeypatch.setattr(fetch, "SECONDS", 1)
    with answering(Answers) as origin, pytest.raises(OSError, match="second"):
        fetch.get(origin + "slow")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://h/x", "", "http://", "http://[", "http://h:port/", "http://a b/"],
)
def test_what_is_no_web_address_is_an_error(address: str) -> None:
    """Files of this machine and other protocols are never opened."""
    with pytest.raises(OSError, match=r"."):
        fetch.get(address)


def test_a_site_is_asked_once_for_each_address_below_it() -> None:
    """What was loaded is not asked for again, and nothing outside the site ever."""
    with answering(Answers) as origin:
        load = fetch.from_site(origin)
        Answers.asked.clear()
        assert load(origin + "ok") == load(origin + "ok")
        with pytest.raises(LookupError):
            load("https://elsewhere.example/ok")
    assert Answers.asked == ["/ok"]


def test_a_folder_stands_for_a_site(tmp_path: Path) -> None:
    """Addresses below the base are files of the folder."""
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "1.json").write_bytes(b"list")
    assert fetch.from_folder(BASE, tmp_path)(BASE + "status/1.json") == b"list"


@pytest.mark.parametrize(
    "path", ["../secret", "a/../../secret", "status/%2e%2e/secret", "", "absent", "/etc/passwd"]
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, path: str) -> None:
    """An address that leads out of the folder leads nowhere."""
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "site").mkdir()
    with pytest.raises(LookupError):
        fetch.from_folder(BASE, tmp_path / "site")(BASE + path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """The limit holds for folders too."""
    (tmp_path / "large").write_bytes(b"x" * (fetch.LARGEST + 1))
    with pytest.raises(OSError, match="more than"):
        fetch.from_folder(BASE, tmp_path)(BASE + "large")
