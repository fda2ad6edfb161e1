"""Whatever the books hold, the pages are whole: nothing is clipped, nothing overlaps, nothing is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settlement_app.documents.blocks import line_of, paragraphs, signatures
from settlement_app.documents.columns import Column, column_widths, type_sizes
from settlement_app.documents.faces import width
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import Flow, Text
from settlement_app.documents.render import laid_out
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.documents.wrapping import wrap
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.annual import AnnualTable
from settlement_app.domain.papers.assessment import AssessmentForm
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.papers.rectification import RectificationNotice
from settlement_app.domain.papers.refund import RefundNotice
from settlement_app.domain.papers.register import Register
from settlement_app.domain.papers.reversal import ReversalSheet
from settlement_app.domain.signatures import SignatureBlock
from tests.support.made_up_papers import PAPERS, stamps, texts
from tests.support.pages import faults
from tests.support.pdf import bare

UNSAID: Mapping[type, tuple[str, ...]] = {
    AssessmentForm: ("contract_year", "level"),
    RectificationNotice: ("project_code", "clause", "group", "result", "missed", "source", "before_cap"),
    Register: ("vendor", "clause", "contract_number", "contract_year", "start", "end"),
    PaymentRequest: ("start", "end"),
    ClearanceSheet: (
        *("payable", "deductions", "adjustments", "quarters"),
        *("client_bank", "client_account", "contract_year"),
    ),
    RefundNotice: ("project_code", "clause"),
    ReversalSheet: ("contract_year",),
    AnnualTable: ("clause", "contract_year"),
}
"""What a paper knows and does not print: it goes into another paper, or into a sum."""


def printed(flow: Flow) -> str:
    """All texts of the pages, one after the other, without blanks."""
    return bare("".join(mark.text for page in flow.pages for mark in page.marks if isinstance(mark, Text)))


def values(part: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text, number and day of a paper as it is printed but for its sign, with the name of its field."""
    if is_dataclass(part):
        for field in fields(part):
            yield from values(getattr(part, field.name), field.name)
    elif isinstance(part, tuple):
        for entry in part:
            yield from values(entry, name)
    elif isinstance(part, str | date):
        yield name, bare(f"{part:%Y-%m-%d %H:%M}" if isinstance(part, datetime) else str(part))
    elif isinstance(part, int) and not isinstance(part, bool):
        plain = name == "contract_year" or name.endswith("minutes")
        yield name, str(part) if plain else format_amount(abs(part))


def left_out(paper: Any, flow: Flow) -> list[str]:
    """What a paper says that is not on its pages."""
    unsaid = UNSAID.get(type(paper), ())
    if not getattr(paper, "deductions", True):
        unsaid = (*unsaid, "deduction_total")
    if getattr(paper, "incidents", ()):
        unsaid = (*unsaid, "incident_note")
    if getattr(paper, "net", 0) is None:
        unsaid = (*unsaid, "in_words")
    everything = printed(flow)
    return [
        f"{name}: {text}" for name, text in values(paper) if name not in unsaid and text not in everything
    ]


def with_nothing_but_signatures(paper: Any, flow: Flow) -> list[int]:
    """The numbers of the pages that hold signatures and nothing that they are given for."""
    blocks = getattr(paper, "signatures", ())
    date_line = "年    月    日"
    of_signatures = {text for block in blocks for text in (date_line, block.party, *block.labels)}
    found = []
    for number, page in enumerate(flow.pages, start=1):
        standing = {mark.text for mark in page.marks if isinstance(mark, Text) and mark.y < flow.bottom}
        if date_line in standing and not standing - of_signatures:
            found.append(number)
    return found


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.__name__)
@settings(max_examples=40)
@given(data=st.data(), stamp=stamps)
def test_every_paper_is_whole(kind: type, data: st.DataObject, stamp: Stamp) -> None:
    paper = data.draw(PAPERS[kind])
    flow = laid_out(paper, stamp)
    assert faults(flow) == []
    assert left_out(paper, flow) == []
    assert with_nothing_but_signatures(paper, flow) == []


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
    rows = [["-9,999,999,999,999.99"] * 7, ["0.00"] * 7]
    draw_table(flow, [Column("金额", 1, "right")] * 7, rows)
    sizes = {
        mark.size for page in flow.pages for mark in page.marks if isinstance(mark, Text) and "." in mark.text
    }
    assert len(sizes) == 1
    assert 5 < sizes.pop() < 8
    assert faults(flow) == []


@pytest.mark.parametrize(
    ("amounts", "text", "widths"),
    [
        ("1.00", "短", [40, 30, 30]),  # by the shares
        ("12,345,678.00", "短", [35.6, 32.2, 32.2]),  # what amounts need is taken from the text
        (
            "9,999,999,999,999.99",
            "短",
            [32.0, 34.0, 34.0],
        ),  # and they share what there is, where that is not enough
        (
            "1.00",
            "很长的名称" * 40,
            [76.2, 11.9, 11.9],
        ),  # a long text has what amounts and their heads can spare
    ],
)
def test_who_gives_way_to_whom(amounts: str, text: str, widths: list[float]) -> None:
    columns = [Column("名称", 4), Column("金额", 3, "right"), Column("税额", 3, "right")]
    found = column_widths(200, columns, [[text, amounts, amounts]], 8.5)
    assert [round(width / 2, 1) for width in found] == widths


def test_short_amounts_stay_whole_beside_long_ones() -> None:
    columns = [Column("名称", 4), *[Column("金额", 3, "right")] * 4]
    row = ["短", *["9,999,999,999,999.99"] * 3, "0.00"]
    widths = column_widths(300, columns, [row], 8.5)
    sizes = type_sizes(columns, widths, [row], 8.5)
    assert sum(widths) == pytest.approx(300)
    assert widths[1] == widths[2] == widths[3] > 2 * widths[4]
    assert len(set(sizes[1:])) == 1, "all amounts of a table have one size"


def test_what_belongs_together_moves_to_the_next_page_as_one() -> None:
    def block(flow: Flow) -> None:
        flow.skip(20)
        paragraphs(flow, ["一", "二", "三"])

    for height in range(0, 760, 9):
        flow = Flow()
        flow.y += height
        before = flow.y
        flow.together(block)
        (page,) = (page for page in flow.pages if page.marks)
        ys = [mark.y for mark in page.marks if isinstance(mark, Text)]
        assert ys[1] - ys[0] == ys[2] - ys[1]
        assert page is flow.pages[-1]
        assert flow.y <= flow.bottom
        assert len(flow.pages) == (1 if flow.y > before else 2)


def test_what_fits_no_page_begins_where_it_is() -> None:
    flow = Flow()
    flow.y += 300
    flow.together(lambda part: paragraphs(part, ["行"] * 200))
    assert isinstance(flow.pages[0].marks[0], Text)
    assert len(flow.pages) > 2


def test_texts_of_one_line_stand_below_each_other_where_they_are_long() -> None:
    short, long = Flow(), Flow()
    line_of(short, "单号：JS-1", "编制日期：2019-04-12", "金额单位：元")
    line_of(long, f"单号：{'很长的代码' * 30}", "编制日期：2019-04-12", "金额单位：元")
    assert len({mark.y for mark in short.page.marks if isinstance(mark, Text)}) == 1
    assert len({mark.y for mark in long.page.marks if isinstance(mark, Text)}) > 3
    assert faults(long) == []


def test_long_names_at_the_foot_stand_on_two_lines() -> None:
    flow = Flow()
    finish(flow, Stamp("posted"), "很长的经办人姓名" * 3, "复核人")
    assert [mark.text for mark in flow.page.marks if isinstance(mark, Text)] == [
        "复核 复核人",
        "第 1 页 共 1 页",
        "编制 很长的经办人姓名很长的经办人姓名很长的经办人姓名",
    ]
    assert faults(flow) == []


def test_signature_blocks_of_any_party() -> None:
    flow = Flow()
    signatures(flow, [SignatureBlock("采购人", ("一", "二", "三", "四", "五")), SignatureBlock("供应商", ())])
    assert faults(flow) == []
    assert printed(flow).count("年月日") == 5
