"""What keeps a page's act from being done, or is overdue: a sentence each, with the way to where it is resolved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.widgets.labels import button, label


@dataclass(frozen=True, slots=True)
class Blocker:
    """A sentence, and the link that leads to where it is resolved; no link where that is not in the window."""

    text: str
    link: str = ""
    go: Callable[[], object] | None = None


_LINES = 2
"""So many sentences usually get a line of their own; a page must not be pushed together by what it cannot do yet."""


class Blockers(QWidget):
    """The first sentences one below the other with their links, the rest in one line; nothing where there are none.

    Without a number of ``lines`` each has a line of its own.
    """

    def __init__(self, lines: int | None = _LINES) -> None:
        super().__init__()
        self._lines = lines
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: list[tuple[str, str]] = []
        self._ways: list[Callable[[], object] | None] = []

    def show_blockers(self, head: str, blockers: Sequence[Blocker], role: str = "warning") -> None:
        """Show what blocks now, each after ``head``, such as 不能确认.

        Sentences that stand already are not made anew, so that a link keeps the focus.
        """
        self._ways = [blocker.go for blocker in blockers]  # the same words may lead elsewhere in another year
        texts = [(head, role), *((blocker.text, blocker.link) for blocker in blockers)]
        if texts == self._shown:
            return
        self._shown = texts
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number, blocker in enumerate(blockers[: self._lines]):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(f"{head}：{blocker.text}", role), 1)
            if blocker.go:
                row.addWidget(button(blocker.link, partial(self._go, number), "link"))
            self._column.addWidget(line)
        if self._lines is not None and (rest := blockers[self._lines :]):
            self._column.addWidget(
                label(f"{head}，还因：" + "。".join(blocker.text for blocker in rest), role)
            )
        self.setVisible(bool(blockers))

    def _go(self, number: int) -> None:
        if way := self._ways[number]:
            way()
