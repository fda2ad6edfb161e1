"""The payment request (付款申请单) as one page to be signed."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.payment import PaymentRequest

NAME = "付款申请单"

_INVOICES = (
    Column("发票号码", 40),
    Column("开票日期", 20, "centre"),
    Column("价税合计", 20, "right"),
    Column("其中税额", 20, "right"),
)


def payment_pages(request: PaymentRequest, stamp: Stamp) -> Flow:
    """Lay the request out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    about = request.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"单号：{request.number}", f"申请日期：{request.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("付款依据", f"{request.basis}（{about.period}）"),
            ("合同编号", about.contract_number),
            ("合同条款", about.clause),
            ("采购编号", request.procurement_number),
            ("资金来源", request.fund_source),
            ("预算项目编码", request.budget_project_code),
            ("功能分类科目", request.function_code),
            ("经济分类科目", request.economic_code),
            ("合同年度", f"{about.contract_year}年"),
            ("收款单位", about.vendor),
            ("收款单位税号", request.tax_number),
            ("开户行", request.bank),
            ("账号", request.account),
        ],
    )
    flow.skip(6)
    blocks.amount_line(flow, "本次申请 ", request.in_words, request.requested)
    flow.skip(6)
    figures = (
        ("合同金额", request.contract_amount),
        ("此前累计已付", request.paid_before),
        ("本单据应付", request.payable),
        ("本单据已付", request.paid_on_basis),
        ("本次申请", request.requested),
        ("付款后合同余额", request.left_after),
    )
    blocks.figures(flow, [(label, format_amount(fen)) for label, fen in figures])
    _invoices(flow, request)
    flow.together(lambda part: _closing(part, request, stamp))
    finish(flow, stamp, request.prepared_by, "")
    return flow


def _closing(flow: Flow, request: PaymentRequest, stamp: Stamp) -> None:
    blocks.undone(flow, stamp.undone)
    flow.skip(4)
    blocks.paragraph(flow, f"附件张数：{blocks.BLANK}{blocks.BLANK} 张")
    blocks.signatures(flow, request.signatures)


def _invoices(flow: Flow, request: PaymentRequest) -> None:
    if not request.invoices:
        flow.skip(4)
        blocks.paragraph(flow, "发票：尚未登记。")
        return
    rows = [
        (row.number, row.on.isoformat(), format_amount(row.amount), format_amount(row.tax))
        for row in request.invoices
    ]
    sums = (sum(row.amount for row in request.invoices), sum(row.tax for row in request.invoices))
    draw_table(flow, _INVOICES, rows, total=("合计", "", *(format_amount(fen) for fen in sums)), title="发票")
