"""How much longer ``ledger verify`` takes than what no check could do without, and how both grow with the years.

The floor is SHA-256 over the same journal and SQLite's own ``PRAGMA integrity_check``; the rest is what is ours: the
replay, each table compared with it, each posted figure computed anew. Both alternate, so that a machine that grows
slower does not favour one of them. Ten times the years should take ten times as long, no more.

Run by hand: ``python -m tests.benchmarks.bench_verify`` takes half a minute, most of it to play the years.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from settlement_app.ledger import file, journal
from settlement_app.ledger.verify import verify
from tests.support.years import play_years

YEARS = (1, 3, 10)
PAIRS = 11


@dataclass(frozen=True)
class Measured:
    """The journal's entries, and the median seconds of the check and of its floor."""

    entries: int
    check: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor the check takes."""
        return self.check / self.floor


def measured(years: int, pairs: int = PAIRS) -> Measured:
    """A ledger of so many demonstration years, checked so many times."""
    with tempfile.TemporaryDirectory() as folder, file.opened(play_years(Path(folder), years)) as db:
        entries = verify(db).entries
        times = [(seconds(verify_whole, db), seconds(floor, db)) for _ in range(pairs)]
    return Measured(entries, *(statistics.median(column) for column in zip(*times, strict=True)))


def verify_whole(db: Connection) -> None:
    """The check, which must find nothing."""
    done = verify(db)
    assert done.ok, done.problems


def floor(db: Connection) -> None:
    """Hash every entry, and let SQLite check the file."""
    for entry in journal.entries(db):
        assert hashlib.sha256(f"{entry.sequence}\n{entry.previous_hash}\n{entry.body}".encode()).hexdigest()
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def seconds(work: Callable[[Connection], None], db: Connection) -> float:
    """How long the processor is at work on it, whatever else the machine has to do."""
    started = time.process_time()
    work(db)
    return time.process_time() - started


if __name__ == "__main__":
    first, *_, last = found = [measured(count) for count in YEARS]
    for count, each in zip(YEARS, found, strict=True):
        sys.stdout.write(
            f"{count} years, {each.entries} entries: {each.check * 1000:.0f} ms, {each.ratio:.0f} times the floor"
            f" of {each.floor * 1000:.1f} ms\n"
        )
    sys.stdout.write(
        f"{last.entries / first.entries:.1f} times the entries: the check takes {last.check / first.check:.1f} times"
        f" as long, the floor {last.floor / first.floor:.1f} times\n"
    )
