"""A file before it is imported: its cells as written, and what was understood of them, each marked in its cell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS, Category
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.theme import colours
from settlement_app.gui.wording import for_screen
from settlement_app.office.personnel_import import FileCell, FilePreview, FoundRow

_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_BLANK = "（空）"
REPLACED_MARK = "替"
SAME_MARK, _SAME = "同", "与已填的相同，不再存入"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file, counted from 1."""

    number: int
    cells: tuple[FileCell, ...]


class FileRows(Rows[FileRow]):
    """The file's rows; a cell that cannot be used has a mark, a colour and its problem in words."""

    def __init__(self, preview: FilePreview) -> None:
        super().__init__([Column("行", lambda row: str(row.number), whole=True), *_file_columns(preview)])
        self.show([FileRow(number, cells) for number, cells in enumerate(preview.cells, start=1)])

    def data(self, index: _Index, role: int = int(Role.DisplayRole)) -> Any:
        """As in every table; what is wrong with a cell is said where it stands."""
        if index.column() and (problem := self._rows[index.row()].cells[index.column() - 1].problem):
            if role == Role.ForegroundRole:
                return QColor(colours().negative)
            if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
                return for_screen(problem)
        return super().data(index, role)

    def where(self, place: str) -> tuple[int, int]:
        """The row and the column in which the cell of that place is shown; the first one's where there is none."""
        shown = ((row, column) for row in range(len(self._rows)) for column in range(1, self.columnCount()))
        return next((at for at in shown if self._rows[at[0]].cells[at[1] - 1].place == place), (0, 0))


def found_rows(preview: FilePreview, amount: Callable[[int], str]) -> Rows[FoundRow]:
    """The months that were understood with their sums; one that replaces another or is stored already is marked."""
    model: Rows[FoundRow] = Rows(
        [
            Column("月份", lambda row: str(row.month or "合计"), whole=True),
            *(_found_column(category, amount) for category in CATEGORIES),
            Column("合计", lambda row: amount(row.total), amount=lambda row: row.total),
        ]
    )
    model.show(preview.found)
    return model


def _file_columns(preview: FilePreview) -> list[Column[FileRow]]:
    def column(place: int, head: str) -> Column[FileRow]:
        def text(row: FileRow) -> str:
            cell = row.cells[place]
            return f"× {cell.text.strip() or _BLANK}" if cell.problem else cell.text

        return Column(head, text)

    return [column(place, head) for place, head in enumerate(preview.columns)]


def _found_column(category: Category, amount: Callable[[int], str]) -> Column[FoundRow]:
    def text(row: FoundRow) -> str:
        if category not in row.amounts:
            return ""
        mark = REPLACED_MARK if category in row.replaced else SAME_MARK if category in row.same else ""
        return f"{amount(row.amounts[category])} {mark}".rstrip()

    return Column(
        CATEGORY_LABELS[category],
        text,
        amount=lambda row: row.amounts.get(category),
        hint=lambda row: _SAME if category in row.same else row.replaced.get(category, ""),
    )
