"""What to do next: the state of each quarter and of the clearance, and the act that each state asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Contract
from settlement_app.domain.paying import amount_due
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Settlement

StepState = Literal["未开始", "待结算", "已审定", "待考核", "已考核", "部分付款", "已付款", "已冲销"]
Act = Literal["assess_before", "settle", "assess", "pay", "clear"]

ACT_LABELS: dict[Act, str] = {
    "assess_before": "去考核",
    "settle": "去结算",
    "assess": "去考核",
    "pay": "去登记付款",
    "clear": "去清算",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a step's state depends on; ``paid`` is how much of what is due was paid."""

    posted: bool
    reversed_before: bool
    its_turn: bool
    before_assessed: bool
    ended: bool
    assessed: bool
    paid: Literal["none", "part", "all"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year: a quarter, or (None) the clearance; its state and next act, if it asks for one."""

    quarter: Quarter | None
    state: StepState
    act: Act | None
    about: str


def step_of_quarter(at: Situation) -> tuple[StepState, Act | None]:
    """A quarter's state and next act; the first line that fits decides.

    ===========================================  ========  ==============
    situation                                    state     act
    ===========================================  ========  ==============
    open, not its turn                           未开始    none
    open, the quarter before is not assessed     待结算    assess_before
    open, posted and reversed before             已冲销    settle
    open                                         待结算    settle
    posted, has ended, not assessed              待考核    assess
    posted, nothing paid, not assessed           已审定    pay
    posted, nothing paid, assessed               已考核    pay
    posted, partly paid                          部分付款  pay
    posted, paid                                 已付款    none
    ===========================================  ========  ==============
    """
    if not at.posted:
        if not at.its_turn:
            return "未开始", None
        if not at.before_assessed:
            return "待结算", "assess_before"
        return ("已冲销" if at.reversed_before else "待结算"), "settle"
    if at.ended and not at.assessed:
        return "待考核", "assess"
    if at.paid == "none":
        return ("已考核" if at.assessed else "已审定"), "pay"
    return ("部分付款", "pay") if at.paid == "part" else ("已付款", None)


def step_of_clearance(at: Situation) -> tuple[StepState, Act | None]:
    """The clearance's state and next act: 未开始 until the last quarter is assessed, then as a quarter."""
    if not at.posted:
        if not at.its_turn:
            return "未开始", None
        return ("已冲销" if at.reversed_before else "待结算"), "clear"
    if at.paid == "none":
        return "已审定", "pay"
    return ("部分付款", "pay") if at.paid == "part" else ("已付款", None)


def steps(
    books: Books, contract: Contract, sheets: Mapping[Quarter, Settlement], today: date
) -> Iterator[Step]:
    """The steps of a contract's year, whose settlements are posted or previewed: its quarters, then the clearance."""
    for quarter in contract.quarters:
        at = _situation(books, quarter, today)
        state, act = step_of_quarter(at)
        yield Step(quarter, state, act, _about(books, sheets[quarter]))
    target = Target(clearance=contract.year)
    done = all(books.posted(quarter) for quarter in contract.quarters)
    at = Situation(
        posted=books.cleared(contract.year) is not None,
        reversed_before=bool(books.clearance_issues(contract.year)),
        its_turn=done and books.form(contract.last_quarter) is not None,
        before_assessed=True,
        ended=True,
        assessed=True,
        paid=_paid(books, target),
    )
    state, act = step_of_clearance(at)
    yield Step(None, state, act, f"{contract.year}年年终清算")


def upcoming(books: Books, contract: Contract, today: date) -> tuple[date, Quarter, Act] | None:
    """What can be done next and from which day on, while no step asks for an act; None where nothing is to come.

    A posted quarter is assessed from its last day on, the next one is settled from its first day on.
    """
    waiting = (q for q in contract.quarters if books.posted(q) and not books.form(q) and today < q.last_day)
    found: list[tuple[date, Quarter, Act]] = [(quarter.last_day, quarter, "assess") for quarter in waiting]
    following = books.next_open
    if following is not None and following in contract.quarters and today < following.first_day:
        found.append((following.first_day, following, "settle"))
    return min(found, default=None)


def _situation(books: Books, quarter: Quarter, today: date) -> Situation:
    before = books.before(quarter)
    return Situation(
        posted=books.posted(quarter) is not None,
        reversed_before=bool(books.issues(quarter)),
        its_turn=books.next_open == quarter and today >= quarter.first_day,
        before_assessed=before is None or books.form(before) is not None,
        ended=today >= quarter.last_day,
        assessed=books.form(quarter) is not None,
        paid=_paid(books, Target(quarter=quarter)),
    )


def _paid(books: Books, target: Target) -> Literal["none", "part", "all"]:
    due, paid = amount_due(books, target), books.paid(target)
    if due is None or paid == due:
        return "all" if due is not None else "none"
    return "part" if paid else "none"


def _about(books: Books, sheet: Settlement) -> str:
    """What a quarter's step takes up: its settlement, and the assessment whose deductions it withholds, if any."""
    quarter, before = sheet.quarter, books.before(sheet.quarter)
    if before is None:
        return f"{quarter.short_label}结算"
    label = before.short_label if before.year == quarter.year else before.label
    if any(row.cleared for row in books.register if row.source == before and not row.withdrawn):
        return f"{quarter.short_label}结算（{label}考核扣款已在年终清算中扣减）"
    withholds = books.form(before) is None or sheet.deduction
    return f"{quarter.short_label}结算（{f'扣{label}考核' if withholds else f'{label}考核不扣款'}）"
