"""What is due, paid and billed on each posted document of a year, and what would forbid another entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from settlement_app.domain import paying
from settlement_app.domain.books import Books, Invoice, Payment, Target
from settlement_app.domain.findings import Finding, RuleRefusal, messages
from settlement_app.domain.money import AmountError
from settlement_app.office import papers
from settlement_app.office.desk import Desk
from settlement_app.office.finals import basis_of
from settlement_app.office.years import contract_of_year

PayableState = Literal["待重新审定", "无需付款", "未付", "部分付款", "已付清", "待退款", "部分退款", "已退款"]


@dataclass(frozen=True, slots=True)
class Payable:
    """One document that money is paid or billed on, in 分; ``due`` is None while it waits to be posted again.

    A clearance's ``due`` may be negative: then the vendor refunds. ``billed_over_paid`` is negative while an invoice
    is wanting.
    """

    target: Target
    number: str
    state: PayableState
    due: int | None
    paid: int
    unpaid: int | None
    billed: int
    billed_over_paid: int
    warnings: tuple[str, ...]

    @property
    def is_refund(self) -> bool:
        """Whether the vendor has to pay back."""
        return self.due is not None and self.due < 0

    @property
    def no_invoice(self) -> str:
        """What keeps an invoice from being recorded, in words, or nothing."""
        return "原单已冲销，须先重新审定" if self.due is None else ""

    @property
    def no_payment(self) -> str:
        """What keeps a payment or a refund from being recorded, in words, or nothing."""
        if self.due is None or self.unpaid:
            return self.no_invoice
        return "应退款已全部退回" if self.is_refund else "已全部付清"

    @property
    def no_request(self) -> str:
        """What keeps a payment from being asked for, in words, or nothing."""
        return "应由供应商退款，不需要申请付款" if self.is_refund else self.no_payment


@dataclass(frozen=True, slots=True)
class YearOfPayables:
    """A contract year's payables with all payments and invoices, undone ones included; ``books`` to check against."""

    books: Books
    payables: tuple[Payable, ...]
    payments: tuple[Payment, ...]
    invoices: tuple[Invoice, ...]


def payables(desk: Desk, year: int) -> YearOfPayables:
    """The year as it stands; raises RuleRefusal where it has no contract."""
    with desk.reading() as books:
        contract = contract_of_year(books, year)
        targets = [*(Target(quarter=quarter) for quarter in contract.quarters), Target(clearance=year)]
        payments = tuple(entry for entry in books.payments if entry.target.year == year)
        invoices = tuple(entry for entry in books.invoices if entry.target.year == year)
        used = {payment.target for payment in payments} | {invoice.target for invoice in invoices}
        return YearOfPayables(
            books=books,
            payables=tuple(
                _payable(books, target)
                for target in targets
                if target in used or paying.amount_due(books, target) is not None
            ),
            payments=payments,
            invoices=invoices,
        )


def payment_problems(books: Books, target: Target, amount: int, voucher: str) -> tuple[str, ...]:
    """What forbids a payment of so many 分, in words."""
    return _told(paying.payment_findings(books, target, amount, voucher))


def invoice_problems(
    books: Books, target: Target, number: str, code: str, amount: int, tax: int
) -> tuple[str, ...]:
    """What forbids an invoice of so many 分, ``tax`` included, in words."""
    return _told(paying.invoice_findings(books, target, number.strip(), code.strip(), amount, tax))


def request_problems(desk: Desk, books: Books, target: Target, amount: int) -> tuple[str, ...]:
    """What forbids a payment request for so many 分, in words."""
    try:
        papers.next_request(books, target, amount, desk.by, desk.today)
    except RuleRefusal as refusal:
        return _told(refusal.findings)
    return ()


def request_number(desk: Desk, books: Books, target: Target, amount: int) -> str:
    """The number of such a request; raises RuleRefusal where there is nothing to ask for."""
    return papers.next_request(books, target, amount, desk.by, desk.today).number


def _told(findings: Iterable[Finding]) -> tuple[str, ...]:
    try:
        return messages(findings)
    except AmountError as error:
        return (str(error),)


def _payable(books: Books, target: Target) -> Payable:
    due, paid, billed = paying.amount_due(books, target), books.paid(target), books.invoiced(target)
    return Payable(
        target=target,
        number=basis_of(books, target) or "",
        state=_state(due, paid),
        due=due,
        paid=paid,
        unpaid=None if due is None else due - paid,
        billed=billed,
        billed_over_paid=billed - paid,
        warnings=tuple(_warnings(books, target)),
    )


def _warnings(books: Books, target: Target) -> Iterator[str]:
    for finding in paying.standing_warnings(books, target):
        yield finding.message


def _state(due: int | None, paid: int) -> PayableState:
    if due is None:
        return "待重新审定"
    if due == 0:
        return "无需付款"
    if paid == due:
        return "已付清" if due > 0 else "已退款"
    if paid == 0:
        return "未付" if due > 0 else "待退款"
    return "部分付款" if due > 0 else "部分退款"
