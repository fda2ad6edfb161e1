"""How much longer the window takes to its first paint than a bare PySide6 window with one table, and its memory.

Run by hand on a quiet machine: ``python -m tests.benchmarks.bench_first_paint LEDGER`` with the demonstration's ledger.
The two alternate; the aims are median ratios of 1.8 for the time of the whole process and 1.6 for its peak of memory.
Without a display both are drawn offscreen.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

PAIRS = 15
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


def ratios(ledger: str, pairs: int = PAIRS) -> tuple[float, float]:
    """The medians, over so many pairs, of the window's time and memory divided by the bare one's."""
    window = [sys.executable, "-m", "settlement_app.gui.start", "--ledger", ledger, "--page", "overview"]
    window.append("--exit-after-first-paint")
    bare = [sys.executable, "-c", _BARE]
    for command in (window, bare):
        measured(command)
    both = [(measured(window), measured(bare)) for _ in range(pairs)]
    times = [ours[0] / theirs[0] for ours, theirs in both]
    peaks = [ours[1] / theirs[1] for ours, theirs in both]
    return statistics.median(times), statistics.median(peaks)


if __name__ == "__main__":
    sys.stdout.write("time {:.2f}, memory {:.2f}\n".format(*ratios(sys.argv[1])))
