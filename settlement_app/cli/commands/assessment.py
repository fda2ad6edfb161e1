"""``settle assessment``."""

from datetime import date
from pathlib import Path

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import DATE, FILE, NAME, NUMBER, QUARTER, TEXT, argument, option
from settlement_app.domain.assessment import Result
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.office import assessments
from settlement_app.office.assessments import AssessmentView

assessment = Group("assessment", help="季度考核：录入、查看、确认、重开、登记整改。")
_QUARTER = argument("quarter", QUARTER, "季度，如 2019Q1")


@command(
    "record",
    "以文件录入一个季度的考核，替换已有草稿。",
    "settle assessment record 2019Q1 一季度考核.toml",
    [_QUARTER, argument("file", FILE, "考核记录 TOML 文件")],
)
def record(ctx: click.Context, quarter: Quarter, file: str) -> None:
    """Replace the quarter's draft by a file's record."""
    from settlement_app.exchange.assessment_file import read_assessment

    entry = read_assessment(Path(file))
    _print_assessment(ctx, assessments.record(desk_of(ctx), quarter, entry, Path(file).name))


@command("show", "查看一个季度的考核。", "settle assessment show 2019Q1", [_QUARTER])
def show(ctx: click.Context, quarter: Quarter) -> None:
    """Print the quarter's assessment."""
    _print_assessment(ctx, assessments.show(desk_of(ctx), quarter))


@command(
    "confirm",
    "确认考核；其扣款进入扣款台账，在下一季度的管理费中扣减。",
    "settle --by 经办员 assessment confirm 2019Q1 --reviewer 复核员",
    [_QUARTER, option("reviewer", NAME, "复核人", required=True)],
)
def confirm(ctx: click.Context, quarter: Quarter, reviewer: str) -> None:
    """Confirm the quarter's assessment."""
    _print_assessment(ctx, assessments.confirm(desk_of(ctx), quarter, reviewer))


@command(
    "reopen",
    "重开已确认的考核；其扣款留在台账并注明撤销。",
    'settle --by 经办员 assessment reopen 2019Q1 --reason "数据有误" --reviewer 复核员',
    [
        _QUARTER,
        option("reason", TEXT, "重开事由", required=True),
        option("reviewer", NAME, "复核人", required=True),
    ],
)
def reopen(ctx: click.Context, quarter: Quarter, reason: str, reviewer: str) -> None:
    """Make a confirmed assessment a draft again."""
    _print_assessment(ctx, assessments.reopen(desk_of(ctx), quarter, reason, reviewer))


@command(
    "rectified",
    "登记一项整改已完成。",
    "settle assessment rectified 2019Q1 1 --date 2019-05-10",
    [_QUARTER, argument("n", NUMBER, "整改的序号，从 1 起"), option("date", DATE, "完成日期", required=True)],
)
def rectified(ctx: click.Context, quarter: Quarter, n: int, **more: date) -> None:
    """Mark a rectification done."""
    _print_assessment(ctx, assessments.rectified(desk_of(ctx), quarter, n, more["date"]))


for _command in (record, show, confirm, reopen, rectified):
    assessment.add_command(_command)


def _print_assessment(ctx: click.Context, view: AssessmentView) -> None:
    if common_of(ctx).as_json:
        output.value(shapes.assessment(view))
        return
    if view.assessment is None or view.judgement is None:
        output.text(f"{view.quarter.label}考核：尚未录入")
        return
    form, judgement = view.assessment.form, view.judgement
    state = f"已确认（{form.number}）" if form else "草稿"
    result = {True: "合格", False: "不合格", None: "未定"}[judgement.passed]
    output.text(f"{view.quarter.label}考核  {state}  结果：{result}（{judgement.basis}）", "")
    output.table(
        ("指标", "目标值", "实际值", "结果"),
        [
            (r.indicator.name, r.indicator.target_label, r.actual and r.actual.text, _outcome(r))
            for r in judgement.results
        ],
    )
    if judgement.override:
        output.text("", f"另行认定：{judgement.override.reason}（文号 {judgement.override.document}）")
    if view.caused:
        output.text("", "扣款")
        output.table(("金额（元）", "由来"), [(format_amount(c.amount), c.basis) for c in view.caused])
    for n, entry in enumerate(view.assessment.record.rectifications, start=1):
        done = (
            f"已于 {entry.done} 完成" if entry.done else "已逾期" if entry.overdue(view.today) else "未完成"
        )
        output.text(f"整改 {n}：{entry.subject}——{entry.measure}，期限 {entry.due}，{done}")
    output.messages(view.warnings)


def _outcome(result: Result) -> str:
    if result.met is not None:
        return "达标" if result.met else "未达标"
    return "年度指标" if result.waits_for_year_end else "未考核"
