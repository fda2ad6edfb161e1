"""What the small dialogs have in common: a hint, fields under each other, what is still wrong, two buttons."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label


class FormDialog(QDialog):
    """Takes some fields; it can be accepted once nothing is wrong, and says in words what still is."""

    def __init__(self, parent: QWidget, title: str, hint: str, accept_text: str = "确定") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(60 * GRID)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * GRID)
        self._error = label("", "error")
        self.accept_button = button(accept_text, self.accept, "primary")
        self.accept_button.setDefault(True)
        cancel = button("取消", self.reject)
        cancel.setAutoDefault(False)
        self._foot = QWidget()
        buttons = QHBoxLayout(self._foot)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        self.told = QVBoxLayout()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(hint, "quiet"))
        column.addLayout(self._form)
        column.addLayout(self.told)
        column.addWidget(self._error)
        self._put_foot()
        self.show_wrong(())

    @property
    def error(self) -> str:
        """What still keeps the dialog from being accepted."""
        return self._error.text()

    def add(self, name: str, widget: QWidget) -> None:
        """Add a field; its name is what a screen reader says too."""
        shown = QLabel(name)
        shown.setBuddy(widget)
        widget.setAccessibleName(name)
        self._form.addRow(shown, widget)
        self._put_foot()

    def show_wrong(self, sentences: Sequence[str]) -> None:
        """Say what is wrong; nothing being wrong, the dialog can be accepted."""
        self._error.setText("\n".join(sentences))
        self._error.setVisible(bool(sentences))
        self.accept_button.setEnabled(not sentences)
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with all texts in sight."""
        super().showEvent(event)
        self._grow()

    def _put_foot(self) -> None:
        """Put the buttons at the end anew: the focus goes in the order in which widgets come into the window."""
        self._column.removeWidget(self._foot)
        self._foot.setParent(None)
        self._column.addWidget(self._foot)

    def _grow(self) -> None:
        """Make room for texts that have become longer: a dialog does not do so by itself for wrapped ones."""
        if layout := self.layout():
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
