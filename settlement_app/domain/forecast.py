"""What the year's actual cost will probably come to, and which advances would then leave nothing to refund.

A forecast decides nothing: it shows early what section 9 will give at the year's end, by the rules of that section.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from settlement_app.domain import money
from settlement_app.domain.actuals import (
    CATEGORIES,
    REQUIRED,
    ActualCost,
    Category,
    YearOfCosts,
    year_of_costs,
)
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.periods import Month, Quarter
from settlement_app.domain.year_end import TrueUp, clear

MEAN_OF = 3
"""What is not known yet is foreseen from so many months that are."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One sub-item's year: what is known, what is estimated (暂估), and what is foreseen for the rest, in 分.

    ``unforeseeable`` are the places that need a value while nothing is known to foresee it from.
    """

    known: tuple[ActualCost, ...]
    estimated: tuple[ActualCost, ...]
    foreseen: tuple[ActualCost, ...]
    unforeseeable: tuple[tuple[Month, Category], ...]

    @property
    def values(self) -> tuple[ActualCost, ...]:
        """All of them; what is foreseen is an estimate like those that were entered."""
        return self.known + self.estimated + self.foreseen

    @property
    def total(self) -> int | None:
        """What the year comes to; None where a part of it cannot be foreseen; raises AmountError beyond the range."""
        return None if self.unforeseeable else total_of(self.values)


@dataclass(frozen=True, slots=True)
class FittingAdvance:
    """An open quarter's advance that leaves nothing to refund, beside what the formula gives then, both in 分."""

    quarter: Quarter
    formula: int
    amount: int

    @property
    def is_lowered(self) -> bool:
        """Whether it would have to be set (核定预付); else the formula gives it."""
        return self.amount < self.formula


@dataclass(frozen=True, slots=True)
class YearAhead:
    """One sub-item's year as it stands and as it will probably end; amounts in 分.

    ``posted`` and ``planned`` are the advances of posted and of open quarters, the latter as previewed; ``actual`` is
    what was entered, ``known`` and ``estimated`` together, ``remaining`` the budget less that; ``true_up`` is the
    year's end on the forecast. ``fitting`` is empty where there is no forecast or no open quarter.
    """

    budget: int
    posted: int
    planned: int
    actual: int
    remaining: int
    known: int
    estimated: int
    foreseen: int
    forecast: Forecast
    true_up: TrueUp
    fitting: tuple[FittingAdvance, ...]

    @property
    def unavoidable(self) -> int:
        """What would be refunded however low the open quarters' advances are set, by the forecast; 0 without one."""
        reimbursable = self.true_up.reimbursable
        return 0 if reimbursable is None else max(self.posted - reimbursable, 0)


def year_ahead(books: Books, contract: Contract, item: SubItem) -> YearAhead:
    """The year of one of the contract's sub-items on actual cost.

    A what-if (试算) is the same of books with other costs. Raises AmountError when a sum leaves the range.
    """
    costs = {each.code: books.costs_of(contract, each.code) for each in contract.actual_cost_items}
    now = costs[item.code]
    foreseen = forecast(now, contract.months)
    outlook = books.outlook(contract.last_quarter)
    sheets = [outlook.settlements[quarter] for quarter in contract.quarters]
    costs[item.code] = year_of_costs(contract, item.code, foreseen.values)
    reductions = books.reductions.get(contract.year, ())
    end = clear(contract, sheets, costs, reductions, outlook.register, "carry")
    true_up = next(each for each in end.true_ups if each.item == item.code)
    advances = {sheet.quarter: line.base for sheet in sheets if (line := sheet.line(item.code))}
    posted = {quarter: base for quarter, base in advances.items() if books.posted(quarter)}
    reimbursable = true_up.reimbursable
    return YearAhead(
        budget=true_up.budget,
        posted=money.total(posted.values()),
        planned=money.total(base for quarter, base in advances.items() if quarter not in posted),
        actual=now.total,
        remaining=money.checked(true_up.budget - now.total),
        known=total_of(foreseen.known),
        estimated=total_of(foreseen.estimated),
        foreseen=total_of(foreseen.foreseen),
        forecast=foreseen,
        true_up=true_up,
        fitting=() if reimbursable is None else fitting_advances(contract, item, posted, reimbursable),
    )


def forecast(costs: YearOfCosts, months: Sequence[Month]) -> Forecast:
    """Known months and estimates as they were entered; for the rest, by category, the mean of the last known months.

    The mean is of the last three months known in that category, of fewer where fewer are; an estimate is not known.
    其他 need not be entered: a month known in the other four without it had none, and it is foreseen only for a month
    that lacks one of the four.
    """
    by_place = {(value.month, value.category): value for value in costs.values}
    lacking = {month for month, _ in costs.missing}
    means = {category: _mean_known(by_place, months, category) for category in CATEGORIES}
    foreseen: list[ActualCost] = []
    unforeseeable: list[tuple[Month, Category]] = []
    for month in months:
        for category in CATEGORIES:
            mean = means[category]
            if (month, category) in by_place or month not in lacking:
                continue
            if mean is not None:
                foreseen.append(ActualCost(costs.item, month, category, mean, estimate=True))
            elif category in REQUIRED:
                unforeseeable.append((month, category))
    return Forecast(
        known=tuple(value for value in costs.values if not value.estimate),
        estimated=tuple(value for value in costs.values if value.estimate),
        foreseen=tuple(foreseen),
        unforeseeable=tuple(unforeseeable),
    )


def mean(amounts: Sequence[int]) -> int:
    """The mean in 分 of at least one amount, rounded down to the 分 as a quarter's base is (section 4).

    So the mean of n amounts, taken n times, is never more than they were, nor n 分 less.
    """
    return sum(amounts) // len(amounts)


def fitting_advances(
    contract: Contract, item: SubItem, posted: Mapping[Quarter, int], reimbursable: int
) -> tuple[FittingAdvance, ...]:
    """The advances (分) of the open quarters that leave nothing to refund once ``reimbursable`` is due for the year.

    Each is within what section 4 allows: not below zero, not above what the formula gives after the advances before
    it. It is lowered as late as can be, while more is known, so that most often only the last one has to be set. What
    was set for an open quarter so far is not asked for.
    """
    settled = money.total(posted.values())
    fitting: list[FittingAdvance] = []
    still_open = [quarter for quarter in contract.quarters if quarter not in posted]
    for place, quarter in enumerate(still_open):
        quarters_left = len(still_open) - place
        formula = max(money.quarterly_share(contract.annual(item, quarter), settled, quarters_left), 0)
        amount = min(formula, max(reimbursable - settled, 0))
        fitting.append(FittingAdvance(quarter, formula, amount))
        settled += amount
    return tuple(fitting)


def total_of(values: Sequence[ActualCost]) -> int:
    """The sum of these costs in 分; raises AmountError beyond the range."""
    return money.total(value.amount for value in values)


def _mean_known(
    by_place: Mapping[tuple[Month, Category], ActualCost], months: Sequence[Month], category: Category
) -> int | None:
    """The mean of the last months known in the category; None while none is."""
    known = [amount for month in months if (amount := _known(by_place, month, category)) is not None]
    return mean(known[-MEAN_OF:]) if known else None


def _known(
    by_place: Mapping[tuple[Month, Category], ActualCost], month: Month, category: Category
) -> int | None:
    """What is known of one month in one category, in 分; None where nothing is, or an estimate."""
    value = by_place.get((month, category))
    if value is not None:
        return None if value.estimate else value.amount
    if category not in REQUIRED and all(
        _known(by_place, month, required) is not None for required in REQUIRED
    ):
        return 0
    return None
