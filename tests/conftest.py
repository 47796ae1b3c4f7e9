"""What the tests of the commands share: bodies that are made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests import office, sample
from tests.office import Office

# A busy machine is no fault of the code; and every day tries the same cases, the campaign new ones.
settings.register_profile("certpress", deadline=None, derandomize=not sample.CAMPAIGN)
settings.load_profile("certpress")


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
