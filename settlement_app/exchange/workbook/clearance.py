"""年终清算: advances against actual cost, the whole year reconciled, and its identities, which must come to 0.00."""

from collections.abc import Mapping
from dataclasses import dataclass

from settlement_app.domain.closing import clearance_number
from settlement_app.domain.year_end import ClearanceLine
from settlement_app.exchange.workbook.cells import (
    Cell,
    Sheet,
    amount,
    at,
    computed,
    plus,
    share,
    summed,
    text,
    undecided,
)
from settlement_app.exchange.workbook.quarters import (
    ADJUSTMENT,
    CUMULATIVE,
    DEDUCTION,
    PAYABLE,
)
from settlement_app.exchange.workbook.true_ups import DIFFERENCE, SURPLUS, Sources, true_ups
from settlement_app.exchange.workbook.year import POSTED, Year

_BUDGET = 1


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of the table of the year, which depend on how many quarters it has."""

    quarters: int

    @property
    def deductions(self) -> int:
        """The first column after the quarters."""
        return _BUDGET + 1 + self.quarters

    def after(self, places: int) -> int:
        """So many columns after the deductions."""
        return self.deductions + places


_ADJUSTMENTS, _TRUE_UP, _OFFSET, _FINAL, _LEFT, _CHECK_FINAL, _CHECK_BUDGET = range(1, 8)


def clearance_sheet(year: Year, sources: Sources) -> Sheet:
    """The clearance as posted, or as it would come out today (预清算)."""
    state = POSTED if year.cleared else "预清算（试算）"
    settled = "在清算中了结" if year.clearance.mode == "settle" else "结转下年"
    remark = f"{clearance_number(year.books, year.contract.year)} {state}；待扣、待退余额{settled}。"
    sheet = year.sheet("年终清算", remark, ())
    differences = true_ups(sheet, year, sources)
    _year_table(sheet, year, sources, differences)
    _reductions(sheet, year)
    return sheet


def _year_table(sheet: Sheet, year: Year, sources: Sources, differences: Mapping[str, int]) -> None:
    quarters = year.contract.quarters
    columns = _Columns(len(quarters))
    payable = [f"{quarter.short_label}应付" for quarter in quarters]
    heads = ("考核扣款", "调整", "据实清算", "扣款了结", "最终结算", "结余", "核对：应付与最终", "核对：预算")
    sheet.add_table("年度对账", ("子项目", "年度预算", *payable, *heads))
    first = sheet.next_row
    for line in year.clearance.lines:
        _line(sheet, year, sources, columns, line, differences.get(line.item))
    last = sheet.next_row - 1
    cumulative = sources.quarters.sheet.at(CUMULATIVE, sources.quarters.sums[quarters[-1]])
    is_known = year.clearance.net is not None
    known = [summed(column, first, last) for column in range(_BUDGET, columns.after(_LEFT) + 1)]
    if not is_known:
        for column in (_TRUE_UP, _FINAL, _LEFT):
            known[columns.after(column) - _BUDGET] = undecided(strong=True)
    total = sheet.next_row
    sheet.add(text("合计", strong=True), *known, *_checks(columns, total, cumulative, is_known=is_known))
    _summary(sheet, year, sources, columns, total)


def _line(
    sheet: Sheet, year: Year, sources: Sources, columns: _Columns, line: ClearanceLine, true_up: int | None
) -> None:
    row, quarters = sheet.next_row, sources.quarters
    is_known = line.final is not None
    last_payable = at(columns.deductions - 1, row)
    offset, difference = (at(columns.after(place), row) for place in (_OFFSET, _TRUE_UP))
    final = f"SUM({at(_BUDGET + 1, row)}:{last_payable})+{difference}-{offset}"
    if true_up is None:
        settled = [amount(line.true_up), computed(f"-{difference}")]
    else:
        settled = [computed(at(DIFFERENCE, true_up)), computed(at(SURPLUS, true_up))]
    cumulative = quarters.cell(year.contract.last_quarter, line.item, CUMULATIVE)
    sheet.add(
        text(line.name),
        computed(sources.budgets[line.item]),
        *(computed(quarters.cell(quarter, line.item, PAYABLE)) for quarter in year.contract.quarters),
        plus(quarters.item_cells(line.item, DEDUCTION)),
        plus(quarters.item_cells(line.item, ADJUSTMENT)),
        settled[0] if is_known else undecided(),
        amount(line.offset),
        computed(final) if is_known else undecided(),
        settled[1] if is_known else undecided(),
        *_checks(columns, row, cumulative, is_known=is_known),
    )


def _checks(columns: _Columns, row: int, cumulative: str, *, is_known: bool) -> list[Cell]:
    """The identities of the rules' section 9: final against what was payable, budget against what became of it."""
    if not is_known:
        return [undecided(), undecided()]
    deductions, adjustments, true_up, offset, final, left = (
        at(columns.after(place), row) for place in range(_LEFT + 1)
    )
    budget = at(_BUDGET, row)
    return [
        computed(f"{final}-({cumulative}+{true_up}-{offset})"),
        computed(f"{budget}-({final}-{deductions}-{adjustments}+{left}+{offset})"),
    ]


def _summary(sheet: Sheet, year: Year, sources: Sources, columns: _Columns, total: int) -> None:
    """What was paid and not, the net of the clearance, what of the budget was not spent."""
    deductions, adjustments, true_up, offset, final, left = (
        at(columns.after(place), total) for place in range(_LEFT + 1)
    )
    budget = at(_BUDGET, total)
    is_known = year.clearance.net is not None
    sheet.add_table("汇总", ("项目", "金额"))
    paid = sheet.add(text("已付"), computed(sources.paid))
    figures = {
        "未付": f"{final}-{at(1, paid)}",
        "清算净额（正为应补，负为应退）": f"{true_up}-{offset}",
        "预算未支出合计": f"{budget}-{final}",
        "其中：考核扣款": f"-{deductions}",
        "其中：调整": f"-{adjustments}",
        "其中：结余": left,
        "其中：扣款了结": offset,
    }
    for label, expression in figures.items():
        sheet.add(text(label), computed(expression) if is_known else undecided())
    if year.clearance.total.budget:
        sheet.add(text("预算执行率（按最终结算）"), share(final, budget) if is_known else undecided())
        sheet.add(text("预算执行率（按实际支付）"), share(at(1, paid), budget))


def _reductions(sheet: Sheet, year: Year) -> None:
    if year.clearance.reductions:
        sheet.add_table("核减", ("子项目", "金额", "文号", "事由"))
        for entry in year.clearance.reductions:
            name = year.contract.item_name(entry.item)
            sheet.add(text(name), amount(entry.amount), text(entry.document), text(entry.reason))
