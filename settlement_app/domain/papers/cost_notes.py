"""Where the figures of the true-up come from: advances, actual cost month by month, reductions."""

from collections.abc import Iterator
from itertools import chain

from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS, REQUIRED, ActualCost, YearOfCosts
from settlement_app.domain.contract import SubItem
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import TOTAL
from settlement_app.domain.papers.figure_notes import (
    FigureNote,
    NotedYear,
    Notes,
    budget_texts,
    gap_texts,
    reduction_texts,
    sum_text,
)
from settlement_app.domain.year_end import TrueUp

TRUE_UP_LABELS = {
    "budget": "年度预算",
    "advances": "各季预付合计",
    "actual": "实际费用",
    "reduced": "核减",
    "approved": "核定费用",
    "reimbursable": "据实应付",
    "difference": "清算差额",
    "over_budget": "超预算",
    "surplus": "结余",
}
"""The figures of a true-up, and what they are called on the clearance."""


def cost_notes(year: NotedYear) -> Notes:
    """The notes on every true-up, every reduction and every cell of actual cost."""
    items = year.contract.actual_cost_items
    true_ups = chain.from_iterable(
        _true_up(year, place, item, true_up)
        for place, (item, true_up) in enumerate(zip(items, year.clearance.true_ups, strict=True))
    )
    costs = chain.from_iterable(_costs(year, place, item) for place, item in enumerate(items))
    return chain(true_ups, _reductions(year), costs)


def true_up_texts(year: NotedYear, item: SubItem, true_up: TrueUp, figure: str) -> Iterator[str]:
    """How one figure of a true-up came about; while months are missing, what hangs on them is open."""
    if figure == "budget":
        yield from budget_texts(year, item)
    elif figure == "advances":
        advances = [(year.quarter_name(quarter), row.base) for quarter, row in year.rows[item.code]]
        yield sum_text("各季预付合计", true_up.advances, advances)
    elif figure == "actual":
        yield from _actual_texts(year.costs(item))
    elif figure == "reduced":
        struck = year.reductions(item)
        yield sum_text("核减", true_up.reduced, [(entry.document, entry.amount) for entry in struck])
        yield from reduction_texts(struck)
    elif true_up.approved is None or true_up.reimbursable is None:
        yield from year.undecided(item)
    else:
        yield _worked_out(true_up, true_up.approved, true_up.reimbursable, figure)


def _worked_out(true_up: TrueUp, approved: int, reimbursable: int, figure: str) -> str:
    """The figures of a true-up that follow from the others."""
    budget = true_up.budget
    if figure == "reimbursable":
        smaller = f"核定费用 {format_amount(approved)} 与年度预算 {format_amount(budget)} 中较小的一个"
        return f"据实应付 {format_amount(reimbursable)}：{smaller}。"
    if figure == "over_budget" and not true_up.over_budget:
        return f"核定费用 {format_amount(approved)} 没有超过年度预算 {format_amount(budget)}。"
    amount, added, taken = {
        "approved": (approved, ("实际费用", true_up.actual), ("核减", true_up.reduced)),
        "difference": (true_up.difference, ("据实应付", reimbursable), ("各季预付合计", true_up.advances)),
        "over_budget": (true_up.over_budget, ("核定费用", approved), ("年度预算", budget)),
        "surplus": (true_up.surplus, ("年度预算", budget), ("据实应付", reimbursable)),
    }[figure]
    return sum_text(TRUE_UP_LABELS[figure], amount, [added], [taken])


def _true_up(year: NotedYear, place: int, item: SubItem, true_up: TrueUp) -> Notes:
    for figure, label in TRUE_UP_LABELS.items():
        texts = tuple(true_up_texts(year, item, true_up, figure))
        yield f"true_up/{place}/{figure}", FigureNote(f"{item.name} · {label}", texts)


def _reductions(year: NotedYear) -> Notes:
    for place, entry in enumerate(year.clearance.reductions):
        title = f"{year.contract.item_name(entry.item)} · 核减"
        yield f"reduction/{place}/amount", FigureNote(title, tuple(reduction_texts([entry])))


def _costs(year: NotedYear, place: int, item: SubItem) -> Notes:
    """The cells of one table of actual cost with its sums by month, by category and in all."""
    costs = year.costs(item)
    known = {(value.month, value.category): value for value in costs.values}
    for month in year.contract.months:
        for category in CATEGORIES:
            what, value = f"{month} {CATEGORY_LABELS[category]}", known.get((month, category))
            text = _known(what, value) if value else _unknown(what, is_required=category in REQUIRED)
            yield f"cost/{place}/{month}/{category}", FigureNote(f"{item.name} · {what}", (text,))
        parts = [(CATEGORY_LABELS[v.category], v.amount) for v in costs.values if v.month == month]
        text = sum_text(f"{month} 合计", sum(amount for _, amount in parts), parts)
        yield f"cost/{place}/{month}/{TOTAL}", FigureNote(f"{item.name} · {month} 合计", (text,))
    for category, label in CATEGORY_LABELS.items():
        parts = [(str(v.month), v.amount) for v in costs.values if v.category == category]
        text = sum_text(f"{label}合计", sum(amount for _, amount in parts), parts)
        yield f"cost/{place}/{TOTAL}/{category}", FigureNote(f"{item.name} · {label}合计", (text,))
    yield f"cost/{place}/{TOTAL}/{TOTAL}", FigureNote(f"{item.name} · 实际费用", tuple(_actual_texts(costs)))


def _actual_texts(costs: YearOfCosts) -> Iterator[str]:
    parts = [
        (label, sum(value.amount for value in costs.values if value.category == category))
        for category, label in CATEGORY_LABELS.items()
    ]
    yield sum_text("实际费用", costs.total, parts)
    yield from gap_texts(costs)


def _known(what: str, value: ActualCost) -> str:
    kind = "暂估数，审定清算前须换成实际数" if value.estimate else "实际数"
    note = f"，备注：{value.note}" if value.note else ""
    return f"{what} {format_amount(value.amount)}，{kind}{note}。"


def _unknown(what: str, *, is_required: bool) -> str:
    return f"{what}尚无数据；请补录，没有发生的也要填 0。" if is_required else f"{what}没有填写，按 0 计。"
