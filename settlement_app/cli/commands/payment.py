"""``settle payment``."""

from datetime import date
from typing import Any

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import AMOUNT, DATE, NUMBER, TARGET, TEXT, YEAR, argument, option
from settlement_app.domain.books import Payment, Target
from settlement_app.domain.money import format_amount
from settlement_app.office import payments

payment = Group("payment", help="付款：登记、撤销、查看。")


@command(
    "record",
    "登记一笔付款；年终清算的退款以负数登记。",
    "settle payment record 2019Q1 --amount 17,846,800.00 --date 2019-04-20 --voucher 记-0412",
    [
        argument("target", TARGET, "季度，或 clearance:2019"),
        option("amount", AMOUNT, "金额", required=True),
        option("date", DATE, "付款日期", required=True),
        option("voucher", TEXT, "凭证号", required=True),
    ],
)
def record(ctx: click.Context, target: Target, amount: int, voucher: str, **more: date) -> None:
    """Record a payment or a refund."""
    view = payments.pay(desk_of(ctx), target, amount, more["date"], voucher)
    _print_payments(ctx, (view.payment,), shapes.payment_view(view))
    _warn(ctx, view.warnings)


@command(
    "reverse",
    "撤销误记的付款；记录保留。",
    'settle payment reverse 1 --reason "误记"',
    [argument("number", NUMBER, "付款序号"), option("reason", TEXT, "撤销事由", required=True)],
)
def reverse(ctx: click.Context, number: int, reason: str) -> None:
    """Reverse a wrong payment."""
    view = payments.reverse_payment(desk_of(ctx), number, reason)
    _print_payments(ctx, (view.payment,), shapes.payment_view(view))


@command("list", "查看付款。", "settle payment list --year 2019", [option("year", YEAR, "年度；不写为全部")])
def list_all(ctx: click.Context, year: int | None) -> None:
    """Print all payments."""
    entries = payments.payments(desk_of(ctx), year)
    _print_payments(ctx, entries, [shapes.payment(entry) for entry in entries])


for _command in (record, reverse, list_all):
    payment.add_command(_command)


def _print_payments(ctx: click.Context, entries: tuple[Payment, ...], shape: Any) -> None:
    if common_of(ctx).as_json:
        output.value(shape)
        return
    output.table(
        ("序号", "对象", "金额（元）", "日期", "凭证号", "状态"),
        [
            (
                entry.id,
                entry.target.label,
                format_amount(entry.amount),
                entry.on,
                entry.voucher,
                "" if entry.reversed_because is None else f"已撤销：{entry.reversed_because}",
            )
            for entry in entries
        ],
    )


def _warn(ctx: click.Context, warnings: tuple[str, ...]) -> None:
    if not common_of(ctx).as_json:
        output.messages(warnings)
