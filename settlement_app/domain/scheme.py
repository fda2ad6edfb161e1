"""The contract's 考核方案: its indicators and its deduction terms (rules, sections 5 and 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from settlement_app.domain.findings import Finding
from settlement_app.domain.numerals import parse_number

Comparator = Literal[">=", "<=", "<", ">", "=", "qualitative", "fault"]
Cycle = Literal["quarter", "year"]
TermKind = Literal["fixed", "percent", "per_point"]

COMPARATORS: tuple[Comparator, ...] = (">=", "<=", "<", ">", "=", "qualitative", "fault")
PERCENT_UNIT = "%"
FULL_SCORE = 100
_SIGNS = {">=": "≥", "<=": "≤", "<": "<", ">": ">", "=": "="}


@dataclass(frozen=True, slots=True)
class Term:
    """What one missed indicator costs: ``amount`` in 分 (fixed, per_point) or ``percent`` of the base as typed."""

    kind: TermKind
    amount: int | None = None
    percent: str | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A score band from ``min_score`` up: a percent of the base, or 分 for each point below 100."""

    min_score: str
    percent: str | None = None
    amount_per_point: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the scheme; numbers are kept as typed, limits are minutes from the report of an incident."""

    code: str
    name: str
    group: str
    comparator: Comparator
    target: str = ""
    unit: str = ""
    cycle: Cycle = "quarter"
    points: str | None = None
    clause: str = ""
    level: int | None = None
    respond_within_minutes: int | None = None
    restore_within_minutes: int | None = None
    term: Term | None = None

    @property
    def is_measured(self) -> bool:
        """Whether its actual is a number or a ratio."""
        return self.comparator not in ("qualitative", "fault")

    @property
    def target_label(self) -> str:
        """The target as it is read: ``≥80.00%``, 立即响应，处理时间≤90分钟, or the text of a qualitative one."""
        if self.comparator == "fault":
            return f"{self._response_label}，处理时间≤{_duration(self.restore_within_minutes or 0)}"
        if self.comparator == "qualitative":
            return self.target
        return f"{_SIGNS[self.comparator]}{self.target}{self.unit}"

    @property
    def _response_label(self) -> str:
        minutes = self.respond_within_minutes or 1
        return "立即响应" if minutes == 1 else f"响应≤{minutes}分钟"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a contract's quarters are judged, and what a missed indicator or a low score costs."""

    indicators: tuple[Indicator, ...] = ()
    tiers: tuple[Tier, ...] = ()
    pass_score: str | None = None
    cap_percent: str | None = None
    deduct_when_passed: bool = False

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of that code, or None."""
        return next((indicator for indicator in self.indicators if indicator.code == code), None)

    @property
    def pass_mark(self) -> Fraction | None:
        """The score from which an assessment is passed, if the scheme has one."""
        return None if self.pass_score is None else parse_number(self.pass_score)

    def tier_for(self, score: Fraction) -> Tier | None:
        """The highest band whose min_score is not above the score; None without tiers."""
        reached = [tier for tier in self.tiers if parse_number(tier.min_score) <= score]
        return max(reached, key=lambda tier: parse_number(tier.min_score), default=None)


def scheme_findings(scheme: Scheme) -> Iterator[Finding]:
    """What the rules do not allow in a scheme whose numbers can be read."""
    yield from _tier_findings(scheme)
    for indicator in scheme.indicators:
        term = indicator.term
        if (
            term
            and term.kind == "per_point"
            and not (indicator.is_measured and indicator.unit == PERCENT_UNIT)
        ):
            yield Finding(
                "term_needs_percent_unit",
                f"指标“{indicator.name}”的单位不是 %，不能按百分点扣款（per_point）；请改用 fixed 或 percent 条款",
            )


def _tier_findings(scheme: Scheme) -> Iterator[Finding]:
    if not scheme.tiers:
        return
    marks = [parse_number(tier.min_score) for tier in scheme.tiers]
    if 0 not in marks:
        yield Finding("tier_from_zero", "分档扣款没有从 0 分开始的一档；请补上 min_score = 0 的一档")
    if len(set(marks)) != len(marks):
        yield Finding("tier_twice", "分档扣款有两档的 min_score 相同；请删去一档")
    if scheme.pass_score is None and not scheme.deduct_when_passed:
        yield Finding(
            "tiers_need_pass_score",
            "方案有分档扣款，却没有合格分数（pass_score），也没有写明合格也扣款（deduct_when_passed）；请补上其中一项",
        )


def _duration(minutes: int) -> str:
    return f"{minutes // 60}小时" if minutes >= 1440 and minutes % 60 == 0 else f"{minutes}分钟"
