"""What stands beside the costs: the year so far, its forecast, the year's end; and the same in a what-if (试算)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.forecast import MEAN_OF, YearAhead
from settlement_app.domain.money import format_amount

_REDUCED, _OVER_BUDGET, _YEAR_END = "核减", "超预算", "年终应补（负为应退）"
_Value = Callable[[YearAhead], int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in 分, None while it is 未定; in a what-if also what it would be, and by how much that is more.

    An advance that would have to be set says below which ``formula`` it is.
    """

    name: str
    now: int | None
    formula: int | None = None
    trial: int | None = None
    difference: int | None = None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures under a heading."""

    head: str
    figures: tuple[Figure, ...]


_SO_FAR: tuple[tuple[str, _Value], ...] = (
    ("年度预算", lambda ahead: ahead.budget),
    ("已审定预付", lambda ahead: ahead.posted),
    ("待审定预付", lambda ahead: ahead.planned),
    ("已填费用", lambda ahead: ahead.actual),
    ("预算剩余", lambda ahead: ahead.remaining),
)
_YEAR: tuple[tuple[str, _Value], ...] = (
    ("全年合计", lambda ahead: ahead.forecast.total),
    ("其中实际", lambda ahead: ahead.known),
    ("其中暂估", lambda ahead: ahead.estimated),
    ("其中预测", lambda ahead: ahead.foreseen),
    (_REDUCED, lambda ahead: ahead.true_up.reduced),
    (_OVER_BUDGET, lambda ahead: ahead.true_up.over_budget),
)
_STILL = {"年度预算", "已审定预付", "待审定预付", "其中实际", "其中暂估", "其中预测", _REDUCED}
"""What costs do not move, or what only parts a figure that they do: left out of a what-if."""


def figures(now: YearAhead, trial: YearAhead | None = None) -> tuple[FigureGroup, ...]:
    """The figures of a year; in a what-if those that costs can move, beside what they would be, its outcome first."""
    so_far = FigureGroup("今年至今", tuple(_figures(_SO_FAR, now, trial)))
    has_advances = now.fitting or (trial and trial.fitting)
    advances = [FigureGroup("不用退款的预付", tuple(_advances(now, trial)))] if has_advances else []
    if trial is None:
        return (so_far, FigureGroup("全年预测", (*_figures(_YEAR, now), _year_end(now))), *advances)
    outcome = _compared(_YEAR_END, now.true_up.difference, trial.true_up.difference)
    year = FigureGroup("全年预测", tuple(_figures(_YEAR, now, trial)))
    return (FigureGroup("年终清算", (outcome,)), *advances, so_far, year)


def explanations(ahead: YearAhead) -> tuple[str, ...]:
    """How the forecast comes about and what it cannot say, a sentence each."""
    return tuple(_explanations(ahead))


def _figures(
    table: tuple[tuple[str, _Value], ...], now: YearAhead, trial: YearAhead | None = None
) -> Iterator[Figure]:
    for name, value in table:
        if trial and name in _STILL:
            continue
        is_now, would_be = value(now), value(trial) if trial else None
        if name in (_REDUCED, _OVER_BUDGET) and not is_now and not would_be:
            continue
        yield _compared(name, is_now, would_be)


def _year_end(now: YearAhead) -> Figure:
    """What the year's end would bring: a word that says who pays, and so an amount without a sign (section 9)."""
    difference = now.true_up.difference
    name = "年终应退" if difference and difference < 0 else "年终应补" if difference else "年终清算"
    return Figure(name, None if difference is None else abs(difference))


def _advances(now: YearAhead, trial: YearAhead | None) -> Iterator[Figure]:
    known = {entry.quarter: entry for entry in now.fitting}
    tried = {entry.quarter: entry for entry in trial.fitting} if trial else {}
    for quarter in sorted({**known, **tried}):
        entry, other = known.get(quarter), tried.get(quarter)
        last = other or entry
        assert last, "each quarter is of one or the other"
        formula = last.formula if last.is_lowered else None
        amounts = (entry.amount if entry else None, other.amount if other else None)
        yield _compared(quarter.short_label, *amounts, formula)


def _compared(name: str, now: int | None, trial: int | None, formula: int | None = None) -> Figure:
    difference = None if now is None or trial is None else trial - now
    return Figure(name, now, formula, trial, difference)


def _explanations(ahead: YearAhead) -> Iterator[str]:
    forecast = ahead.forecast
    if forecast.unforeseeable:
        names = dict.fromkeys(CATEGORY_LABELS[category] for _, category in forecast.unforeseeable)
        yield f"{'、'.join(names)}还没有实际数，不作预测；请先填写至少一个月的实际数。"
        return
    if forecast.foreseen:
        yield (
            f"预测：没有填的月份，每一项取最近 {MEAN_OF} 个月实际数的平均数（不足 {MEAN_OF} 个月的取已有各月），"
            "舍去不足一分的尾数；暂估不参加平均。"
        )
    if ahead.fitting and ahead.unavoidable:
        yield (
            f"已审定的预付比预测可结的金额多 {format_amount(ahead.unavoidable)} 元，"
            "以后各季不再预付，年终也要退这么多。"
        )
    elif any(entry.is_lowered for entry in ahead.fitting):
        yield "在“季度结算”用“核定预付”把预付定为上面的金额，按预测年终不用退款。"
