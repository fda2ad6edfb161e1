"""How long ``ledger verify`` takes on ledgers of one, three and ten years: it should grow with the journal, no faster.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_verify`` (playing ten years takes half a minute).
"""

import sys
import tempfile
import time
from pathlib import Path

from settlement_app.ledger import file
from settlement_app.ledger.verify import verify
from tests.support.years import play_years

YEARS = (1, 3, 10)


def measured(years: int) -> tuple[int, float]:
    """The entries of a ledger of so many years, and the seconds that checking it takes."""
    with tempfile.TemporaryDirectory() as folder, file.opened(play_years(Path(folder), years)) as db:
        started = time.perf_counter()
        done = verify(db)
        assert done.ok, done.problems
        return done.entries, time.perf_counter() - started


if __name__ == "__main__":
    for count in YEARS:
        entries, seconds = measured(count)
        sys.stdout.write(
            f"{count} years, {entries} entries: {seconds:.2f} s, {seconds / entries * 1000:.1f} ms each\n"
        )
