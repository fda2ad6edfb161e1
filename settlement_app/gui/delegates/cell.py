"""How every table draws a cell: its colour stays when it is selected, and a text that is cut is told in full."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws what the rows say of a cell, also where it is selected."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Let a selected cell keep its colour: a negative amount is red there too."""
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

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
