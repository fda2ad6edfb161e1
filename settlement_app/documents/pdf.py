"""Pages to PDF bytes: the faces embedded, text that can be selected, the same input always the same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from settlement_app.documents.faces import BOLD, REGULAR, widths
from settlement_app.documents.pages import Bars, Line, Page, Text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_PALE = 0.9
_ACROSS_SIZE = 96


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    subject: str


def pdf_bytes(pages: Sequence[Page], size: tuple[float, float], properties: Properties, across: str) -> bytes:
    """Draw the pages; ``across`` is the large pale word under each page's text, or empty."""
    from reportlab.pdfgen.canvas import Canvas

    for face in (REGULAR, BOLD):
        widths(face)
    buffer = io.BytesIO()
    # The type stubs take initialFontName for a number.
    named: Any = {"initialFontName": REGULAR}
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang="zh-CN", **named)
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject(properties.subject)
    canvas.setCreator("settlement-app")
    for number, page in enumerate(pages):
        for place, name in enumerate(page.bookmarks):
            key = f"{number}-{place}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(name, key)
        if across:
            _draw_across(canvas, across, size)
        _draw(canvas, page, size[1])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_across(canvas: "Canvas", word: str, size: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.setFillGray(_PALE)
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(45)
    canvas.setFont(BOLD, _ACROSS_SIZE)
    canvas.drawCentredString(0, -_ACROSS_SIZE / 3, word)
    canvas.restoreState()


def _draw(canvas: "Canvas", page: Page, height: float) -> None:
    """Draw lines by their thickness, then all text in one object: a page of a table has hundreds of marks."""
    by_thickness: dict[float, list[tuple[float, float, float, float]]] = {}
    text = canvas.beginText()
    for mark in page.marks:
        if isinstance(mark, Text):
            text.setFont(mark.face, mark.size)
            text.setTextOrigin(mark.x, height - mark.y)
            text.textOut(mark.text)
        elif isinstance(mark, Line):
            ends = (mark.x, height - mark.y, mark.to_x, height - mark.to_y)
            by_thickness.setdefault(mark.thickness, []).append(ends)
        else:
            _draw_bars(canvas, mark, height)
    for thickness, lines in by_thickness.items():
        canvas.setLineWidth(thickness)
        canvas.lines(lines)
    canvas.drawText(text)


def _draw_bars(canvas: "Canvas", mark: Bars, page_height: float) -> None:
    path = canvas.beginPath()
    for x, y, length in mark.bars:
        path.rect(x, page_height - y - mark.height, length, mark.height)
    canvas.drawPath(path, stroke=0, fill=1)
