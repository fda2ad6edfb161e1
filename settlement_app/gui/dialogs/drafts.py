"""What an open quarter may hold: an advance set lower, a manual adjustment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField


@dataclass(frozen=True, slots=True)
class Typed:
    """What the dialog holds; ``amount`` in 分 is None while none that can be used is typed."""

    item: str
    amount: int | None
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say to it: the figures that it changes, and what forbids it."""

    changes: str
    problems: Sequence[str]


class DraftDialog(FormDialog):
    """A sub-item, an amount, a reason, and a document number where one is asked for; judged as one types."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        hint: str,
        items: Sequence[SubItem],
        judge: Callable[[Typed], Judged],
        amount: str,
        *,
        with_document: bool,
    ) -> None:
        super().__init__(parent, title, hint)
        self._judge = judge
        self.items = QComboBox()
        for item in items:
            self.items.addItem(item.name, item.code)
        self.money = MoneyField(amount)
        self.reason, self.document = QLineEdit(), QLineEdit()
        self.changes = label()
        self.changes.setAccessibleName("调整前后")
        self.add("子项目", self.items)
        self.add(amount, self.money)
        for name, line in (("事由", self.reason), *([("文号", self.document)] if with_document else [])):
            self.add(name, line)
            line.textChanged.connect(self._check)
        self.add_changing(self.changes, lines=2)
        self.items.currentIndexChanged.connect(self._check)
        self.money.edited.connect(self._check)
        self._check()
        (self.items if len(items) > 1 else self.money).setFocus()

    @property
    def item(self) -> str:
        """The chosen sub-item's code."""
        return str(self.items.currentData())

    def show_typed(self, typed: Typed) -> None:
        """Begin with what was stored before, to be changed."""
        self.items.setCurrentIndex(self.items.findData(typed.item))
        self.money.set_amount(typed.amount)
        self.reason.setText(typed.reason)
        self.document.setText(typed.document)

    def _check(self) -> None:
        amount = self.money.amount
        judged = self._judge(
            Typed(self.item, amount, self.reason.text().strip(), self.document.text().strip())
        )
        self.changes.setText(judged.changes)
        self.show_wrong([self.money.missing] if amount is None else judged.problems)
