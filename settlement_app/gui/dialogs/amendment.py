"""预算调整: a sub-item's new annual amount, with what it changes shown as one types."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField
from settlement_app.gui.wording import for_screen
from settlement_app.office.contract_screen import Amending, AmendmentPreview

_HINT = "写调整后的全年金额。选了对方子项目则在两者之间调剂，合同总额不变；不选则总额随之追加或追减。"


class AmendmentDialog(FormDialog):
    """Without an open quarter the amendment counts from the year's last one, and ``starts`` is empty."""

    def __init__(
        self,
        parent: QWidget,
        items: Sequence[SubItem],
        starts: Sequence[Quarter],
        preview: Callable[[Amending], AmendmentPreview],
    ) -> None:
        super().__init__(parent, "预算调整", _HINT, "确认调整")
        self._preview = preview
        self.items, self.against, self.starts = QComboBox(), QComboBox(), QComboBox()
        self.against.addItem("不选（总额随之改变）", None)
        for item in items:
            self.items.addItem(item.name, item.code)
            self.against.addItem(item.name, item.code)
        for quarter in starts:
            self.starts.addItem(quarter.short_label, quarter)
        self.money = MoneyField("新的年度金额")
        self.document, self.reason = QLineEdit(), QLineEdit()
        self.changes = label()
        self.changes.setAccessibleName("调整前后")
        self.add("子项目", self.items)
        self.add("新的年度金额", self.money)
        self.add("对方子项目", self.against)
        if starts:
            self.add("起始季度", self.starts)
        self.add("文号", self.document)
        self.add("事由", self.reason)
        self.add_changing(self.changes, lines=3)
        for box in (self.items, self.against, self.starts):
            box.currentIndexChanged.connect(self._check)
        for line in (self.document, self.reason):
            line.textChanged.connect(self._check)
        self.money.edited.connect(self._check)
        self._check()

    @property
    def typed(self) -> Amending | None:
        """The amendment as typed, None while there is no amount."""
        if self.money.amount is None:
            return None
        return Amending(
            item=self.items.currentData(),
            annual=self.money.amount,
            against=self.against.currentData(),
            start=self.starts.currentData(),
            document=self.document.text().strip(),
            reason=self.reason.text().strip(),
        )

    def _check(self) -> None:
        """Show what the amendment would change, and what is wrong with it."""
        typed = self.typed
        if typed is None:
            self.changes.setText("")
            self.show_wrong(["请填写新的年度金额。"])
            return
        found = self._preview(typed)
        self.changes.setText("\n".join(found.changes))
        self.show_wrong([for_screen(problem) for problem in found.problems])
