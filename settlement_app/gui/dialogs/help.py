"""F1: what the page that is shown is for, beside the window so that both can be read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from settlement_app.assets import asset
from settlement_app.gui.dialogs.room import resize_within
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button

_WIDTH, _HEIGHT = 60 * GRID, 64 * GRID


class HelpDialog(QDialog):
    """The help of one page; another page's is shown in its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.resize(_WIDTH, _HEIGHT)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助内容")
        self.text.document().setDocumentMargin(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.text)
        column.addWidget(button("关闭", self.close), 0, Qt.AlignmentFlag.AlignRight)

    def show_help(self, name: str) -> None:
        """Show the help of the page of that name."""
        self.text.setMarkdown(asset("help", f"{name}.md").read_text(encoding="utf-8"))
        resize_within(self, self.width(), self.height())
        self.show()
        self.raise_()
