"""Icons from ``resources/icons``, drawn in the colour of the text around them."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from settlement_app.assets import asset
from settlement_app.gui.theme import colours

_SIDE = 48


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of that name in a colour, the text's where none is given."""
    drawing = asset("icons", f"{name}.svg").read_text(encoding="utf-8")
    tinted = drawing.replace("currentColor", colour or colours().text)
    pixmap = QPixmap(_SIDE, _SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(0, 0, _SIDE, _SIDE))
    painter.end()
    return QIcon(pixmap)
