"""What badge pages and the directory are made of."""

from __future__ import annotations

from dataclasses import dataclass

from certpress.certificate import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person who agreed to a badge page."""

    address: str  # the random name of the page
    facts: Facts  # of the badge
    scheme: str  # the id of the scheme
    in_force: bool  # as the register has it: neither suspended, withdrawn nor replaced
    indexed: bool  # search engines may list the page
    status: tuple[tuple[str, str, int], ...]  # of the certificate: purpose, list address, index
    has_paper: bool  # the printed certificate lies beside it: not one with a date of birth


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A person who agreed to the directory; `page` is empty without a badge page."""

    facts: Facts
    in_force: bool
    page: str
    place: str = ""  # as the person wants it to be found
