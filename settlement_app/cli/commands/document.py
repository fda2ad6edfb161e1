"""``settle document``."""

from pathlib import Path
from typing import Any

import click

from settlement_app.cli import output
from settlement_app.cli.command import Group, command, common_of
from settlement_app.cli.desks import desk_of
from settlement_app.cli.parameters import POSITIVE, TEXT, YEAR, OneOf, argument, flag, option
from settlement_app.cli.progress import progress_bar
from settlement_app.domain.papers.kinds import KIND_LABELS, STATE_LABELS
from settlement_app.office import documents, saving

document = Group("document", help="单据：打印成 PDF、查看清单。")
_KINDS = "、".join(f"{kind}（{label}）" for kind, label in KIND_LABELS.items())


@command(
    "render",
    "把一份单据写成 PDF；已定的单据首次生成时存入台账，以后都打印同一份。",
    "settle document render settlement 2019Q2 -o 二季度结算单.pdf",
    [
        argument("kind", OneOf("类别", tuple(KIND_LABELS)), _KINDS),
        argument(
            "target",
            TEXT,
            "季度，如 2019Q2；年度，如 2019；clearance:2019；或单号，如 JS-12333-2019Q2-2",
            shown="对象",
        ),
        click.Option(["-o", "--output"], required=True, metavar="文件", help="写到哪个文件"),
        option("amount", POSITIVE, "付款申请单本次申请的金额；不写为全部未付金额"),
        flag("force", "覆盖已有文件"),
    ],
)
def render(ctx: click.Context, kind: Any, target: str, amount: int | None, **more: Any) -> None:
    """Write one paper as a PDF."""
    saved = saving.save(desk_of(ctx), kind, target, Path(more["output"]), force=more["force"], amount=amount)
    ((written, printed),) = saved.papers
    if common_of(ctx).as_json:
        done = {"document": printed.number, "kind": kind, "state": printed.state, "file": str(written)}
        output.value({**done, "warnings": list(saved.warnings)})
        return
    state = STATE_LABELS[printed.state]
    output.text(f"{KIND_LABELS[printed.kind]} {printed.number}（{state}）已写到 {written}")
    output.messages(saved.warnings)


@command(
    "render-all",
    "把一年的全部单据写成 PDF：已定的单据（含已冲销、已作废的），以及截至今日的扣款台账与年度对账表。",
    "settle document render-all 2019 -o 2019年单据",
    [
        argument("year", YEAR, "年度，如 2019"),
        click.Option(["-o", "--output"], required=True, metavar="文件夹", help="写到哪个文件夹；没有则新建"),
        flag("force", "覆盖已有文件"),
    ],
)
def render_all(ctx: click.Context, year: int, **more: Any) -> None:
    """Write all papers of a year as PDFs."""
    desk, folder = desk_of(ctx), Path(more["output"])
    with progress_bar("生成单据") as progress:
        saved = saving.save_all(desk, year, folder, force=more["force"], progress=progress)
    if common_of(ctx).as_json:
        rows = [
            {"document": p.number, "kind": p.kind, "state": p.state, "file": str(target)}
            for target, p in saved.papers
        ]
        output.value({"folder": str(saved.path), "documents": rows, "warnings": list(saved.warnings)})
        return
    output.text(*(file.name for file, _ in saved.papers))
    output.text(f"{year}年单据 {len(saved.papers)} 份已写到 {saved.path}")
    output.messages(saved.warnings)


@command(
    "list",
    "查看已定的单据及打印次数（存为文件也计入）。",
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
                    "target": str(entry.about),
                    "state": entry.state,
                    "sha256": entry.sha256,
                    "prints": entry.prints,
                }
                for entry in entries
            ]
        )
        return
    output.table(
        ("单号", "类别", "期间", "状态", "打印次数"),
        [(e.number, KIND_LABELS[e.kind], e.about, STATE_LABELS[e.state], e.prints) for e in entries],
    )


for _command in (render, render_all, list_all):
    document.add_command(_command)
