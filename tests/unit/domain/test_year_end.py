"""The year's end: true-up, offset, the table with its identities, and what is 未定 (rules, section 9)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from settlement_app.domain.actuals import year_of_costs
from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.deduction import Deduction, Share
from settlement_app.domain.money import LIMIT
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.domain.year_end import (
    Clearance,
    Outstanding,
    Reduction,
    clear,
    execution_percent,
    reduced,
)
from tests.support.builders import (
    NEXT_Q1,
    Q1,
    Q3,
    Q4,
    books,
    contract,
    cost_values,
    played,
    row,
    small_contract,
    sub_item,
    yuan,
)
from tests.support.tables import table

LAST_YEAR = Quarter(2018, 4)


def reduction(item: str, amount: str) -> Reduction:
    return Reduction(item, yuan(amount), "审计核减", "沪审〔2020〕5号")


def amended(annual: str) -> Contract:
    change = Amendment(1, "consultants", Q4, yuan(annual), "沪财〔2019〕1号", "追加")
    return replace(small_contract(), amendments=(change,))


def clearance(
    cost: str | None = "400",
    reductions: Sequence[Reduction] = (),
    register: Sequence[Deduction] = (),
    mode: Outstanding = "carry",
    advance: str | None = None,
    adjustment: str | None = None,
    found: Contract | None = None,
) -> Clearance:
    """The clearance of the small contract; ``cost`` None means that no cost is known."""
    found = found or small_contract()
    now = replace(
        books(found),
        advances={Q4: (SetAdvance("consultants", yuan(advance), "核定"),)} if advance else {},
        adjustments={Q3: (Adjustment("management", yuan(adjustment), "更正", "1号"),)} if adjustment else {},
    )
    sheets = now.outlook(found.last_quarter).settlements
    costs = year_of_costs(found, "consultants", cost_values(cost) if cost else ())
    return clear(found, list(sheets.values()), {"consultants": costs}, reductions, register, mode)


# fmt: off
TRUE_UPS = table(
    # name, budget (advances 400), actual, reduced, approved, reimbursable, difference, over budget, surplus
    ("as_advanced",             "400", "400", "0",   "400", "400", "0",    "0",  "0"),
    ("less_is_refunded",        "400", "390", "0",   "390", "390", "-10",  "0",  "10"),
    ("more_is_not_paid",        "400", "410", "0",   "410", "400", "0",    "10", "0"),
    ("reduced",                 "400", "400", "15",  "385", "385", "-15",  "0",  "15"),
    ("reduced_to_the_budget",   "400", "410", "10",  "400", "400", "0",    "0",  "0"),
    ("reduced_not_enough",      "400", "410", "4",   "406", "400", "0",    "6",  "0"),
    ("reduced_altogether",      "400", "400", "400", "0",   "0",   "-400", "0",  "400"),
    ("one_fen",                 "400", "399.99", "0", "399.99", "399.99", "-0.01", "0", "0.01"),
    ("nothing_spent",           "400", "0",   "0",   "0",   "0",   "-400", "0",  "400"),
)

LOW_ADVANCES = table(
    # name, budget, advance of the last quarter, actual, difference, over budget, surplus
    ("rest_is_paid",            "400", "60", "380", "20", "0",  "20"),
    ("paid_up_to_the_budget",   "400", "60", "430", "40", "30", "0"),
    ("nothing_to_settle",       "400", "60", "360", "0",  "0",  "40"),
    ("budget_raised",           "430", "60", "430", "70", "0",  "0"),
)

OFF_COSTS = reduction("consultants", "1.5")
FIVE, TO_RETURN = row(Q4, 1, "5"), row(Q3, 1, "8", applied="8", waived="3")
OFFSETS = table(
    # name, mode, register, outstanding, to return, offset
    ("nothing",               "carry",  (),                                          "0", "0", "0"),
    ("left_to_the_next_year", "carry",  (FIVE, TO_RETURN),                           "5", "3", "0"),
    ("outstanding_taken",     "settle", (FIVE,),                                     "5", "0", "5"),
    ("to_return_given",       "settle", (TO_RETURN,),                                "0", "3", "-3"),
    ("both",                  "settle", (FIVE, TO_RETURN),                           "5", "3", "2"),
    ("from_before_the_year",  "settle", (row(LAST_YEAR, 1, "7"), FIVE),              "12", "0", "12"),
    ("of_the_next_year",      "settle", (row(NEXT_Q1, 1, "9"), FIVE),                "5", "0", "5"),
    ("withdrawn",             "settle", (row(Q4, 1, "5", withdrawn=True),),          "0", "0", "0"),
)

CLEARANCES = table(
    ("plain",         clearance()),
    ("refund",        clearance("390.01")),
    ("over_budget",   clearance("500")),
    ("low_advance",   clearance("380", advance="60")),
    ("reductions",    clearance("400", [OFF_COSTS, reduction("tax", "3"), reduction("tax", "4")])),
    ("settled",       clearance("390", register=(FIVE, TO_RETURN), mode="settle")),
    ("adjusted",      clearance("390", adjustment="-2.5", register=(FIVE,), mode="settle")),
    ("all_at_once",   clearance("395", [reduction("management", "2"), OFF_COSTS], (FIVE,), "settle", "90", "-1")),
    ("budget_raised", clearance("450", found=amended("440"))),
)
# fmt: on


@pytest.mark.parametrize(
    ("budget", "actual", "struck", "approved", "reimbursable", "difference", "over_budget", "surplus"),
    TRUE_UPS,
)
def test_advances_against_actual_cost(
    budget: str,
    actual: str,
    struck: str,
    approved: str,
    reimbursable: str,
    difference: str,
    over_budget: str,
    surplus: str,
) -> None:
    reductions = [reduction("consultants", struck)] if yuan(struck) else []
    (true_up,) = clearance(actual, reductions).true_ups
    assert (true_up.item, true_up.name) == ("consultants", "咨询员费用")
    assert [true_up.budget, true_up.advances] == [yuan(budget), yuan("400")]
    assert [true_up.actual, true_up.reduced, true_up.approved] == [yuan(actual), yuan(struck), yuan(approved)]
    assert [true_up.reimbursable, true_up.difference] == [yuan(reimbursable), yuan(difference)]
    assert [true_up.over_budget, true_up.surplus] == [yuan(over_budget), yuan(surplus)]


@pytest.mark.parametrize(
    ("budget", "advance", "actual", "difference", "over_budget", "surplus"), LOW_ADVANCES
)
def test_what_was_not_advanced_is_paid_at_the_end(
    budget: str, advance: str, actual: str, difference: str, over_budget: str, surplus: str
) -> None:
    (true_up,) = clearance(actual, advance=advance, found=amended(budget)).true_ups
    assert [true_up.difference, true_up.over_budget, true_up.surplus] == [
        yuan(difference),
        yuan(over_budget),
        yuan(surplus),
    ]


@pytest.mark.parametrize(("mode", "register", "outstanding", "to_return", "offset"), OFFSETS)
def test_what_is_outstanding_is_left_or_settled(
    mode: Outstanding,
    register: tuple[Deduction, ...],
    outstanding: str,
    to_return: str,
    offset: str,
) -> None:
    found = clearance(register=register, mode=mode)
    assert [found.outstanding, found.to_return] == [yuan(outstanding), yuan(to_return)]
    assert {line.item: line.offset for line in found.lines} == {
        "consultants": 0,
        "management": yuan(offset),
        "tax": 0,
    }
    assert found.net == -yuan(offset)


def test_the_parts_of_the_offset_oldest_source_first() -> None:
    register = (row(Q4, 2, "1"), row(Q4, 1, "2"), TO_RETURN, row(Q1, 1, "3"))
    found = clearance(register=register, mode="settle")
    assert found.applied == (
        Share("KK-12333-2019Q1-01", Q1, yuan("3"), "服务不达标"),
        Share("KK-12333-2019Q4-01", Q4, yuan("2"), "服务不达标"),
        Share("KK-12333-2019Q4-02", Q4, yuan("1"), "服务不达标"),
    )
    assert found.returned == (Share("KK-12333-2019Q3-01", Q3, yuan("3"), "服务不达标"),)
    carried = clearance(register=register)
    assert (carried.applied, carried.returned) == ((), ())


def test_without_a_bearer_nothing_can_be_settled() -> None:
    plain = contract(sub_item("a", "100"))
    sheets = list(books(plain).outlook(Q4).settlements.values())
    found = clear(plain, sheets, {}, (), (row(LAST_YEAR, 1, "5"),), "settle")
    assert (found.outstanding, found.net, found.applied) == (yuan("5"), 0, ())


@pytest.mark.parametrize("found", CLEARANCES)
def test_the_table_adds_up_line_by_line_and_in_total(found: Clearance) -> None:
    for line in (*found.lines, found.total):
        assert line.true_up is not None
        assert line.final == sum(line.payable) + line.true_up - line.offset
        assert line.surplus is not None
        withheld = -line.deductions
        assert line.budget == line.final + withheld - line.adjustments + line.surplus + line.offset
    assert found.total.final == sum(line.final or 0 for line in found.lines)
    assert found.net == (found.total.true_up or 0) - found.total.offset
    assert found.unspent == found.total.budget - (found.total.final or 0)
    assert found.unpaid(12_345) == (found.total.final or 0) - 12_345


# fmt: off
LINES = table(
    # name, item, budget, payable of each quarter, deductions, adjustments, true-up, offset, final, surplus
    ("consultants", "consultants", "400", "100 100 100 90", "0",   "0",  "5",  "0", "395", "5"),
    ("management",  "management",  "100", "25 15 24 25",    "-10", "-1", "-2", "5", "82",  "2"),
    ("tax",         "tax",         "40",  "10 10 10 10",    "0",   "0",  "0",  "0", "40",  "0"),
    ("total",       "",            "540", "135 125 134 125", "-10", "-1", "3", "5", "517", "7"),
)
# fmt: on


@pytest.mark.parametrize(
    ("item", "budget", "payable", "deductions", "adjustments", "true_up", "offset", "final", "surplus"), LINES
)
def test_the_lines_of_a_clearance(
    item: str,
    budget: str,
    payable: str,
    deductions: str,
    adjustments: str,
    true_up: str,
    offset: str,
    final: str,
    surplus: str,
) -> None:
    now = replace(
        books(small_contract()),
        register=(row(Q1, 1, "10"),),
        advances={Q4: (SetAdvance("consultants", yuan("90"), "核定"),)},
        adjustments={Q3: (Adjustment("management", yuan("-1"), "更正", "1号"),)},
        costs=cost_values("395"),
        reductions={2019: (reduction("management", "2"),)},
    )
    now = played(now)
    found = replace(now, register=(*now.register, FIVE)).clearance(small_contract(), "settle")
    line = found.total if not item else next(line for line in found.lines if line.item == item)
    assert line.budget == yuan(budget)
    assert list(line.payable) == [yuan(amount) for amount in payable.split()]
    assert [line.deductions, line.adjustments] == [yuan(deductions), yuan(adjustments)]
    assert [line.true_up, line.offset, line.final, line.surplus] == [
        yuan(true_up),
        yuan(offset),
        yuan(final),
        yuan(surplus),
    ]
    assert (
        line.name
        == {"consultants": "咨询员费用", "management": "人员管理费", "tax": "税金", "": "合计"}[item]
    )


def test_while_months_are_missing_true_up_final_unpaid_and_net_are_open() -> None:
    found = clearance(None, [reduction("tax", "3")], (FIVE,), "settle")
    (true_up,) = found.true_ups
    assert (true_up.budget, true_up.advances, true_up.actual) == (yuan("400"), yuan("400"), 0)
    assert [true_up.approved, true_up.reimbursable, true_up.difference] == [None, None, None]
    assert [true_up.over_budget, true_up.surplus] == [None, None]
    consultants, management, tax = found.lines
    assert [consultants.true_up, consultants.final, consultants.surplus] == [None, None, None]
    assert [management.final, tax.final] == [yuan("95"), yuan("37")]
    assert [found.total.true_up, found.total.final, found.total.surplus] == [None, None, None]
    assert (found.total.payable, found.total.offset) == ((yuan("135"),) * 4, yuan("5"))
    assert [found.net, found.unpaid(0), found.unspent] == [None, None, None]


def test_an_estimate_counts_in_a_preview() -> None:
    first, *others = cost_values("390")
    now = replace(books(small_contract()), costs=(replace(first, estimate=True), *others))
    assert not now.costs_of(small_contract(), "consultants").complete
    assert now.clearance(small_contract(), "carry").net == yuan("-10")


def test_all_reductions_of_a_sub_item_count_together() -> None:
    entries = [reduction("tax", "3"), reduction("management", "5"), reduction("tax", "4.01")]
    assert [reduced(item, entries) for item in ("tax", "management", "nobody")] == [
        yuan("7.01"),
        yuan("5"),
        0,
    ]


def test_the_execution_is_exact_and_open_without_a_budget() -> None:
    assert execution_percent(yuan("69,636,500"), yuan("71,387,200")) == Fraction(69_636_500 * 100, 71_387_200)
    assert execution_percent(LIMIT, LIMIT) == 100
    assert execution_percent(0, 0) is None


def test_a_clearance_keeps_its_year_mode_and_reductions() -> None:
    entries = (reduction("tax", "3"),)
    found = clearance(reductions=entries, mode="settle")
    assert (found.year, found.mode, found.reductions) == (2019, "settle", entries)
