"""The theme in both schemes: every text can be read, every edge and every focus can be seen."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QTabBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui import theme
from settlement_app.gui.sidebar import Sidebar
from settlement_app.gui.theme import DARK, LIGHT, Colours
from settlement_app.gui.widgets.date_field import DateField

READABLE, SEEN = 4.5, 3.0
"""The least contrast of a text, and of an edge or of what cannot be used now (WCAG 2.1, 1.4.3 and 1.4.11)."""
TEXTS = ("text", "quiet", "accent", "negative", "good", "warning")
GROUNDS = ("window", "surface", "selection")

# fmt: off
PAIRS = [
    *((text, ground, READABLE) for text in TEXTS for ground in GROUNDS),
    ("on_accent", "accent",   READABLE),
    ("quiet",     "hairline", SEEN),      # the primary button that cannot act
    ("disabled",  "window",   SEEN),
    ("disabled",  "surface",  SEEN),
    ("frame",     "window",   SEEN),
    ("frame",     "surface",  SEEN),
    ("accent",    "hairline", SEEN),      # a bar on its ground
]
# fmt: on


def luminance(colour: str) -> float:
    """The relative luminance of a colour."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_what_stands_on_each_other_can_be_told_apart(
    scheme: Colours, front: str, ground: str, least: float
) -> None:
    colours = asdict(scheme)
    assert contrast(colours[front], colours[ground]) >= least


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def scheme(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Colours]:
    """The application in one scheme, and afterwards in its own again."""
    with monkeypatch.context() as patch:
        patch.setattr(theme, "is_dark", lambda: request.param)
        theme.apply(qapp)
        yield theme.colours()
    theme.apply(qapp)


def pictured(qtbot: QtBot, widget: QWidget) -> QImage:
    """The widget as it is painted, with the focus."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget.grab().toImage()


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("kind", [QLineEdit, QCheckBox])
def test_fields_have_an_edge(qtbot: QtBot, scheme: Colours, kind: type[QWidget]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    edges = colours_in(widget.grab().toImage())
    assert max(contrast(colour, scheme.surface) for colour in edges - {scheme.text}) >= SEEN


def test_the_tab_that_is_shown_is_underlined(qtbot: QtBot, scheme: Colours) -> None:
    bar = QTabBar()
    for name in ("清算单", "对账表"):
        bar.addTab(name)
    qtbot.addWidget(bar)
    image = bar.grab().toImage()
    shown, other = (image.copy(bar.tabRect(number)) for number in range(2))
    assert scheme.accent in colours_in(shown)
    assert scheme.accent not in colours_in(other)


def test_the_page_that_the_keyboard_stands_on_is_framed(qtbot: QtBot, scheme: Colours) -> None:
    sidebar = Sidebar()
    sidebar.show_page("overview")
    image = pictured(qtbot, sidebar)
    corner = sidebar.visualItemRect(sidebar.currentItem()).topLeft()
    assert image.pixelColor(corner).name() == scheme.accent


def test_no_day_of_the_calendar_is_red(qtbot: QtBot) -> None:
    field = DateField(date(2019, 4, 20))
    qtbot.addWidget(field)
    calendar = field.calendarWidget()
    looks = {calendar.weekdayTextFormat(weekday).foreground().color().name() for weekday in Qt.DayOfWeek}
    assert looks == {"#000000"}, "none of its own: the scheme's text"


def test_the_calendar_shows_its_last_week_and_weekday(qtbot: QtBot, scheme: Colours) -> None:
    field = DateField(date(2019, 9, 30))  # a month of six weeks
    qtbot.addWidget(field)
    calendar = field.calendarWidget()
    calendar.resize(calendar.minimumSize())  # as it pops up
    calendar.grab()
    view = calendar.findChild(QTableView)
    assert view
    last = view.visualRect(view.model().index(view.model().rowCount() - 1, view.model().columnCount() - 1))
    assert view.viewport().rect().contains(last)
    assert last.height() >= view.fontMetrics().height()


def test_a_sheet_that_is_shown_later_changes_no_width_of_bold_figures() -> None:
    """In a process of its own: fonts that were loaded once stay loaded."""
    code = """
import sys
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication
from settlement_app.documents.pages import Page, Text
from settlement_app.gui import theme
from settlement_app.gui.widgets.sheet_view import SheetView
application = QApplication([])
theme.apply(application)
bold = QFont()
bold.setBold(True)
before = QFontMetricsF(bold).horizontalAdvance("12,838,663.22 合计")
sheet = SheetView()
sheet.show_pages([Page([Text(50, 50, "审", 9)])], (595, 842), "")
sheet.grab()
sys.exit(QFontMetricsF(bold).horizontalAdvance("12,838,663.22 合计") != before)
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_what_is_shown_already_follows_another_size(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = [QTableView(holder), QLineEdit(holder), QCheckBox(holder)]
    theme.apply(qapp)
    holder.show()
    for points in (14, 10):
        theme.apply(qapp, points)
        assert {widget.font().pointSize() for widget in shown} == {points}
