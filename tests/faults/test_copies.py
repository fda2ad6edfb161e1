"""Backup and restore: verified before anything is replaced, and nothing replaced without being asked."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from settlement_app.ledger import copies
from settlement_app.ledger.backup_folder import copies_of
from tests.support.cli import Settle
from tests.support.tampering import unguarded, verified


@pytest.fixture
def backup(settle: Settle, tmp_path: Path) -> Path:
    """A backup of the new ledger, made before its first quarter was posted."""
    target = tmp_path / "备份.settlement"
    settle.ok("ledger", "backup", target)
    return target


def test_a_backup_holds_what_the_ledger_holds(demo_ledger: Path, tmp_path: Path) -> None:
    line, target = Settle(demo_ledger), tmp_path / "新文件夹" / "备份.settlement"
    assert line.ok("ledger", "backup", target) == line.ok("ledger", "verify")
    assert Settle(target).ok("ledger", "journal") == line.ok("ledger", "journal")
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_is_never_overwritten_without_force(settle: Settle, backup: Path) -> None:
    settle.post("2019Q1")
    before = backup.read_bytes()
    assert settle.refused("ledger", "backup", backup)["code"] == "file_exists"
    assert backup.read_bytes() == before
    settle.ok("ledger", "backup", backup, "--force")
    assert Settle(backup).ok("quarter", "show", "2019Q1")["status"] == "posted"


def test_a_restored_ledger_is_the_backup_and_the_former_one_is_kept(settle: Settle, backup: Path) -> None:
    settle.post("2019Q1")
    posted = settle.ledger.read_bytes()
    assert settle.refused("ledger", "restore", backup)["code"] == "file_exists"
    assert settle.ledger.read_bytes() == posted
    settle.ok("ledger", "restore", backup, "--force")
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "draft"
    kept = settle.ledger.with_name("新-恢复前-1.settlement")
    assert kept.read_bytes() == posted
    settle.ok("ledger", "restore", kept, "--force")
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "posted"
    assert settle.ledger.with_name("新-恢复前-2.settlement").exists()


def test_a_missing_ledger_is_restored_without_force(settle: Settle, backup: Path) -> None:
    settle.ledger.unlink()
    settle.ok("ledger", "restore", backup)
    assert verified(settle.ledger).ok


def test_what_is_no_ledger_is_kept_aside_too(settle: Settle, backup: Path) -> None:
    settle.ledger.write_bytes(b"damaged")
    settle.ok("ledger", "restore", backup, "--force")
    assert verified(settle.ledger).ok
    assert settle.ledger.with_name("新-恢复前-1.settlement").read_bytes() == b"damaged"


@pytest.mark.parametrize("link", ["same", "symbolic", "hard"])
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_onto_itself_is_refused(settle: Settle, tmp_path: Path, command: str, link: str) -> None:
    other = tmp_path / "别名.settlement"
    if link == "symbolic":
        other.symlink_to(settle.ledger)
    elif link == "hard":
        other.hardlink_to(settle.ledger)
    else:
        other = settle.ledger
    before = settle.ledger.read_bytes()
    assert settle.refused("ledger", command, other, "--force")["code"] == "same_file"
    assert settle.ledger.read_bytes() == before


@pytest.mark.parametrize("target", ["文件夹", "/dev/null", "管道"])
def test_only_a_file_is_replaced(settle: Settle, tmp_path: Path, target: str) -> None:
    (tmp_path / "文件夹").mkdir()
    os.mkfifo(tmp_path / "管道")
    done = settle("--json", "ledger", "backup", tmp_path / target, "--force")
    assert (done.status, done.json["error"]["code"]) == (2, "not_a_file")
    assert not (tmp_path / target).is_file()


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        ("UPDATE project SET name = '另一项目'", "ledger_damaged", "的 name 被改动"),
        ("DELETE FROM sub_item WHERE position = 3", "ledger_damaged", "表 sub_item 的记录"),
        ("PRAGMA application_id = 0", "not_a_ledger", "不是结算台账"),
        ("PRAGMA user_version = 9", "ledger_newer", "更新版本"),
    ],
)
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_spoilt_source_replaces_nothing(
    settle: Settle, backup: Path, command: str, spoil: str, code: str, named: str
) -> None:
    source, target = (settle.ledger, backup) if command == "backup" else (backup, settle.ledger)
    with unguarded(source) as other:
        other.execute(spoil)
    before = source.read_bytes(), target.read_bytes()
    done = settle("--json", "ledger", command, backup, "--force")
    error = done.json["error"]
    assert (done.status, error["code"]) == (3, code)
    assert named in "".join([error["message"], *error["details"]])
    assert (source.read_bytes(), target.read_bytes()) == before
    assert sorted(settle.ledger.parent.iterdir()) == sorted([settle.ledger, backup])


def test_a_backup_is_one_view_of_a_ledger_that_is_being_written(settle: Settle, tmp_path: Path) -> None:
    """What another program has not committed is no part of it."""
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE project SET name = '还没有提交'")
    settle.ok("ledger", "backup", tmp_path / "备份.settlement")
    other.execute("ROLLBACK")
    other.close()
    assert verified(tmp_path / "备份.settlement").ok


def test_every_posting_leaves_a_verified_copy(settle: Settle) -> None:
    settle.post("2019Q1")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "有误", "--reviewer", "李复核")
    folder = copies_of(settle.ledger)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["000002-JS-12333-2019Q1.settlement", "000003-HC-JS-12333-2019Q1.settlement"]
    assert [verified(folder / name).entries for name in names] == [2, 3]


def test_only_the_newest_copies_are_kept_and_what_the_user_put_there(settle: Settle) -> None:
    folder = copies_of(settle.ledger)
    folder.mkdir()
    own = folder / "2019-04-20 自己的备份.settlement"
    shutil.copyfile(settle.ledger, own)
    for number in range(copies.KEPT + 3):
        (folder / f"{number:06d}-旧.settlement").write_bytes(b"")
    copy = copies.copy_after_posting(settle.ledger, 999, "JS-新")
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == copies.KEPT + 1
    assert {own.name, copy.name} <= set(left)
    assert "000003-旧.settlement" not in left
    assert "000004-旧.settlement" in left
