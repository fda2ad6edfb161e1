"""季度考核 through its widgets: cells typed and pasted, what follows at the foot, every act and every refusal."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from settlement_app.domain.assessment import Override, Record
from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.day import DayDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID, colours
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.window import Window
from settlement_app.office import assessments
from tests.gui.driver import button_of, click, dialog_of, look_at, once, settled, shown, type_in
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.papers import PASSED, played, year_of

Q1, Q2 = Quarter(2019, 1), Quarter(2019, 2)
ACTUAL, RESULT, SOURCE = 2, 3, 5
# Rows of the 2019 scheme.
CONNECT, BUILT, TRAINING, QUALITY, TURNOVER, LEVEL_2, LONG_TERM = 0, 1, 4, 5, 6, 9, 13
FAILED_RECORD = """
[actuals]
overall_connect_rate = "78.5"
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席"
due = 2019-05-15
[[manual_deduction]]
amount = "50000"
reason = "综合接通率"
"""


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences, settle: Settle
) -> Iterator[AssessmentPage]:
    settle.post("2019Q1")
    session.choose(Q1)
    made = AssessmentPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(940, 560)
    made.show()
    yield made
    runner.cancel_all()


def cell(table: EntryTable, row: int, column: int) -> str:
    return str(table.model().index(row, column).data() or "")


def colour(table: EntryTable, row: int, column: int) -> str:
    return str(table.model().index(row, column).data(Qt.ItemDataRole.ForegroundRole).name())


def choose(table: EntryTable, row: int, column: int) -> None:
    table.setCurrentIndex(table.model().index(row, column))


def open_cell(qtbot: QtBot, table: EntryTable, row: int, column: int) -> QLineEdit:
    """Open a cell by F2, with all of its text selected."""
    choose(table, row, column)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    found = [line for line in table.viewport().findChildren(QLineEdit) if line.isVisible()]
    assert len(found) == 1, "one cell is open"
    found[0].selectAll()
    return found[0]


def type_cell(qtbot: QtBot, table: EntryTable, row: int, column: int, text: str) -> None:
    """Type a text into a cell and go down with Enter."""
    editor = open_cell(qtbot, table, row, column)
    type_in(editor, text)
    outer = editor.parent()
    qtbot.keyClick(outer if isinstance(outer, QComboBox) else editor, Qt.Key.Key_Return)
    once(qtbot, lambda: not [line for line in table.viewport().findChildren(QLineEdit) if line.isVisible()])


def paste(table: EntryTable, row: int, column: int, lines: Sequence[str]) -> None:
    choose(table, row, column)
    QGuiApplication.clipboard().setText("\n".join(lines))
    table.paste()


def saved(qtbot: QtBot, page: AssessmentPage, runner: Runner) -> None:
    """Wait until the draft is in the ledger."""
    once(qtbot, lambda: "已保存" in page.state.text() and not runner.is_busy)


def recorded(session: Session) -> Record:
    """What stands in the ledger for the first quarter."""
    assessment = assessments.show(session.desk, Q1).assessment
    assert assessment, "something was stored"
    return assessment.record


def actuals(session: Session) -> dict[str, str]:
    """The actuals that stand in the ledger, as typed."""
    return {actual.indicator: actual.text for actual in recorded(session).actuals}


def record(settle: Settle, session: Session, text: str = FAILED_RECORD) -> None:
    """Let the command line record an assessment, and the page hear of it."""
    file = settle.ledger.with_name("考核.toml")
    file.write_text(text, encoding="utf-8")
    settle.ok("assessment", "record", "2019Q1", file)
    session.tell_changed()


def accept(qtbot: QtBot, runner: Runner, text: str) -> None:
    click(qtbot, dialog_of(qtbot, ConfirmDialog), text)
    settled(qtbot, runner)


# --- 指标 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "typed", "result"),
    [
        (CONNECT, "80.00", "✓ 达标"),
        (CONNECT, "79.995", "× 未达标"),
        (CONNECT, "7850/10000", "× 未达标（= 78.5%）"),
        (CONNECT, "80%", "✓ 达标"),
        (CONNECT, "", "未考核"),
        (TURNOVER, "6.1", "年末考核"),
        (LONG_TERM, "符合", "年末考核"),
        (CONNECT, "1/0", "分母不能为零"),
        (LONG_TERM, "好", "“好”不能判定；请填写符合或不符合"),
    ],
)
def test_a_cell_is_judged(qtbot: QtBot, page: AssessmentPage, row: int, typed: str, result: str) -> None:
    if typed:
        type_cell(qtbot, page.indicators.table, row, ACTUAL, typed)
    assert cell(page.indicators.table, row, RESULT) == result


def test_the_result_and_the_fee_follow_every_keystroke(qtbot: QtBot, page: AssessmentPage) -> None:
    table = page.indicators.table
    editor = open_cell(qtbot, table, CONNECT, ACTUAL)
    seen = []
    for key in "81.5":
        type_in(editor, key)
        seen.append(cell(table, CONNECT, RESULT).partition("；")[0])
    assert seen == ["× 未达标", "✓ 达标", "“81.”不是数字", "✓ 达标"]
    assert editor.isVisible(), "the cell stays open"
    assert "结果：合格（已考核的指标均达标）。第二季度管理费不因本次考核扣款。" in shown(page)


def test_rows_stay_under_the_mouse_while_what_blocks_becomes_less(qtbot: QtBot, page: AssessmentPage) -> None:
    table, outer = page.indicators.table, page.tabs.widget(0)
    assert isinstance(outer, QScrollArea)
    bars = (outer.verticalScrollBar(), table.verticalScrollBar())
    last = table.model().index(table.model().rowCount() - 1, ACTUAL)

    def place_of_last() -> QPoint:
        return table.viewport().mapTo(page, table.visualRect(last).center())

    type_cell(qtbot, table, CONNECT, ACTUAL, "8x")
    qtbot.wait(50)
    high = page.blockers.sizeHint().height()
    for bar in bars:
        bar.setValue(bar.maximum())
    assert any(bar.value() for bar in bars), "the page is too low for all the rows"
    before = place_of_last()
    table.model().setData(table.model().index(CONNECT, ACTUAL), "85")
    qtbot.wait(50)
    assert page.blockers.sizeHint().height() < high
    assert place_of_last() == before


def test_room_goes_back_to_the_table_where_no_row_moves(qtbot: QtBot, page: AssessmentPage) -> None:
    page.resize(940, 1000)
    qtbot.wait(50)
    before = page.foot.height()
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "8x")
    qtbot.wait(50)
    assert page.foot.height() > before
    table.model().setData(table.model().index(CONNECT, ACTUAL), "")
    once(qtbot, lambda: page.foot.height() <= before)


@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return, None])
def test_a_choice_may_be_typed_and_is_told_once(
    qtbot: QtBot, page: AssessmentPage, leave: Qt.Key | None
) -> None:
    table = page.indicators.table
    editor = open_cell(qtbot, table, LONG_TERM, ACTUAL)
    type_in(editor, "符合")
    if leave:
        qtbot.keyClick(editor.parent(), leave)
    else:
        page.tabs.setFocus()
    once(qtbot, lambda: not [box for box in table.viewport().findChildren(QComboBox) if box.isVisible()])
    assert cell(table, LONG_TERM, ACTUAL) == "符合"
    assert page.history.count() == 1


def test_what_is_to_be_filled_in_next_is_opened(qtbot: QtBot, page: AssessmentPage) -> None:
    click(qtbot, page, "去填写")
    at = page.indicators.table.currentIndex()
    assert (at.row(), at.column()) == (0, ACTUAL)
    assert page.indicators.table.state() == EntryTable.State.EditingState


def test_a_field_that_cannot_be_used_is_gone_to_in_its_tab(qtbot: QtBot, page: AssessmentPage) -> None:
    page.tabs.setCurrentIndex(2)
    page.measures.manual.add_action.trigger()
    paste(page.measures.manual.table, 0, 0, ["五万九\t不达标"])
    click(qtbot, page, "采用")
    page.tabs.setCurrentIndex(0)
    click(qtbot, page, "去改正")
    table = page.measures.manual.table
    assert page.tabs.currentIndex() == 2
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
    assert table.state() == EntryTable.State.EditingState


def test_undoing_goes_back_one_entry_at_a_time_in_the_same_cell_too(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    table = page.indicators.table
    for text in ("90", "91"):
        type_cell(qtbot, table, CONNECT, ACTUAL, text)
    seen = [cell(table, CONNECT, ACTUAL)]
    for _ in range(2):
        page.undo_action.trigger()
        seen.append(cell(table, CONNECT, ACTUAL))
    assert seen == ["91", "90", ""]
    page.redo_action.trigger()
    assert cell(table, CONNECT, ACTUAL) == "90"


def test_yearly_indicators_are_marked_and_faults_follow_the_log(page: AssessmentPage) -> None:
    table = page.indicators.table
    assert cell(table, BUILT, 0) == "系统建设完成率（年度指标）"
    assert not table.model().index(LEVEL_2, ACTUAL).flags() & Qt.ItemFlag.ItemIsEditable
    page.incidents.none.click()
    assert cell(table, LEVEL_2, ACTUAL) == "无故障"
    assert cell(table, LEVEL_2, RESULT) == "✓ 达标"


def test_what_is_typed_is_saved_and_an_unusable_cell_is_left_out(
    qtbot: QtBot, page: AssessmentPage, runner: Runner, session: Session
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "9702/10000")
    type_cell(qtbot, table, QUALITY, ACTUAL, "98,6")
    type_cell(qtbot, table, CONNECT, SOURCE, "CTI 月报")
    saved(qtbot, page, runner)
    assert actuals(session) == {"overall_connect_rate": "9702/10000"}
    assert recorded(session).sources == (("overall_connect_rate", "CTI 月报"),)
    assert cell(table, QUALITY, ACTUAL) == "98,6", "it stays where it was typed"
    assert colour(table, QUALITY, ACTUAL) == colours().negative
    assert "“98,6”不是数字" in cell(table, QUALITY, RESULT)
    assert "KH-12333-2019Q1 草稿 · 已保存，1 处不能用，未存" in shown(page)
    assert "不能确认：有 1 处填写不能用，已在原处标明；请改正或清空" in shown(page)
    assert not page.acts.confirm_action.isEnabled()
    page.tabs.setCurrentIndex(2)
    click(qtbot, page, "去改正")
    assert page.indicators.isVisible()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (QUALITY, ACTUAL)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "98,6", "what is typed next takes its place"


def test_esc_takes_back_what_was_typed_into_a_cell(qtbot: QtBot, page: AssessmentPage) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    editor = open_cell(qtbot, table, CONNECT, ACTUAL)
    type_in(editor, "12")
    assert cell(table, CONNECT, ACTUAL) == "12"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert cell(table, CONNECT, ACTUAL) == "85"


def test_edits_of_a_table_are_undone_and_done_again(
    qtbot: QtBot, page: AssessmentPage, runner: Runner, session: Session
) -> None:
    table = page.indicators.table
    assert button_of(page, "撤销").toolTip() == "没有可以撤销的填写"
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    type_cell(qtbot, table, TRAINING, ACTUAL, "100")
    click(qtbot, page, "撤销")
    assert [cell(table, row, ACTUAL) for row in (CONNECT, TRAINING)] == ["85", ""], "a cell is one edit"
    click(qtbot, page, "撤销")
    assert cell(table, CONNECT, ACTUAL) == ""
    click(qtbot, page, "重做")
    saved(qtbot, page, runner)
    assert actuals(session)["overall_connect_rate"] == "85"


def test_delete_empties_the_chosen_cells(qtbot: QtBot, page: AssessmentPage) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    choose(table, CONNECT, ACTUAL)
    table.empty_cells()
    assert cell(table, CONNECT, RESULT) == "未考核"


@pytest.mark.parametrize(
    ("typed", "shows"),
    [
        ("98.6%", "98.6"),
        ("98.6％", "98.6"),
        ("９８．６", "98.6"),
        ("9860/10000", "9860/10000"),
        ("98.6", "98.6"),
    ],
)
def test_an_actual_reads_before_it_is_confirmed_as_it_does_afterwards(
    qtbot: QtBot,
    page: AssessmentPage,
    runner: Runner,
    session: Session,
    settle: Settle,
    typed: str,
    shows: str,
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, QUALITY, ACTUAL, typed)
    assert cell(table, QUALITY, ACTUAL) == shows
    editor = open_cell(qtbot, table, QUALITY, ACTUAL)
    assert editor.text() == typed, "a cell that is opened holds what was typed"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    saved(qtbot, page, runner)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    assert "已确认" in page.state.text()
    assert cell(table, QUALITY, ACTUAL) == shows


def test_a_missed_indicator_stands_on_one_line_where_the_page_is_narrow(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    page.resize(900, 560)
    table = page.indicators.table
    needed = table.fontMetrics().horizontalAdvance("× 未达标（= 78.5%）") + GRID
    assert table.columnWidth(RESULT) >= needed, "there is room before anything is typed"
    type_cell(qtbot, table, CONNECT, ACTUAL, "7850/10000")
    assert cell(table, CONNECT, RESULT) == "× 未达标（= 78.5%）"
    assert table.columnWidth(RESULT) >= needed
    assert table.rowHeight(CONNECT) == table.rowHeight(TRAINING)
    assert sum(table.columnWidth(n) for n in range(6) if not table.isColumnHidden(n)) <= table.width()


def test_cells_are_pasted_from_the_cursor_on(page: AssessmentPage) -> None:
    table = page.indicators.table
    paste(table, QUALITY, ACTUAL, ["98.60%\t\t\t质检月报", "6.1\t\t\t人事", "七\t\t\t", "5\t\t\t"])
    assert [cell(table, QUALITY + n, ACTUAL) for n in range(3)] == ["98.60", "6.1", "七"]
    assert cell(table, QUALITY, SOURCE) == "质检月报"
    assert (
        page.indicators.pasted.text.text()
        == "已粘贴 5 格；1 格落在不能填写的地方，没有取用；1 格不能用，在原处标明。可用 Ctrl+Z 撤销。"
    )
    page.undo_action.trigger()
    assert cell(table, QUALITY, ACTUAL) == "", "a paste is one edit"
    assert page.indicators.pasted.isHidden(), "it says no more that it was taken"


def test_several_cells_pasted_into_an_open_one_are_laid_over_the_table(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    table = page.indicators.table
    editor = open_cell(qtbot, table, QUALITY, ACTUAL)
    QGuiApplication.clipboard().setText("98.6\n6.1\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [cell(table, QUALITY + n, ACTUAL) for n in range(2)] == ["98.6", "6.1"]
    assert page.indicators.pasted.text.text().startswith("已粘贴 2 格。")
    editor = open_cell(qtbot, table, CONNECT, ACTUAL)
    QGuiApplication.clipboard().setText("81\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cell(table, CONNECT, ACTUAL) == "81", "one cell's text goes where the cursor is"


def test_the_cell_that_is_led_to_is_in_sight_also_where_the_cursor_stands_there(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "8x")
    table.closePersistentEditor(table.currentIndex())
    table.setCurrentIndex(table.model().index(CONNECT, ACTUAL))
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    click(qtbot, page, "去改正")
    place = table.visualRect(table.model().index(CONNECT, ACTUAL)).center()
    assert table.viewport().rect().contains(place)


def test_a_paste_where_nothing_can_be_typed_says_so(page: AssessmentPage) -> None:
    paste(page.indicators.table, QUALITY, RESULT, ["98"])
    assert page.indicators.pasted.text.text() == "没有粘贴：从这一格起没有可以填写的格子。"
    assert not page.undo_action.isEnabled()


def test_a_paste_without_a_cursor_says_so(page: AssessmentPage) -> None:
    QGuiApplication.clipboard().setText("1")
    page.incidents.entry.table.paste()
    assert page.incidents.pasted.text.text() == "没有粘贴：先点一下要从哪一格贴起。"


def test_an_override_decides_and_says_what_it_would_have_been(
    qtbot: QtBot, page: AssessmentPage, runner: Runner, session: Session
) -> None:
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "79")
    page.indicators.verdict.setCurrentIndex(1)
    page.indicators.verdict.activated.emit(1)
    assert "结果：合格（另行认定；如无另行认定为不合格：1 项指标未达标）。" in shown(page)
    assert "不能确认：另行认定的理由不能为空" in shown(page)
    type_in(page.indicators.reason, "专家评审")
    type_in(page.indicators.document, "沪咨〔2019〕8号")
    assert "不能确认" not in shown(page)
    saved(qtbot, page, runner)
    assert recorded(session).override == Override(True, "专家评审", "沪咨〔2019〕8号")
    page.indicators.verdict.setCurrentIndex(0)
    page.indicators.verdict.activated.emit(0)
    assert "请选择另行认定为合格还是不合格，或清空事由和文号" in shown(page)


def test_points_and_the_score_are_asked_for_where_the_scheme_has_them(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    assert not page.indicators.score_row.isVisible()
    assert page.indicators.table.isColumnHidden(4)
    scheme = settle.ledger.with_name("方案.toml")
    scheme.write_text(
        '[scheme]\npass_score = "60"\n[[scheme.indicator]]\ncode = "a"\nname = "甲"\n'
        'comparator = ">="\ntarget = "80"\nunit = "%"\npoints = "100"\n',
        encoding="utf-8",
    )
    settle.ok("scheme", "set", scheme)
    session.tell_changed()
    table = page.indicators.table
    type_cell(qtbot, table, 0, 4, "101")
    assert cell(table, 0, RESULT) == "得分应在 0 到该项分值之间"
    type_cell(qtbot, table, 0, 4, "59.5")
    assert "结果：不合格（考核得分 59.5 分，低于合格分数 60 分）。" in shown(page)
    type_in(page.indicators.score, "60")
    assert "结果：合格（考核得分 60 分，达到合格分数 60 分）。" in shown(page)
    type_in(page.indicators.score, "0")
    assert "考核得分（或各项得分之和）应在 0 到 100 之间" in shown(page)


# --- 故障 -----------------------------------------------------------------------------------------


def test_incidents_are_added_judged_and_deleted(
    qtbot: QtBot, page: AssessmentPage, runner: Runner, session: Session
) -> None:
    page.tabs.setCurrentIndex(1)
    assert "二级故障：响应≤30分钟，处理时间≤180分钟" in shown(page)
    click(qtbot, page, "添加故障")
    table = page.incidents.entry.table
    for column, text in enumerate(("二级", "2019/2/3 10:00", "2019-02-03 10:30", "2019-02-03 13:01")):
        type_cell(qtbot, table, 0, column, text)
    assert cell(table, 0, 4) == "× 超时（响应 30 分钟，恢复 181 分钟）"
    type_cell(qtbot, table, 0, 3, "2019-02-03 13:00")
    assert cell(table, 0, 4) == "✓ 未超时（响应 30 分钟，恢复 180 分钟）"
    assert not page.incidents.none.isEnabled()
    assert "已列有故障；本季无故障时请先删去" in shown(page)
    saved(qtbot, page, runner)
    assert len(recorded(session).incidents) == 1
    choose(table, 0, 0)
    click(qtbot, page, "删除所选")
    assert table.model().rowCount() == 0
    assert button_of(page, "删除所选").toolTip() == "先选中要删除的故障"
    page.incidents.none.click()
    saved(qtbot, page, runner)
    assert (recorded(session).incidents, recorded(session).no_incidents) == ((), True)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("九级\t2019-02-03 10:00\t2019-02-03 10:01\t2019-02-03 10:02", "“九级”不是故障级别；请填写一级、二级、三级"),
        ("1\t2019-04-01 10:00\t2019-04-01 10:01\t2019-04-01 10:02", "报告时间不在2019年第一季度内"),
        ("1\t2019-02-03 10:00\t2019-02-03 09:59\t2019-02-03 10:02", "时间先后颠倒；请按报告、响应、恢复的先后填写"),
        ("1\t2019-02-30 10:00\t2019-02-03 10:01\t2019-02-03 10:02",
         "“2019-02-30 10:00”不是日期和时间；请写成 2019-02-03 10:00 的样子"),
        ("1\t\t\t", "请填写报告时间；请填写响应时间；请填写恢复时间"),
    ],
)  # fmt: skip
def test_an_incident_that_cannot_be_used_says_why(page: AssessmentPage, pasted: str, said: str) -> None:
    page.tabs.setCurrentIndex(1)
    page.incidents.entry.add_action.trigger()
    paste(page.incidents.entry.table, 0, 0, [pasted])
    assert cell(page.incidents.entry.table, 0, 4) == said


def test_pasted_incidents_make_their_rows(page: AssessmentPage) -> None:
    page.incidents.entry.add_action.trigger()
    line = "三级\t2019/2/3 10:00\t2019/2/3 10:05\t2019/2/3 11:00"
    paste(page.incidents.entry.table, 0, 0, [line] * 3)
    states = [cell(page.incidents.entry.table, row, 4) for row in range(3)]
    assert states == ["✓ 未超时（响应 5 分钟，恢复 60 分钟）"] * 3


# --- 整改与扣款 -----------------------------------------------------------------------------------


def test_a_deduction_shows_at_once_what_it_takes(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "7850/10000")
    page.tabs.setCurrentIndex(2)
    assert "不能确认：考核不合格，至少要有一项整改措施" in shown(page)
    click(qtbot, page, "添加整改")
    rows = page.measures.rectifications.table
    for column, text in enumerate(("综合接通率", "增配座席", "2019/5/15")):
        type_cell(qtbot, rows, 0, column, text)
    click(qtbot, page, "添加手工扣款")
    type_cell(qtbot, page.measures.manual.table, 0, 0, "5万元")
    assert cell(page.measures.manual.table, 0, 2) == "请填写事由"
    type_cell(qtbot, page.measures.manual.table, 0, 1, "综合接通率")
    assert cell(page.measures.manual.table, 0, 2) == "伍万元整"
    assert page.outcome.text() == (
        "结果：不合格（1 项指标未达标）。第二季度管理费将扣 50,000.00 元："
        "1,255,500.00 − 50,000.00 = 1,205,500.00。"
    )
    assert page.acts.confirm_action.isEnabled()
    saved(qtbot, page, runner)
    assert recorded(session).rectifications[0].subject == "overall_connect_rate"
    session.choose_unit("万元")
    assert "将扣 5.00 万元：125.55 − 5.00 = 120.55" in page.outcome.text()


def test_pasted_amounts_are_taken_after_their_total_was_shown(qtbot: QtBot, page: AssessmentPage) -> None:
    page.tabs.setCurrentIndex(2)
    click(qtbot, page, "添加手工扣款")
    table = page.measures.manual.table
    paste(table, 0, 0, ["1,000\t甲", "2万元\t乙"])
    assert "将粘贴 4 格；金额合计 21,000.00 元（没写单位的按元）。" in shown(page)
    assert cell(table, 0, 0) == ""
    click(qtbot, page, "不采用")
    assert table.model().rowCount() == 1
    table.paste()
    click(qtbot, page, "采用")
    assert [cell(table, row, 2) for row in (0, 1)] == ["壹仟元整", "贰万元整"]
    assert page.window().focusWidget() is table, "one goes on where one was"


def test_the_total_counts_amounts_that_have_no_reason_yet_and_a_reason_needs_none(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    page.tabs.setCurrentIndex(2)
    click(qtbot, page, "添加手工扣款")
    table = page.measures.manual.table
    paste(table, 0, 0, ["5万元"])
    assert "将粘贴 1 格；金额合计 50,000.00 元（没写单位的按元）。" in shown(page)
    click(qtbot, page, "采用")
    paste(table, 0, 1, ["按会议纪要"])
    assert "已粘贴 1 格。可用 Ctrl+Z 撤销。" in shown(page)
    assert cell(table, 0, 2) == "伍万元整"


def test_a_failed_assessment_may_say_why_nothing_is_taken(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session, FAILED_RECORD.partition("[[manual")[0])
    page.tabs.setCurrentIndex(2)
    assert "不能确认：考核不合格，须有扣款，或写明不扣款的理由" in shown(page)
    type_in(page.measures.no_deduction, "首次发生")
    assert "不能确认" not in shown(page)
    assert "第二季度管理费不因本次考核扣款。" in page.outcome.text()


# --- 确认、重开、整改完成 -------------------------------------------------------------------------


def test_confirming_asks_once_and_is_read_only_after(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    record(settle, session)
    type_cell(qtbot, page.indicators.table, CONNECT, SOURCE, "CTI 月报")
    click(qtbot, page, "确认考核")
    facts = shown(dialog_of(qtbot, ConfirmDialog))
    assert "KH-12333-2019Q1" in facts
    assert "不合格（1 项指标未达标）。" in facts
    assert "未考核\n8 项：招聘人员完成率、服务人员培训率、质量控制合格率、一级故障" in facts
    assert "第二季度管理费将扣 50,000.00 元：1,255,500.00 − 50,000.00 = 1,205,500.00。" in facts
    assert "确认后不能再改" in facts
    accept(qtbot, runner, "确认考核")
    assert page.notice.text == "2019年第一季度考核已确认；可以到“文档”打印考核表和通知书。"
    with qtbot.waitSignal(page.go_to) as gone:
        click(qtbot, page, "去文档打印")
    assert (gone.args, session.take_part()) == (["documents"], "assessment")
    assert "KH-12333-2019Q1 已确认 2019-04-12 · 编制：张经办 · 复核：李复核" in shown(page)
    assert recorded(session).sources, "what was typed last is confirmed too"
    assert not page.indicators.table.model().index(CONNECT, ACTUAL).flags() & Qt.ItemFlag.ItemIsEditable
    assert page.measures.no_deduction.isReadOnly()
    assert button_of(page, "确认考核").toolTip() == "考核已确认，不用再确认"
    page.tabs.setCurrentIndex(1)
    assert button_of(page, "添加故障").toolTip() == "考核已确认，不能再改"


def test_one_that_is_passed_brings_no_notice(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    record(settle, session, '[actuals]\noverall_connect_rate = "85"\n')
    click(qtbot, page, "确认考核")
    accept(qtbot, runner, "确认考核")
    assert page.notice.text == "2019年第一季度考核已确认；可以到“文档”打印考核表。"


def test_what_blocks_confirming_leads_to_where_it_is_resolved(
    qtbot: QtBot, page: AssessmentPage, session: Session
) -> None:
    session.choose(Q2)
    assert "不能确认：2019年第二季度结算单尚未审定；请先审定" in shown(page)
    assert "不能确认：没有任何已考核的指标、得分或另行认定的结果" in shown(page)
    assert "quarter post" not in shown(page)
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去结算")
    assert asked.args == ["settlement"]
    page.tabs.setCurrentIndex(2)
    click(qtbot, page, "去填写")
    assert page.indicators.isVisible()


def test_reopening_needs_a_reason_and_opens_the_draft_again(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    assert button_of(page, "重开…").toolTip() == "考核尚未确认，可以直接修改"
    record(settle, session)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    click(qtbot, page, "重开…")
    dialog = dialog_of(qtbot, ConfirmDialog)
    assert "请写明事由。" in shown(dialog)
    type_in(dialog.reason, "数据有误")
    accept(qtbot, runner, "重开考核")
    assert "KH-12333-2019Q1-2 草稿" in shown(page)
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "81")
    assert cell(page.indicators.table, CONNECT, RESULT) == "✓ 达标"


def test_what_blocks_reopening_leads_to_the_next_quarter(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    settle.post("2019Q2")
    session.tell_changed()
    assert "第二季度管理费已扣 50,000.00 元：1,255,500.00 − 50,000.00 = 1,205,500.00。" in page.outcome.text()
    assert "不能重开：2019年第二季度结算单已审定，其中已计入本次考核" in shown(page)
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去冲销")
    assert asked.args == ["settlement"]
    assert session.quarter == Q2


def test_a_rectification_is_overdue_until_it_is_marked_done(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    record(settle, session, FAILED_RECORD.replace("2019-05-15", "2019-04-10"))
    page.tabs.setCurrentIndex(2)
    assert button_of(page, "登记完成…").toolTip() == "考核确认以后才能登记整改完成"
    assert "登记完成：考核确认以后才能登记整改完成" in shown(page)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    table = page.measures.rectifications.table
    assert cell(table, 0, 3) == "× 已逾期 2 天"
    assert "登记完成：" not in shown(page), "the only one that can be meant is chosen"
    table.clearSelection()
    assert button_of(page, "登记完成…").toolTip() == "先选中已完成的一项整改"
    assert "登记完成：先选中已完成的一项整改" in shown(page)
    choose(table, 0, 0)
    click(qtbot, page, "登记完成…")
    dialog = dialog_of(qtbot, DayDialog)
    assert "综合接通率：增配座席（期限 2019-04-10）" in shown(dialog)
    dialog.field.setDate(QDate(2019, 4, 11))
    click(qtbot, dialog, "登记完成")
    settled(qtbot, runner)
    assert cell(table, 0, 3) == "✓ 已于 2019-04-11 完成，晚 1 天"
    assert recorded(session).rectifications[0].done == date(2019, 4, 11)


def test_what_was_left_open_is_told_before_it_is_confirmed(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session, '[actuals]\noverall_connect_rate = "85"\n')
    assert "一级故障" in shown(page.blockers)
    assert "；不妨碍确认，请核对是否漏填" in shown(page.blockers)
    assert button_of(page, "确认考核").isEnabled()
    page.tabs.setCurrentIndex(2)
    click(qtbot, page, "去填写")
    assert page.tabs.currentIndex() == 0
    page.hide()
    session.ask_for("incidents")
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert page.focusWidget() is page.incidents.none, (
        "what is to be answered first is whether there was a fault"
    )
    record(settle, session, 'no_incidents = true\n[actuals]\noverall_connect_rate = "85"\n')
    assert "一级故障" not in shown(page.blockers)


def test_a_confirmed_assessment_without_rectifications_has_none_to_be_done(
    page: AssessmentPage, session: Session, settle: Settle
) -> None:
    record(settle, session, '[actuals]\noverall_connect_rate = "85"\n')
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    page.tabs.setCurrentIndex(2)
    assert not button_of(page, "登记完成…").isEnabled()
    assert "登记完成：本次考核没有整改" in shown(page)


# --- 保存 -----------------------------------------------------------------------------------------


def test_nothing_typed_is_lost_when_another_quarter_is_looked_at(
    qtbot: QtBot, page: AssessmentPage, session: Session, runner: Runner, settle: Settle
) -> None:
    table = page.indicators.table
    type_cell(qtbot, table, CONNECT, ACTUAL, "85")
    type_cell(qtbot, table, TRAINING, ACTUAL, "一百")
    session.choose(Q2)
    settled(qtbot, runner)
    assert cell(table, CONNECT, ACTUAL) == ""
    assert actuals(session)["overall_connect_rate"] == "85"
    session.choose(Q1)
    assert [cell(table, row, ACTUAL) for row in (CONNECT, TRAINING)] == ["85", "一百"]


def test_what_was_typed_last_is_stored_when_the_window_closes(
    qtbot: QtBot, window: Window, session: Session, settle: Settle
) -> None:
    session.choose(Q1)
    window.show_page("assessment")
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "85")
    window.close()
    assert actuals(session)["overall_connect_rate"] == "85"


def test_a_draft_that_was_changed_elsewhere_is_shown_anew_and_told(
    qtbot: QtBot, page: AssessmentPage, session: Session, settle: Settle
) -> None:
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "85")
    record(settle, session)
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "78.5"
    assert "这个季度的考核已在别处改过" in page.notice.text


def test_a_refusal_to_store_is_told_and_what_was_typed_stays(
    qtbot: QtBot, page: AssessmentPage, runner: Runner, session: Session, settle: Settle, tmp_path: Path
) -> None:
    away = settle.ledger.with_name("搬走.settlement")
    type_cell(qtbot, page.indicators.table, CONNECT, ACTUAL, "85")
    settle.ledger.rename(away)
    once(qtbot, lambda: "没有存上" in page.state.text())
    assert "没有台账文件" in page.notice.text
    assert cell(page.indicators.table, CONNECT, ACTUAL) == "85"
    away.rename(settle.ledger)
    type_cell(qtbot, page.indicators.table, TRAINING, ACTUAL, "100")
    saved(qtbot, page, runner)
    assert session.today == date(2019, 4, 12)
    assert actuals(session)["overall_connect_rate"] == "85"


def test_the_last_quarters_assessment_can_be_reopened_until_the_clearance(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path
) -> None:
    line = played(year_of(tmp_path), PASSED, PASSED, PASSED)
    line.post("2019Q4")
    file = tmp_path / "考核.toml"
    file.write_text(PASSED, encoding="utf-8")
    line.ok("assessment", "record", "2019Q4", file)
    session = Session(date(2019, 12, 31), people=People(PREPARER, REVIEWER))
    look_at(session, line.ledger)
    session.choose(Quarter(2019, 4))
    made = AssessmentPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.show()
    click(qtbot, made, "确认考核")
    asked = shown(dialog_of(qtbot, ConfirmDialog))
    assert "年终清算和下一年度第一季度审定以前，可以写明事由重开。" in asked
