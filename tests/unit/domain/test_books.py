"""The books of a project: what stands, what can be foreseen, and the worked example (rules, section 13)."""

from dataclasses import replace
from datetime import date

import pytest

from settlement_app.domain.assessment import Override, Record
from settlement_app.domain.books import Books, Invoice, Payment, Target
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import SetAdvance
from settlement_app.domain.words import in_words
from settlement_app.domain.year_end import execution_percent
from tests.support.builders import (
    NEXT_Q1,
    PASSED,
    Q1,
    Q2,
    Q3,
    Q4,
    SOME_DAY,
    YEAR,
    billed,
    books,
    cleared,
    confirmed,
    contract,
    cost_values,
    failed,
    form,
    full_year,
    paid,
    played,
    posted,
    recorded,
    reversal,
    row,
    small_contract,
    sub_item,
    yuan,
)
from tests.support.tables import table

# --- the worked example of section 13 ---

EXAMPLE = {Q1: failed("50,000.00"), Q3: failed("1,300,000.00")}
COST = "51,870,000.00"


def example(advance: str = "") -> Books:
    """The books of the worked example after 2019; ``advance`` is the one set for the fourth quarter."""
    start = books(contract())
    if advance:
        start = replace(start, advances={Q4: (SetAdvance("consultants", yuan(advance), "年底人员减少"),)})
    return full_year(EXAMPLE, COST, start)


# fmt: off
QUARTERS = table(
    # name, quarter, deduction, payable, outstanding after it, in words
    ("first",  Q1, "0.00",          "17,846,800.00", "0.00",      "壹仟柒佰捌拾肆万陆仟捌佰元整"),
    ("second", Q2, "-50,000.00",    "17,796,800.00", "0.00",      "壹仟柒佰柒拾玖万陆仟捌佰元整"),
    ("third",  Q3, "0.00",          "17,846,800.00", "0.00",      "壹仟柒佰捌拾肆万陆仟捌佰元整"),
    ("fourth", Q4, "-1,255,500.00", "16,591,300.00", "44,500.00", "壹仟陆佰伍拾玖万壹仟叁佰元整"),
)
# fmt: on


@pytest.mark.parametrize(("quarter", "deduction", "payable", "outstanding", "words"), QUARTERS)
def test_the_quarters_of_the_worked_example(
    quarter: Quarter, deduction: str, payable: str, outstanding: str, words: str
) -> None:
    issue = example().posted(quarter)
    assert issue is not None
    sheet = issue.settlement
    management = sheet.line("management")
    assert management is not None
    assert (format_amount(sheet.base), format_amount(management.base)) == ("17,846,800.00", "1,255,500.00")
    assert (format_amount(management.deduction), format_amount(sheet.payable)) == (deduction, payable)
    assert (format_amount(sheet.outstanding_after), in_words(sheet.payable)) == (outstanding, words)


def test_the_clearance_of_the_worked_example() -> None:
    found = example().clearance(contract(), "carry")
    assert found.net is not None
    assert (format_amount(found.net), in_words(found.net)) == ("-445,200.00", "负肆拾肆万伍仟贰佰元整")
    assert in_words(-found.net) == "肆拾肆万伍仟贰佰元整"
    total = found.total
    assert total.final is not None
    assert format_amount(total.final) == "69,636,500.00"
    assert format_amount(total.budget) == "71,387,200.00"
    assert format_amount(total.deductions) == "-1,305,500.00"
    assert total.surplus == yuan("445,200.00")
    assert total.budget == total.final + yuan("1,305,500.00") + yuan("445,200.00")
    assert found.unspent == yuan("1,750,700.00")
    executed = execution_percent(total.final, total.budget)
    assert executed is not None
    assert round(executed, 2) * 100 == 9755


def test_what_is_left_of_the_worked_example_goes_to_the_next_year() -> None:
    now = replace(cleared(example()), contracts=(contract(), contract(year=2020)))
    (left,) = [found for found in now.register if found.outstanding]
    assert (left.id, format_amount(left.outstanding)) == ("KK-12333-2019Q3-01", "44,500.00")
    sheet = now.outlook(NEXT_Q1).settlements[NEXT_Q1]
    assert [(share.deduction, format_amount(share.amount)) for share in sheet.applied] == [
        ("KK-12333-2019Q3-01", "44,500.00")
    ]


def test_a_lower_advance_leaves_nothing_to_be_refunded() -> None:
    now = example("12,633,600.00")
    issue = now.posted(Q4)
    assert issue is not None
    assert format_amount(issue.settlement.payable) == "16,146,100.00"
    (true_up,) = now.clearance(contract(), "carry").true_ups
    assert true_up.difference == 0


# --- what stands ---

TWO_YEARS = books(
    small_contract(), replace(small_contract(), year=2020, start=date(2020, 1, 1), end=date(2020, 12, 31))
)


def test_contracts_and_quarters_in_order() -> None:
    assert [str(quarter) for quarter in TWO_YEARS.quarters] == [
        *("2019Q1", "2019Q2", "2019Q3", "2019Q4"),
        *("2020Q1", "2020Q2", "2020Q3", "2020Q4"),
    ]
    assert TWO_YEARS.newest.year == 2020
    assert [found and found.year for found in map(TWO_YEARS.contract, (2019, 2020, 2021))] == [
        2019,
        2020,
        None,
    ]
    assert [found and found.year for found in map(TWO_YEARS.next_contract, (2018, 2019, 2020))] == [
        2019,
        2020,
        None,
    ]


def test_the_contract_that_covers_a_quarter() -> None:
    half = books(replace(small_contract(), start=Q3.first_day))
    assert half.contract_of(Q2) is None
    assert half.contract_of(Q3) == half.newest
    assert half.contract_of(NEXT_Q1) is None


# fmt: off
NEIGHBOURS = table(
    ("first",           Q1,               None, Q2),
    ("over_the_year",   Q4,               Q3,   NEXT_Q1),
    ("next_year",       NEXT_Q1,          Q4,   Quarter(2020, 2)),
    ("last",            Quarter(2020, 4), Quarter(2020, 3), None),
)
# fmt: on


@pytest.mark.parametrize(("quarter", "before", "following"), NEIGHBOURS)
def test_the_quarters_settled_before_and_after(
    quarter: Quarter, before: Quarter | None, following: Quarter | None
) -> None:
    assert (TWO_YEARS.before(quarter), TWO_YEARS.following(quarter)) == (before, following)


def test_the_next_open_quarter_runs_over_the_year() -> None:
    assert TWO_YEARS.next_open == Q1
    assert posted(TWO_YEARS, *YEAR).next_open == NEXT_Q1
    assert posted(books(small_contract()), *YEAR).next_open is None


def test_a_reversed_settlement_stands_no_more_but_is_kept() -> None:
    now = posted(books(small_contract()), Q1)
    (issue,) = now.settlements
    undone = replace(issue, posting=replace(issue.posting, reversal=reversal("JS-12333-2019Q1")))
    now = replace(now, settlements=(undone,))
    assert (now.posted(Q1), now.issues(Q1), now.next_open) == (None, (undone,), Q1)
    again = posted(now, Q1)
    second = again.posted(Q1)
    assert second is not None
    assert (second.posting.issue, len(again.issues(Q1))) == (2, 2)


def test_a_reversed_clearance_stands_no_more_but_is_kept() -> None:
    now = cleared(full_year())
    (issue,) = now.clearances
    assert now.cleared(2019) == issue
    undone = replace(issue, posting=replace(issue.posting, reversal=reversal("QS-12333-2019")))
    now = replace(now, clearances=(undone,))
    assert (now.cleared(2019), now.clearance_issues(2019)) == (None, (undone,))


def test_the_form_that_stands_is_the_one_that_was_not_withdrawn() -> None:
    first, second = replace(form("KH-1"), withdrawn_because="重评"), form("KH-1-2", 2)
    now = recorded(books(small_contract()), Q1, PASSED)
    assessment = now.assessments[Q1]
    assert (now.form(Q1), now.form(Q2)) == (None, None)
    assert replace(assessment, forms=(first,)).form is None
    assert replace(assessment, forms=(first, second)).form == second


def test_a_record_is_judged_by_the_scheme_of_its_contract() -> None:
    now = recorded(books(small_contract()), Q1, failed())
    judgement = now.judgement(Q1)
    assert judgement is not None
    assert judgement.passed is False
    assert now.judgement(Q2) is None
    assert recorded(now, NEXT_Q1, PASSED).judgement(NEXT_Q1) is None


# fmt: off
TARGETS = table(
    ("quarter",   Target(quarter=Q1),     "2019Q1",         "2019年第一季度结算", 2019),
    ("clearance", Target(clearance=2019), "clearance:2019", "2019年年终清算",     2019),
)
# fmt: on


@pytest.mark.parametrize(("target", "text", "label", "year"), TARGETS)
def test_what_a_payment_belongs_to(target: Target, text: str, label: str, year: int) -> None:
    assert (str(target), target.label, target.year) == (text, label, year)


def test_what_was_paid_and_billed_on_a_target() -> None:
    first, end, other = Target(quarter=Q1), Target(clearance=2019), Target(quarter=NEXT_Q1)
    now = books(small_contract())
    for target, amount in ((first, "100"), (first, "20"), (end, "-5"), (other, "7")):
        now = billed(paid(now, target, amount), target, amount)
    wrong = Payment(9, first, yuan("900"), SOME_DAY, "记-9", reversed_because="重复")
    void = Invoice(9, first, "9", "", SOME_DAY, yuan("900"), 0, void_because="开错")
    now = replace(now, payments=(*now.payments, wrong), invoices=(*now.invoices, void))
    assert [now.paid(target) for target in (first, end, other)] == [yuan("120"), yuan("-5"), yuan("7")]
    assert [now.invoiced(target) for target in (first, end, other)] == [yuan("120"), yuan("-5"), yuan("7")]
    assert [now.paid_in_year(year) for year in (2019, 2020, 2021)] == [yuan("115"), yuan("7"), 0]


# --- what can be foreseen ---


def test_an_outlook_foresees_what_open_assessments_would_cause() -> None:
    now = recorded(books(small_contract()), Q1, failed("30", "4"))
    outlook = now.outlook(Q3)
    assert list(outlook.settlements) == [Q1, Q2, Q3]
    assert [sheet.deduction for sheet in outlook.settlements.values()] == [0, yuan("-25"), yuan("-9")]
    assert [(found.id, found.outstanding) for found in outlook.register] == [
        ("KK-12333-2019Q1-01", 0),
        ("KK-12333-2019Q1-02", 0),
    ]
    assert now.register == ()


def test_an_outlook_takes_posted_settlements_as_they_are() -> None:
    now = played(books(small_contract()), {Q1: failed("30")}, upto=Q2)
    issue = now.posted(Q2)
    assert issue is not None
    outlook = now.outlook(Q3)
    assert outlook.settlements[Q2] is issue.settlement
    assert [found.outstanding for found in now.register] == [yuan("5")]
    assert outlook.settlements[Q3].deduction == yuan("-5")


def test_an_outlook_runs_over_the_year_and_no_further_than_asked() -> None:
    assert list(TWO_YEARS.outlook(NEXT_Q1).settlements) == [*YEAR, NEXT_Q1]
    assert list(TWO_YEARS.outlook(Q2).settlements) == [Q1, Q2]


def test_nothing_is_foreseen_of_a_confirmed_assessment() -> None:
    now = confirmed(posted(books(small_contract()), Q1), Q1, failed("30"))
    issue = now.posted(Q1)
    assert issue is not None
    assert now.expected(small_contract(), issue.settlement, now.register) == ()
    assert [(found.id, found.cause, found.amount, found.basis) for found in now.register] == [
        ("KK-12333-2019Q1-01", "manual", yuan("30"), "服务不达标")
    ]


def test_a_second_form_takes_new_ids() -> None:
    start = replace(posted(books(small_contract()), Q1), register=(row(Q1, 1, "30", withdrawn=True),))
    now = confirmed(start, Q1, failed("8"))
    assert [found.id for found in now.register] == ["KK-12333-2019Q1-01", "KK-12333-2019Q1-02"]


def test_without_a_record_or_a_bearer_nothing_is_caused() -> None:
    plain = contract(sub_item("a", "100"))
    now = recorded(books(plain), Q1, Record(override=Override(False, "评审", "8号")))
    sheets = now.outlook(Q2).settlements
    assert [now.caused(plain, sheets[quarter]) for quarter in (Q1, Q2)] == [(), ()]


def test_the_clearance_of_open_quarters_is_previewed() -> None:
    now = replace(recorded(books(small_contract()), Q4, failed("9")), costs=cost_values("390"))
    found = now.clearance(small_contract(), "carry")
    assert (found.net, found.outstanding) == (yuan("-10"), yuan("9"))
    assert now.costs_of(small_contract(), "consultants").total == yuan("390")
