"""期初扣款: what was to be withheld before the project's first contract."""

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.domain.periods import PeriodError, Quarter, parse_quarter
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.money_field import MoneyField


class OpeningDialog(FormDialog):
    """Takes the source quarter, the amount and the document number."""

    def __init__(self, parent: QWidget, first_quarter: str) -> None:
        super().__init__(
            parent,
            "期初扣款",
            f"登记首份合同（{first_quarter}）之前发生、尚未扣减的扣款；首季审定前可以删去重录。",
            "登记",
        )
        self.source, self.document = QLineEdit(), QLineEdit()
        self.source.setPlaceholderText("如 2018Q4")
        self.money = MoneyField("金额")
        self.add("来源季度", self.source)
        self.add("金额", self.money)
        self.add("文号", self.document)
        self.source.textChanged.connect(self._check)
        self.document.textChanged.connect(self._check)
        self.money.edited.connect(self._check)
        self._check()

    @property
    def quarter(self) -> Quarter | None:
        """The source quarter as typed, None while it is none."""
        try:
            return parse_quarter(self.source.text())
        except PeriodError:
            return None

    def _check(self) -> None:
        wrong = []
        if self.quarter is None:
            wrong.append("请写明来源季度，如 2018Q4。")
        if self.money.amount is None:
            wrong.append(self.money.missing)
        elif self.money.amount <= 0:
            wrong.append("金额须大于零。")
        if not self.document.text().strip():
            wrong.append("请写明文号。")
        self.show_wrong(wrong)
