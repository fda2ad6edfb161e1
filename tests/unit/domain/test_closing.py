"""What may be done at the year's end: every refusal of a cost, a reduction, a clearance, its reversal."""

from dataclasses import replace

import pytest

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.books import Books, Target
from settlement_app.domain.closing import (
    clearance_findings,
    clearance_number,
    clearance_reversal_findings,
    cost_findings,
    reduction_findings,
    settle_findings,
    year_findings,
)
from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Month
from settlement_app.domain.year_end import Outstanding, Reduction
from tests.support.builders import (
    Q1,
    Q2,
    Q3,
    Q4,
    books,
    cleared,
    contract,
    cost_values,
    failed,
    full_year,
    paid,
    played,
    posted,
    reversal,
    small_contract,
    sub_item,
    yuan,
)
from tests.support.tables import table

START = books(small_contract())
FULL = full_year()
CLEARED = cleared(FULL)
SETTLED = cleared(full_year({Q4: failed("9")}), mode="settle")
NEXT_YEAR = replace(
    small_contract(), year=2020, start=Q1.first_day.replace(year=2020), end=Q4.last_day.replace(year=2020)
)
JANUARY = Month(2019, 1)


def followed_by(now: Books, vendor: str = "甲供应商") -> Books:
    return replace(now, contracts=(*now.contracts, replace(NEXT_YEAR, vendor=vendor)))


def undone(now: Books) -> Books:
    """The books after the standing clearance was reversed."""
    return replace(
        now,
        clearances=tuple(
            replace(issue, posting=replace(issue.posting, reversal=reversal(issue.posting.number)))
            for issue in now.clearances
        ),
    )


def with_cost(now: Books, value: ActualCost | None) -> Books:
    """The books with this value in the place of January's wages; without them where it is None."""
    return replace(now, costs=(*(() if value is None else (value,)), *cost_values("400")[1:]))


def wages(amount: str, *, estimate: bool = False, month: Month = JANUARY) -> ActualCost:
    return ActualCost("consultants", month, "wages", yuan(amount), estimate)


def reduced(now: Books, item: str, amount: str) -> Books:
    return replace(now, reductions={2019: (Reduction(item, yuan(amount), "审计", "5号"),)})


def text_missing(label: str) -> Finding:
    return Finding("text_missing", f"{label}不能为空；请写明{label}")


def above_cost(struck: str) -> Finding:
    return Finding(
        "reduced_too_much",
        f"“咨询员费用”核减合计 {struck} 元超过实际费用 400.00 元；请减少核减",
    )


def above_payable(struck: str, name: str = "税金", limit: str = "40.00") -> Finding:
    return Finding(
        "reduced_too_much",
        f"“{name}”核减合计 {struck} 元超过累计应付 {limit} 元；请减少核减",
    )


NO_SUCH_YEAR = Finding("no_such_year", "没有 2018 年的合同；请核对年度")
YEAR_CLEARED = Finding("year_cleared", "2019年年终清算已审定，本年数据已冻结；如确有错误，请先冲销清算")
OUTSIDE = Finding("month_outside", "2020-01 不在 2019 年合同期间内；请核对月份")
EXISTS = Finding("value_exists", "2019-01 工资 已有实际数 400.00 元；如确要替换，请加 --replace")
UNKNOWN = Finding("unknown_item", "合同中没有子项目“nobody”；请用 contract show 查看子项目代码")
QUARTERS_OPEN = Finding("quarters_open", "2019年第四季度结算单尚未审定；请先审定")
TWO_OPEN = Finding("quarters_open", "2019年第三季度、2019年第四季度结算单尚未审定；请先审定")
ASSESSMENT_OPEN = Finding(
    "assessment_open", "2019年第四季度考核尚未确认；请先确认（assessment confirm 2019Q4）"
)
COSTS_NEGATIVE = Finding(
    "costs_negative",
    "“咨询员费用”全年实际费用合计 -500.00 元，不能为负；请核对更正数（actuals set）",
)
COSTS_MISSING = Finding(
    "costs_missing", "“咨询员费用”实际费用缺 1 项（首项：2019-01 工资）；请补录，没有发生的也要填 0"
)
ALL_MISSING = Finding(
    "costs_missing", "“咨询员费用”实际费用缺 48 项（首项：2019-01 工资）；请补录，没有发生的也要填 0"
)
ESTIMATED = Finding("costs_estimated", "“咨询员费用”还有 1 项暂估（首项：2019-01 工资）；请换成实际数")
NEXT_CONTRACT = Finding(
    "next_contract",
    "已有 2020 年合同，待扣余额随项目结转下年，不能在清算中了结；请改用 carry",
)
NO_BEARER = Finding("no_bearer", "合同没有承担扣款的子项目，不能在清算中了结扣款；请改用 carry")
NOT_POSTED = Finding("not_posted", "2019年没有已审定的年终清算，无可冲销；请核对年度")
NOT_POSTED_2018 = Finding("not_posted", "2018年没有已审定的年终清算，无可冲销；请核对年度")
PAYMENT_STANDS = Finding("payment_stands", "2019年年终清算已有付款或退款；请先撤销（payment reverse）")
VENDOR_CHANGED = Finding(
    "vendor_changed",
    "2019年扣款已在清算中了结，且 2020 年合同已换供应商，清算不能冲销；"
    "如 2020 年合同有误，请先撤下该合同（contract drop）",
)
OPERATORS = replace(wages("5"), item="operators")
UP_TO_Q3 = replace(played(START, upto=Q3), costs=FULL.costs)
EVERYTHING = followed_by(reduced(posted(START, Q1, Q2), "tax", "41"))

# fmt: off
YEARS = table(
    ("open",              FULL,             2019, []),
    ("no_contract",       FULL,             2018, [NO_SUCH_YEAR]),
    ("cleared",           CLEARED,          2019, [YEAR_CLEARED]),
    ("reversed",          undone(CLEARED),  2019, []),
)

COSTS = table(
    # name, books, value, replaces, findings
    ("the_first",         START,                                   wages("5"),                 False, []),
    ("a_correction",      START,                                   wages("-5"),                False, []),
    ("for_an_estimate",   with_cost(FULL, wages("4", estimate=True)), wages("5"),              False, []),
    ("for_an_actual",     FULL,                                    wages("5"),                 False, [EXISTS]),
    ("estimate_for_actual", FULL,                                  wages("5", estimate=True),  False, [EXISTS]),
    ("replaces",          FULL,                                    wages("5"),                 True,  []),
    ("of_another_item",   FULL,                                    OPERATORS,                  False, []),
    ("month_outside",     START,                                   wages("5", month=Month(2020, 1)), False, [OUTSIDE]),
    ("year_cleared",      CLEARED,                                 wages("5"),                 True,  [YEAR_CLEARED]),
    ("everything",        CLEARED,                                 wages("5"),                 False,
     [YEAR_CLEARED, EXISTS]),
)

REDUCTIONS = table(
    # name, books, item, amount, findings
    ("of_actual_cost",        FULL,    "consultants", "400",    []),
    ("more_than_cost",        FULL,    "consultants", "400.01", [above_cost("400.01")]),
    ("cost_unknown_yet",      START,   "consultants", "999",    []),
    ("cost_below_zero",       with_cost(FULL, wages("-500")), "consultants", "1", [COSTS_NEGATIVE]),
    ("of_a_fixed_item",       FULL,    "tax",         "40",     []),
    ("more_than_payable",     FULL,    "tax",         "40.01",  [above_payable("40.01")]),
    ("one_more_adds_up",      reduced(FULL, "tax", "30"), "tax", "10.01", [above_payable("40.01")]),
    ("another_one_does_not",  reduced(FULL, "tax", "30"), "management", "100", []),
    ("payable_after_deduction", full_year({Q1: failed("15")}), "management", "85.01",
     [above_payable("85.01", "人员管理费", "85.00")]),
    ("open_ones_as_previewed", START,  "tax",         "40",     []),
    ("unknown_item",          FULL,    "nobody",      "1",      [UNKNOWN]),
    ("year_cleared",          CLEARED, "tax",         "1",      [YEAR_CLEARED]),
)

CLEARANCES = table(
    # name, books, mode, findings
    ("complete",              FULL,                                 "carry",  []),
    ("complete_and_settled",  FULL,                                 "settle", []),
    ("next_contract_exists",  followed_by(FULL),                    "carry",  []),
    ("cannot_settle",         followed_by(FULL),                    "settle", [NEXT_CONTRACT]),
    ("cleared_already",       CLEARED,                              "carry",  [YEAR_CLEARED]),
    ("reversed",              undone(CLEARED),                      "carry",  []),
    ("not_posted",            UP_TO_Q3,                             "carry",  [QUARTERS_OPEN, ASSESSMENT_OPEN]),
    ("not_assessed",          posted(UP_TO_Q3, Q4),                 "carry",  [ASSESSMENT_OPEN]),
    ("a_cost_missing",        with_cost(FULL, None),                "carry",  [COSTS_MISSING]),
    ("a_cost_estimated",      with_cost(FULL, wages("4", estimate=True)), "carry", [ESTIMATED]),
    ("reduced_above_cost",    reduced(FULL, "consultants", "401"),  "carry",  [above_cost("401.00")]),
    ("reduced_above_payable", reduced(FULL, "tax", "41"),           "carry",  [above_payable("41.00")]),
    ("everything",            EVERYTHING,                           "settle",
     [TWO_OPEN, ASSESSMENT_OPEN, ALL_MISSING, above_payable("41.00"), NEXT_CONTRACT]),
)

REVERSALS = table(
    ("posted",                CLEARED,                              2019, []),
    ("not_posted",            FULL,                                 2019, [NOT_POSTED]),
    ("no_contract",           FULL,                                 2018, [NOT_POSTED_2018]),
    ("reversed_already",      undone(CLEARED),                      2019, [NOT_POSTED]),
    ("paid",                  paid(CLEARED, Target(clearance=2019), "-1"), 2019, [PAYMENT_STANDS]),
    ("quarter_paid",          paid(CLEARED, Target(quarter=Q4), "1"), 2019, []),
    ("settled",               SETTLED,                              2019, []),
    ("settled_same_vendor",   followed_by(SETTLED),                 2019, []),
    ("settled_other_vendor",  followed_by(SETTLED, "乙供应商"),     2019, [VENDOR_CHANGED]),
    ("carried_other_vendor",  followed_by(CLEARED, "乙供应商"),     2019, []),
    ("everything",            followed_by(paid(SETTLED, Target(clearance=2019), "-1"), "乙供应商"), 2019,
     [PAYMENT_STANDS, VENDOR_CHANGED]),
)

NUMBERS = table(
    ("open",                  FULL,                                 "QS-12333-2019"),
    ("posted",                CLEARED,                              "QS-12333-2019"),
    ("reversed",              undone(CLEARED),                      "QS-12333-2019-2"),
    ("posted_again",          cleared(undone(CLEARED)),             "QS-12333-2019-2"),
)
# fmt: on


@pytest.mark.parametrize(("now", "year", "findings"), YEARS)
def test_a_year_that_can_be_changed(now: Books, year: int, findings: list[Finding]) -> None:
    assert list(year_findings(now, year)) == findings


@pytest.mark.parametrize(("now", "value", "replaces", "findings"), COSTS)
def test_what_forbids_storing_a_cost(
    now: Books, value: ActualCost, replaces: bool, findings: list[Finding]
) -> None:
    assert list(cost_findings(now, small_contract(), value, replaces=replaces)) == findings


@pytest.mark.parametrize(("now", "item", "amount", "findings"), REDUCTIONS)
def test_what_forbids_a_reduction(now: Books, item: str, amount: str, findings: list[Finding]) -> None:
    entry = Reduction(item, yuan(amount), "审计核减", "沪审〔2020〕5号")
    assert list(reduction_findings(now, small_contract(), entry)) == findings


def test_a_reduction_has_a_reason_and_a_document() -> None:
    entry = Reduction("tax", yuan("1"), " ", "")
    found = list(reduction_findings(FULL, small_contract(), entry))
    assert found == [text_missing("核减事由"), text_missing("核减文号")]


@pytest.mark.parametrize(("now", "mode", "findings"), CLEARANCES)
def test_what_blocks_the_clearance(now: Books, mode: Outstanding, findings: list[Finding]) -> None:
    clearance = now.clearance(small_contract(), mode)
    assert list(clearance_findings(now, small_contract(), clearance)) == findings


def test_without_a_bearer_there_is_nothing_to_settle() -> None:
    plain = contract(sub_item("a", "100"))
    assert list(settle_findings(books(plain), plain, "settle")) == [NO_BEARER]
    assert list(settle_findings(books(plain), plain, "carry")) == []


@pytest.mark.parametrize(("now", "year", "findings"), REVERSALS)
def test_what_forbids_reversing_the_clearance(now: Books, year: int, findings: list[Finding]) -> None:
    assert list(clearance_reversal_findings(now, year)) == findings


@pytest.mark.parametrize(("now", "number"), NUMBERS)
def test_the_number_of_a_clearance(now: Books, number: str) -> None:
    assert clearance_number(now, 2019) == number
