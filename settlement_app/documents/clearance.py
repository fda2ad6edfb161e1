"""The clearance (年终清算单) as pages: the year on page one to be signed, then the annexes."""

from settlement_app.documents import blocks
from settlement_app.documents.clearance_annex import add_costs, add_workings
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.headings import heading
from settlement_app.documents.pages import Figure, Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.papers.clearance import TOTAL, ClearanceSheet, YearRow, amount_text
from settlement_app.domain.papers.kinds import name_of

_NOTHING_DUE = "应补应退"

_YEAR = (
    Column("子项目", 18),
    Column("年度预算", 13.7, "right"),
    Column("各季应付合计", 13.7, "right"),
    Column("据实清算", 13.2, "right"),
    Column("扣款了结", 12.5, "right"),
    Column("最终结算", 13.7, "right"),
    Column("结余", 13.2, "right"),
)


def clearance_pages(sheet: ClearanceSheet, stamp: Stamp) -> Flow:
    """Lay the clearance out; before posting it is a 预清算.

    How it is worked out stands on page one where that leaves room for the signatures, and else in an annex.
    """
    flow = _front(sheet, stamp, workings=True)
    if len(flow.pages) > 1:
        flow = _front(sheet, stamp, workings=False)
        flow.new_page()
        _annex_heading(flow, sheet, "清算计算")
        add_workings(flow, sheet)
    elif sheet.costs:
        flow.new_page()
    if sheet.costs:
        _annex_heading(flow, sheet, "实际费用明细")
        add_costs(flow, sheet)
    finish(flow, stamp, sheet.prepared_by, sheet.reviewed_by)
    return flow


def _front(sheet: ClearanceSheet, stamp: Stamp, *, workings: bool) -> Flow:
    """What people sign."""
    flow = Flow()
    name = name_of("clearance", stamp.state)
    flow.page.bookmarks.append(name)
    _head(flow, sheet, name)
    rows = [_year_row(row, place) for place, row in enumerate(sheet.rows)]
    draw_table(flow, _YEAR, rows, total=_year_row(sheet.total, TOTAL), title="一、全年清算")
    flow.skip(6)
    _net(flow, sheet)
    if workings:
        add_workings(flow, sheet)
    flow.together(lambda part: _closing(part, sheet, stamp))
    return flow


def _annex_heading(flow: Flow, sheet: ClearanceSheet, name: str) -> None:
    flow.page.bookmarks.append(name)
    heading(flow, f"附件：{name}（{sheet.number}，金额单位：元）")


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


def _year_row(row: YearRow, place: int | str) -> list[str]:
    amounts = {
        "budget": row.budget,
        "payable": sum(row.payable),
        "true_up": row.true_up,
        "offset": row.offset,
        "final": row.final,
        "surplus": row.surplus,
    }
    cells = (Figure(amount_text(fen), f"year/{place}/{figure}") for figure, fen in amounts.items())
    return [row.name, *cells]


def _net(flow: Flow, sheet: ClearanceSheet) -> None:
    if sheet.net is None:
        blocks.paragraph(flow, "实际费用尚不完整，应补应退金额未定。")
        return
    way = "应退" if sheet.net < 0 else "应补" if sheet.net else _NOTHING_DUE
    blocks.amount_line(flow, f"{way} ", sheet.in_words, abs(sheet.net), link="net")


def _closing(flow: Flow, sheet: ClearanceSheet, stamp: Stamp) -> None:
    """Remarks and signatures."""
    flow.skip(5)
    blocks.remarks(flow, [*sheet.remarks, *([stamp.undone] if stamp.undone else [])])
    blocks.signatures(flow, sheet.signatures)
