"""The clearance (年终清算单) as pages: the year on page one to be signed, then the actual cost month by month."""

from settlement_app.documents import blocks
from settlement_app.documents.frame import finish
from settlement_app.documents.headings import heading
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import Column, draw_table
from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.annual import UNDECIDED
from settlement_app.domain.papers.clearance import ClearanceSheet, CostCell, CostTable, TrueUpRow, YearRow

NAME, PREVIEW_NAME = "年终清算单", "年终预清算单"
_ESTIMATE_MARK = "（暂估）"
_UNKNOWN = "—"

_YEAR = (
    Column("子项目", 18),
    Column("年度预算", 13.7, "right"),
    Column("各季应付合计", 13.7, "right"),
    Column("据实清算", 13.2, "right"),
    Column("扣款了结", 12.5, "right"),
    Column("最终结算", 13.7, "right"),
    Column("结余", 13.2, "right"),
)
_TRUE_UP = (Column("", 32), Column("", 18, "right"), Column("", 32), Column("", 18, "right"))
_REDUCTIONS = (
    Column("子项目", 22),
    Column("核减金额", 18, "right"),
    Column("事由", 38),
    Column("文号", 22),
)


def clearance_pages(sheet: ClearanceSheet, stamp: Stamp) -> Flow:
    """Lay the clearance out; without names it is a 预清算."""
    flow = Flow()
    name = PREVIEW_NAME if stamp.state == "draft" else NAME
    flow.page.bookmarks.append(name)
    _head(flow, sheet, name)
    rows = [_year_row(row) for row in sheet.rows]
    draw_table(flow, _YEAR, rows, total=_year_row(sheet.total), title="一、全年清算")
    flow.skip(6)
    _net(flow, sheet)
    for number, true_up in enumerate(sheet.true_ups):
        _true_up(flow, true_up, number)
    if sheet.reductions:
        reductions = [(r.name, format_amount(r.amount), r.reason, r.document) for r in sheet.reductions]
        draw_table(flow, _REDUCTIONS, reductions, title="三、核减")
    flow.skip(5)
    texts = [*sheet.remarks, *([stamp.undone] if stamp.undone else [])]
    blocks.remarks(flow, texts)
    blocks.signatures(flow, sheet.signatures)
    _costs(flow, sheet)
    finish(flow, stamp, sheet.prepared_by, sheet.reviewed_by)
    return flow


def amount_text(fen: int | None) -> str:
    """The amount in 元, or 未定."""
    return UNDECIDED if fen is None else format_amount(fen)


def _head(flow: Flow, sheet: ClearanceSheet, name: str) -> None:
    about = sheet.heading
    blocks.title(flow, about.client, name)
    blocks.line_of(flow, f"单号：{sheet.number}", f"编制日期：{sheet.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("清算期间", about.period_label),
            ("合同编号", about.contract_number),
            ("合同条款", about.clause),
            ("采购人", about.client),
            ("供应商", about.vendor),
        ],
    )


def _year_row(row: YearRow) -> list[str]:
    amounts = (row.budget, sum(row.payable), row.true_up, row.offset, row.final, row.surplus)
    return [row.name, *(amount_text(amount) for amount in amounts)]


def _net(flow: Flow, sheet: ClearanceSheet) -> None:
    if sheet.net is None:
        blocks.paragraph(flow, "实际费用尚不完整，应补应退金额未定。")
        return
    way = "应退" if sheet.net < 0 else "应补"
    blocks.amount_line(flow, f"{way} ", sheet.in_words, abs(sheet.net))


def _true_up(flow: Flow, row: TrueUpRow, number: int) -> None:
    """Advances against actual cost as it is worked out, two figures a line."""
    difference = row.difference
    way = "" if difference is None else "（应补供应商）" if difference >= 0 else "（供应商应退）"
    figures = (
        ("年度预算（甲）", row.budget),
        ("各季预付合计（乙）", row.advances),
        ("实际费用（丙）", row.actual),
        ("核减（丁）", row.reduced),
        ("核定费用（戊）= 丙 - 丁", row.approved),
        ("据实应付（己）= 戊与甲取小", row.reimbursable),
        (f"清算差额 = 己 - 乙{way}", difference),
        ("超预算 = 戊超过甲的部分（不予支付）", row.over_budget),
        ("结余 = 甲 - 己", row.surplus),
        ("", None),
    )
    cells = [(label, amount_text(amount) if label else "") for label, amount in figures]
    rows = [(*cells[start], *cells[start + 1]) for start in range(0, len(cells), 2)]
    title = f"二、据实清算：{row.name}" if number == 0 else f"据实清算：{row.name}"
    draw_table(flow, _TRUE_UP, rows, title=title, headed=False)


def _costs(flow: Flow, sheet: ClearanceSheet) -> None:
    for number, table in enumerate(sheet.costs):
        if number == 0:
            flow.new_page()
            flow.page.bookmarks.append("实际费用明细")
            heading(flow, f"附件：实际费用明细（{sheet.number}，金额单位：元）")
        _cost_table(flow, table)


def _cost_table(flow: Flow, table: CostTable) -> None:
    columns = (
        Column("月份", 11, "centre"),
        *(Column(label, 15, "right") for label in CATEGORY_LABELS.values()),
        Column("合计", 15, "right"),
    )
    rows = [
        (row.month, *(_cost_text(cell) for cell in row.cells), format_amount(row.total)) for row in table.rows
    ]
    totals = ("合计", *(format_amount(amount) for amount in table.totals), format_amount(table.total))
    draw_table(flow, columns, rows, total=totals, title=table.name)
    if any(cell.estimate for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"标有{_ESTIMATE_MARK}的为暂估数，审定清算前须换成实际数。")
    if any(cell.amount is None for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"“{_UNKNOWN}”为尚无数据。")


def _cost_text(cell: CostCell) -> str:
    if cell.amount is None:
        return _UNKNOWN
    return f"{_ESTIMATE_MARK if cell.estimate else ''}{format_amount(cell.amount)}"
