"""The contract's optional texts: numbers, accounts, what is printed at the foot of the papers."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from settlement_app.gui.models.rows import ROW_ROLE, Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.table import Table
from settlement_app.office.contract_screen import ContractOnScreen, TextRow


def _content(row: TextRow) -> str:
    if row.text:
        return row.text
    return f"（按惯例）{row.usual}" if row.usual else "（未填，单据上留空）"


_COLUMNS: list[Column[TextRow]] = [Column("项目", lambda row: row.label), Column("内容", _content)]


class TextsTab(QWidget):
    """A table of the texts; a double click or Enter asks to change one."""

    row_changed = Signal()
    row_opened = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.texts = Rows(_COLUMNS)
        self.table = Table(self.texts, "合同文字", preferences)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(label("双击一项可修改；以后的单据用新的内容，已审定的单据不变。", "quiet"))
        column.addWidget(self.table, 1)
        self.table.selectionModel().currentChanged.connect(lambda *_: self.row_changed.emit())
        self.table.activated.connect(lambda *_: self.row_opened.emit())

    @property
    def chosen(self) -> TextRow | None:
        """The text that the cursor stands on, or None."""
        return cast(TextRow | None, self.table.current_row)

    def show_contract(self, shown: ContractOnScreen) -> None:
        """Show the contract's texts, the cursor staying where it was."""
        was = self.chosen
        self.texts.show(shown.texts)
        model = self.table.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if was and index.data(ROW_ROLE).field == was.field:
                self.table.setCurrentIndex(index)
