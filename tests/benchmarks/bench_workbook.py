"""How much longer the workbook takes than writing as many bare cells with openpyxl.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_workbook LEDGER`` with the demonstration's ledger.
Both are made in one process that has made each before, in turn; the aim is a median ratio of at most 1.6.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from settlement_app.exchange.workbook.book import write_workbook
from settlement_app.office.desk import Desk

PAIRS = 41


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def bare_workbook(sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> bytes:
    """The same values on sheets of the same names and nothing else."""
    workbook = Workbook()
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ratio(ledger: Path, pairs: int = PAIRS) -> float:
    """The median, over so many pairs, of the workbook's time divided by the bare one's."""
    books = Desk(ledger, "", date(2020, 3, 2)).books()
    written = load_workbook(io.BytesIO(write_workbook(books, books.contracts)))
    sheets = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in written.worksheets]
    bare_workbook(sheets)
    return statistics.median(
        seconds(lambda: write_workbook(books, books.contracts)) / seconds(lambda: bare_workbook(sheets))
        for _ in range(pairs)
    )


if __name__ == "__main__":
    sys.stdout.write(f"{ratio(Path(sys.argv[1])):.2f}\n")
