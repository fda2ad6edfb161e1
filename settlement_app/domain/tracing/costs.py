"""From a figure of the true-up back to advances by quarter, actual cost by category and month, and reductions."""

from collections.abc import Iterator

from settlement_app.domain.actuals import CATEGORIES
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import TOTAL
from settlement_app.domain.tracing.step import TraceStep
from settlement_app.domain.tracing.year import TracedYear


def true_up_step(year: TracedYear, place: int, figure: str) -> TraceStep:
    """A figure of the true-up of the sub-item on that place among those on actual cost."""
    link, true_up = f"true_up/{place}/{figure}", year.clearance.true_ups[place]
    if figure == "actual":
        return _actual(year, place, link)
    amount: int | None = getattr(true_up, figure)
    if amount is None:
        return year.noted(link, None)
    parts = [part.short for part in _parts(year, place, figure)]
    # That the smaller one counts is nothing that the parts could show.
    facts = year.notes[link].texts if figure == "reimbursable" else ()
    return year.noted(link, amount, parts, facts=facts)


def _parts(year: TracedYear, place: int, figure: str) -> Iterator[TraceStep]:
    """What adds up to the figure; what is taken off with its sign turned."""
    true_up, item = year.clearance.true_ups[place], year.contract.actual_cost_items[place]
    if figure == "advances":
        yield from year.of_quarters(item, "base")
    elif figure == "reduced":
        yield from reduction_steps(year, item.code)
    elif figure == "approved":
        yield true_up_step(year, place, "actual")
        if true_up.reduced:
            yield true_up_step(year, place, "reduced").turned
    elif figure == "reimbursable":
        yield true_up_step(year, place, "approved")
        if true_up.over_budget:
            yield true_up_step(year, place, "over_budget").alone.turned
    elif figure == "difference":
        yield true_up_step(year, place, "reimbursable")
        yield true_up_step(year, place, "advances").turned
    elif figure == "over_budget" and true_up.over_budget:
        yield true_up_step(year, place, "approved")
        yield true_up_step(year, place, "budget").turned
    elif figure == "surplus":
        yield true_up_step(year, place, "budget")
        yield true_up_step(year, place, "reimbursable").turned


def reduction_steps(year: TracedYear, item: str) -> Iterator[TraceStep]:
    """Every reduction of a sub-item."""
    for place, entry in enumerate(year.clearance.reductions):
        if entry.item == item:
            yield reduction_step(year, place).short


def reduction_step(year: TracedYear, place: int) -> TraceStep:
    """One reduction, with its reason and document."""
    return year.noted(f"reduction/{place}/amount", year.clearance.reductions[place].amount)


def cost_step(year: TracedYear, place: int, month: str, category: str) -> TraceStep:
    """A cell of the table of actual cost, or the sum of a month, of a category, or of all (``TOTAL``)."""
    link = f"cost/{place}/{month}/{category}"
    table = year.sheet.costs[place]
    rows = {row.month: row for row in table.rows}
    if month == TOTAL == category:
        return _actual(year, place, link)
    if month == TOTAL:
        amount = table.totals[CATEGORIES.index(category)]
        return year.noted(link, amount, _known(cost_step(year, place, row, category) for row in rows))
    if category == TOTAL:
        amount = rows[month].total
        return year.noted(link, amount, _known(cost_step(year, place, month, each) for each in CATEGORIES))
    return year.noted(link, rows[month].cells[CATEGORIES.index(category)].amount)


def _actual(year: TracedYear, place: int, link: str) -> TraceStep:
    """All actual cost of a sub-item: by category, with what each month came to and what is still wanting."""
    table = year.sheet.costs[place]
    months = "，".join(f"{row.month} {format_amount(row.total)}" for row in table.rows)
    gaps = year.notes[link].texts[1:]
    parts = _known(cost_step(year, place, TOTAL, category).alone for category in CATEGORIES)
    return year.noted(link, table.total, parts, facts=(*gaps, f"各月合计：{months}"))


def _known(steps: Iterator[TraceStep]) -> list[TraceStep]:
    """The steps whose amount is known and not zero, named without their sub-item."""
    return [step.short for step in steps if step.amount]
