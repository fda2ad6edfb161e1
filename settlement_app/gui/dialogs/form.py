"""What the small dialogs have in common: a hint, fields under each other, what is still wrong, two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from settlement_app.gui.dialogs.room import room_for
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label, set_role
from settlement_app.gui.widgets.scrolled import scrolled

_WIDTH = 60 * GRID
_WIDEST_NAME = 24 * GRID
"""A field's name that is longer is broken over several lines."""
_ERROR_LINES = 2
"""What is wrong is usually told in so many lines."""
_SHORTEST_BOX = 12
"""A box to choose from may be narrower than its longest entry, but shows so many characters."""


class FormDialog(QDialog):
    """Takes some fields; it can be accepted once nothing is wrong, and says in words what still is.

    ``destroys`` says that accepting takes something back or away: Enter does not do it, nor does it invite to.
    """

    def __init__(
        self, parent: QWidget, title: str, hint: str, accept_text: str = "确定", *, destroys: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * GRID)
        self._form.setVerticalSpacing(GRID)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._error = label("", "error")
        self.accept_button = button(accept_text, self.accept, "" if destroys else "primary")
        self.accept_button.setDefault(not destroys)
        self.accept_button.setAutoDefault(not destroys)
        cancel = button("取消", self.reject)
        cancel.setAutoDefault(False)
        self._foot = QWidget()
        buttons = QHBoxLayout(self._foot)
        # They end below the fields, which stand clear of a bar: see ``scrolled``.
        buttons.setContentsMargins(3 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        self.told = QVBoxLayout()
        self._body = _Body()
        self._body.relaid.connect(self._grow)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 0)
        column.setSpacing(2 * GRID)
        if hint:
            column.addWidget(label(hint, "quiet"))
        column.addLayout(self._form)
        column.addLayout(self.told)
        column.addWidget(self._error)
        column.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        area = scrolled(self._body)
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(lambda *_: self._grow())
        self._column.addWidget(area, 1)  # the buttons stay in sight
        self._put_foot()
        self.show_wrong(())

    @property
    def error(self) -> str:
        """What still keeps the dialog from being accepted."""
        return self._error.text()

    def add(self, name: str, widget: QWidget) -> None:
        """Add a field; its name is what a screen reader says too."""
        if isinstance(widget, QComboBox):
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            widget.setMinimumContentsLength(_SHORTEST_BOX)
        shown = QLabel(name)
        shown.setBuddy(widget)
        if shown.sizeHint().width() > _WIDEST_NAME:
            shown.setWordWrap(True)
            shown.setMinimumWidth(_WIDEST_NAME)
            shown.setMaximumWidth(_WIDEST_NAME)
        else:
            _level_with(shown, widget)
        widget.setAccessibleName(name)
        self._form.addRow(shown, widget)
        self._put_foot()

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show what is known already, each with its name; a negative amount is red."""
        for name, value in facts:
            self.add(name, label(value, "negative" if value.startswith("-") else ""))

    def add_changing(self, told: QLabel, lines: int) -> None:
        """Show below the fields what follows from them; it has room for so many lines before anything is typed.

        The buttons must not move when one has typed and is about to click them.
        """
        _keep_room(told, lines)
        self.told.addWidget(told)

    def show_wrong(self, sentences: Sequence[str]) -> None:
        """Say what is wrong; nothing being wrong, the dialog can be accepted.

        What a dialog begins with was typed by nobody: it only says what is still to be filled in, and is not red.
        """
        if sentences:
            _keep_room(self._error, _ERROR_LINES)
        set_role(self._error, "error" if self.isVisible() else "quiet")
        self._error.setText("\n".join(sentences))
        self._error.setVisible(bool(sentences))
        self.accept_button.setEnabled(not sentences)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, and not the one that accepts what destroys: that is said."""
        pressed = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(pressed, QPushButton):
            pressed.click()
        elif is_enter and self.accept_button.isEnabled() and not self.accept_button.isDefault():
            set_role(self._error, "quiet")
            self._error.setText(f"为免误按，回车在这里不起作用；请点“{self.accept_button.text()}”。")
            self._error.show()
            self._grow()
        else:
            super().keyPressEvent(event)

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
        width = max(self.width(), _WIDTH)
        if layout := self._body.layout():
            layout.activate()
            within = width - GRID  # what is scrolled stands clear of its bar
            needed = layout.totalHeightForWidth(within) + self._foot.sizeHint().height()
            out_of_sight = self._bar.maximum()  # once there is a bar, texts need more lines beside it
            wanted = max(needed, self.height() + out_of_sight)
            self.resize(width, max(self.height(), min(wanted, room_for(self).height())))


def _level_with(name: QLabel, field: QWidget) -> None:
    """Let a name stand level with the first line of its field, also where words stand below that."""
    line = field.focusProxy() or field
    spare = 0 if isinstance(line, QLabel) else line.sizeHint().height() - name.sizeHint().height()
    name.setAlignment(Qt.AlignmentFlag.AlignTop)
    name.setContentsMargins(0, max(spare // 2, 0), 0, 0)


def _keep_room(text: QLabel, lines: int) -> None:
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setMinimumHeight(lines * text.fontMetrics().lineSpacing())


class _Body(QWidget):
    """Tells when its layout was done anew: a text in one of its fields may need more lines."""

    relaid = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell it once the layout has been asked to be done again."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.relaid.emit()
        return is_done
