"""The annual table (年度结算对账表): the whole year in one table, its identities, what was paid of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.money import format_amount, percent_text
from settlement_app.domain.papers.clearance import UNDECIDED, YearRow, year_row
from settlement_app.domain.papers.parts import Heading, year_heading
from settlement_app.domain.reconciliation import identities
from settlement_app.domain.year_end import Clearance, ClearanceLine, execution_percent, tax_note


@dataclass(frozen=True, slots=True)
class AnnualTable:
    """The year reconciled as of a day; amounts are 分, None is 未定, ``paid`` has refunds taken off."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    quarters: Annotated[tuple[str, ...], "季度"]
    rows: Annotated[tuple[YearRow, ...], "子项目"]
    total: YearRow
    paid: int
    unpaid: int | None
    sentences: Annotated[tuple[str, ...], "说明"]


def annual_table(books: Books, contract: Contract, clearance: Clearance, today: date) -> AnnualTable:
    """The table of the contract's year as things stand today."""
    paid = books.paid_in_year(contract.year)
    return AnnualTable(
        number=f"{books.project.code}-{contract.year}",
        heading=year_heading(books, contract),
        made_on=today,
        quarters=tuple(quarter.short_label for quarter in contract.quarters),
        rows=tuple(year_row(line) for line in clearance.lines),
        total=year_row(clearance.total),
        paid=paid,
        unpaid=clearance.unpaid(paid),
        sentences=tuple(_sentences(clearance, paid)),
    )


def _sentences(clearance: Clearance, paid: int) -> Iterator[str]:
    """The identities of the rules' section 9 in figures, what was not spent, and the execution of the budget."""
    total = clearance.total
    final, surplus, unspent, unpaid = total.final, total.surplus, clearance.unspent, clearance.unpaid(paid)
    if final is None or surplus is None or unspent is None or unpaid is None:
        yield f"实际费用尚不完整，据实清算、最终结算与未付金额{UNDECIDED}。"
        return
    parts = _parts(total, surplus)
    agree = all(identity.holds for identity in identities(clearance, paid))
    yield f"对账：年度预算 {format_amount(total.budget)} = 最终结算 {format_amount(final)}{parts}。"
    yield (
        f"对账：最终结算 {format_amount(final)} = 各季应付 {format_amount(sum(total.payable))}"
        f"{_signed(total.true_up or 0, '据实清算')}{_signed(-total.offset, '扣款了结')}。"
    )
    yield f"对账：未付 {format_amount(unpaid)} = 最终结算 {format_amount(final)} - 已付 {format_amount(paid)}。"
    yield f"上列等式按各子项目逐行并按合计核对：{'相符' if agree else '不相符'}。"
    yield f"预算未支出合计 {format_amount(unspent)} = {parts.lstrip(' +')}。"
    by_final, by_paid = execution_percent(final, total.budget), execution_percent(paid, total.budget)
    if by_final is not None and by_paid is not None:
        yield f"预算执行率：按最终结算 {percent_text(by_final)}，按实际支付 {percent_text(by_paid)}。"
    if note := tax_note(clearance):
        yield note


def _parts(total: ClearanceLine, surplus: int) -> str:
    """What the budget was not paid out for: withheld, adjusted, not needed, settled; parts of zero left out."""
    return (
        f" + 考核扣款 {format_amount(-total.deductions)}"
        f"{_signed(-total.adjustments, '调整')} + 结余 {format_amount(surplus)}{_signed(total.offset, '扣款了结')}"
    )


def _signed(amount: int, label: str) -> str:
    return f" {'-' if amount < 0 else '+'} {label} {format_amount(abs(amount))}" if amount else ""
