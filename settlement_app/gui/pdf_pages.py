"""Pages of a PDF as pictures and as text; the one module that knows PDFium."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

# PDFium serves one thread at a time; everything of it is opened and closed within the lock.
_LOCK = Lock()


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    with _opened(content) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def picture(content: bytes, number: int, pixels_per_point: float) -> QImage:
    """A page, counted from 0, in shades of grey: papers are black on white, and colours cost four times the memory."""
    with _opened(content) as document:
        page = document[number]
        bitmap = page.render(scale=pixels_per_point, grayscale=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8
        ).copy()
        bitmap.close()
        return image


def text(content: bytes) -> str:
    """The text of all pages, for screen readers."""
    with _opened(content) as document:
        parts = []
        for page in document:
            words = page.get_textpage()
            parts.append(words.get_text_bounded())
            words.close()
        return "\n".join(parts).replace("\r\n", "\n").replace("\ufffe", "")


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
