"""How every table draws a cell: its colour stays when it is selected, and a text that is cut is told in full."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from settlement_app.gui.theme import colours

_Index = QModelIndex | QPersistentModelIndex

_CURSOR = 2
"""How thick the frame of the cell is that the keyboard acts on (pixels)."""


class CellDelegate(QStyledItemDelegate):
    """Draws what the rows say of a cell, also where it is selected."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Let a selected cell keep its colour, a negative amount its red; frame the cell that has the focus.

        The frame is a spreadsheet's: the style's own mark is lost on a selected row.
        """
        plain = QStyleOptionViewItem(option)
        if option.state & QStyle.StateFlag.State_Selected:
            colour = index.data(Qt.ItemDataRole.ForegroundRole)
            if isinstance(colour, QColor):
                plain.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, plain, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(QColor(colours().accent), _CURSOR))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Besides the rows' own hints, tell the whole text of a cell that is too small for it."""
        if event.type() == QEvent.Type.ToolTip and not index.data(Qt.ItemDataRole.ToolTipRole):
            needed = self.sizeHint(option, index)
            if needed.height() > option.rect.height() or needed.width() > option.rect.width():
                QToolTip.showText(event.globalPos(), str(index.data()), view)
                return True
        return super().helpEvent(event, view, option, index)
