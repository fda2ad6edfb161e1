"""A table to type into as in a spreadsheet: Enter goes down, Delete empties, a paste is laid from the cursor on."""

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from settlement_app.gui.delegates.entry import EntryDelegate
from settlement_app.gui.models.entries import EntryRows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.scrolled import area_of
from settlement_app.gui.widgets.table import Table

_WIDEST = 30 * GRID
_LOWEST = 12 * GRID


class EntryTable(Table):
    """Shows ``EntryRows``; its rows stand in the draft's order, which sorting would hide."""

    pasted = Signal(object)
    """Cells from the clipboard as lists of texts, line by line."""
    left = Signal()
    """A cell that was open is closed."""

    def __init__(self, model: EntryRows, name: str, preferences: Preferences) -> None:  # type: ignore[type-arg] # of any row
        super().__init__(model, name, preferences)
        self._entries = model
        self.setSortingEnabled(False)
        delegate = EntryDelegate(self)
        delegate.cells_pasted.connect(self.paste)
        self.setItemDelegate(delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setMinimumHeight(_LOWEST)
        self.add_action("粘贴", QKeySequence.StandardKey.Paste, self.paste)
        self.add_action("清空", QKeySequence.StandardKey.Delete, self.empty_cells)

    @property
    def chosen_rows(self) -> list[int]:
        """The rows in which a cell is selected."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def paste(self) -> None:
        """Tell whoever listens which cells are on the clipboard."""
        lines = QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()
        if lines:
            self.pasted.emit([line.split("\t") for line in lines])

    def empty_cells(self) -> None:
        """Empty the selected cells that can be typed into."""
        model = self.model()
        for index in self.selectionModel().selectedIndexes():
            if model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                model.setData(index, "")

    def edit_cell(self, row: int, column: int) -> None:
        """Put the cursor into a cell and open it, in sight also where the table itself is scrolled."""
        index = self.model().index(row, column)
        self.setFocus()
        self._show_all()
        self.setCurrentIndex(index)
        self.scrollTo(index)  # also where the cursor stands there already
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def go_to(self, place: Hashable) -> bool:
        """Open the cell in which a text of the draft stands; returns whether there is one."""
        at = self._entries.index_of(place)
        if at.isValid():
            self.edit_cell(at.row(), at.column())
        return at.isValid()

    def _show_all(self) -> None:
        """Scroll what the table stands in until the table is seen."""
        if area := area_of(self):
            area.ensureWidgetVisible(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the cell that the cursor stands in, as F2 and a double click do; with Ctrl it is the page's."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        here = self.currentIndex()
        is_closed = self.state() != QAbstractItemView.State.EditingState  # an open one closes, and goes down
        if is_enter and is_closed and here.isValid() and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes along the row to what can be typed next, and leaves the table at its end."""
        here, model = self.currentIndex(), self.model()
        columns = range(here.column() + 1, model.columnCount()) if forward else range(here.column())[::-1]
        for column in columns if here.isValid() and self.hasFocus() else ():
            index = model.index(here.row(), column)
            if not self.isColumnHidden(column) and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                return True
        return super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the cursor goes down, after Tab along the row, as in a spreadsheet."""
        ends = QAbstractItemDelegate.EndEditHint
        forward = {ends.EditNextItem: True, ends.EditPreviousItem: False}.get(hint)
        super().closeEditor(editor, hint if forward is None else ends.NoHint)
        self.left.emit()
        if forward is not None:
            self.focusNextPrevChild(forward)
        elif hint == ends.SubmitModelCache:
            here = self.currentIndex()
            below = self.model().index(here.row() + 1, here.column(), QModelIndex())
            if below.isValid():
                self.setCurrentIndex(below)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Measure only what was typed: columns stay where the user is typing, and grow later but never move back."""
        if not (self.isVisible() and self._rows_fit):
            self._fit_anew()
            return
        for row in range(first.row(), last.row() + 1):
            for column, width in self._measured.items():
                self._measured[column] = max(width, self._width_for(self.model().index(row, column)))
            self.resizeRowToContents(row)

    def _width_for(self, index: QModelIndex) -> int:
        """The width that a cell's text needs, or asks for where others would come out of sight."""
        return min(self.sizeHintForIndex(index).width() + 1, _WIDEST)  # and the line of the grid

    def sizeHintForColumn(self, column: int) -> int:
        """What the texts of a column need and may come to need, but never so much that others are out of sight."""
        room = self.fontMetrics().horizontalAdvance(self._entries.room(column)) + 2 * GRID
        return min(max(super().sizeHintForColumn(column), room), _WIDEST)

    def sizeHint(self) -> QSize:
        """As high as a few rows: the layout gives what there is."""
        return QSize(60 * GRID, 12 * GRID)
