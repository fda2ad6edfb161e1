"""减免 and 撤回减免: an amount, a reason and two people."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.domain.money import format_amount
from settlement_app.domain.people import people_findings
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.session import People
from settlement_app.gui.widgets.money_field import MoneyField
from settlement_app.gui.widgets.names_box import names_box
from settlement_app.gui.wording import for_screen


class WaiverDialog(FormDialog):
    """``most`` (分) is the largest amount that can be taken off, or back."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        hint: str,
        number: str,
        most: int,
        people: People,
        names: Sequence[str],
    ) -> None:
        super().__init__(parent, title, hint, title)
        self._most = most
        self.money = MoneyField("金额")
        self.reason = QLineEdit()
        self.by, self.reviewer = (names_box(name, names) for name in (people.by, people.reviewer))
        self.add_facts([("扣款编号", number), ("最多", f"{format_amount(most)} 元")])
        self.add("金额", self.money)
        self.add("事由", self.reason)
        self.add("编制人", self.by)
        self.add("复核人", self.reviewer)
        self.money.edited.connect(self._check)
        self.reason.textChanged.connect(self._check)
        for box in (self.by, self.reviewer):
            box.currentTextChanged.connect(self._check)
        self._check()

    @property
    def people(self) -> People:
        """The two names as chosen."""
        return People(self.by.currentText().strip(), self.reviewer.currentText().strip())

    def _check(self) -> None:
        wrong = []
        if self.money.amount is None:
            wrong.append(self.money.missing)
        elif not 0 < self.money.amount <= self._most:
            wrong.append(f"金额须大于零，且不超过 {format_amount(self._most)} 元。")
        if not self.reason.text().strip():
            wrong.append("请写明事由。")
        chosen = self.people
        wrong += [for_screen(finding.message) for finding in people_findings(chosen.by, chosen.reviewer)]
        self.show_wrong(wrong)
