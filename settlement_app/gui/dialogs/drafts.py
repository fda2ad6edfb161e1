"""What an open quarter may hold: an advance set lower, a manual adjustment."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.money_field import MoneyField


class DraftDialog(FormDialog):
    """A sub-item, an amount, a reason, and a document number where one is asked for."""

    def __init__(
        self, parent: QWidget, title: str, hint: str, items: Sequence[SubItem], *, with_document: bool
    ) -> None:
        super().__init__(parent, title, hint)
        self.items = QComboBox()
        for item in items:
            self.items.addItem(item.name, item.code)
        self.money = MoneyField("金额")
        self.reason, self.document = QLineEdit(), QLineEdit()
        self._texts = [("事由", self.reason), *([("文号", self.document)] if with_document else [])]
        self.add("子项目", self.items)
        self.add("金额", self.money)
        for name, line in self._texts:
            self.add(name, line)
            line.textChanged.connect(self._check)
        self.money.edited.connect(self._check)
        self._check()

    @property
    def item(self) -> str:
        """The chosen sub-item's code."""
        return str(self.items.currentData())

    def _check(self) -> None:
        wrong = ["请填写金额。"] if self.money.amount is None else []
        wrong += [f"请写明{name}。" for name, line in self._texts if not line.text().strip()]
        self.show_wrong(wrong)
