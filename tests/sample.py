"""How much of a large test runs: a sample every day, the whole in the campaign."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

CAMPAIGN = os.environ.get("CERTPRESS_CAMPAIGN") == "1"

Item = TypeVar("Item")


def of(items: Sequence[Item], everyday: int) -> Sequence[Item]:
    """All items in the campaign (`make campaign`), else `everyday` of them, always the same."""
    if CAMPAIGN or len(items) <= everyday:
        return items
    return random.Random(17024).sample(items, everyday)


def count(everyday: int, campaign: int) -> int:
    """A number of generated cases."""
    return campaign if CAMPAIGN else everyday
