"""Driving the window as a user does: clicking what is shown, typing, reading."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from settlement_app.office.outline import open_ledger

_Dialog = TypeVar("_Dialog", bound=QDialog)


def button_of(widget: QWidget, text: str) -> QPushButton:
    """The visible button with that text; fails with all texts where there is none."""
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.isVisibleTo(widget)]
    for made in found:
        if made.text() == text:
            return made
    raise AssertionError(f"no button “{text}” among {[made.text() for made in found]}")


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Click the button with that text; a disabled one cannot be clicked by a user either."""
    made = button_of(widget, text)
    assert made.isEnabled(), f"“{text}” is disabled: {made.toolTip()}"
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def type_in(widget: QWidget, text: str) -> None:
    """Type a text: keys for what a keyboard has, the rest as an input method commits it."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def shown(widget: QWidget) -> str:
    """All texts of labels that can be seen, once those just put there are shown."""
    QApplication.processEvents()
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(text for text in texts if text)


def dialog_of(qtbot: QtBot, kind: type[_Dialog]) -> _Dialog:
    """The open dialog of that kind, once it is there."""

    def found() -> _Dialog | None:
        tops = QApplication.topLevelWidgets()
        return next((top for top in tops if isinstance(top, kind) and top.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None)
    made = found()
    assert made
    return made


def settled(qtbot: QtBot, runner: Runner) -> None:
    """Wait until nothing is on its way."""
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)


def look_at(session: Session, ledger: Path) -> None:
    """Let a session that has no window look at a ledger."""
    session.take(open_ledger(ledger, session.people.by, session.today))


def opened(qtbot: QtBot, window: Window, ledger: Path) -> None:
    """Open a ledger in the window, and wait until it stands there or the first page says why not."""
    window.open_ledger(ledger)
    settled(qtbot, window.runner)


def press_at(qtbot: QtBot, widget: QWidget, x: float, y: float) -> None:
    """Click at a place of a widget."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(int(x), int(y)))


def once(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    qtbot.waitUntil(condition, timeout=10_000)
