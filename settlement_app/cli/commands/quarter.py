"""``settle quarter``."""

from collections.abc import Iterator

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import AMOUNT, NAME, QUARTER, TEXT, argument, flag, option
from settlement_app.domain.findings import misread
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Settlement
from settlement_app.domain.words import in_words
from settlement_app.office import quarters
from settlement_app.office.quarters import QuarterView

quarter = Group("quarter", help="季度结算：查看、核定预付、调整、审定、冲销。")
_QUARTER = argument("quarter", QUARTER, "季度，如 2019Q2")
_ITEM = argument("item", TEXT, "子项目代码", shown="子项目")
_REVIEWER = option("reviewer", NAME, "复核人", required=True)


@command(
    "show",
    "查看一个季度的结算单；未审定的为试算，并列出不能审定的原因。",
    "settle quarter show 2019Q2",
    [_QUARTER],
)
def show(ctx: click.Context, quarter: Quarter) -> None:
    """Print the quarter's settlement."""
    _print_quarter(ctx, quarters.show(desk_of(ctx), quarter))


@command(
    "advance",
    "核定预付：把据实清算子项目的本季预付定得低于公式金额；--clear 恢复公式。",
    'settle quarter advance 2019Q4 consultants --amount 12,633,600.00 --reason "按预计实际费用"',
    [
        _QUARTER,
        _ITEM,
        option("amount", AMOUNT, "核定的预付金额"),
        option("reason", TEXT, "事由"),
        flag("clear", "清除核定"),
    ],
)
def advance(
    ctx: click.Context, quarter: Quarter, item: str, amount: int | None, reason: str | None, clear: bool
) -> None:
    """Set an advance lower, or let it follow the formula again."""
    if clear:
        _nothing_beside_clear(amount, reason)
        _print_quarter(ctx, quarters.clear_advance(desk_of(ctx), quarter, item))
    elif amount is None or reason is None:
        raise misread("missing", "核定预付须同时写明 --amount 与 --reason，或用 --clear 取消")
    else:
        _print_quarter(ctx, quarters.set_advance(desk_of(ctx), quarter, item, amount, reason))


@command(
    "adjust",
    "手工调整一个按季均付的子项目（可多次，累加）；--clear 清除该子项目的全部调整。",
    'settle quarter adjust 2019Q3 management --amount -5,000.00 --reason "多计" --document 沪咨〔2019〕3号',
    [
        _QUARTER,
        _ITEM,
        option("amount", AMOUNT, "正数为增加，负数为减少"),
        option("reason", TEXT, "事由"),
        option("document", TEXT, "文号"),
        flag("clear", "清除"),
    ],
)
def adjust(
    ctx: click.Context,
    quarter: Quarter,
    item: str,
    amount: int | None,
    reason: str | None,
    document: str | None,
    clear: bool,
) -> None:
    """Add a manual adjustment, or take all of a line's out."""
    if clear:
        _nothing_beside_clear(amount, reason, document)
        _print_quarter(ctx, quarters.clear_adjustments(desk_of(ctx), quarter, item))
    elif amount is None or reason is None or document is None:
        raise misread("missing", "手工调整须同时写明 --amount、--reason 与 --document，或用 --clear 清除")
    else:
        _print_quarter(ctx, quarters.adjust(desk_of(ctx), quarter, item, amount, reason, document))


@command(
    "post",
    "审定季度结算单；审定后不再改变，只能冲销。",
    "settle --by 经办员 quarter post 2019Q2 --reviewer 复核员",
    [_QUARTER, _REVIEWER],
)
def post(ctx: click.Context, quarter: Quarter, reviewer: str) -> None:
    """Post the quarter."""
    _print_quarter(ctx, quarters.post(desk_of(ctx), quarter, reviewer))


@command(
    "reverse",
    "冲销最新的已审定结算单。",
    'settle --by 经办员 quarter reverse 2019Q2 --reason "调整有误" --reviewer 复核员',
    [_QUARTER, option("reason", TEXT, "冲销事由", required=True), _REVIEWER],
)
def reverse(ctx: click.Context, quarter: Quarter, reason: str, reviewer: str) -> None:
    """Reverse the newest posted settlement."""
    _print_quarter(ctx, quarters.reverse(desk_of(ctx), quarter, reason, reviewer))


for _command in (show, advance, adjust, post, reverse):
    quarter.add_command(_command)


def _rows(sheet: Settlement) -> Iterator[tuple[str, ...]]:
    for line in sheet.lines:
        figures = (line.annual, line.base, line.deduction, line.adjustment, line.payable, line.cumulative)
        yield (line.name, *map(format_amount, figures))
    sums = (sheet.base, sheet.deduction, sheet.adjustment, sheet.payable)
    yield ("合计", "", *map(format_amount, sums), "")


def _nothing_beside_clear(*given: object) -> None:
    if any(value is not None for value in given):
        raise misread("clear_alone", "--clear 不与金额、事由或文号同写；请删去其一")


def _print_quarter(ctx: click.Context, view: QuarterView) -> None:
    if common_of(ctx).as_json:
        output.value(shapes.quarter(view))
        return
    sheet = view.sheet
    posting = view.posted.posting if view.posted else None
    state = (
        f"已审定（{posting.on}，编制 {posting.prepared_by}，复核 {posting.reviewed_by}）"
        if posting
        else "试算"
    )
    output.text(f"{sheet.quarter.label}结算单  {view.number}  {state}", "")
    heads = ("子项目", "年度金额（元）", "本季应结额", "考核扣款", "调整", "本季应付", "累计应付")
    output.table(heads, _rows(sheet))
    output.text("", f"人民币（大写）{in_words(sheet.payable)}")
    for share in sheet.applied:
        output.text(f"扣款 {share.deduction}（{share.source.label}）：{format_amount(share.amount)} 元")
    for share in sheet.returned:
        output.text(f"退回 {share.deduction}：{format_amount(share.amount)} 元")
    if sheet.outstanding_after:
        output.text(f"待扣余额（下季续扣）：{format_amount(sheet.outstanding_after)} 元")
    for reason in view.blocked_by:
        output.text(f"不能审定：{reason}")
    output.messages(view.warnings)
