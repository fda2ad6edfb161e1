"""A date is typed as it is written."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui.widgets.date_field import DateField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019-06-10", date(2019, 6, 10)),
        ("2019-6-10",  date(2019, 6, 10)),
        ("2019/6/9",   date(2019, 6, 9)),
        ("2019.06.09", date(2019, 6, 9)),
        ("20190610",   date(2019, 6, 10)),
        ("2020-12-31", date(2020, 12, 31)),
        ("2019-06-",   date(2019, 6, 12)),
    ],
)  # fmt: skip
def test_marks_between_the_parts_are_taken_as_they_are_written(qtbot: QtBot, typed: str, day: date) -> None:
    frame, other = QWidget(), QLineEdit()
    field = DateField(date(2019, 7, 12))
    column = QVBoxLayout(frame)
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, typed)
    assert field.day == day
    assert QApplication.focusWidget() is field, "no mark leaves the field"
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is other
    assert field.day == day


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField(date(2019, 7, 12))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.mark.parametrize("typed", ["20190408", "2019-04-08", "2019/4/8"])
def test_the_whole_date_is_typed_over(qtbot: QtBot, field: DateField, typed: str) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, typed)
    assert field.day == date(2019, 4, 8)


@pytest.mark.parametrize(
    ("pasted", "day"),
    [("20190408", date(2019, 4, 8)), ("2019年4月8日", date(2019, 4, 8)), ("四月", date(2019, 7, 12))],
)
def test_a_date_is_pasted_however_it_is_written(
    qtbot: QtBot, field: DateField, pasted: str, day: date
) -> None:
    QGuiApplication.clipboard().setText(pasted)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.day == day
