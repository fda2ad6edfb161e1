"""A full disk, and places where nothing may be written: told in words, nothing half stored."""

from pathlib import Path

import pytest

from settlement_app.ledger import file
from tests.support.cli import REVIEWER, Settle
from tests.support.full_disk import no_file_larger_than
from tests.support.tampering import verified

POST = ("--json", "quarter", "post", "2019Q1", "--reviewer", REVIEWER)


@pytest.mark.parametrize("more", [-4096, 0, 4096])
def test_a_disk_that_fills_up_while_posting(settle: Settle, more: int) -> None:
    """The ledger cannot grow, or only a little: it stays as it was, and a later try succeeds."""
    before = settle.ledger.read_bytes()
    done = settle.process(*POST, preexec_fn=no_file_larger_than(len(before) + more))
    assert done.returncode == 3, done.stdout
    assert '"ledger_not_writable"' in done.stdout
    assert "磁盘已满或读写出错" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert settle.ledger.read_bytes() == before
    assert list(settle.ledger.parent.iterdir()) == [settle.ledger]
    assert settle.post("2019Q1")["status"] == "posted"


def test_a_posting_stands_where_only_its_copy_cannot_be_made(settle: Settle) -> None:
    copies = settle.ledger.with_name(f"{settle.ledger.stem}-备份")
    copies.write_text("一个文件占了备份文件夹的名字", encoding="utf-8")
    posted = settle.post("2019Q1")
    assert posted["status"] == "posted"
    assert any("备份没有做成" in text for text in posted["warnings"]), posted["warnings"]
    assert verified(settle.ledger).ok


@pytest.mark.parametrize("act", ["init", "backup", "restore"])
def test_a_disk_that_is_full_from_the_first(settle: Settle, tmp_path: Path, act: str) -> None:
    """No part of a new file is left behind."""
    new = tmp_path / "另一.settlement"
    line, command = {
        "init": (Settle(new), ("init", "--template", "12333-2019")),
        "backup": (settle, ("ledger", "backup", str(new))),
        "restore": (Settle(new), ("ledger", "restore", str(settle.ledger))),
    }[act]
    done = line.process(*command, preexec_fn=no_file_larger_than(8192))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"错误：台账 {new} 无法写入（磁盘已满或读写出错）；本次操作没有执行，请检查磁盘空间和权限\n"
    )
    assert list(tmp_path.iterdir()) == [settle.ledger]


@pytest.mark.parametrize(
    "command",
    [("quarter", "show", "2019Q1"), ("ledger", "verify"), ("ledger", "journal"), ("contract", "show")],
)
def test_a_ledger_that_may_only_be_read_can_be_read(
    settle: Settle, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    usual = file.connect
    monkeypatch.setattr(file, "connect", lambda path, mode="rw": usual(path, "ro"))
    assert settle(*command).status == 0


def test_a_ledger_that_may_only_be_read_is_not_written(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settle.ledger.read_bytes()
    usual = file.connect
    monkeypatch.setattr(file, "connect", lambda path, mode="rw": usual(path, "ro"))
    done = settle("quarter", "post", "2019Q1", "--reviewer", REVIEWER)
    assert (done.status, done.out) == (3, "")
    assert done.err == (
        f"错误：台账 {settle.ledger} 无法写入（只读或无权限）；本次操作没有执行，请检查磁盘空间和权限\n"
    )
    assert settle.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "reason"),
    [("文本.txt/新.settlement", "同名文件已存在"), (f"{'名' * 90}.settlement", "文件名过长")],
)
@pytest.mark.parametrize("act", ["init", "backup"])
def test_a_place_where_nothing_can_be_made_is_told(
    settle: Settle, tmp_path: Path, act: str, place: str, reason: str
) -> None:
    (tmp_path / "文本.txt").write_text("文本", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    new = tmp_path / place
    done = (
        Settle(new)("init", "--template", "12333-2019") if act == "init" else settle("ledger", "backup", new)
    )
    assert (done.status, done.out) == (3, "")
    assert done.err == (f"错误：台账 {new} 无法写入（{reason}）；本次操作没有执行，请检查磁盘空间和权限\n")
    assert sorted(tmp_path.rglob("*")) == before
