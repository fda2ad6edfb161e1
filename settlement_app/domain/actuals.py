"""Actual consultant cost by month and category (rules, section 8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from settlement_app.domain import money
from settlement_app.domain.contract import Contract
from settlement_app.domain.periods import Month

Category = Literal["wages", "welfare", "social_insurance", "housing_fund", "other"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
REQUIRED: tuple[Category, ...] = CATEGORIES[:4]
CATEGORY_LABELS: Mapping[Category, str] = {
    "wages": "工资",
    "welfare": "福利",
    "social_insurance": "单位缴社会保险费",
    "housing_fund": "住房公积金",
    "other": "其他",
}


@dataclass(frozen=True, slots=True)
class ActualCost:
    """What one month cost in one category, in 分; may be negative (a correction) and may be an estimate (暂估)."""

    item: str
    month: Month
    category: Category
    amount: int
    estimate: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearOfCosts:
    """The actual cost of one sub-item over the contract's months, with what is still wanting."""

    item: str
    values: tuple[ActualCost, ...]
    missing: tuple[tuple[Month, Category], ...]
    estimates: tuple[tuple[Month, Category], ...]

    @property
    def complete(self) -> bool:
        """Whether every month has a value that is no estimate in the four required categories, and 其他 no estimate."""
        return not self.missing and not self.estimates

    @property
    def total(self) -> int:
        """The sum in 分 of what is known, estimates included; raises AmountError beyond the range."""
        return money.total(value.amount for value in self.values)


def year_of_costs(contract: Contract, item: str, values: Iterable[ActualCost]) -> YearOfCosts:
    """The item's values in the contract's months, in order of month and category."""
    by_place = {(v.month, v.category): v for v in values if v.item == item}
    places = [(month, category) for month in contract.months for category in CATEGORIES]
    return YearOfCosts(
        item=item,
        values=tuple(by_place[place] for place in places if place in by_place),
        missing=tuple(place for place in places if place not in by_place and place[1] in REQUIRED),
        estimates=tuple(place for place in places if place in by_place and by_place[place].estimate),
    )
