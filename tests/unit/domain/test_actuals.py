"""Actual consultant cost: when a year is complete, and what it comes to (rules, section 8)."""

from dataclasses import replace

import pytest

from settlement_app.domain.actuals import (
    CATEGORIES,
    CATEGORY_LABELS,
    REQUIRED,
    ActualCost,
    Category,
    year_of_costs,
)
from settlement_app.domain.money import LIMIT, AmountError
from settlement_app.domain.periods import Month
from tests.support.builders import contract, cost_values, small_contract, yuan
from tests.support.tables import table

JANUARY, DECEMBER = Month(2019, 1), Month(2019, 12)
FULL = cost_values("400")


def without(month: Month, *categories: str) -> tuple[ActualCost, ...]:
    return tuple(v for v in FULL if v.month != month or v.category not in categories)


def with_december(category: Category, amount: str, *, estimate: bool = False) -> tuple[ActualCost, ...]:
    value = ActualCost("consultants", DECEMBER, category, yuan(amount), estimate)
    return (*without(DECEMBER, category), value)


ALL_PLACES = [(month, category) for month in small_contract().months for category in REQUIRED]
TWO_PLACES = [(DECEMBER, "social_insurance"), (DECEMBER, "housing_fund")]


# fmt: off
YEARS = table(
    # name, values, complete, total, missing, estimates
    ("full",            FULL,                                          True,  "400", [],         []),
    ("nothing",         (),                                            False, "0",   ALL_PLACES, []),
    ("one_missing",     without(DECEMBER, "welfare"),                  False, "400", [(DECEMBER, "welfare")], []),
    ("two_missing",     without(DECEMBER, "housing_fund", "social_insurance"), False, "400", TWO_PLACES, []),
    ("other_left_out",  without(DECEMBER, "other"),                    True,  "400", [],         []),
    ("an_estimate",     with_december("wages", "7", estimate=True),    False, "407", [], [(DECEMBER, "wages")]),
    ("other_estimated", with_december("other", "7", estimate=True),    False, "407", [], [(DECEMBER, "other")]),
    ("a_correction",    with_december("wages", "-7"),                  True,  "393", [],         []),
    ("of_another_item", (*FULL, ActualCost("operators", DECEMBER, "wages", yuan("7"))), True, "400", [], []),
    ("of_another_year", (*FULL, ActualCost("consultants", Month(2020, 1), "wages", yuan("7"))), True, "400", [], []),
)
# fmt: on


@pytest.mark.parametrize(("values", "complete", "total", "missing", "estimates"), YEARS)
def test_a_year_of_costs(
    values: tuple[ActualCost, ...],
    complete: bool,
    total: str,
    missing: list[tuple[Month, str]],
    estimates: list[tuple[Month, str]],
) -> None:
    costs = year_of_costs(small_contract(), "consultants", values)
    assert (costs.complete, costs.total) == (complete, yuan(total))
    assert (list(costs.missing), list(costs.estimates)) == (missing, estimates)


def test_only_the_months_of_the_contract_count() -> None:
    second_quarter = replace(
        contract(), start=contract().start.replace(month=4), end=contract().end.replace(month=6, day=30)
    )
    costs = year_of_costs(second_quarter, "consultants", FULL)
    assert [value.month.number for value in costs.values[::5]] == [4, 5, 6]
    assert (costs.complete, costs.total) == (True, 0)


def test_values_stand_in_order_of_month_and_category() -> None:
    costs = year_of_costs(small_contract(), "consultants", reversed(FULL))
    assert costs.values == FULL


def test_a_sum_beyond_the_range_is_an_error() -> None:
    values = (
        ActualCost("consultants", JANUARY, "wages", LIMIT),
        ActualCost("consultants", JANUARY, "welfare", 1),
    )
    with pytest.raises(AmountError, match="超出金额范围"):
        _ = year_of_costs(small_contract(), "consultants", values).total


def test_four_categories_are_required_and_all_have_a_name() -> None:
    assert REQUIRED == ("wages", "welfare", "social_insurance", "housing_fund")
    assert [CATEGORY_LABELS[category] for category in CATEGORIES] == [
        "工资",
        "福利",
        "单位缴社会保险费",
        "住房公积金",
        "其他",
    ]
