"""What may be higher than the screen: it scrolls up and down, never sideways."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from settlement_app.gui.theme import GRID


def scrolled(content: QWidget) -> QScrollArea:
    """The content in an area that is as wide as it is, and takes no focus of its own."""
    made = QScrollArea()
    # The bar stands clear of figures and buttons, which reach to the right edge. Room that came and went with the bar
    # would change the content's height, and so the bar, without end.
    made.setViewportMargins(0, 0, GRID, 0)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(content)
    return made


def area_of(widget: QWidget) -> QScrollArea | None:
    """The innermost area in which a widget is scrolled, if it is in any."""
    outer: QObject | None = widget.parent()
    while outer and not isinstance(outer, QScrollArea):
        outer = outer.parent()
    return outer if isinstance(outer, QScrollArea) else None
