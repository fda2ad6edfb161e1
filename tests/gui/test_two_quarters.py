"""Two quarters through the window alone, from an empty folder on; the command line agrees with all of it."""

from datetime import date
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.drafts import DraftDialog
from settlement_app.gui.dialogs.payments import InvoiceDialog, PaymentDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.payments import PaymentsPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.driver import click, dialog_of, once, settled, shown, type_in
from tests.gui.test_assessment import ACTUAL, CONNECT, TRAINING, paste, type_cell
from tests.support.cli import PREPARER, REVIEWER, Settle

RECORD = """
no_incidents = true
[actuals]
overall_connect_rate = { numerator = 7850, denominator = 10000 }
training_rate = "100"
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席"
due = 2019-05-15
[[manual_deduction]]
amount = "50000"
reason = "综合接通率"
"""


class User:
    """An accountant at the window, who chooses names in the first dialog and finds them there ever after."""

    def __init__(self, qtbot: QtBot, runner: Runner, window: Window) -> None:
        self.qtbot, self.runner, self.window = qtbot, runner, window

    def at(self, page: str) -> Any:
        """Go to a page as a click at the left does."""
        self.window.show_page(page)
        return self.window.pages[page]

    def confirm(self, text: str) -> None:
        """Read the dialog, choose both names, and accept."""
        dialog = dialog_of(self.qtbot, ConfirmDialog)
        dialog.by.setCurrentText(PREPARER)
        dialog.reviewer.setCurrentText(REVIEWER)
        click(self.qtbot, dialog, text)
        settled(self.qtbot, self.runner)

    def post(self, name: str) -> None:
        click(self.qtbot, self.at("settlement"), f"审定{name}")
        self.confirm(f"审定{name}")

    def assess(self) -> None:
        """Type the record of RECORD into the three tabs, and confirm it."""
        page: AssessmentPage = self.at("assessment")
        type_cell(self.qtbot, page.indicators.table, CONNECT, ACTUAL, "7850/10000")
        type_cell(self.qtbot, page.indicators.table, TRAINING, ACTUAL, "100")
        page.tabs.setCurrentIndex(1)
        page.incidents.none.click()
        page.tabs.setCurrentIndex(2)
        page.measures.rectifications.add_action.trigger()
        paste(page.measures.rectifications.table, 0, 0, ["综合接通率\t增配座席\t2019-05-15"])
        page.measures.manual.add_action.trigger()
        type_cell(self.qtbot, page.measures.manual.table, 0, 0, "5万元")
        type_cell(self.qtbot, page.measures.manual.table, 0, 1, "综合接通率")
        once(self.qtbot, lambda: "已保存" in page.state.text() and not self.runner.is_busy)
        assert "第二季度管理费将扣 50,000.00 元" in shown(page)
        click(self.qtbot, page, "确认考核")
        self.confirm("确认考核")

    def pay(self, amount: str, voucher: str) -> None:
        page: PaymentsPage = self.at("payments")
        click(self.qtbot, page, "登记发票…")
        invoice = dialog_of(self.qtbot, InvoiceDialog)
        type_in(invoice.money.line, amount)
        type_in(invoice.tax.line, "0")
        type_in(invoice.number, voucher)
        click(self.qtbot, invoice, "登记发票")
        settled(self.qtbot, self.runner)
        click(self.qtbot, page, "登记付款…")
        payment = dialog_of(self.qtbot, PaymentDialog)
        type_in(payment.voucher, voucher)
        click(self.qtbot, payment, "登记付款")
        settled(self.qtbot, self.runner)


def test_two_quarters(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path, settle: Settle
) -> None:
    ledger = tmp_path / "窗口.settlement"
    window = Window(Session(date(2019, 7, 10)), runner, preferences)
    qtbot.addWidget(window)
    window.show()
    window.welcome.make_ledger_at(ledger)
    once(qtbot, lambda: window.session.is_open)
    user = User(qtbot, runner, window)

    user.post("第一季度")
    user.assess()
    user.pay("17846800", "1001")
    window.session.choose(Quarter(2019, 2))
    sheet = user.at("settlement")
    assert "-50,000.00" in sheet.sheet.accessibleDescription()
    click(qtbot, sheet, "核定预付…")
    advance = dialog_of(qtbot, DraftDialog)
    type_in(advance.money.line, "13000000")
    type_in(advance.reason, "按预计")
    click(qtbot, advance, "确定")
    settled(qtbot, runner)
    user.post("第二季度")

    by_window, by_commands = Settle(ledger, today="2019-07-10"), settle
    by_commands.today = "2019-07-10"
    file = tmp_path / "考核.toml"
    file.write_text(RECORD, encoding="utf-8")
    by_commands.post("2019Q1")
    by_commands.ok("assessment", "record", "2019Q1", file)
    by_commands.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    billed = ("--number", "1001", "--date", "2019-07-10", "--amount", "17846800", "--tax", "0")
    by_commands.ok("invoice", "record", "2019Q1", *billed)
    paid = ("--amount", "17846800", "--date", "2019-07-10", "--voucher", "1001")
    by_commands.ok("payment", "record", "2019Q1", *paid)
    lowered = ("--amount", "13000000", "--reason", "按预计")
    by_commands.ok("quarter", "advance", "2019Q2", "consultants", *lowered)
    by_commands.post("2019Q2")
    for command in (
        ("quarter", "show", "2019Q1"),
        ("quarter", "show", "2019Q2"),
        ("assessment", "show", "2019Q1"),
        ("deduction", "list"),
        ("payment", "list"),
        ("invoice", "list"),
        ("contract", "show"),
    ):
        assert without_anchors(by_window.ok(*command)) == without_anchors(by_commands.ok(*command)), command
    assert by_window.ok("ledger", "verify")["ok"]


def without_anchors(shape: Any) -> Any:
    """The shape without the hashes, which hold the time and the computer."""
    if isinstance(shape, dict):
        return {key: without_anchors(value) for key, value in shape.items() if key != "anchor"}
    return [without_anchors(entry) for entry in shape] if isinstance(shape, list) else shape
