"""A field for a date, typed or chosen from a calendar."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget


class DateField(QDateEdit):
    """Always holds a date; shows it as 2019-04-20."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave the field at one Tab: an amount typed after it would else become its month or its day."""
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def day(self) -> date:
        """The date as it stands."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())
