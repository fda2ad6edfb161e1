"""季度结算 through its widgets: the sheet, the basis of its figures, every act and every refusal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.clearing import ClearingDialog
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.drafts import DraftDialog
from settlement_app.gui.pages.settlement import SettlementPage
from settlement_app.gui.paper_acts import Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from settlement_app.office import documents, quarters
from tests.gui.driver import button_of, click, dialog_of, look_at, press_at, settled, shown, type_in
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.papers import assessed

Q1, Q2 = Quarter(2019, 1), Quarter(2019, 2)

CHANGED_MEANWHILE = "台账刚被另一程序更改，与刚才所见的已不相同，没有执行；请核对页面上现在的内容，再做一次"


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences
) -> Iterator[SettlementPage]:
    made = SettlementPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    yield made
    runner.cancel_all()


def confirm(qtbot: QtBot, runner: Runner, text: str) -> None:
    """Accept the confirming dialog, with its facts read first."""
    click(qtbot, dialog_of(qtbot, ConfirmDialog), text)
    settled(qtbot, runner)


def test_the_sheet_is_the_one_that_will_be_printed(page: SettlementPage) -> None:
    words = page.sheet.accessibleDescription()
    assert "季度结算单" in words
    assert "壹仟柒佰捌拾肆万陆仟捌佰元整" in words
    assert "JS-12333-2019Q1 草稿" in shown(page)


@pytest.mark.parametrize(
    ("link", "title", "basis"),
    [
        ("0/base", "咨询员费用 · 本季应结额", "本季预付 13,078,800.00 = （年度金额 52,315,200.00"),
        ("1/payable", "人员管理费 · 本季应付", "本季应付 1,255,500.00 = 本季应结额 1,255,500.00"),
        ("1/cumulative", "人员管理费 · 累计应付", "累计应付 1,255,500.00 = 本年前期 0.00"),
        ("2/annual", "税金 · 年度金额", "年度金额 3,830,000.00"),
        ("1/deduction", "人员管理费 · 考核扣款", "考核扣款 0.00"),
        (
            "total/annual",
            "合计 · 年度金额",
            "年度金额 71,387,200.00，是各子项目之和：\n咨询员费用 52,315,200.00",
        ),
        ("total/payable", "合计 · 本季应付", "后台六大板块运维费 375,000.00"),
    ],
)
def test_a_click_on_a_figure_shows_its_basis(
    qtbot: QtBot, page: SettlementPage, link: str, title: str, basis: str
) -> None:
    place = page.sheet.place_of(link)
    assert place
    press_at(qtbot, page.sheet, place.x(), place.y())
    assert page.basis_title.text() == title
    assert basis in page.basis.text()


@pytest.mark.parametrize(
    ("left", "title"), [(0, "人员管理费 · 考核扣款"), (20, "人员管理费 · 考核扣款"), (60, "")]
)
def test_a_click_in_a_figures_cell_counts_as_one_on_the_figure(
    qtbot: QtBot, page: SettlementPage, left: int, title: str
) -> None:
    place = page.sheet.place_of("1/deduction")
    assert place
    before = page.basis_title.text()
    press_at(qtbot, page.sheet, place.x() - left * page.sheet._scale, place.y())
    assert page.basis_title.text() == (title or "人员管理费 · 本季应结额") != before


def test_the_arrow_keys_go_through_every_figure_and_begin_again(qtbot: QtBot, page: SettlementPage) -> None:
    titles = []
    for _ in range(7 * 6 + 1):
        qtbot.keyClick(page.sheet, Qt.Key.Key_Right)
        titles.append(page.basis_title.text())
    assert titles[0] == titles[-1] == "咨询员费用 · 年度金额"
    assert len(set(titles)) == 7 * 6, "six lines and the total, six figures each"


def test_the_sheet_is_copied_for_a_spreadsheet(qtbot: QtBot, page: SettlementPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.sheet.setFocus()
    qtbot.keyClick(page.sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert ["税金", "3,830,000.00", "957,500.00", "0.00", "0.00", *2 * ["957,500.00"]] in rows
    assert page.notice.text == "整张单据已复制，可以粘贴到 Excel、WPS。"
    assert [action.text() for action in page.sheet.actions()] == ["复制整张单据"]


def test_the_keyboard_keeps_the_chosen_figure_in_sight(qtbot: QtBot, page: SettlementPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    button_of(page, "核定预付…").setFocus()
    assert bar.maximum() > page.sheet.height() / 4, "the paper is much higher than the page"
    while not page.sheet.hasFocus():
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    assert bar.value() == 0, "coming to it moves nothing"
    bar.setValue(bar.maximum())
    qtbot.keyClick(page.sheet, Qt.Key.Key_Right)
    place = page.sheet.place_of("0/annual")
    assert place
    assert page.sheet.visibleRegion().contains(place.toPoint()), "the figure that is explained is seen"


def test_the_sheet_is_copied_wherever_the_focus_is(qtbot: QtBot, window: Window) -> None:
    window.show_page("settlement")
    with qtbot.waitActive(window):
        window.activateWindow()
    for place in (window.sidebar, window.topbar.findChildren(QComboBox)[-1]):
        QGuiApplication.clipboard().setText("别的")
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert "壹仟柒佰捌拾肆万陆仟捌佰元整" in QGuiApplication.clipboard().text()
    window.show_page("overview")
    QGuiApplication.clipboard().setText("别的")
    window.sidebar.setFocus()
    qtbot.keyClick(window.sidebar, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "别的", "a page's name is nothing to copy"


def test_posting_asks_once_and_is_final(
    qtbot: QtBot, page: SettlementPage, runner: Runner, settle: Settle
) -> None:
    click(qtbot, page, "审定第一季度")
    dialog = dialog_of(qtbot, ConfirmDialog)
    assert "17,846,800.00 元" in shown(dialog)
    assert "审定后不能再改" in shown(dialog)
    confirm(qtbot, runner, "审定第一季度")
    assert page.notice.text == "2019年第一季度结算单已审定；可以打印，再到“付款与发票”登记。"
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去付款与发票")
    assert asked.args == ["payments"], "the notice leads to the next step"
    page.notice.clear()
    assert "去付款与发票" not in [made.text() for made in page.findChildren(QPushButton) if made.isVisible()]
    assert "JS-12333-2019Q1 已审定" in shown(page)
    posted = settle.ok("quarter", "show", "2019Q1")
    assert (posted["prepared_by"], posted["reviewed_by"]) == (PREPARER, REVIEWER)
    assert not button_of(page, "审定第一季度").isEnabled()
    assert button_of(page, "审定第一季度").toolTip() == "本季结算单已审定，草稿不能再改"


@pytest.mark.parametrize(
    ("by", "reviewer", "said"),
    [
        ("", "李复核", "请选择或填写编制人。"),
        ("张经办", " ", "请选择或填写复核人。"),
        ("张经办", "张 经办", "编制人与复核人须为两个人。"),
    ],
)
def test_two_people_are_needed(qtbot: QtBot, page: SettlementPage, by: str, reviewer: str, said: str) -> None:
    click(qtbot, page, "审定第一季度")
    dialog = dialog_of(qtbot, ConfirmDialog)
    dialog.by.setCurrentText(by)
    dialog.reviewer.setCurrentText(reviewer)
    assert said in shown(dialog)
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_what_blocks_posting_stands_there_with_the_way_to_resolve_it(
    qtbot: QtBot, page: SettlementPage, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.today = date(2019, 7, 10)
    session.tell_changed()
    session.choose(Q2)
    assert "不能审定：2019年第一季度考核尚未确认；请先确认" in shown(page)
    assert "assessment" not in shown(page)
    assert not button_of(page, "审定第二季度").isEnabled()
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去考核")
    assert asked.args == ["assessment"]
    assert session.quarter == Q1


def test_a_quarter_that_is_not_next_leads_to_the_one_that_is(
    qtbot: QtBot, page: SettlementPage, session: Session
) -> None:
    session.choose(Q2)
    assert "不能审定：2019年第一季度尚未审定" in shown(page)
    click(qtbot, page, "去结算")
    assert session.quarter == Q1


def test_an_advance_is_lowered_and_follows_the_formula_again(
    qtbot: QtBot, page: SettlementPage, runner: Runner
) -> None:
    click(qtbot, page, "核定预付…")
    dialog = dialog_of(qtbot, DraftDialog)
    assert dialog.changes.text() == "按公式：13,078,800.00 元"
    assert dialog.error == "请填写预付金额。"
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.money.line)
    type_in(dialog.money.line, "1000万元")
    assert dialog.changes.text().splitlines()[-1] == "本季预付：10,000,000.00 元，比公式少付 3,078,800.00 元"
    assert dialog.money.said == "壹仟万元整"
    type_in(dialog.reason, "按预计实际费用")
    click(qtbot, dialog, "确定")
    settled(qtbot, runner)
    assert page.notice.text == "预付已核定。"
    assert "10,000,000.00" in page.sheet.accessibleDescription()
    click(qtbot, page, "核定预付…")
    again = dialog_of(qtbot, DraftDialog)
    assert (again.money.amount, again.reason.text()) == (1_000_000_000, "按预计实际费用")
    click(qtbot, again, "取消")
    click(qtbot, page, "清除核定…")
    asked = dialog_of(qtbot, ClearingDialog)
    assert "10,000,000.00 元，按预计实际费用" in shown(asked)
    click(qtbot, asked, "清除")
    settled(qtbot, runner)
    assert "10,000,000.00" not in page.sheet.accessibleDescription()
    assert not button_of(page, "清除核定…").isEnabled()


def test_it_acts_in_the_ledger_that_it_was_confirmed_in(
    qtbot: QtBot, page: SettlementPage, session: Session, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    other = Settle(tmp_path / "另一本.settlement")
    other.ok("init", "--template", "12333-2019")
    go_on = Event()
    click(qtbot, page, "审定第一季度")
    dialog = dialog_of(qtbot, ConfirmDialog)
    runner.start(lambda _: go_on.wait(10))
    click(qtbot, dialog, "审定第一季度")
    look_at(session, other.ledger)
    go_on.set()
    settled(qtbot, runner)
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "posted"
    assert other.ok("quarter", "show", "2019Q1")["status"] != "posted"


def test_what_another_program_has_changed_meanwhile_is_not_posted(
    qtbot: QtBot, page: SettlementPage, runner: Runner, settle: Settle
) -> None:
    click(qtbot, page, "审定第一季度")
    assert "17,846,800.00" in shown(dialog_of(qtbot, ConfirmDialog))
    settle.ok(
        "quarter", "adjust", "2019Q1", "tax", "--amount", "-7000", "--reason", "误", "--document", "1号"
    )
    confirm(qtbot, runner, "审定第一季度")
    assert page.notice.text == CHANGED_MEANWHILE
    assert settle.ok("quarter", "show", "2019Q1")["status"] != "posted"
    assert "17,839,800.00" in page.sheet.accessibleDescription(), "the page shows what stands now"
    click(qtbot, page, "审定第一季度")
    confirm(qtbot, runner, "审定第一季度")
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "posted"


def test_another_issue_than_the_one_that_was_read_is_not_reversed(
    qtbot: QtBot, page: SettlementPage, session: Session, runner: Runner, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    click(qtbot, page, "冲销…")
    dialog = dialog_of(qtbot, ConfirmDialog)
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    settle.post("2019Q1")
    dialog.reason.setText("误")
    confirm(qtbot, runner, "冲销第一季度")
    assert page.notice.text == CHANGED_MEANWHILE
    assert settle.ok("quarter", "show", "2019Q1")["document"] == "JS-12333-2019Q1-2"


def test_a_posted_sheet_does_not_warn_any_more_that_its_quarter_has_not_ended(
    qtbot: QtBot, page: SettlementPage, session: Session
) -> None:
    session.turn_to(date(2019, 3, 1))
    session.tell_changed()
    assert page.notice.text == "本季尚未届满；可以审定，结算单上会注明"
    click(qtbot, page, "审定第一季度")
    click(qtbot, dialog_of(qtbot, ConfirmDialog), "审定第一季度")
    settled(qtbot, page.runner)
    assert "本季尚未届满" not in page.notice.text
    session.turn_to(date(2020, 3, 2))
    session.tell_changed()
    assert "本季尚未届满" not in page.notice.text


def test_a_sheet_stays_in_yuan_and_says_so(page: SettlementPage, session: Session) -> None:
    assert "单据按元显示" not in page.state.text()
    session.choose_unit("万元")
    assert page.state.text().endswith(" · 单据按元显示")


def test_the_advance_that_leaves_nothing_to_refund_stands_in_the_dialog(
    qtbot: QtBot, page: SettlementPage, settle: Settle, tmp_path: Path
) -> None:
    costs = tmp_path / "人员经费.csv"
    costs.write_text("月份,工资,福利,单位缴社会保险费,住房公积金\n2019-01,900000,0,0,0\n", encoding="utf-8")
    settle.ok("actuals", "import", costs)
    page.session.tell_changed()
    click(qtbot, page, "核定预付…")
    dialog = dialog_of(qtbot, DraftDialog)
    assert dialog.changes.text().splitlines() == [
        "按公式：13,078,800.00 元",
        "按人员经费的预测，不用退款的预付：10,800,000.00 元",
    ]
    click(qtbot, dialog, "取消")


def test_the_figure_stays_chosen_while_its_quarter_is_looked_at(
    qtbot: QtBot, page: SettlementPage, session: Session
) -> None:
    page.show_basis("total/payable")
    title = page.basis_title.text()
    session.tell_changed()
    assert page.basis_title.text() == title
    session.choose(Quarter(2019, 2))
    assert not page.basis_title.isVisible()


def test_an_adjustment_is_made_and_cleared(qtbot: QtBot, page: SettlementPage, runner: Runner) -> None:
    click(qtbot, page, "调整…")
    dialog = dialog_of(qtbot, DraftDialog)
    dialog.items.setCurrentText("税金")
    assert dialog.changes.text() == "税金的本季应付：957,500.00 元"
    type_in(dialog.money.line, "-1,234.56")
    assert dialog.changes.text() == "税金的本季应付：957,500.00 → 956,265.44 元"
    type_in(dialog.reason, "多计")
    type_in(dialog.document, "沪咨〔2019〕3号")
    click(qtbot, dialog, "确定")
    settled(qtbot, runner)
    assert "-1,234.56" in page.sheet.accessibleDescription()
    click(qtbot, page, "清除调整…")
    asked = dialog_of(qtbot, ClearingDialog)
    assert asked.items.currentText() == "税金"
    assert "-1,234.56 元，多计（文号 沪咨〔2019〕3号）" in shown(asked)
    click(qtbot, asked, "取消")
    assert "-1,234.56" in page.sheet.accessibleDescription()
    click(qtbot, page, "清除调整…")
    click(qtbot, dialog_of(qtbot, ClearingDialog), "清除")
    settled(qtbot, runner)
    assert "-1,234.56" not in page.sheet.accessibleDescription()


@pytest.mark.parametrize(
    ("act", "amount", "reason", "document", "said"),
    [
        ("核定预付…", "99,999,999", "误", "", "不在 0 到公式金额 13,078,800.00 元之间；请改低"),
        ("核定预付…", "1000万元", "", "", "核定预付的事由不能为空；请写明核定预付的事由"),
        ("调整…", "-99,999,999", "误", "1号", "“人员管理费”本季应付为 -98,744,499.00 元，不能为负"),
        (
            "调整…",
            "1",
            "误",
            "1号",
            "全年应付（累计应付加年度剩余）超出年度金额 1.00 元；请减少调整，或先做预算调整",
        ),
        ("调整…", "0", "误", "1号", "调整金额不能为零"),
        ("调整…", "-1", "误", "", "调整文号不能为空；请写明调整文号"),
        ("调整…", "9,999,999,999,999.99", "误", "1号", "超出金额范围"),
    ],
)
def test_what_the_rules_forbid_is_said_where_it_is_typed(
    qtbot: QtBot, page: SettlementPage, act: str, amount: str, reason: str, document: str, said: str
) -> None:
    click(qtbot, page, act)
    dialog = dialog_of(qtbot, DraftDialog)
    for line, text in ((dialog.money.line, amount), (dialog.reason, reason), (dialog.document, document)):
        type_in(line, text)
    assert said in dialog.error
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_what_is_asked_before_posting_adds_up(qtbot: QtBot, page: SettlementPage, session: Session) -> None:
    quarters.adjust(session.desk, Q1, "tax", -1_200_00, "多计", "1号")
    session.tell_changed()
    click(qtbot, page, "审定第一季度")
    dialog = dialog_of(qtbot, ConfirmDialog)
    for amount in ("17,846,800.00 元", "0.00 元", "-1,200.00 元", "17,845,600.00 元"):
        assert amount in shown(dialog)
    click(qtbot, dialog, "取消")


@pytest.mark.parametrize(
    ("is_posted", "file"),
    [(False, "季度结算单 JS-12333-2019Q1（草稿）.pdf"), (True, "季度结算单 JS-12333-2019Q1.pdf")],
)
def test_the_sheet_is_printed_from_its_page(
    qtbot: QtBot,
    page: SettlementPage,
    settle: Settle,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    is_posted: bool,
    file: str,
) -> None:
    if is_posted:
        settle.post("2019Q1")
        session.tell_changed()
    wanted: list[Wanted] = []
    monkeypatch.setattr(page.acts, "print", wanted.append)
    click(qtbot, page, "打印…")
    assert [want.file_name for want in wanted] == [file]
    assert documents.preview(session.desk, wanted[0].kind, wanted[0].target).content.startswith(b"%PDF")


def test_an_unusable_amount_is_marked_where_it_is_typed(qtbot: QtBot, page: SettlementPage) -> None:
    click(qtbot, page, "核定预付…")
    dialog = dialog_of(qtbot, DraftDialog)
    type_in(dialog.money.line, "1e5")
    type_in(dialog.reason, "误")
    assert dialog.money.said.startswith("“1e5”不是金额")
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_reversing_needs_a_reason_and_opens_the_quarter_again(
    qtbot: QtBot, page: SettlementPage, runner: Runner, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    click(qtbot, page, "冲销…")
    dialog = dialog_of(qtbot, ConfirmDialog)
    assert "请写明事由。" in shown(dialog)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.reason)
    type_in(dialog.reason, "调整有误")
    confirm(qtbot, runner, "冲销第一季度")
    assert "JS-12333-2019Q1-2 草稿" in shown(page)
    issues = settle.ok("quarter", "show", "2019Q1")["issues"]
    assert issues[0]["reversal"] == "HC-JS-12333-2019Q1"


def test_a_deduction_arrives_in_the_next_quarters_sheet(
    page: SettlementPage, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    session.choose(Q2)
    assert "-50,000.00" not in page.sheet.accessibleDescription()
    record = settle.ledger.with_name("考核.toml")
    record.write_text(
        '[actuals]\noverall_connect_rate = "78.5"\n'
        '[[manual_deduction]]\namount = "50000"\nreason = "综合接通率"\n',
        encoding="utf-8",
    )
    settle.ok("assessment", "record", "2019Q1", record)
    session.tell_changed()
    assert "-50,000.00" in page.sheet.accessibleDescription(), "a draft is foreseen at once"


@pytest.mark.parametrize(
    ("stands", "said", "link", "page_of_link"),
    [
        ("payment", "2019年第一季度结算单已有付款；请先撤销付款", "去撤销付款", "payments"),
        ("assessment", "2019年第一季度考核已确认；请先重开考核", "去重开考核", "assessment"),
    ],
)
def test_what_forbids_reversing_is_said_before_anything_is_asked(
    qtbot: QtBot,
    page: SettlementPage,
    session: Session,
    settle: Settle,
    stands: str,
    said: str,
    link: str,
    page_of_link: str,
) -> None:
    settle.post("2019Q1")
    if stands == "payment":
        settle.ok("payment", "record", "2019Q1", "--amount", "1", "--date", "2019-04-12", "--voucher", "记-1")
    else:
        assessed(settle, "2019Q1", 'no_incidents = true\n[actuals]\noverall_connect_rate = "85"\n')
    session.tell_changed()
    assert f"不能冲销：{said}" in shown(page)
    assert not page.reverse_action.isEnabled()
    assert page.reverse_action.toolTip() == said
    with qtbot.waitSignal(page.go_to) as gone:
        click(qtbot, page, link)
    assert gone.args == [page_of_link]
