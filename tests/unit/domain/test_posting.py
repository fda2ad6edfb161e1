"""What may be done to a quarter: every refusal of an advance, an adjustment, a posting, a reversal."""

from dataclasses import replace
from datetime import date

import pytest

from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Amendment
from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import (
    adjustment_findings,
    advance_findings,
    issue_number,
    left_to_year_end,
    line_findings,
    open_findings,
    posting_findings,
    reversal_findings,
    settlement_number,
    unknown_item,
)
from settlement_app.domain.quarter import Adjustment, SetAdvance
from tests.support.builders import (
    NEXT_Q1,
    Q1,
    Q2,
    Q4,
    books,
    cleared,
    confirmed,
    failed,
    full_year,
    paid,
    played,
    posted,
    recorded,
    row,
    small_contract,
    undone,
    yuan,
)
from tests.support.tables import table

START = books(small_contract())
AFTER_Q1 = played(START, upto=Q1)
LATE = date(2020, 1, 1)


def adjusted(now: Books, quarter: Quarter, amount: str, item: str = "management") -> Books:
    return replace(now, adjustments={quarter: (Adjustment(item, yuan(amount), "更正", "1号"),)})


def advanced(now: Books, quarter: Quarter, amount: str) -> Books:
    return replace(now, advances={quarter: (SetAdvance("consultants", yuan(amount), "核定"),)})


def amended(now: Books, quarter: Quarter, annual: str, item: str = "consultants") -> Books:
    change = Amendment(1, item, quarter, yuan(annual), "1号", "追减")
    return replace(now, contracts=(replace(now.newest, amendments=(change,)),))


def text_missing(label: str) -> Finding:
    return Finding("text_missing", f"{label}不能为空；请写明{label}")


def negative(amount: str, name: str = "人员管理费") -> Finding:
    return Finding(
        "payable_negative",
        f"“{name}”本季应付为 {amount} 元，不能为负；请减少调整，或核对年度金额",
    )


def above_annual(amount: str) -> Finding:
    return Finding(
        "above_annual",
        f"手工调整使“人员管理费”全年应付（累计应付加年度剩余）超出年度金额 {amount} 元；请减少调整，或先做预算调整",
    )


def advance_range(amount: str, formula: str) -> Finding:
    return Finding(
        "advance_range",
        f"核定预付 {amount} 元不在 0 到公式金额 {formula} 元之间；请改低",
    )


NO_SUCH_QUARTER = Finding("no_such_quarter", "没有包含2020年第一季度的合同；请核对季度")
QUARTER_POSTED = Finding("quarter_posted", "2019年第一季度结算单已审定，不能再改；如确有错误，请先冲销")
NOT_IN_ORDER = Finding(
    "not_in_order",
    "2019年第一季度尚未审定；结算单须按季度顺序审定，请先审定2019年第一季度",
)
TOO_EARLY = Finding("too_early", "2019年第二季度自 2019-04-01 起方可审定；请到期后再审定")
ASSESSMENT_OPEN = Finding(
    "assessment_open",
    "2019年第一季度考核尚未确认；请先确认（assessment confirm 2019Q1）",
)
ADVANCE_ABOVE = Finding(
    "advance_above_formula",
    "“咨询员费用”的核定预付 90.00 元高于公式金额 80.00 元；请重新核定或取消（quarter advance）",
)
UNKNOWN = Finding("unknown_item", "合同中没有子项目“nobody”；请用 contract show 查看子项目代码")
NOT_ACTUAL_COST = Finding("not_actual_cost", "子项目“税金”按季均付，没有预付可核定；请核对子项目")
NOT_FIXED = Finding(
    "not_fixed",
    "子项目“咨询员费用”据实清算，不能手工调整；预付请用 quarter advance 核定",
)
ZERO = Finding("adjustment_zero", "调整金额不能为零；请填写正数（增加）或负数（减少）")
NO_REASON = text_missing("核定预付的事由")
WITH_DEDUCTION = played(START, {Q1: failed("20")}, upto=Q1)
LOWERED = amended(advanced(AFTER_Q1, Q2, "90"), Q2, "340")

# fmt: off
POSTINGS = table(
    # name, books, quarter, today, findings
    ("the_first_day",        START,                          Q1, date(2019, 1, 1),  []),
    ("long_after",           START,                          Q1, LATE,              []),
    ("the_second",           AFTER_Q1,                       Q2, date(2019, 4, 1),  []),
    ("a_day_too_early",      AFTER_Q1,                       Q2, date(2019, 3, 31), [TOO_EARLY]),
    ("posted_already",       AFTER_Q1,                       Q1, LATE,              [QUARTER_POSTED]),
    ("one_skipped",          START,                          Q2, LATE,              [NOT_IN_ORDER, ASSESSMENT_OPEN]),
    ("everything",           START,                          Q2, date(2019, 3, 31),
     [NOT_IN_ORDER, TOO_EARLY, ASSESSMENT_OPEN]),
    ("not_assessed",         posted(START, Q1),              Q2, LATE,              [ASSESSMENT_OPEN]),
    ("assessment_is_a_draft", recorded(posted(START, Q1), Q1, failed("5")), Q2, LATE, [ASSESSMENT_OPEN]),
    ("no_such_quarter",      full_year(),                    NEXT_Q1, LATE,         [NO_SUCH_QUARTER]),
    ("advance_stands",       advanced(AFTER_Q1, Q2, "90"),   Q2, LATE,              []),
    ("formula_fell_below",   LOWERED,                        Q2, LATE,              [ADVANCE_ABOVE]),
    ("adjusted_to_nothing",  adjusted(AFTER_Q1, Q2, "-25"),  Q2, LATE,              []),
    ("adjusted_too_far",     adjusted(AFTER_Q1, Q2, "-25.01"), Q2, LATE,            [negative("-0.01")]),
    ("lifted_to_the_annual", adjusted(WITH_DEDUCTION, Q2, "20"), Q2, LATE,          []),
    ("lifted_above",         adjusted(WITH_DEDUCTION, Q2, "20.01"), Q2, LATE,       [above_annual("0.01")]),
)

ADVANCES = table(
    # name, books, quarter, item, amount, reason, findings
    ("lower",              START, Q1, "consultants", "99.99",  "核定", []),
    ("the_formula_itself", START, Q1, "consultants", "100",    "核定", []),
    ("nothing",            START, Q1, "consultants", "0",      "核定", []),
    ("above_the_formula",  START, Q1, "consultants", "100.01", "核定", [advance_range("100.01", "100.00")]),
    ("negative",           START, Q1, "consultants", "-0.01",  "核定", [advance_range("-0.01", "100.00")]),
    ("as_previewed",       advanced(START, Q1, "40"), Q2, "consultants", "120", "核定", []),
    ("no_reason",          START, Q1, "consultants", "0",      " ",    [NO_REASON]),
    ("unknown_item",       START, Q1, "nobody",      "0",      "核定", [UNKNOWN]),
    ("of_a_fixed_item",    START, Q1, "tax",         "0",      "核定", [NOT_ACTUAL_COST]),
    ("no_contract",        START, NEXT_Q1, "consultants", "0", "",     [NO_REASON]),
)

ADJUSTMENTS = table(
    # name, books, quarter, item, amount, findings
    ("less",                 START,                        Q1, "tax", "-10",         []),
    ("less_than_nothing",    START,                        Q1, "tax", "-10.01",      [negative("-0.01", "税金")]),
    ("more_than_annual",     START,                        Q1, "management", "0.01", [above_annual("0.01")]),
    ("makes_up_a_deduction", WITH_DEDUCTION,               Q2, "management", "20",   []),
    ("more_than_that",       WITH_DEDUCTION,               Q2, "management", "20.01", [above_annual("0.01")]),
    ("one_more_adds_up",     adjusted(WITH_DEDUCTION, Q2, "15"), Q2, "management", "5.01", [above_annual("0.01")]),
    ("one_less_adds_up",     adjusted(START, Q1, "-20"),   Q1, "management", "-5.01", [negative("-0.01")]),
    ("makes_up_an_earlier_one", adjusted(START, Q1, "-20"), Q2, "management", "20",  []),
    ("other_lines_are_not_asked", adjusted(START, Q1, "-99"), Q1, "tax", "-1",       []),
    ("nothing",              START,                        Q1, "tax", "0",           [ZERO]),
    ("unknown_item",         START,                        Q1, "nobody", "1",        [UNKNOWN]),
    ("of_actual_cost",       START,                        Q1, "consultants", "-1",  [NOT_FIXED]),
    ("no_contract",          START,                        NEXT_Q1, "tax", "0",      [ZERO]),
)

Q1_POSTED = posted(START, Q1)
NOT_POSTED = Finding("not_posted", "2019年第一季度没有已审定的结算单，无可冲销；请核对季度")
NOT_NEWEST = Finding("not_newest", "2019年第二季度已审定，只能冲销最新的结算单；请先冲销2019年第二季度")
PAYMENT_STANDS = Finding("payment_stands", "2019年第一季度结算单已有付款；请先撤销付款（payment reverse）")
CONFIRMED = Finding("assessment_confirmed", "2019年第一季度考核已确认；请先重开考核（assessment reopen）")
Q4_CONFIRMED = Finding("assessment_confirmed", "2019年第四季度考核已确认；请先重开考核（assessment reopen）")
YEAR_CLEARED = Finding("year_cleared", "2019年年终清算已审定；请先冲销清算（clearance reverse）")
PAID = paid(Q1_POSTED, Target(quarter=Q1), "5")
REVERSALS = table(
    ("the_newest",        Q1_POSTED,                                      Q1, []),
    ("not_posted",        START,                                          Q1, [NOT_POSTED]),
    ("reversed_already",  undone(Q1_POSTED, Q1),                   Q1, [NOT_POSTED]),
    ("not_the_newest",    posted(START, Q1, Q2),                          Q1, [NOT_NEWEST]),
    ("later_one_reversed", undone(posted(START, Q1, Q2), Q2),      Q1, []),
    ("paid",              PAID,                                           Q1, [PAYMENT_STANDS]),
    ("payment_reversed",  replace(PAID, payments=(replace(PAID.payments[0], reversed_because="误"),)), Q1, []),
    ("paid_on_another",   paid(Q1_POSTED, Target(quarter=Q2), "5"),       Q1, []),
    ("confirmed",         AFTER_Q1,                                       Q1, [CONFIRMED]),
    ("cleared",           cleared(full_year()),                           Q4, [YEAR_CLEARED, Q4_CONFIRMED]),
    ("everything",        confirmed(posted(PAID, Q2), Q1),                Q1, [NOT_NEWEST, CONFIRMED, PAYMENT_STANDS]),
)

NUMBERS = table(
    ("open",            START,                                       "JS-12333-2019Q1"),
    ("posted",          Q1_POSTED,                                   "JS-12333-2019Q1"),
    ("reversed",        undone(Q1_POSTED, Q1),                       "JS-12333-2019Q1-2"),
    ("posted_again",    posted(undone(Q1_POSTED, Q1), Q1),           "JS-12333-2019Q1-2"),
    ("reversed_again",  undone(posted(undone(Q1_POSTED, Q1), Q1), Q1), "JS-12333-2019Q1-3"),
)
# fmt: on


@pytest.mark.parametrize(("now", "quarter", "today", "findings"), POSTINGS)
def test_what_blocks_posting(now: Books, quarter: Quarter, today: date, findings: list[Finding]) -> None:
    assert list(posting_findings(now, quarter, today)) == findings


@pytest.mark.parametrize(("now", "quarter", "item", "amount", "reason", "findings"), ADVANCES)
def test_what_is_wrong_with_a_set_advance(
    now: Books, quarter: Quarter, item: str, amount: str, reason: str, findings: list[Finding]
) -> None:
    assert list(advance_findings(now, quarter, SetAdvance(item, yuan(amount), reason))) == findings


@pytest.mark.parametrize(
    ("now", "quarter", "amount", "left"),
    [
        (START,                                Q1, "99.99",  "0.01"),
        (START,                                Q1, "0",      "100.00"),
        (START,                                Q1, "100.01", "-0.01"),
        (posted(advanced(START, Q1, "0"), Q1), Q2, "100.00", "33.33"),
    ],
)  # fmt: skip
def test_what_a_set_advance_leaves_to_the_years_end(
    now: Books, quarter: Quarter, amount: str, left: str
) -> None:
    contract = now.contract_of(quarter)
    assert contract is not None
    entry = SetAdvance("consultants", yuan(amount), "控制预付")
    assert left_to_year_end(now, contract, quarter, entry) == yuan(left)


@pytest.mark.parametrize(("now", "quarter", "item", "amount", "findings"), ADJUSTMENTS)
def test_what_is_wrong_with_an_adjustment(
    now: Books, quarter: Quarter, item: str, amount: str, findings: list[Finding]
) -> None:
    entry = Adjustment(item, yuan(amount), "更正", "1号")
    assert list(adjustment_findings(now, quarter, entry)) == findings


def test_an_adjustment_has_a_reason_and_a_document() -> None:
    entry = Adjustment("tax", yuan("-1"), "", " ")
    assert list(adjustment_findings(START, Q1, entry)) == [text_missing("调整事由"), text_missing("调整文号")]


def test_what_waivers_give_back_may_lift_a_line_but_no_adjustment_on_top() -> None:
    start = replace(AFTER_Q1, register=(row(Quarter(2018, 4), 1, "30", applied="30", waived="30"),))
    assert list(posting_findings(start, Q2, LATE)) == []
    assert list(posting_findings(adjusted(start, Q2, "1"), Q2, LATE)) == [above_annual("31.00")]
    assert list(posting_findings(adjusted(start, Q2, "-1"), Q2, LATE)) == []


def test_a_line_of_its_case_alone() -> None:
    now = adjusted(START, Q1, "-30")
    known = now.outlook(Q1).settlements
    case = now.case(small_contract(), Q1, known)
    assert [list(line_findings(case, line)) for line in known[Q1].lines] == [[], [negative("-5.00")], []]


@pytest.mark.parametrize(
    ("now", "quarter", "findings"),
    table(
        ("open", START, Q1, []),
        ("posted", AFTER_Q1, Q1, [QUARTER_POSTED]),
        ("no_contract", START, NEXT_Q1, [NO_SUCH_QUARTER]),
    ),
)
def test_drafts_of_an_open_quarter_alone_can_be_changed(
    now: Books, quarter: Quarter, findings: list[Finding]
) -> None:
    assert list(open_findings(now, quarter)) == findings


@pytest.mark.parametrize(("now", "quarter", "findings"), REVERSALS)
def test_what_forbids_a_reversal(now: Books, quarter: Quarter, findings: list[Finding]) -> None:
    assert list(reversal_findings(now, quarter)) == findings


@pytest.mark.parametrize(("now", "number"), NUMBERS)
def test_numbers_are_never_used_twice(now: Books, number: str) -> None:
    assert settlement_number(now, Q1) == number


@pytest.mark.parametrize(("issue", "number"), [(1, "JS-1"), (2, "JS-1-2"), (10, "JS-1-10")])
def test_the_first_issue_has_no_suffix(issue: int, number: str) -> None:
    assert issue_number("JS-1", issue) == number


def test_an_unknown_sub_item_is_quoted() -> None:
    assert unknown_item("nobody") == UNKNOWN
