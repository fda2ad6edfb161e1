"""登记付款, 登记发票, 付款申请单, and the reason for taking one of them back."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.date_field import DateField
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField
from settlement_app.gui.wording import for_screen

Facts = Sequence[tuple[str, str]]


class PaymentDialog(FormDialog):
    """A payment of ``prefilled`` 分 unless another amount is typed; ``problems`` judges amount and voucher."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        hint: str,
        facts: Facts,
        prefilled: int | None,
        today: date,
        problems: Callable[[int, str], Sequence[str]],
    ) -> None:
        super().__init__(parent, title, hint, title)
        self._problems = problems
        self.money, self.day, self.voucher = MoneyField("金额"), DateField(today), QLineEdit()
        self.add_facts(facts)
        self.add("金额", self.money)
        self.add(f"{title[-2:]}日期", self.day)
        self.add("凭证号", self.voucher)
        _warn_of_later_days(self, self.day, today)
        self.money.set_amount(prefilled)
        self.money.edited.connect(self._check)
        self.voucher.textChanged.connect(self._check)
        self._check()
        self.voucher.setFocus()

    def _check(self) -> None:
        amount = self.money.amount
        if amount is None:
            self.show_wrong([self.money.missing])
        else:
            self.show_wrong(_on_screen(self._problems(amount, self.voucher.text())))


class InvoiceDialog(FormDialog):
    """An invoice as it stands on paper; ``problems`` judges number, code, amount and tax."""

    def __init__(
        self,
        parent: QWidget,
        facts: Facts,
        today: date,
        problems: Callable[[str, str, int, int], Sequence[str]],
    ) -> None:
        hint = (
            "照发票填写；税额以票面为准，不由程序推算。红字发票的金额和税额填负数。"
            "登记后不能修改，作废后号码仍占用，请核对后再登记。"
        )
        super().__init__(parent, "登记发票", hint, "登记发票")
        self._problems = problems
        self.number, self.code, self.day = QLineEdit(), QLineEdit(), DateField(today)
        self.money, self.tax = MoneyField("价税合计"), MoneyField("税额")
        self.code.setPlaceholderText("全电发票没有代码，可不填")
        self.add_facts(facts)
        self.add("发票号码", self.number)
        self.add("发票代码", self.code)
        self.add("开票日期", self.day)
        self.add("价税合计", self.money)
        self.add("税额", self.tax)
        _warn_of_later_days(self, self.day, today)
        for line in (self.number, self.code):
            line.textChanged.connect(self._check)
        for field in (self.money, self.tax):
            field.edited.connect(self._check)
        self._check()

    def _check(self) -> None:
        amount, tax = self.money.amount, self.tax.amount
        if amount is None or tax is None:
            number = [] if self.number.text().strip() else ["请填写发票号码。"]
            wanting = [field.missing for field in (self.money, self.tax) if field.missing]
            told = [text.replace("请填写税额。", "请填写税额（没有税额填 0）。") for text in wanting]
            self.show_wrong([*number, *told])
        else:
            self.show_wrong(_on_screen(self._problems(self.number.text(), self.code.text(), amount, tax)))


class RequestDialog(FormDialog):
    """How much a payment request asks for, ``prefilled`` 分 unless another amount is typed."""

    def __init__(
        self, parent: QWidget, facts: Facts, prefilled: int, problems: Callable[[int], Sequence[str]]
    ) -> None:
        hint = "付款申请单保存成 PDF 后即已定稿，留在台账中；以后在“文档”页可以再次打印。"
        super().__init__(parent, "付款申请单", hint, "保存…")
        self._problems = problems
        self.money = MoneyField("本次申请金额")
        self.add_facts(facts)
        self.add("本次申请金额", self.money)
        self.money.set_amount(prefilled)
        self.money.edited.connect(self._check)
        self._check()

    def _check(self) -> None:
        amount = self.money.amount
        self.show_wrong([self.money.missing] if amount is None else _on_screen(self._problems(amount)))


class ReasonDialog(FormDialog):
    """Takes the reason for an act that leaves what it undoes in the list."""

    def __init__(self, parent: QWidget, title: str, hint: str, facts: Facts, reason_label: str) -> None:
        super().__init__(parent, title, hint, title, destroys=True)
        self._reason_label = reason_label
        self.reason = QLineEdit()
        self.add_facts(facts)
        self.add(reason_label, self.reason)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.show_wrong([] if self.reason.text().strip() else [f"请写明{self._reason_label}。"])


def _warn_of_later_days(dialog: FormDialog, field: DateField, today: date) -> None:
    """Say under the fields, before it is recorded, that the day is later than today; that is not forbidden."""
    warning = label("日期晚于今天，请核对。", "warning")
    dialog.told.addWidget(warning)

    def look() -> None:
        warning.setVisible(field.day > today)

    field.dateChanged.connect(look)
    look()


def _on_screen(sentences: Sequence[str]) -> list[str]:
    return [for_screen(sentence) for sentence in sentences]
