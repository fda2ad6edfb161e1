"""Pages of a PDF as pictures and as text; the one module that knows PDFium."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Lock
from typing import Any

import pypdfium2
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

# PDFium serves one thread at a time; everything of it is opened and closed within the lock.
_LOCK = Lock()

_FINE = 2.5
"""With fewer dots a point PDFium puts letters beside their places and over each other; then it is to draw a page
larger, which is shrunk."""

_GREY = QImage.Format.Format_Grayscale8


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    with _opened(content) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def picture(content: bytes, number: int, pixels_per_point: float) -> QImage:
    """A page, counted from 0, in shades of grey: papers are black on white, and colours cost four times the memory."""
    with _opened(content) as document:
        page = document[number]
        times = max(ceil(_FINE / pixels_per_point), 1)
        bitmap = page.render(scale=pixels_per_point * times, grayscale=True)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, _GREY).copy()
        bitmap.close()
        return image if times == 1 else _shrunk(image, times)


def text(content: bytes) -> str:
    """The text of all pages, for screen readers."""
    with _opened(content) as document:
        parts = []
        for page in document:
            words = page.get_textpage()
            parts.append(words.get_text_bounded())
            words.close()
        return "\n".join(parts).replace("\r\n", "\n").replace("\ufffe", "")


def _shrunk(image: QImage, times: int) -> QImage:
    size = QSize(ceil(image.width() / times), ceil(image.height() / times))
    smaller = image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return smaller.convertToFormat(_GREY)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
