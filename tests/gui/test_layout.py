"""What every page and dialog must look like, held by machine: nothing cut, no sideways scrolling, one primary button.

The ledger has the longest names, the largest amounts and forty deductions; the sizes are those of 1366×768 at 100 and
125 % and of 1920×1080 at 200 %.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui import theme
from settlement_app.gui.dialogs.ask import ask
from settlement_app.gui.dialogs.crash import tell_crash
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.dialogs.help import HelpDialog
from settlement_app.gui.dialogs.import_preview import ImportPreview
from settlement_app.gui.dialogs.leaving import ask_to_leave
from settlement_app.gui.dialogs.restore import RestoreDialog
from settlement_app.gui.dialogs.settings import SettingsDialog
from settlement_app.gui.dialogs.trace import TraceDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.assessment_acts import AssessmentActs
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.pages.contract import ContractPage
from settlement_app.gui.pages.personnel import PersonnelPage
from settlement_app.gui.pages.settlement import SettlementPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.window import Window
from tests.gui.driver import button_of, once
from tests.support.cli import PREPARER, REVIEWER, Settle

SIZES = [QSize(1366, 768), QSize(1093, 614), QSize(960, 540)]
Q1, Q2, Q4 = Quarter(2019, 1), Quarter(2019, 2), Quarter(2019, 4)
TITLE_BAR = 32
"""What a window's title bar takes of the screen's height."""
LARGEST = "99,999,999,999.99"
TEMPLATE = Path(__file__).parents[2] / "resources" / "templates" / "12333-2019.toml"
PERMITTED = re.compile(
    r"\S+\.settlement|\.xlsx|\.csv|PDF|CTI|Excel|WPS|Alt|Ctrl|[/\\]\S+|\b[0-9a-f]{16}\b"
    r"|SQLite|Qt|PySide6|LGPL|OFL|ISC|Lucide|Noto Sans SC|reportlab|openpyxl|pypdfium2"
)
"""File names, formats, keys, 校验码 and whose software it stands on: what is known by its Latin letters."""
AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d{2}")


def long(text: str) -> str:
    """The longest text that a name may have."""
    return (text * 200)[:200]


RECORD = f"""
[actuals]
overall_connect_rate = {{ numerator = 7850, denominator = 10000 }}
overall_satisfaction = "97.61"
[sources]
overall_connect_rate = "话务月报"
[[incident]]
level = 3
reported = 2019-03-11T16:30:00
responded = 2019-03-11T16:41:00
restored = 2019-03-12T09:20:00
[[rectification]]
subject = "overall_connect_rate"
measure = "{long("增配早高峰座席")}"
due = 2019-08-15
[[manual_deduction]]
amount = "{LARGEST}"
reason = "{long("按会议纪要扣款")}"
"""


def crowded(folder: Path) -> Path:
    """A ledger whose texts and amounts are as long as they can be: one quarter settled, assessed, paid and billed."""
    template = TEMPLATE.read_text(encoding="utf-8").replace('stated_total = "7138.72万元"\n', "")
    for old, new in (
        ('"人员管理费"', f'"{long("人员管理费")}"'),
        ('"综合接通率"', f'"{long("综合接通率")}"'),
        ('"上海电信百事应信息有限公司"', f'"{long("供应商")}"'),
        ('"502.20万元"', f'"{LARGEST}"'),
        ('"5,231.52万元"', f'"{LARGEST}"'),
    ):
        assert old in template
        template = template.replace(old, new)
    for number in range(40):
        template += (
            f'[[opening_deduction]]\nsource = "2018Q{number % 4 + 1}"\namount = "{1_000_000_000 + number}"\n'
        )
        template += f'document = "沪人社咨询〔2018〕{number}号关于扣减管理费的通知"\n'
    made, record = folder / "合同.toml", folder / "考核.toml"
    made.write_text(template, encoding="utf-8")
    record.write_text(RECORD, encoding="utf-8")
    line = Settle(folder / "2019.settlement", today="2019-04-12")
    line.ok("init", "--template", made)
    amended = ("--annual", "88,888,888,888.88", "--against", "consultants", "--document", "沪财〔2019〕1号")
    line.ok("contract", "amend", "management", *amended, "--reason", long("调剂"))
    line.post("2019Q1")
    line.ok("assessment", "record", "2019Q1", record)
    line.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    waived = ("--amount", "1,234,567,890.12", "--reason", long("申诉成立"), "--reviewer", REVIEWER)
    line.ok("deduction", "waive", "KK-12333-2019Q1-01", *waived)
    for invoice, amount in (("24312000000001234567", "24,987,654,321.98"), ("2" * 20, "-9,876,543,210.98")):
        billed = ("--number", invoice, "--date", "2019-04-12", "--amount", amount, "--tax", "0")
        line.ok("invoice", "record", "2019Q1", *billed)
    paid = ("--amount", "9,999,999,999.99", "--date", "2019-04-12", "--voucher", "记-2019-0412-银企直联")
    line.ok("payment", "record", "2019Q1", *paid)
    return line.ledger


@pytest.fixture(scope="module")
def crowded_window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all: it stores nothing, and is only looked at."""
    folder = tmp_path_factory.mktemp("layout")
    translators = install_chinese(qapp)
    theme.apply(qapp)
    session = Session(date(2019, 7, 10), people=People(PREPARER, REVIEWER))
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(session, Runner(), Preferences(store))
    window.show()
    window.open_ledger(crowded(folder))
    while not session.is_open:
        qapp.processEvents()
    yield window
    window.close()
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture(params=SIZES, ids=["1366x768", "1366x768 at 125 %", "1920x1080 at 200 %"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> QSize:
    """The screen's size in the window's pixels; dialogs believe in it too."""
    chosen: QSize = request.param
    screen = SimpleNamespace(availableGeometry=lambda: QRect(QPoint(0, 0), chosen))
    for kind in (FormDialog, HelpDialog, ImportPreview, RestoreDialog, TraceDialog):
        monkeypatch.setattr(kind, "screen", lambda _: screen)
    return chosen


def visible(widget: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [child for child in widget.findChildren(kind) if child.isVisibleTo(widget)]


def cut_texts(widget: QWidget) -> list[str]:
    """Labels and buttons that have less room than their texts need."""
    found = []
    for label in widget.findChildren(QLabel):
        if not label.isVisibleTo(widget) or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        is_narrow = not label.wordWrap() and label.width() < label.sizeHint().width()
        if is_narrow or label.height() < needed:
            found.append(label.text())
    buttons = [button for button in widget.findChildren(QPushButton) if button.isVisibleTo(widget)]
    return found + [button.text() for button in buttons if button.width() < button.sizeHint().width()]


def sideways(widget: QWidget) -> list[str]:
    """Areas that scroll sideways, or hold more than their width shows; tables may."""
    areas = [area for area in widget.findChildren(QScrollArea) if area.isVisibleTo(widget)]
    return [
        type(held).__name__
        for area in areas
        if (held := area.widget())
        and (area.horizontalScrollBar().isVisible() or held.width() > area.viewport().width())
    ]


def touching_bars(widget: QWidget) -> list[str]:
    """Texts, buttons and tables that touch the bar of the area which scrolls them."""
    found = []
    for area in widget.findChildren(QScrollArea):
        bar, held = area.verticalScrollBar(), area.widget()
        if held is None or not area.isVisibleTo(widget) or not bar.isVisible():
            continue
        room = bar.mapToGlobal(QPoint(0, 0)).x() - theme.GRID
        for kind in (QLabel, QPushButton, Table):
            shown = visible(held, kind)
            found += [made.objectName() or str(made) for made in shown if right_of(made) > room]
    return found


def right_of(widget: QWidget) -> int:
    """Where a widget ends on the screen."""
    return widget.mapToGlobal(widget.rect().topRight()).x()


def primary_buttons(widget: QWidget) -> list[str]:
    buttons = widget.findChildren(QPushButton)
    return [b.text() for b in buttons if b.isVisibleTo(widget) and b.property("role") == "primary"]


def texts(widget: QWidget) -> Iterator[str]:
    """Every text that a user can read or be told, but not what stands in tables: that is the ledger's."""
    for child in [widget, *visible(widget, QWidget)]:
        yield child.toolTip()
        yield child.windowTitle()
        if isinstance(child, QLabel | QAbstractButton):
            yield child.text()
        elif isinstance(child, QLineEdit):
            yield child.placeholderText()
        elif isinstance(child, QComboBox):
            yield from (child.itemText(place) for place in range(child.count()))
        elif isinstance(child, QTabBar):
            yield from (child.tabText(place) for place in range(child.count()))
        elif isinstance(child, Table):
            model = child.model()
            heads = range(model.columnCount())
            yield from (str(model.headerData(place, Qt.Orientation.Horizontal)) for place in heads)


def english(widget: QWidget) -> list[str]:
    return [text for text in texts(widget) if re.search("[A-Za-z]{3}", PERMITTED.sub("", text))]


def amounts_not_right(widget: QWidget) -> list[str]:
    """Amounts that do not stand flush right, or not under their head; an indicator's actual is none."""
    found = []
    for table in widget.findChildren(Table):
        model, role = table.model(), Qt.ItemDataRole.TextAlignmentRole
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                head = str(model.headerData(column, Qt.Orientation.Horizontal))
                index = model.index(row, column)
                if head == "实际" or not AMOUNT.fullmatch(str(index.data())):
                    continue
                of_head = model.headerData(column, Qt.Orientation.Horizontal, role)
                if not int(index.data(role)) & int(of_head) & int(Qt.AlignmentFlag.AlignRight):
                    found.append(f"{head} {index.data()}")
    return found


_TURNS, _TURN_MS = 40, 25


def assert_in_order(widget: QWidget) -> None:
    """The whole checklist."""
    QApplication.processEvents()
    for _ in range(_TURNS):  # labels that wrap find their height in the turns of the event loop
        if not cut_texts(widget) and not sideways(widget) and not touching_bars(widget):
            break
        QTest.qWait(_TURN_MS)
    assert not cut_texts(widget)
    assert not sideways(widget)
    assert not touching_bars(widget)
    assert len(primary_buttons(widget)) <= 1
    assert not english(widget)
    assert not amounts_not_right(widget)


def shown(qtbot: QtBot, window: Window, size: QSize, page: str, quarter: Quarter) -> None:
    """Show a page at a quarter, and wait until it stands."""
    window.session.choose(quarter)
    window.show_page(page)
    window.resize(size)
    once(qtbot, lambda: not window.runner.is_busy)


@pytest.mark.parametrize("quarter", [Q1, Q2, Q4], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_in_order(
    qtbot: QtBot, crowded_window: Window, size: QSize, name: str, quarter: Quarter
) -> None:
    shown(qtbot, crowded_window, size, name, quarter)
    assert_in_order(crowded_window)
    assert crowded_window.size() == size, "the page asks for more room than there is"
    for tabs in crowded_window.pages[name].findChildren(QTabBar):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            assert_in_order(crowded_window)


@pytest.mark.parametrize("name", ["payments", "deductions"])
def test_a_page_is_in_order_with_the_find_bar_and_an_error(
    qtbot: QtBot, crowded_window: Window, size: QSize, name: str
) -> None:
    shown(qtbot, crowded_window, size, name, Q1)
    page = crowded_window.pages[name]
    page.open_find()
    page.notice.say([long("没有存上；请再试。")], "error")
    assert_in_order(crowded_window)
    assert crowded_window.size() == size
    page.notice.clear()


def test_the_basis_of_forty_deductions_can_be_read_to_its_end(
    qtbot: QtBot, crowded_window: Window, size: QSize
) -> None:
    shown(qtbot, crowded_window, size, "settlement", Q2)
    page = crowded_window.pages["settlement"]
    assert isinstance(page, SettlementPage)
    page.show_basis("1/deduction")
    assert_in_order(crowded_window)
    assert crowded_window.size() == size
    assert page.basis.text().count("KK-") > 5


def test_rows_of_both_tables_of_the_contract_are_in_sight(
    qtbot: QtBot, crowded_window: Window, size: QSize
) -> None:
    shown(qtbot, crowded_window, size, "contract", Q2)
    page = crowded_window.pages["contract"]
    assert isinstance(page, ContractPage)
    page.tabs.setCurrentIndex(0)
    for table in (page.items.item_table, page.items.amendment_table):
        assert table.viewport().height() >= 2 * table.fontMetrics().lineSpacing()


def test_what_a_paste_offers_is_in_sight_on_a_low_page(qtbot: QtBot, window: Window) -> None:
    shown(qtbot, window, QSize(960, 480), "assessment", Q1)
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    page.tabs.setCurrentIndex(2)
    page.measures.manual.add()
    page.measures.manual.table.setCurrentIndex(page.measures.manual.table.model().index(0, 0))
    QGuiApplication.clipboard().setText("50,000")
    page.measures.manual.table.paste()
    offered = button_of(page, "采用")
    once(qtbot, lambda: offered.visibleRegion().contains(offered.rect().center()))


@dataclass(frozen=True)
class Opening:
    """A dialog: the page from which it is opened, at which quarter, and how."""

    page: str
    quarter: Quarter
    open: Callable[[Window], object]


def on(page: str, quarter: Quarter, act: str, *given: object, row_of: str = "") -> Opening:
    """A dialog that an act of a page opens, the cursor being on the first row of a table."""

    def opening(window: Window) -> None:
        shown_page = window.pages[page]
        if row_of:
            table: Table = getattr(shown_page, row_of)
            table.setCurrentIndex(table.model().index(0, 0))
        attrgetter(act)(shown_page)(*given)

    return Opening(page, quarter, opening)


def assessment_acts(window: Window) -> AssessmentActs:
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    return page.acts


def change_text(window: Window) -> None:
    page = window.pages["contract"]
    assert isinstance(page, ContractPage)
    page.texts.table.setCurrentIndex(page.texts.table.model().index(0, 0))
    page.change_text()


def import_file(window: Window) -> None:
    page = window.pages["personnel"]
    assert isinstance(page, PersonnelPage)
    file = window.session.desk.ledger.with_name(f"{long('人员经费')[:60]}.csv")
    file.write_text("月份,工资,福利,单位缴社会保险费,住房公积金,其他\n2019-01,一,2,3,4,5\n", encoding="utf-8")
    page.files.look_at(file, 2019, "consultants")
    while window.runner.is_busy:
        QApplication.processEvents()


def trace_figure(window: Window) -> None:
    page = window.pages["settlement"]
    assert isinstance(page, SettlementPage)
    page.show_basis("1/payable")
    page.trace()


DIALOGS = {
    "payment": on("payments", Q1, "acts.pay"),
    "invoice": on("payments", Q1, "acts.bill"),
    "payment request": on("payments", Q1, "acts.request"),
    "reversing a payment": on("payments", Q1, "acts.reverse_payment", row_of="payment_table"),
    "voiding an invoice": on("payments", Q1, "acts.void_invoice", row_of="invoice_table"),
    "posting": on("settlement", Q2, "post"),
    "reversing": on("settlement", Q1, "reverse"),
    "advance": on("settlement", Q2, "set_advance"),
    "adjustment": on("settlement", Q2, "adjust"),
    "reopening": Opening("assessment", Q1, lambda window: assessment_acts(window).reopen()),
    "rectified": Opening("assessment", Q1, lambda window: assessment_acts(window).mark_done(1)),
    "amendment": on("contract", Q2, "amend"),
    "contract text": Opening("contract", Q2, change_text),
    "waiver": on("deductions", Q2, "waive", row_of="table"),
    "taking a waiver back": on("deductions", Q2, "unwaive", row_of="table"),
    "opening deduction": on("deductions", Q2, "open_with"),
    "removing an opening deduction": on("deductions", Q2, "remove_opening", row_of="table"),
    "settings": Opening(
        "overview", Q2, lambda window: SettingsDialog(window, window.session, window.preferences).open()
    ),
    "question": Opening(
        "documents", Q2, lambda window: ask(window, "保存单据", "已有同名文件。", [("替换", window.update)])
    ),
    "crash": Opening("overview", Q2, lambda window: tell_crash(window, Path("/报告.txt"))),
    "reduction": Opening("clearance", Q2, lambda window: window.pages["clearance"].acts.reduce()),  # type: ignore[attr-defined] # the clearance page's
    "rolling over": Opening("clearance", Q2, lambda window: window.pages["clearance"].rolling.roll_over()),  # type: ignore[attr-defined] # the clearance page's
    "import": Opening("personnel", Q2, import_file),
    "restoring": Opening("overview", Q2, lambda window: window.acts.restore()),
    "help": Opening("overview", Q2, lambda window: window.acts.show_help()),
    "about": Opening("overview", Q2, lambda window: window.acts.tell_about()),
    "leaving": Opening(
        "overview", Q2, lambda window: ask_to_leave(window, ["考核没有存上。"], window.update)
    ),
    "trace": Opening("settlement", Q2, trace_figure),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_in_order(qtbot: QtBot, crowded_window: Window, size: QSize, name: str) -> None:
    opening = DIALOGS[name]
    shown(qtbot, crowded_window, size, opening.page, opening.quarter)
    opening.open(crowded_window)
    dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
    assert len(dialogs) == 1
    try:
        assert_in_order(dialogs[0])
        assert dialogs[0].width() <= size.width()
        assert dialogs[0].height() <= size.height() - TITLE_BAR
    finally:
        dialogs[0].reject()


def test_figures_are_tabular(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    metrics = label.fontMetrics()
    assert len({metrics.horizontalAdvance(figure * 20) for figure in "0123456789"}) == 1
