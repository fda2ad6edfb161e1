"""F1 on each page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QTextBrowser
from pytestqt.qtbot import QtBot

import settlement_app
from settlement_app.assets import asset
from settlement_app.gui.dialogs.help import HelpDialog
from settlement_app.gui.pages.catalogue import GROUPS, NAMES
from settlement_app.gui.window import Window
from tests.gui.driver import click, dialog_of

TITLES = {name: title for _, pages in GROUPS for name, title, _ in pages}


@pytest.mark.parametrize("name", NAMES)
def test_f1_explains_the_page_that_is_shown(qtbot: QtBot, window: Window, name: str) -> None:
    window.show_page(name)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = dialog_of(qtbot, HelpDialog)
    (text,) = dialog.findChildren(QTextBrowser)
    assert text.toPlainText().startswith(TITLES[name])
    click(qtbot, dialog, "关闭")
    assert not dialog.isVisible()


def test_the_help_follows_to_another_page_and_to_the_first(qtbot: QtBot, window: Window) -> None:
    window.show_page("overview")
    window.acts.show_help()
    window.show_page("payments")
    window.acts.show_help()
    dialog = dialog_of(qtbot, HelpDialog)
    assert dialog.text.toPlainText().startswith("付款与发票")
    window.show_welcome()
    window.acts.show_help()
    assert dialog.text.toPlainText().startswith("开始")


def test_about_tells_the_version(qtbot: QtBot, window: Window) -> None:
    (about,) = (action for action in window.findChildren(QAction) if action.text() == "关于…")
    about.trigger()
    box = dialog_of(qtbot, QMessageBox)
    assert settlement_app.__version__ in box.text()
    assert "LGPL" in box.informativeText()
    click(qtbot, box, "关闭")


def test_every_help_belongs_to_a_page() -> None:
    assert {path.stem for path in asset("help").iterdir()} == {*NAMES, "welcome"}
