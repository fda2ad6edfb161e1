"""The clearance (年终清算单): what its pages say, posted or as 预清算."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.actuals import CATEGORIES, YearOfCosts
from settlement_app.domain.books import Books, Posting
from settlement_app.domain.closing import clearance_number
from settlement_app.domain.contract import Contract
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.parts import (
    Heading,
    year_heading,
)
from settlement_app.domain.signatures import SignatureBlock
from settlement_app.domain.words import in_words
from settlement_app.domain.year_end import Clearance, ClearanceLine, Outstanding, tax_note

UNDECIDED = "未定"
TOTAL = "total"
"""The place of a table's last line, and of its last column, in the links to their figures."""


def amount_text(fen: int | None) -> str:
    """The amount in 元, or 未定."""
    return UNDECIDED if fen is None else format_amount(fen)


@dataclass(frozen=True, slots=True)
class CostCell:
    """One month's cost in one category, in 分; None where nothing is known yet."""

    amount: int | None
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class CostRow:
    """One month: a cell for each category, and the sum of what is known."""

    month: Annotated[str, "月份"]
    cells: tuple[CostCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CostTable:
    """The actual cost of one sub-item: its months, the sum of each category and of all, in 分."""

    name: Annotated[str, "名称"]
    rows: tuple[CostRow, ...]
    totals: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TrueUpRow:
    """Advances against actual cost of one sub-item, in 分; None is 未定."""

    name: Annotated[str, "名称"]
    budget: int
    advances: int
    actual: int
    reduced: int
    approved: int | None
    reimbursable: int | None
    difference: int | None
    over_budget: int | None
    surplus: int | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """One sub-item over the year, or the totals, in 分; ``payable`` by quarter; None is 未定."""

    name: Annotated[str, "名称"]
    budget: int
    payable: tuple[int, ...]
    deductions: int
    adjustments: int
    true_up: int | None
    offset: int
    final: int | None
    surplus: int | None


@dataclass(frozen=True, slots=True)
class ReductionRow:
    """An amount (分) struck off in the clearance."""

    name: Annotated[str, "子项目"]
    amount: int
    reason: Annotated[str, "事由"]
    document: Annotated[str, "文号"]


@dataclass(frozen=True, slots=True)
class ClearanceSheet:
    """A clearance; ``prepared_by`` and ``reviewed_by`` are empty on a 预清算, amounts are 分, None is 未定."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    costs: Annotated[tuple[CostTable, ...], "实际费用"]
    true_ups: Annotated[tuple[TrueUpRow, ...], "据实清算"]
    reductions: Annotated[tuple[ReductionRow, ...], "核减"]
    quarters: Annotated[tuple[str, ...], "季度"]
    rows: Annotated[tuple[YearRow, ...], "子项目"]
    total: YearRow
    net: int | None
    in_words: Annotated[str, "大写金额"]
    remarks: Annotated[tuple[str, ...], "备注"]
    client_bank: Annotated[str, "采购人开户行"]
    client_account: Annotated[str, "采购人账号"]
    signatures: Annotated[tuple[SignatureBlock, ...], "签字栏"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def clearance_sheet(
    books: Books, contract: Contract, clearance: Clearance, head: Posting | None, today: date
) -> ClearanceSheet:
    """The sheet of a clearance: as it is posted with ``head``, or a 预清算 of today without one."""
    net = clearance.net
    return ClearanceSheet(
        number=head.number if head else clearance_number(books, contract.year),
        heading=year_heading(books, contract),
        made_on=head.on if head else today,
        costs=tuple(
            _cost_table(item.name, contract, books.costs_of(contract, item.code))
            for item in contract.actual_cost_items
        ),
        true_ups=tuple(
            TrueUpRow(
                name=t.name,
                budget=t.budget,
                advances=t.advances,
                actual=t.actual,
                reduced=t.reduced,
                approved=t.approved,
                reimbursable=t.reimbursable,
                difference=t.difference,
                over_budget=t.over_budget,
                surplus=t.surplus,
            )
            for t in clearance.true_ups
        ),
        reductions=tuple(
            ReductionRow(contract.item_name(r.item), r.amount, r.reason, r.document)
            for r in clearance.reductions
        ),
        quarters=tuple(quarter.short_label for quarter in contract.quarters),
        rows=tuple(year_row(line) for line in clearance.lines),
        total=year_row(clearance.total),
        net=net,
        in_words="" if net is None else in_words(abs(net)),
        remarks=tuple(_remarks(clearance)),
        client_bank=contract.texts.get("client_bank", ""),
        client_account=contract.texts.get("client_account", ""),
        signatures=contract.signatures("settlement"),
        prepared_by=head.prepared_by if head else "",
        reviewed_by=head.reviewed_by if head else "",
    )


def year_row(line: ClearanceLine) -> YearRow:
    """The row of one line of a clearance."""
    return YearRow(
        name=line.name,
        budget=line.budget,
        payable=line.payable,
        deductions=line.deductions,
        adjustments=line.adjustments,
        true_up=line.true_up,
        offset=line.offset,
        final=line.final,
        surplus=line.surplus,
    )


def _cost_table(name: str, contract: Contract, costs: YearOfCosts) -> CostTable:
    known = {(value.month, value.category): value for value in costs.values}
    rows = []
    for month in contract.months:
        values = [known.get((month, category)) for category in CATEGORIES]
        cells = tuple(CostCell(value.amount, value.estimate) if value else CostCell(None) for value in values)
        rows.append(CostRow(str(month), cells, sum(value.amount for value in values if value)))
    totals = tuple(
        sum(value.amount for value in costs.values if value.category == category) for category in CATEGORIES
    )
    return CostTable(name, tuple(rows), totals, costs.total)


def _remarks(clearance: Clearance) -> Iterator[str]:
    yield from _outstanding_remarks(clearance.outstanding, clearance.to_return, clearance.mode)
    for true_up in clearance.true_ups:
        if true_up.over_budget:
            over = format_amount(true_up.over_budget)
            yield f"“{true_up.name}”核定费用超出预算 {over} 元，未追加预算前不予支付。"
    note = tax_note(clearance)
    if note:
        yield note


def _outstanding_remarks(outstanding: int, to_return: int, mode: Outstanding) -> Iterator[str]:
    where = "在本清算中了结" if mode == "settle" else "结转下一年度继续扣减或退回"
    if outstanding:
        yield f"考核扣款待扣余额 {format_amount(outstanding)} 元，{where}。"
    if to_return:
        yield f"减免后待退扣款 {format_amount(to_return)} 元，{where}。"
