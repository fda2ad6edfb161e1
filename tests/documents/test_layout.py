"""Whatever the books hold, the pages are whole: nothing is clipped, nothing overlaps, nothing is left out."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settlement_app.documents.assessment import assessment_pages
from settlement_app.documents.columns import Column
from settlement_app.documents.faces import width
from settlement_app.documents.pages import Flow, Text
from settlement_app.documents.settlement import settlement_pages
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.documents.wrapping import wrap
from settlement_app.domain.money import LIMIT, format_amount
from settlement_app.domain.papers.assessment import (
    AssessmentForm,
    DeductionRow,
    IncidentRow,
    IndicatorRow,
    RectificationRow,
)
from settlement_app.domain.papers.parts import (
    Heading,
    labelled_texts,
)
from settlement_app.domain.papers.settlement import SettlementSheet, SheetLine, SheetShare
from settlement_app.domain.signatures import DEFAULTS, SignatureBlock
from settlement_app.domain.words import in_words
from tests.support.pages import faults
from tests.support.pdf import bare

texts = st.text("人员管理费（项目）、，。《堃䶮𬱖》abcWXYZ0189.,-/%&<>：“” ", max_size=200).map(str.strip)
amounts = st.integers(-LIMIT, LIMIT)
moments = st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-12-31"))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
headings = st.builds(
    Heading,
    project_code=texts,
    project=texts,
    client=texts,
    vendor=texts,
    contract_year=st.integers(2000, 2099),
    contract_number=texts,
    clause=texts,
    period=texts,
    start=days,
    end=days,
)


def some(strategy: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


figures = dict.fromkeys(("annual", "base", "deduction", "adjustment", "payable", "cumulative"), amounts)
sheet_lines = st.builds(SheetLine, name=texts, notes=some(texts, 7), **figures)
totals = st.builds(SheetLine, name=st.just("合计"), notes=st.just(()), **figures)
shares = st.builds(SheetShare, deduction=texts, source=texts, basis=texts, amount=amounts)
sheets = st.builds(
    SettlementSheet,
    number=texts,
    heading=headings,
    made_on=days,
    assessment=texts,
    lines=some(sheet_lines, 9),
    total=totals,
    in_words=amounts.map(in_words),
    applied=some(shares, 45),
    returned=some(shares, 9),
    outstanding_after=amounts,
    remarks=some(texts, 9),
    attachments=texts,
    copies=texts,
    signatures=st.just(DEFAULTS["settlement"]),
    prepared_by=texts,
    reviewed_by=texts,
)
forms = st.builds(
    AssessmentForm,
    number=texts,
    heading=headings,
    made_on=days,
    result=st.sampled_from(("合格", "不合格", "尚未考核")),
    how=some(texts, 5),
    indicators=some(
        st.builds(
            IndicatorRow,
            missed=st.booleans(),
            **dict.fromkeys(("group", "name", "target", "actual", "result", "source", "clause"), texts),
        ),
        40,
    ),
    incidents=some(
        st.builds(
            IncidentRow,
            level=st.integers(1, 40),
            reported=moments,
            responded=moments,
            restored=moments,
            response_minutes=st.integers(0, 10**7),
            restoration_minutes=st.integers(0, 10**7),
            result=st.sampled_from(("超时", "未超时")),
        ),
        40,
    ),
    incident_note=texts,
    rectifications=some(st.builds(RectificationRow, subject=texts, measure=texts, due=days), 12),
    deductions=some(
        st.builds(DeductionRow, deduction=texts, basis=texts, before_cap=amounts, amount=amounts), 45
    ),
    deduction_total=amounts,
    deduction_note=texts,
    signatures=st.just(DEFAULTS["assessment"]),
    prepared_by=texts,
    reviewed_by=texts,
)
stamps = st.sampled_from(
    (
        Stamp("draft"),
        Stamp("posted", anchor="0123456789abcdef" * 4),
        Stamp("reversed", True, "0123456789abcdef" * 4, "本单已由 HC-1 于 2019-08-01 冲销：误"),
    )
)


def printed(flow: Flow) -> str:
    """All texts of the pages, one after the other, without blanks."""
    return bare("".join(mark.text for page in flow.pages for mark in page.marks if isinstance(mark, Text)))


def left_out(paper: object, flow: Flow, unless: tuple[str, ...] = ()) -> list[str]:
    """The texts of a paper that are not on its pages."""
    everything = printed(flow)
    return [
        f"{label}: {text}"
        for label, text in labelled_texts(paper)
        if bare(text) not in everything and label not in unless
    ]


@settings(max_examples=30)
@given(sheets, stamps)
def test_every_settlement_sheet_is_whole(sheet: SettlementSheet, stamp: Stamp) -> None:
    flow = settlement_pages(sheet, stamp)
    assert faults(flow) == []
    assert left_out(sheet, flow) == []
    everything = printed(flow)
    for line in (*sheet.lines, sheet.total):
        assert format_amount(line.payable) in everything
        assert format_amount(line.cumulative) in everything


@settings(max_examples=30)
@given(forms, stamps)
def test_every_assessment_form_is_whole(form: AssessmentForm, stamp: Stamp) -> None:
    flow = assessment_pages(form, stamp)
    assert faults(flow) == []
    assert left_out(form, flow, unless=("故障说明",) if form.incidents else ()) == []


@given(texts, st.floats(12, 400))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, 9, room)
    assert bare("".join(lines)) == bare(text)
    assert all(width(line.rstrip(), 9) <= room + 0.01 or len(line) == 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("人员管理费", 100, ["人员管理费"]),
        ("人员管理费", 31, ["人员管", "理费"]),
        ("应付17,846,800.00元", 70, ["应付", "17,846,800.00", "元"]),
        ("人员管理，费用", 40, ["人员管", "理，费用"]),  # no line begins with a comma
        ("人员（管理费）", 31, ["人员", "（管理", "费）"]),  # none ends with an opening bracket
        ("处理时间≤90分钟", 51, ["处理时间", "≤90分钟"]),
        ("一\n二", 100, ["一", "二"]),
        ("", 100, [""]),
        ("1234567890123", 30, ["12345", "67890", "123"]),  # wider than the room: broken where it must be
    ],
)
def test_where_lines_break(text: str, room: float, lines: list[str]) -> None:
    assert wrap(text, 10, room) == lines


def test_a_table_repeats_its_head_and_keeps_the_total_with_a_row() -> None:
    flow = Flow()
    rows = [[f"第{number}行", "1.00"] for number in range(200)]
    draw_table(flow, [Column("名称", 1), Column("金额", 1, "right")], rows, total=("合计", "200.00"))
    names = [
        [mark.text for mark in page.marks if isinstance(mark, Text) and mark.text != "1.00"]
        for page in flow.pages
    ]
    assert len(names) > 3
    assert all(page[:2] == ["名称", "金额"] for page in names)
    assert [name for page in names for name in page[2:]] == [*(row[0] for row in rows), "合计", "200.00"]
    assert len(names[-1]) > 4, "the total is not alone"
    assert faults(flow) == []


def test_a_row_taller_than_a_page_is_cut_and_goes_on() -> None:
    flow = Flow()
    measure = "整改措施很长" * 1500
    draw_table(flow, [Column("措施", 1), Column("期限", 1)], [[measure, "2019-05-01"]], title="整改")
    assert len(flow.pages) > 2
    assert measure in printed(flow).replace("措施期限", "").replace("2019-05-01", "")
    assert faults(flow) == []


def test_a_heading_is_never_the_last_on_a_page() -> None:
    for height in range(0, 700, 7):
        flow = Flow()
        flow.y += height
        draw_table(flow, [Column("名称", 1)], [["一"], ["二"]], title="标题")
        page = next(page for page in flow.pages if page.marks)
        texts_there = [mark.text for mark in page.marks if isinstance(mark, Text)]
        assert texts_there[:3] == ["标题", "名称", "一"]


def test_amounts_shrink_together() -> None:
    flow = Flow()
    rows = [["-9,999,999,999,999.99"] * 10, ["0.00"] * 10]
    draw_table(flow, [Column("金额", 1, "right")] * 10, rows)
    sizes = {
        mark.size for page in flow.pages for mark in page.marks if isinstance(mark, Text) and "." in mark.text
    }
    assert len(sizes) == 1
    assert 3 < sizes.pop() < 8
    assert faults(flow) == []


def test_signature_blocks_of_any_party() -> None:
    from settlement_app.documents.blocks import signatures

    flow = Flow()
    signatures(flow, [SignatureBlock("采购人", ("一", "二", "三", "四", "五")), SignatureBlock("供应商", ())])
    assert faults(flow) == []
    assert printed(flow).count("年月日") == 5
