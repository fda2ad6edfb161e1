"""What happens between documents as transactions: the register of deductions, payments and invoices."""

from collections.abc import Iterator, Sequence

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.money import format_amount
from settlement_app.domain.paying import parse_target
from settlement_app.exchange.plain_text.chart import BANK, INVOICES_CONTRA, REGISTER_CONTRA, Chart
from settlement_app.exchange.plain_text.entries import Account, Posting, Transaction


def withheld_until(row: Deduction, year: int) -> int:
    """What the documents up to and with a contract year withheld of a deduction, in 分, net of what came back."""
    return sum(
        move.amount if move.kind == "applied" else -move.amount
        for move in row.movements
        if parse_target(move.target).year <= year
    )


def booked_deductions(books: Books, contracts: Sequence[Contract]) -> tuple[Deduction, ...]:
    """The rows of the register that concern these consecutive contracts, without those that were withdrawn."""
    first, last = contracts[0], contracts[-1]
    return tuple(
        row
        for row in books.register
        if not row.withdrawn
        and row.source <= last.last_quarter
        and (
            row.source >= first.quarters[0]
            or row.amount - row.waived != withheld_until(row, first.year - 1)
            or any(first.year <= parse_target(move.target).year <= last.year for move in row.movements)
        )
    )


def register_transactions(books: Books, chart: Chart, contracts: Sequence[Contract]) -> Iterator[Transaction]:
    """How deductions came into the register, and every waiver; what documents withheld is booked with these."""
    for row in booked_deductions(books, contracts):
        account = chart.deduction(row)
        details = {"deduction": row.id, "cause": row.cause, "reason": row.basis, "document": row.document}
        form = books.form(row.source)
        if row.source < contracts[0].quarters[0] or form is None:
            amount = row.amount - withheld_until(row, contracts[0].year - 1)
            yield _registered(account, amount, Transaction(contracts[0].start, "期初扣款", details, ()))
        else:
            details["document"] = form.number
            what = f"{row.source.label}考核扣款"
            yield _registered(account, row.amount, Transaction(form.on, what, details, ()))
        for waiver in row.waivers:
            told = {
                "deduction": row.id,
                "reason": waiver.reason,
                "prepared-by": waiver.prepared_by,
                "reviewed-by": waiver.reviewed_by,
            }
            what = "扣款减免" if waiver.amount > 0 else "扣款减免撤回"
            yield _registered(account, -waiver.amount, Transaction(waiver.on, what, told, ()))


def payment_transactions(books: Books, chart: Chart, contract: Contract) -> Iterator[Transaction]:
    """Payments and invoices that stand; an invoice is kept beside the accounts, for it moves no money."""
    for payment in books.payments:
        if payment.target.year == contract.year and payment.reversed_because is None:
            what = f"{payment.target.label}{'退款' if payment.amount < 0 else '付款'}"
            details = {"target": str(payment.target), "voucher": payment.voucher, "payment": str(payment.id)}
            postings = (
                Posting(chart.paid(contract.year), payment.amount),
                Posting(BANK, -payment.amount),
            )
            yield Transaction(payment.on, what, details, postings)
    for invoice in books.invoices:
        if invoice.target.year == contract.year and invoice.void_because is None:
            details = {
                "target": str(invoice.target),
                "invoice": invoice.number,
                "invoice-code": invoice.code,
                "tax": format_amount(invoice.tax),
            }
            postings = (
                Posting(chart.invoiced(contract.year), invoice.amount),
                Posting(INVOICES_CONTRA, -invoice.amount),
            )
            yield Transaction(invoice.on, f"{invoice.target.label}发票", details, postings)


def left_out(books: Books, contracts: Sequence[Contract]) -> Iterator[str]:
    """What stands in the ledger without effect on any figure, and without a date on which it was undone."""
    years = {contract.year for contract in contracts}
    for row in books.register:
        if row.withdrawn and row.source <= contracts[-1].last_quarter:
            yield f"扣款 {row.id} {format_amount(row.amount)} 元已撤销：{row.basis}"
    for payment in books.payments:
        if payment.target.year in years and payment.reversed_because is not None:
            yield (
                f"付款第 {payment.id} 号 {payment.on} {format_amount(payment.amount)} 元"
                f"（{payment.target.label}，凭证 {payment.voucher}）已撤销：{payment.reversed_because}"
            )
    for invoice in books.invoices:
        if invoice.target.year in years and invoice.void_because is not None:
            yield (
                f"发票 {invoice.number} {invoice.on} {format_amount(invoice.amount)} 元"
                f"（{invoice.target.label}）已作废：{invoice.void_because}"
            )
    for contract in contracts:
        open_quarters = [q.label for q in contract.quarters if books.posted(q) is None]
        if open_quarters:
            yield f"{'、'.join(open_quarters)}结算单尚未审定"
        if books.cleared(contract.year) is None:
            yield f"{contract.year}年年终清算尚未审定"


def _registered(account: Account, amount: int, entry: Transaction) -> Transaction:
    postings = (Posting(account, amount), Posting(REGISTER_CONTRA, -amount))
    return Transaction(entry.on, entry.what, entry.details, postings if amount else ())
