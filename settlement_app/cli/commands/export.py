"""``settle export``."""

from pathlib import Path

import click

from settlement_app.cli import output
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import FILE, YEAR, argument, flag, option
from settlement_app.office import exports
from settlement_app.office.exports import Format

export = Group("export", help="导出：工作簿，以及供 beancount、hledger 独立核对的账目。")
_PARAMETERS = [
    argument("file", FILE, "写到哪个文件"),
    option("year", YEAR, "年度；不写为全部合同年度"),
    flag("force", "覆盖已有文件"),
]


@command(
    "xlsx",
    "把全年数据写成工作簿（.xlsx）：合计、累计、最终、未付等都是公式，未审定的季度标明“试算”。",
    "settle export xlsx 2019年结算数据.xlsx --year 2019",
    _PARAMETERS,
)
def xlsx(ctx: click.Context, file: str, year: int | None, force: bool) -> None:
    """Write the workbook."""
    _export(ctx, "xlsx", file, year, force)


@command(
    "beancount",
    "把已审定的单据、付款与发票写成 beancount 账目，附余额断言，供独立核对。",
    "settle export beancount 结算.beancount",
    _PARAMETERS,
)
def beancount(ctx: click.Context, file: str, year: int | None, force: bool) -> None:
    """Write the books for beancount."""
    _export(ctx, "beancount", file, year, force)


@command(
    "hledger",
    "把已审定的单据、付款与发票写成 hledger 账目，附余额断言，供独立核对。",
    "settle export hledger 结算.journal",
    _PARAMETERS,
)
def hledger(ctx: click.Context, file: str, year: int | None, force: bool) -> None:
    """Write the books for hledger."""
    _export(ctx, "hledger", file, year, force)


for _command in (xlsx, beancount, hledger):
    export.add_command(_command)


def _export(ctx: click.Context, form: Format, file: str, year: int | None, force: bool) -> None:
    done = exports.export(desk_of(ctx), form, Path(file), year, force=force)
    if common_of(ctx).as_json:
        output.value({"file": str(done.file), "years": list(done.years), "warnings": list(done.warnings)})
        return
    output.text(f"{'、'.join(str(each) for each in done.years)}年数据已写到 {done.file}")
    output.messages(done.warnings)
