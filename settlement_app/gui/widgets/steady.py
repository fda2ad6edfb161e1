"""What stands below a table and changes as one types into it: it gives no room back where rows would move."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget


class Steady(QWidget):
    """Widgets one below the other; as high as they have been while what is ``above`` them is scrolled.

    Room that was given back would go there: scrolled to its end, a table's rows would move under the mouse.
    """

    def __init__(self, above: QWidget, *widgets: QWidget) -> None:
        super().__init__()
        self._above = above
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)

    def begin_anew(self) -> None:
        """Need what the widgets need now: something else is shown."""
        self.setMinimumHeight(0)

    def event(self, event: QEvent) -> bool:
        """Need what the widgets need, and no less than what they have where rows would move."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumHeight(self.height() if self._is_scrolled() else 0)
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin anew whenever the page is turned to."""
        super().showEvent(event)
        if not event.spontaneous():  # the window was minimised, not the page left
            self.begin_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin anew at another width: the texts break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.begin_anew()

    def _is_scrolled(self) -> bool:
        areas = [*self._above.findChildren(QAbstractScrollArea), self._above]
        bars = [area.verticalScrollBar() for area in areas if isinstance(area, QAbstractScrollArea)]
        return any(bar.value() for bar in bars if bar.isVisible())
