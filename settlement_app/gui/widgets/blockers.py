"""What keeps a page's act from being done, or is overdue: a sentence each, with the way to where it is resolved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.widgets.labels import button, label, set_role


@dataclass(frozen=True, slots=True)
class Blocker:
    """A sentence, and the link that leads to where it is resolved; no link where that is not in the window."""

    text: str
    link: str = ""
    go: Callable[[], object] | None = None


_LINES = 2
"""So many sentences usually get a line of their own; a page must not be pushed together by what it cannot do yet."""


class _Line(QWidget):
    """One sentence, with its link where it has one."""

    def __init__(self) -> None:
        super().__init__()
        self._go: Callable[[], object] | None = None
        self._text, self._link = label(), button("", self._follow, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._link)

    def show_blocker(self, head: str, blocker: Blocker, role: str) -> None:
        """Show a sentence after its head."""
        self._go = blocker.go
        set_role(self._text, role)
        self._text.setText(f"{head}：{blocker.text}")
        self._link.setText(blocker.link)
        self._link.setVisible(blocker.go is not None)

    def _follow(self) -> None:
        if self._go:
            self._go()


class Blockers(QWidget):
    """The first sentences one below the other with their links, the rest in one line; nothing where there are none.

    Without a number of ``lines`` each has a line of its own. Lines that were made are kept: they come and go while one
    types, and making one takes longer than all else that a key brings.
    """

    def __init__(self, lines: int | None = _LINES) -> None:
        super().__init__()
        self._most = lines
        self._lines = [_Line() for _ in range(lines or 0)]
        self._rest = label()
        self._rest.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (*self._lines, self._rest):
            self._column.addWidget(widget)

    def show_blockers(self, head: str, blockers: Sequence[Blocker], role: str = "warning") -> None:
        """Show what blocks now, each after ``head``, such as 不能确认."""
        most = len(blockers) if self._most is None else self._most
        first, rest = blockers[:most], blockers[most:]
        while len(self._lines) < len(first):
            self._lines.append(_Line())
            self._column.insertWidget(len(self._lines) - 1, self._lines[-1])
        for line, blocker in zip(self._lines, first, strict=False):
            line.show_blocker(head, blocker, role)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(first))
        set_role(self._rest, role)
        self._rest.setText(f"{head}，还因：" + "。".join(blocker.text for blocker in rest) if rest else "")
        self._rest.setVisible(bool(rest))
        self.setVisible(bool(blockers))
