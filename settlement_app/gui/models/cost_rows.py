"""A year's actual cost, month by month: typed into; what is estimated or foreseen says so in each cell."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS, Category
from settlement_app.gui.models.entries import EntryColumn, EntryRows
from settlement_app.gui.theme import colours
from settlement_app.gui.wording import for_screen
from settlement_app.office.personnel_draft import ESTIMATE_MARK, CostPlace
from settlement_app.office.personnel_screen import CellKind, CostCell, CostRow

_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Amount = Callable[[int], str]
"""Shows 分 in the window's unit."""

FORESEEN_MARK, FAULT_MARK = "预", "×"
MARKS: dict[CellKind, str] = {"estimate": ESTIMATE_MARK, "foreseen": FORESEEN_MARK}
"""What stands after an amount that is no actual one."""
_WORDS: dict[CellKind, str] = {"estimate": "暂估", "foreseen": "预测", "empty": "未填"}
MONTH_COLUMN = 0
_FIRST = 1
TOTAL_COLUMN = _FIRST + len(CATEGORIES)


class CostRows(EntryRows[CostRow]):
    """The months and under them the sums; a cell shows an amount and is typed into as it was typed."""

    def __init__(self, amount: Amount) -> None:
        super().__init__(_columns(amount))

    def data(self, index: _Index, role: int = int(Role.DisplayRole)) -> Any:
        """As in every table that is typed into; what is foreseen is quiet, sums are bold."""
        row = self._rows[index.row()]
        cell = _cell(row, index.column())
        if role == Role.EditRole and cell is not None:
            return cell.text
        is_foreseen = row.month is not None and cell is not None and cell.kind == "foreseen"
        if role == Role.ForegroundRole and is_foreseen and cell and (cell.amount or 0) >= 0:
            return QColor(colours().quiet)
        if role == Role.FontRole and row.month is None:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.AccessibleTextRole and cell is not None:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            shown = self.data(index).removesuffix(MARKS.get(cell.kind, ""))
            return " ".join(filter(None, (row.head, str(head), shown.strip(), _WORDS.get(cell.kind, ""))))
        return super().data(index, role)

    def places_in(self, index: _Index) -> list[CostPlace]:
        """The cells of the draft that an index stands for: itself, or the whole month from its head."""
        row = self._rows[index.row()]
        columns = range(_FIRST, TOTAL_COLUMN) if index.column() == MONTH_COLUMN else (index.column(),)
        places = (row.place(CATEGORIES[n - _FIRST]) for n in columns if _FIRST <= n < TOTAL_COLUMN)
        return [place for place in places if place]


def _cell(row: CostRow, column: int) -> CostCell | None:
    """The cell of amounts in that column; None in the columns of texts."""
    if column == TOTAL_COLUMN:
        return row.total
    return row.cells[CATEGORIES[column - _FIRST]] if _FIRST <= column < TOTAL_COLUMN else None


def _columns(amount: Amount) -> list[EntryColumn[CostRow]]:
    def shown(row: CostRow, cell: CostCell) -> str:
        if cell.kind == "fault" or cell.amount is None:
            return f"{FAULT_MARK} {cell.text}" if cell.kind == "fault" else ""
        mark = MARKS.get(cell.kind, "") if row.month else ""  # a row of sums says by its head what it counts
        return f"{amount(cell.amount)} {mark}" if mark else amount(cell.amount)

    return [
        EntryColumn("月份", lambda row: row.head, whole=True),
        *(_category(category, shown) for category in CATEGORIES),
        EntryColumn("合计", lambda row: shown(row, row.total), amount=lambda row: row.total.amount),
    ]


def _category(category: Category, shown: Callable[[CostRow, CostCell], str]) -> EntryColumn[CostRow]:
    def wrong(row: CostRow) -> str:
        cell = row.cells[category]
        return for_screen(cell.said) if cell.kind == "fault" else ""

    def hint(row: CostRow) -> str:
        cell = row.cells[category]
        return "；".join(
            filter(None, (_WORDS.get(cell.kind, "") if cell.amount is not None else "", cell.said))
        )

    return EntryColumn(
        CATEGORY_LABELS[category],
        lambda row: shown(row, row.cells[category]),
        amount=lambda row: row.cells[category].amount,
        place=lambda row: row.place(category),
        wrong=wrong,
        hint=hint,
    )
