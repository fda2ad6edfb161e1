"""Labels and buttons by their role; the theme gives each role its look."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from settlement_app.gui.theme import colours

_ICON_SIDE = 48
"""The side in pixels at which icons are drawn: sharp at every scaling that is usual."""


def label(text: str = "", role: str = "") -> QLabel:
    """A label that wraps and whose text can be selected.

    ``role`` is title, heading, quiet, error, negative (an amount), good or warning.
    """
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
    made = _Button(text)
    made.setProperty("role", role)
    made.clicked.connect(lambda *_: clicked())
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def action_button(action: QAction, role: str = "") -> QPushButton:
    """A button for an action: its text, its icon, its tooltip and whether it can act follow the action."""
    return _ActionButton(action, role)


class _Button(QPushButton):
    """Enter presses it where it has the focus, as Space does; in a dialog Enter belongs to the default button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it; with Ctrl it is the page's primary button that is meant."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if is_enter and not isinstance(self.window(), QDialog):
            self.click()
        else:
            super().keyPressEvent(event)


class _ActionButton(_Button):
    """Follows an action; its icon has the colour of its text, in either scheme."""

    def __init__(self, action: QAction, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self._action = action
        self.clicked.connect(lambda *_: action.trigger())
        action.changed.connect(self._follow)
        self._follow()
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scheme with the icon."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())

    def _tint(self) -> None:
        if self._action.icon().isNull():
            return
        scheme = colours()
        is_primary = self.property("role") == "primary"
        icon = QIcon()
        for mode, colour in (
            (QIcon.Mode.Normal, scheme.on_accent if is_primary else scheme.text),
            (QIcon.Mode.Disabled, scheme.quiet if is_primary else scheme.disabled),
        ):
            icon.addPixmap(_tinted(self._action.icon(), colour), mode)
        self.setIcon(icon)


def _tinted(icon: QIcon, colour: str) -> QPixmap:
    """The icon's shape in one colour."""
    made = icon.pixmap(QSize(_ICON_SIDE, _ICON_SIDE), 1.0)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(made.rect(), QColor(colour))
    painter.end()
    return made
