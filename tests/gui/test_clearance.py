"""年终清算 through its widgets: the papers and their figures, the choice, every act, every refusal, the next year."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.clearing import ClearingDialog
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.reduction import ReductionDialog
from settlement_app.gui.dialogs.roll_over import DropDialog, RollOverDialog
from settlement_app.gui.dialogs.trace import TraceDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.clearance import PAPERS, RESOLVED_ON, ClearancePage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.office.demo import Demonstration
from settlement_app.office.ledgers import ACT_LABELS
from tests.gui.driver import (
    button_of,
    click,
    dialog_of,
    look_at,
    once,
    press_at,
    settled,
    shown,
    type_in,
)
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.papers import PASSED, cleared, costs, failed, played, printed, year_of
from tests.support.pdf import Pdf
from tests.support.tables import table
from tests.support.year_end import TODAY, opened_again

POSTED = "年终清算已审定，不能再改；如有错误请先冲销"
CLEARANCE, ANNUAL, REFUND = range(3)


@pytest.fixture(scope="module")
def open_ledger(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's year with its clearance reversed; not to be changed."""
    return opened_again(demonstration.ledger, tmp_path_factory.mktemp("open"))


@pytest.fixture
def ready(open_ledger: Path, tmp_path: Path) -> Settle:
    """The command line at a copy of that year: 44,500.00 元 are outstanding, nothing blocks posting."""
    copy = tmp_path / "待清算.settlement"
    shutil.copyfile(open_ledger, copy)
    return Settle(copy, today=TODAY)


@pytest.fixture
def page(
    qtbot: QtBot, qapp: object, ready: Settle, runner: Runner, preferences: Preferences
) -> Iterator[ClearancePage]:
    yield from shown_page(qtbot, ready.ledger, runner, preferences)


@pytest.fixture
def new_page(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences
) -> Iterator[ClearancePage]:
    """The page at a new year."""
    yield from shown_page(qtbot, session.desk.ledger, runner, preferences)


@pytest.fixture
def posted_page(
    qtbot: QtBot, qapp: object, demo_ledger: Path, runner: Runner, preferences: Preferences
) -> Iterator[ClearancePage]:
    """The page at a year that is cleared and refunded."""
    yield from shown_page(qtbot, demo_ledger, runner, preferences)


def shown_page(
    qtbot: QtBot, ledger: Path, runner: Runner, preferences: Preferences
) -> Iterator[ClearancePage]:
    session = Session(date.fromisoformat(TODAY), people=People(PREPARER, REVIEWER))
    look_at(session, ledger)
    made = ClearancePage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    yield made
    runner.cancel_all()


def test_all_papers_can_be_chosen_on_a_page_that_was_made_before_anybody_saw_it(
    qtbot: QtBot, qapp: object, demo_ledger: Path, runner: Runner, preferences: Preferences
) -> None:
    session = Session(date.fromisoformat(TODAY), people=People(PREPARER, REVIEWER))
    look_at(session, demo_ledger)
    page = ClearancePage(session, runner, preferences)
    qtbot.addWidget(page)
    page.resize(1000, 620)
    layout = page.layout()
    assert layout
    layout.activate()  # as the window does, with the tabs still unnamed
    page.refresh_if_stale()
    needed = page.papers.sizeHint().width()  # once it was asked for, the bar takes its layout for told
    page.show()
    qtbot.wait(50)
    assert page.papers.width() >= needed


def choose_paper(page: ClearancePage, place: int) -> str:
    """Choose a tab as a user does; returns what the paper says."""
    page.papers.setCurrentIndex(place)
    return page.sheet.accessibleDescription()


def choose_settling(qtbot: QtBot, page: ClearancePage) -> None:
    made = page.treatment.buttons["settle"]
    press_at(qtbot, made, 8, made.height() / 2)


def confirm(qtbot: QtBot, runner: Runner, text: str, reason: str = "") -> str:
    """Accept the confirming dialog; returns what it said."""
    dialog = dialog_of(qtbot, ConfirmDialog)
    said = shown(dialog)
    if reason:
        type_in(dialog.reason, reason)
    click(qtbot, dialog, text)
    settled(qtbot, runner)
    return said


def reduce(qtbot: QtBot, page: ClearancePage, item: str, amount: str) -> None:
    click(qtbot, page, "核减…")
    dialog = dialog_of(qtbot, ReductionDialog)
    dialog.items.setCurrentText(item)
    type_in(dialog.money.line, amount)
    type_in(dialog.reason, "审计核减")
    type_in(dialog.document, "5号")
    click(qtbot, dialog, "记入核减")
    settled(qtbot, page.runner)


def test_the_papers_are_those_that_will_be_printed(page: ClearancePage) -> None:
    assert "QS-12333-2019-2 待重新审定（QS-12333-2019 已冲销）" in shown(page)
    names = [page.papers.tabText(place) for place in range(page.papers.count())]
    assert names == ["年终预清算单", "年度对账表", "退款通知书"]
    sheet = page.sheet.accessibleDescription()
    assert "年终预清算单" in sheet
    assert "壹万伍仟元整" in sheet
    assert "年度结算对账表" in choose_paper(page, ANNUAL)
    assert "退款通知书" in choose_paper(page, REFUND)


def test_below_a_page_that_lies_only_the_basis_stands(page: ClearancePage) -> None:
    assert "对账" in shown(page.side)
    choose_paper(page, ANNUAL)
    assert "对账" not in shown(page.side)
    assert "点单据上的任何一个数" in shown(page.side)
    assert page.side.width() > page.width() * 0.9
    choose_paper(page, CLEARANCE)
    assert "怎样处理？" in shown(page.side)
    assert page.side.width() < page.width() * 0.4


# fmt: off
BASES = table(
    # name, paper, link, title, basis
    ("final",    CLEARANCE, "year/1/final",         "人员管理费 · 最终结算", "3,726,500.00 = 各季应付 3,726,500.00"),
    ("true_up",  CLEARANCE, "true_up/0/difference", "咨询员费用 · 清算差额", "− 各季预付合计 51,870,000.00"),
    ("net",      CLEARANCE, "net",                  "清算净额",              "小于零，由供应商退回（应退）。"),
    ("cost",     CLEARANCE, "cost/0/2019-12/wages", "咨询员费用 · 2019-12 工资", "3,170,336.78，实际数。"),
    ("withheld", ANNUAL,    "year/1/deductions",    "人员管理费 · 考核扣款", "KK-12333-2019Q3-01 1,255,500.00"),
    ("quarter",  ANNUAL,    "year/total/payable1",  "合计 · 第二季度应付",   "第二季度应付 17,795,565.44 = "),
    ("unpaid",   ANNUAL,    "unpaid",               "未付金额",              "− 已付 69,645,265.44"),
    ("refund",   REFUND,    "net",                  "清算净额",              "清算净额 -15,000.00"),
)
# fmt: on


@pytest.mark.parametrize(("paper", "link", "title", "basis"), BASES)
def test_a_click_on_a_figure_shows_its_basis(
    qtbot: QtBot, page: ClearancePage, paper: int, link: str, title: str, basis: str
) -> None:
    choose_paper(page, paper)
    place = page.sheet.place_of(link)
    assert place
    press_at(qtbot, page.sheet, place.x(), place.y())
    assert page.side.basis_title.text() == title
    assert basis in page.side.basis.text()


def test_a_figure_has_one_click_to_the_way_back(qtbot: QtBot, page: ClearancePage) -> None:
    assert not page.side.trace_link.isVisible()
    page.show_basis("true_up/0/difference")
    click(qtbot, page, "追溯 →")
    traced = dialog_of(qtbot, TraceDialog)
    qtbot.waitUntil(lambda: traced.page.tree.model().rowCount() > 0)
    assert "咨询员费用" in str(traced.page.tree.model().index(0, 0).data())
    traced.close()


def test_arrow_keys_go_from_figure_to_figure(qtbot: QtBot, page: ClearancePage) -> None:
    page.sheet.setFocus()
    for key, title in (
        (Qt.Key.Key_Right, "咨询员费用 · 年度预算"),
        (Qt.Key.Key_Right, "咨询员费用 · 各季应付合计"),
        (Qt.Key.Key_Left, "咨询员费用 · 年度预算"),
        (Qt.Key.Key_Left, "咨询员费用 · 实际费用"),
        (Qt.Key.Key_Tab, "咨询员费用 · 实际费用"),
    ):
        qtbot.keyClick(page.sheet, key)
        assert page.side.basis_title.text() == title


def test_the_equations_stand_there_with_both_their_sides(page: ClearancePage) -> None:
    said = shown(page.side).replace("\N{NO-BREAK SPACE}", " ")
    assert "✓ 最终结算 = 各季应付 + 据实清算 − 扣款了结" in said
    assert "69,630,265.44 = 69,645,265.44 − 15,000.00 − 0.00" in said
    assert "✓ 年度预算 = 最终结算 + 考核扣款 − 调整 + 结余 + 扣款了结" in said
    assert "71,387,200.00 = 69,630,265.44 + 1,305,500.00 − 8,765.44 + 460,200.00 + 0.00" in said
    assert "✓ 未付 = 最终结算 − 已付" in said
    assert "✓ 逐行核对 6 个子项目，都相符。" in said
    page.session.choose_unit("万元")
    assert "7,138.72 = 6,963.026544 + 130.55" in shown(page.side).replace("\N{NO-BREAK SPACE}", " ")


def test_an_equation_that_does_not_hold_is_told_with_its_line(page: ClearancePage) -> None:
    found = page.shown.identities
    broken = [replace(identity, amount=identity.amount + 1) for identity in found[2:4]]
    total = page.shown.view.clearance.total.name
    page.side.show_equations([*found[:2], *broken, *found[4:]], total, page.amount)
    assert "× 人员管理费：最终结算 = 各季应付 + 据实清算 − 扣款了结\n3,726,500.01 = " in shown(page.side)
    page.side.show_equations([replace(found[-1], amount=1)], total, page.amount)
    assert "× 不相符： 未付 = 最终结算 − 已付" in shown(page.side)


def test_each_treatment_says_its_figures_before_it_is_chosen(
    qtbot: QtBot, page: ClearancePage, ready: Settle
) -> None:
    before = ready.ledger.read_bytes()
    assert "待扣余额 44,500.00 元怎样处理？" in shown(page)
    assert "继续扣减或退回；清算净额：应退 15,000.00 元" in shown(page)
    assert "在本清算的管理费中扣减 44,500.00 元，以后不再扣减；清算净额：应退 59,500.00 元" in shown(page)
    settle = page.treatment.buttons["settle"]
    assert page.treatment.buttons["carry"].isChecked()
    choose_settling(qtbot, page)
    assert settle.isChecked()
    assert "伍万玖仟伍佰元整" in page.sheet.accessibleDescription()
    assert "44,500.00 元，在本清算中了结" in page.sheet.accessibleDescription()
    assert ready.ledger.read_bytes() == before, "nothing is stored before posting"


def test_a_treatment_that_cannot_be_chosen_says_why(page: ClearancePage, ready: Settle) -> None:
    ready.ok("contract", "roll-over", "2020")
    page.session.tell_changed()
    settle = page.treatment.buttons["settle"]
    assert not settle.isEnabled()
    why = "已有 2020 年合同，待扣余额随项目结转下年，不能在清算中了结；请改为结转下年"
    assert settle.toolTip() == why
    assert why in shown(page)


def test_what_is_chosen_and_becomes_impossible_blocks_and_is_put_right_here(
    qtbot: QtBot, page: ClearancePage, ready: Settle
) -> None:
    page.choose_treatment("settle")
    ready.ok("contract", "roll-over", "2020")
    page.session.tell_changed()
    assert "不能审定：已有 2020 年合同" in shown(page)
    assert not button_of(page, "审定年终清算").isEnabled()
    click(qtbot, page, "改为结转")
    assert "不能审定" not in shown(page)
    assert button_of(page, "审定年终清算").isEnabled()


# fmt: off
WAYS = table(
    # name, the sentence, the link, the page that it leads to, the quarter that it chooses
    ("quarters",   "2019年第一季度、2019年第二季度、2019年第三季度、2019年第四季度结算单尚未审定；请先审定",
     "去结算", "settlement", 1),
    ("assessment", "2019年第四季度考核尚未确认；请先确认", "去考核", "assessment", 4),
    ("costs",      "“咨询员费用”实际费用缺 48 项（首项：2019-01 工资）；请补录，没有发生的也要填 0",
     "去补录", "personnel", 3),
)
# fmt: on


@pytest.mark.parametrize(("sentence", "link", "name", "quarter"), WAYS)
def test_what_blocks_posting_stands_there_with_the_way_to_resolve_it(
    qtbot: QtBot, new_page: ClearancePage, sentence: str, link: str, name: str, quarter: int
) -> None:
    new_page.session.choose(Quarter(2019, 3))
    assert f"不能审定：{sentence}" in shown(new_page)
    post = button_of(new_page, "审定年终清算")
    assert not post.isEnabled()
    assert sentence in post.toolTip()
    with qtbot.waitSignal(new_page.go_to) as asked:
        click(qtbot, new_page, link)
    assert asked.args == [name]
    assert new_page.session.quarter == Quarter(2019, quarter)


def test_a_new_year_says_what_is_open_and_what_cannot_be_done(new_page: ClearancePage) -> None:
    said = shown(new_page)
    assert "QS-12333-2019 预清算" in said
    assert "实际费用尚不完整，最终结算和结余未定" in said
    assert "怎样处理" not in said
    assert "清除核减：本年没有核减" in said
    assert "冲销：年终清算还没有审定，无可冲销" in said
    assert "退款通知书：2019年度实际费用尚不完整，应补应退未定；请先补录实际费用" in said
    assert not new_page.papers.isTabEnabled(REFUND)
    assert new_page.papers.tabToolTip(REFUND).startswith("2019年度实际费用尚不完整")
    assert "未定" in new_page.sheet.accessibleDescription()


def test_every_reason_that_blocks_has_its_way(new_page: ClearancePage) -> None:
    assert {finding.code for finding in new_page.shown.view.blocked} <= set(RESOLVED_ON)


def test_posting_asks_once_with_what_becomes_final_and_closes_the_year(
    qtbot: QtBot, page: ClearancePage, runner: Runner, ready: Settle
) -> None:
    click(qtbot, page, "审定年终清算")
    said = confirm(qtbot, runner, "审定2019年年终清算")
    for fact in (
        "QS-12333-2019-2",
        "71,387,200.00 元",
        "-1,305,500.00 元",
        "69,630,265.44 元",
        "460,200.00 元",
        "应退 15,000.00 元",
        "44,500.00 元，结转下一年度",
        "审定后本年关闭",
    ):
        assert fact in said
    assert page.notice.text == "2019年年终清算已审定，本年已关闭。"
    assert "QS-12333-2019-2 已审定" in shown(page)
    assert "待扣余额 44,500.00 元已结转下一年度" in shown(page)
    assert page.papers.tabText(CLEARANCE) == "年终清算单"
    posted = ready.ok("clearance", "show", "2019")
    assert (posted["prepared_by"], posted["reviewed_by"]) == (PREPARER, REVIEWER)
    for text in ("审定年终清算", "核减…", "清除核减…"):
        assert not button_of(page, text).isEnabled()
        assert button_of(page, text).toolTip() == POSTED
    assert POSTED in shown(page)


def test_a_refund_without_an_account_is_told_before_posting(page: ClearancePage, ready: Settle) -> None:
    said = "退款通知书：采购人开户行、采购人账号没有填，单据上将留空；请在审定以前到“合同”页补填"
    assert said in shown(page)
    for name, text in (("client_bank", "中国建设银行"), ("client_account", "31001500000000001")):
        ready.ok("contract", "set", name, text, "--year", "2019", "--reason", "补填")
    page.session.tell_changed()
    assert "没有填" not in shown(page)


def test_another_paper_begins_at_its_head(qtbot: QtBot, page: ClearancePage) -> None:
    bar = page._paper_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    choose_paper(page, ANNUAL)
    assert bar.value() == 0


def test_what_is_settled_is_posted_so(
    qtbot: QtBot, page: ClearancePage, runner: Runner, ready: Settle
) -> None:
    choose_settling(qtbot, page)
    click(qtbot, page, "审定年终清算")
    said = confirm(qtbot, runner, "审定2019年年终清算")
    assert "44,500.00 元，一并清算" in said
    assert "待扣余额 44,500.00 元已在本清算中了结" in shown(page)
    found = ready.ok("clearance", "show", "2019")
    assert (found["outstanding_mode"], found["net"]) == ("settle", -5_950_000)


def test_reversing_needs_a_reason_and_every_issue_stays_told(
    qtbot: QtBot, page: ClearancePage, runner: Runner
) -> None:
    click(qtbot, page, "审定年终清算")
    confirm(qtbot, runner, "审定2019年年终清算")
    click(qtbot, page, "冲销…")
    dialog = dialog_of(qtbot, ConfirmDialog)
    assert "请写明事由。" in shown(dialog)
    assert "冲销不能撤回" in shown(dialog)
    confirm(qtbot, runner, "冲销2019年年终清算", "十二月工资有误")
    assert page.notice.text == "2019年年终清算已冲销，改正后可以重新审定。"
    assert "QS-12333-2019-3 待重新审定（QS-12333-2019-2 已冲销）" in shown(page)
    first, second = page.side.history.text().splitlines()
    assert first.startswith("QS-12333-2019：2020-02-10 审定（编制 示例经办员，复核 示例复核员）；")
    assert second == (
        "QS-12333-2019-2：2020-03-05 审定（编制 张经办，复核 李复核）；"
        "2020-03-05 由 HC-QS-12333-2019-2 冲销（编制 张经办，复核 李复核）：十二月工资有误。"
    )


def test_a_clearance_that_is_paid_cannot_be_reversed_and_says_why(posted_page: ClearancePage) -> None:
    why = "2019年年终清算已有付款或退款；请先撤销"
    assert button_of(posted_page, "冲销…").toolTip() == why
    assert f"冲销：{why}" in shown(posted_page)
    assert "QS-12333-2019 已审定" in shown(posted_page)


def test_a_reduction_shows_what_it_changes_and_is_taken_out_again(
    qtbot: QtBot, page: ClearancePage, runner: Runner
) -> None:
    click(qtbot, page, "核减…")
    dialog = dialog_of(qtbot, ReductionDialog)
    assert dialog.error == "请填写核减金额。"
    dialog.items.setCurrentText("税金")
    type_in(dialog.money.line, "3,800,000.01")
    assert "核减事由不能为空；请写明核减事由" in dialog.error
    assert "“税金”核减合计 3,800,000.01 元超过累计应付 3,800,000.00 元；请减少核减" in dialog.error
    dialog.money.line.setText("0")
    assert "核减金额应大于零；请填写要核减的金额" in dialog.error
    dialog.money.line.setText("100")
    assert "税金的最终结算：3,800,000.00 → 3,799,900.00 元" in shown(dialog)
    assert "清算净额：-15,000.00 → -15,100.00 元" in shown(dialog)
    type_in(dialog.reason, "审计核减")
    type_in(dialog.document, "沪审〔2020〕5号")
    click(qtbot, dialog, "记入核减")
    settled(qtbot, runner)
    assert page.notice.text == "核减已记入。"
    assert "沪审〔2020〕5号" in page.sheet.accessibleDescription()
    click(qtbot, page, "清除核减…")
    clearing = dialog_of(qtbot, ClearingDialog)
    assert clearing.items.count() == 1
    assert "100.00 元，审计核减（文号 沪审〔2020〕5号）" in shown(clearing)
    click(qtbot, clearing, "清除")
    settled(qtbot, runner)
    assert page.notice.text == "核减已清除。"
    assert "沪审" not in page.sheet.accessibleDescription()
    assert not button_of(page, "清除核减…").isEnabled()


def test_only_the_chosen_sub_items_reductions_are_taken_out(
    qtbot: QtBot, page: ClearancePage, runner: Runner, ready: Settle
) -> None:
    for item in ("税金", "咨询员费用"):
        reduce(qtbot, page, item, "100")
    click(qtbot, page, "清除核减…")
    dialog = dialog_of(qtbot, ClearingDialog)
    dialog.items.setCurrentText("税金")
    click(qtbot, dialog, "清除")
    settled(qtbot, runner)
    left = ready.ok("clearance", "show", "2019")["reductions"]
    assert [entry["item"] for entry in left] == ["consultants"]


def test_more_struck_off_than_there_is_blocks_and_is_put_right_here(
    qtbot: QtBot, page: ClearancePage, ready: Settle
) -> None:
    reduce(qtbot, page, "咨询员费用", "51,855,000")
    ready.ok("actuals", "set", "2019-12", "wages", "0", "--replace")
    page.session.tell_changed()
    assert "不能审定：“咨询员费用”核减合计 51,855,000.00 元超过实际费用" in shown(page)
    click(qtbot, page, "清除核减")
    click(qtbot, dialog_of(qtbot, ClearingDialog), "取消")


def test_in_a_year_that_is_not_complete_a_reduction_leaves_its_effect_open(
    qtbot: QtBot, new_page: ClearancePage
) -> None:
    click(qtbot, new_page, "核减…")
    dialog = dialog_of(qtbot, ReductionDialog)
    type_in(dialog.money.line, "100")
    assert "咨询员费用的最终结算：未定（实际费用尚不完整）" in shown(dialog)
    click(qtbot, dialog, "取消")


def test_what_is_shown_is_what_is_saved(
    qtbot: QtBot, page: ClearancePage, runner: Runner, tmp_path: Path
) -> None:
    page.choose_treatment("settle")
    file = tmp_path / "预清算.pdf"
    save(qtbot, page, file)
    assert f"年终预清算单 QS-12333-2019-2（草稿） 已保存到 {file}" in page.notice.text
    text = Pdf(file.read_bytes()).text
    assert "年终预清算单" in text
    assert "待扣余额44,500.00元，在本清算中了结" in text
    choose_paper(page, REFUND)
    save(qtbot, page, tmp_path / "退款.pdf")
    assert "￥59,500.00" in Pdf((tmp_path / "退款.pdf").read_bytes()).text
    choose_paper(page, ANNUAL)
    save(qtbot, page, tmp_path / "对账.pdf")
    assert "扣款了结44,500.00" in Pdf((tmp_path / "对账.pdf").read_bytes()).text


def save(qtbot: QtBot, page: ClearancePage, file: Path) -> None:
    click(qtbot, page, "保存…")
    dialog = dialog_of(qtbot, QFileDialog)
    dialog.selectFile(str(file))
    dialog.accept()
    once(qtbot, lambda: not dialog.isVisible())
    settled(qtbot, page.runner)


def test_a_posted_paper_is_kept_when_it_is_saved_and_ctrl_p_prints_it(
    qtbot: QtBot, posted_page: ClearancePage, runner: Runner, tmp_path: Path
) -> None:
    ledger = Settle(posted_page.session.desk.ledger, today=TODAY)
    before = prints(ledger)
    save(qtbot, posted_page, tmp_path / "清算.pdf")
    assert prints(ledger) == before + 1
    posted_page.activateWindow()
    posted_page.sheet.setFocus()
    once(qtbot, posted_page.isActiveWindow)
    qtbot.keyClick(posted_page.sheet, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(qtbot, QPrintDialog)
    assert dialog.windowTitle() == "打印 年终清算单 QS-12333-2019"
    dialog.reject()


def prints(ledger: Settle) -> int:
    found = [entry for entry in ledger.ok("document", "list") if entry["document"] == "QS-12333-2019"]
    return int(found[0]["prints"])


def test_the_next_year_is_made_with_amounts_changed_and_the_page_leads_to_it(
    qtbot: QtBot, page: ClearancePage, runner: Runner, ready: Settle
) -> None:
    click(qtbot, page, "转入下一年度…")
    dialog = dialog_of(qtbot, RollOverDialog)
    said = shown(dialog)
    assert "2020-01-01 至 2020-12-31" in said
    assert "合同总额 71,387,200.00 元" in said
    assert "随项目结转：KK-12333-2019Q3-01（2019年第三季度：" in said
    assert "待扣 44,500.00 元。" in said
    assert "2019年年终清算尚未审定，不妨碍转入" in said
    tax = dialog.amounts["tax"].line
    tax.setText("四百万")
    assert dialog.error == "请填写税金的年度金额。"
    tax.setText("400万元")
    assert dialog.amounts["tax"].said == "肆佰万元整"
    assert "合同总额 71,387,200.00 → 71,587,200.00 元" in shown(dialog)
    click(qtbot, dialog, "转入2020年度")
    settled(qtbot, runner)
    assert "已转入2020年度：2020年合同已建立" in page.notice.text
    last = ready.ok("ledger", "journal")[-1]
    assert ACT_LABELS[last["act"]] == "转入下一年度", "the journal calls it as the button does"
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去看2020年合同")
    assert asked.args == ["contract"]
    assert page.session.year == 2020
    contract = ready.ok("contract", "show", "--year", 2020)
    items = {item["item"]: item["annual"] for item in contract["sub_items"]}
    assert items["tax"] == 400_000_000


def test_another_vendor_is_refused_where_it_is_typed(qtbot: QtBot, page: ClearancePage) -> None:
    click(qtbot, page, "转入下一年度…")
    dialog = dialog_of(qtbot, RollOverDialog)
    dialog.vendor.setText("乙供应商")
    assert "更换供应商前，须先审定 2019 年年终清算" in dialog.error
    assert "更换供应商前须在年终清算中了结" in dialog.error
    assert "--" not in dialog.error
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_a_mistaken_next_year_is_taken_back_while_nothing_in_it_is_posted(
    qtbot: QtBot, page: ClearancePage, runner: Runner, ready: Settle
) -> None:
    ready.ok("contract", "roll-over", "2020")
    page.session.tell_changed()
    click(qtbot, page, "撤下2020年合同…")
    dialog = dialog_of(qtbot, DropDialog)
    assert "71,387,200.00 元" in shown(dialog)
    click(qtbot, dialog, "撤下2020年合同")
    settled(qtbot, runner)
    assert page.notice.text == "2020年合同已撤下。"
    assert button_of(page, "转入下一年度…").isEnabled()
    ready.ok("contract", "roll-over", "2020")
    Settle(ready.ledger, today="2020-03-31").post("2020Q1")
    page.session.tell_changed()
    drop = button_of(page, "撤下2020年合同…")
    assert not drop.isEnabled()
    assert "2020 年已有审定过的结算单（含已冲销的），合同不能撤下" in drop.toolTip()
    assert drop.toolTip() in shown(page)


def test_another_year_begins_with_carrying_over(page: ClearancePage, ready: Settle) -> None:
    page.choose_treatment("settle")
    choose_paper(page, REFUND)
    ready.ok("contract", "roll-over", "2020")
    page.session.tell_changed()
    page.session.choose_year(2020)
    assert "年终清算 · 2020年" in shown(page)
    assert page.paper == "annual", "there is nothing to refund of a year that has not begun"
    page.session.choose_year(2019)
    assert page.treatment.buttons["carry"].isChecked()


def test_every_control_has_a_name_and_there_is_one_primary_button(page: ClearancePage) -> None:
    for widget in (page.sheet, page.papers, page.side):
        assert widget.accessibleName()
    carry = page.treatment.buttons["carry"]
    assert "应退 15,000.00 元" in carry.accessibleDescription()
    primary = [w for w in page.findChildren(QWidget) if w.property("role") == "primary"]
    assert [made.text() for made in primary if hasattr(made, "text")] == ["审定年终清算"]


def test_it_fits_a_small_window(page: ClearancePage) -> None:
    assert page.minimumSizeHint().width() <= 900


def test_what_is_chosen_beside_the_paper_stays_in_its_place(
    qtbot: QtBot, page: ClearancePage, ready: Settle
) -> None:
    page.resize(page.width() + 120, page.height())
    qtbot.wait(20)
    before = page.side.mapTo(page, page.side.rect().topLeft())
    for paper in ("annual", "clearance"):
        page.papers.setCurrentIndex(PAPERS.index(paper))
        qtbot.wait(20)
    assert page.side.mapTo(page, page.side.rect().topLeft()) == before


def test_the_last_quarters_assessment_says_that_the_clearance_has_taken_its_deduction(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path
) -> None:
    line = played(year_of(tmp_path), PASSED, PASSED, PASSED, failed("700.00"))
    costs(line, "9,000.00")
    cleared(line, "--outstanding", "settle")
    session = Session(date(2020, 2, 3), people=People("张经办", "李复核"))
    look_at(session, line.ledger)
    session.choose(Quarter(2019, 4))
    made = AssessmentPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.show()
    told = "扣款 700.00 元已在2019年年终清算中扣减；下一年度第一季度管理费不再因本次考核扣款。"
    assert told in made.outcome.text()
    assert "年终清算一并了结的，在清算中扣减" in printed(line, "rectification", "2019Q4").text
