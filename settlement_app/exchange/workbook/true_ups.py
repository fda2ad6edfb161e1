"""据实清算: what each sub-item that is settled on actual cost comes to, and where the inputs of the clearance stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from settlement_app.domain.year_end import TrueUp
from settlement_app.exchange.workbook.cells import Cell, Sheet, amount, at, computed, plus, text, undecided
from settlement_app.exchange.workbook.quarters import BASE, Quarters
from settlement_app.exchange.workbook.year import Year

_HEADS = (
    *("子项目", "年度预算", "已预付", "实际费用", "核减", "核定费用", "可结费用"),
    *("应补（负为应退）", "超预算", "结余"),
)
_BUDGET = 1
_ADVANCES, _ACTUAL, _REDUCED, _APPROVED, _REIMBURSABLE, DIFFERENCE, _OVER, SURPLUS = range(2, 10)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the clearance's inputs stand on other sheets: cells by sub-item, and what was paid."""

    budgets: Mapping[str, str]
    quarters: Quarters
    costs: Mapping[str, str]
    paid: str


def true_ups(sheet: Sheet, year: Year, sources: Sources) -> dict[str, int]:
    """The table of the sub-items settled on actual cost; returns the row of each."""
    rows = {}
    if year.clearance.true_ups:
        sheet.add_table("据实清算", _HEADS)
    for true_up in year.clearance.true_ups:
        row = rows[true_up.item] = sheet.next_row
        sheet.add(
            text(true_up.name),
            computed(sources.budgets[true_up.item]),
            plus(sources.quarters.item_cells(true_up.item, BASE)),
            computed(sources.costs[true_up.item]),
            amount(true_up.reduced),
            *_settled(true_up, row),
        )
    return rows


def _settled(true_up: TrueUp, row: int) -> list[Cell]:
    if true_up.approved is None:
        return [undecided()] * (SURPLUS - _REDUCED)
    budget, advances, approved, reimbursable = (
        at(column, row) for column in (_BUDGET, _ADVANCES, _APPROVED, _REIMBURSABLE)
    )
    return [
        computed(f"{at(_ACTUAL, row)}-{at(_REDUCED, row)}"),
        computed(f"MIN({approved},{budget})"),
        computed(f"{reimbursable}-{advances}"),
        computed(f"MAX({approved}-{budget},0)"),
        computed(f"{budget}-{reimbursable}"),
    ]
