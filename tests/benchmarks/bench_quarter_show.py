"""How much longer ``settle quarter show`` takes than a process that imports what it stands on and reads one row.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_quarter_show LEDGER``, with the demonstration's one.
The two alternate, so that a machine that grows slower does not favour one of them; the aim is a median of at most 1.5.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

PAIRS = 21
_FLOOR = """
import sys, sqlite3, click, sqlite_utils
row = next(sqlite_utils.Database(sys.argv[1], execute_plugins=False).query("SELECT * FROM settlement LIMIT 1"))
click.echo(row["number"])
"""


def seconds(command: Sequence[str]) -> float:
    """How long a process takes from its start to its end; raises CalledProcessError where it fails."""
    environment = {**os.environ, "SETTLEMENT_TODAY": "2020-03-02"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start finds the program compiled
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - started


def ratio(ledger: str, pairs: int = PAIRS) -> float:
    """The median, over so many pairs, of the command's time divided by the floor's."""
    shown = [
        sys.executable,
        "-m",
        "settlement_app",
        "--ledger",
        ledger,
        "quarter",
        "show",
        "2019Q2",
        "--json",
    ]
    floor = [sys.executable, "-c", _FLOOR, ledger]
    for command in (shown, floor):
        seconds(command)
    return statistics.median(seconds(shown) / seconds(floor) for _ in range(pairs))


if __name__ == "__main__":
    sys.stdout.write(f"{ratio(sys.argv[1]):.2f}\n")
