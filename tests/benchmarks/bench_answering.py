"""How long the window does not answer when a page or a quarter is chosen, and when a key is typed.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_answering LEDGER`` with the demonstration's ledger.
Told in milliseconds of the event loop, the worst of several rounds: the aims are 50 for a page or a quarter and 16 for
a key. It is measured once the window has made the other pages, which it does beside the user's reading of the first
one, step by step; how long that takes and the longest step are told too. A floor stands in the same run: a bare
window's table that is filled anew.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QTableWidgetItem

from settlement_app.gui import theme
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window

ROUNDS = 5

_CELLS, _ACTUAL = 3, 2


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act and the painting that it brings keep the event loop."""
    started = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def floor() -> float:
    """The same for a bare table of 10 × 5 cells that is filled anew."""
    table = QTableWidget(10, 5)
    table.resize(1000, 600)
    table.show()

    def fill() -> None:
        for row in range(10):
            for column in range(5):
                table.setItem(row, column, QTableWidgetItem("17,846,800.00"))

    return max(milliseconds(fill) for _ in range(ROUNDS))


def measured(ledger: Path) -> list[tuple[str, float]]:
    """Each act with the worst of its times."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication), "the benchmark needs widgets"
    theme.apply(application)
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        window = Window(Session(date(2020, 3, 2)), Runner(), Preferences(settings))
        window.show()
        window.open_ledger(ledger)
        ready, step = _made(window)
        found = [("other pages made after", ready), ("longest step", step), ("bare table filled", floor())]
        for name in NAMES:
            first = milliseconds(lambda name=name: window.show_page(name))  # type: ignore[misc] # called at once
            _settle(window)
            found.append((f"{name}, first shown", first))
            found.append((f"{name}, another quarter", _quarters(window)))
        found.append(("any page, shown again", _again(window)))
        found.append(("a key in a money field", max(_keys(window))))
        keys = _cell_keys(window)
        found.append(("a key in a cell, usually", median(keys)))
        found.append(("a key in a cell, at worst", max(keys)))
        window.close()
    return found


def _made(window: Window) -> tuple[float, float]:
    """Wait until the pages are made; returns the milliseconds from the window's opening on, and the longest step's."""
    started, longest = time.perf_counter(), 0.0
    _settle(window)
    window.stack.make_ahead()
    while window.stack.is_making:
        longest = max(longest, milliseconds(lambda: None))
        time.sleep(0.001)
    return (time.perf_counter() - started) * 1000, longest


def _quarters(window: Window) -> float:
    quarters = window.session.outline.quarters[:4]
    worst = 0.0
    for quarter in [*quarters, *reversed(quarters)]:
        worst = max(worst, milliseconds(lambda quarter=quarter: window.session.choose(quarter)))  # type: ignore[misc] # called at once
        _settle(window)
    return worst


def _again(window: Window) -> float:
    return max(
        milliseconds(lambda name=name: window.show_page(name))  # type: ignore[misc] # called at once
        for _ in range(ROUNDS)
        for name in NAMES
    )


def _keys(window: Window) -> list[float]:
    from settlement_app.gui.widgets.money_field import MoneyField

    field = MoneyField("金额")
    field.show()
    line = field.findChild(QLineEdit)
    assert line
    return _typed(line, "17846800123")


def _cell_keys(window: Window) -> list[float]:
    """In an assessment's what-if, which every quarter takes: each key is judged, and the worst ones move the page."""
    from settlement_app.gui.pages.assessment import AssessmentPage

    window.show_page("assessment")
    page = window.stack.currentWidget()
    assert isinstance(page, AssessmentPage), "the assessment's page is shown"
    page.toggle_trial()
    _settle(window)
    times = []
    for row in range(_CELLS):
        page.indicators.table.edit_cell(row, _ACTUAL)
        QApplication.processEvents()
        line = next(line for line in page.indicators.table.findChildren(QLineEdit) if line.isVisible())
        line.selectAll()
        times += _typed(line, "7852/10000")
        QTest.keyClick(line, Qt.Key.Key_Return)
        _settle(window)
    page.toggle_trial()
    return times


def _typed(line: QLineEdit, text: str) -> list[float]:
    return [milliseconds(lambda sign=sign: QTest.keyClicks(line, sign)) for sign in text]  # type: ignore[misc] # called at once


def _settle(window: Window) -> None:
    while window.runner.is_busy:
        QApplication.processEvents()
    QApplication.processEvents()


if __name__ == "__main__":
    for what, worst in measured(Path(sys.argv[1])):
        sys.stdout.write(f"{what:32} {worst:6.1f} ms\n")
