"""试算 on 季度考核 through its widgets: tried values are compared and never stored; leaving it drops them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import colours
from settlement_app.gui.window import Window
from tests.gui.driver import button_of, click, once, settled, shown
from tests.gui.test_assessment import (
    ACTUAL,
    CONNECT,
    FAILED_RECORD,
    Q1,
    Q2,
    TRAINING,
    actuals,
    cell,
    choose,
    open_cell,
    paste,
    record,
    recorded,
    saved,
    type_cell,
)
from tests.gui.test_layout import SIZES, assert_in_order, crowded
from tests.support.cli import REVIEWER, Settle

NOW, TRIAL, MORE = 1, 2, 3
BASE, WITHHELD, ADJUSTED, FEE, PAYABLE, CARRIED, YEAR, FINAL, LEFT = range(9)
ENDS_FIRST = "试算不会保存；请先结束试算"


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences, settle: Settle
) -> Iterator[AssessmentPage]:
    settle.post("2019Q1")
    session.choose(Q1)
    made = AssessmentPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(940, 640)
    made.show()
    yield made
    runner.cancel_all()


def compared(page: AssessmentPage, row: int) -> list[str]:
    """What a row of the comparison says: now, tried, by how much more."""
    model = page.trial.table.model()
    return [str(model.index(row, column).data()) for column in (NOW, TRIAL, MORE)]


def fail_by(qtbot: QtBot, page: AssessmentPage, amount: str) -> None:
    """Type a missed indicator and a deduction, as a user does."""
    page.tabs.setCurrentIndex(0)
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "78.5")
    page.tabs.setCurrentIndex(2)
    page.measures.manual.add_action.trigger()
    last = page.measures.manual.table.model().rowCount() - 1
    paste(page.measures.manual.table, last, 0, [f"{amount}\t不达标"])
    click(qtbot, page, "采用")


def entries(settle: Settle) -> int:
    """How many entries the journal has."""
    return int(settle.ok("ledger", "verify")["entries"])


# --- What it shows --------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_same_values_recorded_in_a_copy(
    qtbot: QtBot, page: AssessmentPage, settle: Settle, session: Session
) -> None:
    record(settle, session)
    copy = Settle(settle.ledger.with_name("另一本.settlement"))
    shutil.copyfile(settle.ledger, copy.ledger)
    click(qtbot, page, "试算")
    page.tabs.setCurrentIndex(2)
    type_cell(qtbot, page.measures.manual.table, 0, 0, "1,300,000")
    file = copy.ledger.with_name("另一次考核.toml")
    file.write_text(FAILED_RECORD.replace("50000", "1300000"), encoding="utf-8")
    copy.ok("assessment", "record", "2019Q1", file)
    for line, column in ((settle, NOW), (copy, TRIAL)):
        sheet, end = line.ok("quarter", "show", "2019Q2"), line.ok("clearance", "show", 2019)
        (fee,) = (entry for entry in sheet["lines"] if entry["item"] == "management")
        fen = [
            *(fee[name] for name in ("base", "deduction", "adjustment", "payable")),
            *(sheet["total"]["payable"], sheet["outstanding_after"]),
            *(sum(end["total"]["payable"].values()), end["total"]["final"], end["outstanding"]),
        ]
        texts = ["未定" if value is None else page.amount(value) for value in fen]
        assert [compared(page, row)[column - 1] for row in range(LEFT + 1)] == texts


def test_what_moves_stands_beside_what_is(qtbot: QtBot, page: AssessmentPage, session: Session) -> None:
    click(qtbot, page, "试算")
    assert "试算：不会保存" in shown(page)
    assert page.state.text() == "KH-12333-2019Q1 试算，不会保存"
    fail_by(qtbot, page, "130万元")
    assert "结果：不合格" in page.outcome.text()
    model = page.trial.table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "第二季度人员管理费 · 本季应结额",
        "第二季度人员管理费 · 考核扣款",
        "第二季度人员管理费 · 调整",
        "第二季度人员管理费 · 本季应付",
        "第二季度合计 · 本季应付",
        "第二季度结算后 · 待扣余额（下季续扣）",
        "2019年 · 全年应付合计",
        "2019年 · 最终结算",
        "2019年 · 年末待扣余额",
    ]
    assert compared(page, WITHHELD) == ["0.00", "-1,255,500.00", "-1,255,500.00"]
    assert compared(page, FEE) == ["1,255,500.00", "0.00", "-1,255,500.00"]
    assert compared(page, CARRIED) == ["0.00", "44,500.00", "+44,500.00"]
    assert compared(page, YEAR) == ["71,387,200.00", "70,087,200.00", "-1,300,000.00"]
    assert compared(page, FINAL) == ["未定"] * 3
    assert compared(page, LEFT) == ["0.00", "0.00", "0.00"]
    withheld = model.index(WITHHELD, MORE)
    assert withheld.data(Qt.ItemDataRole.ForegroundRole).name() == colours().negative
    assert withheld.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    session.choose_unit("万元")
    head = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(4)]
    assert head == ["项目", "现在（万元）", "试算（万元）", "差额（万元）"]
    assert compared(page, CARRIED) == ["0.00", "4.45", "+4.45"], "what was tried stays when the unit changes"
    page.undo_action.trigger()
    assert page.measures.manual.table.model().rowCount() == 1
    assert compared(page, CARRIED) == ["0.00", "0.00", "0.00"]


def test_a_confirmed_one_can_be_tried_also_where_the_next_quarter_is_posted(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle, runner: Runner
) -> None:
    record(settle, session)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    settle.post("2019Q2")
    session.tell_changed()
    before = entries(settle)
    click(qtbot, page, "试算")
    assert "2019年第二季度结算单已审定，不会因试算改变" in page.trial_notes.text()
    assert compared(page, WITHHELD) == ["-50,000.00", "-50,000.00", "0.00"]
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "80")
    assert compared(page, WITHHELD) == ["-50,000.00", "0.00", "+50,000.00"]
    session.unit_changed.emit()
    assert compared(page, WITHHELD) == ["-50,000.00", "0.00", "+50,000.00"]
    page.tabs.setCurrentIndex(2)
    assert not page.measures.rectifications.isVisible(), "it costs nothing; the deductions have its room"
    assert button_of(page, "重开…").toolTip() == ENDS_FIRST
    click(qtbot, page, "结束试算")
    settled(qtbot, runner)
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "78.5"
    assert not page.indicators.table.model().index(CONNECT, ACTUAL).flags() & Qt.ItemFlag.ItemIsEditable
    choose(page.measures.rectifications.table, 0, 0)
    assert button_of(page, "登记完成…").isEnabled()
    assert entries(settle) == before


def test_sums_beyond_the_range_are_said(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session, FAILED_RECORD.replace("50000", "1300000"))
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.choose(Q2)
    click(qtbot, page, "试算")
    fail_by(qtbot, page, "9,999,999,999,999.99")
    assert "超出金额范围" in page.trial_notes.text()
    assert "扣款算不出：计算结果" in page.outcome.text()
    assert page.trial.table.model().rowCount() == 0


# --- Nothing is stored ----------------------------------------------------------------------------


def test_nothing_that_is_tried_is_stored(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle, runner: Runner
) -> None:
    record(settle, session)
    before, sheet = entries(settle), settle.ok("quarter", "show", "2019Q2")
    click(qtbot, page, "试算")
    fail_by(qtbot, page, "7")
    page.tabs.setCurrentIndex(1)
    page.incidents.none.click()
    page.tabs.setCurrentIndex(0)
    type_cell(qtbot, page.indicators.table, TRAINING, ACTUAL, "一百")
    assert "填写不能用：有 1 处填写不能用" in shown(page)
    click(qtbot, page, "去改正")
    assert page.unsaved() == []
    page.saving.now()
    page.leave()
    settled(qtbot, runner)
    assert entries(settle) == before
    assert settle.ok("quarter", "show", "2019Q2") == sheet
    assert actuals(session) == {"overall_connect_rate": "78.5"}


def test_confirming_is_not_possible_and_says_why(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session)
    assert page.acts.confirm_action.isEnabled()
    click(qtbot, page, "试算")
    assert not page.acts.confirm_action.isEnabled()
    assert button_of(page, "确认考核").toolTip() == ENDS_FIRST
    assert "试算：不会保存，也不能确认。" in shown(page)
    click(qtbot, page, "结束试算")
    assert page.acts.confirm_action.isEnabled()


def test_a_draft_that_waits_is_stored_while_another_is_tried(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner
) -> None:
    type_cell(qtbot, page.indicators.table, TRAINING, ACTUAL, "100")
    page.toggle_trial()
    type_cell(qtbot, page.indicators.table, TRAINING, ACTUAL, "50")
    once(qtbot, lambda: page.working is not None and page.working.is_saved and not runner.is_busy)
    assert actuals(session) == {"training_rate": "100"}
    assert cell(page.indicators.table, TRAINING, ACTUAL) == "50", "the what-if goes on"


# --- Leaving it -----------------------------------------------------------------------------------


def test_ending_it_shows_the_draft_again_with_what_can_be_undone(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    type_cell(qtbot, table, TRAINING, ACTUAL, "一百")
    saved(qtbot, page, runner)
    click(qtbot, page, "试算")
    assert not page.undo_action.isEnabled(), "what is undone here was typed here"
    type_cell(qtbot, table, CONNECT, ACTUAL, "12")
    assert page.undo_action.isEnabled()
    click(qtbot, page, "结束试算")
    assert [cell(table, row, ACTUAL) for row in (CONNECT, TRAINING)] == ["85", "一百"]
    assert "试算：不会保存" not in shown(page)
    assert not page.trial.isVisible()
    assert page.state.text() == "KH-12333-2019Q1 草稿 · 已保存，1 处不能用，未存"
    click(qtbot, page, "撤销")
    click(qtbot, page, "撤销")
    assert [cell(table, row, ACTUAL) for row in (CONNECT, TRAINING)] == ["", ""]
    click(qtbot, page, "重做")
    saved(qtbot, page, runner)
    assert actuals(session) == {"overall_connect_rate": "85"}


def test_an_open_cell_does_not_carry_what_was_tried_into_the_draft(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    page.trial_action.trigger()
    editor = open_cell(qtbot, table, CONNECT, ACTUAL)
    qtbot.keyClicks(editor, "12")
    assert cell(table, CONNECT, ACTUAL) == "12"
    qtbot.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    once(qtbot, lambda: not [line for line in table.viewport().findChildren(QLineEdit) if line.isVisible()])
    saved(qtbot, page, runner)
    assert cell(table, CONNECT, ACTUAL) == "85"
    assert actuals(session) == {"overall_connect_rate": "85"}
    assert table.hasFocus(), "the keys still work here"


def test_another_quarter_ends_it(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner
) -> None:
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "85")
    page.toggle_trial()
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "12")
    session.choose(Q2)
    settled(qtbot, runner)
    assert "试算：不会保存" not in shown(page)
    assert cell(page.indicators.table, CONNECT, ACTUAL) == ""
    session.choose(Q1)
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "85"
    assert "试算：不会保存" not in shown(page)
    assert actuals(session) == {"overall_connect_rate": "85"}


def test_a_record_that_was_changed_elsewhere_ends_it_and_is_told(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    page.toggle_trial()
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "12")
    record(settle, session)
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "78.5"
    assert "这个季度的考核已在别处改过" in page.notice.text
    assert button_of(page, "试算").isEnabled()


def test_another_page_or_closing_the_window_ends_it(
    qtbot: QtBot, window: Window, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    record(settle, session)
    session.choose(Q1)
    window.show_page("assessment")
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    before = entries(settle)
    page.toggle_trial()
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "很高")
    window.show_page("settlement")
    window.show_page("assessment")
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "78.5"
    assert not page.banner.isVisible()
    page.toggle_trial()
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "很高")
    window.close()
    settled(qtbot, window.runner)
    assert not window.isVisible(), "what was only tried is not asked about"
    assert entries(settle) == before
    assert recorded(session).manual_deductions


# --- How it looks ---------------------------------------------------------------------------------


def test_it_is_in_order_at_every_size(qtbot: QtBot, window: Window, session: Session, tmp_path: Path) -> None:
    window.open_ledger(crowded(tmp_path), "assessment", Q1)
    settled(qtbot, window.runner)
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    page.toggle_trial()
    assert page.trial.table.accessibleName() == "现在和试算的对比"
    assert page.trial_action.shortcut().toString() == "Ctrl+T"
    assert not page.trial_action.icon().isNull()
    assert button_of(page, "结束试算").focusPolicy() & Qt.FocusPolicy.TabFocus
    for size in SIZES:
        window.resize(size)
        for tab in range(3):
            page.tabs.setCurrentIndex(tab)
            assert_in_order(window)
        assert window.size() == size, "the page asks for more room than there is"
        seen = page.trial.table.viewport().height() // page.trial.table.rowHeight(0)
        assert seen >= 2, "some figures are in sight"
