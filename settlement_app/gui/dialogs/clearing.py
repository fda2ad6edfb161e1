"""Taking what was stated of one sub-item out again: adjustments, reductions, an advance set lower."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from settlement_app.domain.contract import SubItem
from settlement_app.domain.money import format_amount
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.domain.year_end import Reduction
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.labels import label

Stated = Adjustment | Reduction | SetAdvance


class ClearingDialog(FormDialog):
    """Asks once, of which sub-item; shows what will be taken out. ``what`` is 调整, 核减 or 核定."""

    def __init__(
        self, parent: QWidget, what: str, items: Sequence[SubItem], entries: Sequence[Stated]
    ) -> None:
        hint = f"选中子项目的{what}全部清除；清除后可以重新记入。"
        super().__init__(parent, f"清除{what}", hint, "清除", destroys=True)
        self._entries = entries
        self.items = QComboBox()
        codes = {entry.item for entry in entries}
        for item in items:
            if item.code in codes:
                self.items.addItem(item.name, item.code)
        self.entries = label()
        self.add("子项目", self.items)
        self.add("将清除", self.entries)
        self.items.currentIndexChanged.connect(self._show_entries)
        self._show_entries()

    @property
    def item(self) -> str:
        """The chosen sub-item's code."""
        return str(self.items.currentData())

    def _show_entries(self) -> None:
        self.entries.setText("\n".join(_told(entry) for entry in self._entries if entry.item == self.item))


def _told(entry: Stated) -> str:
    document = "" if isinstance(entry, SetAdvance) else f"（文号 {entry.document}）"
    return f"{format_amount(entry.amount)} 元，{entry.reason}{document}"
