"""``settle demo``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output
from settlement_app.cli.command import command, common_of
from settlement_app.cli.progress import progress_bars


@command(
    "demo",
    "演示：以内置 2019 年合同和示例数据走完一年，写出台账和全部单据。",
    "settle demo -o 示例",
    [
        click.Option(
            ["-o", "--output"], required=True, metavar="文件夹", help="写到哪个文件夹；已有演示的不覆盖"
        )
    ],
)
def demo(ctx: click.Context, **more: Any) -> None:
    """Play the demonstration year."""
    from settlement_app.office.demo import play

    with progress_bars("演示全年", "生成单据") as (playing, printing):
        done = play(Path(more["output"]), playing, printing)
    if common_of(ctx).as_json:
        output.value(
            {
                "folder": str(done.folder),
                "ledger": str(done.ledger),
                "documents": [str(path) for path in done.papers],
                "workbook": str(done.workbook),
                "account": list(done.account),
                "warnings": [],
            }
        )
        return
    output.text(*done.account)
    papers = f"单据 {len(done.papers)} 份在“{done.papers[0].parent.name}”中"
    output.text(f"全部内容在 {done.folder}：台账 {done.ledger.name}，工作簿 {done.workbook.name}，{papers}")
