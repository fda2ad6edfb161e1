"""A table of typed rows: columns say how a row is shown, sorted and coloured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from settlement_app.gui.theme import colours

_Row = TypeVar("_Row")
_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SORT_ROLE = int(Role.UserRole)
ROW_ROLE = int(Role.UserRole) + 1

# Qt asks for nine roles of each cell that it measures or draws: plain numbers are compared much faster than its enums.
_DISPLAY, _EDIT, _HINT = int(Role.DisplayRole), int(Role.EditRole), int(Role.ToolTipRole)
_ALIGNMENT, _COLOUR = int(Role.TextAlignmentRole), int(Role.ForegroundRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ANSWERED = frozenset((_DISPLAY, _EDIT, _HINT, _ALIGNMENT, _COLOUR, SORT_ROLE, ROW_ROLE))


@dataclass(frozen=True, slots=True)
class Column(Generic[_Row]):
    """One column: its head, a row's text, and for amounts the 分 by which it is sorted and coloured."""

    head: str
    text: Callable[[_Row], str]
    amount: Callable[[_Row], int | None] | None = None
    hint: Callable[[_Row], str] | None = None
    whole: bool = False
    """Whether its texts are never broken over two lines, as ids and amounts."""

    @property
    def is_amount(self) -> bool:
        """Whether it stands flush right."""
        return self.amount is not None


class Rows(QAbstractTableModel, Generic[_Row]):
    """Rows under columns; ``amount`` columns are flush right, negative ones red."""

    def __init__(self, columns: Sequence[Column[_Row]]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._rows: list[_Row] = []

    @property
    def rows(self) -> list[_Row]:
        """The rows as they stand."""
        return self._rows

    def is_whole(self, column: int) -> bool:
        """Whether the column is never made narrower than its texts."""
        return self._columns[column].is_amount or self._columns[column].whole

    def use(self, columns: Sequence[Column[_Row]]) -> None:
        """Show the same columns with other heads, as when the unit changes; before other rows are shown."""
        self._columns = list(columns)

    def show(self, rows: Sequence[_Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Role.DisplayRole)) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return self._columns[section].head
            if role == Role.TextAlignmentRole:
                return self._alignment(self._columns[section])
        return None

    def data(self, index: _Index, role: int = int(Role.DisplayRole)) -> Any:
        """What a cell shows, sorts by, hints at, or which row it stands in."""
        if role not in _ANSWERED:
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in (_DISPLAY, _EDIT):
            return column.text(row)
        if role == SORT_ROLE:
            amount = column.amount(row) if column.amount else None
            return amount if amount is not None else column.text(row)
        if role == ROW_ROLE:
            return row
        if role == _ALIGNMENT:
            return self._alignment(column)
        if role == _COLOUR and column.amount and (column.amount(row) or 0) < 0:
            return QColor(colours().negative)
        if role == _HINT:
            return column.hint(row) if column.hint else None
        return None

    @staticmethod
    def _alignment(column: Column[_Row]) -> int:
        return _RIGHT if column.is_amount else _LEFT
