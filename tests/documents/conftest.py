"""Ledgers that several tests of papers start from, each played once by each worker."""

import shutil
from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.papers import PASSED, played, year_of


@pytest.fixture(scope="session")
def played_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one small year without any deduction; not to be changed."""
    return played(year_of(tmp_path_factory.mktemp("year")), PASSED, PASSED, PASSED, PASSED).ledger


@pytest.fixture
def year(played_year: Path, tmp_path: Path) -> Settle:
    """A copy of that ledger: three sub-items, all quarters posted and assessed, no deduction."""
    copy = tmp_path / "年.settlement"
    shutil.copyfile(played_year, copy)
    return Settle(copy)
