"""MkDocs, run as a command on generated pages.

Rules:
1. MkDocs runs in a process of its own: nothing here depends on its insides, and no passphrase
   reaches it or its plugins.
2. A warning of MkDocs is an error: a broken link never reaches the public.
3. The same pages and time give the same bytes, whatever the machine and the folder.

Source: https://www.mkdocs.org/user-guide/cli/#mkdocs-build
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from certpress.errors import CertpressError, ConfigurationError, Refused

_MESSAGE = re.compile(r"^\s*(?:\[[^\]]*\]\s*)?(WARNING|ERROR|CRITICAL)\s*-\s*(.*)$")
_DOC_FILE = re.compile(r"Doc file '([^']+)' (.*)$")
_TIME_LIMIT = 600  # seconds; a site of a thousand pages takes about twenty


def run(config: Path, output: Path, epoch: int) -> None:
    """Builds the pages of a generated settings file into the folder `output`.

    `epoch` is the time of the build in seconds since 1970. Raises CertpressError for what MkDocs
    refuses, ConfigurationError when it cannot run.
    """
    if not config.exists():
        hint = "write the files of pages.plan first"
        raise ConfigurationError(str(config), "there is nothing to build", hint)
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["--config-file", str(config.resolve()), "--site-dir", str(output.resolve())]
    try:
        done = subprocess.run(
            command,
            cwd=config.resolve().parent,
            env=_environment(epoch),
            capture_output=True,
            timeout=_TIME_LIMIT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        problem = f"MkDocs did not finish within {_TIME_LIMIT} seconds"
        raise ConfigurationError("mkdocs.yml", problem, "look for a plugin that waits") from error
    except OSError as error:
        hint = "install certpress again"
        raise ConfigurationError("mkdocs", f"cannot be started: {error}", hint) from error
    if done.returncode != 0:
        raise _explained(done.stderr.decode("utf-8", errors="replace"))


def languages(folder: Path, output: Path, epoch: int, further: Sequence[str]) -> None:
    """Builds every language of a folder of `pages.plan`.

    The first language goes into `output`, then all `further` ones, at the same time, into folders
    of their names there: MkDocs empties the folder it is given, so the first has to be first.
    Raises as `run` does; what several languages refuse in the same words is told once.
    """
    first = _met(folder / "mkdocs.yml", output, epoch)
    with ThreadPoolExecutor() as pool:
        jobs = {
            language: pool.submit(_met, folder / f"mkdocs.{language}.yml", output / language, epoch)
            for language in further
        }
    _raise(first, {language: job.result() for language, job in jobs.items()})


def language(folder: Path, output: Path, epoch: int, further: str = "") -> None:
    """Builds one language of a folder of `pages.plan` as `languages` does: the first, or another.

    Raises as `run` does.
    """
    if not further:
        run(folder / "mkdocs.yml", output, epoch)
        return
    try:
        run(folder / f"mkdocs.{further}.yml", output / further, epoch)
    except Refused as refused:
        raise Refused([_translated(problem, further) for problem in refused.problems]) from refused


def _met(config: Path, output: Path, epoch: int) -> CertpressError | None:
    """What a build refuses, or None."""
    try:
        run(config, output, epoch)
    except CertpressError as error:
        return error
    return None


def _raise(first: CertpressError | None, others: Mapping[str, CertpressError | None]) -> None:
    """Raise what the builds of all languages met with, gathered where they are refusals."""
    met = [error for error in (first, *others.values()) if error is not None]
    for error in met:
        if not isinstance(error, Refused):
            raise error
    told = list(first.problems) if isinstance(first, Refused) else []
    known = {str(problem) for problem in told}
    for language, refused in others.items():
        if isinstance(refused, Refused):
            new = (problem for problem in refused.problems if str(problem) not in known)
            told += [_translated(problem, language) for problem in new]
    if told:
        raise Refused(told)


def _translated(problem: CertpressError, language: str) -> CertpressError:
    """A problem that the original has not, at the translation in which it stands."""
    edition = re.fullmatch(r"(content/schemes/[^/]+/[^/]+)(.*)", problem.where)
    folder, _, name = problem.where.rpartition("/")
    where = f"{edition[1]}/{language}{edition[2]}" if edition else f"{folder}/{language}/{name}"
    return CertpressError(where, problem.problem, problem.hint)


def _environment(epoch: int) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("CERTPRESS_")},
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
        "TZ": "UTC",
    }


def _explained(printed: str) -> CertpressError:
    """What MkDocs printed, as errors that say which text or setting and what to do."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    if "No module named mkdocs" in plain:
        return ConfigurationError("mkdocs", "is not installed", "install certpress again")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    messages = [m.group(2).strip() for m in map(_MESSAGE.match, lines) if m]
    links = [problem for problem in map(_link, messages) if problem]
    if links and len(links) == len(messages):
        return Refused(links)
    mark = re.search(r"mkdocs\.yml\", line (\d+)", plain)
    where = f"mkdocs.yml:{mark.group(1)}" if mark else "mkdocs.yml"
    problem = "\n".join(messages or lines[-3:]) or "MkDocs stopped without a word"
    if mark:
        problem = "cannot be read as YAML"
    return ConfigurationError(where, problem, "undo the last change to mkdocs.yml")


def _link(message: str) -> CertpressError | None:
    """A warning about a link, at the text of the body that holds it."""
    match = _DOC_FILE.match(message)
    if match is None:
        return None
    path = match.group(1).replace("\\", "/").removesuffix("/index.md")
    where = f"content/{path}" if path.startswith("schemes/") else f"content/pages/{path}"
    where = where.replace("pages/impartiality.md", "impartiality.md")
    where = where.replace("pages/index.md", "pages/home.md")
    hint = "mend the link; links are relative to the page, as [fees](fees.md)"
    return CertpressError(where, match.group(2), hint)
