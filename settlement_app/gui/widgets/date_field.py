"""A field for a date, typed or chosen from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import QDateEdit, QWidget

from settlement_app.domain.periods import PeriodError, parse_typed_day

_LINES_WIDE, _LINES_HIGH = 18, 13
"""The calendar's size in heights of a line: of itself it would cut the last week and the last weekday."""


_MARKS = frozenset("-/.－／．年月日 ")
"""What people type between the parts of a date."""


class DateField(QDateEdit):
    """Always holds a date; shows it as 2019-04-20."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setDisplayFormat("yyyy-MM-dd")
        self._is_begun = False
        self.setCalendarPopup(True)
        calendar, line = self.calendarWidget(), self.fontMetrics().height()
        calendar.setMinimumSize(_LINES_WIDE * line, _LINES_HIGH * line)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red is for what is negative or wrong
            calendar.setWeekdayTextFormat(weekday, QTextCharFormat())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a date as it is written: a mark goes on to the next part, unless the last digit did so already."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste():
            event.accept()
            return
        # What is typed over the whole date begins with its year.
        if event.text().isdigit() and self.lineEdit().selectedText() == self.text():
            self.setSelectedSection(self.sectionAt(0))
        here = self.currentSectionIndex()
        if event.text() in _MARKS:
            if self._is_begun and here + 1 < self.sectionCount():
                self.setSelectedSection(self.sectionAt(here + 1))
            self._is_begun = False
            event.accept()
            return
        super().keyPressEvent(event)
        self._is_begun = event.text().isdigit() and self.currentSectionIndex() == here

    def _paste(self) -> bool:
        """Take a date from the clipboard however it is written; returns whether there is one."""
        try:
            day = parse_typed_day(QGuiApplication.clipboard().text())
        except PeriodError:
            return False
        self.setDate(QDate(day.year, day.month, day.day))
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave the field at one Tab: an amount typed after it would else become its month or its day."""
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def day(self) -> date:
        """The date as it stands."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())
