"""Asking for the day on which something was done."""

from datetime import date

from PySide6.QtWidgets import QWidget

from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.widgets.date_field import DateField


class DayDialog(FormDialog):
    """Says what the day is for, and takes it; today unless another is chosen."""

    def __init__(self, parent: QWidget, title: str, about: str, name: str, today: date) -> None:
        super().__init__(parent, title, about, title)
        self.field = DateField(today)
        self.add(name, self.field)

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.field.day
