"""``settle clearance``."""

from collections.abc import Iterator
from typing import Any

import click

from settlement_app.cli import output, year_end_shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import MODE, NAME, POSITIVE, TEXT, YEAR, argument, flag, option
from settlement_app.domain.findings import misread
from settlement_app.domain.money import format_amount, percent_text
from settlement_app.domain.words import in_words
from settlement_app.domain.year_end import Clearance, Outstanding, execution_percent
from settlement_app.office import clearances
from settlement_app.office.clearances import ClearanceView

clearance = Group("clearance", help="年终清算：查看、核减、审定、冲销。")
_YEAR = argument("year", YEAR, "年度")
_MODE = option("outstanding", MODE, "待扣余额：carry 结转下年（默认），settle 在清算中了结", default="carry")
_REVIEWER = option("reviewer", NAME, "复核人", required=True)


@command("show", "查看年终清算；未审定的为预清算，并列出所缺。", "settle clearance show 2019", [_YEAR, _MODE])
def show(ctx: click.Context, year: int, outstanding: Outstanding) -> None:
    """Print the year's clearance."""
    _print_clearance(ctx, clearances.show(desk_of(ctx), year, outstanding))


@command(
    "reduce",
    "核减一个子项目的金额（可多次，累加）；--clear 清除该子项目的全部核减。",
    'settle clearance reduce 2019 consultants --amount 12,000.00 --reason "审计核减" --document 沪审〔2020〕5号',
    [
        _YEAR,
        argument("item", TEXT, "子项目代码", shown="子项目"),
        option("amount", POSITIVE, "核减金额"),
        option("reason", TEXT, "事由"),
        option("document", TEXT, "文号"),
        flag("clear", "清除"),
    ],
)
def reduce(ctx: click.Context, year: int, item: str, clear: bool, **more: Any) -> None:
    """Strike an amount off a sub-item, or take all reductions of it out."""
    given = [value is not None for value in more.values()]
    if clear:
        if any(given):
            raise misread("clear_alone", "--clear 不与金额、事由或文号同写；请删去其一")
        _print_clearance(ctx, clearances.clear_reductions(desk_of(ctx), year, item))
    elif not all(given):
        raise misread("missing", "核减须同时写明 --amount、--reason 与 --document，或用 --clear 清除")
    else:
        _print_clearance(
            ctx, clearances.reduce(desk_of(ctx), year, item, more["amount"], more["reason"], more["document"])
        )


@command(
    "post",
    "审定年终清算；审定后本年关闭。",
    "settle --by 经办员 clearance post 2019 --reviewer 复核员",
    [_YEAR, _REVIEWER, _MODE],
)
def post(ctx: click.Context, year: int, reviewer: str, outstanding: Outstanding) -> None:
    """Post the clearance."""
    _print_clearance(ctx, clearances.post(desk_of(ctx), year, reviewer, outstanding))


@command(
    "reverse",
    "冲销已审定的年终清算。",
    'settle --by 经办员 clearance reverse 2019 --reason "实际费用有误" --reviewer 复核员',
    [_YEAR, option("reason", TEXT, "冲销事由", required=True), _REVIEWER],
)
def reverse(ctx: click.Context, year: int, reason: str, reviewer: str) -> None:
    """Reverse the posted clearance."""
    _print_clearance(ctx, clearances.reverse(desk_of(ctx), year, reason, reviewer))


for _command in (show, reduce, post, reverse):
    clearance.add_command(_command)


def _print_clearance(ctx: click.Context, view: ClearanceView) -> None:
    if common_of(ctx).as_json:
        output.value(year_end_shapes.clearance(view))
        return
    entry, posting = view.clearance, view.posted.posting if view.posted else None
    state = f"已审定（{posting.on}）" if posting else "预清算"
    output.text(f"{entry.year}年年终清算  {view.number}  {state}", "")
    output.table(
        (
            "子项目",
            "预算（元）",
            "各季应付合计",
            "考核扣款",
            "调整",
            "清算应补应退",
            "扣款了结",
            "最终金额",
            "结余",
        ),
        [
            (
                line.name,
                format_amount(line.budget),
                format_amount(sum(line.payable)),
                *(
                    _amount(figure)
                    for figure in (line.deductions, line.adjustments, line.true_up, line.offset)
                ),
                _amount(line.final),
                _amount(line.surplus),
            )
            for line in (*entry.lines, entry.total)
        ],
    )
    output.text(
        "", _net(entry.net), f"已付 {format_amount(view.paid)} 元，未付 {_amount(entry.unpaid(view.paid))} 元"
    )
    output.text(*_execution(entry, view.paid))
    if entry.mode == "carry" and (entry.outstanding or entry.to_return):
        output.text(
            f"结转下年：待扣 {format_amount(entry.outstanding)} 元，待退 {format_amount(entry.to_return)} 元"
        )
    for reason in view.blocked_by:
        output.text(f"不能审定：{reason}")
    output.messages(view.warnings)


def _execution(clearance: Clearance, paid: int) -> Iterator[str]:
    """What of the budget was not spent, in its parts, and 预算执行率; nothing while the final amount is 未定."""
    total = clearance.total
    if total.final is None or clearance.unspent is None:
        return
    parts = (
        ("考核扣款", -total.deductions),
        ("调整", -total.adjustments),
        ("结余", total.surplus or 0),
        ("扣款了结", total.offset),
    )
    named = " + ".join(f"{name} {format_amount(amount)}" for name, amount in parts if amount)
    yield f"预算未支出合计 {format_amount(clearance.unspent)} 元" + (f" = {named}" if named else "")
    final = execution_percent(total.final, total.budget)
    by_payment = execution_percent(paid, total.budget)
    if final is not None and by_payment is not None:
        yield f"预算执行率：按最终金额 {percent_text(final)}，按已付 {percent_text(by_payment)}"


def _amount(figure: int | None) -> str:
    return "未定" if figure is None else format_amount(figure)


def _net(net: int | None) -> str:
    if net is None:
        return "清算净额：未定"
    if net == 0:
        return "清算净额：0.00 元，无应补、应退"
    word = "应补" if net > 0 else "应退"
    return f"{word} {format_amount(abs(net))} 元（{in_words(abs(net))}）"
