"""The 追溯单: from the amount that is asked about all the way back, as a list of the day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from settlement_app.domain.books import Books, Payment
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.papers.parts import Heading, quarter_heading, year_heading
from settlement_app.domain.periods import Quarter
from settlement_app.domain.tracing import clearances, sheets
from settlement_app.domain.tracing.clearances import payment_alone
from settlement_app.domain.tracing.deductions import Known, deduction_step
from settlement_app.domain.tracing.sheets import TracedSheet, traced_sheet
from settlement_app.domain.tracing.step import TraceStep, told_once
from settlement_app.domain.tracing.year import TracedYear, traced_year
from settlement_app.domain.year_end import Outstanding


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """A figure of a quarter's settlement sheet, by its link there."""

    quarter: Quarter
    link: str


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A figure of a year's clearance or annual table, by its link there; ``mode`` counts while it is not posted."""

    year: int
    link: str
    mode: Outstanding = "carry"


Asked = SheetFigure | YearFigure | Payment | Deduction
"""What can be traced: a figure of a paper, a payment, a row of the register."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The way back from one amount as of a day; ``source`` is the paper that it stands on, and its state."""

    heading: Heading
    made_on: date
    source: Annotated[str, "所在单据"]
    step: Annotated[TraceStep, "追溯"]

    @property
    def name(self) -> str:
        """What is traced, as in 人员管理费 · 本季应付."""
        return self.step.name


def year_of(asked: Asked) -> int:
    """The contract year that the question belongs to; an opening deduction's lies before the first contract."""
    if isinstance(asked, SheetFigure):
        return asked.quarter.year
    if isinstance(asked, YearFigure):
        return asked.year
    return asked.target.year if isinstance(asked, Payment) else asked.source.year


def trace(books: Books, contract: Contract, asked: Asked, today: date) -> Trace:
    """Trace an amount in the books as they stand; ``contract`` is that of the year that it belongs to.

    Raises AmountError when a sum leaves the range.
    """
    about: Quarter | None = None
    if isinstance(asked, SheetFigure):
        about, sheet = asked.quarter, _sheet(books, contract, asked.quarter, today)
        source, step = (
            f"{sheets.SETTLEMENT} {sheet.number}（{sheet.state}）",
            sheets.sheet_step(sheet, asked.link),
        )
    elif isinstance(asked, YearFigure):
        year = _year(books, contract, asked.mode, today)
        source = f"{clearances.CLEARANCE} {year.number}（{clearances.state_of(year)}）"
        step = clearances.year_step(year, asked.link)
    elif isinstance(asked, Payment):
        about, source = asked.target.quarter, f"付款记录（{asked.target.label}）"
        step = replace(payment_alone(asked), rests_on=(_paid_document(books, contract, asked, today),))
    else:
        source = "考核扣款台账"
        step = deduction_step(_known(books, contract.last_quarter, today), asked)
    heading = quarter_heading(books, contract, about) if about else year_heading(books, contract)
    return Trace(heading, today, source, told_once(step))


def _paid_document(books: Books, contract: Contract, payment: Payment, today: date) -> TraceStep:
    """The document that a payment was made on."""
    if payment.target.quarter:
        return sheets.document_step(_sheet(books, contract, payment.target.quarter, today))
    return clearances.document_step(_year(books, contract, "carry", today))


def _sheet(books: Books, contract: Contract, quarter: Quarter, today: date) -> TracedSheet:
    return traced_sheet(_known(books, quarter, today), contract, quarter)


def _year(books: Books, contract: Contract, mode: Outstanding, today: date) -> TracedYear:
    cleared = books.cleared(contract.year)
    clearance = cleared.clearance if cleared else books.clearance(contract, mode)
    return traced_year(_known(books, contract.last_quarter, today), contract, clearance)


def _known(books: Books, upto: Quarter, today: date) -> Known:
    return Known(books, books.outlook(upto), today)
