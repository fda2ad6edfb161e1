"""``settle init`` and ``settle contract``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import AMOUNT, FILE, NAME, QUARTER, TEXT, YEAR, argument, option
from settlement_app.domain.contract import METHOD_LABELS, TEXT_LABELS
from settlement_app.domain.findings import misread
from settlement_app.domain.money import AmountError, format_amount, parse_amount
from settlement_app.office import contracts
from settlement_app.office.contracts import ContractView

contract = Group("contract", help="年度合同：查看、填写、预算调整、转入下一年度、撤下。")


@command(
    "init",
    "新建台账，或把模板中的项目与合同加入已有台账。内置模板：12333-2019。",
    "settle --ledger 12333.settlement init --template 12333-2019",
    [option("template", FILE, "内置模板的名称，或 TOML 文件的路径", required=True)],
)
def init(ctx: click.Context, template: str) -> None:
    """Make the ledger when there is none, and add the template's project and contract."""
    from settlement_app.exchange.template_file import bundled_template, read_template

    path = Path(template)
    is_file = path.exists() and not path.is_dir()
    chosen = read_template(path if is_file else bundled_template(template))
    _print_contract(ctx, contracts.start(desk_of(ctx), chosen))


@command(
    "show",
    "查看合同、子项目与预算调整。",
    "settle contract show --year 2019",
    [option("year", YEAR, "年度；不写为最新合同")],
)
def show(ctx: click.Context, year: int | None) -> None:
    """Print one contract."""
    _print_contract(ctx, contracts.show(desk_of(ctx), year))


@command(
    "set",
    "填写合同的可选项目；已审定的单据保留当时的内容。",
    'settle contract set vendor_bank "中国工商银行上海市分行" --reason "供应商来函告知"',
    [
        argument(
            "field",
            TEXT,
            "、".join(f"{name}（{label}）" for name, label in TEXT_LABELS.items()),
            shown="项目",
        ),
        argument("text", TEXT, "新的内容；写空文字则清空", shown="内容"),
        option("reason", TEXT, "修改事由", required=True),
        option("year", YEAR, "年度；不写为最新合同"),
    ],
)
def set_text(ctx: click.Context, field: str, text: str, reason: str, year: int | None) -> None:
    """Set one optional text."""
    _print_contract(ctx, contracts.set_text(desk_of(ctx), field, text, reason, year))


@command(
    "amend",
    "预算调整：自某一未审定季度起改变一个子项目的年度金额；写 --against 则从另一子项目调剂，总额不变。",
    "settle contract amend management --annual 512.20万元 --against tax --from 2019Q3"
    ' --document 沪人社财〔2019〕8号 --reason "调剂使用"',
    [
        argument("item", TEXT, "子项目代码", shown="子项目"),
        option("annual", AMOUNT, "调整后的年度金额", required=True),
        option("against", TEXT, "调剂的另一子项目代码"),
        option("from", QUARTER, "自哪一季度起；不写为下一个未审定季度"),
        option("year", YEAR, "年度；各季均已审定后调整时须写明"),
        option("document", TEXT, "文号", required=True),
        option("reason", TEXT, "事由", required=True),
    ],
)
def amend(ctx: click.Context, item: str, annual: int, against: str | None, **more: Any) -> None:
    """Amend a sub-item's annual amount."""
    if more["from"] and more["year"]:
        raise misread("from_and_year", "--from 与 --year 只能写一个；请删去其中之一")
    _print_contract(
        ctx,
        contracts.amend(
            desk_of(ctx), item, annual, more["document"], more["reason"], against, more["from"], more["year"]
        ),
    )


@command(
    "roll-over",
    "转入下一年度，建立其合同：双方、子项目与考核方案照旧，金额可逐项改写。",
    "settle contract roll-over 2020 --annual management=512.20万元",
    [
        argument("year", YEAR, "新合同的年度"),
        click.Option(
            ["--annual"], multiple=True, help="子项目=新的年度金额，可写多次", metavar="子项目=金额"
        ),
        option("vendor", NAME, "新的供应商；须先审定本年清算，且没有待扣、待退余额"),
    ],
)
def roll_over(ctx: click.Context, year: int, annual: tuple[str, ...], vendor: str | None) -> None:
    """Make the next year's contract."""
    _print_contract(ctx, contracts.roll_over(desk_of(ctx), year, _amounts(annual), vendor))


@command(
    "drop",
    "撤下误建的最新合同及其草稿；其中已有审定单据的不能撤下。",
    "settle contract drop 2020",
    [argument("year", YEAR, "要撤下的年度")],
)
def drop(ctx: click.Context, year: int) -> None:
    """Take a mistaken contract back."""
    _print_contract(ctx, contracts.drop(desk_of(ctx), year))


for _command in (show, set_text, amend, roll_over, drop):
    contract.add_command(_command)


def _amounts(pairs: tuple[str, ...]) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for pair in pairs:
        item, equals, text = pair.partition("=")
        if not equals or item in amounts:
            raise misread("annual_pair", f"--annual “{pair}”不明；请写成 子项目=金额，每个子项目一次")
        try:
            amounts[item] = parse_amount(text)
        except AmountError as error:
            raise misread("amount", f"--annual {item}：{error}") from error
    return amounts


def _print_contract(ctx: click.Context, view: ContractView) -> None:
    if common_of(ctx).as_json:
        output.value(shapes.contract(view))
        return
    entry, project = view.contract, view.books.project
    output.text(
        f"{project.code} {project.name}",
        f"{entry.year}年合同  {entry.start} 至 {entry.end}",
        f"采购人：{entry.client}",
        f"供应商：{entry.vendor}",
        *(f"{label}：{entry.texts[name]}" for name, label in TEXT_LABELS.items() if entry.texts.get(name)),
        "",
    )
    last = entry.last_quarter
    rows = [
        (
            item.code,
            item.name,
            METHOD_LABELS[item.method] + ("，承担扣款" if item.bears_deductions else ""),
            format_amount(entry.annual(item, last)),
        )
        for item in entry.sub_items
    ]
    output.table(
        ("代码", "子项目", "结算方式", "年度金额（元）"),
        [*rows, ("", "合计", "", format_amount(entry.total(last)))],
    )
    if entry.amendments:
        output.text("", "预算调整")
        output.table(
            ("子项目", "自", "年度金额（元）", "调剂子项目", "调剂后（元）", "文号", "事由"),
            [
                (
                    a.item,
                    a.quarter,
                    format_amount(a.annual),
                    a.against,
                    "" if a.against_annual is None else format_amount(a.against_annual),
                    a.document,
                    a.reason,
                )
                for a in entry.amendments
            ],
        )
    output.messages(view.warnings)
