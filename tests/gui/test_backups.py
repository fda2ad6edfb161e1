"""Backups through the window: made now, looked into, gone back to; a damaged ledger leads there by itself."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.restore import RestoreDialog
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.window import Window
from settlement_app.ledger.backup_folder import backups_of, copies_of
from settlement_app.office import backups
from tests.gui.driver import click, dialog_of, opened, settled, shown
from tests.support.cli import Settle


def choose(window: Window, text: str) -> None:
    (action,) = (action for action in window.findChildren(QAction) if action.text() == text)
    action.trigger()


def damage(ledger: Path) -> None:
    content = bytearray(ledger.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)  # all but the header and the list of tables
    ledger.write_bytes(content)


def test_a_copy_is_made_now_and_the_overview_says_so(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle
) -> None:
    page = window.pages["overview"]
    assert "还没有备份" in shown(page)
    click(qtbot, page, "立即备份")
    settled(qtbot, runner)
    (backup,) = backups_of(settle.ledger)
    assert page.notice.text == f"已备份并核对无误：{backup.path}"
    qtbot.waitUntil(lambda: "最近备份" in shown(page))
    assert "已校验" in shown(page)
    choose(window, "立即备份")
    settled(qtbot, runner)
    assert page.notice.text.startswith("已备份并核对无误")


def test_copies_go_to_the_folder_of_the_settings(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "别处"
    window.session.choose_backups(folder)
    window.pages["overview"].back_up()
    settled(qtbot, runner)
    assert len(backups_of(settle.ledger, folder)) == 1
    assert not copies_of(settle.ledger).exists()


def test_what_cannot_be_backed_up_is_said(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    window.session.choose_backups(tmp_path / "文件")
    window.pages["overview"].back_up()
    settled(qtbot, runner)
    assert "无法写入" in window.pages["overview"].notice.text


def test_one_looks_inside_before_going_back(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle
) -> None:
    window.pages["overview"].back_up()
    settled(qtbot, runner)
    settle.ok("contract", "set", "number", "HT-1", "--reason", "补充")
    window.session.tell_changed()
    choose(window, "恢复备份…")
    dialog = dialog_of(qtbot, RestoreDialog)
    settled(qtbot, runner)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    told = dialog.inside.text()
    assert "12333热线全媒体智能咨询平台项目经费（2019年）" in told
    assert "操作日志 1 条，最后一条：" in told
    assert "现在台账里最后的 1 条操作不在里面，要重新做" in told
    click(qtbot, dialog, "恢复到这一份")
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    settled(qtbot, runner)
    assert len(settle.ok("ledger", "journal")) == 1
    assert settle.ledger.with_name("新-恢复前-1.settlement").exists()


def test_a_damaged_ledger_leads_to_its_backups(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle
) -> None:
    window.pages["overview"].back_up()
    settled(qtbot, runner)
    damage(settle.ledger)
    opened(qtbot, window, settle.ledger)
    dialog = dialog_of(qtbot, RestoreDialog)
    settled(qtbot, runner)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert "这本台账不能打开；请从备份恢复。" in shown(dialog)
    click(qtbot, dialog, "恢复到这一份")
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: window.shown_page is not None)
    assert settle.ok("ledger", "verify")["ok"]


def test_a_spoiled_copy_cannot_be_gone_back_to(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle
) -> None:
    window.pages["overview"].back_up()
    settled(qtbot, runner)
    (backup,) = backups_of(settle.ledger)
    db = sqlite3.connect(backup.path)
    db.execute("DROP TRIGGER payment_update")
    db.close()
    window.acts.restore()
    dialog = dialog_of(qtbot, RestoreDialog)
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "没有通过核对，不能恢复：" in dialog.inside.text())
    assert not dialog.restore_button.isEnabled()
    damage(backup.path)
    dialog.look_into(backup.path)
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "已损坏" in dialog.notice.text)
    assert not dialog.restore_button.isEnabled()
    click(qtbot, dialog, "关闭")


def test_without_a_copy_a_file_from_elsewhere_is_chosen(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, preferences: Preferences, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "优盘.settlement"
    shutil.copy(settle.ledger, elsewhere)
    window.acts.restore()
    dialog = dialog_of(qtbot, RestoreDialog)
    assert "台账旁边没有备份" in shown(dialog)
    assert dialog.restore_button.toolTip() == "请先选一份核对无误的备份"
    dialog.look_into(elsewhere)
    settled(qtbot, runner)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert "与现在的台账一样新" in dialog.inside.text()
    click(qtbot, dialog, "关闭")


def test_a_copy_that_is_ahead_of_the_ledger_says_so_and_going_back_is_told(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    behind, ahead = tmp_path / "旧.settlement", tmp_path / "优盘.settlement"
    shutil.copy(settle.ledger, behind)
    settle.ok("contract", "set", "vendor_bank", "工行", "--reason", "补填")
    shutil.move(settle.ledger, ahead)
    shutil.move(behind, settle.ledger)
    window.acts.restore()
    dialog = dialog_of(qtbot, RestoreDialog)
    dialog.look_into(ahead)
    settled(qtbot, runner)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert "比现在的台账多 1 条操作。" in dialog.inside.text()
    click(qtbot, dialog, "恢复到这一份")
    settled(qtbot, runner)
    page = window.shown_page
    assert page is not None
    aside = settle.ledger.with_name(f"{settle.ledger.stem}-恢复前-1.settlement")
    qtbot.waitUntil(lambda: page.notice.text == f"已恢复到 优盘.settlement；原来的台账另存为 {aside}")


def test_the_check_can_be_cancelled_by_closing(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: Path, progress: Progress) -> object:
        while True:
            progress(1, 2)  # raises once it is cancelled

    window.pages["overview"].back_up()
    settled(qtbot, runner)
    monkeypatch.setattr(backups, "look_inside", slow)
    window.acts.restore()
    dialog = dialog_of(qtbot, RestoreDialog)
    qtbot.waitUntil(dialog.progress.isVisible)
    click(qtbot, dialog, "关闭")
    settled(qtbot, runner)
    assert not dialog.isVisible()
    assert not dialog.restore_button.isEnabled()
