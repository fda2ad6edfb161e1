"""What stands below a table and changes as one types into it: it may grow, and gives no room back meanwhile."""

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Steady(QWidget):
    """Widgets one below the other, as high as they have been since they began anew.

    Room that was given back would go to the table above: scrolled to its end, its rows would move under the mouse.
    """

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)

    def begin_anew(self) -> None:
        """Need what the widgets need now: something else is shown."""
        self.setMinimumHeight(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin anew whenever the page is turned to."""
        super().showEvent(event)
        if not event.spontaneous():  # the window was minimised, not the page left
            self.begin_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height; another width breaks the texts elsewhere."""
        super().resizeEvent(event)
        is_as_wide = event.size().width() == event.oldSize().width()
        self.setMinimumHeight(max(self.minimumHeight(), event.size().height()) if is_as_wide else 0)
