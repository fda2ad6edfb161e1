"""The quarterly assessment: what was recorded, and how it is judged (rules, section 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from settlement_app.domain.findings import Finding
from settlement_app.domain.numerals import parse_number
from settlement_app.domain.periods import Quarter, within_minutes
from settlement_app.domain.scheme import FULL_SCORE, PERCENT_UNIT, Indicator, Scheme

_COMPARISONS = {
    ">=": Fraction.__ge__,
    "<=": Fraction.__le__,
    "<": Fraction.__lt__,
    ">": Fraction.__gt__,
    "=": Fraction.__eq__,
}


@dataclass(frozen=True, slots=True)
class Actual:
    """One actual value: a number as typed, a ratio, or a yes or no; exactly one of the three."""

    indicator: str
    number: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    judged: bool | None = None

    def value(self, unit: str) -> Fraction:
        """The exact value in the indicator's unit (a ratio counts a hundredfold where that is %)."""
        if self.number is not None:
            return parse_number(self.number)
        ratio = parse_number(self.numerator or "0") / parse_number(self.denominator or "1")
        return ratio * 100 if unit == PERCENT_UNIT else ratio

    @property
    def text(self) -> str:
        """The value as typed: ``78.50``, ``9702/10000``, 是 or 否."""
        if self.judged is not None:
            return "是" if self.judged else "否"
        return self.number if self.number is not None else f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True)
class Incident:
    """One fault: its level and the local times of report, response and restoration."""

    level: int
    reported: datetime
    responded: datetime
    restored: datetime


@dataclass(frozen=True, slots=True)
class Rectification:
    """What the vendor must mend by when; ``done`` is the day it was marked done."""

    subject: str
    measure: str
    due: date
    done: date | None = None

    def overdue(self, today: date) -> bool:
        """Whether its due date has passed while it is not done."""
        return self.done is None and today > self.due


@dataclass(frozen=True, slots=True)
class ManualDeduction:
    """A deduction entered by hand: an amount in 分 and its reason."""

    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Override:
    """A result decided by a document instead of by the indicators or the score."""

    passed: bool
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the centre recorded for one quarter."""

    score: str | None = None
    no_incidents: bool = False
    no_deduction: str = ""
    actuals: tuple[Actual, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    incidents: tuple[Incident, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    manual_deductions: tuple[ManualDeduction, ...] = ()
    override: Override | None = None

    def actual(self, indicator: str) -> Actual | None:
        """What was recorded for the indicator, or None."""
        return next((actual for actual in self.actuals if actual.indicator == indicator), None)


@dataclass(frozen=True, slots=True)
class Result:
    """How one indicator came out: met, missed, or (None) not judged, being yearly or 未考核."""

    indicator: Indicator
    actual: Actual | None
    met: bool | None
    waits_for_year_end: bool = False

    @property
    def unassessed(self) -> bool:
        """Whether the indicator was due but has nothing to be judged on (未考核)."""
        return self.met is None and not self.waits_for_year_end


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole assessment judged; ``passed`` is None while there is nothing to judge it by."""

    results: tuple[Result, ...]
    score: Fraction | None
    passed_without_override: bool | None
    override: Override | None
    basis: str

    @property
    def passed(self) -> bool | None:
        """The result that counts."""
        return self.override.passed if self.override else self.passed_without_override

    @property
    def missed(self) -> tuple[Result, ...]:
        """The results that were judged and missed, in the scheme's order."""
        return tuple(result for result in self.results if result.met is False)

    @property
    def is_judged(self) -> bool:
        """Whether there is anything to confirm: a judged indicator, a score or an override."""
        return (
            self.override is not None
            or self.score is not None
            or any(r.met is not None for r in self.results)
        )


def judge(scheme: Scheme, record: Record, *, is_last_quarter: bool) -> Judgement:
    """Judge a record by its scheme; yearly indicators count in the contract's last quarter only."""
    results = tuple(_judge_indicator(indicator, record, is_last_quarter) for indicator in scheme.indicators)
    score = _score(scheme, record)
    missed = sum(result.met is False for result in results)
    any_judged = any(result.met is not None for result in results)
    passed: bool | None
    if scheme.pass_mark is not None and score is not None:
        passed = score >= scheme.pass_mark
        basis = f"考核得分 {plain(score)} 分，{'达到' if passed else '低于'}合格分数 {scheme.pass_score} 分"
    elif score is None and not any_judged:
        passed, basis = None, "尚无已考核的指标"
    else:
        passed = missed == 0
        met = "已考核的指标均达标" if any_judged else "没有未达标的指标，方案也没有合格分数"
        basis = met if passed else f"{missed} 项指标未达标"
    return Judgement(results, score, passed, record.override, basis)


def record_findings(scheme: Scheme, quarter: Quarter, record: Record) -> Iterator[Finding]:
    """What in a record does not fit the scheme or the quarter; each names the place in the record."""
    for actual in record.actuals:
        yield from _actual_findings(scheme, actual)
    for code, given in record.points:
        yield from _points_findings(scheme, code, given)
    for code, _ in record.sources:
        if scheme.indicator(code) is None:
            yield _unknown_indicator("sources", code)
    yield from _incident_findings(scheme, quarter, record)
    score = _score(scheme, record)
    if score is not None and not 0 <= score <= FULL_SCORE:
        yield Finding("score_range", f"考核得分 {plain(score)} 不在 0 到 100 之间；请核对 score 或各项得分")


def plain(value: Fraction) -> str:
    """A finite decimal without needless zeros; scores and points are always finite."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    scaled = abs(int(value * 10**digits))
    text = f"{scaled // 10**digits}" + (f".{scaled % 10**digits:0{digits}d}" if digits else "")
    return f"-{text}" if value < 0 else text


def _judge_indicator(indicator: Indicator, record: Record, is_last_quarter: bool) -> Result:
    actual = record.actual(indicator.code)
    if indicator.cycle == "year" and not is_last_quarter:
        return Result(indicator, actual, None, waits_for_year_end=True)
    if indicator.comparator == "fault":
        return Result(indicator, None, _judge_faults(indicator, record))
    if actual is None:
        return Result(indicator, None, None)
    if indicator.comparator == "qualitative":
        return Result(indicator, actual, actual.judged)
    target = parse_number(indicator.target)
    return Result(indicator, actual, _COMPARISONS[indicator.comparator](actual.value(indicator.unit), target))


def _judge_faults(indicator: Indicator, record: Record) -> bool | None:
    if not record.incidents and not record.no_incidents:
        return None
    return all(
        incident_in_time(indicator, incident)
        for incident in record.incidents
        if incident.level == indicator.level
    )


def incident_in_time(indicator: Indicator, incident: Incident) -> bool:
    """Whether the incident was responded to and restored within the indicator's limits, from its report."""
    respond, restore = indicator.respond_within_minutes or 1, indicator.restore_within_minutes or 0
    return within_minutes(incident.reported, incident.responded, respond) and within_minutes(
        incident.reported, incident.restored, restore
    )


def _score(scheme: Scheme, record: Record) -> Fraction | None:
    if record.score is not None:
        return parse_number(record.score)
    given = dict(record.points)
    with_points = [indicator.code for indicator in scheme.indicators if indicator.points is not None]
    if not with_points or any(code not in given for code in with_points):
        return None
    return sum((parse_number(given[code]) for code in with_points), Fraction(0))


def _actual_findings(scheme: Scheme, actual: Actual) -> Iterator[Finding]:
    indicator = scheme.indicator(actual.indicator)
    where = f"[actuals] 的 {actual.indicator}"
    if indicator is None:
        yield _unknown_indicator("actuals", actual.indicator)
    elif indicator.comparator == "fault":
        yield Finding("fault_has_actual", f"{where}：故障指标按故障记录判定，不填实际值；请改填 [[incident]]")
    elif indicator.comparator == "qualitative" and actual.judged is None:
        yield Finding("actual_type", f"{where}：定性指标请填 true 或 false")
    elif indicator.is_measured and actual.judged is not None:
        yield Finding("actual_type", f"{where}：请填数字，或分子与分母")
    elif actual.denominator is not None and parse_number(actual.denominator) == 0:
        yield Finding("zero_denominator", f"{where}：分母不能为零；请核对")


def _points_findings(scheme: Scheme, code: str, given: str) -> Iterator[Finding]:
    indicator = scheme.indicator(code)
    if indicator is None:
        yield _unknown_indicator("points", code)
    elif indicator.points is None:
        yield Finding("no_points", f"[points] 的 {code}：该指标在方案中没有分值；请删去")
    elif not 0 <= parse_number(given) <= parse_number(indicator.points):
        yield Finding(
            "points_range", f"[points] 的 {code}：得分 {given} 不在 0 到分值 {indicator.points} 之间；请核对"
        )


def _incident_findings(scheme: Scheme, quarter: Quarter, record: Record) -> Iterator[Finding]:
    if record.no_incidents and record.incidents:
        yield Finding(
            "incidents_contradict", "no_incidents 写明本季无故障，却又列有 [[incident]]；请二者留一"
        )
    levels = {indicator.level for indicator in scheme.indicators if indicator.comparator == "fault"}
    for number, incident in enumerate(record.incidents, start=1):
        where = f"第 {number} 条 [[incident]]"
        if incident.level not in levels:
            yield Finding("incident_level", f"{where}：方案中没有 {incident.level} 级故障指标；请核对 level")
        if not quarter.holds(incident.reported.date()):
            yield Finding(
                "incident_outside",
                f"{where}：报告时间 {incident.reported} 不在{quarter.label}内；请核对 reported",
            )
        if not incident.reported <= incident.responded <= incident.restored:
            yield Finding(
                "incident_order",
                f"{where}：时间先后颠倒；请按报告、响应、恢复的先后核对 reported、responded、restored",
            )


def _unknown_indicator(table: str, code: str) -> Finding:
    return Finding("unknown_indicator", f"[{table}] 的 {code}：考核方案中没有这个指标；请核对指标代码")
