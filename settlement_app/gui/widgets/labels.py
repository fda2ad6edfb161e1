"""Labels and buttons by their role; the theme gives each role its look."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(text: str = "", role: str = "") -> QLabel:
    """A label that wraps and whose text can be selected; ``role`` is title, heading, quiet, error, good or warning."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(role != "title")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role, and so another look."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(text: str, clicked: Callable[[], object], role: str = "") -> QPushButton:
    """A button; ``role`` is primary (one a page) or link."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.clicked.connect(lambda *_: clicked())
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def action_button(action: QAction, role: str = "") -> QPushButton:
    """A button for an action: its text, its tooltip and whether it can act follow the action."""
    made = button(action.text(), action.trigger, role)

    def follow() -> None:
        made.setText(action.text())
        made.setEnabled(action.isEnabled())
        made.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return made
