"""The assessment form as pages."""

from settlement_app.documents import blocks
from settlement_app.documents.columns import Column
from settlement_app.documents.frame import finish
from settlement_app.documents.headings import heading
from settlement_app.documents.pages import Flow
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.table import draw_table
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.assessment import AssessmentForm, IncidentRow

NAME = "季度考核表"
_MOMENT = "%Y-%m-%d %H:%M"

_INDICATORS = (
    Column("指标类别", 15),
    Column("指标", 18),
    Column("目标值", 18),
    Column("实际值", 17),
    Column("结果", 9, "centre"),
    Column("数据来源", 14),
    Column("依据条款", 9),
)
_INCIDENTS = (
    Column("级别", 8, "centre"),
    Column("报告", 20, "centre"),
    Column("响应", 20, "centre"),
    Column("恢复", 20, "centre"),
    Column("响应用时（分钟）", 11, "right"),
    Column("处理用时（分钟）", 11, "right"),
    Column("判定", 10, "centre"),
)
_LEVELS = "零一二三四五六七八九"
_RECTIFICATIONS = (
    Column("序号", 7, "centre"),
    Column("整改事项", 22),
    Column("整改措施", 54),
    Column("完成期限", 17, "centre"),
)
_DEDUCTIONS = (
    Column("扣款编号", 24),
    Column("扣款由来", 46),
    Column("封顶前", 15, "right"),
    Column("扣款", 15, "right"),
)


def assessment_pages(form: AssessmentForm, stamp: Stamp) -> Flow:
    """Lay the form out."""
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    _head(flow, form)
    _indicators(flow, form)
    _incidents(flow, form)
    heading(flow, f"三、考核结果：{form.result}")
    missed = "、".join(row.name for row in form.indicators if row.missed)
    blocks.paragraphs(flow, [*form.how, *([f"未达标：{missed}。"] if missed else [])])
    _rectifications(flow, form)
    flow.together(lambda part: _deductions(part, form, stamp))
    finish(flow, stamp, form.prepared_by, form.reviewed_by)
    return flow


def _head(flow: Flow, form: AssessmentForm) -> None:
    about = form.heading
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, f"单号：{form.number}", f"编制日期：{form.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("考核季度", about.period_label),
            ("合同编号", about.contract_number),
            ("合同条款", about.clause),
            ("采购人", about.client),
            ("供应商", about.vendor),
            ("合同年度", f"{about.contract_year}年"),
            ("考核结果", form.result),
        ],
    )


def _indicators(flow: Flow, form: AssessmentForm) -> None:
    title = "一、考核指标"
    if not form.indicators:
        heading(flow, title)
        blocks.paragraph(flow, "考核方案没有设指标。")
        return
    rows = [(i.group, i.name, i.target, i.actual, i.result, i.source, i.clause) for i in form.indicators]
    draw_table(flow, _INDICATORS, rows, title=title, size=8.0)


def _incidents(flow: Flow, form: AssessmentForm) -> None:
    title = "二、故障记录"
    if not form.incidents:
        heading(flow, title)
        blocks.paragraph(flow, form.incident_note)
        return
    rows = [_incident_row(incident) for incident in form.incidents]
    draw_table(flow, _INCIDENTS, rows, title=title, size=8.0)


def _incident_row(incident: IncidentRow) -> list[str]:
    level = _LEVELS[incident.level] if incident.level < len(_LEVELS) else str(incident.level)
    return [
        f"{level}级",
        *(moment.strftime(_MOMENT) for moment in (incident.reported, incident.responded, incident.restored)),
        str(incident.response_minutes),
        str(incident.restoration_minutes),
        incident.result,
    ]


def _rectifications(flow: Flow, form: AssessmentForm) -> None:
    title = "四、整改要求"
    if not form.rectifications:
        heading(flow, title)
        blocks.paragraph(flow, "无。")
        return
    draw_table(
        flow,
        _RECTIFICATIONS,
        [
            (str(number), entry.subject, entry.measure, entry.due.isoformat())
            for number, entry in enumerate(form.rectifications, start=1)
        ],
        title=title,
    )


def _deductions(flow: Flow, form: AssessmentForm, stamp: Stamp) -> None:
    """The deductions, and the signatures below them."""
    title = "五、考核扣款"
    if form.deductions:
        rows = [
            (row.deduction, row.basis, format_amount(row.before_cap), format_amount(row.amount))
            for row in form.deductions
        ]
        total = ("合计", "", "", format_amount(form.deduction_total))
        draw_table(flow, _DEDUCTIONS, rows, total=total, title=title)
        flow.skip(2)
    else:
        heading(flow, title)
    flow.together(lambda part: _closing(part, form, stamp))


def _closing(flow: Flow, form: AssessmentForm, stamp: Stamp) -> None:
    blocks.paragraph(flow, form.deduction_note)
    blocks.undone(flow, stamp.undone)
    blocks.signatures(flow, form.signatures)
