"""A body's folder, and the clock, entropy and passphrases that commands hand to the rooms.

Rules:
1. The clock, randomness and the environment are read here and nowhere else.
2. A passphrase comes from the environment, a file descriptor or a prompt; never from an argument,
   where others on the machine could read it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import click

from certpress import content, controller, keys, shape, store
from certpress.content import Content, Survey
from certpress.errors import ConfigurationError, Refused, UsageError
from certpress.keys import KeyFile, Role, Signer
from certpress.model import Scheme
from certpress.register import Register

PASSPHRASE = "CERTPRESS_PASSPHRASE"  # noqa: S105  # the name of a variable, not a secret
STATUS_PASSPHRASE = "CERTPRESS_STATUS_PASSPHRASE"  # noqa: S105

entropy: Callable[[int], bytes] = secrets.token_bytes


def say(text: str) -> None:
    """A message for people, on standard error; data goes to standard output."""
    click.echo(text, err=True)


@dataclass(slots=False, kw_only=True)
class Workspace:
    """A body's folder, read when first needed."""

    folder: Path
    now: datetime
    passphrase_fd: int | None = None
    rehearsed: bool = False  # the instant was given, and stays
    _signers: dict[Role, Signer] = field(default_factory=dict, init=False, repr=False)

    def tick(self) -> None:
        """Look at the clock again, after a wait; a rehearsed instant stays."""
        if not self.rehearsed:
            self.now = clock()

    @property
    def register_path(self) -> Path:
        return self.folder / "credentials" / "register.sqlite"

    @property
    def documents(self) -> Path:
        return self.folder / "credentials" / "documents"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def controller(self) -> Path:
        """The controller document: public, and the one that is published."""
        return self.keys / "did.json"

    @property
    def today(self) -> date:
        """The body's calendar day."""
        return self.day(self.content)

    def day(self, content: Content) -> date:
        """The calendar day of the body whose content this is."""
        return self.now.astimezone(content.body.timezone).date()

    def require_body(self) -> None:
        """ConfigurationError when this folder is not a body's."""
        if not (self.folder / "content" / "body.yml").is_file():
            raise ConfigurationError(
                str(self.folder / "content" / "body.yml"),
                "there is no certification body in this folder",
                "go to its folder, name it with --folder, or start one: certpress init FOLDER",
            )

    def fresh(self) -> Workspace:
        """The same folder, to be read again from the disk."""
        again = replace(self)
        again.tick()
        return again

    @cached_property
    def content(self) -> Content:
        """The body's content; ConfigurationError when this folder is not a body's."""
        if self.survey.problems or self.survey.content is None:
            raise Refused(self.survey.problems)
        return self.survey.content

    @cached_property
    def survey(self) -> Survey:
        """The body's content as far as it can be read; ConfigurationError as for `content`."""
        self.require_body()
        return content.survey(self.folder / "content")

    @cached_property
    def schemes(self) -> Mapping[tuple[str, str], Scheme]:
        """Every scheme edition, by id and edition."""
        return {(scheme.id, scheme.edition): scheme for scheme in self.content.schemes}

    def register(self) -> Register:
        """The open register; ConfigurationError when there is none."""
        self.require_body()  # in a folder that is no body's, that is what is told
        if not self.register_path.is_file():
            raise ConfigurationError(
                str(self.register_path),
                "there is no register yet",
                "record the first decisions: certpress import decisions.csv",
            )
        return Register.open(self.register_path)

    # Keys

    def key_files(self) -> tuple[KeyFile, ...]:
        """Every key of the body; ConfigurationError when there is none."""
        paths = sorted(self.keys.glob("*.key.json"))
        if not paths:
            raise ConfigurationError(
                str(self.keys), "there are no keys yet", "make them: certpress keys init"
            )
        return tuple(keys.parse(path.read_bytes(), str(path)) for path in paths)

    def controller_document(self) -> bytes:
        """The controller document that is published; ConfigurationError when it is another's."""
        path, did = self.controller, keys.did(self.content.body.base_url)
        data = store.read(path)
        if data is None:
            raise ConfigurationError(
                short(path), "there are no keys yet", "make them: certpress keys init"
            )
        try:
            controller.read(data, did)
        except shape.Malformed as cause:
            raise ConfigurationError(
                short(path),
                f"this is not the controller document of {did}: {cause}",
                "base_url in content/body.yml is for ever: put back the one that the keys were "
                "made for, or restore the keys: certpress keys restore BACKUP",
            ) from cause
        return data

    def signer(self, role: Role) -> Signer:
        """The newest key of a role, unlocked once, when the published document is this body's."""
        self.controller_document()
        if role in self._signers:
            return self._signers[role]
        files = [key for key in self.key_files() if key.role is role]
        if not files:
            raise ConfigurationError(
                str(self.keys),
                f"there is no key for {role}",
                "restore it from your backup: certpress keys restore BACKUP",
            )
        newest = max(files, key=lambda key: key.number)
        did = keys.did(self.content.body.base_url)
        self._signers[role] = keys.unlock(newest, did, self.passphrase(role))
        return self._signers[role]

    @cached_property
    def _typed(self) -> str:
        if self.passphrase_fd is not None:
            return _first_line(self.passphrase_fd)
        if not os.isatty(0):
            raise ConfigurationError(
                "passphrase",
                "there is no passphrase, and nobody to ask for it",
                f"set {PASSPHRASE}, or pass --passphrase-fd N",
            )
        return str(click.prompt("Passphrase of the keys", hide_input=True, err=True))

    def passphrase(self, role: Role) -> str:
        """A key's passphrase: its own variable, the common one, the descriptor, or a prompt."""
        names = [STATUS_PASSPHRASE] if role is Role.STATUS else []
        found = next((os.environ[n] for n in [*names, PASSPHRASE] if os.environ.get(n)), None)
        return found if found is not None else self._typed

    def chosen_passphrase(self) -> str:
        """A passphrase for new keys; a prompt asks for it twice."""
        if os.environ.get(PASSPHRASE):
            return os.environ[PASSPHRASE]
        if self.passphrase_fd is None and os.isatty(0):
            asked = "Choose a passphrase for the keys (four or five random words)"
            return str(click.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))
        return self._typed

    # Files

    def published_lists(self) -> dict[str, bytes]:
        """The signed status lists as they were last made, by their path below the site."""
        folder = self.folder / "credentials"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / "status").glob("*/*.json"))
        }

    def write(self, folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
        """Write files whole below a folder; those whose bytes changed."""
        paths = [(folder.joinpath(*name.split("/")), data) for name, data in files]
        return [path for path, data in paths if store.write(path, data)]


def _first_line(descriptor: int) -> str:
    """The first line that an open file descriptor gives; UsageError when it gives none."""
    try:
        with os.fdopen(descriptor, "r", encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as cause:
        raise UsageError(
            "--passphrase-fd",
            f"no passphrase can be read from descriptor {descriptor}",
            "open it for reading, such as --passphrase-fd 3 3<FILE; the text is UTF-8",
        ) from cause


def clock() -> datetime:
    """Now, once, for the whole command."""
    return datetime.now(UTC)


def short(path: Path) -> str:
    """A path as the user would write it from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
