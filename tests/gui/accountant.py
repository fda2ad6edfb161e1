"""An accountant at the window, for the tests that take whole quarters and years through it."""

from typing import Any

from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.payments import InvoiceDialog, PaymentDialog
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.payments import PaymentsPage
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.driver import click, dialog_of, once, settled, shown, type_in
from tests.gui.test_assessment import ACTUAL, CONNECT, TRAINING, paste, type_cell
from tests.support.cli import PREPARER, REVIEWER

FAILED = """
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
PASSED = """
no_incidents = true
[actuals]
overall_connect_rate = "85.20"
"""


class Accountant:
    """Chooses both names in the first dialog, and finds them there ever after."""

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

    def assess_failed(self) -> None:
        """Type the record of FAILED into the three tabs, and confirm it."""
        page: AssessmentPage = self.at("assessment")
        page.tabs.setCurrentIndex(0)
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

    def assess_passed(self) -> None:
        """Type the record of PASSED, and confirm it."""
        page: AssessmentPage = self.at("assessment")
        page.tabs.setCurrentIndex(0)
        type_cell(self.qtbot, page.indicators.table, CONNECT, ACTUAL, "85.20")
        page.tabs.setCurrentIndex(1)
        page.incidents.none.click()
        once(self.qtbot, lambda: "已保存" in page.state.text() and not self.runner.is_busy)
        click(self.qtbot, page, "确认考核")
        self.confirm("确认考核")

    def pay(self, amount: str, voucher: str) -> None:
        """Record the invoice over an amount, then the payment that the dialog proposes."""
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


def without_anchors(shape: Any) -> Any:
    """The shape without the hashes, which hold the time and the computer."""
    if isinstance(shape, dict):
        return {key: without_anchors(value) for key, value in shape.items() if key != "anchor"}
    return [without_anchors(entry) for entry in shape] if isinstance(shape, list) else shape
