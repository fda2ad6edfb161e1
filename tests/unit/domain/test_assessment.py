"""The quarterly assessment: exact comparisons, faults to the minute, score, points, override; what does not fit."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from settlement_app.domain.assessment import (
    Actual,
    Incident,
    Override,
    Record,
    Rectification,
    incident_in_time,
    judge,
    plain,
    record_findings,
)
from settlement_app.domain.findings import Finding
from settlement_app.domain.scheme import Comparator, Indicator, Scheme
from tests.support.builders import Q1
from tests.support.tables import table

RATE = Indicator("rate", "综合接通率", "", ">=", "80.00", "%")
COST = Indicator("cost", "成本控制情况", "", "<", "4.97", "元/分钟", cycle="year")
PLAN = Indicator("plan", "长效管理情况", "", "qualitative", "应该有相应的管理措施")
LEVEL_1 = Indicator(
    "level_1", "一级故障", "", "fault", level=1, respond_within_minutes=1, restore_within_minutes=90
)
LEVEL_2 = Indicator(
    "level_2", "二级故障", "", "fault", level=2, respond_within_minutes=30, restore_within_minutes=180
)
AT_ONCE = Indicator("level_3", "三级故障", "", "fault", level=3, restore_within_minutes=1440)
SCHEME = Scheme((RATE, COST, PLAN, LEVEL_1, LEVEL_2))
FAILED = Override(False, "专家评审", "沪人社〔2019〕8号")
UPHELD = replace(FAILED, passed=True)


def actual(code: str, value: str) -> Actual:
    """What was typed: a number, a ratio such as 9702/10000, 是 or 否."""
    if value in ("是", "否"):
        return Actual(code, judged=value == "是")
    numerator, slash, denominator = value.partition("/")
    return Actual(code, numerator=numerator, denominator=denominator) if slash else Actual(code, number=value)


def incident(level: int, responded: str, restored: str, reported: str = "10:00:00") -> Incident:
    """An incident of one day, its times on that day unless they name another."""
    times = (reported, responded, restored)
    moments = [datetime.fromisoformat(time if "T" in time else f"2019-02-03T{time}") for time in times]
    return Incident(level, *moments)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """``a=60 b=40`` as pairs."""
    return tuple((code, value) for code, _, value in (entry.partition("=") for entry in text.split()))


def record(
    actuals: str = "",
    *,
    score: str | None = None,
    points: str = "",
    sources: str = "",
    incidents: tuple[Incident, ...] = (),
    no_incidents: bool = False,
    override: Override | None = None,
) -> Record:
    """A record whose tables are written like ``rate=79 plan=是``."""
    return Record(
        score=score,
        no_incidents=no_incidents,
        actuals=tuple(actual(code, value) for code, value in pairs(actuals)),
        points=pairs(points),
        sources=pairs(sources),
        incidents=incidents,
        override=override,
    )


def scored(**points: str) -> Scheme:
    """A scheme with a pass score of 90 whose indicators have these points."""
    return Scheme(
        tuple(replace(RATE, code=code, points=full) for code, full in points.items()), pass_score="90"
    )


def reached(score: str) -> str:
    return f"考核得分 {score} 分，达到合格分数 90 分"


def below(score: str) -> str:
    return f"考核得分 {score} 分，低于合格分数 90 分"


NOTHING, ALL_MET, ONE_MISSED = "尚无已考核的指标", "已考核的指标均达标", "1 项指标未达标"
NONE_MISSED = "没有未达标的指标，方案也没有合格分数"
ONE, TWO = scored(a="60"), scored(a="60", b="40")

# fmt: off
COMPARISONS = table(
    # name, comparator, target, unit, actual as typed, met
    ("at_least_met_exactly",     ">=", "80.00", "%",  "80",            True),
    ("at_least_by_a_hair",       ">=", "80.00", "%",  "79.995",        False),
    ("at_least_by_less",         ">=", "80.00", "%",  "79.999999999999", False),
    ("at_least_as_a_share",      ">=", "80.00", "%",  "79995/100000",  False),
    ("at_least_as_a_share_met",  ">=", "80.00", "%",  "4/5",           True),
    ("satisfaction_as_a_share",  ">=", "97.00", "%",  "9702/10000",    True),
    ("full_width_digits",        ">=", "80.00", "%",  "８０．００",    True),
    ("below_not_met_exactly",    "<",  "4.97",  "元", "4.97",          False),
    ("below_by_a_hair",          "<",  "4.97",  "元", "4.969999999999", True),
    ("below_as_a_ratio",         "<",  "4.97",  "元", "497/100",       False),
    ("ratio_is_no_percentage",   "<",  "4.97",  "元", "4969/1000",     True),
    ("at_most_met_exactly",      "<=", "0.01",  "%",  "1/10000",       True),
    ("at_most_by_a_hair",        "<=", "0.01",  "%",  "1/9999",        False),
    ("above_not_met_exactly",    ">",  "3",     "",   "3.0",           False),
    ("above_by_a_hair",          ">",  "3",     "",   "3.000000000001", True),
    ("exactly_all",              "=",  "100",   "%",  "100.00",        True),
    ("exactly_all_as_a_share",   "=",  "100",   "%",  "37/37",         True),
    ("exactly_but_one",          "=",  "100",   "%",  "36/37",         False),
    ("no_rounding_to_the_target", "=", "33.33", "%",  "1/3",           False),
    ("negative_actual",          "<=", "20.00", "%",  "-1",            True),
)

FAULTS = table(
    # name, met of level 1, met of level 2, no_incidents, incidents
    ("nothing_said",           None,  None,  False, []),
    ("no_incidents_stated",    True,  True,  True,  []),
    ("in_time_to_the_second",  True,  True,  False, [incident(1, "10:01:00", "11:30:00")]),
    ("responded_a_second_late", False, True, False, [incident(1, "10:01:01", "11:00:00")]),
    ("restored_a_second_late", False, True,  False, [incident(1, "10:00:30", "11:30:01")]),
    ("other_level_is_met",     True,  False, False, [incident(2, "10:30:01", "11:00:00")]),
    ("second_level_in_time",   True,  True,  False, [incident(2, "10:30:00", "13:00:00")]),
    ("one_of_two_late",        False, True,  False,
     [incident(1, "10:01:00", "10:05:00"), incident(1, "10:02:00", "10:05:00")]),
    ("both_levels_late",       False, False, False,
     [incident(1, "10:02:00", "10:05:00"), incident(2, "10:00:00", "13:00:01")]),
)

RESULTS = table(
    # name, score, passed without override, passed, scheme, record, basis
    ("nothing_recorded",           None,    None,  None,  SCHEME, record(),                        NOTHING),
    ("all_met",                    None,    True,  True,  SCHEME, record("rate=80 plan=是"),       ALL_MET),
    ("one_missed",                 None,    False, False, SCHEME, record("rate=79 plan=是"),       ONE_MISSED),
    ("two_missed",                 None,    False, False, SCHEME, record("rate=79 plan=否"),       "2 项指标未达标"),
    ("unassessed_is_no_miss",      None,    True,  True,  SCHEME, record("plan=是"),               ALL_MET),
    ("yearly_alone_is_not_judged", None,    None,  None,  SCHEME, record("cost=5"),                NOTHING),
    ("failed_by_decision",         None,    True,  False, SCHEME, record("rate=80", override=FAILED), ALL_MET),
    ("passed_by_decision",         None,    False, True,  SCHEME, record("rate=79", override=UPHELD), ONE_MISSED),
    ("decision_alone",             None,    None,  False, SCHEME, record(override=FAILED),         NOTHING),
    ("no_pass_score",              "10",    True,  True,  SCHEME, record("rate=80", score="10"),   ALL_MET),
    ("no_pass_score_nothing_judged", "10",  True,  True,  SCHEME, record(score="10"),              NONE_MISSED),
    ("score_at_the_mark",          "90",    True,  True,  ONE,    record(score="90.00"),           reached("90")),
    ("score_below",                "89.99", False, False, ONE,    record(score="89.99"),           below("89.99")),
    ("score_outweighs_a_miss",     "95",    True,  True,  ONE,    record("a=1", score="95"),       reached("95")),
    ("points_are_summed",          "90.5",  True,  True,  TWO,    record(points="a=55.5 b=35"),    reached("90.5")),
    ("points_not_all_given",       None,    False, False, TWO,    record("b=1", points="a=60"),    ONE_MISSED),
    ("typed_score_counts",         "80",    False, False, TWO,    record(score="80", points="a=60 b=40"), below("80")),
    ("decision_against_score",     "50",    False, True,  ONE,    record(score="50", override=UPHELD), below("50")),
)

PLAIN = table(
    ("whole",           Fraction(90),           "90"),
    ("decimals",        Fraction(17989, 200),   "89.945"),
    ("below_one",       Fraction(1, 100),       "0.01"),
    ("negative",        Fraction(-1, 2),        "-0.5"),
    ("zero",            Fraction(0),            "0"),
)

OVERDUE = table(
    ("before",          date(2019, 5, 14), None,              False),
    ("on_the_day",      date(2019, 5, 15), None,              False),
    ("the_day_after",   date(2019, 5, 16), None,              True),
    ("done",            date(2019, 5, 16), date(2019, 5, 20), False),
)
# fmt: on


@pytest.mark.parametrize(("comparator", "target", "unit", "typed", "met"), COMPARISONS)
def test_an_actual_is_compared_exactly(
    comparator: Comparator, target: str, unit: str, typed: str, met: bool
) -> None:
    scheme = Scheme((Indicator("i", "指标", "", comparator, target, unit),))
    (result,) = judge(scheme, record(f"i={typed}"), is_last_quarter=False).results
    assert result.met is met


@pytest.mark.parametrize(("typed", "met"), [("是", True), ("否", False)], ids=["yes", "no"])
def test_a_qualitative_indicator_is_met_as_it_was_judged(typed: str, met: bool) -> None:
    judgement = judge(Scheme((PLAN,)), record(f"plan={typed}"), is_last_quarter=False)
    assert [result.met for result in judgement.results] == [met]
    assert judgement.passed is met


@pytest.mark.parametrize("typed", ["78.50", "9702/10000", "是", "否"], ids=["number", "ratio", "yes", "no"])
def test_an_actual_is_shown_as_typed(typed: str) -> None:
    assert actual("rate", typed).text == typed


@pytest.mark.parametrize(("level_1", "level_2", "no_incidents", "incidents"), FAULTS)
def test_faults_are_judged_from_the_log(
    level_1: bool | None, level_2: bool | None, no_incidents: bool, incidents: list[Incident]
) -> None:
    log = record(no_incidents=no_incidents, incidents=tuple(incidents))
    judgement = judge(Scheme((LEVEL_1, LEVEL_2)), log, is_last_quarter=False)
    assert [result.met for result in judgement.results] == [level_1, level_2]
    assert [result.unassessed for result in judgement.results] == [level_1 is None, level_2 is None]


@pytest.mark.parametrize(
    ("responded", "in_time"), [("10:01:00", True), ("10:01:01", False)], ids=["in_a_minute", "later"]
)
def test_at_once_means_within_a_minute_where_the_scheme_says_nothing_else(
    responded: str, in_time: bool
) -> None:
    assert incident_in_time(AT_ONCE, incident(3, responded, "2019-02-04T10:00:00")) is in_time


@pytest.mark.parametrize(
    ("is_last_quarter", "met", "waits", "passed"),
    [(False, None, True, None), (True, False, False, False)],
    ids=["before", "last_quarter"],
)
def test_a_yearly_indicator_is_judged_in_the_last_quarter_only(
    is_last_quarter: bool, met: bool | None, waits: bool, passed: bool | None
) -> None:
    judgement = judge(Scheme((COST,)), record("cost=4.97"), is_last_quarter=is_last_quarter)
    (result,) = judgement.results
    assert (result.met, result.waits_for_year_end, result.unassessed) == (met, waits, False)
    assert result.actual == actual("cost", "4.97")
    assert judgement.passed is passed


def test_a_yearly_indicator_without_an_actual_is_unassessed_in_the_last_quarter_only() -> None:
    before, last = (judge(Scheme((COST,)), record(), is_last_quarter=last) for last in (False, True))
    assert [before.results[0].unassessed, last.results[0].unassessed] == [False, True]


@pytest.mark.parametrize(("score", "without", "passed", "scheme", "entered", "basis"), RESULTS)
def test_how_a_result_comes_about(
    score: str | None,
    without: bool | None,
    passed: bool | None,
    scheme: Scheme,
    entered: Record,
    basis: str,
) -> None:
    judgement = judge(scheme, entered, is_last_quarter=False)
    assert judgement.score == (None if score is None else Fraction(score))
    assert (judgement.passed_without_override, judgement.passed) == (without, passed)
    assert judgement.basis == basis
    assert judgement.is_judged is (passed is not None)


def test_missed_indicators_stand_in_the_order_of_the_scheme() -> None:
    judgement = judge(SCHEME, record("plan=否 rate=79"), is_last_quarter=False)
    assert [result.indicator.code for result in judgement.missed] == ["rate", "plan"]


def test_what_was_recorded_for_an_indicator() -> None:
    entered = record("rate=79")
    assert entered.actual("rate") == actual("rate", "79")
    assert entered.actual("plan") is None


@pytest.mark.parametrize(("value", "text"), PLAIN)
def test_a_score_is_shown_without_needless_zeros(value: Fraction, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(("today", "done", "overdue"), OVERDUE)
def test_a_rectification_is_overdue_by_itself(today: date, done: date | None, overdue: bool) -> None:
    assert Rectification("rate", "加强培训", date(2019, 5, 15), done).overdue(today) is overdue


def unknown(place: str) -> Finding:
    return Finding("unknown_indicator", f"[{place}] 的 nobody：考核方案中没有这个指标；请核对指标代码")


def outside(reported: str) -> Finding:
    return Finding(
        "incident_outside",
        f"第 1 条 [[incident]]：报告时间 {reported} 不在2019年第一季度内；请核对 reported",
    )


FAULT_HAS_ACTUAL = Finding(
    "fault_has_actual",
    "[actuals] 的 level_1：故障指标按故障记录判定，不填实际值；请改填 [[incident]]",
)
YES_OR_NO = Finding("actual_type", "[actuals] 的 plan：定性指标请填 true 或 false")
A_NUMBER = Finding("actual_type", "[actuals] 的 rate：请填数字，或分子与分母")
DIVIDED_BY_ZERO = Finding("zero_denominator", "[actuals] 的 rate：分母不能为零；请核对")
WITHOUT_POINTS = Finding("no_points", "[points] 的 rate：该指标在方案中没有分值；请删去")
CONTRADICTION = Finding(
    "incidents_contradict", "no_incidents 写明本季无故障，却又列有 [[incident]]；请二者留一"
)
LEVEL_9 = Finding("incident_level", "第 2 条 [[incident]]：方案中没有 9 级故障指标；请核对 level")
OUT_OF_ORDER = Finding(
    "incident_order",
    "第 1 条 [[incident]]：时间先后颠倒；请按报告、响应、恢复的先后核对 reported、responded、restored",
)
GOOD = incident(1, "10:01:00", "11:00:00")
FITTING = record("rate=79 plan=否 cost=1/2", sources="rate=话务平台报表", incidents=(GOOD,))
EVERYTHING_WRONG = record(
    "nobody=1 rate=5/0",
    score="101",
    points="rate=5",
    sources="nobody=报表",
    no_incidents=True,
    incidents=(incident(1, "09:00:00", "10:30:00"),),
)


def points_range(given: str) -> Finding:
    return Finding("points_range", f"[points] 的 a：得分 {given} 不在 0 到分值 60 之间；请核对")


def score_range(score: str) -> Finding:
    return Finding("score_range", f"考核得分 {score} 不在 0 到 100 之间；请核对 score 或各项得分")


# fmt: off
MISFITS = table(
    ("empty",                SCHEME, record(),                            []),
    ("fitting",              SCHEME, FITTING,                             []),
    ("unknown_actual",       SCHEME, record("nobody=1"),                  [unknown("actuals")]),
    ("unknown_points",       SCHEME, record(points="nobody=1"),           [unknown("points")]),
    ("unknown_source",       SCHEME, record(sources="nobody=报表"),       [unknown("sources")]),
    ("actual_of_a_fault",    SCHEME, record("level_1=1"),                 [FAULT_HAS_ACTUAL]),
    ("number_for_yes_or_no", SCHEME, record("plan=1"),                    [YES_OR_NO]),
    ("ratio_for_yes_or_no",  SCHEME, record("plan=1/2"),                  [YES_OR_NO]),
    ("yes_for_a_number",     SCHEME, record("rate=是"),                   [A_NUMBER]),
    ("zero_denominator",     SCHEME, record("rate=5/0"),                  [DIVIDED_BY_ZERO]),
    ("zero_written_longer",  SCHEME, record("rate=5/0.00"),               [DIVIDED_BY_ZERO]),
    ("no_points_in_scheme",  SCHEME, record(points="rate=5"),             [WITHOUT_POINTS]),
    ("full_points",          TWO,    record(points="a=60"),               []),
    ("no_point_at_all",      TWO,    record(points="a=0"),                []),
    ("too_many_points",      TWO,    record(points="a=60.01"),            [points_range("60.01")]),
    ("negative_points",      TWO,    record(points="a=-1"),               [points_range("-1")]),
    ("score_0",              TWO,    record(score="0"),                   []),
    ("score_100",            TWO,    record(score="100"),                 []),
    ("score_above_100",      TWO,    record(score="100.01"),              [score_range("100.01")]),
    ("score_below_0",        TWO,    record(score="-0.5"),                [score_range("-0.5")]),
    ("points_above_100",     scored(a="60", b="60"), record(points="a=60 b=41"), [score_range("101")]),
    ("everything_at_once",   SCHEME, EVERYTHING_WRONG,
     [unknown("actuals"), DIVIDED_BY_ZERO, WITHOUT_POINTS, unknown("sources"), CONTRADICTION, OUT_OF_ORDER,
      score_range("101")]),
)

LOGS = table(
    # name, no_incidents, reported, responded, restored, findings
    ("none_and_some",        True,  "2019-02-03T10:00:00", "10:01:00", "11:00:00", [CONTRADICTION]),
    ("all_at_one_moment",    False, "2019-02-03T10:00:00", "10:00:00", "10:00:00", []),
    ("responded_too_early",  False, "2019-02-03T10:00:00", "09:59:59", "10:30:00", [OUT_OF_ORDER]),
    ("restored_too_early",   False, "2019-02-03T10:00:00", "10:30:00", "10:29:59", [OUT_OF_ORDER]),
    ("the_first_second",     False, "2019-01-01T00:00:00", "00:01:00", "01:00:00", []),
    ("a_second_before",      False, "2018-12-31T23:59:59", "23:59:59", "23:59:59", [outside("2018-12-31 23:59:59")]),
    ("the_last_second",      False, "2019-03-31T23:59:59", "23:59:59", "23:59:59", []),
    ("a_second_after",       False, "2019-04-01T00:00:00", "00:01:00", "01:00:00", [outside("2019-04-01 00:00:00")]),
)
# fmt: on


@pytest.mark.parametrize(("scheme", "entered", "findings"), MISFITS)
def test_what_in_a_record_does_not_fit(scheme: Scheme, entered: Record, findings: list[Finding]) -> None:
    assert list(record_findings(scheme, Q1, entered)) == findings


@pytest.mark.parametrize(("no_incidents", "reported", "responded", "restored", "findings"), LOGS)
def test_what_in_the_log_does_not_fit(
    no_incidents: bool, reported: str, responded: str, restored: str, findings: list[Finding]
) -> None:
    day = reported.partition("T")[0]
    logged = incident(1, f"{day}T{responded}", f"{day}T{restored}", reported)
    log = record(no_incidents=no_incidents, incidents=(logged,))
    assert list(record_findings(SCHEME, Q1, log)) == findings


def test_an_incident_of_an_unknown_level_is_told_by_its_place() -> None:
    log = record(incidents=(GOOD, replace(GOOD, level=9)))
    assert list(record_findings(SCHEME, Q1, log)) == [LEVEL_9]
