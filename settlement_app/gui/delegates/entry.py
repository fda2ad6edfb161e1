"""The editor of a cell: every keystroke counts at once, Esc takes them back."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from settlement_app.gui.delegates.cell import CellDelegate
from settlement_app.gui.models.entries import CHOICES_ROLE, EXAMPLE_ROLE

_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(CellDelegate):
    """A line to type in, or a box to choose from where the cell has choices."""

    cells_pasted = Signal()
    """Several cells are pasted into one that is open, which is closed: they belong to the table from it on."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """The editor; it tells what stands in it whenever the user changes that."""
        name = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        choices = index.data(CHOICES_ROLE)
        made: QLineEdit | QComboBox
        if choices:
            made = QComboBox(parent)
            made.setEditable(True)
            made.setCompleter(None)  # type: ignore[arg-type] # Qt takes none; the stubs do not say so
            made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            made.addItems(["", *choices])
            made.activated.connect(lambda _: self._tell(made))
            if line := made.lineEdit():
                line.textEdited.connect(lambda _: self._tell(made))
        else:
            made = QLineEdit(parent)
            made.setFrame(False)
            made.setPlaceholderText(index.data(EXAMPLE_ROLE) or "")
            made.textEdited.connect(lambda _: self._tell(made))
        made.setAccessibleName(str(name))
        made.setProperty("before", index.data(Qt.ItemDataRole.EditRole))
        return made

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """A box to choose from may reach beyond its cell: its arrow takes room that the cell's text needs none of."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QComboBox):
            editor.setMinimumWidth(editor.sizeHint().width())

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the cell's text, unless it stands there already."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        _put(editor, text)
        editor.setProperty("told", text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Tell the table what stands in the editor."""
        model.setData(index, _text(editor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts back what stood in the cell before it was typed into; several cells are not pasted into one."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
            and isinstance(watched, QLineEdit)
            and set(QGuiApplication.clipboard().text().rstrip("\r\n")) & {"\n", "\t"}
        ):
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            self.cells_pasted.emit()
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, QLineEdit | QComboBox)
        ):
            _put(watched, str(watched.property("before") or ""))
            self._tell(watched)
        return super().eventFilter(watched, event)

    def _tell(self, editor: QWidget) -> None:
        """Tell a text once: a box says again what was chosen when it loses the focus, the cell being closed by then."""
        if (text := _text(editor)) != editor.property("told"):
            editor.setProperty("told", text)
            self.commitData.emit(editor)


def _text(editor: QWidget) -> str:
    return editor.currentText() if isinstance(editor, QComboBox) else str(editor.property("text") or "")


def _put(editor: QWidget, text: str) -> None:
    if text == _text(editor):
        return
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
