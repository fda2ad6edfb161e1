"""``settle invoice``."""

from datetime import date
from typing import Any

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import AMOUNT, DATE, NUMBER, TARGET, TEXT, argument, option
from settlement_app.domain.books import Invoice, Target
from settlement_app.domain.money import format_amount
from settlement_app.office import payments

invoice = Group("invoice", help="发票：登记、作废、查看。")


@command(
    "record",
    "登记一张发票；红字发票的金额与税额写负数。",
    "settle invoice record 2019Q1 --number 04412345 --code 3100191130 --date 2019-04-15"
    " --amount 17,846,800.00 --tax 1,010,196.23",
    [
        argument("target", TARGET, "季度，或 clearance:2019"),
        option("number", TEXT, "发票号码", required=True),
        option("code", TEXT, "发票代码", default=""),
        option("date", DATE, "开票日期", required=True),
        option("amount", AMOUNT, "价税合计", required=True),
        option("tax", AMOUNT, "税额", required=True),
    ],
)
def record(
    ctx: click.Context, target: Target, number: str, code: str, amount: int, tax: int, **more: date
) -> None:
    """Record an invoice."""
    view = payments.bill(desk_of(ctx), target, number, code, more["date"], amount, tax)
    _print_invoices(ctx, (view.invoice,), shapes.invoice_view(view))
    if not common_of(ctx).as_json:
        output.messages(view.warnings)


@command(
    "void",
    "作废发票；号码仍占用。",
    'settle invoice void 1 --reason "开错抬头"',
    [argument("number", NUMBER, "发票序号"), option("reason", TEXT, "作废事由", required=True)],
)
def void(ctx: click.Context, number: int, reason: str) -> None:
    """Void an invoice."""
    view = payments.void_invoice(desk_of(ctx), number, reason)
    _print_invoices(ctx, (view.invoice,), shapes.invoice_view(view))


@command("list", "查看发票。", "settle invoice list", [])
def list_all(ctx: click.Context) -> None:
    """Print all invoices."""
    entries = payments.invoices(desk_of(ctx))
    _print_invoices(ctx, entries, [shapes.invoice(entry) for entry in entries])


for _command in (record, void, list_all):
    invoice.add_command(_command)


def _print_invoices(ctx: click.Context, entries: tuple[Invoice, ...], shape: Any) -> None:
    if common_of(ctx).as_json:
        output.value(shape)
        return
    output.table(
        ("序号", "对象", "发票号码", "发票代码", "日期", "价税合计（元）", "税额", "状态"),
        [
            (
                entry.id,
                entry.target.label,
                entry.number,
                entry.code,
                entry.on,
                format_amount(entry.amount),
                format_amount(entry.tax),
                "" if entry.void_because is None else f"已作废：{entry.void_because}",
            )
            for entry in entries
        ],
    )
