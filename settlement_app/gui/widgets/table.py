"""A table as these users know it: copies to Excel and WPS, sorts, remembers its columns."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from settlement_app.gui.delegates.cell import CellDelegate
from settlement_app.gui.models.rows import ROW_ROLE, SORT_ROLE, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID

_Index = QModelIndex | QPersistentModelIndex

_NARROWEST = 8 * GRID
"""A column of texts is not made narrower than this to let the table fit (pixels)."""

_MOST_WRAPPED = 500
"""With more rows than this each stays one line high: measuring them all would hold the window up."""

_MOST_LINES = 4
"""A row is no higher than so many lines, so that others stay in sight; what is cut stands in the cell's tooltip."""


class _Sorted(QSortFilterProxyModel):
    """Sorts by the rows' own values: Qt compares amounts as 32-bit numbers and so wraps large ones."""

    def lessThan(self, left: _Index, right: _Index) -> bool:
        """Whether the left cell comes first: nothing before amounts, amounts before texts."""
        return _order(left.data(SORT_ROLE)) < _order(right.data(SORT_ROLE))


class Table(QTableView):
    """Shows ``Rows``; ``name`` is what its columns are remembered by and what a screen reader says."""

    def __init__(self, model: Rows, name: str, preferences: Preferences) -> None:  # type: ignore[type-arg] # of any row
        super().__init__()
        self._rows, self._name, self._preferences = model, name, preferences
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(False)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        self._measured: dict[int, int] = {}
        self._rows_fit = False
        self._is_fitting = True  # until there are rows, no change of a width is the user's
        self._is_restored = self._restore()
        self.sortByColumn(
            -1, Qt.SortOrder.AscendingOrder
        )  # widths are remembered; rows begin in their own order
        self._is_fitting = False
        head.sectionResized.connect(self._resized)
        model.modelReset.connect(self._fit_anew)
        model.dataChanged.connect(self._changed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.add_action("复制", QKeySequence.StandardKey.Copy, self.copy)
        self.add_action("全选", QKeySequence.StandardKey.SelectAll, self.selectAll)

    @property
    def current_row(self) -> object | None:
        """The row that the cursor stands in, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    @property
    def least_width(self) -> int:
        """The width at which no id and no amount is out of sight, the columns of texts as narrow as they may be."""
        widths = self._needed()
        texts = (n for n in widths if not self._rows.is_whole(n))
        return sum({**widths, **{n: min(widths[n], _NARROWEST) for n in texts}}.values())

    def go_to_row(self, row: object) -> None:
        """Put the cursor on the row that equals this one, if it is there."""
        model = self.model()
        for number in range(model.rowCount()):
            if model.index(number, 0).data(ROW_ROLE) == row:
                self.setCurrentIndex(model.index(number, 0))
        QTimer.singleShot(0, self, self._show_cursor)  # once the rows have found their heights

    def selectAll(self) -> None:
        """Select every cell, also where a click selects one row only: so the whole table can be copied."""
        mode = self.selectionMode()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        super().selectAll()
        self.setSelectionMode(mode)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets take them; all of them, or none, with their heads."""
        chosen = self.selectionModel().selectedIndexes()
        model = self.model()
        rows = sorted({index.row() for index in chosen}) or range(model.rowCount())
        shown = [n for n in range(model.columnCount()) if not self.isColumnHidden(n)]
        columns = sorted({index.column() for index in chosen} & set(shown)) or shown
        lines = [
            "\t".join(str(model.index(row, column).data() or "").replace("\n", " ") for column in columns)
            for row in rows
        ]
        if len(rows) == model.rowCount() and columns == shown:
            heads = (str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns)
            lines.insert(0, "\t".join(heads))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def find_text(self, text: str, *, backward: bool = False) -> tuple[int, int]:
        """Go to the next cell that holds the text, round the end; returns which of how many, (0, 0) where none does."""
        model, wanted = self.model(), text.casefold()
        places = [
            (row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            if wanted and wanted in str(model.index(row, column).data() or "").casefold()
        ]
        if not places:
            return 0, 0
        here = (self.currentIndex().row(), self.currentIndex().column())
        if backward:
            found = max((place for place in places if place < here), default=places[-1])
        else:
            found = min((place for place in places if place > here), default=places[0])
        index = model.index(*found)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return places.index(found) + 1, len(places)

    def add_action(self, text: str, key: QKeySequence.StandardKey, act: Callable[[], object]) -> None:
        """Add what can be done to the table's cells by its key and from its menu."""
        action = QAction(text, self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda *_: act())
        self.addAction(action)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row that the cursor comes to stand in: what is done next to a row must be seen to be its."""
        super().focusInEvent(event)
        here = self.currentIndex()
        chooses_rows = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        if chooses_rows and here.isValid() and not self.selectionModel().isSelected(here):
            self.setCurrentIndex(here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width, unless the user has set them; the cursor stays in sight if it was."""
        here = self.currentIndex()
        was_seen = QRect(QPoint(0, 0), event.oldSize()).intersects(self.visualRect(here))
        super().resizeEvent(event)
        self._fit()
        if was_seen:
            self.scrollTo(here)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what came while nobody saw it."""
        super().showEvent(event)
        self._fit()

    def sizeHintForRow(self, row: int) -> int:
        """What the texts of a row need, with some air above and below."""
        return super().sizeHintForRow(row) + GRID

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style: the texts need other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.forget_sizes()

    def forget_sizes(self) -> None:
        """Measure the texts again before they are shown: others come, or they are drawn in another way.

        Measuring takes longer than all else, so what was found is kept until then.
        """
        self._measured, self._rows_fit = {}, False

    def _changed(self, _first: QModelIndex, _last: QModelIndex) -> None:
        self.forget_sizes()

    def _fit_anew(self) -> None:
        self.forget_sizes()
        self._fit()

    def _show_cursor(self) -> None:
        self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        """Give the columns what their texts need, unless the user has set them; texts wrap where room is short.

        A table behind another tab waits until it is seen.
        """
        if not self.isVisible():
            return
        head = self.horizontalHeader()
        needed = self._needed()
        shown = list(needed)
        if not shown:
            return
        users = {n: head.sectionSize(n) for n in shown}
        widths = users if self._is_restored else self._spread(self._narrowed(needed))
        last, others = shown[-1], sum(widths[n] for n in shown[:-1])
        widths[last] = max(
            widths[last] if not self._is_restored else 0, self.viewport().width() - others, _NARROWEST
        )
        if any(head.sectionSize(section) != width for section, width in widths.items()):
            self._rows_fit = False
        self._is_fitting = True
        for section, width in widths.items():
            head.resizeSection(section, width)
        self._is_fitting = False
        self.verticalHeader().setMaximumSectionSize(_MOST_LINES * self.fontMetrics().lineSpacing() + GRID)
        if not self._rows_fit:
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Give the rows the height that their texts need at the columns' widths."""
        if self.model().rowCount() <= _MOST_WRAPPED:
            self.resizeRowsToContents()
            self._rows_fit = True

    def _needed(self) -> dict[int, int]:
        """The width at which each column that is shown holds its head and its texts, none of them wrapped."""
        head = self.horizontalHeader()
        shown = [n for n in range(head.count()) if not self.isColumnHidden(n)]
        if shown != list(self._measured):
            self._measured = {n: max(self.sizeHintForColumn(n), head.sectionSizeHint(n)) for n in shown}
            if shown:
                self._measured[shown[-1]] = max(self._measured[shown[-1]], _NARROWEST)
        return self._measured

    def _narrowed(self, needed: Mapping[int, int]) -> dict[int, int]:
        """The widths with what is wider than the table taken from the widest columns of texts."""
        widths = dict(needed)
        texts = [n for n in widths if not self._rows.is_whole(n)]
        excess = sum(widths.values()) - self.viewport().width()
        while excess > 0 and texts and max(widths[n] for n in texts) > _NARROWEST:
            widest = max(texts, key=lambda n: widths[n])
            taken = min(excess, GRID, widths[widest] - _NARROWEST)
            widths[widest] -= taken
            excess -= taken
        return widths

    def _spread(self, widths: dict[int, int]) -> dict[int, int]:
        """The widths with air around ids and amounts where there is room; the rest is the last column's.

        Where that one holds amounts all are as wide: a sum far from its figures could not be read along the row.
        """
        room = self.viewport().width()
        even = room // len(widths)
        if self._rows.is_whole(max(widths)) and max(widths.values()) <= even:
            return dict.fromkeys(widths, even)
        air = min(2 * GRID, max(room - sum(widths.values()), 0) // (2 * len(widths)))
        return {n: width + air if self._rows.is_whole(n) else width for n, width in widths.items()}

    def _restore(self) -> bool:
        state = self._preferences.bytes_of(f"columns/{self._name}")
        return state is not None and self.horizontalHeader().restoreState(state)

    def _resized(self, _section: int, old: int, new: int) -> None:
        """The user has set a width; a column that is hidden or shown has or had none."""
        if old and new and not self._is_fitting:
            self._is_restored = True
            self._preferences.keep_bytes(f"columns/{self._name}", self.horizontalHeader().saveState())


def _order(value: Any) -> tuple[int, Any]:
    if value in (None, ""):
        return (0, 0)
    return (1, value) if isinstance(value, int) else (2, str(value))
