"""The books as if a quarter's assessment were to be confirmed only now (rules, sections 5 and 7)."""

from dataclasses import replace

import pytest

from settlement_app.domain.assessing import with_record
from settlement_app.domain.assessment import Record
from settlement_app.domain.books import Books
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.domain.rewinding import rewound
from settlement_app.domain.year_end import Outstanding
from tests.support.builders import (
    NEXT_Q1,
    PASSED,
    Q1,
    Q2,
    Q3,
    Q4,
    YEAR,
    books,
    cleared,
    confirmed,
    contract,
    failed,
    full_year,
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
TWO_YEARS = books(small_contract(), contract(*small_contract().sub_items, year=2020))
FAILED = {Q1: failed("5"), Q2: failed("30"), Q3: failed("7")}
DRAFTS = replace(
    START,
    adjustments={Q2: (Adjustment("management", yuan("-1"), "少派一人", "1号"),)},
    advances={Q3: (SetAdvance("consultants", yuan("90"), "按预计"),)},
)


def payable(now: Books) -> list[int]:
    """What the four quarters of 2019 come to as they stand, in 分."""
    sheets = now.outlook(Q4).settlements
    return [sheets[quarter].payable for quarter in YEAR]


# fmt: off
PLAYED = table(
    # name, books, the quarter that is tried
    ("nothing_posted",          START,                                              Q1),
    ("posted_alone",            posted(START, Q1),                                  Q1),
    ("a_draft",                 recorded(posted(START, Q1), Q1, FAILED[Q1]),        Q1),
    ("confirmed",               played(START, FAILED, upto=Q1),                     Q1),
    ("the_next_is_posted",      posted(played(START, FAILED, upto=Q1), Q2),         Q1),
    ("all_later_are",           played(START, FAILED),                              Q1),
    ("in_the_middle",           played(START, FAILED),                              Q2),
    ("cleared",                 cleared(full_year(FAILED)),                         Q1),
    ("with_drafts",             played(DRAFTS, FAILED),                             Q1),
    ("over_the_years_end",      posted(played(TWO_YEARS, FAILED), NEXT_Q1),         Q3),
)
# fmt: on


@pytest.mark.parametrize(("now", "quarter"), PLAYED)
def test_the_same_record_gives_the_same_figures_again(now: Books, quarter: Quarter) -> None:
    record = now.assessments[quarter].record if quarter in now.assessments else Record()
    again = with_record(rewound(now, quarter), quarter, record)
    assert payable(again) == payable(now)
    assert [again.posted(other) is not None for other in YEAR] == [
        other <= quarter and now.posted(other) is not None for other in YEAR
    ]
    assert again.form(quarter) is None


@pytest.mark.parametrize(("now", "quarter"), PLAYED)
def test_another_record_gives_what_it_would_have_given_then(now: Books, quarter: Quarter) -> None:
    """Played on from the quarter as it was posted, with the later quarters' own records."""
    other = with_record(rewound(now, quarter), quarter, failed("40"))
    records = {each: found.record for each, found in now.assessments.items()} | {quarter: failed("40")}
    fresh = replace(books(*now.contracts), adjustments=now.adjustments, advances=now.advances)
    for each in records:
        fresh = recorded(fresh, each, records[each])
    assert payable(other) == payable(fresh)


@pytest.mark.parametrize("mode", ["carry", "settle"])
def test_the_clearance_is_undone_with_what_it_settled(mode: Outstanding) -> None:
    now = cleared(full_year({Q4: failed("30")}), mode=mode)
    again = with_record(rewound(now, Q4), Q4, failed("30"))
    assert again.cleared(2019) is None
    assert again.clearance(again.newest, mode).net == now.clearances[0].clearance.net


def test_what_came_before_the_quarter_stays() -> None:
    first = cleared(played(replace(TWO_YEARS, costs=full_year().costs), {Q4: failed("30")}))
    now = confirmed(posted(first, NEXT_Q1), NEXT_Q1, failed("5"))
    again = rewound(now, NEXT_Q1)
    assert again.cleared(2019) == now.cleared(2019)
    assert [found.withheld for found in again.register] == [yuan("25"), 0]
    assert [found.withdrawn for found in again.register] == [False, True]


def test_the_form_s_deductions_are_withdrawn_and_earlier_issues_stay() -> None:
    now = posted(undone(posted(played(START, FAILED, upto=Q1), Q2), Q2), Q2)
    again = rewound(now, Q1)
    assert [found.withdrawn for found in again.register] == [True]
    assert [issue.posting.stands for issue in again.issues(Q2)] == [False]
    assert again.assessments[Q1].record == now.assessments[Q1].record


def test_a_waiver_of_another_deduction_counts_from_the_next_settlement_on() -> None:
    now = replace(posted(START, Q1, Q2), register=(row(Quarter(2018, 4), amount="9", waived="4"),))
    assert rewound(now, Q1).outlook(Q2).settlements[Q2].deduction == -yuan("5")


def test_what_was_passed_can_be_tried_as_failed() -> None:
    now = with_record(rewound(played(START), Q1), Q1, failed("30"))
    sheets = now.outlook(Q3).settlements
    assert [sheets[quarter].deduction for quarter in (Q2, Q3)] == [-yuan("25"), -yuan("5")]
    assert now.assessments[Q2].record == PASSED
