"""人员经费 through its widgets: months typed and pasted, estimates, the forecast beside them, and what-ifs."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.personnel import PersonnelPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import colours
from settlement_app.gui.window import Window
from tests.gui.driver import button_of, click, look_at, once, settled, shown, type_in
from tests.support.cli import Settle

JAN, FEB, MAR, OCT, NOV, DEC = 0, 1, 2, 9, 10, 11
ENTERED, YEAR = 12, 13
MONTH, WAGES, WELFARE, INSURANCE, FUND, OTHER, TOTAL = range(7)
TWO_ITEMS = """
[project]
code = "12333"
name = "热线"
authority = "局"
[contract]
year = 2019
start = 2019-01-01
end = 2019-12-31
client = "甲"
vendor = "乙"
[[sub_item]]
code = "consultants"
name = "咨询员费用"
purpose = ""
annual = "400"
method = "{method}"
[[sub_item]]
code = "trainers"
name = "培训师费用"
purpose = ""
annual = "80"
method = "{method}"
"""


@pytest.fixture
def today() -> date:
    return date(2019, 10, 12)


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> Iterator[PersonnelPage]:
    made = PersonnelPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(940, 560)
    made.show()
    yield made
    runner.cancel_all()


def store(settle: Settle, session: Session, *values: tuple[str, str, str], estimate: bool = False) -> None:
    """Let the command line store values, and the page hear of it."""
    for month, category, amount in values:
        settle.ok("actuals", "set", month, category, *(["--estimate"] if estimate else []), "--", amount)
    session.tell_changed()


def store_months(settle: Settle, session: Session, *wages: str) -> None:
    """Store whole months from January on: these wages, zero in all else."""
    file = settle.ledger.with_name("已有.csv")
    lines = [
        f"2019-{month:02d},{amount.replace(',', '')},0,0,0,0" for month, amount in enumerate(wages, start=1)
    ]
    file.write_text("\n".join(["月份,工资,福利,单位缴社会保险费,住房公积金,其他", *lines]), encoding="utf-8")
    settle.ok("actuals", "import", file)
    session.tell_changed()


def actuals(settle: Settle) -> dict[str, Any]:
    """What stands in the ledger of months that have anything."""
    months = settle.ok("actuals", "show", "2019")["months"]
    return {month: values for month, values in months.items() if values}


def cell(
    page: PersonnelPage, row: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> str:
    return str(page.table.model().index(row, column).data(role) or "")


def choose(page: PersonnelPage, row: int, column: int) -> None:
    page.table.setCurrentIndex(page.table.model().index(row, column))


def open_editors(page: PersonnelPage) -> list[QLineEdit]:
    return [line for line in page.table.viewport().findChildren(QLineEdit) if line.isVisible()]


def open_cell(qtbot: QtBot, page: PersonnelPage, row: int, column: int) -> QLineEdit:
    """Open a cell by F2, with all of its text selected."""
    choose(page, row, column)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    (editor,) = open_editors(page)
    editor.selectAll()
    return editor


def type_cell(qtbot: QtBot, page: PersonnelPage, row: int, column: int, text: str) -> None:
    """Type a text into a cell and go down with Enter."""
    editor = open_cell(qtbot, page, row, column)
    type_in(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    once(qtbot, lambda: not open_editors(page))


def paste(page: PersonnelPage, row: int, column: int, lines: Sequence[str]) -> None:
    choose(page, row, column)
    QGuiApplication.clipboard().setText("\n".join(lines))
    page.table.paste()


def saved(qtbot: QtBot, page: PersonnelPage, runner: Runner) -> None:
    """Wait until the draft is in the ledger."""
    once(qtbot, lambda: "已保存" in page.state.text() and not runner.is_busy)


def beside(page: PersonnelPage) -> list[str]:
    """What stands in the panel, line by line: names, values, sentences."""
    return [line for line in shown(page.panel).splitlines() if line]


def figure(page: PersonnelPage, name: str, after: int = 1) -> str:
    """The value beside a name in the panel, or what stands so many labels after it."""
    lines = beside(page)
    return lines[lines.index(name) + after]


def value_beside(page: PersonnelPage, name: str) -> QLabel:
    """The label that shows the first value of that name in the panel."""
    return next(made for made in page.panel.findChildren(QLabel) if made.accessibleName() == name)


# --- Typing ---------------------------------------------------------------------------------------


def test_what_is_typed_is_shown_added_up_and_stored(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle
) -> None:
    type_cell(qtbot, page, JAN, WAGES, "2801234.56")
    type_cell(qtbot, page, FEB, WAGES, "280万元")
    type_cell(qtbot, page, JAN, OTHER, "-1,200")
    assert page.state.text() == "咨询员费用 · 金额单位：元 · 待保存"
    assert [cell(page, JAN, n) for n in range(7)] == [
        "2019-01", "2,801,234.56", "", "", "", "-1,200.00", "2,800,034.56",
    ]  # fmt: skip
    assert (cell(page, ENTERED, MONTH), cell(page, ENTERED, WAGES)) == ("已填合计", "5,601,234.56")
    assert cell(page, ENTERED, TOTAL) == "5,600,034.56"
    saved(qtbot, page, runner)
    assert actuals(settle) == {
        "2019-01": {"wages": 280_123_456, "other": -120_000},
        "2019-02": {"wages": 280_000_000},
    }
    red = page.table.model().index(JAN, OTHER).data(Qt.ItemDataRole.ForegroundRole)
    assert red.name() == colours().negative


def test_a_cell_that_cannot_be_used_says_why_and_what_was_stored_stays(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session
) -> None:
    store(settle, session, ("2019-01", "wages", "5"))
    type_cell(qtbot, page, JAN, WAGES, "5x")
    type_cell(qtbot, page, MAR, WELFARE, "0.001")
    assert cell(page, JAN, WAGES) == "× 5x", "it stays where it was typed, marked"
    fault = "“5x”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"
    assert cell(page, JAN, WAGES, Qt.ItemDataRole.ToolTipRole) == fault
    assert cell(page, JAN, WAGES, Qt.ItemDataRole.AccessibleDescriptionRole) == fault
    assert f"填写不能用：2019-01 工资：{fault}；另有 1 处，都已在原处标明" in shown(page)
    assert page.unsaved() == ["2019年咨询员费用有填写不能用或没有存上。"]
    assert "，2 处不能用，未存" in page.state.text()
    page.leave()
    settled(qtbot, runner)
    assert actuals(settle) == {"2019-01": {"wages": 500}}
    click(qtbot, page, "去改正")
    (editor,) = open_editors(page)
    assert editor.text() == "5x", "the cell is open"
    editor.selectAll()
    type_in(editor, "6")
    saved(qtbot, page, runner)
    assert actuals(settle) == {"2019-01": {"wages": 600}}
    assert "填写不能用：2019-03 福利：“0.001”的小数超过一分" in shown(page)


def test_a_cell_is_emptied_undone_and_done_again(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session
) -> None:
    store(settle, session, ("2019-01", "wages", "5"), ("2019-01", "welfare", "0"))
    assert button_of(page, "撤销").toolTip() == "没有可以撤销的填写"
    choose(page, JAN, WAGES)
    page.table.empty_cells()
    saved(qtbot, page, runner)
    assert actuals(settle) == {"2019-01": {"welfare": 0}}, "a zero stays: it was said"
    click(qtbot, page, "撤销")
    saved(qtbot, page, runner)
    assert actuals(settle)["2019-01"]["wages"] == 500
    click(qtbot, page, "重做")
    assert cell(page, JAN, WAGES) == ""


def test_esc_takes_back_what_was_typed_into_a_cell(
    qtbot: QtBot, page: PersonnelPage, settle: Settle, session: Session
) -> None:
    store(settle, session, ("2019-01", "wages", "5"))
    editor = open_cell(qtbot, page, JAN, WAGES)
    assert editor.text() == "5.00"
    type_in(editor, "77")
    assert cell(page, JAN, WAGES) == "77.00"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert cell(page, JAN, WAGES) == "5.00"


def test_estimates_are_typed_or_marked_by_cell_and_by_month(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle
) -> None:
    assert button_of(page, "标为暂估").toolTip() == "先选中填有金额的格；点月份就选中全月"
    type_cell(qtbot, page, OCT, WAGES, "29万元（暂估）")
    assert cell(page, OCT, WAGES) == "290,000.00 估"
    assert cell(page, OCT, WAGES, Qt.ItemDataRole.AccessibleTextRole) == "2019-10 工资 290,000.00 暂估"
    assert cell(page, OCT, WAGES, Qt.ItemDataRole.ToolTipRole) == "暂估"
    type_cell(qtbot, page, OCT, WELFARE, "15")
    choose(page, OCT, MONTH)
    click(qtbot, page, "标为暂估")
    assert [cell(page, OCT, n) for n in (WAGES, WELFARE, FUND)] == ["290,000.00 估", "15.00 估", ""]
    saved(qtbot, page, runner)
    estimates = settle.ok("actuals", "show", "2019")["estimates"]
    assert estimates == [["2019-10", "wages"], ["2019-10", "welfare"]]
    choose(page, OCT, WELFARE)
    click(qtbot, page, "取消暂估")
    saved(qtbot, page, runner)
    assert settle.ok("actuals", "show", "2019")["estimates"] == [["2019-10", "wages"]]
    click(qtbot, page, "撤销")
    assert cell(page, OCT, WELFARE) == "15.00 估"


def test_cells_are_pasted_once_their_unit_and_total_were_seen(qtbot: QtBot, page: PersonnelPage) -> None:
    paste(page, NOV, INSURANCE, ["98万元\t210000.25\t0\t9", "七\t1", "", "合计\t5"])
    assert page.pasted.text.text() == (
        "将粘贴 5 格；3 格落在不能填写的地方，没有取用；1 格不能用，在原处标明；"
        "金额合计 1,190,001.25 元（没写单位的按元）。"
    )
    assert cell(page, NOV, INSURANCE) == "", "nothing is taken yet"
    click(qtbot, page, "采用")
    assert [cell(page, NOV, n) for n in (INSURANCE, FUND, OTHER)] == ["980,000.00", "210,000.25", "0.00"]
    assert cell(page, DEC, INSURANCE) == "× 七"
    click(qtbot, page, "撤销")
    assert cell(page, NOV, INSURANCE) == "", "a paste is one edit"


def test_a_paste_can_be_left_or_has_no_place(qtbot: QtBot, page: PersonnelPage) -> None:
    QGuiApplication.clipboard().setText("1")
    page.table.paste()
    assert page.pasted.text.text() == "没有粘贴：先点一下要从哪一格贴起。"
    paste(page, JAN, WAGES, ["1"])
    click(qtbot, page, "不采用")
    assert cell(page, JAN, WAGES) == ""


@pytest.mark.parametrize(
    "lines",
    [
        ["月份\t工资", "2019-01\t5"],
        ["工资\t福利", "5\t6"],
        ["2019-01\t5", "2019-02\t6"],
        ["1月\t5"],
        ["2019年1月\t5"],
    ],
)
def test_heads_and_months_are_not_pasted_for_amounts(page: PersonnelPage, lines: list[str]) -> None:
    paste(page, JAN, WAGES, lines)
    assert page.pasted.text.text() == (
        "没有粘贴：复制的内容里有表头或月份。请只复制数字，点第一格再粘贴；整张表可以用“导入…”。"
    )
    assert cell(page, JAN, WAGES) == ""


def test_what_is_copied_can_be_pasted_back_as_it_was(
    page: PersonnelPage, settle: Settle, session: Session
) -> None:
    store(settle, session, ("2019-01", "wages", "5"))
    store(settle, session, ("2019-02", "wages", "7"), estimate=True)
    page.table.selectionModel().clearSelection()
    for row in (JAN, FEB, MAR):
        page.table.selectionModel().select(
            page.table.model().index(row, WAGES), page.table.selectionModel().SelectionFlag.Select
        )
    page.table.copy()
    assert QGuiApplication.clipboard().text() == "5.00\n7.00 估\n5.00 预"
    choose(page, OCT, WAGES)
    page.table.paste()
    assert "1 格不能用" in page.pasted.text.text(), "what is foreseen does not become actual by being copied"


# --- Beside it ------------------------------------------------------------------------------------


def test_the_forecast_stands_beside_the_costs_and_in_the_empty_cells(
    page: PersonnelPage, settle: Settle, session: Session
) -> None:
    settle.post("2019Q1")
    store_months(settle, session, "3,000,000", "4,000,000", "5,000,000.01")
    assert cell(page, DEC, WAGES) == "4,000,000.00 预", "the mean, rounded down to the 分"
    assert cell(page, DEC, WAGES, Qt.ItemDataRole.EditRole) == "", "nothing was typed there"
    assert cell(page, DEC, WAGES, Qt.ItemDataRole.AccessibleTextRole) == "2019-12 工资 4,000,000.00 预测"
    assert (cell(page, ENTERED, TOTAL), cell(page, YEAR, TOTAL)) == ("12,000,000.01", "48,000,000.01")
    values = {name: figure(page, name) for name in ("年度预算", "已审定预付", "待审定预付", "已填费用")}
    assert list(values.values()) == ["52,315,200.00", "13,078,800.00", "39,236,400.00", "12,000,000.01"]
    assert (figure(page, "预算剩余"), figure(page, "全年合计")) == ("40,315,199.99", "48,000,000.01")
    assert (figure(page, "其中实际"), figure(page, "其中预测")) == ("12,000,000.01", "36,000,000.00")
    assert figure(page, "年终应退") == "4,315,199.99"
    assert value_beside(page, "年终应退").property("role") == "", "the word says it: neither minus nor red"
    assert (figure(page, "第三季度"), figure(page, "第四季度")) == ("13,078,800.00", "8,763,600.01")
    assert figure(page, "第四季度", 2) == "　低于公式 13,078,800.00"
    how, what_to_do = page.panel.said.text().splitlines()
    assert how.startswith(
        "预测：没有填的月份，每一项取最近 3 个月实际数的平均数（不足 3 个月的取已有各月），"
    )
    assert what_to_do == "在“季度结算”用“核定预付”把预付定为上面的金额，按预测年终不用退款。"


def test_without_an_actual_month_there_is_no_forecast(
    page: PersonnelPage, settle: Settle, session: Session
) -> None:
    store(settle, session, ("2019-01", "wages", "5"))
    assert (cell(page, DEC, WAGES), cell(page, DEC, WELFARE)) == ("5.00 预", "")
    assert (cell(page, YEAR, WAGES), cell(page, YEAR, WELFARE), cell(page, YEAR, TOTAL)) == ("60.00", "", "")
    assert (figure(page, "全年合计"), figure(page, "年终清算")) == ("未定", "未定")
    said = "福利、单位缴社会保险费、住房公积金还没有实际数，不作预测；请先填写至少一个月的实际数。"
    assert page.panel.said.text() == said
    assert "不用退款的预付" not in beside(page)


def test_a_refund_that_cannot_be_avoided_and_a_year_over_its_budget_are_told(
    qtbot: QtBot, page: PersonnelPage, settle: Settle, session: Session
) -> None:
    settle.post("2019Q1")
    store_months(settle, session, "1,000,000")
    assert "已审定的预付比预测可结的金额多 1,078,800.00 元，以后各季不再预付，年终也要退这么多。" in beside(
        page
    )
    type_cell(qtbot, page, JAN, WAGES, "500万元")
    assert figure(page, "超预算") == "7,684,800.00"
    assert figure(page, "年终清算") == "0.00"


def test_the_switch_of_the_unit_changes_what_is_shown_not_what_is_typed(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session
) -> None:
    store_months(settle, session, "2801234.56")
    session.choose_unit("万元")
    assert (cell(page, JAN, WAGES), figure(page, "年度预算")) == ("280.123456", "5,231.52")
    assert page.state.text() == "咨询员费用 · 显示单位：万元，填写按元 · 已保存"
    assert "没写单位的按元；要按万元填写，请把单位写上，如 285.12万元。" in shown(page)
    assert cell(page, JAN, WAGES, Qt.ItemDataRole.EditRole) == "2,801,234.56"
    type_cell(qtbot, page, JAN, WAGES, "5")
    saved(qtbot, page, runner)
    assert actuals(settle)["2019-01"]["wages"] == 500, "元, unless 万元 is typed"
    session.choose_unit("元")


# --- What keeps it from being changed -------------------------------------------------------------


def test_a_cleared_year_is_shown_and_says_why_nothing_can_be_changed(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences, demo_ledger: Path
) -> None:
    look_at(session, demo_ledger)
    session.choose_year(2019)
    page = PersonnelPage(session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    why = "2019年年终清算已审定，本年数据已冻结；如确有错误，请先冲销清算"
    assert f"不能修改：{why}" in shown(page)
    assert page.state.text().endswith("已冻结")
    acts = ("撤销", "重做", "标为暂估", "试算", "导入…")
    assert [button_of(page, text).isEnabled() for text in acts] == [False] * 5
    assert {button_of(page, text).toolTip() for text in acts} == {why}
    assert not page.table.model().index(JAN, WAGES).flags() & Qt.ItemFlag.ItemIsEditable
    paste(page, JAN, WAGES, ["1"])
    assert "没有粘贴" in page.pasted.text.text()
    assert figure(page, "年终应退") == "15,000.00"
    assert page.panel.said.text() == "", "nothing is foreseen any more"


def other_ledger(session: Session, tmp_path: Path, method: str) -> Settle:
    """Look at a ledger of two sub-items that are settled by that method."""
    template = tmp_path / "模板.toml"
    template.write_text(TWO_ITEMS.format(method=method), encoding="utf-8")
    line = Settle(tmp_path / "另.settlement")
    line.ok("init", "--template", template)
    look_at(session, line.ledger)
    return line


def test_a_contract_without_actual_cost_needs_no_page(
    page: PersonnelPage, session: Session, tmp_path: Path
) -> None:
    other_ledger(session, tmp_path, "fixed")
    assert "合同没有据实清算的子项目，不需要填写人员经费。" in shown(page)
    assert page.table.model().rowCount() == 0
    assert not button_of(page, "导入…").isEnabled()
    assert "年度预算" not in shown(page)


def test_several_sub_items_are_chosen_between(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, session: Session, tmp_path: Path
) -> None:
    line = other_ledger(session, tmp_path, "actual_cost")
    assert page.items.isVisible()
    assert figure(page, "年度预算") == "400.00"
    type_cell(qtbot, page, JAN, WAGES, "30")
    page.items.setCurrentIndex(1)
    page.items.activated.emit(1)
    assert figure(page, "年度预算") == "80.00"
    assert cell(page, JAN, WAGES) == "", "the other sub-item's own costs"
    type_cell(qtbot, page, JAN, WAGES, "7")
    saved(qtbot, page, runner)
    for item, amount in (("consultants", 3000), ("trainers", 700)):
        months = line.ok("actuals", "show", "2019", "--item", item)["months"]
        assert months["2019-01"] == {"wages": amount}


def test_what_is_changed_elsewhere_is_shown_and_nothing_typed_is_lost(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session
) -> None:
    type_cell(qtbot, page, JAN, WAGES, "5")
    type_cell(qtbot, page, FEB, WAGES, "x")
    store(settle, session, ("2019-01", "welfare", "9"))
    assert page.notice.text == "本年的数已在别处改过；没有保存的填写仍在表中，请核对。"
    assert [cell(page, JAN, WAGES), cell(page, JAN, WELFARE), cell(page, FEB, WAGES)] == [
        "5.00",
        "9.00",
        "× x",
    ]
    assert not page.undo_action.isEnabled()
    saved(qtbot, page, runner)
    assert actuals(settle) == {"2019-01": {"wages": 500, "welfare": 900}}


def test_what_cannot_be_stored_is_told_and_stays_typed(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle
) -> None:
    type_cell(qtbot, page, JAN, WAGES, "9999999999999.99")
    type_cell(qtbot, page, FEB, WAGES, "0.01")
    assert "填写不能用：计算结果 60,000,000,000,000.00 元超出金额范围" in shown(page)
    once(qtbot, lambda: page.state.text().endswith("没有存上"))
    assert "超出金额范围" in page.notice.text
    assert page.unsaved() == ["2019年咨询员费用有填写不能用或没有存上。"]
    assert (cell(page, JAN, WAGES), cell(page, JAN, TOTAL)) == ("9,999,999,999,999.99", "")
    assert actuals(settle) == {}
    type_cell(qtbot, page, FEB, WAGES, "-0.01")
    saved(qtbot, page, runner)
    assert page.unsaved() == []
    assert actuals(settle)["2019-02"] == {"wages": -1}


def test_what_was_typed_last_is_stored_when_another_page_is_looked_at(
    qtbot: QtBot, window: Window, settle: Settle
) -> None:
    window.show_page("personnel")
    page = window.shown_page
    assert isinstance(page, PersonnelPage)
    type_cell(qtbot, page, JAN, WAGES, "5")
    window.show_page("overview")
    settled(qtbot, window.runner)
    assert actuals(settle) == {"2019-01": {"wages": 500}}


# --- 试算 -----------------------------------------------------------------------------------------


def test_a_what_if_is_compared_and_never_stored(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session
) -> None:
    settle.post("2019Q1")
    store_months(settle, session, "4,000,000")
    click(qtbot, page, "试算")
    assert "试算：不会保存。" in shown(page)
    assert page.state.text().endswith("试算，不会保存")
    type_cell(qtbot, page, FEB, WAGES, "300万元")
    assert [figure(page, "全年合计", n) for n in (2, 4, 6)] == [
        "48,000,000.00",
        "42,000,000.00",
        "-6,000,000.00",
    ]
    assert [figure(page, "已填费用", n) for n in (2, 4, 6)] == [
        "4,000,000.00",
        "7,000,000.00",
        "+3,000,000.00",
    ]
    year_end = [figure(page, "年终应补（负为应退）", n) for n in (2, 4, 6)]
    assert year_end == ["-4,315,200.00", "-10,315,200.00", "-6,000,000.00"]
    assert [figure(page, "第四季度", n) for n in (2, 4, 6)] == [
        "8,763,600.00",
        "2,763,600.00",
        "-6,000,000.00",
    ]
    assert button_of(page, "导入…").toolTip() == "试算时不能导入；请先结束试算"
    page.leave()
    settled(qtbot, runner)
    assert actuals(settle).keys() == {"2019-01"}
    click(qtbot, page, "撤销")
    assert cell(page, FEB, WAGES) == "4,000,000.00 预"
    click(qtbot, page, "重做")
    click(qtbot, page, "结束试算")
    assert cell(page, FEB, WAGES) == "4,000,000.00 预", "the present numbers are shown again"
    assert "试算：不会保存。" not in shown(page)
    assert figure(page, "全年合计") == "48,000,000.00"
    assert not page.undo_action.isEnabled(), "what was tried cannot be redone into the ledger"


@pytest.mark.parametrize("posted", [[], ["2019Q1"]])
def test_the_outcome_of_a_what_if_is_in_sight_without_scrolling(
    qtbot: QtBot, page: PersonnelPage, settle: Settle, session: Session, posted: list[str]
) -> None:
    for quarter in posted:
        settle.post(quarter)
    store_months(settle, session, "4,000,000")
    page.resize(1180, 660)  # what a window of 1366 by 768 leaves for it
    click(qtbot, page, "试算")
    type_cell(qtbot, page, FEB, WAGES, "100万元")
    QApplication.processEvents()
    panel = page.panel
    ends = {made.text(): made.mapTo(panel.viewport(), made.rect().bottomLeft()).y() for made in names(panel)}
    outcome = [text for text, end in ends.items() if end < panel.viewport().height()]
    assert {"年终清算", "年终应补（负为应退）", "不用退款的预付", "第二季度", "第四季度"} <= set(outcome)
    assert ends["第四季度"] + 3 * panel.fontMetrics().lineSpacing() < panel.viewport().height()
    assert figure(page, "第二季度") == "13,078,800.00", "an advance that stays takes one line"


def names(panel: QWidget) -> list[QLabel]:
    return [made for made in panel.findChildren(QLabel) if made.isVisible()]


def test_a_what_if_goes_on_over_what_is_stored_meanwhile(
    page: PersonnelPage, settle: Settle, session: Session
) -> None:
    store_months(settle, session, "400")
    page.toggle_trial()
    page.rows.setData(page.rows.index(FEB, WAGES), "500")
    store(settle, session, ("2019-03", "wages", "7"))
    assert cell(page, FEB, WAGES) == "500.00"
    page.toggle_trial()
    assert [cell(page, row, WAGES) for row in (FEB, MAR)] == ["203.50 预", "7.00"]


# --- Keyboard and screen reader -------------------------------------------------------------------


def test_every_control_can_be_named_and_reached(page: PersonnelPage) -> None:
    names = [page.table, page.panel, page.items, page.progress.bar]
    assert all(widget.accessibleName() for widget in names)
    buttons = [made for made in page.findChildren(QPushButton) if made.isVisible()]
    assert all(made.text() and made.focusPolicy() & Qt.FocusPolicy.TabFocus for made in buttons)
    assert [made.text() for made in buttons if made.property("role") == "primary"] == ["导入…"]
    keys = {action.text(): action.shortcut().toString() for action in page.actions()}
    assert keys == {
        "撤销": "Ctrl+Z", "重做": "Ctrl+Y", "标为暂估": "Ctrl+E", "试算": "Ctrl+T", "空白表…": "", "导入…": "Ctrl+I",
    }  # fmt: skip
