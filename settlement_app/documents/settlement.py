"""The settlement sheet as pages: page one to be signed, then the annex 计算说明."""

from collections.abc import Sequence

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.headings import heading
from settlement_app.documents.pages import Figure, Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.settlement import SettlementSheet, SheetLine, SheetShare

NAME = "季度结算单"
FIGURES = ("annual", "base", "deduction", "adjustment", "payable", "cumulative")
"""The amounts of a line, in the order of their columns."""
TOTAL = "total"
"""Stands for a line's place where a figure of the total is told apart on the screen."""
_MOST_ON_PAGE_ONE = 6
"""So many deductions stand on page one one by one; more are summed by source quarter there and listed in the annex."""

_COLUMNS = (
    Column("子项目", 19),
    Column("年度金额", 14, "right"),
    Column("本季应结额", 13.5, "right"),
    Column("考核扣款", 12.5, "right"),
    Column("调整", 12, "right"),
    Column("本季应付", 14, "right"),
    Column("累计应付", 15, "right"),
)
_SHARES = (
    Column("扣款编号", 24),
    Column("来源季度", 17),
    Column("事由", 43),
    Column("金额", 16, "right"),
)


def settlement_pages(sheet: SettlementSheet, stamp: Stamp) -> Flow:
    """Lay the sheet out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    _head(flow, sheet)
    lines = [_row(line, str(place)) for place, line in enumerate(sheet.lines)]
    draw_table(flow, _COLUMNS, lines, total=_row(sheet.total, TOTAL))
    flow.skip(6)
    blocks.amount_line(flow, "合计 ", sheet.in_words, sheet.total.payable, link=f"{TOTAL}/payable")
    _deductions(flow, sheet)
    flow.together(lambda part: _closing(part, sheet, stamp))
    _annex(flow, sheet)
    finish(flow, stamp, sheet.prepared_by, sheet.reviewed_by)
    return flow


def _head(flow: Flow, sheet: SettlementSheet) -> None:
    about = sheet.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"单号：{sheet.number}", f"编制日期：{sheet.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("合同年度", f"{about.contract_year}年"),
            ("合同编号", about.contract_number),
            ("合同条款", about.clause),
            ("结算期间", about.period_label),
            ("考核依据", sheet.assessment),
            ("采购人", about.client),
            ("供应商", about.vendor),
        ],
    )
    flow.skip(6)


def _row(line: SheetLine, place: str) -> list[str]:
    """The cells of a line; its figures are told apart on the screen as ``place/figure``."""
    cells = (Figure(format_amount(getattr(line, name)), f"{place}/{name}") for name in FIGURES)
    return [line.name, *cells]


def _deductions(flow: Flow, sheet: SettlementSheet) -> None:
    left = f"待扣余额（下季续扣）：{format_amount(sheet.outstanding_after)} 元"
    if not sheet.applied and not sheet.returned:
        flow.skip(5)
        blocks.paragraph(flow, f"本季没有执行考核扣款。{left}。")
        return
    shares = (
        _by_quarter(sheet.applied) if _is_long(sheet) else [_share_row(share, -1) for share in sheet.applied]
    )
    returned = [_share_row(share, 1) for share in sheet.returned]
    net = sum(share.amount for share in sheet.returned) - sum(share.amount for share in sheet.applied)
    total = ("合计", "", "", format_amount(net))
    draw_table(flow, _SHARES, [*shares, *returned], total=total, title="执行的考核扣款")
    flow.skip(2)
    blocks.paragraph(flow, f"{left}。")


def _is_long(sheet: SettlementSheet) -> bool:
    return len(sheet.applied) > _MOST_ON_PAGE_ONE


def _share_row(share: SheetShare, sign: int) -> list[str]:
    basis = f"减免退回：{share.basis}" if sign > 0 else share.basis
    return [share.deduction, share.source, basis, format_amount(sign * share.amount)]


def _by_quarter(shares: Sequence[SheetShare]) -> list[list[str]]:
    """One row for the deductions of each source quarter."""
    rows = []
    for source in dict.fromkeys(share.source for share in shares):
        mine = [share for share in shares if share.source == source]
        total = sum(share.amount for share in mine)
        numbers = mine[0].deduction if len(mine) == 1 else f"{mine[0].deduction} 至 {mine[-1].deduction}"
        rows.append([numbers, source, f"共 {len(mine)} 项，逐项见附件“扣款明细”", format_amount(-total)])
    return rows


def _closing(flow: Flow, sheet: SettlementSheet, stamp: Stamp) -> None:
    """Remarks, attachments, signatures."""
    flow.skip(5)
    blocks.remarks(flow, [*sheet.remarks, *([stamp.undone] if stamp.undone else [])])
    flow.skip(3)
    blank = blocks.BLANK
    attachments = sheet.attachments or f"考核表 {blank} 份    发票 {blank} 张    其他 {blank} 张"
    blocks.paragraph(flow, f"附件：{attachments}        本单一式 {sheet.copies or blank} 份")
    blocks.signatures(flow, sheet.signatures)


def _annex(flow: Flow, sheet: SettlementSheet) -> None:
    flow.new_page()
    flow.page.bookmarks.append("计算说明")
    heading(flow, f"附件：计算说明（{sheet.number}，金额单位：元）")
    for line in sheet.lines:
        heading(flow, f"{line.name}：本季应付 {format_amount(line.payable)}")
        blocks.paragraphs(flow, line.notes, indent=9)
    if _is_long(sheet):
        rows = [_share_row(share, -1) for share in sheet.applied]
        total = ("合计", "", "", format_amount(-sum(share.amount for share in sheet.applied)))
        draw_table(flow, _SHARES, rows, total=total, title="扣款明细")
