"""How a clearance is worked out: advances against actual cost, reductions, and the cost month by month."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.pages import Flow
from settlement_app.documents.table import draw_table
from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import (
    ClearanceSheet,
    CostCell,
    CostTable,
    TrueUpRow,
    amount_text,
)

_ESTIMATE_MARK = "（暂估）"
_UNKNOWN = "—"

_REDUCTIONS = (
    Column("子项目", 22),
    Column("核减金额", 18, "right"),
    Column("事由", 38),
    Column("文号", 22),
)
_COSTS = (
    Column("月份", 11, "centre"),
    *(Column(label, 15, "right") for label in CATEGORY_LABELS.values()),
    Column("合计", 15, "right"),
)


def add_workings(flow: Flow, sheet: ClearanceSheet) -> None:
    """Each sub-item's true-up as it is worked out, then the reductions."""
    for number, true_up in enumerate(sheet.true_ups):
        _true_up(flow, true_up, "二、" if number == 0 else "")
    if sheet.reductions:
        rows = [(r.name, format_amount(r.amount), r.reason, r.document) for r in sheet.reductions]
        draw_table(flow, _REDUCTIONS, rows, title="三、核减" if sheet.true_ups else "二、核减")


def add_costs(flow: Flow, sheet: ClearanceSheet) -> None:
    """A table of each sub-item's actual cost."""
    for table in sheet.costs:
        _cost_table(flow, table)


def _true_up(flow: Flow, row: TrueUpRow, numeral: str) -> None:
    """Advances against actual cost, two figures a line."""
    way = "（应补供应商）" if (row.difference or 0) > 0 else "（供应商应退）" if row.difference else ""
    figures = (
        ("年度预算（甲）", row.budget),
        ("各季预付合计（乙）", row.advances),
        ("实际费用（丙）", row.actual),
        ("核减（丁）", row.reduced),
        ("核定费用（戊）= 丙 - 丁", row.approved),
        ("据实应付（己）= 戊与甲取小", row.reimbursable),
        (f"清算差额 = 己 - 乙{way}", row.difference),
        ("超预算 = 戊超过甲的部分（不予支付）", row.over_budget),
        ("结余 = 甲 - 己", row.surplus),
    )
    pairs = [(label, amount_text(amount)) for label, amount in figures]
    blocks.figures(flow, pairs, title=f"{numeral}据实清算：{row.name}")


def _cost_table(flow: Flow, table: CostTable) -> None:
    rows = [
        (row.month, *(_cost_text(cell) for cell in row.cells), format_amount(row.total)) for row in table.rows
    ]
    totals = ("合计", *(format_amount(amount) for amount in table.totals), format_amount(table.total))
    draw_table(flow, _COSTS, rows, total=totals, title=table.name, whole=True)
    if any(cell.estimate for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"标有{_ESTIMATE_MARK}的为暂估数，审定清算前须换成实际数。")
    if any(cell.amount is None for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"“{_UNKNOWN}”为尚无数据。")


def _cost_text(cell: CostCell) -> str:
    if cell.amount is None:
        return _UNKNOWN
    return f"{_ESTIMATE_MARK if cell.estimate else ''}{format_amount(cell.amount)}"
