"""The figures of the ledger that the other program is made to check, to the 分.

They are read from what was posted and printed (cumulative, remaining, final …), never added up from the transactions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from settlement_app.domain.books import Books, PostedClearance, PostedSettlement, Posting
from settlement_app.domain.contract import Contract
from settlement_app.domain.periods import day_after
from settlement_app.exchange.plain_text.chart import BANK, Chart
from settlement_app.exchange.plain_text.entries import Account, Assertion, Transaction
from settlement_app.exchange.plain_text.happenings import booked_deductions, withheld_until


@dataclass(frozen=True, slots=True)
class _Year:
    """One contract year: every document of it, and what its figures say of the accounts."""

    books: Books
    chart: Chart
    contract: Contract

    @property
    def documents(self) -> list[Posting]:
        """The heads of all issues of all settlements and of the clearance."""
        issues = [issue.posting for quarter in self.contract.quarters for issue in self.books.issues(quarter)]
        cleared = [issue.posting for issue in self.books.clearance_issues(self.contract.year)]
        return [*issues, *cleared]

    @property
    def posted(self) -> list[PostedSettlement]:
        """The settlements that stand, by quarter."""
        found = (self.books.posted(quarter) for quarter in self.contract.quarters)
        return [issue for issue in found if issue]

    def quarterly(self, issue: PostedSettlement) -> Iterator[tuple[Account, int]]:
        """What a settlement says of the year up to and with its quarter."""
        year = self.contract.year
        for line in issue.settlement.lines:
            item = self.contract.sub_item(line.item)
            assert item, "a posted line is of one of its contract's sub-items"
            is_advance = item.method == "actual_cost"
            bases = self.chart.advances(year, item) if is_advance else self.chart.cost(year, item, "Base")
            yield self.chart.payable(year, item), -line.cumulative
            yield bases, line.annual - line.remaining

    def yearly(self, issue: PostedClearance) -> Iterator[tuple[Account, int]]:
        """What a clearance says of the whole year."""
        year, chart = self.contract.year, self.chart
        for line in issue.clearance.lines:
            item = self.contract.sub_item(line.item)
            assert item, "a posted line is of one of its contract's sub-items"
            yield chart.payable(year, item), -(line.final or 0)
            yield chart.costs(year, item), line.final or 0
            if item.method == "actual_cost":
                yield chart.advances(year, item), 0
            if line.deductions:
                yield chart.cost(year, item, "Deductions"), line.deductions
            if line.adjustments:
                yield chart.cost(year, item, "Adjustments"), line.adjustments

    def still_owed(self) -> int:
        """The unpaid part (分) of the final amount, or of what is payable so far."""
        cleared = self.books.cleared(self.contract.year)
        if cleared:
            owed = cleared.clearance.total.final or 0
        else:
            owed = self.posted[-1].settlement.cumulative if self.posted else 0
        return owed - self.books.paid_in_year(self.contract.year)


def assertions(
    books: Books, chart: Chart, contracts: Sequence[Contract], transactions: Iterable[Transaction]
) -> Iterator[Assertion]:
    """What holds after each settlement and clearance that stands, and after everything."""
    last_day = max((entry.on for entry in transactions), default=contracts[0].start)
    for contract in contracts:
        year = _Year(books, chart, contract)
        yield from _after_documents(year)
        yield from _in_the_end(year, day_after(last_day))
    paid = sum(books.paid_in_year(contract.year) for contract in contracts)
    yield Assertion(day_after(last_day), BANK, -paid)
    for row in booked_deductions(books, contracts):
        balance = row.amount - row.waived - withheld_until(row, contracts[-1].year)
        yield Assertion(day_after(last_day), chart.deduction(row), balance)


def _after_documents(year: _Year) -> Iterator[Assertion]:
    """Only where on the evening of the posting's day nothing of the year counted but what the document counts.

    On a day with several postings that is the last of them; what was posted and reversed by then adds nothing.
    """
    counted: list[Posting] = []
    for issue in year.posted:
        counted.append(issue.posting)
        if _in_effect(year.documents, issue.posting.on) == counted:
            for account, amount in year.quarterly(issue):
                yield Assertion(day_after(issue.posting.on), account, amount)
    cleared = year.books.cleared(year.contract.year)
    if cleared and _in_effect(year.documents, cleared.posting.on) == [*counted, cleared.posting]:
        for account, amount in year.yearly(cleared):
            yield Assertion(day_after(cleared.posting.on), account, amount)


def _in_the_end(year: _Year, day: date) -> Iterator[Assertion]:
    cleared = year.books.cleared(year.contract.year)
    if cleared:
        figures = year.yearly(cleared)
    else:
        figures = (figure for issue in year.posted[-1:] for figure in year.quarterly(issue))
    for account, amount in figures:
        yield Assertion(day, account, amount)
    yield Assertion(day, year.chart.unpaid(year.contract.year), -year.still_owed())
    invoices = [i for i in year.books.invoices if i.target.year == year.contract.year]
    billed = sum(invoice.amount for invoice in invoices if invoice.void_because is None)
    yield Assertion(day, year.chart.invoiced(year.contract.year), billed)


def _in_effect(documents: Iterable[Posting], day: date) -> list[Posting]:
    """The documents whose postings and reversals up to and with that day do not cancel out."""
    return [
        head
        for head in documents
        if (head.on <= day) != (head.reversal is not None and head.reversal.on <= day)
    ]
