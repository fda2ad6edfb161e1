"""How a clearance is worked out: advances against actual cost, reductions, and the cost month by month."""

from collections.abc import Sequence

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.pages import Figure, Flow
from settlement_app.documents.table import draw_table
from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import (
    TOTAL,
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
    for place, true_up in enumerate(sheet.true_ups):
        _true_up(flow, true_up, place)
    if sheet.reductions:
        rows = [
            (r.name, Figure(format_amount(r.amount), f"reduction/{place}/amount"), r.reason, r.document)
            for place, r in enumerate(sheet.reductions)
        ]
        draw_table(flow, _REDUCTIONS, rows, title="三、核减" if sheet.true_ups else "二、核减")


def add_costs(flow: Flow, sheet: ClearanceSheet) -> None:
    """A table of each sub-item's actual cost."""
    for place, table in enumerate(sheet.costs):
        _cost_table(flow, table, place)


def _true_up(flow: Flow, row: TrueUpRow, place: int) -> None:
    """Advances against actual cost, two figures a line; the first one has the section's numeral."""
    way = "（应补供应商）" if (row.difference or 0) > 0 else "（供应商应退）" if row.difference else ""
    figures = (
        ("年度预算（甲）", "budget", row.budget),
        ("各季预付合计（乙）", "advances", row.advances),
        ("实际费用（丙）", "actual", row.actual),
        ("核减（丁）", "reduced", row.reduced),
        ("核定费用（戊）= 丙 - 丁", "approved", row.approved),
        ("据实应付（己）= 戊与甲取小", "reimbursable", row.reimbursable),
        (f"清算差额 = 己 - 乙{way}", "difference", row.difference),
        ("超预算 = 戊超过甲的部分（不予支付）", "over_budget", row.over_budget),
        ("结余 = 甲 - 己", "surplus", row.surplus),
    )
    pairs = [
        (label, Figure(amount_text(amount), f"true_up/{place}/{name}")) for label, name, amount in figures
    ]
    blocks.figures(flow, pairs, title=f"{'' if place else '二、'}据实清算：{row.name}")


def _cost_table(flow: Flow, table: CostTable, place: int) -> None:
    rows = [
        _cost_row(row.month, [_cost_text(cell) for cell in row.cells], row.total, f"cost/{place}/{row.month}")
        for row in table.rows
    ]
    sums = [format_amount(amount) for amount in table.totals]
    total = _cost_row("合计", sums, table.total, f"cost/{place}/{TOTAL}")
    draw_table(flow, _COSTS, rows, total=total, title=table.name, whole=True)
    if any(cell.estimate for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"标有{_ESTIMATE_MARK}的为暂估数，审定清算前须换成实际数。")
    if any(cell.amount is None for row in table.rows for cell in row.cells):
        blocks.paragraph(flow, f"“{_UNKNOWN}”为尚无数据。")


def _cost_row(name: str, texts: Sequence[str], total: int, link: str) -> list[str]:
    """A row's cells, each a figure by its category, and their sum."""
    cells = [Figure(text, f"{link}/{category}") for category, text in zip(CATEGORIES, texts, strict=True)]
    return [name, *cells, Figure(format_amount(total), f"{link}/{TOTAL}")]


def _cost_text(cell: CostCell) -> str:
    if cell.amount is None:
        return _UNKNOWN
    return f"{_ESTIMATE_MARK if cell.estimate else ''}{format_amount(cell.amount)}"
