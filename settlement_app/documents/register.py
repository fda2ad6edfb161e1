"""The register of deductions (考核扣款台账) as landscape pages."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import A4, Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.register import Register, RegisterRow

NAME = "考核扣款台账"

_COLUMNS = (
    Column("扣款编号", 14),
    Column("来源季度", 11),
    Column("事由", 20),
    Column("扣款金额", 9, "right"),
    Column("减免", 8, "right"),
    Column("已扣（净额）", 9, "right"),
    Column("待扣余额", 9, "right"),
    Column("待退", 7, "right"),
    Column("经过", 25),
)


def register_pages(register: Register, stamp: Stamp) -> Flow:
    """Lay the register out."""
    flow = Flow(size=(A4[1], A4[0]))
    flow.page.bookmarks.append(NAME)
    about = register.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"编号：{register.number}", f"截至：{register.made_on}", "金额单位：元")
    blocks.fields(flow, [("项目", about.project_label), ("来源季度", f"{about.period}及以前")])
    flow.skip(6)
    total = ("合计", "", "", *(_amounts(register)), "")
    if register.rows:
        draw_table(flow, _COLUMNS, [_row(row) for row in register.rows], total=total)
    else:
        flow.skip(6)
        blocks.paragraph(flow, f"{about.period}及以前没有考核扣款。")
    finish(flow, stamp, "", "")
    return flow


def _row(row: RegisterRow) -> list[str]:
    return [row.deduction, row.source, row.basis, *_amounts(row), "\n".join(row.story)]


def _amounts(row: RegisterRow | Register) -> list[str]:
    amounts = (row.amount, row.waived, row.withheld, row.outstanding, row.to_return)
    return [format_amount(fen) for fen in amounts]
