"""``settle ledger``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_as_it_is, desk_of
from settlement_app.cli.parameters import ANCHOR, FILE, argument, flag, option
from settlement_app.cli.progress import progress_bar, progress_bars
from settlement_app.ledger.errors import LedgerError
from settlement_app.office import ledgers
from settlement_app.office.ledgers import Entry, Verification, act_of, understanding

ledger = Group("ledger", help="结算台账：核对、备份、恢复、操作日志。")
_FORCE = flag("force", "覆盖已有文件")
_COPY_STAGES = ("复制台账", "核对副本")


@command(
    "verify",
    "核对台账：重演操作日志，比对每一张表，重算每一个已审定的数。",
    "settle ledger verify --anchor 0123456789abcdef",
    [option("anchor", ANCHOR, "单据上的校验码（前 16 位即可）：查出它属于哪一张单据")],
)
def verify(ctx: click.Context, anchor: str | None) -> None:
    """Check the ledger against its journal; not in order is exit status 3."""
    with progress_bar("核对台账") as progress:
        done = ledgers.verify(desk_as_it_is(ctx), anchor, progress)
    if not done.ok and not common_of(ctx).as_json:
        raise LedgerError("ledger_damaged", "台账未通过核对", done.problems)
    _print_verification(ctx, done)
    ctx.exit(0 if done.ok else 3)


@command(
    "backup",
    "备份台账；备份先经核对才写成文件。",
    "settle ledger backup 2019-04-20.settlement",
    [argument("file", FILE, "备份文件"), _FORCE],
)
def backup(ctx: click.Context, file: str, force: bool) -> None:
    """Make a verified copy."""
    with progress_bars(*_COPY_STAGES) as (copying, checking):
        done = ledgers.back_up(
            desk_as_it_is(ctx), Path(file), force=force, copying=copying, checking=checking
        )
    _print_verification(ctx, done, f"已备份到 {file}")


@command(
    "restore",
    "从备份恢复台账；备份先经核对，原台账另存不删。",
    "settle --ledger 12333.settlement ledger restore 2019-04-20.settlement --force",
    [argument("file", FILE, "备份文件"), _FORCE],
)
def restore(ctx: click.Context, file: str, force: bool) -> None:
    """Put a verified backup in the ledger's place."""
    desk = desk_as_it_is(ctx)
    with progress_bars(*_COPY_STAGES) as (copying, checking):
        done, aside = ledgers.restore(desk, Path(file), force=force, copying=copying, checking=checking)
    kept = f"；原台账另存为 {aside}" if aside else ""
    _print_verification(ctx, done, f"已从 {file} 恢复到 {desk.ledger}{kept}")


@command("journal", "查看操作日志。", "settle ledger journal", [])
def journal(ctx: click.Context) -> None:
    """Print the journal, oldest first."""
    entries = ledgers.journal_entries(desk_of(ctx))
    if common_of(ctx).as_json:
        output.value([_value_of(entry) for entry in entries])
        return
    output.table(
        ("序号", "时间（UTC）", "操作", "对象", "编制", "复核", "校验码"),
        [_row_of(entry) for entry in entries],
    )


def _value_of(entry: Entry) -> dict[str, Any]:
    with understanding(entry):
        return {"sequence": entry.sequence, "hash": entry.hash, **entry.content}


def _row_of(entry: Entry) -> tuple[object, ...]:
    with understanding(entry):
        content = entry.content
        done = (content["at"], act_of(entry), content["subject"])
        return (entry.sequence, *done, content["prepared_by"], content["reviewed_by"], entry.hash[:16])


for _command in (verify, backup, restore, journal):
    ledger.add_command(_command)


def _print_verification(ctx: click.Context, done: Verification, said: str = "") -> None:
    if common_of(ctx).as_json:
        found = done.found
        output.value(
            {
                "ok": done.ok,
                "entries": done.entries,
                "head": done.head,
                "checked": done.checked,
                "problems": list(done.problems),
                "anchor": found
                and {
                    "sequence": found.sequence,
                    "act": found.content["act"],
                    "subject": found.content["subject"],
                },
                "warnings": [],
            }
        )
        return
    if said:
        output.text(said)
    output.text(f"核对无误：操作日志 {done.entries} 条，最新校验码 {done.head[:16]}")
    if done.found:
        content = done.found.content
        output.text(
            f"校验码属于第 {done.found.sequence} 条：{act_of(done.found)} {content['subject']}，{content['at']}"
        )
