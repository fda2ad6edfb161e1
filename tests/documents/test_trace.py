"""The 追溯单 as a reader finds it: every step of the way back, on one page where it fits."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from settlement_app.documents.stamp import Stamp
from settlement_app.documents.trace import render_trace
from settlement_app.domain.findings import RuleRefusal
from settlement_app.domain.money import LIMIT
from settlement_app.domain.periods import Quarter
from settlement_app.domain.tracing.step import TraceStep
from settlement_app.domain.tracing.trace import Asked, SheetFigure, Trace, YearFigure
from settlement_app.office import trace
from settlement_app.office.desk import Desk
from tests.support.pdf import Pdf, bare

TODAY = date(2020, 3, 2)
CURRENT = Stamp("current")


def printed(ledger: Path, asked: Asked) -> Pdf:
    return Pdf(trace.paper(trace.traced(Desk(ledger=ledger, by="", today=TODAY), asked)))


def made_up(demo_ledger: Path, step: TraceStep) -> Trace:
    """Return a trace of the demonstration with another step."""
    desk = Desk(ledger=demo_ledger, by="", today=TODAY)
    return replace(trace.traced(desk, SheetFigure(Quarter(2019, 2), "1/payable")).trace, step=step)


def test_a_payable_is_traced_on_one_page(demo_ledger: Path) -> None:
    paper = printed(demo_ledger, SheetFigure(Quarter(2019, 2), "1/payable"))
    assert len(paper.pages) == 1
    for text in (
        "追溯单",
        "人员管理费·本季应付截至：2020-03-02金额单位：元",
        "期间2019年第二季度（2019-04-01至2019-06-30）",
        "所在单据季度结算单JS-12333-2019Q2（2019-07-10审定，编制示例经办员，复核示例复核员）",
        "人民币（大写）壹佰贰拾万伍仟伍佰元整￥1,205,500.00",
        "考核扣款KK-12333-2019Q1-01",
        "-50,000.00",
        "季度考核表KH-12333-2019Q1",
        "目标值≥80.00%，实际值785000/1000000=78.5%，未达标数据来源：示例：一季度话务月报汇总",
        "报告2019-02-0310:00，响应2019-02-0310:12（第12分钟）",
    ):
        assert text in paper.text, text
    assert paper.metadata["Title"] == "追溯单 人员管理费 · 本季应付"
    assert paper.bookmarks == ["追溯单"]


def test_it_is_a_list_of_the_day_neither_a_draft_nor_kept(demo_ledger: Path) -> None:
    before = demo_ledger.read_bytes()
    paper = printed(demo_ledger, YearFigure(2019, "net"))
    assert paper.text.startswith("示例")
    assert not any(mark in paper.text for mark in ("草稿", "校验码", "签字"))
    assert paper.qr_code(0) is None
    assert demo_ledger.read_bytes() == before


@pytest.mark.parametrize(
    "asked", [YearFigure(2019, "net"), SheetFigure(Quarter(2019, 2), "total/payable")], ids=["net", "total"]
)
def test_what_is_a_little_too_long_is_brought_on_one_page(demo_ledger: Path, asked: Asked) -> None:
    assert len(printed(demo_ledger, asked).pages) == 1


def test_what_goes_over_several_pages_repeats_its_heads_and_loses_nothing(demo_ledger: Path) -> None:
    parts = tuple(TraceStep(f"扣款第{number}笔", number, ("事由很长" * 20,)) for number in range(90))
    step = TraceStep("合计", sum(range(90)), parts=parts, rests_on=(TraceStep("说明", None, ("长" * 9000,)),))
    paper = Pdf(render_trace(made_up(demo_ledger, step), CURRENT))
    assert len(paper.pages) > 3
    assert all("事项与依据金额" in bare(page) for page in paper.pages)
    assert all(f"扣款第{number}笔" in paper.text for number in range(90))
    assert paper.text.count("长") == 90 * 20 + 9000


def test_long_names_wrap_deep_steps_stay_on_the_page_and_the_largest_amount_fits(demo_ledger: Path) -> None:
    step = TraceStep("名" * 200, -LIMIT)
    for _ in range(20):
        step = TraceStep("名" * 200, -LIMIT, parts=(step,))
    pages = Pdf(render_trace(made_up(demo_ledger, step), CURRENT))
    assert pages.text.count("名") == 21 * 200 + 200  # and once above the table
    assert pages.text.count("-9,999,999,999,999.99") == 21 + 1


def test_what_has_no_amount_has_no_words_either(demo_ledger: Path) -> None:
    paper = Pdf(render_trace(made_up(demo_ledger, TraceStep("清算净额", None, ("未定。",))), CURRENT))
    assert "人民币" not in paper.text
    assert "清算净额未定。" in paper.text


def test_a_character_that_no_face_holds_is_refused_by_its_place(demo_ledger: Path) -> None:
    step = TraceStep("合计", 1, parts=(TraceStep("扣款", 1, ("事由🙂",)),))
    with pytest.raises(RuleRefusal) as refused:
        render_trace(made_up(demo_ledger, step), CURRENT)
    assert str(refused.value).startswith("追溯 分项第 1 项 依据第 1 项“事由🙂”中的字符")
