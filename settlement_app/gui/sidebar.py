"""The pages at the left, in their groups."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from settlement_app.gui.pages.catalogue import GROUPS
from settlement_app.gui.theme import GRID, SIDEBAR_WIDTH

_ITEM_SIZE = QSize(SIDEBAR_WIDTH - 2 * GRID, 4 * GRID)
_NARROW_WIDTH = 6 * GRID
_NARROW_SIZE = QSize(_NARROW_WIDTH - GRID, 4 * GRID)
_ICON_SIZE = QSize(18, 18)
_NAME_ROLE = int(Qt.ItemDataRole.UserRole)
_ICON_ROLE = _NAME_ROLE + 1


class Sidebar(QListWidget):
    """One line a page under the head of its group; says which page the user wants."""

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName("页面")
        self.setFixedWidth(SIDEBAR_WIDTH)
        self.setIconSize(_ICON_SIZE)
        for group, pages in GROUPS:
            self._add(group).setFlags(Qt.ItemFlag.NoItemFlags)
            for name, title, icon_name in pages:
                page = self._add(title)
                page.setData(_NAME_ROLE, name)
                page.setData(_ICON_ROLE, icon_name)
        self.currentItemChanged.connect(self._choose)
        self.itemClicked.connect(self._choose)  # a page that was chosen before the welcome

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy nothing: what one wants on the clipboard is what the page shows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def be_narrow(self, narrow: bool) -> None:
        """Show the pages' icons only, where the tables need the room; their names stay in the tooltips."""
        if narrow == (self.width() == _NARROW_WIDTH):
            return
        self.setFixedWidth(_NARROW_WIDTH if narrow else SIDEBAR_WIDTH)
        for row in range(self.count()):
            item = self.item(row)
            item.setSizeHint(_NARROW_SIZE if narrow else _ITEM_SIZE)
            item.setText("" if narrow else str(item.data(Qt.ItemDataRole.AccessibleTextRole)))

    def show_page(self, name: str) -> None:
        """Set the page of that name off, which is not a choice of the user's; none where there is no such page."""
        rows = (row for row in range(self.count()) if self.item(row).data(_NAME_ROLE) == name)
        with QSignalBlocker(self):
            self.setCurrentRow(next(rows, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the focus choose nothing: Qt puts the cursor on the first line where there is none."""
        with QSignalBlocker(self):
            super().focusInEvent(event)

    def tell_keys(self, name: str, tip: str) -> None:
        """Say by which keys a page is reached."""
        for row in range(self.count()):
            if self.item(row).data(_NAME_ROLE) == name:
                self.item(row).setToolTip(tip)

    def draw_icons(self) -> None:
        """Draw the pages' icons in the colours of the scheme."""
        from settlement_app.gui.icons import icon

        for row in range(self.count()):
            if name := self.item(row).data(_ICON_ROLE):
                self.item(row).setIcon(icon(name))

    def _add(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        item.setSizeHint(_ITEM_SIZE)
        self.addItem(item)
        return item

    def _choose(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME_ROLE) if item else None
        if name:
            self.page_chosen.emit(name)
