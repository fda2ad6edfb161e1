"""追溯 through its widgets: asked for on three pages, read, copied, printed and saved."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.domain.tracing.trace import SheetFigure, YearFigure
from settlement_app.gui.dialogs.trace import TraceDialog, TracePage, open_trace
from settlement_app.gui.models.trace_steps import AMOUNT, FACTS, STEP
from settlement_app.gui.pages.deductions import DeductionsPage
from settlement_app.gui.pages.payments import PaymentsPage
from settlement_app.gui.pages.settlement import SettlementPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.printing import a_printer
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import colours
from tests.gui.driver import button_of, click, dialog_of, look_at, once, settled, shown
from tests.support.pdf import Pdf

Q2 = Quarter(2019, 2)
SomePage = TypeVar("SomePage", SettlementPage, PaymentsPage, DeductionsPage)


@pytest.fixture
def today() -> date:
    return date(2020, 3, 2)


@pytest.fixture
def demo(session: Session, demo_ledger: Path) -> Session:
    """At the demonstration's second quarter."""
    look_at(session, demo_ledger)
    session.choose(Q2)
    return session


@pytest.fixture
def seen(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences
) -> Iterator[Callable[[type[SomePage]], SomePage]]:
    """Shows a page of a kind; what was opened over it is closed when the test ends."""

    def show(kind: type[SomePage]) -> SomePage:
        made = kind(session, runner, preferences)
        qtbot.addWidget(made)
        made.resize(1000, 620)
        made.show()
        return made

    yield show
    runner.cancel_all()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, TraceDialog | QFileDialog | QPrintDialog):
            top.close()


Seen = Callable[[type[SomePage]], SomePage]


def traced(qtbot: QtBot) -> TracePage:
    return dialog_of(qtbot, TraceDialog).page


@pytest.fixture
def payable(qtbot: QtBot, demo: Session, seen: Seen[DeductionsPage]) -> TracePage:
    """The way back from what the management fee comes to in the second quarter."""
    open_trace(seen(DeductionsPage), SheetFigure(Q2, "1/payable"))
    return traced(qtbot)


def rows(page: TracePage) -> list[tuple[int, str, str]]:
    """Return the rows from top to bottom: depth, step, amount."""
    return [
        (level, str(index.data()), str(index.siblingAtColumn(AMOUNT).data()))
        for index, level in page.steps.lines()
    ]


def row_of(page: TracePage, step: str) -> QModelIndex:
    return next(index for index, _ in page.steps.lines() if index.data() == step)


WAY_BACK = [
    (0, "人员管理费 · 本季应付", "1,205,500.00"),
    (1, "本季应结额", "1,255,500.00"),
    (1, "考核扣款", "-50,000.00"),
    (2, "考核扣款 KK-12333-2019Q1-01", "-50,000.00"),
    (3, "季度考核表 KH-12333-2019Q1", ""),
    (4, "综合接通率", ""),
    (4, "二级故障", ""),
    (5, "超时的故障", ""),
]


def test_a_figure_of_the_sheet_has_one_click_to_the_way_back(
    qtbot: QtBot, demo: Session, seen: Seen[SettlementPage]
) -> None:
    page = seen(SettlementPage)
    assert not page.trace_link.isVisible()
    page.show_basis("1/payable")
    click(qtbot, page, "追溯 →")
    found = traced(qtbot)
    assert rows(found) == WAY_BACK
    assert "追溯 · 人员管理费 · 本季应付" in shown(found)
    assert (
        "季度结算单 JS-12333-2019Q2（2019-07-10 审定，编制 示例经办员，复核 示例复核员）　截至 2020-03-02"
        in shown(found)
    )
    facts = row_of(found, "综合接通率").siblingAtColumn(FACTS).data()
    assert (
        facts == "目标值 ≥80.00%，实际值 785000/1000000 = 78.5%，未达标\n数据来源：示例：一季度话务月报汇总"
    )
    page.show_basis("")
    assert not page.trace_link.isVisible()


def test_a_payment_or_else_its_document_is_traced(
    qtbot: QtBot, demo: Session, seen: Seen[PaymentsPage]
) -> None:
    page = seen(PaymentsPage)
    click(qtbot, page, "追溯应付…")
    found = traced(qtbot)
    assert rows(found)[0] == (0, "合计 · 本季应付", "17,795,565.44")
    click(qtbot, found, "关闭")
    page.payment_table.setCurrentIndex(page.payment_table.model().index(0, 0))
    click(qtbot, page, "追溯付款…")
    assert rows(traced(qtbot))[:2] == [
        (0, "付款，凭证号 示例-付-0719", "17,795,565.44"),
        (1, "季度结算单 JS-12333-2019Q2", "17,795,565.44"),
    ]


def test_the_clearance_is_traced_from_what_it_comes_to(
    qtbot: QtBot, demo: Session, seen: Seen[PaymentsPage]
) -> None:
    page = seen(PaymentsPage)
    page.payable_table.setCurrentIndex(page.payable_table.model().index(4, 0))
    click(qtbot, page, "追溯应付…")
    assert rows(traced(qtbot))[:2] == [
        (0, "清算净额", "-15,000.00"),
        (1, "咨询员费用 · 据实清算", "-15,000.00"),
    ]


def test_a_deduction_is_traced_once_one_is_chosen(
    qtbot: QtBot, demo: Session, seen: Seen[DeductionsPage]
) -> None:
    page = seen(DeductionsPage)
    click(qtbot, page, "追溯…")
    assert rows(traced(qtbot))[0] == (0, "考核扣款 KK-12333-2019Q1-01", "50,000.00")


def test_without_a_document_there_is_nothing_to_trace(session: Session, seen: Seen[PaymentsPage]) -> None:
    action = seen(PaymentsPage).acts.trace_action
    assert not action.isEnabled()
    assert action.toolTip().startswith("本年度还没有已审定的单据")


def test_without_a_deduction_there_is_nothing_to_trace(session: Session, seen: Seen[DeductionsPage]) -> None:
    action = seen(DeductionsPage).trace_action
    assert not action.isEnabled()
    assert action.toolTip() == "请先在表中选一笔扣款"


def test_all_steps_are_open_and_amounts_stand_right_with_negative_ones_red(payable: TracePage) -> None:
    assert all(
        payable.tree.isExpanded(index) for index, _ in payable.steps.lines() if payable.steps.rowCount(index)
    )
    amount = row_of(payable, "考核扣款").siblingAtColumn(AMOUNT)
    assert amount.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value
    assert amount.data(Qt.ItemDataRole.ForegroundRole) == QColor(colours().negative)
    assert row_of(payable, "本季应结额").siblingAtColumn(AMOUNT).data(Qt.ItemDataRole.ForegroundRole) is None


def test_rows_are_as_high_as_their_texts(qtbot: QtBot, payable: TracePage) -> None:
    one, several = row_of(payable, "考核扣款"), row_of(payable, "考核扣款 KK-12333-2019Q1-01")
    line = payable.tree.fontMetrics().lineSpacing()
    heights = [payable.tree.visualRect(index).height() for index in (one, several)]
    assert heights[0] < 3 * line
    assert heights[1] > 5 * line
    payable.tree.header().resizeSection(STEP, 500)
    qtbot.waitUntil(lambda: payable.tree.visualRect(several).height() > heights[1])


def test_the_unit_of_the_window_is_followed(payable: TracePage, session: Session) -> None:
    session.choose_unit("万元")
    assert rows(payable)[0][2] == "120.55"
    assert payable.steps.headerData(AMOUNT, Qt.Orientation.Horizontal) == "金额（万元）"


def test_rows_are_copied_as_spreadsheets_take_them(qtbot: QtBot, payable: TracePage) -> None:
    qtbot.keyClick(payable.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "事项\t金额（元）\t依据"
    assert lines[1] == "人员管理费 · 本季应付\t1,205,500.00\t"
    assert lines[3] == "　考核扣款\t-50,000.00\t"
    assert lines[6].startswith("　　　　综合接通率\t\t目标值 ≥80.00%")
    assert "未达标；数据来源" in lines[6]
    payable.tree.setCurrentIndex(row_of(payable, "本季应结额"))
    qtbot.keyClick(payable.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (
        QGuiApplication.clipboard()
        .text()
        .startswith("　本季应结额\t1,255,500.00\t本季应结额 1,255,500.00 = ")
    )
    assert "\n" not in QGuiApplication.clipboard().text()


def test_the_keyboard_reaches_all_of_it(qtbot: QtBot, payable: TracePage) -> None:
    tree = payable.tree
    tree.setFocus()
    for _ in range(3):
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().data() == "考核扣款 KK-12333-2019Q1-01"
    reached = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus
        reached.append(focus.property("text") or focus.accessibleName())
    assert reached == ["关闭", "保存 PDF…", "打印…", "追溯"]


def test_it_is_saved_neither_stored_nor_counted_and_asks_before_it_replaces(
    qtbot: QtBot, payable: TracePage, session: Session, tmp_path: Path
) -> None:
    file, before = tmp_path / "追溯.pdf", session.desk.ledger.read_bytes()
    click(qtbot, payable, "保存 PDF…")
    dialog = dialog_of(qtbot, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("追溯单 季度结算单 JS-12333-2019Q2 人员管理费 · 本季应付.pdf")
    dialog.selectFile(str(file))
    dialog.accept()
    settled(qtbot, payable.runner)
    assert payable.notice.text == f"追溯单 人员管理费 · 本季应付 已保存到 {file}"
    assert "考核扣款KK-12333-2019Q1-01" in Pdf(file).text
    assert session.desk.ledger.read_bytes() == before


def test_it_is_printed_with_the_systems_dialog(qtbot: QtBot, payable: TracePage, tmp_path: Path) -> None:
    click(qtbot, payable, "打印…")
    dialog = dialog_of(qtbot, QPrintDialog)
    assert dialog.windowTitle() == "打印 追溯单 人员管理费 · 本季应付"
    dialog.reject()
    printer, file = a_printer("追溯单"), tmp_path / "印.pdf"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    payable.acts.print_to(payable.paper, printer)
    settled(qtbot, payable.runner)
    assert payable.notice.text == f"追溯单 人员管理费 · 本季应付 已打印到 {file}，共 1 页。"
    assert len(Pdf(file).pages) == 1


def test_a_closed_dialog_is_gone_but_not_before_its_job_has_ended(qtbot: QtBot, payable: TracePage) -> None:
    runner, dialog = payable.runner, payable.window()
    goes_on, happened = Event(), list[str]()
    dialog.destroyed.connect(lambda: happened.append("gone"))
    payable.do(lambda _: goes_on.wait(10), lambda _: happened.append("done"), stores=False)
    click(qtbot, payable, "关闭")
    QApplication.processEvents()
    assert happened == []
    goes_on.set()
    once(qtbot, lambda: len(happened) == 2)
    assert happened == ["done", "gone"]
    assert not runner.is_busy


def test_what_cannot_be_traced_any_more_is_said_in_words(
    qtbot: QtBot, demo: Session, seen: Seen[DeductionsPage]
) -> None:
    open_trace(seen(DeductionsPage), YearFigure(2031, "net"))
    found = traced(qtbot)
    assert found.notice.text.startswith("没有 2031 年的合同")
    assert rows(found) == []
    assert not button_of(found, "打印…").isEnabled()
