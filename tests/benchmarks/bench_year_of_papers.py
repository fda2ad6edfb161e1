"""How much longer a year's papers take than as many bare reportlab files with as many pages and strings.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_year_of_papers LEDGER`` with the demonstration's
ledger. Both are made in one process that has made papers before, in turn; every paper is rendered for the first time,
into memory. The aim is a median ratio of 1.5.
"""

import io
import statistics
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from settlement_app.documents.faces import REGULAR
from settlement_app.documents.pages import Page, Text
from settlement_app.documents.render import laid_out, render
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.papers import Paper
from settlement_app.office import papers
from settlement_app.office.desk import Desk
from settlement_app.office.finals import finals
from tests.benchmarks.bench_settlement_sheet import seconds

PAIRS, YEAR, TODAY = 11, 2019, date(2020, 3, 2)


def year_of_papers(ledger: Path) -> Iterator[tuple[Paper, Stamp]]:
    """Every paper that ``render_all`` makes of the demonstration's year."""
    books = Desk(ledger, "", TODAY).books()
    for final in finals(books):
        yield final.paper(), Stamp(final.state, books.project.sample, final.anchor, final.undone)
    yield papers.draft_of_year(books, "deductions", YEAR, TODAY), Stamp("current", books.project.sample)
    yield papers.draft_of_year(books, "annual", YEAR, TODAY), Stamp("current", books.project.sample)


def bare_file(pages: Sequence[Page], size: tuple[float, float]) -> bytes:
    """A file with these pages' strings in one face and nothing else."""
    buffer = io.BytesIO()
    named: Any = {"initialFontName": REGULAR}
    canvas = Canvas(buffer, pagesize=size, invariant=1, **named)
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, Text):
                canvas.setFont(REGULAR, mark.size)
                canvas.drawString(mark.x, size[1] - mark.y, mark.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ratio(ledger: Path, pairs: int = PAIRS) -> float:
    """The median, over so many pairs, of the year's time divided by that of the bare files."""
    year = list(year_of_papers(ledger))
    flows = [laid_out(paper, stamp) for paper, stamp in year]

    def ours() -> None:
        for paper, stamp in year:
            render(paper, stamp)

    def bare() -> None:
        for flow in flows:
            bare_file(flow.pages, flow.size)

    ours()
    bare()
    return statistics.median(seconds(ours) / seconds(bare) for _ in range(pairs))


if __name__ == "__main__":
    sys.stdout.write(f"{ratio(Path(sys.argv[1])):.2f}\n")
