"""A mail server on 127.0.0.1 that keeps what it is given, and misbehaves when asked to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(slots=True)
class Postbox:
    """What arrived; `refuses` are addresses it does not take, `breaks` those it hangs up at."""

    port: int = 0
    refuses: set[str] = field(default_factory=set)
    breaks: set[str] = field(default_factory=set)  # before the message is there
    forgets: set[str] = field(default_factory=set)  # takes the message, and hangs up without a word
    messages: list[tuple[str, EmailMessage]] = field(default_factory=list)


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A server that listens until the end of the block."""
    kept = Postbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            to = ""
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"RCPT":
                    to = line.decode().split("<")[1].split(">")[0]
                    if to in kept.breaks:
                        return
                    self._say("550 nobody of that name" if to in kept.refuses else "250 good")
                elif verb == b"DATA":
                    self._say("354 go on")
                    data = self._message()
                    if to in kept.forgets:
                        return
                    message = message_from_bytes(data, policy=policy.default)
                    assert isinstance(message, EmailMessage)
                    kept.messages.append((to, message))
                    self._say("250 taken")
                elif verb == b"QUIT":
                    self._say("221 goodbye")
                    return
                else:
                    self._say("250 good")

        def _message(self) -> bytes:
            lines = []
            for line in self.rfile:
                if line == b".\r\n":
                    break
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            return b"".join(lines)

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield kept
        server.shutdown()
