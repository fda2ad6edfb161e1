"""Ctrl+C at any moment: one sentence, status 130, and nothing half written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from settlement_app.ledger.progress import Progress
from settlement_app.office import demo, documents, ledgers
from settlement_app.office.desk import Desk
from tests.support.cli import PREPARER, Settle
from tests.support.tampering import verified
from tests.support.terminal import interrupted_while_loading, watched

SENTENCE = "错误：已中断；没有留下做到一半的内容\n"


def files(folder: Path) -> dict[Path, bytes]:
    """Every file in the folder, hidden ones too, with its content."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "at"),
    [
        (("ledger", "verify"), "核对台账"),
        (("ledger", "backup", "备份.settlement"), "复制台账"),
        (("ledger", "backup", "备份.settlement"), "核对副本"),
        (("ledger", "restore", "另一台账.settlement", "--force"), "核对副本"),
        (("document", "render-all", "2019", "-o", "单据"), "生成单据"),
        (("demo", "-o", "演示"), "演示全年"),
        (("demo", "-o", "演示"), "生成单据"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, tuple) else value,
)
def test_in_the_middle_of_long_work(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], at: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "另一台账.settlement").write_bytes(full.read_bytes())
    before = files(tmp_path)
    done = watched(Settle(full, project="PX"), *arguments, interrupt_at=at)
    assert (done.status, done.out) == (130, "")
    assert done.err.split("\r")[-1] == SENTENCE
    assert files(tmp_path) == before
    assert verified(full).ok


def test_in_the_middle_of_reading_a_workbook(
    settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settle.ok("actuals", "template", "2019", "-o", tmp_path / "空白.xlsx")
    before = files(tmp_path)
    done = interrupted_while_loading(settle, "openpyxl", "actuals", "import", "空白.xlsx")
    assert (done.status, done.out, done.err) == (130, "", SENTENCE)
    assert files(tmp_path) == before


@pytest.mark.parametrize("module", ["settlement_app.cli", "click.core", "settlement_app.domain.findings"])
def test_while_the_program_is_loaded(settle: Settle, module: str) -> None:
    """Nothing can be told yet, but no traceback is shown either; later the sentence is."""
    done = interrupted_while_loading(settle, module, "ledger", "verify")
    assert (done.status, done.out) == (130, "")
    assert done.err in ("", SENTENCE)


Work = Callable[[Desk, Path, Progress], object]


def _back_up(desk: Desk, folder: Path, progress: Progress) -> object:
    return ledgers.back_up(desk, folder / "备份.settlement", force=False, copying=progress, checking=progress)


def _restore(desk: Desk, folder: Path, progress: Progress) -> object:
    backup = folder / "另一台账.settlement"
    return ledgers.restore(desk, backup, force=True, copying=progress, checking=progress)


def _verify(desk: Desk, folder: Path, progress: Progress) -> object:
    return ledgers.verify(desk, None, progress)


def _render_all(desk: Desk, folder: Path, progress: Progress) -> object:
    return documents.render_all(desk, 2019, progress)


def _play(desk: Desk, folder: Path, progress: Progress) -> object:
    return demo.play(folder / "演示", progress, progress)


@pytest.mark.parametrize(
    ("work", "step"),
    [
        (_verify, 1),
        (_verify, 20),
        (_back_up, 1),
        (_back_up, 2),
        (_back_up, 20),
        (_restore, 1),
        (_restore, 2),
        (_restore, 20),
        (_render_all, 1),
        (_render_all, 3),
        (_render_all, 5),
        (_play, 3),
    ],
)
def test_at_one_step(full: Path, tmp_path: Path, work: Work, step: int) -> None:
    (tmp_path / "另一台账.settlement").write_bytes(full.read_bytes())
    before = files(tmp_path)
    told = 0

    def progress(_done: int, _of: int) -> None:
        nonlocal told
        told += 1
        if told == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work(Desk(full, PREPARER, date(2020, 3, 2), "PX"), tmp_path, progress)
    assert told == step
    assert files(tmp_path) == before
    assert verified(full).ok
