"""实际费用: months down, categories across, a block for each sub-item that is settled on actual cost."""

from settlement_app.domain.actuals import (
    CATEGORIES,
    CATEGORY_LABELS,
    REQUIRED,
    ActualCost,
    Category,
    YearOfCosts,
)
from settlement_app.exchange.workbook.cells import Cell, Sheet, at, computed, summed, text, yuan
from settlement_app.exchange.workbook.year import Year

_HEADS = ("子项目", "月份", *CATEGORY_LABELS.values(), "合计", "说明")
_FIRST, _TOTAL = 2, 2 + len(CATEGORIES)


def costs_sheet(year: Year) -> tuple[Sheet, dict[str, str]]:
    """The sheet, and the cell of every sub-item's total."""
    sheet = year.sheet("实际费用", "暂估数注明“暂估”；尚未填报的为空白。", _HEADS, fixed_columns=2)
    totals = {}
    for item in year.contract.actual_cost_items:
        costs = year.books.costs_of(year.contract, item.code)
        totals[item.code] = _block(sheet, year, item.name, costs)
    return sheet, totals


def _block(sheet: Sheet, year: Year, name: str, costs: YearOfCosts) -> str:
    known = {(value.month, value.category): value for value in costs.values}
    first = sheet.next_row
    for month in year.contract.months:
        row = sheet.next_row
        values = [known.get((month, category)) for category in CATEGORIES]
        sheet.add(
            text(name),
            text(month),
            *(_value(value, category) for value, category in zip(values, CATEGORIES, strict=True)),
            computed(f"SUM({at(_FIRST, row)}:{at(_TOTAL - 1, row)})", strong=True),
            text(_notes(values)),
        )
    last = sheet.next_row - 1
    columns = range(_FIRST, _TOTAL + 1)
    place = sheet.add(
        text(name, strong=True),
        text("合计", strong=True),
        *(summed(column, first, last) for column in columns),
        text("", strong=True),
    )
    return sheet.at(_TOTAL, place)


def _value(value: ActualCost | None, category: Category) -> Cell:
    if value is None:
        return Cell(None, "missing" if category in REQUIRED else "amount")
    return Cell(yuan(value.amount), "estimate" if value.estimate else "amount")


def _notes(values: list[ActualCost | None]) -> str:
    return "；".join(
        f"{CATEGORY_LABELS[value.category]}：{value.note}" for value in values if value and value.note
    )
