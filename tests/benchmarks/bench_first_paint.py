"""How much longer the window takes to its first paint than a bare PySide6 window with one table, and its memory.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_first_paint LEDGER`` with the demonstration's ledger.
The window paints its frame first and opens the ledger off its thread, so there are two times: until the frame is
painted, and until the ledger's page is. All are whole processes; they take turns, and the medians of the ratios are
told: the aims are 1.8 for the time and 1.6 for the peak of memory. Without a display all are drawn offscreen.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

ROUNDS = 15
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
application = QApplication(sys.argv)
table = QTableWidget(10, 5)
for row in range(10):
    for column in range(5):
        table.setItem(row, column, QTableWidgetItem("单元格"))
window = QMainWindow()
window.setCentralWidget(table)
window.resize(1240, 720)
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, application.quit))
application.exec()
"""
_FRAME = """
import sys
from datetime import date
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from settlement_app.gui import theme
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.window import Window
application = QApplication(sys.argv)
translators = install_chinese(application)
preferences = Preferences()
theme.apply(application, preferences.font_points)
window = Window(Session(date(2020, 3, 2)), Runner(), preferences)
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, application.quit))
application.exec()
"""


def measured(command: Sequence[str]) -> tuple[float, int]:
    """Seconds from start to end, and the peak of memory in KiB; raises CalledProcessError where it fails."""
    environment = {**os.environ, "SETTLEMENT_TODAY": "2020-03-02"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start finds the program compiled
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, usage.ru_maxrss


def ratios(ledger: str, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """The medians, over so many rounds, of the times to frame and page and of the memory, divided by the bare one's."""
    page = [sys.executable, "-m", "settlement_app.gui.start", "--ledger", ledger, "--page", "overview"]
    page.append("--exit-after-first-paint")
    commands = ([sys.executable, "-c", _BARE], [sys.executable, "-c", _FRAME], page)
    for command in commands:
        measured(command)
    runs = [[measured(command) for command in commands] for _ in range(rounds)]
    to_frame = [frame[0] / bare[0] for bare, frame, _ in runs]
    to_page = [full[0] / bare[0] for bare, _, full in runs]
    peaks = [full[1] / bare[1] for bare, _, full in runs]
    return statistics.median(to_frame), statistics.median(to_page), statistics.median(peaks)


if __name__ == "__main__":
    sys.stdout.write("frame {:.2f}, page {:.2f}, memory {:.2f}\n".format(*ratios(sys.argv[1])))
