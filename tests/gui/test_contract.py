"""合同: what the page shows of a year, 预算调整 with its figures as typed, the texts changed with a reason."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.amendment import AmendmentDialog
from settlement_app.gui.dialogs.contract_text import ContractTextDialog
from settlement_app.gui.pages.contract import ContractPage
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.window import Window
from settlement_app.office.contract_screen import contract_on_screen
from tests.gui.driver import button_of, click, dialog_of, opened, settled, shown, type_in
from tests.support.cli import REVIEWER, Settle


@pytest.fixture
def page(window: Window) -> ContractPage:
    window.show_page("contract")
    found = window.pages["contract"]
    assert isinstance(found, ContractPage)
    return found


@pytest.fixture
def demo_page(qtbot: QtBot, window: Window, demo_ledger: Path) -> ContractPage:
    opened(qtbot, window, demo_ledger)
    window.session.choose_year(2019)
    window.show_page("contract")
    found = window.pages["contract"]
    assert isinstance(found, ContractPage)
    return found


def cells(table: Table) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def tab(page: ContractPage, name: str) -> None:
    names = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    page.tabs.setCurrentIndex(names.index(name))


def choose(page: ContractPage, label: str) -> None:
    """Put the cursor on one of the texts."""
    tab(page, "编号、账户与签字栏")
    table = page.texts.table
    row = [line[0] for line in cells(table)].index(label)
    table.setCurrentIndex(table.model().index(row, 0))


def test_the_page_shows_the_years_contract(page: ContractPage) -> None:
    text = shown(page)
    assert "2019年合同" in text
    assert "供应商：上海电信百事应信息有限公司" in text
    assert "期间：2019-01-01 至 2019-12-31" in text
    assert "合同总额：现行 71,387,200.00 元" in text
    assert "还没有预算调整" in text
    rows = cells(page.items.item_table)
    assert len(rows) == 6
    assert rows[1][0] == "人员管理费"
    assert rows[1][2:] == ["5,022,000.00", "5,022,000.00", "按季均付", "是"]
    assert rows[0][4:] == ["按季预付、年终据实清算", ""]


def test_the_unit_changes_heads_and_amounts_only(page: ContractPage, session: Session) -> None:
    session.choose_unit("万元")
    assert "合同总额：现行 7,138.72 万元" in shown(page)
    assert cells(page.items.item_table)[1][2] == "502.20"
    heads = page.items.items
    assert heads.headerData(2, Qt.Orientation.Horizontal) == "原约定（万元）"


def test_the_scheme_is_told_in_words(page: ContractPage) -> None:
    tab(page, "考核方案")
    rows = cells(page.scheme.table)
    assert len(rows) == 16
    assert ["综合接通率", "≥80.00%", "每季"] in [row[1:4] for row in rows]
    assert {row[3] for row in rows} == {"每季", "年度"}
    assert "没有合格分数：没有未达标的指标即为合格。" in shown(page)
    assert "方案没有写明扣款条款" in shown(page)
    assert page.scheme.table.isColumnHidden(5)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ('{ kind = "fixed", amount = "1000" }', "每次 1,000.00 元"),
        ('{ kind = "percent", percent = "2.5" }', "管理费本季应结额的 2.5%"),
        ('{ kind = "per_point", amount = "500" }', "每相差一个百分点 500.00 元（不足一个按一个）"),
    ],
)
def test_terms_tiers_pass_score_and_cap_are_sentences(
    page: ContractPage, settle: Settle, session: Session, term: str, words: str
) -> None:
    path = settle.ledger.with_name("方案.toml")
    path.write_text(
        f"""[scheme]
pass_score = "80"
cap_percent = "50"
deduct_when_passed = true
[[scheme.indicator]]
code = "rate"
name = "综合接通率"
group = "数量"
comparator = ">="
target = "80.00"
unit = "%"
points = "60"
clause = "第八条"
term = {term}
[[scheme.tier]]
min_score = "60"
percent = "5"
[[scheme.tier]]
min_score = "0"
amount_per_point = "100"
""",
        encoding="utf-8",
    )
    settle.ok("scheme", "set", path)
    session.tell_changed()
    tab(page, "考核方案")
    assert cells(page.scheme.table) == [["数量", "综合接通率", "≥80.00%", "每季", "60", words, "第八条"]]
    text = shown(page)
    for sentence in (
        "合格分数：80 分及以上为合格。",
        "得分 60 分及以上的一档：扣管理费本季应结额的 5%。",
        "得分 0 分及以上的一档：扣低于 100 分的每分 100.00 元（不足一分按一分）。",
        "封顶：每季扣款不超过管理费本季应结额的 50%。",
        "考核合格的季度也按条款扣款。",
    ):
        assert sentence in text


def test_an_amendment_shows_what_it_changes_as_it_is_typed(
    qtbot: QtBot, page: ContractPage, runner: Runner
) -> None:
    click(qtbot, page, "预算调整…")
    dialog = dialog_of(qtbot, AmendmentDialog)
    assert dialog.error == "请填写新的年度金额。"
    dialog.items.setCurrentIndex(dialog.items.findText("人员管理费"))
    type_in(dialog.money.line, "512.20万元")
    assert dialog.changes.text() == (
        "人员管理费（自2019年第一季度起）：5,022,000.00 → 5,122,000.00 元\n"
        "合同总额追加 100,000.00 元：71,387,200.00 → 71,487,200.00 元"
    )
    dialog.against.setCurrentIndex(dialog.against.findText("税金"))
    dialog.starts.setCurrentIndex(dialog.starts.findText("第三季度"))
    assert dialog.changes.text() == (
        "人员管理费（自2019年第三季度起）：5,022,000.00 → 5,122,000.00 元\n"
        "税金（自2019年第三季度起）：3,830,000.00 → 3,730,000.00 元\n"
        "合同总额不变：71,387,200.00 元"
    )
    assert not button_of(dialog, "确认调整").isEnabled()
    type_in(dialog.document, "沪人社财〔2019〕8号")
    type_in(dialog.reason, "调剂使用")
    assert dialog.error == ""
    click(qtbot, dialog, "确认调整")
    settled(qtbot, runner)
    assert cells(page.items.amendment_table) == [
        ["沪人社财〔2019〕8号", "人员管理费", "第三季度", "5,122,000.00", "税金", "3,730,000.00", "调剂使用"]
    ]
    assert page.notice.text == "预算调整已记入合同。"
    assert cells(page.items.item_table)[1][2:4] == ["5,022,000.00", "5,122,000.00"]


def test_an_amendment_that_changes_the_total_says_by_how_much(
    qtbot: QtBot, page: ContractPage, runner: Runner
) -> None:
    click(qtbot, page, "预算调整…")
    dialog = dialog_of(qtbot, AmendmentDialog)
    type_in(dialog.money.line, "52315100")
    type_in(dialog.document, "8号")
    type_in(dialog.reason, "核减")
    click(qtbot, dialog, "确认调整")
    settled(qtbot, runner)
    assert "2019年合同总额追减 100.00 元：71,387,200.00 → 71,387,100.00" in page.notice.text
    assert "合同总额：现行 71,387,100.00 元（原约定 71,387,200.00 元）" in shown(page)


@pytest.mark.parametrize(
    ("amount", "against", "error"),
    [
        ("-1", "不选（总额随之改变）", "调整后的年度金额为 -1.00 元，不能为负；请核对金额"),
        ("9999万元", "税金", "调整后的年度金额为 -43,844,800.00 元，不能为负；请核对金额"),
        ("1", "咨询员费用", "调出与调入是同一个子项目；请核对对方子项目"),
        ("9999999999999.99", "不选（总额随之改变）", "超出"),
    ],
)
def test_an_amendment_that_the_rules_forbid_says_so_in_place(
    qtbot: QtBot, page: ContractPage, amount: str, against: str, error: str
) -> None:
    click(qtbot, page, "预算调整…")
    dialog = dialog_of(qtbot, AmendmentDialog)
    type_in(dialog.money.line, amount)
    dialog.against.setCurrentIndex(dialog.against.findText(against))
    assert error in dialog.error
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_after_the_last_quarter_only_actual_cost_can_be_amended(
    qtbot: QtBot, page: ContractPage, settle: Settle, session: Session, runner: Runner
) -> None:
    post_the_year(settle)
    session.tell_changed()
    click(qtbot, page, "预算调整…")
    dialog = dialog_of(qtbot, AmendmentDialog)
    assert [dialog.items.itemText(n) for n in range(dialog.items.count())] == ["咨询员费用"]
    assert not dialog.starts.isVisible()
    type_in(dialog.money.line, "5300万元")
    type_in(dialog.document, "9号")
    type_in(dialog.reason, "据实追加")
    click(qtbot, dialog, "确认调整")
    settled(qtbot, runner)
    assert cells(page.items.amendment_table)[0][2:4] == ["第四季度", "53,000,000.00"]


def post_the_year(settle: Settle) -> None:
    settle.today = "2020-01-05"
    record = settle.ledger.with_name("合格.toml")
    record.write_text('score = "95"\n', encoding="utf-8")
    for number in range(1, 5):
        settle.post(f"2019Q{number}")
        if number < 4:
            settle.ok("assessment", "record", f"2019Q{number}", record)
            settle.ok("assessment", "confirm", f"2019Q{number}", "--reviewer", REVIEWER)


def test_a_text_is_changed_with_a_reason(qtbot: QtBot, page: ContractPage, runner: Runner) -> None:
    change = next(b for b in page.findChildren(QPushButton) if b.text() == "修改选中的一项…")
    assert not change.isEnabled()
    assert "选一项" in change.toolTip()
    choose(page, "供应商开户行")
    click(qtbot, page, "修改选中的一项…")
    dialog = dialog_of(qtbot, ContractTextDialog)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.text)
    assert dialog.error == "还没有填写内容。"
    type_in(dialog.text, "中国工商银行上海市分行")
    assert dialog.reason.text() == "补填", "what was empty so far needs no reason of one's own"
    click(qtbot, dialog, "保存")
    settled(qtbot, runner)
    click(qtbot, page, "修改选中的一项…")
    again = dialog_of(qtbot, ContractTextDialog)
    assert again.error == "内容没有改变。"
    type_in(again.text, "中国建设银行")
    assert again.error == "请写明修改事由。"
    click(qtbot, again, "取消")
    assert ["供应商开户行", "中国工商银行上海市分行"] in cells(page.texts.table)
    assert page.notice.text == "供应商开户行已保存。"
    chosen = page.texts.chosen
    assert chosen
    assert chosen.field == "vendor_bank"


def test_choosing_a_text_moves_no_row_under_the_mouse(page: ContractPage) -> None:
    page.tabs.setCurrentWidget(page.texts)
    QApplication.processEvents()
    before = page.texts.table.height()
    assert "选一项" in page.why_not.text()
    choose(page, "供应商税号")
    QApplication.processEvents()
    assert page.why_not.text() == "已选“供应商税号”"
    assert page.texts.table.height() == before


def test_signatures_show_what_is_usual_and_what_cannot_be_read(qtbot: QtBot, page: ContractPage) -> None:
    choose(page, "考核表签字栏")
    chosen = page.texts.chosen
    assert chosen
    assert ["考核表签字栏", f"（按惯例）{chosen.usual}"] in cells(page.texts.table)
    page.texts.table.activated.emit(page.texts.table.currentIndex())
    dialog = dialog_of(qtbot, ContractTextDialog)
    type_in(dialog.text, "经办人")
    assert "考核表签字栏：“经办人”不是签字栏" in dialog.error
    click(qtbot, dialog, "取消")


def test_what_can_no_longer_be_amended_says_why(demo_page: ContractPage) -> None:
    assert not demo_page.amend_action.isEnabled()
    assert "2019年年终清算已审定，不能再调整预算；请先冲销清算" in shown(demo_page)
    assert demo_page.amend_action.toolTip() in shown(demo_page)


def test_every_year_has_its_own_contract(page: ContractPage, settle: Settle, session: Session) -> None:
    settle.ok("contract", "roll-over", "2020", "--annual", "tax=390万元")
    session.tell_changed()
    session.choose_year(2020)
    assert "2020年合同" in shown(page)
    assert cells(page.items.item_table)[2][2] == "3,900,000.00"
    assert contract_on_screen(session.desk, 2019).in_force == 71_387_200_00
