"""A table as these users know it: copies to and pastes from Excel and WPS, sorts, remembers its columns."""

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from settlement_app.gui.models.rows import ROW_ROLE, SORT_ROLE, Rows
from settlement_app.gui.preferences import Preferences


class Table(QTableView):
    """Shows ``Rows``; ``name`` is what its columns are remembered by and what a screen reader says."""

    pasted = Signal(object)
    """Cells from the clipboard as lists of texts, line by line."""

    def __init__(self, model: Rows, name: str, preferences: Preferences) -> None:  # type: ignore[type-arg] # of any row
        super().__init__()
        self._name, self._preferences = name, preferences
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._is_restored = self._restore()
        head.sectionResized.connect(self._remember)
        model.modelReset.connect(self._fit)
        self._add_shortcut(QKeySequence.StandardKey.Copy, self.copy)
        self._add_shortcut(QKeySequence.StandardKey.Paste, self.paste)

    @property
    def current_row(self) -> object | None:
        """The row that the cursor stands in, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def copy(self) -> None:
        """Put the selected cells, or all with their heads, on the clipboard as spreadsheets take them."""
        chosen = self.selectionModel().selectedIndexes()
        model = self.model()
        rows = sorted({index.row() for index in chosen}) or range(model.rowCount())
        columns = sorted({index.column() for index in chosen}) or range(model.columnCount())
        lines = [
            "\t".join(str(model.index(row, column).data() or "").replace("\n", " ") for column in columns)
            for row in rows
        ]
        if not chosen:
            heads = (str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns)
            lines.insert(0, "\t".join(heads))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Tell whoever listens which cells are on the clipboard."""
        lines = QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()
        if lines:
            self.pasted.emit([line.split("\t") for line in lines])

    def _add_shortcut(self, key: QKeySequence.StandardKey, act: object) -> None:
        action = QAction(self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)

    def _fit(self) -> None:
        """Give the columns what their texts need, unless the user has set them."""
        if not self._is_restored:
            self.horizontalHeader().blockSignals(True)
            self.resizeColumnsToContents()
            self.horizontalHeader().blockSignals(False)
        self.resizeRowsToContents()

    def _restore(self) -> bool:
        state = self._preferences.bytes_of(f"columns/{self._name}")
        return state is not None and self.horizontalHeader().restoreState(state)

    def _remember(self) -> None:
        self._is_restored = True
        self._preferences.keep_bytes(f"columns/{self._name}", self.horizontalHeader().saveState())
