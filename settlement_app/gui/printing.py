"""A paper to a printer, page by page as pictures at the printer's own resolution; works on any thread."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from settlement_app.domain.findings import misread
from settlement_app.gui.pdf_pages import page_sizes, picture
from settlement_app.gui.tasks import Cancelled, Progress

_POINTS_PER_INCH = 72
_FINEST = 600
"""Dots an inch above which no letter looks better, while a page takes 140 megabytes."""


def a_printer(title: str) -> QPrinter:
    """The default printer, set up for whole A4 pages; ``title`` names the job in the printer's queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def print_paper(content: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages that the printer was asked for; returns how many sheets were sent.

    Raises InputError where the printer takes nothing; where ``progress`` raises Cancelled the printer is told to stop.
    """
    sizes = page_sizes(content)
    asked = _asked(printer, len(sizes))
    _turn(printer, sizes[asked[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise misread(
            "printer_failed", "打印机没有接受这份单据，没有打印；请检查打印机是否连接、是否缺纸，然后再试"
        )
    try:
        for place, number in enumerate(asked):
            progress(place, len(asked))
            if place:
                _turn(printer, sizes[number])
                if not printer.newPage():
                    raise misread("printer_failed", f"打印机在第 {place + 1} 页停下；请检查打印机，然后再试")
            _draw(painter, printer, content, number, sizes[number])
        progress(len(asked), len(asked))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(asked)


def _asked(printer: QPrinter, count: int) -> Sequence[int]:
    """The pages in the order in which they come out, copies included where the printer cannot make them."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        first, last = min(max(printer.fromPage(), 1), count), min(printer.toPage() or count, count)
    pages = range(first - 1, max(last, first))
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return [number for _ in range(copies) for number in pages]


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    """Let the sheet lie as the page does."""
    wide, high = size
    side = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(side)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _draw(
    painter: QPainter, printer: QPrinter, content: bytes, number: int, size: tuple[float, float]
) -> None:
    """Draw a page at its own size, or smaller where the sheet is."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).size()
    dots = printer.resolution() / _POINTS_PER_INCH
    wanted = QSizeF(size[0] * dots, size[1] * dots)
    shrunk = min(1.0, sheet.width() / wanted.width(), sheet.height() / wanted.height())
    scale = shrunk * min(printer.resolution(), _FINEST) / _POINTS_PER_INCH
    painter.drawImage(
        QRectF(0, 0, wanted.width() * shrunk, wanted.height() * shrunk), picture(content, number, scale)
    )
