"""Payments and invoices: record, reverse, void, list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from settlement_app.domain import paying
from settlement_app.domain.books import Books, Invoice, Payment, Target
from settlement_app.domain.findings import Finding, messages, refuse, refuse_if
from settlement_app.domain.people import text_findings
from settlement_app.office.desk import Desk


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment as it stands."""

    payment: Payment
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """One invoice as it stands."""

    invoice: Invoice
    warnings: tuple[str, ...] = ()


def payments(desk: Desk, year: int | None = None) -> tuple[Payment, ...]:
    """All payments, or those of one contract year, reversed ones included."""
    return tuple(p for p in desk.books().payments if year is None or p.target.year == year)


def invoices(desk: Desk) -> tuple[Invoice, ...]:
    """All invoices, void ones included."""
    return desk.books().invoices


def pay(desk: Desk, target: Target, amount: int, on: date, voucher: str) -> PaymentView:
    """Record a payment (分), or a refund as a negative one."""
    with desk.changing("payment.record", str(target)) as change:
        refuse_if(paying.payment_findings(change.books, target, amount, voucher))
        payment = Payment(change.work.next("payment", "id", {}), target, amount, on, voucher.strip())
        change.store.add_payment(payment)
    books = desk.books()
    return _payment_view(books, payment.id, paying.payment_warnings(books, payment, desk.today))


def reverse_payment(desk: Desk, number: int, reason: str) -> PaymentView:
    """Reverse a wrong payment; it stays in the list."""
    with desk.changing("payment.reverse", str(number)) as change:
        payment = next((p for p in change.books.payments if p.id == number), None)
        if payment is None:
            raise refuse("no_such_payment", f"没有第 {number} 号付款；请用 payment list 核对")
        if payment.reversed_because is not None:
            raise refuse("already_reversed", f"第 {number} 号付款已撤销；无需再次撤销")
        refuse_if(text_findings("撤销事由", reason))
        change.store.reverse_payment(payment, reason.strip())
    return _payment_view(desk.books(), number, ())


def bill(desk: Desk, target: Target, number: str, code: str, on: date, amount: int, tax: int) -> InvoiceView:
    """Record an invoice; ``amount`` (分) includes ``tax`` (分)."""
    number, code = number.strip(), code.strip()
    with desk.changing("invoice.record", str(target)) as change:
        refuse_if(paying.invoice_findings(change.books, target, number, code, amount, tax))
        invoice = Invoice(change.work.next("invoice", "id", {}), target, number, code, on, amount, tax)
        change.store.add_invoice(invoice)
    books = desk.books()
    return _invoice_view(books, invoice.id, paying.invoice_warnings(books, invoice, desk.today))


def void_invoice(desk: Desk, number: int, reason: str) -> InvoiceView:
    """Void an invoice; its number stays taken."""
    with desk.changing("invoice.void", str(number)) as change:
        invoice = next((i for i in change.books.invoices if i.id == number), None)
        if invoice is None:
            raise refuse("no_such_invoice", f"没有第 {number} 号发票；请用 invoice list 核对")
        if invoice.void_because is not None:
            raise refuse("already_void", f"第 {number} 号发票已作废；无需再次作废")
        refuse_if(text_findings("作废事由", reason))
        change.store.void_invoice(invoice, reason.strip())
    return _invoice_view(desk.books(), number, ())


def _payment_view(books: Books, number: int, warnings: Iterable[Finding]) -> PaymentView:
    (payment,) = (p for p in books.payments if p.id == number)
    return PaymentView(payment, messages(warnings))


def _invoice_view(books: Books, number: int, warnings: Iterable[Finding]) -> InvoiceView:
    (invoice,) = (i for i in books.invoices if i.id == number)
    return InvoiceView(invoice, messages(warnings))
