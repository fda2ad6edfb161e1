"""The demonstration's year with its clearance reversed: everything is there to post it again."""

import shutil
from pathlib import Path

from tests.support.cli import REVIEWER, Settle

TODAY = "2020-03-05"
_REFUND = 5
"""The demonstration's payment on its clearance."""


def opened_again(ledger: Path, folder: Path) -> Path:
    """Return a copy of the demonstration's ledger in the folder, its refund and its clearance taken back."""
    copy = folder / "待清算.settlement"
    shutil.copyfile(ledger, copy)
    line = Settle(copy, today=TODAY)
    line.ok("payment", "reverse", _REFUND, "--reason", "误记")
    line.ok("clearance", "reverse", "2019", "--reason", "实际费用有误", "--reviewer", REVIEWER)
    return copy
