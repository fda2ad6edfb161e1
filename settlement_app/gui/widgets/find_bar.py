"""Ctrl+F: looks for a text in the table that the user was in, or in the first one of the page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label, set_role
from settlement_app.gui.widgets.table import Table


class FindBar(QWidget):
    """Hidden until it is asked for; Enter goes to the next cell, Shift+Enter back, Esc closes it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._table: Table | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName("在表中查找")
        self.line.setPlaceholderText("在表中查找")
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(32 * GRID)
        self._said = label("", "quiet")
        self._said.setAccessibleName("查找结果")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(button("上一处", lambda: self._find(backward=True)))
        row.addWidget(button("下一处", self._find))
        row.addWidget(self._said, 1)
        row.addWidget(button("关闭查找", self.close_bar, "link"))
        self.line.textChanged.connect(self._typed)
        self.hide()

    @property
    def said(self) -> str:
        """Which of how many cells is shown, or that there is none."""
        return self._said.text()

    def open_bar(self) -> None:
        """Show the bar for the table that has the focus, or else the first that can be seen."""
        tables = [table for table in self._page.findChildren(Table) if table.isVisibleTo(self._page)]
        self._table = next((table for table in tables if table.hasFocus()), tables[0] if tables else None)
        self._said.setText("" if self._table else "这一页没有可以查找的表。")
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def close_bar(self) -> None:
        """Hide the bar, and go back to the table."""
        self.hide()
        if self._table:
            self._table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter and Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        """Start from the table's beginning with every change of the text."""
        if self._table:
            self._table.setCurrentIndex(self._table.model().index(-1, -1))
            self._said.setText("")
            if text:
                self._find()

    def _find(self, *, backward: bool = False) -> None:
        if self._table is None or not self.line.text():
            return
        place, count = self._table.find_text(self.line.text(), backward=backward)
        set_role(self._said, "quiet" if count else "warning")
        self._said.setText(f"第 {place} 处，共 {count} 处" if count else "没有找到")
