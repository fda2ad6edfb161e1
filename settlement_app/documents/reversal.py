"""The reversal (冲销单) as one page to be signed."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.reversal import ReversalRow, ReversalSheet

NAME = "冲销单"


def reversal_pages(sheet: ReversalSheet, stamp: Stamp) -> Flow:
    """Lay the reversal out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    about = sheet.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"单号：{sheet.number}", f"冲销日期：{sheet.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("期间", about.period_label),
            ("合同编号", about.contract_number),
            ("合同条款", about.clause),
            ("采购人", about.client),
            ("供应商", about.vendor),
            ("被冲销单据", f"{sheet.undoes_kind} {sheet.undoes}"),
            ("原编制日期", sheet.undone_made_on.isoformat()),
        ],
    )
    flow.skip(4)
    blocks.paragraph(flow, f"冲销事由：{sheet.reason}")
    columns = (Column("子项目", 28), *(Column(name, 18, "right") for name in sheet.columns))
    rows = [_row(row) for row in sheet.rows]
    draw_table(flow, columns, rows, total=_row(sheet.total), title="冲销的金额（与原单符号相反）")
    flow.together(lambda part: _closing(part, sheet))
    finish(flow, stamp, sheet.prepared_by, sheet.reviewed_by)
    return flow


def _closing(flow: Flow, sheet: ReversalSheet) -> None:
    flow.skip(6)
    blocks.amount_line(flow, f"冲销{sheet.amount_name} ", sheet.in_words, sheet.amount)
    blocks.signatures(flow, sheet.signatures)


def _row(row: ReversalRow) -> list[str]:
    return [row.name, *(format_amount(fen) for fen in row.amounts)]
