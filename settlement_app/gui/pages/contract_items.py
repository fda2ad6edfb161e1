"""The contract's sub-items with their amounts, and its amendments."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from settlement_app.domain.money import Unit, format_in
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.table import Table
from settlement_app.office.contract_screen import AmendmentRow, ContractOnScreen, ItemRow

_LOWEST_ITEMS, _LOWEST_AMENDMENTS = 20 * GRID, 14 * GRID
"""On a low page the tab scrolls; some rows of each table are in sight."""


class ItemsTab(QWidget):
    """Two tables, the totals under the first."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._unit: Unit = "元"
        self.items, self.amendments = Rows(self._item_columns()), Rows(self._amendment_columns())
        self.item_table = Table(self.items, "子项目", preferences)
        self.amendment_table = Table(self.amendments, "预算调整", preferences)
        self.total, self.no_amendment = label("", "heading"), label("还没有预算调整。", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        for table, lowest in ((self.item_table, _LOWEST_ITEMS), (self.amendment_table, _LOWEST_AMENDMENTS)):
            table.setMinimumHeight(lowest)
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.amendment_table.setMaximumHeight(18 * GRID)
        column.addWidget(self.item_table, 2)
        column.addWidget(self.total)
        column.addWidget(label("预算调整", "heading"))
        column.addWidget(self.no_amendment)
        column.addWidget(self.amendment_table, 1)

    def show_contract(self, shown: ContractOnScreen, unit: Unit) -> None:
        """Show a contract, amounts in the unit."""
        self._unit = unit
        self.items.use(self._item_columns())
        self.amendments.use(self._amendment_columns())
        self.items.show(shown.items)
        self.amendments.show(shown.amendments)
        in_force = f"现行 {self._amount(shown.in_force)} {unit}"
        changed = f"（原约定 {self._amount(shown.agreed)} {unit}）" if shown.in_force != shown.agreed else ""
        self.total.setText(f"合同总额：{in_force}{changed}")
        self.no_amendment.setVisible(not shown.amendments)
        self.amendment_table.setVisible(bool(shown.amendments))

    def _amount(self, fen: int | None) -> str:
        return "" if fen is None else format_in(self._unit, fen)

    def _item_columns(self) -> list[Column[ItemRow]]:
        return [
            Column("子项目", lambda row: row.name),
            Column("用途", lambda row: row.purpose),
            Column(f"原约定（{self._unit}）", lambda row: self._amount(row.agreed), lambda row: row.agreed),
            Column("现行金额", lambda row: self._amount(row.in_force), lambda row: row.in_force),
            Column("结算方式", lambda row: row.method),
            Column("承担扣款", lambda row: "是" if row.bears_deductions else ""),
        ]

    def _amendment_columns(self) -> list[Column[AmendmentRow]]:
        return [
            Column("文号", lambda row: row.document),
            Column("子项目", lambda row: row.item),
            Column("起始季度", lambda row: row.start),
            Column(f"年度金额（{self._unit}）", lambda row: self._amount(row.annual), lambda row: row.annual),
            Column("对方子项目", lambda row: row.against),
            Column(
                "对方金额",
                lambda row: self._amount(row.against_annual),
                lambda row: row.against_annual,
            ),
            Column("事由", lambda row: row.reason),
        ]
