"""扣款台账: the register with its totals and stories, waivers by two people, opening deductions until Q1 is posted."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.dialogs.opening import OpeningDialog
from settlement_app.gui.dialogs.waiver import WaiverDialog
from settlement_app.gui.pages.deductions import DeductionsPage
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.driver import click, dialog_of, opened, settled, shown, type_in
from tests.support.cli import REVIEWER, Settle

FAILED_QUARTER = """
[[rectification]]
subject = "综合接通率"
measure = "增加坐席"
due = 2019-05-15
[[manual_deduction]]
amount = "50,000.00"
reason = "综合接通率未达标"
"""


def page_of(window: Window) -> DeductionsPage:
    window.show_page("deductions")
    found = window.pages["deductions"]
    assert isinstance(found, DeductionsPage)
    return found


@pytest.fixture
def page(window: Window) -> DeductionsPage:
    return page_of(window)


@pytest.fixture
def failed_page(window: Window, settle: Settle, session: Session) -> DeductionsPage:
    """After a first quarter that failed: one deduction of 50,000.00, nothing withheld yet."""
    record = settle.ledger.with_name("不合格.toml")
    record.write_text('[override]\npassed = false\nreason = "多次故障"\ndocument = "1号"\n' + FAILED_QUARTER)
    settle.post("2019Q1")
    settle.ok("assessment", "record", "2019Q1", record)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    return page_of(window)


def cells(page: DeductionsPage) -> list[list[str]]:
    model = page.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def waive(qtbot: QtBot, page: DeductionsPage, act: str, amount: str, reason: str) -> None:
    click(qtbot, page, f"{act}…")
    dialog = dialog_of(qtbot, WaiverDialog)
    type_in(dialog.money.line, amount)
    type_in(dialog.reason, reason)
    click(qtbot, dialog, act)
    settled(qtbot, page.runner)


def test_the_demonstrations_register_has_rows_totals_and_stories(
    qtbot: QtBot, window: Window, demo_ledger: Path
) -> None:
    opened(qtbot, window, demo_ledger)
    page = page_of(window)
    rows = cells(page)
    assert [(row[0], row[3], row[8]) for row in rows] == [
        ("KK-12333-2019Q1-01", "50,000.00", "已扣完"),
        ("KK-12333-2019Q3-01", "1,300,000.00", "部分已扣"),
    ]
    assert "待扣余额\N{NO-BREAK SPACE}44,500.00" in shown(page)
    assert "KK-12333-2019Q1-01 的经过（元）" in shown(page)
    assert "2019年第二季度结算扣 50,000.00" in page.story.text()
    page.table.setCurrentIndex(page.table.model().index(1, 0))
    assert "待扣 44,500.00（下季续扣）" in page.story.text()
    assert not page.remove_action.isEnabled()
    assert page.remove_action.toolTip() == "只有期初扣款可以删去；请选一笔期初扣款"


def test_an_empty_register_says_so(page: DeductionsPage) -> None:
    assert "还没有扣款" in shown(page)
    assert not page.waive_action.isEnabled()
    assert page.waive_action.toolTip() == "请先在表中选一笔扣款"
    assert page.open_action.isEnabled()


def test_a_waiver_takes_an_amount_off_and_is_taken_back(qtbot: QtBot, failed_page: DeductionsPage) -> None:
    page = failed_page
    assert page.unwaive_action.toolTip().startswith("扣款 KK-12333-2019Q1-01 现有减免 0.00 元")
    waive(qtbot, page, "减免", "1万元", "申诉成立")
    assert cells(page)[0][3:] == ["50,000.00", "10,000.00", "0.00", "40,000.00", "0.00", "待扣"]
    assert page.notice.text == "KK-12333-2019Q1-01 已减免。"
    assert "减免 10,000.00：申诉成立" in page.story.text()
    waive(qtbot, page, "撤回减免", "2500", "复议维持")
    assert cells(page)[0][4:7] == ["7,500.00", "0.00", "42,500.00"]
    waive(qtbot, page, "减免", "42500", "全部减免")
    assert cells(page)[0][8] == "已减免"
    assert page.waive_action.toolTip().endswith("最多还可减免 0.00 元")
    assert page.waive_action.toolTip() in shown(page)


@pytest.mark.parametrize(
    ("amount", "reason", "reviewer", "error"),
    [
        ("", "申诉成立", "李复核", "请填写金额。"),
        ("0", "申诉成立", "李复核", "金额须大于零，且不超过 50,000.00 元。"),
        ("50000.01", "申诉成立", "李复核", "金额须大于零，且不超过 50,000.00 元。"),
        ("1", "", "李复核", "请写明事由。"),
        ("1", "申诉成立", "", "没有复核人；请写明复核人姓名"),
        ("1", "申诉成立", "张 经办", "编制人与复核人同为“张 经办”；须由两个人分别编制和复核"),
    ],
)
def test_a_waiver_says_what_is_still_wrong(
    qtbot: QtBot, failed_page: DeductionsPage, amount: str, reason: str, reviewer: str, error: str
) -> None:
    click(qtbot, failed_page, "减免…")
    dialog = dialog_of(qtbot, WaiverDialog)
    type_in(dialog.money.line, amount)
    type_in(dialog.reason, reason)
    dialog.reviewer.setCurrentText(reviewer)
    assert dialog.error == error
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")
    assert cells(failed_page)[0][4] == "0.00"


def test_an_opening_deduction_is_stated_and_taken_back(
    qtbot: QtBot, page: DeductionsPage, runner: Runner
) -> None:
    click(qtbot, page, "期初扣款…")
    dialog = dialog_of(qtbot, OpeningDialog)
    assert dialog.error == "请写明来源季度，如 2018Q4。\n请填写金额。\n请写明文号。"
    type_in(dialog.source, "2018Q4")
    type_in(dialog.money.line, "12000")
    type_in(dialog.document, "沪咨〔2018〕12号")
    click(qtbot, dialog, "登记")
    settled(qtbot, runner)
    assert cells(page)[0][:4] == [
        "KK-12333-2018Q4-01",
        "2018年第四季度",
        "期初扣款，文号 沪咨〔2018〕12号",
        "12,000.00",
    ]
    click(qtbot, page, "删去期初扣款…")
    asked = dialog_of(qtbot, FormDialog)
    assert "KK-12333-2018Q4-01，12,000.00 元，文号 沪咨〔2018〕12号" in shown(asked)
    click(qtbot, asked, "删去")
    settled(qtbot, runner)
    assert cells(page) == []
    assert page.notice.text == "期初扣款 KK-12333-2018Q4-01 已删去。"


def test_what_the_rules_refuse_is_told_on_the_page(
    qtbot: QtBot, page: DeductionsPage, runner: Runner
) -> None:
    click(qtbot, page, "期初扣款…")
    dialog = dialog_of(qtbot, OpeningDialog)
    type_in(dialog.source, "2019Q1")
    type_in(dialog.money.line, "1")
    type_in(dialog.document, "1号")
    click(qtbot, dialog, "登记")
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: page.notice.text != "")
    assert page.notice.text == "期初扣款的来源季度须早于首份合同（2019年第一季度）；请核对来源季度"


def test_after_the_first_posting_opening_deductions_are_final(
    page: DeductionsPage, settle: Settle, session: Session
) -> None:
    settle.ok("deduction", "open", "--source", "2018Q4", "--amount", "1", "--document", "1号")
    settle.post("2019Q1")
    session.tell_changed()
    why = "首季（2019年第一季度）结算单已审定，期初扣款不能再改；如有错误，请先冲销首季"
    assert (page.open_action.toolTip(), page.remove_action.toolTip()) == (why, why)
    assert f"期初扣款：{why}" in shown(page)


def test_the_unit_changes_what_is_shown(failed_page: DeductionsPage, session: Session) -> None:
    session.choose_unit("万元")
    assert cells(failed_page)[0][3] == "5.00"
    assert "合计（万元）　金额\N{NO-BREAK SPACE}5.00" in shown(failed_page)
