"""What the first page shows: where the year stands, what to do next, what is overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from settlement_app.domain.agenda import Step, steps, upcoming
from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Contract
from settlement_app.domain.money import format_amount
from settlement_app.domain.paying import amount_due, missing_invoices
from settlement_app.domain.periods import Quarter
from settlement_app.ledger.backup_folder import backups_of
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class ItemExecution:
    """How much of one sub-item's annual amount was settled, in 分: posted payable and what was withheld of it.

    Once the year is cleared the payable is the final amount.
    """

    name: str
    annual: int
    payable: int
    withheld: int


@dataclass(frozen=True, slots=True)
class QuarterAmounts:
    """One quarter's payable and deductions in 分, and whether it is only previewed."""

    quarter: Quarter
    payable: int
    deductions: int
    is_posted: bool


Lack = Literal["rectification", "payment", "invoice"]
"""What a reminder says is lacking: a rectification that is overdue, a payment, an invoice."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A sentence on what is overdue or does not fit, and the quarter that it is about."""

    text: str
    lack: Lack
    quarter: Quarter
    row: int = 0
    """The rectification's, in its assessment."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A contract year at a glance."""

    contract: Contract
    steps: tuple[Step, ...]
    next_step: Step | None
    is_refund: bool
    """Whether the posted clearance is to be refunded by the vendor."""

    upcoming: str
    """What is to come, in words, while there is no next step."""

    reminders: tuple[Reminder, ...]
    execution: tuple[ItemExecution, ...]
    quarters: tuple[QuarterAmounts, ...]


def overview(desk: Desk, year: int) -> Overview:
    """The contract year as it stands today."""
    with desk.reading() as books:
        contract = contract_of_year(books, year)
        sheets = books.outlook(contract.last_quarter).settlements
        found = tuple(steps(books, contract, sheets, desk.today))
        return Overview(
            contract=contract,
            steps=found,
            next_step=next((step for step in found if step.act), None),
            is_refund=(amount_due(books, Target(clearance=contract.year)) or 0) < 0,
            upcoming=_upcoming(books, contract, desk.today),
            reminders=tuple(_reminders(books, contract, desk)),
            execution=tuple(_execution(books, contract)),
            quarters=tuple(
                QuarterAmounts(
                    quarter=quarter,
                    payable=sheets[quarter].payable,
                    deductions=sheets[quarter].deduction,
                    is_posted=books.posted(quarter) is not None,
                )
                for quarter in contract.quarters
            ),
        )


def _upcoming(books: Books, contract: Contract, today: date) -> str:
    if (found := upcoming(books, contract, today)) is None:
        if following := books.next_contract(contract.year):
            return f"{following.year}年的事请在右上角选{following.year}年"
        return f"要续签的，在“年终清算”页转入{contract.year + 1}年度" if books.cleared(contract.year) else ""
    day, quarter, act = found
    return f"{day} 起{'考核' if act == 'assess' else '结算'}{quarter.short_label}"


def last_backup(desk: Desk) -> datetime | None:
    """When the newest copy of the ledger was made, in local time; every copy was verified as it was made."""
    found = backups_of(desk.ledger, desk.backups)
    return found[0].made if found else None


def _reminders(books: Books, contract: Contract, desk: Desk) -> Iterator[Reminder]:
    """What is overdue or does not fit, in words; a rectification of an earlier year too, until it is done."""
    for former in books.contracts:
        if former.year <= contract.year:
            yield from _overdue(books, former, desk.today, of_year=former.year != contract.year)
    for quarter in contract.quarters:
        target = Target(quarter=quarter)
        due = amount_due(books, target)
        if due is None:
            continue
        if due > books.paid(target):
            left = format_amount(due - books.paid(target))
            yield Reminder(f"{quarter.short_label}结算单还有 {left} 元未付", "payment", quarter)
        if missing := missing_invoices(books, target):
            text = f"{quarter.short_label}发票比付款少 {format_amount(missing)} 元"
            yield Reminder(text, "invoice", quarter)


def _overdue(books: Books, contract: Contract, today: date, *, of_year: bool) -> Iterator[Reminder]:
    """The overdue rectifications of a contract's confirmed assessments."""
    for quarter in contract.quarters:
        assessment = books.assessments.get(quarter)
        if assessment is None or assessment.form is None:
            continue
        for row, entry in enumerate(assessment.record.rectifications):
            if entry.overdue(today):
                indicator = contract.scheme.indicator(entry.subject)
                subject = indicator.name if indicator else entry.subject
                label, days = quarter.label if of_year else quarter.short_label, (today - entry.due).days
                text = f"{label}整改“{subject}”已逾期 {days} 天（期限 {entry.due}），完成后请登记"
                yield Reminder(text, "rectification", quarter, row)


def _execution(books: Books, contract: Contract) -> Iterator[ItemExecution]:
    posted = [p.settlement for quarter in contract.quarters if (p := books.posted(quarter))]
    cleared = books.cleared(contract.year)
    finals = {line.item: line for line in cleared.clearance.lines} if cleared else {}
    for item in contract.sub_items:
        final = finals.get(item.code)
        lines = [line for sheet in posted if (line := sheet.line(item.code))]
        yield ItemExecution(
            name=item.name,
            annual=contract.annual(item, contract.last_quarter),
            payable=final.final if final and final.final is not None else sum(line.payable for line in lines),
            withheld=(final.offset if final else 0) - sum(line.deduction for line in lines),
        )
