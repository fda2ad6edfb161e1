"""What keeps a page's act from being done: a sentence each, with the way to where it is resolved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.widgets.labels import button, label


@dataclass(frozen=True, slots=True)
class Blocker:
    """A sentence, and the link that leads to where it is resolved; no link where that is not in the window."""

    text: str
    link: str = ""
    go: Callable[[], object] | None = None


class Blockers(QWidget):
    """The sentences one below the other; nothing where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: list[tuple[str, str]] = []

    def show_blockers(self, blockers: Sequence[Blocker], role: str = "warning") -> None:
        """Show what blocks now; a sentence that stands already is not made anew, so that its link keeps the focus."""
        texts = [(blocker.text, blocker.link) for blocker in blockers]
        if texts == self._shown:
            return
        self._shown = texts
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for blocker in blockers:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(blocker.text, role), 1)
            if blocker.go:
                row.addWidget(button(blocker.link, blocker.go, "link"))
            self._column.addWidget(line)
        self.setVisible(bool(blockers))
