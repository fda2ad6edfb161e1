"""The rectification and deduction notice (整改及扣款通知书) as pages: what the vendor must mend, and what it costs."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.headings import heading
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.rectification import RectificationNotice
from settlement_app.domain.words import in_words

NAME = "整改及扣款通知书"

_MISSED = (Column("未达标指标", 30), Column("目标值", 30), Column("实际值", 24), Column("依据条款", 16))
_RECTIFICATIONS = (
    Column("序号", 7, "centre"),
    Column("整改事项", 22),
    Column("整改要求", 54),
    Column("完成期限", 17, "centre"),
)
_DEDUCTIONS = (Column("扣款编号", 24), Column("扣款由来", 58), Column("扣款", 18, "right"))


def rectification_pages(notice: RectificationNotice, stamp: Stamp) -> Flow:
    """Lay the notice out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    about = notice.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"编号：{notice.number}", f"编制日期：{notice.made_on}", "金额单位：元")
    flow.skip(4)
    blocks.paragraph(flow, f"{about.vendor}：")
    contract = f"（合同编号 {about.contract_number}）" if about.contract_number else ""
    basis = f"依据{about.contract_year}年度“{about.project}”合同{contract}"
    result = f"我方对贵方{about.period_label}的服务进行了考核（{notice.assessment}），结果为{notice.result}"
    blocks.letter_paragraph(flow, f"{basis}，{result}。现将有关事项通知如下。")
    _missed(flow, notice)
    _rectifications(flow, notice)
    _deductions(flow, notice)
    blocks.undone(flow, stamp.undone)
    blocks.receipt(flow, about.client, about.vendor)
    finish(flow, stamp, notice.prepared_by, notice.reviewed_by)
    return flow


def _missed(flow: Flow, notice: RectificationNotice) -> None:
    if notice.missed:
        rows = [(row.name, row.target, row.actual, row.clause) for row in notice.missed]
        draw_table(flow, _MISSED, rows, title="一、未达标的指标")
        flow.skip(2)
    else:
        heading(flow, "一、未达标的指标")
        blocks.paragraph(flow, "无单项指标未达标，考核结果的由来如下。")
    blocks.paragraphs(flow, notice.how)


def _rectifications(flow: Flow, notice: RectificationNotice) -> None:
    title = "二、整改要求"
    if not notice.rectifications:
        heading(flow, title)
        blocks.paragraph(flow, "无。")
        return
    rows = [
        (str(number), row.subject, row.measure, row.due.isoformat())
        for number, row in enumerate(notice.rectifications, start=1)
    ]
    draw_table(flow, _RECTIFICATIONS, rows, title=title)


def _deductions(flow: Flow, notice: RectificationNotice) -> None:
    title = "三、考核扣款"
    if not notice.deductions:
        heading(flow, title)
        blocks.paragraph(flow, notice.deduction_note)
        return
    rows = [(row.deduction, row.basis, format_amount(row.amount)) for row in notice.deductions]
    draw_table(flow, _DEDUCTIONS, rows, title=title)
    blocks.amount_line(flow, "扣款合计 ", in_words(notice.deduction_total), notice.deduction_total)
    flow.skip(2)
    blocks.paragraph(flow, notice.deduction_note)
