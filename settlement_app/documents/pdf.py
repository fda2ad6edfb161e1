"""Pages to PDF bytes: the faces embedded, text that can be selected, the same input always the same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from settlement_app.documents.faces import BOLD, REGULAR, widths
from settlement_app.documents.pages import Code, Line, Page, Text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_PALE = 0.9
_ACROSS_SIZE = 96
_PIXELS_A_MODULE = 4


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
    """Draw lines by their thickness, then all text in one object: a page of a table has hundreds of marks."""
    by_thickness: dict[float, list[tuple[float, float, float, float]]] = {}
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
            ends = (mark.x, height - mark.y, mark.to_x, height - mark.to_y)
            by_thickness.setdefault(mark.thickness, []).append(ends)
        else:
            _draw_code(canvas, mark, height)
    for thickness, lines in by_thickness.items():
        canvas.setLineWidth(thickness)
        canvas.lines(lines)
    canvas.drawText(text)


def _draw_code(canvas: "Canvas", code: Code, page_height: float) -> None:
    """A QR code as a picture of some pixels a module: a thousand squares would take longer than the page."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    count = len(code.modules)
    shades = bytes(0 if dark else 255 for row in code.modules for dark in row)
    side = count * _PIXELS_A_MODULE
    picture = Image.frombytes("L", (count, count), shades).resize((side, side), Image.Resampling.NEAREST)
    canvas.drawImage(ImageReader(picture), code.x, page_height - code.y - code.side, code.side, code.side)
