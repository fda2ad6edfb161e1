"""The refund notice (退款通知书) as one page to the vendor."""

from settlement_app.documents import blocks
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.papers.refund import RefundNotice

NAME = "退款通知书"


def refund_pages(notice: RefundNotice, stamp: Stamp) -> Flow:
    """Lay the notice out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    about = notice.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"编号：{notice.number}", f"编制日期：{notice.made_on}", "金额单位：元")
    flow.skip(4)
    blocks.paragraph(flow, f"{about.vendor}：")
    contract = f"（合同编号 {about.contract_number}）" if about.contract_number else ""
    blocks.letter_paragraph(
        flow,
        f"依据{about.contract_year}年度“{about.project}”合同{contract}，{about.period_label}的款项"
        f"已按年终清算单 {notice.clearance} 清算，贵方应退回下列款项。",
    )
    flow.skip(6)
    blocks.amount_line(flow, "应退 ", notice.in_words, notice.amount, link="net")
    flow.skip(6)
    blocks.letter_paragraph(
        flow, "请于        年      月      日前退至下列账户，并在汇款附言中写明本通知书编号。"
    )
    flow.skip(6)
    blocks.fields(
        flow,
        [("收款单位", about.client), ("开户行", notice.bank), ("账号", notice.account)],
        columns=1,
    )
    blocks.undone(flow, stamp.undone)
    blocks.receipt(flow, about.client, about.vendor)
    finish(flow, stamp, notice.prepared_by, notice.reviewed_by)
    return flow
