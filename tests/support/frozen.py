"""Writing the ledger that stands for one schema version in ``tests/upgrades``.

``python -m tests.support.frozen`` writes ``tests/upgrades/vN.sql`` for the present version N: once, before a program of
that version is released, and never again after that.
"""

import os
import platform
import sqlite3
import tempfile
from pathlib import Path
from unittest.mock import patch

from settlement_app.ledger.format import APPLICATION_ID, SCHEMA_VERSION
from tests.support import full_ledger

FOLDER = Path(__file__).parents[1] / "upgrades"


def dumped(ledger: Path) -> str:
    """The ledger as SQL that makes it again."""
    connection = sqlite3.connect(ledger)
    lines = [
        f"PRAGMA application_id = {APPLICATION_ID};",
        f"PRAGMA user_version = {SCHEMA_VERSION};",
        *connection.iterdump(),
    ]
    connection.close()
    return "\n".join([*lines, ""])


def restored(script: Path, ledger: Path) -> Path:
    """The ledger that such SQL makes."""
    connection = sqlite3.connect(ledger)
    connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    return ledger


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, {"LOGNAME": "测试"}),
        patch.object(platform, "node", lambda: "测试"),
    ):
        ledger = full_ledger.fill(Path(folder))
        (FOLDER / f"v{SCHEMA_VERSION}.sql").write_text(dumped(ledger), encoding="utf-8")
