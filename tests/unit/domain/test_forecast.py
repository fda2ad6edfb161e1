"""The forecast of a year's actual cost, and the advances that leave nothing to refund (rules, sections 4, 8, 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement_app.domain.actuals import CATEGORIES, REQUIRED, ActualCost, Category, year_of_costs
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.forecast import YearAhead, fitting_advances, forecast, mean, total_of, year_ahead
from settlement_app.domain.money import LIMIT, AmountError
from settlement_app.domain.periods import Month, Quarter
from settlement_app.domain.quarter import SetAdvance
from settlement_app.domain.year_end import Reduction
from tests.support.builders import (
    Q1,
    Q2,
    Q3,
    Q4,
    books,
    contract,
    cost_values,
    full_year,
    played,
    small_contract,
    sub_item,
    yuan,
)
from tests.support.tables import table

MONTHS = small_contract().months
ITEM = small_contract().sub_items[0]


def wages(*amounts: str) -> tuple[ActualCost, ...]:
    """The wages from January on, the other required categories zero; ``-`` leaves a month out, ``~`` marks an
    estimate.
    """
    return tuple(
        ActualCost(
            "consultants", month, category, yuan(text.strip("~")) if category == "wages" else 0, "~" in text
        )
        for month, text in zip(MONTHS, amounts, strict=False)
        if text != "-"
        for category in REQUIRED
    )


def foreseen(values: Sequence[ActualCost], category: Category = "wages") -> dict[int, int]:
    """What is foreseen of one category, by the month's number."""
    found = forecast(year_of_costs(small_contract(), "consultants", values), MONTHS)
    return {value.month.number: value.amount for value in found.foreseen if value.category == category}


def ahead(now: Books, found: Contract | None = None) -> YearAhead:
    found = found or small_contract()
    return year_ahead(now, found, found.sub_items[0])


# fmt: off
MEANS = table(
    # name, wages from January on, what is foreseen for December
    ("of_three",            ("30", "60", "90"),                 "60"),
    ("of_the_last_three",   ("900", "30", "60", "90"),          "60"),
    ("of_two",              ("30", "60"),                       "45"),
    ("of_one",              ("30",),                            "30"),
    ("over_a_gap",          ("30", "60", "-", "90"),            "60"),
    ("not_of_estimates",    ("30", "60", "90", "~999"),         "60"),
    ("rounded_down",        ("0.01", "0", "0"),                 "0"),
    ("a_correction",        ("-0.01", "0", "0"),                "-0.01"),
)
# fmt: on


@pytest.mark.parametrize(("known", "december"), MEANS)
def test_the_rest_is_the_mean_of_the_last_known_months(known: tuple[str, ...], december: str) -> None:
    assert foreseen(wages(*known))[12] == yuan(december)


def test_known_months_and_estimates_count_as_they_were_entered() -> None:
    values = wages("30", "60", "90", "~100")
    found = forecast(year_of_costs(small_contract(), "consultants", values), MONTHS)
    assert total_of(found.known) == yuan("180")
    assert total_of(found.estimated) == yuan("100")
    assert total_of(found.foreseen) == yuan("480")  # eight months of 60
    assert found.total == yuan("760")
    assert all(value.estimate for value in found.foreseen)


def test_a_gap_between_known_months_is_foreseen_too() -> None:
    assert foreseen(wages("30", "60", "-", "90"))[3] == yuan("60")


def test_a_month_is_foreseen_only_where_it_lacks_a_value() -> None:
    values = (*wages("30"), ActualCost("consultants", Month(2019, 2), "wages", yuan("50")))
    assert foreseen(values)[3] == yuan("40")
    assert 2 not in foreseen(values)
    assert foreseen(values, "welfare")[2] == 0


# fmt: off
NOT_FORESEEN = table(
    # name, values, how many places cannot be foreseen
    ("nothing_known",       (),                                                          48),
    ("only_estimates",      wages("~30", "~30"),                                         40),
    ("one_category_known",  (ActualCost("consultants", MONTHS[0], "wages", 100),),       36),
)
# fmt: on


@pytest.mark.parametrize(("values", "count"), NOT_FORESEEN)
def test_without_a_known_month_there_is_no_forecast(values: tuple[ActualCost, ...], count: int) -> None:
    found = forecast(year_of_costs(small_contract(), "consultants", values), MONTHS)
    assert len(found.unforeseeable) == count
    assert all(category in REQUIRED for _, category in found.unforeseeable)
    assert found.total is None


def other(month: int, amount: str, *, estimate: bool = False) -> ActualCost:
    return ActualCost("consultants", Month(2019, month), "other", yuan(amount), estimate)


# fmt: off
OTHERS = table(
    # name, values, 其他 foreseen for December (None: nothing)
    ("never_entered",           wages("1", "1", "1"),                                       "0"),
    ("left_out_means_none",     (*wages("1", "1", "1"), other(2, "9")),                     "3"),
    ("estimate_is_not_known",   (*wages("1", "1"), other(2, "9", estimate=True)),           "0"),
    ("without_a_known_month",   wages("~1"),                                                None),
    ("beside_a_month_in_part",  (ActualCost("consultants", MONTHS[0], "wages", 100), other(2, "9")), "9"),
)
# fmt: on


@pytest.mark.parametrize(("values", "december"), OTHERS)
def test_other_cost_need_not_be_entered(values: tuple[ActualCost, ...], december: str | None) -> None:
    assert foreseen(values, "other").get(12) == (None if december is None else yuan(december))


def test_other_cost_is_not_foreseen_for_a_month_that_has_the_rest() -> None:
    assert 1 not in foreseen((*wages("1", "1"), other(2, "9")), "other")


# fmt: off
ADVANCES = table(
    # name, posted (元 by quarter), reimbursable, advances of the open quarters, of them lowered
    ("nothing_posted",      (),                             "400", ("100", "100", "100", "100"), 0),
    ("the_last_one",        ("100", "100", "100"),          "380", ("80",),                      1),
    ("as_late_as_can_be",   ("100", "100"),                 "380", ("100", "80"),                1),
    ("two_of_them",         ("100", "100"),                 "290", ("90", "0"),                  2),
    ("all_of_them",         ("100",),                       "100", ("0", "0", "0"),              3),
    ("refund_unavoidable",  ("100", "100", "100"),          "250", ("0",),                       1),
    ("negative_year",       ("100", "100", "100"),          "-5",  ("0",),                       1),
    ("over_the_budget",     ("100", "100", "100"),          "400", ("100",),                     0),
    ("after_a_lowered_one", ("100", "100", "70"),           "400", ("130",),                     0),
    ("all_posted",          ("100", "100", "100", "100"),   "380", (),                           0),
)
# fmt: on


@pytest.mark.parametrize(("posted", "reimbursable", "amounts", "lowered"), ADVANCES)
def test_advances_that_leave_nothing_to_refund(
    posted: tuple[str, ...], reimbursable: str, amounts: tuple[str, ...], lowered: int
) -> None:
    bases = dict(zip((Q1, Q2, Q3, Q4), map(yuan, posted), strict=False))
    found = fitting_advances(small_contract(), ITEM, bases, yuan(reimbursable))
    assert [entry.amount for entry in found] == [yuan(amount) for amount in amounts]
    assert sum(entry.is_lowered for entry in found) == lowered


def test_the_formula_beside_a_fitting_advance_follows_the_ones_before_it() -> None:
    found = fitting_advances(small_contract(), ITEM, {Q1: yuan("100")}, yuan("150"))
    assert [(str(entry.quarter), entry.formula) for entry in found] == [
        ("2019Q2", yuan("100")),
        ("2019Q3", yuan("125")),
        ("2019Q4", yuan("250")),
    ]


def test_an_amendment_below_what_was_advanced_allows_no_advance() -> None:
    change = Amendment(1, "consultants", Q4, yuan("250"), "沪财〔2019〕1号", "追减")
    changed = replace(small_contract(), amendments=(change,))
    posted = {Q1: yuan("100"), Q2: yuan("100"), Q3: yuan("100")}
    (found,) = fitting_advances(changed, ITEM, posted, yuan("250"))
    assert (found.formula, found.amount) == (0, 0)


def test_the_year_ahead_of_the_worked_example() -> None:
    """Section 13: with 51,870,000.00 in the year, Q4's advance set to 12,633,600.00 leaves nothing to refund."""
    now = replace(played(books(), upto=Q3), costs=cost_values("51,870,000.00"))
    found = ahead(now, contract())
    assert (found.budget, found.posted) == (yuan("52,315,200.00"), yuan("39,236,400.00"))
    assert (found.planned, found.remaining) == (yuan("13,078,800.00"), yuan("445,200.00"))
    assert found.forecast.total == found.actual == yuan("51,870,000.00")
    assert found.true_up.difference == yuan("-445,200.00")
    assert [(entry.quarter, entry.amount) for entry in found.fitting] == [(Q4, yuan("12,633,600.00"))]
    set_lower = {Q4: (SetAdvance("consultants", found.fitting[0].amount, "核定"),)}
    assert ahead(replace(now, advances=set_lower), contract()).true_up.difference == 0


THREE_POSTED = played(books(small_contract()), upto=Q3)
STRUCK = (Reduction("consultants", yuan("5"), "审计核减", "沪审〔2020〕5号"),)

# fmt: off
YEARS = table(
    # name, books, difference, unavoidable refund, over budget, fitting advances
    ("refund",      replace(THREE_POSTED, costs=wages("10", "20", "30")),        "-160", "60", "0",   ("0",)),
    ("over_budget", replace(THREE_POSTED, costs=wages("50", "50", "50")),        "0",    "0",  "200", ("100",)),
    ("no_forecast", THREE_POSTED,                                                None,   "0",  None,  ()),
    ("posted_year", full_year(cost="390"),                                       "-10",  "10", "0",   ()),
    ("reduced",     replace(full_year(cost="390"), reductions={2019: STRUCK}),   "-15",  "15", "0",   ()),
)
# fmt: on


@pytest.mark.parametrize(("now", "difference", "unavoidable", "over", "fitting"), YEARS)
def test_the_year_ends_by_the_rules_of_the_clearance(
    now: Books, difference: str | None, unavoidable: str, over: str | None, fitting: tuple[str, ...]
) -> None:
    found = ahead(now)
    assert found.true_up.difference == (None if difference is None else yuan(difference))
    assert found.unavoidable == yuan(unavoidable)
    assert found.true_up.over_budget == (None if over is None else yuan(over))
    assert [entry.amount for entry in found.fitting] == [yuan(amount) for amount in fitting]


def test_another_sub_item_on_actual_cost_does_not_touch_the_forecast() -> None:
    two = contract(
        sub_item("consultants", "400", "actual_cost"),
        sub_item("trainers", "80", "actual_cost"),
    )
    now = replace(books(two), costs=wages("10", "10", "10"))
    assert ahead(now, two).forecast.total == yuan("120")
    assert year_ahead(now, two, two.sub_items[1]).forecast.total is None


def test_a_year_beyond_the_range_is_an_error() -> None:
    now = replace(books(small_contract()), costs=cost_values("0")[:5])
    large = (replace(now.costs[0], amount=LIMIT), *now.costs[1:])
    with pytest.raises(AmountError, match="超出金额范围"):
        ahead(replace(now, costs=large))


AMOUNTS = st.integers(-(10**9), 10**9)


@st.composite
def costs(draw: st.DrawFn) -> tuple[ActualCost, ...]:
    """Any values of the year, of any category, known or estimated, with any gaps."""
    places = [(month, category) for month in MONTHS for category in CATEGORIES]
    values = draw(st.dictionaries(st.sampled_from(places), st.tuples(AMOUNTS, st.booleans())))
    return tuple(
        ActualCost("consultants", month, category, amount, estimate)
        for (month, category), (amount, estimate) in values.items()
    )


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_a_mean_invents_no_money(amounts: list[int]) -> None:
    assert 0 <= sum(amounts) - mean(amounts) * len(amounts) < len(amounts)


@given(costs())
def test_a_forecast_is_the_sum_of_its_parts(values: tuple[ActualCost, ...]) -> None:
    year = year_of_costs(small_contract(), "consultants", values)
    found = forecast(year, MONTHS)
    assert sorted(found.known + found.estimated, key=repr) == sorted(values, key=repr)
    places = [(value.month, value.category) for value in found.values]
    assert len(places) == len(set(places)), "no place counts twice"
    if found.total is not None:
        parts = (found.known, found.estimated, found.foreseen)
        assert found.total == sum(total_of(part) for part in parts)
        assert year_of_costs(small_contract(), "consultants", found.values).missing == ()
    else:
        assert set(found.unforeseeable) <= set(year.missing)


@given(costs(), st.sampled_from(REQUIRED))
def test_what_is_foreseen_lies_between_what_is_known(
    values: tuple[ActualCost, ...], category: Category
) -> None:
    known = [value.amount for value in values if value.category == category and not value.estimate]
    for amount in foreseen(values, category).values():
        assert min(known) <= amount <= max(known)


@given(st.lists(st.integers(0, 10_000), max_size=4), st.integers(-50_000, 50_000))
def test_a_fitting_advance_is_within_what_may_be_set(bases: list[int], reimbursable: int) -> None:
    posted: Mapping[Quarter, int] = dict(zip((Q1, Q2, Q3, Q4), bases, strict=False))
    reimbursable = min(reimbursable, ITEM.annual)
    found = fitting_advances(small_contract(), ITEM, posted, reimbursable)
    assert len(found) == 4 - len(posted)
    assert all(0 <= entry.amount <= entry.formula <= ITEM.annual for entry in found)
    advanced = sum(posted.values()) + sum(entry.amount for entry in found)
    if found:
        assert advanced == max(reimbursable, sum(posted.values()))
