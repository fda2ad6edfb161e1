"""How large a dialog may become: its buttons stay in sight on every screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from settlement_app.gui.theme import GRID

_AROUND = 6 * GRID
"""What a dialog leaves free of the screen, for its title bar and its frame."""


def room_for(dialog: QDialog) -> QSize:
    """The largest size that the dialog may have on its screen."""
    screen = dialog.screen().availableGeometry()
    return QSize(screen.width() - _AROUND, screen.height() - _AROUND)


def resize_within(dialog: QDialog, width: int, height: int) -> None:
    """Give the dialog this size (pixels), or what the screen has room for."""
    dialog.resize(QSize(width, height).boundedTo(room_for(dialog)))
