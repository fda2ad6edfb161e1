"""付款与发票 through its widgets: what stands, every act, every refusal in place."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.payments import InvoiceDialog, PaymentDialog, ReasonDialog, RequestDialog
from settlement_app.gui.pages.payments import PaymentsPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.table import Table
from tests.gui.driver import button_of, click, dialog_of, look_at, once, settled, shown, type_in
from tests.support.cli import REVIEWER, Settle

PAID = ("payment", "record", "2019Q1", "--date", "2019-04-12", "--voucher", "记-1", "--amount")
BILLED = ("invoice", "record", "2019Q1", "--date", "2019-04-12", "--tax", "0", "--number", "0001", "--amount")
ALL_ACTS = ("登记付款…", "撤销付款…", "登记发票…", "作废发票…", "付款申请单…")


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> Iterator[PaymentsPage]:
    made = PaymentsPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    yield made
    runner.cancel_all()


def cells(table: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def click_row(qtbot: QtBot, table: Table, row: int) -> None:
    """Click into the first cell of a row."""
    place = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def stored(settle: Settle, session: Session, *commands: Sequence[object]) -> None:
    """Let the command line store something, and the page hear of it."""
    for command in commands:
        settle.ok(*command)
    session.tell_changed()


POSTED = ("quarter", "post", "2019Q1", "--reviewer", REVIEWER)


def test_with_nothing_posted_every_act_is_disabled_and_says_why(page: PaymentsPage) -> None:
    reason = "本年度还没有已审定的单据；季度结算或年终清算审定后，才能登记付款和发票"
    for text in ALL_ACTS:
        assert not button_of(page, text).isEnabled()
        assert button_of(page, text).toolTip() == reason
    assert shown(page).count(reason) == 1


@pytest.mark.parametrize(
    ("commands", "row"),
    [
        ((), ["17,846,800.00", "0.00", "17,846,800.00", "0.00", "0.00", "○ 未付"]),
        (
            ((*PAID, "10000000"),),
            ["17,846,800.00", "10,000,000.00", "7,846,800.00", "0.00", "-10,000,000.00", "◐ 部分付款"],
        ),
        (
            ((*BILLED, "17846800"), (*PAID, "17846800")),
            ["17,846,800.00", "17,846,800.00", "0.00", "17,846,800.00", "0.00", "● 已付清"],
        ),
        (
            (
                (*BILLED, "100"),
                ("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER),
            ),
            ["", "0.00", "", "100.00", "100.00", "⊗ 待重新审定"],
        ),
    ],
)
def test_what_is_due_paid_and_billed(
    page: PaymentsPage,
    session: Session,
    settle: Settle,
    commands: Sequence[Sequence[object]],
    row: list[str],
) -> None:
    stored(settle, session, POSTED, *commands)
    assert cells(page.payable_table) == [["第一季度结算", *row]]


def test_the_unit_stands_in_the_heads_and_nothing_is_rounded(
    page: PaymentsPage, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED, (*PAID, "1234.56"))
    session.choose_unit("万元")
    assert page.payable_table.model().headerData(1, Qt.Orientation.Horizontal) == "应付（万元）"
    assert cells(page.payable_table)[0][2:4] == ["0.123456", "1,784.556544"]
    assert cells(page.payment_table) == [["2019-04-12", "0.123456", "记-1", "● 已登记"]]


def test_a_payment_is_prefilled_with_what_is_unpaid(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED, (*PAID, "7846800"))
    click(qtbot, page, "登记付款…")
    dialog = dialog_of(qtbot, PaymentDialog)
    assert dialog.money.line.text() == "10,000,000.00"
    assert dialog.money.said == "壹仟万元整"
    assert dialog.error == "凭证号不能为空；请写明凭证号"
    dialog.day.setDate(QDate(2019, 4, 20))
    type_in(dialog.voucher, "记-0412")
    assert not dialog.error
    click(qtbot, dialog, "登记付款")
    settled(qtbot, runner)
    assert "2019年第一季度结算付款 10,000,000.00 元已登记。" in page.notice.text
    warned = "2019年第一季度结算已付 17,846,800.00 元，已开发票 0.00 元，发票少 17,846,800.00 元；请催开发票"
    assert shown(page).count(warned) == 1, "it stands on the page, and the notice does not say it again"
    assert "付款日期 2019-04-20 晚于今天；请核对日期" in page.notice.text
    assert [row[1:3] for row in cells(page.payment_table)] == [
        ["7,846,800.00", "记-1"],
        ["10,000,000.00", "记-0412"],
    ]
    paid = settle.ok("payment", "list")[-1]
    assert (paid["amount"], paid["voucher"], paid["date"]) == (1_000_000_000, "记-0412", "2019-04-20")
    assert button_of(page, "登记付款…").toolTip() == "已全部付清"
    assert "登记付款：已全部付清" in shown(page)
    assert "付款申请单：已全部付清" in shown(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("17846800.01", "付款超过应付金额；2019年第一季度结算还余 17,846,800.00 元，请核对金额"),
        ("0", "付款金额不能为零；请填写实际付款金额"),
        ("-1", "2019年第一季度结算没有应退款，付款不能为负；误记的付款请撤销"),
        ("", "请填写金额。"),
        ("一百", "请改正金额。"),
    ],
)
def test_an_unfit_payment_is_refused_where_it_is_typed(
    qtbot: QtBot, page: PaymentsPage, session: Session, settle: Settle, typed: str, said: str
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, "登记付款…")
    dialog = dialog_of(qtbot, PaymentDialog)
    type_in(dialog.voucher, "1")
    dialog.money.line.clear()
    type_in(dialog.money.line, typed)
    assert dialog.error == said
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_an_invoice_is_recorded_as_it_stands_on_paper(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, "登记发票…")
    dialog = dialog_of(qtbot, InvoiceDialog)
    assert dialog.error == "请填写发票号码。\n请填写价税合计。\n请填写税额（没有税额填 0）。"
    type_in(dialog.money.line, "20000000")
    assert not dialog.tax.line.text(), "the tax is the user's to state"
    type_in(dialog.tax.line, "1132075.47")
    assert dialog.error == "发票号码不能为空；请写明发票号码"
    type_in(dialog.number, "24312000000012345678")
    type_in(dialog.code, "3100")
    click(qtbot, dialog, "登记发票")
    settled(qtbot, runner)
    assert page.notice.text == "发票 24312000000012345678 已登记。"
    warned = "2019年第一季度结算已开发票 20,000,000.00 元，超过应付 17,846,800.00 元；请核对"
    assert shown(page).count(warned) == 1, "it stands on the page, and the notice does not say it again"
    row = ["24312000000012345678", "3100", "2019-04-12", "20,000,000.00", "1,132,075.47", "● 已登记"]
    assert cells(page.invoice_table) == [row]
    page.notice.clear()
    assert "超过应付 17,846,800.00 元" in page.warnings.text(), "it stays while it stands so"


@pytest.mark.parametrize(
    ("number", "amount", "tax", "said"),
    [
        ("0001", "5", "0", "发票号码 0001 已登记在2019年第一季度结算；请核对发票号码"),
        ("0002", "0", "0", "发票金额不能为零；请填写价税合计"),
        ("0002", "100", "-1", "税额须与价税合计同号且不超过它；请核对税额"),
        ("0002", "100", "101", "税额须与价税合计同号且不超过它；请核对税额"),
        ("0002", "9999999999999", "0", "计算结果 10,000,000,000,099.00 元超出金额范围"),
    ],
)
def test_an_unfit_invoice_is_refused_where_it_is_typed(
    qtbot: QtBot,
    page: PaymentsPage,
    session: Session,
    settle: Settle,
    number: str,
    amount: str,
    tax: str,
    said: str,
) -> None:
    stored(settle, session, POSTED, (*BILLED, "100"))
    click(qtbot, page, "登记发票…")
    dialog = dialog_of(qtbot, InvoiceDialog)
    for widget, text in ((dialog.number, number), (dialog.money.line, amount), (dialog.tax.line, tax)):
        type_in(widget, text)
    assert dialog.error.startswith(said)
    assert not dialog.accept_button.isEnabled()
    click(qtbot, dialog, "取消")


def test_a_payment_is_reversed_with_a_reason_and_stays_in_the_list(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED, (*PAID, "100"))
    assert button_of(page, "撤销付款…").toolTip() == "请先在付款表中选一笔"
    click_row(qtbot, page.payment_table, 0)
    click(qtbot, page, "撤销付款…")
    dialog = dialog_of(qtbot, ReasonDialog)
    assert "100.00 元" in shown(dialog)
    assert dialog.error == "请写明撤销事由。"
    type_in(dialog.reason, "误记")
    click(qtbot, dialog, "撤销付款")
    settled(qtbot, runner)
    assert page.notice.text == "凭证号 记-1 的付款已撤销。"
    assert cells(page.payment_table)[0][-1] == "× 已撤销：误记"
    assert cells(page.payable_table)[0][2] == "0.00"
    click_row(qtbot, page.payment_table, 0)
    assert button_of(page, "撤销付款…").toolTip() == "这笔付款已撤销"


def test_an_invoice_is_voided_and_its_number_stays_taken(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED, (*BILLED, "-100"))
    assert cells(page.invoice_table)[0][-1] == "● 红字"
    assert button_of(page, "作废发票…").toolTip() == "请先在发票表中选一张"
    click_row(qtbot, page.invoice_table, 0)
    click(qtbot, page, "作废发票…")
    dialog = dialog_of(qtbot, ReasonDialog)
    type_in(dialog.reason, "抬头有误")
    click(qtbot, dialog, "作废发票")
    settled(qtbot, runner)
    assert page.notice.text == "发票 0001 已作废。"
    assert cells(page.invoice_table)[0][-1] == "× 已作废：抬头有误"
    click_row(qtbot, page.invoice_table, 0)
    assert button_of(page, "作废发票…").toolTip() == "这张发票已作废"
    click(qtbot, page, "登记发票…")
    again = dialog_of(qtbot, InvoiceDialog)
    for widget, text in ((again.number, "0001"), (again.money.line, "1"), (again.tax.line, "0")):
        type_in(widget, text)
    assert "（已作废，号码仍占用）" in again.error
    click(qtbot, again, "取消")


def test_a_payment_request_is_saved_for_the_amount_that_is_typed(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle, tmp_path: Path
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, "付款申请单…")
    dialog = dialog_of(qtbot, RequestDialog)
    assert dialog.money.line.text() == "17,846,800.00"
    dialog.money.line.clear()
    type_in(dialog.money.line, "17846801")
    assert dialog.error.startswith("2019年第一季度结算未付 17,846,800.00 元，不能申请付款")
    dialog.money.line.clear()
    type_in(dialog.money.line, "800万元")
    click(qtbot, dialog, "保存…")
    choosing = dialog_of(qtbot, QFileDialog)
    assert Path(choosing.selectedFiles()[0]).name == "付款申请单 FK-12333-2019Q1.pdf"
    file = tmp_path / "申请.pdf"
    choosing.selectFile(str(file))
    choosing.accept()
    settled(qtbot, runner)
    assert page.notice.text == f"付款申请单 FK-12333-2019Q1 已保存到 {file}"
    assert file.read_bytes().startswith(b"%PDF")
    (listed,) = [row for row in settle.ok("document", "list") if row["kind"] == "payment-request"]
    assert (listed["document"], listed["prints"]) == ("FK-12333-2019Q1", 1)


def test_a_refusal_that_came_up_meanwhile_stands_on_the_page(
    qtbot: QtBot, page: PaymentsPage, runner: Runner, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, "登记付款…")
    dialog = dialog_of(qtbot, PaymentDialog)
    type_in(dialog.voucher, "2")
    settle.ok(*PAID, "17846800")
    click(qtbot, dialog, "登记付款")
    settled(qtbot, runner)
    assert page.notice.text == "付款超过应付金额；2019年第一季度结算还余 0.00 元，请核对金额"
    assert len(settle.ok("payment", "list")) == 1


def test_a_refund_is_recorded_against_a_clearance(
    qtbot: QtBot, runner: Runner, preferences: Preferences, demo_ledger: Path, qapp: object
) -> None:
    session = Session(date(2020, 3, 2))
    look_at(session, demo_ledger)
    session.choose(Quarter(2019, 4))
    page = PaymentsPage(session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    assert cells(page.payable_table)[-1] == [
        "年终清算",
        "-15,000.00",
        "-15,000.00",
        "0.00",
        "0.00",
        "15,000.00",
        "● 已退款",
    ]
    assert page.chosen
    assert page.chosen.target.quarter == Quarter(2019, 4), "the chosen quarter's document is chosen"
    click_row(qtbot, page.payable_table, 4)
    assert button_of(page, "登记退款…").toolTip() == "应退款已全部退回"
    assert button_of(page, "付款申请单…").toolTip() == "应由供应商退款，不需要申请付款"
    click_row(qtbot, page.payment_table, 0)
    click(qtbot, page, "撤销付款…")
    reason = dialog_of(qtbot, ReasonDialog)
    type_in(reason.reason, "记错日期")
    click(qtbot, reason, "撤销付款")
    settled(qtbot, runner)
    assert cells(page.payable_table)[-1][-1] == "○ 待退款"
    click(qtbot, page, "登记退款…")
    dialog = dialog_of(qtbot, PaymentDialog)
    assert dialog.money.line.text() == "-15,000.00"
    assert dialog.day.accessibleName() == "退款日期"
    type_in(dialog.voucher, "S-1")
    dialog.money.line.setText("15000")
    assert dialog.error == "2019年年终清算为应退款，请以负数记录退款，例如 -15,000.00"
    dialog.money.line.setText("-10000")
    click(qtbot, dialog, "登记退款")
    settled(qtbot, runner)
    assert "2019年年终清算退款 10,000.00 元已登记。" in page.notice.text
    assert "跨年退款，请按财政部门要求办理" in page.notice.text
    assert cells(page.payable_table)[-1][-1] == "◐ 部分退款"


def test_the_latest_document_stands_in_for_a_quarter_that_is_not_posted(
    page: PaymentsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    record = tmp_path / "合格.toml"
    record.write_text('score = "95"\n', encoding="utf-8")
    settle.post("2019Q1")
    settle.ok("assessment", "record", "2019Q1", record)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    settle.post("2019Q2")
    session.tell_changed()
    session.choose(Quarter(2019, 4))
    assert page.invoices_title.text() == "发票 · 2019年第二季度结算"


def test_the_table_is_copied_to_a_spreadsheet_and_every_field_has_a_name(
    qtbot: QtBot, page: PaymentsPage, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED)
    page.payable_table.setFocus()
    qtbot.keyClick(page.payable_table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    from PySide6.QtGui import QGuiApplication

    heads, row = QGuiApplication.clipboard().text().split("\n")
    assert heads.startswith("单据\t应付（元）\t已付")
    assert row.startswith("第一季度结算\t17,846,800.00\t0.00")
    click(qtbot, page, "登记发票…")
    dialog = dialog_of(qtbot, InvoiceDialog)
    fields = (dialog.number, dialog.code, dialog.day, dialog.money, dialog.tax)
    names = [field.accessibleName() for field in fields]
    assert names == ["发票号码", "发票代码", "开票日期", "价税合计", "税额"]
    click(qtbot, dialog, "取消")
    once(qtbot, lambda: not dialog.isVisible())


def test_an_invoices_number_is_whole_and_its_code_shown_only_where_there_is_one(
    page: PaymentsPage, session: Session, settle: Settle
) -> None:
    billed = (
        "invoice",
        "record",
        "2019Q1",
        "--date",
        "2019-04-12",
        "--tax",
        "0",
        "--amount",
        "100",
        "--number",
    )
    page.resize(900, 480)
    stored(settle, session, POSTED, (*billed, "24312000000012345678"), (*PAID, "1"))
    table = page.invoice_table
    assert table.isColumnHidden(1)
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    assert not table.horizontalScrollBar().isVisible()
    assert not page.payment_table.horizontalScrollBar().isVisible()
    stored(settle, session, (*billed, "04412345", "--code", "3100191130"))
    assert not table.isColumnHidden(1)
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)


def test_what_is_typed_after_the_date_is_the_amount(
    qtbot: QtBot, page: PaymentsPage, session: Session, settle: Settle
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, "登记发票…")
    dialog = dialog_of(qtbot, InvoiceDialog)
    dialog.day.setFocus()
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.day)
    qtbot.keyClick(dialog.day, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.money.line
    qtbot.keyClick(dialog.money.line, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.day
    assert dialog.day.day == session.today
    click(qtbot, dialog, "取消")


@pytest.mark.parametrize(
    ("act", "kind"), [("登记发票…", InvoiceDialog), ("登记付款…", PaymentDialog)], ids=("invoice", "payment")
)
def test_a_day_later_than_today_is_told_before_it_is_recorded(
    qtbot: QtBot,
    page: PaymentsPage,
    session: Session,
    settle: Settle,
    act: str,
    kind: type[InvoiceDialog] | type[PaymentDialog],
) -> None:
    stored(settle, session, POSTED)
    click(qtbot, page, act)
    dialog = dialog_of(qtbot, kind)
    assert "晚于今天" not in shown(dialog)
    dialog.day.setDate(dialog.day.date().addDays(1))
    assert "日期晚于今天，请核对。" in shown(dialog)
    dialog.day.setDate(dialog.day.date().addDays(-1))
    assert "晚于今天" not in shown(dialog)
    click(qtbot, dialog, "取消")


def test_the_tables_stand_close_under_their_headings(page: PaymentsPage) -> None:
    for heading, table in (
        (page.payments_title, page.payment_table),
        (page.invoices_title, page.invoice_table),
    ):
        assert 0 <= table.geometry().top() - heading.geometry().bottom() <= 8
