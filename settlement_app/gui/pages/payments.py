"""付款与发票: what is due, paid and billed on each posted document; its payments and invoices."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout

from settlement_app.domain.books import Invoice, Payment, Target
from settlement_app.domain.money import format_amount
from settlement_app.gui.dialogs.payments import InvoiceDialog, PaymentDialog, ReasonDialog, RequestDialog
from settlement_app.gui.models.payable_rows import invoice_columns, payable_columns, payment_columns
from settlement_app.gui.models.rows import Rows
from settlement_app.gui.pages.page import Page
from settlement_app.gui.paper_acts import PaperActs, Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.wording import for_screen
from settlement_app.office import payments
from settlement_app.office.payables import (
    Payable,
    YearOfPayables,
    invoice_problems,
    payables,
    payment_problems,
    request_number,
    request_problems,
)
from settlement_app.office.saving import suggested_name

_CODE = 1
"""The column of the invoices' codes, which those of today no longer have."""

_NONE_POSTED = "本年度还没有已审定的单据；季度结算或年终清算审定后，才能登记付款和发票"


class PaymentsPage(Page):
    """Record and take back payments and invoices; ask for a payment."""

    NAME, TITLE = "payments", "付款与发票"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.payable_rows: Rows[Payable] = Rows(payable_columns("元", self.amount))
        self.payment_rows: Rows[Payment] = Rows(payment_columns("元", self.amount))
        self.invoice_rows: Rows[Invoice] = Rows(invoice_columns("元", self.amount))
        self.payable_table = self._table(self.payable_rows, "应付与已付")
        self.payment_table = self._table(self.payment_rows, "付款")
        self.invoice_table = self._table(self.invoice_rows, "发票")
        self.payments_title, self.invoices_title = label("付款", "heading"), label("发票", "heading")
        self.warnings, self.why_not = label("", "warning"), label("", "quiet")
        self._below = QHBoxLayout()
        self.progress = ProgressRow()
        self.acts = PaperActs(self, self.progress)
        self._shown: YearOfPayables | None = None
        self._quarter: Target | None = None
        self.trace_action = self.add_action("追溯应付…", self.trace)
        self.reverse_action = self.add_action("撤销付款…", self.reverse_payment)
        self.bill_action = self.add_action("登记发票…", self.bill)
        self.void_action = self.add_action("作废发票…", self.void_invoice)
        self.request_action = self.add_action("付款申请单…", self.request)
        self.pay_action = self.add_action("登记付款…", self.pay, shortcut="Ctrl+Return")
        self._build()

    def _table(self, rows: Rows, name: str) -> Table:  # type: ignore[type-arg] # of any row
        table = Table(rows, name, self.preferences)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return table

    def _build(self) -> None:
        self.body.addWidget(self.payable_table, 4)
        self.body.addWidget(self.warnings)
        self._below.setSpacing(3 * GRID)
        for title, table in (
            (self.payments_title, self.payment_table),
            (self.invoices_title, self.invoice_table),
        ):
            column = QVBoxLayout()
            column.setSpacing(GRID // 2)
            title.setWordWrap(False)
            column.addWidget(title)
            column.addWidget(table, 1)
            self._below.addLayout(column)
        self.body.addLayout(self._below, 5)
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.progress)
        for action in (
            self.trace_action,
            self.reverse_action,
            self.bill_action,
            self.void_action,
            self.request_action,
        ):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.pay_action, "primary"))
        self.payable_table.selectionModel().currentRowChanged.connect(lambda *_: self._show_entries())
        for table in (self.payment_table, self.invoice_table):
            table.selectionModel().currentRowChanged.connect(lambda *_: self._allow())

    @property
    def chosen(self) -> Payable | None:
        """The document that the cursor stands on, or None."""
        return cast(Payable | None, self.payable_table.current_row)

    @property
    def payment(self) -> Payment | None:
        """The payment that the cursor stands on, or None."""
        return cast(Payment | None, self.payment_table.current_row)

    @property
    def invoice(self) -> Invoice | None:
        """The invoice that the cursor stands on, or None."""
        return cast(Invoice | None, self.invoice_table.current_row)

    def refresh(self) -> None:
        """Show the chosen year; the cursor stays on its document until another quarter is chosen."""
        quarter = Target(quarter=self.session.quarter)
        was = self.chosen.target if self.chosen and self._quarter == quarter else quarter
        shown = self._shown = payables(self.session.desk, self.session.year)
        unit = self.session.unit
        self.title.setText(f"{self.TITLE} · {self.session.year}年")
        self.payable_rows.use(payable_columns(unit, self.amount))
        self.payment_rows.use(payment_columns(unit, self.amount))
        self.invoice_rows.use(invoice_columns(unit, self.amount))
        self.payable_rows.show(shown.payables)
        targets = [payable.target for payable in shown.payables]
        self._quarter = (
            quarter if quarter in targets else None
        )  # until it is posted, another one stands in for it
        place = targets.index(was) if was in targets else 0
        if targets:
            self.payable_table.go_to_row(shown.payables[place])
        self.warnings.setText("\n".join(text for payable in shown.payables for text in payable.warnings))
        self.warnings.setVisible(bool(self.warnings.text()))
        self._show_entries()

    def pay(self) -> None:
        """Record a payment on the chosen document, or a refund."""
        shown, chosen = self._shown, self.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self.session.desk
        title = "登记退款" if chosen.is_refund else "登记付款"
        hint = (
            "供应商退回的款以负数登记。"
            if chosen.is_refund
            else "可以分次付款；记错的付款可以撤销，不能修改。"
        )
        dialog = PaymentDialog(
            self,
            title,
            hint,
            self._facts(chosen),
            chosen.unpaid or None,
            self.session.today,
            lambda amount, voucher: payment_problems(books, target, amount, voucher),
        )

        def store() -> None:
            amount, day, voucher = dialog.money.amount or 0, dialog.day.day, dialog.voucher.text()
            said = f"{target.label}{title[2:]} {format_amount(amount)} 元已登记。"
            self.do(lambda _: payments.pay(desk, target, amount, day, voucher), said=said)

        dialog.accepted.connect(store)
        dialog.open()

    def bill(self) -> None:
        """Record an invoice on the chosen document."""
        shown, chosen = self._shown, self.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self.session.desk
        dialog = InvoiceDialog(
            self,
            self._facts(chosen),
            self.session.today,
            lambda number, code, amount, tax: invoice_problems(books, target, number, code, amount, tax),
        )

        def store() -> None:
            number, code, day = dialog.number.text(), dialog.code.text(), dialog.day.day
            amount, tax = dialog.money.amount or 0, dialog.tax.amount or 0
            self.do(
                lambda _: payments.bill(desk, target, number, code, day, amount, tax),
                said=f"发票 {number.strip()} 已登记。",
            )

        dialog.accepted.connect(store)
        dialog.open()

    def trace(self) -> None:
        """Show the way back from the chosen payment, or from what the chosen document comes to."""
        from settlement_app.domain.tracing.trace import SheetFigure, YearFigure
        from settlement_app.gui.dialogs.trace import open_trace

        if payment := self.payment:
            open_trace(self, payment)
        elif chosen := self.chosen:
            quarter = chosen.target.quarter
            of_year = YearFigure(chosen.target.year, "net")
            open_trace(self, SheetFigure(quarter, "total/payable") if quarter else of_year)

    def reverse_payment(self) -> None:
        """Take the chosen payment back; it stays in the list."""
        if payment := self.payment:
            number, desk = payment.id, self.session.desk
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
        if invoice := self.invoice:
            number, desk = invoice.id, self.session.desk
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
        shown, chosen = self._shown, self.chosen
        if shown is None or chosen is None:
            return
        books, target, desk = shown.books, chosen.target, self.session.desk
        dialog = RequestDialog(
            self,
            self._facts(chosen),
            chosen.unpaid or 0,
            lambda amount: request_problems(desk, books, target, amount),
        )

        def save() -> None:
            amount = dialog.money.amount or 0
            number = request_number(desk, books, target, amount)
            name = suggested_name("payment-request", number, "posted")
            self.acts.save(Wanted("payment-request", str(target), number, name, amount))

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
        dialog = ReasonDialog(self, title, hint, facts, reason_label)

        def store() -> None:
            reason = dialog.reason.text()
            self.do(lambda _: act(reason), said=said)

        dialog.accepted.connect(store)
        dialog.open()

    def _facts(self, payable: Payable) -> list[tuple[str, str]]:
        amounts = (("应付", payable.due or 0), ("已付", payable.paid), ("未付", payable.unpaid or 0))
        return [
            ("单据", f"{payable.target.label} {payable.number}"),
            *((name, f"{format_amount(fen)} 元") for name, fen in amounts),
        ]

    def _show_entries(self) -> None:
        """Show the chosen document's payments and invoices, the cursor staying on its entry."""
        shown, chosen = self._shown, self.chosen
        if shown is None:
            return
        target = chosen.target if chosen else None
        of = f" · {chosen.target.label}" if chosen else ""
        self.payments_title.setText(f"付款{of}")
        self.invoices_title.setText(f"发票{of}")
        self.payment_rows.show([entry for entry in shown.payments if entry.target == target])
        invoices = [entry for entry in shown.invoices if entry.target == target]
        self.invoice_table.setColumnHidden(_CODE, not any(entry.code for entry in invoices))
        self.invoice_rows.show(invoices)
        for place, table in enumerate((self.payment_table, self.invoice_table)):
            self._below.setStretch(place, table.least_width)
        self._allow()

    def _allow(self) -> None:
        """Say of each act whether it can be done now, and why not."""
        chosen, payment, invoice = self.chosen, self.payment, self.invoice
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
            self.allow(action, [for_screen(reason)] if reason else [])
            if reason:
                told.append(f"{action.text().removesuffix('…')}：{reason}" if chosen else reason)
        self.why_not.setText("　".join(dict.fromkeys(told)))
        self.why_not.setVisible(bool(told))


def _why_not_reverse(payment: Payment | None) -> str:
    if payment is None:
        return "请先在付款表中选一笔"
    return "" if payment.reversed_because is None else "这笔付款已撤销"


def _why_not_void(invoice: Invoice | None) -> str:
    if invoice is None:
        return "请先在发票表中选一张"
    return "" if invoice.void_because is None else "这张发票已作废"
