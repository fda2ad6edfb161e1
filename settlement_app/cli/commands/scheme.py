"""``settle scheme``."""

from pathlib import Path

import click

from settlement_app.cli import output, shapes
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import FILE, YEAR, argument, option
from settlement_app.domain.money import format_amount
from settlement_app.domain.scheme import Term
from settlement_app.office import contracts
from settlement_app.office.contracts import ContractView

scheme = Group("scheme", help="考核方案：查看、更换。")


@command(
    "show", "查看考核方案。", "settle scheme show --year 2019", [option("year", YEAR, "年度；不写为最新合同")]
)
def show(ctx: click.Context, year: int | None) -> None:
    """Print a contract's scheme."""
    _print_scheme(ctx, contracts.show(desk_of(ctx), year))


@command(
    "set",
    "以文件更换考核方案；已有考核确认的合同不能更换。",
    "settle scheme set 方案.toml --year 2019",
    [argument("file", FILE, "只含 [scheme] 的 TOML 文件"), option("year", YEAR, "年度；不写为最新合同")],
)
def set_scheme(ctx: click.Context, file: str, year: int | None) -> None:
    """Replace a contract's scheme."""
    from settlement_app.exchange.template_file import read_scheme

    _print_scheme(ctx, contracts.set_scheme(desk_of(ctx), read_scheme(Path(file)), year))


for _command in (show, set_scheme):
    scheme.add_command(_command)


def _print_scheme(ctx: click.Context, view: ContractView) -> None:
    if common_of(ctx).as_json:
        output.value(shapes.scheme(view))
        return
    entry = view.contract.scheme
    output.text(f"{view.contract.year}年考核方案")
    output.table(
        ("代码", "指标", "目标值", "周期", "分值", "扣款条款"),
        [
            (
                indicator.code,
                indicator.name,
                indicator.target_label,
                "年度" if indicator.cycle == "year" else "季度",
                indicator.points,
                _term(indicator.term),
            )
            for indicator in entry.indicators
        ],
    )
    if entry.tiers:
        output.text("", "分档扣款")
        output.table(
            ("得分自", "扣款"),
            [
                (
                    tier.min_score,
                    f"管理费的 {tier.percent}%"
                    if tier.percent is not None
                    else f"100 分以下每分 {format_amount(tier.amount_per_point or 0)} 元",
                )
                for tier in entry.tiers
            ],
        )
    if entry.pass_score is not None:
        output.text(f"合格分数：{entry.pass_score}")
    if entry.cap_percent is not None:
        output.text(f"扣款封顶：管理费的 {entry.cap_percent}%")
    if entry.deduct_when_passed:
        output.text("考核合格时也按条款扣款")
    output.messages(view.warnings)


def _term(term: Term | None) -> str:
    if term is None:
        return ""
    if term.kind == "percent":
        return f"管理费的 {term.percent}%"
    amount = format_amount(term.amount or 0)
    return f"每百分点 {amount} 元" if term.kind == "per_point" else f"{amount} 元"
