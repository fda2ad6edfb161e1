"""The way back from an amount, worked through on small years: what adds up to it, and what it rests on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.assessment import Actual, Incident, ManualDeduction, Record, Rectification
from settlement_app.domain.books import Assessment, Books, Target
from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.deduction import OPENING, TIER, Deduction, Waiver
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance_notes import clearance_notes
from settlement_app.domain.papers.settlement import SHEET_LABELS
from settlement_app.domain.periods import Month, Quarter, parse_moment
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.domain.scheme import Indicator, Scheme, Term
from settlement_app.domain.tracing.step import TraceStep, all_steps, told_once
from settlement_app.domain.tracing.trace import Asked, SheetFigure, Trace, YearFigure, trace, year_of
from settlement_app.domain.year_end import Outstanding, Reduction
from tests.support.builders import (
    NEXT_Q1,
    Q1,
    Q2,
    Q3,
    Q4,
    YEAR,
    books,
    cleared,
    confirmed,
    cost_values,
    failed,
    form,
    full_year,
    paid,
    played,
    posted,
    recorded,
    row,
    small_contract,
    undone,
    yuan,
)
from tests.support.tables import table

TODAY = date(2020, 3, 2)
SCHEME = Scheme(
    indicators=(
        Indicator(
            "connect", "综合接通率", "", ">=", "97.50", "%", clause="第八条", term=Term("fixed", yuan("10"))
        ),
        Indicator("polite", "服务态度", "", "qualitative", "文明用语"),
        Indicator(
            "fault_1",
            "一级故障",
            "",
            "fault",
            level=1,
            respond_within_minutes=1,
            restore_within_minutes=90,
        ),
    )
)
MISSED = Record(
    actuals=(
        Actual("connect", numerator="9702", denominator="10000"),
        Actual("polite", judged=True),
    ),
    sources=(("connect", "话务月报"),),
    incidents=(
        Incident(1, *map(parse_moment, ("2019-02-03 10:00", "2019-02-03 10:12", "2019-02-03 12:00"))),
        Incident(1, *map(parse_moment, ("2019-03-03 10:00", "2019-03-03 10:00", "2019-03-03 11:00"))),
    ),
    rectifications=(Rectification("connect", "增加坐席", date(2019, 5, 15)),),
    manual_deductions=(ManualDeduction(yuan("2"), "会议纪要"),),
)
SMALL = replace(small_contract(SCHEME), texts={"clause": "第五条"})


def told(step: TraceStep) -> list[str]:
    """Return the steps as lines: depth, name, amount, facts."""
    return [
        "/".join(
            [
                ">" * level + each.name,
                *([] if each.amount is None else [format_amount(each.amount)]),
                *each.facts,
            ]
        )
        for level, each in all_steps(step)
    ]


def traced(now: Books, asked: Asked) -> Trace:
    found = now.contract(year_of(asked)) or now.contracts[0]
    return trace(now, found, asked, TODAY)


def adds_up(step: TraceStep) -> bool:
    """Whether every step with parts is their sum."""
    return all(
        each.amount is None
        or not each.parts
        or each.amount == sum(part.amount for part in each.parts if part.amount is not None)
        for _, each in all_steps(step)
    )


def a_year() -> Books:
    """Q1 misses two indicators and costs 12; Q2 takes it; Q3 is adjusted, Q4's advance lowered; Q4 costs 30."""
    now = replace(
        books(SMALL),
        adjustments={Q3: (Adjustment("tax", yuan("-1"), "停机", "1号"),)},
        advances={Q4: (SetAdvance("consultants", yuan("90"), "年底少付"),)},
        costs=cost_values("380"),
        reductions={2019: (Reduction("consultants", yuan("3"), "审计", "6号"),)},
    )
    now = confirmed(posted(now, Q1), Q1, MISSED)
    rest = replace(MISSED, incidents=())
    return played_on(now, {Q2: rest, Q3: rest, Q4: failed("30")})


def played_on(now: Books, records: Mapping[Quarter, Record]) -> Books:
    for quarter, record in records.items():
        now = confirmed(posted(now, quarter), quarter, record)
    return now


@pytest.fixture(scope="module")
def year() -> Books:
    return cleared(paid(a_year(), Target(quarter=Q2), "100", "记-7"))


BASE_2 = "本季应结额 25.00 = （年度金额 100.00 − 本年前期已结 25.00）÷ 剩余 3 个季度，舍去不足一分的尾数"
AGREED = "合同约定年度金额 100.00，共 4 个季度，按季均付；合同条款 第五条"
FORM_1 = (
    "季度考核表 KH-12333-2019Q1/2019年第一季度考核不合格：2 项指标未达标。/"
    "2019-04-12 确认，编制 张经办，复核 李复核"
)
BEHIND_1 = [
    "综合接通率/目标值 ≥97.50%，实际值 9702/10000 = 97.02%，未达标/数据来源：话务月报/依据条款：第八条",
    "一级故障/目标值 立即响应，处理时间≤90分钟，实际值 2 起，1 起超时，未达标",
    ">超时的故障/报告 2019-02-03 10:00，响应 2019-02-03 10:12（第 12 分钟），恢复 2019-02-03 12:00（第 120 分钟）",
]


def behind(depth: int, *lines: str) -> list[str]:
    return [">" * depth + line for line in lines]


def test_a_payable_goes_back_to_deduction_assessment_indicator_actual_and_clause(year: Books) -> None:
    found = traced(year, SheetFigure(Q2, "1/payable"))
    assert found.source == "季度结算单 JS-12333-2019Q2（2019-04-12 审定，编制 张经办，复核 李复核）"
    assert found.name == "人员管理费 · 本季应付"
    assert (found.heading.period, found.made_on) == ("2019年第二季度", TODAY)
    assert told(found.step) == [
        "人员管理费 · 本季应付/13.00",
        f">本季应结额/25.00/{BASE_2}/{AGREED}",
        ">考核扣款/-12.00",
        (
            ">>考核扣款 KK-12333-2019Q1-01/-10.00/来源 2019年第一季度：综合接通率未达标，按条款定额/"
            "扣款金额 10.00/2019年第二季度结算扣 10.00"
        ),
        f">>>{FORM_1}",
        *behind(4, *BEHIND_1),
        (
            ">>考核扣款 KK-12333-2019Q1-02/-2.00/来源 2019年第一季度：会议纪要/"
            "扣款金额 2.00/2019年第二季度结算扣 2.00"
        ),
        ">>>季度考核表 KH-12333-2019Q1/同上，前面已列出",
    ]


def test_a_payment_goes_back_through_its_document_to_every_line(year: Books) -> None:
    found = traced(year, year.payments[0])
    assert found.source == "付款记录（2019年第二季度结算）"
    lines = told(found.step)
    assert lines[:3] == [
        "付款，凭证号 记-7/100.00/2019-04-12",
        ">季度结算单 JS-12333-2019Q2/123.00/2019-04-12 审定，编制 张经办，复核 李复核",
        (
            ">>咨询员费用 · 本季应付/100.00/"
            "本季预付 100.00 = （年度金额 400.00 − 本年前期已结 100.00）÷ 剩余 3 个季度，舍去不足一分的尾数/"
            "合同约定年度金额 400.00，共 4 个季度，按季预付、年终据实清算；合同条款 第五条"
        ),
    ]
    assert f">>>>>{FORM_1}" in lines
    assert lines[-1].startswith(">>税金 · 本季应付/10.00")


# fmt: off
FIGURES = table(
    # name, link in Q3's sheet, lines
    ("annual",        "1/annual", [f"人员管理费 · 年度金额/100.00/{AGREED}"]),
    ("no_deduction",  "2/deduction", ["税金 · 考核扣款/0.00/本季没有考核扣款"]),
    ("no_adjustment", "1/adjustment", ["人员管理费 · 调整/0.00/本季没有调整"]),
    ("adjustment",    "2/adjustment", ["税金 · 调整/-1.00", ">手工调整/-1.00/停机（文号 1号）"]),
    ("total_moved",   "total/adjustment",
     ["合计 · 调整/-1.00", ">税金 · 调整/-1.00", ">>手工调整/-1.00/停机（文号 1号）"]),
    ("cumulative",    "1/cumulative",
     ["人员管理费 · 累计应付/51.00", ">第一季度应付 JS-12333-2019Q1/25.00", ">第二季度应付 JS-12333-2019Q2/13.00",
      ">本季应付/13.00"]),
)
# fmt: on


@pytest.mark.parametrize(("link", "lines"), FIGURES)
def test_figures_of_a_sheet(year: Books, link: str, lines: list[str]) -> None:
    assert told(traced(year, SheetFigure(Q3, link)).step)[: len(lines)] == lines


def test_a_total_that_nothing_moved_says_so(year: Books) -> None:
    assert told(traced(year, SheetFigure(Q1, "total/deduction")).step) == [
        "合计 · 考核扣款/0.00/本季没有考核扣款"
    ]


def test_an_advance_set_lower_and_an_amendment_tell_their_reason() -> None:
    amended = replace(
        SMALL, texts={}, amendments=(Amendment(1, "consultants", Q2, yuan("440"), "2号", "追加"),)
    )
    lowered = {Q4: (SetAdvance("consultants", yuan("90"), "年底少付"),)}
    now = replace(books(amended), advances=lowered)
    (line,) = told(traced(now, SheetFigure(Q4, "0/base")).step)
    assert line == (
        "咨询员费用 · 本季预付/90.00/"
        "按公式的预付 113.34 = （年度金额 440.00 − 本年前期已结 326.66），末季取全部余额；"
        "核定预付 90.00（年底少付），本季预付 90.00/"
        "合同约定年度金额 400.00，共 4 个季度，按季预付、年终据实清算/"
        "自第二季度起调整为 440.00：追加（文号 2号）。"
    )
    assert "追加" not in told(traced(now, SheetFigure(Q1, "0/base")).step)[0]


def test_a_draft_foresees_what_an_unconfirmed_assessment_takes() -> None:
    now = recorded(posted(books(SMALL), Q1), Q1, MISSED)
    found = traced(now, SheetFigure(Q2, "1/deduction"))
    assert found.source == "季度结算单 JS-12333-2019Q2（尚未审定，按目前的数据试算）"
    lines = told(found.step)
    assert lines[1].startswith(">考核扣款 KK-12333-2019Q1-01/-10.00")
    assert lines[2] == (
        ">>季度考核表 KH-12333-2019Q1/2019年第一季度考核不合格：2 项指标未达标。/尚未确认，按目前的记录试算"
    )


def test_what_a_waiver_gave_back_is_an_adjustment_with_the_same_way_back() -> None:
    now = posted(confirmed(posted(books(SMALL), Q1), Q1, failed("20")), Q2)
    waiver = Waiver(yuan("5"), "申诉成立", "张经办", "李复核", date(2019, 8, 2))
    now = replace(now, register=tuple(replace(each, waivers=(waiver,)) for each in now.register))
    now = confirmed(now, Q2)
    lines = told(traced(now, SheetFigure(Q3, "1/adjustment")).step)
    assert lines[:2] == [
        "人员管理费 · 调整/5.00",
        (
            ">退回减免 KK-12333-2019Q1-01/5.00/来源 2019年第一季度：服务不达标/扣款金额 20.00/"
            "2019-08-02 减免 5.00：申诉成立/2019年第二季度结算扣 20.00/2019年第三季度结算退 5.00"
        ),
    ]
    assert lines[2].startswith(">>季度考核表 KH-12333-2019Q1/2019年第一季度考核不合格：")
    assert "专家评审（文号 沪人社〔2019〕8号）" in lines[2]


TAKEN_BACK = Waiver(yuan("-2"), "复议", "张经办", "李复核", date(2019, 9, 3))


def a_row(**changes: object) -> Deduction:
    return replace(row(Q4, amount="50", cause=TIER), **changes)  # type: ignore[arg-type] # fields of a deduction


# fmt: off
FATES = table(
    # name, deduction, what became of it
    ("outstanding", row(Q4), ["待扣余额/50.00/下季续扣"]),
    ("part",        row(Q4, applied="30"), ["2019年第三季度结算扣减/30.00", "待扣余额/20.00/下季续扣"]),
    ("waived",      row(Q4, waived="50"), ["减免/50.00/2019-04-12 申诉成立（编制 张经办，复核 李复核）"]),
    ("taken_back",  a_row(waivers=(*row(waived="50").waivers, TAKEN_BACK)),
     ["减免/50.00/2019-04-12 申诉成立（编制 张经办，复核 李复核）",
      "撤回减免/-2.00/2019-09-03 复议（编制 张经办，复核 李复核）", "待扣余额/2.00/下季续扣"]),
    ("to_return",   row(Q4, waived="15", applied="50"),
     ["减免/15.00/2019-04-12 申诉成立（编制 张经办，复核 李复核）", "2019年第三季度结算扣减/50.00",
      "待退/-15.00/下季退回"]),
    ("returned",    row(Q4, waived="15", applied="50", returned="15"),
     ["减免/15.00/2019-04-12 申诉成立（编制 张经办，复核 李复核）", "2019年第三季度结算扣减/50.00",
      "2019年第四季度结算退回/-15.00"]),
)
# fmt: on


@pytest.mark.parametrize(("deduction", "fate"), FATES)
def test_a_deduction_is_the_sum_of_what_became_of_it(deduction: Deduction, fate: list[str]) -> None:
    now = full_year({Q4: failed("50")})
    found = traced(now, deduction)
    assert (found.source, found.heading.period) == ("考核扣款台账", "2019年度")
    assert [told(part)[0] for part in found.step.parts] == fate
    assert adds_up(found.step)
    (assessment,) = found.step.rests_on
    assert assessment.number == "KH-12333-2019Q4"


def test_a_withdrawn_deduction_names_the_reopened_forms() -> None:
    now = full_year()
    reopened = replace(form("KH-12333-2019Q4"), withdrawn_because="录入有误")
    assessment = Assessment(Q4, Record(score="95"), (reopened, form("KH-12333-2019Q4-2", 2)))
    now = replace(now, assessments={**now.assessments, Q4: assessment})
    assert told(traced(now, row(Q4, withdrawn=True)).step)[1:] == [
        ">已撤销/50.00/考核重开，已撤销，不再扣减",
        ">季度考核表 KH-12333-2019Q4/已重开：录入有误",
    ]


def test_an_opening_deduction_rests_on_no_assessment() -> None:
    opening = row(Quarter(2018, 4), cause=OPENING)
    found = traced(books(SMALL), opening)
    assert found.step.rests_on == ()
    assert found.heading.period == "2019年度"


NET = [
    (
        "年终清算单 QS-12333-2019/-13.00/2019-04-12 审定，编制 张经办，复核 李复核/"
        "小于零，由供应商退回（应退）。/待扣余额 30.00 元结转下一年度，不在本清算中了结。"
    ),
    ">咨询员费用 · 据实清算/-13.00",
    ">>据实应付/377.00/据实应付 377.00：核定费用 377.00 与年度预算 400.00 中较小的一个。",
    ">>>核定费用/377.00",
]


def test_a_refund_goes_back_to_advances_cost_reductions_and_what_is_carried_over(year: Books) -> None:
    now = paid(year, Target(clearance=2019), "-13", "收-1")
    now = replace(now, payments=(*now.payments[:-1], replace(now.payments[-1], reversed_because="重复")))
    found = traced(now, now.payments[-1])
    lines = told(found.step)
    assert found.heading.period == "2019年度"
    assert lines[0] == "退款，凭证号 收-1/-13.00/2019-04-12/已撤销，不计入已付：重复"
    assert lines[1:5] == behind(1, *NET)
    months = "，".join(
        [f"2019-01 {format_amount(yuan('380'))}", *(f"2019-{n:02d} 0.00" for n in range(2, 13))]
    )
    assert lines[5:9] == behind(
        5,
        f"实际费用/380.00/各月合计：{months}",
        ">工资合计/380.00",
        "核减/-3.00",
        ">核减/-3.00/核减 3.00：审计（文号 6号）。",
    )
    assert lines[9] == ">>>各季预付合计/-390.00"
    assert lines[13].startswith(">>>>第四季度预付 JS-12333-2019Q4/-90.00/按公式的预付 100.00 = ")
    assert lines[14] == ">>考核扣款 KK-12333-2019Q4-01/30.00/来源 2019年第四季度：服务不达标"
    assert lines[15] == ">>>待扣余额/30.00/下季续扣"


def settled_year(cost: str = "395") -> Books:
    """Two deductions are settled in the clearance, tax is reduced."""
    left = (row(Q3, 1, "5"), row(Q4, 1, "8", applied="8", waived="3"))
    now = replace(full_year(cost=cost), reductions={2019: (Reduction("tax", yuan("2"), "审计", "5号"),)})
    assessments = {**now.assessments, Q3: now.assessments[Q1]}
    return replace(now, register=(*now.register, *left), assessments=assessments)


# fmt: off
YEAR_FIGURES = table(
    # name, link, mode, first lines
    ("net",            "net", "settle",
     ["清算净额/-9.00/小于零，由供应商退回（应退）。", ">咨询员费用 · 据实清算/-5.00"]),
    ("budget",         "year/0/budget", "settle", ["咨询员费用 · 年度预算/400.00/合同约定年度金额 400.00。"]),
    ("quarter",        "year/1/payable1", "settle", ["人员管理费 · 第二季度应付 JS-12333-2019Q2/25.00/" + BASE_2]),
    ("deductions",     "year/1/deductions", "settle", ["人员管理费 · 考核扣款/0.00/全年没有考核扣款。"]),
    ("reduced",        "year/2/true_up", "settle",
     ["税金 · 据实清算/-2.00", ">核减/-2.00/核减 2.00：审计（文号 5号）。"]),
    ("no_reduction",   "year/1/true_up", "settle", ["人员管理费 · 据实清算/0.00/据实清算 0.00/按季均付，没有核减。"]),
    ("true_up",        "year/0/true_up", "settle", ["咨询员费用 · 据实清算/-5.00",
      ">据实应付/395.00/据实应付 395.00：核定费用 395.00 与年度预算 400.00 中较小的一个。"]),
    ("offset",         "year/1/offset", "settle", ["人员管理费 · 扣款了结/2.00",
      ">扣款了结 KK-12333-2019Q3-01/5.00/来源 2019年第三季度：服务不达标/扣款金额 5.00/待扣 5.00（下季续扣）"]),
    ("offset_of_none", "year/2/offset", "settle", ["税金 · 扣款了结/0.00/扣款只在承担扣款的子项目上了结。"]),
    ("carried",        "year/1/offset", "carry",
     ["人员管理费 · 扣款了结/0.00/待扣余额 5.00 元、待退 3.00 元结转下一年度，不在本清算中了结。",
      ">考核扣款 KK-12333-2019Q3-01/5.00/来源 2019年第三季度：服务不达标"]),
    ("final",          "year/1/final", "settle", ["人员管理费 · 最终结算/98.00", ">各季应付合计/100.00"]),
    ("surplus",        "year/2/surplus", "settle",
     ["税金 · 结余/2.00/按季均付，只有核减的部分成为结余。", ">核减/2.00/核减 2.00：审计（文号 5号）。"]),
    ("surplus_cost",   "year/0/surplus", "settle",
     ["咨询员费用 · 结余/5.00", ">年度预算/400.00/合同约定年度金额 400.00。"]),
    ("total",          "year/total/final", "settle",
     ["合计 · 最终结算/531.00", ">咨询员费用/395.00", ">人员管理费/98.00", ">税金/38.00"]),
    ("total_quarter",  "year/total/payable2", "settle",
     ["合计 · 第三季度应付/135.00", ">咨询员费用/100.00", ">人员管理费/25.00", ">税金/10.00"]),
    ("total_payable",  "year/total/payable", "settle",
     ["合计 · 各季应付合计/540.00", ">咨询员费用/400.00", ">人员管理费/100.00", ">税金/40.00"]),
    ("approved",       "true_up/0/approved", "settle", ["咨询员费用 · 核定费用/395.00"]),
    ("within_budget",  "true_up/0/over_budget", "settle",
     ["咨询员费用 · 超预算/0.00/核定费用 395.00 没有超过年度预算 400.00。"]),
    ("reduction",      "reduction/0/amount", "settle", ["税金 · 核减/2.00/核减 2.00：审计（文号 5号）。"]),
    ("cost",           "cost/0/2019-01/wages", "settle",
     ["咨询员费用 · 2019-01 工资/395.00/2019-01 工资 395.00，实际数。"]),
    ("cost_month",     "cost/0/2019-01/total", "settle",
     ["咨询员费用 · 2019-01 合计/395.00", ">2019-01 工资/395.00/2019-01 工资 395.00，实际数。"]),
    ("cost_category",  "cost/0/total/wages", "settle",
     ["咨询员费用 · 工资合计/395.00", ">2019-01 工资/395.00/2019-01 工资 395.00，实际数。"]),
    ("paid",           "paid", "settle", ["已付金额/0.00/已付金额 0.00"]),
    ("unpaid",         "unpaid", "settle", ["未付金额/531.00", ">合计 · 最终结算/531.00"]),
)
# fmt: on


@pytest.mark.parametrize(("link", "mode", "lines"), YEAR_FIGURES)
def test_figures_of_the_year(link: str, mode: Outstanding, lines: list[str]) -> None:
    found = traced(settled_year(), YearFigure(2019, link, mode))
    assert found.source == "年终清算单 QS-12333-2019（尚未审定，按目前的数据试算）"
    assert told(found.step)[: len(lines)] == lines
    assert adds_up(found.step)


def test_what_is_over_budget_is_taken_off_what_is_reimbursable() -> None:
    now = full_year(cost="410")
    assert told(traced(now, YearFigure(2019, "true_up/0/over_budget")).step)[0] == "咨询员费用 · 超预算/10.00"
    reimbursable = traced(now, YearFigure(2019, "true_up/0/reimbursable")).step
    assert [(part.name, part.amount) for part in reimbursable.parts] == [
        ("核定费用", yuan("410")),
        ("超预算", -yuan("10")),
    ]


@pytest.mark.parametrize("link", ["net", "unpaid", "year/0/final", "year/total/final", "true_up/0/approved"])
def test_what_is_undecided_says_so_and_has_no_amount(link: str) -> None:
    costs = (ActualCost("consultants", Month(2019, 1), "wages", yuan("30"), estimate=True),)
    step = traced(replace(full_year(), costs=costs), YearFigure(2019, link)).step
    assert (step.amount, step.behind) == (None, ())
    assert "未定" in step.facts[0]


def test_the_sum_of_all_costs_is_the_actual_cost_of_the_true_up() -> None:
    now = settled_year()
    actual = traced(now, YearFigure(2019, "true_up/0/actual")).step
    assert [part.name for part in actual.parts] == ["工资合计"]
    assert traced(now, YearFigure(2019, "cost/0/total/total")).step == actual


def test_a_cost_that_is_unknown_has_no_amount() -> None:
    step = traced(replace(full_year(), costs=()), YearFigure(2019, "cost/0/2019-02/wages")).step
    assert (step.amount, step.facts) == (None, ("2019-02 工资尚无数据；请补录，没有发生的也要填 0。",))


def test_what_was_paid_names_every_payment_that_counts(year: Books) -> None:
    now = paid(year, Target(clearance=2019), "-13", "收-1")
    now = paid(now, Target(quarter=Q2), "1", "误-1")
    now = replace(now, payments=(*now.payments[:-1], replace(now.payments[-1], reversed_because="重复")))
    assert told(traced(now, YearFigure(2019, "paid")).step) == [
        "已付金额/87.00",
        ">2019年第二季度结算 JS-12333-2019Q2/100.00",
        ">>付款，凭证号 记-7/100.00/2019-04-12",
        ">2019年年终清算 QS-12333-2019/-13.00",
        ">>退款，凭证号 收-1/-13.00/2019-04-12",
    ]


def test_what_went_on_into_the_next_year_is_still_told_when_it_was_withheld_there(year: Books) -> None:
    following = replace(SMALL, year=2020, start=date(2020, 1, 1), end=date(2020, 12, 31))
    now = posted(replace(year, contracts=(*year.contracts, following)), NEXT_Q1)
    assert now.register[-1].outstanding == yuan("5")
    again = replace(
        now.register[-1], movements=(*now.register[-1].movements, *now.register[-1].movements[:0])
    )
    now = replace(now, register=(*now.register[:-1], again))
    carried = traced(now, YearFigure(2019, "net")).step.rests_on
    assert [told(step)[1:3] for step in carried] == [
        [">2020年第一季度结算扣减/25.00", ">待扣余额/5.00/下季续扣"]
    ]


def test_a_reversed_settlement_is_traced_as_the_preview_that_it_is_now() -> None:
    now = paid(undone(posted(books(SMALL), Q1), Q1), Target(quarter=Q1), "1")
    document = traced(now, now.payments[0]).step.rests_on[0]
    assert (document.number, document.facts) == ("JS-12333-2019Q1-2", ("尚未审定，按目前的数据试算",))


def test_a_paper_is_told_once_but_amounts_always() -> None:
    paper = TraceStep("季度考核表", None, ("不合格",), "KH-1", rests_on=(TraceStep("接通率", None),))
    amount = TraceStep("扣款", 1, ("事由",), "KK-1", rests_on=(paper,))
    found = told_once(TraceStep("合计", 2, parts=(amount, amount)))
    assert told(found) == [
        "合计/0.02",
        ">扣款 KK-1/0.01/事由",
        ">>季度考核表 KH-1/不合格",
        ">>>接通率",
        ">扣款 KK-1/0.01/事由",
        ">>季度考核表 KH-1/同上，前面已列出",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (SheetFigure(Quarter(2020, 1), "0/base"), 2020),
        (YearFigure(2021, "net"), 2021),
        (paid(books(), Target(clearance=2019), "1").payments[0], 2019),
        (row(Quarter(2018, 4)), 2018),
    ],
)
def test_the_year_that_a_question_belongs_to(asked: Asked, expected: int) -> None:
    assert year_of(asked) == expected


AMOUNTS = st.integers(0, 3_000).map(format_amount)
RECORDS = st.lists(AMOUNTS.filter(lambda text: text != "0.00"), max_size=3).map(
    lambda amounts: failed(*amounts) if amounts else Record(score="95")
)


@settings(max_examples=40)
@given(
    records=st.tuples(*[RECORDS] * 4),
    cost=st.integers(0, 50_000).map(format_amount),
    struck=st.integers(0, 900),
    change=st.integers(-900, 900),
    mode=st.sampled_from(["carry", "settle"]),
    data=st.data(),
)
def test_parts_always_add_up(
    records: tuple[Record, ...],
    cost: str,
    struck: int,
    change: int,
    mode: Outstanding,
    data: st.DataObject,
) -> None:
    now = replace(
        books(small_contract()),
        adjustments={Q3: (Adjustment("tax", change, "更正", "1号"),)},
        costs=cost_values(cost),
        reductions={2019: (Reduction("tax", struck, "审计", "5号"),)},
    )
    now = played(now, dict(zip(YEAR, records, strict=True)))
    found: Contract = now.contracts[0]
    questions: list[Asked] = [YearFigure(2019, link, mode) for link in links(now, found, mode)]
    questions += [
        SheetFigure(quarter, f"{place}/{figure}")
        for quarter in YEAR
        for place in ("0", "1", "2", "total")
        for figure in SHEET_LABELS
    ]
    questions += now.register
    asked = data.draw(st.lists(st.sampled_from(questions), min_size=8, max_size=8))
    assert [each for each in asked if not adds_up(traced(now, each).step)] == []


def links(now: Books, found: Contract, mode: Outstanding) -> list[str]:
    """Return the links of all figures but those of single cost values, which are many and have no parts."""
    every = clearance_notes(now, found, now.clearance(found, mode))
    return [link for link in every if not link.startswith("cost/0/2019-") or link.endswith("01/total")]
