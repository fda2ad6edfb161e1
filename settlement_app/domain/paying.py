"""Payments and invoices against posted documents (rules, section 10)."""

from collections.abc import Iterator
from datetime import date

from settlement_app.domain.books import Books, Invoice, Payment, Target
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import checked, format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import parse_quarter, parse_year
from settlement_app.domain.posting import issue_number


def amount_due(books: Books, target: Target) -> int | None:
    """What the posted target comes to, in 分 (a clearance's net may be negative); None while it is not posted."""
    if target.quarter:
        sheet = books.posted(target.quarter)
        return sheet.settlement.payable if sheet else None
    cleared = books.cleared(target.year)
    return cleared.clearance.net if cleared else None


def request_number(books: Books, target: Target) -> str:
    """The number of the next payment request on the target: ``FK-12333-2019Q2-2``."""
    issued = sum(request.target == target for request in books.requests)
    return issue_number(f"FK-{books.project.code}-{target.quarter or target.year}", issued + 1)


def payment_findings(books: Books, target: Target, amount: int, voucher: str) -> Iterator[Finding]:
    """What forbids a payment (分); a refund is a negative one against a clearance whose net is negative."""
    yield from text_findings("凭证号", voucher)
    due = amount_due(books, target)
    if due is None:
        yield _not_posted(target)
        return
    if amount == 0:
        yield Finding("payment_zero", "付款金额不能为零；请填写实际付款金额")
        return
    left = due - books.paid(target)
    if due >= 0 and amount < 0:
        yield Finding(
            "no_refund", f"{target.label}没有应退款，付款不能为负；误记的付款请用 payment reverse 撤销"
        )
    elif due < 0 < amount and left == 0:
        yield Finding("refund_sign", f"{target.label}的应退款已全部退回；请核对是否记错了单据")
    elif due < 0 < amount:
        yield Finding("refund_sign", f"{target.label}为应退款，请以负数记录退款，例如 {format_amount(left)}")
    elif abs(amount) > abs(left):
        what = "退款超过应退金额" if due < 0 else "付款超过应付金额"
        yield Finding(
            "paid_too_much", f"{what}；{target.label}还余 {format_amount(abs(left))} 元，请核对金额"
        )


def payment_warnings(books: Books, payment: Payment, today: date) -> Iterator[Finding]:
    """What should be looked at after a payment was recorded; ``books`` hold it already."""
    yield from _paid_over_invoiced(books, payment.target)
    if payment.amount < 0 and payment.on.year > payment.target.year:
        yield Finding("refund_after_year", "跨年退款，请按财政部门要求办理")
    if payment.on > today:
        yield Finding("future_date", f"付款日期 {payment.on} 晚于今天；请核对日期")
    standing = [other for other in books.payments if other.reversed_because is None]
    if sum(other.voucher == payment.voucher for other in standing) > 1:
        yield Finding("voucher_twice", f"凭证号 {payment.voucher} 已用于另一笔付款；请核对是否重复登记")


def invoice_findings(
    books: Books, target: Target, number: str, code: str, amount: int, tax: int
) -> Iterator[Finding]:
    """What forbids an invoice; ``amount`` includes ``tax``, both in 分, both negative on a red one.

    Raises AmountError where all invoices of the target together leave the range.
    """
    checked(books.invoiced(target) + amount)
    yield from text_findings("发票号码", number)
    if amount_due(books, target) is None:
        yield _not_posted(target)
    if amount == 0:
        yield Finding("invoice_zero", "发票金额不能为零；请填写价税合计")
    if not (0 <= tax <= amount or amount <= tax <= 0):
        yield Finding("invoice_tax", "税额须与价税合计同号且不超过它；请核对 --tax")
    taken = next((i for i in books.invoices if (i.number, i.code) == (number, code)), None)
    if taken:
        state = "（已作废，号码仍占用）" if taken.void_because is not None else ""
        yield Finding(
            "invoice_taken", f"发票号码 {number} 已登记在{taken.target.label}{state}；请核对发票号码"
        )


def invoice_warnings(books: Books, invoice: Invoice, today: date) -> Iterator[Finding]:
    """What should be looked at after an invoice was recorded; ``books`` hold it already."""
    yield from _invoiced_over_payable(books, invoice.target)
    if invoice.on > today:
        yield Finding("future_date", f"开票日期 {invoice.on} 晚于今天；请核对日期")


def standing_warnings(books: Books, target: Target) -> Iterator[Finding]:
    """What should be looked at on a target as long as it stands so."""
    yield from _paid_over_invoiced(books, target)
    yield from _invoiced_over_payable(books, target)


def missing_invoices(books: Books, target: Target) -> int:
    """By how much (分) the target's payments exceed its invoices, or 0; red invoices alone ask for none."""
    paid, invoiced = books.paid(target), books.invoiced(target)
    return paid - invoiced if paid > max(invoiced, 0) else 0


def _paid_over_invoiced(books: Books, target: Target) -> Iterator[Finding]:
    if missing := missing_invoices(books, target):
        paid, invoiced = books.paid(target), books.invoiced(target)
        yield Finding(
            "paid_over_invoiced",
            f"{target.label}已付 {format_amount(paid)} 元，已开发票 {format_amount(invoiced)} 元，"
            f"发票少 {format_amount(missing)} 元；请催开发票",
        )


def _invoiced_over_payable(books: Books, target: Target) -> Iterator[Finding]:
    due, invoiced = amount_due(books, target), books.invoiced(target)
    if due is not None and invoiced > max(due, 0):
        yield Finding(
            "invoiced_over_payable",
            f"{target.label}已开发票 {format_amount(invoiced)} 元，超过应付 {format_amount(due)} 元；请核对",
        )


def _not_posted(target: Target) -> Finding:
    return Finding("target_open", f"{target.label}尚未审定；付款和发票只能登记在已审定的单据上")


def parse_target(text: str) -> Target:
    """Read ``2019Q1`` or ``clearance:2019``; raises PeriodError for anything else."""
    kind, colon, year = text.strip().partition(":")
    if kind == "clearance" and colon:
        return Target(clearance=parse_year(year))
    return Target(quarter=parse_quarter(text))
