"""One indicator over the quarters: its target as a line, each quarter as a point with its value."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from settlement_app.gui.theme import GRID, Colours, colours
from settlement_app.office.trends import Trend, TrendPoint

_HEIGHT = 14 * GRID
_RADIUS = 4
_WORDS = {True: "达标", False: "未达标", None: "不判定"}


class TrendChart(QWidget):
    """A missed quarter is a red cross, a met one a full point, one that is not judged an empty one."""

    def __init__(self, trend: Trend) -> None:
        super().__init__()
        self._trend = trend
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{trend.name}（目标 {trend.target_label}）")
        self.setAccessibleDescription(
            "；".join(
                f"{point.quarter.short_label} {point.text} {_WORDS[point.met]}"
                for point in trend.points
                if point.text
            )
        )

    def sizeHint(self) -> QSize:
        """Wide enough for four values beside each other."""
        return QSize(44 * GRID, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, the target's line and the points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme, line = colours(), QFontMetrics(self.font()).lineSpacing()
        self._draw_head(painter, scheme, line)
        plot = QRectF(0, 2.2 * line, self.width(), self.height() - 3.6 * line)
        self._draw_target(painter, scheme, plot)
        self._draw_points(painter, scheme, plot, line)

    def _draw_head(self, painter: QPainter, scheme: Colours, line: int) -> None:
        """The indicator's name, cut where it would run into the target."""
        head, metrics = QRectF(0, 0, self.width(), line), painter.fontMetrics()
        target = f"目标 {self._trend.target_label}" + ("，年末判定" if self._trend.is_yearly else "")
        room = self.width() - metrics.horizontalAdvance(target) - 2 * GRID
        painter.setPen(QColor(scheme.text))
        name = metrics.elidedText(self._trend.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(QColor(scheme.quiet))
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, target)

    def _draw_target(self, painter: QPainter, scheme: Colours, plot: QRectF) -> None:
        y = plot.bottom() - self._height_of(float(self._trend.target), plot)
        painter.setPen(QPen(QColor(scheme.accent), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _draw_points(self, painter: QPainter, scheme: Colours, plot: QRectF, line: int) -> None:
        places = list(self._places(plot))
        painter.setPen(QPen(QColor(scheme.quiet), 1))
        known = [place for place, point in places if point.value is not None]
        for here, there in pairwise(known):
            painter.drawLine(here, there)
        room = plot.width() / max(len(places), 1)
        for place, point in places:
            centre = Qt.AlignmentFlag.AlignHCenter
            below = QRectF(place.x() - room / 2, self.height() - line, room, line)
            painter.setPen(QColor(scheme.quiet))
            painter.drawText(below, centre, point.quarter.short_label)
            if point.value is None:
                continue
            value = QRectF(place.x() - room / 2, place.y() - line - _RADIUS, room, line)
            under = painter.boundingRect(value, centre, point.text)
            painter.fillRect(under, QColor(scheme.window))  # no line strikes the value out
            painter.setPen(QColor(scheme.negative if point.met is False else scheme.text))
            painter.drawText(value, centre, point.text)
            _draw_mark(painter, scheme, place, point)

    def _places(self, plot: QRectF) -> Iterator[tuple[QPointF, TrendPoint]]:
        room = plot.width() / max(len(self._trend.points), 1)
        for number, point in enumerate(self._trend.points):
            height = self._height_of(float(point.value), plot) if point.value is not None else 0.0
            yield QPointF(plot.left() + room * (number + 0.5), plot.bottom() - height), point

    def _height_of(self, value: float, plot: QRectF) -> float:
        """Where a value stands in the plot, the least of all at its foot; pixels, for drawing only."""
        values = [float(point.value) for point in self._trend.points if point.value is not None]
        values.append(float(self._trend.target))
        least, span = min(values), max(values) - min(values)
        return plot.height() * ((value - least) / span if span else 0.5)


def _draw_mark(painter: QPainter, scheme: Colours, place: QPointF, point: TrendPoint) -> None:
    if point.met is False:
        painter.setPen(QPen(QColor(scheme.negative), 2))
        for slope in (1, -1):
            arm = QPointF(_RADIUS, slope * _RADIUS)
            painter.drawLine(place - arm, place + arm)
        return
    painter.setPen(QPen(QColor(scheme.accent), 2))
    painter.setBrush(QColor(scheme.accent if point.met else scheme.surface))
    painter.drawEllipse(place, _RADIUS, _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
