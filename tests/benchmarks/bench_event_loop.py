"""The longest gap of the window's event loop, in milliseconds, while a hundred documents are made through its runner.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_event_loop LEDGER`` with the demonstration's ledger.
The window stands open at 文档 all the while, and a timer of 5 ms tells when its loop did not come round; the aim is
that no gap is longer than 100 ms.
"""

import os
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from settlement_app.domain.papers.kinds import Kind
from settlement_app.gui import theme
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.window import Window
from settlement_app.office import documents
from settlement_app.office.desk import Desk

DOCUMENTS = 100
_TICK = 5
_KINDS: tuple[tuple[Kind, str], ...] = (("deductions", "2019"), ("annual", "2019"))
"""Lists of today: never stored, so that each is made anew."""


def longest_gap(ledger: Path, count: int = DOCUMENTS) -> float:
    """Open the window at the ledger, make so many documents, and return the longest gap in milliseconds."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication), "the benchmark needs widgets"
    theme.apply(application)
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        runner = Runner()
        window = Window(Session(date(2020, 3, 2)), runner, Preferences(settings))
        window.show()
        window.open_ledger(ledger, "documents")
        _until_idle(runner)
        gap = _gap_while(runner, window.session.desk, count)
        window.close()
        return gap


def _gap_while(runner: Runner, desk: Desk, count: int) -> float:
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(_TICK)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))

    def make(progress: Progress) -> None:
        for number in range(count):
            kind, target = _KINDS[number % len(_KINDS)]
            documents.render(desk, kind, target)
            progress(number + 1, count)

    timer.start()
    runner.start(make)
    _until_idle(runner)
    timer.stop()
    beats.append(time.perf_counter())
    return 1000 * max(later - earlier for earlier, later in pairwise(beats))


def _until_idle(runner: Runner) -> None:
    if runner.is_busy:
        loop = QEventLoop()
        runner.busy_changed.connect(lambda is_busy: None if is_busy else loop.quit())
        loop.exec()


if __name__ == "__main__":
    sys.stdout.write(f"{longest_gap(Path(sys.argv[1])):.0f} ms\n")
