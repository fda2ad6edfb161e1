"""The annual table (年度结算对账表) as a landscape page: sub-items by quarters, and the identities below."""

from settlement_app.documents import blocks
from settlement_app.documents.bars import Bar, draw_bars
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import A4, Figure, Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import percent_text
from settlement_app.domain.papers.annual import AnnualTable
from settlement_app.domain.papers.clearance import TOTAL, YearRow, amount_text
from settlement_app.domain.year_end import execution_percent

NAME = "年度结算对账表"
_MOST_PERCENT = 1000
"""A rate from here on, or a negative one, is no rate of execution any more: only the table tells those amounts."""
EXECUTION = "预算执行（黑色为最终结算，竖线为考核扣款，留白为未支出）"


def annual_pages(table: AnnualTable, stamp: Stamp) -> Flow:
    """Lay the table out."""
    flow = Flow(size=(A4[1], A4[0]))
    flow.page.bookmarks.append(NAME)
    about = table.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"编号：{table.number}", f"截至：{table.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("期间", about.period_label),
            ("供应商", about.vendor),
            ("合同编号", about.contract_number),
        ],
    )
    flow.skip(6)
    columns = (
        Column("子项目", 14),
        Column("年度预算", 9.5, "right"),
        *(Column(f"{quarter}应付", 9.5, "right") for quarter in table.quarters),
        Column("考核扣款", 8.5, "right"),
        Column("调整", 8, "right"),
        Column("据实清算", 8.5, "right"),
        Column("扣款了结", 8, "right"),
        Column("最终结算", 9.5, "right"),
        Column("结余", 8.5, "right"),
    )
    rows = [_row(row, place) for place, row in enumerate(table.rows)]
    draw_table(flow, columns, rows, total=_row(table.total, TOTAL))
    flow.skip(6)
    paid, unpaid = Figure(amount_text(table.paid), "paid"), Figure(amount_text(table.unpaid), "unpaid")
    blocks.figures(flow, [("已付金额", paid), ("未付金额", unpaid)])
    flow.skip(4)
    blocks.paragraphs(flow, table.sentences)
    if table.total.final is not None:
        flow.skip(2)
        draw_bars(flow, EXECUTION, [_bar(row, row.final or 0) for row in table.rows])
    finish(flow, stamp, "", "")
    return flow


def _bar(row: YearRow, final: int) -> Bar:
    """How much of the line's budget its final settlement used."""
    rate = execution_percent(final, row.budget)
    value = percent_text(rate) if rate is not None and 0 <= rate < _MOST_PERCENT else ""
    return Bar(row.name, final, -row.deductions, row.budget, value)


def _row(row: YearRow, place: int | str) -> list[str]:
    amounts = {
        "budget": row.budget,
        **{f"payable{number}": fen for number, fen in enumerate(row.payable)},
        "deductions": row.deductions,
        "adjustments": row.adjustments,
        "true_up": row.true_up,
        "offset": row.offset,
        "final": row.final,
        "surplus": row.surplus,
    }
    cells = (Figure(amount_text(fen), f"year/{place}/{figure}") for figure, fen in amounts.items())
    return [row.name, *cells]
