"""付款与发票: what is due, paid and billed on each posted document; its payments and invoices."""

from typing import cast

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout

from settlement_app.domain.books import Invoice, Payment, Target
from settlement_app.gui.models.payable_rows import invoice_columns, payable_columns, payment_columns
from settlement_app.gui.models.rows import Rows
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.payments_acts import PaymentActs
from settlement_app.gui.paper_acts import PaperActs
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.wording import for_screen
from settlement_app.office.payables import (
    Payable,
    YearOfPayables,
    payables,
)

_CODE = 1
"""The column of the invoices' codes, which those of today no longer have."""


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
        self.papers = PaperActs(self, self.progress)
        self.shown: YearOfPayables | None = None
        self._quarter: Target | None = None
        self.acts = PaymentActs(self)
        self._build()

    def _table(self, rows: Rows, name: str) -> Table:  # type: ignore[type-arg] # of any row
        table = Table(rows, name, self.preferences)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return table

    def _build(self) -> None:
        self.body.addWidget(self.payable_table, 1)
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
        self.body.addLayout(self._below, 1)
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.progress)
        for made in self.acts.buttons:
            self.buttons.addWidget(made)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.acts.pay_button)
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
        shown = self.shown = payables(self.session.desk, self.session.year)
        unit = self.session.unit
        self.title.setText(f"{self.TITLE} · {self.session.year}年")
        self.payable_rows.use(payable_columns(unit, self.amount))
        self.payment_rows.use(payment_columns(unit, self.amount))
        self.invoice_rows.use(invoice_columns(unit, self.amount))
        self.payable_rows.show(shown.payables)
        targets = [payable.target for payable in shown.payables]
        self._quarter = (
            quarter if quarter in targets else None
        )  # until it is posted, the latest one stands in for it
        place = targets.index(was) if was in targets else len(targets) - 1
        if targets:
            self.payable_table.go_to_row(shown.payables[place])
        self.standing = [for_screen(text) for payable in shown.payables for text in payable.warnings]
        self.warnings.setText("\n".join(self.standing))
        self.warnings.setVisible(bool(self.standing))
        self._show_entries()

    def _show_entries(self) -> None:
        """Show the chosen document's payments and invoices, the cursor staying on its entry."""
        shown, chosen = self.shown, self.chosen
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
        """Say what cannot be done now, and why not."""
        told = self.acts.allow()
        self.why_not.setText("　".join(told))
        self.why_not.setVisible(bool(told))
