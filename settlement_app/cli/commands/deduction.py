"""``settle deduction``."""

from collections.abc import Sequence

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import NAME, POSITIVE, QUARTER, TEXT, argument, flag, option
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.office import deductions

deduction = Group("deduction", help="扣款台账：查看、期初扣款、减免与撤回。")
_ID = argument("number", TEXT, "扣款编号，如 KK-12333-2019Q1-01", shown="编号")
_AMOUNT = option("amount", POSITIVE, "金额", required=True)
_REASON = option("reason", TEXT, "事由", required=True)
_REVIEWER = option("reviewer", NAME, "复核人", required=True)


@command("list", "查看全部扣款及其去向。", "settle deduction list", [])
def list_all(ctx: click.Context) -> None:
    """Print the register."""
    _print_register(ctx, deductions.register(desk_of(ctx)))


@command(
    "open",
    "登记期初扣款（首份合同之前发生、尚未扣减的）；首季审定前可改。",
    "settle deduction open --source 2018Q4 --amount 12000 --document 沪咨〔2018〕12号",
    [
        option("source", QUARTER, "来源季度", required=True),
        _AMOUNT,
        option("document", TEXT, "文号", required=True),
        flag("remove", "删去来源、金额、文号都相同的一笔"),
    ],
)
def open_with(ctx: click.Context, source: Quarter, amount: int, document: str, remove: bool) -> None:
    """State or take back an opening deduction."""
    act = deductions.remove_opening if remove else deductions.open_with
    _print_register(ctx, act(desk_of(ctx), source, amount, document))


@command(
    "waive",
    "减免一笔扣款（申诉成立）；已扣的部分在下一季度退回。",
    'settle --by 经办员 deduction waive KK-12333-2019Q1-01 --amount 10000 --reason "申诉成立" --reviewer 复核员',
    [_ID, _AMOUNT, _REASON, _REVIEWER],
)
def waive(ctx: click.Context, number: str, amount: int, reason: str, reviewer: str) -> None:
    """Waive part of a deduction."""
    _print_register(ctx, deductions.waive(desk_of(ctx), number, amount, reason, reviewer))


@command(
    "unwaive",
    "撤回减免。",
    'settle --by 经办员 deduction unwaive KK-12333-2019Q1-01 --amount 10000 --reason "复议维持" --reviewer 复核员',
    [_ID, _AMOUNT, _REASON, _REVIEWER],
)
def unwaive(ctx: click.Context, number: str, amount: int, reason: str, reviewer: str) -> None:
    """Take part of the waivers back."""
    _print_register(ctx, deductions.unwaive(desk_of(ctx), number, amount, reason, reviewer))


for _command in (list_all, open_with, waive, unwaive):
    deduction.add_command(_command)


def _print_register(ctx: click.Context, rows: Sequence[Deduction]) -> None:
    if common_of(ctx).as_json:
        output.value([shapes.deduction(row) for row in rows])
        return
    output.table(
        ("编号", "来源季度", "金额（元）", "减免", "已扣", "已退", "待扣余额", "待退", "由来"),
        [
            (
                row.id,
                row.source,
                format_amount(row.amount),
                format_amount(row.waived),
                _moved(row, "applied"),
                _moved(row, "returned"),
                format_amount(row.outstanding),
                format_amount(row.to_return),
                f"（已撤销）{row.basis}" if row.withdrawn else row.basis,
            )
            for row in rows
        ],
    )


def _moved(row: Deduction, kind: str) -> str:
    return format_amount(sum(move.amount for move in row.movements if move.kind == kind))
