"""The pictures of the handbook: ``python -m tests.support.screenshots`` writes them into ``docs/screenshots``.

Drawn without a display, on ledgers that are made here: one with the first quarter posted and assessed and the second
open, and the demonstration before its clearance.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from settlement_app.domain.periods import Quarter
from settlement_app.gui import theme
from settlement_app.gui.dialogs.help import HelpDialog
from settlement_app.gui.dialogs.restore import RestoreDialog
from settlement_app.gui.dialogs.trace import TraceDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.settlement import SettlementPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.window import Window
from settlement_app.office import demo
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.year_end import TODAY, opened_again

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


COSTS = (
    "月份,工资,福利,单位缴社会保险费,住房公积金,其他",
    "2019-01,3055590.00,158858.38,877930.53,199604.65,12800.00",
    "2019-02,3049132.00,116717.81,877433.19,200579.40,12800.00",
    "2019-03,3050878.00,104952.32,879464.19,200272.30,12800.00",
    "2019-04,3095114.00,113455.23,882745.43,199778.28,12800.00",
    "2019-05,3074510.00,106530.50,882562.67,199278.54,0",
)


def main() -> None:
    """Write every picture."""
    application = QApplication([])
    translators = install_chinese(application)
    theme.apply(application)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        window, session = _window(Path(folder))
        _page(window, "welcome", window.show_welcome)
        window.open_ledger(Path(folder, "12333-2019.settlement"))
        _settle(window)
        _quarter(window, session)
        _year_end(window, session, Path(folder))
        window.close()
    del translators


def _quarter(window: Window, session: Session) -> None:
    """The pages of a quarter's work, and what is shown beside them."""
    for name in ("overview", "assessment", "settlement", "payments", "personnel", "contract", "deductions"):
        session.choose(Quarter(2019, 1 if name == "assessment" else 2))
        _page(window, name, partial(window.show_page, name))
    _page(window, "documents", partial(window.show_page, "documents"))
    _page(window, "journal", partial(window.show_page, "journal"))
    session.choose(Quarter(2019, 2))
    settlement = _shown(window, "settlement", SettlementPage)
    settlement.show_basis("1/payable")
    _page(window, "settlement-basis", lambda: None)
    settlement.show_basis("1/deduction")
    settlement.trace()
    _dialog(window, "trace", TraceDialog)
    window.acts.back_up()
    _settle(window)
    window.acts.restore()
    _dialog(window, "restore", RestoreDialog)
    window.acts.show_help()
    _dialog(window, "help", HelpDialog)


def _year_end(window: Window, session: Session, folder: Path) -> None:
    """The year's end, on the demonstration with its clearance taken back."""
    played = demo.play(folder / "示例")
    window.open_ledger(opened_again(played.ledger, folder))
    _settle(window)
    session.turn_to(date.fromisoformat(TODAY))
    assessment = _shown(window, "assessment", AssessmentPage)
    assessment.tabs.setCurrentIndex(assessment.tabs.count() - 1)
    _page(window, "assessment-trends", lambda: None)
    _page(window, "clearance", partial(window.show_page, "clearance"))


_Page = TypeVar("_Page", bound=QWidget)


def _shown(window: Window, name: str, kind: type[_Page]) -> _Page:
    window.show_page(name)
    _settle(window)
    page = window.pages[name]
    assert isinstance(page, kind)
    return page


def _dialog(window: Window, name: str, kind: type[QDialog]) -> None:
    """Write the picture of the dialog that is open, and close it."""
    _settle(window)
    (dialog,) = (top for top in QApplication.topLevelWidgets() if isinstance(top, kind) and top.isVisible())
    _write(dialog, name)
    dialog.close()
    _settle(window)


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
    costs = folder / "人员经费.csv"
    costs.write_text("\n".join(COSTS), encoding="utf-8")
    line.ok("actuals", "import", costs)
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
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
