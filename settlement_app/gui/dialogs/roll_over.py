"""转入下一年度: the next contract's amounts, its dates, and what follows into it by itself."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.domain.money import format_amount
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField
from settlement_app.gui.wording import for_screen
from settlement_app.office.roll_over_screen import RollOver, preview_roll_over

_HINT = "子项目和考核方案照旧，供应商和年度金额可以改。误转入的，在没有审定任何季度以前可以撤下。"


class RollOverDialog(FormDialog):
    """One amount a sub-item, begun with what is in force now, and the vendor."""

    def __init__(self, parent: QWidget, shown: RollOver) -> None:
        super().__init__(parent, f"转入{shown.year}年度", _HINT, f"转入{shown.year}年度")
        self._shown = shown
        self.vendor = QLineEdit(shown.vendor)
        self.amounts = {row.code: MoneyField(row.name) for row in shown.rows}
        self.total = label("", "heading")
        self.total.setAccessibleName("合同总额")
        self.add_facts([("合同期间", f"{shown.start} 至 {shown.end}")])
        self.add("供应商", self.vendor)
        for row in shown.rows:
            field = self.amounts[row.code]
            field.set_amount(row.amount)
            self.add(row.name, field)
            field.edited.connect(self._check)
        self.told.addWidget(self.total)
        for text in shown.told:
            self.told.addWidget(label(text, "quiet"))
        self.vendor.textChanged.connect(self._check)
        self._check()

    @property
    def annual(self) -> Mapping[str, int]:
        """The amounts (分) as typed, by sub-item; one that cannot be read is left out."""
        return {code: field.amount for code, field in self.amounts.items() if field.amount is not None}

    def _check(self) -> None:
        """Show the total, and what is wrong."""
        unreadable = [row.name for row in self._shown.rows if self.amounts[row.code].amount is None]
        if unreadable:
            self._show_total(None)
            self.show_wrong([f"请填写{'、'.join(unreadable)}的年度金额。"])
            return
        found = preview_roll_over(self._shown, self.annual, self.vendor.text())
        self._show_total(found.total)
        self.show_wrong([for_screen(problem) for problem in found.problems])

    def _show_total(self, total: int | None) -> None:
        self.total.setText("" if total is None else f"合同总额 {_changed(self._shown, total)}")


class DropDialog(FormDialog):
    """Asks once before a mistaken contract is taken back."""

    def __init__(self, parent: QWidget, year: int, facts: Sequence[tuple[str, str]]) -> None:
        hint = "撤下后，这一年度的合同和它的考核草稿、核定预付、调整草稿都删去；可以重新转入。"
        super().__init__(parent, f"撤下{year}年合同", hint, f"撤下{year}年合同", destroys=True)
        self.add_facts(facts)


def _changed(shown: RollOver, total: int) -> str:
    before = "" if shown.total == total else f"{format_amount(shown.total)} → "
    return f"{before}{format_amount(total)} 元"
