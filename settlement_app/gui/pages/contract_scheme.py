"""The contract's scheme: its indicators, and in sentences how they are judged and what they cost."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.table import Table
from settlement_app.office.contract_screen import ContractOnScreen, IndicatorRow

_COLUMNS: list[Column[IndicatorRow]] = [
    Column("类别", lambda row: row.group),
    Column("指标", lambda row: row.name),
    Column("目标值", lambda row: row.target),
    Column("周期", lambda row: row.cycle),
    Column("分值", lambda row: row.points),
    Column("未达标扣款", lambda row: row.term),
    Column("条款", lambda row: row.clause),
]


class SchemeTab(QWidget):
    """Read only: the scheme is part of the contract."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.indicators = Rows(_COLUMNS)
        self.table = Table(self.indicators, "考核指标", preferences)
        self.sentences = label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sentences)

    def show_contract(self, shown: ContractOnScreen) -> None:
        """Show the contract's scheme."""
        for place, text in enumerate(("points", "term", "clause"), start=4):
            is_empty = not any(getattr(row, text) for row in shown.indicators)
            self.table.setColumnHidden(place, is_empty)
        self.indicators.show(shown.indicators)
        self.sentences.setText("\n".join(shown.scheme))
