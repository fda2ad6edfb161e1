"""The pictures of the handbook: ``python -m tests.support.screenshots`` writes them into ``docs/screenshots``.

Drawn without a display, on a ledger that is made here: the first quarter posted and assessed, the second open.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from settlement_app.domain.periods import Quarter
from settlement_app.gui import theme
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.support.cli import PREPARER, REVIEWER, Settle

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZE = (1180, 700)
RECORD = """
[actuals]
overall_connect_rate = { numerator = 7850, denominator = 10000 }
recruitment_completion_rate = "100"
training_rate = "100"
quality_pass_rate = "98.6"
overall_satisfaction = "97.61"
complaint_rate = { numerator = 41, denominator = 612000 }
[sources]
overall_connect_rate = "话务月报"
quality_pass_rate = "质检月报"
[[incident]]
level = 3
reported = 2019-03-11T16:30:00
responded = 2019-03-11T16:41:00
restored = 2019-03-12T09:20:00
[[rectification]]
subject = "overall_connect_rate"
measure = "增配早高峰座席二十席，按周报送接通率"
due = 2019-08-15
[[manual_deduction]]
amount = "50000"
reason = "综合接通率低于 80.00%，按会议纪要扣款"
"""


def main() -> None:
    """Write every picture."""
    application = QApplication([])
    theme.apply(application)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        window, session = _window(Path(folder))
        _page(window, "welcome", window.show_welcome)
        window.open_ledger(Path(folder, "12333-2019.settlement"))
        _settle(window)
        for name in (
            "overview",
            "assessment",
            "settlement",
            "payments",
            "contract",
            "deductions",
            "documents",
        ):
            session.choose(Quarter(2019, 1 if name == "assessment" else 2))
            _page(window, name, lambda name=name: window.show_page(name))  # type: ignore[misc] # bound at once
        window.show_page("settlement")
        window.pages["settlement"].show_basis("1/payable")  # type: ignore[attr-defined] # the settlement page's
        _page(window, "settlement-basis", lambda: None)
        window.close()


def _window(folder: Path) -> tuple[Window, Session]:
    line = Settle(folder / "12333-2019.settlement", today="2019-07-10")
    line.ok("init", "--template", "12333-2019")
    line.today = "2019-04-12"
    line.post("2019Q1")
    record = folder / "考核.toml"
    record.write_text(RECORD, encoding="utf-8")
    line.ok("assessment", "record", "2019Q1", record)
    line.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    billed = (
        "--number",
        "24312000000001",
        "--date",
        "2019-04-15",
        "--amount",
        "17846800",
        "--tax",
        "1010196.23",
    )
    line.ok("invoice", "record", "2019Q1", *billed)
    line.ok(
        "payment", "record", "2019Q1", "--amount", "17846800", "--date", "2019-04-22", "--voucher", "记-0422"
    )
    session = Session(date(2019, 7, 10), people=People(PREPARER, REVIEWER))
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(session, Runner(), Preferences(store))
    window.resize(*SIZE)
    window.show()
    window.draw_icons()
    return window, session


def _page(window: Window, name: str, go: Callable[[], object]) -> None:
    """Go to a page, let it settle, and write its picture with few colours."""
    go()
    _settle(window)
    _write(window, name)


def _settle(window: Window) -> None:
    """Let what is on its way come to its end."""
    while window.runner.is_busy:
        QApplication.processEvents()


def _write(widget: QWidget, name: str) -> None:
    for _ in range(20):
        QApplication.processEvents()
    drawn = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (drawn.width(), drawn.height()), drawn.bytesPerLine()
    picture = Image.frombytes("RGB", size, bytes(drawn.constBits()), "raw", "RGB", stride)
    few = picture.quantize(64, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
