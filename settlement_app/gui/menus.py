"""The window's menus, and the keys of what is in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from settlement_app.gui.pages.catalogue import GROUPS

if TYPE_CHECKING:
    from settlement_app.gui.window import Window

_Keys = str | QKeySequence.StandardKey


def page_actions(window: Window) -> dict[str, QAction]:
    """For each page, by its name, the action that shows it: Alt+1 the first, Alt+0 the tenth."""
    made: dict[str, QAction] = {}
    for number, (name, title, _) in enumerate((page for _, pages in GROUPS for page in pages), 1):
        keys = f"Alt+{number % 10}"
        made[name] = _action(window, title, _shows(window, name), keys)
        made[name].setToolTip(f"{title}（{keys}）")
    return made


def fill(window: Window) -> None:
    """Put the menus into the window, whose page actions are made."""
    find = _action(window, "在表中查找", window.open_find, QKeySequence.StandardKey.Find)
    _menu(
        window,
        "台账",
        _action(window, "打开台账…", window.acts.choose_ledger, "Ctrl+O"),
        _action(window, "新建台账或打开示例…", window.show_welcome),
        _action(window, "立即备份", window.acts.back_up),
        _action(window, "恢复备份…", window.acts.restore),
        _action(window, "设置…", window.acts.show_settings),
        _action(window, "退出", window.close, "Ctrl+Q"),
    )
    _menu(window, "查看", *window.page_actions.values(), find)
    _menu(
        window,
        "帮助",
        _action(window, "本页帮助", window.acts.show_help, QKeySequence.StandardKey.HelpContents),
        _action(window, "关于…", window.acts.tell_about),
    )


def _shows(window: Window, name: str) -> Callable[[], object]:
    def show() -> None:
        window.show_page(name)
        window.stack.focus_shown()

    return show


def _action(window: Window, text: str, act: Callable[[], object], keys: _Keys = "") -> QAction:
    made = QAction(text, window)
    made.setShortcut(keys)
    made.triggered.connect(lambda *_: act())
    return made


def _menu(window: Window, title: str, *actions: QAction) -> None:
    made = QMenu(title, window)
    made.addActions(actions)
    window.menuBar().addMenu(made)
