"""What to do next: the table of situation, state and act row by row, and the steps of whole years."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from settlement_app.domain.agenda import (
    ACT_LABELS,
    Act,
    Situation,
    Step,
    StepState,
    step_of_clearance,
    step_of_quarter,
    steps,
    upcoming,
)
from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Contract
from settlement_app.domain.money import format_amount
from settlement_app.domain.paying import amount_due
from settlement_app.domain.periods import Quarter
from tests.support.builders import PASSED as WELL
from tests.support.builders import (
    Q1,
    Q2,
    Q3,
    Q4,
    books,
    cleared,
    confirmed,
    failed,
    full_year,
    paid,
    posted,
    small_contract,
    undone,
)

OPEN = Situation(
    posted=False,
    reversed_before=False,
    its_turn=True,
    before_assessed=True,
    ended=False,
    assessed=False,
    paid="none",
)
DONE = replace(OPEN, posted=True, reversed_before=False)


@pytest.mark.parametrize(
    ("at", "state", "act"),
    [
        # open: whether it is its turn, then the quarter before, then whether it was reversed
        (replace(OPEN, its_turn=False), "未开始", None),
        (replace(OPEN, its_turn=False, before_assessed=False, reversed_before=True), "未开始", None),
        (replace(OPEN, before_assessed=False), "待结算", "assess_before"),
        (replace(OPEN, before_assessed=False, reversed_before=True), "待结算", "assess_before"),
        (replace(OPEN, reversed_before=True), "已冲销", "settle"),
        (OPEN, "待结算", "settle"),
        (replace(OPEN, ended=True), "待结算", "settle"),
        # posted: the assessment once the quarter has ended, then the payment
        (replace(DONE, ended=True), "待考核", "assess"),
        (replace(DONE, ended=True, paid="all"), "待考核", "assess"),
        (DONE, "已审定", "pay"),
        (replace(DONE, reversed_before=True), "已审定", "pay"),
        (replace(DONE, assessed=True), "已考核", "pay"),
        (replace(DONE, ended=True, assessed=True), "已考核", "pay"),
        (replace(DONE, paid="part"), "部分付款", "pay"),
        (replace(DONE, ended=True, assessed=True, paid="part"), "部分付款", "pay"),
        (replace(DONE, paid="all"), "已付款", None),
        (replace(DONE, ended=True, assessed=True, paid="all"), "已付款", None),
    ],
)
def test_a_quarters_state_and_next_act(at: Situation, state: StepState, act: Act | None) -> None:
    assert step_of_quarter(at) == (state, act)


@pytest.mark.parametrize(
    ("at", "state", "act"),
    [
        (replace(OPEN, its_turn=False), "未开始", None),
        (replace(OPEN, its_turn=False, reversed_before=True), "未开始", None),
        (OPEN, "待结算", "clear"),
        (replace(OPEN, reversed_before=True), "已冲销", "clear"),
        (DONE, "已审定", "pay"),
        (replace(DONE, paid="part"), "部分付款", "pay"),
        (replace(DONE, paid="all"), "已付款", None),
    ],
)
def test_the_clearances_state_and_next_act(at: Situation, state: StepState, act: Act | None) -> None:
    assert step_of_clearance(at) == (state, act)


def test_every_act_has_a_button() -> None:
    acts: set[Act] = {"assess_before", "settle", "assess", "pay", "clear"}
    assert set(ACT_LABELS) == acts
    assert all(label.startswith("去") for label in ACT_LABELS.values())


def test_the_table_in_the_docs_is_this_one() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "ARCHITECTURE.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [
        line.strip("| ").split(" | ") for line in lines if line.startswith(("| quarter |", "| clearance |"))
    ]
    stated = {(step, state, button) for step, _, state, button in rows}
    amounts: tuple[Literal["none", "part", "all"], ...] = ("none", "part", "all")
    found = set()
    for (a, b, c, d, e, f), amount in product(product((False, True), repeat=6), amounts):
        at = Situation(a, b, c, d, e, f, amount)
        for step, (state, act) in (("quarter", step_of_quarter(at)), ("clearance", step_of_clearance(at))):
            found.add((step, state, ACT_LABELS[act] if act else "–"))
    assert stated == found


def the_contract(now: Books) -> Contract:
    found = now.contract(2019)
    assert found
    return found


def steps_of(now: Books, contract: Contract, today: date) -> Iterator[Step]:
    """The steps of a contract's year."""
    return steps(now, contract, now.outlook(contract.last_quarter).settlements, today)


def states(now: Books, today: str) -> list[tuple[StepState, Act | None]]:
    return [(step.state, step.act) for step in steps_of(now, the_contract(now), date.fromisoformat(today))]


def settled_up(now: Books, *targets: Target) -> Books:
    """The books after each target was paid in full."""
    for target in targets:
        due = amount_due(now, target)
        assert due is not None
        now = paid(now, target, format_amount(due).replace(",", ""))
    return now


def of(quarter: Quarter) -> Target:
    return Target(quarter=quarter)


NEW = books(small_contract())
FIRST = posted(NEW, Q1)
FIRST_ASSESSED = confirmed(FIRST, Q1, failed("10"))
WHOLE = full_year()
NOT_YET: tuple[StepState, Act | None] = ("未开始", None)
DUE: tuple[StepState, Act | None] = ("已考核", "pay")
OVER: tuple[StepState, Act | None] = ("已付款", None)


@pytest.mark.parametrize(
    ("now", "today", "first", "second", "clearance"),
    [
        (NEW, "2018-12-31", NOT_YET, NOT_YET, NOT_YET),
        (NEW, "2019-01-01", ("待结算", "settle"), NOT_YET, NOT_YET),
        (FIRST, "2019-03-30", ("已审定", "pay"), NOT_YET, NOT_YET),
        (FIRST, "2019-03-31", ("待考核", "assess"), NOT_YET, NOT_YET),
        (FIRST, "2019-04-01", ("待考核", "assess"), ("待结算", "assess_before"), NOT_YET),
        (FIRST_ASSESSED, "2019-04-01", DUE, ("待结算", "settle"), NOT_YET),
        (paid(FIRST_ASSESSED, of(Q1), "1"), "2019-04-01", ("部分付款", "pay"), ("待结算", "settle"), NOT_YET),
        (settled_up(FIRST_ASSESSED, of(Q1)), "2019-04-01", OVER, ("待结算", "settle"), NOT_YET),
        (undone(FIRST, Q1), "2019-04-01", ("已冲销", "settle"), NOT_YET, NOT_YET),
        (WHOLE, "2020-01-10", DUE, DUE, ("待结算", "clear")),
        (settled_up(WHOLE, of(Q1), of(Q2)), "2020-01-10", OVER, OVER, ("待结算", "clear")),
        # with nothing to pay the year ends of itself
        (cleared(WHOLE), "2020-01-10", DUE, DUE, OVER),
        (cleared(full_year(cost="390")), "2020-01-10", DUE, DUE, ("已审定", "pay")),
        (
            settled_up(cleared(full_year(cost="390")), Target(clearance=2019)),
            "2020-01-10",
            DUE,
            DUE,
            OVER,
        ),
    ],
)
def test_the_steps_of_a_year(
    now: Books,
    today: str,
    first: tuple[StepState, Act | None],
    second: tuple[StepState, Act | None],
    clearance: tuple[StepState, Act | None],
) -> None:
    found = states(now, today)
    assert (found[0], found[1], found[-1]) == (first, second, clearance)
    assert len(found) == 5


def test_each_step_says_what_it_takes_up() -> None:
    two_years = books(small_contract(), replace_year(small_contract(), 2020))
    today = date(2019, 1, 1)
    assert [step.about for step in steps_of(two_years, the_contract(two_years), today)] == [
        "第一季度结算",
        "第二季度结算（扣第一季度考核）",
        "第三季度结算（扣第二季度考核）",
        "第四季度结算（扣第三季度考核）",
        "2019年年终清算",
    ]
    following = next(steps_of(two_years, two_years.newest, today))
    assert following.about == "第一季度结算（扣2019年第四季度考核）"


def test_a_step_says_that_the_assessment_before_it_takes_nothing() -> None:
    now = full_year({Q1: failed("1")})
    told = [step.about for step in steps_of(now, the_contract(now), date(2020, 1, 2))]
    assert told[1:4] == [
        "第二季度结算（扣第一季度考核）",
        "第三季度结算（第二季度考核不扣款）",
        "第四季度结算（第三季度考核不扣款）",
    ]


def test_a_new_years_first_step_says_that_the_clearance_has_taken_the_deduction() -> None:
    now = cleared(full_year({Q4: failed("1")}), mode="settle")
    now = replace(now, contracts=(*now.contracts, replace_year(small_contract(), 2020)))
    first = next(steps_of(now, now.newest, date(2020, 2, 1)))
    assert first.about == "第一季度结算（2019年第四季度考核扣款已在年终清算中扣减）"


def test_the_last_quarter_is_assessed_before_the_year_is_cleared() -> None:
    unassessed = NEW
    for quarter in (Q1, Q2, Q3):
        unassessed = confirmed(posted(unassessed, quarter), quarter, WELL)
    unassessed = posted(unassessed, Q4)
    assert states(unassessed, "2020-01-10")[3:] == [("待考核", "assess"), ("未开始", None)]


def replace_year(found: Contract, year: int) -> Contract:
    return replace(found, year=year, start=date(year, 1, 1), end=date(year, 12, 31))


@pytest.mark.parametrize(
    ("now", "today", "expected"),
    [
        (NEW,                              "2018-12-31", (date(2019, 1, 1), Q1, "settle")),
        (settled_up(FIRST, of(Q1)),        "2019-01-20", (date(2019, 3, 31), Q1, "assess")),
        (settled_up(FIRST, of(Q1)),        "2019-03-31", (date(2019, 4, 1), Q2, "settle")),
        (settled_up(FIRST_ASSESSED, of(Q1)), "2019-03-31", (date(2019, 4, 1), Q2, "settle")),
        (WHOLE,                            "2019-12-31", None),
    ],
)  # fmt: skip
def test_what_comes_next_and_when(now: Books, today: str, expected: tuple[date, Quarter, Act] | None) -> None:
    assert upcoming(now, the_contract(now), date.fromisoformat(today)) == expected
