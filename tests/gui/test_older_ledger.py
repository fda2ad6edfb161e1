"""A ledger of an older program in the window: upgraded when it is opened, refused in words when it comes in between."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.gui.window import Window
from settlement_app.ledger.backup_folder import copies_of
from settlement_app.ledger.header import schema_version
from tests.gui.driver import opened, settled
from tests.support.cli import Settle
from tests.support.frozen import FOLDER, restored


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A ledger of version 1."""
    return restored(FOLDER / "v1.sql", tmp_path / "旧.settlement")


def test_it_is_upgraded_and_said_once(qtbot: QtBot, window: Window, older: Path) -> None:
    opened(qtbot, window, older)
    page = window.shown_page
    assert page is not None
    copy = older.with_name("旧-备份") / "升级前-第1版.settlement"
    assert page.notice.text == f"台账已升级到本程序的版本，账目不变；升级前的备份：{copy}"
    assert schema_version(copy) == 1
    opened(qtbot, window, older)
    assert page.notice.text == ""
    assert Settle(older).ok("ledger", "verify")["ok"]


def test_copies_go_to_the_chosen_folder(qtbot: QtBot, window: Window, older: Path, tmp_path: Path) -> None:
    window.session.choose_backups(tmp_path / "别处")
    opened(qtbot, window, older)
    assert [path.name for path in copies_of(older, tmp_path / "别处").iterdir()] == [
        "升级前-第1版.settlement"
    ]


def test_one_that_cannot_be_upgraded_is_refused_and_the_window_stays(
    qtbot: QtBot, window: Window, older: Path
) -> None:
    before, open_before = older.read_bytes(), window.session.desk.ledger
    older.with_name("旧-备份").write_text("一个文件占了备份文件夹的名字", encoding="utf-8")
    opened(qtbot, window, older)
    page = window.shown_page
    assert page is not None
    assert page.notice.text.startswith("台账由较旧版本的程序写成，打开前须先备份再升级，这一步没有完成：")
    assert window.session.desk.ledger == open_before
    assert older.read_bytes() == before


def test_one_that_takes_the_ledgers_place_meanwhile_is_not_written_to(
    qtbot: QtBot, window: Window, older: Path
) -> None:
    ledger = window.session.desk.ledger
    shutil.copyfile(older, ledger)
    window.look_for_others()
    settled(qtbot, window.runner)
    page = window.shown_page
    assert page is not None
    assert page.notice.text == (
        f"台账 {ledger} 由较旧版本的程序写成，须先升级；本次操作没有执行，请重新打开台账"
    )
    assert ledger.read_bytes() == older.read_bytes()
    opened(qtbot, window, ledger)
    assert page.notice.text.startswith("台账已升级到本程序的版本")
