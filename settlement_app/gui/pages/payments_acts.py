"""What may be done to a payable: pay, take that back, bill, void, ask for the payment, trace it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from settlement_app.domain.money import format_amount
from settlement_app.gui.dialogs.payments import InvoiceDialog, PaymentDialog, ReasonDialog, RequestDialog
from settlement_app.gui.paper_acts import Wanted
from settlement_app.gui.widgets.labels import action_button
from settlement_app.gui.wording import for_screen
from settlement_app.office import payments
from settlement_app.office.payables import (
    Payable,
    invoice_problems,
    payment_problems,
    request_number,
    request_problems,
)
from settlement_app.office.saving import suggested_name

if TYPE_CHECKING:  # the page makes its acts
    from settlement_app.domain.books import Invoice, Payment
    from settlement_app.gui.pages.payments import PaymentsPage

_NONE_POSTED = "本年度还没有已审定的单据；季度结算或年终清算审定后，才能登记付款和发票"


class PaymentActs:
    """The acts of the page 付款与发票; each asks in a dialog before it stores."""

    def __init__(self, page: PaymentsPage) -> None:
        self._page = page
        self.trace_action = page.add_action("追溯应付…", self.trace)
        self.reverse_action = page.add_action("撤销付款…", self.reverse_payment)
        self.bill_action = page.add_action("登记发票…", self.bill)
        self.void_action = page.add_action("作废发票…", self.void_invoice)
        self.request_action = page.add_action("付款申请单…", self.request)
        self.pay_action = page.add_action("登记付款…", self.pay)
        self.buttons = [
            action_button(action)
            for action in (
                self.trace_action,
                self.reverse_action,
                self.bill_action,
                self.void_action,
                self.request_action,
            )
        ]
        self.pay_button = action_button(self.pay_action, "primary")

    def allow(self) -> list[str]:
        """Say of each act whether it can be done now; returns why not, in sentences."""
        page = self._page
        chosen, payment, invoice = page.chosen, page.payment, page.invoice
        self.trace_action.setText("追溯付款…" if payment else "追溯应付…")
        self.pay_action.setText("登记退款…" if chosen and chosen.is_refund else "登记付款…")
        wanted = (
            (self.trace_action, "" if chosen else _NONE_POSTED),
            (self.pay_action, chosen.no_payment if chosen else _NONE_POSTED),
            (self.request_action, chosen.no_request if chosen else _NONE_POSTED),
            (self.bill_action, chosen.no_invoice if chosen else _NONE_POSTED),
            (self.reverse_action, _why_not_reverse(payment) if chosen else _NONE_POSTED),
            (self.void_action, _why_not_void(invoice) if chosen else _NONE_POSTED),
        )
        told: list[str] = []
        for action, reason in wanted:
            page.allow(action, [for_screen(reason)] if reason else [])
            if reason:
                told.append(f"{action.text().removesuffix('…')}：{reason}" if chosen else reason)
        return list(dict.fromkeys(told))

    def pay(self) -> None:
        """Record a payment on the chosen document, or a refund."""
        shown, chosen = self._page.shown, self._page.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self._page.session.desk
        title = "登记退款" if chosen.is_refund else "登记付款"
        hint = (
            "供应商退回的款以负数登记。"
            if chosen.is_refund
            else "可以分次付款；记错的付款可以撤销，不能修改。"
        )
        dialog = PaymentDialog(
            self._page,
            title,
            hint,
            _facts(chosen),
            chosen.unpaid or None,
            self._page.session.today,
            lambda amount, voucher: payment_problems(books, target, amount, voucher),
        )

        def store() -> None:
            amount, day, voucher = dialog.money.amount or 0, dialog.day.day, dialog.voucher.text()
            said = f"{target.label}{title[2:]} {format_amount(abs(amount))} 元已登记。"
            self._page.do(lambda _: payments.pay(desk, target, amount, day, voucher), said=said)

        dialog.accepted.connect(store)
        dialog.open()

    def bill(self) -> None:
        """Record an invoice on the chosen document."""
        shown, chosen = self._page.shown, self._page.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self._page.session.desk
        dialog = InvoiceDialog(
            self._page,
            _facts(chosen),
            self._page.session.today,
            lambda number, code, amount, tax: invoice_problems(books, target, number, code, amount, tax),
        )

        def store() -> None:
            number, code, day = dialog.number.text(), dialog.code.text(), dialog.day.day
            amount, tax = dialog.money.amount or 0, dialog.tax.amount or 0
            self._page.do(
                lambda _: payments.bill(desk, target, number, code, day, amount, tax),
                said=f"发票 {number.strip()} 已登记。",
            )

        dialog.accepted.connect(store)
        dialog.open()

    def trace(self) -> None:
        """Show the way back from the chosen payment, or from what the chosen document comes to."""
        from settlement_app.domain.tracing.trace import SheetFigure, YearFigure
        from settlement_app.gui.dialogs.trace import open_trace

        if payment := self._page.payment:
            open_trace(self._page, payment)
        elif chosen := self._page.chosen:
            quarter = chosen.target.quarter
            of_year = YearFigure(chosen.target.year, "net")
            open_trace(self._page, SheetFigure(quarter, "total/payable") if quarter else of_year)

    def reverse_payment(self) -> None:
        """Take the chosen payment back; it stays in the list."""
        if payment := self._page.payment:
            number, desk = payment.id, self._page.session.desk
            self._ask_reason(
                "撤销付款",
                "撤销后这笔付款不再计入已付，记录仍保留；撤销不能撤回。",
                [
                    ("金额", f"{format_amount(payment.amount)} 元"),
                    ("付款日期", str(payment.on)),
                    ("凭证号", payment.voucher),
                ],
                "撤销事由",
                lambda reason: payments.reverse_payment(desk, number, reason),
                f"凭证号 {payment.voucher} 的付款已撤销。",
            )

    def void_invoice(self) -> None:
        """Void the chosen invoice; its number stays taken."""
        if invoice := self._page.invoice:
            number, desk = invoice.id, self._page.session.desk
            self._ask_reason(
                "作废发票",
                "作废后这张发票不再计入已开发票，号码仍占用；作废不能撤回。",
                [("发票号码", invoice.number), ("价税合计", f"{format_amount(invoice.amount)} 元")],
                "作废事由",
                lambda reason: payments.void_invoice(desk, number, reason),
                f"发票 {invoice.number} 已作废。",
            )

    def request(self) -> None:
        """Ask for how much, and save the payment request."""
        shown, chosen = self._page.shown, self._page.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self._page.session.desk
        dialog = RequestDialog(
            self._page,
            _request_facts(chosen),
            chosen.unpaid or 0,
            lambda amount: request_problems(desk, books, target, amount),
        )

        def save() -> None:
            amount = dialog.money.amount or 0
            number = request_number(desk, books, target, amount)
            name = suggested_name("payment-request", number, "posted")
            self._page.papers.save(Wanted("payment-request", str(target), number, name, amount))

        dialog.accepted.connect(save)
        dialog.open()

    def _ask_reason(
        self,
        title: str,
        hint: str,
        facts: Sequence[tuple[str, str]],
        reason_label: str,
        act: Callable[[str], object],
        said: str,
    ) -> None:
        dialog = ReasonDialog(self._page, title, hint, facts, reason_label)

        def store() -> None:
            reason = dialog.reason.text()
            self._page.do(lambda _: act(reason), said=said)

        dialog.accepted.connect(store)
        dialog.open()


def _facts(payable: Payable) -> list[tuple[str, str]]:
    amounts = (("应付", payable.due or 0), ("已付", payable.paid), ("未付", payable.unpaid or 0))
    return [
        ("单据", f"{payable.target.label} {payable.number}"),
        *((name, f"{format_amount(fen)} 元") for name, fen in amounts),
    ]


def _request_facts(payable: Payable) -> list[tuple[str, str]]:
    """What the request will say of invoices, too: once it is saved it says so for good."""
    billed = f"已登记 {format_amount(payable.billed)} 元" if payable.billed else "尚未登记，申请单上会写明"
    return [*_facts(payable), ("发票", billed)]


def _why_not_reverse(payment: Payment | None) -> str:
    if payment is None:
        return "请先在付款表中选一笔"
    return "" if payment.reversed_because is None else "这笔付款已撤销"


def _why_not_void(invoice: Invoice | None) -> str:
    if invoice is None:
        return "请先在发票表中选一张"
    return "" if invoice.void_because is None else "这张发票已作废"
