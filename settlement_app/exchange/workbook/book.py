"""The workbook of one or several contract years."""

from collections.abc import Iterator, Sequence
from datetime import date

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.exchange.workbook.assessments import assessments_sheet
from settlement_app.exchange.workbook.cells import Sheet
from settlement_app.exchange.workbook.clearance import clearance_sheet
from settlement_app.exchange.workbook.contract import contract_sheet
from settlement_app.exchange.workbook.costs import costs_sheet
from settlement_app.exchange.workbook.payments import payments_sheet
from settlement_app.exchange.workbook.quarters import quarters_sheet
from settlement_app.exchange.workbook.register import register_sheet
from settlement_app.exchange.workbook.true_ups import Sources
from settlement_app.exchange.workbook.writer import Properties, write
from settlement_app.exchange.workbook.year import Year, year_of


def write_workbook(books: Books, contracts: Sequence[Contract]) -> bytes:
    """Seven sheets a year; with several years their names begin with the year.

    The same books give the same bytes. Raises AmountError when a sum leaves the range.
    """
    years = [year_of(books, contract, prefixed=len(contracts) > 1) for contract in contracts]
    sheets = [sheet for year in years for sheet in _sheets(year)]
    told = "、".join(str(contract.year) for contract in contracts)
    sample = "（示例）" if books.project.sample else ""
    properties = Properties(
        title=f"{books.project.name} {told}年结算数据{sample}",
        author=books.project.authority,
        subject=books.project.code,
        day=_newest_day(books, contracts),
    )
    return write(sheets, properties)


def _sheets(year: Year) -> Iterator[Sheet]:
    """In the order in which the data walks; the clearance reads from all others."""
    contract, budgets = contract_sheet(year)
    quarters = quarters_sheet(year)
    costs, totals = costs_sheet(year)
    payments, paid = payments_sheet(year)
    yield contract
    yield quarters.sheet
    yield assessments_sheet(year)
    yield register_sheet(year)
    yield costs
    yield clearance_sheet(year, Sources(budgets, quarters, totals, paid))
    yield payments


def _newest_day(books: Books, contracts: Sequence[Contract]) -> date:
    """The day of the newest document: what the file says of its age must not depend on when it is written."""
    posted = [issue.posting.on for issue in books.settlements]
    posted += [issue.posting.on for issue in books.clearances]
    return max(posted, default=contracts[0].start)
