"""What an open quarter may hold: an advance set lower, a manual adjustment."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label
from settlement_app.gui.widgets.money_field import MoneyField


class DraftDialog(QDialog):
    """A sub-item, an amount, a reason, and a document number where one is asked for."""

    def __init__(
        self, parent: QWidget, title: str, hint: str, items: Sequence[SubItem], *, with_document: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(52 * GRID)
        self.items = QComboBox()
        self.items.setAccessibleName("子项目")
        for item in items:
            self.items.addItem(item.name, item.code)
        self.money = MoneyField("金额")
        self.reason, self.document = QLineEdit(), QLineEdit()
        self.reason.setAccessibleName("事由")
        self.document.setAccessibleName("文号")
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.addRow("子项目", self.items)
        form.addRow("金额", self.money)
        form.addRow("事由", self.reason)
        if with_document:
            form.addRow("文号", self.document)
        self._with_document = with_document
        self.accept_button = button("确定", self.accept, "primary")
        self.accept_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.addWidget(label(hint, "quiet"))
        column.addLayout(form)
        column.addLayout(buttons)
        self.money.edited.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self.document.textChanged.connect(self._check)
        self._check()

    @property
    def item(self) -> str:
        """The chosen sub-item's code."""
        return str(self.items.currentData())

    def _check(self) -> None:
        texts = [self.reason.text(), *([self.document.text()] if self._with_document else [])]
        self.accept_button.setEnabled(self.money.amount is not None and all(text.strip() for text in texts))
