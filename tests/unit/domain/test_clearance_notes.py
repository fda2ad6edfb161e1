"""Where each figure of the year's end comes from, worked through on one small year and on one that is not complete."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.papers.clearance_notes import clearance_notes
from settlement_app.domain.papers.figure_notes import FigureNote
from settlement_app.domain.periods import Month
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.domain.year_end import Outstanding, Reduction
from tests.support.builders import (
    Q1,
    Q3,
    Q4,
    books,
    cost_values,
    failed,
    paid,
    played,
    row,
    small_contract,
    yuan,
)
from tests.support.tables import table

YEAR = replace(
    small_contract(),
    amendments=(Amendment(1, "tax", Q3, yuan("44"), "沪财〔2019〕1号", "追加"),),
)
LEFT = (row(Q3, 1, "5"), row(Q4, 1, "8", applied="8", waived="3"))


def year_of_notes(
    cost: str = "395", mode: Outstanding = "settle", left: bool = True
) -> Mapping[str, FigureNote]:
    """Q1 costs 10, Q3 is adjusted by 1, tax is raised from Q3 on and reduced, two deductions are left at the end."""
    now = replace(
        books(YEAR),
        adjustments={Q3: (Adjustment("management", yuan("-1"), "更正", "1号"),)},
        costs=cost_values(cost),
        reductions={2019: (reduction("tax", "2", "5号"), reduction("consultants", "1", "6号"))},
    )
    now = paid(played(now, {Q1: failed("10")}), Target(quarter=Q1), "135")
    now = replace(now, register=(*now.register, *(LEFT if left else ())))
    return clearance_notes(now, YEAR, now.clearance(YEAR, mode))


def reduction(item: str, amount: str, document: str) -> Reduction:
    return Reduction(item, yuan(amount), "审计", document)


def notes_of(now: Books, found: Contract) -> Mapping[str, FigureNote]:
    return clearance_notes(now, found, now.clearance(found, "carry"))


# fmt: off
FIGURES = table(
    # name, link, title, texts
    ("budget",              "year/0/budget", "咨询员费用 · 年度预算", ["合同约定年度金额 400.00。"]),
    ("budget_amended",      "year/2/budget", "税金 · 年度预算",
     ["合同约定年度金额 40.00。", "自第三季度起调整为 44.00：追加（文号 沪财〔2019〕1号）。"]),
    ("payable",             "year/1/payable", "人员管理费 · 各季应付合计",
     ["各季应付合计 89.00 = 第一季度 25.00 + 第二季度 15.00 + 第三季度 24.00 + 第四季度 25.00"]),
    ("payable_of_quarter",  "year/1/payable1", "人员管理费 · 第二季度应付",
     ["本季应结额 25.00 = （年度金额 100.00 − 本年前期已结 25.00）÷ 剩余 3 个季度，舍去不足一分的尾数",
      "考核扣款 -10.00：KK-12333-2019Q1-01 10.00（2019年第一季度：服务不达标）",
      "本季应付 15.00 = 本季应结额 25.00 − 考核扣款 10.00"]),
    ("deductions",          "year/1/deductions", "人员管理费 · 考核扣款",
     ["考核扣款 -10.00 = 第二季度 -10.00",
      "第二季度：考核扣款 -10.00：KK-12333-2019Q1-01 10.00（2019年第一季度：服务不达标）"]),
    ("no_deduction",        "year/2/deductions", "税金 · 考核扣款", ["全年没有考核扣款。"]),
    ("adjustments",         "year/1/adjustments", "人员管理费 · 调整",
     ["调整 -1.00 = 第三季度 -1.00", "第三季度：调整 -1.00：-1.00（更正，文号 1号）"]),
    ("no_adjustment",       "year/0/adjustments", "咨询员费用 · 调整", ["全年没有调整。"]),
    ("true_up",             "year/0/true_up", "咨询员费用 · 据实清算",
     ["清算差额 -6.00 = 据实应付 394.00 − 各季预付合计 400.00"]),
    ("reduced",             "year/2/true_up", "税金 · 据实清算",
     ["据实清算 -2.00 = − 核减 2.00", "核减 2.00：审计（文号 5号）。"]),
    ("not_reduced",         "year/1/true_up", "人员管理费 · 据实清算",
     ["据实清算 0.00", "按季均付，没有核减。"]),
    ("settled",             "year/1/offset", "人员管理费 · 扣款了结",
     ["扣款了结 2.00 = 待扣余额 5.00 − 待退 3.00",
      "扣 KK-12333-2019Q3-01 5.00（2019年第三季度：服务不达标）。",
      "退 KK-12333-2019Q4-01 3.00（2019年第四季度：服务不达标）。"]),
    ("settled_elsewhere",   "year/2/offset", "税金 · 扣款了结", ["扣款只在承担扣款的子项目上了结。"]),
    ("final",               "year/1/final", "人员管理费 · 最终结算",
     ["最终结算 87.00 = 各季应付 89.00 − 扣款了结 2.00"]),
    ("final_trued_up",      "year/0/final", "咨询员费用 · 最终结算",
     ["最终结算 394.00 = 各季应付 400.00 + 据实清算 -6.00"]),
    ("surplus",             "year/0/surplus", "咨询员费用 · 结余",
     ["结余 6.00 = 年度预算 400.00 − 据实应付 394.00"]),
    ("surplus_of_reduced",  "year/2/surplus", "税金 · 结余",
     ["结余 2.00 = 核减 2.00", "按季均付，只有核减的部分成为结余。"]),
    ("total",               "year/total/final", "合计 · 最终结算",
     ["最终结算 523.00 = 咨询员费用 394.00 + 人员管理费 87.00 + 税金 42.00"]),
    ("total_of_quarter",    "year/total/payable2", "合计 · 第三季度应付",
     ["第三季度应付 136.00 = 咨询员费用 100.00 + 人员管理费 24.00 + 税金 12.00"]),
    ("advances",            "true_up/0/advances", "咨询员费用 · 各季预付合计",
     ["各季预付合计 400.00 = 第一季度 100.00 + 第二季度 100.00 + 第三季度 100.00 + 第四季度 100.00"]),
    ("actual",              "true_up/0/actual", "咨询员费用 · 实际费用", ["实际费用 395.00 = 工资 395.00"]),
    ("struck",              "true_up/0/reduced", "咨询员费用 · 核减",
     ["核减 1.00 = 6号 1.00", "核减 1.00：审计（文号 6号）。"]),
    ("approved",            "true_up/0/approved", "咨询员费用 · 核定费用",
     ["核定费用 394.00 = 实际费用 395.00 − 核减 1.00"]),
    ("reimbursable",        "true_up/0/reimbursable", "咨询员费用 · 据实应付",
     ["据实应付 394.00：核定费用 394.00 与年度预算 400.00 中较小的一个。"]),
    ("within_budget",       "true_up/0/over_budget", "咨询员费用 · 超预算",
     ["核定费用 394.00 没有超过年度预算 400.00。"]),
    ("budget_of_true_up",   "true_up/0/budget", "咨询员费用 · 年度预算", ["合同约定年度金额 400.00。"]),
    ("reduction",           "reduction/0/amount", "税金 · 核减", ["核减 2.00：审计（文号 5号）。"]),
    ("cost",                "cost/0/2019-01/wages", "咨询员费用 · 2019-01 工资", ["2019-01 工资 395.00，实际数。"]),
    ("cost_of_month",       "cost/0/2019-01/total", "咨询员费用 · 2019-01 合计",
     ["2019-01 合计 395.00 = 工资 395.00"]),
    ("cost_of_category",    "cost/0/total/wages", "咨询员费用 · 工资合计", ["工资合计 395.00 = 2019-01 395.00"]),
    ("cost_of_year",        "cost/0/total/total", "咨询员费用 · 实际费用", ["实际费用 395.00 = 工资 395.00"]),
    ("net",                 "net", "清算净额",
     ["清算净额 -10.00 = 据实清算 -8.00 − 扣款了结 2.00", "小于零，由供应商退回（应退）。"]),
    ("paid",                "paid", "已付金额", ["已付金额 135.00 = 2019年第一季度结算 135.00"]),
    ("unpaid",              "unpaid", "未付金额", ["未付金额 388.00 = 最终结算 523.00 − 已付 135.00"]),
)
# fmt: on


@pytest.fixture(scope="module")
def settled() -> Mapping[str, FigureNote]:
    return year_of_notes()


@pytest.mark.parametrize(("link", "title", "texts"), FIGURES)
def test_where_a_figure_comes_from(
    settled: Mapping[str, FigureNote], link: str, title: str, texts: list[str]
) -> None:
    assert settled[link] == FigureNote(title, tuple(texts))


# fmt: off
OTHERWISE = table(
    # name, cost, mode, whether deductions are left, link, texts
    ("carried",       "395", "carry", True,  "year/1/offset",
     ["待扣余额 5.00 元、待退 3.00 元结转下一年度，不在本清算中了结。"]),
    ("nothing_left",  "395", "settle", False, "year/1/offset", ["没有待扣余额，也没有待退扣款。"]),
    ("over_budget",   "411", "carry", True,  "true_up/0/over_budget",
     ["超预算 10.00 = 核定费用 410.00 − 年度预算 400.00"]),
    ("neither",       "403", "carry", False, "net",
     ["清算净额 -2.00 = 据实清算 -2.00", "小于零，由供应商退回（应退）。"]),
)
# fmt: on


@pytest.mark.parametrize(("cost", "mode", "left", "link", "texts"), OTHERWISE)
def test_where_it_comes_from_when_the_year_ends_otherwise(
    cost: str, mode: Outstanding, left: bool, link: str, texts: list[str]
) -> None:
    assert list(year_of_notes(cost, mode, left)[link].texts) == texts


# fmt: off
NETS = table(
    # name, actual cost (advances 360), texts
    ("paid",    "380", ["清算净额 20.00 = 据实清算 20.00", "大于零，付给供应商（应补）。"]),
    ("nothing", "360", ["清算净额 0.00", "不补也不退。"]),
)
# fmt: on


@pytest.mark.parametrize(("cost", "texts"), NETS)
def test_a_net_that_is_paid_and_one_that_is_nothing(cost: str, texts: list[str]) -> None:
    found = small_contract()
    lowered = {Q4: (SetAdvance("consultants", yuan("60"), "核定"),)}
    now = played(replace(books(found), advances=lowered, costs=cost_values(cost)))
    assert list(notes_of(now, found)["net"].texts) == texts


GAPS = ["尚缺 46 项（首项：2019-01 福利）。", "暂估 1 项（首项：2019-01 工资）。"]
OPEN = ["未定：“咨询员费用”的实际费用还不完整。", *GAPS]
# fmt: off
INCOMPLETE = table(
    # name, link, texts
    ("true_up",    "year/0/true_up", OPEN),
    ("final",      "year/0/final", OPEN),
    ("net",        "net", OPEN),
    ("total",       "year/total/final", ["“咨询员费用”的最终结算未定，合计未定。"]),
    ("unpaid",      "unpaid", ["最终结算未定，未付金额也未定。"]),
    ("paid",        "paid", ["已付金额 0.00"]),
    ("known",       "year/1/final", ["最终结算 100.00 = 各季应付 100.00"]),
    ("estimate",    "cost/0/2019-01/wages", ["2019-01 工资 30.00，暂估数，审定清算前须换成实际数，备注：预计。"]),
    ("actual",      "cost/0/2019-02/wages", ["2019-02 工资 31.00，实际数。"]),
    ("missing",     "cost/0/2019-02/welfare", ["2019-02 福利尚无数据；请补录，没有发生的也要填 0。"]),
    ("other",       "cost/0/2019-02/other", ["2019-02 其他没有填写，按 0 计。"]),
    ("sum",         "cost/0/total/total",
     ["实际费用 61.00 = 工资 61.00", *GAPS]),
    ("previewed",   "year/1/payable",
     [("各季应付合计 100.00 = 第一季度 25.00 + 第二季度（试算） 25.00 + 第三季度（试算） 25.00"
       " + 第四季度（试算） 25.00")]),
)
# fmt: on


@pytest.mark.parametrize(("link", "texts"), INCOMPLETE)
def test_what_is_open_in_a_year_that_is_not_complete(link: str, texts: list[str]) -> None:
    costs = (
        ActualCost("consultants", Month(2019, 1), "wages", yuan("30"), estimate=True, note="预计"),
        ActualCost("consultants", Month(2019, 2), "wages", yuan("31")),
    )
    found = small_contract()
    now = replace(played(books(found), upto=Q1), costs=costs)
    assert list(notes_of(now, found)[link].texts) == texts


def test_items_on_actual_cost_that_are_complete_are_not_named_where_another_is_not() -> None:
    found = small_contract()
    other = replace(found.sub_items[0], code="nights", name="夜班经费")
    found = replace(found, sub_items=(*found.sub_items, other))
    now = replace(books(found), costs=cost_values("400"))
    texts = notes_of(now, found)["net"].texts
    assert texts[0] == "未定：“夜班经费”的实际费用还不完整。"
    assert not any("咨询员费用" in text for text in texts)
