"""The way back from an amount as an open tree: rows as high as their texts, copied as spreadsheets take them."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTreeView

from settlement_app.gui.delegates.cell import CellDelegate
from settlement_app.gui.models.trace_steps import AMOUNT, FACTS, STEP, TraceSteps
from settlement_app.gui.theme import GRID

_Index = QModelIndex | QPersistentModelIndex
_INDENT = 2 * GRID
_SHARE_OF_STEPS = 0.42
"""The part of the width beside the amounts that the steps take; what they are known from takes the rest."""
_NARROWEST = 10 * GRID
_TALLEST = 10_000
"""More than any text of a cell is high (pixels)."""
_DEEPENING = "　"
"""Before what is copied, once for each level."""


class TraceTree(QTreeView):
    """Shows ``TraceSteps``, all of them open."""

    def __init__(self, steps: TraceSteps) -> None:
        super().__init__()
        self._steps = steps
        self.setModel(steps)
        self.setAccessibleName("追溯")
        self.setWordWrap(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(_INDENT)
        self.setItemDelegate(_Wrapped(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        head = self.header()
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(_NARROWEST)
        head.setSectionResizeMode(FACTS, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._resized)
        self._is_fitting = self._is_set = False
        steps.modelReset.connect(self._open)
        copying = QAction(self)
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy)
        self.addAction(copying)

    def copy(self) -> None:
        """Put the chosen rows, or all with their heads, on the clipboard as spreadsheets take them."""
        chosen = self.selectionModel().selectedRows()
        lines = [
            _DEEPENING * level + _cells(index)
            for index, level in self._steps.lines()
            if index in chosen or not chosen
        ]
        if not chosen:
            lines.insert(0, "\t".join(self._steps.heads))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Draw what opens and closes a step beside its first line."""
        line = self.fontMetrics().height() + GRID
        super().drawBranches(
            painter, QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), line)), index
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out, unless the user has set the columns."""
        super().resizeEvent(event)
        self._fit()

    def _open(self) -> None:
        self.expandAll()
        self._fit()
        first = self._steps.index(0, 0)
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _resized(self, section: int) -> None:
        """Rows are as high as their texts in the new width; which column is how wide may be the user's choice."""
        self._is_set = self._is_set or not (self._is_fitting or section == FACTS)
        self.scheduleDelayedItemsLayout()

    def _fit(self) -> None:
        """Give the amounts what they need, and the texts the rest."""
        if self._is_set:
            return
        amounts = max(self.sizeHintForColumn(AMOUNT), self.header().sectionSizeHint(AMOUNT))
        left = max(self.viewport().width() - amounts, 0)
        self._is_fitting = True
        self.header().resizeSection(STEP, int(left * _SHARE_OF_STEPS))
        self.header().resizeSection(AMOUNT, amounts)
        self._is_fitting = False


class _Wrapped(CellDelegate):
    """Makes room for texts that take several lines in their column: a tree measures them as one line each."""

    def __init__(self, tree: TraceTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Leave some room above the text, of the same colour where the row is chosen."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        option.rect.setTop(option.rect.top() + GRID // 2)
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The size at which the whole text of a cell is seen in its column as wide as that is now."""
        hint = super().sizeHint(option, index)
        if index.column() == AMOUNT:
            return QSize(hint.width(), hint.height() + GRID)
        width = self._tree.header().sectionSize(index.column()) - GRID
        if index.column() == STEP:
            width -= self._tree.indentation() * _level(index)
        room = QRect(0, 0, max(width, 1), _TALLEST)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        text = option.fontMetrics.boundingRect(room, int(flags), str(index.data()))
        return QSize(width, text.height() + GRID)


def _cells(index: QModelIndex) -> str:
    """The cells of a row as one line."""
    texts = (str(index.siblingAtColumn(column).data()) for column in (STEP, AMOUNT, FACTS))
    return "\t".join(text.replace("\n", "；") for text in texts)


def _level(index: _Index) -> int:
    """How many steps stand before this one, itself counted."""
    level = 0
    while index.isValid():
        level, index = level + 1, index.parent()
    return level
