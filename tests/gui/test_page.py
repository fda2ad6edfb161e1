"""What every page does alike: what it says and how long, reading again, Enter on a button."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.application import tell_crashes
from settlement_app.gui.pages.overview import OverviewPage
from settlement_app.gui.session import PATIENCE_SECONDS
from settlement_app.gui.tasks import Progress
from settlement_app.gui.window import Window
from settlement_app.ledger import file
from settlement_app.ledger.errors import LedgerError
from tests.gui.driver import button_of, opened, settled, shown
from tests.support.cli import Settle


@pytest.fixture
def page(window: Window) -> OverviewPage:
    found = window.pages["overview"]
    assert isinstance(found, OverviewPage)
    return found


def test_what_was_said_is_gone_with_the_quarter_and_with_the_page(window: Window, page: OverviewPage) -> None:
    page.notice.say(["已审定。"], "good")
    window.session.choose(Quarter(2019, 3))
    assert page.notice.text == ""
    page.notice.say(["已审定。"], "good")
    window.show_page("contract")
    window.show_page("overview")
    assert page.notice.text == ""


def test_a_ledger_that_was_away_is_read_again(window: Window, page: OverviewPage, settle: Settle) -> None:
    away = settle.ledger.with_name("搬走了.settlement")
    settle.ledger.rename(away)
    window.session.unit_changed.emit()
    assert "没有台账文件" in page.notice.text
    away.rename(settle.ledger)
    page.refresh_if_stale()
    assert page.notice.text == ""
    assert "下一步" in shown(page)


def test_a_ledger_that_another_program_holds_is_said_at_once_and_read_when_it_is_free(
    qtbot: QtBot, window: Window, page: OverviewPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("settlement_app.gui.pages.page._AGAIN_MS", 20)
    other = file.connect(settle.ledger)
    other.execute("BEGIN EXCLUSIVE")
    window.session.unit_changed.emit()
    assert "正被另一程序占用" in page.notice.text
    other.close()
    qtbot.waitUntil(lambda: page.notice.text == "")


def test_a_page_that_was_never_read_offers_nothing(
    window: Window, page: OverviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise LedgerError("ledger_locked", "台账正被另一程序占用")

    monkeypatch.setattr("settlement_app.gui.pages.overview.overview", locked)
    made = OverviewPage(window.session, window.runner, window.preferences)
    window.stack.addWidget(made)
    window.stack.setCurrentWidget(made)
    assert made.notice.text == "台账正被另一程序占用"
    assert made.next_button.isHidden()


def test_ctrl_enter_presses_the_pages_primary_button_wherever_the_focus_is(
    qtbot: QtBot, window: Window, page: OverviewPage
) -> None:
    copies = list(window.session.desk.ledger.parent.iterdir())
    backing_up = button_of(page, "立即备份")
    for place in (window.topbar.findChildren(QComboBox)[-1], backing_up):
        window.show_page("overview")
        with qtbot.waitActive(window):
            window.activateWindow()
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert window.shown_page is window.pages["settlement"]
    assert list(window.session.desk.ledger.parent.iterdir()) == copies, "no backup was made"


def test_what_has_stored_something_and_then_failed_is_no_other_programs_change(
    qtbot: QtBot, window: Window, page: OverviewPage, settle: Settle
) -> None:
    def work(_: Progress) -> None:
        settle.ok(
            "quarter", "adjust", "2019Q1", "tax", "--amount", "-1", "--reason", "误", "--document", "1号"
        )
        raise LedgerError("printer", "打印机没有纸")

    page.do(work)
    settled(qtbot, window.runner)
    assert page.notice.text == "打印机没有纸"
    assert not window.session.may_be_stale


def test_an_error_that_nobody_foresaw_is_told_also_where_qt_would_drop_it(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "日志"))
    before = sys.excepthook
    try:
        tell_crashes(window)
        for _ in range(2):
            error = ValueError("料想不到")
            sys.excepthook(ValueError, error, None)
    finally:
        sys.excepthook = before
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1, "it is told once while that is being read"
    assert "这一步没有完成" in boxes[0].text()
    assert (tmp_path / "日志" / "errors.log").read_text(encoding="utf-8").count("料想不到") == 2


def test_the_window_does_not_wait_long_for_another_program_after_it_has_stored_something(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float | None] = []
    connect = file.connect

    def connecting(path: Path, mode: str = "rw") -> file.Connection:
        waits.append(file._patience.get())
        return connect(path, mode)

    monkeypatch.setattr(file, "connect", connecting)
    window.session.tell_changed()
    assert waits
    assert set(waits) == {PATIENCE_SECONDS}


def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, window: Window, page: OverviewPage
) -> None:
    made = button_of(page, "去结算")
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is window.pages["settlement"]


def test_what_is_no_ledger_leaves_the_page_that_is_looked_at(
    qtbot: QtBot, window: Window, page: OverviewPage, tmp_path: Path
) -> None:
    other = tmp_path / "合同.settlement"
    other.write_bytes(b"%PDF-1.7")
    opened(qtbot, window, other)
    assert window.shown_page is page
    assert "不是结算台账" in page.notice.text
    assert "新.settlement" in window.topbar.ledger_label.text()


def test_a_long_file_name_leaves_room_for_what_is_chosen_on_top(window: Window) -> None:
    window.topbar.ledger_label.setText("很长的台账名" * 40)
    window.resize(window.minimumSize())
    QApplication.processEvents()
    box = window.topbar.quarter_box
    assert window.width() == window.minimumWidth()
    assert box.width() >= box.sizeHint().width()
