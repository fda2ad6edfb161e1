"""Bars with their names and figures: how much of a whole is done, and how much of it was withheld."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from settlement_app.gui.theme import GRID, colours

_BAR = 6
"""How high a bar is; it stands between a name and the next one, in the room of one grid (pixels)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: so much (分) of ``whole`` is done, and ``withheld`` more of it was taken off."""

    name: str
    amount: int
    withheld: int
    whole: int
    text: str


class Bars(QWidget):
    """A row for each bar: its name and figure above, the bar below; what was withheld is hatched."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: list[Bar] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = list(bars)
        self.setAccessibleDescription("；".join(f"{bar.name} {bar.text}" for bar in self._bars))
        self._set_height()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for names of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_height()

    def sizeHint(self) -> QSize:
        """Wide enough for a name and its figures."""
        return QSize(40 * GRID, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        scheme = colours()
        for number, bar in enumerate(self._bars):
            top = number * self._row
            room = QRectF(0, top, self.width(), self._row - GRID)
            name = self._fitting(bar, painter.fontMetrics())
            painter.setPen(QColor(scheme.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, name)
            painter.setPen(QColor(scheme.quiet))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, bar.text)
            y = room.bottom()
            painter.fillRect(QRectF(0, y, self.width(), _BAR), QColor(scheme.hairline))
            done, taken = self._lengths(bar)
            painter.fillRect(QRectF(0, y, done, _BAR), QColor(scheme.accent))
            hatched = QBrush(QColor(scheme.negative), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(QRectF(done, y, taken, _BAR), hatched)

    @property
    def _row(self) -> int:
        """The height of a name with its bar."""
        return self.fontMetrics().height() + GRID

    def _set_height(self) -> None:
        self.setFixedHeight(len(self._bars) * self._row + GRID)

    def _fitting(self, bar: Bar, metrics: QFontMetrics) -> str:
        """The name, shortened where it would run into its figure; in full it is said by ``accessibleDescription``."""
        room = self.width() - metrics.horizontalAdvance(bar.text) - 2 * GRID
        return metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room)

    def _lengths(self, bar: Bar) -> tuple[float, float]:
        whole = max(bar.whole, bar.amount + bar.withheld, 1)
        return self.width() * max(bar.amount, 0) / whole, self.width() * max(bar.withheld, 0) / whole
