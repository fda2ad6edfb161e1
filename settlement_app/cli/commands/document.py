"""``settle document``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import TEXT, YEAR, OneOf, argument, flag, option
from settlement_app.exchange.files import new_file, write_whole
from settlement_app.office import documents
from settlement_app.office.documents import KIND_LABELS

document = Group("document", help="单据：打印成 PDF、查看清单。")
_STATES = {"draft": "草稿", "posted": "已定", "reversed": "已冲销或已重开"}
_KINDS = "、".join(f"{kind}（{label}）" for kind, label in KIND_LABELS.items())


@command(
    "render",
    "把一份单据写成 PDF；已定的单据首次生成时存入台账，以后都打印同一份。",
    "settle document render settlement 2019Q2 -o 二季度结算单.pdf",
    [
        argument("kind", OneOf("类别", tuple(KIND_LABELS)), _KINDS),
        argument("target", TEXT, "季度，如 2019Q2；或单号，如 JS-12333-2019Q2-2", shown="对象"),
        click.Option(["-o", "--output"], required=True, metavar="文件", help="写到哪个文件"),
        flag("force", "覆盖已有文件"),
    ],
)
def render(ctx: click.Context, kind: Any, target: str, **more: Any) -> None:
    """Write one paper as a PDF."""
    asked = Path(more["output"])
    written = new_file(asked, force=more["force"])
    printed = documents.render(desk_of(ctx), kind, target)
    write_whole(written, printed.content)
    renamed = (
        [f"文件名含 Windows 不能保存的字符，已改为 {written.name}"] if written.name != asked.name else []
    )
    if common_of(ctx).as_json:
        done = {"document": printed.number, "kind": kind, "state": printed.state, "file": str(written)}
        output.value({**done, "warnings": renamed})
        return
    output.text(f"{KIND_LABELS[printed.kind]} {printed.number}（{_STATES[printed.state]}）已写到 {written}")
    output.messages(renamed)


@command(
    "list",
    "查看已定的单据及打印次数。",
    "settle document list --year 2019",
    [option("year", YEAR, "年度；不写为全部")],
)
def list_all(ctx: click.Context, year: int | None) -> None:
    """Print all final documents."""
    entries = documents.listed(desk_of(ctx), year)
    if common_of(ctx).as_json:
        output.value(
            [
                {
                    "document": entry.number,
                    "kind": entry.kind,
                    "quarter": str(entry.quarter),
                    "state": entry.state,
                    "sha256": entry.sha256,
                    "prints": entry.prints,
                }
                for entry in entries
            ]
        )
        return
    output.table(
        ("单号", "类别", "季度", "状态", "打印次数"),
        [(e.number, KIND_LABELS[e.kind], e.quarter, _STATES[e.state], e.prints) for e in entries],
    )


for _command in (render, list_all):
    document.add_command(_command)
