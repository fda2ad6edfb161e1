"""The scheme: targets as they are read, score bands, and what a scheme must not hold."""

from dataclasses import replace
from fractions import Fraction

import pytest

from settlement_app.domain.findings import Finding
from settlement_app.domain.scheme import Comparator, Indicator, Scheme, Term, Tier, scheme_findings
from tests.support.tables import table


def measured(comparator: Comparator, target: str, unit: str, term: Term | None = None) -> Indicator:
    return Indicator("rate", "综合接通率", "产出目标", comparator, target, unit, term=term)


def fault(respond: int | None, restore: int) -> Indicator:
    return Indicator(
        "fault", "故障", "产出目标", "fault", respond_within_minutes=respond, restore_within_minutes=restore
    )


PER_POINT = Term("per_point", amount=100)
QUALITATIVE = Indicator("q", "长效管理情况", "影响力目标", "qualitative", "应该有相应的管理措施")
BANDS = (Tier("80", percent="2"), Tier("0", percent="30"), Tier("90", percent="0"))

# fmt: off
TARGETS = table(
    ("at_least",          measured(">=", "80.00", "%"),       True,  "≥80.00%"),
    ("at_most",           measured("<=", "20.00", "%"),       True,  "≤20.00%"),
    ("below",             measured("<", "4.97", "元/分钟"),   True,  "<4.97元/分钟"),
    ("above",             measured(">", "3", ""),             True,  ">3"),
    ("exactly",           measured("=", "100", "%"),          True,  "=100%"),
    ("qualitative",       QUALITATIVE,                        False, "应该有相应的管理措施"),
    ("fault_level_1",     fault(1, 90),                       False, "立即响应，处理时间≤90分钟"),
    ("fault_level_2",     fault(30, 180),                     False, "响应≤30分钟，处理时间≤180分钟"),
    ("fault_level_3",     fault(30, 1440),                    False, "响应≤30分钟，处理时间≤24小时"),
    ("fault_at_once",     fault(None, 60),                    False, "立即响应，处理时间≤60分钟"),
    ("fault_odd_minutes", fault(2, 1441),                     False, "响应≤2分钟，处理时间≤1441分钟"),
    ("fault_two_days",    fault(2, 2880),                     False, "响应≤2分钟，处理时间≤48小时"),
)

REACHED = table(
    ("full",          "100",   "90"),
    ("at_the_mark",   "90",    "90"),
    ("just_below",    "89.99", "80"),
    ("at_the_next",   "80",    "80"),
    ("in_the_lowest", "79.5",  "0"),
    ("zero",          "0",     "0"),
)

FROM_ZERO = Finding("tier_from_zero", "分档扣款没有从 0 分开始的一档；请补上 min_score = 0 的一档")
TWICE = Finding("tier_twice", "分档扣款有两档的 min_score 相同；请删去一档")
NEED_PASS_SCORE = Finding(
    "tiers_need_pass_score",
    "方案有分档扣款，却没有合格分数（pass_score），也没有写明合格也扣款（deduct_when_passed）；请补上其中一项",
)
NEEDS_PERCENT = "的单位不是 %，不能按百分点扣款（per_point）；请改用 fixed 或 percent 条款"

SCHEMES = table(
    ("empty",                     Scheme(),                                                       []),
    ("bands_and_pass_score",      Scheme(tiers=BANDS, pass_score="90"),                           []),
    ("bands_when_passed",         Scheme(tiers=BANDS, deduct_when_passed=True),                   []),
    ("bands_alone",               Scheme(tiers=BANDS),                                            [NEED_PASS_SCORE]),
    ("no_band_at_zero",           Scheme(tiers=BANDS[:1], pass_score="90"),                       [FROM_ZERO]),
    ("zero_written_otherwise",    Scheme(tiers=(Tier("0.00", percent="1"),), pass_score="90"),    []),
    ("same_band_twice",           Scheme(tiers=(*BANDS, Tier("80.0", percent="1")), pass_score="90"), [TWICE]),
    ("all_that_bands_can_lack",   Scheme(tiers=(BANDS[0], BANDS[0])),
     [FROM_ZERO, TWICE, NEED_PASS_SCORE]),
    ("per_point_of_a_percentage", Scheme((measured(">=", "80", "%", PER_POINT),)),                []),
    ("fixed_of_anything",         Scheme((measured("<", "4.97", "元", Term("fixed", 100)),)),     []),
    ("per_point_of_another_unit", Scheme((measured("<", "4.97", "元", PER_POINT),)),
     [Finding("term_needs_percent_unit", f"指标“综合接通率”{NEEDS_PERCENT}")]),
    ("per_point_of_a_yes_or_no",  Scheme((replace(QUALITATIVE, unit="%", term=PER_POINT),)),
     [Finding("term_needs_percent_unit", f"指标“长效管理情况”{NEEDS_PERCENT}")]),
)
# fmt: on


@pytest.mark.parametrize(("indicator", "is_measured", "label"), TARGETS)
def test_a_target_as_it_is_read(indicator: Indicator, is_measured: bool, label: str) -> None:
    assert (indicator.is_measured, indicator.target_label) == (is_measured, label)


@pytest.mark.parametrize(("score", "min_score"), REACHED)
def test_the_highest_band_that_the_score_reaches(score: str, min_score: str) -> None:
    tier = Scheme(tiers=BANDS).tier_for(Fraction(score))
    assert tier is not None
    assert tier.min_score == min_score


def test_without_bands_no_band_is_reached() -> None:
    assert Scheme().tier_for(Fraction(100)) is None


def test_the_pass_mark_is_exact_and_may_be_missing() -> None:
    assert Scheme(pass_score="89.5").pass_mark == Fraction(179, 2)
    assert Scheme().pass_mark is None


def test_an_indicator_is_found_by_its_code() -> None:
    scheme = Scheme((QUALITATIVE, fault(1, 90)))
    assert scheme.indicator("fault") == fault(1, 90)
    assert scheme.indicator("unknown") is None


@pytest.mark.parametrize(("scheme", "findings"), SCHEMES)
def test_what_a_scheme_must_not_hold(scheme: Scheme, findings: list[Finding]) -> None:
    assert list(scheme_findings(scheme)) == findings
