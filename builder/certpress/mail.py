"""Mail: messages handed to the body's mail server, one at a time.

Rules:
1. Names and certificates travel encrypted (TLS, the server's certificate checked), unless the
   server is on this machine.
2. For each message it is known whether the server took it, refused it, or fell silent after it had
   the whole of it. The last cannot be told from "took it": it is for people to ask the person.
3. The settings hold no password.

Source: RFC 5321 (SMTP), RFC 8314 (TLS), RFC 6531 (addresses in every script).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from certpress.content import explain, kinds, source
from certpress.errors import CertpressError, ConfigurationError, NetworkError, Refused

_PATIENCE = 60.0  # seconds
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_GOOD = range(200, 300)
_LONGEST_REPLY = 200  # characters of what a server said


def _port(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 65_536):
        raise kinds.refuse("the number of a port", text, "often 587, or 465 with security: tls")
    return int(text)


class _Shape(BaseModel):
    """The file of settings."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    host: kinds.Line
    port: Annotated[int, BeforeValidator(_port)]
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: kinds.Line | None = None
    sender: kinds.Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which server takes the mail, and who signs in; `sender` is empty for the body's address."""

    host: str
    port: int
    security: str
    user: str
    sender: str


class NotTaken(CertpressError):
    """The server refused one message; others may follow."""


class Silent(NetworkError):
    """The server fell silent; `perhaps_sent` is true when it already had the whole message."""

    def __init__(self, where: str, problem: str, *, perhaps_sent: bool) -> None:
        super().__init__(where, problem, "run the command again: it goes on where it stopped")
        self.perhaps_sent = perhaps_sent


def settings(path: Path, name: str) -> Settings:
    """The settings in a file; raises CertpressError saying what is missing or not right."""
    read = source.read(path, name)
    try:
        shape = _Shape.model_validate(read.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Refused(explain.problem(read, _Shape, one) for one in details) from None
    if shape.security == "none" and shape.host not in _HERE:
        raise ConfigurationError(
            read.where(("security",)),
            "names and certificates are not sent over a network without encryption",
            "write starttls (often port 587) or tls (often port 465)",
        )
    return Settings(
        host=shape.host,
        port=shape.port,
        security=shape.security,
        user=shape.user or "",
        sender=shape.sender or "",
    )


class Server:
    """A mail server that listens; `send` hands it one message."""

    def __init__(self, connection: smtplib.SMTP, where: str) -> None:
        self._connection = connection
        self._where = where

    def send(self, message: EmailMessage, sender: Address, to: str) -> str:
        """Hand a message over; what the server said when it took it. Raises NotTaken, Silent."""
        handed_over = False
        try:
            options = self._options(to)
            self._expect(self._connection.mail(sender.addr_spec, options), "the sender")
            self._expect(self._connection.rcpt(to), to)
            handed_over = True
            reply = self._connection.data(message.as_bytes(policy=_policy(to)))
            self._expect(reply, "the message")
        except smtplib.SMTPDataError as cause:  # answered before it had the message
            raise self._refused((cause.smtp_code, cause.smtp_error), "the message") from cause
        except (smtplib.SMTPException, OSError) as cause:
            raise Silent(
                self._where, f"the connection was lost: {cause}", perhaps_sent=handed_over
            ) from cause
        return _said(reply)

    def _options(self, to: str) -> list[str]:
        if to.isascii():
            return []
        if not self._connection.has_extn("smtputf8"):
            raise NotTaken(to, "the server takes no addresses with such letters", "ask for another")
        return ["SMTPUTF8"]

    def _expect(self, reply: tuple[int, bytes], what: str) -> None:
        if reply[0] not in _GOOD:
            raise self._refused(reply, what)

    def _refused(self, reply: tuple[int, bytes | str], what: str) -> NotTaken:
        with suppress(smtplib.SMTPException, OSError):
            self._connection.rset()
        hint = (
            "try again later" if 400 <= reply[0] < 500 else "mend the address, and run this again"
        )
        return NotTaken(what, f"the server refused: {_said(reply)}", hint)


@contextmanager
def connect(chosen: Settings, password: str) -> Iterator[Server]:
    """A connection to the server, signed in where there is a user.

    Raises NetworkError when it cannot be reached, ConfigurationError when it lets nobody in.
    """
    where = f"{chosen.host}:{chosen.port}"
    try:
        connection = _opened(chosen)
        if chosen.user:
            connection.login(chosen.user, password)
    except smtplib.SMTPAuthenticationError as cause:
        said = _said((cause.smtp_code, cause.smtp_error))
        hint = "check the user in mail.yml and the password"
        raise ConfigurationError(where, f"the server lets nobody in: {said}", hint) from cause
    except (smtplib.SMTPException, OSError) as cause:
        hint = "check host, port and security in mail.yml, and the network"
        raise NetworkError(where, f"cannot be reached: {cause}", hint) from cause
    try:
        yield Server(connection, where)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


def _opened(chosen: Settings) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if chosen.security == "tls":
        return smtplib.SMTP_SSL(chosen.host, chosen.port, timeout=_PATIENCE, context=trusted)
    connection = smtplib.SMTP(chosen.host, chosen.port, timeout=_PATIENCE)
    if chosen.security == "starttls":
        connection.starttls(context=trusted)
    connection.ehlo()
    return connection


def _policy(to: str) -> policy.EmailPolicy[EmailMessage]:
    """How headers are written: in UTF-8 where the address needs it."""
    return policy.SMTP if to.isascii() else policy.SMTPUTF8


def _said(reply: tuple[int, bytes | str]) -> str:
    """What a server said, on one line."""
    text = reply[1].decode("utf-8", "replace") if isinstance(reply[1], bytes) else reply[1]
    return " ".join(f"{reply[0]} {text}".split())[:_LONGEST_REPLY]
