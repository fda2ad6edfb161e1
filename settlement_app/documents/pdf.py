"""Pages to PDF bytes: the faces embedded, text that can be selected, the same input always the same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from settlement_app.documents.faces import BOLD, REGULAR, widths
from settlement_app.documents.pages import Code, Line, Page, Text

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
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Streams as bytes, not as text of a fifth more: nothing that these files pass through still needs 7 bits.
    rl_config.useA85 = 0
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
    """Draw lines by their thickness, then all text in one object: a page of a table has hundreds of marks.

    Lines are written as PDF operators to the hundredth of a point: the canvas would spend on their decimals what laying
    the page out takes.
    """
    by_thickness: dict[float, list[str]] = {}
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    for mark in page.marks:
        if isinstance(mark, Text):
            if font != (mark.face, mark.size):
                font = (mark.face, mark.size)
                text.setFont(*font)
            text.setTextOrigin(mark.x, height - mark.y)
            text.textLine(mark.text)
        elif isinstance(mark, Line):
            line = f"{mark.x:.2f} {height - mark.y:.2f} m {mark.to_x:.2f} {height - mark.to_y:.2f} l"
            by_thickness.setdefault(mark.thickness, []).append(line)
        else:
            _draw_code(canvas, mark, height)
    for thickness, lines in by_thickness.items():
        canvas.setLineWidth(thickness)
        canvas.addLiteral(" ".join([*lines, "S"]))
    canvas.drawText(text)


def _draw_code(canvas: "Canvas", code: Code, page_height: float) -> None:
    """A QR code as one path of dark runs: sharp at any size, and no seam between its rows."""
    side = code.side / len(code.modules)
    runs = []
    for number, row in enumerate(code.modules, start=1):
        x, y = code.x, page_height - code.y - number * side
        for dark, modules in groupby(row):
            length = len(list(modules)) * side
            if dark:
                runs.append(f"{x:.3f} {y:.3f} {length:.3f} {side:.3f} re")
            x += length
    canvas.addLiteral(" ".join([*runs, "f"]))
