"""``settle actuals``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output, year_end_shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import (
    AMOUNT,
    CATEGORY,
    CATEGORY_HELP,
    FILE,
    MONTH,
    TEXT,
    YEAR,
    argument,
    flag,
    option,
)
from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS, ActualCost
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Month
from settlement_app.office import costs
from settlement_app.office.costs import CostView

actuals = Group("actuals", help="实际费用（人员经费）：导入、填写、查看、空白表。")
_ITEM = option("item", TEXT, "子项目代码；合同有几个据实清算的子项目时须写明")
_YEAR = argument("year", YEAR, "年度")


@command(
    "import",
    "从 .csv 或 .xlsx 导入各月实际费用；有一处不明即全部不导入。",
    "settle actuals import 2019年人员经费.xlsx",
    [argument("file", FILE, "表格文件"), _ITEM, flag("replace", "替换已有的实际数")],
)
def import_file(ctx: click.Context, file: str, item: str | None, replace: bool) -> None:
    """Store the values of a file, all or none."""
    from settlement_app.exchange.actuals_file import read_actuals

    desk = desk_of(ctx)
    found = read_actuals(Path(file), costs.months_for_file(desk))
    imported, replaced = costs.import_values(desk, found.values, item, replace)
    if common_of(ctx).as_json:
        done = {
            "imported": imported,
            "replaced": replaced,
            "unit": found.unit,
            "problems": [],
            "warnings": [],
        }
        output.value(done)
    else:
        output.text(f"已导入 {imported} 个数（金额单位：{found.unit}），其中替换 {replaced} 个")


@command(
    "set",
    "填写一个月一个类别的实际费用；没有发生的也要填 0。",
    "settle actuals set 2019-12 wages 3,210,000.00 --estimate --note 按11月预计",
    [
        argument("month", MONTH, "月份，如 2019-12"),
        argument("category", CATEGORY, CATEGORY_HELP),
        argument("amount", AMOUNT, "金额；更正数可为负"),
        _ITEM,
        flag("estimate", "暂估"),
        option("note", TEXT, "说明", default=""),
        flag("replace", "替换已有的实际数"),
    ],
)
def set_value(ctx: click.Context, month: Month, category: Any, amount: int, **more: Any) -> None:
    """Store one value."""
    desk = desk_of(ctx)
    item = costs.item_for(desk, month, more["item"])
    value = ActualCost(item, month, category, amount, more["estimate"], more["note"].strip())
    _print_costs(ctx, costs.set_value(desk, value, replaces=more["replace"]))


@command("show", "查看一年的实际费用，以及缺少和暂估的项目。", "settle actuals show 2019", [_YEAR, _ITEM])
def show(ctx: click.Context, year: int, item: str | None) -> None:
    """Print a year's actual cost."""
    _print_costs(ctx, costs.show(desk_of(ctx), year, item))


@command(
    "template",
    "生成空白填报表（.xlsx）。",
    "settle actuals template 2019 -o 2019年人员经费.xlsx",
    [
        _YEAR,
        _ITEM,
        click.Option(["-o", "--output"], type=FILE, required=True, metavar="文件", help="写到哪个文件"),
        flag("force", "覆盖已有文件"),
    ],
)
def template(ctx: click.Context, year: int, item: str | None, output: str, force: bool) -> None:
    """Write a blank workbook to fill in."""
    _write_template(ctx, year, item, Path(output), force)


for _command in (import_file, set_value, show, template):
    actuals.add_command(_command)


def _write_template(ctx: click.Context, year: int, item: str | None, target: Path, force: bool) -> None:
    from settlement_app.exchange.files import new_file, renaming_warnings, write_whole
    from settlement_app.office.blank_costs import BlankCosts

    file = new_file(target, force=force)
    write_whole(file, BlankCosts(year, item).content(desk_of(ctx)))
    renamed = renaming_warnings(target, file)
    if common_of(ctx).as_json:
        output.value({"file": str(file), "warnings": list(renamed)})
        return
    output.text(f"空白表已写到 {file}")
    output.messages(renamed)


def _print_costs(ctx: click.Context, view: CostView) -> None:
    if common_of(ctx).as_json:
        output.value(year_end_shapes.costs(view))
        return
    amounts = {(value.month, value.category): value for value in view.costs.values}
    rows = []
    for month in view.contract.months:
        values = [amounts.get((month, category)) for category in CATEGORIES]
        marks = [
            "" if v is None else format_amount(v.amount) + ("（暂估）" if v.estimate else "") for v in values
        ]
        rows.append((month, *marks))
    output.text(f"{view.contract.year}年实际费用：{view.item_name}（{view.costs.item}，单位：元）")
    output.table(("月份", *(CATEGORY_LABELS[category] for category in CATEGORIES)), rows)
    output.text(
        f"合计 {format_amount(view.costs.total)} 元；{'已齐全' if view.costs.complete else '尚未齐全'}"
    )
