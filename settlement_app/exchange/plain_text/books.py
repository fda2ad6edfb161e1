"""The books of a project as accounts and transactions: what both plain-text formats write."""

from collections.abc import Sequence

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.exchange.plain_text.balances import assertions
from settlement_app.exchange.plain_text.chart import Chart
from settlement_app.exchange.plain_text.documents import document_transactions
from settlement_app.exchange.plain_text.entries import PlainTextBooks
from settlement_app.exchange.plain_text.happenings import (
    left_out,
    payment_transactions,
    register_transactions,
)


def plain_text_books(books: Books, contracts: Sequence[Contract]) -> PlainTextBooks:
    """What was posted, paid and billed in these consecutive contract years; open quarters are not booked."""
    chart = Chart(books)
    transactions = list(register_transactions(books, chart, contracts))
    for contract in contracts:
        transactions += document_transactions(books, chart, contract)
        transactions += payment_transactions(books, chart, contract)
    checked = tuple(assertions(books, chart, contracts, transactions))
    days = [contracts[0].start, *(entry.on for entry in transactions)]
    sample = "（示例）" if books.project.sample else ""
    years = "、".join(str(contract.year) for contract in contracts)
    return PlainTextBooks(
        title=f"{books.project.name}（{books.project.code}）{years}年{sample}",
        opened_on=min(days),
        transactions=tuple(transactions),
        assertions=checked,
        left_out=tuple(left_out(books, contracts)),
    )
