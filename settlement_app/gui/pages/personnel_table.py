"""The year's months as a table to type into, all of them in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFontMetrics

from settlement_app.gui.models.cost_rows import CostRows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.office.personnel_draft import CostPlace
from settlement_app.office.personnel_screen import CostRow

_ROW_HEIGHT = 3 * GRID
_EXAMPLE = "100,000.00"
"""A column of amounts has room for this many digits before anything is typed."""


class MonthsTable(EntryTable):
    """Twelve months and their sums; its columns grow with what is typed, its rows stay one line high."""

    def __init__(self, model: CostRows, preferences: Preferences) -> None:
        super().__init__(model, "各月人员经费", preferences)
        self._months = model
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(_ROW_HEIGHT)
        rows.setDefaultSectionSize(_ROW_HEIGHT)

    def show_rows(self, rows: Sequence[CostRow], *, anew: bool) -> None:
        """Show rows; unless ``anew`` a cell that is being typed into stays open."""
        if anew:
            self._months.show(rows)
        else:
            self._months.update_rows(rows)
            self._fit()

    @property
    def chosen_places(self) -> list[CostPlace]:
        """The cells of the draft that are selected, those of whole months among them."""
        chosen = self.selectionModel().selectedIndexes()
        return list(dict.fromkeys(place for index in chosen for place in self._months.places_in(index)))

    def sizeHintForColumn(self, column: int) -> int:
        """What the amounts of a column need."""
        model = self.model()
        return max((self._width_for(model.index(row, column)) for row in range(model.rowCount())), default=0)

    def sizeHintForRow(self, row: int) -> int:
        """Nothing in it is higher than a line."""
        return _ROW_HEIGHT

    def _width_for(self, index: QModelIndex) -> int:
        """All of one line, so that no cell has to be laid out to know it; as wide as in bold, which the sums are."""
        font = self.font()
        font.setBold(True)
        texts = (str(index.data() or ""), _EXAMPLE if index.column() else "")
        return max(map(QFontMetrics(font).horizontalAdvance, texts)) + GRID
