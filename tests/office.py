"""A certification body's office: a folder, and the commands that its staff would type.

Commands run inside the test's process, through the same `main` as on the command line, so that an
exception that nobody foresaw fails the test; `apart` runs them in a process of their own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import zxingcpp
from PIL import Image

from certpress import cli
from certpress.cli import body, keyring
from certpress.cli.workspace import Workspace
from certpress.register import Register
from tests.world import CHEAP, NOW, PASSPHRASE

BASE = "https://certs.example.org/"
BY = ("--decided-by", "Tomás Brightwater", "--basis", "file 1")
AUTHORISED = (
    *("--authorised-by", "Dr Maren Okafor-Lindqvist"),
    *("--authorised-role", "Head of Certification"),
)
COLUMNS = (
    "kind,number,name,name_latin,date_of_birth,scheme,scope,conditions,valid_from,valid_until,"
    "decided_on,decided_by,basis,authorised_by,authorised_role,examiners"
)
_HEAD = "Dr Maren Okafor-Lindqvist,Head of Certification,Edwin Marrowby"
PHRASE = "CERTPRESS_PASSPHRASE"
NO_MORE: Mapping[str, str | None] = {}
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SETTINGS = ("CERTPRESS_PASSPHRASE", "CERTPRESS_STATUS_PASSPHRASE", "SOURCE_DATE_EPOCH")


def row(kind: str, number: str, on: str, said: str = ",,,,,,,") -> str:
    """A line of a file of decisions; `said` are the cells from name to valid_until."""
    return f"{kind},{number},{said},{on},Tomás Brightwater,file 1,{_HEAD}\n"


VALID, RECERTIFIED, REDUCED = "NDT-2026-00001", "NDT-2020-00002", "NDT-2024-00003"
SUSPENDED, WITHDRAWN = "QMS-2025-00001", "NDT-2025-00005"
NOT_YET, EXPIRED, DATED = "NDT-2026-00006", "NDT-2019-00007", "DPO-2026-00001"
DECISIONS = "".join(
    (
        COLUMNS + "\n",
        row("grant", VALID, "2026-01-15", "Łucja Żółkiewska,,,ndt,UT-2-W; MT-2-W; PT-2-W,,,"),
        row("grant", RECERTIFIED, "2020-03-01", "Jane Doe,,,ndt,UT-2-W,,,"),
        row("recertify", RECERTIFIED, "2025-02-10"),
        row("grant", REDUCED, "2024-03-01", "李 小龙,Li Xiaolong,,ndt,UT-2-W; MT-2-W,,,"),
        row("reduce", REDUCED, "2026-03-01", ",,,,MT-2-W,,,"),
        row("grant", SUSPENDED, "2025-03-01", "محمد الفاسي,Mohammed El Fassi,,qms,LA-MFG,,,"),
        row("suspend", SUSPENDED, "2026-03-01"),
        row("grant", WITHDRAWN, "2025-03-01", "John Roe,,,ndt,UT-2-W,,,"),
        row("withdraw", WITHDRAWN, "2026-03-01"),
        row("grant", NOT_YET, "2026-11-01", "Ann Early,,,ndt,UT-2-W,,2026-12-01,"),
        row("grant", EXPIRED, "2019-03-01", "Tim Late,,,ndt,UT-2-W,,,"),
        row("grant", DATED, "2026-05-01", "İsmail Işık,,1984-03-09,dpo,GEN,Supervised only,,"),
    )
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True, slots=True)
class Office:
    """A body's folder, with a clock and a passphrase."""

    folder: Path
    now: datetime = NOW

    # Commands

    def run(
        self,
        *words: str | Path,
        stdin: bytes = b"",
        now: datetime | None = None,
        env: Mapping[str, str | None] = NO_MORE,
    ) -> Done:
        """Run a command in this process; `env` replaces settings, None takes one away."""
        settings = {PHRASE: PASSPHRASE, **env}
        return call(*self._words(words, now), stdin=stdin, env=settings)

    def ok(
        self,
        *words: str | Path,
        now: datetime | None = None,
        env: Mapping[str, str | None] = NO_MORE,
    ) -> Done:
        """Run a command that has to work."""
        done = self.run(*words, now=now, env=env)
        assert done.code == 0, done.err + done.out
        return done

    def refused(
        self,
        *words: str | Path,
        code: int,
        now: datetime | None = None,
        env: Mapping[str, str | None] = NO_MORE,
    ) -> str:
        """What a command says that has to fail and may change nothing on the disk."""
        before = self.tree()
        done = self.run(*words, now=now, env=env)
        assert done.code == code, done.err + done.out
        assert self.tree() == before
        assert "Traceback" not in done.err
        return done.err

    def apart(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "certpress", *self._words(words, None)],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def killed(self, moment: int, *words: str) -> int:
        """Start a command and kill it at the n-th of its moments; its exit code, 137 if it died."""
        command = [sys.executable, "-c", _KILLED, str(moment), *self._words(words, None)]
        return subprocess.run(
            command, env=environment(), capture_output=True, check=False
        ).returncode

    def _words(self, words: tuple[str | Path, ...], now: datetime | None) -> list[str]:
        clock = (now or self.now).isoformat()
        return ["--folder", str(self.folder), "--now", clock, *map(str, words)]

    def decide(self, kind: str, *words: str) -> Done:
        """Record a decision."""
        return self.ok("decide", kind, *words, *BY)

    def verify(self, what: str | Path, *words: str | Path, now: datetime | None = None) -> Done:
        """Check a thing against the built site; the report as JSON."""
        return self.run("verify", what, "--site", self.site, "--json", *words, now=now)

    # Places

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def documents(self) -> Path:
        return self.folder / "credentials" / "documents"

    def paper(self, number: str, name: str = "certificate.pdf") -> Path:
        """A document of a certificate number."""
        return self.documents / number / name

    def file(self, text: str | bytes, name: str = "decisions.csv") -> Path:
        """A file beside the body, such as decisions to import."""
        path = self.folder.parent / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text file of the body."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def register(self) -> Register:
        """The open register."""
        return Register.open(self.folder / "credentials" / "register.sqlite")

    def tree(self) -> dict[str, str]:
        """Every file of the body by path, with a digest of its bytes."""
        return tree(self.folder)

    def copy(self, folder: Path) -> Office:
        """The same body in another folder."""
        shutil.copytree(self.folder, folder)
        return Office(folder, self.now)


def call(*words: str, stdin: bytes = b"", env: Mapping[str, str | None] = NO_MORE) -> Done:
    """Run the command line in this process, with only these settings in the environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code = 0
    settings = {key: value for key, value in env.items() if value is not None}
    source = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with patch.dict(os.environ), patch("sys.stdin", source):
        for key in _SETTINGS:
            os.environ.pop(key, None)
        os.environ.update(settings)
        with redirect_stdout(out), redirect_stderr(err):
            try:
                cli.main(list(words))
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
    return Done(code, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


# A command that ends without tidying up, as if the power went off, after so many steps. Batches are
# small and pages left out, so that there are few steps of each kind.
_KILLED = """
import os, sys
from certpress import cli, render, store
from certpress.cli import certificates
from certpress.issuance import Press
from certpress.register import Register
certificates._BATCH = 2
render.run = lambda config, output, epoch: (output / "index.html").write_bytes(b"new")
left = [int(sys.argv.pop(1))]
def counted(owner, name):
    inner = getattr(owner, name)
    def count(*arguments, **options):
        left[0] -= 1
        if left[0] == 0:
            os._exit(137)
        return inner(*arguments, **options)
    setattr(owner, name, count)
for owner, names in (
    (Press, ["sign"]), (Register, ["store"]), (os, ["fsync", "open"]),
    (store.Path, ["replace", "rename"]), (store.shutil, ["rmtree"]),
):
    for name in names:
        counted(owner, name)
cli.main()
"""


def decoded(picture: Path) -> str:
    """The text of the one QR code in a picture, as an independent decoder reads it."""
    (code,) = zxingcpp.read_barcodes(Image.open(picture).convert("L"), formats=_QR)
    return str(code.text)


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that runs this checkout's package."""
    kept = {key: value for key, value in os.environ.items() if key not in _SETTINGS}
    source = str(Path(cli.__file__).parents[2])
    return {**kept, "PYTHONPATH": source, PHRASE: PASSPHRASE, **more}


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder by path, with a digest of its bytes; empty folders too."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
        if not path.name.startswith(".turn")  # the lock: it says nothing
    }


def begun(folder: Path, base_url: str = BASE) -> Office:
    """A body with keys that cost little, and nothing decided."""
    body.begin(folder)
    office = Office(folder)
    if base_url != BASE:
        office.replace("content/body.yml", f"base_url: {BASE}", f"base_url: {base_url}")
    keyring.make(Workspace(folder=folder, now=NOW), PASSPHRASE, CHEAP)
    return office


def made(folder: Path, base_url: str = BASE) -> Office:
    """A body with certifications in every state, their certificates issued and its site built."""
    office = begun(folder, base_url)
    office.ok("import", office.file(DECISIONS), "--entered-by", "Beatrix Omondi-Falk")
    office.ok("issue")
    office.ok("build")
    return office
