"""What can go wrong, said so that the reader can mend it.

Rules:
1. An error says where it happened, what is the problem, and what to do next.
2. `where` is a place the user knows: a file with its line or path, a command, an address.
3. The children exist for the exit codes of the command line and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable


class CertpressError(Exception):
    """A mistake of a user or of the surroundings, never of a credential under check.

    `where` is a place (`decisions.csv:42`), `problem` one sentence, `hint` the next step.
    """

    exit_code = 1

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        super().__init__(where, problem, hint)
        self.where = where
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\nhint: {self.hint}" if self.hint else ""
        return f"{place}{self.problem}{hint}"


class UsageError(CertpressError):
    """The command was called in a way that cannot work (exit code 2)."""

    exit_code = 2


class ConfigurationError(CertpressError):
    """A body's configuration, register or key cannot be used (exit code 3)."""

    exit_code = 3


class NetworkError(CertpressError):
    """Something outside this machine did not answer as it must (exit code 4)."""

    exit_code = 4


class Refused(CertpressError):
    """Several problems found together, so that one run shows them all."""

    def __init__(self, problems: Iterable[CertpressError]) -> None:
        self.problems = tuple(problems)
        super().__init__("", "\n".join(str(problem) for problem in self.problems))
