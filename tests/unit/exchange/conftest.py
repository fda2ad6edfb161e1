"""Ledgers that an export reads and does not change: each is made once for each worker, when a test first asks."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from settlement_app.office import demo
from tests.support.cli import Settle
from tests.support.exported import demonstration_line, full_line, open_line, settled_line

Ledger = Callable[[str], Settle]
_MAKERS: Mapping[str, Callable[[Path], Settle]] = {
    "full": full_line,
    "open": open_line,
    "settled": settled_line,
}


@pytest.fixture(scope="session")
def ledger(demonstration: demo.Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The command line at one of the ledgers, by its name; not to be changed."""

    @cache
    def made(name: str) -> Settle:
        if name == "demonstration":
            return demonstration_line(demonstration)
        return _MAKERS[name](tmp_path_factory.mktemp(name))

    return made
