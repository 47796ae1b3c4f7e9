"""The command line: the only room with a clock, entropy, the environment and exit codes.

Rules:
1. Data goes to standard output (`--json`), messages for people to standard error.
2. Every file that a command writes is named.
3. A user's mistake is told with place and next step, never as a traceback.
4. Exit codes: 0 fine, 1 findings, 2 usage, 3 configuration or key, 4 network; `verify` gives 0 for
   valid and 1 for anything else.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from certpress import __version__
from certpress.cli import (
    adding,
    badges,
    body,
    checking,
    consenting,
    decisions,
    delivering,
    demo,
    evidencing,
    issuing,
    keyring,
    layouts,
    packing,
    starting,
    undertaking,
    verifying,
)
from certpress.cli.options import Instant
from certpress.cli.workspace import Workspace, clock, say
from certpress.errors import CertpressError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="certpress")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The body's folder (default: this one).",
)
@click.option(
    "--now",
    type=Instant(),
    default=None,
    help="Take this for the present instant, to rehearse what happens on another day.",
)
@click.option(
    "--passphrase-fd",
    type=int,
    default=None,
    help="Read the passphrase of the keys from this open file descriptor.",
)
@click.pass_context
def certpress(
    context: click.Context, folder: Path, now: datetime | None, passphrase_fd: int | None
) -> None:
    """Publish, issue and verify certifications of persons as a static site.

    \b
    A body's work, step by step:
      certpress init mybody             a folder to begin with
      certpress keys init               the keys that sign
      certpress import decisions.csv    decisions into the register
      certpress issue                   sign what decisions call for
      certpress check                   what is owed to the public, and what is missing
      certpress build                   the site
      certpress status refresh          every day: status lists signed anew
      certpress verify FILE             check a certificate as anybody would
      certpress demo mybody             all of it, with an invented body
    """
    context.obj = Workspace(
        folder=folder, now=now or clock(), rehearsed=now is not None, passphrase_fd=passphrase_fd
    )


for command in (
    starting.init,
    adding.new,
    keyring.keys,
    decisions.import_,
    decisions.decide,
    decisions.show,
    decisions.register,
    issuing.issue,
    badges.badge,
    issuing.documents,
    packing.pack,
    layouts.layout,
    consenting.consent,
    undertaking.undertaking,
    issuing.status,
    delivering.deliver,
    checking.check,
    body.build,
    body.serve,
    evidencing.evidence,
    body.headers,
    verifying.verify,
    demo.demo,
):
    certpress.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    _speak_utf8()
    try:
        result: Any = certpress.main(args=arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2 if isinstance(error, click.UsageError) else error.exit_code)
    except click.Abort:
        say("stopped")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except CertpressError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except UnicodeEncodeError:
        say("a word of this command is not UTF-8 text\nhint: set the terminal to UTF-8")
        sys.exit(2)
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.exit(1)
    except OSError as error:
        say(str(_explained(error)))
        sys.exit(1)
    sys.exit(result if isinstance(result, int) else 0)


def _explained(error: OSError) -> CertpressError:
    """What the system refused, with the place and the next step."""
    return CertpressError(
        str(error.filename or "certpress"),
        f"the system refused: {error.strerror or error}",
        "check that it is there, that it may be used, and that the disk has room",
    )


def _speak_utf8() -> None:
    """Names in every script have to reach any console, Windows' included."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
