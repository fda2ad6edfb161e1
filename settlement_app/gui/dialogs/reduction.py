"""核减: an amount struck off a sub-item, with what it changes shown as one types."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.domain.money import format_amount
from settlement_app.domain.year_end import Reduction
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField
from settlement_app.gui.wording import for_screen
from settlement_app.office.clearance_screen import ReductionPreview

_HINT = "按审计意见或双方约定减去一笔；可以多次，逐次累加。"


class ReductionDialog(FormDialog):
    """A sub-item, an amount, a reason and a document number."""

    def __init__(
        self, parent: QWidget, items: Sequence[SubItem], preview: Callable[[Reduction], ReductionPreview]
    ) -> None:
        super().__init__(parent, "核减", _HINT, "记入核减")
        self._preview = preview
        self.items = QComboBox()
        for item in items:
            self.items.addItem(item.name, item.code)
        self.money = MoneyField("核减金额")
        self.reason, self.document = QLineEdit(), QLineEdit()
        self.changes = label()
        self.changes.setAccessibleName("核减前后")
        self.add("子项目", self.items)
        self.add("核减金额", self.money)
        self.add("事由", self.reason)
        self.add("文号", self.document)
        self.add_changing(self.changes, lines=2)
        self.items.currentIndexChanged.connect(self._check)
        self.money.edited.connect(self._check)
        for line in (self.reason, self.document):
            line.textChanged.connect(self._check)
        self._check()

    @property
    def typed(self) -> Reduction | None:
        """The reduction as typed, None while there is no amount."""
        if self.money.amount is None:
            return None
        return Reduction(
            item=str(self.items.currentData()),
            amount=self.money.amount,
            reason=self.reason.text().strip(),
            document=self.document.text().strip(),
        )

    def _check(self) -> None:
        """Show what the reduction would change, and what is wrong with it."""
        typed = self.typed
        if typed is None:
            self.changes.setText("")
            self.show_wrong([self.money.missing])
            return
        found = self._preview(typed)
        finals = f"{self.items.currentText()}的最终结算：{_change(*found.final)}"
        self.changes.setText(f"{finals}\n清算净额：{_change(*found.net)}")
        self.show_wrong([for_screen(problem) for problem in found.problems])


def _change(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return "未定（实际费用尚不完整）"
    return f"{format_amount(before)} → {format_amount(after)} 元"
