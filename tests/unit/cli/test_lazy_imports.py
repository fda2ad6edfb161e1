"""What a command does not need is not loaded: each import below costs more than most commands' work."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import Settle

HEAVY = ("PySide6", "reportlab", "openpyxl", "PIL", "sqlite_utils", "tabulate")
PROGRAM = """
import sys
from settlement_app.cli.run import run
status = run(sys.argv[2:])
print(status, *sorted(name for name in sys.argv[1].split(",") if name in sys.modules), file=sys.stderr)
"""


def loaded(settle: Settle, *arguments: str) -> list[str]:
    """The heavy modules that a command loads in a process of its own, after its exit status."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, ",".join(HEAVY), "--ledger", str(settle.ledger), *arguments],
        env=settle.environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stderr.splitlines()[-1].split()


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("words", "1"), set()),
        (("--json", "words", "x"), set()),
        (("--help",), {"sqlite_utils"}),
        (("contract", "show", "--json"), {"sqlite_utils"}),
        (("contract", "show"), {"sqlite_utils", "tabulate"}),
        (("quarter", "show", "2019Q1", "--json"), {"sqlite_utils"}),
        (("actuals", "import", "费用.csv", "--json"), {"sqlite_utils"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_a_command_loads(
    settle: Settle,
    arguments: tuple[str, ...],
    allowed: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "费用.csv").write_text(
        "月份,工资,福利,单位缴社会保险费,公积金\n2019-01,1,1,1,1\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    status, *heavy = loaded(settle, *arguments)
    assert status == ("2" if "x" in arguments else "0")
    assert set(heavy) <= allowed
