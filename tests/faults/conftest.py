"""Ledgers to be spoiled."""

import shutil
from pathlib import Path

import pytest

from tests.support import full_ledger


@pytest.fixture(scope="session")
def full_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with rows in every table; not to be changed."""
    return full_ledger.fill(tmp_path_factory.mktemp("full"))


@pytest.fixture
def full(full_original: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copyfile(full_original, tmp_path / "台账.settlement"))
