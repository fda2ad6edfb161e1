"""The program's icon for Windows, drawn from ``resources/icons/app.svg`` anew in each build."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
"""In pixels: what Windows shows at 100, 125, 150 and 200 %, and in its largest view."""


def write_icon(drawing: Path, icon: Path) -> None:
    """Draw an SVG at every side and write the pictures as one .ico file."""
    pictures = [_picture(QSvgRenderer(str(drawing)), side) for side in SIDES]
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for side, picture in zip(SIDES, pictures, strict=True):
        # In this one byte 256 is written as 0.
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    icon.write_bytes(head + b"".join(pictures))


def _picture(renderer: QSvgRenderer, side: int) -> bytes:
    """Return the drawing as a PNG of that side."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # PySide's stub names the format as bytes
    return bytes(buffer.data().data())
