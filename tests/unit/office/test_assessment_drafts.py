"""An assessment as it is typed: what can be used is read, the rest is told at its place; drafts change by value."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from settlement_app.assets import asset
from settlement_app.domain.assessment import (
    Actual,
    Incident,
    ManualDeduction,
    Override,
    Record,
    Rectification,
)
from settlement_app.domain.periods import Quarter, parse_moment
from settlement_app.domain.scheme import Indicator, Scheme
from settlement_app.exchange.assessment_file import read_assessment
from settlement_app.exchange.template_file import bundled_template, read_template
from settlement_app.office import assessment_screen, assessments, contracts, quarters
from settlement_app.office.assessment_draft import (
    Draft,
    Place,
    RectificationText,
    draft_of,
    level_label,
    subjects,
)
from settlement_app.office.assessment_reading import read_draft
from settlement_app.office.desk import Desk
from tests.support.builders import Q1, books, contract, sub_item
from tests.support.cli import PREPARER, REVIEWER
from tests.support.tables import table

RATE = Indicator("rate", "综合接通率", "", ">=", "80.00", "%", points="60")
COST = Indicator("cost", "成本", "", "<", "4.97", "元/分钟", points="60")
CARE = Indicator("care", "长效管理", "", "qualitative", "有措施")
FAULT = Indicator(
    "fault_2", "二级故障", "", "fault", level=2, respond_within_minutes=30, restore_within_minutes=180
)
CONTRACT = replace(contract(), scheme=Scheme((RATE, COST, CARE, FAULT), pass_score="60"))
MORNING = ("2019-02-03 10:00", "2019-02-03 10:10", "2019-02-03 11:00")
INCIDENT = Incident(2, *(parse_moment(text) for text in MORNING))


def typed(*cells: tuple[Place, str]) -> Draft:
    draft = Draft()
    for place, text in cells:
        draft = draft.typed(place, text)
    return draft


def row(part: str, *fields: str, number: int = 0) -> Draft:
    """A draft with one row: ``level=二级`` and so on."""
    return typed(*((Place(part, number, name), text) for name, _, text in (f.partition("=") for f in fields)))  # type: ignore[arg-type] # a part's name


RATE_AT, CARE_AT, SCORE = Place("actuals", "rate"), Place("actuals", "care"), Place("score")
TIMES = tuple(
    f"{name}={text}" for name, text in zip(("reported", "responded", "restored"), MORNING, strict=True)
)
NOT_A_NUMBER = "不是数字；请填写如 78.50 的数字，不带单位和逗号"
# fmt: off
READ = table(
    ("nothing",      Draft(),                                   Record()),
    ("number",       typed((RATE_AT, " 79.995 ")),              Record(actuals=(Actual("rate", "79.995"),))),
    ("percent",      typed((RATE_AT, "80％")),                  Record(actuals=(Actual("rate", "80"),))),
    ("ratio",        typed((RATE_AT, "9702 / 10000")),
     Record(actuals=(Actual("rate", None, "9702", "10000"),))),
    ("wide_slash",   typed((RATE_AT, "1／2")),                  Record(actuals=(Actual("rate", None, "1", "2"),))),
    ("met",          typed((CARE_AT, "符合")),                  Record(actuals=(Actual("care", judged=True),))),
    ("missed",       typed((CARE_AT, "否")),                    Record(actuals=(Actual("care", judged=False),))),
    ("source",       typed((Place("sources", "care"), "月报")), Record(sources=(("care", "月报"),))),
    ("points",       typed((Place("points", "rate"), "59.5")),  Record(points=(("rate", "59.5"),))),
    ("score",        typed((SCORE, "100")),                     Record(score="100")),
    ("no_deduction", typed((Place("no_deduction"), "首次")),    Record(no_deduction="首次")),
    ("no_incidents", Draft().with_no_incidents(True),           Record(no_incidents=True)),
    ("incident",     row("incidents", "level=2级故障", *TIMES), Record(incidents=(INCIDENT,))),
    ("blank_row",    Draft().with_row("incidents"),             Record()),
    ("named",        row("rectifications", "subject=综合接通率", "measure=增配", "due=2019/5/15"),
     Record(rectifications=(Rectification("rate", "增配", date(2019, 5, 15)),))),
    ("other",        row("rectifications", "subject=投诉", "measure=回访", "due=2019-05-15"),
     Record(rectifications=(Rectification("投诉", "回访", date(2019, 5, 15)),))),
    ("manual",       row("manual", "amount=5万元", "reason=投诉"),
     Record(manual_deductions=(ManualDeduction(5_000_000, "投诉"),))),
    ("override",     replace(Draft(), verdict="不合格", override_reason="会议", override_document="3号"),
     Record(override=Override(False, "会议", "3号"))),
)

UNUSABLE = table(
    ("word",         typed((RATE_AT, "高")),           RATE_AT, "“高”不是数字；请填写如 78.5、78.5% 或 7850/10000"),
    ("zero",         typed((RATE_AT, "1/0")),          RATE_AT, "分母不能为零"),
    ("half_a_ratio", typed((RATE_AT, "1/")),           RATE_AT, "“1/”不全；请写成 9702/10000 的样子"),
    ("percent_of_money", typed((Place("actuals", "cost"), "5%")), Place("actuals", "cost"),
     "“5%”" + NOT_A_NUMBER),
    ("judged",       typed((CARE_AT, "98")),           CARE_AT, "“98”不能判定；请填写符合或不符合"),
    ("points",       typed((Place("points", "rate"), "61")), Place("points", "rate"), "得分应在 0 到该项分值之间"),
    ("points_summed", typed((Place("points", "rate"), "60"), (Place("points", "cost"), "50")), SCORE,
     "考核得分（或各项得分之和）应在 0 到 100 之间"),
    ("score",        typed((SCORE, "100.5")),          SCORE, "考核得分（或各项得分之和）应在 0 到 100 之间"),
    ("control",      typed((Place("no_deduction"), "首\x07次")), Place("no_deduction"),
     "含有看不见的控制字符；请重新输入"),
    ("verdict",      typed((Place("override_reason"), "会议")), Place("verdict"),
     "请选择另行认定为合格还是不合格，或清空事由和文号"),
    ("level",        row("incidents", "level=三级", *TIMES), Place("incidents", 0, "level"),
     "“三级”不是故障级别；请填写二级"),
    ("responded",    row("incidents", "level=二级", TIMES[0], TIMES[2]), Place("incidents", 0, "responded"),
     "请填写响应时间"),
    ("outside",      row("incidents", "level=2", "reported=2018-12-31 23:59", *TIMES[1:]),
     Place("incidents", 0, "reported"), "报告时间不在2019年第一季度内"),
    ("order",        row("incidents", "level=2", TIMES[0], "responded=2019-02-03 9:00", TIMES[2]),
     Place("incidents", 0, "responded"), "时间先后颠倒；请按报告、响应、恢复的先后填写"),
    ("due",          row("rectifications", "subject=甲", "measure=乙", "due=五月"), Place("rectifications", 0, "due"),
     "“五月”不是日期；请写成 2019-04-20 的样子"),
    ("amount",       row("manual", "amount=0", "reason=甲"), Place("manual", 0, "amount"),
     "“0”应大于零；请填写一个大于零的金额"),
    ("reason",       row("manual", "amount=1"), Place("manual", 0, "reason"), "请填写事由"),
)
# fmt: on


@pytest.mark.parametrize(("draft", "record"), READ)
def test_what_can_be_used_becomes_a_record(draft: Draft, record: Record) -> None:
    reading = read_draft(CONTRACT, Q1, draft)
    assert (reading.record, reading.faults) == (record, {})


@pytest.mark.parametrize(("draft", "place", "said"), UNUSABLE)
def test_what_cannot_be_used_is_told_at_its_place_and_left_out(draft: Draft, place: Place, said: str) -> None:
    reading = read_draft(CONTRACT, Q1, draft)
    assert reading.faults == {place: said}
    assert reading.record == Record()


def test_deductions_beyond_the_range_or_without_a_bearer_are_told() -> None:
    most = typed(
        *((Place("manual", n, "amount"), "9,999,999,999,999.99") for n in (0, 1)),
        *((Place("manual", n, "reason"), "甲") for n in (0, 1)),
    )
    reading = read_draft(CONTRACT, Q1, most)
    assert len(reading.record.manual_deductions) == 1
    assert "超出金额范围" in reading.faults[Place("manual", 1, "amount")]
    alone = replace(CONTRACT, sub_items=(sub_item("a", "100"),))
    faults = read_draft(alone, Q1, row("manual", "amount=1", "reason=甲")).faults
    assert faults == {Place("manual", 0, "amount"): "合同没有承担扣款的子项目，不能手工扣款；请删去"}


def test_an_incident_in_a_scheme_without_faults_is_told() -> None:
    bare = replace(CONTRACT, scheme=Scheme((RATE,)))
    faults = read_draft(bare, Q1, row("incidents", "level=1", *TIMES)).faults
    assert faults == {Place("incidents", 0, "level"): "方案中没有故障指标；请删去"}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_draft_of_a_record_reads_as_that_record(number: int) -> None:
    made = read_template(bundled_template("12333-2019")).contract
    record = read_assessment(asset("demo", f"2019Q{number}.toml"))
    reading = read_draft(made, Quarter(2019, number), draft_of(made.scheme, record))
    assert (reading.record, reading.faults) == (record, {})


def test_a_rectification_keeps_the_day_on_which_it_was_done() -> None:
    done = Rectification("rate", "增配", date(2019, 5, 15), date(2019, 5, 1))
    draft = draft_of(CONTRACT.scheme, Record(rectifications=(done,)))
    assert draft.rectifications == (RectificationText("综合接通率", "增配", "2019-05-15", done.done),)
    assert read_draft(CONTRACT, Q1, draft).record.rectifications == (done,)


def test_a_name_that_two_indicators_have_is_told_by_the_code() -> None:
    twins = Scheme((RATE, replace(RATE, code="other"), CARE))
    assert subjects(twins) == {
        "综合接通率（rate）": "rate",
        "综合接通率（other）": "other",
        "长效管理": "care",
    }


def test_levels_are_called_as_the_scheme_calls_its_faults() -> None:
    assert [level_label(level) for level in (1, 3, 9, 10)] == ["一级", "三级", "九级", "10级"]


def test_rows_are_added_and_deleted_and_an_incident_takes_back_that_there_were_none() -> None:
    draft = (
        Draft().with_no_incidents(True).with_row("incidents").typed(Place("incidents", 2, "level"), "二级")
    )
    assert (len(draft.incidents), draft.no_incidents) == (3, False)
    assert draft.text(Place("incidents", 2, "level")) == "二级"
    assert draft.text(Place("incidents", 3, "level")) == ""
    assert draft.without_rows("incidents", [0, 2]).incidents == (draft.incidents[1],)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new ledger with the bundled contract."""
    made = Desk(tmp_path / "台账.settlement", PREPARER, date(2019, 4, 12), account="测试", computer="测试")
    contracts.start(made, read_template(bundled_template("12333-2019")))
    return made


def test_a_preview_stores_nothing(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    shown = assessment_screen.stored(desk, Q1)
    assert (shown.stored, shown.reading.record) == (None, Record())
    changed = assessment_screen.drafted(
        shown, shown.draft.typed(Place("actuals", "overall_connect_rate"), "7850/10000")
    )
    first = changed.indicators[0]
    assert (first.result, first.mark) == ("× 未达标（= 78.5%）", "error")
    assert changed.subjects[0] == "综合接通率", "what was missed is offered first"
    assert desk.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("indicator", "typed", "result"),
    [
        ("overall_satisfaction", "0.975",  "× 未达标（按 0.975% 计；如是 97.5%，请填 97.5）"),
        ("overall_connect_rate", "7852/1000", "✓ 达标（= 785.2%）（超过 100%，请核对）"),
        ("overall_connect_rate", "100.01", "✓ 达标（超过 100%，请核对）"),
        ("overall_connect_rate", "100",    "✓ 达标"),
        ("overall_satisfaction", "1",      "× 未达标（按 1% 计；如是 100%，请填 100）"),
        ("overall_satisfaction", "1.01",   "× 未达标"),
        ("overall_satisfaction", "0",      "× 未达标"),
        ("overall_satisfaction", "1/200",  "× 未达标（= 0.5%）"),
        ("complaint_rate",       "0.00067", "✓ 达标"),
    ],
)  # fmt: skip
def test_a_percentage_typed_as_a_spreadsheet_holds_it_is_asked_about(
    desk: Desk, indicator: str, typed: str, result: str
) -> None:
    shown = assessment_screen.stored(desk, Q1)
    changed = assessment_screen.drafted(shown, shown.draft.typed(Place("actuals", indicator), typed))
    line = next(line for line in changed.indicators if line.code == indicator)
    assert line.result == result


def test_a_confirmed_assessment_is_shown_as_it_was_recorded(desk: Desk) -> None:
    quarters.post(desk, Q1, REVIEWER)
    record = read_assessment(asset("demo", "2019Q1.toml"))
    assessments.record(desk, Q1, record)
    assessments.confirm(desk, Q1, REVIEWER)
    shown = assessment_screen.stored(replace(desk, today=date(2019, 6, 1)), Q1)
    assert shown.form
    assert [line.state for line in shown.rectifications] == ["× 已逾期 17 天", "未完成"]
    assert [line.state for line in shown.incidents] == [
        "× 超时（响应 12 分钟，恢复 245 分钟）",
        "✓ 未超时（响应 11 分钟，恢复 1010 分钟）",
    ]
    assert assessment_screen.pasted_amount(shown, [Place("manual", 0, "amount")]) == 5_000_000


def test_books_hold_no_draft_until_one_is_recorded() -> None:
    view = assessments.preview(books(CONTRACT), Q1, Record(score="59"), date(2019, 4, 12))
    assert view.judgement
    assert (view.judgement.passed, view.score) == (False, "59")
    assert view.quarter not in books(CONTRACT).assessments
