"""What the tests of the commands share: bodies that are made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import office
from tests.office import Office


@pytest.fixture(scope="session")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office.begun(tmp_path_factory.mktemp("begun") / "body")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A body with certifications in every state and a built site; no test changes it."""
    return office.made(tmp_path_factory.mktemp("published") / "body")


@pytest.fixture
def empty(_begun: Office, tmp_path: Path) -> Office:
    """A body of the test's own, with keys, and nothing decided."""
    return _begun.copy(tmp_path / "body")


@pytest.fixture
def body(published: Office, tmp_path: Path) -> Office:
    """A body of the test's own, like `published`."""
    return published.copy(tmp_path / "body")
