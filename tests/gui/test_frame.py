"""What the window does around its pages: other programs on the same ledger, find, welcome, the scheme's colours."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from settlement_app.gui import theme
from settlement_app.gui.pages.catalogue import GROUPS, NAMES
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.find_bar import FindBar
from settlement_app.gui.window import Window
from settlement_app.ledger import file
from tests.gui.driver import click, opened, settled, shown
from tests.support.cli import REVIEWER, Settle


def come_back(window: Window) -> None:
    """The user comes back to the window from another program."""
    window.activateWindow()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))


def shown_page(window: Window) -> str:
    page = window.stack.currentWidget()
    assert page
    return shown(page)


def test_what_a_command_stored_is_shown_when_the_user_comes_back(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle
) -> None:
    window.show_page("overview")
    done = settle.process("quarter", "post", "2019Q1", "--reviewer", REVIEWER)
    assert done.returncode == 0, done.stderr
    come_back(window)
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "台账刚被另一程序更改，已重新读取。" in window.statusBar().currentMessage())
    assert "待考核" in shown_page(window)


def test_a_second_window_on_the_same_ledger_sees_the_first_ones_work(
    qtbot: QtBot, window: Window, runner: Runner, preferences: Preferences, session: Session, settle: Settle
) -> None:
    second = Window(Session(session.today), runner, preferences)
    qtbot.addWidget(second)
    second.show()
    opened(qtbot, second, settle.ledger)
    settle.post("2019Q1")
    assert second.session.may_be_stale
    second.look_for_others()
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "待考核" in shown_page(second))


def test_coming_back_reads_nothing_while_nothing_was_stored(window: Window, runner: Runner) -> None:
    window.look_for_others()
    assert not runner.is_busy


def test_a_locked_ledger_and_one_that_is_gone_are_told_in_words(
    qtbot: QtBot, window: Window, runner: Runner, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.05)
    page = window.pages[NAMES[0]]
    settle.post("2019Q1")
    other = file.connect(settle.ledger)
    other.execute("BEGIN EXCLUSIVE")
    window.look_for_others()
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "正被另一程序占用；本次操作没有执行，请稍后再试" in page.notice.text)
    other.close()
    settle.ledger.unlink()
    window.look_for_others()
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: "没有台账文件" in page.notice.text)
    assert "--" not in page.notice.text


def test_ctrl_f_finds_in_the_pages_table(qtbot: QtBot, window: Window) -> None:
    window.show_page("contract")
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    (bar,) = window.pages["contract"].findChildren(FindBar)
    qtbot.waitUntil(bar.isVisible)
    qtbot.keyClicks(bar.line, "5,022")
    assert bar.said == "第 1 处，共 2 处"
    click(qtbot, bar, "关闭查找")
    assert not bar.isVisible()


def test_every_page_has_an_action_with_its_keys(window: Window) -> None:
    titles = [title for _, pages in GROUPS for _, title, _ in pages]
    actions = list(window.page_actions.values())
    assert [action.text() for action in actions] == titles
    assert actions[0].toolTip() == f"{titles[0]}（Alt+1）"
    assert len({action.shortcut().toString() for action in actions}) == len(titles)


def test_welcome_offers_the_ledgers_that_are_still_there_and_a_page_leads_back(
    qtbot: QtBot, window: Window, preferences: Preferences, tmp_path: Path
) -> None:
    preferences.remember_ledger(tmp_path / "已删.settlement")
    window.show_page("overview")
    window.show_welcome()
    assert "最近打开的台账" in shown(window.welcome)
    offered = [made.text() for made in window.welcome.findChildren(QPushButton)]
    assert str(window.session.desk.ledger) in offered
    assert str(tmp_path / "已删.settlement") not in offered
    item = window.sidebar.item(1)
    qtbot.mouseClick(
        window.sidebar.viewport(),
        Qt.MouseButton.LeftButton,
        pos=window.sidebar.visualItemRect(item).center(),
    )
    assert window.stack.currentWidget() is window.pages["overview"]


def test_icons_and_texts_follow_the_scheme(
    qtbot: QtBot, window: Window, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def brightness() -> int:
        """How bright the drawn pixels of the first page's icon are."""
        picture = window.sidebar.item(1).icon().pixmap(48, 48).toImage()
        colours = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
        drawn = [colour.lightness() for colour in colours if colour.alpha() > 200]
        return sum(drawn) // len(drawn)

    window.draw_icons()
    assert brightness() < 100
    monkeypatch.setattr(theme, "is_dark", lambda: True)
    theme.apply(qapp)
    qtbot.waitUntil(lambda: brightness() > 150)
    assert QGuiApplication.palette().window().color().lightness() < 80
    monkeypatch.undo()
    theme.apply(qapp)
    qtbot.waitUntil(lambda: brightness() < 100)


def test_the_window_is_named_for_its_ledger(qtbot: QtBot, window: Window, demo_ledger: Path) -> None:
    assert window.windowTitle() == "新.settlement - 季度结算"
    opened(qtbot, window, demo_ledger)
    assert window.windowTitle() == "示例 · 台账.settlement - 季度结算"
    qtbot.waitUntil(lambda: not window.windowIcon().isNull())


def test_a_narrow_window_shows_the_pages_as_icons_whose_names_stay_to_be_read(
    qtbot: QtBot, window: Window
) -> None:
    item = window.sidebar.item(1)
    name = item.data(Qt.ItemDataRole.AccessibleTextRole)
    window.resize(960, 500)
    qtbot.waitUntil(lambda: item.text() == "")
    narrow = window.sidebar.width()
    assert name in item.toolTip()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == name
    window.resize(1100, 600)
    qtbot.waitUntil(lambda: item.text() == name)
    assert narrow < window.sidebar.width() / 2
