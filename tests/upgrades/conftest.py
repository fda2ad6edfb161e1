"""Ledgers as older programs wrote them."""

from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.frozen import FOLDER, restored

VERSIONS = sorted(FOLDER.glob("v*.sql"))


@pytest.fixture(params=VERSIONS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Settle:
    """The command line at a ledger of each version."""
    return Settle(restored(request.param, tmp_path / "旧.settlement"), project="PX")


@pytest.fixture
def oldest(tmp_path: Path) -> Settle:
    """The command line at a ledger of version 1."""
    return Settle(restored(FOLDER / "v1.sql", tmp_path / "旧.settlement"), project="PX")
