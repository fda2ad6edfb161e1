"""How much longer one settlement sheet takes than a bare reportlab page of as many strings in the same face.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_settlement_sheet LEDGER`` with the demonstration's
ledger. Both are made in one process that has made a sheet before, in turn; the aim is a median ratio of 1.5.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from settlement_app.documents.faces import REGULAR
from settlement_app.documents.pages import Text
from settlement_app.documents.render import render
from settlement_app.documents.settlement import settlement_pages
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.papers.settlement import SettlementSheet
from settlement_app.domain.periods import Quarter
from settlement_app.office.desk import Desk
from settlement_app.office.snapshots import from_json

PAIRS = 41
_TOP = 800


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def bare_page(marks: list[Text]) -> bytes:
    """One page with these strings and nothing else."""
    buffer = io.BytesIO()
    named: Any = {"initialFontName": REGULAR}
    canvas = Canvas(buffer, invariant=1, **named)
    for mark in marks:
        canvas.setFont(REGULAR, mark.size)
        canvas.drawString(mark.x, _TOP - mark.y, mark.text)
    canvas.save()
    return buffer.getvalue()


def ratio(ledger: Path, pairs: int = PAIRS) -> float:
    """The median, over so many pairs, of the sheet's time divided by the bare page's."""
    posted = Desk(ledger, "", date(2020, 3, 2)).books().posted(Quarter(2019, 2))
    assert posted, "the demonstration has posted its second quarter"
    sheet = from_json(SettlementSheet, posted.posting.particulars)
    stamp = Stamp("posted", anchor=posted.posting.anchor)
    pages = settlement_pages(sheet, stamp).pages
    marks = [mark for page in pages for mark in page.marks if isinstance(mark, Text)]
    render(sheet, stamp)
    bare_page(marks)
    return statistics.median(
        seconds(lambda: render(sheet, stamp)) / seconds(lambda: bare_page(marks)) for _ in range(pairs)
    )


if __name__ == "__main__":
    sys.stdout.write(f"{ratio(Path(sys.argv[1])):.2f}\n")
