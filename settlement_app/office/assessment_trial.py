"""A what-if (试算) of an assessment: the next quarter's sheet and the year's end as they are and as they would be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from settlement_app.domain import money
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.money import AmountError
from settlement_app.domain.papers.settlement import SHEET_LABELS
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Line, Settlement
from settlement_app.domain.rewinding import rewound
from settlement_app.domain.year_end import Clearance, Outstanding
from settlement_app.office.assessment_draft import Draft
from settlement_app.office.assessment_screen import AssessmentOnScreen, drafted

_OF_A_LINE = ("base", "deduction", "adjustment", "payable")
"""The figures of a line of the sheet that a what-if compares."""


@dataclass(frozen=True, slots=True)
class TrialFigure:
    """One figure in 分 as it is and as it would be; None is 未定."""

    name: str
    now: int | None
    trial: int | None

    @property
    def difference(self) -> int | None:
        """By how much it would be more, in 分; None while either is 未定."""
        return None if self.now is None or self.trial is None else self.trial - self.now


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an assessment moves: the settlement of the quarter that follows, and the end of that quarter's year.

    ``sheet`` is None where no contract covers that quarter; then it is the assessed quarter's own year.
    """

    contract: Contract
    sheet: Settlement | None
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class Trial:
    """A what-if: the assessment as tried, what it moves as that stands now, and the figures of both.

    ``about`` are sentences on what the figures mean. Where a sum leaves the range there are no figures, ``problem``
    says so, and ``now`` is None if it does so without the what-if too.
    """

    seen: AssessmentOnScreen
    now: Ahead | None
    about: tuple[str, ...]
    figures: tuple[TrialFigure, ...] = ()
    problem: str = ""


def begun(shown: AssessmentOnScreen, draft: Draft) -> Trial:
    """A what-if of an assessment, with a draft of its own; one that is confirmed can be typed into there."""
    books, quarter = shown.view.books, shown.view.quarter
    open_again = rewound(books, quarter)
    view = replace(shown.view, books=open_again, assessment=open_again.assessments.get(quarter))
    seen, about = drafted(replace(shown, view=view), draft), tuple(_about(books, quarter))
    try:
        now = _ahead(books, quarter, "carry")
    except AmountError as error:
        return Trial(seen, None, about, problem=str(error))
    return _compared(Trial(seen, now, about))


def retried(trial: Trial, draft: Draft) -> Trial:
    """The what-if with another draft; nothing is read or stored."""
    return _compared(replace(trial, seen=drafted(trial.seen, draft)))


def _compared(trial: Trial) -> Trial:
    """The what-if with the figures that follow from it."""
    if trial.now is None:
        return trial
    view = trial.seen.view
    try:
        would_be = _ahead(view.books, view.quarter, trial.now.clearance.mode)
        return replace(trial, figures=tuple(_figures(view.quarter, trial.now, would_be)), problem="")
    except AmountError as error:
        return replace(trial, figures=(), problem=str(error))


def _ahead(books: Books, quarter: Quarter, mode: Outstanding) -> Ahead:
    """What stands ahead of a quarter: as posted, else as previewed, the year's end by ``mode``."""
    following = books.following(quarter)
    contract = books.contract_of(following or quarter)
    assert contract, "an assessment is shown for a quarter that a contract covers"
    posted = books.cleared(contract.year)
    return Ahead(
        contract,
        books.outlook(following).settlements[following] if following else None,
        posted.clearance if posted else books.clearance(contract, mode),
    )


def _figures(quarter: Quarter, now: Ahead, trial: Ahead) -> Iterator[TrialFigure]:
    if now.sheet and trial.sheet:
        following = now.sheet.quarter
        name = following.short_label if following.year == quarter.year else following.label
        for item in now.contract.sub_items:
            line, other = now.sheet.line(item.code), trial.sheet.line(item.code)
            if line and other and _is_of_interest(item, line, other):
                for figure in _OF_A_LINE:
                    label = f"{name}{item.name} · {SHEET_LABELS[figure]}"
                    yield TrialFigure(label, getattr(line, figure), getattr(other, figure))
        yield TrialFigure(f"{name}合计 · {SHEET_LABELS['payable']}", now.sheet.payable, trial.sheet.payable)
        left = (now.sheet.outstanding_after, trial.sheet.outstanding_after)
        yield TrialFigure(f"{name}结算后 · 待扣余额（下季续扣）", *left)
    is_now, would_be = now.clearance, trial.clearance
    year = f"{is_now.year}年"
    yield TrialFigure(f"{year} · 全年应付合计", _payable(is_now), _payable(would_be))
    yield TrialFigure(f"{year} · 最终结算", is_now.total.final, would_be.total.final)
    yield TrialFigure(f"{year} · 年末待扣余额", is_now.outstanding, would_be.outstanding)


def _is_of_interest(item: SubItem, line: Line, other: Line) -> bool:
    """Whether the line bears deductions; any other can only differ where its sheet would be issued again."""
    return item.bears_deductions or any(getattr(line, name) != getattr(other, name) for name in _OF_A_LINE)


def _payable(clearance: Clearance) -> int:
    """What all quarters of the year come to, in 分."""
    return money.total(clearance.total.payable)


def _about(now: Books, quarter: Quarter) -> Iterator[str]:
    following = now.following(quarter)
    if following is None:
        yield "还没有下一年度的合同：没有扣完的留作待扣余额。"
    year = (following or quarter).year
    final = [f"{following.label}结算单"] if following and now.posted(following) else []
    final += [f"{year}年年终清算"] if now.cleared(year) else []
    if final:
        yield (
            f"{'和'.join(final)}已审定，不会因试算改变：“试算”一列是假如冲销本季以后审定的单据、"
            "按试算重新结算会得出的数。"
        )
    if any(row.source == quarter and not row.withdrawn and row.waived for row in now.register):
        yield "本次考核的扣款已有减免；试算按没有减免计算。"
